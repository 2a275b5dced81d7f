"""Reads of imports: what is known beforehand, a batch's rows, and what a page shows."""

from collections import Counter

from organizations.models import ImportRow, Kind, Organization


def known_names(bloc):
    """Return {name in small letters: name} of the living organizations of a bloc."""
    living = Organization.objects.descendants(bloc).filter(dissolved_on=None)
    return {one.name.lower(): one.name for one in living}


def stored_rows(batch):
    """Return the rows of a batch's preview in the order of the list."""
    return batch.rows.order_by("id").iterator(chunk_size=2_000)


def places_of(batch):
    """Return {(base, section, cell, group): kind} of a batch."""
    return {tuple(place): kind for *place, kind in batch.layout["places"]}


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
