"""This year's booklets (LD) with their quarters and half-year, as far as the year has gone."""

import random
from datetime import date

from config.sample.papers import clock, moment, write
from config.sample.texts import (
    BOOKLET_RETURNED,
    ITEMS,
    NOTES,
    SHORTCOMING,
    STRENGTHS,
    VAGUE_ITEM,
    WEAKNESSES,
)
from evaluations import publishing
from registrations import actions, quarters
from registrations.models import Guidance, HalfYear, Step
from registrations.queries.quarters import person_rows, quarter_due

FIRST_CELL = {6: Step.DRAFT, 7: None, 9: Step.SUBMITTED, 10: Step.RETURNED}  # by place in it
STEPS = {8: Step.SUBMITTED, 11: Step.DRAFT}  # by place in the others
MARKED = {
    1: lambda place: True,
    2: lambda place: place % 10 != 4,
    3: lambda place: place % 3 == 1,
    4: lambda place: place % 5 == 1,
}


class Booklets:
    """Makes the round: nobody does anything before the sample's today."""

    def __init__(self, bloc):
        self.bloc = bloc
        self.random = random.Random(2028)  # noqa: S311  (invented texts, nothing secret)
        self.year = bloc.today.year
        self.confirmed = {}

    def make(self):
        """Make the round and what every member, group and cell did in it."""
        self.round = self.bloc.open_round(Guidance.LAM_DONG_2017, date(self.year - 1, 12, 15))
        for cell in self.bloc.cells:
            self.make_booklets(cell)
        for quarter in MARKED:
            self.mark(quarter)
        first_cell, first_group = next(iter(self.bloc.cells)), self.bloc.groups[0]
        for unit in (first_cell, *self.bloc.groups):
            self.tally(unit, 1)
        for unit in (first_cell, first_group):
            self.tally(unit, 2)
            self.report(unit)
        self.assess(first_cell)
        self.report_up(first_cell)

    def past(self, day):
        """Tell whether a day has passed."""
        return day < self.bloc.today

    def make_booklets(self, cell):
        """Make the booklets of a cell; its secretary confirms them when January is over."""
        waiting, returned = [], []
        steps = FIRST_CELL if cell == next(iter(self.bloc.cells)) else STEPS
        for place, person in enumerate(self.bloc.cells[cell]):
            step = steps.get(place, Step.CONFIRMED)
            begun = date(self.year, 1, 5)
            if step is None or not self.past(begun) or not self.owes(person, begun):
                continue
            registration = self.begin(person, begun, draft=step == Step.DRAFT)
            late = self.random.random() < 0.1
            day = date(self.year, 2, 6) if late else date(self.year, 1, 8 + place)
            if step == Step.DRAFT or not self.past(day):
                continue
            with clock(moment(day)):
                actions.submit(self.bloc.account_of(person), registration.pk)
                registration.refresh_from_db()
            {Step.CONFIRMED: waiting, Step.RETURNED: returned}.get(step, []).append(registration)
        self.answer(cell, waiting, returned)

    def owes(self, person, day):
        """Tell whether a member owed a booklet on a day."""
        return person.admitted_on <= day and person != self.bloc.exempt

    def begin(self, person, day, *, draft):
        """Begin a booklet with two items; a draft's second one is vague and not finished."""
        items = self.random.sample(ITEMS, 2)
        if draft:
            items[1] = VAGUE_ITEM
        texts = {
            f"{number}.{part}": text
            for number, item in enumerate(items, start=1)
            for part, text in item.items()
        }
        if person.shortcomings.filter(year=self.year - 1).exists():
            texts["khac-phuc"] = SHORTCOMING
        with clock(moment(day)):
            registration = actions.start(self.bloc.account_of(person), self.round, person)
            write(registration, texts)
        return registration

    def answer(self, cell, waiting, returned):
        """Let the cell's officers confirm and return what was handed in."""
        day = date(self.year, 2, 9)
        if not self.past(day):
            return
        with clock(moment(day)):
            self.bloc.confirm(cell, waiting)
            for one in returned:
                actions.return_to_author(self.bloc.officer(cell), one.pk, BOOKLET_RETURNED)
        for one in waiting:
            self.confirmed[one.person] = one

    def mark(self, quarter):
        """Let members mark a quarter in its last month, before the last day."""
        for people in self.bloc.cells.values():
            for place, person in enumerate(people):
                day = date(self.year, 3 * quarter, 10 + place % 12)
                if person in self.confirmed and MARKED[quarter](place) and self.past(day):
                    with clock(moment(day)):
                        self.make_mark(self.confirmed[person], quarter, place)

    def make_mark(self, booklet, quarter, place):
        """Mark a quarter: most completed it, some well, one did not."""
        well = "COMPLETED_WELL" if place % 4 == 1 else "COMPLETED"
        level = "NOT_COMPLETED" if (quarter, place) == (2, 8) else well
        note = self.random.choice(NOTES[level])
        author = self.bloc.account_of(booklet.person)
        quarters.mark_quarter(author, booklet.pk, quarter, level, note)

    def tally(self, unit, quarter):
        """Tally a unit's quarter on its last day."""
        day = quarter_due(self.round, quarter)
        if self.past(day):
            with clock(moment(day, 16)):
                quarters.tally_quarter(self.bloc.officer(unit), self.round, unit, quarter)

    def report(self, unit):
        """Let a unit vote on the first half of the year and report it to the cell committee."""
        day = date(self.year, 7, 3)
        if not self.past(day):
            return
        officer = self.bloc.officer(unit)
        with clock(moment(day)):
            found = [row for row in person_rows(self.round, unit) if row.booklet]
            HalfYear.objects.bulk_create(
                HalfYear(
                    registration=row.booklet,
                    half=1,
                    group_level=row.marks[1].level,
                    group_votes=len(found),
                    recorded_by=officer,
                )
                for row in found
            )
        with clock(moment(day, 16)):
            quarters.report_half(officer, self.round, unit, 1)

    def assess(self, cell):
        """Let the cell committee write of all but the last two people of a cell."""
        day = date(self.year, 7, 8)
        halves = HalfYear.objects.filter(registration__organization=cell).order_by("pk")
        if not self.past(day):
            return
        with clock(moment(day)):
            for place, half in enumerate(list(halves)[:-2]):
                half.strengths = STRENGTHS[place % 2]
                half.shortcomings = WEAKNESSES[place % 2] if place % 3 else ""
                half.may_be_role_model = place == 1
                half.save()

    def report_up(self, cell):
        """Report a cell's first half of the year to the committee above (LD-10)."""
        day = date(self.year, 7, 9)
        if self.past(day):
            with clock(moment(day)):
                publishing.report_up_half_year(self.bloc.officer(cell), self.round, cell)
