"""What the program knows of subjects by itself: the rules ask it beside the recorded facts."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Q

from evaluations.facts import BODY_GRADES, MEMBER_GRADES
from evaluations.models import Evaluation, Subject
from evaluations.queries import violations
from organizations.models import (
    CELL_KINDS,
    COMMITTEE_ROLES,
    Discipline,
    Organization,
    PersonState,
    Position,
)
from registrations.definitions import Code
from registrations.models import Answer, Guidance, Step

REVIEWED = (Step.SUBMITTED, Step.CONFIRMED)
CELL_COMMITTEE, EXECUTIVE_COMMITTEE = "Chi ủy", "Ban Chấp hành"
COMMITTEES = (CELL_COMMITTEE, EXECUTIVE_COMMITTEE)


def known_of_people(round_, people):
    """Return {person id: what is known} of persons, in three queries; {} under NG and LD.

    ``grades`` of the handed-in self-review (Mẫu 02), ``disciplines`` decided in the year,
    ``sick_days`` of the recorded sick leave in the year, ``civil_servant``.
    """
    if round_.guidance != Guidance.HD21_2019:
        return {one.pk: {} for one in people}
    ids = [one.pk for one in people]
    grades = grades_handed_in(Code.E02, round_, MEMBER_GRADES, Q(registration__person__in=ids))
    disciplines, sick = disciplines_of(ids, round_.year), sick_days_of(ids, round_.year)
    return {
        one.pk: {
            "grades": grades.get(one.pk, {}),
            "disciplines": disciplines.get(one.pk, []),
            "sick_days": sick.get(one.pk),
            "civil_servant": one.civil_servant,
        }
        for one in people
    }


def grades_handed_in(form, round_, places, wanted):
    """Return {person or organization id: {criterion: grade}} of handed-in self-reviews.

    The answers of the fields ``grade_conduct`` and so on; the latest version counts.
    """
    found = {}
    rows = Answer.objects.filter(
        wanted,
        registration__round=round_,
        registration__form=form,
        registration__step__in=REVIEWED,
        field__in=[f"grade_{name}" for name in places],
    ).order_by("registration__version")
    owner = "registration__person" if form == Code.E02 else "registration__organization"
    for whose, field, text in rows.values_list(owner, "field", "text"):
        if text:
            found.setdefault(whose, {})[field.removeprefix("grade_")] = text
    return found


def disciplines_of(person_ids, year):
    """Return {person id: disciplines of the year as hd21_2019.member_level takes them}."""
    found = {}
    rows = Discipline.objects.filter(person__in=person_ids, decided_on__year=year)
    for one in rows:
        row = {"year": one.decided_on.year, "violation": one.violation}
        found.setdefault(one.person_id, []).append(row)
    return found


def sick_days_of(person_ids, year):
    """Return {person id: days of sick leave within the year} (H21-13)."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    rows = PersonState.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=first),
        person__in=person_ids,
        kind=PersonState.Kind.SICK_LEAVE,
        started_on__lt=after,
    )
    days = {}
    for one in rows:
        start, end = max(one.started_on, first), min(one.ended_on or after, after)
        days.setdefault(one.person_id, set()).update(
            start + timedelta(days=number) for number in range((end - start).days)
        )
    return {person: len(found) for person, found in days.items()}


def known_of_organizations(round_, organizations):
    """Return {organization id: what is known} for ORGANIZATION evaluations (H21-20, H21-21).

    ``grades`` of Mẫu 01, ``subordinates``: levels in force of a cell's members, of a
    committee's organizations directly below it; those not classified are not counted.
    """
    ids = [one.pk for one in organizations]
    grades = grades_handed_in(Code.E01, round_, BODY_GRADES, Q(registration__organization__in=ids))
    below = subordinate_levels(round_, organizations)
    return {
        one.pk: {"grades": grades.get(one.pk, {}), "subordinates": below.get(one.pk, {})}
        for one in organizations
    }


def subordinate_levels(round_, organizations):
    """Return {organization id: {level: how many}} of what is classified below (H21-21).

    A member whom a discipline made the lowest for a violation in another cell is counted in
    that cell, not in the one that classified (H21-17).
    """
    cells = [one.pk for one in organizations if one.kind in CELL_KINDS]
    committees = [one.pk for one in organizations if one.kind not in CELL_KINDS]
    in_force = Evaluation.objects.filter(round=round_, annulled_at=None).exclude(level="")
    counts = {}
    elsewhere = violations.lowest_elsewhere(round_)
    members = in_force.filter(
        Q(organization__in=cells) | Q(pk__in=list(elsewhere)), subject=Subject.MEMBER
    )
    for pk, cell, level in members.values_list("pk", "organization", "level"):
        counts.setdefault(elsewhere.get(pk, cell), Counter())[level] += 1
    lower = in_force.filter(subject=Subject.ORGANIZATION, organization__parent__in=committees)
    for committee, level in lower.values_list("organization__parent", "level"):
        counts.setdefault(committee, Counter())[level] += 1
    asked = {*cells, *committees}
    return {pk: dict(found) for pk, found in counts.items() if pk in asked}


def known_of_bodies(round_, organizations):
    """Return {organization id: what is known} for COLLECTIVE and LEADER evaluations.

    The organization's and its committee collective's levels in force, the grades of Mẫu 01,
    the disciplines of the year of those who sit in the committee (H21-30 … H21-32).
    """
    ids = [one.pk for one in organizations]
    levels, government = {}, {}
    in_force = Evaluation.objects.filter(
        round=round_, annulled_at=None, organization__in=ids, person=None
    ).filter(Q(subject=Subject.ORGANIZATION) | Q(body__in=COMMITTEES))
    for one in in_force:
        levels[one.organization_id, one.subject] = one.level
        if one.subject == Subject.ORGANIZATION:
            government[one.organization_id] = one.facts.get("peer_government", "")
    grades = grades_handed_in(Code.E01, round_, BODY_GRADES, Q(registration__organization__in=ids))
    disciplines = committee_disciplines(round_, ids)
    return {
        pk: {
            "grades": grades.get(pk, {}),
            "organization_level": levels.get((pk, Subject.ORGANIZATION), ""),
            "collective_level": levels.get((pk, Subject.COLLECTIVE), ""),
            "government": government.get(pk, ""),
            "member_disciplines": disciplines.get(pk, []),
        }
        for pk in ids
    }


def committee_disciplines(round_, organization_ids):
    """Return {organization id: forms of discipline of the year} of its committee's members.

    A violation at an earlier place counts in the committee there, not in the new one (H21-17).
    """
    day = date(round_.year, 12, 31)
    seats = Position.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=date(round_.year, 1, 1)),
        organization__in=organization_ids,
        role__in=COMMITTEE_ROLES,
        started_on__lte=day,
    )
    now, ever = {}, {}
    for one in seats:
        ever.setdefault(one.person_id, set()).add(one.organization_id)
        if one.ended_on is None or one.ended_on > day:
            now.setdefault(one.person_id, set()).add(one.organization_id)
    rows = list(Discipline.objects.filter(person__in=ever, decided_on__year=round_.year))
    paths = violations.paths_of({one.organization_id for one in rows} | set(organization_ids))
    found = {}
    for one in rows:
        for organization in ever[one.person_id]:
            seated = organization in now.get(one.person_id, ())
            if violations.counts_for(organization, one.organization_id, paths, seated=seated):
                found.setdefault(organization, []).append(one.form)
    return found


def known_of(evaluation):
    """Return what is known of one evaluation's subject."""
    round_ = evaluation.round
    if round_.guidance != Guidance.HD21_2019:
        return {}
    if evaluation.subject == Subject.MEMBER:
        return known_of_people(round_, [evaluation.person])[evaluation.person_id]
    organization = Organization.objects.get(pk=evaluation.organization_id)
    if evaluation.subject == Subject.ORGANIZATION:
        return known_of_organizations(round_, [organization])[organization.pk]
    return known_of_bodies(round_, [organization])[organization.pk]
