"""What is recorded of subjects, as texts that two windows compare, and what limits a level."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db.models import Q

from evaluations.facts import facts_for
from evaluations.levels import level_name, scale_of
from evaluations.models import Evaluation, Subject
from evaluations.queries.scope import votes_that_count
from evaluations.verdicts import ceiling_of, vote_verdict
from organizations.access import CELL_OFFICERS
from organizations.models import Position
from registrations.models import Guidance

FROZEN = (
    "Việc biểu quyết về đồng chí này đã mở hoặc đã kết thúc nên phần này không sửa được nữa; "
    "muốn sửa thì hủy kết quả biểu quyết ấy trước."
)
ENTERED = (
    "Đã có quyết định về mức nên phần này không sửa được nữa; muốn sửa thì hủy kết quả ấy trước."
)
OWN_PART = "Phần về mình do đồng chí khác trong cấp ủy ghi."
NO_RATING = (
    "Chưa có xếp loại cán bộ, công chức, viên chức của đồng chí này; ghi xếp loại ấy trước rồi "
    "mới đề xuất mức (mục B.2.3, H21-11)."
)


def frozen_ids(evaluation_ids):
    """Return the ids of evaluations on which a vote is open or closed and not annulled."""
    votes = votes_that_count().filter(evaluation__in=evaluation_ids)
    return set(votes.order_by().values_list("evaluation", flat=True))


def is_frozen(evaluation):
    """Tell whether the facts, the opinions and the proposal can no longer be changed."""
    return bool(why_frozen(evaluation))


def why_frozen(evaluation):
    """Say why nothing on an evaluation can be changed any more, or nothing.

    A vote on it is open or closed; under HD 22 its level is entered (H22-04).
    """
    if evaluation.pk is None:
        return ""
    if evaluation.round.guidance == Guidance.HD22_2013 and evaluation.level:
        return ENTERED
    return FROZEN if frozen_ids([evaluation.pk]) else ""


def is_alone(account, organization, day):
    """Tell whether nobody but the reader is in the cell's committee (LD-05)."""
    others = Position.objects.on(day).filter(organization=organization, role__in=CELL_OFFICERS)
    return not others.exclude(person=account.person_id).exists()


def limit_of(evaluation, known):
    """Return the highest level open to a subject by what is recorded, with reasons.

    ``ceiling`` is "" where no level is open yet; ``missing`` then says why. NG and LD: what a
    vote of everybody for the highest level would give (NG-10, NG-11, LD-06); HD 21: H21-10 …
    H21-13, H21-20 … H21-23. None where the guidance has no levels (CK-04) or limits
    none (H22-04).
    """
    guidance, subject = evaluation.round.guidance, evaluation.subject
    scale = scale_of(guidance, subject)
    if scale is None or guidance == Guidance.HD22_2013:
        return None
    if guidance == Guidance.HD21_2019:
        found = ceiling_of(evaluation, known)
        missing = found.get("missing", "") or (NO_RATING if found.get("blocked") else "")
        ceiling = found["ceiling"]
    else:
        found = vote_verdict(evaluation, known, 1, ballots={scale.highest: 1})
        missing, ceiling = found["unresolved"], found["level"]
    own = subject == Subject.MEMBER and guidance != Guidance.HD21_2019
    return {
        "ceiling": ceiling or "",
        "name": scale.names.get(ceiling, ""),
        "missing": missing,
        "reasons": found["reasons"][1:] if own else found["reasons"],
    }


def exceeds(evaluation, level, limit):
    """Tell whether a level is above what is open to the subject."""
    scale = scale_of(evaluation.round.guidance, evaluation.subject)
    return bool(level and limit and limit["ceiling"]) and scale.above(level, limit["ceiling"])


def fact_text(value):
    """Return a recorded fact as text: "x" for yes, a list with commas, nothing for nothing."""
    if value in (None, "", False) or value == []:
        return ""
    if value is True:
        return "x"
    return ",".join(sorted(value)) if isinstance(value, list | tuple) else str(value)


def fact_value(fact, text):
    """Return what is stored for a text, None for nothing; raises ValidationError."""
    if not text:
        return None
    if fact.kind == "flag":
        return True
    if fact.kind == "number":
        return number_value(fact, text)
    chosen = text.split(",") if fact.kind == "many" else [text]
    if set(chosen) - {value for value, _ in fact.choices}:
        raise ValidationError("Đồng chí chọn một trong các mức đã nêu.")
    return sorted(set(chosen)) if fact.kind == "many" else text


def number_value(fact, text):
    """Return a number as it is stored: whole ones as they are, others as text such as "49.5"."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValidationError("Chỉ điền số, ví dụ: 85.") from None
    whole = number.is_finite() and number == number.to_integral_value()
    if not number.is_finite() or not 0 <= number <= fact.most or (fact.whole and not whole):
        kind = "số nguyên" if fact.whole else "số"
        raise ValidationError(f"Phải là {kind} từ 0 đến {fact.most}.")
    if number.as_tuple().exponent < -2:
        raise ValidationError("Ghi nhiều nhất 2 chữ số sau dấu phẩy.")
    return int(number) if fact.whole else f"{number.normalize():f}"


def shown_fact(fact, value):
    """Return a recorded fact as people read it."""
    if not fact_text(value):
        return "để trống"
    if fact.kind == "flag":
        return "có"
    if fact.kind == "number":
        return str(value).replace(".", ",")
    names = dict(fact.choices)
    chosen = value if isinstance(value, list) else [value]
    return "; ".join(names.get(one, one) for one in chosen)


def facts_of(evaluation):
    """Return {name: fact} of what is recorded of such a subject."""
    return {one.name: one for one in facts_for(evaluation.round.guidance, evaluation.subject)}


def same_subject(evaluation):
    """Return the condition for every attempt at the evaluation of the same subject."""
    key = Q(round=evaluation.round_id, subject=evaluation.subject, person=evaluation.person_id)
    if evaluation.subject == Subject.MEMBER:
        return key
    return key & Q(organization=evaluation.organization_id, body=evaluation.body)


def earlier_of(evaluation):
    """Return [(annulled attempt, its level's name)] of the same subject, in order (H21-18)."""
    found = Evaluation.objects.filter(same_subject(evaluation), annulled_at__isnull=False)
    return [
        (one, level_name(one.round.guidance, one.subject, one.level))
        for one in found.select_related("round").order_by("attempt")
    ]
