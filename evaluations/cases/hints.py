"""Says how a value should have been written, going by what was read."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from evaluations.cases.reading import PLAIN
from evaluations.cases.showing import clean, meant, named, written
from evaluations.rules.questions import Question
from evaluations.rules.scales import Scale

LEVELS = ("level", "ceiling", "proposed")  # answers that are a level
COMMA = re.compile(r"([-+]?[0-9]+),([0-9]+)")
BEGINS_WITH_NUMBER = re.compile(r"([0-9]+)[^0-9.,]+")
LOCAL_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
YES_NO = "Hãy ghi true (có) hoặc false (không)."
BY_NAMES = "Hãy ghi từng tên và giá trị, như {tên: giá trị}."


def hint(message: str, name: Any, read: Any) -> str:
    """Return how to write what a message refuses, empty where nothing can be told.

    ``name`` is what the value read is named by within a field's table, else ``None``.
    """
    for start, advise in ADVICE:
        if message.startswith(start):
            return advise(message, name, read)
    return ""


def of_flag(message: str, name: Any, read: Any) -> str:
    """Return how to write yes and no."""
    return YES_NO


def of_day(message: str, name: Any, read: Any) -> str:
    """Return how to write a day, the one read where it is one."""
    example = "2025-06-30"
    if isinstance(read, str) and (found := LOCAL_DAY.fullmatch(read)):
        example = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    return f"Hãy ghi năm-tháng-ngày, như {example}, không đặt trong ngoặc kép."


def of_number(message: str, name: Any, read: Any) -> str:
    """Return how to write a number: with a point, bare, without its unit."""
    if not isinstance(read, str):
        return ""
    if found := COMMA.fullmatch(read):
        return f"Hãy dùng dấu chấm: {found[1]}.{found[2]}."
    if PLAIN.fullmatch(read):
        return f"Hãy ghi số không đặt trong ngoặc kép: {clean(read)}."
    found = BEGINS_WITH_NUMBER.fullmatch(read)
    return f"Hãy ghi riêng con số: {found[1]}." if found else ""


def of_word(message: str, name: Any, read: Any) -> str:
    """Return the known word nearest to the one read."""
    known = message.partition(": ")[2].rstrip(".").split(", ")
    return meant(read if name is None or name in known else name, known)


def of_list(message: str, name: Any, read: Any) -> str:
    """Return how to write a list."""
    if isinstance(read, Mapping):
        return "Hãy ghi trong ngoặc vuông, như [A, B]."
    return f"Hãy ghi trong ngoặc vuông: [{named(read)}]."


def of_table(message: str, name: Any, read: Any) -> str:
    """Return how to write names and values."""
    unsplit = isinstance(read, str) and ":" in read
    return f"Sau dấu hai chấm cần dấu cách. {BY_NAMES}" if unsplit else BY_NAMES


def of_text(message: str, name: Any, read: Any) -> str:
    """Return how to write a text that reads as a number, a yes or no, or nothing."""
    word = read if name is None or isinstance(name, str) else name
    if isinstance(word, str):
        return ""
    shown = "Null" if word is None else written(word)
    if isinstance(word, bool):
        shown = "Yes" if word else "No"
    return f'Nếu đúng là chữ thì đặt trong ngoặc kép: "{clean(shown)}".'


ADVICE: tuple[tuple[str, Callable[[str, Any, Any], str]], ...] = (
    ("Chỉ nhận có hoặc không", of_flag),
    ("Chỉ nhận một trong: ", of_word),
    ("Phải là ngày", of_day),
    ("Phải là số", of_number),
    ("Phải là một số", of_number),
    ("Phải là danh sách", of_list),
    ("Phải là một danh sách", of_list),
    ("Phải là bảng", of_table),
    ("Không được để trống", of_text),
)


def note_on(question: Question, expect: Mapping[Any, Any], got: Mapping[Any, Any]) -> str:
    """Return how to write what is expected in a way that no answer ever is."""
    return " ".join(dict.fromkeys(notes_on(question, expect, got)))


def notes_on(
    question: Question, expect: Mapping[Any, Any], got: Mapping[Any, Any]
) -> Iterator[str]:
    """Yield a note on each expectation that is none of the answer's kind."""
    for name in [name for name in expect if name in got]:
        wanted, answer = expect[name], got[name]
        if isinstance(wanted, Mapping) and isinstance(answer, Mapping):
            yield from notes_on(question, wanted, answer)
        elif name in LEVELS:
            yield from note_on_level(question, wanted, answer)
        elif wanted is not None and (note := note_on_kind(wanted, answer)):
            yield note


def note_on_level(question: Question, wanted: Any, answer: str | None) -> Iterator[str]:
    """Yield what levels there are, where the one expected is none of them."""
    module = sys.modules[question.function.__module__]
    scales = [one for one in vars(module).values() if isinstance(one, Scale)]
    scales = [one for one in scales if answer is None or answer in one.levels]
    levels = list(dict.fromkeys(level for scale in scales for level in scale.levels))
    if wanted is None or not levels or wanted in levels:
        return
    called = {text.casefold(): level for scale in scales for level, text in scale.names.items()}
    level = called.get(str(wanted).casefold())
    near = f" Có phải là “{level}”?" if level else ""
    yield f"(Không có mức “{named(wanted)}”; văn bản này có: {', '.join(levels)}.{near})"


def note_on_kind(wanted: Any, answer: Any) -> str:
    """Return how to write a value of the answer's kind, empty where it is of that kind."""
    kinds: tuple[tuple[Any, Any, Callable[[str, Any, Any], str]], ...] = (
        (bool, bool, of_flag),
        (date, date, of_day),
        (int | Decimal, int | Decimal, of_number),
        (list | tuple, list | tuple, of_list),
        (str, str, of_text),
    )
    for kind, written_as, advise in kinds:
        if isinstance(answer, kind):
            return "" if isinstance(wanted, written_as) else f"({advise('', None, wanted)})"
    return ""
