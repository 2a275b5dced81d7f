"""Levels decided on one table by who decides; what the cell reports; what is confirmed above."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import deciding, superiors
from evaluations.access import REFUSED, get_place_for, require
from evaluations.deciding_forms import AnswerForm, NoteForm, NumberedForm
from evaluations.levels import short_name
from evaluations.models import RoleModel, Subject
from evaluations.queries import caps, reporting
from evaluations.queries import deciding as queries
from evaluations.queries.board import full_choices
from evaluations.views.board import FOLLOWERS
from evaluations.workflow import BY_DECISION
from organizations.access import viewer_of
from organizations.models import BASE_KINDS, CELL_KINDS, COMMITTEE_ROLES, Kind
from registrations.actions import Moved
from registrations.models import Guidance
from registrations.views.forms import posted_number

ELSEWHERE = (
    "Đồng chí khác vừa ghi “{}” ở ô này; bấm “Lưu” lần nữa để giữ nội dung ở ô, hoặc sửa lại."
)
MOVED = "Kết quả vừa được thay đổi ở nơi khác; đồng chí xem lại rồi làm tiếp."
DECIDING = (*BY_DECISION, Guidance.LAM_DONG_2017)


def get_decisions_for(account, pk, organization_pk, to="read"):
    """Return a round and the base organization that decides or confirms there, or refuse."""
    round_, base = get_place_for(account, pk, organization_pk, to)
    if base.kind not in BASE_KINDS or round_.guidance not in DECIDING:
        raise Http404
    if round_.guidance in BY_DECISION:
        viewer = viewer_of(account)
        if not (base.reader.may_record or viewer.holds(FOLLOWERS, base.tree_path)):
            raise PermissionDenied(REFUSED)
    return round_, base


def decisions(request, pk, organization_pk):
    """Show everybody classified, by cell; the table is worked in place."""
    round_, base = get_decisions_for(request.user, pk, organization_pk)
    if request.method == "POST":
        require(base.reader, "decide_members")
    if round_.guidance == Guidance.LAM_DONG_2017:
        return confirmations(request, round_, base)
    pool = caps.members_pool(round_, base)
    problems = {}
    if request.method == "POST":
        problems = save_all(request, pool)
        if not problems:
            messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
            return redirect("decisions", pk, organization_pk)
    return decisions_page(request, round_, base, problems=problems)


def decisions_page(request, round_, base, *, form=None, errors=(), problems=None, ticked=()):
    """Render the table with the form of the decision and what could not be saved, as typed."""
    table = queries.table_of(request.user, round_, base, inside=base.reader.may_record)
    table.keep({name: request.POST.get(name, "") for name in problems or ()})
    hd21, force = round_.guidance == Guidance.HD21_2019, force_of(round_)
    context = {
        "round": round_,
        "organization": base,
        "table": table,
        "choices": [
            (one, short_name(round_.guidance, one)) for one, _ in full_choices(round_.guidance)
        ],
        "decides": base.reader.may_decide_members and round_.closed_at is None,
        "form": form or NumberedForm(force=force, initial={"day": timezone.localdate()}),
        "errors": errors,
        "problems": problems or {},
        "ticked": set(ticked),
        "reports": base.kind != Kind.BASE_CELL,
        "hd21": hd21,
        "columns": (7, 3) if hd21 else (4, 2),
        "why": "Lý do khác đề xuất" if hd21 else "Lý do",
    }
    context["cap"] = table.cap
    return render(request, "evaluations/decisions.html", context)


def force_of(round_):
    """Return how the cap binds (I-5); where there is none no reason for passing it is asked."""
    return round_.terms.readings.cap_force if round_.guidance == Guidance.HD21_2019 else "FORBID"


def save_all(request, pool):
    """Save every posted choice that has changed; return {name: (whose, why not, text)}."""
    problems = {}
    for one, person in pool.rows.filter(level="").values_list("pk", "person__full_name"):
        for field in deciding.CHOICES:
            name = f"{one}-{field}"
            text, before = request.POST.get(name, ""), request.POST.get(f"before-{name}")
            if before is None or text == before:
                continue
            try:
                saved = deciding.choose(request.user, pool, one, field, text, before=before)
            except (ValidationError, Moved) as error:
                why = " ".join(getattr(error, "messages", [MOVED]))
            else:
                stored = read_out(pool.round, field, saved.text)
                why = ELSEWHERE.format(stored) if saved.conflict else ""
            if why:
                problems[name] = (person, why, "" if field == "chosen_level" else text)
    return problems


def read_out(round_, field, text):
    """Say what is stored in a field of the table, as people read it."""
    return (short_name(round_.guidance, text) if field == "chosen_level" else text) or "(trống)"


@require_POST
def decision_save(request, pk, organization_pk):
    """Save one choice while it is made: 200 saved, 409 saved elsewhere, 422 refused."""
    round_, base = get_decisions_for(request.user, pk, organization_pk, "decide_members")
    field = request.POST.get("field", "")
    if field not in deciding.CHOICES:
        raise Http404
    pool = caps.members_pool(round_, base)
    text, before = request.POST.get("text", ""), request.POST.get("before", "")
    try:
        saved = deciding.choose(
            request.user, pool, posted_number(request, "booklet"), field, text, before=before
        )
    except (Moved, ValidationError) as error:
        words = " ".join(getattr(error, "messages", [MOVED]))
        return JsonResponse({"message": words}, status=422)
    return JsonResponse(
        {"text": saved.text, "saved_at": f"{timezone.localtime():%H:%M}"},
        status=409 if saved.conflict else 200,
    )


def decision_cap(request, pk, organization_pk):
    """Send how many places are left now, as a part of the page."""
    round_, base = get_decisions_for(request.user, pk, organization_pk)
    if round_.guidance != Guidance.HD21_2019:
        raise Http404
    cap = caps.cap_of(caps.members_pool(round_, base))
    return render(request, "evaluations/_cap.html", {"cap": cap, "round": round_})


@require_POST
def decision_propose(request, pk, organization_pk):
    """Take over the votes' proposals for all who have none chosen yet, as the cap lets."""
    round_, base = get_decisions_for(request.user, pk, organization_pk, "decide_members")
    if round_.guidance != Guidance.HD21_2019:
        raise Http404
    pool = caps.members_pool(round_, base)
    problems = save_all(request, pool)
    if problems:
        return decisions_page(request, round_, base, problems=problems, ticked=posted_ids(request))
    table = queries.table_of(request.user, round_, base)
    try:
        number = deciding.propose_all(request.user, pool, table.waiting)
    except (Moved, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [MOVED])))
    else:
        messages.success(request, f"Đã lấy theo đề xuất {number} đồng chí. Chưa quyết định ai.")
    return redirect("decisions", pk, organization_pk)


@require_POST
def decision_make(request, pk, organization_pk):
    """Decide the chosen levels of those ticked, with the decision's number and day."""
    round_, base = get_decisions_for(request.user, pk, organization_pk, "decide_members")
    if round_.guidance not in BY_DECISION:
        raise Http404
    form = NumberedForm(request.POST, force=force_of(round_))
    ticked, pool = posted_ids(request), caps.members_pool(round_, base)
    problems = save_all(request, pool)
    if problems or not form.is_valid():
        return decisions_page(request, round_, base, form=form, problems=problems, ticked=ticked)
    try:
        rows = deciding.decide(request.user, pool, ticked, form.decision())
    except Moved:
        messages.warning(request, MOVED)
    except ValidationError as error:
        return decisions_page(
            request, round_, base, form=form, errors=error.messages, ticked=ticked
        )
    else:
        messages.success(request, f"Đã quyết định mức của {len(rows)} đồng chí.")
    return redirect("decisions", pk, organization_pk)


def posted_ids(request):
    """Return the ids of the evaluations that are ticked."""
    ticked = request.POST.getlist("ket-qua")
    return sorted({int(one) for one in ticked if one.isdecimal() and len(one) < 19})


def confirmations(request, round_, base):
    """Show what the cells have reported under LD; confirm or refuse, one or many (LD-09)."""
    form = AnswerForm(request.POST or None, auto_id="tra-loi-%s")
    if request.method == "POST" and form.is_valid():
        done = answered(request, round_, base, form)
        if done:
            return redirect("decisions", round_.pk, base.pk)
    cells = queries.confirmations_of(request.user, round_, base)
    context = {
        "round": round_,
        "organization": base,
        "cells": cells,
        "open_cells": [cell for cell, rows in cells if any(row.open for row in rows)],
        "form": form,
        "ticked": set(posted_ids(request)),
        "answers": base.reader.may_decide_members and round_.closed_at is None,
        "above": base.kind != Kind.BASE_CELL,
    }
    return render(request, "evaluations/confirmations.html", context)


def answered(request, round_, base, form):
    """Answer the ticked classifications and role models; tell whether it is done."""
    if base.kind == Kind.BASE_CELL:
        raise Http404
    answer, reason = form.cleaned_data["answer"], form.cleaned_data["reason"]
    try:
        if request.POST.get("guong"):
            pk = posted_number(request, "guong")
            if not role_models_in(round_, base).filter(pk=pk).exists():
                raise Http404
            superiors.review_role_model(request.user, pk, answer, reason)
            number = 1
        else:
            number = superiors.confirm_members(
                request.user, round_, base, posted_ids(request), answer, reason
            )
    except Moved:
        messages.warning(request, MOVED)
        return True
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, f"Đã ghi ý kiến về {number} kết quả.")
    return True


def role_models_in(round_, base):
    """Return the role models of a base organization."""
    return RoleModel.objects.filter(evaluation__in=caps.members_pool(round_, base).rows)


def report_up(request, pk, organization_pk):
    """Show what is ready, who is outstanding; the secretary or deputy reports up (H21-03)."""
    round_, organization = get_place_for(request.user, pk, organization_pk, "record")
    hd21 = round_.guidance == Guidance.HD21_2019
    if not hd21 or organization.kind in (Kind.BLOC, Kind.GROUP):
        raise Http404
    report = reporting.report_of(round_, organization)
    form = NoteForm(request.POST or None)
    if request.method == "POST":
        require(organization.reader, "run")
        if (not report.outstanding or form.is_valid()) and reported(
            request, round_, organization, form
        ):
            return redirect("report_up", pk, organization_pk)
    context = {
        "round": round_,
        "organization": organization,
        "report": report,
        "form": form,
        "runs": organization.reader.may_run and round_.closed_at is None,
        "cell": organization.kind in CELL_KINDS,
        "base_cell": organization.kind == Kind.BASE_CELL,
    }
    return render(request, "evaluations/report_up.html", context)


def reported(request, round_, organization, form):
    """Report up; tell whether it is done."""
    note = form.cleaned_data.get("note", "") if form.is_valid() else ""
    try:
        number = superiors.report_up(request.user, round_, organization, note)
    except Moved:
        messages.warning(request, "Không có kết quả mới để báo cáo.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã báo cáo {number} kết quả lên cấp trên.")
    return True


def decide_organizations(request, pk, organization_pk):
    """Show the organizations directly below with their state and the cap (H21-24)."""
    round_, parent = get_place_for(request.user, pk, organization_pk)
    hd21 = round_.guidance == Guidance.HD21_2019
    if parent.kind in (*CELL_KINDS, Kind.GROUP):
        raise Http404
    decided = round_.guidance in BY_DECISION
    if not decided and round_.guidance != Guidance.NEU_GUONG_2017:
        raise Http404
    roles = (*FOLLOWERS, *COMMITTEE_ROLES)
    if decided and not viewer_of(request.user).holds(roles, parent.tree_path):
        raise PermissionDenied(REFUSED)
    rows = queries.organizations_below(round_, parent)
    capped = hd21 and parent.kind != Kind.SECTION_COMMITTEE  # the base committee decides (I-10)
    cap = caps.cap_of(caps.bodies_pool(round_, Subject.ORGANIZATION, parent)) if capped else None
    context = {
        "round": round_,
        "organization": parent,
        "rows": rows,
        "hd21": hd21,
        "decided": decided,
        "cap": cap,
        "bloc": parent.kind == Kind.BLOC,
    }
    return render(request, "evaluations/decide_organizations.html", context)


PLACE = "danh-gia/<int:pk>/<int:organization_pk>"
urlpatterns = [
    path(f"{PLACE}/quyet-dinh/", decisions, name="decisions"),
    path(f"{PLACE}/quyet-dinh/luu/", decision_save, name="decision_save"),
    path(f"{PLACE}/quyet-dinh/muc-tran/", decision_cap, name="decision_cap"),
    path(f"{PLACE}/quyet-dinh/de-xuat/", decision_propose, name="decision_propose"),
    path(f"{PLACE}/quyet-dinh/ban-hanh/", decision_make, name="decision_make"),
    path(f"{PLACE}/bao-cao-cap-tren/", report_up, name="report_up"),
    path(f"{PLACE}/to-chuc-truc-thuoc/", decide_organizations, name="decide_organizations"),
]
