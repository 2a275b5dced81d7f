"""Placements: people move from cell to cell and take their history along."""

from django.db import transaction
from django.utils import timezone

from organizations import history
from organizations.actions.checks import (
    check_ending,
    check_lived,
    check_order,
    check_past,
    check_span,
    check_standing,
    locked,
    overlap,
    overlapping,
    refuse,
    written,
)
from organizations.actions.positions import end_all
from organizations.models import CELL_KINDS, Kind, Placement
from organizations.queries import (
    cell_of,
    positions_ended_by_leaving,
    positions_ended_by_transfer,
)
from organizations.queries.posts import lasting

HOMES = (*CELL_KINDS, Kind.GROUP)


def check_home(field, organization):
    """Refuse a placement anywhere but in a cell or a group."""
    if organization.kind not in HOMES:
        refuse(field, "Đảng viên sinh hoạt ở chi bộ hoặc tổ đảng. Chọn một chi bộ hoặc tổ đảng.")


def check_start(field, day, person, organization):
    """Refuse a first day in the future, before the person's birth or the cell's foundation."""
    check_past(field, day)
    check_lived(field, day, person)
    check_standing(field, day, organization)


def check_free(field, person, day):
    """Refuse an official placement from the day while another one lasts beyond it."""
    other = overlapping(person.placements.filter(kind=Placement.Kind.OFFICIAL), day, None)
    if other:
        refuse(
            field,
            f"{person.full_name} sinh hoạt chính thức ở {other.organization.name} từ ngày "
            f"{written(other.started_on)}; thời gian bị trùng.",
        )


def open_official(person):
    """Return the person's official placement without an end, or None."""
    return person.placements.filter(kind=Placement.Kind.OFFICIAL, ended_on=None).first()


@transaction.atomic
def transfer_person(account, person, to, *, day, reason):
    """Place a person officially elsewhere; return the positions that ended thereby.

    Who left before is taken back in.
    """
    person, to = locked(person), locked(to)
    check_home("to", to)
    check_start("day", day, person, to)
    old = open_official(person)
    if old:
        leave(old, to, day, reason)
    check_free("day", person, day)
    ended = positions_ended_by_transfer(person, to, timezone.localdate())
    end_all(ended, day)
    end_stay(person, to, day)
    Placement.objects.create(person=person, organization=to, started_on=day)
    source = f" từ {old.organization.name}" if old else ""
    history.record(
        account,
        "transfer_person",
        f"Chuyển sinh hoạt chính thức của {person.full_name}{source} đến {to.name} "
        f"từ ngày {written(day)}: {reason}",
        organization=to,
        person=person,
    )
    return ended


def leave(placement, to, day, reason):
    """End the official placement on the day of a transfer."""
    if placement.organization_id == to.pk:
        refuse("to", f"{placement.person.full_name} đang sinh hoạt chính thức ở đây.")
    check_order("day", placement.started_on, day)
    placement.ended_on, placement.end_reason = day, reason
    placement.save()


def end_stay(person, organization, day):
    """End the temporary placements, planned ones too, where the person now belongs officially."""
    there = person.placements.filter(kind=Placement.Kind.TEMPORARY, organization=organization)
    for stay in lasting(there, day):
        stay.ended_on, stay.end_reason = max(day, stay.started_on), "Chuyển thành chính thức"
        stay.save()


@transaction.atomic
def place_temporarily(account, person, organization, *, started_on, ended_on=None):
    """Place a person for a time in a second cell; the official one remains."""
    person, organization = locked(person), locked(organization)
    check_home("to", organization)
    check_start("started_on", started_on, person, organization)
    check_span("ended_on", started_on, ended_on)
    check_elsewhere(person, organization, started_on, ended_on)
    placement = Placement.objects.create(
        person=person,
        organization=organization,
        kind=Placement.Kind.TEMPORARY,
        started_on=started_on,
        ended_on=ended_on,
    )
    history.record(
        account,
        "place_temporarily",
        f"{person.full_name} sinh hoạt tạm thời ở {organization.name} từ ngày "
        f"{written(started_on)}",
        organization=organization,
        person=person,
    )
    return placement


def check_elsewhere(person, organization, started_on, ended_on):
    """Refuse a temporary placement in the cell where the person already is."""
    cell = cell_of(organization)
    for placement in person.placements.select_related("organization__parent"):
        same = cell_of(placement.organization) == cell
        if same and overlap(placement, started_on, ended_on):
            refuse("to", f"{person.full_name} đang {placement.get_kind_display().lower()} ở đây.")


@transaction.atomic
def end_placement(account, placement, *, day, reason):
    """End a placement; who officially leaves loses the temporary ones with it.

    Returns the positions that ended thereby.
    """
    person = locked(placement.person)
    placement = locked(placement)
    check_ending("day", day, placement)
    ended = positions_ended_by_leaving(placement, timezone.localdate())
    end_all(ended, day)
    for one in ended_together(placement, day):
        one.ended_on, one.end_reason = max(day, one.started_on), reason
        one.save()
    history.record(
        account,
        "end_placement",
        f"Kết thúc {placement.get_kind_display().lower()} của {person.full_name} ở "
        f"{placement.organization.name} từ ngày {written(day)}: {reason}",
        organization=placement.organization,
        person=person,
    )
    return ended


def ended_together(placement, day):
    """Return the placement, and where it is the official one all that last beyond the day."""
    if placement.kind == Placement.Kind.TEMPORARY:
        return [placement]
    others = lasting(placement.person.placements, day).exclude(pk=placement.pk)
    return [placement, *others]
