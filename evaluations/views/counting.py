"""Counting sheets: each teller's own, saved while it is typed, signed off, opened again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import counting
from evaluations.access import get_counting_for, get_question_for
from evaluations.models import Question, RollEntry, Sheet
from evaluations.queries import voting as queries
from evaluations.queries.counting import page_of
from registrations.actions import Moved

ELSEWHERE = "Việc này vừa được làm ở nơi khác; đồng chí xem lại."
CLOSED = "Đã kết thúc kiểm phiếu hoặc đã hủy biểu quyết này; số phiếu không thay đổi được nữa."
NOT_SAVED = "Ô này vừa được lưu ở cửa sổ khác."


def teller_number(account, pk):
    """Return which sheet of a paper vote an account counts, or None."""
    if account.person_id is None:
        return None
    entry = RollEntry.objects.filter(
        meeting__questions=pk,
        meeting__questions__method=Question.Method.PAPER,
        person=account.person_id,
        teller__isnull=False,
    ).first()
    if entry is not None:
        return entry.teller
    instead = Sheet.objects.filter(question=pk, account=account).first()
    paper = instead and instead.question.method == Question.Method.PAPER
    return instead.number if paper else None


def count_page(request, pk):
    """Show the own counting sheet; its buttons save all, and sign off, without script too."""
    question, number = get_counting_for(request.user, pk)
    if question.opened_at is None:
        raise Http404
    if question.closed_at is not None:
        return redirect("vote_result", pk)
    if request.method == "POST":
        return save_page(request, question, number)
    return sheet_page(request, question, number)


def sheet_page(request, question, number, *, typed=None, problems=()):
    """Show a sheet, with what was typed and could not be stored."""
    ballot = queries.Ballot(question)
    sheet = queries.sheets_of(question).get(number)
    meeting = question.meeting
    context = {
        "question": question,
        "meeting": meeting,
        "round": meeting.round,
        "organization": meeting.organization,
        "ballot": ballot,
        "columns": ballot.columns.values(),
        "page": page_of(ballot, sheet, typed),
        "sheet": sheet,
        "number": number,
        "problems": problems,
        "foreign": sheet is not None and ballot.paper and sheet.account_id != request.user.pk,
    }
    return render(request, "evaluations/counting.html", context)


def save_page(request, question, number):
    """Save every number of the page; then sign off if that was the button."""
    cells = {
        name.removeprefix("before-"): (request.POST.get(name.removeprefix("before-"), ""), shown)
        for name, shown in request.POST.items()
        if name.startswith("before-")
    }
    try:
        found = saved(request, question, number, cells)
        typed = {
            name: (cells[name][0], one.message or NOT_SAVED)
            for name, one in found.items()
            if one.message or one.conflict
        }
        if typed:
            return sheet_page(request, question, number, typed=typed)
        if "sign" in request.POST and question.method == Question.Method.PAPER:
            counting.sign_off(request.user, question.pk, number)
            messages.success(request, "Đã xác nhận số phiếu.")
    except Moved:
        messages.warning(request, ELSEWHERE)
        return redirect("vote_result", question.pk)
    except ValidationError as error:
        typed = {name: (text, "") for name, (text, _) in cells.items()}
        return sheet_page(request, question, number, typed=typed, problems=error.messages)
    if "sign" in request.POST:
        return redirect("vote_result", question.pk)
    messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
    return redirect("counting", question.pk)


def saved(request, question, number, cells):
    """Save numbers; a cell that the sheet does not have is not found."""
    try:
        return counting.save_counts(request.user, question.pk, number, cells)
    except KeyError:
        raise Http404 from None


@require_POST
def count_save(request, pk):
    """Save one number while it is typed: 200 saved, 409 written elsewhere, 410 closed."""
    question, number = get_counting_for(request.user, pk)
    booklet, field = request.POST.get("booklet", ""), request.POST.get("field", "")
    cell = f"{booklet}-{field}" if booklet else field
    typed = (request.POST.get("text", ""), request.POST.get("before", ""))
    try:
        one = saved(request, question, number, {cell: typed})[cell]
    except Moved:
        return JsonResponse({"message": CLOSED}, status=410)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    if one.message:
        return JsonResponse({"message": one.message}, status=422)
    found = {"text": one.text, "saved_at": f"{timezone.localtime():%H:%M}"}
    return JsonResponse(found, status=409 if one.conflict else 200)


@require_POST
def count_reopen(request, pk):
    """Open the own sheet again to mend it."""
    _, number = get_counting_for(request.user, pk)
    try:
        counting.take_back(request.user, pk, number)
    except Moved:
        messages.warning(request, ELSEWHERE)
        return redirect("vote_result", pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("vote_result", pk)
    return redirect("counting", pk)


@require_POST
def count_for(request, pk, number):
    """Begin the sheet of a teller who is away, from the secretary's own account."""
    question = get_question_for(request.user, pk, to="run")
    try:
        counting.count_for(request.user, pk, number)
    except Moved:
        messages.warning(request, ELSEWHERE)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        return redirect("counting", pk)
    if question.opened_at is None:
        return redirect("evaluation_meeting", question.meeting_id)
    return redirect("vote_result", pk)


PLACE = "bo-phieu/<int:pk>"
urlpatterns = [
    path(f"{PLACE}/", count_page, name="counting"),
    path(f"{PLACE}/luu/", count_save, name="count_save"),
    path(f"{PLACE}/mo-lai/", count_reopen, name="count_reopen"),
    path(f"{PLACE}/nhap-thay/<int:number>/", count_for, name="count_for"),
]
