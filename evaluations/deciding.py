"""The only place that decides levels under HD 21 and HD 22.

The row of the organization that decides is locked first, so that two who decide at once are
one after the other and never exceed a cap together; then the evaluations, in their order.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.levels import level_name, scale_of
from evaluations.models import Evaluation, EvaluationEvent, Subject
from evaluations.queries import caps, issuers, order, reviews
from evaluations.queries.known import known_of, known_of_people
from evaluations.queries.limits import NO_LIMIT, is_over, limit_now, why_not
from evaluations.queries.opinions_owed import owed_by
from evaluations.queries.recorded import is_alone, limit_of
from evaluations.queries.scope import day_of, kept_out, year_end
from evaluations.recording import Saved
from organizations.access import viewer_of
from organizations.history import record
from organizations.models import BASE_KINDS, CELL_KINDS, Kind, Organization
from organizations.vietnamese import tidy_lines
from registrations.actions import Moved, refuse_closed
from registrations.models import Guidance, Round

OWN = "Mức của chính đồng chí do đồng chí khác trong cấp ủy quyết định."
CHOICES = ("chosen_level", "chosen_votes", "decision_reason")
MOST_VOTES = 10_000
WITHOUT_NUMBER = "Ghi số và ngày của quyết định xếp loại (H22-04)."
BEFORE_YEAR = "Quyết định xếp loại năm {} không thể có ngày trước năm ấy; đồng chí xem lại ngày."
BEYOND_CAP = "Ít phiếu hơn, vượt mức trần ({rule})."
DECIDED_FIELDS = (
    *("level", "decided_at", "decided_as", "decision_number", "decided_on"),
    *("cap_reason", "head"),
)


@dataclass(frozen=True)
class Decision:
    """What a decision says for all on whom it is made: number, day, why beyond the cap."""

    number: str = ""
    day: date | None = None
    cap_reason: str = ""


def refuse_own(account, row, level=""):
    """Raise PermissionDenied where somebody would decide the own level (roles.md, fixed points).

    ``level``: the one that is decided. See ``decided_by_others``.
    """
    own = row.person_id is not None and row.person_id == account.person_id
    if own and not (level and decided_by_others(account, row, level)):
        raise PermissionDenied(OWN)


def decided_by_others(account, row, level):
    """Tell whether a base cell's only officer merely enters what others decided.

    What the cell's secret ballot gave (H21-14), under HD 22 what the decision says (H22-04).
    """
    if row.organization.kind != Kind.BASE_CELL or row.subject != Subject.MEMBER:
        return False
    entered = row.round.guidance == Guidance.HD22_2013 or level == row.voted_level
    return entered and is_alone(account, row.organization, timezone.localdate())


def lock_anchor(anchor):
    """Lock the organization that decides: those who decide there act one after the other.

    Without its key: who writes a row that only names it does not wait, so nobody waits in a ring.
    """
    return Organization.objects.select_for_update(no_key=True).get(pk=anchor.pk)


def rows_in(pool, pks):
    """Return the evaluations of a pool with some ids, locked; raises Moved where one is gone."""
    refuse_closed(Round.objects.get(pk=pool.round.pk))
    found = pool.rows.filter(pk__in=pks).select_for_update(of=("self",)).order_by("pk")
    rows = list(found.select_related("round__bloc", "organization__parent", "person"))
    if len(rows) != len(set(pks)):
        raise Moved
    return rows


@transaction.atomic
def choose(account, pool, pk, field, text, *, before):
    """Save one field of what the deciding body has in hand, by value (H21-14, H21-15).

    A level above the ceiling is refused with the reasons.
    """
    if field not in CHOICES:
        raise ValueError(field)
    (row,) = rows_in(pool, [pk])
    stored, value = choice_text(row, field), text_of(field, text)
    refuse_own(account, row, value if field == "chosen_level" else "")
    if stored == value:
        return Saved(stored, conflict=False)
    if row.level:
        raise ValidationError("Trường hợp này đã được quyết định.")
    if stored != before:
        return Saved(stored, conflict=True)
    if field == "chosen_level":
        refuse_level(row, value)
    setattr(row, field, (int(value) if value else None) if field == "chosen_votes" else value)
    row.save(update_fields=[field])
    return Saved(value, conflict=False)


def choice_text(row, field):
    """Return a stored choice as the text that windows compare."""
    value = getattr(row, field)
    return "" if value is None else str(value)


def text_of(field, text):
    """Return a typed choice as it is compared and stored; raises ValidationError."""
    text = tidy_lines(text).strip()
    if field == "chosen_votes" and text:
        if not (text.isascii() and text.isdecimal()) or len(text) > 5 or int(text) > MOST_VOTES:
            raise ValidationError("Ghi số phiếu bằng chữ số, ví dụ: 9.")
        return str(int(text))
    if len(text) > 2000:
        raise ValidationError("Lý do dài quá 2.000 ký tự.")
    return text


def refuse_level(row, level, limit=None):
    """Raise ValidationError for a level above the ceiling, or with no ceiling yet (H21-14)."""
    if not level:
        return
    if level not in scale_of(row.round.guidance, row.subject).levels:
        raise ValidationError("Đồng chí chọn một trong các mức đã nêu.")
    limit = limit or limit_now(row, known_of(row))
    if limit["missing"]:
        raise ValidationError(f"Chưa xếp mức được: {limit['missing']}")
    if is_over(level, limit):
        raise ValidationError(why_not(limit))


@transaction.atomic
def propose_all(account, pool, waiting):
    """Choose the vote's proposal for all who have none chosen; return how many (H21-14, H21-15).

    ``waiting`` are ids of those who cannot be decided yet. Of more candidates for the best
    level than places the votes of the deciding body choose: who has fewer is put at good with
    the reason, who is tied, or has no votes entered, is left open.
    """
    lock_anchor(pool.anchor)
    fresh = [
        one
        for one in rows_in(pool, list(pool.rows.values_list("pk", flat=True)))
        if not one.level and one.voted_level and one.pk not in waiting
    ]
    gone = kept_out(pool.round, fresh)
    fresh = [one for one in fresh if one.pk not in gone]
    fresh = [one for one in fresh if one.person_id != account.person_id or not one.person_id]
    limits = limits_of(pool, fresh)
    changed = [one for one in fresh if not one.chosen_level]
    for one in changed:
        if not is_over(one.voted_level, limits[one.pk]) and not limits[one.pk]["missing"]:
            one.chosen_level = one.voted_level
    settle_cap(pool, fresh, changed)
    Evaluation.objects.bulk_update(changed, ["chosen_level", "decision_reason"], batch_size=200)
    return sum(bool(one.chosen_level) for one in changed)


def settle_cap(pool, fresh, changed):
    """Take the best level from those newly chosen who do not fit under the cap."""
    known = {one.pk: one for one in fresh}
    rows = [known.get(one.pk, one) for one in pool.counted()]
    good = caps.good_or_better(caps.hoped_for(one) for one in rows)
    places = caps.most_excellent(pool.round, good) - sum(one.level == caps.BEST for one in rows)
    ranking = caps.ranking_of(rows, places)
    for kind, them in ranking.items():
        for one in them:
            if one in changed and kind == "refused":
                one.chosen_level = caps.GOOD
                one.decision_reason = BEYOND_CAP.format(rule=pool.rule)
            elif one in changed:
                one.chosen_level = ""


def limits_of(pool, rows):
    """Return {evaluation id: its ceiling now}, those of members in a few queries for all."""
    if pool.subject != Subject.MEMBER:
        return {one.pk: limit_now(one, known_of(one)) for one in rows}
    known = known_of_people(pool.round, [one.person for one in rows])
    return {one.pk: limit_of(one, known[one.person_id]) or NO_LIMIT for one in rows}


@transaction.atomic
def decide(account, pool, pks, decision):
    """Decide the chosen levels; all of them, or ValidationError says why not (H21-14 … H21-33).

    Nobody decides the own level; none is above its ceiling; a reason stands where the level
    differs from the proposal; together the best are never beyond the cap (H21-15, I-5).
    Under HD 22 a level is entered with its decision (H22-04), after the review (H22-31).
    Raises ``Moved`` where one has been decided meanwhile.
    """
    lock_anchor(pool.anchor)
    rows = rows_in(pool, pks)
    if not rows:
        raise ValidationError("Đồng chí chưa chọn ai để quyết định.")
    if any(one.level for one in rows):
        raise Moved
    for one in rows:
        refuse_own(account, one, one.chosen_level)
    refuse_unnumbered(pool.round, decision)
    problems = problems_of(pool, rows)
    if problems:
        raise ValidationError(problems)
    refuse_beyond(pool, rows, decision.cap_reason)
    beyond = decision.cap_reason if exceeds_cap(pool, rows) else ""
    now, found = timezone.now(), issuers.subjects_of(rows, timezone.localdate())
    for one in rows:
        one.level, one.decided_at, one.decided_as = one.chosen_level, now, body_of(one)
        one.decision_number, one.decided_on = decision.number, decision.day
        one.cap_reason = beyond if one.level == caps.BEST else ""
        one.head = found[one.pk]
    Evaluation.objects.bulk_update(rows, DECIDED_FIELDS, batch_size=200)
    write_decided(account, pool, rows)
    words = f"Quyết định mức chất lượng năm {pool.round.year}: {len(rows)} kết quả"
    record(account, "decide", words, organization=pool.anchor)
    return rows


def refuse_unnumbered(round_, decision):
    """Raise ValidationError for a level without its decision's number and day (H22-04)."""
    if round_.guidance != Guidance.HD22_2013:
        return
    if not (decision.number and decision.day):
        raise ValidationError(WITHOUT_NUMBER)
    if decision.day.year < round_.year:
        raise ValidationError(BEFORE_YEAR.format(round_.year))


def write_decided(account, pool, rows):
    """Write what was decided into each one's history, with the position held now."""
    actor = viewer_of(account).signature(pool.anchor)[:200]
    EvaluationEvent.objects.bulk_create(
        EvaluationEvent(
            evaluation=one, account=account, actor=actor, verb="decide", text=decided_text(one)
        )
        for one in rows
    )


def problems_of(pool, rows):
    """Return a sentence for each that cannot be decided as chosen."""
    limits, owed = limits_of(pool, rows), {}
    if pool.subject == Subject.MEMBER:
        gone = kept_out(pool.round, rows)
        if gone:
            return [f"{one}: {gone[one.pk]}" for one in rows if one.pk in gone]
        owed = owed_by(pool.round, rows, min(day_of(pool.round), year_end(pool.round)))
    found = []
    for one in rows:
        why = problem_of(pool, one, limits[one.pk], owed.get(one.pk, ()))
        if why:
            found.append(f"{one}: {why}")
    return found


def problem_of(pool, row, limit, owed):
    """Say why one cannot be decided as chosen, or nothing."""
    if pool.subject == Subject.MEMBER:
        reports = pool.anchor.kind != Kind.BASE_CELL
        waits = order.waiting_member(row, reports=reports, limit=limit, owed=owed)
    else:
        waits = " ".join(one.text for one in order.missing_before(row)) or limit["missing"]
    if waits:
        return waits
    if not row.chosen_level:
        return "chưa chọn mức."
    if is_over(row.chosen_level, limit):
        return why_not(limit)
    if row.voted_level and row.chosen_level != row.voted_level and not row.decision_reason:
        name = level_name(row.round.guidance, row.subject, row.voted_level)
        return f"mức chọn khác mức đề xuất “{name}”, đồng chí ghi lý do (H21-14)."
    return reviews.why_no_reason(row)


def refuse_beyond(pool, rows, cap_reason):
    """Raise ValidationError where the best would be beyond the cap, or tied across it (I-5).

    Counted on what is decided with what is decided now. Where the round lets the cap be
    passed, a reason is enough.
    """
    if not pool.capped:
        return
    readings = pool.round.terms.readings
    if readings.cap_force == "WARN" and cap_reason:
        return
    best = [one for one in rows if one.chosen_level == caps.BEST]
    if not best:
        return
    every = pool.counted()
    good = caps.good_or_better(caps.hoped_for(one) for one in every)
    decided = sum(one.level == caps.BEST for one in every)
    ranking = caps.ranking_of(every, caps.most_excellent(pool.round, good) - decided)
    texts = {
        "tied": "bằng phiếu ngang mức trần, cấp có thẩm quyền bỏ phiếu lại",
        "refused": "ít phiếu hơn, vượt mức trần",
    }
    for kind, words in texts.items():
        names = [str(one) for one in best if one in ranking[kind]]
        if names:
            raise ValidationError(f"{', '.join(names)}: {words} ({pool.rule}).")
    if exceeds_cap(pool, rows):
        raise ValidationError(beyond_text(pool, rows, readings.cap_force))


def after(pool, rows):
    """Return the levels of a pool once these are decided: (good or better, excellent)."""
    now = {one.pk: one.chosen_level for one in rows}
    levels = [now.get(pk, level) for pk, level in pool.rows.values_list("pk", "level")]
    return caps.good_or_better(levels), levels.count(caps.BEST)


def exceeds_cap(pool, rows):
    """Tell whether deciding these would bring the best beyond the cap."""
    if not pool.capped:
        return False
    good, excellent = after(pool, rows)
    newly = any(one.chosen_level == caps.BEST for one in rows)
    return newly and excellent > caps.most_excellent(pool.round, good)


def beyond_text(pool, rows, force):
    """Say by how much the cap would be exceeded, and what may be done."""
    good, excellent = after(pool, rows)
    most = caps.most_excellent(pool.round, good)
    ways = (
        "Ghi lý do vượt mức trần, hoặc chọn lại."
        if force == "WARN"
        else "Quyết định các trường hợp mức Hoàn thành tốt nhiệm vụ trước hoặc cùng lúc, hoặc "
        "chọn lại."
    )
    return (
        f"Vượt mức trần ({pool.rule}): cùng với số đã quyết định có {good} trường hợp từ mức Hoàn "
        f"thành tốt nhiệm vụ trở lên nên nhiều nhất {most} được xếp xuất sắc, mà đang là "
        f"{excellent}. {ways}"
    )


def body_of(row):
    """Return who decides, as papers name it (H21-14, H21-25, H22-04, I-10)."""
    above = row.organization
    if row.subject != Subject.MEMBER:
        above = caps.committee_above(row.organization)
    elif row.organization.kind != Kind.BASE_CELL:
        while above.kind not in BASE_KINDS:
            above = above.parent
    if above.kind in CELL_KINDS:
        return f"Hội nghị {above.name}"[:200]
    standing = row.subject != Subject.MEMBER and row.organization.kind in BASE_KINDS
    return f"{'Ban Thường vụ' if standing else 'Ban Chấp hành'} {above.name}"[:200]


def decided_text(row):
    """Say what was decided, for the history."""
    name = level_name(row.round.guidance, row.subject, row.level)
    parts = [f"{name}", row.decision_number, row.decision_reason, row.cap_reason]
    return ". ".join(one for one in parts if one)
