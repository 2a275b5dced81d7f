"""A person's page, and what changes a person's record and place."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone

from organizations import actions, history, queries
from organizations.access import get_organization_for, get_person_for, paths_of, viewer_of
from organizations.actions.placements import HOMES, open_official
from organizations.forms import LeavingForm, NewPersonForm, PersonForm, StayForm, TransferForm
from organizations.models import COMMITTEE_ROLES, Placement, Role
from organizations.queries.posts import lasting, lasting_posts
from organizations.views.changing import (
    Page,
    ask_about,
    change,
    ended_sentence,
    offer_places,
)

SEE_DISCIPLINES = (*COMMITTEE_ROLES, Role.ORGANISATION_BOARD, Role.INSPECTION_COMMISSION)


def person(request, pk):
    """Show a person's record, place, positions, states and history; reading it is logged."""
    found = get_person_for(request.user, pk)
    own = request.user.person_id == found.pk
    if not own:
        history.record(request.user, "read", f"Xem trang của {found.full_name}", person=found)
    viewer, today, paths = viewer_of(request.user), timezone.localdate(), paths_of(found)
    manages = any(viewer.may("manage", path) for path in paths)
    kept, official = reached(viewer, "manage", paths), open_official(found)
    disciplines = own or any(viewer.holds(SEE_DISCIPLINES, path) for path in paths)
    context = {
        "person": found,
        "own": own,
        "birth": queries.shown_birth(found, whole=True),
        "card": queries.shown_card(found, whole=manages or own),
        "placements": found.placements.on(today).select_related("organization__parent"),
        "positions": lasting_posts(found.positions, today),
        "states": [(one, queries.last_day(one)) for one in lasting(found.states, today)],
        "disciplines": found.disciplines.select_related("organization") if disciplines else None,
        "history": queries.history_of(found, disciplines=disciplines),
        "seen": reached(viewer, "view", paths),
        "kept": kept,
        "official": official,
        "may_transfer": manages and (official is None or official.organization_id in kept),
        "manages": manages,
        "may_discipline": any(viewer.may("discipline", path) for path in paths),
    }
    return render(request, "organizations/person.html", context)


def reached(viewer, verb, paths):
    """Return the organizations on the paths in which the reader has the right."""
    return {
        pk
        for path in paths
        for depth, pk in enumerate(path, start=1)
        if viewer.may(verb, path[:depth])
    }


def page_of(found, heading, word, **said):
    """Return the page of a form about a person."""
    return Page(heading, word, reverse("person", args=[found.pk]), found.full_name, **said)


def person_add(request, pk):
    """Add a person to a cell or group."""
    place = get_organization_for(request.user, pk, to="manage")
    if place.kind not in HOMES:
        raise Http404
    page = Page(
        "Thêm đảng viên, quần chúng",
        "Thêm vào danh sách",
        reverse("organization", args=[place.pk]),
        place.name,
        lead=f"Vào {place.name}.",
    )

    def act(values):
        made = actions.add_person(request.user, place, **values)
        return reverse("person", args=[made.pk]), (
            f"Đã thêm {made.full_name} vào {place.name}. "
            "Tiếp theo: bổ nhiệm chức vụ nếu có, rồi cấp tài khoản."
        )

    return change(request, page, NewPersonForm(request.POST or None), act)


def person_edit(request, pk):
    """Correct a person's record."""
    found = get_person_for(request.user, pk, to="manage")
    page = page_of(found, "Sửa hồ sơ", "Lưu")

    def act(values):
        values.pop("seen")
        actions.edit_person(request.user, found, **values)
        return page.back, "Đã lưu hồ sơ."

    return change(request, page, PersonForm(request.POST or None, person=found), act)


def get_transferable_for(account, pk):
    """Return the person whose official place, where there is one, the account keeps."""
    found = get_person_for(account, pk, to="manage")
    official = open_official(found)
    if official:
        get_organization_for(account, official.organization_id, to="manage")
    return found, official


def person_transfer(request, pk):
    """Move a person's official place, or take in again who had left."""
    found, official = get_transferable_for(request.user, pk)
    form = offer_places(
        request,
        TransferForm(request.POST or None, label="Kết thúc các chức vụ này khi chuyển"),
        HOMES,
        besides=official and official.organization_id,
    )
    page = page_of(
        found,
        "Chuyển sinh hoạt chính thức",
        "Chuyển sinh hoạt",
        lead=f"{found.full_name} đang sinh hoạt ở {official.organization.name}."
        if official
        else f"{found.full_name} hiện không sinh hoạt chính thức ở đâu.",
        place_word="Tìm nơi chuyển đến",
    )

    def act(values):
        agreed = values.pop("confirmed")
        to = values["to"]
        ending = queries.positions_ended_by_transfer(found, to, timezone.localdate())
        if ending and not agreed:
            ask_about(ending)
        ended = actions.transfer_person(request.user, found, **values)
        return page.back, (
            f"Đã chuyển {found.full_name} đến {to.name}.{ended_sentence(ended)} "
            "Quá trình ở nơi cũ được giữ nguyên."
        )

    return change(request, page, form, act)


def person_place(request, pk):
    """Place a person temporarily in another cell."""
    found = get_person_for(request.user, pk, to="manage")
    form = offer_places(request, StayForm(request.POST or None), HOMES)
    page = page_of(
        found,
        "Sinh hoạt tạm thời",
        "Ghi sinh hoạt tạm thời",
        lead="Nơi sinh hoạt chính thức không thay đổi.",
        place_word="Tìm nơi sinh hoạt tạm thời",
    )

    def act(values):
        to = values.pop("to")
        actions.place_temporarily(request.user, found, to, **values)
        return page.back, f"Đã ghi {found.full_name} sinh hoạt tạm thời ở {to.name}."

    return change(request, page, form, act)


def placement_end(request, pk):
    """End a placement: the person leaves, or the temporary stay is over."""
    placement = get_object_or_404(Placement.objects.select_related("person", "organization"), pk=pk)
    get_organization_for(request.user, placement.organization_id, to="manage")
    found, kind = placement.person, placement.get_kind_display().lower()
    page = page_of(
        found,
        f"Kết thúc {kind}",
        "Kết thúc sinh hoạt",
        lead=f"{found.full_name} {kind} ở {placement.organization.name}. "
        "Nếu chuyển sang chi bộ khác trong đảng bộ khối thì dùng “Chuyển sinh hoạt”.",
        danger=True,
        positions=tuple(queries.positions_ended_by_leaving(placement, timezone.localdate())),
    )

    def act(values):
        ended = actions.end_placement(request.user, placement, **values)
        return page.back, (
            f"Đã kết thúc {kind} của {found.full_name}.{ended_sentence(ended)} "
            "Hồ sơ và quá trình vẫn được giữ."
        )

    form = LeavingForm(request.POST or None, label="Không còn sinh hoạt ở đây từ ngày")
    return change(request, page, form, act)


urlpatterns = [
    path("to-chuc/<int:pk>/them-nguoi/", person_add, name="person_add"),
    path("nguoi/<int:pk>/", person, name="person"),
    path("nguoi/<int:pk>/sua/", person_edit, name="person_edit"),
    path("nguoi/<int:pk>/chuyen/", person_transfer, name="person_transfer"),
    path("nguoi/<int:pk>/tam-thoi/", person_place, name="person_place"),
    path("sinh-hoat/<int:pk>/ket-thuc/", placement_end, name="placement_end"),
]
