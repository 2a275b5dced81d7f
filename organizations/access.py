"""Who may: rights follow from positions held today and from the place in the tree.

Each ``get_…_for`` fetches and checks in one call. What lies outside the reader's own
organizations is refused as not found (``Hidden``), what lies inside as forbidden.
"""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from organizations.models import (
    BOARD_ROLES,
    CELL_KINDS,
    COMMITTEE_ROLES,
    Kind,
    Organization,
    Person,
    PersonState,
    Role,
)

CELL_OFFICERS = (Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.COMMITTEE_MEMBER)

# a suspension takes these rights away while it lasts
RESTING_ROLES = {
    PersonState.Kind.SUSPENDED_COMMITTEE: COMMITTEE_ROLES,
    PersonState.Kind.SUSPENDED_PARTY: tuple(role for role in Role if role != Role.AGENCY_HEAD),
}

# verb: (roles that may in their own organization, roles that may in all below it)
GRANTS = {
    "view": ((Role.GROUP_LEADER,), (*COMMITTEE_ROLES, *BOARD_ROLES)),
    "manage": ((), (Role.ORGANISATION_BOARD,)),
    "discipline": ((), (Role.INSPECTION_COMMISSION,)),
    "accounts": ((), (Role.ORGANISATION_BOARD,)),
    "read_log": ((), (Role.INSPECTION_COMMISSION,)),
    "follow": ((Role.GROUP_LEADER,), (*COMMITTEE_ROLES, *BOARD_ROLES)),
    "follow_reviews": (
        (Role.GROUP_LEADER,),
        (*COMMITTEE_ROLES, Role.ORGANISATION_BOARD, Role.INSPECTION_COMMISSION),
    ),
    "lead_cell": (CELL_OFFICERS, ()),
}


class Hidden(Http404):
    """Exists, but that is not the reader's business."""


class Viewer:
    """An account with the positions that its person holds on a day."""

    def __init__(self, account, day):
        self.account = account
        self.day = day
        self.person = account.person

    @cached_property
    def positions(self):
        """Positions in force, in one query; a suspension takes the committee's rights away."""
        if self.person is None:
            return []
        held = self.person.positions.on(self.day).filter(organization__dissolved_on=None)
        for kind, resting in RESTING_ROLES.items():
            state = PersonState.objects.on(self.day).filter(person=OuterRef("person"), kind=kind)
            held = held.exclude(Exists(state), role__in=resting)
        return list(held.select_related("organization"))

    @cached_property
    def home_ids(self):
        """Organizations to which the person belongs or in which it holds a position."""
        if self.person is None:
            return set()
        placed = self.person.placements.on(self.day).values_list("organization_id", flat=True)
        return {*placed, *(position.organization_id for position in self.positions)}

    def holds(self, roles, organization_ids):
        """Tell whether one of the roles is held in one of the organizations."""
        return any(
            position.role in roles and position.organization_id in organization_ids
            for position in self.positions
        )

    def may(self, verb, path):
        """Tell whether the verb is granted for the organization whose tree path is given."""
        here, below = GRANTS[verb]
        return self.holds(here, path[-1:]) or self.holds(below, path)

    def places(self, verb):
        """Return the organizations in which a position grants the verb, highest first."""
        here, below = GRANTS[verb]
        order = list(Kind)
        found = {
            position.organization for position in self.positions if position.role in (*here, *below)
        }
        return sorted(found, key=lambda one: (order.index(one.kind), one.sort_key))

    @cached_property
    def boards(self):
        """The blocs whose year this person's board runs or follows."""
        return [one.organization for one in self.positions if one.role in BOARD_ROLES]

    @cached_property
    def managed(self):
        """The blocs whose organizations, people and accounts this person keeps."""
        return self.places("manage")

    @cached_property
    def audited(self):
        """The blocs whose audit log this person reads."""
        return self.places("read_log")

    @cached_property
    def committees(self):
        """The committees above cells that this person belongs to."""
        return [
            one.organization
            for one in self.positions
            if one.role in COMMITTEE_ROLES and one.organization.kind not in CELL_KINDS
        ]

    @cached_property
    def cells(self):
        """The cells that this person leads."""
        return [one for one in self.places("lead_cell") if one.kind in CELL_KINDS]

    def post_for(self, organization=None):
        """Return the position in which this person acts for an organization, or None.

        That is one in the organization itself, else directly above it, else the highest.
        """
        near = (organization.pk, organization.parent_id) if organization else ()
        held = sorted(self.positions, key=lambda one: list(Role).index(one.role))
        ranked = [one for pk in near for one in held if one.organization_id == pk]
        return next(iter(ranked or held), None)

    def signature(self, organization=None):
        """Return name and position for the history: what was held then stays written."""
        post = self.post_for(organization)
        if post is None:
            return self.account.full_name
        return f"{self.account.full_name}, {post.label} {post.organization.name}"


def viewer_of(account):
    """Return the account's viewer of today, kept on the account for one request."""
    today = timezone.localdate()
    known = getattr(account, "_viewer", None)
    if known is None or known.day != today:
        known = account._viewer = Viewer(account, today)
    return known


def check(account, paths, verb):
    """Raise ``Hidden`` or ``PermissionDenied`` unless the verb is granted on one path."""
    viewer = viewer_of(account)
    if any(viewer.may(verb, path) for path in paths):
        return
    if any(viewer.home_ids & set(path) for path in paths):
        raise PermissionDenied("Đồng chí không có quyền thực hiện việc này.")
    raise Hidden


def get_organization_for(account, pk, to="view"):
    """Return the organization with its tree fields, or refuse."""
    organization = Organization.objects.with_tree_fields().filter(pk=pk).first()
    if organization is None:
        raise Http404
    check(account, [organization.tree_path], to)
    return organization


def get_person_for(account, pk, to="view"):
    """Return the person, or refuse; everybody may view the own record."""
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise Http404
    if to == "view" and account.person_id == person.pk:
        return person
    check(account, paths_of(person), to)
    return person


def paths_of(person):
    """Return the tree paths of where the person is placed, last was, or serves on a board."""
    today = timezone.localdate()
    current = person.placements.on(today).values("organization")
    if not current.exists():
        current = person.placements.order_by("-started_on").values("organization")[:1]
    ids = {row["organization"] for row in current}
    ids |= set(person.positions.on(today).values_list("organization_id", flat=True))
    return [
        organization.tree_path
        for organization in Organization.objects.with_tree_fields().filter(pk__in=ids)
    ]


def require_person(account):
    """Return the account's person; the system administrator has none and is refused."""
    if account.person is None:
        raise PermissionDenied("Tài khoản quản trị hệ thống không có nội dung này.")
    return account.person
