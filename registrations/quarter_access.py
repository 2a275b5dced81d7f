"""Who may do what with the quarters and half-years of the booklet (roles.md, LD-04, LD-05).

A unit is a party group, or a cell for those of its members who are in no group.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from organizations.access import CELL_OFFICERS, Hidden, viewer_of
from organizations.models import CELL_KINDS, Kind, Organization, Position, Role
from registrations.access import GROUP_LEADERS, get_registration_for
from registrations.models import Guidance, Round


def get_booklet_for(account, pk):
    """Return a booklet of the reader's own, or refuse."""
    registration = get_registration_for(account, pk, to="own")
    if registration.round.guidance != Guidance.LAM_DONG_2017:
        raise Http404
    return registration


def get_unit_for(account, pk, organization_pk, to):
    """Return the round and the unit whose quarters the reader may ``see``, ``tally`` or ``assess``.

    To assess, in writing, is the cell committee's; a group is seen by its cell's officers and
    tallied by its leader.
    """
    rounds = Round.objects.select_related("bloc").filter(guidance=Guidance.LAM_DONG_2017)
    round_ = rounds.filter(pk=pk).first()
    unit = (
        Organization.objects.with_tree_fields()
        .select_related("parent")
        .filter(pk=organization_pk, kind__in=(*CELL_KINDS, Kind.GROUP))
        .first()
    )
    if round_ is None or unit is None or unit.tree_path[0] != round_.bloc_id:
        raise Http404
    viewer = viewer_of(account)
    if {"see": sees, "tally": tallies, "assess": assesses}[to](viewer, unit):
        return round_, unit
    if viewer.home_ids & set(unit.tree_path):
        raise PermissionDenied("Đồng chí không có quyền thực hiện việc này.")
    raise Hidden


def assesses(viewer, unit):
    """Tell whether the reader writes the cell committee's words for a cell."""
    return viewer.holds(CELL_OFFICERS, [unit.pk])


def sees(viewer, unit):
    """Tell whether the reader leads the unit, or the cell that it belongs to."""
    cell = unit.parent_id if unit.kind == Kind.GROUP else unit.pk
    return viewer.holds(CELL_OFFICERS, [cell]) or viewer.holds(GROUP_LEADERS, [unit.pk])


def tallies(viewer, unit):
    """Tell whether the reader takes the group's part: where no leader is, the cell's officers."""
    if unit.kind != Kind.GROUP or viewer.holds(GROUP_LEADERS, [unit.pk]):
        return sees(viewer, unit)
    return sees(viewer, unit) and not has_leader(unit)


def has_leader(group):
    """Tell whether somebody leads the group today."""
    held = Position.objects.on(timezone.localdate())
    return held.filter(organization=group, role=Role.GROUP_LEADER).exists()
