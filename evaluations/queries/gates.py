"""What is still missing before a vote may be opened, with the page that mends it.

Each gate answers sentences with their rule: workflows.md, Evaluation ("reasons listed beside
it"); rules.md, H21-03 … H21-05, H21-11, H21-16, H22-03, NG-08, NG-12, LD-06 … LD-08.
"""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from evaluations import verdicts, workflow
from evaluations.models import Evaluation, Opinion, Question, QuestionSubject, Subject
from evaluations.queries import known as known_queries
from evaluations.queries import opinions_owed, scope
from evaluations.queries.roll import groups_of, is_here, presence_of, roll_of
from evaluations.rules.dates import day_text, months_by_end_of
from evaluations.rules.deadlines import draft_report_sent_by
from evaluations.rules.hd21_2019.document import HALF_YEAR_MONTHS
from organizations.models import CELL_KINDS, Kind, Organization, Position, Role
from registrations.definitions import Code
from registrations.models import Guidance, Registration

NAMES_SHOWN = 5


class Missing(NamedTuple):
    """A sentence with its rule, and the address of the page on which it is mended."""

    text: str
    url: str


def missing_before(meeting, question):
    """Return what is missing before a question may be opened; nothing: it may."""
    roll = roll_of(meeting)
    return [*missing_quorum(meeting, roll), *missing_of(meeting, [question], roll)[question.pk]]


def missing_quorum(meeting, roll):
    """Return what the quorum lacks: the share of the voting roll that must be in the room."""
    presence, url = presence_of(roll), f"{meeting_url(meeting)}#diem-danh"
    if not presence.roll:
        return [Missing("Danh sách biểu quyết chưa có ai.", url)]
    if presence.enough:
        return []
    text = (
        f"Mới có mặt {presence.present}/{presence.roll} người trong danh sách, "
        f"cần ít nhất {presence.needed} ({presence.share})."
    )
    return [Missing(text, url)]


def missing_of(meeting, questions, roll):
    """Return {question id: what is missing beside the quorum}, the same queries for many."""
    known = Known(meeting, questions, roll)
    return {one.pk: list(gates_of(known, one)) for one in questions}


def gates_of(known, question):
    """Yield what is missing before one question."""
    subjects = known.subjects[question.pk]
    yield from missing_tellers(known, question)
    yield from missing_deputy(known, subjects)
    yield from already_decided(known, question, subjects)
    yield from kept_out(known, subjects)
    if question.kind == Question.Kind.ROLE_MODEL:
        yield from unclassified_people(known, "LD-07")
        return
    yield from missing_steps(known, subjects)
    if known.round.guidance != Guidance.HD21_2019:
        return
    if any(one.subject == Subject.ORGANIZATION for one in subjects):
        yield from late_draft(known)
        yield from unclassified_below(known)
    yield from missing_civil_rating(known, subjects)
    yield from missing_opinions(known, subjects)
    yield from missing_grades(known, subjects)


class Known:
    """What the gates of several questions ask, read once."""

    def __init__(self, meeting, questions, roll):
        self.meeting, self.round, self.roll = meeting, meeting.round, roll
        self.day = timezone.localdate(meeting.held_at)
        self.subjects = subjects_of(questions)
        evaluations = [one for found in self.subjects.values() for one in found]
        people = [one.person for one in evaluations if one.person_id]
        bodies = [one.organization for one in evaluations if not one.person_id]
        self.groups = groups_of([one.pk for one in people], meeting.organization, self.day)
        self.heads = heads_of(meeting.organization, self.day)
        self.handed_in = handed_in(self.round, people, bodies)
        self.owed = opinions_owed.owed_by(
            self.round, evaluations, min(self.day, scope.year_end(self.round))
        )
        self.facts = {
            **{(True, pk): one for pk, one in known_people(self.round, people).items()},
            **{(False, pk): one for pk, one in known_bodies(self.round, bodies).items()},
        }
        self.gone = scope.kept_out(self.round, evaluations, self.meeting.organization_id)
        needs_all = any(one.kind == Question.Kind.ROLE_MODEL for one in questions) or (
            self.round.guidance == Guidance.HD21_2019 and bodies
        )
        self.waiting = unclassified(meeting, self.day) if needs_all else []

    def of(self, evaluation):
        """Return what the program knows of an evaluation's subject."""
        person = evaluation.person_id
        return self.facts[bool(person), person or evaluation.organization_id]


def known_people(round_, people):
    """Return what is known of people; no query for none."""
    return known_queries.known_of_people(round_, people) if people else {}


def known_bodies(round_, bodies):
    """Return what is known of organizations under HD 21; no query for none."""
    if not bodies or round_.guidance != Guidance.HD21_2019:
        return {}
    return known_queries.known_of_organizations(round_, bodies)


def subjects_of(questions):
    """Return {question id: the evaluations voted on}, in their order, in one query."""
    found = {one.pk: [] for one in questions}
    rows = QuestionSubject.objects.filter(question__in=questions).select_related(
        "evaluation__round", "evaluation__organization", "evaluation__person"
    )
    for one in rows:
        found[one.question_id].append(one.evaluation)
    return found


def handed_in(round_, people, bodies):
    """Return (persons, organizations) by id whose self-review of HD 21 is handed in."""
    if round_.guidance != Guidance.HD21_2019:
        return set(), set()
    whose = Q(form=Code.E02, person__in=people) | Q(form=Code.E01, organization__in=bodies)
    rows = Registration.objects.filter(whose, round=round_, step__in=known_queries.REVIEWED)
    found = list(rows.order_by().values_list("person", "organization"))
    return {person for person, _ in found}, {body for person, body in found if person is None}


def heads_of(organization, day):
    """Return the persons who head an organization's committee on the day (H22-03)."""
    held = Position.objects.on(day).filter(organization=organization, role=Role.SECRETARY)
    return set(held.values_list("person", flat=True))


def missing_tellers(known, question):
    """A paper ballot needs two tellers who are there and are not voted on as role models."""
    if question.method != Question.Method.PAPER:
        return
    url = f"{meeting_url(known.meeting)}#kiem-phieu"
    tellers = [one for one in known.roll if one.teller and is_here(one)]
    if len(tellers) < 2:
        yield Missing("Chưa cử đủ hai người kiểm phiếu đang có mặt.", url)
    if question.kind == Question.Kind.ROLE_MODEL:
        candidates = {one.person_id for one in known.subjects[question.pk]}
        names = [one.name for one in tellers if one.person_id in candidates]
        if names:
            yield Missing(f"Người được bình chọn không kiểm phiếu: {joined(names)}.", url)


def missing_deputy(known, subjects):
    """While the head, or whoever chairs, is reviewed a deputy chairs (H22-03)."""
    chair = known.meeting.chair
    names = [
        one.person.full_name
        for one in subjects
        if one.person_id and (one.person_id in known.heads or one.person.full_name in chair)
    ]
    if names and not known.meeting.deputy:
        text = f"Chưa ghi người chủ trì khi kiểm điểm {joined(names)} (H22-03)."
        yield Missing(text, reverse("evaluation_meeting_edit", args=[known.meeting.pk]))


def already_decided(known, question, subjects):
    """Nobody is voted on twice; a vote found wrong is annulled first."""
    url = meeting_url(known.meeting)
    if not subjects:
        yield Missing("Chưa chọn ai để biểu quyết.", url)
    if question.kind == Question.Kind.LEVEL:
        names = [name_of(one) for one in subjects if one.voted_at is not None]
        if names:
            yield Missing(f"Đã có kết quả biểu quyết: {joined(names)}.", url)


def kept_out(known, subjects):
    """Whom the cell no longer classifies is not voted on (H21-01, H21-16)."""
    why = [f"{name_of(one)} – {known.gone[one.pk]}" for one in subjects if one.pk in known.gone]
    if why:
        text = f"Đồng chí bỏ nội dung này, rồi đưa những người còn lại ra biểu quyết: {joined(why)}"
        yield Missing(text, meeting_url(known.meeting))


def missing_steps(known, subjects):
    """The steps before the vote, as the workflow has them (NG-12, LD-06, H21-03, H21-14)."""
    lacking = {}
    for one in subjects:
        group = one.person_id in known.groups
        for step in workflow.steps_of(known.round.guidance, one.subject, group=group):
            if step.column == workflow.VOTE.column:
                break
            if not is_done(known, one, step):
                lacking.setdefault(step, []).append(one)
    for step, found in lacking.items():
        names = joined([name_of(one) for one in found])
        text = f"Chưa có “{step.label}” của {names} ({step.rule})."
        yield Missing(text, mend_url(known, found))


def is_done(known, evaluation, step):
    """Tell whether a step is done; a self-review of HD 21 is the form that was handed in."""
    if getattr(evaluation, step.column) is not None:
        return True
    people, bodies = known.handed_in
    return step.code == workflow.SELF.code and (
        evaluation.person_id in people
        if evaluation.person_id
        else evaluation.organization_id in bodies
    )


def missing_civil_rating(known, subjects):
    """Who is a civil servant is classified after the civil rating is known (H21-05, H21-11)."""
    found = [
        one
        for one in subjects
        if known.of(one).get("civil_servant") and not one.facts.get("civil_level")
    ]
    if found:
        names = joined([name_of(one) for one in found])
        text = f"Chưa biết xếp loại cán bộ, công chức, viên chức của {names} (H21-05, H21-11)."
        yield Missing(text, mend_url(known, found))


def missing_opinions(known, subjects):
    """Opinions of the old and of the temporary cell (H21-16)."""
    lacking = {}
    for one in subjects:
        for kind, cell in known.owed.get(one.pk, ()):
            lacking.setdefault((kind, cell), []).append(one)
    for (kind, cell), found in lacking.items():
        names = joined([name_of(one) for one in found])
        text = (
            f"Chưa có ý kiến của {cell} ({Opinion.Kind(kind).label.lower()}) về {names} (H21-16)."
        )
        yield Missing(text, mend_url(known, found, "person_opinions"))


def missing_grades(known, subjects):
    """The ceiling must be known for the vote to be closed (H21-10, H21-20)."""
    lacking = {}
    for one in subjects:
        ceiling = verdicts.ceiling_of(one, known.of(one))
        if ceiling.get("classifies") is False:
            yield Missing(ceiling["reasons"][-1]["text"], meeting_url(known.meeting))
        elif ceiling.get("missing"):
            lacking.setdefault(ceiling["missing"], []).append(one)
    for words, found in lacking.items():
        rule = "H21-10" if found[0].person_id else "H21-20"
        names = joined([name_of(one) for one in found])
        text = f"Chưa tính được mức cao nhất có thể xếp của {names} ({rule}): {words}"
        yield Missing(text, mend_url(known, found))


def late_draft(known):
    """The draft report goes to the members three working days before (H21-04)."""
    last = draft_report_sent_by(
        guidance=Guidance.HD21_2019.value,
        meeting=known.day,
        holidays=settings.HOLIDAYS,
        terms=known.round.terms,
    ).date
    sent, url = known.meeting.draft_sent_on, "evaluation_meeting_edit"
    by = f"phải gửi chậm nhất ngày {day_text(last)} (H21-04)"
    if sent is None:
        yield Missing(
            f"Chưa ghi ngày gửi dự thảo báo cáo; {by}.", reverse(url, args=[known.meeting.pk])
        )
    elif sent > last:
        yield Missing(
            f"Dự thảo báo cáo gửi ngày {day_text(sent)}; {by}.",
            reverse(url, args=[known.meeting.pk]),
        )


def unclassified_below(known):
    """Members before the organization, lower organizations before higher (H21-05)."""
    if known.meeting.organization.kind in CELL_KINDS:
        yield from unclassified_people(known, "H21-05")
    elif known.waiting:
        text = f"Chưa xếp loại tổ chức đảng cấp dưới: {joined(known.waiting)} (H21-05)."
        yield Missing(text, place_url("decide_organizations", known))


def unclassified_people(known, rule):
    """Everybody of the cell who is to be classified has a level in force (H21-05, LD-07)."""
    if known.waiting:
        text = f"Chưa xếp loại xong đảng viên: {joined(known.waiting)} ({rule})."
        yield Missing(text, place_url("evaluation_board", known))


def unclassified(meeting, day):
    """Return the names of those below a meeting's organization who have no level yet."""
    if meeting.organization.kind in CELL_KINDS:
        people = scope.people_in_scope(meeting.round, meeting.organization)
        return [
            one.person.full_name
            for one in people
            if one.classified and not (one.evaluation and one.evaluation.level)
        ]
    below = Organization.objects.filter(
        Q(dissolved_on=None) | Q(dissolved_on__gt=day),
        parent=meeting.organization,
        kind__in=(Kind.CELL, Kind.SECTION_COMMITTEE),
    ).exclude(
        pk__in=Evaluation.objects.filter(
            round=meeting.round, subject=Subject.ORGANIZATION, annulled_at=None
        )
        .exclude(level="")
        .values("organization")
    )
    return [one.name for one in below if not is_young(one, meeting.round)]


def is_young(organization, round_):
    """Tell whether an organization is too young to be classified under HD 21 (H21-02)."""
    return (
        round_.guidance == Guidance.HD21_2019
        and organization.founded_on is not None
        and not months_by_end_of(round_.year, organization.founded_on, HALF_YEAR_MONTHS.value)
    )


def name_of(evaluation):
    """Return whose evaluation it is."""
    return str(evaluation.who)


def joined(names):
    """Return names as one phrase, the first few of many."""
    rest = len(names) - NAMES_SHOWN
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown} và {rest} trường hợp khác" if rest > 0 else shown


def meeting_url(meeting):
    """Return the address of the meeting's console."""
    return reverse("evaluation_meeting", args=[meeting.pk])


def place_url(name, known):
    """Return the address of a page about the meeting's round and organization."""
    return reverse(name, args=[known.round.pk, known.meeting.organization_id])


def mend_url(known, found, of_one="evaluation_person"):
    """Return where what is missing is recorded: one person's panel, else the board."""
    if found[0].person_id is None:
        exemplary = known.round.guidance == Guidance.NEU_GUONG_2017
        return place_url("score_sheet" if exemplary else "evaluation_organization", known)
    if len(found) > 1:
        return place_url("evaluation_board", known)
    place = [known.round.pk, known.meeting.organization_id, found[0].person_id]
    return reverse(of_one, args=place)
