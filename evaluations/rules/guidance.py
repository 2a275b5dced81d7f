"""A guidance document: its years, its rules with their places, its thresholds."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from evaluations.rules.dates import Deadline, day_text
from evaluations.rules.inputs import LAST_YEAR, InputError, whole
from evaluations.rules.readings import Readings
from evaluations.rules.verdicts import Reason

T = TypeVar("T")
TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Since(Generic[T]):
    """A number that a document lays down: from which year, the value, document and clause."""

    year: int
    value: T
    source: str


@dataclass(frozen=True)
class Rule:
    """One rule for people: its place, its words in the document, how it is applied."""

    id: str
    place: str
    title: str
    quotation: str
    applied: str


@dataclass(frozen=True)
class Adoption:
    """A bloc's own document by which a guidance holds for years beyond its own."""

    number: str
    signed_on: date
    signed_by: str
    first_year: int
    last_year: int

    def __str__(self) -> str:
        return f"áp dụng theo {self.number} ngày {day_text(self.signed_on)} của {self.signed_by}"


@dataclass(frozen=True)
class Terms:
    """On what terms a bloc applies a guidance: the readings, and an adoption for other years."""

    readings: Readings = field(default_factory=Readings)
    adoption: Adoption | None = None


DEFAULTS = Terms()


@dataclass(frozen=True)
class Calculation:
    """A question of everyday use with one number, answered in sentences.

    The number is whole, from ``least`` to ``most``; with ``decimals`` so many places more.
    ``rules`` and ``settings`` are what the sentences rest on.
    """

    name: str
    rules: tuple[str, ...]
    title: str
    asks: str
    example: str
    answer: Callable[[Any, Terms], tuple[str, ...]]
    settings: tuple[str, ...] = ()
    least: int = 1
    most: int = 100_000
    decimals: int = 0


@dataclass(frozen=True)
class DraftReport:
    """How many days before a meeting its draft report is sent, in working or calendar days."""

    days: Since[int]
    working: bool
    rule: str


@dataclass(frozen=True)
class Guidance:
    """A guidance document; ``last_year`` is ``None`` while it is open (I-12)."""

    name: str
    title: str
    document: str
    first_year: int
    last_year: int | None
    settings: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    draft_report: DraftReport | None = None

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by identifier, in the document's order."""
        with (TEXTS / f"{self.name}.toml").open("rb") as file:
            return {id: Rule(id, **words) for id, words in tomllib.load(file).items()}

    @property
    def years(self) -> str:
        """Its years in words."""
        if self.last_year is None:
            return f"từ năm {self.first_year}"
        return f"từ năm {self.first_year} đến năm {self.last_year}"

    def in_force(self, year: int, terms: Terms = DEFAULTS) -> bool:
        """Tell whether the guidance holds for a year, by itself or by adoption."""
        adopted = terms.adoption
        return self.first_year <= year <= (self.last_year or LAST_YEAR) or (
            adopted is not None and adopted.first_year <= year <= adopted.last_year
        )

    def check_year(self, year: int, terms: Terms) -> int:
        """Return a year in which the guidance holds, else raise ``InputError("year")``."""
        if not self.in_force(whole("year", year, most=LAST_YEAR), terms):
            raise InputError("year", f"Văn bản này áp dụng {self.years}.")
        return year

    def because(self, rule: str, text: str, terms: Terms = DEFAULTS) -> Reason:
        """Return a reason that cites a rule, and the adoption where there is one."""
        place = f"mục {self.rules[rule].place}"
        if terms.adoption:
            place = f"{place}, {terms.adoption}"
        return Reason(rule, place, text)
