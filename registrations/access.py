"""Who may do what with rounds and registrations (roles.md)."""

from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from organizations.access import (
    CELL_OFFICERS,
    Hidden,
    check,
    viewer_of,
)
from organizations.models import (
    BASE_KINDS,
    BOARD_ROLES,
    CELL_KINDS,
    COMMITTEE_ROLES,
    Kind,
    Organization,
    Person,
    Position,
    Role,
)
from organizations.queries import paths_on
from registrations import queries
from registrations.definitions import OWN_FORMS
from registrations.models import CommentMeeting, Guidance, Registration, Round, Step
from registrations.queries import as_of, duty_cell, duty_placement
from registrations.queries.meetings import holds_meetings
from registrations.workflow import EDITABLE, HANDED_IN

GROUP_LEADERS = (Role.GROUP_LEADER,)
ABOVE = (*COMMITTEE_ROLES, *BOARD_ROLES)
LEADING = (Role.SECRETARY, Role.DEPUTY_SECRETARY)
RECEIVERS = (*COMMITTEE_ROLES, Role.ORGANISATION_BOARD, Role.PROPAGANDA_BOARD)
REVIEWS = (Guidance.HD21_2019, Guidance.HD22_2013)
NOT_REVIEWS = (Role.PROPAGANDA_BOARD,)  # it follows registrations and the course of NG and LD


def without_reviews(roles, round_):
    """Leave out of some roles those that see nothing of the reviews (HD 21, HD 22; roles.md)."""
    if round_.guidance not in REVIEWS:
        return roles
    return tuple(role for role in roles if role not in NOT_REVIEWS)


def receivers_in(round_):
    """Return the roles that receive the papers of the organizations directly below."""
    return without_reviews(RECEIVERS, round_)


def rounds_open_to(viewer):
    """Return [(round, organization)], newest first: what the reader follows, and from where."""
    everywhere, reviews = viewer.places("follow"), viewer.places("follow_reviews")
    found = queries.rounds_followed(everywhere)
    if everywhere == reviews:
        return found
    starts = {round_.pk: place for round_, place in queries.rounds_followed(reviews)}
    return [
        (round_, starts.get(round_.pk, place))
        for round_, place in found
        if round_.guidance not in REVIEWS or round_.pk in starts
    ]


def rounds_beside(viewer, round_, organization):
    """Return the rounds of the same bloc that the reader may turn to from an organization's."""
    rounds = Round.objects.filter(bloc=round_.bloc_id)
    if viewer.may("follow_reviews", organization.tree_path):
        return rounds
    return rounds.exclude(guidance__in=REVIEWS)


def get_round_for(account, pk):
    """Return the round of a bloc to which the account's person belongs, or refuse."""
    round_ = Round.objects.select_related("bloc").filter(pk=pk).first()
    if round_ is None:
        raise Http404
    inside = Organization.objects.descendants(round_.bloc_id, include_self=True)
    if not inside.filter(pk__in=viewer_of(account).home_ids).exists():
        raise Hidden
    return round_


def get_written_round_for(account, pk):
    """Return a round in which forms are written, of the person's bloc, or refuse."""
    round_ = get_round_for(account, pk)
    if not round_.has_forms:
        raise Http404
    return round_


def get_round_and_organization_for(account, pk, organization_pk, to="follow"):
    """Return a round in which forms are written and an organization of its bloc, or refuse."""
    round_, organization = get_followed_for(account, pk, organization_pk, to)
    if not round_.has_forms:
        raise Http404
    return round_, organization


def get_followed_for(account, pk, organization_pk, to="follow"):
    """Return the round and an organization of its bloc, or refuse.

    A past round is followed along the tree of its last day too: the committee that had a
    cell then keeps its view of that year. Reviews are not for everybody who follows.
    """
    round_ = Round.objects.select_related("bloc").filter(pk=pk).first()
    organization = Organization.objects.with_tree_fields().filter(pk=organization_pk).first()
    if round_ is None or organization is None or round_.bloc_id != organization.tree_path[0]:
        raise Http404
    paths = [organization.tree_path]
    if round_.year < timezone.localdate().year:
        paths += paths_on([organization.pk], as_of(round_)).values()
    if to == "follow" and round_.guidance in REVIEWS:
        to = "follow_reviews"
    check(account, paths, to)
    return round_, organization


def reads_handed_in(account, organization):
    """Tell whether the reader sees in a cell or group what waits for confirmation."""
    viewer = viewer_of(account)
    cell = organization.parent_id if organization.kind == Kind.GROUP else organization.pk
    return viewer.holds(CELL_OFFICERS, [cell]) or viewer.holds(GROUP_LEADERS, [organization.pk])


class Place(NamedTuple):
    """An organization's way up: ids from the bloc down, its cell, and what is above the cell."""

    path: list
    cell_id: int
    superior_id: int


def places(organization_ids):
    """Return the places of some organizations, by id, in two queries."""
    found = Organization.objects.with_tree_fields().filter(pk__in=organization_ids)
    paths = {organization.pk: organization.tree_path for organization in found}
    parents = dict(
        Organization.objects.filter(
            pk__in={pk for path in paths.values() for pk in path}, kind__in=CELL_KINDS
        ).values_list("pk", "parent_id")
    )
    cells = {pk: next((one for one in path if one in parents), None) for pk, path in paths.items()}
    return {pk: Place(path, cells[pk], parents.get(cells[pk])) for pk, path in paths.items()}


class Reader:
    """What an account may do with one registration.

    A person's belongs to the person; an organization's to its committee, and its direct
    superior receives it (NG-06). What somebody who is not a member registers is confirmed by
    the head of the agency (NG-13).
    """

    def __init__(self, account, registration):
        self.viewer = viewer_of(account)
        self.registration = registration
        self.own = (
            account.person_id == registration.person_id
            if registration.person_id
            else self.viewer.holds(COMMITTEE_ROLES, [registration.organization_id])
        )

    @cached_property
    def duty_id(self):
        """Where the person makes commitments today; of an organization itself."""
        if self.registration.person_id is None:
            return self.registration.organization_id
        placement = duty_placement(self.registration.person)
        return placement.organization_id if placement else None

    @cached_property
    def places(self):
        """The places of the person's duty today and of the cell that keeps the registration."""
        return places({self.duty_id, self.registration.organization_id} - {None})

    @property
    def may_edit(self):
        return self.own and self.registration.step in EDITABLE

    @property
    def may_supplement(self):
        return self.own and self.registration.step == Step.CONFIRMED and self.duty_id is not None

    @property
    def may_confirm(self):
        """Whether the reader is whom the guidance has it confirmed by; never the author."""
        duty = self.places.get(self.duty_id)
        if self.own or duty is None:
            return False
        if self.registration.person_id is None:
            return self.viewer.holds(receivers_in(self.registration.round), duty.path[-2:-1])
        if self.registration.person.admitted_on is None:
            return self.confirms_non_member(duty)
        if self.viewer.holds(CELL_OFFICERS, [duty.cell_id]):
            return True
        return self.viewer.holds(COMMITTEE_ROLES, [duty.superior_id]) and is_officer(
            self.registration.person_id, duty.cell_id
        )

    def confirms_non_member(self, duty):
        """The head of the agency; where none is known, the cell's officers."""
        heads = Position.objects.on(timezone.localdate()).filter(
            organization__in=duty.path, role=Role.AGENCY_HEAD
        )
        if self.viewer.holds((Role.AGENCY_HEAD,), duty.path):
            return True
        return not heads.exists() and self.viewer.holds(CELL_OFFICERS, [duty.cell_id])

    @property
    def may_read(self):
        """Never another person's draft; above the cell only what is confirmed."""
        return self.may_read_in(self.registration.step)

    def may_read_in(self, step):
        """Tell whether a version in the step may be read."""
        if self.own:
            return True
        if step not in HANDED_IN:
            return False
        near = [(place.cell_id, place.path[-1]) for place in self.places.values()]
        if self.registration.person_id and any(
            self.viewer.holds(CELL_OFFICERS, [cell]) or self.viewer.holds(GROUP_LEADERS, [last])
            for cell, last in near
        ):
            return True
        roles = without_reviews(ABOVE, self.registration.round)
        above = any(self.viewer.holds(roles, place.path) for place in self.places.values())
        return (above and step == Step.CONFIRMED) or self.may_confirm

    def may(self, verb):
        """Tell whether the verb (read, edit, supplement, confirm, own) is granted."""
        return self.own if verb == "own" else getattr(self, f"may_{verb}")

    @property
    def inside(self):
        """Tell whether it belongs to an organization of the reader."""
        return any(self.viewer.home_ids & set(place.path) for place in self.places.values())


def get_registration_for(account, pk, to="read"):
    """Return the registration with its ``reader``, or refuse."""
    registration = (
        Registration.objects.select_related("round__bloc", "person", "organization__parent")
        .filter(pk=pk)
        .first()
    )
    if registration is None:
        raise Http404
    registration.reader = Reader(account, registration)
    if registration.reader.may(to):
        return registration
    if registration.reader.may_read or registration.reader.inside:
        raise PermissionDenied("Đồng chí không có quyền thực hiện việc này.")
    raise Hidden


def get_led_person_for(account, pk):
    """Return a person and the cell that the reader leads and the person belongs to, or refuse.

    Nobody leads the own person: what decides about it is another officer's.
    """
    person = Person.objects.filter(pk=pk).first()
    cell = duty_cell(person) if person else None
    if cell is None:
        raise Http404
    viewer = viewer_of(account)
    if viewer.holds(CELL_OFFICERS, [cell.pk]) and account.person_id != person.pk:
        return person, cell
    if viewer.home_ids & set(places([cell.pk])[cell.pk].path):
        raise PermissionDenied("Đồng chí không có quyền thực hiện việc này.")
    raise Hidden


def is_officer(person_id, cell_id):
    """Tell whether the person is an officer of the cell today."""
    held = Position.objects.on(timezone.localdate())
    return held.filter(
        person_id=person_id, organization_id=cell_id, role__in=CELL_OFFICERS
    ).exists()


def refuse(viewer, path):
    """Raise ``PermissionDenied`` inside the reader's own organizations, else ``Hidden``."""
    if viewer.home_ids & set(path):
        raise PermissionDenied("Đồng chí không có quyền thực hiện việc này.")
    raise Hidden


def may_meet(viewer, path, to):
    """Tell whether the reader may ``hold`` an organization's meetings, or only ``read`` them.

    The organization's committee calls and holds them; the head of the agency, who chairs with
    the secretary (NG-06), reads.
    """
    committee = viewer.holds(COMMITTEE_ROLES, path[-1:])
    return committee or (to == "read" and viewer.holds((Role.AGENCY_HEAD,), path))


def get_exemplary_place(pk, organization_pk, guidances=(Guidance.NEU_GUONG_2017,)):
    """Return a round under neu_guong_2017 and an organization of its bloc, or refuse.

    ``guidances``: under which others the page exists.
    """
    rounds = Round.objects.select_related("bloc").filter(guidance__in=guidances)
    round_ = rounds.filter(pk=pk).first()
    organization = (
        Organization.objects.with_tree_fields()
        .select_related("parent")
        .filter(pk=organization_pk, dissolved_on=None)
        .first()
    )
    if round_ is None or organization is None or organization.tree_path[0] != round_.bloc_id:
        raise Http404
    return round_, organization


def get_meeting_place_for(account, pk, organization_pk, to="read"):
    """Return the round and the organization whose comment meetings are meant, or refuse."""
    round_, organization = get_exemplary_place(pk, organization_pk)
    viewer = viewer_of(account)
    if not may_meet(viewer, organization.tree_path, to):
        refuse(viewer, organization.tree_path)
    if not holds_meetings(round_, organization):
        raise Http404
    return round_, organization


def get_meeting_for(account, pk, to="read"):
    """Return the comment meeting with ``may_hold``, or refuse."""
    meeting = (
        CommentMeeting.objects.select_related("round__bloc", "organization__parent")
        .filter(pk=pk)
        .first()
    )
    if meeting is None:
        raise Http404
    organization, viewer = meeting.organization, viewer_of(account)
    path = places([organization.pk])[organization.pk].path
    meeting.may_hold = may_meet(viewer, path, "hold")
    if not may_meet(viewer, path, to):
        refuse(viewer, path)
    return meeting


def get_own_form_place_for(account, pk, organization_pk):
    """Return the round and the organization for whose own paper the reader writes, or refuse."""
    round_, organization = get_exemplary_place(pk, organization_pk, OWN_FORMS)
    viewer = viewer_of(account)
    if not viewer.holds(COMMITTEE_ROLES, [organization.pk]):
        refuse(viewer, organization.tree_path)
    if organization.kind in (Kind.BLOC, Kind.GROUP):
        raise Http404
    return round_, organization


def get_choosing_base_for(account, pk, organization_pk):
    """Return the round and the base organization whose committee chooses a form, or refuse."""
    round_, organization = get_exemplary_place(pk, organization_pk)
    viewer = viewer_of(account)
    if not viewer.holds(COMMITTEE_ROLES, [organization.pk]):
        refuse(viewer, organization.tree_path)
    if organization.kind not in BASE_KINDS:
        raise Http404
    return round_, organization


def exemplary_pages(viewer, round_, organization):
    """Return which pages of the exemplary course the reader finds from an organization's."""
    if round_.guidance != Guidance.NEU_GUONG_2017 or organization.kind == Kind.GROUP:
        return {}
    path = organization.tree_path
    return {
        "meetings": holds_meetings(round_, organization) and may_meet(viewer, path, "read"),
        "choice": organization.kind in BASE_KINDS and viewer.holds(COMMITTEE_ROLES, path[-1:]),
    }


def keeps_reference(account):
    """Tell whether the account keeps the reference data: a bloc's propaganda board."""
    return any(one.role == Role.PROPAGANDA_BOARD for one in viewer_of(account).positions)


def require_reference_keeper(account):
    """Refuse everybody but the propaganda board."""
    if not keeps_reference(account):
        raise PermissionDenied("Chỉ Ban Tuyên giáo sửa được danh mục này.")
