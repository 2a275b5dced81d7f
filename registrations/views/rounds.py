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
from registrations import actions, queries, reports, round_actions
from registrations.access import (
    exemplary_pages,
    get_followed_for,
    get_led_person_for,
    get_round_and_organization_for,
    get_round_for,
    get_written_round_for,
    reads_handed_in,
    rounds_beside,
    rounds_open_to,
)
from registrations.forms import ReasonForm, RoundForm, ShortcomingsForm
from registrations.models import Guidance
from registrations.setting_forms import DueForm, SettingsForm
from registrations.views import files
from registrations.views.posted import posted_moment

PEOPLE_A_PAGE = 50
SETTINGS_CHANGED = (
    "Người khác vừa đặt lại đợt này. Nội dung đang có hiệu lực ghi ở dưới; nếu vẫn giữ lựa chọn "
    "của đồng chí, bấm Lưu lần nữa."
)
SWITCHED = "Đợt vừa được đóng hoặc mở lại ở nơi khác. Dưới đây là tình trạng hiện nay."


def round_list(request):
    """List the rounds with how far they are, for everybody who follows an organization."""
    viewer = viewer_of(request.user)
    if not viewer.places("follow") and not viewer.managed:
        return redirect("tasks" if request.user.person_id else "home")
    rows = [(one, queries.due(one), place) for one, place in rounds_open_to(viewer)]
    return render(request, "registrations/rounds.html", {"rows": rows})


def round_open(request, pk):
    """Open a round in the bloc."""
    bloc = get_organization_for(request.user, pk, to="manage")
    if bloc.kind != Kind.BLOC:
        raise Http404
    form = RoundForm(request.POST or None, initial=queries.next_round(bloc))
    asked = [SettingsForm(request.POST or None, guidance=one) for one in Guidance.values]
    if request.method == "POST" and form.is_valid() and settled(form, asked):
        settings = {one.guidance: one.settings() for one in asked if one.is_valid()}
        try:
            opened = round_actions.open_rounds(
                request.user, bloc, settings=settings, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            names = ", ".join(str(one) for one in opened)
            messages.success(
                request, f"Đã mở: {names}. Người phải viết thấy việc ngay khi đăng nhập."
            )
            return redirect("round_progress", opened[0].pk, bloc.pk)
    context = {"form": form, "bloc": bloc, "asked": [one for one in asked if one.fields]}
    return render(request, "registrations/round_open.html", context)


def settled(form, asked):
    """Tell whether the settings of the guidances that are chosen can be."""
    chosen = form.cleaned_data["guidances"]
    return all(one.is_valid() for one in asked if one.guidance in chosen)


def round_settings(request, pk):
    """Settle the readings, the score sheet and the last day of a round that is open."""
    round_ = get_round_for(request.user, pk)
    get_organization_for(request.user, round_.bloc_id, to="manage")
    data, now = request.POST or None, round_actions.state_of(round_)
    form = DueForm(
        data,
        reviews=round_.guidance == Guidance.HD21_2019,
        initial={"seen": now, "review_due": round_.review_due},
    )
    fixed = queries.has_closed_votes(round_)
    stored = (round_.readings, round_.score_sheet)
    asked = SettingsForm(None if fixed else data, guidance=round_.guidance, stored=stored)
    if request.method == "POST" and form.is_valid() and (fixed or asked.is_valid()):
        settings = dict(zip(("readings", "score_sheet"), stored, strict=True))
        if save_settings(request, round_, form, settings if fixed else asked.settings()):
            return redirect("round_progress", pk, round_.bloc_id)
    context = {
        "round": round_,
        "form": form,
        "asked": asked,
        "fixed": fixed,
        "in_force": round_actions.describe(round_),
    }
    return render(request, "registrations/round_settings.html", context)


def save_settings(request, round_, form, settings):
    """Save what was settled; tell whether it was, else why not beside the form."""
    cleaned = form.cleaned_data
    try:
        round_actions.set_round(
            request.user,
            round_.pk,
            seen=cleaned["seen"],
            review_due=cleaned.get("review_due"),
            **settings,
        )
    except round_actions.Changed:
        round_.refresh_from_db()
        form.data = form.data.copy()
        form.data["seen"] = round_actions.state_of(round_)
        form.add_error(None, SETTINGS_CHANGED)
    except ValidationError as error:
        form.add_error(None, error)
    else:
        messages.success(request, "Đã lưu. Nội dung này được dùng từ nay trong cả đợt.")
        return True
    return False


def round_switch(request, pk):
    """Close a round, or open a closed one again, with the reason.

    The form says which of both was read: sent twice, or from an old window, it changes nothing.
    """
    round_ = get_round_for(request.user, pk)
    get_organization_for(request.user, round_.bloc_id, to="manage")
    form = ReasonForm(request.POST or None)
    closing = round_.closed_at is None
    if request.method == "POST" and ("close" in request.POST) != closing:
        messages.warning(request, SWITCHED)
        return redirect("round_progress", pk, round_.bloc_id)
    if request.method == "POST" and form.is_valid():
        act = round_actions.close_round if closing else round_actions.reopen_round
        try:
            act(request.user, pk, form.cleaned_data["reason"])
        except actions.Moved:
            messages.warning(request, SWITCHED)
        else:
            messages.success(request, "Đã đóng đợt." if closing else "Đã mở lại đợt.")
        return redirect("round_progress", pk, round_.bloc_id)
    context = {"round": round_, "form": form, "closing": closing}
    return render(request, "registrations/round_switch.html", context)


def round_progress(request, pk, organization_pk):
    """Show how far an organization is: the table of what is below it, or the cell's board."""
    round_, organization = get_followed_for(request.user, pk, organization_pk)
    if not round_.has_forms:
        group = organization.kind == Kind.GROUP
        return redirect("evaluation_board" if group else "results", pk, organization_pk)
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
        "shown": max((row.to_confirm.submitted_at for row in rows if row.to_confirm), default=None),
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
        "rounds": rounds_beside(viewer_of(request.user), round_, organization),
        "due": queries.due(round_),
        "overdue": queries.is_overdue(round_, timezone.localdate()),
        "day": queries.as_of(round_),
        "current": queries.as_of(round_) == timezone.localdate(),
        "everybody": round_.for_everybody,
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
        "statuses": queries.people_lists(round_),
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
        shown = posted_moment(request, "shown")
        confirmed = actions.confirm_many(request.user, cell, chosen & offered.keys(), shown=shown)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("round_progress", pk, organization_pk)
    left = len(chosen) - confirmed
    if confirmed:
        messages.success(request, f"{round_.words.confirmed} {confirmed} {round_.words.paper}.")
    if left:
        waiting = round_.words.waiting.lower()
        messages.warning(
            request, f"{left} bản không còn {waiting} hoặc vừa được nộp lại nên được giữ nguyên."
        )
    if not chosen:
        messages.warning(request, "Đồng chí chưa chọn bản nào.")
    return redirect("round_progress", pk, organization_pk)


def blank_form(request, pk):
    """Send the empty form of a round to fill in by hand; ``nguoi-dung-dau`` with section 9.

    ``mau`` names the form; without it the one that the reader fills in.
    """
    round_ = get_written_round_for(request.user, pk)
    form = request.GET.get("mau") or queries.form_of(round_, request.user.person)
    return files.blank_response(round_, form, head="nguoi-dung-dau" in request.GET)


def shortcomings_edit(request, pk, person_pk):
    """Record the shortcomings that the previous year's evaluation named (CK-01)."""
    person, cell = get_led_person_for(request.user, person_pk)
    round_ = get_round_for(request.user, pk)
    text = queries.shortcomings_before(person, round_.year)
    form = ShortcomingsForm(request.POST or None, initial={"text": text, "before": text})
    posted = request.method == "POST" and form.is_valid()
    if posted and save_shortcomings(request, person, round_.year - 1, form):
        return redirect("round_progress", round_.pk, cell.pk)
    context = {
        "form": form,
        "person": person,
        "round": round_,
        "cell": cell,
        "year": round_.year - 1,
    }
    return render(request, "registrations/shortcomings.html", context)


def save_shortcomings(request, person, year, form):
    """Save what was typed; tell whether it was, else why not beside the form."""
    typed = form.cleaned_data["text"]
    before = form.cleaned_data["before"] if "before" in request.POST else None
    try:
        actions.record_shortcomings(request.user, person, year, typed, before=before)
    except ValidationError as error:
        form.data = form.data.copy()
        form.data["before"] = queries.shortcomings_before(person, year + 1)
        form.add_error("text", error)
        return False
    messages.success(request, f"Đã lưu khuyết điểm, hạn chế của {person.full_name}.")
    return True


urlpatterns = [
    path("dot/", round_list, name="rounds"),
    path("to-chuc/<int:pk>/mo-dot/", round_open, name="round_open"),
    path("dot/<int:pk>/dong-mo/", round_switch, name="round_switch"),
    path("dot/<int:pk>/cach-hieu/", round_settings, name="round_settings"),
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
