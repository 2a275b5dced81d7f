"""Votes: opened, their result, closed, annulled, put again; the two papers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from evaluations import counting, voting
from evaluations.access import REFUSED, get_counting_for, get_question_for
from evaluations.counts import ROW_GROUND
from evaluations.documents import e03, e04
from evaluations.models import Question
from evaluations.queries import voting as queries
from evaluations.queries.counting import tellers_of
from evaluations.queries.meetings import head_of
from evaluations.queries.roll import presence_of, roll_of
from evaluations.views.counting import ELSEWHERE, teller_number
from organizations import history
from registrations.actions import Moved
from registrations.forms import ReasonForm


def console_of(question):
    """Return the address of the question on its meeting's console."""
    return reverse("evaluation_meeting", args=[question.meeting_id]) + f"#noi-dung-{question.pk}"


@require_POST
def question_open(request, pk):
    """Open the vote; what is missing is said."""
    question = get_question_for(request.user, pk, to="run")
    try:
        voting.open_question(request.user, pk)
    except Moved:
        messages.warning(request, ELSEWHERE)
    except ValidationError as error:
        messages.error(request, f"Chưa mở được biểu quyết. {' '.join(error.messages)}")
    else:
        messages.success(request, "Đã mở biểu quyết. Danh sách không thay đổi nữa.")
    return redirect(console_of(question))


def get_result_for(account, pk):
    """Return a question whose result the reader may see, with the teller's number or None.

    Tellers see it beside those who read the meeting; those above when it is reported, the head
    of the agency, who chairs NG meetings too, once it is closed (NG-06).
    """
    if Question.objects.filter(pk=pk, opened_at=None).exists():
        get_question_for(account, pk)
        raise Http404
    number = teller_number(account, pk)
    if number is not None:
        return get_counting_for(account, pk)
    question = get_question_for(account, pk, to="attend")
    if not may_see(question):
        raise PermissionDenied(REFUSED)
    return question, None


def may_see(question):
    """Tell whether somebody who is no teller sees what came of a vote."""
    if question.reader.may_record:
        return True
    meeting = question.meeting
    told = queries.is_told(meeting)
    return question.closed_at is not None and question.reader.reads_meeting(meeting.round, told)


def vote_result(request, pk):
    """Show what came of a vote, or how far its counting is."""
    question, number = get_result_for(request.user, pk)
    return result_page(request, question, number)


def result_page(request, question, number, *, problems=(), refused=None, annul=None):
    """Show the result: frozen when closed, live for an open vote, both counts for paper.

    A vote annulled before its counting was closed has no result and shows no numbers.
    """
    ballot, sheets = queries.Ballot(question), queries.sheets_of(question)
    closed, counted = question.closed_at is not None, question.verdict is not None
    signed = not closed and ballot.paper and queries.all_signed(ballot, sheets)
    tellers = tellers_of(question, sheets)
    differences = ballot.differences(sheets) if signed or (counted and len(sheets) == 2) else []
    context = page_context(question) | {
        "ballot": ballot,
        "columns": ballot.columns.values(),
        "rows": [] if closed and not counted else rows_of(ballot, sheets, closed),
        "waiting": [] if counted else ballot.subjects,
        "totals": totals_of(sheets) if counted and ballot.paper else [],
        "tellers": tellers,
        "unsigned": "" if closed or not question.reader.may_run else unsigned_names(tellers),
        "teller": number,
        "differences": differences,
        "may_note": signed and differences and (number or question.reader.may_run),
        "may_close": may_close(question, ballot, sheets, differences, signed),
        "row_ground": ROW_GROUND,
        "again": queries.again_of(question, ballot.subjects),
        "few": counted and not queries.publishes_counts(question, ballot.subjects),
        "problems": problems,
        "refused": named(ballot, refused or {}),
        "annul_form": annul or ReasonForm(),
        "annul_open": annul is not None,
    }
    return render(request, "evaluations/count_result.html", context)


def page_context(question):
    """Return what every page of a vote names."""
    meeting = question.meeting
    return {
        "question": question,
        "meeting": meeting,
        "round": meeting.round,
        "organization": meeting.organization,
        "may_run": question.reader.may_run,
        "may_record": question.reader.may_record,
    }


def rows_of(ballot, sheets, closed):
    """Return the rows of a result; nothing of a paper vote before it is closed."""
    if closed:
        return queries.result_rows(ballot)
    if ballot.paper or 1 not in sheets:
        return []
    return queries.preview_rows(ballot, sheets[1].count)


def totals_of(sheets):
    """Return (label, number) of the ballots of a closed vote: the count that holds."""
    return e04.totals_of(sheets[1].count) if 1 in sheets else []


def unsigned_names(tellers):
    """Return whose counts the closing of a vote still waits for, as one phrase."""
    return " và ".join(
        one.name for one in tellers if one.sheet is None or one.sheet.signed_at is None
    )


def may_close(question, ballot, sheets, differences, signed):
    """Tell whether the button that closes stands on the page."""
    if question.closed_at or not question.reader.may_run or question.meeting.finished_at:
        return False
    if not ballot.paper:
        return 1 in sheets
    return signed and (not differences or bool(question.difference_note))


def named(ballot, refused):
    """Return [(name, why not)] of subjects whose numbers a rule refuses."""
    names = {str(one.pk): one.name for one in ballot.subjects}
    return [(names[pk], " ".join(words)) for pk, words in refused.items()]


@require_POST
def question_close(request, pk):
    """Close the vote; the rules decide and the result is frozen."""
    question = get_question_for(request.user, pk, to="run")
    try:
        voting.close_question(request.user, pk)
    except Moved:
        messages.warning(request, ELSEWHERE)
    except ValidationError as error:
        refused = error.message_dict if hasattr(error, "error_dict") else {}
        problems = [] if refused else error.messages
        if question.opened_at is None:
            messages.error(request, " ".join(problems))
            return redirect(console_of(question))
        return result_page(request, question, None, problems=problems, refused=refused)
    else:
        messages.success(request, "Đã kết thúc kiểm phiếu; kết quả không thay đổi nữa.")
    return redirect("vote_result", pk)


@require_POST
def question_annul(request, pk):
    """Annul the vote with a reason; it is put again."""
    question = get_question_for(request.user, pk, to="run")
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            again = voting.annul_question(request.user, pk, form.cleaned_data["reason"])
        except Moved:
            messages.warning(request, ELSEWHERE)
            return redirect(console_of(question))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, annulled_words(again))
            return redirect(console_of(again or question))
    if question.opened_at is None:
        return redirect(console_of(question))
    return result_page(request, question, None, annul=form)


def annulled_words(again):
    """Return what happened and what is next."""
    if again is None:
        return "Đã hủy kết quả biểu quyết. Đồng chí lập hội nghị mới để biểu quyết lại."
    return "Đã hủy kết quả biểu quyết và đưa nội dung ra biểu quyết lại. Kết quả cũ vẫn được giữ."


@require_POST
def question_again(request, pk):
    """Put those without a level, or tied, to a new vote."""
    question = get_question_for(request.user, pk, to="run")
    try:
        again = voting.vote_again(request.user, pk)
    except Moved:
        messages.warning(request, ELSEWHERE)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã đưa ra biểu quyết lại; đồng chí mở biểu quyết khi sẵn sàng.")
        return redirect(console_of(again))
    return redirect(console_of(question))


@require_POST
def count_note(request, pk):
    """Note why two counts stay different."""
    number = teller_number(request.user, pk)
    question = get_question_for(request.user, pk, to="run") if number is None else None
    question = question or get_counting_for(request.user, pk)[0]
    note, before = request.POST.get("note", ""), request.POST.get("before", "")
    try:
        counting.note_difference(request.user, pk, note, before=before)
    except Moved:
        messages.warning(request, ELSEWHERE)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã ghi chú. Số phiếu của người kiểm phiếu thứ nhất được lấy.")
    return redirect("vote_result", pk) if question.opened_at else redirect(console_of(question))


def ballots(request, pk):
    """Send the paper ballots (E03), one for each voter of the roll, before the vote is closed."""
    question = get_question_for(request.user, pk)
    if question.method != Question.Method.PAPER or question.closed_at is not None:
        raise Http404
    ballot = queries.Ballot(question)
    number = question.roll_size or presence_of(roll_of(question.meeting)).roll
    head = question.meeting.head or head_of(question.meeting)
    log_print(request, question, "In phiếu")
    return pdf(e03.ballots_pdf(ballot, head, number), f"Phiếu – {question.title}.pdf")


def counting_minutes(request, pk):
    """Send the counting minutes (E04) of a closed paper vote."""
    question, _ = get_result_for(request.user, pk)
    if question.method != Question.Method.PAPER or question.verdict is None:
        raise Http404
    ballot, sheets = queries.Ballot(question), queries.sheets_of(question)
    address = request.build_absolute_uri(reverse("vote_result", args=[pk]))
    log_print(request, question, "In biên bản kiểm phiếu")
    name = f"Biên bản kiểm phiếu – {question.title}.pdf"
    return pdf(e04.minutes_pdf(ballot, sheets, address), name)


def log_print(request, question, what):
    """Write into the audit log who printed what."""
    organization = question.meeting.organization
    history.record(
        request.user,
        "print",
        f"{what}: {question.title}, {organization}",
        organization=organization,
    )


def pdf(content, name):
    """Return a PDF to be shown in the browser."""
    disposition = content_disposition_header(as_attachment=False, filename=name)
    headers = {"Content-Type": "application/pdf", "Content-Disposition": disposition}
    return HttpResponse(content, headers=headers)


PLACE = "bo-phieu/<int:pk>"
urlpatterns = [
    path(f"{PLACE}/mo/", question_open, name="question_open"),
    path(f"{PLACE}/ket-qua/", vote_result, name="vote_result"),
    path(f"{PLACE}/ket-thuc/", question_close, name="question_close"),
    path(f"{PLACE}/huy/", question_annul, name="question_annul"),
    path(f"{PLACE}/lai/", question_again, name="question_again"),
    path(f"{PLACE}/ghi-chu/", count_note, name="count_note"),
    path(f"{PLACE}/phieu.pdf", ballots, name="ballots"),
    path(f"{PLACE}/bien-ban.pdf", counting_minutes, name="counting_minutes"),
]
