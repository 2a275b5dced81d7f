"""Who owes a registration, by when, and what it must hold."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from evaluations.rules import cam_ket_9, deadlines
from organizations.models import Organization, PersonState, Placement, Role
from organizations.queries import cell_of, placed_people
from registrations.models import Guidance, Registration, Round, Shortcomings, Step

HEAD_ROLES = (Role.SECRETARY, Role.AGENCY_HEAD)
NOT_OWING = (PersonState.Kind.EXEMPT, PersonState.Kind.SUSPENDED_PARTY)


def as_of(round_):
    """Return the day whose tree and people a round counts: today, or the end of its year."""
    return min(timezone.localdate(), date(round_.year, 12, 31))


def due(round_):
    """Return the last day on time (CK-02)."""
    return deadlines.last_day(guidance=round_.guidance, what="REGISTRATION", year=round_.year).date


def is_overdue(round_, day):
    """Tell whether a registration handed in on the day is late (CK-02)."""
    return day > due(round_)


def duty_placement(person, day=None):
    """Return where the person makes commitments: the official placement, else the temporary."""
    held = person.placements.on(day or timezone.localdate()).select_related("organization__parent")
    return min(held, key=lambda one: one.kind != Placement.Kind.OFFICIAL, default=None)


def next_round(bloc):
    """Return what the form of a new round starts from: the latest round's congresses."""
    latest = Round.objects.filter(bloc=bloc).order_by("-year").first()
    congresses = (
        {
            "party_congress": latest.party_congress,
            "provincial_congress": latest.provincial_congress,
        }
        if latest
        else {}
    )
    return {"year": timezone.localdate().year, "guidance": Guidance.CAM_KET_9, **congresses}


def duty_cell(person):
    """Return the cell in which the person makes commitments, or None."""
    placement = duty_placement(person)
    return cell_of(placement.organization) if placement else None


def is_head(person, day):
    """Tell whether section 9 is for this person: a head (CK-01, footnote 1 of the Mẫu)."""
    return person.positions.on(day).filter(role__in=HEAD_ROLES).exists()


def shortcomings_before(person, year):
    """Return the text of the shortcomings that the previous year's evaluation recorded."""
    record = Shortcomings.objects.filter(person=person, year=year - 1).first()
    return record.text if record else ""


@dataclass(frozen=True)
class Requirements:
    """What a registration must hold, and what decided it."""

    head: bool
    shortcomings: str
    sections: cam_ket_9.Sections


def is_heads(registration):
    """Tell whether the registration is a head's: as signed, else as positions are today."""
    if registration.signed:
        return registration.signed["head"]
    return is_head(registration.person, timezone.localdate())


def shown_sections(registration):
    """Return the numbers of the sections that a registration has (CK-01)."""
    return cam_ket_9.sections(
        head=is_heads(registration), shortcomings_recorded=False, filled=frozenset()
    ).shown


def requirements(registration):
    """Answer which sections a registration has; once signed, as they were then (CK-01)."""
    texts = answers_of(registration)
    head = is_heads(registration)
    shortcomings = (
        registration.signed["shortcomings"]
        if registration.signed
        else shortcomings_before(registration.person, registration.round.year)
    )
    shown = cam_ket_9.sections(head=head, shortcomings_recorded=False, filled=frozenset()).shown
    filled = frozenset(number for number in shown if texts.get(number, "").strip())
    return Requirements(
        head,
        shortcomings,
        cam_ket_9.sections(head=head, shortcomings_recorded=bool(shortcomings), filled=filled),
    )


def answers_of(registration):
    """Return {section number: text} of a registration."""
    return {int(answer.field): answer.text for answer in registration.answers.all()}


def last_confirmed_before(person, year, guidance):
    """Return the person's last confirmed registration of an earlier year, or None."""
    return (
        Registration.objects.filter(
            person=person, round__year__lt=year, round__guidance=guidance, step=Step.CONFIRMED
        )
        .order_by("-round__year", "-version")
        .prefetch_related("answers")
        .select_related("round")
        .first()
    )


def owing(round_, root, day=None):
    """Return the placements, one a person, of members who owe a registration in the round.

    Everybody who is a member on the day, without those exempt or suspended from Party
    activities.
    """
    day = day or as_of(round_)
    return members_owing(placed_people(root, day), day)


def members_owing(placements, day):
    """Leave of placements those of members who owe something on the day."""
    states = PersonState.objects.on(day).filter(person=OuterRef("person"), kind__in=NOT_OWING)
    return placements.filter(~Exists(states), person__admitted_on__lte=day)


def rounds_of(organizations):
    """Return the rounds of the blocs above some organizations (ids), newest first."""
    return Round.objects.filter(bloc__in=blocs_of(organizations).values()).select_related("bloc")


def blocs_of(organizations):
    """Return {organization id: id of its bloc}."""
    found = Organization.objects.with_tree_fields().filter(pk__in=organizations)
    return {organization.pk: organization.tree_path[0] for organization in found}


def rounds_followed(organizations):
    """Return [(round, organization)], newest first, with the first organization in its bloc."""
    blocs = blocs_of([one.pk for one in organizations])
    first = {}
    for organization in organizations:
        first.setdefault(blocs[organization.pk], organization)
    rounds = Round.objects.filter(bloc__in=first).select_related("bloc")
    return [(round_, first[round_.bloc_id]) for round_ in rounds]


def round_at_hand(followed):
    """Return of [(round, organization)], newest first, the one that people work on now.

    That is the newest that does not lie ahead; a round opened for next year waits.
    """
    this_year = timezone.localdate().year
    begun = [pair for pair in followed if pair[0].year <= this_year]
    return next(iter(begun or followed), None)
