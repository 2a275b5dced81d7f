"""Meetings that review and vote: those of an organization, calling one, the console of one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from evaluations import attendance, meetings
from evaluations.access import REFUSED, get_meeting_for, get_place_for
from evaluations.documents import e05
from evaluations.meeting_forms import MeetingForm, TellersForm
from evaluations.queries import candidates, roll
from evaluations.queries import meetings as queries
from evaluations.queries.minutes import minutes_of
from evaluations.queries.voting import is_told, untold
from organizations import history
from organizations.models import CELL_KINDS
from registrations.actions import Moved
from registrations.queries.meetings import fingerprint
from registrations.views.forms import SAVED_ELSEWHERE, posted_number

OVER = "Hội nghị đã kết thúc; nội dung không thay đổi được nữa."
FINISHED = "Hội nghị đã kết thúc ở nơi khác; nội dung không thay đổi được nữa."


def get_meeting_place(account, pk, organization_pk, to="attend"):
    """Return the round and the organization that holds meetings in it, or refuse."""
    round_, organization = get_place_for(account, pk, organization_pk, to=to)
    if not queries.holds_meetings(round_, organization):
        raise Http404
    if not organization.reader.reads_meeting(round_, told=True):
        raise PermissionDenied(REFUSED)
    return round_, organization


def get_readable_meeting(account, pk):
    """Return a meeting that the reader may see, or refuse."""
    meeting = get_meeting_for(account, pk, to="attend")
    if not meeting.reader.reads_meeting(meeting.round, is_told(meeting)):
        raise PermissionDenied(REFUSED)
    return meeting


def meeting_list(request, pk, organization_pk):
    """List the meetings of an organization in a round."""
    round_, organization = get_meeting_place(request.user, pk, organization_pk)
    reads = organization.reader.reads_meeting
    held = queries.meetings_of(round_, organization)
    waiting = untold(round_, held)
    found = [
        one for one in held if reads(round_, one.finished_at is not None and one.pk not in waiting)
    ]
    context = {
        "round": round_,
        "organization": organization,
        "meetings": found,
        "may_hold": organization.reader.may_record and round_.closed_at is None,
        "registration": queries.next_registration(round_),
        "cell": organization.kind in CELL_KINDS,
    }
    return render(request, "evaluations/meetings.html", context)


def meeting_call(request, pk, organization_pk):
    """Call a meeting; who is called follows from the guidance and the day."""
    round_, organization = get_meeting_place(request.user, pk, organization_pk, to="record")
    form = MeetingForm(
        request.POST or None,
        round_=round_,
        organization=organization,
        initial=queries.leaders_of(round_, organization) | {"held_at": timezone.now()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            meeting = meetings.call_meeting(request.user, round_, organization, **form.called())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, "Đã lập hội nghị. Đồng chí xem lại danh sách rồi điểm danh khi vào họp."
            )
            return redirect("evaluation_meeting", meeting.pk)
    context = {"round": round_, "organization": organization, "form": form, "meeting": None}
    return render(request, "evaluations/meeting_facts.html", context)


def meeting_edit(request, pk):
    """Correct when and where the meeting is, who leads it, when the draft was sent."""
    meeting = get_meeting_for(request.user, pk)
    if is_too_late(request, meeting):
        return redirect("evaluation_meeting", pk)
    revision = queries.facts_revision(meeting)
    form = MeetingForm(
        request.POST or None,
        instance=meeting,
        round_=meeting.round,
        organization=meeting.organization,
    )
    if request.method == "POST" and form.is_valid():
        try:
            shown = posted_number(request, "revision")
            meetings.edit_meeting(request.user, pk, revision=shown, **form.cleaned_data)
        except (Moved, ValidationError) as error:
            form.add_error(None, FINISHED if isinstance(error, Moved) else error)
        else:
            messages.success(request, "Đã lưu thông tin hội nghị.")
            return redirect("evaluation_meeting", pk)
    context = page_context(meeting) | {"form": form, "revision": revision}
    return render(request, "evaluations/meeting_facts.html", context)


def is_too_late(request, meeting):
    """Tell whether a form is asked for that a finished meeting refuses, and say so.

    What is posted is refused by its action, which keeps what was typed.
    """
    late = request.method != "POST" and meeting.finished_at is not None
    if late:
        messages.warning(request, OVER)
    return late


def page_context(meeting):
    """Return what every page of a meeting names."""
    return {"meeting": meeting, "round": meeting.round, "organization": meeting.organization}


def meeting_page(request, pk):
    """The console of a meeting that goes on; what happened at a finished one."""
    if request.method == "POST":
        meeting = get_meeting_for(request.user, pk)
        problems = save_texts(request, meeting)
        if not problems:
            messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
            return redirect("evaluation_meeting", pk)
        return console(request, meeting, problems=problems)
    return console(request, get_readable_meeting(request.user, pk))


def console(request, meeting, *, problems=None, tellers=None, typed=None):
    """Show the meeting: to be worked on by its committee, to be read by others."""
    found = queries.console_of(meeting)
    present = [one for one in found["entries"] if roll.is_here(one) and one.person_id]
    context = page_context(meeting) | found
    context |= {
        "rows": attendance_rows(found["entries"], typed or {}),
        "tellers_form": tellers or TellersForm(present=present),
        "tellers": sorted((one for one in present if one.teller), key=lambda one: one.teller),
        "problems": problems or {},
        "all_saved": "da-luu" in request.GET,
        "may_run": meeting.reader.may_run,
        "contents": candidates.contents_of(meeting),
    }
    writing = meeting.reader.may_record and not (meeting.finished_at or meeting.round.closed_at)
    if writing:
        return render(request, "evaluations/meeting.html", context)
    return render(request, "evaluations/meeting_read.html", context)


def attendance_rows(entries, typed):
    """Return [(entry, {field: (stored, typed, why not saved)})] of those not struck off."""
    return [
        (
            one,
            {
                field: (stored, *typed.get((one.pk, field), (stored, "")))
                for field in attendance.LABELS
                for stored in [attendance.shown(getattr(one, field))]
            },
        )
        for one in entries
        if not one.struck
    ]


def save_texts(request, meeting):
    """Save every posted text; return {label: (typed text, why not saved)}."""
    problems = {}
    for field, label in queries.TEXTS.items():
        if f"revision-{field}" not in request.POST:
            continue
        text = request.POST.get(f"text-{field}", "")
        revision = posted_number(request, f"revision-{field}")
        try:
            saved = meetings.write_record(request.user, meeting.pk, field, text, revision=revision)
        except Moved:
            problems[label] = (text, FINISHED)
        except ValidationError as error:
            problems[label] = (text, " ".join(error.messages))
        else:
            if saved.conflict:
                problems[label] = (text, SAVED_ELSEWHERE)
    return problems


@require_POST
def meeting_save(request, pk):
    """Save one text while it is typed: 200 saved, 409 written elsewhere, 410 finished."""
    meeting = get_meeting_for(request.user, pk)
    field = request.POST.get("field", "")
    if field not in queries.TEXTS:
        raise Http404
    revision, text = posted_number(request, "revision"), request.POST.get("text", "")
    return answer(
        lambda: meetings.write_record(request.user, meeting.pk, field, text, revision=revision)
    )


def answer(save):
    """Answer a save of one field as the pages' scripts understand it."""
    try:
        saved = save()
    except Moved:
        return JsonResponse({"message": FINISHED}, status=410)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    found = {
        "text": saved.text,
        "revision": fingerprint(saved.text),
        "saved_at": f"{timezone.localtime():%H:%M}",
    }
    return JsonResponse(found, status=409 if saved.conflict else 200)


@require_POST
def meeting_finish(request, pk):
    """Finish the meeting; nothing in it changes after that."""
    get_meeting_for(request.user, pk, to="run")
    try:
        meetings.finish_meeting(request.user, pk)
    except Moved:
        messages.warning(request, FINISHED)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã kết thúc hội nghị. Đồng chí in biên bản để ký.")
        return redirect(reverse("evaluation_meeting", args=[pk]) + "?da-luu")
    return redirect("evaluation_meeting", pk)


@require_POST
def meeting_cancel(request, pk):
    """Take back a meeting that was called by mistake, while nothing has been voted on."""
    meeting = get_meeting_for(request.user, pk, to="run")
    try:
        meetings.cancel_meeting(request.user, pk)
    except Moved:
        messages.warning(request, "Hội nghị đã mở biểu quyết hoặc đã kết thúc, không bỏ được.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã bỏ hội nghị.")
        return redirect("evaluation_meetings", meeting.round_id, meeting.organization_id)
    return redirect("evaluation_meeting", pk)


def minutes(request, pk):
    """Send the printed minutes (E05) of a finished meeting."""
    meeting = get_readable_meeting(request.user, pk)
    if meeting.finished_at is None:
        raise Http404
    history.record(
        request.user,
        "print",
        f"In biên bản hội nghị xếp loại năm {meeting.round.year} của {meeting.organization}",
        organization=meeting.organization,
    )
    address = request.build_absolute_uri(reverse("evaluation_meeting", args=[pk]))
    name = f"{meeting.head['organization']} – Biên bản hội nghị – {meeting.round.year}.pdf"
    return HttpResponse(
        e05.minutes_pdf(meeting, minutes_of(meeting), address),
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": content_disposition_header(as_attachment=False, filename=name),
        },
    )


PLACE = "danh-gia/<int:pk>/<int:organization_pk>"
urlpatterns = [
    path(f"{PLACE}/hop/", meeting_list, name="evaluation_meetings"),
    path(f"{PLACE}/hop/moi/", meeting_call, name="evaluation_meeting_call"),
    path("hop/<int:pk>/", meeting_page, name="evaluation_meeting"),
    path("hop/<int:pk>/sua/", meeting_edit, name="evaluation_meeting_edit"),
    path("hop/<int:pk>/luu/", meeting_save, name="evaluation_meeting_save"),
    path("hop/<int:pk>/ket-thuc/", meeting_finish, name="evaluation_meeting_finish"),
    path("hop/<int:pk>/bo/", meeting_cancel, name="evaluation_meeting_cancel"),
    path("hop/<int:pk>/bien-ban.pdf", minutes, name="evaluation_minutes"),
]
