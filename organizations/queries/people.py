"""The people of an organization and of all below it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from organizations.models import Organization, Person, PersonState, Placement, Position, Role
from organizations.queries.tree import within
from organizations.vietnamese import search_key

PEOPLE_ON_A_PAGE = 50
FEW = 500
MEMBERSHIPS = {
    Person.Membership.FULL: Q(person__official_on__isnull=False),
    Person.Membership.PROBATIONARY: Q(
        person__admitted_on__isnull=False, person__official_on__isnull=True
    ),
    Person.Membership.NON_MEMBER: Q(person__admitted_on__isnull=True),
}
SHORT_MEMBERSHIP = {
    Person.Membership.FULL: "Chính thức",
    Person.Membership.PROBATIONARY: "Dự bị",
    Person.Membership.NON_MEMBER: "Quần chúng",
}
ROLE_ORDER = {role: place for place, role in enumerate(Role.values)}


def placed_people(root, day):
    """Return one placement a person in the root's subtree: where the person owes duties."""
    return duty_placements(day).filter(organization__in=within(root, day))


def duty_placements(day):
    """Return one placement a person of the installation: where the person owes duties.

    That is the official placement; for who is officially placed nowhere, the latest
    temporary one.
    """
    rival = Placement.objects.on(day).filter(
        Q(kind=Placement.Kind.OFFICIAL)
        | Q(started_on__gt=OuterRef("started_on"))
        | Q(started_on=OuterRef("started_on"), pk__gt=OuterRef("pk")),
        person=OuterRef("person"),
    )
    return (
        Placement.objects.on(day)
        .filter(Q(kind=Placement.Kind.OFFICIAL) | ~Exists(rival))
        .select_related("person", "organization__parent")
        .order_by("person__sort_key", "person_id")
    )


def people_of(organization, day, *, name="", membership="", state=""):
    """Return the placements in the organization or below it, temporary ones too.

    Filters: a part of the name, a membership, a kind of state that holds on the day. The
    placements bring ``person.posts`` and ``person.states_held`` of the day.
    """
    placements = (
        Placement.objects.on(day)
        .filter(organization__in=inside(organization, day))
        .select_related("person", "organization__parent")
        .prefetch_related(posts_on(day), states_on(day))
        .order_by("person__sort_key", "person_id", "kind", "pk")
    )
    if name:
        placements = placements.filter(person__search_key__contains=search_key(name))
    if membership:
        placements = placements.filter(MEMBERSHIPS[membership])
    if state:
        held = PersonState.objects.on(day).filter(person=OuterRef("person"), kind=state)
        placements = placements.filter(Exists(held))
    return placements


def inside(organization, day):
    """Return the organization and those below it, as ids where they are few.

    PostgreSQL does not foresee how few a subquery gives, and plans short lists badly.
    """
    subtree = within(organization, day)
    found = Organization.objects.filter(pk__in=subtree).values_list("pk", flat=True)
    ids = list(found[: FEW + 1])
    return ids if len(ids) <= FEW else subtree


def page_of_people(people, number):
    """Return a page of placements; only its own rows are read and sorted whole."""
    keys = people.prefetch_related(None).values_list("pk", flat=True)
    page = Paginator(keys, PEOPLE_ON_A_PAGE).get_page(number)
    page.object_list = list(people.filter(pk__in=list(page.object_list)))
    return page


def posts_on(day):
    """Return the prefetch of a placement's person's positions on the day."""
    return Prefetch(
        "person__positions",
        Position.objects.on(day).select_related("organization"),
        to_attr="posts",
    )


def states_on(day):
    """Return the prefetch of a placement's person's states on the day."""
    return Prefetch("person__states", PersonState.objects.on(day), to_attr="states_held")


@dataclass(frozen=True)
class PersonRow:
    """A line of a list of people; card number and birth as the reader may see them."""

    person: Person
    placement: Placement
    card: str
    birth: str

    @property
    def membership(self):
        return SHORT_MEMBERSHIP[self.person.membership]

    @property
    def posts(self):
        return "; ".join(post_name(position) for position in self.person.posts)

    @property
    def states(self):
        return "; ".join(state.get_kind_display() for state in self.person.states_held)

    @property
    def temporary(self):
        return self.placement.kind == Placement.Kind.TEMPORARY


def people_rows(placements, *, whole):
    """Return lines of a list; not whole: card numbers masked, of births only the year."""
    return [
        PersonRow(
            placement.person,
            placement,
            shown_card(placement.person, whole=whole),
            shown_birth(placement.person, whole=whole),
        )
        for placement in placements
    ]


def post_name(position):
    """Return a position with its organization: "Bí thư Chi bộ 1", "Tổ trưởng Tổ đảng 1".

    A head leads the agency, not its Party organization: "Giám đốc Sở Xây dựng".
    """
    if position.role == Role.AGENCY_HEAD:
        return head_name(position.label.split(), position.organization.name.split())
    return f"{position.label.removesuffix(' tổ đảng')} {position.organization.name}"


def head_name(title, name):
    """Return a head's title with the agency; a word that ends one and begins the other once."""
    party = name[:2] in (["Đảng", "bộ"], ["Chi", "bộ"]) and len(name) > 2
    agency = name[2:] if party and name[2].isalpha() else name
    shared = next((size for size in range(len(title), 0, -1) if title[-size:] == agency[:size]), 0)
    return " ".join([*title, *agency[shared:]])


def shown_card(person, *, whole):
    """Return the card number, or only its last three digits."""
    card = person.card_number or ""
    return card if whole or not card else f"•••{card[-3:]}"


def shown_birth(person, *, whole):
    """Return the day of birth, or only its year."""
    if person.born_on is None:
        return ""
    return (
        f"{person.born_on:%d/%m/%Y}"
        if whole and not person.birth_year_only
        else (f"{person.born_on.year}")
    )


def count_people(organization, day):
    """Return how many people belong to the organization and all below, by membership."""
    official = Q(kind=Placement.Kind.OFFICIAL)
    counts = {
        membership.name.lower(): Count("pk", filter=official & condition)
        for membership, condition in MEMBERSHIPS.items()
    }
    return (
        Placement.objects.on(day)
        .filter(organization__in=within(organization, day))
        .aggregate(
            official=Count("pk", filter=official), temporary=Count("pk", filter=~official), **counts
        )
    )


def committee_of(organization, day):
    """Return the positions held in the organization on the day, highest first."""
    held = Position.objects.on(day).filter(organization=organization).select_related("person")
    return sorted(held, key=lambda one: (ROLE_ORDER[one.role], one.person.sort_key))
