"""Reads of accounts: whose are in the reader's keeping, in which state they are."""

from dataclasses import dataclass
from datetime import datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, Sum
from django.http import Http404
from django.utils import timezone

from organizations.access import Hidden, check, get_organization_for, paths_of, viewer_of
from organizations.models import (
    BASE_KINDS,
    CELL_KINDS,
    Account,
    Kind,
    Organization,
    Person,
    Placement,
    Position,
)
from organizations.usernames import normalize
from organizations.vietnamese import search_key


class State(models.TextChoices):
    """What may be the matter with a person's account."""

    NEVER = "NEVER", "Chưa đăng nhập lần nào"
    USED = "USED", "Đang dùng"
    OFF = "OFF", "Đã khóa"
    NONE = "NONE", "Chưa có tài khoản"
    LEFT = "LEFT", "Không còn sinh hoạt ở đâu"


def require_keeper(account):
    """Return the blocs whose accounts are kept; None means all (system administrator)."""
    if account.administrator:
        return None
    blocs = viewer_of(account).places("accounts")
    if not blocs:
        raise PermissionDenied("Đồng chí không có quyền quản lý tài khoản.")
    return blocs


def get_account_for(keeper, pk):
    """Return an account that the keeper may reset, switch and unlock, or refuse."""
    account = Account.objects.select_related("person").filter(pk=pk).first()
    if account is None:
        raise Http404
    if keeper.administrator:
        return account
    if account.person is None:
        require_keeper(keeper)
        raise Hidden
    check(keeper, paths_of(account.person), "accounts")
    return account


def get_place_for(keeper, pk):
    """Return an organization for whose people the keeper may make accounts, or refuse."""
    if not keeper.administrator:
        return get_organization_for(keeper, pk, to="accounts")
    organization = Organization.objects.with_tree_fields().filter(pk=pk).first()
    if organization is None:
        raise Http404
    return organization


def subtree_ids(organizations):
    """Return the ids of the organizations and of all below them."""
    wanted = {organization.pk for organization in organizations}
    return [pk for pk, path in tree_paths().items() if wanted.intersection(path)]


def tree_paths():
    """Return the ids from the root down to each organization, by its id."""
    return dict(Organization.objects.with_tree_fields().values_list("pk", "tree_path"))


def are_all(blocs):
    """Tell whether there is nothing outside the blocs; then nothing needs to be left out."""
    if blocs is None:
        return True
    others = Organization.objects.filter(parent=None).exclude(pk__in=[one.pk for one in blocs])
    return not others.exists()


def seats(day):
    """Return where each person belongs: officially, else temporarily."""
    placements = Placement.objects.on(day)
    official = placements.filter(kind=Placement.Kind.OFFICIAL, person=OuterRef("person"))
    return placements.filter(Q(kind=Placement.Kind.OFFICIAL) | ~Exists(official))


def people_of(ids, day):
    """Return who is placed in, serves in or, placed nowhere now, last was in the places."""
    placed = Placement.objects.on(day)
    serving = Position.objects.on(day).filter(organization__in=ids)
    last = Placement.objects.filter(person=OuterRef("pk")).order_by("-started_on", "-id")
    gone = (
        Person.objects.exclude(pk__in=placed.values("person"))
        .annotate(last_place=Subquery(last.values("organization")[:1]))
        .filter(last_place__in=ids)
    )
    return Person.objects.filter(
        Q(pk__in=placed.filter(organization__in=ids).values("person"))
        | Q(pk__in=serving.values("person"))
        | Q(pk__in=gone.values("pk"))
    )


def list_people(blocs, filters, day):
    """Return people with their accounts, as the filters want them."""
    if organization := filters.get("organization"):
        people = people_of(subtree_ids([organization]), day)
    elif are_all(blocs):
        people = Person.objects.all()
    else:
        people = people_of(subtree_ids(blocs), day)
    people = people.filter(
        state_condition(filters.get("state"), day) & search_condition(filters.get("q"))
    )
    current = Placement.objects.on(day).select_related("organization__parent")
    return people.select_related("account").prefetch_related(
        Prefetch("placements", current.order_by("kind", "id"), to_attr="current_placements")
    )


def choices_around(blocs, selected):
    """Return the base organizations of the blocs, and the tree of the selected one.

    A list of every cell of a large bloc would weigh more than the page it filters.
    """
    shown = {base.pk for base in bases_of(blocs)}
    if selected is not None:
        paths = tree_paths()
        base = shown.intersection(paths.get(selected, ()))
        shown |= {pk for pk, path in paths.items() if base.intersection(path)}
    return Organization.objects.with_tree_fields().filter(pk__in=shown)


def state_condition(state, day):
    """Return the condition for people whose account is in the state."""
    placed = Q(pk__in=Placement.objects.on(day).values("person"))
    conditions = {
        State.NEVER: Q(account__is_active=True, account__last_login=None),
        State.USED: Q(account__is_active=True, account__last_login__isnull=False),
        State.OFF: Q(account__is_active=False),
        State.NONE: Q(account=None) & placed,
        State.LEFT: Q(account__isnull=False) & ~placed,
    }
    return conditions.get(state, Q(account__isnull=False) | placed)


def search_condition(text):
    """Return the condition for a part of a name, or of a user name."""
    if not text:
        return Q()
    return Q(search_key__contains=search_key(text)) | Q(account__username__contains=normalize(text))


def administrators():
    """Return the accounts of system administrators."""
    return Account.objects.filter(administrator=True)


@dataclass(frozen=True)
class Place:
    """Where a person is placed, as the list names it."""

    pk: int
    name: str


@dataclass(frozen=True)
class AccountRow:
    """A person, or a system administrator, with the account and what may be done to it."""

    full_name: str
    places: tuple[Place, ...]
    left: bool
    account: Account | None
    state: State
    locked_until: datetime | None


def people_rows(people):
    """Return the rows of people fetched by ``list_people``."""
    people = list(people)
    names = [one.account.username for one in people if has_account(one)]
    locked = locked_out(username__in=names)
    return [person_row(person, locked) for person in people]


def person_row(person, locked):
    """Return the row of one person."""
    account = person.account if has_account(person) else None
    places = tuple(place_of(one.organization) for one in person.current_placements)
    return AccountRow(
        full_name=person.full_name,
        places=places,
        left=not places,
        account=account,
        state=account_state(account),
        locked_until=locked.get(account.username) if account else None,
    )


def administrator_rows():
    """Return the rows of the system administrators."""
    accounts = list(administrators())
    locked = locked_out(username__in=[account.username for account in accounts])
    return [
        AccountRow(
            full_name=account.full_name,
            places=(),
            left=False,
            account=account,
            state=account_state(account),
            locked_until=locked.get(account.username),
        )
        for account in accounts
    ]


def has_account(person):
    """Tell whether the person, fetched together with its account, has one."""
    return hasattr(person, "account")


def place_of(organization):
    """Return the place, with the name of the organization above where that says more."""
    if organization.kind in BASE_KINDS:
        return Place(organization.pk, organization.name)
    return Place(organization.pk, f"{organization.name} – {organization.parent.name}")


def account_state(account):
    """Return the state of an account, or of the lack of one."""
    if account is None:
        return State.NONE
    if not account.is_active:
        return State.OFF
    return State.USED if account.last_login else State.NEVER


def locked_out(**conditions):
    """Return until when each user name is locked out after wrong passwords."""
    since = timezone.now() - get_cool_off()
    attempts = (
        AccessAttempt.objects.filter(attempt_time__gte=since, **conditions)
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"), last=models.Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("last")
    )
    return {row["username"]: row["last"] + get_cool_off() for row in attempts}


@dataclass(frozen=True)
class PlaceRow:
    """An organization with how many of its people wait for a first password."""

    organization: Organization
    without_account: int
    never_signed_in: int


def place_rows(organizations, day):
    """Return a row for each of the organizations, all below it counted in."""
    paths = tree_paths()
    totals = {organization.pk: [0, 0] for organization in organizations}
    for row in waiting_by_place(day):
        for pk in totals.keys() & set(paths[row["organization"]]):
            totals[pk][0] += row["without"]
            totals[pk][1] += row["never"]
    return [PlaceRow(organization, *totals[organization.pk]) for organization in organizations]


def waiting_by_place(day):
    """Count the people without account and without sign-in, an organization a row."""
    never = Q(person__account__is_active=True, person__account__last_login=None)
    without = Q(person__account=None)
    return (
        seats(day)
        .filter(never | without)
        .values("organization")
        .annotate(without=Count("pk", filter=without), never=Count("pk", filter=never))
        .order_by()
    )


def bases_of(blocs):
    """Return the base organizations of the blocs, of all when None."""
    bases = Organization.objects.filter(kind__in=BASE_KINDS, dissolved_on=None)
    return list(bases if blocs is None else bases.filter(parent__in=blocs))


def children_of(organization):
    """Return the living organizations directly below, without groups."""
    return list(organization.children.filter(dissolved_on=None).exclude(kind=Kind.GROUP))


def people_waiting(organization, day, renew):
    """Return who gets a slip: without account, or (renew) with one never used."""
    waiting = Q(account=None)
    if renew:
        waiting |= Q(account__is_active=True, account__last_login=None)
    placed = seats(day).filter(organization__in=subtree_ids([organization]))
    return Person.objects.filter(waiting, pk__in=placed.values("person"))


@dataclass(frozen=True)
class Cell:
    """A cell as slips name it, with its place in the order of the tree."""

    order: int
    name: str


def cells_of(people, day):
    """Return the cell of each person's id, for those who are placed."""
    nodes = {node.pk: node for node in Organization.objects.with_tree_fields()}
    order = {pk: index for index, pk in enumerate(nodes)}
    placed = seats(day).filter(person__in=people).values_list("person", "organization")
    found = {}
    for person_id, place in placed:
        cell = cell_above(nodes[place], nodes)
        found[person_id] = Cell(order[cell.pk], cell_name(cell, nodes))
    return found


def cell_above(node, nodes):
    """Return the cell that the organization is or belongs to, else itself."""
    above = [nodes[pk] for pk in reversed(node.tree_path)]
    return next((one for one in above if one.kind in CELL_KINDS), node)


def cell_name(cell, nodes):
    """Return the cell's name with the committee above it; a base cell stands alone."""
    if cell.kind != Kind.CELL:
        return cell.name
    return f"{cell.name} – {nodes[cell.parent_id].name}"
