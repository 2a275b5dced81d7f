"""User names: how they are typed, what they may be, how they are made."""

import re

from organizations.vietnamese import search_key, tidy

CHOSEN = re.compile(r"[a-z][a-z0-9._-]{3,59}")


def normalize(typed):
    """Return the user name as it is stored: card numbers as digits, names in lower case."""
    text = tidy(typed).lower()
    digits = re.sub(r"[.\s]", "", text)
    return digits if digits.isdecimal() else text


def from_card(card_number):
    """Return the user name that a card number gives, if it gives one."""
    digits = normalize(card_number or "")
    return digits if digits.isdecimal() and digits.isascii() else None


def stem(full_name):
    """Return the unaccented letters of a name: Nguyễn Văn An → nguyenvanan."""
    return re.sub(r"[^a-z]", "", search_key(full_name))[:30] or "dangvien"


def numbered(full_name, taken):
    """Return the first free name of the person with a number: nguyenvanan1, …"""
    base, number = stem(full_name), 1
    while f"{base}{number}" in taken:
        number += 1
    return f"{base}{number}"
