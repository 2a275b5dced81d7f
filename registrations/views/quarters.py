"""The booklet's year: the member's quarters, a unit's tally, the half-year's grid."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations.access import viewer_of
from organizations.models import CELL_KINDS
from registrations import quarters as actions
from registrations.actions import Moved
from registrations.definitions import f04
from registrations.forms import TakeBackForm
from registrations.quarter_access import assesses, get_booklet_for, get_unit_for, tallies
from registrations.queries import quarters as queries

TALLIED = "Quý này vừa được tổng hợp nên không sửa được nữa."
REPORTED = "Chưa lưu: phần của tổ đã báo cáo chi ủy."
SAVED_ELSEWHERE = "Ô này vừa được lưu ở một cửa sổ khác."
OWN_ROW = "Phần của mình do đồng chí khác trong chi ủy ghi."


def quarters(request, pk):
    """Show a member's four quarters; mark one of them."""
    registration = get_booklet_for(request.user, pk)
    booklet = queries.booklet_of(registration)
    if booklet is None:
        messages.warning(request, "Bản cam kết được xác nhận thì đồng chí mới chấm quý.")
        return redirect("registration", pk)
    wrong, typed = 0, {}
    if request.method == "POST":
        quarter = posted_quarter(request)
        typed = {"level": request.POST.get("level", ""), "note": request.POST.get("note", "")}
        seen = request.POST.get("seen")
        try:
            actions.mark_quarter(request.user, booklet.pk, quarter, **typed, seen=seen)
        except Moved:
            wrong, typed["problem"] = quarter, TALLIED
        except ValidationError as error:
            wrong, typed["problem"] = quarter, " ".join(error.messages)
        else:
            messages.success(request, f"Đã lưu quý {quarter}. Tổ trưởng hoặc bí thư sẽ tổng hợp.")
        if not wrong:
            return redirect("quarters", pk)
    context = {
        "registration": registration,
        "rows": queries.quarter_rows(booklet, timezone.localdate()),
        "marks": f04.MARKS,
        "wrong": wrong,
        "typed": typed,
    }
    return render(request, "registrations/quarters.html", context)


def posted_quarter(request):
    """Return the quarter that a form names; anything else is refused."""
    value = request.POST.get("quarter", "")
    if value not in map(str, queries.QUARTERS):
        raise Http404
    return int(value)


def quarters_tally(request, pk, organization_pk, quarter):
    """Show who of a unit has marked a quarter, and what; tally it and hand it back."""
    to = "tally" if request.method == "POST" else "see"
    round_, unit = get_unit_for(request.user, pk, organization_pk, to=to)
    if quarter not in queries.QUARTERS:
        raise Http404
    back = TakeBackForm(request.POST if "take_back" in request.POST else None)
    if request.method == "POST" and (not back.is_bound or back.is_valid()):
        act = take_back_tally if back.is_bound else tally
        act(request, round_, unit, quarter, **(back.cleaned_data if back.is_bound else {}))
        return redirect("quarters_tally", pk, organization_pk, quarter)
    rows = queries.person_rows(round_, unit)
    lines = [(row, row.marks.get(quarter), row.level(quarter)) for row in rows]
    marks = [mark for _, mark, _ in lines if mark]
    context = unit_context(request, round_, unit) | {
        "quarter": quarter,
        "row": queries.quarter_row(round_, quarter, None, timezone.localdate()),
        "lines": lines,
        "marked": len(marks),
        "waiting": [mark for mark in marks if mark.tallied_at is None],
        "tallied": [mark for mark in marks if mark.tallied_at is not None],
        "take_back_form": back,
        "late": [mark for mark in marks if mark.late],
        "counts": [
            (words, sum(mark.level == level for mark in marks))
            for level, words in f04.MARKS.items()
        ],
    }
    return render(request, "registrations/quarters_tally.html", context)


def tally(request, round_, unit, quarter):
    """Tally the marks that wait, and say how many they were."""
    try:
        number = actions.tally_quarter(request.user, round_, unit, quarter)
    except Moved:
        messages.warning(request, "Không có phần tự đánh giá nào chờ tổng hợp.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, f"Đã tổng hợp và trả lại {number} đảng viên; phần đã chấm được giữ nguyên."
        )


def take_back_tally(request, round_, unit, quarter, reason):
    """Take the tally of a quarter back, and say how many marks may be changed again."""
    try:
        number = actions.take_back_tally(request.user, round_, unit, quarter, reason)
    except Moved:
        messages.warning(request, "Không có phần tổng hợp nào của tổ để rút lại.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã rút lại; {number} đảng viên sửa được phần tự đánh giá.")


def unit_context(request, round_, unit):
    """Return what the pages of a unit share: where, the other units, what the reader may do."""
    viewer = viewer_of(request.user)
    cell = unit if unit.kind in CELL_KINDS else unit.parent
    return {
        "round": round_,
        "unit": unit,
        "cell": cell,
        "units": queries.units_in(cell) if assesses(viewer, cell) else [unit],
        "may_tally": tallies(viewer, unit),
        "may_assess": assesses(viewer, cell),
        "quarters": queries.QUARTERS,
        "halves": queries.HALF_NAMES,
        "closed": round_.closed_at is not None,
    }


def quarters_half(request, pk, organization_pk, half):
    """Show the group's part of a half-year: level and votes of everybody; report it."""
    if "take_back" in request.POST:
        return quarters_half_back(request, pk, organization_pk, half)
    round_, unit = get_unit_for(request.user, pk, organization_pk, to="see")
    context = grid_context(request, round_, unit, half, queries.GROUP_FIELDS)
    if request.method == "POST" and not context["may_tally"]:
        raise PermissionDenied("Đồng chí không có quyền thực hiện việc này.")
    if request.method == "POST" and not context["problems"]:
        if "report" in request.POST:
            report(request, round_, unit, half)
        else:
            messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
        return redirect("quarters_half", pk, organization_pk, half)
    return show_half(request, context, TakeBackForm())


def show_half(request, context, back):
    """Show the group's part; what is reported can be taken back by who reports."""
    found = [line.row.halves.get(context["half"]) for line in context["rows"] if line.row.booklet]
    context["reported"] = [one for one in found if one is not None and one.reported_at]
    context["waiting"] = len(found) > len(context["reported"])
    context["take_back_form"] = back
    return render(request, "registrations/quarters_half.html", context)


def quarters_half_back(request, pk, organization_pk, half):
    """Take the group's report of a half-year back, with the reason."""
    round_, unit = get_unit_for(request.user, pk, organization_pk, to="tally")
    if half not in queries.HALVES:
        raise Http404
    back = TakeBackForm(request.POST)
    if not back.is_valid():
        context = grid_context(request, round_, unit, half, queries.GROUP_FIELDS)
        return show_half(request, context, back)
    try:
        reason = back.cleaned_data["reason"]
        number = actions.take_back_half(request.user, round_, unit, half, reason)
    except Moved:
        messages.warning(request, "Không có báo cáo nào của tổ để rút lại.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã rút lại báo cáo về {number} đảng viên; tổ sửa lại được.")
    return redirect("quarters_half", pk, organization_pk, half)


def report(request, round_, unit, half):
    """Report the group's part, and say what is missing where it cannot be yet."""
    try:
        number = actions.report_half(request.user, round_, unit, half)
    except Moved:
        messages.warning(request, "Phần của tổ đã được báo cáo.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, f"Đã báo cáo chi ủy {number} đảng viên; chi ủy ghi ưu điểm, khuyết điểm."
        )


def quarters_assess(request, pk, organization_pk, half):
    """Write the cell committee's words on everybody of the cell."""
    round_, cell = get_unit_for(request.user, pk, organization_pk, to="assess")
    context = grid_context(request, round_, cell, half, queries.COMMITTEE_FIELDS)
    if request.method == "POST" and not context["problems"]:
        messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
        return redirect("quarters_assess", pk, organization_pk, half)
    return render(request, "registrations/quarters_half.html", context)


def grid_context(request, round_, unit, half, names):
    """Return what the grid shows; what is posted without script is saved first."""
    if half not in queries.HALVES:
        raise Http404
    context = unit_context(request, round_, unit)
    whole = names == queries.COMMITTEE_FIELDS
    allowed = context["may_assess"] if whole else context["may_tally"]
    locked = lock_of(request, unit, half, whole=whole, allowed=allowed, closed=context["closed"])
    problems = {}
    rows = queries.person_rows(round_, unit, whole=whole)
    if request.method == "POST" and allowed:
        written = [row for row in rows if row.booklet]
        problems = save_grid(request, written, half, names, most=len(rows), locked=locked)
        rows = queries.person_rows(round_, unit, whole=whole)
    return context | {
        "half": half,
        "half_name": queries.HALF_NAMES[half],
        "half_quarters": queries.HALVES[half],
        "committee": whole,
        "rows": queries.grid_rows(rows, half, names, problems=problems, locked=locked),
        "problems": problems,
        "marks": f04.MARKS,
        "most": len(rows),
    }


def lock_of(request, unit, half, *, whole, allowed, closed):
    """Return the function that says why a person's cells cannot be written, or nothing."""
    alone = whole and queries.writes_alone(request.user, unit)

    def locked(row):
        if row.booklet is None:
            return "Chưa có bản cam kết được xác nhận"
        if closed or not allowed:
            return "Đợt đã đóng" if closed else "Chỉ xem"
        if whole:
            own = row.person.pk == request.user.person_id
            return OWN_ROW if own and not alone else ""
        half_year = row.halves.get(half)
        return "Đã báo cáo chi ủy" if half_year and half_year.reported_at else ""

    return locked


def save_grid(request, rows, half, names, *, most, locked):
    """Save every posted cell; return {(registration id, field): (typed, why not saved)}."""
    problems = {}
    for row in rows:
        for name in names:
            if f"before-{row.booklet.pk}-{name}" not in request.POST:
                continue
            problem = save_posted(request, row, half, name, most=most, lock=locked(row))
            if problem:
                typed = request.POST.get(f"{row.booklet.pk}-{name}", "")
                problems[row.booklet.pk, name] = (typed, problem)
    return problems


def save_posted(request, row, half, name, *, most, lock):
    """Save one posted cell; return why not, or nothing.

    What was locked after the page was opened is named too, so that nothing typed is lost.
    """
    key = f"{row.booklet.pk}-{name}"
    text = request.POST.get(key, "").replace("\r\n", "\n")
    before = request.POST[f"before-{key}"].replace("\r\n", "\n")
    if lock:
        return "" if text == before else f"Chưa lưu. {lock.rstrip('.')}."
    try:
        saved = actions.save_cell(
            request.user, row.booklet.pk, half, name, text, before=before, most=most
        )
    except Moved:
        return REPORTED
    except ValidationError as error:
        return " ".join(error.messages)
    return SAVED_ELSEWHERE if saved.conflict else ""


@require_POST
def quarters_save(request, pk, organization_pk, half):
    """Save one cell while it is typed: 200 saved, 409 saved elsewhere, 410 no more editable."""
    name = request.POST.get("field", "")
    whole = name in queries.COMMITTEE_FIELDS
    to = "assess" if whole else "tally"
    round_, unit = get_unit_for(request.user, pk, organization_pk, to=to)
    if half not in queries.HALVES or name not in (*queries.GROUP_FIELDS, *queries.COMMITTEE_FIELDS):
        raise Http404
    people = queries.unit_people(round_, unit, whole=whole)
    booklet = posted_booklet(request, round_, people)
    own = whole and booklet.person_id == request.user.person_id
    if own and not queries.writes_alone(request.user, unit):
        raise PermissionDenied(OWN_ROW)
    try:
        saved = actions.save_cell(
            request.user,
            booklet.pk,
            half,
            name,
            request.POST.get("text", ""),
            before=request.POST.get("before", "").replace("\r\n", "\n"),
            most=0 if whole else people.count(),
        )
    except Moved:
        return JsonResponse({"message": REPORTED}, status=410)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    return JsonResponse(
        {"text": saved.text, "saved_at": f"{timezone.localtime():%H:%M}"},
        status=409 if saved.conflict else 200,
    )


def posted_booklet(request, round_, people):
    """Return the booklet that a save names, of one of the people, or refuse."""
    value = request.POST.get("booklet", "")
    number = int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0
    persons = people.order_by().values("person")
    booklet = queries.booklets(round=round_, person__in=persons, pk=number).first()
    if booklet is None:
        raise Http404
    return booklet


UNIT = "dot/<int:pk>/to-chuc/<int:organization_pk>"
urlpatterns = [
    path("cam-ket/<int:pk>/quy/", quarters, name="quarters"),
    path(f"{UNIT}/quy/<int:quarter>/", quarters_tally, name="quarters_tally"),
    path(f"{UNIT}/nua-nam/<int:half>/", quarters_half, name="quarters_half"),
    path(f"{UNIT}/nua-nam/<int:half>/chi-uy/", quarters_assess, name="quarters_assess"),
    path(f"{UNIT}/nua-nam/<int:half>/luu/", quarters_save, name="quarters_save"),
]
