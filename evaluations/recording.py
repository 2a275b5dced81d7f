"""The only place that records self-assessments, opinions, facts and proposals before a vote.

What is typed is saved by value: it names what its window was shown, and is not written over
what another window has stored meanwhile.
"""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.levels import scale_of
from evaluations.models import Evaluation, EvaluationEvent, Subject
from evaluations.queries import commitments, ratings, recorded, reviews, scores
from evaluations.queries.known import known_of
from evaluations.queries.persons import SELF_WRITTEN
from evaluations.queries.scope import people_in_scope
from evaluations.rows import locked_rows, move, row_to_write, write_event
from evaluations.workflow import STEPS
from organizations.access import viewer_of
from organizations.vietnamese import tidy_lines
from registrations.actions import Moved, refuse_closed
from registrations.models import Guidance, Round
from registrations.queries.meetings import fingerprint

SELF_FIELDS = ("self_level", "self_text")
GROUP_FIELDS = ("group_level", "group_text")
COMMITTEE_FIELDS = ("proposed_level", "praise", "reminder")
LEVELS = ("self_level", "group_level", "proposed_level")
NEEDS_TEXT = {
    Guidance.LAM_DONG_2017: "phần tự đánh giá năm",
    Guidance.HD22_2013: "bản tự kiểm điểm",
}
LONGEST_TEXT = 5000
REVIEW_FIELDS = (
    *("reviewed_at", "organization"),
    *("chosen_level", "chosen_votes", "decision_reason"),
)
WRITTEN = (
    "Tổ đảng hoặc chi ủy đã ghi ý kiến nên bản tự đánh giá được giữ nguyên; cần sửa thì đồng chí "
    "đề nghị chi ủy."
)


class Saved(NamedTuple):
    """What came of saving a field: the text as stored, and whether it was refused."""

    text: str
    conflict: bool


@transaction.atomic
def save_self(account, evaluation, field, text, *, revision, scope=None):
    """Save one field of the own assessment while it is typed (NG-12, LD-06).

    ``revision`` is the fingerprint of the text that the window was shown. Who has begun is
    not asked again whether in scope: that is asked when it is handed in.
    """
    row = row_to_write(evaluation, scope, classified=True, asked=evaluation.pk is not None)
    refuse_foreign_self(account, row)
    if is_kept(row):
        raise ValidationError(WRITTEN)
    value, stored = value_of(row, field, text), getattr(row, field)
    if stored == value:
        return Saved(stored, conflict=False)
    if fingerprint(stored) != revision:
        return Saved(stored, conflict=True)
    if row.self_at and field == "self_level" and not value:
        raise ValidationError("Bản tự đánh giá đã nộp thì phải có mức; đồng chí chọn mức khác.")
    setattr(row, field, value)
    row.save()
    return Saved(value, conflict=False)


@transaction.atomic
def hand_in_self(account, evaluation, *, scope=None):
    """Hand in the own assessment: to the group, or to the cell committee (NG-12, LD-06).

    Raises ``Moved`` where it is handed in already, ValidationError naming what is missing.
    """
    row = row_to_write(evaluation, scope, classified=True)
    refuse_foreign_self(account, row)
    if row.self_at is not None:
        raise Moved
    if not row.self_level:
        raise ValidationError("Đồng chí chưa chọn mức tự xếp.")
    if row.round.guidance in NEEDS_TEXT and not row.self_text:
        raise ValidationError(f"Đồng chí chưa viết {NEEDS_TEXT[row.round.guidance]}.")
    row.self_at = timezone.now()
    row.save()
    write_event(account, row, "hand_in_self", f"Nộp tự đánh giá: {level_text(row, row.self_level)}")
    return row


def refuse_foreign_self(account, row):
    """Refuse everybody but the person, and guidances whose self-review is a form of its own."""
    if account.person_id is None or account.person_id != row.person_id:
        raise PermissionDenied("Bản tự đánh giá do chính đồng chí ấy viết.")
    if row.round.guidance not in SELF_WRITTEN:
        raise ValidationError("Đợt này tự kiểm điểm theo mẫu riêng.")


def is_kept(row):
    """Tell whether the own assessment stays as group or committee read it, once handed in.

    Opinions on somebody who has not handed in shut nobody out: it is wanted before the vote.
    """
    written = any(getattr(row, field) for field in (*GROUP_FIELDS, *COMMITTEE_FIELDS))
    return written and (row.self_at or row.decided_at) is not None


@transaction.atomic
def write_group_opinion(account, evaluation, field, text, *, before, scope=None):
    """Save one field of the group's opinion: its level or its text (NG-12, LD-05)."""
    row = row_to_write(evaluation, scope, classified=True)
    saved = put(row, field, text, before, GROUP_FIELDS)
    if saved is not None:
        return saved
    row.group_at = (row.group_at or timezone.now()) if row.group_level else None
    row.save()
    write_event(account, row, "group_opinion", described(row, field))
    return Saved(getattr(row, field), conflict=False)


@transaction.atomic
def propose(account, evaluation, field, text, *, before, scope=None):
    """Save one field of the committee's part: expected level, praise, reminder (NG-12, H21-14).

    A level above what the recorded facts leave open is refused with the reasons (NG-10,
    NG-11, LD-06, H21-10 … H21-13). Under CK the words alone count (CK-04).
    """
    row = row_to_write(evaluation, scope, classified=field == "proposed_level")
    refuse_own_part(account, row)
    if commitments.is_told(row):
        raise ValidationError(commitments.PUBLISHED)
    saved = put(row, field, text, before, COMMITTEE_FIELDS)
    if saved is not None:
        return saved
    if field == "proposed_level":
        refuse_unreviewed(row)
        refuse_above(row)
    scale = scale_of(row.round.guidance, row.subject)
    done = row.proposed_level if scale else row.praise or row.reminder
    row.proposed_at = (row.proposed_at or timezone.now()) if done else None
    row.save()
    write_event(account, row, "propose", described(row, field))
    return Saved(getattr(row, field), conflict=False)


def refuse_unreviewed(row):
    """Raise ValidationError where the cell would classify before the review (H22-31)."""
    asked = row.round.guidance == Guidance.HD22_2013 and row.proposed_level
    if asked and (waits := reviews.waiting_decision(row)):
        raise ValidationError(waits)


def refuse_above(row):
    """Raise ValidationError for a proposed level above what is open, with the reasons."""
    limit = recorded.limit_of(row, known_of(row)) if row.proposed_level else None
    if limit is None:
        return
    why = " ".join(f"{one['text']} ({one['rule']})" for one in limit["reasons"])
    if limit["missing"]:
        because = f"{limit['missing']} {'' if limit['ceiling'] else why}".strip()
        raise ValidationError(f"Chưa đề xuất mức được: {because}")
    if recorded.exceeds(row, row.proposed_level, limit):
        raise ValidationError(f"Cao nhất là mức “{limit['name']}”. {why}")


@transaction.atomic
def record_facts(account, evaluation, texts, *, before, scope=None):
    """Record what the rules ask (``facts.FACTS``); return {name: stored text} of conflicts.

    ``texts`` are the facts as text (``recorded.fact_text``), ``before`` what was shown. All
    of them are right, or ValidationError names those that are not and nothing is recorded.
    """
    row = row_to_write(evaluation, scope)
    if row.person_id:
        refuse_own_part(account, row)
    known = recorded.facts_of(row)
    wanted, conflicts, changes = fact_values(known, texts), {}, []
    for name, value in wanted.items():
        stored = recorded.fact_text(row.facts.get(name))
        if stored == recorded.fact_text(value):
            continue
        if stored != before.get(name, stored):
            conflicts[name] = stored
            continue
        if name == "civil_level":
            refuse_rating(account, row)
        row.facts = {**row.facts, name: value}
        if value is None:
            del row.facts[name]
        changes.append(f"{known[name].label}: {recorded.shown_fact(known[name], value)}")
    if changes:
        row.save()
        write_event(account, row, "facts", ". ".join(changes))
    return conflicts


def refuse_rating(account, row):
    """Refuse the cell a rating that the head of the agency enters (H21-11, roles.md)."""
    if ratings.rated_by_head(row, timezone.localdate()):
        raise ValidationError(ratings.BY_HEAD)


def fact_values(known, texts):
    """Return {name: value to store}; raises ValidationError naming every wrong one."""
    values, errors = {}, {}
    for name in texts.keys() & known.keys():
        try:
            values[name] = recorded.fact_value(known[name], texts[name])
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
    return {name: values[name] for name in known if name in values}


@transaction.atomic
def record_scores(account, evaluation, texts, *, before):
    """Record the points of an organization's score sheet; return {item: stored} of conflicts.

    With all nine items the sum gives the committee's own level (NG-07, NG-08).
    """
    row = row_to_write(evaluation, None)
    stored = dict(row.facts.get("scores", {}))
    wanted, errors = {}, {}
    for one in scores.sheet_of(row.round, stored).rows:
        try:
            wanted[one.number] = scores.points(texts.get(one.number, one.text), one.most)
        except ValidationError as error:
            errors[one.number] = error
    if errors:
        raise ValidationError(errors)
    conflicts = {
        number: stored.get(number, "")
        for number, text in wanted.items()
        if stored.get(number, "") not in (text, before.get(number, stored.get(number, "")))
    }
    fresh = {number: text for number, text in wanted.items() if text and number not in conflicts}
    fresh |= {number: text for number, text in conflicts.items() if text}
    if fresh != stored:
        row.facts = {**row.facts, "scores": fresh}
        sheet = scores.sheet_of(row.round, fresh)
        row.self_level = sheet.level
        row.self_at = (row.self_at or timezone.now()) if sheet.level else None
        row.save()
        write_event(account, row, "scores", f"Chấm {sheet.total} điểm".replace(".", ","))
    return conflicts


@transaction.atomic
def mark_reviewed(account, round_, cell, person_pks):
    """Note that people were reviewed (H21-03); return how many were not noted before.

    The own row is another officer's, and who is not in scope or voted on is left out. Under HD
    22 ValidationError says who or what comes first (H22-02, H22-03).
    """
    refuse_closed(Round.objects.get(pk=round_.pk))
    refuse_without_review(round_)
    everybody = people_in_scope(round_, cell)
    refuse_order(round_, cell, everybody, set(person_pks))
    chosen = [
        one
        for one in everybody
        if one.person.pk in set(person_pks) and not one.outside and is_others(account, one, cell)
    ]
    rows = locked_rows(round_, cell, chosen)
    if round_.guidance == Guidance.HD22_2013:
        for one in rows:
            move(one, cell)  # an old cell's review counts no more
    frozen = recorded.frozen_ids([one.pk for one in rows])
    fresh = [one for one in rows if one.reviewed_at is None and one.pk not in frozen]
    for one in fresh:
        one.reviewed_at, one.organization = timezone.now(), cell
    Evaluation.objects.bulk_update(fresh, REVIEW_FIELDS, batch_size=200)
    actor = viewer_of(account).signature(cell)
    EvaluationEvent.objects.bulk_create(
        EvaluationEvent(evaluation=one, account=account, actor=actor, verb="review")
        for one in fresh
    )
    return len(fresh)


@transaction.atomic
def unmark_reviewed(account, evaluation, reason, *, scope=None):
    """Take back that somebody was reviewed, with the reason."""
    reason = tidy_lines(reason)
    if not reason:
        raise ValidationError("Đồng chí ghi lý do.")
    row = row_to_write(evaluation, scope)
    refuse_own_part(account, row)
    if row.reviewed_at is None:
        raise Moved
    row.reviewed_at = None
    row.save()
    write_event(account, row, "unreview", reason)
    return row


def refuse_order(round_, cell, everybody, marked):
    """Raise ValidationError where others come first, or something of theirs is missing (HD 22)."""
    if round_.guidance != Guidance.HD22_2013 or not marked:
        return
    missing = reviews.missing_before_people(round_, cell, everybody, marked)
    if missing:
        raise ValidationError([one.text for one in missing])


def refuse_without_review(round_):
    """Raise ValidationError where the guidance knows no review of its own."""
    steps = STEPS.get((round_.guidance, Subject.MEMBER), ())
    if "reviewed_at" not in [one.column for one in steps]:
        raise ValidationError("Đợt này không có bước kiểm điểm riêng.")


def is_others(account, scope, cell):
    """Tell whether the row is another's, or the reader is the cell's only officer."""
    own = scope.person.pk == account.person_id
    return not own or recorded.is_alone(account, cell, timezone.localdate())


def refuse_own_part(account, row):
    """Refuse the committee's part of the own evaluation, unless nobody else could write it."""
    if row.person_id is None or row.person_id != account.person_id:
        return
    if not recorded.is_alone(account, row.organization, timezone.localdate()):
        raise PermissionDenied(recorded.OWN_PART)


def put(row, field, text, before, fields):
    """Set one field to a typed text; return ``Saved`` where nothing is to be stored."""
    if field not in fields:
        raise ValueError(field)
    value, stored = value_of(row, field, text), getattr(row, field)
    if stored == value:
        return Saved(stored, conflict=False)
    if stored != before:
        return Saved(stored, conflict=True)
    setattr(row, field, value)
    return None


def value_of(row, field, text):
    """Return what a field stores for a typed text, or raise ValidationError."""
    if field in LEVELS:
        scale = scale_of(row.round.guidance, row.subject)
        if text and (scale is None or text not in scale.levels):
            raise ValidationError("Đồng chí chọn một trong các mức đã nêu.")
        return text
    text = tidy_lines(text).strip()
    if len(text) > LONGEST_TEXT:
        raise ValidationError("Nội dung quá dài, tối đa 5.000 ký tự cho một ô.")
    return text


def described(row, field):
    """Say what a field now holds, for the history."""
    value = getattr(row, field)
    label = Evaluation._meta.get_field(field).verbose_name
    return f"{label}: {level_text(row, value) if field in LEVELS else value or 'để trống'}"


def level_text(row, level):
    """Return a level's name, or that there is none."""
    scale = scale_of(row.round.guidance, row.subject)
    return scale.names.get(level, "để trống") if scale else "để trống"
