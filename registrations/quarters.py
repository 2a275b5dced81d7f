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
def mark_quarter(account, registration_pk, quarter, level, note, *, seen=None):
    """Mark a quarter with one of three levels and a note; after the last day it is late.

    ``seen`` is the fingerprint of what the window has shown, so that two windows notice each
    other. Raises ``Moved`` without a confirmed booklet or once the quarter is tallied,
    ValidationError for what is wrong in the form or was saved elsewhere meanwhile.
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
    refuse_unseen(mark, level, note, seen)
    mark.level, mark.note = level, note
    mark.save()
    text = f"Tự đánh giá quý {quarter} năm {booklet.round.year}: {f04.MARKS[level]}"
    history.record(account, "mark_quarter", text, person=booklet.person)
    return mark


def refuse_unseen(mark, level, note, seen):
    """Raise ValidationError where a mark would overwrite one that its window has not seen."""
    stored = (mark.level, mark.note)
    if seen is None or stored == (level, note) or queries.seen_of(mark) == seen:
        return
    raise ValidationError(
        f"Quý này vừa được lưu ở một cửa sổ khác: {f04.MARKS[mark.level]}, “{mark.note}”. "
        "Phần đồng chí vừa ghi còn ở dưới; lưu lần nữa thì phần này thay phần kia."
    )


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


@transaction.atomic
def take_back_tally(account, round_, unit, quarter, reason):
    """Take a unit's tally of a quarter back: its marks may be changed again; return how many.

    Raises ``Moved`` where nothing of it was tallied here, ValidationError once the half-year
    that builds on it is reported. What somebody brought along from another unit stays.
    """
    refuse_closed(Round.objects.select_for_update().get(pk=round_.pk))
    since = placed_since(round_, unit)
    found = QuarterMark.objects.select_for_update(of=("self",)).filter(
        registration__in=queries.booklets(round=round_, person__in=since),
        quarter=quarter,
        tallied_at__isnull=False,
    )
    marks = [
        one
        for one in found.select_related("registration__person").order_by("pk")
        if timezone.localdate(one.tallied_at) >= since[one.registration.person_id]
    ]
    if not marks:
        raise Moved
    half = (quarter + 1) // 2
    reported = HalfYear.objects.filter(half=half, reported_at__isnull=False)
    refuse_used(
        f"Đã báo cáo {queries.HALF_NAMES[half]} của: {{}}. Rút lại báo cáo ấy trước.",
        marks,
        set(reported.filter(registration__round=round_).values_list("registration", flat=True)),
    )
    for mark in marks:
        mark.tallied_at, mark.tallied_by = None, None
    QuarterMark.objects.bulk_update(marks, ["tallied_at", "tallied_by"], batch_size=200)
    text = f"Rút lại tổng hợp quý {quarter} năm {round_.year}, {len(marks)} đảng viên: {reason}"
    history.record(account, "take_back_tally", text, organization=unit)
    return len(marks)


def placed_since(round_, unit):
    """Return {person id: since when in the unit} of its people."""
    people = queries.unit_people(round_, unit).order_by()
    return dict(people.values_list("person", "started_on"))


def refuse_used(sentence, rows, used):
    """Raise ValidationError that names whose row the level above has used already."""
    names = [one.registration.person.full_name for one in rows if one.registration_id in used]
    if names:
        raise ValidationError(sentence.format(", ".join(names)))


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


@transaction.atomic
def take_back_half(account, round_, unit, half, reason):
    """Take the report of a half-year back: the group's part may be changed again; return of
    how many people.

    Raises ``Moved`` where nothing is reported, ValidationError once the cell committee has
    written of somebody.
    """
    refuse_closed(Round.objects.select_for_update().get(pk=round_.pk))
    since = placed_since(round_, unit)
    found = HalfYear.objects.select_for_update(of=("self",)).filter(
        registration__in=queries.booklets(round=round_, person__in=since),
        half=half,
        reported_at__isnull=False,
    )
    rows = [
        one
        for one in found.select_related("registration__person").order_by("pk")
        if timezone.localdate(one.reported_at) >= since[one.registration.person_id]
    ]
    if not rows:
        raise Moved
    refuse_used(
        "Chi ủy đã ghi nhận xét về: {}. Chi ủy xóa nhận xét thì mới rút lại được.",
        rows,
        {one.registration_id for one in rows if is_written(one)},
    )
    for one in rows:
        one.reported_at = None
    HalfYear.objects.bulk_update(rows, ["reported_at"], batch_size=200)
    name = queries.HALF_NAMES[half]
    text = f"Rút lại báo cáo {name} {round_.year}, {len(rows)} đảng viên: {reason}"
    history.record(account, "take_back_half", text, organization=unit)
    return len(rows)


def is_written(half):
    """Tell whether the cell committee has written something of a half-year."""
    return bool(half.strengths or half.shortcomings or half.may_be_role_model)
