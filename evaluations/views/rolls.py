"""The console's acts on its roll, its tellers and its questions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import attendance, meetings
from evaluations.access import get_meeting_for, get_question_for
from evaluations.meeting_forms import QuestionForm, RollAddForm, RollChangeForm, TellersForm
from evaluations.models import RollEntry
from evaluations.queries import candidates, roll, voting
from evaluations.views.meetings import FINISHED, answer, console, is_too_late, page_context
from registrations.actions import Moved
from registrations.views.forms import SAVED_ELSEWHERE, posted_number

MOVED = "Nội dung này vừa được thay đổi ở nơi khác; đồng chí xem lại."


@require_POST
def roll_save(request, pk):
    """Save one cell of the attendance; without script all that are posted."""
    meeting = get_meeting_for(request.user, pk)
    if "field" not in request.POST:
        return save_whole_roll(request, meeting)
    field = request.POST["field"]
    entry = posted_number(request, "booklet")
    if field not in attendance.LABELS or not meeting.roll.filter(pk=entry).exists():
        raise Http404
    return answer(
        lambda: meetings.mark_attendance(
            request.user,
            pk,
            entry,
            field,
            request.POST.get("text", ""),
            before=request.POST.get("before", ""),
        )
    )


def save_whole_roll(request, meeting):
    """Save every posted cell of the attendance; show again what could not be saved."""
    typed = {}
    for pk in meeting.roll.filter(struck=False).values_list("pk", flat=True):
        for field in attendance.LABELS:
            name = f"{pk}-{field}"
            if f"before-{name}" not in request.POST:
                continue
            text = request.POST.get(name, "")
            try:
                saved = meetings.mark_attendance(
                    request.user,
                    meeting.pk,
                    pk,
                    field,
                    text,
                    before=request.POST[f"before-{name}"],
                )
            except Moved:
                messages.warning(request, FINISHED)
                return redirect("evaluation_meeting", meeting.pk)
            except ValidationError as error:
                typed[pk, field] = (text, " ".join(error.messages))
            else:
                if saved.conflict:
                    typed[pk, field] = (text, SAVED_ELSEWHERE)
    if typed:
        messages.error(request, "Có ô chưa lưu được, xem lý do ngay dưới ô.")
        return console(request, meeting, typed=typed)
    messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
    return redirect(reverse("evaluation_meeting", args=[meeting.pk]) + "#diem-danh")


def presence(request, pk):
    """Send how many are there now, as a part of the console."""
    meeting = get_meeting_for(request.user, pk)
    context = {"presence": roll.presence_of(roll.roll_of(meeting)), "meeting": meeting}
    return render(request, "evaluations/_presence.html", context | {"again": True})


def acted(request, meeting_pk, act, done, *, form=None, anchor=""):
    """Do one act of the console; return where to go, or None where the form shows why not."""
    try:
        act()
    except Moved:
        messages.warning(request, MOVED)
    except ValidationError as error:
        if form is not None:
            form.add_error(None, error)
            return None
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(reverse("evaluation_meeting", args=[meeting_pk]) + anchor)


def roll_add(request, pk):
    """Put somebody on the roll, with a reason."""
    meeting = get_meeting_for(request.user, pk, to="run")
    if is_too_late(request, meeting):
        return redirect("evaluation_meeting", pk)
    people = roll.may_be_added(meeting, timezone.localdate(meeting.held_at))
    form = RollAddForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        gone = acted(
            request,
            pk,
            lambda: meetings.add_to_roll(request.user, pk, **form.added()),
            "Đã thêm vào danh sách.",
            form=form,
            anchor="#diem-danh",
        )
        if gone:
            return gone
    context = page_context(meeting) | {"form": form, "heading": "Thêm người vào danh sách"}
    return render(request, "evaluations/meeting_roll.html", context)


def roll_change(request, pk):
    """Strike somebody off the roll, take back, or change the right to vote, with a reason."""
    entry = RollEntry.objects.filter(pk=pk).first()
    if entry is None:
        raise Http404
    meeting = get_meeting_for(request.user, entry.meeting_id, to="run")
    if is_too_late(request, meeting):
        return redirect("evaluation_meeting", meeting.pk)
    form = RollChangeForm(request.POST or None, entry=entry)
    if request.method == "POST" and form.is_valid():
        gone = acted(
            request,
            meeting.pk,
            lambda: meetings.correct_roll(request.user, meeting.pk, pk, **form.cleaned_data),
            f"Đã ghi thay đổi về {entry.name}.",
            form=form,
            anchor="#diem-danh",
        )
        if gone:
            return gone
    context = page_context(meeting) | {"form": form, "heading": f"Điều chỉnh: {entry.name}"}
    return render(request, "evaluations/meeting_roll.html", context)


@require_POST
def tellers_name(request, pk):
    """Name the two tellers."""
    meeting = get_meeting_for(request.user, pk)
    present = [one for one in roll.roll_of(meeting) if roll.is_here(one) and one.person_id]
    form = TellersForm(request.POST, present=present)
    if form.is_valid():
        pair = form.cleaned_data["first"], form.cleaned_data["second"]
        gone = acted(
            request,
            pk,
            lambda: meetings.name_tellers(request.user, pk, *pair),
            "Đã cử người kiểm phiếu.",
            form=form,
            anchor="#kiem-phieu",
        )
        if gone:
            return gone
    return console(request, meeting, tellers=form)


def question_add(request, pk):
    """Put a question to the vote: what, how, on whom."""
    meeting = get_meeting_for(request.user, pk)
    contents = candidates.contents_of(meeting)
    what = request.GET.get("noi-dung") or next(iter(contents), "")
    if what not in contents or meeting.finished_at is not None:
        raise Http404
    found = candidates.candidates_for(meeting, what)
    form = QuestionForm(request.POST or None, meeting=meeting, what=what, found=found)
    if request.method == "POST" and form.is_valid():
        gone = acted(
            request,
            pk,
            lambda: meetings.add_question(request.user, pk, **form.put()),
            "Đã đưa nội dung ra biểu quyết.",
            form=form,
            anchor="#bieu-quyet",
        )
        if gone:
            return gone
    years = candidates.ROLE_MODELS.get(what)
    context = page_context(meeting) | {
        "form": form,
        "what": what,
        "contents": contents,
        "found": found,
        "of_people": what != candidates.BODY,
        "of_role_models": years is not None,
        "cap": voting.role_model_cap(meeting, years) if years and found else None,
        "title": candidates.title_of(meeting, what),
    }
    return render(request, "evaluations/meeting_question.html", context)


@require_POST
def question_remove(request, pk):
    """Take a question off that has not been opened."""
    question = get_question_for(request.user, pk)
    return acted(
        request,
        question.meeting_id,
        lambda: meetings.remove_question(request.user, question.meeting_id, pk),
        "Đã bỏ nội dung biểu quyết.",
        anchor="#bieu-quyet",
    )


urlpatterns = [
    path("hop/<int:pk>/diem-danh/", roll_save, name="evaluation_roll_save"),
    path("hop/<int:pk>/co-mat/", presence, name="evaluation_presence"),
    path("hop/<int:pk>/danh-sach/them/", roll_add, name="evaluation_roll_add"),
    path("hop/danh-sach/<int:pk>/", roll_change, name="evaluation_roll_change"),
    path("hop/<int:pk>/kiem-phieu/", tellers_name, name="evaluation_tellers"),
    path("hop/<int:pk>/bieu-quyet/moi/", question_add, name="question_add"),
    path("hop/bieu-quyet/<int:pk>/bo/", question_remove, name="question_remove"),
]
