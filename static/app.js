// Small conveniences. Every page works without them, except that dialogs need them to open.
(() => {
  "use strict";

  const typing = (element) =>
    element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  const visible = (element) => element.offsetParent !== null;

  // "/" goes to the search field, wherever the focus is but in a field.
  function focusSearch(event) {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const menu = document.querySelector("details.menu");
    if (menu && visible(menu)) menu.open = true;
    const search = [...document.querySelectorAll("[data-search]")].find(visible);
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  }

  // Escape and a click elsewhere close the menu and the switchers.
  function closeFolds(event) {
    for (const fold of document.querySelectorAll("details.menu[open], details.switcher[open]")) {
      if (event.type === "click" && fold.contains(event.target)) continue;
      fold.open = false;
      if (event.type === "keydown" && fold.contains(document.activeElement)) {
        fold.querySelector("summary").focus();
      }
    }
  }

  // <button data-dialog="id"> opens, <button data-close> closes; the browser keeps the focus.
  function openOrClose(event) {
    const opener = event.target.closest("[data-dialog]");
    const closer = event.target.closest("[data-close]");
    if (opener) document.getElementById(opener.dataset.dialog).showModal();
    if (closer) closer.closest("dialog").close();
  }

  // <form data-confirm="question" data-confirm-word="verb"> asks before it is sent.
  function confirmFirst(event) {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    ask(form.dataset.confirm, form.dataset.confirmWord || "Đồng ý", () => {
      form.dataset.confirmed = "1";
      form.requestSubmit(event.submitter);
      delete form.dataset.confirmed;
    });
  }

  function ask(question, word, then) {
    const dialog = make("dialog", { className: "dialog" });
    const heading = make("h2", { id: "confirm-question", textContent: question });
    const actions = make("div", { className: "actions" });
    const yes = make("button", { type: "button", className: "button", textContent: word });
    const no = make("button", {
      type: "button",
      className: "button button-quiet",
      textContent: "Quay lại",
    });
    yes.addEventListener("click", () => {
      dialog.close();
      then();
    });
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.setAttribute("aria-labelledby", heading.id);
    actions.append(yes, no);
    dialog.append(heading, actions);
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  }

  // A button pressed twice sends its form once; who comes back to the page may send it again.
  const SENT_FOR = 4000;
  const sent = new Map();

  function sendOnce(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (Date.now() - (sent.get(form) || 0) < SENT_FOR) event.preventDefault();
    else sent.set(form, Date.now());
  }

  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  // Long texts grow with what is typed (browsers without field-sizing) and are counted.
  const growsByItself = CSS.supports("field-sizing", "content");

  function fit(area) {
    if (!growsByItself && area.hasAttribute("data-grow")) {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 2}px`;
    }
    const counter = area.dataset.count && document.getElementById(area.dataset.count);
    if (counter) count(area, counter);
  }

  function count(area, counter) {
    const limit = area.maxLength > 0 ? area.maxLength : 0;
    const letters = [...area.value.normalize("NFC")].length;
    counter.textContent = `${letters.toLocaleString("vi")}${
      limit ? `/${limit.toLocaleString("vi")}` : ""
    } ký tự`;
    counter.toggleAttribute("data-over", limit > 0 && letters >= limit);
  }

  // table[data-grid]: arrows, Home and End move between the rows' links, x ticks the row.
  const rowTarget = (row) => row.querySelector("[data-row-link]") || row.querySelector("a, button");

  function moveInGrid(event) {
    const grid = event.target.closest("table[data-grid]");
    if (!grid || event.ctrlKey || event.altKey || event.metaKey) return;
    const box = event.target.matches("input[type=checkbox]");
    if (typing(event.target) && !box) return;
    const rows = [...grid.tBodies].flatMap((body) => [...body.rows]).filter(rowTarget);
    const here = rows.indexOf(event.target.closest("tr"));
    if (event.key === "x" && here >= 0) return tick(rows[here], event);
    const next = {
      ArrowDown: Math.min(here + 1, rows.length - 1),
      ArrowUp: Math.max(here - 1, 0),
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (next === undefined || !rows[next]) return;
    event.preventDefault();
    rowTarget(rows[next]).focus();
  }

  function tick(row, event) {
    const box = row.querySelector("input[type=checkbox]:not(:disabled)");
    if (!box) return;
    event.preventDefault();
    box.click();
  }

  // The row whose panel is open, and the section that is being written, are marked.
  function mark(link, group, value) {
    group.querySelectorAll("[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    link.setAttribute("aria-current", value);
  }

  function markRow(event) {
    const link = event.detail.elt.closest("table[data-grid] a[hx-get]");
    if (link) mark(link, link.closest("table"), "true");
  }

  function markSection(event) {
    const section = event.target.closest(".long-text[id]");
    const list = document.querySelector(".sections");
    const link = section && list && list.querySelector(`a[href="#${CSS.escape(section.id)}"]`);
    if (link) mark(link, list, "step");
  }

  // <input data-check-all="name"> ticks all of that name in the same table or form.
  function checkAll(event) {
    const scope = event.target.closest("form, table");
    if (event.target.matches("[data-check-all]")) {
      boxes(scope, event.target.dataset.checkAll).forEach((box) => {
        box.checked = event.target.checked;
      });
      return;
    }
    const all = scope && scope.querySelector(`[data-check-all="${CSS.escape(event.target.name)}"]`);
    if (!all) return;
    const states = boxes(scope, event.target.name).map((box) => box.checked);
    all.checked = states.every(Boolean);
    all.indeterminate = !all.checked && states.some(Boolean);
  }

  const boxes = (scope, name) => [
    ...scope.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]:not(:disabled)`),
  ];

  // [data-result-of="id"] is filled while typing. What it said of the former text goes at once,
  // what is still on its way for that text is not shown; what cannot be fetched is told there.
  function clearResult(event) {
    const field = event.target;
    const result = document.querySelector(`[data-result-of="${CSS.escape(field.id || "")}"]`);
    if (!result) return;
    result.replaceChildren();
    field.removeAttribute("aria-invalid");
  }

  function late({ target, requestConfig }) {
    const field = document.getElementById(target?.dataset.resultOf || "");
    return field !== null && requestConfig.formData.get(field.name) !== field.value;
  }

  function refuseLate(event) {
    if (late(event.detail)) event.detail.shouldSwap = false;
  }

  function tellFailure(event) {
    const result = event.detail.target;
    if (!result?.dataset.resultOf || late(event.detail)) return;
    const textContent = "Chưa tính được, mất kết nối. Đồng chí thử lại.";
    result.replaceChildren(make("p", { className: "field-error", textContent }));
  }

  // What came tells its field whether it is wrong.
  function markField(event) {
    const field = document.getElementById(event.target.dataset.resultOf || "");
    if (field) field.ariaInvalid = String(event.target.querySelector(".field-error") !== null);
  }

  // What was typed in the panel beside a board is not dropped unasked: another row's panel, or
  // another page, comes only after a yes. What could not be sent or opened is told in the panel.
  const typedForms = () => [...document.querySelectorAll(".panel form[data-typed]")];

  function noteTyping(event) {
    const form = event.target.closest(".panel form");
    if (form) form.dataset.typed = "1";
  }

  function keepTyping(event) {
    const { target, verb, issueRequest } = event.detail;
    if (verb !== "get" || !target?.matches(".panel") || !typedForms().length) return;
    event.preventDefault();
    ask("Phần vừa ghi ở bên cạnh chưa lưu. Bỏ phần ấy để mở dòng khác?", "Bỏ phần vừa ghi", () =>
      issueRequest(true),
    );
  }

  function keepFromLeaving(event) {
    if (typedForms().some((form) => !form.dataset.leaving)) event.preventDefault();
  }

  function tellInPanel(event, why) {
    const { target, elt, requestConfig } = event.detail;
    if (!target?.matches(".panel")) return false;
    const sent = requestConfig.verb === "post";
    target.querySelector("[data-not-done]")?.remove();
    const told = make("p", {
      className: "field-error",
      textContent: `${sent ? "Chưa lưu được" : "Chưa mở được"} – ${why}`,
    });
    told.dataset.notDone = "";
    told.role = "alert";
    const actions = sent && elt.querySelector(".actions");
    if (actions) actions.before(told);
    else target.prepend(told);
    return true;
  }

  function tellRefusal(event) {
    const gone = [403, 404].includes(event.detail.xhr.status);
    const why = gone
      ? "việc này vừa thay đổi hoặc đồng chí không còn quyền. Đồng chí tải lại trang để xem."
      : "máy chủ đang bận. Đồng chí thử lại.";
    tellInPanel(event, why);
  }

  // A session that ended would lead to the sign-in page, and the typing would be gone.
  function stayWithTyping(event) {
    const { xhr, requestConfig } = event.detail;
    if (requestConfig.verb !== "post" || !xhr.getResponseHeader("HX-Redirect")) return;
    const why = "hết phiên làm việc. Đồng chí đăng nhập lại ở thẻ khác rồi bấm lại ở đây.";
    if (tellInPanel(event, why)) event.preventDefault();
  }

  // Signing in again in another tab renews what proves that a form is ours.
  function renewToken(event) {
    const field = event.target.elements.csrfmiddlewaretoken;
    const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1];
    if (field && token) field.value = token;
  }

  // A file field says which file was chosen.
  function nameFile(event) {
    if (!event.target.matches(".file input")) return;
    const names = [...event.target.files].map((file) => file.name).join(", ");
    const place = event.target.closest(".file").querySelector("[data-file-name]");
    place.textContent = names || "Chưa chọn tệp nào";
  }

  // A page's long contents stand open beside the text; above it, on a phone, they are folded.
  function unfold(root) {
    if (!matchMedia("(min-width: 900px)").matches) return;
    root.querySelectorAll(".sections > .fold").forEach((fold) => {
      fold.open = true;
    });
  }

  function prepare(root) {
    unfold(root);
    root.querySelectorAll("textarea[data-grow], textarea[data-count]").forEach(fit);
    root.querySelectorAll("dialog[data-open]").forEach((dialog) => {
      if (!dialog.open) dialog.showModal();
    });
    const errors = root.querySelector("[data-error-summary]");
    if (errors) errors.focus();
  }

  document.addEventListener("keydown", (event) => {
    focusSearch(event);
    moveInGrid(event);
    if (event.key === "Escape") closeFolds(event);
  });
  document.addEventListener("focusin", markSection);
  document.addEventListener("click", (event) => {
    openOrClose(event);
    closeFolds(event);
  });
  document.addEventListener("submit", renewToken, true);
  document.addEventListener("submit", confirmFirst);
  document.addEventListener("submit", sendOnce);
  window.addEventListener("pageshow", () => sent.clear());
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) event.target.dataset.leaving = "1";
  });
  window.addEventListener("beforeunload", keepFromLeaving);
  document.addEventListener("input", (event) => {
    noteTyping(event);
    if (event.target.matches("textarea")) fit(event.target);
    clearResult(event);
  });
  document.addEventListener("change", (event) => {
    checkAll(event);
    nameFile(event);
  });
  document.addEventListener("htmx:beforeSwap", refuseLate);
  document.addEventListener("htmx:afterSwap", markField);
  document.addEventListener("htmx:sendError", (event) => {
    tellFailure(event);
    tellInPanel(event, "mất kết nối. Đồng chí thử lại.");
  });
  document.addEventListener("htmx:responseError", (event) => {
    tellFailure(event);
    tellRefusal(event);
  });
  document.addEventListener("htmx:confirm", keepTyping);
  document.addEventListener("htmx:beforeRequest", markRow);
  document.addEventListener("htmx:beforeOnLoad", stayWithTyping);
  document.addEventListener("htmx:load", (event) => prepare(event.target));
  prepare(document);
})();
