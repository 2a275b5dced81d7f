// <form data-show-passwords>: a box below the password fields shows what is typed.
(() => {
  "use strict";

  function offer(form) {
    const fields = [...form.querySelectorAll("input[type=password]")];
    const box = Object.assign(document.createElement("input"), { type: "checkbox" });
    box.id = "show-passwords";
    const label = document.createElement("label");
    label.htmlFor = box.id;
    label.textContent = fields.length > 1 ? "Hiện các mật khẩu" : "Hiện mật khẩu";
    const row = Object.assign(document.createElement("div"), { className: "choice" });
    row.append(box, label);
    fields.at(-1).closest(".field").after(row);
    const show = () => fields.forEach((field) => (field.type = box.checked ? "text" : "password"));
    box.addEventListener("change", show);
    // Hidden again when sent, so that no browser remembers it as ordinary text.
    form.addEventListener("submit", () => {
      box.checked = false;
      show();
    });
  }

  document.querySelectorAll("form[data-show-passwords]").forEach(offer);
})();
