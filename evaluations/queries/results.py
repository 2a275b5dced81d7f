"""A year's results as they are counted and listed: who is in which level, and why in none.

Each person has exactly one result, so that the members are those outside, those too young,
those not classified and those of the levels. From above a cell nothing is seen that it has
not reported or that nobody has decided.
"""

from collections import Counter

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from evaluations.levels import scale_of
from evaluations.models import Evaluation, Question, QuestionSubject, RoleModel, Subject
from evaluations.queries.gates import is_young
from evaluations.queries.scope import day_of
from evaluations.queries.seen import reported
from evaluations.rules.dates import too_late_for
from evaluations.rules.hd21_2019.document import HALF_YEAR_MONTHS
from evaluations.workflow import BY_DECISION
from organizations.models import Kind, PersonState
from organizations.queries import placed_people
from organizations.vietnamese import search_key
from registrations.models import Guidance

OUTSIDE, YOUNG = "OUTSIDE", "YOUNG"
NOT_REVIEWED, NOT_VOTED, TIED = "NOT_REVIEWED", "NOT_VOTED", "TIED"
NOT_REPORTED, NOT_DECIDED, REFUSED = "NOT_REPORTED", "NOT_DECIDED", "REFUSED"
WAITING = {
    NOT_REVIEWED: "Chưa kiểm điểm",
    NOT_VOTED: "Chưa biểu quyết, bỏ phiếu",
    TIED: "Biểu quyết, bỏ phiếu chưa xác định được mức",
    NOT_REPORTED: "Chưa báo cáo cấp trên",
    NOT_DECIDED: "Chưa quyết định",
    REFUSED: "Cấp trên không công nhận",
}
WORDS = {
    OUTSIDE: "Được miễn hoặc bị đình chỉ sinh hoạt",
    YOUNG: "Chưa đủ 06 tháng",
    **WAITING,
}
UNCLASSIFIED = "UNCLASSIFIED"
CLASSIFIED = "CLASSIFIED"
ALL = "ALL"
LISTED = (
    *("voted_level", "decision_reason", "cap_reason", "superior_reason", "outcome"),
    *("round", "reviewed_at", "reported_at", "decided_at", "published_at"),
)
CLASSIFIED_KINDS = (Kind.BASE_COMMITTEE, Kind.BASE_CELL, Kind.SECTION_COMMITTEE, Kind.CELL)


def with_results(round_, placements, *, inside):
    """Annotate placements with ``evaluation`` (its id) and ``result`` of the round.

    ``result`` is a level of the scale, OUTSIDE, YOUNG or one of WAITING; ``inside``: for the
    cell's own committee, which sees what is not reported.
    """
    found = Q(
        person__evaluations__round=round_,
        person__evaluations__subject=Subject.MEMBER,
        person__evaluations__annulled_at=None,
    )
    return placements.annotate(
        found=FilteredRelation("person__evaluations", condition=found),
        evaluation=F("found__pk"),
        result=Case(*cases(round_, inside), default=Value(NOT_DECIDED)),
    )


def cases(round_, inside):
    """Return the cases that give a person's result, the first that holds."""
    day, quality = day_of(round_), round_.guidance == Guidance.HD21_2019
    held = PersonState.objects.on(day).filter(
        person=OuterRef("person"),
        kind__in=(PersonState.Kind.EXEMPT, PersonState.Kind.SUSPENDED_PARTY),
    )
    leveled = Q(found__pk__isnull=False) & ~Q(found__level="")
    shown = leveled if inside else leveled & reported(round_.guidance, "found__")
    refused = Q(found__superior=Evaluation.Review.REFUSED)
    not_voted = Q(found__pk=None) | Q(found__voted_at=None, found__outcome__isnull=True)
    found = [
        When(shown & ~refused, then=F("found__level")),
        When(Q(person__admitted_on__lte=day) & Exists(held), then=Value(OUTSIDE)),
        When(shown & refused, then=Value(REFUSED)),
    ]
    not_reviewed = Q(found__pk=None) | Q(found__reviewed_at=None)
    if round_.guidance == Guidance.HD22_2013:
        return [*found, When(not_reviewed, then=Value(NOT_REVIEWED))]
    if quality:
        late = too_late_for(round_.year, HALF_YEAR_MONTHS.value)
        found.insert(2, When(person__admitted_on__gte=late, then=Value(YOUNG)))
        found.append(When(not_voted & not_reviewed, then=Value(NOT_REVIEWED)))
    found.append(When(not_voted, then=Value(NOT_VOTED)))
    if not inside:
        found.append(When(found__reported_at=None, then=Value(NOT_REPORTED)))
    return [*found, When(found__voted_level="", then=Value(TIED))]


def people_of_round(round_, root):
    """Return one placement a person whom the round asks about: members, under NG everybody."""
    day = day_of(round_)
    people = placed_people(root, day)
    if round_.guidance == Guidance.NEU_GUONG_2017:
        return people
    return people.filter(person__admitted_on__lte=day)


def counts_by_place(round_, root, *, inside):
    """Return {organization id: Counter of results} of who is placed there, in one query."""
    people = with_results(round_, people_of_round(round_, root), inside=inside)
    rows = people.order_by().values_list("organization", "result").annotate(Count("pk"))
    counts = {}
    for place, result, number in rows:
        counts.setdefault(place, Counter())[result] += number
    return counts


def condition_of(guidance, subject, choice):
    """Return the condition of a list behind a figure, or None for an unknown one."""
    levels = scale_of(guidance, subject).levels
    groups = {ALL: Q(), CLASSIFIED: Q(result__in=levels), UNCLASSIFIED: Q(result__in=WAITING)}
    known = groups | {one: Q(result=one) for one in (*levels, *WORDS)}
    return known.get(choice)


def listed_people(round_, root, *, inside, choice=ALL, name=""):
    """Return who is behind a figure, by name, with ``evaluation``, ``result`` and ``vote``."""
    people = with_results(round_, people_of_round(round_, root), inside=inside)
    people = people.filter(condition_of(round_.guidance, Subject.MEMBER, choice))
    if name:
        people = people.filter(person__search_key__contains=search_key(name))
    return people.annotate(vote=vote_on("found__")).order_by("person__sort_key", "person_id")


def vote_on(prefix=""):
    """Return the id of the closed vote on which an evaluation rests, to annotate with.

    An attempt that took over the vote of an annulled one (H21-18) has that one's.
    """
    same = ("round", "subject", "organization", "voted_at")
    taken = Q(**{f"evaluation__{name}": OuterRef(f"{prefix}{name}") for name in same})
    taken &= Q(evaluation__person=OuterRef(f"{prefix}person")) | Q(evaluation__person=None)
    taken &= Q(evaluation__annulled_at__isnull=False)
    own = Q(evaluation=OuterRef(f"{prefix}pk"))
    return Coalesce(*(Subquery(last_vote(which)) for which in (own, taken)))


def last_vote(which):
    """Return the newest closed vote in force on some evaluations, for a subquery."""
    votes = QuestionSubject.objects.filter(
        which,
        question__kind=Question.Kind.LEVEL,
        question__closed_at__isnull=False,
        question__annulled_at=None,
    )
    return votes.order_by("-question").values("question")[:1]


def evaluations_by_pk(pks):
    """Return {id: what lists say of an evaluation}, read once."""
    found = Evaluation.objects.filter(pk__in=[pk for pk in pks if pk])
    return {one.pk: one for one in found.only(*LISTED)}


def evaluations_in(round_, root, subject=Subject.MEMBER):
    """Return {id: …} as ``evaluations_by_pk`` for all of an organization, however many."""
    found = Evaluation.objects.filter(
        round=round_,
        subject=subject,
        annulled_at=None,
        person__in=people_of_round(round_, root).order_by().values("person"),
    )
    return {one.pk: one for one in found.only(*LISTED)}


def organization_results(round_, tree, *, own):
    """Return [(organization, its evaluation or None, result, vote)] of what is classified.

    In the order of the tree; ``own``: ids of organizations whose own committee reads.
    """
    wanted = [one for one in tree if one.kind in CLASSIFIED_KINDS]
    found = Evaluation.objects.filter(
        round=round_, subject=Subject.ORGANIZATION, annulled_at=None, organization__in=wanted
    ).annotate(vote=vote_on())
    known = {one.organization_id: one for one in found}
    rows = []
    for one in wanted:
        evaluation = known.get(one.pk)
        result = organization_result(round_, one, evaluation, inside=one.pk in own)
        rows.append((one, evaluation, result))
    return rows


def organization_result(round_, organization, evaluation, *, inside):
    """Return an organization's level, YOUNG or one of WAITING (H21-02, H21-25, NG-08)."""
    found = evaluation or Evaluation()
    column = "decided_at" if round_.guidance in BY_DECISION else "reported_at"
    if found.level and (inside or getattr(found, column)):
        return REFUSED if found.superior == Evaluation.Review.REFUSED else found.level
    if is_young(organization, round_):
        return YOUNG
    if round_.guidance == Guidance.HD22_2013:
        return NOT_DECIDED if found.reviewed_at else NOT_REVIEWED
    if found.voted_at is None and found.outcome is None:
        quality = round_.guidance == Guidance.HD21_2019
        return NOT_REVIEWED if quality and found.reviewed_at is None else NOT_VOTED
    if not inside and found.reported_at is None:
        return NOT_REPORTED
    return NOT_DECIDED if found.voted_level else TIED


def half_counts(round_, root, half):
    """Return {organization id: Counter} of a half-year: level reported, NOTED, MAY (LD-05)."""
    path = "person__registrations__halves__"
    voted = Q(**{f"{path}reported_at__isnull": False})
    noted = Q(**{f"{path}strengths__gt": ""}) | Q(**{f"{path}shortcomings__gt": ""})
    people = people_of_round(round_, root).filter(
        person__registrations__round=round_,
        person__registrations__version=1,
        person__registrations__halves__half=half,
    )
    rows = (
        people.order_by()
        .values_list("organization", f"{path}group_level")
        .annotate(
            n=Count("pk", filter=voted),
            noted=Count("pk", filter=noted),
            may=Count("pk", filter=Q(**{f"{path}may_be_role_model": True})),
        )
    )
    counts = {}
    for place, level, number, noted, may in rows:
        found = counts.setdefault(place, Counter())
        found.update({"NOTED": noted, "MAY": may} | ({f"H_{level}": number} if number else {}))
    return counts


def role_models_in(round_, root, *, inside):
    """Return the role models of the people of an organization, by years and name (LD-07 … 09)."""
    shown = Q() if inside else reported(round_.guidance, "evaluation__")
    people = people_of_round(round_, root).order_by().values("person")
    found = RoleModel.objects.filter(
        shown,
        evaluation__round=round_,
        evaluation__annulled_at=None,
        evaluation__person__in=people,
    )
    return found.select_related("evaluation__person", "evaluation__organization").order_by(
        "years", "evaluation__person__sort_key", "pk"
    )
