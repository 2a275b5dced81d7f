"""Who is called to a meeting, who of them votes, and how many are there (NG-06, NG-09, I-4)."""

from dataclasses import dataclass

from django.conf import settings

from evaluations.models import RollEntry
from evaluations.rules.numbers import at_least
from evaluations.rules.votes import may_vote
from organizations.models import (
    CELL_KINDS,
    COMMITTEE_ROLES,
    Kind,
    PersonState,
    Placement,
    Position,
    Role,
)
from organizations.queries import post_name, within
from registrations.models import Guidance
from registrations.queries import meetings as comment_meetings

OUT_OF_CELL = (PersonState.Kind.EXEMPT, PersonState.Kind.SUSPENDED_PARTY)
OUT_OF_COMMITTEE = (*OUT_OF_CELL, PersonState.Kind.SUSPENDED_COMMITTEE)


@dataclass(frozen=True)
class Called:
    """Somebody whom the guidance calls, with name, post and group of the day."""

    person_id: int | None
    name: str
    post: str
    group: str = ""
    votes: bool = True


def composition(round_, organization, day, *, own=True, people=True):
    """Return whom the guidance calls to a meeting on the day.

    NG: the composition of the comment meeting, all of whom vote but the guests for leaders
    (NG-06, NG-09, I-2); ``own`` and ``people`` say whether the organization, its people or
    both are classified. LD and HD 21: in a cell its members, of whom those with full voting
    rights vote (I-4); in a committee its committee's members.
    """
    if round_.guidance == Guidance.NEU_GUONG_2017:
        found = exemplary_composition(round_, organization, day, own=own, people=people)
    elif organization.kind in CELL_KINDS:
        found = party_members(round_, organization, day)
    else:
        return committee_members(organization, day)
    groups = groups_of([one.person_id for one in found], organization, day)
    return [
        Called(one.person_id, one.name, one.post, groups.get(one.person_id, ""), one.votes)
        for one in found
    ]


def exemplary_composition(round_, organization, day, *, own, people):
    """Return the comment meeting's composition; its guests speak without voting (NG-06)."""
    rows = comment_meetings.composition(round_, organization, day, own=own, people=people)
    return [Called(one.person_id, one.name, one.capacity, votes=not one.guest) for one in rows]


def party_members(round_, cell, day):
    """Return the members placed in a cell or its groups, officially or temporarily (I-4)."""
    placements = (
        Placement.objects.on(day)
        .filter(organization__in=within(cell, day), person__admitted_on__lte=day)
        .exclude(person__in=resting(OUT_OF_CELL, day))
        .select_related("person", "organization")
        .order_by("person__sort_key", "person_id", "kind", "pk")
    )
    official = {}
    for one in placements:
        official.setdefault(one.person, one.kind == Placement.Kind.OFFICIAL)
    rows = [[person, capacity_of(person, held, day)] for person, held in official.items()]
    comment_meetings.with_posts(rows, cell, day)
    readings = round_.terms.readings
    return [
        Called(
            person.pk,
            person.full_name,
            post,
            votes=may_vote(full=is_full(person, day), official=official[person], readings=readings),
        )
        for person, post in rows
    ]


def is_full(person, day):
    """Tell whether a member is a full one on the day."""
    return person.official_on is not None and person.official_on <= day


def capacity_of(person, official, day):
    """Return in which capacity a member without a post takes part."""
    if not official:
        return "Đảng viên sinh hoạt tạm thời"
    return "Đảng viên" if is_full(person, day) else "Đảng viên dự bị"


def resting(kinds, day):
    """Return the persons whom a state keeps out of meetings on the day."""
    return PersonState.objects.on(day).filter(kind__in=kinds).values("person")


def committee_members(committee, day):
    """Return the members of an organization's committee, highest first, each once."""
    held = (
        Position.objects.on(day)
        .filter(organization=committee, role__in=COMMITTEE_ROLES)
        .exclude(person__in=resting(OUT_OF_COMMITTEE, day))
        .select_related("person", "organization")
    )
    order = list(Role)
    posts = {}
    for one in sorted(held, key=lambda one: (order.index(one.role), one.person.sort_key, one.pk)):
        posts.setdefault(one.person, []).append(post_name(one))
    return [
        Called(person.pk, person.full_name, ", ".join(names)[:200])
        for person, names in posts.items()
    ]


def groups_of(person_ids, cell, day):
    """Return {person id: the name of the cell's group to which the person belongs}."""
    rows = Placement.objects.on(day).filter(
        person__in=person_ids, organization__kind=Kind.GROUP, organization__parent=cell
    )
    return dict(rows.order_by("pk").values_list("person", "organization__name"))


def roll_of(meeting):
    """Return everybody called, those struck off too: voters first, as they were called."""
    return list(meeting.roll.select_related("person"))


def is_here(entry):
    """Tell whether somebody is in the room: came, has not left, is not struck off."""
    return entry.present and entry.left_at is None and not entry.struck


@dataclass(frozen=True)
class Presence:
    """How many of the voting roll are in the room, and whether that is a quorum."""

    roll: int
    present: int
    others: int
    needed: int
    share: str

    @property
    def enough(self):
        """Tell whether a vote may be opened."""
        return self.roll > 0 and self.present >= self.needed


def presence_of(roll):
    """Count a meeting's roll; ``QUORUM`` of the settings is the share that must be there."""
    voting = [one for one in roll if one.votes and not one.struck]
    share = at_least(settings.QUORUM)
    return Presence(
        roll=len(voting),
        present=sum(is_here(one) for one in voting),
        others=sum(is_here(one) for one in roll if not one.votes),
        needed=share.needed(len(voting)),
        share=share.shown,
    )


def frozen(meeting):
    """Tell whether the roll stays as it is: a vote has been opened."""
    return meeting.questions.filter(opened_at__isnull=False).exists()


def may_be_added(meeting, day):
    """Return the persons who can be put on the roll: of the cell, or with a post below."""
    called = RollEntry.objects.filter(meeting=meeting, person__isnull=False).values("person")
    places = within(meeting.organization, day)
    source = Placement if meeting.organization.kind in CELL_KINDS else Position
    rows = (
        source.objects.on(day)
        .filter(organization__in=places)
        .exclude(person__in=called)
        .select_related("person")
        .order_by("person__sort_key", "person_id", "pk")
    )
    return list(dict.fromkeys(one.person for one in rows))
