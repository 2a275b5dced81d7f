"""The score sheet of an organization under NG: nine items, their sum and band (NG-07, NG-08)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from evaluations import recording
from evaluations.access import REFUSED, get_place_for
from evaluations.models import Subject
from evaluations.queries import scores as queries
from evaluations.queries.recorded import is_frozen
from evaluations.queries.scope import evaluation_of
from evaluations.queries.seen import is_reported
from organizations.models import Kind
from registrations.models import Guidance

ELSEWHERE = "Đồng chí khác vừa ghi {theirs}; bấm “Lưu” lần nữa để giữ điểm ở ô này, hoặc sửa lại."
FROZEN = (
    "Hội nghị đã mở hoặc đã kết thúc biểu quyết về tổ chức nên bảng điểm không sửa được nữa; muốn "
    "sửa thì hủy kết quả biểu quyết ấy trước."
)


def score_sheet(request, pk, organization_pk):
    """Show the nine items with their points; the committee records them."""
    round_, organization = get_place_for(request.user, pk, organization_pk)
    other = organization.kind in (Kind.BLOC, Kind.GROUP)
    if round_.guidance != Guidance.NEU_GUONG_2017 or other:
        raise Http404
    evaluation = evaluation_of(round_, Subject.ORGANIZATION, organization)
    writes = organization.reader.may_record
    if not writes and (request.method == "POST" or not is_reported(evaluation)):
        raise PermissionDenied(REFUSED)
    if request.htmx and request.method == "GET":
        sheet = queries.sheet_of(round_, queries.right_ones(round_, request.GET))
        return render(request, "evaluations/_score_level.html", {"round": round_, "sheet": sheet})
    frozen = FROZEN if is_frozen(evaluation) else "Đợt này đã đóng." if round_.closed_at else ""
    stored = evaluation.facts.get("scores", {})
    sheet = queries.sheet_of(round_, stored)
    typed, problems = {}, {}
    if request.method == "POST":
        typed = {row.number: request.POST.get(f"diem-{row.number}", "") for row in sheet.rows}
        before = {row.number: request.POST.get(f"before-{row.number}", "") for row in sheet.rows}
        problems = save(request, evaluation, typed, before)
        if not problems:
            return redirect("score_sheet", pk, organization_pk)
        evaluation = evaluation_of(round_, Subject.ORGANIZATION, organization)
        sheet = queries.sheet_of(round_, evaluation.facts.get("scores", {}))
    shown = queries.right_ones(round_, request.POST) if problems else stored
    context = {
        "round": round_,
        "organization": organization,
        "evaluation": evaluation,
        "sheet": queries.sheet_of(round_, shown),
        "lines": [line_of(row, typed, problems) for row in sheet.rows],
        "problems": problems,
        "writes": writes and not frozen,
        "frozen": frozen if writes else "",
    }
    return render(request, "evaluations/score_sheet.html", context)


def line_of(row, typed, problems):
    """Return an item with what was typed and why it was not saved."""
    return {
        "row": row,
        "shown": typed.get(row.number, row.text.replace(".", ",")),
        "problem": problems.get(row.number, ""),
    }


def save(request, evaluation, typed, before):
    """Save the points; return {item: why not saved}."""
    try:
        conflicts = recording.record_scores(request.user, evaluation, typed, before=before)
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            messages.error(request, " ".join(error.messages))
            return {}
        return {number: " ".join(found) for number, found in error.message_dict.items()}
    if not conflicts:
        messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
    return {
        number: ELSEWHERE.format(theirs=text.replace(".", ",") or "là để trống")
        for number, text in conflicts.items()
    }


urlpatterns = [
    path("danh-gia/<int:pk>/<int:organization_pk>/cham-diem/", score_sheet, name="score_sheet"),
]
