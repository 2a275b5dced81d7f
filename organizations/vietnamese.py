"""Vietnamese text: one Unicode form, search without accents, alphabetical order.

Sort keys consist of digits alone, so that SQLite and PostgreSQL, whatever the
database's collation, put them in the same order.
"""

import re
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
LETTER_CODES = {letter: f"{code:02d}" for code, letter in enumerate(LETTERS, start=20)}
BREVE, CIRCUMFLEX, HORN = "\u0306", "\u0302", "\u031b"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
WORD_BREAK = "00"
NUMBER = "10"


def tidy(text: str) -> str:
    """Return the text in NFC with single spaces, without control or invisible characters."""
    text = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def search_key(text: str) -> str:
    """Return the text as it is searched: lower case, no accents, đ = d."""
    plain = "".join(
        char
        for char in unicodedata.normalize("NFD", tidy(text).lower())
        if not unicodedata.combining(char)
    )
    return plain.replace("đ", "d")


def sort_key(text: str) -> str:
    """Return digits that sort as the text does: letters first, tones as tie-breakers.

    Numbers inside the text sort by value: "Chi bộ 2" before "Chi bộ 10".
    """
    letters, tones = [], []
    for part in re.findall(r"\d+|\D+", tidy(text).lower()):
        if part.isdecimal():
            letters.append(NUMBER + f"{int(part):06d}")
            continue
        for cluster in letter_clusters(part):
            code, tone = code_and_tone(cluster)
            letters.append(code)
            tones.append(tone)
    return "".join(letters) + WORD_BREAK * 2 + "".join(tones)


def person_sort_key(full_name: str) -> str:
    """Return the key of a person's name: given name, then family and middle names."""
    words = tidy(full_name).split()
    return sort_key(" ".join(words[-1:] + words[:-1]))


def letter_clusters(text):
    """Yield each base character together with its combining marks."""
    cluster = ""
    for char in unicodedata.normalize("NFD", text):
        if cluster and not unicodedata.combining(char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def code_and_tone(cluster):
    """Return the code of a letter (with breve, circumflex or horn) and of its tone."""
    shape = "".join(mark for mark in cluster[1:] if mark in (BREVE, CIRCUMFLEX, HORN))
    letter = unicodedata.normalize("NFC", cluster[0] + shape)
    tone = next((TONES[mark] for mark in cluster[1:] if mark in TONES), "0")
    return LETTER_CODES.get(letter, WORD_BREAK), tone


def tidy_lines(text: str) -> str:
    """Return a text of several lines in NFC, without control or invisible characters."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    kept = (
        "".join(c for c in line if c == "\t" or unicodedata.category(c) not in ("Cc", "Cf"))
        for line in lines
    )
    return "\n".join(line.rstrip() for line in kept).strip("\n")


def in_small(name: str) -> str:
    """Return a name within a sentence: its first letter small, "Mẫu 02" as it is."""
    return name[:1].lower() + name[1:]
