// Saves each section on the server while it is typed. What could not be saved stays in the
// browser under the owner's key and is sent again; what another window saved is shown beside.
(() => {
  const done = document.querySelector("[data-forget]");
  if (done) {
    const prefix = `cam-ket:${done.dataset.forget}:`;
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .forEach((key) => localStorage.removeItem(key));
  }

  const unsaved = document.querySelector("[data-unsaved]");
  if (unsaved) {
    const prefix = `cam-ket:${unsaved.dataset.unsaved}:`;
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    const texts = unsaved.querySelector("[data-unsaved-texts]");
    keys.forEach((key) => {
      const text = document.createElement("p");
      text.textContent = `Mục ${key.slice(prefix.length)}: ${JSON.parse(localStorage.getItem(key)).text}`;
      texts.append(text);
    });
    unsaved.hidden = keys.length === 0;
    unsaved.querySelector("[data-unsaved-discard]").addEventListener("click", () => {
      keys.forEach((key) => localStorage.removeItem(key));
      unsaved.hidden = true;
    });
  }

  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const WAIT = 1200;
  const RETRY = 5000;
  const writer = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);
  const tidy = (text) =>
    text.normalize("NFC").split("\n").map((line) => line.trimEnd()).join("\n").trim();
  const keyOf = (field) => `cam-ket:${form.dataset.owner}:${field}`;
  const token = () =>
    document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1] ??
    form.elements.csrfmiddlewaretoken.value;

  form.elements.writer.value = writer;

  class Section {
    constructor(box) {
      this.box = box;
      this.field = box.dataset.field;
      this.area = box.querySelector("textarea, select, input[type=checkbox]");
      this.revision = form.elements[`revision-${this.field}`];
      this.mark = box.querySelector(".saved-mark");
      this.state = document.querySelector(`[data-section-state="${this.field}"]`);
      this.refused = "stored" in this.area.dataset;
      this.saved = this.refused ? this.area.dataset.stored : this.served;
      this.area.addEventListener("input", () => this.typed());
      this.area.addEventListener("blur", () => this.save());
      this.restore();
    }

    get text() {
      if (this.area.type === "checkbox") return this.area.checked ? "x" : "";
      return this.area.value;
    }

    set text(value) {
      if (this.area.type === "checkbox") this.area.checked = Boolean(value);
      else this.area.value = value;
    }

    // What the page came with, whatever was typed before this script ran.
    get served() {
      if (this.area.type === "checkbox") return this.area.defaultChecked ? "x" : "";
      const chosen = [...(this.area.options || [])].find((one) => one.defaultSelected);
      return this.area.defaultValue ?? chosen?.value ?? this.area.options[0].value;
    }

    get dirty() {
      return this.text !== this.saved;
    }

    restore() {
      if (this.refused) return this.typedAgain();
      const kept = JSON.parse(localStorage.getItem(keyOf(this.field)) || "null");
      if (!kept || tidy(kept.text) === tidy(this.text)) return this.dirty ? this.typed() : this.forget();
      const theirs = this.text;
      const moved = kept.revision !== Number(this.revision.value);
      this.text = kept.text;
      this.area.dispatchEvent(new Event("input"));
      if (moved) this.conflict({ text: theirs, revision: Number(this.revision.value) });
      else this.save();
      return undefined;
    }

    typedAgain() {
      this.keep();
      this.show("conflict", "Chưa lưu");
    }

    keep() {
      const revision = Number(this.revision.value);
      try {
        localStorage.setItem(keyOf(this.field), JSON.stringify({ text: this.text, revision }));
      } catch {
        this.show("offline", "Trình duyệt không giữ được nội dung, đồng chí đừng đóng trang này.");
      }
    }

    forget() {
      localStorage.removeItem(keyOf(this.field));
    }

    typed() {
      if (!this.dirty) return this.undone();
      this.keep();
      this.show("saving", "Chưa lưu");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), WAIT);
      return undefined;
    }

    // What was typed and taken out again before it was sent is not offered on the next visit.
    undone() {
      if (this.sending || this.inConflict) return;
      clearTimeout(this.timer);
      this.forget();
      this.show("empty", "");
    }

    show(state, words) {
      this.mark.dataset.state = state;
      this.mark.textContent = words;
    }

    retry(words) {
      this.show("offline", words);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), RETRY);
    }

    async save() {
      clearTimeout(this.timer);
      if (!this.dirty || this.sending || this.inConflict) return;
      this.sending = true;
      const text = this.text;
      this.show("saving", "Đang lưu…");
      try {
        const response = await fetch(form.dataset.autosave, {
          method: "POST",
          headers: { "X-CSRFToken": token(), Accept: "application/json" },
          body: new URLSearchParams({ field: this.field, text, revision: this.revision.value, writer }),
        });
        this.sending = false;
        await this.answered(response, text);
      } catch {
        this.sending = false;
        this.saved = null; // it may have arrived although the answer was lost
        this.retry("Chưa lưu được – mất kết nối, sẽ tự lưu lại");
      }
    }

    async answered(response, text) {
      const json = response.headers.get("Content-Type")?.includes("json");
      if (response.redirected || response.status === 403) {
        return this.retry("Chưa lưu được – hết phiên làm việc. Đồng chí đăng nhập lại ở thẻ khác, nội dung sẽ tự lưu.");
      }
      if (!json) return this.retry("Chưa lưu được – máy chủ đang bận, sẽ tự lưu lại");
      const answer = await response.json();
      if (response.status === 409) return this.conflict(answer);
      if (!response.ok) return this.show("conflict", answer.message);
      this.saved = text;
      this.revision.value = answer.revision;
      if (this.dirty) return this.save();
      this.forget();
      this.tellState(text);
      this.tellWarnings(answer.warnings || []);
      return this.show("saved", `Đã lưu ${answer.saved_at}`);
    }

    tellState(text) {
      if (!this.state) return;
      this.state.dataset.state = text.trim() ? "done" : "todo";
      this.state.textContent = text.trim() ? "Đã có nội dung" : this.state.dataset.empty;
    }

    tellWarnings(warnings) {
      const place = document.querySelector(`[data-warnings="${this.field.split(".")[0]}"]`);
      if (!place) return;
      place.hidden = warnings.length === 0;
      place.lastElementChild.replaceChildren(
        ...warnings.map((words) =>
          Object.assign(document.createElement("p"), { textContent: words }),
        ),
      );
    }

    conflict(theirs) {
      this.inConflict = true;
      this.box.querySelector(".versions")?.remove();
      const shown = document.querySelector("#conflict").content.firstElementChild.cloneNode(true);
      shown.querySelector("[data-theirs]").textContent = theirs.text;
      shown.querySelector("[data-mine]").textContent = this.text;
      shown.querySelector("[data-take-theirs]").addEventListener("click", () => {
        this.text = theirs.text;
        this.saved = theirs.text;
        this.settle(shown, theirs);
        this.forget();
        this.show("saved", "Đã lấy nội dung của cửa sổ khác");
      });
      shown.querySelector("[data-keep-mine]").addEventListener("click", () => {
        this.saved = theirs.text;
        this.settle(shown, theirs);
        this.save();
      });
      this.area.before(shown);
      this.show("conflict", "Mục này đã được sửa ở cửa sổ khác. Đồng chí chọn nội dung để giữ.");
    }

    settle(shown, theirs) {
      this.inConflict = false;
      this.revision.value = theirs.revision;
      shown.remove();
      this.area.focus();
    }
  }

  const sections = [...form.querySelectorAll("[data-field]")].map((box) => new Section(box));

  window.addEventListener("online", () => sections.forEach((one) => one.save()));
  form.addEventListener("submit", (event) => {
    form.dataset.leaving = "1";
    const { name, value } = event.submitter || {};
    if (name !== "remove") return;
    sections.filter((one) => one.field.startsWith(`${value}.`)).forEach((one) => one.forget());
  });
  window.addEventListener("beforeunload", (event) => {
    if (!form.dataset.leaving && sections.some((one) => one.dirty)) event.preventDefault();
  });
})();
