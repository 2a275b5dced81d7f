"""Comment meetings: who is called (NG-06), what is said of whom, what the minutes hold."""

from dataclasses import dataclass
from zlib import crc32

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from organizations.access import RESTING_ROLES
from organizations.models import (
    CELL_KINDS,
    COMMITTEE_ROLES,
    Kind,
    PersonState,
    Position,
    Role,
)
from organizations.queries import organization_path, placed_people, post_name, within
from registrations.models import Comment, CommentMeeting, Guidance, Registration
from registrations.queries.owing import members_owing, people_owing
from registrations.workflow import EDITABLE

LEADING = (Role.SECRETARY, Role.DEPUTY_SECRETARY)
COMMITTEE_KINDS = (Kind.BASE_COMMITTEE, Kind.SECTION_COMMITTEE)
SUBORDINATE = (Kind.CELL, Kind.SECTION_COMMITTEE)


@dataclass(frozen=True)
class Called:
    """Somebody whom the guidance has called to a meeting; guests are not of the roll."""

    person_id: int
    name: str
    capacity: str
    guest: bool = False


def composition(round_, organization, day, *, own, people):
    """Return who is called to a meeting on the day (NG-06).

    ``own``: the organization's own form 01 is discussed; ``people``: those of the people
    within the cell's leadership.
    """
    if organization.kind in COMMITTEE_KINDS:
        return committee_list(organization, day)
    everybody = placed_people(organization, day)
    roll = people_owing(round_, everybody, day) if people else members_owing(everybody, day)
    rows = [called(one, day) for one in roll.select_related("person", "organization")]
    with_posts(rows, organization, day)
    named = [Called(person.pk, person.full_name, posts) for person, posts in rows]
    return named + (guests_for_leaders(named, organization, day) if people else [])


def called(placement, day):
    """Return [person, in which capacity]; the posts are added to it."""
    person = placement.person
    member = person.admitted_on is not None and person.admitted_on <= day
    return [person, "Đảng viên" if member else "Quần chúng"]


def with_posts(rows, cell, day):
    """Replace the capacity of those who hold a post in the cell or its groups by the post."""
    held = Position.objects.on(day).filter(Q(organization=cell) | Q(organization__parent=cell))
    posts = {}
    for one in held.select_related("organization").order_by("pk"):
        posts.setdefault(one.person_id, []).append(post_name(one))
    for row in rows:
        row[1] = ", ".join(posts.get(row[0].pk, [row[1]]))[:200]


def committee_list(committee, day, *, guest=False):
    """Return whom NG-06 has called to a committee's meeting.

    Its committee members, heads and deputies of units, secretaries and deputies of the
    cells and sections below it; a person with several posts once. Nobody for a post that rests.
    """
    below = within(committee, day)
    wanted = (
        Q(organization=committee, role__in=COMMITTEE_ROLES)
        | Q(organization__in=below, role=Role.AGENCY_HEAD)
        | Q(organization__in=below, organization__kind__in=SUBORDINATE, role__in=LEADING)
    )
    held = Position.objects.on(day).filter(wanted, organization__dissolved_on=None)
    held = without_resting(held, day)
    order = list(Role)
    ranked = sorted(
        held.select_related("person", "organization"),
        key=lambda one: (
            one.organization_id != committee.pk,
            order.index(one.role),
            one.person.sort_key,
            one.pk,
        ),
    )
    found = {}
    for one in ranked:
        found.setdefault(one.person, []).append(post_name(one))
    return [
        Called(person.pk, person.full_name, ", ".join(posts)[:200], guest)
        for person, posts in found.items()
    ]


def without_resting(held, day):
    """Leave out posts that a suspension lets rest, and whoever is exempt from meetings."""
    kinds = PersonState.Kind
    resting = RESTING_ROLES | {kinds.EXEMPT: RESTING_ROLES[kinds.SUSPENDED_PARTY]}
    for kind, roles in resting.items():
        state = PersonState.objects.on(day).filter(person=OuterRef("person"), kind=kind)
        held = held.exclude(Exists(state), role__in=roles)
    return held


def guests_for_leaders(roll, cell, day):
    """Return the committee's list as guests where a leader is among the people of the cell."""
    known = {one.person_id for one in roll}
    guests = {}
    for committee in committees_of_leaders(known, cell, day):
        for one in committee_list(committee, day, guest=True):
            if one.person_id not in known:
                guests.setdefault(one.person_id, one)
    return list(guests.values())


def committees_of_leaders(person_ids, cell, day):
    """Return the committees above the cell whose leaders are among the people.

    Leaders are a committee's secretaries, deputies and members, and heads and deputies of
    agencies and units; a cell's secretary as such is none.
    """
    above = [one for one in organization_path(cell) if one.kind in COMMITTEE_KINDS]
    held = Position.objects.on(day).filter(
        Q(organization__in=above, role__in=COMMITTEE_ROLES)
        | Q(organization__in=[*above, cell], role=Role.AGENCY_HEAD),
        person__in=person_ids,
    )
    places = set(held.values_list("organization", flat=True))
    nearest = {above[-1].pk} if above and cell.pk in places else set()
    return [one for one in above if one.pk in places | nearest]


def meetings_of(round_, organization):
    """Return the meetings of an organization in a round, the newest first."""
    return list(
        CommentMeeting.objects.filter(round=round_, organization=organization).order_by(
            "-held_at", "-pk"
        )
    )


def holds_meetings(round_, organization):
    """Tell whether comment meetings are held in the round by an organization of this kind."""
    kinds = (*CELL_KINDS, *COMMITTEE_KINDS)
    return round_.guidance == Guidance.NEU_GUONG_2017 and organization.kind in kinds


def discussable(round_, organization):
    """Return the registrations of an organization that are still being written, names first.

    The own form 01, and in a cell those of its people of today; first versions and others.
    """
    whose = Q(person=None, organization=organization)
    if organization.kind in CELL_KINDS:
        people = placed_people(organization, timezone.localdate()).order_by().values("person")
        whose |= Q(person__in=people)
    return (
        Registration.objects.filter(whose, round=round_, step__in=EDITABLE)
        .select_related("person", "organization")
        .order_by("person__sort_key", "person_id", "pk")
    )


def uncommented(registrations):
    """Leave those that no meeting has discussed yet; supplements need none (NG-06)."""
    finished = Comment.objects.filter(meeting__finished_at__isnull=False)
    return registrations.filter(version=1).exclude(pk__in=finished.values("registration"))


@dataclass(frozen=True)
class Said:
    """One registration on a meeting's screen: whose it is and what was said, nothing of it."""

    registration: Registration
    discussed: bool
    text: str

    @property
    def name(self):
        return str(self.registration.subject)

    @property
    def revision(self):
        return fingerprint(self.text)


def said_at(meeting):
    """Return (what is on the agenda, what else is being written and could be taken up)."""
    comments = list(
        meeting.comments.select_related("registration__person", "registration__organization")
    )
    known = {one.registration_id for one in comments}
    agenda = [Said(one.registration, True, one.text) for one in comments]
    agenda.sort(key=order_of)
    if meeting.finished_at is not None:
        return agenda, []
    others = discussable(meeting.round, meeting.organization).exclude(pk__in=known)
    return agenda, sorted((Said(one, False, "") for one in others), key=order_of)


def order_of(said):
    """Return the place of a registration: the organization's own first, then by name."""
    person = said.registration.person
    return (person is not None, person.sort_key if person else "", said.registration.pk)


def fingerprint(text):
    """Return a number that tells whether a text is still the one that a window has shown."""
    return crc32(text.encode()) & 0x1FFFFFFF


@dataclass(frozen=True)
class Presence:
    """How many of the roll are there, who is missing, and the guests who are there."""

    roll: int
    present: int
    absent: list
    guests: list


def presence_of(attendance):
    """Count the attendance of a meeting."""
    roll = [one for one in attendance if not one.guest]
    return Presence(
        roll=len(roll),
        present=sum(one.present for one in roll),
        absent=[one for one in roll if not one.present],
        guests=[one for one in attendance if one.guest and one.present],
    )


def chairs_of(organization):
    """Propose who chairs: the secretary together with the head of the agency (NG-06)."""
    held = Position.objects.on(timezone.localdate()).select_related("person", "organization")
    secretary = held.filter(organization=organization, role=Role.SECRETARY).first()
    way = [one.pk for one in organization_path(organization)]
    heads = {
        one.organization_id: one for one in held.filter(organization__in=way, role=Role.AGENCY_HEAD)
    }
    head = next((heads[pk] for pk in reversed(way) if pk in heads), None)
    names = []
    for one in (secretary, head):
        if one and one.person.full_name not in names:
            names.append(one.person.full_name)
    return ", ".join(names)
