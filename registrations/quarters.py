"""The only place that marks, tallies and assesses quarters and half-years (LD-04, LD-05)."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from organizations import history
from organizations.vietnamese import tidy, tidy_lines
from registrations.actions import Moved, locked, refuse_closed
from registrations.definitions import f04
from registrations.models import HalfYear, QuarterMark, Round, Step
from registrations.queries import quarters as queries

LONGEST_NOTE = 2000
LONGEST_TEXT = 5000


def confirmed_booklet(registration_pk):
    """Return the confirmed booklet with its row locked; ``Moved`` where it is none."""
    registration = locked(registration_pk)
    if registration.step != Step.CONFIRMED or registration.version != 1:
        raise Moved
    return registration


@transaction.atomic
def mark_quarter(account, registration_pk, quarter, level, note):
    """Mark a quarter with one of three levels and a note; after the last day it is late.

    Raises ``Moved`` without a confirmed booklet or once the quarter is tallied,
    ValidationError for what is wrong in the form.
    """
    booklet, today = confirmed_booklet(registration_pk), timezone.localdate()
    note = tidy_lines(note)
    refuse_wrong_mark(booklet.round, quarter, level, note, today)
    marks = QuarterMark.objects.select_for_update(of=("self",))
    mark = marks.filter(registration=booklet, quarter=quarter).first()
    if mark is None:
        late = today > queries.quarter_due(booklet.round, quarter)
        mark = QuarterMark(registration=booklet, quarter=quarter, late=late)
    if mark.tallied_at is not None:
        raise Moved
    mark.level, mark.note = level, note
    mark.save()
    text = f"Tự đánh giá quý {quarter} năm {booklet.round.year}: {f04.MARKS[level]}"
    history.record(account, "mark_quarter", text, person=booklet.person)
    return mark


def refuse_wrong_mark(round_, quarter, level, note, today):
    """Raise ValidationError for a mark that cannot be (LD-04)."""
    if quarter not in queries.QUARTERS or not queries.has_begun(round_, quarter, today):
        raise ValidationError("Quý này chưa bắt đầu.")
    if level not in f04.MARKS:
        raise ValidationError("Đồng chí chọn một trong ba mức độ.")
    if not note:
        raise ValidationError("Đồng chí ghi khối lượng đã thực hiện hoặc lý do ở mục ghi chú.")
    if len(note) > LONGEST_NOTE:
        raise ValidationError("Ghi chú quá dài, tối đa 2.000 ký tự.")


@transaction.atomic
def tally_quarter(account, round_, unit, quarter):
    """Tally a unit's quarter and hand it back: from now on its marks stay; return their number.

    Who marks later is tallied in a later turn. Raises ``Moved`` where nothing waits.
    """
    refuse_closed(Round.objects.select_for_update().get(pk=round_.pk))
    people = queries.unit_people(round_, unit).order_by().values("person")
    waiting = QuarterMark.objects.select_for_update(of=("self",)).filter(
        registration__in=queries.booklets(round=round_, person__in=people),
        quarter=quarter,
        tallied_at=None,
    )
    marks = list(waiting.order_by("pk"))
    if not marks:
        raise Moved
    now = timezone.now()
    for mark in marks:
        mark.tallied_at, mark.tallied_by = now, account
    QuarterMark.objects.bulk_update(marks, ["tallied_at", "tallied_by"], batch_size=200)
    text = f"Tổng hợp quý {quarter} năm {round_.year}: {len(marks)} đảng viên"
    history.record(account, "tally_quarter", text, organization=unit)
    return len(marks)


class SavedCell(NamedTuple):
    """What came of saving a cell: the text as stored, and whether it was refused."""

    text: str
    conflict: bool


@transaction.atomic
def save_cell(account, registration_pk, half, name, text, *, before, most):
    """Save one cell of the half-year's grid, unless it no longer holds what it held ``before``.

    So two windows notice each other while a repeated save passes. ``most`` is how many may
    vote. Raises ``Moved`` where the booklet is not in force or the group's part is reported,
    ValidationError for a text that cannot be.
    """
    booklet = confirmed_booklet(registration_pk)
    value = cell_value(name, text, most)
    halves = HalfYear.objects.select_for_update(of=("self",))
    row, _ = halves.get_or_create(registration=booklet, half=half)
    stored = queries.cell_text(row, name)
    if row.reported_at is not None and name in queries.GROUP_FIELDS:
        raise Moved
    setattr(row, name, value)
    wanted = queries.cell_text(row, name)
    if stored == wanted:
        return SavedCell(stored, conflict=False)
    if stored != before:
        return SavedCell(stored, conflict=True)
    row.recorded_by = account
    row.save()
    return SavedCell(wanted, conflict=False)


def cell_value(name, text, most):
    """Return what a cell stores for a typed text, or raise ValidationError."""
    if name == "may_be_role_model":
        return bool(text)
    if name == "group_level":
        return known_level(text)
    if name == "group_votes":
        return votes(tidy(text), most)
    text = tidy_lines(text)
    if len(text) > LONGEST_TEXT:
        raise ValidationError("Nội dung quá dài, tối đa 5.000 ký tự cho một ô.")
    return text


def known_level(text):
    """Return one of the three levels, or none."""
    if text and text not in f04.MARKS:
        raise ValidationError("Chọn một trong ba mức độ.")
    return text


def votes(text, most):
    """Return a number of votes, at most as many as there are people."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 4 or int(text) > most:
        raise ValidationError(f"Số phiếu là số nguyên từ 0 đến {most}.")
    return int(text)


@transaction.atomic
def report_half(account, round_, unit, half):
    """Report the group's part of a half-year to the cell committee; return how many people.

    Raises ValidationError naming whose level or votes are missing, ``Moved`` where all is
    reported already.
    """
    refuse_closed(Round.objects.select_for_update().get(pk=round_.pk))
    rows = [row for row in queries.person_rows(round_, unit) if row.booklet]
    known = HalfYear.objects.select_for_update(of=("self",)).filter(
        registration__in=[row.booklet.pk for row in rows], half=half
    )
    halves = {one.registration_id: one for one in known.order_by("pk")}
    missing = [row.person.full_name for row in rows if not is_voted(halves.get(row.booklet.pk))]
    if missing:
        raise ValidationError(f"Chưa ghi mức và số phiếu của: {', '.join(missing)}.")
    fresh = [one for one in halves.values() if one.reported_at is None]
    if not fresh:
        raise Moved
    for one in fresh:
        one.reported_at = timezone.now()
    HalfYear.objects.bulk_update(fresh, ["reported_at"], batch_size=200)
    text = f"Báo cáo {queries.HALF_NAMES[half]} {round_.year}: {len(fresh)} đảng viên"
    history.record(account, "report_half", text, organization=unit)
    return len(fresh)


def is_voted(half):
    """Tell whether the group has voted a level and counted the votes."""
    return half is not None and bool(half.group_level) and half.group_votes is not None
