"""Positions: who is appointed where, one secretary at a time."""

from datetime import timedelta

from django.db import transaction
from django.db.models import DateField, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from organizations import history
from organizations.actions.checks import (
    check_ending,
    check_lived,
    check_past,
    check_span,
    check_standing,
    locked,
    overlapping,
    refuse,
    written,
)
from organizations.models import (
    COMMITTEE_ROLES,
    ROLES_OF_KIND,
    SINGLE_ROLES,
    Position,
    Role,
)
from organizations.queries.posts import has_place_beneath, lasting_posts


@transaction.atomic
def appoint(account, person, organization, *, role, started_on, ended_on=None, title=""):
    """Give a person a position from a day; the organization's row is locked meanwhile."""
    person, organization = locked(person), locked(organization)
    check_role(role, person, organization, started_on)
    check_past("started_on", started_on)
    check_lived("started_on", started_on, person)
    check_standing("started_on", started_on, organization)
    check_span("ended_on", started_on, ended_on)
    if ended_on:
        check_past("ended_on", ended_on - timedelta(days=1))
    check_placed(person, organization, started_on, ended_on)
    check_vacant(person, organization, role, started_on, ended_on)
    position = Position.objects.create(
        person=person,
        organization=organization,
        role=role,
        title=title,
        started_on=started_on,
        ended_on=ended_on,
    )
    history.record(
        account,
        "appoint",
        f"Bổ nhiệm {person.full_name} làm {position.label} tại {organization.name} "
        f"từ ngày {written(started_on)}",
        organization=organization,
        person=person,
    )
    return position


def check_role(role, person, organization, day):
    """Refuse a role that the organization does not have or that the person may not hold.

    A probationary member cannot be elected to a committee; only the head of an agency
    need not be a member.
    """
    if role not in ROLES_OF_KIND[organization.kind]:
        refuse("role", f"{organization.get_kind_display()} không có chức vụ này.")
    lacking = lacking_for(role, person, day)
    if lacking == "admitted_on":
        refuse("role", f"{person.full_name} chưa là đảng viên vào ngày bổ nhiệm.")
    if lacking == "official_on":
        refuse("role", "Đảng viên dự bị chưa được bầu hoặc chỉ định vào cấp ủy.")


def lacking_for(role, person, day):
    """Return the field that says why the person could not take the role on the day, or None."""
    if role == Role.AGENCY_HEAD:
        return None
    if not person.admitted_on or day < person.admitted_on:
        return "admitted_on"
    if role in COMMITTEE_ROLES and (not person.official_on or day < person.official_on):
        return "official_on"
    return None


def check_still_fit(person):
    """Refuse a record by which the person could not have taken a position still held."""
    for position in lasting_posts(person.positions, timezone.localdate()):
        lacking = lacking_for(position.role, person, position.started_on)
        if lacking:
            membership = "đảng viên" if lacking == "admitted_on" else "đảng viên chính thức"
            refuse(
                lacking,
                f"{person.full_name} là {position.label} {position.organization.name} từ ngày "
                f"{written(position.started_on)}, phải là {membership} từ ngày ấy. "
                "Nếu ghi nhầm chức vụ, kết thúc chức vụ trước.",
            )


def check_placed(person, organization, started_on, ended_on):
    """Refuse a position without a placement there or below, on the first or the last day."""
    last_day = ended_on - timedelta(days=1) if ended_on else timezone.localdate()
    for field, day in (("started_on", started_on), ("ended_on", last_day)):
        if not has_place_beneath(person, organization, day):
            refuse(
                field,
                f"Ngày {written(day)} {person.full_name} không sinh hoạt ở {organization.name} "
                "hoặc tổ chức trực thuộc.",
            )


def check_vacant(person, organization, role, started_on, ended_on):
    """Refuse the same position twice: for a person, and for who alone holds it."""
    same = organization.positions.filter(role=role).select_related("person")
    if role not in SINGLE_ROLES:
        same = same.filter(person=person)
    other = overlapping(same, started_on, ended_on)
    if other is None:
        return
    until = f"đến trước ngày {written(other.ended_on)}" if other.ended_on else "đến nay"
    refuse(
        "role",
        f"{other.person.full_name} giữ chức vụ này từ ngày {written(other.started_on)} {until}. "
        "Kết thúc chức vụ ấy trước.",
    )


@transaction.atomic
def end_position(account, position, *, day, reason=""):
    """End a position: from the day on its rights are gone."""
    position = locked(position)
    check_ending("day", day, position)
    position.ended_on = day
    position.save()
    text = (
        f"Kết thúc chức vụ {position.label} {position.organization.name} của "
        f"{position.person.full_name} từ ngày {written(day)}"
    )
    history.record(
        account,
        "end_position",
        f"{text}: {reason}" if reason else text,
        organization=position.organization,
        person=position.person,
    )
    return position


def end_all(positions, day):
    """End the positions on the day; one that began later is left without a day."""
    Position.objects.filter(pk__in=[one.pk for one in positions]).update(
        ended_on=Greatest("started_on", Value(day, output_field=DateField()))
    )
