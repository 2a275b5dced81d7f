// The counting sheet on top of grid.js: digits alone, Enter to the next line, sums checked while
// typing; what is not saved yet stays in the browser and is sent again after a power cut.
(() => {
  "use strict";

  const form = document.querySelector("form[data-count]");
  if (!form) return;
  const paper = form.dataset.count === "PAPER";
  const base = Number(form.dataset.base);
  const present = Number(form.dataset.present);
  const fields = [...form.querySelectorAll("[data-cell][name]")];
  const lines = [...new Set(fields.map((field) => field.closest("tr")))];
  const inLine = (line) => [...line.querySelectorAll("[data-cell][name]")];
  const number = (name) => Number(form.elements[name]?.value || 0);
  const keyOf = (field) => `cam-ket:${form.dataset.owner}:${field.name}`;

  function kept(field) {
    try {
      return JSON.parse(localStorage.getItem(keyOf(field)) || "null");
    } catch {
      return null;
    }
  }

  function keep(field) {
    const before = form.elements[`before-${field.name}`].value;
    try {
      if (field.value === before) localStorage.removeItem(keyOf(field));
      else localStorage.setItem(keyOf(field), JSON.stringify({ text: field.value, before }));
    } catch {
      // without storage each number is still saved on the server while it is typed
    }
  }

  // A number that never reached the server is sent as if it had just been typed.
  function restore(field) {
    const found = kept(field);
    if (!found || found.text === field.value) return keep(field);
    field.value = found.text;
    form.elements[`before-${field.name}`].value = found.before;
    field.dispatchEvent(new Event("change"));
    return undefined;
  }

  const invalid = () =>
    fields
      .filter((field) => field.dataset.booklet === "invalid")
      .reduce((sum, field) => sum + Number(field.value || 0), 0);

  function tell(place, problems, good) {
    const shown = problems.length ? problems : good ? [good] : [];
    place.replaceChildren(
      ...shown.map((words) => {
        const line = document.createElement("p");
        line.className = problems.length ? "field-error" : "muted";
        line.textContent = words;
        return line;
      }),
    );
  }

  function checkTotals() {
    const issued = number("issued");
    const collected = number("collected");
    const back =
      collected + number("unused") + number("spoiled") - number("invalid-NOT_ISSUED");
    const problems = [];
    if (!form.elements.issued.value || !form.elements.collected.value) {
      return tell(document.querySelector("#sums"), [], "");
    }
    if (issued > base) problems.push(`Phát ra ${issued} phiếu, nhiều hơn danh sách ${base} người.`);
    if (back !== issued) {
      problems.push(
        `Thu về, không dùng và hỏng cộng lại là ${back} phiếu, khác số phát ra ${issued} phiếu.`,
      );
    }
    if (invalid() > collected) {
      problems.push(`Có ${invalid()} phiếu không hợp lệ, nhiều hơn số thu về ${collected}.`);
    }
    const good = `Khớp: ${collected - invalid()} phiếu hợp lệ, ${invalid()} phiếu không hợp lệ.`;
    return tell(document.querySelector("#sums"), problems, good);
  }

  function lineWords(numbers) {
    const sum = numbers.reduce((one, other) => one + other, 0);
    if (form.dataset.count === "BY_LEVEL") {
      const most = Math.max(...numbers);
      return most > present ? [`Nhiều hơn ${present} người có mặt.`] : [];
    }
    if (!paper) return sum > present ? [`Cộng ${sum}, nhiều hơn ${present} người có mặt.`] : [];
    const total = sum + invalid();
    const off = total - number("collected");
    if (!off) return [];
    return [off > 0 ? `Thừa ${off} phiếu so với số thu về.` : `Còn thiếu ${-off} phiếu.`];
  }

  function checkLine(line) {
    const place = line.querySelector("[data-sum]");
    if (!place) return;
    const cells = inLine(line);
    if (!cells.some((field) => field.value)) return tell(place, [], "");
    const numbers = cells.map((field) => Number(field.value || 0));
    tell(place, lineWords(numbers), paper ? "Khớp" : "");
  }

  function check(line) {
    if (!paper) return checkLine(line);
    checkTotals();
    if (line.querySelector("[data-sum]")) return checkLine(line);
    return lines.forEach(checkLine);
  }

  function go(field) {
    if (!field) return;
    field.focus();
    field.select();
  }

  function beside(field, down, right) {
    const line = lines.indexOf(field.closest("tr"));
    const across = inLine(lines[line]);
    if (!down) return across[across.indexOf(field) + right];
    if (!lines[line + down]) return null;
    const same = inLine(lines[line + down]);
    return same.find((one) => one.dataset.cell === field.dataset.cell) || same[0];
  }

  function nextLine(field) {
    const next = lines[lines.indexOf(field.closest("tr")) + 1];
    if (next) go(inLine(next)[0]);
    else form.querySelector("[data-sign]").focus();
  }

  const MOVES = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function move(event) {
    const field = event.target;
    if (!field.matches("[data-cell][name]") || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter") nextLine(field);
    else if (MOVES[event.key]) go(beside(field, ...MOVES[event.key]));
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  form.addEventListener("keydown", move, true);
  form.addEventListener("beforeinput", (event) => {
    if (event.data && /[^0-9]/.test(event.data)) event.preventDefault();
  });
  form.addEventListener("input", (event) => {
    keep(event.target);
    check(event.target.closest("tr"));
  });
  form.addEventListener("cell-saved", (event) => {
    keep(event.target);
    check(event.target.closest("tr"));
  });
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-cell][name]")) event.target.select();
  });
  fields.forEach(restore);
  if (paper) checkTotals();
  lines.forEach(checkLine);
  if (!fields.some((field) => field.value)) go(fields[0]);
})();
