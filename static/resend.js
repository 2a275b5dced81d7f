// What was sent from a form after the session's end is filled in again once the same person has
// signed in in this window. Forms that save while one types keep their text by themselves.
(() => {
  "use strict";

  const KEY = "cam-ket:gui-lai";
  const person = document.body.dataset.person;
  const signIn = document.body.dataset.signIn;
  const kept = (field) => field.name && !/^(hidden|password|file|submit|button)$/.test(field.type);
  const place = (form) => [...document.forms].indexOf(form);

  function keep(event) {
    const form = event.target;
    const saves = form.matches("[data-autosave], [data-cells], [data-count]");
    if (event.defaultPrevented || form.method !== "post" || saves) return;
    const typed = [...form.elements].filter(kept).map((field) => {
      const ticked = field.type === "checkbox" || field.type === "radio";
      return [field.name, field.value, ticked ? field.checked : null];
    });
    const found = { person, path: location.pathname, form: place(form), typed };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(found));
    } catch {
      // without storage the form is filled in by hand again
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

  function cameFromSignIn() {
    return document.referrer && new URL(document.referrer).pathname === signIn;
  }

  function fill(form, typed) {
    const fields = [...form.elements].filter(kept);
    for (const [name, value, checked] of typed) {
      const field = fields.find(
        (one) => one.name === name && (checked === null || one.value === value),
      );
      if (!field) continue;
      if (checked === null) field.value = value;
      else field.checked = checked;
      fields.splice(fields.indexOf(field), 1); // the next of the same name is another one
    }
  }

  function tell(form) {
    const said = document.createElement("p");
    said.className = "field-error";
    said.role = "alert";
    said.textContent =
      "Việc vừa bấm chưa được thực hiện vì hết phiên làm việc. Nội dung đồng chí đã nhập được " +
      "điền lại ở dưới; đồng chí xem rồi bấm lại.";
    form.prepend(said);
    form.scrollIntoView({ block: "start" });
  }

  if (!person) return;
  const found = taken();
  const form = found && document.forms[found.form];
  if (form && found.person === person && found.path === location.pathname && cameFromSignIn()) {
    fill(form, found.typed);
    tell(form);
  }
  window.addEventListener("submit", keep);
})();
