"""Meetings that review and vote: calling, the roll, attendance, tellers, questions, the end.

Every verb is one transaction with the meeting's row locked and a line in the audit log. The
roll is frozen when the first vote opens; a finished meeting never changes.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations import attendance, rows
from evaluations.models import Evaluation, Meeting, Question, QuestionSubject, RollEntry, Subject
from evaluations.queries import candidates, roll
from evaluations.queries import meetings as queries
from organizations import history
from organizations.models import Account, Person
from organizations.vietnamese import tidy, tidy_lines
from registrations import actions
from registrations.actions import Moved
from registrations.meetings import named
from registrations.models import Round
from registrations.queries.meetings import fingerprint

LONGEST_TEXT = 20_000
LONGEST_REASON = 200
FROZEN = "Đã mở biểu quyết, danh sách không thay đổi được nữa."
NO_REASON = "Đồng chí ghi lý do thay đổi danh sách."
NOT_CLOSED = "Còn nội dung chưa biểu quyết xong: {}. Đồng chí kết thúc kiểm phiếu hoặc bỏ nội dung."
CHANGED_ELSEWHERE = (
    "Thông tin hội nghị vừa được sửa ở nơi khác. Đồng chí xem lại rồi lưu lần nữa nếu vẫn cần."
)
VOTED_ELSEWHERE = "Có người vừa được đưa ra biểu quyết ở nơi khác; đồng chí xem lại."
CHANGES = {
    "strike": ("Đưa khỏi danh sách", {"struck": True}),
    "restore": ("Đưa lại vào danh sách", {"struck": False}),
    "vote": ("Được biểu quyết", {"votes": True}),
    "speak": ("Dự, không biểu quyết", {"votes": False}),
}


class Saved(NamedTuple):
    """What is stored of a field after saving, and whether the save was refused."""

    text: str
    conflict: bool


@transaction.atomic
def call_meeting(account, round_, organization, *, own=True, people=True, guests="", **fields):
    """Call a meeting with the composition that the guidance proposes on its day.

    ``fields`` are time, place, chair, deputy, clerk and the day on which the draft was sent;
    ``guests`` names others, one a line, as "name, in which capacity"; in a committee's NG
    meeting they are the leaders of mass organizations, who vote too (NG-06).
    """
    actions.refuse_closed(Round.objects.select_for_update(no_key=True).get(pk=round_.pk))
    meeting = Meeting.objects.create(
        round=round_, organization=organization, called_by=account, **fields
    )
    day = timezone.localdate(meeting.held_at)
    called = roll.composition(round_, organization, day, own=own, people=people)
    vote = queries.guests_vote(round_, organization)
    called += [roll.Called(None, name, post, votes=vote) for name, post in named(guests)]
    RollEntry.objects.bulk_create(
        RollEntry(
            meeting=meeting,
            person_id=one.person_id,
            name=one.name[:100],
            post=one.post[:200],
            group=one.group,
            votes=one.votes,
        )
        for one in called
    )
    record(account, meeting, "call_evaluation", f"Lập hội nghị xếp loại năm {round_.year}")
    return meeting


@transaction.atomic
def edit_meeting(account, meeting_pk, *, revision, **fields):
    """Correct time, place, who leads, the day of the draft.

    Raises ValidationError where somebody else has changed them since they were shown.
    """
    meeting = locked(meeting_pk)
    if queries.facts_revision(meeting) != revision:
        raise ValidationError(CHANGED_ELSEWHERE)
    for field, value in fields.items():
        setattr(meeting, field, value)
    meeting.save(update_fields=list(fields))
    record(account, meeting, "edit_evaluation", "Sửa thông tin hội nghị xếp loại")
    return meeting


@transaction.atomic
def cancel_meeting(account, meeting_pk):
    """Take back a meeting that was called by mistake; raises ``Moved`` once a vote was opened."""
    meeting = locked(meeting_pk)
    if roll.frozen(meeting):
        raise Moved
    record(account, meeting, "cancel_evaluation", "Bỏ hội nghị xếp loại")
    meeting.delete()


@transaction.atomic
def correct_roll(account, meeting_pk, entry_pk, *, change, reason):
    """Strike somebody off, take back, give or take the right to vote, with a reason (I-4)."""
    meeting = locked(meeting_pk)
    refuse_frozen(meeting)
    words, fields = CHANGES[change]
    reason = needed_reason(reason)
    entry = entry_of(meeting, entry_pk)
    if all(getattr(entry, field) == value for field, value in fields.items()):
        raise Moved
    for field, value in fields.items():
        setattr(entry, field, value)
    if entry.struck:
        entry.teller = None
    entry.change = f"{words}: {reason}"[:300]
    entry.save()
    record(account, meeting, "evaluation_roll", f"{words}: {entry.name} – {reason}")
    return entry


@transaction.atomic
def add_to_roll(account, meeting_pk, *, person=None, name="", post="", votes, reason):
    """Put somebody on the roll with a reason: a person of the tree, or a guest by name."""
    meeting = locked(meeting_pk)
    refuse_frozen(meeting)
    reason = needed_reason(reason)
    if person is not None:
        person = Person.objects.get(pk=person.pk)
        if meeting.roll.filter(person=person).exists():
            raise ValidationError(f"Đồng chí {person.full_name} đã có trong danh sách.")
        name = person.full_name
    if not tidy(name):
        raise ValidationError("Đồng chí chọn một người hoặc điền họ và tên.")
    entry = RollEntry.objects.create(
        meeting=meeting,
        person=person,
        name=tidy(name)[:100],
        post=tidy(post)[:200],
        votes=votes,
        change=f"Thêm vào danh sách: {reason}"[:300],
    )
    record(account, meeting, "evaluation_roll", f"Thêm vào danh sách: {entry.name} – {reason}")
    return entry


def refuse_frozen(meeting):
    """Raise ValidationError once a vote has been opened."""
    if roll.frozen(meeting):
        raise ValidationError(FROZEN)


def needed_reason(reason):
    """Return a reason as it is stored; raises ValidationError for none."""
    reason = tidy(reason)[:LONGEST_REASON]
    if not reason:
        raise ValidationError({"reason": NO_REASON})
    return reason


def entry_of(meeting, entry_pk):
    """Return somebody on the meeting's roll; raises ``RollEntry.DoesNotExist``."""
    return meeting.roll.get(pk=entry_pk)


@transaction.atomic
def mark_attendance(account, meeting_pk, entry_pk, field, text, *, before):
    """Write one cell of the attendance: there or not, since when, until when, why not.

    ``before`` is what the window showed; what another has written meanwhile stays.
    """
    meeting = locked(meeting_pk)
    entry = entry_of(meeting, entry_pk)
    if entry.struck:
        raise ValidationError("Người này đã được đưa khỏi danh sách.")
    value, stored = attendance.read(field, text), attendance.shown(getattr(entry, field))
    if attendance.shown(value) == stored:
        return Saved(stored, conflict=False)
    if stored != before:
        return Saved(stored, conflict=True)
    setattr(entry, field, value)
    attendance.check(entry)
    entry.save(update_fields=[field])
    written = attendance.shown(value)
    # why somebody is away is no business of the audit log
    what = "" if field == "absence" else f": {written or 'không'}"
    words = f"{attendance.LABELS[field]} của {entry.name}{what}"
    record(account, meeting, "evaluation_roll", words)
    return Saved(written, conflict=False)


@transaction.atomic
def name_tellers(account, meeting_pk, first_pk, second_pk):
    """Name the two tellers from those present; candidates of a role-model ballot are refused.

    In a classification of the whole cell tellers are voted on themselves: the minutes say so.
    Nobody is named anew while paper ballots are being counted.
    """
    meeting = locked(meeting_pk)
    if meeting.questions.filter(
        method=Question.Method.PAPER, opened_at__isnull=False, closed_at=None
    ).exists():
        raise ValidationError("Đang kiểm phiếu, không đổi người kiểm phiếu được.")
    if first_pk == second_pk:
        raise ValidationError("Hai người kiểm phiếu phải là hai người khác nhau.")
    tellers = [entry_of(meeting, first_pk), entry_of(meeting, second_pk)]
    candidates_here = set(
        QuestionSubject.objects.filter(
            question__meeting=meeting,
            question__kind=Question.Kind.ROLE_MODEL,
            question__closed_at=None,
        ).values_list("evaluation__person", flat=True)
    )
    for one in tellers:
        refuse_teller(one, candidates_here)
    meeting.roll.update(teller=None)
    for number, one in enumerate(tellers, start=1):
        one.teller = number
        one.save(update_fields=["teller"])
    names = ", ".join(one.name for one in tellers)
    record(account, meeting, "evaluation_tellers", f"Cử người kiểm phiếu: {names}")
    return tellers


def refuse_teller(entry, candidates_here):
    """Raise ValidationError where somebody cannot count the ballots."""
    if not roll.is_here(entry):
        raise ValidationError(f"{entry.name} chưa được ghi là đang có mặt.")
    if entry.person_id in candidates_here:
        raise ValidationError(f"{entry.name} đang được bình chọn nên không kiểm phiếu.")
    if not Account.objects.filter(person=entry.person_id, is_active=True).exists():
        raise ValidationError(f"{entry.name} chưa có tài khoản để nhập số phiếu.")


@transaction.atomic
def write_record(account, meeting_pk, field, text, *, revision):
    """Write agenda, course or conclusion, unless another window has written meanwhile."""
    meeting = locked(meeting_pk)
    text = tidy_lines(text)
    if len(text) > LONGEST_TEXT:
        raise ValidationError("Nội dung quá dài, tối đa 20.000 ký tự.")
    stored = getattr(meeting, field)
    if stored != text and fingerprint(stored) != revision:
        return Saved(stored, conflict=True)
    if stored != text:
        setattr(meeting, field, text)
        meeting.save(update_fields=[field])
    return Saved(text, conflict=False)


@transaction.atomic
def add_question(account, meeting_pk, *, what, method, chosen, grounds=None):
    """Put a question on those chosen of the candidates, by a method that the guidance allows.

    ``chosen`` are persons' ids; ``grounds`` maps the id of somebody who stands in spite of a
    missing year to the grounds written by hand (LD-08). Raises ValidationError.
    """
    meeting = locked(meeting_pk)
    if what not in candidates.contents_of(meeting):
        raise ValidationError("Hội nghị này không biểu quyết nội dung ấy.")
    if method not in candidates.methods_of(meeting.round):
        raise ValidationError("Hướng dẫn không cho biểu quyết bằng hình thức này.")
    found = candidates.candidates_for(meeting, what)
    wanted = [one for one in found if what == candidates.BODY or one.pk in set(chosen)]
    if not wanted:
        raise ValidationError("Đồng chí chọn ít nhất một người để biểu quyết.")
    if what != candidates.BODY and len(wanted) != len(set(chosen)):
        raise ValidationError(VOTED_ELSEWHERE)
    grounds = considered(wanted, grounds or {})
    years = candidates.ROLE_MODELS.get(what)
    question = Question.objects.create(
        meeting=meeting,
        kind=Question.Kind.ROLE_MODEL if years else Question.Kind.LEVEL,
        years=years,
        method=method,
        title=candidates.title_of(meeting, what),
    )
    put_subjects(account, question, what, wanted, grounds)
    record(account, meeting, "question", f"Đưa ra biểu quyết: {question.title}")
    return question


def considered(wanted, grounds):
    """Return {person id: grounds} of who stands by hand; raises ValidationError without them."""
    found = {one.pk: tidy(grounds.get(one.pk, "")) for one in wanted if one.consider}
    lacking = [one.name for one in wanted if one.consider and not found[one.pk]]
    if lacking:
        raise ValidationError(
            f"Ghi căn cứ xem xét năm còn thiếu của {', '.join(lacking)} (bằng khen hoặc sáng kiến "
            "được cấp tỉnh công nhận)."
        )
    return found


def put_subjects(account, question, what, wanted, grounds):
    """Write the subjects with their posts of the day; evaluations are begun where needed."""
    meeting = question.meeting
    evaluations = begun(meeting, what, wanted)
    if candidates.taken_up(meeting.round, question.kind, question.years) & {
        one.pk for one in evaluations.values()
    }:
        raise ValidationError(VOTED_ELSEWHERE)
    posts = {one.person_id: one.post for one in meeting.roll.all() if one.person_id}
    QuestionSubject.objects.bulk_create(
        QuestionSubject(
            question=question,
            evaluation=evaluations[one.pk],
            position=place,
            name=one.name[:200],
            post=posts.get(one.pk, ""),
        )
        for place, one in enumerate(wanted, start=1)
    )
    for pk, words in grounds.items():
        rows.write_event(account, evaluations[pk], "consider", words)


def begun(meeting, what, wanted):
    """Return {person id, 0 for the organization: the evaluation in force}, locked.

    Somebody transferred belongs to the cell that classifies (H21-16).
    """
    if what == candidates.BODY:
        own = Evaluation(
            round=meeting.round, subject=Subject.ORGANIZATION, organization=meeting.organization
        )
        return {0: rows.locked(own)}
    found = rows.locked_rows(meeting.round, meeting.organization, wanted)
    for one in found:
        if one.organization_id != meeting.organization_id:
            rows.move(one, meeting.organization)
            one.save()
    return {one.person_id: one for one in found}


@transaction.atomic
def remove_question(account, meeting_pk, question_pk):
    """Take a question off that has not been opened; raises ``Moved`` for one that has."""
    meeting = locked(meeting_pk)
    question = meeting.questions.select_for_update(of=("self",)).get(pk=question_pk)
    if question.opened_at is not None:
        raise Moved
    record(account, meeting, "question", f"Bỏ nội dung biểu quyết: {question.title}")
    question.delete()


@transaction.atomic
def finish_meeting(account, meeting_pk):
    """Finish a meeting whose questions are all closed; after that nothing in it changes."""
    meeting = locked(meeting_pk)
    waiting = [one.title for one in meeting.questions.filter(closed_at=None)]
    if waiting:
        raise ValidationError(NOT_CLOSED.format("; ".join(waiting)))
    if not meeting.roll.filter(votes=True, struck=False, present=True).exists():
        raise ValidationError("Chưa ghi ai có mặt tại hội nghị.")
    meeting.head = meeting.head or queries.head_of(meeting)
    meeting.finished_at = timezone.now()
    meeting.save(update_fields=["head", "finished_at"])
    record(account, meeting, "finish_evaluation", "Kết thúc hội nghị xếp loại")
    return meeting


def locked(meeting_pk):
    """Return the meeting locked until the transaction ends.

    Raises ``Moved`` where it is finished, ValidationError where its round is closed.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("round", "organization__parent")
        .get(pk=meeting_pk)
    )
    if meeting.finished_at is not None:
        raise Moved
    actions.refuse_closed(meeting.round)
    return meeting


def record(account, meeting, verb, text):
    """Write one line of the audit log about the meeting's organization."""
    day = timezone.localdate(meeting.held_at)
    history.record(
        account, verb, f"{text}, họp ngày {day:%d/%m/%Y}", organization=meeting.organization
    )
