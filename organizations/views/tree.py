"""The tree, an organization, the search, and what changes an organization."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from organizations import actions, queries
from organizations.access import get_organization_for, viewer_of
from organizations.actions.placements import HOMES
from organizations.forms import (
    DayFilter,
    EndForm,
    MoveForm,
    NewOrganizationForm,
    OrganizationForm,
    PeopleFilter,
)
from organizations.forms.organizations import kinds_below
from organizations.models import ALLOWED_PARENTS, Kind
from organizations.views.changing import (
    Page,
    ask_about,
    change,
    ended_sentence,
    offer_places,
)

MOST_ROWS = 300
MOVABLE = (Kind.SECTION_COMMITTEE, Kind.CELL, Kind.GROUP)
EDITED = ("name", "locality", "founded_on", "position")


def organization_tree(request):
    """Show the organizations that the reader sees, today's or those of a past day."""
    viewer = viewer_of(request.user)
    roots = viewer.places("view")
    if not roots:
        raise PermissionDenied("Đồng chí không giữ chức vụ nào để xem cây tổ chức.")
    form = DayFilter(request.GET)
    today = timezone.localdate()
    asked = form.cleaned_data.get("ngay") if form.is_valid() else None
    day = min(asked or today, today)
    trees = [cropped(tree) for tree in queries.trees_of(roots, day)]
    context = {"trees": trees, "form": form, "day": day, "past": day < today}
    return render(request, "organizations/tree.html", context)


def cropped(tree):
    """Return a tree, without its deeper levels where it is too long to read on one page."""
    return tree if len(tree) <= MOST_ROWS else [one for one in tree if one.depth < 2]


def organization(request, pk):
    """Show an organization: what it is, who leads it, who belongs to it, what is below it."""
    found = get_organization_for(request.user, pk)
    viewer, today = viewer_of(request.user), timezone.localdate()
    filters = PeopleFilter(request.GET)
    people = queries.people_of(found, today, **chosen(filters))
    page = queries.page_of_people(people, request.GET.get("page"))
    manages = viewer.may("manage", found.tree_path)
    tree = queries.tree_of(found, today)
    context = {
        "organization": found,
        "trail": trail_to(found, viewer),
        "counts": queries.count_people(found, today),
        "committee": queries.committee_of(found, today),
        "tree": cropped(tree)[1:],
        "filters": filters,
        "page": page,
        "rows": queries.people_rows(page.object_list, whole=manages),
        "history": queries.history_of_organization(found),
        "may": acts_on(found) if manages and not found.dissolved_on else {},
        "manages": manages,
        "above": found.kind not in HOMES,
    }
    return render(request, "organizations/organization.html", context)


def chosen(filters):
    """Return what the filters in the address ask for; what they do not know is left out."""
    filters.is_valid()
    wanted = filters.cleaned_data
    return {
        "name": wanted.get("ten", ""),
        "membership": wanted.get("loai", ""),
        "state": wanted.get("tinh_trang", ""),
    }


def trail_to(found, viewer):
    """Return the organizations above and whether the reader may open each."""
    return [
        (one, viewer.may("view", one.tree_path)) for one in queries.organization_path(found)[:-1]
    ]


def acts_on(found):
    """Return which changes make sense in an organization of this kind."""
    return {
        "add": bool(kinds_below(found)),
        "add_person": found.kind in HOMES,
        "edit": True,
        "move": found.kind in MOVABLE,
        "dissolve": found.kind != Kind.BLOC,
    }


def page_of(found, heading, word, **said):
    """Return the page of a form about an organization."""
    return Page(heading, word, reverse("organization", args=[found.pk]), found.name, **said)


def organization_add(request, pk):
    """Found an organization below this one."""
    parent = get_organization_for(request.user, pk, to="manage")
    if not kinds_below(parent):
        raise Http404

    def act(values):
        made = actions.add_organization(request.user, parent, **values)
        return reverse("organization", args=[made.pk]), (
            f"Đã thêm {made.name}. Tiếp theo: thêm người hoặc tổ chức trực thuộc."
        )

    page = page_of(parent, "Thêm tổ chức trực thuộc", "Thêm tổ chức", lead=f"Vào {parent.name}.")
    return change(request, page, NewOrganizationForm(request.POST or None, parent=parent), act)


def organization_edit(request, pk):
    """Correct or rename an organization."""
    found = get_organization_for(request.user, pk, to="manage")
    record = {name: getattr(found, name) for name in EDITED}
    form = OrganizationForm(request.POST or None, initial=record)
    page = page_of(found, "Sửa thông tin tổ chức", "Lưu")

    def act(values):
        values.pop("seen")
        actions.edit_organization(request.user, found, **values)
        return page.back, "Đã lưu thông tin tổ chức."

    return change(request, page, form, act)


def organization_move(request, pk):
    """Put an organization below another one."""
    found = get_organization_for(request.user, pk, to="manage")
    if found.kind not in MOVABLE:
        raise Http404
    form = offer_places(
        request,
        MoveForm(request.POST or None, label="Kết thúc các chức vụ này khi chuyển"),
        ALLOWED_PARENTS[found.kind],
        inside=found.tree_path[0],
        besides=found.parent_id,
    )
    page = page_of(
        found,
        "Chuyển tổ chức cấp trên",
        "Chuyển",
        lead=f"{found.name} đang trực thuộc {found.parent.name}. Kết quả các năm trước giữ nguyên.",
        place_word="Tìm tổ chức cấp trên mới",
    )

    def act(values):
        agreed = values.pop("confirmed")
        ending = queries.positions_ended_by_move(found, values["parent"], timezone.localdate())
        if ending and not agreed:
            ask_about(ending)
        ended = actions.move_organization(request.user, found, **values)
        return page.back, f"Đã chuyển sang {values['parent'].name}.{ended_sentence(ended)}"

    return change(request, page, form, act)


def organization_dissolve(request, pk):
    """End an organization in which nobody is left."""
    found = get_organization_for(request.user, pk, to="manage")
    page = page_of(
        found,
        f"Giải thể {found.name}",
        "Giải thể",
        lead="Chỉ giải thể được khi không còn ai sinh hoạt và không còn tổ chức trực thuộc. "
        "Kết quả các năm trước giữ nguyên.",
        danger=True,
        positions=tuple(queries.committee_of(found, timezone.localdate())),
    )

    def act(values):
        ended = actions.dissolve_organization(request.user, found, **values)
        return page.back, f"Đã giải thể {found.name}.{ended_sentence(ended)}"

    return change(request, page, EndForm(request.POST or None, label="Giải thể từ ngày"), act)


def search(request):
    """Find people and organizations that the reader may see."""
    text = request.GET.get("q", "").strip()[:100]
    found = queries.search_people_and_organizations(viewer_of(request.user), text)
    context = {"text": text, "found": found, "most": queries.MOST_HITS}
    return render(request, "organizations/search.html", context)


urlpatterns = [
    path("to-chuc/", organization_tree, name="organization_tree"),
    path("to-chuc/<int:pk>/", organization, name="organization"),
    path("to-chuc/<int:pk>/them/", organization_add, name="organization_add"),
    path("to-chuc/<int:pk>/sua/", organization_edit, name="organization_edit"),
    path("to-chuc/<int:pk>/chuyen/", organization_move, name="organization_move"),
    path("to-chuc/<int:pk>/giai-the/", organization_dissolve, name="organization_dissolve"),
    path("tim/", search, name="search"),
]
