"""What changes a person's positions, states and disciplines."""

from django.shortcuts import get_object_or_404
from django.urls import path

from organizations import actions, queries
from organizations.access import get_organization_for, get_person_for, viewer_of
from organizations.forms import (
    DisciplineForm,
    EndForm,
    PositionForm,
    StateEndForm,
    StateForm,
)
from organizations.models import Organization, PersonState, Position
from organizations.views.changing import change
from organizations.views.people import page_of


def position_add(request, pk):
    """Appoint a person in one of the organizations above the places where it belongs."""
    found = get_person_for(request.user, pk, to="manage")
    places = queries.places_to_serve(viewer_of(request.user), found)
    page = page_of(
        found,
        "Bổ nhiệm chức vụ",
        "Bổ nhiệm",
        lead="Chọn được chức vụ ở nơi sinh hoạt và ở các tổ chức cấp trên của nơi ấy.",
    )

    def act(values):
        position = actions.appoint(request.user, found, **values)
        return page.back, (
            f"Đã bổ nhiệm {found.full_name} làm {queries.post_name(position)}. "
            "Quyền theo chức vụ có ngay khi đồng chí ấy mở trang tiếp theo."
        )

    return change(request, page, PositionForm(request.POST or None, organizations=places), act)


def position_end(request, pk):
    """End a position; its rights are gone from that day."""
    position = get_object_or_404(Position.objects.select_related("person", "organization"), pk=pk)
    get_organization_for(request.user, position.organization_id, to="manage")
    name = queries.post_name(position)
    page = page_of(
        position.person,
        "Kết thúc chức vụ",
        "Kết thúc chức vụ",
        lead=f"{position.person.full_name} đang giữ chức vụ {name}.",
        danger=True,
    )

    def act(values):
        actions.end_position(request.user, position, **values)
        return page.back, f"Đã kết thúc chức vụ {name}. Quyền theo chức vụ này không còn."

    form = EndForm(request.POST or None, label="Thôi giữ chức vụ từ ngày", reason_required=False)
    return change(request, page, form, act)


def state_add(request, pk):
    """Record a state of a person."""
    found = get_person_for(request.user, pk, to="manage")
    page = page_of(
        found,
        "Ghi tình trạng",
        "Ghi tình trạng",
        lead="Tình trạng quyết định việc phải đăng ký, được đánh giá và giữ quyền của cấp ủy.",
    )

    def act(values):
        state = actions.add_state(request.user, found, **values)
        return page.back, f"Đã ghi: {state.get_kind_display().lower()}."

    return change(request, page, StateForm(request.POST or None), act)


def state_end(request, pk):
    """Set the last day of a state."""
    state = get_object_or_404(PersonState.objects.select_related("person"), pk=pk)
    get_person_for(request.user, state.person_id, to="manage")
    kind = state.get_kind_display().lower()
    page = page_of(
        state.person,
        "Ngày cuối của tình trạng",
        "Lưu",
        lead=f"{state.person.full_name}: {kind} từ ngày {state.started_on:%d/%m/%Y}.",
    )

    def act(values):
        actions.end_state(request.user, state, **values)
        return page.back, f"Đã ghi ngày cuối của tình trạng {kind}."

    return change(request, page, StateEndForm(request.POST or None), act)


def discipline_add(request, pk):
    """Record a discipline; the inspection commission alone does."""
    found = get_person_for(request.user, pk, to="discipline")
    homes = found.placements.values("organization")
    places = Organization.objects.filter(pk__in=homes).select_related("parent")
    page = page_of(found, "Ghi kỷ luật", "Ghi kỷ luật", danger=True)

    def act(values):
        actions.add_discipline(request.user, found, **values)
        return page.back, (
            "Đã ghi kỷ luật. Nếu khai trừ hoặc cách chức, Ban Tổ chức kết thúc sinh hoạt "
            "hoặc chức vụ của người này."
        )

    return change(request, page, DisciplineForm(request.POST or None, organizations=places), act)


urlpatterns = [
    path("nguoi/<int:pk>/bo-nhiem/", position_add, name="position_add"),
    path("chuc-vu/<int:pk>/ket-thuc/", position_end, name="position_end"),
    path("nguoi/<int:pk>/tinh-trang/", state_add, name="state_add"),
    path("tinh-trang/<int:pk>/ket-thuc/", state_end, name="state_end"),
    path("nguoi/<int:pk>/ky-luat/", discipline_add, name="discipline_add"),
]
