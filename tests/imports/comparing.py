"""Brings lists in and tells what came of them, for the tests of comparing."""

from datetime import date

from organizations.importing.actions import apply, upload
from tests.factories import make_person
from tests.imports.making import sheet, workbook

AS_OF = date(2024, 12, 31)


def member(organization, **fields):
    """Make the person whom ``making.person()`` lists, as the list has it."""
    defaults = {
        "gender": "M",
        "card_number": "10000001",
        "government_post": "Chuyên viên",
        "workplace": "Sở Xây dựng",
        "civil_servant": True,
    }
    return make_person("Nguyễn Văn An", organization, **(defaults | fields))


def bring(bloc, *rows, then_apply=False, **options):
    """Upload a list of these rows and return its preview's rows."""
    batch = upload(None, bloc, workbook(sheet(*rows, **options)), "a.xlsx")
    if then_apply:
        assert apply(None, batch)
    return list(batch.rows.all())


def told(row):
    """Return a row's changes as (label, old, new)."""
    return [(change["label"], change["old"], change["new"]) for change in row.changes]


def periods(rows):
    """Return periods as (organization's name, kind or role, first day, end)."""
    return [
        (
            one.organization.name,
            getattr(one, "role", None) or one.kind,
            one.started_on,
            one.ended_on,
        )
        for one in rows.order_by("started_on", "pk").select_related("organization")
    ]
