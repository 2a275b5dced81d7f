"""What is put into a rule: checked here, and refused with the name of its field.

A rule is asked with facts that people typed. Nothing is guessed or rounded: what cannot be
is an ``InputError``, and the first bad field is named (rules, "Bad input is an error").
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeGuard

Number = int | Decimal | Fraction
FIRST_YEAR, LAST_YEAR = 1900, 2999
LARGEST = 999_999_999
FEWEST_PLACES = -20


class InputError(ValueError):
    """An input that no result may be built on; ``field`` names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def is_whole(value: object) -> TypeGuard[int]:
    """Tell whether a value is a whole number; yes and no are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def whole(field: str, value: object, *, least: int = 0, most: int | None = None) -> int:
    """Return a whole number from ``least`` to ``most``, else raise ``InputError(field)``."""
    most = LARGEST if most is None else most
    if not is_whole(value) or value < least:
        raise InputError(field, f"Phải là số nguyên từ {least} trở lên.")
    if value > most:
        raise InputError(field, f"Không được lớn hơn {most}.")
    return value


def number(field: str, value: object, *, most: int | None = None) -> Fraction:
    """Return an exact number from 0 to ``most``, else raise ``InputError(field)``."""
    most = LARGEST if most is None else most
    if not _is_number(value):
        raise InputError(field, "Phải là một số.")
    if not 0 <= value <= most:
        raise InputError(field, f"Phải là số từ 0 đến {most}.")
    return Fraction(value)


def _is_number(value: object) -> TypeGuard[Number]:
    """Tell whether a value is a number that a fraction of a bearable size can hold exactly."""
    if isinstance(value, Decimal):
        return value.is_finite() and value.adjusted() >= FEWEST_PLACES
    return isinstance(value, Fraction) or is_whole(value)


def flag(field: str, value: object) -> bool:
    """Return a yes or no, else raise ``InputError(field)``."""
    if not isinstance(value, bool):
        raise InputError(field, "Chỉ nhận có hoặc không.")
    return value


def word(field: str, value: object, known: Collection[str]) -> str:
    """Return one of the known words, else raise ``InputError(field)``."""
    if not isinstance(value, str) or value not in known:
        raise InputError(field, f"Chỉ nhận một trong: {', '.join(known)}.")
    return value


def not_blank(field: str, value: object) -> str:
    """Return a text that is not blank, else raise ``InputError(field)``."""
    if not isinstance(value, str) or not value.strip():
        raise InputError(field, "Không được để trống.")
    return value


def text(field: str, value: object) -> str:
    """Return a text, which may be blank, else raise ``InputError(field)``."""
    if not isinstance(value, str):
        raise InputError(field, "Phải là chữ viết.")
    return value


def words(field: str, values: object, known: Collection[str]) -> tuple[str, ...]:
    """Return a list of known words, else raise ``InputError(field)``."""
    return tuple(word(field, value, known) for value in rows(field, values))


def rows(field: str, values: object) -> Sequence[Any]:
    """Return a list, else raise ``InputError(field)``."""
    if not isinstance(values, list | tuple):
        raise InputError(field, "Phải là một danh sách.")
    return values


def table(field: str, values: object) -> Mapping[Any, Any]:
    """Return a table of names and values, else raise ``InputError(field)``."""
    if not isinstance(values, Mapping):
        raise InputError(field, "Phải là bảng gồm tên và giá trị.")
    return values


def wholes(field: str, values: object) -> frozenset[int]:
    """Return the whole numbers of a list, whatever they are, else raise ``InputError(field)``."""
    found = rows(field, values)
    if not all(is_whole(value) for value in found):
        raise InputError(field, "Phải là danh sách các số nguyên.")
    return frozenset(found)


def counts(field: str, values: object, known: Collection[str]) -> dict[str, int]:
    """Return how many there are of each known word, 0 for a word not named.

    Raises ``InputError(field)`` for an unknown word or a count that is no whole number.
    """
    given = table(field, values)
    for name, value in given.items():
        word(field, name, known)
        whole(field, value)
    return {name: given.get(name, 0) for name in known}


def day(field: str, value: object) -> date:
    """Return a calendar day of 1900 … 2999, else raise ``InputError(field)``."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InputError(field, "Phải là ngày, tháng, năm.")
    whole(field, value.year, least=FIRST_YEAR, most=LAST_YEAR)
    return value
