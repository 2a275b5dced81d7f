"""Shows what a case file holds in sentences: as a file writes it, short and on one line."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from evaluations.cases.reading import PLAIN

MOST_SHOWN = 300  # characters of one thing in a message
MOST_NAMED = 25  # names in a message
LIKENESS = 0.5
PUNCTUATION = re.compile(r"[],[{}]|: |^[-?&*!|>'\"%@`#]")
UNSPLIT = re.compile(r"(\w+)[: ].+")  # a name and its value, read as one word


def pairs(values: Mapping[str, Any]) -> str:
    """Show names and values as a case file writes them."""
    return ", ".join(f"{name}: {shown(value)}" for name, value in values.items())


def shown(value: Any) -> str:
    """Show a value as a case file writes it, on one line and not endlessly long."""
    return shorten(written(value))


def named(value: Any) -> str:
    """Show a name or a word within quotation marks of a sentence."""
    return shorten(value if isinstance(value, str) else written(value))


def shorten(text: str, most: int = MOST_SHOWN) -> str:
    """Return a text as one line that is not endlessly long."""
    text = clean(text)
    return text if len(text) <= most else f"{text[:most]}…"


def clean(text: str) -> str:
    """Return a text as one line without characters that a terminal would obey."""
    return "".join(one if one.isprintable() else "�" for one in " ".join(text.split()))


def written(value: Any) -> str:
    """Return a value in the notation of a case file: text that reads as such is bare."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {written(one)}' for name, one in value.items())}}}"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    bare = not isinstance(value, str) or not (PLAIN.fullmatch(value) or PUNCTUATION.search(value))
    return str(value) if bare else f'"{value}"'


def nearest(name: Any, known: Collection[str]) -> str:
    """Return a hint at what was probably meant, else all that may be meant."""
    all_of_them = f"Chỉ nhận: {', '.join(known)}." if len(known) <= MOST_NAMED else ""
    return meant(name, known) or all_of_them


def meant(name: Any, known: Collection[str]) -> str:
    """Return a hint at the known name that was probably meant, empty where none is near."""
    name = named(name)
    split = UNSPLIT.fullmatch(name)
    if split and split[1] in known:
        return f"Sau tên cần dấu hai chấm và dấu cách: “{split[1]}: …”."
    words = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), words, n=1, cutoff=LIKENESS)
    return f"Có phải là “{words[near[0]]}”?" if near else ""
