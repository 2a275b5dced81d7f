"""Whose opinion must be there before somebody is classified (H21-16), or should be (H21-14)."""

from datetime import date

from django.db.models import Q

from evaluations.models import Evaluation, Opinion, Subject
from evaluations.rules.hd21_2019.document import HALF_YEAR_MONTHS
from organizations.models import Placement
from organizations.queries import cell_of
from registrations.models import Guidance


def owed_by(round_, evaluations, day):
    """Return {evaluation id: [(kind of opinion, cell's name)]} that is not recorded yet.

    The old cell's for whoever was there six months or more of the year and was transferred,
    the temporary cell's for whoever is placed there on the day (H21-16, I-11).
    """
    found = [one for one in evaluations if one.person_id]
    if round_.guidance != Guidance.HD21_2019 or not found:
        return {}
    given = given_opinions(found)
    stays = stays_of([one.person_id for one in found], round_.year)
    owed = {}
    for one in found:
        needed = cells_to_ask(stays.get(one.person_id, {}), one.organization_id, day)
        owed[one.pk] = [
            (kind, cell.name) for kind, cell in needed if kind not in given.get(one.pk, ())
        ]
    return owed


def given_opinions(evaluations):
    """Return {evaluation id: kinds of opinions recorded}."""
    found = {}
    rows = Opinion.objects.filter(evaluation__in=evaluations)
    for evaluation, kind in rows.order_by().values_list("evaluation", "kind"):
        found.setdefault(evaluation, set()).add(kind)
    return found


def without_residence(round_, evaluation_ids):
    """Return {evaluation id: (person id, name)} of members without the residence's opinion.

    The committee proposes "with" that opinion (H21-14, B.2.5): its lack is told, and keeps
    nobody from being voted on.
    """
    if round_.guidance != Guidance.HD21_2019:
        return {}
    found = Evaluation.objects.filter(pk__in=evaluation_ids, subject=Subject.MEMBER)
    found = found.exclude(opinions__kind=Opinion.Kind.RESIDENCE)
    rows = found.order_by("person__sort_key", "pk")
    return {
        pk: (person, name)
        for pk, person, name in rows.values_list("pk", "person", "person__full_name")
    }


def stays_of(person_ids, year):
    """Return {person id: {(kind, cell): (first day, first day after)}} within the year.

    Moves between the groups of one cell are one stay; of two stays there the later counts.
    """
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    rows = (
        Placement.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=first), person__in=person_ids, started_on__lt=after
        )
        .select_related("organization__parent")
        .order_by("started_on", "pk")
    )
    found = {}
    for one in rows:
        cell, start = cell_of(one.organization), max(one.started_on, first)
        stays = found.setdefault(one.person_id, {})
        begun, until = stays.pop((one.kind, cell), (start, start))
        begun = begun if until == start else start
        stays[one.kind, cell] = begun, min(one.ended_on or after, after)
    return found


def cells_to_ask(stays, own_cell_id, day):
    """Yield (kind of opinion, cell) for each cell other than the own that must be heard."""
    for (kind, cell), (start, end) in stays.items():
        if cell is None or cell.pk == own_cell_id:
            continue
        if kind == Placement.Kind.TEMPORARY and start <= day < end:
            yield Opinion.Kind.TEMPORARY_CELL.value, cell
        elif kind == Placement.Kind.OFFICIAL and half_a_year(start, end):
            yield Opinion.Kind.OLD_CELL.value, cell


def half_a_year(start, end):
    """Tell whether at least six calendar months lie between two days, the second excluded."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day) >= HALF_YEAR_MONTHS.value
