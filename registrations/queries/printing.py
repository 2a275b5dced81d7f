"""What can be printed of an organization and all below it, in which order, and what is missing."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from organizations.models import CELL_KINDS, Kind
from organizations.queries import tree_of
from registrations.models import Guidance, PrintJob, Registration, Step
from registrations.queries.owing import as_of, organizations_owing, owing
from registrations.queries.pages import HEAD_FIELDS
from registrations.queries.progress import with_status

WITHIN = (*CELL_KINDS, Kind.GROUP)
UNFINISHED = (PrintJob.State.WAITING, PrintJob.State.RUNNING)
PAPERS = {  # in one year there may be rounds under all three
    Guidance.NEU_GUONG_2017: "bản đăng ký",
    Guidance.LAM_DONG_2017: "bản cam kết học tập, làm theo",
    Guidance.CAM_KET_9: "bản cam kết",
}


class Printable(NamedTuple):
    """A registration to print and the cell, or the committee, under whose name it stands."""

    registration: int
    organization: int


class Sheaf(NamedTuple):
    """What is printed, in order, and the organizations that are named: {id: organization}."""

    rows: list
    organizations: dict


def steps_to_print(unconfirmed):
    """Return the steps in which a registration may be printed for a reader."""
    return (Step.CONFIRMED, Step.SUBMITTED) if unconfirmed else (Step.CONFIRMED,)


def newest_of_people(round_, root, steps):
    """Return the newest version in one of the steps of each person who owes one."""
    newer = Registration.objects.filter(
        round=round_, person=OuterRef("person"), step__in=steps, version__gt=OuterRef("version")
    )
    people = owing(round_, root).order_by().values("person")
    return Registration.objects.filter(
        ~Exists(newer), round=round_, person__in=people, step__in=steps
    )


def newest_of_organizations(round_, root, steps):
    """Return {organization id: id of the newest version in one of the steps} (form 01)."""
    owed = [one.pk for one in organizations_owing(round_, root)]
    found = Registration.objects.filter(
        round=round_, person=None, organization__in=owed, step__in=steps
    )
    return dict(found.order_by("version").values_list("organization", "pk"))


def to_print(round_, root, *, unconfirmed):
    """Return what is printed: down the tree, an organization's own before its people's by name."""
    steps = steps_to_print(unconfirmed)
    tree = tree_of(root, as_of(round_))
    known = {one.pk: one for one in tree}
    homes = {one.pk: home_of(one, known) for one in tree}
    people = dict(owing(round_, root).order_by().values_list("person", "organization"))
    papers = {one.pk: [] for one in tree}
    for pk, person in (
        newest_of_people(round_, root, steps)
        .order_by("person__sort_key", "person_id")
        .values_list("pk", "person")
    ):
        if person in people:  # else placed here only a moment ago
            papers[homes[people[person]]].append(pk)
    own = newest_of_organizations(round_, root, steps)
    rows = [
        Printable(pk, one.pk)
        for one in tree
        for pk in ([own[one.pk]] if one.pk in own else []) + papers[one.pk]
    ]
    return Sheaf(rows, known)


def home_of(organization, known):
    """Return the id under which people are printed: a group's are its cell's."""
    group = organization.kind == Kind.GROUP and organization.parent_id in known
    return organization.parent_id if group else organization.pk


def people_not_printable(round_, root, *, unconfirmed):
    """Return the placements of those of whom nothing can be printed yet, with their status."""
    ready = Registration.objects.filter(
        round=round_, person=OuterRef("person"), step__in=steps_to_print(unconfirmed)
    )
    people = with_status(owing(round_, root), round_).filter(~Exists(ready))
    return people.select_related("person", "organization__parent").order_by(
        "organization__parent__sort_key", "organization__sort_key", "person__sort_key", "pk"
    )


def organizations_not_printable(round_, root, *, unconfirmed):
    """Return the organizations whose own registration cannot be printed yet (form 01)."""
    ready = newest_of_organizations(round_, root, steps_to_print(unconfirmed))
    return [one for one in organizations_owing(round_, root) if one.pk not in ready]


def with_blank_heads(round_, root, *, unconfirmed):
    """Return those of the people's papers in whose head a field would print as dots."""
    empty = Q()
    for field in HEAD_FIELDS:
        empty |= Q(**{f"signed__{field}": ""})
    found = newest_of_people(round_, root, steps_to_print(unconfirmed)).filter(empty)
    return found.select_related("person", "organization__parent", "round").order_by(
        "organization__parent__sort_key", "organization__sort_key", "person__sort_key", "pk"
    )


def papers_name(round_):
    """Return what the papers of a round are called, in small letters."""
    return PAPERS[round_.guidance]


def jobs_of(account, round_, organization):
    """Return what the account has had printed of an organization, newest first."""
    return PrintJob.objects.filter(account=account, round=round_, organization=organization)


def jobs_before(job):
    """Return how many jobs wait before this one."""
    waiting = PrintJob.objects.filter(state__in=UNFINISHED)
    earlier = Q(asked_at__lt=job.asked_at) | Q(asked_at=job.asked_at, pk__lt=job.pk)
    return waiting.filter(earlier).count()
