"""Comment meetings: those of an organization, the console of one, its minutes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from organizations import history
from organizations.vietnamese import tidy_lines
from registrations import actions, meetings
from registrations.access import get_meeting_for, get_meeting_place_for, may_meet, viewer_of
from registrations.documents import e05
from registrations.meeting_forms import GuestForm, MeetingForm
from registrations.models import Attendance
from registrations.queries import meetings as queries
from registrations.views.forms import CLOSED, SAVED_ELSEWHERE
from registrations.views.posted import posted_number

FINISHED = "Hội nghị đã kết thúc ở nơi khác; nội dung không thay đổi được nữa."


def meeting_list(request, pk, organization_pk):
    """List the comment meetings of an organization in a round."""
    round_, organization = get_meeting_place_for(request.user, pk, organization_pk)
    viewer = viewer_of(request.user)
    context = {
        "round": round_,
        "organization": organization,
        "meetings": queries.meetings_of(round_, organization),
        "may_hold": may_meet(viewer, organization.tree_path, "hold"),
    }
    return render(request, "registrations/meetings.html", context)


def meeting_call(request, pk, organization_pk):
    """Call a meeting; who is called follows from what it is about."""
    round_, organization = get_meeting_place_for(request.user, pk, organization_pk, to="hold")
    if round_.closed_at and request.method != "POST":
        messages.warning(request, CLOSED)
        return redirect("meetings", pk, organization_pk)
    form = MeetingForm(
        request.POST or None,
        organization=organization,
        year=round_.year,
        initial={"chair": queries.chairs_of(organization), "held_at": timezone.now()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            meeting = meetings.call_meeting(request.user, round_, organization, **form.called())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, "Đã lập hội nghị. Đồng chí xem lại thành phần rồi ghi ý kiến góp ý."
            )
            return redirect("meeting", meeting.pk)
    context = {"round": round_, "organization": organization, "form": form}
    return render(request, "registrations/meeting_call.html", context)


def meeting_page(request, pk):
    """The console of a meeting that goes on; what was said at a finished one."""
    meeting = get_meeting_for(request.user, pk, to="hold" if request.method == "POST" else "read")
    problems = {}
    if request.method == "POST":
        try:
            problems = save_all(request, meeting)
            if not problems:
                return saved(request, meeting)
        except actions.Moved:
            messages.warning(request, FINISHED)
            return too_late(request, pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("meeting", pk)
        if meeting.round.closed_at:
            messages.warning(request, CLOSED)
            return too_late(request, pk)
    return console(request, meeting, GuestForm(), problems)


def too_late(request, pk):
    """Show the meeting as it is; what was posted and is not stored stays to be copied."""
    meeting = get_meeting_for(request.user, pk)
    lost = lost_texts(request, meeting)
    if not lost:
        return redirect("meeting", pk)
    return console(request, meeting, GuestForm(), {}, lost)


def lost_texts(request, meeting):
    """Return [(what it is about, posted text)] of what differs from what is stored."""
    agenda, others = queries.said_at(meeting)
    stored = {
        f"text-said-{one.registration.pk}": (f"Ý kiến với {one.name}", one.text)
        for one in (*agenda, *others)
    }
    stored |= {f"text-{field}": (label, text) for field, label, text, _ in records_of(meeting)}
    posted = [
        (*stored.get(name, ("Ý kiến góp ý", "")), tidy_lines(text))
        for name, text in request.POST.items()
        if name in stored or name.startswith("text-said-")
    ]
    return [(label, text) for label, kept, text in posted if text and text != kept]


def saved(request, meeting):
    """Finish the meeting where that was asked for; say what happened."""
    if "finish" not in request.POST:
        messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
        return redirect("meeting", meeting.pk)
    moved = meetings.finish(request.user, meeting.pk)
    messages.success(
        request,
        f"Đã kết thúc hội nghị. {moved} bản đăng ký đã qua góp ý; người viết sửa rồi nộp.",
    )
    return redirect(reverse("meeting", args=[meeting.pk]) + "?da-luu")


def console(request, meeting, guest_form, problems, lost=()):
    """Show the meeting: to be written by whoever holds it, to be read by others."""
    attendance = list(meeting.attendance.select_related("person"))
    agenda, others = queries.said_at(meeting)
    writing = meeting.may_hold and meeting.finished_at is None and not meeting.round.closed_at
    context = {
        "meeting": meeting,
        "round": meeting.round,
        "organization": meeting.organization,
        "attendance": attendance,
        "presence": queries.presence_of(attendance),
        "agenda": agenda,
        "others": others,
        "records": records_of(meeting),
        "guest_form": guest_form,
        "problems": problems,
        "lost": lost,
        "all_saved": "da-luu" in request.GET,
    }
    if writing:
        return render(request, "registrations/meeting.html", context)
    return render(request, "registrations/meeting_read.html", context)


def records_of(meeting):
    """Return the meeting's own texts as (field, label, text, revision)."""
    return [
        (field, label, getattr(meeting, field), queries.fingerprint(getattr(meeting, field)))
        for field, label in (("course", "Diễn biến hội nghị"), ("conclusion", "Kết luận"))
    ]


def stored_fields(meeting):
    """Return {field of the console: text as it is stored}."""
    agenda, others = queries.said_at(meeting)
    fields = {f"present-{one.pk}": "x" * one.present for one in meeting.attendance.all()}
    fields |= {"course": meeting.course, "conclusion": meeting.conclusion}
    for one in (*agenda, *others):
        fields[f"said-{one.registration.pk}"] = one.text
        fields[f"tick-{one.registration.pk}"] = "x" * one.discussed
    return fields


def save_all(request, meeting):
    """Save every posted field that has changed; return {field: (typed text, why not saved)}."""
    problems = {}
    for field, stored in stored_fields(meeting).items():
        if f"revision-{field}" not in request.POST:
            continue
        text = request.POST.get(f"text-{field}", "")
        same = text.replace("\r\n", "\n") == stored
        if same or (field.startswith("tick-") and not text and said_too(request, field)):
            continue
        try:
            answer = save_field(
                request, meeting, field, text, posted_number(request, f"revision-{field}")
            )
        except ValidationError as error:
            problems[field] = (text, " ".join(error.messages))
        else:
            if answer.conflict:
                problems[field] = (text, SAVED_ELSEWHERE)
    return problems


def said_too(request, field):
    """Tell whether something was typed for the registration whose box is not ticked."""
    return request.POST.get(f"text-said-{field.partition('-')[2]}", "").strip()


def save_field(request, meeting, field, text, revision):
    """Save one field of the console; an unknown one is not found."""
    kind, _, number = field.partition("-")
    pk = int(number) if number.isdecimal() and len(number) < 19 else None
    user = request.user
    if kind == "present" and pk is not None:
        try:
            meetings.mark_attendance(user, meeting.pk, pk, present=bool(text))
        except Attendance.DoesNotExist as error:
            raise ValidationError("Tên này vừa được bỏ khỏi danh sách ở nơi khác.") from error
        return meetings.Saved("x" if text else "", conflict=False)
    if kind == "tick" and pk is not None:
        meetings.mark_discussed(user, meeting.pk, pk, discussed=bool(text))
        return meetings.Saved("x" if text else "", conflict=False)
    if kind == "said" and pk is not None:
        return meetings.write_comment(user, meeting.pk, pk, text, revision=revision)
    if field in meetings.TEXTS:
        return meetings.write_record(user, meeting.pk, field, text, revision=revision)
    raise Http404


@require_POST
def meeting_save(request, pk):
    """Save one field while it is typed: 200 saved, 409 written elsewhere, 410 finished."""
    meeting = get_meeting_for(request.user, pk, to="hold")
    field = request.POST.get("field", "")
    revision = posted_number(request, "revision")
    try:
        answer = save_field(request, meeting, field, request.POST.get("text", ""), revision)
    except actions.Moved:
        return JsonResponse({"message": FINISHED}, status=410)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    return JsonResponse(
        {
            "revision": queries.fingerprint(answer.text),
            "text": answer.text,
            "saved_at": f"{timezone.localtime():%H:%M}",
        },
        status=409 if answer.conflict else 200,
    )


@require_POST
def meeting_cancel(request, pk):
    """Take back a meeting that was called by mistake, while nothing is written of it."""
    meeting = get_meeting_for(request.user, pk, to="hold")
    try:
        meetings.cancel_meeting(request.user, pk)
    except actions.Moved:
        messages.warning(request, FINISHED)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã bỏ hội nghị.")
        return redirect("meetings", meeting.round_id, meeting.organization_id)
    return redirect("meeting", pk)


@require_POST
def meeting_guest(request, pk):
    """Add a guest by name, or remove one who was written in by mistake."""
    meeting = get_meeting_for(request.user, pk, to="hold")
    if "remove" in request.POST:
        remove_guest(request, pk, posted_number(request, "remove"))
        return redirect("meeting", pk)
    form = GuestForm(request.POST)
    if not form.is_valid():
        return console(request, meeting, form, {})
    try:
        row = meetings.add_guest(request.user, pk, **form.cleaned_data)
    except actions.Moved:
        messages.warning(request, FINISHED)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã thêm {row.name} vào khách mời.")
    return redirect("meeting", pk)


def remove_guest(request, pk, attendance_pk):
    """Remove somebody written in by hand, and say what happened."""
    try:
        name = meetings.remove_guest(request.user, pk, attendance_pk)
    except actions.Moved:
        messages.warning(request, "Tên này đã được bỏ hoặc hội nghị đã kết thúc ở nơi khác.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã bỏ {name} khỏi danh sách dự hội nghị.")


def meeting_minutes(request, pk):
    """Send the printed minutes (E05) of a finished meeting."""
    meeting = get_meeting_for(request.user, pk)
    if meeting.finished_at is None:
        raise Http404
    history.record(
        request.user,
        "print",
        f"In biên bản hội nghị góp ý năm {meeting.round.year} của {meeting.organization}",
        organization=meeting.organization,
    )
    attendance = list(meeting.attendance.all())
    agenda, _ = queries.said_at(meeting)
    address = request.build_absolute_uri(reverse("meeting", args=[pk]))
    pdf = e05.minutes_pdf(meeting, queries.presence_of(attendance), agenda, address)
    name = f"{meeting.organization} – Biên bản hội nghị góp ý – {meeting.round.year}.pdf"
    return HttpResponse(
        pdf,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": content_disposition_header(as_attachment=False, filename=name),
        },
    )


urlpatterns = [
    path("dot/<int:pk>/to-chuc/<int:organization_pk>/hoi-nghi/", meeting_list, name="meetings"),
    path(
        "dot/<int:pk>/to-chuc/<int:organization_pk>/hoi-nghi/moi/",
        meeting_call,
        name="meeting_call",
    ),
    path("hoi-nghi/<int:pk>/", meeting_page, name="meeting"),
    path("hoi-nghi/<int:pk>/luu/", meeting_save, name="meeting_save"),
    path("hoi-nghi/<int:pk>/khach-moi/", meeting_guest, name="meeting_guest"),
    path("hoi-nghi/<int:pk>/bo/", meeting_cancel, name="meeting_cancel"),
    path("hoi-nghi/<int:pk>/bien-ban.pdf", meeting_minutes, name="meeting_minutes"),
]
