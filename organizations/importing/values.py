"""What a single cell says: tidy texts, dates, card numbers, names, notes.

A cell is a text, a number, a truth value or a one-item list (an ISO date); dates are
handed on as ISO texts, so that rows can be stored and compared as they are.
"""

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from organizations.importing.legacy import is_syllable
from organizations.vietnamese import tidy

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
DAY_FIRST = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})\.?$")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
YEAR = re.compile(r"\d{4}$")
FIRST_SERIAL, LAST_SERIAL = 3654, 73050  # 1910 and 2099, as Excel counts days
SERIAL_ZERO = date(1899, 12, 30)
YES = {"x", "có", "v", "1", "true", "cc", "vc", "ccvc", "công chức", "viên chức"}
ROMAN = re.compile(r"[IVXLC]+$")
NUMBERED = re.compile(r"^(?:(?:[IVXLC]+|\d+|[a-zA-Z])[.)/:-]|[-*+•–])\s*")
COUNTED = re.compile(
    r"\s*(?:\(\s*\d+[^)]*\)|:\s*\d+.*|[–-]\s*\d+\s*(?:đảng viên|đồng chí|đ/c|đc|đv).*)$|[\s:.;,]+$",
    re.IGNORECASE,
)
PREFIX = re.compile(
    r"^(đảng bộ bộ phận|đảng ủy bộ phận|đảng bộ|đảng ủy|chi bộ|chi ủy|tổ đảng)\s+(.+)$",
    re.IGNORECASE,
)
LONGEST_NAME = 300
EXACT = re.compile(r"“(.+)”$")
PREFIXES = {"đảng ủy bộ phận": "đảng bộ bộ phận", "đảng ủy": "đảng bộ", "chi ủy": "chi bộ"}


class BadValue(ValueError):
    """A cell that cannot mean what its column asks for; the argument is the problem's code."""


def text_of(cell):
    """Return a cell as tidy text in NFC."""
    if isinstance(cell, str):
        return tidy_text(cell) if cell else ""
    if isinstance(cell, list):
        return show_date(cell[0])
    if isinstance(cell, bool):
        return "x" if cell else ""
    return f"{cell:.0f}" if float(cell).is_integer() else f"{cell}"


@lru_cache(maxsize=50_000)
def tidy_text(text):
    """Return text in NFC, with single spaces, without control or invisible characters."""
    text = INVISIBLE.sub("", text)
    if not text.isprintable():
        return tidy(text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def show_date(iso):
    """Return an ISO date as people write it."""
    return f"{iso[8:]}/{iso[5:7]}/{iso[:4]}"


def read_date(cell):
    """Return (ISO date, whether only the year is known); raise ``BadValue``."""
    if isinstance(cell, list):
        return make_date(*map(int, cell[0].split("-"))), False
    if isinstance(cell, float | int) and FIRST_SERIAL <= cell <= LAST_SERIAL:
        return (SERIAL_ZERO + timedelta(days=int(cell))).isoformat(), False
    text = text_of(cell).removeprefix("'")
    if YEAR.match(text):
        return make_date(int(text), 1, 1), True
    if found := DAY_FIRST.match(text):
        day, month, year = map(int, found.groups())
    elif found := YEAR_FIRST.match(text):
        year, month, day = map(int, found.groups())
    else:
        raise BadValue("bad_date")
    return make_date(year, month, day), False


def make_date(year, month, day):
    """Return an ISO date of the last or this century; raise ``BadValue``."""
    if not 1900 <= year < 2100:
        raise BadValue("bad_date")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise BadValue("bad_date") from None


def read_card(cell):
    """Return a card number's digits, or "" where none is given; raise ``BadValue``."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if cell < 0 or not float(cell).is_integer():
            raise BadValue("bad_card")
        digits = f"{cell:.0f}" if cell else ""
        return f"0{digits}" if len(digits) == 7 else digits  # a number lost its leading zero
    text = text_of(cell).removeprefix("'")
    if not any(char.isdigit() for char in text):
        return ""
    digits = re.sub(r"[\s.\-]", "", text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 20):
        raise BadValue("bad_card")
    return digits


def read_yes(cell):
    """Tell whether a cell is ticked."""
    return text_of(cell).lower() in YES


def person_name(text):
    """Return a person's name, in proper case where it stood in capitals or small letters."""
    if text.isupper() or text.islower():
        return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), text)
    return text


@lru_cache(maxsize=50_000)
def name_key(full_name):
    """Return what two writings of one name share: "Hoà" and "Hòa", capitals or not."""
    words = unicodedata.normalize("NFD", full_name.lower()).split()
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return " ".join(
        "".join(char for char in word if char not in tones)
        + "".join(char for char in word if char in tones)
        for word in words
    )


def bare_name(text):
    """Return an organization's name without numbering before and counts behind it."""
    unnumbered = NUMBERED.sub("", text)
    text = unnumbered if PREFIX.match(unnumbered) else text
    while (shorter := COUNTED.sub("", text)) != text:
        text = shorter
    return text


def organization_rank(text):
    """Return "section", "base", "cell" or "group" when the text names such a one, else ""."""
    found = PREFIX.match(bare_name(text)) if len(text) <= LONGEST_NAME else None
    if not found:
        return ""
    prefix = found[1].lower()
    if prefix.endswith("bộ phận"):
        return "section"
    return {"đ": "base", "c": "cell", "t": "group"}[prefix[0]]


def organization_name(text, known):
    """Return an organization's name in proper case; what stands in “…” is taken as it is.

    ``known`` maps names in small letters to their proper writing (of the sheet's title,
    the workplaces, the organizations that there are).
    """
    if exact := EXACT.search(text):
        return exact[1]
    text = bare_name(text)
    if text.lower() in known:
        return known[text.lower()]
    found = PREFIX.match(text)
    if not found:
        return proper_name(text, known)
    prefix = found[1].lower()
    if text.isupper():
        prefix = PREFIXES.get(prefix, prefix)
    return f"{prefix.capitalize()} {proper_name(found[2], known)}"


def proper_name(text, known):
    """Return a name in proper case; abbreviations and Roman numbers stay capitals."""
    if not text.isupper():
        return known.get(text.lower(), text) if text.islower() else text
    if text.lower() in known:
        return known[text.lower()]
    words = [
        word.lower() if is_syllable(word) and not ROMAN.match(word) else word
        for word in text.split()
    ]
    words[0] = words[0][0].upper() + words[0][1:]
    return " ".join(words)
