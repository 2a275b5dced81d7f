"""The year's end of registrations for their printed forms, once published or told."""

from django.db.models import Q

from evaluations.levels import level_name, scale_of
from evaluations.models import Evaluation, QuestionSubject, Subject
from evaluations.queries.scores import points_text, sheet_of
from registrations.documents.closing import Closing
from registrations.models import Guidance

TOLD = Q(published_at__isnull=False) | Q(notified_at__isnull=False)
ANSWERS = {Evaluation.Review.CONFIRMED: "yes", Evaluation.Review.REFUSED: "no"}
WORDS = (("praise", "Biểu dương"), ("reminder", "Nhắc nhở"))


def closings_of(registrations):
    """Return {registration id: Closing} of those whose result is published, in three queries."""
    rounds = {one.round_id for one in registrations}
    people = {one.person_id for one in registrations if one.person_id}
    places = {one.organization_id for one in registrations if not one.person_id}
    whose = Q(subject=Subject.MEMBER, person__in=people)
    whose |= Q(subject=Subject.ORGANIZATION, organization__in=places)
    found = list(
        Evaluation.objects.filter(TOLD, whose, round__in=rounds, annulled_at=None)
        .select_related("round")
        .order_by("pk")
    )
    if not found:
        return {}
    votes = votes_on(found)
    known = {key_of(one): closing_from(one, votes.get(one.pk)) for one in found}
    return {
        one.pk: known[key]
        for one in registrations
        if (key := (one.round_id, one.person_id, own_place(one))) in known
    }


def key_of(evaluation):
    """Return whose result it is in which round."""
    place = None if evaluation.person_id else evaluation.organization_id
    return evaluation.round_id, evaluation.person_id, place


def own_place(registration):
    """Return the organization that itself registers, or None for a person."""
    return None if registration.person_id else registration.organization_id


def votes_on(evaluations):
    """Return {evaluation id: the closed question's subject in force}."""
    found = QuestionSubject.objects.filter(
        evaluation__in=evaluations,
        question__kind="LEVEL",
        question__closed_at__isnull=False,
        question__annulled_at=None,
    )
    found = found.select_related("question").prefetch_related("question__sheets")
    return {one.evaluation_id: one for one in found.order_by("question")}


def closing_from(evaluation, subject):
    """Return what the forms show of a published result: what the vote froze, and words."""
    guidance, kind = evaluation.round.guidance, evaluation.subject
    scores = evaluation.facts.get("scores", {})
    sheet = sheet_of(evaluation.round, scores)
    group = level_name(guidance, kind, evaluation.group_level)
    return Closing(
        self_level=evaluation.self_level,
        self_text=evaluation.self_text,
        group="\n".join(part for part in (group, evaluation.group_text) if part),
        committee=committee_words(evaluation),
        votes=vote_numbers(evaluation, subject),
        voted=level_name(guidance, kind, evaluation.voted_level),
        level=evaluation.level,
        level_name=level_name(guidance, kind, evaluation.level),
        civil_level=level_name(guidance, kind, evaluation.facts.get("civil_level", "")),
        superior=ANSWERS.get(evaluation.superior, ""),
        superior_reason=evaluation.superior_reason,
        scores=scores,
        total=points_text(sheet.total) if sheet.verdict else "",
    )


def committee_words(evaluation):
    """Return what the committee expected, praised and reminded of."""
    scale = scale_of(evaluation.round.guidance, evaluation.subject)
    lines = [("Dự kiến mức", scale.names.get(evaluation.proposed_level, "")) if scale else ("", "")]
    lines += [(label, getattr(evaluation, name)) for name, label in WORDS]
    return "\n".join(f"{label}: {text}" for label, text in lines if text)


def came(round_, question):
    """Return what stands beside the roll: the ballots collected in the booklet, else who came."""
    if round_.guidance != Guidance.LAM_DONG_2017:
        return question.present
    sheets = [one.collected for one in question.sheets.all() if one.number == 1]
    return sheets[0] if sheets and sheets[0] is not None else question.present


def vote_numbers(evaluation, subject):
    """Return the roll, those present and a number a level; nothing where no vote is known."""
    given = (evaluation.outcome or {}).get("given", {})
    counted = given.get("ballots") or given.get("approvals")
    if subject is None or not counted:
        return ()
    unmarked = 0 if given.get("ballots") else "–"  # a level that was not put to the vote
    question = subject.question
    levels = scale_of(evaluation.round.guidance, evaluation.subject).levels
    numbers = [
        question.roll_size,
        came(evaluation.round, question),
        *(counted.get(one, unmarked) for one in levels),
    ]
    return tuple(str(one) for one in numbers)
