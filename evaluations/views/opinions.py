"""What other bodies say of a subject before it is decided; annulling a classification (H21-18)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse

from evaluations import annulling, superiors
from evaluations.access import REFUSED, get_evaluation_for, get_place_for, require
from evaluations.deciding_forms import AnnulForm, OpinionForm, opinion_kinds
from evaluations.models import Opinion, Subject
from evaluations.queries import bodies, order
from evaluations.queries.scope import person_in_scope
from evaluations.views.board import FOLLOWERS
from evaluations.views.deciding import MOVED
from evaluations.workflow import BY_DECISION
from organizations.access import viewer_of
from organizations.models import CELL_KINDS
from registrations.actions import Moved
from registrations.models import Guidance

FROM_ABOVE = (Opinion.Kind.RELATED, Opinion.Kind.SUGGESTION)
ANNULLED = "Đã hủy kết quả xếp loại; kết quả cũ vẫn lưu trong quá trình."
NEXT = {
    True: "Đồng chí chọn mức rồi quyết định lại.",
    False: "Nơi ấy làm lại từ bước kiểm điểm, biểu quyết.",
}


def refuse_propaganda(account, round_, reader):
    """Refuse the propaganda board what is of HD 21 and HD 22 (roles.md)."""
    follows = viewer_of(account).holds(FOLLOWERS, reader.path)
    if round_.guidance in BY_DECISION and not (reader.may_record or follows):
        raise PermissionDenied(REFUSED)


def own(reader, evaluation):
    """Tell whether an evaluation is the reader's own."""
    return evaluation.person_id is not None and evaluation.person_id == reader.account.person_id


def may_annul(reader, evaluation):
    """Tell whether the reader's body decided: it alone annuls, never on the own (H21-18)."""
    if own(reader, evaluation):
        return False
    if evaluation.round.guidance not in BY_DECISION:
        return reader.may_run
    if evaluation.subject == Subject.MEMBER:
        return reader.may_decide_members
    return reader.may_decide_organization


def evaluation_annul(request, pk):
    """Annul a classification with the reason; a new attempt begins (H21-18)."""
    evaluation = get_evaluation_for(request.user, pk)
    require(evaluation.reader, "read")
    if not may_annul(evaluation.reader, evaluation):
        raise PermissionDenied(REFUSED)
    if evaluation.annulled_at or not evaluation.level:
        raise Http404
    form = AnnulForm(request.POST or None, evaluation=evaluation)
    home = deciding_page(evaluation)
    if request.method == "POST" and form.is_valid():
        at_once = annulled(request, evaluation, form)
        if at_once is not None:
            return redirect(*(home if at_once else home_of(evaluation)))
    context = {
        "round": evaluation.round,
        "organization": evaluation.organization,
        "evaluation": evaluation,
        "body": bodies.Body(evaluation, {}, None, [], frozen=True),
        "form": form,
        "back": reverse(home[0], args=home[1:]),
    }
    return render(request, "evaluations/annul.html", context)


def annulled(request, evaluation, form):
    """Annul; tell whether it is decided again at once, or None where it is refused."""
    again = form.cleaned_data.get("again", "")
    keep, reason = again == "DECISION", form.cleaned_data["reason"]
    at_once = keep or (not again and evaluation.round.guidance in BY_DECISION)
    try:
        annulling.annul(request.user, evaluation, reason, keep_vote=keep)
    except Moved:
        messages.warning(request, MOVED)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    else:
        messages.success(request, f"{ANNULLED} {NEXT[at_once]}")
    return at_once


def deciding_page(evaluation):
    """Return (name of the page, its arguments) on which the reader decides an evaluation."""
    reader = evaluation.reader
    member = evaluation.subject == Subject.MEMBER
    if member and reader.may_decide_members and evaluation.round.guidance in BY_DECISION:
        return ("decisions", evaluation.round_id, reader.base_id)
    return home_of(evaluation)


def home_of(evaluation):
    """Return (name of the page, its arguments) on which an evaluation is worked."""
    place = (evaluation.round_id, evaluation.organization_id)
    if evaluation.subject == Subject.MEMBER:
        return ("evaluation_board", *place)
    return ("evaluation_organization", *place)


def opinions(request, pk):
    """Show what other bodies say of a subject, and record it."""
    evaluation = get_evaluation_for(request.user, pk)
    require(evaluation.reader, "read")
    if evaluation.annulled_at:
        raise Http404
    return opinions_page(request, evaluation, evaluation.reader)


def person_opinions(request, pk, organization_pk, person_pk):
    """Show the opinions on a person of whom nothing else may be recorded yet."""
    round_, organization = get_place_for(request.user, pk, organization_pk)
    scope = person_in_scope(round_, organization, person_pk)
    if scope is None or organization.kind not in CELL_KINDS:
        raise Http404
    return opinions_page(request, scope.current(round_), organization.reader)


def opinions_page(request, evaluation, reader):
    """Render the opinions, or record one."""
    if evaluation.round.guidance != Guidance.HD21_2019:
        raise Http404
    refuse_propaganda(request.user, evaluation.round, reader)
    kinds = [] if own(reader, evaluation) else opinion_kinds(reader, evaluation)
    form = OpinionForm(request.POST or None, kinds=kinds) if kinds else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(REFUSED)
        if form.is_valid() and heard(request, evaluation, form):
            return redirect(request.path)
    context = {
        "round": evaluation.round,
        "organization": evaluation.organization,
        "evaluation": evaluation,
        "body": bodies.Body(evaluation, {}, None, [], frozen=True),
        "opinions": shown_opinions(evaluation, reader),
        "required": order.required_opinions(evaluation) if evaluation.pk else [],
        "form": form if not evaluation.level and not evaluation.round.closed_at else None,
        "back": reverse(home_of(evaluation)[0], args=home_of(evaluation)[1:]),
    }
    return render(request, "evaluations/opinions.html", context)


def shown_opinions(evaluation, reader):
    """Return the opinions that a reader sees: those above the cell's own once it is reported."""
    if evaluation.pk is None:
        return []
    found = evaluation.opinions.all()
    if reader.may_record or evaluation.reported_at or evaluation.level:
        return found
    return found.filter(kind__in=FROM_ABOVE)


def heard(request, evaluation, form):
    """Record an opinion; tell whether it is done."""
    try:
        superiors.record_opinion(request.user, evaluation, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, "Đã ghi ý kiến.")
    return True


urlpatterns = [
    path(
        "danh-gia/<int:pk>/<int:organization_pk>/nguoi/<int:person_pk>/y-kien/",
        person_opinions,
        name="person_opinions",
    ),
    path("danh-gia/ket-qua/<int:pk>/y-kien/", opinions, name="opinions"),
    path("danh-gia/ket-qua/<int:pk>/huy/", evaluation_annul, name="evaluation_annul"),
]
