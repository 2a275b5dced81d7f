"""Reads of imports: what is known beforehand, a batch's rows, and what a page shows."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import Http404

from organizations.access import get_organization_for
from organizations.importing.layout import FIELDS
from organizations.importing.notes import write_note
from organizations.importing.problems import NOTICES, PROBLEMS
from organizations.importing.rows import column_letters
from organizations.importing.values import show_date
from organizations.models import ImportBatch, ImportRow, Kind, Organization, Person, Role
from organizations.queries.tree import below


def get_batch_for(account, pk):
    """Return the batch for who keeps its bloc, or refuse."""
    batch = ImportBatch.objects.select_related("bloc", "uploaded_by__person").filter(pk=pk).first()
    if batch is None:
        raise Http404
    get_organization_for(account, batch.bloc_id, to="manage")
    return batch


def known_names(bloc):
    """Return {name in small letters: name} of the living organizations of a bloc."""
    living = Organization.objects.filter(pk__in=below(bloc), dissolved_on=None)
    return {one.name.lower(): one.name for one in living.exclude(pk=bloc.pk)}


def stored_rows(batch):
    """Return the rows of a batch's preview in the order of the list."""
    return batch.rows.order_by("id").iterator(chunk_size=2_000)


def places_of(batch):
    """Return {(base, section, cell, group): kind} of a batch."""
    return {tuple(place): kind for *place, kind in recognised(batch)["places"]}


def recognised(batch):
    """Return what was stored of a batch's reading."""
    return {"sheets": [], "places": [], "organizations": [], "missing": []} | dict(batch.layout)


def layouts_of(batch):
    """Return the layouts of a batch's sheets."""
    return recognised(batch)["sheets"]


def summary(rows, plans, places):
    """Return what came of a list, as the command prints it."""
    good = [
        row
        for row, planned in zip(rows, plans, strict=True)
        if planned.outcome != ImportRow.Outcome.REJECTED
    ]
    full = sum("official_on" in row.values for row in good)
    return {
        "organizations": organizations_of(places),
        "people": len(good),
        "full": full,
        "probationary": len(good) - full,
        "problems": [
            {"sheet": row.sheet, "row": row.row, "problem": planned.problem}
            for row, planned in zip(rows, plans, strict=True)
            if planned.problem
        ],
        "by_cell": dict(Counter(f"{row.base} / {cell_label(row)}" for row in good)),
    }


def cell_label(row):
    """Return a row's cell, with its section where it is in one."""
    return " / ".join(filter(None, (row.values.get("section"), row.cell)))


def organizations_of(places):
    """Return the base organizations of a list with their cells, in the list's order."""
    found = {}
    for (base, section, cell, _), kind in places.items():
        entry = found.setdefault(base, {"name": base, "kind": Kind(kind).value, "cells": []})
        label = " / ".join(filter(None, (section, cell)))
        if cell and label not in entry["cells"]:
            entry["cells"].append(label)
    return list(found.values())


def counts_of(batch):
    """Return {outcome: how many rows} of a batch."""
    counted = batch.rows.order_by().values_list("outcome").annotate(Count("pk"))
    return dict.fromkeys(ImportRow.Outcome, 0) | dict(counted)


@dataclass(frozen=True)
class SheetRow:
    """A sheet as the page tells what was recognised."""

    place: int
    layout: dict
    kind: str
    as_of: str
    columns: str
    counts: dict

    @property
    def accepted(self):
        """How many rows are taken."""
        return sum(self.counts.values()) - self.counts[ImportRow.Outcome.REJECTED]


def sheet_rows(batch):
    """Return the sheets of a batch with the outcomes of their rows."""
    counts = defaultdict(dict)
    counted = batch.rows.order_by().values_list("sheet", "outcome").annotate(Count("pk"))
    for sheet, outcome, number in counted:
        counts[sheet][outcome] = number
    return [
        SheetRow(
            place,
            layout,
            Kind(layout["kind"]).label,
            shown_day(layout["as_of"]),
            column_texts(layout),
            {outcome: counts[layout["sheet"]].get(outcome, 0) for outcome in ImportRow.Outcome},
        )
        for place, layout in enumerate(layouts_of(batch))
    ]


def column_texts(layout):
    """Return which column was taken for what: "B Họ và tên, C Ngày sinh – Nam"."""
    placed = sorted((place, field) for field, place in layout["columns"].items())
    return ", ".join(f"{column_letters(place)} {FIELDS[field][0]}" for place, field in placed)


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview as people read it; facts are what the list says."""

    row: ImportRow
    name: str
    reason: str
    facts: list
    notices: list


def shown_rows(rows):
    """Return rows of the preview as the page shows them."""
    return [
        ShownRow(
            row,
            row.values.get("full_name") or "(thiếu họ và tên)",
            PROBLEMS.get(row.problem, ""),
            facts_read(row.values["read"]) if "read" in row.values else facts_of(row.values),
            [NOTICES[code] for code in row.values.get("notices", ())],
        )
        for row in rows
    ]


def facts_read(read):
    """Return (what, text as it stands in the list) of a rejected row."""
    known = [field for field in read if field in FIELDS and read[field]]
    return [(FIELDS[field][0], read[field]) for field in known if field != "number"]


def facts_of(values):
    """Return (what, text) that tells a person: birth, card number, days, posts, note."""
    born = values.get("born_on", "")
    facts = [
        ("Sinh", born[:4] if values.get("birth_year_only") else shown_day(born)),
        ("Số thẻ", values.get("card_number")),
        ("Vào Đảng", shown_day(values.get("admitted_on"))),
        ("Chính thức", shown_day(values.get("official_on"))),
        (
            "Chức vụ Đảng",
            ", ".join(title or Role(role).label for role, title, _ in values.get("posts", ())),
        ),
        ("Ghi chú", write_note(values.get("note", ""), bool(values.get("temporary")), [], False)),
    ]
    return [fact for fact in facts if fact[1]]


def shown_day(iso):
    """Return an ISO date as people write it, "" for none."""
    return show_date(iso) if iso else ""


def rows_of(batch, outcome, sheet=""):
    """Return the rows of an outcome, perhaps of one sheet, in the order of the list."""
    rows = batch.rows.filter(outcome=outcome)
    return rows.filter(sheet=sheet) if sheet else rows


def missing_people(batch):
    """Return the people of the list's cells of whom no row speaks."""
    return Person.objects.filter(pk__in=recognised(batch)["missing"])


def new_organizations(batch):
    """Return (name, kind, name of the organization above) of those to be made."""
    return [
        (name, Kind(kind).label, parent)
        for name, kind, parent in recognised(batch)["organizations"]
    ]


def as_of_date(layout):
    """Return the day of which a sheet speaks, or None."""
    return date.fromisoformat(layout["as_of"]) if layout["as_of"] else None
