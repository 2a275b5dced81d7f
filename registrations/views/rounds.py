"""Rounds: opening, progress down the tree, the cell's board, printing a cell."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations.access import get_organization_for, viewer_of
from organizations.models import CELL_KINDS, Kind
from organizations.queries import organization_path
from registrations import actions, queries, reports
from registrations.access import (
    exemplary_pages,
    get_led_person_for,
    get_round_and_organization_for,
    get_round_for,
    reads_handed_in,
)
from registrations.forms import ReasonForm, RoundForm, ShortcomingsForm
from registrations.models import Guidance, Round
from registrations.queries.printing import papers_name
from registrations.views import files

PEOPLE_A_PAGE = 50


def round_list(request):
    """List the rounds with how far they are, for everybody who follows an organization."""
    viewer = viewer_of(request.user)
    followed = viewer.places("follow")
    if not followed and not viewer.managed:
        return redirect("tasks" if request.user.person_id else "home")
    rows = [(one, queries.due(one), place) for one, place in queries.rounds_followed(followed)]
    return render(request, "registrations/rounds.html", {"rows": rows})


def round_open(request, pk):
    """Open a round in the bloc."""
    bloc = get_organization_for(request.user, pk, to="manage")
    if bloc.kind != Kind.BLOC:
        raise Http404
    form = RoundForm(request.POST or None, initial=queries.next_round(bloc))
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_rounds(request.user, bloc, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            names = ", ".join(str(one) for one in opened)
            messages.success(
                request, f"Đã mở: {names}. Người phải đăng ký thấy việc ngay khi đăng nhập."
            )
            return redirect("round_progress", opened[0].pk, bloc.pk)
    return render(request, "registrations/round_open.html", {"form": form, "bloc": bloc})


def round_switch(request, pk):
    """Close a round, or open a closed one again, with the reason."""
    round_ = get_round_for(request.user, pk)
    get_organization_for(request.user, round_.bloc_id, to="manage")
    form = ReasonForm(request.POST or None)
    closing = round_.closed_at is None
    if request.method == "POST" and form.is_valid():
        act = actions.close_round if closing else actions.reopen_round
        try:
            act(request.user, pk, form.cleaned_data["reason"])
        except actions.Moved:
            messages.warning(request, "Đợt vừa được người khác đóng hoặc mở lại.")
        else:
            messages.success(request, "Đã đóng đợt." if closing else "Đã mở lại đợt.")
        return redirect("round_progress", pk, round_.bloc_id)
    context = {"round": round_, "form": form, "closing": closing}
    return render(request, "registrations/round_switch.html", context)


def round_progress(request, pk, organization_pk):
    """Show how far an organization is: the table of what is below it, or the cell's board."""
    round_, organization = get_round_and_organization_for(request.user, pk, organization_pk)
    context = round_context(request, round_, organization)
    if organization.kind in (*CELL_KINDS, Kind.GROUP):
        return cell_board(request, round_, organization, context)
    context["report"] = reports.registration_report(round_, organization)
    return render(request, "registrations/progress.html", context)


def cell_board(request, round_, cell, context):
    """Show a row for each person of the cell or group, with what can be done at once."""
    rows = board_rows(request, round_, cell)
    leads = cell in viewer_of(request.user).cells
    context |= {
        "rows": rows,
        "leads": leads,
        "waiting": [row for row in rows if row.waiting],
        "missing": [row for row in rows if row.missing],
        "recorded": queries.people_with_shortcomings(round_, rows) if leads else set(),
        "group": cell.kind == Kind.GROUP,
        "follows_quarters": round_.guidance == Guidance.LAM_DONG_2017
        and reads_handed_in(request.user, cell),
    }
    return render(request, "registrations/cell_board.html", context)


def board_rows(request, round_, cell):
    """Return the rows of a cell's board as this reader sees them."""
    return queries.cell_rows(
        round_,
        cell,
        inside=reads_handed_in(request.user, cell),
        reader_id=request.user.person_id,
    )


def round_context(request, round_, organization):
    """What the pages of a round share: where, which year, the other years, the day counted."""
    visible = {one.pk for one in viewer_of(request.user).places("follow")}
    way = list(organization_path(organization))
    start = next((depth for depth, one in enumerate(way) if one.pk in visible), len(way) - 1)
    return {
        "round": round_,
        "organization": organization,
        "way": way[start:],
        "rounds": Round.objects.filter(bloc=round_.bloc_id),
        "due": queries.due(round_),
        "overdue": queries.is_overdue(round_, timezone.localdate()),
        "day": queries.as_of(round_),
        "current": queries.as_of(round_) == timezone.localdate(),
        "everybody": round_.guidance == Guidance.NEU_GUONG_2017,
        "manages": viewer_of(request.user).may("manage", [round_.bloc_id]),
        "exemplary": exemplary_pages(viewer_of(request.user), round_, organization),
    }


def round_people(request, pk, organization_pk):
    """List the people behind a figure of the progress table."""
    round_, organization = get_round_and_organization_for(request.user, pk, organization_pk)
    status = request.GET.get("tinh-trang", "missing")
    people = queries.people_with_status(round_, organization, status)
    if people is None:
        raise Http404
    context = round_context(request, round_, organization) | {
        "page": Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "status": status,
        "statuses": queries.PEOPLE_LISTS,
    }
    return render(request, "registrations/people.html", context)


@require_POST
def confirm_many(request, pk, organization_pk):
    """Confirm the chosen registrations of a cell; what has moved meanwhile is left."""
    round_, cell = get_round_and_organization_for(request.user, pk, organization_pk, to="lead_cell")
    chosen = {
        int(one) for one in request.POST.getlist("chosen") if one.isdecimal() and len(one) < 19
    }
    offered = {
        row.to_confirm.pk: row for row in board_rows(request, round_, cell) if row.to_confirm
    }
    try:
        confirmed = actions.confirm_many(request.user, cell, chosen & offered.keys())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("round_progress", pk, organization_pk)
    left = len(chosen) - confirmed
    if confirmed:
        messages.success(request, f"Đã xác nhận {confirmed} {papers_name(round_)}.")
    if left:
        messages.warning(request, f"{left} bản không còn chờ xác nhận nên được giữ nguyên.")
    if not chosen:
        messages.warning(request, "Đồng chí chưa chọn bản nào để xác nhận.")
    return redirect("round_progress", pk, organization_pk)


def blank_form(request, pk):
    """Send the empty form of a round to fill in by hand; ``nguoi-dung-dau`` with section 9.

    ``mau`` names the form; without it the one that the reader fills in.
    """
    round_ = get_round_for(request.user, pk)
    form = request.GET.get("mau") or queries.form_of(round_, request.user.person)
    return files.blank_response(round_, form, head="nguoi-dung-dau" in request.GET)


def shortcomings_edit(request, pk, person_pk):
    """Record the shortcomings that the previous year's evaluation named (CK-01)."""
    person, cell = get_led_person_for(request.user, person_pk)
    round_ = get_round_for(request.user, pk)
    text = queries.shortcomings_before(person, round_.year)
    form = ShortcomingsForm(request.POST or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        actions.record_shortcomings(
            request.user, person, round_.year - 1, form.cleaned_data["text"]
        )
        messages.success(request, f"Đã lưu khuyết điểm, hạn chế của {person.full_name}.")
        return redirect("round_progress", round_.pk, cell.pk)
    context = {
        "form": form,
        "person": person,
        "round": round_,
        "cell": cell,
        "year": round_.year - 1,
    }
    return render(request, "registrations/shortcomings.html", context)


urlpatterns = [
    path("dot/", round_list, name="rounds"),
    path("to-chuc/<int:pk>/mo-dot/", round_open, name="round_open"),
    path("dot/<int:pk>/dong-mo/", round_switch, name="round_switch"),
    path("dot/<int:pk>/to-chuc/<int:organization_pk>/", round_progress, name="round_progress"),
    path(
        "dot/<int:pk>/to-chuc/<int:organization_pk>/danh-sach/", round_people, name="round_people"
    ),
    path("dot/<int:pk>/to-chuc/<int:organization_pk>/xac-nhan/", confirm_many, name="confirm_many"),
    path("dot/<int:pk>/mau-trang.pdf", blank_form, name="blank_form"),
    path(
        "dot/<int:pk>/nguoi/<int:person_pk>/khuyet-diem/",
        shortcomings_edit,
        name="shortcomings_edit",
    ),
]
