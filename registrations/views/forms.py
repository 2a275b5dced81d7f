"""A person's own registrations: tasks, writing, checking, handing in, reading, printing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations import history
from organizations.access import require_person, viewer_of
from organizations.vietnamese import in_small
from registrations import actions, queries
from registrations.access import get_registration_for, get_written_round_for, receivers_in
from registrations.forms import ReturnForm
from registrations.models import Registration
from registrations.queries.beside import beside_of, commitment_of
from registrations.queries.first_due import cell_lines, due_lines, further_lines
from registrations.queries.organizations import (
    organization_tasks,
    to_confirm_by_head,
    to_receive,
)
from registrations.queries.year_tasks import year_tasks
from registrations.views import files
from registrations.views.posted import lost_texts, posted_moment, posted_number, posted_writer

MOVED = "Bản này vừa được chuyển bước ở nơi khác. Dưới đây là tình trạng hiện nay."
CLOSED = "Đợt này đã đóng. Ban Tổ chức mở lại thì mới thay đổi được."
NO_MORE_SAVED = "Chưa lưu: bản này đã được nộp ở cửa sổ khác. Đồng chí sao chép phần vừa viết."
LONG_LIST = 12  # a longer list of sections is folded on a phone
SAVED_ELSEWHERE = "Mục này vừa được lưu ở một cửa sổ khác. Đồng chí chọn nội dung để giữ."


def tasks(request):
    """Show what is due, by when, and what was said."""
    person = require_person(request.user)
    viewer = viewer_of(request.user)
    found = queries.tasks_of(person)
    context = {
        "person": person,
        "placement": queries.duty_placement(person),
        "open_tasks": [task for task in found if not task.done],
        "done_tasks": [task for task in found if task.done],
        "to_confirm": queries.to_confirm_in(viewer.cells, person),
        "to_confirm_above": queries.to_confirm_above(viewer.committees),
        "to_receive": to_receive(viewer, receivers_in),
        "to_confirm_by_head": to_confirm_by_head(viewer),
        "organization_tasks": organization_tasks(viewer),
        **year_tasks(viewer),
    }
    context["further"] = further_lines(viewer)
    context["due_lines"] = due_lines(context, viewer.day)
    context["cell_lines"] = cell_lines(viewer.cells, viewer.day)
    return render(request, "registrations/tasks.html", context)


@require_POST
def registration_start(request, pk):
    """Begin, or go on with, the own registration of a round."""
    person = require_person(request.user)
    round_ = get_written_round_for(request.user, pk)
    try:
        registration = actions.start(request.user, round_, person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("tasks")
    return redirect("registration_edit", registration.pk)


def registration_edit(request, pk):
    """Write the sections; saved while typing by script, all at once by the button."""
    registration = get_registration_for(request.user, pk, to="own")
    if not registration.reader.may_edit or registration.round.closed_at:
        return too_late(request, registration)
    problems = {}
    if request.method == "POST":
        try:
            problems = save_all(request, registration)
        except actions.Moved:
            return too_late(request, registration)
    if request.method == "POST" and not problems:
        messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
        return redirect(after_saving(request, pk))
    last = queries.last_confirmed_before(registration)
    more = "them" in request.GET
    beside = beside_of(registration, last)
    parts = queries.part_rows(registration, problems, last, more=more, beside=beside)
    context = {
        "registration": registration,
        "parts": parts,
        "last": last,
        "comments": queries.comments_on(registration),
        "due": queries.due(registration.round),
        "overdue": queries.is_overdue(registration.round, timezone.localdate()),
        "reason": queries.last_return_reason(registration),
    }
    rows = queries.rows_of(parts)
    context["problems"] = [row for row in rows if row.problem]
    context["long"] = sum(not row.field.tick for row in rows) > LONG_LIST
    return render(request, "registrations/edit.html", context)


def too_late(request, registration):
    """Show the registration as it is; what was posted and is not stored stays to be copied."""
    lost = lost_texts(request, registration)
    if request.method == "POST":
        messages.warning(request, CLOSED if registration.round.closed_at else MOVED)
    if not lost:
        return redirect("registration", registration.pk)
    context = read_context(get_registration_for(request.user, registration.pk))
    return render(request, "registrations/read.html", context | {"lost": lost})


def after_saving(request, pk):
    """Return where the button that saved leads: to the check, to one more item, or back."""
    if "check" in request.POST:
        return reverse("registration_check", args=[pk]) + "?da-luu"
    more = "?them#them" if "more" in request.POST else ""
    return reverse("registration_edit", args=[pk]) + more


def save_all(request, registration):
    """Save every posted field; return {key: (typed text, why it was not saved)}.

    The fields of an item that is removed are emptied, unless another window has written them.
    """
    problems, removed = {}, request.POST.get("remove", "")
    for key, choices in queries.choices_by_key(registration).items():
        if f"revision-{key}" not in request.POST:
            continue
        text = request.POST.get(f"text-{key}", "")
        if removed and key.startswith(f"{removed}."):
            text = ""
        try:
            saved = actions.save_answer(
                request.user,
                registration.pk,
                key,
                text,
                revision=posted_number(request, f"revision-{key}"),
                writer=posted_writer(request),
                choices=choices,
            )
        except ValidationError as error:
            problems[key] = (text, " ".join(error.messages))
        else:
            if saved.conflict:
                problems[key] = (text, SAVED_ELSEWHERE)
    return problems


@require_POST
def answer_save(request, pk):
    """Save one section while it is typed: 200 saved, 409 saved elsewhere, 410 no more editable."""
    registration = get_registration_for(request.user, pk, to="own")
    field = request.POST.get("field", "")
    choices = queries.choices_by_key(registration).get(field)
    if choices is None:
        raise Http404
    try:
        saved = actions.save_answer(
            request.user,
            registration.pk,
            field,
            request.POST.get("text", ""),
            revision=posted_number(request, "revision"),
            writer=posted_writer(request),
            choices=choices,
        )
    except actions.Moved:
        return JsonResponse({"message": NO_MORE_SAVED}, status=410)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    answer = saved.answer
    return JsonResponse(
        {
            "revision": answer.revision,
            "text": answer.text,
            "saved_at": f"{timezone.localtime(answer.saved_at):%H:%M}",
            "warnings": queries.warnings_beside(registration, field),
        },
        status=409 if saved.conflict else 200,
    )


@require_POST
def registration_copy(request, pk):
    """Fill the empty sections with last year's text."""
    registration = get_registration_for(request.user, pk, to="edit")
    try:
        copied = actions.copy_last_year(request.user, registration.pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            f"Đã lấy nội dung năm trước vào {copied} mục còn trống. Đồng chí sửa cho năm nay.",
        )
    return redirect("registration_edit", pk)


def registration_check(request, pk):
    """Show everything as it will print, what is missing on top; hand in."""
    registration = get_registration_for(request.user, pk, to="own")
    if not registration.reader.may_edit or registration.round.closed_at:
        return redirect("registration", pk)
    if request.method == "POST":
        try:
            actions.submit(request.user, registration.pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("registration_check", pk)
        except actions.Moved:
            messages.warning(request, MOVED)
        else:
            messages.success(
                request,
                f"Đã nộp {in_small(registration.definition.short)}. {registration.words.received}",
            )
        return redirect("registration", pk)
    parts = queries.part_rows(registration)
    rows = queries.rows_of(parts)
    context = {
        "registration": registration,
        "all_saved": "da-luu" in request.GET,
        "parts": parts,
        "missing": [row for row in rows if row.missing],
        "warned": [row for row in rows if row.warnings],
        "needs_comments": queries.needs_comments(registration),
        "head": queries.head_of_paper(registration),
        "due": queries.due(registration.round),
        "overdue": queries.is_overdue(registration.round, timezone.localdate()),
    }
    return render(request, "registrations/check.html", context)


def paper_name(registration):
    """Return what the paper is called, in small letters: a person's or an organization's."""
    words = registration.words
    return words.paper if registration.person_id else words.own


def paper_and_year(registration):
    """Return what the paper is called within a sentence, with its year."""
    return f"{paper_name(registration)} năm {registration.round.year}"


def registration_read(request, pk):
    """Read one version, with its history and what the reader may do with it."""
    registration = get_registration_for(request.user, pk, to="read")
    if not registration.reader.own:
        history.record(
            request.user,
            "read",
            f"Xem {paper_and_year(registration)} của {registration.subject}",
            person=registration.person,
            organization=None if registration.person else registration.organization,
        )
    context = read_context(registration)
    panel = request.htmx and not request.htmx.boosted
    template = "registrations/_panel.html" if panel else "registrations/read.html"
    return render(request, template, context)


def read_context(registration):
    """Return what the page of one version shows."""
    reader = registration.reader
    versions = [
        one for one in queries.versions_beside(registration) if reader.may_read_in(one.step)
    ]
    return {
        "registration": registration,
        "newest": versions[-1] == registration,
        "reader": reader,
        "parts": queries.part_rows(registration),
        "commitment": commitment_of(registration),
        "comments": queries.comments_on(registration),
        "head": queries.head_of_paper(registration),
        "events": queries.events_of(registration),
        "versions": versions,
        "reason": queries.last_return_reason(registration),
        "return_form": ReturnForm(),
        "lost": [],
    }


@require_POST
def registration_confirm(request, pk):
    """Confirm what a person of the cell handed in."""
    registration = get_registration_for(request.user, pk, to="confirm")
    try:
        actions.confirm(request.user, pk, shown=posted_moment(request, "shown"))
    except actions.Moved:
        messages.warning(request, MOVED)
        return redirect("registration", pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("registration", pk)
    done = registration.words.confirmed
    what = paper_name(registration)
    messages.success(request, f"{done} {what} của {registration.subject}.")
    return redirect_to_board(request, registration)


@require_POST
def registration_return(request, pk):
    """Return what a person of the cell handed in, with the reason."""
    registration = get_registration_for(request.user, pk, to="confirm")
    form, shown = ReturnForm(request.POST), posted_moment(request, "shown")
    context = {"registration": registration, "form": form}
    if not form.is_valid():
        return render(request, "registrations/return.html", context | {"shown": shown})
    try:
        actions.return_to_author(request.user, pk, form.cleaned_data["reason"], shown=shown)
    except actions.Moved:
        form.add_error(
            None, "Bản này vừa được người khác xử lý hoặc nộp lại, chưa có gì thay đổi thêm."
        )
        return render(request, "registrations/return.html", context)
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "registrations/return.html", context)
    messages.success(
        request, f"Đã trả lại để {registration.subject} bổ sung; lý do đã được gửi kèm."
    )
    return redirect_to_board(request, registration)


def redirect_to_board(request, registration):
    """Go back to the cell's board, or to the registration for who does not follow the cell."""
    reader = registration.reader
    place = reader.places[reader.duty_id]
    if registration.person_id is None:
        return redirect("round_progress", registration.round_id, place.path[-2])
    if {one.pk for one in reader.viewer.places("follow")} & set(place.path):
        return redirect("round_progress", registration.round_id, place.cell_id)
    return redirect("registration", registration.pk)


@require_POST
def registration_supplement(request, pk):
    """Begin a supplement: a new version of a confirmed one (CK-03)."""
    registration = get_registration_for(request.user, pk, to="supplement")
    try:
        version = actions.supplement(request.user, registration)
    except actions.Moved:
        messages.warning(request, "Đồng chí đang có một bản bổ sung chưa xong.")
        return redirect("tasks")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("registration", pk)
    messages.success(
        request, "Bản bổ sung bắt đầu từ nội dung đã xác nhận; bản cũ được giữ nguyên."
    )
    return redirect("registration_edit", version.pk)


def registration_pdf(request, pk):
    """Send the official printed form of one version."""
    registration = get_registration_for(request.user, pk, to="read")
    if not registration.reader.own:
        history.record(
            request.user,
            "print",
            f"In {paper_and_year(registration)} của {registration.subject}",
            person=registration.person,
            organization=None if registration.person else registration.organization,
        )
    return files.one_response(request, registration)


def verify(request, code):
    """Open the registration that a printed verification code names, for who may read it."""
    registration = Registration.objects.filter(code=code.upper()).first()
    if registration is None:
        raise Http404
    get_registration_for(request.user, registration.pk, to="read")
    return redirect("registration", registration.pk)


urlpatterns = [
    path("viec-can-lam/", tasks, name="tasks"),
    path("dot/<int:pk>/viet/", registration_start, name="registration_start"),
    path("cam-ket/<int:pk>/", registration_read, name="registration"),
    path("cam-ket/<int:pk>/viet/", registration_edit, name="registration_edit"),
    path("cam-ket/<int:pk>/luu/", answer_save, name="answer_save"),
    path("cam-ket/<int:pk>/lay-nam-truoc/", registration_copy, name="registration_copy"),
    path("cam-ket/<int:pk>/kiem-tra/", registration_check, name="registration_check"),
    path("cam-ket/<int:pk>/xac-nhan/", registration_confirm, name="registration_confirm"),
    path("cam-ket/<int:pk>/tra-lai/", registration_return, name="registration_return"),
    path("cam-ket/<int:pk>/bo-sung/", registration_supplement, name="registration_supplement"),
    path("cam-ket/<int:pk>/ban-in.pdf", registration_pdf, name="registration_pdf"),
    path("xac-minh/<slug:code>/", verify, name="verify"),
]
