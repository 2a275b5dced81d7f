"""What may be put to a meeting's vote, on whom, and by which method (workflows.md)."""

from dataclasses import dataclass

from django.db.models import Q

from evaluations.levels import scale_of
from evaluations.models import Evaluation, Question, QuestionSubject, RoleModel, Subject
from evaluations.queries import scope
from evaluations.queries.gates import is_young
from evaluations.rules import lam_dong_2017
from organizations.models import CELL_KINDS, Organization, Person
from registrations.models import Guidance, HalfYear

Method = Question.Method
METHODS = {
    Guidance.NEU_GUONG_2017: (Method.OPEN, Method.BY_LEVEL, Method.PAPER),
    Guidance.LAM_DONG_2017: (Method.PAPER,),
    Guidance.HD21_2019: (Method.PAPER,),
}
TIME, TITLE_LETTERS = " (lần ", 180
MEMBERS, BODY = "MEMBERS", "BODY"
ROLE_MODELS = {"ROLE_MODELS_1": 1, "ROLE_MODELS_3": 3, "ROLE_MODELS_5": 5}
MEMBER_TITLES = {
    Guidance.NEU_GUONG_2017: "Xếp mức nêu gương của cá nhân năm {year}",
    Guidance.LAM_DONG_2017: "Xếp mức thực hiện cam kết, đăng ký năm {year}",
    Guidance.HD21_2019: "Xếp loại chất lượng đảng viên năm {year}",
}
BODY_TITLES = {
    Guidance.NEU_GUONG_2017: "Xếp mức nêu gương của {name} năm {year}",
    Guidance.HD21_2019: "Xếp loại chất lượng {name} năm {year}",
}
LABELS = {
    MEMBERS: "Xếp loại cá nhân",
    BODY: "Xếp loại tổ chức đảng",
    "ROLE_MODELS_1": "Gương điển hình của năm",
    "ROLE_MODELS_3": "Gương điển hình 3 năm",
    "ROLE_MODELS_5": "Gương điển hình 5 năm",
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be put to the vote, or the organization itself.

    ``proposed``: chosen by default. ``consider``: stands only with grounds written by hand,
    because a year is missing (LD-08); ``note`` says which.
    """

    organization: Organization
    evaluation: Evaluation | None
    person: Person | None = None
    post: str = ""
    proposed: bool = True
    consider: bool = False
    note: str = ""

    @property
    def pk(self):
        """The person's id; 0 for the organization itself."""
        return self.person.pk if self.person else 0

    @property
    def name(self):
        return self.person.full_name if self.person else self.organization.name


def contents_of(meeting):
    """Return {what: label} that a meeting may vote on; under HD 22 it only reviews (H22-04)."""
    guidance, cell = meeting.round.guidance, meeting.organization.kind in CELL_KINDS
    if guidance not in METHODS:
        return {}
    found = [MEMBERS] if cell else []
    if scale_of(guidance, Subject.ORGANIZATION):
        found.append(BODY)
    if cell and guidance == Guidance.LAM_DONG_2017:
        found += ROLE_MODELS
    return {what: LABELS[what] for what in found}


def methods_of(round_):
    """Return {method: words} that the guidance allows (NG-08, NG-12, LD-06, H21-14, H21-25)."""
    return {one.value: one.label for one in METHODS[round_.guidance]}


def title_of(meeting, what):
    """Return the title of a question."""
    round_, name = meeting.round, meeting.organization.name
    if what in ROLE_MODELS:
        years = ROLE_MODELS[what]
        first = round_.year - years + 1
        when = f"năm {round_.year}" if years == 1 else f"{years} năm {first}–{round_.year}"
        return f"Bình chọn gương điển hình tiêu biểu {when}"
    titles = BODY_TITLES if what == BODY else MEMBER_TITLES
    return titles[round_.guidance].format(name=name, year=round_.year)[:200]


def title_again(question):
    """Return the title of the next vote on what a question asked: "… (lần 2)"."""
    first, _, _ = question.title.partition(TIME)
    votes = question.meeting.questions.filter(title__startswith=first).count()
    return f"{first[:TITLE_LETTERS]}{TIME}{votes + 1})"


def candidates_for(meeting, what):
    """Return who may be put to the vote: in scope, and neither voted on nor in another question."""
    if what == BODY:
        return body_candidates(meeting)
    people = scope.people_in_scope(meeting.round, meeting.organization)
    people = [one for one in people if one.classified]
    if what in ROLE_MODELS:
        return role_model_candidates(meeting, people, ROLE_MODELS[what])
    taken = taken_up(meeting.round, Question.Kind.LEVEL)
    return [
        Candidate(meeting.organization, one.evaluation, one.person)
        for one in people
        if one.evaluation is None
        or (one.evaluation.voted_at is None and one.evaluation.pk not in taken)
    ]


def body_candidates(meeting):
    """Return the meeting's organization, unless it is voted on or too young (H21-02)."""
    round_, organization = meeting.round, meeting.organization
    evaluation = scope.evaluation_of(round_, Subject.ORGANIZATION, organization)
    taken = evaluation.voted_at or evaluation.pk in taken_up(round_, Question.Kind.LEVEL)
    if taken or is_young(organization, round_):
        return []
    return [Candidate(organization, evaluation if evaluation.pk else None)]


def taken_up(round_, kind, years=None):
    """Return the ids of evaluations in a question that is not closed yet."""
    rows = QuestionSubject.objects.filter(
        question__meeting__round=round_,
        question__kind=kind,
        question__years=years,
        question__closed_at=None,
        question__annulled_at=None,
    )
    return set(rows.order_by().values_list("evaluation", flat=True))


def role_model_candidates(meeting, people, years):
    """Return those who completed well and, for 3 or 5 years, were role models (LD-07, LD-08).

    One missing year stands to be considered by hand.
    """
    best = lam_dong_2017.LEVELS.highest
    people = [one for one in people if one.evaluation and one.evaluation.level == best]
    ids = [one.person.pk for one in people]
    had = role_model_years(ids, meeting.round.year)
    taken = taken_up(meeting.round, Question.Kind.ROLE_MODEL, years)
    chosen = RoleModel.objects.filter(evaluation__round=meeting.round, years=years)
    taken |= set(chosen.order_by().values_list("evaluation", flat=True))
    noted = noted_people(meeting.round, ids)
    found = []
    for one in people:
        if one.evaluation.pk not in taken:
            proposed = one.person.pk in noted if years == 1 else True
            candidate = Candidate(
                meeting.organization, one.evaluation, one.person, proposed=proposed
            )
            found += standing(candidate, had.get(one.person.pk, set()), meeting.round, years)
    return found


def standing(candidate, had, round_, years):
    """Return a list with the candidate where the rule lets him or her stand, else nothing."""
    if years == 1:
        return [candidate]
    first = round_.year - years + 1
    missing = [year for year in range(first, round_.year + 1) if year not in had]
    verdict = lam_dong_2017.multi_year_role_model(
        year=round_.year,
        years=years,
        role_model_years=sorted(had),
        excusable_years=missing,
        terms=round_.terms,
    )
    if verdict.outcome == "NOT_ELIGIBLE":
        return []
    consider = verdict.outcome == "TO_CONSIDER"
    return [
        Candidate(
            candidate.organization,
            candidate.evaluation,
            candidate.person,
            proposed=not consider,
            consider=consider,
            note=verdict.reasons[0].text,
        )
    ]


def role_model_years(person_ids, year):
    """Return {person id: years up to the year in which he or she was a role model (LD-08)}."""
    found = {}
    rows = RoleModel.objects.filter(
        Q(evaluation__round__year__lte=year),
        evaluation__person__in=person_ids,
        evaluation__annulled_at=None,
        years=1,
    ).exclude(superior=Evaluation.Review.REFUSED)
    for person, year_had in rows.order_by().values_list(
        "evaluation__person", "evaluation__round__year"
    ):
        found.setdefault(person, set()).add(year_had)
    return found


def noted_people(round_, person_ids):
    """Return whom the committee noted as possible role models (LD-05); all where nobody is."""
    rows = HalfYear.objects.filter(
        registration__round=round_, registration__person__in=person_ids, may_be_role_model=True
    )
    return set(rows.order_by().values_list("registration__person", flat=True)) or set(person_ids)
