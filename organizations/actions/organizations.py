"""Organizations: founded, renamed, moved, dissolved; what was stays readable."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from organizations import history
from organizations.actions.checks import check_past, check_standing, locked, refuse, written
from organizations.actions.positions import end_all
from organizations.models import ALLOWED_PARENTS, Organization, OrganizationMove
from organizations.queries import paths_on, positions_ended_by_move
from organizations.queries.founding import first_day
from organizations.queries.posts import lasting, lasting_posts
from organizations.vietnamese import search_key


@transaction.atomic
def add_organization(account, parent, *, kind, name, locality="", founded_on=None, position=0):
    """Found an organization below another one."""
    parent = locked(parent)
    check_kind("kind", kind, parent)
    check_name("name", name, parent)
    if parent.dissolved_on:
        refuse(None, f"{parent.name} đã giải thể ngày {written(parent.dissolved_on)}.")
    if founded_on:
        check_past("founded_on", founded_on)
        check_standing("founded_on", founded_on, parent)
    organization = Organization.objects.create(
        parent=parent,
        kind=kind,
        name=name,
        locality=locality,
        founded_on=founded_on,
        position=position,
    )
    history.record(
        account,
        "add_organization",
        f"Thêm {organization.name} vào {parent.name}",
        organization=organization,
    )
    return organization


def check_kind(field, kind, parent):
    """Refuse a kind that cannot stand below the parent; so nothing can stand below itself."""
    if parent.kind not in ALLOWED_PARENTS[kind]:
        refuse(field, f"Loại hình này không trực thuộc {parent.get_kind_display().lower()} được.")


def check_name(field, name, parent, known=None):
    """Refuse a name that a living organization below the parent has, accents aside."""
    same = Organization.objects.filter(
        parent=parent, search_key=search_key(name), dissolved_on=None
    ).exclude(pk=known and known.pk)
    if same.exists():
        refuse(field, "Đã có tổ chức cùng tên trong tổ chức cấp trên này.")


@transaction.atomic
def edit_organization(account, organization, *, day=None, reason="", **fields):
    """Change what an organization is called and where its papers are signed.

    A new name holds from the day; before it the old one stays.
    """
    organization = locked(organization)
    if fields["name"] != organization.name:
        if day is None:
            refuse("day", "Tên mới có hiệu lực từ ngày nào?")
        parent = organization.parent and locked(organization.parent)
        check_name("name", fields["name"], parent, known=organization)
        write_move(organization, day, reason)
    founded_on = organization.founded_on
    for field, value in fields.items():
        setattr(organization, field, value)
    if organization.founded_on and organization.founded_on != founded_on:
        check_founding(organization)
    organization.save()
    history.record(
        account, "edit_organization", f"Sửa {organization.name}", organization=organization
    )
    return organization


def check_founding(organization):
    """Refuse a founding day after something has already happened there or below."""
    check_past("founded_on", organization.founded_on)
    known = (first_day(organization), organization.dissolved_on)
    first = min((day for day in known if day), default=None)
    if first and first < organization.founded_on:
        refuse(
            "founded_on",
            f"Ngày thành lập không thể sau ngày {written(first)}: từ ngày ấy ở đây đã có "
            "người sinh hoạt, có chức vụ, có tổ chức trực thuộc hoặc đã có thay đổi.",
        )


def write_move(organization, day, reason):
    """Keep the parent and name that hold until the day; moves follow one another."""
    check_past("day", day)
    check_standing("day", day, organization)
    last = organization.moves.order_by("day").last()
    if last and last.day > day:
        refuse("day", f"Đã ghi một thay đổi có hiệu lực ngày {written(last.day)}, sau ngày này.")
    if not reason:
        refuse("reason", "Ghi lý do hoặc số quyết định.")
    OrganizationMove.objects.create(
        organization=organization,
        day=day,
        old_parent=organization.parent,
        old_name=organization.name,
        reason=reason,
    )


@transaction.atomic
def move_organization(account, organization, parent, *, day, reason):
    """Put an organization below another parent of the same bloc; return the posts that ended.

    Who thereby is no longer placed below a committee loses its positions there.
    """
    organization, parent = locked(organization), locked(parent)
    check_kind("parent", organization.kind, parent)
    if organization.parent_id == parent.pk:
        refuse("parent", f"{organization.name} đang trực thuộc {parent.name}.")
    paths = paths_on([organization.pk, parent.pk], day)
    if paths[organization.pk][0] != paths[parent.pk][0]:
        refuse("parent", "Không chuyển được sang đảng bộ khối khác.")
    check_name("parent", organization.name, parent, known=organization)
    check_standing("day", day, parent)
    ended = positions_ended_by_move(organization, parent, timezone.localdate())
    write_move(organization, day, reason)
    end_all(ended, day)
    old_parent = organization.parent
    organization.parent = parent
    organization.save()
    history.record(
        account,
        "move_organization",
        f"Chuyển {organization.name} từ {old_parent.name} sang {parent.name} "
        f"từ ngày {written(day)}",
        organization=organization,
    )
    return ended


@transaction.atomic
def dissolve_organization(account, organization, *, day, reason):
    """End an empty organization, and with it the positions there; return these."""
    organization = locked(organization)
    check_past("day", day)
    check_standing("day", day, organization)
    check_empty(organization, day)
    if not reason:
        refuse("reason", "Ghi lý do hoặc số quyết định.")
    ended = list(lasting_posts(organization.positions, day))
    end_all(ended, day)
    organization.dissolved_on = day
    organization.save()
    history.record(
        account,
        "dissolve_organization",
        f"Giải thể {organization.name} từ ngày {written(day)}: {reason}",
        organization=organization,
    )
    return ended


def check_empty(organization, day):
    """Refuse while anybody is placed there, or anything below lives, on the day or later."""
    people = lasting(organization.placements, day).values("person").distinct().count()
    if people:
        refuse(
            "day",
            f"Ngày {written(day)} còn {people} người sinh hoạt ở đây. "
            "Chuyển sinh hoạt cho họ trước.",
        )
    below = Organization.objects.filter(
        Q(dissolved_on=None) | Q(dissolved_on__gt=day), parent=organization
    ).first()
    if below:
        refuse(
            "day",
            f"{below.name} còn trực thuộc tổ chức này. Chuyển hoặc giải thể tổ chức ấy trước.",
        )
