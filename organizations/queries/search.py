"""Finding people and organizations by parts of the name, without accents."""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Exists, OuterRef, Prefetch, Q

from organizations.models import Organization, Person, Placement, Position
from organizations.queries.tree import below
from organizations.vietnamese import search_key

MOST_HITS = 50


@dataclass(frozen=True)
class Found:
    """What a search found; ``more`` tells that not everything is listed."""

    organizations: list
    people: list
    more: bool


def search_people_and_organizations(viewer, text):
    """Return what the viewer may see whose name holds every word; at most 50 hits.

    Card numbers are found whole only, and by who keeps these people only.
    """
    words = search_key(text).split()
    if not words:
        return Found([], [], more=False)
    organizations = list(organizations_named(viewer, words)[: MOST_HITS + 1])
    people = list(people_found(viewer, words)[: MOST_HITS + 1])
    return Found(
        organizations[:MOST_HITS],
        people[: max(0, MOST_HITS - len(organizations))],
        more=len(organizations) + len(people) > MOST_HITS,
    )


def organizations_named(viewer, words):
    """Return the organizations that the viewer sees, one word at least in the own name."""
    own = reduce(or_, (Q(search_key__contains=word) for word in words))
    return subtrees(viewer.places("view")).filter(own, in_full_name(words))


def in_full_name(words):
    """Return the condition that each word is in the name of the organization or above it."""
    fields = ("search_key", "parent__search_key", "parent__parent__search_key")
    return reduce(
        and_,
        (reduce(or_, (Q(**{f"{field}__contains": word}) for field in fields)) for word in words),
    )


def subtrees(roots):
    """Return the organizations in the trees of the roots, with their parents."""
    if not roots:
        return Organization.objects.none()
    inside = reduce(or_, (Q(pk__in=below(root)) for root in roots))
    return Organization.objects.with_tree_fields().filter(inside).select_related("parent__parent")


def people_found(viewer, words):
    """Return the people whom the viewer sees by name, and whom it keeps by card number."""
    name = reduce(and_, (Q(search_key__contains=word) for word in words))
    seen = Q(pk=viewer.account.person_id) | reachable(viewer.places("view"), viewer.day)
    card = Q(card_number="".join(words)) & reachable(viewer.managed, viewer.day)
    placements = Placement.objects.on(viewer.day).select_related("organization__parent")
    return Person.objects.filter((name & seen) | card).prefetch_related(
        Prefetch("placements", placements, to_attr="places")
    )


def reachable(roots, day):
    """Return the condition that a person is placed, last was, or serves inside the roots.

    The same people as ``access.get_person_for`` lets the holder of a right there see.
    """
    if not roots:
        return Q(pk__in=[])
    inside = reduce(or_, (Q(organization__in=below(root)) for root in roots))
    today = Placement.objects.on(day)
    person = {"person": OuterRef("person")}
    later = Placement.objects.filter(started_on__gt=OuterRef("started_on"), **person)
    left = Placement.objects.filter(~Exists(today.filter(**person)), ~Exists(later))
    return (
        Q(pk__in=today.filter(inside).values("person"))
        | Q(pk__in=Position.objects.on(day).filter(inside).values("person"))
        | Q(pk__in=left.filter(inside).values("person"))
    )


def places_to_choose(viewer, kinds, text):
    """Return the living organizations of some kinds that the viewer keeps, by parts of names."""
    places = subtrees(viewer.managed).filter(kind__in=kinds, dissolved_on=None)
    words = search_key(text).split()
    return places.filter(in_full_name(words)) if words else places
