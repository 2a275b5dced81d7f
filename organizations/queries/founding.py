"""Since when an organization must have existed, going by what is recorded of it."""

from collections import defaultdict

from django.db.models import Min

from organizations.models import Organization, OrganizationMove, Placement, Position
from organizations.queries.history import moves_of
from organizations.queries.tree import below


def first_day(organization):
    """Return the first day of anything recorded in the organization or below it, or None.

    What others did before they moved below it does not count; its own founding day neither.
    """
    days = first_periods(organization)
    left = OrganizationMove.objects.filter(old_parent=organization).order_by("day").first()
    subtree = Organization.objects.with_tree_fields().filter(pk__in=below(organization))
    above, *others = subtree
    moves = moves_of([one.pk for one in (above, *others)])
    for one in reversed(others):
        known = [*days[one.pk], *first_changes(one, moves[one.pk])]
        came = arrival(one, moves[one.pk])
        if known and came:
            days[one.parent_id].append(max(min(known), came))
        elif known or came:
            days[one.parent_id].append(came or min(known))
    known = [*days[above.pk], *(move.day for move in moves[above.pk][:1])]
    return min([*known, left.day] if left else known, default=None)


def first_periods(organization):
    """Return {id: first days of placements and of positions} for the subtree."""
    days = defaultdict(list)
    for model in (Placement, Position):
        found = model.objects.filter(organization__in=below(organization)).order_by()
        for pk, day in found.values_list("organization").annotate(Min("started_on")):
            days[pk].append(day)
    return days


def first_changes(organization, moves):
    """Return the days of founding and of the first change, where they are known."""
    days = (organization.founded_on, *(move.day for move in moves[:1]))
    return [day for day in days if day]


def arrival(organization, moves):
    """Return the day on which the organization came below its parent, or None."""
    came = (move.day for move in reversed(moves) if move.old_parent_id != organization.parent_id)
    return next(came, None)
