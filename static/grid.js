// The half-year's grid: worked with the keyboard alone, each cell saved while it is typed.
// A cell tells the server what it held before; what another window saved is shown beside.
(() => {
  "use strict";

  const form = document.querySelector("form[data-cells]");
  if (!form) return;
  const WAIT = 800;
  const RETRY = 5000;
  const token = () =>
    document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1] ??
    form.elements.csrfmiddlewaretoken.value;
  const tidy = (text) =>
    text.normalize("NFC").split("\n").map((line) => line.trimEnd()).join("\n").trim();

  class Cell {
    constructor(field) {
      this.field = field;
      this.row = field.closest("tr");
      this.mark = this.row.querySelector(".saved-mark");
      this.before = form.elements[`before-${field.name}`];
      this.sent = new Set();
      field.addEventListener("input", () => this.typed());
      field.addEventListener("change", () => this.save());
      field.addEventListener("blur", () => this.save());
    }

    get text() {
      if (this.field.type === "checkbox") return this.field.checked ? "x" : "";
      return tidy(this.field.value);
    }

    set text(value) {
      if (this.field.type === "checkbox") this.field.checked = Boolean(value);
      else this.field.value = value;
    }

    get dirty() {
      return this.text !== this.before.value;
    }

    show(state, words) {
      this.mark.dataset.state = state;
      this.mark.textContent = words;
    }

    typed() {
      if (!this.dirty) return;
      this.show("saving", "Chưa lưu");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), WAIT);
    }

    retry(words) {
      this.show("offline", words);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), RETRY);
    }

    // What was refused is taken back: the cell holds again what is stored.
    forget() {
      if (this.field.ariaInvalid !== "true") return;
      this.field.ariaInvalid = "false";
      this.show("empty", "");
    }

    async save() {
      clearTimeout(this.timer);
      if (!this.dirty && !this.sending && !this.inConflict) this.forget();
      if (!this.dirty || this.sending || this.inConflict) return;
      this.sending = true;
      const text = this.text;
      this.sent.add(text);
      this.show("saving", "Đang lưu…");
      try {
        const response = await fetch(form.dataset.cells, {
          method: "POST",
          headers: { "X-CSRFToken": token(), Accept: "application/json" },
          body: new URLSearchParams({
            booklet: this.field.dataset.booklet,
            field: this.field.dataset.cell,
            text,
            before: this.before.value,
          }),
        });
        this.sending = false;
        await this.answered(response, text);
      } catch {
        this.sending = false;
        this.retry("Chưa lưu được – mất kết nối, sẽ tự lưu lại");
      }
    }

    async answered(response, text) {
      const json = response.headers.get("Content-Type")?.includes("json");
      if (response.redirected || response.status === 403) {
        return this.retry("Chưa lưu được – hết phiên làm việc hoặc không còn quyền");
      }
      if (!json) return this.retry("Chưa lưu được – máy chủ đang bận, sẽ tự lưu lại");
      const answer = await response.json();
      if (response.status === 409) return this.differs(answer.text);
      this.field.ariaInvalid = String(!response.ok);
      if (!response.ok) {
        this.show("conflict", answer.message);
        return this.dirty || this.forget();
      }
      this.before.value = answer.text;
      if (answer.text !== text && this.text === text) this.text = answer.text;
      this.sent.clear();
      this.field.dispatchEvent(new CustomEvent("cell-saved", { bubbles: true }));
      if (this.dirty) return this.save();
      if (this.beside.some((one) => one.waits)) return undefined; // theirs tells of the row
      this.show("saved", `Đã lưu ${answer.saved_at}`);
      return this.askAgain();
    }

    // What was refused beside may hold now; where it does not, the row says so again.
    askAgain() {
      this.beside.find((one) => one.refused)?.save();
    }

    get beside() {
      return cells.filter((one) => one !== this && one.row === this.row);
    }

    get refused() {
      return this.field.ariaInvalid === "true";
    }

    get waits() {
      return this.sending || (this.dirty && !this.refused && !this.inConflict);
    }

    // What this window itself sent, with the answer lost, is no other window's text.
    differs(theirs) {
      if (!this.sent.has(theirs)) return this.conflict(theirs);
      this.before.value = theirs;
      return this.save();
    }

    conflict(theirs) {
      this.inConflict = true;
      const shown = document.querySelector("#conflict").content.firstElementChild.cloneNode(true);
      const words = (text) => {
        if (this.field.type === "checkbox") return text ? "có" : "không";
        const option = [...(this.field.options || [])].find((one) => one.value === text);
        return (option ? option.textContent : text) || "(trống)";
      };
      shown.querySelector("[data-theirs]").textContent = words(theirs);
      shown.querySelector("[data-mine]")?.append(words(this.text));
      shown.querySelector("[data-take-theirs]").addEventListener("click", () => {
        this.text = theirs;
        this.settle(shown, theirs);
        this.show("saved", "Đã lấy nội dung của cửa sổ khác");
      });
      shown.querySelector("[data-keep-mine]").addEventListener("click", () => {
        this.settle(shown, theirs);
        this.save();
      });
      this.field.after(shown);
      this.show("conflict", "Ô này vừa được lưu ở cửa sổ khác");
    }

    settle(shown, theirs) {
      this.inConflict = false;
      this.before.value = theirs;
      shown.remove();
      this.field.focus();
    }
  }

  // The panel beside a board shows some cells too: what one of them saves, the other shows,
  // unless something else is being typed there.
  function copyToPanel({ target }) {
    const before = form.elements[`before-${target.name}`].value;
    document.querySelectorAll(`[data-copy-of="${CSS.escape(target.name)}"]`).forEach((copy) => {
      const shown = copy.form.elements[`before-${copy.name}`];
      if (copy.value === shown.value) copy.value = before;
      shown.value = before;
    });
  }

  function copyToCells(event) {
    const stored = event.detail;
    cells.filter((one) => one.field.name in stored).forEach((one) => {
      const untouched = !one.dirty;
      one.before.value = stored[one.field.name];
      if (untouched) one.text = one.before.value;
    });
  }

  const fields = [...form.querySelectorAll("[data-cell][name]")];
  const cells = fields.map((field) => new Cell(field));
  cells.filter((one) => !one.refused).forEach((one) => one.typed()); // before this script ran
  const rows = [...new Set(fields.map((field) => field.closest("tr")))];
  const inRow = (row) => [...row.querySelectorAll("[data-cell][name]")];

  // A cell entered by key is "fresh": arrows go on to the next cell until something is typed.
  let fresh = null;

  function enter(field) {
    if (!field) return false;
    field.focus();
    fresh = field;
    if (field.matches("textarea, input:not([type=checkbox])")) {
      field.setSelectionRange(field.value.length, field.value.length);
    }
    return true;
  }

  function neighbour(field, down, right) {
    const row = rows.indexOf(field.closest("tr")) + down;
    if (!rows[row]) return null;
    const across = inRow(rows[row]);
    const column = down
      ? across.findIndex((one) => one.dataset.cell === field.dataset.cell)
      : across.indexOf(field) + right;
    return across[column] || null;
  }

  const MOVES = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function leaves(field, key) {
    if (field.tagName === "SELECT") return key === "ArrowLeft" || key === "ArrowRight";
    if (field.type === "checkbox" || field === fresh) return true;
    if (field.tagName === "INPUT" && /^Arrow(Up|Down)$/.test(key)) return true;
    const { selectionStart: start, selectionEnd: end, value } = field;
    if (start !== end) return false;
    return key === "ArrowUp" || key === "ArrowLeft" ? start === 0 : end === value.length;
  }

  function pick(field, event) {
    const option = field.options[Number(event.key)];
    if (!option) return;
    event.preventDefault();
    field.value = option.value;
    field.dispatchEvent(new Event("change"));
  }

  function move(event) {
    const field = event.target;
    if (!field.matches("[data-cell][name]") || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "F2") fresh = null;
    if (field.tagName === "SELECT" && /^[0-9]$/.test(event.key)) pick(field, event);
    if (event.key === "Enter") {
      event.preventDefault();
      if (!enter(neighbour(field, 1, 0))) field.blur();
      return;
    }
    const step = MOVES[event.key];
    if (step && leaves(field, event.key) && enter(neighbour(field, ...step))) event.preventDefault();
  }

  // From a row's link the right arrow enters its cells; from the first the left arrow leads back.
  function enterOrLeaveRow(event) {
    const link = event.target.closest("tr")?.querySelector("[data-row-link]");
    const first = link && inRow(link.closest("tr"))[0];
    const enters = event.target === link && event.key === "ArrowRight";
    const leaves = event.target === first && event.key === "ArrowLeft";
    if (event.defaultPrevented || !first || !(enters || leaves)) return;
    event.preventDefault();
    if (enters) enter(first);
    else link.focus();
  }

  document.body.addEventListener("cells-stored", copyToCells);
  form.addEventListener("cell-saved", copyToPanel);
  form.addEventListener("keydown", move);
  form.addEventListener("keydown", enterOrLeaveRow);
  form.addEventListener("input", () => {
    fresh = null;
  });
  form.addEventListener("mousedown", () => {
    fresh = null;
  });
  window.addEventListener("online", () => cells.forEach((one) => one.save()));
  form.addEventListener("submit", () => {
    form.dataset.leaving = "1";
  });
  window.addEventListener("beforeunload", (event) => {
    if (!form.dataset.leaving && cells.some((one) => one.dirty)) event.preventDefault();
  });
})();
