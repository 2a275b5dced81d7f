// Several forms on one page: when one of them is sent, what is typed in the others stays typed.
(() => {
  "use strict";

  const KEY = "cam-ket:ben-canh";
  const person = document.body.dataset.person;
  const forms = [...document.querySelectorAll("form[data-beside]")];
  const fields = (form) =>
    [...form.elements].filter(
      (one) => /^(radio|checkbox|text|textarea)$/.test(one.type) || one.name === "seen",
    );
  const changed = (one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked;
  const unsaved = (form) => fields(form).some((one) => changed(one) || one.ariaInvalid === "true");

  function keep(event) {
    if (event.defaultPrevented || !forms.includes(event.target)) return;
    const typed = forms
      .filter((form) => form !== event.target && unsaved(form))
      .map((form) => [form.id, fields(form).map((one) => [one.name, one.value, one.checked])]);
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ person, path: location.pathname, typed }));
    } catch {
      // without storage the other forms are filled in by hand again
    }
  }

  function taken() {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEY) || "null");
      sessionStorage.removeItem(KEY);
      return found;
    } catch {
      return null;
    }
  }

  function fill(id, typed) {
    const form = forms.find((one) => one.id === id);
    if (!form) return;
    fields(form).forEach((one) => {
      const ticked = one.type === "radio" || one.type === "checkbox";
      const kept = typed.find(([name, value]) => name === one.name && (!ticked || value === one.value));
      if (!kept) return;
      if (ticked) one.checked = kept[2];
      else one.value = kept[1];
    });
    form.querySelector("[data-not-saved]").hidden = false;
  }

  const found = taken();
  if (found && found.person === person && found.path === location.pathname) {
    found.typed.forEach(([id, typed]) => fill(id, typed));
  }
  window.addEventListener("submit", keep);
})();
