"""Where a disciplined violation is counted: in the organization where it happened (H21-17)."""

from evaluations.models import Evaluation, Subject
from evaluations.rules.scales import QUALITY
from organizations.models import CELL_KINDS, Discipline, Organization
from organizations.queries import cell_of


def lowest_elsewhere(round_):
    """Return {evaluation id: cell id} of members whom a violation in another cell made lowest.

    What has lowered an earlier year's rating already does not count again (H21-12).
    """
    rows = Evaluation.objects.filter(
        round=round_, subject=Subject.MEMBER, annulled_at=None, level=QUALITY.lowest
    )
    lowest = {
        person: (pk, cell)
        for pk, person, cell, facts in rows.values_list("pk", "person", "organization", "facts")
        if not facts.get("already_counted")
    }
    found, disciplines = {}, Discipline.objects.none()
    if lowest:
        disciplines = Discipline.objects.filter(
            person__in=list(lowest), decided_on__year=round_.year
        ).select_related("organization__parent")
    for one in disciplines:
        pk, cell = lowest[one.person_id]
        place = cell_of(one.organization)
        if place is not None and place.kind in CELL_KINDS and place.pk != cell:
            found[pk] = place.pk
    return found


def paths_of(organization_ids):
    """Return {organization id: ids from the bloc down to it}."""
    found = Organization.objects.with_tree_fields().filter(pk__in=list(organization_ids))
    return {one.pk: one.tree_path for one in found}


def counts_for(organization, place, paths, *, seated):
    """Tell whether a violation at ``place`` counts for a committee.

    It does where it happened there or in what the committee leads; elsewhere above or beside,
    only for who sits there and had no other committee to answer for it.
    """
    if organization in paths[place]:
        return True
    return seated and place in paths[organization]
