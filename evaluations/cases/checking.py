"""Answers cases by the rules and compares, with a sentence for everything that is wrong."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from evaluations.cases.hints import note_on
from evaluations.cases.reading import NO_MERGE, Item, Mistake, Row, Table, read, wrong
from evaluations.cases.refusals import line_of, looked_at, show_read
from evaluations.cases.showing import clean, named, nearest, pairs, shorten
from evaluations.rules.inputs import InputError
from evaluations.rules.readings import SETTINGS
from evaluations.rules.registry import GUIDANCES, QUESTIONS
from evaluations.rules.verdicts import Verdict

MOST_BYTES = 20 * 2**20
CASE = ("case", "rules", "question", "given", "expect")
REQUIRED = ("case", "question", "expect")
ALWAYS_EXPECTED = ("error", "rules_include")
SIGNATURE_OF_EXCEL = b"PK\x03\x04"
BESIDE = ("reasons", "settings")
COMMA = "Số lẻ ghi bằng dấu chấm, như 89.5."
UNREADABLE = {
    FileNotFoundError: "Không có tệp này.",
    IsADirectoryError: "Đây là thư mục; hãy ghi tên từng tệp.",
    PermissionError: "Không được phép đọc tệp này.",
}


@dataclass(frozen=True)
class Outcome:
    """What came of one case: where it stands, what the rules answered, why it failed if it did."""

    place: str
    case: str = ""
    answer: Verdict | Exception | None = None
    failures: tuple[str, ...] = ()


def check(name: str) -> Iterator[Outcome]:
    """Yield the outcome of every case of a file; a file that cannot be read is one failure."""
    return (check_item(name, item) for item in load(Path(name)))


def load(path: Path) -> Iterator[Item]:
    """Return the items of a file."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as problem:
        return iter([wrong(1, UNREADABLE.get(type(problem), "Không đọc được tệp này."))])
    if len(data) > MOST_BYTES:
        return iter([wrong(1, f"Tệp lớn hơn {MOST_BYTES >> 20} MiB; hãy chia thành nhiều tệp.")])
    if data.startswith(SIGNATURE_OF_EXCEL):
        return iter([wrong(1, "Đây là tệp Excel hoặc tệp nén, không phải tệp tình huống.")])
    return read(data)


def check_item(name: str, item: Item) -> Outcome:
    """Return the outcome of one item of a file."""
    place, title = f"{name}:{item.line}", title_of(item)
    mistakes = sorted(dict.fromkeys(mistakes_in(item)), key=lambda mistake: mistake.line)
    if mistakes:
        lines = (told(f"{name}:{one.line}", title, clean(one.text)) for one in mistakes)
        return Outcome(place, title, failures=tuple(lines))
    answer = ask(item.value)
    failure = compare(item.value["expect"], answer)
    if not failure:
        return Outcome(place, title, answer)
    line, note = explained(item, answer)
    text = " ".join(part for part in (failure, note) if part)
    return Outcome(place, title, answer, (told(f"{name}:{line}", title, text),))


def explained(item: Item, answer: Verdict | Exception) -> tuple[int, str]:
    """Return the line that a failure is about, and what was read there or how to write it."""
    case = item.value
    if isinstance(answer, InputError):
        path = looked_at(QUESTIONS[case["question"]], case.get("given") or {}, answer)
        return line_of(case, path) or item.line, show_read(case, path, str(answer))
    if isinstance(answer, Exception):
        return item.line, ""
    return item.line, note_on(QUESTIONS[case["question"]], case["expect"], facts(answer))


def title_of(item: Item) -> str:
    """Return a case's name, empty where it has none."""
    name = item.value.get("case") if isinstance(item.value, Table) else None
    return "" if name is None or isinstance(name, Table | Row | bool) else shorten(str(name))


def told(place: str, title: str, text: str) -> str:
    """Return a line of a report."""
    return ": ".join(part for part in (place, title, text) if part)


def mistakes_in(item: Item) -> Iterator[Mistake]:
    """Yield what is wrong in how an item is written; what << would bring is not missed."""
    yield from item.mistakes
    if any(one.text == NO_MERGE for one in item.mistakes):
        return
    if isinstance(item.value, Table):
        yield from mistakes_in_case(item.line, item.value)
    elif not item.mistakes:
        yield Mistake(item.line, "Không phải là tình huống; tình huống bắt đầu bằng “- case:”.")


def mistakes_in_case(line: int, case: Table) -> Iterator[Mistake]:
    """Yield unknown, missing and misshapen parts of a case."""
    yield from unknown_names(case, CASE, "tình huống")
    for name in REQUIRED:
        if case.get(name) is None:
            yield Mistake(case.lines.get(name, line), f"Tình huống thiếu “{name}”.")
        elif name == "case" and isinstance(case[name], Table | Row | bool):
            yield Mistake(case.lines[name], "“case” phải là tên của tình huống.")
    yield from mistakes_in_rules(case, "rules", known_rules() + known_settings())
    if case.get("question") is not None:
        yield from mistakes_in_question(case)


def mistakes_in_question(case: Table) -> Iterator[Mistake]:
    """Yield what a case gives or expects that its question does not know."""
    name = case["question"]
    if not isinstance(name, str) or name not in QUESTIONS:
        text = f"Không có câu hỏi “{named(name)}”. {nearest(name, QUESTIONS)}"
        yield Mistake(case.lines["question"], text)
        return
    asked = QUESTIONS[name]
    for part, known in (("given", asked.fields), ("expect", (*asked.answers, *ALWAYS_EXPECTED))):
        if isinstance(case.get(part), Table):
            yield from unknown_names(case[part], known, f"“{part}” của {name}")
        elif case.get(part) is not None:
            yield Mistake(case.lines[part], f"“{part}” phải là bảng gồm tên và giá trị.")
    if isinstance(case.get("expect"), Table):
        yield from mistakes_in_expect(case["expect"], case.lines["expect"], asked.fields)


def mistakes_in_expect(expect: Table, line: int, given: Collection[str]) -> Iterator[Mistake]:
    """Yield expectations that can never be checked."""
    if not expect:
        yield Mistake(line, "“expect” chưa ghi điều gì cần kiểm tra.")
    yield from mistakes_in_rules(expect, "rules_include", known_rules())
    if "error" not in expect:
        return
    if len(expect) > 1:
        yield Mistake(
            expect.lines["error"], "“error” phải đứng một mình: bị từ chối thì không có kết quả."
        )
    if str(expect["error"]) not in given:
        text = f"“error” nêu “{named(expect['error'])}” không có trong “given”."
        yield Mistake(expect.lines["error"], f"{text} {nearest(expect['error'], given)}")


def mistakes_in_rules(table: Table, name: str, known: Collection[str]) -> Iterator[Mistake]:
    """Yield what is wrong in a list of rules."""
    if name not in table:
        return
    rules = table[name]
    if not isinstance(rules, Row):
        yield Mistake(table.lines[name], f"“{name}” phải là danh sách mã quy định, như [NG-09].")
        return
    for line, rule in zip(rules.lines, rules, strict=True):
        if not isinstance(rule, str) or rule not in known:
            yield Mistake(line, f"Không có quy định “{named(rule)}”. {nearest(rule, known)}")


def unknown_names(table: Table, known: Collection[str], where: str) -> Iterator[Mistake]:
    """Yield the names that do not belong in a table."""
    for name in table:
        if name not in known:
            hint = COMMA if isinstance(name, int) else nearest(name, known)
            text = f"Không có mục “{named(name)}” trong {where}. {hint}"
            yield Mistake(table.lines[name], text)


@cache
def known_rules() -> tuple[str, ...]:
    """Return the identifiers of all rules."""
    return tuple(rule for guidance in GUIDANCES.values() for rule in guidance.rules)


@cache
def known_settings() -> tuple[str, ...]:
    """Return the identifiers of all settings."""
    return tuple(dict.fromkeys(setting.id for setting in SETTINGS))


def ask(case: Table) -> Verdict | Exception:
    """Answer a case; what it leaves out is left out of the question."""
    try:
        return QUESTIONS[case["question"]](**(case.get("given") or {}))
    except Exception as problem:  # whatever a rule does, the other cases are still answered
        return problem


def compare(expect: Mapping[str, Any], answer: Verdict | Exception) -> str:
    """Return a sentence about what is not as expected, empty where all is."""
    if isinstance(answer, InputError):
        if expect.get("error") == answer.field:
            return ""
        return f"cần {pairs(expect)}; bị từ chối ở {answer.field}: {shorten(str(answer))}"
    if isinstance(answer, Exception):
        return (
            f"cần {pairs(expect)}; quy tắc bị lỗi {type(answer).__name__}: {shorten(str(answer))}"
        )
    got = facts(answer)
    if "error" not in expect:
        got["rules_include"] = rules_of(answer)
        expect = {name: one for name, one in expect.items() if not met(name, one, got[name])}
        got = {name: got[name] for name in expect}
    if not expect:
        return ""
    rules = f"; theo {', '.join(rules_of(answer))}" if answer.reasons else ""
    return f"cần {pairs(expect)}; được {pairs(got)}{rules}"


def facts(answer: Verdict) -> dict[str, Any]:
    """Return what an answer says beside its reasons and settings."""
    names = (field.name for field in fields(answer) if field.name not in BESIDE)
    return {name: getattr(answer, name) for name in names}


def rules_of(answer: Verdict) -> list[str]:
    """Return the deciding rules, each once."""
    return list(dict.fromkeys(reason.rule for reason in answer.reasons))


def met(name: str, expected: Any, got: Any) -> bool:
    """Tell whether an expectation is met."""
    return set(expected) <= set(got) if name == "rules_include" else same(expected, got)


def same(one: Any, other: Any) -> bool:
    """Tell whether an expected value is met by another.

    Tuples are lists, yes and no are no numbers; of a table only what is named is compared.
    """
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() <= other.keys() and all(same(one[name], other[name]) for name in one)
    return bool(one == other)


def report(outcome: Outcome, *, in_full: bool = False) -> Iterator[str]:
    """Yield the lines for people: a failure with its reasons; asked for in full, everything."""
    yield from outcome.failures
    if in_full and not outcome.failures:
        yield told(outcome.place, outcome.case, "đúng")
    if in_full or outcome.failures:
        yield from (f"    {clean(line)}" for line in explain(outcome.answer, in_full=in_full))


def explain(answer: Verdict | Exception | None, *, in_full: bool) -> Iterator[str]:
    """Yield the reasons with place and rule; in full also the answer and the readings used."""
    if isinstance(answer, InputError) and in_full:
        yield f"bị từ chối ở {answer.field}: {answer}"
    if isinstance(answer, Verdict):
        if in_full:
            yield from (pairs({name: value}) for name, value in facts(answer).items())
        yield from map(str, answer.reasons)
        if in_full:
            yield from (f"Cách hiểu {used.setting}: {used.text}" for used in answer.settings)
