"""The people of a list: a row a person, with its place in the tree and its problem.

All rows are read, also the bad ones: what they say is shown beside the reason.
"""

import re
from dataclasses import dataclass, field

from organizations.importing.layout import is_subheading, proper_names, row_texts
from organizations.importing.legacy import to_unicode
from organizations.importing.people import PersonReader
from organizations.importing.values import (
    name_key,
    organization_name,
    organization_rank,
    text_of,
)
from organizations.models import Kind

IDENTITY = ("card_number", "born_male", "born_female", "born_on", "admitted_on", "official_on")
AFTER_LIST = re.compile(
    r"tổng (cộng|số)\b|(tổng|cộng)\b.*\d|t/m\b|tm\.|người lập|(phó )?bí thư$|thủ trưởng|nơi nhận"
    r"|\(ký|trong đó|danh sách (này )?có",
    re.IGNORECASE,
)
NUMBERING = re.compile(r"\(?\d+\)?$")
RANK_LABELS = {"section": "Đảng bộ bộ phận", "cell": "Chi bộ", "group": "Tổ đảng"}


@dataclass(slots=True)
class Row:
    """A row that names a person; ``values`` are as they are stored (JSON, ISO dates)."""

    sheet: str
    row: int
    base: str = ""
    cell: str = ""
    values: dict = field(default_factory=dict)
    problem: str = ""
    address: str = ""

    @property
    def path(self):
        """The names from the base organization down to the cell."""
        if self.values["kind"] == Kind.BASE_CELL:
            return (self.base,)
        return tuple(filter(None, (self.base, self.values.get("section", ""), self.cell)))


@dataclass(slots=True)
class Place:
    """Where the rows below belong, as the headings between them say."""

    base: str
    kind: str
    section: str = ""
    cell: str = ""
    group: str = ""

    def enter(self, rank, name):
        """Go on in the organization that a heading row names."""
        if rank == "base" or (rank == "cell" and (self.kind == Kind.BASE_CELL or not self.base)):
            self.base, self.section, self.cell = name, "", ""
            self.kind = Kind.BASE_COMMITTEE if rank == "base" else Kind.BASE_CELL
        elif rank == "section":
            self.section, self.cell = name, ""
        elif rank == "cell":
            self.cell = name
        self.group = name if rank == "group" else ""

    @property
    def path(self):
        """The names from the base organization down to the group."""
        return tuple(filter(None, (self.base, self.section, self.cell, self.group)))


class Listing:
    """What a workbook lists: the rows, and the places in the order of their appearance."""

    def __init__(self):
        self.rows = []
        self.places = {}
        self.by_card = {}
        self.by_person = {}

    def add_place(self, place):
        """Remember a place; the kinds of its organizations follow from their ranks."""
        if place.base:
            self.places[(place.base, place.section, place.cell, place.group)] = place.kind

    def add(self, row):
        """Add a row that was checked for ``duplicate``."""
        values = row.values
        if "card_number" in values:
            self.by_card.setdefault(values["card_number"], []).append(row)
        self.by_person.setdefault(identity(row), []).append(row)
        self.rows.append(row)

    def duplicate(self, row):
        """Return (problem, field) when an earlier row has the card number or the person.

        One person may stand on several lists: once officially, elsewhere as sharing the
        activities there for a time.
        """
        card = row.values.get("card_number")
        earlier = self.by_card.get(card, ()) if card else self.by_person.get(identity(row), ())
        if all(is_other_placement(row, one) for one in earlier):
            return []
        return [("duplicate_card", "card_number") if card else ("duplicate_person", "full_name")]


def identity(row):
    """Return what tells people without card numbers apart."""
    values = row.values
    days = values.get("born_on"), values.get("admitted_on")
    return row.base, name_key(values["full_name"]), *days


def is_other_placement(row, earlier):
    """Tell whether two rows are one person, official in one place, for a time in another."""
    mine, theirs = row.values, earlier.values
    return (
        bool(mine.get("temporary") or theirs.get("temporary"))
        and row.path != earlier.path
        and name_key(mine["full_name"]) == name_key(theirs["full_name"])
        and mine.get("born_on") == theirs.get("born_on")
    )


def read_listing(sheets, layouts, known, today, convert=False):
    """Return the listing of the sheets in use."""
    listing = Listing()
    for sheet, layout in zip(sheets, layouts, strict=True):
        if layout["used"] and layout["columns"]:
            SheetReader(sheet, layout, known, today.isoformat(), convert).read_into(listing)
    return listing


class SheetReader:
    """Walks down one sheet."""

    def __init__(self, sheet, layout, known, today, convert):
        self.sheet = sheet
        self.layout = layout
        self.columns = layout["columns"]
        self.known = known | proper_names(sheet, layout)
        self.convert = convert
        self.today = today
        self.as_of = min(layout["as_of"] or today, today)
        self.ended = False
        self.place = Place(layout["base"], layout["kind"], layout["section"], layout["cell"])

    def read_into(self, listing):
        """Add the sheet's rows and places to the listing."""
        listing.add_place(self.place)
        for number in range(self.layout["first"], len(self.sheet.rows) + 1):
            cells = self.sheet.rows[number - 1]
            if not any(cells):
                continue
            given = {
                name: cells[place]
                for name, place in self.columns.items()
                if place < len(cells) and cells[place] not in ("", None)
            }
            if self.is_person(given, cells):
                self.read_person(given, number, listing)
            elif self.enter_heading(number):
                listing.add_place(self.place)

    def is_person(self, given, cells):
        """Tell whether a row is about a person, be it incompletely."""
        name = text_of(given.get("full_name") or given.get("family_name") or "")
        label = to_unicode(name or text_of(next(filter(None, cells))), self.layout["legacy"])
        if NUMBERING.match(name) or label in self.layout["headings"] or organization_rank(label):
            return False
        if not name and is_subheading(list(map(text_of, cells))):
            return False
        if AFTER_LIST.match(label):
            self.ended = True
            return False
        if any(text_of(given[key]) for key in IDENTITY if key in given):
            return True
        texts = [text_of(cell) for cell in cells if isinstance(cell, str)]
        self.ended = self.ended or any(map(AFTER_LIST.match, texts))
        return bool(name) and not self.ended and not any(map(organization_rank, texts))

    def enter_heading(self, number):
        """Go on in the organization that the row names, if it names one."""
        for text in row_texts(self.sheet.rows, number, self.layout["legacy"]):
            if rank := organization_rank(text):
                self.place.enter(rank, organization_name(text, self.known))
                return True
        return False

    def follow_columns(self, given):
        """Go on in the organizations that columns of the row name."""
        for rank, label in RANK_LABELS.items():
            if rank in given:
                text = to_unicode(text_of(given[rank]), self.layout["legacy"])
                text = text if organization_rank(text) else f"{label} {text}"
                name = organization_name(text, self.known)
                if name not in self.place.path:
                    self.place.enter(rank, name)

    def read_person(self, given, number, listing):
        """Add the row of a person."""
        self.follow_columns(given)
        place = self.place
        values, problems = PersonReader(given, self).read()
        values["kind"] = place.kind
        for name in ("section", "group"):
            if getattr(place, name):
                values[name] = getattr(place, name)
        cell = place.base if place.kind == Kind.BASE_CELL else place.cell
        row = Row(self.sheet.name, number, place.base, cell, values)
        problems += missing_place(row) + listing.duplicate(row)
        if problems:
            self.reject(row, *problems[0], given)
        listing.add_place(place)
        listing.add(row)

    def reject(self, row, problem, name, given):
        """Keep the problem, its address, and everything as it was read."""
        row.problem = problem
        row.address = f"{column_letters(self.columns.get(name, 0))}{row.row}"
        row.values["read"] = {key: text_of(cell) for key, cell in given.items()}


def missing_place(row):
    """Return the problem of a row of which nothing tells where it belongs."""
    if not row.base:
        return [("no_base", "full_name")]
    return [] if row.cell else [("no_cell", "full_name")]


def column_letters(place):
    """Return the letters of a column counted from 0, as Excel names it."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
