"""What becomes of each row: compared with the tree and the people as they are.

A plan changes nothing; it holds the outcome of each row and the rows to write. The list
says how things were on its day: what it adds or ends holds from that day, or from today
where what it ends began later. Blank cells erase nothing, and who is not on the list stays.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from organizations.importing.comparing import Conflict, person_changes
from organizations.importing.matching import Matcher, key_of
from organizations.importing.periods import Periods
from organizations.importing.problems import FOUND_IN_PLANNING
from organizations.importing.register import Record, Register, Tree
from organizations.models import CELL_KINDS, ImportRow, Organization, Person

Outcome = ImportRow.Outcome


@dataclass(slots=True)
class RowPlan:
    """What becomes of a row; changes are {"label", "old", "new"} as people read them."""

    outcome: str
    changes: list = field(default_factory=list)
    person_id: int | None = None
    problem: str = ""
    column: str = ""


@dataclass
class Plan:
    """The outcome of each row, what is to be written, and who is not on the list."""

    organizations: list
    rows: list = field(default_factory=list)
    people: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    recarded: list = field(default_factory=list)
    ended: list = field(default_factory=list)
    retitled: list = field(default_factory=list)
    opened: list = field(default_factory=list)
    missing: list = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A row with the organizations that it means and the day from which it holds."""

    row: object
    cell: Organization
    group: Organization | None
    day: date

    @property
    def home(self):
        return self.group or self.cell


def make_plan(bloc, rows, places, today):
    """Return the plan for a list's rows and places ({(base, section, cell, group): kind})."""
    planner = Planner(bloc, rows, today)
    planner.survey(rows, places)
    for place in sorted(range(len(rows)), key=lambda place: "temporary" in rows[place].values):
        planner.plan.rows[place] = planner.decide(rows[place])
    planner.find_missing(places)
    return planner.plan


class Planner:
    """Decides row by row; official rows come first, so that temporary ones find them."""

    def __init__(self, bloc, rows, today):
        self.today = today
        self.tree = Tree(bloc, today)
        self.plan = Plan(self.tree.new, rows=[None] * len(rows))
        register = Register(self.tree, rows, today)
        self.register = register
        self.matcher = Matcher(register, rows, today)
        self.periods = Periods(register, self.plan, today)
        self.homes = defaultdict(list)  # key of a row → where rows place its person

    def survey(self, rows, places):
        """Make the places, and collect what the good rows say together."""
        for place, kind in places.items():
            self.resolve(place, kind)
        for row in filter(is_good, rows):
            if found := self.resolve(place_of(row), row.values["kind"]):
                cell, group = found
                self.homes[key_of(row)].append(group or cell)
                if any(post[2] in ("cell", "group") for post in row.values.get("posts", ())):
                    self.periods.stated.add(id(cell))

    def resolve(self, place, kind):
        """Return (cell, group) of a place, None where the tree has it otherwise."""
        try:
            return self.tree.resolve(place, kind)
        except Conflict:
            return None  # told on each row that stands there

    def decide(self, row):
        """Return what becomes of a row."""
        if not is_good(row):
            self.matcher.recognise_rejected(row)
            return RowPlan(Outcome.REJECTED, problem=row.problem)
        try:
            return self.decide_good(row)
        except Conflict as conflict:
            self.matcher.recognise_rejected(row)
            problem, column = conflict.args
            return RowPlan(Outcome.REJECTED, problem=problem, column=column)

    def decide_good(self, row):
        """Return what becomes of a row that has no problem of its own; raise ``Conflict``."""
        cell, group = self.tree.resolve(place_of(row), row.values["kind"])
        entry = Entry(row, cell, group, self.day_of(row, group or cell))
        record = self.matcher.match(row, cell) or Record(Person())
        changes = person_changes(record.person, row.values)
        seats = self.periods.seats(entry, record, self.homes[key_of(row)])
        first = self.matcher.take(row, record)
        told = self.write_person(record, changes) if first else []
        told += self.periods.settle(entry, record)
        told += self.periods.appoint(entry, record, seats)
        told += self.periods.set_states(entry, record)
        if record.person.pk is None:
            return RowPlan(Outcome.NEW, [change for change in told if change["old"]])
        outcome = Outcome.CHANGED if told else Outcome.UNCHANGED
        return RowPlan(outcome, told, record.person.pk)

    def write_person(self, record, changes):
        """Give a person what its first row says; return what changed."""
        for name, change in changes.items():
            setattr(record.person, name, change.value)
        if record.person.pk is None:
            self.plan.people.append(record.person)
            return []
        if changes:
            self.plan.changed.append(record.person)
        if "card_number" in changes:
            self.plan.recarded.append(record.person.pk)
        return [change.told for change in changes.values() if change.told]

    def day_of(self, row, home):
        """Return the day from which holds what a row says."""
        day = min(date.fromisoformat(row.values["as_of"] or self.today.isoformat()), self.today)
        return max(day, home.founded_on or day)

    def find_missing(self, places):
        """Find who is placed in a cell of the list without standing on it."""
        resolved = [self.resolve(place, kind) for place, kind in places.items()]
        ids = {id(found[0]) for found in resolved if found and found[0].kind in CELL_KINDS}
        self.plan.missing = sorted(
            pk
            for pk, record in self.register.records.items()
            if pk not in self.matcher.listed
            and any(
                id(one.organization) in ids or id(one.organization.parent) in ids
                for one in filter(self.tree.holds, record.placements)
            )
        )


def is_good(row):
    """Tell whether a row has no problem of its own; those with the database are told anew."""
    return not row.problem or row.problem in FOUND_IN_PLANNING


def place_of(row):
    """Return where a row stands: (base, section, cell, group)."""
    values = row.values
    cell = "" if row.cell == row.base else row.cell
    return row.base, values.get("section", ""), cell, values.get("group", "")
