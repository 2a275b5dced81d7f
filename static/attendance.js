// A meeting's roll: how many are there follows while boxes are ticked. Without script the
// figures are those of the last save.
(() => {
  "use strict";

  const table = document.querySelector("table[data-attendance]");
  if (!table) return;
  const present = document.querySelector("[data-present]");
  const guests = document.querySelector("[data-guests]");

  function count() {
    const ticked = [...table.querySelectorAll("input[type=checkbox]")].filter((box) => box.checked);
    const invited = ticked.filter((box) => "guest" in box.dataset).length;
    present.textContent = ticked.length - invited;
    guests.textContent = invited;
  }

  table.addEventListener("input", count);
  table.addEventListener("change", count);
  window.addEventListener("pageshow", count);
  count();
})();
