"""The tree and the people as they are, loaded for one comparison in a few queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from organizations.importing.comparing import Conflict
from organizations.importing.values import BadValue, name_key, read_card
from organizations.models import (
    BASE_KINDS,
    CELL_KINDS,
    SINGLE_ROLES,
    Kind,
    Organization,
    Person,
    PersonState,
    Placement,
    Position,
)
from organizations.queries.tree import below
from organizations.vietnamese import search_key

MANY = 10_000  # parameters of one query


@dataclass
class Record:
    """A person with the periods that last; organizations are those of the tree."""

    person: Person
    placements: list = field(default_factory=list)
    positions: list = field(default_factory=list)
    states: list = field(default_factory=list)

    def official(self, today):
        """Return the official placement: the one that holds, else one that is to come."""
        official = [one for one in self.placements if one.kind == Placement.Kind.OFFICIAL]
        return min(official, key=lambda one: (one.started_on > today, one.started_on), default=None)


class Tree:
    """The living organizations of a bloc, and those that a list adds to them."""

    def __init__(self, bloc, today):
        living = Q(dissolved_on=None) | Q(dissolved_on__gt=today)
        rows = Organization.objects.filter(living, pk__in=below(bloc))
        self.by_id = {one.pk: one for one in rows}
        self.bloc = self.by_id[bloc.pk]
        self.new = []
        self.children = {}
        self.named = defaultdict(list)
        self.resolved = {}
        for one in self.by_id.values():
            one.parent = self.by_id.get(one.parent_id)
        for one in self.by_id.values():
            self.remember(one)

    def remember(self, organization):
        """Make an organization found by its name."""
        key = search_key(organization.name)
        self.children[id(organization.parent), key] = organization
        self.named[key].append(organization)

    def resolve(self, place, kind):
        """Return (cell, group or None) of a place of a list; make what is not there yet."""
        if (place, kind) not in self.resolved:
            base, section, cell, group = place
            node = self.child(self.bloc, base, kind)
            if section and kind == Kind.BASE_COMMITTEE:
                node = self.child(node, section, Kind.SECTION_COMMITTEE)
            if cell and kind == Kind.BASE_COMMITTEE:
                node = self.cell(node, cell, section)
            in_cell = group and node.kind in CELL_KINDS
            leaf = self.child(node, group, Kind.GROUP) if in_cell else None
            self.resolved[place, kind] = node, leaf
        return self.resolved[place, kind]

    def cell(self, parent, name, section):
        """Return a cell; a list without sections means the only one of the name."""
        key = search_key(name)
        known = [
            one
            for one in self.named[key]
            if one.kind == Kind.CELL and base_of(one) is base_of(parent)
        ]
        if not section and (id(parent), key) not in self.children and len(known) == 1:
            return known[0]
        return self.child(parent, name, Kind.CELL)

    def child(self, parent, name, kind):
        """Return the organization of the name below another one, made when there is none."""
        found = self.children.get((id(parent), search_key(name)))
        if found is None:
            found = Organization(parent=parent, kind=kind, name=name)
            self.new.append(found)
            self.remember(found)
        if found.kind != kind:
            raise Conflict("wrong_kind", "full_name")
        return found

    def holds(self, period):
        """Tell whether a period is in an organization of the bloc."""
        return period.organization_id is None or period.organization_id in self.by_id

    def find(self, names, near):
        """Return the organization that "Chi bộ 1 / Đảng bộ Sở Y tế" means, seen from a base."""
        first, *above = [search_key(name) for name in names.split(" / ")]
        found = [
            one
            for one in self.named[first]
            if set(above) <= {search_key(up.name) for up in chain(one)}
        ]
        return min(found, key=lambda one: base_of(one) is not near, default=None)


def chain(organization):
    """Yield an organization and those above it."""
    while organization is not None:
        yield organization
        organization = organization.parent


def base_of(organization):
    """Return the base organization to which an organization belongs, None for the bloc."""
    return next((one for one in chain(organization) if one.kind in BASE_KINDS), None)


class Register:
    """The people whom a list could mean."""

    def __init__(self, tree, rows, today):
        self.tree = tree
        self.today = today
        self.records = {}
        self.by_card = {}
        self.by_name = defaultdict(list)
        self.holders = {}
        bases = {search_key(row.base) for row in rows}
        self.spoken_of = {
            one.pk
            for one in tree.by_id.values()
            if (base := base_of(one)) and search_key(base.name) in bases
        }
        cards = {row.values.get("card_number") for row in rows} - {None}
        self.load_people(sorted(cards))
        self.load_periods()
        self.load_holders()
        for record in self.records.values():
            self.index(record)

    def lasting(self, model):
        """Return the periods that hold today or later."""
        return model.objects.filter(Q(ended_on=None) | Q(ended_on__gt=self.today))

    def load_people(self, cards):
        """Load who is placed in the base organizations spoken of, and who has the cards."""
        for ids in portions(sorted(self.spoken_of)):
            placed = self.lasting(Placement).filter(organization__in=ids).values("person")
            for person in Person.objects.filter(pk__in=placed).order_by():
                self.records[person.pk] = Record(person)
        for numbers in portions(cards):
            for person in Person.objects.filter(card_number__in=numbers).order_by():
                self.records.setdefault(person.pk, Record(person))

    def load_periods(self):
        """Load the placements, positions and states of the people."""
        for ids in portions(sorted(self.records)):
            for model, name in (
                (Placement, "placements"),
                (Position, "positions"),
                (PersonState, "states"),
            ):
                rows = self.lasting(model).filter(person__in=ids).order_by("started_on", "pk")
                for row in rows:
                    if name != "states":
                        self.set_organization(row)
                    getattr(self.records[row.person_id], name).append(row)

    def set_organization(self, row):
        """Let a period know its organization of the tree, if it is one of the bloc."""
        if row.organization_id in self.tree.by_id:
            row.organization = self.tree.by_id[row.organization_id]

    def load_holders(self):
        """Load who holds the posts that only one person can hold."""
        known = {one.pk: one for record in self.records.values() for one in record.positions}
        spoken_of = [self.tree.bloc.pk, *sorted(self.spoken_of)]
        for ids in portions(spoken_of):
            rows = self.lasting(Position).filter(organization__in=ids, role__in=SINGLE_ROLES)
            for row in rows.select_related("person").order_by("started_on", "pk"):
                self.set_organization(row)
                position = known.get(row.pk, row)
                position.person = row.person
                self.holders[id(row.organization), row.role] = position

    def index(self, record):
        """Make a record found by its card, and by its name in each base organization."""
        if record.person.card_number:
            self.by_card.setdefault(plain_card(record.person.card_number), record)
        bases = {id(base_of(one.organization)) for one in record.placements if self.tree.holds(one)}
        for base in bases:
            self.by_name[base, name_key(record.person.full_name)].append(record)


def plain_card(number):
    """Return a stored card number as lists are read: its digits alone."""
    try:
        return read_card(number)
    except BadValue:
        return number


def portions(values):
    """Yield a list in parts that one query can take."""
    for start in range(0, len(values), MANY):
        yield values[start : start + MANY]
