"""The tree, today's or that of a past day.

What an organization was before a day stands in ``OrganizationMove``: on a day it had the
parent and the name that its first move after that day calls old.
"""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from organizations.models import CELL_KINDS, Kind, Organization, OrganizationMove, Placement
from organizations.vietnamese import sort_key

# Grows from one root by the index on parents, and so does not rank the whole tree first.
BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM organizations_organization WHERE id = %s
        UNION ALL
        SELECT child.id
        FROM organizations_organization child JOIN below ON child.parent_id = below.id
    )
    SELECT id FROM below
"""


def below(root):
    """Return today's subtree of the root, itself included, for filters ``…__in``."""
    return RawSQL(BELOW, [root.pk])  # noqa: S611 (a constant text, the root as parameter)


def moves_after(day):
    """Return {organization id: its first move after the day}; no move lies in the future."""
    if day >= timezone.localdate():
        return {}
    moves = OrganizationMove.objects.filter(day__gt=day).order_by("-day", "-id")
    return {move.organization_id: move for move in moves}


def tree_of(root, day):
    """Return the root and all below it in tree order, with the parents and names of the day.

    Each organization carries ``depth`` below the root, ``placed``, the number of people who
    belong there officially, and ``total``, those of everything below included. Not to be
    saved: names and parents of a past day are set on the rows.
    """
    return trees_of([root], day)[0]


def trees_of(roots, day):
    """Return the tree of each root; a root inside an earlier root's tree has none of its own."""
    children = defaultdict(list)
    known = {}
    for organization in organizations_on(roots, day):
        known[organization.pk] = organization
        children[organization.parent_id].append(organization)
    for siblings in children.values():
        siblings.sort(key=lambda one: (one.position, one.sort_key, one.pk))
    taken = set()
    return [
        with_totals(list(walk(known[root.pk], children, taken)))
        for root in roots
        if root.pk not in taken
    ]


def organizations_on(roots, day):
    """Yield at least the roots and all below them, as they were on the day."""
    rows = Organization.objects.filter(standing_on(day) | Q(pk__in=[root.pk for root in roots]))
    moves = moves_after(day)
    inside = Q() if moves else reduce(or_, (Q(pk__in=below(root)) for root in roots))
    placed = placed_on(day, [] if moves else roots)
    for organization in rows.filter(inside):
        organization.placed = placed.get(organization.pk, 0)
        move = moves.get(organization.pk)
        if move:
            organization.parent_id, organization.name = move.old_parent_id, move.old_name
            organization.sort_key = sort_key(move.old_name)
        yield organization


def standing_on(day):
    """Return the condition that an organization existed on the day."""
    return (Q(founded_on=None) | Q(founded_on__lte=day)) & (
        Q(dissolved_on=None) | Q(dissolved_on__gt=day)
    )


def placed_on(day, roots):
    """Return {organization id: people officially placed there}, of the roots' trees if given."""
    placements = Placement.objects.on(day).filter(kind=Placement.Kind.OFFICIAL)
    if roots:
        placements = placements.filter(
            reduce(or_, (Q(organization__in=below(root)) for root in roots))
        )
    rows = placements.order_by().values_list("organization").annotate(Count("pk"))
    return dict(rows)


def walk(organization, children, taken, depth=0):
    """Yield an organization and everything below it, depth first."""
    organization.depth = depth
    taken.add(organization.pk)
    yield organization
    for child in children[organization.pk]:
        yield from walk(child, children, taken, depth + 1)


def with_totals(tree):
    """Set ``total`` on each organization of a tree and return the tree."""
    known = {one.pk: one for one in tree}
    for organization in tree:
        organization.total = organization.placed
    for organization in reversed(tree[1:]):
        known[organization.parent_id].total += organization.total
    return tree


def within(root, day):
    """Return the root's subtree on the day, for filters ``organization__in``."""
    if moves_after(day):
        return [organization.pk for organization in tree_of(root, day)]
    return below(root)


def paths_on(organization_ids, day):
    """Return {id: ids from the root down to it} as the tree was on the day."""
    moves = moves_after(day)
    if not moves:
        found = Organization.objects.with_tree_fields().filter(pk__in=organization_ids)
        return {organization.pk: organization.tree_path for organization in found}
    parents = dict(Organization.objects.values_list("pk", "parent_id"))
    parents |= {pk: move.old_parent_id for pk, move in moves.items()}
    return {pk: upward(pk, parents)[::-1] for pk in organization_ids}


def upward(pk, parents):
    """Return the ids from an organization up to its root."""
    path = [pk]
    while parents[path[-1]] is not None:
        path.append(parents[path[-1]])
    return path


def organization_path(organization):
    """Return the organizations from the root down to this one, for the trail of a page."""
    return list(Organization.objects.ancestors(organization, include_self=True))


def cell_of(organization):
    """Return the cell to which an organization belongs: itself, or a group's parent."""
    if organization.kind == Kind.GROUP:
        return organization.parent
    return organization if organization.kind in CELL_KINDS else None
