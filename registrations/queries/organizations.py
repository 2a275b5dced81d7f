"""Organizations' own papers (F01, E01), and what waits for heads of agencies."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from organizations.models import COMMITTEE_ROLES, Kind, LogEntry, Organization, Role
from organizations.queries import duty_placements, within
from registrations.definitions import FORMS, OWN_FORMS
from registrations.models import FormChoice, Registration, Round, Step
from registrations.queries.owing import as_of, blocs_of, due, is_overdue
from registrations.queries.pages import last_return_reason

WITHOUT_FORM = (Kind.BLOC, Kind.GROUP)


@dataclass
class OrganizationTask:
    """What a committee has to register for its organization in a round, and how it stands."""

    round: Round
    organization: Organization
    due: date
    overdue: bool
    current: Registration | None
    reason: str

    @property
    def definition(self):
        return FORMS[self.round.own_form]

    @property
    def done(self):
        return self.current is not None and self.current.step in (Step.CONFIRMED, Step.SUBMITTED)

    @property
    def supplementing(self):
        """Tell whether a supplement is in work; it has no last day."""
        return not self.done and self.current is not None and self.current.version > 1


def organization_tasks(viewer):
    """Return the tasks of the committees to which the reader belongs, newest round first."""
    led = {
        one.organization_id: one.organization
        for one in viewer.positions
        if one.role in COMMITTEE_ROLES and one.organization.kind not in WITHOUT_FORM
    }
    if not led:
        return []
    blocs = blocs_of(led)
    rounds = Round.objects.filter(bloc__in=set(blocs.values()), guidance__in=OWN_FORMS).order_by(
        "-year", "pk"
    )
    newest = {}
    own = Registration.objects.filter(round__in=rounds, organization__in=led, person=None)
    for one in own.order_by("version").prefetch_related("events"):
        newest[one.round_id, one.organization_id] = one
    return [
        organization_task(round_, organization, newest.get((round_.pk, pk)))
        for round_ in rounds
        for pk, organization in led.items()
        if blocs[pk] == round_.bloc_id and existed(organization, round_)
    ]


def existed(organization, round_):
    """Tell whether the organization was founded by the day that the round counts."""
    return organization.founded_on is None or organization.founded_on <= as_of(round_)


def organization_task(round_, organization, current):
    """Return the task of one organization in one round."""
    return OrganizationTask(
        round=round_,
        organization=organization,
        due=due(round_),
        overdue=is_overdue(round_, timezone.localdate()),
        current=current,
        reason=last_return_reason(current),
    )


def to_receive(viewer, receivers_in):
    """Return the organizations' papers that wait for the reader, as the direct superior.

    ``receivers_in`` answers for a round which roles receive (``access.receivers_in``).
    """
    above = [one.organization_id for one in viewer.positions]
    own = [one.organization_id for one in viewer.positions if one.role in COMMITTEE_ROLES]
    found = (
        Registration.objects.filter(
            person=None, step=Step.SUBMITTED, organization__parent__in=above
        )
        .exclude(organization__in=own)
        .select_related("organization__parent", "round")
        .order_by("-round__year", "organization__sort_key", "pk")
    )
    return [
        one for one in found if viewer.holds(receivers_in(one.round), [one.organization.parent_id])
    ]


def to_confirm_by_head(viewer):
    """Return what people who are not members handed in to this head of their agency (NG-13)."""
    led = [one.organization for one in viewer.positions if one.role == Role.AGENCY_HEAD]
    if not led:
        return []
    today = timezone.localdate()
    below = reduce(or_, (Q(organization__in=within(one, today)) for one in led))
    people = duty_placements(today).filter(below, person__admitted_on=None).order_by()
    return list(
        Registration.objects.filter(person__in=people.values("person"), step=Step.SUBMITTED)
        .exclude(person=viewer.person)
        .select_related("person", "organization__parent", "round")
        .order_by("-round__year", "person__sort_key", "pk")
    )


def form_choice(round_, base):
    """Return the base organization's choice of form 02 for non-members, or None (NG-01)."""
    found = FormChoice.objects.filter(round=round_, organization=base)
    return found.select_related("decided_by__person").first()


def choices_made(base):
    """Return what the base organization decided on the form of its non-members, newest first."""
    return list(
        LogEntry.objects.filter(organization=base, verb="choose_form").order_by("-at", "-pk")
    )
