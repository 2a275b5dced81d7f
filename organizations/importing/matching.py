"""Whom a row means: by card number, else by name and days in its base organization."""

from organizations.importing.comparing import Conflict, has_days, is_namesake, may_be
from organizations.importing.register import base_of, chain
from organizations.importing.rows import identity
from organizations.importing.values import name_key
from organizations.vietnamese import search_key


def key_of(row):
    """Return what tells a row's person apart within the list."""
    return row.values.get("card_number") or identity(row)[1:]


class Matcher:
    """Finds the records that rows mean, and remembers of whom rows spoke."""

    def __init__(self, register, rows, today):
        self.register = register
        self.tree = register.tree
        self.today = today
        self.cards = {row.values.get("card_number") for row in rows} - {None}
        self.met = {}  # key of a row → its record
        self.taken = set()  # records that have their row
        self.listed = set()  # people of whom a row speaks, be it a rejected one

    def match(self, row, cell):
        """Return the record that a row means, None for somebody new; raise ``Conflict``."""
        values = row.values
        record = self.met.get(key_of(row))
        if record and ("card_number" in values or values.get("temporary")):
            return record
        record = self.register.by_card.get(values.get("card_number"))
        if record is None:
            record = self.match_by_name(row, cell)
        elif not may_be(record.person, values):
            raise Conflict("card_of_other", "card_number")
        if record:
            self.check_place(record, values)
        return record

    def check_place(self, record, values):
        """Refuse to move somebody who belongs to another bloc."""
        official = record.official(self.today)
        leaves = official and not self.tree.holds(official) and not values.get("temporary")
        if record.placements and (leaves or not any(map(self.tree.holds, record.placements))):
            raise Conflict("card_elsewhere", "card_number")

    def match_by_name(self, row, cell):
        """Return whom a row means by name and days.

        Of several the one with just these days is meant, else the one in the same cell.
        """
        found = self.namesakes(row, base_of(cell))
        for narrower in (
            lambda record: has_days(record.person, row.values),
            lambda record: self.is_in(record, cell),
        ):
            if len(found) > 1:
                found = list(filter(narrower, found)) or found
        if len(found) > 1:
            raise Conflict("ambiguous", "full_name")
        return found[0] if found else None

    def is_in(self, record, cell):
        """Tell whether a person is placed in a cell or one of its groups."""
        placements = filter(self.tree.holds, record.placements)
        return any(cell in chain(one.organization) for one in placements)

    def namesakes(self, row, base):
        """Return the records of a row's name and days that no other row means."""
        values = row.values
        return [
            record
            for record in self.register.by_name.get((id(base), name_key(values["full_name"])), ())
            if id(record) not in self.taken
            and record.person.card_number not in self.cards
            and is_namesake(record.person, values)
        ]

    def take(self, row, record):
        """Remember that a record has its row; tell whether it is the first one."""
        first = id(record) not in self.taken
        self.taken.add(id(record))
        self.met[key_of(row)] = record
        self.listed.add(record.person.pk)
        return first

    def recognise_rejected(self, row):
        """Remember of whom a rejected row speaks."""
        record = self.register.by_card.get(row.values.get("card_number"))
        if record:
            self.listed.add(record.person.pk)
        base = self.tree.children.get((id(self.tree.bloc), search_key(row.base)))
        key = id(base), name_key(row.values["full_name"])
        self.listed.update(one.person.pk for one in self.register.by_name.get(key, ()))
