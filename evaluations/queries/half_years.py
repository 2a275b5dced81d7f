"""Who stands how after the first half of the booklet's year, as it is reported up (LD-05, LD-10).

Counted is what a group, or the committee for it, has reported to the cell's committee; a
committee above sees it once the cell has reported its half-year.
"""

from dataclasses import dataclass

from evaluations.models import YearPaper
from evaluations.queries.results import NOT_REPORTED, NOT_VOTED, OUTSIDE, people_of_round
from evaluations.queries.scope import day_of
from organizations.models import Kind, Person, PersonState
from registrations.models import HalfYear
from registrations.queries.owing import NOT_OWING

FIRST = 1
WORDS = {
    OUTSIDE: "Được miễn hoặc bị đình chỉ sinh hoạt",
    NOT_VOTED: "Chưa biểu quyết, báo cáo 6 tháng",
    NOT_REPORTED: "Chi bộ chưa báo cáo 6 tháng",
}


@dataclass(frozen=True)
class HalfRow:
    """A member after the first half: where, the level or why none, what the committee wrote."""

    person: Person
    place: int
    cell: int
    result: str
    noted: bool
    promising: bool


def half_rows(round_, organization, *, inside):
    """Return a row for each member of an organization, by name, in four queries.

    ``inside``: for the cell's own committee.
    """
    placements = list(people_of_round(round_, organization))
    persons = [one.person_id for one in placements]
    found = HalfYear.objects.filter(
        registration__round=round_, registration__version=1, registration__person__in=persons
    )
    halves = {
        one.registration.person_id: one
        for one in found.filter(half=FIRST).select_related("registration")
    }
    states = PersonState.objects.on(day_of(round_)).filter(kind__in=NOT_OWING, person__in=persons)
    outside = set(states.values_list("person", flat=True))
    told = None if inside else cells_reported(round_)
    return [
        half_row(one, halves.get(one.person_id), told, outside=one.person_id in outside)
        for one in placements
    ]


def cells_reported(round_):
    """Return the ids of the organizations that have reported the first half of the year."""
    papers = YearPaper.objects.filter(round=round_, kind=YearPaper.Kind.HALF_YEAR)
    return set(papers.values_list("organization", flat=True))


def half_row(placement, half, told, *, outside):
    """Return one row; ``told`` is None where what a cell has not reported is seen too."""
    place = placement.organization
    cell = place.parent_id if place.kind == Kind.GROUP else place.pk
    seen = half is not None and (told is None or cell in told)
    return HalfRow(
        person=placement.person,
        place=place.pk,
        cell=cell,
        result=half_result(half, seen=seen, outside=outside),
        noted=seen and bool(half.strengths or half.shortcomings),
        promising=seen and half.may_be_role_model,
    )


def half_result(half, *, seen, outside):
    """Return the level that the group has reported, or why there is none."""
    voted = half is not None and half.reported_at is not None
    if voted and seen:
        return half.group_level
    if outside:
        return OUTSIDE
    return NOT_REPORTED if voted else NOT_VOTED
