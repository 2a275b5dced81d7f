"""The own year-end assessment: written, handed in, its published result; the rounds by year."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import recording
from evaluations.board_forms import rule_address
from evaluations.models import Evaluation, Subject
from evaluations.queries import recorded
from evaluations.queries.board import full_choices
from evaluations.queries.persons import SELF_WRITTEN, is_published, own_scope, panel_of
from evaluations.queries.told import told_reasons
from evaluations.queries.year_end import evaluation_due, rounds_by_year
from evaluations.workflow import STEPS
from organizations.access import require_person, viewer_of
from organizations.queries import cell_of
from registrations.access import get_round_for
from registrations.actions import Moved
from registrations.models import Guidance
from registrations.queries import duty_placement
from registrations.queries.meetings import fingerprint
from registrations.views.forms import SAVED_ELSEWHERE, posted_number

NOT_TOLD = "Chi ủy, chi bộ chưa công khai đánh giá việc thực hiện cam kết của đồng chí."
VOTED = "Hội nghị đang hoặc đã biểu quyết về đồng chí nên phần này không sửa được nữa."
CORRECTABLE = " Đồng chí còn sửa được đến khi tổ đảng hoặc chi ủy ghi ý kiến."
HANDED_IN = "Bản tự đánh giá đã được nộp ở nơi khác."


def get_own_for(account, pk):
    """Return the round and what it says of the reader, or refuse."""
    person = require_person(account)
    round_ = get_round_for(account, pk)
    scope = own_scope(round_, person)
    if scope is None or (round_.guidance, Subject.MEMBER) not in STEPS:
        raise Http404
    return round_, scope


def own_begun(account, round_pk):
    """Return the reader's own evaluation of a round as it is stored, or None."""
    found = Evaluation.objects.filter(
        round=round_pk,
        subject=Subject.MEMBER,
        person=require_person(account),
        annulled_at=None,
    )
    return found.select_related("round__bloc", "organization__parent", "person").first()


def lock_of(round_, scope, panel):
    """Say why the own assessment cannot be written, or nothing."""
    if round_.guidance == Guidance.CAM_KET_9:
        return "" if is_published(panel.evaluation) else NOT_TOLD
    if round_.guidance not in SELF_WRITTEN:
        return "Đợt này đồng chí viết theo mẫu riêng."
    frozen = VOTED if panel.frozen == recorded.FROZEN else panel.frozen
    why = scope.outside or scope.unclassified or frozen
    if not why and recording.is_kept(panel.evaluation):
        return recording.WRITTEN
    return why


def own_evaluation(request, pk):
    """Write the own assessment of a year; read the result once it is published."""
    round_, scope = get_own_for(request.user, pk)
    panel = panel_of(request.user, round_, scope, whole=False)
    lock = lock_of(round_, scope, panel)
    problems = {}
    if request.method == "POST":
        problems = save_all(request, scope.current(round_), scope)
        if not problems and "hand_in" in request.POST:
            hand_in(request, scope.current(round_), scope)
        if not problems:
            if "hand_in" not in request.POST:
                messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
            return redirect("own_evaluation", pk)
        panel = panel_of(request.user, round_, scope, whole=False)
    evaluation = panel.evaluation
    context = {
        "round": round_,
        "panel": panel,
        "evaluation": evaluation,
        "lock": lock,
        "published": is_published(evaluation),
        "reasons": told_reasons(evaluation) if is_published(evaluation) else [],
        "posted_here": is_published(evaluation) and is_of_own_cell(evaluation),
        "choices": full_choices(round_.guidance),
        "fields": {name: field_of(evaluation, name, problems) for name in recording.SELF_FIELDS},
        "due": evaluation_due(round_),
        "overdue": is_overdue(round_),
        "words": round_.guidance == Guidance.CAM_KET_9,
        "other_form": round_.guidance not in SELF_WRITTEN,
        "text_required": round_.guidance in recording.NEEDS_TEXT,
        "review": round_.guidance == Guidance.HD22_2013,
        "self_rule": rule_address(round_, own_rule(round_)),
    }
    return render(request, "evaluations/own.html", context)


def is_of_own_cell(evaluation):
    """Tell whether the cell that rated is still the person's, who reads what it has posted."""
    placement = duty_placement(evaluation.person)
    cell = placement and cell_of(placement.organization)
    return cell is not None and cell.pk == evaluation.organization_id


def own_rule(round_):
    """Return the rule by which people assess themselves."""
    return STEPS[round_.guidance, Subject.MEMBER][0].rule


def is_overdue(round_):
    """Tell whether the last day of the evaluation is over."""
    due = evaluation_due(round_)
    return due is not None and timezone.localdate() > due


def field_of(evaluation, name, problems):
    """Return one field of the own assessment: stored text, revision, what was typed and why."""
    stored = getattr(evaluation, name)
    typed, problem = problems.get(name, (stored, ""))
    return {
        "name": name,
        "stored": stored,
        "shown": typed,
        "problem": problem,
        "revision": fingerprint(stored),
    }


def save_all(request, evaluation, scope):
    """Save every posted field; return {field: (typed text, why not saved)}."""
    problems = {}
    for name in recording.SELF_FIELDS:
        if f"revision-{name}" not in request.POST:
            continue
        text = request.POST.get(f"text-{name}", "")
        try:
            saved = recording.save_self(
                request.user,
                evaluation,
                name,
                text,
                revision=posted_number(request, f"revision-{name}"),
                scope=scope,
            )
        except ValidationError as error:
            problems[name] = (text, " ".join(error.messages))
        else:
            if saved.conflict:
                problems[name] = (text, SAVED_ELSEWHERE)
    return problems


def hand_in(request, evaluation, scope):
    """Hand in, and say what is missing where it cannot be yet."""
    try:
        row = recording.hand_in_self(request.user, evaluation, scope=scope)
    except Moved:
        messages.warning(request, HANDED_IN)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        more = "" if recording.is_kept(row) else CORRECTABLE
        messages.success(request, f"Đã nộp tự đánh giá.{more}")


@require_POST
def own_evaluation_save(request, pk):
    """Save one field while it is typed: 200 saved, 409 saved elsewhere, 422 refused."""
    evaluation, scope = own_begun(request.user, pk), None
    if evaluation is None:
        round_, scope = get_own_for(request.user, pk)
        evaluation = scope.current(round_)
    name = request.POST.get("field", "")
    if name not in recording.SELF_FIELDS:
        raise Http404
    try:
        saved = recording.save_self(
            request.user,
            evaluation,
            name,
            request.POST.get("text", ""),
            revision=posted_number(request, "revision"),
            scope=scope,
        )
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    return JsonResponse(
        {
            "revision": fingerprint(saved.text),
            "text": saved.text,
            "saved_at": f"{timezone.localtime():%H:%M}",
        },
        status=409 if saved.conflict else 200,
    )


def evaluations(request):
    """List the rounds by year: the own assessment, the boards and results that one follows."""
    require_person(request.user)
    viewer = viewer_of(request.user)
    context = {"years": rounds_by_year(viewer), "day": viewer.day}
    return render(request, "evaluations/rounds.html", context)


urlpatterns = [
    path("danh-gia/", evaluations, name="evaluations"),
    path("danh-gia/<int:pk>/cua-toi/", own_evaluation, name="own_evaluation"),
    path("danh-gia/<int:pk>/cua-toi/luu/", own_evaluation_save, name="own_evaluation_save"),
]
