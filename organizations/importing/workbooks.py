"""The rejected rows of a list, to be mended and uploaded again."""

from itertools import groupby

from config.xlsx import Column, Sheet, workbook_bytes
from organizations.importing.layout import FIELDS
from organizations.importing.notes import NO_GENDER, write_note
from organizations.importing.planning import place_of
from organizations.importing.problems import PROBLEMS
from organizations.importing.queries import layouts_of, rows_of
from organizations.importing.values import show_date
from organizations.models import ImportRow, Kind, Person, Role
from organizations.vietnamese import search_key
from organizations.workbooks import COLUMNS, above, heading, letterhead

REJECTED = COLUMNS | {"reason": Column((FIELDS["reason"][0].removesuffix(" (bỏ qua)"),), 40)}
SEEN_FROM_THE_ROW = ("cell", "group", "section", "base", "bloc")


def rejected_list(batch):
    """Return (the workbook of a batch's rejected rows with reasons, how many there are)."""
    rows = list(rows_of(batch, ImportRow.Outcome.REJECTED))
    as_of = {layout["sheet"]: layout["as_of"] for layout in layouts_of(batch)}
    sheets = [
        rejected_sheet(batch.bloc.name, title, base, as_of.get(title), list(found))
        for (title, base), found in groupby(rows, key=lambda row: (row.sheet, row.base))
    ]
    return workbook_bytes(sheets or [Sheet("Danh sách", list(REJECTED.values()))]), len(rows)


def rejected_sheet(bloc_name, title, base, as_of, rows):
    """Return the sheet of the rejected rows of a base organization."""
    head = letterhead(rows[0].values["kind"], base, title) if base else ""
    day = show_date(as_of) if as_of else "…"
    sheet = Sheet(title, list(REJECTED.values()), above(bloc_name, head, day))
    place = ()
    for row in rows:
        here = place_of(row)[1:]
        if here != place:
            sheet.rows += [("group", text) for text in headings_to(here, place)]
            place = here
        texts = row.values.get("read") or texts_of(row.values)
        reason = f"{row.address}: {PROBLEMS[row.problem]}"
        cells = sorted_texts(texts) | {"reason": reason}
        sheet.rows.append(("body", [cells.get(field) or None for field in REJECTED]))
    return sheet


def headings_to(here, before):
    """Return the headings of (section, cell, group) that are not the same as before."""
    kinds = (Kind.SECTION_COMMITTEE, Kind.CELL, Kind.GROUP)
    changed = next(
        (level for level, name in enumerate(here) if before[level : level + 1] != (name,)), 3
    )
    pairs = list(zip(kinds, here, strict=True))[changed:]
    return [heading(kind, name) for kind, name in pairs if name]


def sorted_texts(texts):
    """Return {field: text} in this layout's columns, whatever the uploaded list had."""
    found = dict(texts)
    parts = [found.pop(name, "") for name in ("full_name", "family_name", "given_name")]
    found["full_name"] = " ".join(filter(None, parts))
    born, gender = found.pop("born_on", ""), search_key(found.pop("gender", ""))
    if born and gender == "nu":
        found["born_female"] = born
    elif born:
        found["born_male"] = born
        if gender != "nam":
            found["note"] = "; ".join(filter(None, [NO_GENDER, found.get("note", "")]))
    return found


def texts_of(values):
    """Return {field: text} of a row that was good to read; only later it met a conflict."""
    days = {
        field: show_date(values[field])
        for field in ("admitted_on", "official_on")
        if field in values
    }
    born = show_date(values["born_on"]) if "born_on" in values else ""
    gender = values.get("gender")
    side = "born_female" if gender == Person.Gender.FEMALE else "born_male"
    posts = [
        (title or Role(role).label) + (f" ({place})" if place not in SEEN_FROM_THE_ROW else "")
        for role, title, place in values.get("posts", ())
    ]
    states = [(kind, since or values["as_of"]) for kind, since in values.get("states", ())]
    states = [(kind, since) for kind, since in states if since]
    note = write_note(
        values.get("note", ""), bool(values.get("temporary")), states, bool(born and not gender)
    )
    kept = ("full_name", "card_number", "workplace", "government_post", "email")
    return {
        **{field: values[field] for field in kept if field in values},
        **days,
        side: born[-4:] if values.get("birth_year_only") else born,
        "posts": "; ".join(posts),
        "civil_servant": "x" if values.get("civil_servant") else "",
        "note": note,
    }
