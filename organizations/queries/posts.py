"""Positions need a placement beneath them: which would lose theirs by a change on a day."""

from collections import defaultdict

from django.db.models import Q

from organizations.models import Organization, Placement, Position
from organizations.queries.tree import paths_on, within


def positions_ended_by_transfer(person, to, day):
    """Return the person's positions that an official placement in ``to`` no longer supports."""
    stays = person.placements.on(day).filter(kind=Placement.Kind.TEMPORARY)
    places = [to.pk, *stays.values_list("organization_id", flat=True)]
    return unsupported(
        lasting_posts(person.positions, day), {person.pk: places}, paths_on(places, day)
    )


def positions_ended_by_leaving(placement, day):
    """Return the positions that end with a placement; without an official one nothing stays."""
    person = placement.person
    places = []
    if placement.kind == Placement.Kind.TEMPORARY:
        stays = person.placements.on(day).exclude(pk=placement.pk)
        places = list(stays.values_list("organization_id", flat=True))
    return unsupported(
        lasting_posts(person.positions, day), {person.pk: places}, paths_on(places, day)
    )


def positions_ended_by_move(organization, parent, day):
    """Return the positions above the organization that its people lose when it moves."""
    old, new = (paths_on([one.pk], day)[one.pk] for one in (organization, parent))
    moved = Placement.objects.on(day).filter(organization__in=within(organization, day))
    above = lasting_posts(Position.objects.filter(organization__in=set(old[:-1]) - set(new)), day)
    positions = list(above.filter(person__in=moved.values("person")))
    places = places_of([position.person_id for position in positions], day)
    paths = paths_on({pk for held in places.values() for pk in held}, day)
    for pk, path in paths.items():
        if organization.pk in path:
            paths[pk] = new + path[path.index(organization.pk) :]
    return unsupported(positions, places, paths)


def places_of(person_ids, day):
    """Return {person id: ids of the organizations where the person is placed}."""
    places = defaultdict(list)
    placements = Placement.objects.on(day).filter(person__in=person_ids)
    for person, organization in placements.values_list("person_id", "organization_id"):
        places[person].append(organization)
    return places


def lasting(periods, day):
    """Return the positions or placements that hold on the day or begin later."""
    open_then = Q(ended_on=None) | Q(ended_on__gt=day)
    return periods.filter(open_then)


def lasting_posts(positions, day):
    """Return the positions that hold on the day or begin later, with place and person."""
    return lasting(positions, day).select_related("organization", "person")


def unsupported(positions, places, paths):
    """Return the positions of people with no place in the organization or below it."""
    return [
        position
        for position in positions
        if not any(position.organization_id in paths[pk] for pk in places[position.person_id])
    ]


def has_place_beneath(person, organization, day):
    """Tell whether the person is placed in the organization or below it on the day."""
    return person.placements.on(day).filter(organization__in=within(organization, day)).exists()


def places_to_serve(viewer, person):
    """Return the living organizations above the person's places that the viewer keeps."""
    homes = person.placements.values_list("organization_id", flat=True)
    paths = paths_on(set(homes), viewer.day).values()
    kept = {pk for path in paths if viewer.may("manage", path) for pk in path}
    places = Organization.objects.with_tree_fields().filter(pk__in=kept, dissolved_on=None)
    return list(places.select_related("parent").order_by("-tree_depth", "sort_key", "pk"))
