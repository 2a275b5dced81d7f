"""Comment meetings, and what is decided beside them in the exemplary course (NG).

Every verb is one transaction with the meeting's row locked. A finished meeting is never
changed again: what it said and who was there stay as they were.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from organizations import history
from organizations.vietnamese import tidy, tidy_lines
from registrations import actions
from registrations.models import Attendance, Comment, CommentMeeting, FormChoice, Round
from registrations.queries import meetings as meeting_queries
from registrations.workflow import EDITABLE

LONGEST_TEXT = 20_000
TOO_LONG = "Nội dung quá dài, tối đa 20.000 ký tự."
NOTHING_SAID = (
    "Hội nghị chưa góp ý bản đăng ký nào. Đồng chí đánh dấu các bản đã góp ý rồi kết thúc."
)
WRITTEN = "Hội nghị đã có nội dung ghi. Đồng chí xóa ý kiến, biên bản ghi nhầm rồi bỏ hội nghị."
TEXTS = ("course", "conclusion")


class Saved(NamedTuple):
    """What is stored of a field of the console after saving, and whether it was refused."""

    text: str
    conflict: bool


@transaction.atomic
def call_meeting(account, round_, organization, *, own, people, guests="", **fields):
    """Call a meeting with the composition that NG-06 proposes on its day.

    ``fields`` are time, place, chair and clerk; ``guests`` names others, one a line, as
    "name, in which capacity". What is being written is put on the agenda. Called twice in a
    row by the same account, it is the same meeting.
    """
    actions.refuse_closed(Round.objects.select_for_update().get(pk=round_.pk))
    meeting = CommentMeeting(round=round_, organization=organization, recorded_by=account, **fields)
    day = timezone.localdate(meeting.held_at)
    called = meeting_queries.composition(round_, organization, day, own=own, people=people)
    leads = organization.kind in meeting_queries.COMMITTEE_KINDS
    rows = [
        Attendance(person_id=one.person_id, name=one.name, capacity=one.capacity, guest=one.guest)
        for one in called
    ] + [Attendance(name=name, capacity=post, guest=not leads) for name, post in named(guests)]
    waiting = meeting_queries.uncommented(meeting_queries.discussable(round_, organization))
    agenda = [one for one in waiting if (people if one.person_id else own)]
    if same := same_meeting(meeting, fields, rows, agenda):
        return same
    meeting.save()
    for row in rows:
        row.meeting = meeting
    Attendance.objects.bulk_create(rows)
    Comment.objects.bulk_create(Comment(meeting=meeting, registration=one) for one in agenda)
    record(account, meeting, "call_meeting", f"Lập hội nghị góp ý năm {round_.year}")
    return meeting


def same_meeting(fresh, fields, rows, agenda):
    """Return the meeting that this account has just called in the same words, or nothing."""
    called = {(row.name, row.capacity) for row in rows}
    known = CommentMeeting.objects.filter(
        round=fresh.round,
        organization=fresh.organization,
        recorded_by=fresh.recorded_by,
        finished_at=None,
        **fields,
    )
    for meeting in known.prefetch_related("attendance", "comments"):
        roll = {(row.name, row.capacity) for row in meeting.attendance.all()}
        discussed = {one.registration_id for one in meeting.comments.all()}
        if roll == called and discussed == {one.pk for one in agenda}:
            return meeting
    return None


def named(lines):
    """Yield (name, capacity) of the lines "name, in which capacity"."""
    for line in tidy_lines(lines).splitlines():
        name, _, capacity = line.partition(",")
        if tidy(name):
            yield tidy(name)[:100], tidy(capacity)[:200]


@transaction.atomic
def cancel_meeting(account, meeting_pk):
    """Take back a meeting that was called by mistake.

    Raises ``Moved`` once it is finished, ValidationError where something is written of it.
    """
    meeting = locked(meeting_pk)
    texts = [getattr(meeting, field) for field in TEXTS]
    if any(texts) or meeting.comments.exclude(text="").exists():
        raise ValidationError(WRITTEN)
    record(account, meeting, "cancel_meeting", f"Bỏ hội nghị góp ý năm {meeting.round.year}")
    meeting.delete()


@transaction.atomic
def mark_attendance(account, meeting_pk, attendance_pk, *, present):
    """Note that somebody called is there or not."""
    meeting = locked(meeting_pk)
    row = meeting.attendance.get(pk=attendance_pk)
    if row.present != present:
        row.present = present
        row.save(update_fields=["present"])
        word = "có mặt" if present else "vắng mặt"
        record(account, meeting, "meeting_roll", f"Ghi {word} tại hội nghị góp ý: {row.name}")


@transaction.atomic
def add_guest(account, meeting_pk, name, capacity):
    """Add a guest by name; guests speak without being of the roll."""
    meeting = locked(meeting_pk)
    row = Attendance.objects.create(
        meeting=meeting, name=tidy(name), capacity=tidy(capacity), guest=True
    )
    record(account, meeting, "meeting_roll", f"Thêm khách mời dự hội nghị góp ý: {row.name}")
    return row


@transaction.atomic
def remove_guest(account, meeting_pk, attendance_pk):
    """Remove somebody who was written in by hand; return the name, which the history keeps.

    Whom NG-06 has called stays and is marked absent: raises ValidationError. Raises ``Moved``
    for who is removed already.
    """
    meeting = locked(meeting_pk)
    row = meeting.attendance.filter(pk=attendance_pk).first()
    if row is None:
        raise actions.Moved
    if row.person_id is not None:
        raise ValidationError("Người được triệu tập theo quy định thì ghi vắng mặt, không bỏ tên.")
    row.delete()
    record(account, meeting, "meeting_roll", f"Bỏ tên khỏi hội nghị góp ý: {row.name}")
    return row.name


@transaction.atomic
def write_comment(account, meeting_pk, registration_pk, text, *, revision):
    """Write what was said of a registration, unless another window has written meanwhile."""
    meeting = locked(meeting_pk)
    text = checked(text)
    comment = meeting.comments.filter(registration=registration_pk).first()
    stored = comment.text if comment else ""
    if refused(stored, text, revision):
        return Saved(stored, conflict=True)
    if comment is None and text:
        comment = taken_up(meeting, registration_pk)
    if comment is not None and stored != text:
        comment.text = text
        comment.save(update_fields=["text"])
    return Saved(text, conflict=False)


@transaction.atomic
def mark_discussed(account, meeting_pk, registration_pk, *, discussed):
    """Put a registration among those that the meeting discussed, or take it out again.

    Raises ValidationError where something was said of it: the text is cleared first.
    """
    meeting = locked(meeting_pk)
    comment = meeting.comments.filter(registration=registration_pk).first()
    if discussed and comment is None:
        taken_up(meeting, registration_pk)
    if not discussed and comment is not None:
        if comment.text:
            raise ValidationError("Đã có ý kiến ghi cho bản này; xóa ý kiến trước khi bỏ dấu.")
        comment.delete()


def taken_up(meeting, registration_pk):
    """Return the new comment on a registration that this meeting may discuss."""
    found = meeting_queries.discussable(meeting.round, meeting.organization)
    registration = found.filter(pk=registration_pk).first()
    if registration is None:
        raise ValidationError("Bản này đã được nộp hoặc không thuộc hội nghị này.")
    return Comment.objects.create(meeting=meeting, registration=registration)


@transaction.atomic
def write_record(account, meeting_pk, field, text, *, revision):
    """Write the meeting's course or conclusion."""
    meeting = locked(meeting_pk)
    text = checked(text)
    stored = getattr(meeting, field)
    if field not in TEXTS or refused(stored, text, revision):
        return Saved(stored, conflict=True)
    if stored != text:
        setattr(meeting, field, text)
        meeting.save(update_fields=[field])
    return Saved(text, conflict=False)


def checked(text):
    """Return a text as it is stored; raises ValidationError for one that is too long."""
    text = tidy_lines(text)
    if len(text) > LONGEST_TEXT:
        raise ValidationError(TOO_LONG)
    return text


def refused(stored, text, revision):
    """Tell whether a text would overwrite one that its window has not seen."""
    return stored != text and meeting_queries.fingerprint(stored) != revision


@transaction.atomic
def finish(account, meeting_pk):
    """Finish: what was discussed moves on to its author, who reworks it and hands it in.

    Raises ValidationError where nothing was discussed or nobody of the roll was there. What
    its author has handed in meanwhile stays where it is.
    """
    meeting = locked(meeting_pk)
    comments = list(meeting.comments.order_by("registration_id"))
    if not comments:
        raise ValidationError(NOTHING_SAID)
    if not meeting.attendance.filter(guest=False, present=True).exists():
        raise ValidationError("Chưa ghi ai có mặt tại hội nghị.")
    moved = 0
    for comment in comments:
        registration = actions.locked(comment.registration_id)
        if registration.step in EDITABLE:
            actions.move(account, registration, "comment")
            moved += 1
    meeting.finished_at = timezone.now()
    meeting.save(update_fields=["finished_at"])
    record(account, meeting, "finish_meeting", f"Kết thúc hội nghị góp ý {moved} bản đăng ký")
    return moved


def locked(meeting_pk):
    """Return the meeting locked until the transaction ends.

    Raises ``Moved`` where it is finished, ValidationError where its round is closed.
    """
    meeting = (
        CommentMeeting.objects.select_for_update(of=("self",))
        .select_related("round", "organization")
        .get(pk=meeting_pk)
    )
    if meeting.finished_at is not None:
        raise actions.Moved
    actions.refuse_closed(meeting.round)
    return meeting


def record(account, meeting, verb, text):
    """Write one line of the audit log about the meeting's organization."""
    day = timezone.localdate(meeting.held_at)
    history.record(
        account, verb, f"{text}, họp ngày {day:%d/%m/%Y}", organization=meeting.organization
    )


@transaction.atomic
def choose_form(account, round_, base, *, uses_f02):
    """Decide whether the base organization's non-members use form 02 instead of 03 (NG-01).

    What somebody has begun keeps its form. Raises ``Moved`` where it is decided so already.
    """
    actions.refuse_closed(Round.objects.select_for_update().get(pk=round_.pk))
    chosen = FormChoice.objects.filter(round=round_, organization=base)
    if chosen.exists() == uses_f02:
        raise actions.Moved
    if uses_f02:
        FormChoice.objects.create(round=round_, organization=base, decided_by=account)
    else:
        chosen.delete()
    form = "Mẫu 02" if uses_f02 else "Mẫu 03"
    history.record(
        account,
        "choose_form",
        f"Quần chúng dùng {form}/ĐKNG năm {round_.year}",
        organization=base,
    )
