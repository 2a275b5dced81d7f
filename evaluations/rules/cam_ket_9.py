"""The nine-section commitment (sources: cam-ket-9-muc, Hướng dẫn of a provincial standing
committee, in force from 2022)."""

from dataclasses import dataclass
from datetime import date

FIRST_YEAR = 2022
SECTIONS = tuple(range(1, 10))
SHORTCOMINGS_SECTION = 8
HEADS_SECTION = 9


class InputError(ValueError):
    """An input that no result may be built on; ``field`` names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Sections:
    """Which of the nine sections a person sees, must fill in, and has left empty."""

    required: tuple[int, ...]
    shown: tuple[int, ...]
    missing: tuple[int, ...]


def sections(*, head: bool, shortcomings_recorded: bool, filled: frozenset[int]) -> Sections:
    """Answer which sections are shown, required and missing.

    1 to 7 are required; 8 where the previous year's evaluation recorded shortcomings;
    9 is for heads of a committee, administration, agency or unit alone.
    Raises ``InputError("filled")`` for a section that the person does not have.
    CK-01, Mẫu, mục 1–9 and footnote 1.
    """
    shown = tuple(number for number in SECTIONS if number != HEADS_SECTION or head)
    if not filled <= set(shown):
        raise InputError("filled", "Có mục không thuộc bản cam kết của người này.")
    required = tuple(
        number for number in shown if number != SHORTCOMINGS_SECTION or shortcomings_recorded
    )
    missing = tuple(number for number in required if number not in filled)
    return Sections(required, shown, missing)


def registration_due(year: int) -> date:
    """Answer the last day on time: completed in quarter I (CK-02, IV.2).

    Raises ``InputError("year")`` for a year before the guidance.
    """
    if year < FIRST_YEAR:
        raise InputError("year", f"Hướng dẫn này áp dụng từ năm {FIRST_YEAR}.")
    return date(year, 3, 31)
