"""Who is evaluated in a round: asked of the tree and the states on the round's day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from evaluations.models import Evaluation, QuestionSubject, Subject
from evaluations.rules import hd21_2019
from organizations.models import PersonState, Placement
from organizations.queries import cell_of, placed_people
from organizations.queries.people import duty_placements
from registrations import queries as registration_queries
from registrations.models import Guidance

TRANSFERRED = "đã chuyển sinh hoạt; chi bộ nơi chuyển đến xếp loại"
LEFT = "không còn sinh hoạt ở chi bộ nào."


@dataclass(frozen=True)
class InScope:
    """One person of a round: where placed, and what the round says of him or her.

    ``outside``: why not reviewed at all; ``unclassified``: reviewed, but why not classified.
    Both are sentences with their rule, or empty. ``evaluation`` is None until something is
    recorded; ``current`` gives an unsaved row then. ``evaluation.in_vote`` tells whether a vote
    on it is open or closed.
    """

    placement: Placement
    evaluation: Evaluation | None
    outside: str = ""
    unclassified: str = ""
    rule: str = ""

    @property
    def person(self):
        return self.placement.person

    @property
    def classified(self):
        """Tell whether a level is asked for."""
        return not (self.outside or self.unclassified)

    def current(self, round_):
        """Return the evaluation to write on, which belongs to the cell of today (H21-16)."""
        found = self.evaluation or Evaluation(
            round=round_, subject=Subject.MEMBER, person=self.person
        )
        found.organization = cell_of(self.placement.organization) or self.placement.organization
        return found


def day_of(round_):
    """Return the day whose people and tree an evaluation counts: today, or the year's end."""
    return registration_queries.as_of(round_)


def people_in_scope(round_, organization):
    """Return everybody placed in an organization or below it, by name, in two queries."""
    return scopes_of(round_, placed_people(organization, day_of(round_)))


def person_in_scope(round_, organization, person_pk, *, recorded=True):
    """Return one person placed in an organization or below it, or None.

    Not ``recorded``: without the evaluation, for who reads it anew with its row locked.
    """
    placements = placed_people(organization, day_of(round_)).filter(person=person_pk)
    return next(iter(scopes_of(round_, placements, recorded=recorded)), None)


def scopes_of(round_, placements, *, recorded=True):
    """Return what a round says of the people of some placements."""
    day = day_of(round_)
    placements = list(with_states(placements, day))
    if round_.guidance != Guidance.NEU_GUONG_2017:
        placements = [one for one in placements if is_member(one.person, day)]
    evaluations = evaluations_of(round_, placements) if recorded else {}
    return [scope_of(round_, one, evaluations.get(one.person_id)) for one in placements]


def evaluations_of(round_, placements):
    """Return {person id: the evaluation in force}, with ``in_vote``; an old cell's counts not."""
    found = members_of(round_).filter(person__in=[one.person_id for one in placements])
    found = found.select_related("round", "organization").annotate(in_vote=in_vote())
    evaluations = {one.person_id: one for one in found}
    for one in placements:
        leave_old_vote(evaluations.get(one.person_id), cell_of(one.organization))
    return evaluations


def in_vote():
    """Return the condition that a vote on an evaluation is open or closed and counts."""
    return Exists(votes_that_count().filter(evaluation=OuterRef("pk")))


def votes_that_count():
    """Return the subjects of votes, open or closed, that are not annulled.

    The old cell's vote on whoever was transferred before the decision counts no more (H21-16).
    """
    here = Q(question__meeting__organization=F("evaluation__organization"))
    return QuestionSubject.objects.filter(
        here | ~Q(evaluation__level=""),
        question__opened_at__isnull=False,
        question__annulled_at=None,
    )


def leave_old_vote(evaluation, cell):
    """Take off the old cell's vote on whoever was transferred undecided (H21-16)."""
    if evaluation is not None and cell is not None and is_left_behind(evaluation, cell.pk):
        forget_vote(evaluation)
        evaluation.in_vote = False


def is_left_behind(evaluation, cell_id):
    """Tell whether another cell than the person's voted and nobody has decided yet (H21-16).

    Under HD 22, which votes on nothing, whether another cell reviewed (H22-04).
    """
    reviews = evaluation.round.guidance == Guidance.HD22_2013
    done = evaluation.reviewed_at if reviews else evaluation.voted_at
    return done is not None and not evaluation.level and evaluation.organization_id != cell_id


def forget_vote(evaluation):
    """Take a vote and what was chosen above off; the vote itself keeps its frozen verdict.

    Under HD 22 the review goes too: the receiving cell reviews before a level is entered.
    """
    if evaluation.round.guidance == Guidance.HD22_2013:
        evaluation.reviewed_at = None
    evaluation.voted_level = evaluation.chosen_level = evaluation.decision_reason = ""
    evaluation.chosen_votes = None
    evaluation.voted_at = evaluation.outcome = evaluation.reported_at = None


def kept_out(round_, evaluations, cell_id=None):
    """Return {evaluation id: why} of undecided members whom the cell no longer classifies.

    Who belongs to another cell (H21-16) or nowhere any more, and whom a state keeps out
    (H21-01). ``cell_id``: asked for that cell, of those decided too.
    """
    members = [one for one in evaluations if one.subject == Subject.MEMBER]
    people = [one for one in members if cell_id or not one.level]
    if not people:
        return {}
    ids = [one.person_id for one in people]
    placements = duty_placements(day_of(round_)).filter(person__in=ids)
    scopes = {one.person.pk: one for one in scopes_of(round_, placements, recorded=False)}
    found = {}
    for one in people:
        scope = scopes.get(one.person_id)
        home = scope and cell_of(scope.placement.organization)
        if scope is None:
            found[one.pk] = LEFT
        elif home is None or home.pk != (cell_id or one.organization_id):
            rule = " (H21-16)" if round_.guidance == Guidance.HD21_2019 else ""
            found[one.pk] = f"{TRANSFERRED}{rule}."
        elif not scope.classified:
            found[one.pk] = scope.outside or scope.unclassified
    return found


def members_of(round_):
    """Return the persons' evaluations in force of a round."""
    return Evaluation.objects.filter(round=round_, subject=Subject.MEMBER, annulled_at=None)


def is_member(person, day):
    """Tell whether somebody is a member on the day."""
    return person.admitted_on is not None and person.admitted_on <= day


def with_states(placements, day):
    """Annotate placements with what keeps their people out on the day."""
    held = PersonState.objects.on(day).filter(person=OuterRef("person"))
    kinds = PersonState.Kind
    return placements.annotate(
        exempt=Exists(held.filter(kind=kinds.EXEMPT)),
        suspended_party=Exists(held.filter(kind=kinds.SUSPENDED_PARTY)),
        suspended_committee=Exists(held.filter(kind=kinds.SUSPENDED_COMMITTEE)),
    )


def scope_of(round_, placement, evaluation):
    """Return whether one person is reviewed and classified (H21-01 … H21-03; LD, NG alike)."""
    person, exempt, suspended = placement.person, placement.exempt, placement.suspended_party
    if round_.guidance != Guidance.HD21_2019:
        outside = ""
        if is_member(person, day_of(round_)) and (exempt or suspended):
            outside = (
                "Được miễn công tác và sinh hoạt đảng." if exempt else "Bị đình chỉ sinh hoạt đảng."
            )
        return InScope(placement, evaluation, outside=outside)
    verdict = hd21_2019.member_scope(
        year=round_.year,
        admitted=person.admitted_on,
        exempt=exempt,
        suspended_party=suspended,
        suspended_committee=placement.suspended_committee,
        reviewed=True,
        terms=round_.terms,
    )
    reason = verdict.reasons[-1]
    if not verdict.reviews:
        return InScope(placement, evaluation, outside=reason.text, rule=reason.rule)
    if not verdict.classifies:
        return InScope(placement, evaluation, unclassified=reason.text, rule=reason.rule)
    return InScope(placement, evaluation)


def evaluation_of(round_, subject, organization, *, person=None, body=""):
    """Return the evaluation in force, or a new unsaved one."""
    wanted = (
        Q(person=person)
        if subject == Subject.MEMBER
        else Q(person=person, organization=organization, body=body)
    )
    found = (
        Evaluation.objects.select_related("round", "organization", "person")
        .filter(wanted, round=round_, subject=subject, annulled_at=None)
        .first()
    )
    return found or Evaluation(
        round=round_, subject=subject, organization=organization, person=person, body=body
    )


def year_end(round_):
    """Return the last day of the round's year."""
    return date(round_.year, 12, 31)
