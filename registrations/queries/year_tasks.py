"""What the booklets of a year ask of members, units and cell committees (LD-04, LD-05).

The guidance sets a day for the members' marks alone. What builds on them is asked for by the
end of the month: a group reports before the next month's meeting of its cell, and the cell
committee writes by the end of the month in which the cell meets, never after the year's end.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from organizations.models import CELL_KINDS, Kind, Organization, Position, Role
from organizations.queries import duty_placements
from registrations.models import Guidance, Registration, Round
from registrations.queries.owing import blocs_of, members_owing
from registrations.queries.quarters import (
    HALF_NAMES,
    HALVES,
    QUARTERS,
    booklets,
    has_begun,
    quarter_due,
)


def month_end(day):
    """Return the last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def tally_by(round_, quarter):
    """Return by when a unit's quarter is tallied and handed back."""
    return month_end(quarter_due(round_, quarter))


def half_by(round_, half, *, committee):
    """Return by when a half-year is reported by a unit, or written of by the cell committee."""
    reported = tally_by(round_, HALVES[half][-1])
    if not committee:
        return reported
    return min(month_end(reported + timedelta(days=1)), date(round_.year, 12, 31))


@dataclass(frozen=True)
class QuarterTask:
    """A quarter that a person has to mark, or a unit's quarter to tally."""

    round: Round
    quarter: int
    due: date
    overdue: bool
    booklet: Registration | None = None
    unit: Organization | None = None
    marked: int = 0
    people: int = 0

    @property
    def tally_by(self):
        return tally_by(self.round, self.quarter)

    @property
    def text(self):
        """What is to be done, in words."""
        what = f"quý {self.quarter} năm {self.round.year}"
        return f"Tổng hợp {what} của {self.unit.name}" if self.unit else f"Tự đánh giá {what}"


@dataclass(frozen=True)
class HalfTask:
    """A half-year that a unit has to report, or of which a cell committee has to write."""

    round: Round
    half: int
    unit: Organization
    committee: bool
    left: int

    @property
    def name(self):
        return HALF_NAMES[self.half]

    @property
    def due(self):
        return half_by(self.round, self.half, committee=self.committee)

    @property
    def text(self):
        """What is to be done, in words."""
        what = f"{self.name} {self.round.year} của {self.unit.name}"
        return f"Chi ủy nhận xét {what}" if self.committee else f"Biểu quyết, báo cáo {what}"


def year_tasks(viewer):
    """Return what the booklets of this year and the last ask of the reader today."""
    tallies, halves = unit_tasks(viewer)
    owed = quarters_owed(viewer.person, viewer.day)
    return {"quarters_owed": owed, "to_tally": tallies, "half_years": halves}


def quarters_owed(person, day):
    """Return the quarters that the person has still to mark, the first due first (LD-04).

    None of before the admission; who was admitted in the quarter, in time, marks it.
    """
    found = booklets(person=person, round__closed_at=None, round__year__gte=day.year - 1)
    tasks = []
    for booklet in found.select_related("round__bloc").prefetch_related("quarters"):
        marked = {one.quarter for one in booklet.quarters.all()}
        for quarter in QUARTERS:
            due = quarter_due(booklet.round, quarter)
            owed = has_begun(booklet.round, quarter, day) and person.admitted_on <= due
            if owed and quarter not in marked:
                tasks.append(QuarterTask(booklet.round, quarter, due, day > due, booklet))
    return sorted(tasks, key=lambda one: one.due)


def unit_tasks(viewer):
    """Return (quarters to tally, half-years to write) of the units that the reader leads."""
    units, cells = led_units(viewer)
    if not units:
        return [], []
    blocs = blocs_of(list(units))
    rounds = Round.objects.filter(
        guidance=Guidance.LAM_DONG_2017,
        bloc__in=set(blocs.values()),
        closed_at=None,
        year__in=(viewer.day.year - 1, viewer.day.year),
    )
    rounds = {one.pk: one for one in rounds.select_related("bloc")}
    return tasks_in(rounds, units, cells, viewer.day)


def all_unit_tasks(rounds, day):
    """Return the same of every unit, in a number of queries that theirs does not change."""
    found = Organization.objects.filter(
        kind__in=(*CELL_KINDS, Kind.GROUP), dissolved_on=None
    ).select_related("parent")
    units = {one.pk: one for one in found}
    cells = {pk: one.parent if one.kind == Kind.GROUP else one for pk, one in units.items()}
    return tasks_in({one.pk: one for one in rounds}, units, cells, day)


def tasks_in(rounds, units, cells, day):
    """Return (quarters to tally, half-years to write) of units, and of the cells of units."""
    held = booklets_by_unit(rounds, {*units, *cells}, day)
    tallies = [
        task
        for (round_pk, unit_pk), found in held.items()
        if unit_pk in units
        for task in tally_tasks(rounds[round_pk], units[unit_pk], found, day)
    ]
    halves = half_tasks(rounds, units, cells, held, day)
    return sorted(tallies, key=lambda one: one.due), halves


def led_units(viewer):
    """Return ({id: unit to tally}, {id of a unit: its cell to assess}) of the reader."""
    led = {one.pk: one for one in viewer.places("follow") if one.kind == Kind.GROUP}
    cells = {one.pk: one for one in viewer.cells if one.kind in CELL_KINDS}
    if not cells:
        return led, {}
    groups = Organization.objects.filter(
        parent__in=cells, kind=Kind.GROUP, dissolved_on=None
    ).select_related("parent")
    of_cell = cells | {group.pk: cells[group.parent_id] for group in groups}
    leaderless = groups.exclude(
        positions__in=Position.objects.on(viewer.day).filter(role=Role.GROUP_LEADER)
    )
    return led | cells | {one.pk: one for one in leaderless}, of_cell


def booklets_by_unit(rounds, unit_ids, day):
    """Return {(round id, unit id): booklets of those who belong to the unit on the day}."""
    places = members_owing(duty_placements(day).filter(organization__in=unit_ids), day)
    unit_of = dict(places.order_by().values_list("person_id", "organization_id"))
    found = booklets(round__in=rounds, person__in=unit_of).prefetch_related("quarters", "halves")
    held = defaultdict(list)
    for booklet in found:
        held[booklet.round_id, unit_of[booklet.person_id]].append(booklet)
    return held


def tally_tasks(round_, unit, found, day):
    """Yield the quarters of a unit in which marks wait to be tallied."""
    for quarter in QUARTERS:
        marks = [one for booklet in found for one in booklet.quarters.all()]
        marks = [one for one in marks if one.quarter == quarter]
        if any(one.tallied_at is None for one in marks):
            due = quarter_due(round_, quarter)
            yield QuarterTask(
                round_, quarter, due, day > due, unit=unit, marked=len(marks), people=len(found)
            )


def half_tasks(rounds, units, cells, held, day):
    """Return the half-years that are over and not yet reported, or not yet written about."""
    tasks, unwritten = [], defaultdict(int)
    for (round_pk, unit_pk), found in held.items():
        round_ = rounds[round_pk]
        for half, quarters in HALVES.items():
            if day <= quarter_due(round_, quarters[-1]):
                continue
            left = sum(not is_reported(one, half) for one in found)
            if left and unit_pk in units:
                tasks.append(HalfTask(round_, half, units[unit_pk], False, left))
            if unit_pk in cells:
                missing = sum(not is_assessed(one, half) for one in found)
                unwritten[round_pk, half, cells[unit_pk]] += missing
    tasks += [
        HalfTask(rounds[round_pk], half, cell, True, left)
        for (round_pk, half, cell), left in unwritten.items()
        if left
    ]
    return sorted(tasks, key=lambda one: (one.round.year, one.half, one.committee))


def is_reported(booklet, half):
    """Tell whether the group's part of a half-year is reported."""
    return any(one.half == half and one.reported_at for one in booklet.halves.all())


def is_assessed(booklet, half):
    """Tell whether the cell committee has written about a half-year."""
    return any(
        one.half == half and (one.strengths or one.shortcomings) for one in booklet.halves.all()
    )
