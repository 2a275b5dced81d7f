"""Reads the quarters and half-years of the booklet (LD-04, LD-05)."""

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from django.utils import timezone

from evaluations.rules import deadlines
from organizations.access import CELL_OFFICERS
from organizations.models import Kind, Organization, Person, Position
from registrations.definitions import f04
from registrations.models import Guidance, HalfYear, QuarterMark, Registration, Step
from registrations.queries.owing import owing

QUARTERS = (1, 2, 3, 4)
HALVES = {1: (1, 2), 2: (3, 4)}
HALF_NAMES = {1: "6 tháng đầu năm", 2: "6 tháng cuối năm"}
GROUP_FIELDS = ("group_level", "group_votes")
COMMITTEE_FIELDS = ("strengths", "shortcomings", "may_be_role_model")


def quarter_due(round_, quarter):
    """Return the last day on which a quarter is marked in time (LD-04)."""
    return deadlines.last_day(
        guidance=round_.guidance,
        what="QUARTER",
        year=round_.year,
        quarter=quarter,
        terms=round_.terms,
    ).date


def has_begun(round_, quarter, day):
    """Tell whether a quarter has begun; before that there is nothing to mark."""
    return day >= date(round_.year, 3 * quarter - 2, 1)


def booklets(**filters):
    """Return the booklets in force: the first versions, which keep the year's marks."""
    return Registration.objects.filter(
        round__guidance=Guidance.LAM_DONG_2017,
        person__isnull=False,
        version=1,
        step=Step.CONFIRMED,
        **filters,
    )


def booklet_of(registration):
    """Return the version that keeps the marks of the registration's year, or None."""
    return booklets(round=registration.round_id, person=registration.person_id).first()


def marks_of(registration):
    """Return {quarter: mark} of the year, whichever version is asked about."""
    found = QuarterMark.objects.filter(
        registration__round=registration.round_id, registration__person=registration.person_id
    )
    return {mark.quarter: mark for mark in found}


def halves_of(registration):
    """Return {half: what was said} of the year, whichever version is asked about."""
    found = HalfYear.objects.filter(
        registration__round=registration.round_id, registration__person=registration.person_id
    )
    return {half.half: half for half in found}


def seen_of(mark):
    """Return a number that tells whether a mark is still the one that a window has shown."""
    kept = f"{mark.level} {mark.note}" if mark is not None and mark.level else ""
    return str(crc32(kept.encode()))


@dataclass(frozen=True)
class QuarterRow:
    """One quarter on the member's page."""

    quarter: int
    due: date
    begun: bool
    overdue: bool
    mark: QuarterMark | None

    @property
    def open(self):
        return self.begun and (self.mark is None or self.mark.tallied_at is None)

    @property
    def level(self):
        return f04.MARKS[self.mark.level] if self.mark else ""

    @property
    def note(self):
        return self.mark.note if self.mark else ""

    @property
    def seen(self):
        return seen_of(self.mark)


def quarter_rows(registration, day):
    """Return the four quarters of a booklet as they stand on the day."""
    marks, round_ = marks_of(registration), registration.round
    return [quarter_row(round_, quarter, marks.get(quarter), day) for quarter in QUARTERS]


def quarter_row(round_, quarter, mark, day):
    """Return one quarter as it stands on the day."""
    due = quarter_due(round_, quarter)
    return QuarterRow(quarter, due, has_begun(round_, quarter, day), day > due, mark)


@dataclass(frozen=True)
class PersonRow:
    """A person of a unit with the booklet of the year: its marks, its half-year."""

    person: Person
    unit: Organization
    booklet: Registration | None
    marks: dict
    halves: dict

    def level(self, quarter):
        """Return how the person marked a quarter, in words."""
        mark = self.marks.get(quarter)
        return f04.MARKS[mark.level] if mark else ""


def unit_people(round_, unit, *, whole=False):
    """Return the placements of a group, or of those of a cell who are in no group.

    ``whole``: everybody of the cell, groups included.
    """
    people = owing(round_, unit)
    return people if whole else people.filter(organization=unit)


def person_rows(round_, unit, *, whole=False):
    """Return a row for each person of a unit, in order of names, in four queries."""
    placements = list(unit_people(round_, unit, whole=whole))
    found = booklets(round=round_, person__in=[one.person_id for one in placements])
    known = {one.person_id: one for one in found.prefetch_related("quarters", "halves")}
    return [person_row(one, known.get(one.person_id)) for one in placements]


def person_row(placement, booklet):
    """Return the row of a person, whose booklet may still be missing."""
    return PersonRow(
        person=placement.person,
        unit=placement.organization,
        booklet=booklet,
        marks={one.quarter: one for one in booklet.quarters.all()} if booklet else {},
        halves={one.half: one for one in booklet.halves.all()} if booklet else {},
    )


def units_in(cell):
    """Return the cell and its groups."""
    groups = Organization.objects.filter(parent=cell, kind=Kind.GROUP, dissolved_on=None)
    return [cell, *groups.order_by("position", "pk")]


def cell_text(half, name):
    """Return what stands in one cell of the half-year's grid, as text."""
    if half is None:
        return ""
    if name == "may_be_role_model":
        return "x" if half.may_be_role_model else ""
    value = getattr(half, name)
    return "" if value is None else str(value)


@dataclass(frozen=True)
class GridCell:
    """One cell of the half-year's grid; ``problem`` is why what was typed is not saved."""

    name: str
    text: str
    typed: str
    problem: str

    @property
    def typed_words(self):
        """What was typed, as people read it."""
        if self.name == "may_be_role_model":
            return "Có" if self.typed else ""
        return f04.MARKS.get(self.typed, self.typed)


@dataclass(frozen=True)
class GridRow:
    """A person in the half-year's grid."""

    row: PersonRow
    cells: dict
    group_words: str
    locked: str
    marked: list


def grid_rows(rows, half, names, *, problems, locked):
    """Return the half-year's grid: of each person the marks of the half and the cells.

    ``problems`` maps (registration id, field) to (what was typed, why it is not saved);
    ``locked`` maps a row to why its cells cannot be written.
    """
    return [
        GridRow(
            row=row,
            cells=grid_cells(row, row.halves.get(half), names, problems),
            group_words=group_words(row.halves.get(half)),
            locked=locked(row),
            marked=[(quarter, row.level(quarter)) for quarter in HALVES[half]],
        )
        for row in rows
    ]


def grid_cells(row, half, names, problems):
    """Return {field: cell} of one person."""
    cells = {}
    for name in names:
        text = cell_text(half, name)
        key = (row.booklet.pk if row.booklet else None, name)
        typed, problem = problems.get(key, (text, ""))
        cells[name] = GridCell(name, text, typed, problem)
    return cells


def group_words(half):
    """Return what the group said of a half-year, in words."""
    if half is None or not half.group_level:
        return ""
    votes = "" if half.group_votes is None else f", {half.group_votes} phiếu"
    return f"{f04.MARKS[half.group_level]}{votes}"


def writes_alone(account, cell):
    """Tell whether nobody but the reader is an officer of the cell (LD-05)."""
    others = Position.objects.on(timezone.localdate()).filter(
        organization=cell, role__in=CELL_OFFICERS
    )
    return not others.exclude(person=account.person_id).exists()
