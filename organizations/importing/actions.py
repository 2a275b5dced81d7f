"""A list uploaded, its layout corrected, applied: each one transaction, or nothing.

Reading and comparing happen before the transaction that stores the preview; applying
compares once more, under a lock, and writes only when the preview still holds.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations import history
from organizations.importing.layout import recognise, recognise_columns
from organizations.importing.planning import Plan, make_plan
from organizations.importing.queries import known_names, layouts_of, places_of, stored_rows
from organizations.importing.reading import Unreadable, read_workbook
from organizations.importing.register import chain
from organizations.importing.rows import Row, column_letters, read_listing
from organizations.models import (
    ImportBatch,
    ImportRow,
    Organization,
    Person,
    PersonState,
    Placement,
    Position,
)

PORTION = 1_000
WRITTEN = (
    "full_name",
    "gender",
    "born_on",
    "birth_year_only",
    "card_number",
    "admitted_on",
    "official_on",
    "civil_servant",
    "workplace",
    "government_post",
    "email",
    "note",
    "sort_key",
    "search_key",
)


class AlreadyApplied(Exception):
    """The list was applied before; nothing is done twice."""


@dataclass
class Preview:
    """A list as it was read and what would come of it."""

    sheets: list  # layouts
    rows: list
    places: dict
    plan: Plan


def preview(bloc, workbook, layouts=None, *, convert=False):
    """Return the preview of a workbook's sheets; nothing is stored."""
    today = timezone.localdate()
    known = known_names(bloc)
    layouts = layouts or recognise(workbook, bloc.name, known)
    listing = read_listing(workbook, layouts, known, today, convert)
    plan = make_plan(bloc, listing.rows, listing.places, today)
    return Preview(layouts, listing.rows, listing.places, plan)


def upload(account, bloc, data, file_name):
    """Read an uploaded file and store its preview; raise ``Unreadable``."""
    return store_upload(account, bloc, data, file_name, preview(bloc, read_workbook(data)))


def store_upload(account, bloc, data, file_name, found, *, convert=False):
    """Store an uploaded file with its preview and return the batch."""
    batch = ImportBatch(
        bloc=bloc, uploaded_by=account, file_name=file_name[-200:], convert_legacy=convert
    )
    suffix = file_name.rpartition(".")[2].lower() if "." in file_name else "xlsx"
    batch.file.save(f"{uuid4().hex}.{suffix[:5]}", ContentFile(data), save=False)
    with transaction.atomic():
        store_preview(batch, found)
        history.record(
            account, "import_upload", f"Tải lên danh sách {file_name[-200:]}", organization=bloc
        )
    return batch


def convert(batch, wanted):
    """Read the stored file again, text of old fonts converted or not."""
    found = preview(batch.bloc, stored_workbook(batch), layouts_of(batch), convert=wanted)
    replace_preview(batch, found, convert_legacy=wanted)


def correct_layout(batch, place, corrected):
    """Read the stored file again with one sheet's layout corrected.

    Where the headings stand in another row, the columns are recognised anew.
    """
    workbook, layouts = stored_workbook(batch), layouts_of(batch)
    if corrected["heading"] != layouts[place]["heading"]:
        corrected = corrected | recognise_columns(workbook[place], corrected["heading"])
    layouts[place] |= corrected
    found = preview(batch.bloc, workbook, layouts, convert=batch.convert_legacy)
    replace_preview(batch, found, convert_legacy=batch.convert_legacy)


def stored_workbook(batch):
    """Read the file of a batch again; raise ``Unreadable`` when it is gone."""
    try:
        with batch.file.open("rb") as file:
            return read_workbook(file.read())
    except OSError as problem:
        raise Unreadable("gone") from problem


@transaction.atomic
def replace_preview(batch, found, *, convert_legacy):
    """Store the new preview of a batch that is not applied yet."""
    batch = locked(batch)
    batch.convert_legacy = convert_legacy
    store_preview(batch, found)


def locked(batch):
    """Return the batch as it is now, locked; raise ``AlreadyApplied``."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.step == ImportBatch.Step.APPLIED:
        raise AlreadyApplied
    return batch


def store_preview(batch, found):
    """Store what was recognised and what becomes of each row."""
    batch.layout = {
        "sheets": found.sheets,
        "places": [[*place, kind] for place, kind in found.places.items()],
        "organizations": [
            [one.name, one.kind, str(one.parent)] for one in found.plan.organizations
        ],
        "missing": found.plan.missing,
    }
    batch.save()
    ImportRow.objects.filter(batch=batch).delete()
    columns = {layout["sheet"]: layout["columns"] for layout in found.sheets}
    rows = (
        preview_row(batch, row, planned, columns[row.sheet])
        for row, planned in zip(found.rows, found.plan.rows, strict=True)
    )
    while portion := list(islice(rows, PORTION)):
        ImportRow.objects.bulk_create(portion)


def preview_row(batch, row, planned, columns):
    """Return a row of the preview."""
    address = row.address if planned.problem else ""
    if planned.column:
        address = f"{column_letters(columns.get(planned.column, 0))}{row.row}"
    return ImportRow(
        batch=batch,
        sheet=row.sheet,
        row=row.row,
        base=row.base,
        cell=row.cell,
        outcome=planned.outcome,
        problem=planned.problem,
        address=address,
        values=row.values,
        changes=planned.changes,
        person_id=planned.person_id,
    )


def apply(account, batch):
    """Write what the preview shows; tell whether it still held.

    When somebody changed data in between, nothing is written, and the preview is
    replaced by what would come of the list now.
    """
    try:
        return apply_at_once(account, batch)
    except IntegrityError:  # somebody's change came between our reading and our writing
        with transaction.atomic():
            batch = locked(batch)
            store_preview(batch, planned_anew(batch)[1])
        return False


@transaction.atomic
def apply_at_once(account, batch):
    """Compare anew under a lock, and write or store the new preview."""
    batch = locked(batch)
    Organization.objects.select_for_update().get(pk=batch.bloc_id)
    lock_people(batch)
    shown, found = planned_anew(batch)
    if shown != [shown_part(planned) for planned in found.plan.rows]:
        store_preview(batch, found)
        return False
    write_plan(found.plan)
    batch.step = ImportBatch.Step.APPLIED
    batch.applied_at = timezone.now()
    batch.save()
    history.record(account, "import", applied_text(batch, found.plan), organization=batch.bloc)
    return True


def lock_people(batch):
    """Hold those whom the preview changes, so that an edit made meanwhile is seen, not lost."""
    changed = batch.rows.filter(outcome=ImportRow.Outcome.CHANGED).values("person")
    people = Person.objects.select_for_update().filter(pk__in=changed)
    list(people.order_by("pk").values_list("pk", flat=True))


def planned_anew(batch):
    """Return what the stored preview shows, and the preview as it would be now."""
    rows, shown = [], []
    for stored in stored_rows(batch):
        rows.append(
            Row(
                stored.sheet,
                stored.row,
                stored.base,
                stored.cell,
                stored.values,
                stored.problem,
                stored.address,
            )
        )
        shown.append((stored.outcome, stored.problem, stored.changes, stored.person_id))
    places = places_of(batch)
    plan = make_plan(batch.bloc, rows, places, timezone.localdate())
    return shown, Preview(layouts_of(batch), rows, places, plan)


def shown_part(planned):
    """Return the part of a row's plan that people saw before they applied it."""
    return planned.outcome, planned.problem, planned.changes, planned.person_id


def applied_text(batch, plan):
    """Return the sentence for the audit log."""
    counts = defaultdict(int)
    for row in plan.rows:
        counts[row.outcome] += 1
    shown = ", ".join(
        f"{label.lower()} {counts[outcome]}" for outcome, label in ImportRow.Outcome.choices
    )
    return f"Nhập danh sách đảng viên từ tệp {batch.file_name} (lần nhập {batch.pk}): {shown}"


def write_plan(plan):
    """Write a plan: organizations, people, what ended, what began."""
    write_organizations(plan.organizations)
    Person.objects.bulk_create(plan.people, batch_size=PORTION)
    for ids in portions(plan.recarded):
        Person.objects.filter(pk__in=ids).update(card_number=None)
    write_changed(plan.changed)
    write_ended(plan.ended)
    Position.objects.bulk_update(plan.retitled, ["title"], batch_size=PORTION)
    for model in (Placement, Position, PersonState):
        opened = [one for one in plan.opened if isinstance(one, model)]
        model.objects.bulk_create(opened, batch_size=PORTION)


def write_organizations(organizations):
    """Add organizations, those above before those below."""
    levels = defaultdict(list)
    for one in organizations:
        levels[len(list(chain(one)))].append(one)
    for level in sorted(levels):
        Organization.objects.bulk_create(levels[level], batch_size=PORTION)


def write_changed(people):
    """Write changed people; an upsert, since bulk_update computes no keys and is slow."""
    for portion in portions(people):
        Person.objects.bulk_create(
            portion, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
        )


def write_ended(periods):
    """Write the ends of periods, one statement for all that ended alike."""
    alike = defaultdict(list)
    for one in periods:
        alike[type(one), one.ended_on, getattr(one, "end_reason", None)].append(one.pk)
    for (model, day, reason), ids in alike.items():
        values = {"ended_on": day} | ({} if reason is None else {"end_reason": reason})
        for portion in portions(ids):
            model.objects.filter(pk__in=portion).update(**values)


def portions(values):
    """Yield a list in portions."""
    for start in range(0, len(values), PORTION):
        yield values[start : start + PORTION]
