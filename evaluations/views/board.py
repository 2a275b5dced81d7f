"""The cell's evaluation board, worked in place, and the panel of one person beside it."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import recording
from evaluations.access import REFUSED, get_place_for
from evaluations.board_forms import CommitteeForm, GroupForm, TakeBackForm, UnreviewForm
from evaluations.models import Subject
from evaluations.queries import board as queries
from evaluations.queries import reviews
from evaluations.queries.persons import events_of, panel_of
from evaluations.queries.recorded import earlier_of
from evaluations.queries.scope import person_in_scope
from evaluations.queries.seen import is_reported
from evaluations.queries.year_end import evaluation_due
from evaluations.recording import Saved
from evaluations.workflow import BY_DECISION, STEPS
from organizations import history
from organizations.access import CELL_OFFICERS, viewer_of
from organizations.models import CELL_KINDS, COMMITTEE_ROLES, Kind, Role
from registrations.actions import Moved
from registrations.models import Guidance
from registrations.quarter_access import tallies

FOLLOWERS = (*COMMITTEE_ROLES, Role.ORGANISATION_BOARD, Role.INSPECTION_COMMISSION)
SAVED_ELSEWHERE = "Ô này vừa được lưu ở một cửa sổ khác."
ENTRIES = ("group_level", "civil_level", "proposed_level")
WORDS = ("praise", "reminder")


def entries_of(round_):
    """Return what is written in the cells of a round's board: levels, of CK words (CK-04)."""
    return WORDS if round_.guidance == Guidance.CAM_KET_9 else ENTRIES


def get_board_for(account, pk, organization_pk):
    """Return the round, the cell or group, and what the reader may do there, or refuse.

    A cell's committee reads and writes all; the group's leader reads own assessments and
    writes the group's opinion; those above read what is reported.
    """
    round_, organization = get_place_for(account, pk, organization_pk)
    known = (round_.guidance, Subject.MEMBER) in STEPS
    if not known or organization.kind not in (*CELL_KINDS, Kind.GROUP):
        raise Http404
    if organization.kind == Kind.GROUP and round_.guidance == Guidance.CAM_KET_9:
        raise Http404  # groups take no part in it
    viewer, reader = viewer_of(account), organization.reader
    if organization.kind == Kind.GROUP:
        officer = viewer.holds(CELL_OFFICERS, [organization.parent_id])
        rights = queries.Rights(
            account.person_id,
            group=tallies(viewer, organization),
            inside=officer or reader.may_lead_group,
            leads_group=reader.may_lead_group and not officer,
        )
    else:
        record = reader.may_record
        rights = queries.Rights(account.person_id, record=record, inside=record)
    follows = viewer.holds(FOLLOWERS, organization.tree_path)
    if not rights.inside and round_.guidance in BY_DECISION and not follows:
        raise PermissionDenied(REFUSED)
    return round_, organization, rights


def evaluation_board(request, pk, organization_pk):
    """Show a row a person, a column a step; without script the button saves every cell."""
    round_, organization, rights = get_board_for(request.user, pk, organization_pk)
    problems, typed = {}, {}
    if request.method == "POST":
        if not (rights.record or rights.group):
            raise PermissionDenied(REFUSED)
        problems = save_all(request, round_, queries.board_of(round_, organization, rights))
        if not problems:
            messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
            return redirect("evaluation_board", pk, organization_pk)
        typed = typed_words(request, problems)
    board = queries.board_of(round_, organization, rights)
    board.keep(typed)
    words = round_.guidance == Guidance.CAM_KET_9
    context = {
        "round": round_,
        "organization": organization,
        "rights": rights,
        "board": board,
        "words": words,
        "may_run": organization.reader.may_run,
        "to_tell": board.waiting_words(organization) if words and rights.record else 0,
        "due": evaluation_due(round_),
        "problems": problems,
        "group": organization.kind == Kind.GROUP,
        "decided": round_.guidance in BY_DECISION,
        "entered": round_.guidance == Guidance.HD22_2013,
        "first": first_of(round_, organization, board),
        "exemplary": round_.guidance == Guidance.NEU_GUONG_2017,
    }
    return render(request, "evaluations/board.html", context)


def first_of(round_, cell, board):
    """Return what comes before people are marked as reviewed under HD 22 (H22-03)."""
    if round_.guidance != Guidance.HD22_2013 or not board.left_to_review:
        return []
    return reviews.missing_before_people(round_, cell, [one.scope for one in board.rows])


def typed_words(request, problems):
    """Return {(person id, field): (text, why not saved)} of words that are not saved yet."""
    found = {}
    for name, (person, why) in problems.items():
        field = name.partition("-")[2]
        if field in WORDS:
            found[person.pk, field] = (request.POST.get(name, "").replace("\r\n", "\n"), why)
    return found


def save_all(request, round_, board):
    """Save every posted cell that has changed; return {name: (person, why not saved)}."""
    problems = {}
    for row in board.inside:
        for field in [cell.entry for cell in row.cells if cell.entry]:
            name = f"{row.person.pk}-{field}"
            text, before = (
                request.POST.get(one, "").replace("\r\n", "\n") for one in (name, f"before-{name}")
            )
            if f"before-{name}" not in request.POST or text == before:
                continue
            try:
                saved = save_entry(request.user, round_, row.scope, field, text, before)
            except ValidationError as error:
                problems[name] = (row.person, " ".join(error.messages))
            else:
                if saved.conflict:
                    problems[name] = (row.person, SAVED_ELSEWHERE)
    return problems


def save_entry(account, round_, scope, field, text, before):
    """Save one cell of the grid."""
    evaluation = scope.current(round_)
    if field == "civil_level":
        conflicts = recording.record_facts(
            account, evaluation, {field: text}, before={field: before}, scope=scope
        )
        return Saved(conflicts.get(field, text), conflict=field in conflicts)
    act = recording.write_group_opinion if field == "group_level" else recording.propose
    return act(account, evaluation, field, text, before=before, scope=scope)


@require_POST
def evaluation_save(request, pk, organization_pk):
    """Save one cell while it is chosen: 200 saved, 409 saved elsewhere, 422 refused."""
    round_, organization, rights = get_board_for(request.user, pk, organization_pk)
    field = request.POST.get("field", "")
    if not (rights.group if field == "group_level" else rights.record):
        raise PermissionDenied(REFUSED)
    if field not in entries_of(round_):
        raise Http404
    scope = posted_scope(request, round_, organization)  # its row is read once, locked
    text, before = request.POST.get("text", ""), request.POST.get("before", "")
    try:
        saved = save_entry(request.user, round_, scope, field, text, before)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    return JsonResponse(
        {"text": saved.text, "saved_at": f"{timezone.localtime():%H:%M}"},
        status=409 if saved.conflict else 200,
    )


def posted_scope(request, round_, organization):
    """Return the person that a save names, placed in the organization, or refuse."""
    value = request.POST.get("booklet", "")
    number = int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0
    return scope_or_404(round_, organization, number, recorded=False)


def scope_or_404(round_, organization, person_pk, *, recorded=True):
    """Return what the round says of a person of the organization, or refuse."""
    scope = person_in_scope(round_, organization, person_pk, recorded=recorded)
    if scope is None:
        raise Http404
    return scope


def evaluation_person(request, pk, organization_pk, person_pk):
    """Show a person's panel; save the committee's part, or the group's opinion."""
    round_, organization, rights = get_board_for(request.user, pk, organization_pk)
    scope = scope_or_404(round_, organization, person_pk)
    if not (rights.inside or is_reported(scope.evaluation)):
        raise PermissionDenied(REFUSED)
    if request.method == "GET" and request.user.person_id != person_pk:
        words = f"Xem đánh giá năm {round_.year} của {scope.person.full_name}"
        history.record(request.user, "read", words, person=scope.person)
    context = {
        "round": round_,
        "organization": organization,
        "rights": rights,
        "in_panel": bool(request.htmx),
        "may_run": organization.reader.may_run,
        "take_back_form": TakeBackForm(),
        "saved": "",
    }
    form, changed = None, {}
    if request.method == "POST":
        panel = panel_of(request.user, round_, scope, whole=not rights.leads_group)
        form, changed = save_person(request, scope, rights, panel)
        scope = scope_or_404(round_, organization, person_pk)
        if form.is_valid():
            context["saved"] = f"Đã lưu lúc {timezone.localtime():%H:%M}."
            if not request.htmx:
                messages.success(request, context["saved"])
                return redirect("evaluation_person", pk, organization_pk, person_pk)
    return person_page(request, round_, scope, context, form, changed)


def person_page(request, round_, scope, context, form, changed):
    """Render the panel, or the page around it; tell the board what was saved."""
    rights = context["rights"]
    panel = panel_of(request.user, round_, scope, whole=not rights.leads_group)
    if form is None or form.is_valid():
        form = None if panel.frozen else form_for(scope, rights, panel)
    context |= {
        "panel": panel,
        "form": form,
        "unreview_form": UnreviewForm(),
        "words": round_.guidance == Guidance.CAM_KET_9,
        "events": [] if rights.leads_group else events_of(panel.evaluation),
        "earlier": [] if rights.leads_group else earlier_of(panel.evaluation),
    }
    template = "evaluations/_person.html" if request.htmx else "evaluations/board_person.html"
    response = render(request, template, context)
    stored = {f"{scope.person.pk}-{name}": text for name, text in changed.items()}
    if stored:
        response["HX-Trigger"] = json.dumps({"cells-stored": stored})
    return response


def form_for(scope, rights, panel, data=None):
    """Return the form that the reader writes of a person, or None."""
    if rights.record and panel.lock in ("", panel.frozen):
        return CommitteeForm(scope, panel.evaluation, panel.known, panel.limit, data)
    if rights.group and scope.classified and panel.in_group:
        return GroupForm(scope, panel.evaluation, data)
    return None


def save_person(request, scope, rights, panel):
    """Save what is posted; return the form with what could not be saved, and {field: text}."""
    form = form_for(scope, rights, panel, request.POST)
    if form is None:
        raise PermissionDenied(panel.lock or REFUSED)
    if panel.frozen:
        form.add_error(None, panel.frozen)
    if not form.is_valid():
        return form, {}
    changed, stored = form.changed(), {}
    facts = {name: text for name, text in changed.items() if name in getattr(form, "facts", {})}
    if facts:
        stored |= save_facts(request.user, form, panel.evaluation, scope, facts)
    for name, text in changed.items():
        if name not in facts and save_text(request.user, form, panel.evaluation, scope, name, text):
            stored[name] = text
    shared = entries_of(panel.evaluation.round)
    return form, {name: text for name, text in stored.items() if name in shared}


def save_facts(account, form, evaluation, scope, facts):
    """Save the facts; return those stored."""
    try:
        conflicts = recording.record_facts(
            account, evaluation, facts, before=form.befores, scope=scope
        )
    except ValidationError as error:
        form.add_error(None, error)
        return {}
    for name, theirs in conflicts.items():
        form.tell_conflict(name, theirs)
    return {name: text for name, text in facts.items() if name not in conflicts}


def save_text(account, form, evaluation, scope, name, text):
    """Save one level or text; tell whether it is stored."""
    group = name in recording.GROUP_FIELDS
    act = recording.write_group_opinion if group else recording.propose
    try:
        saved = act(account, evaluation, name, text, before=form.befores[name], scope=scope)
    except ValidationError as error:
        form.add_error(name, error)
        return False
    if saved.conflict:
        form.tell_conflict(name, saved.text)
    return not saved.conflict


@require_POST
def evaluation_reviewed(request, pk, organization_pk):
    """Note everybody who is ticked as reviewed."""
    round_, cell, rights = get_board_for(request.user, pk, organization_pk)
    if not rights.record:
        raise PermissionDenied(REFUSED)
    chosen = {
        int(one) for one in request.POST.getlist("nguoi") if one.isdecimal() and len(one) < 19
    }
    try:
        number = recording.mark_reviewed(request.user, round_, cell, chosen)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("evaluation_board", pk, organization_pk)
    if number:
        messages.success(request, f"Đã đánh dấu {number} đồng chí đã kiểm điểm.")
    if not chosen:
        messages.warning(request, "Đồng chí chưa chọn ai.")
    elif number < len(chosen):
        left = len(chosen) - number
        messages.warning(request, f"{left} đồng chí không đánh dấu thêm được nên giữ nguyên.")
    return redirect("evaluation_board", pk, organization_pk)


@require_POST
def evaluation_unreviewed(request, pk, organization_pk, person_pk):
    """Take back that somebody was reviewed, with the reason."""
    round_, cell, rights = get_board_for(request.user, pk, organization_pk)
    if not rights.record:
        raise PermissionDenied(REFUSED)
    scope = scope_or_404(round_, cell, person_pk)
    try:
        reason = request.POST.get("reason", "")
        recording.unmark_reviewed(request.user, scope.current(round_), reason, scope=scope)
    except Moved:
        messages.warning(request, "Đồng chí này chưa được đánh dấu đã kiểm điểm.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã bỏ đánh dấu đã kiểm điểm của {scope.person.full_name}.")
    return redirect("evaluation_person", pk, organization_pk, person_pk)


PLACE = "danh-gia/<int:pk>/<int:organization_pk>"
urlpatterns = [
    path(f"{PLACE}/", evaluation_board, name="evaluation_board"),
    path(f"{PLACE}/luu/", evaluation_save, name="evaluation_save"),
    path(f"{PLACE}/da-kiem-diem/", evaluation_reviewed, name="evaluation_reviewed"),
    path(f"{PLACE}/nguoi/<int:person_pk>/", evaluation_person, name="evaluation_person"),
    path(
        f"{PLACE}/nguoi/<int:person_pk>/bo-kiem-diem/",
        evaluation_unreviewed,
        name="evaluation_unreviewed",
    ),
]
