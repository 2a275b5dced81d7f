"""One organization's evaluation with its collectives and leaders (H21-20 … H21-33, NG-08)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import deciding, recording, superiors
from evaluations.access import REFUSED, get_evaluation_for, get_place_for, require
from evaluations.deciding_forms import (
    AnswerForm,
    ChoiceForm,
    CollectiveForm,
    FactsForm,
    NumberedForm,
    opinion_kinds,
)
from evaluations.models import Subject
from evaluations.queries import bodies, caps, scores
from evaluations.queries.persons import events_of
from evaluations.queries.recorded import earlier_of
from evaluations.queries.scope import evaluation_of
from evaluations.queries.seen import is_reported
from evaluations.views.deciding import MOVED, force_of
from evaluations.views.opinions import in_force, may_annul, own, refuse_propaganda
from evaluations.workflow import BY_DECISION
from organizations.models import CELL_KINDS, Kind
from registrations.actions import Moved
from registrations.models import Guidance

WITH_ORGANIZATIONS = (*BY_DECISION, Guidance.NEU_GUONG_2017)
NOT_REPORTED = ("Chưa báo cáo", "Tổ chức chưa báo cáo kết quả lên cấp trên.")
UNSEEN = {Guidance.HD22_2013: ("Chưa kiểm điểm", "Tổ chức chưa đánh dấu đã kiểm điểm.")}
SUBJECTS = {
    "to-chuc": Subject.ORGANIZATION,
    "tap-the": Subject.COLLECTIVE,
    "can-bo": Subject.LEADER,
}


def get_organization_for(account, pk, organization_pk, to="read"):
    """Return a round that classifies organizations and one of them, or refuse."""
    round_, organization = get_place_for(account, pk, organization_pk, to)
    if round_.guidance not in WITH_ORGANIZATIONS or organization.kind in (Kind.BLOC, Kind.GROUP):
        raise Http404
    refuse_propaganda(account, round_, organization.reader)
    return round_, organization


def get_body_for(account, pk):
    """Return the evaluation of a collective or a leader, or refuse."""
    evaluation = get_evaluation_for(account, pk)
    if evaluation.subject not in (Subject.COLLECTIVE, Subject.LEADER):
        raise Http404
    require(evaluation.reader, "read")
    refuse_propaganda(account, evaluation.round, evaluation.reader)
    return evaluation


def evaluation_organization(request, pk, organization_pk):
    """Show an organization's evaluation; record facts; the level above chooses and decides."""
    round_, organization = get_organization_for(request.user, pk, organization_pk)
    evaluation = evaluation_of(round_, Subject.ORGANIZATION, organization)
    evaluation.round, evaluation.organization = round_, organization
    return subject_page(request, evaluation, organization.reader)


def evaluation_body(request, pk):
    """Show the evaluation of a collective or a leader; of an annulled one the new attempt."""
    evaluation = get_body_for(request.user, pk)
    if evaluation.annulled_at:
        messages.warning(request, MOVED)
        return page_of(in_force(evaluation))
    return subject_page(request, evaluation, evaluation.reader)


def page_of(evaluation):
    """Return the page of an organization, a collective or a leader."""
    if evaluation.subject == Subject.ORGANIZATION:
        return redirect("evaluation_organization", evaluation.round_id, evaluation.organization_id)
    return redirect("evaluation_body", evaluation.pk)


def subject_page(request, evaluation, reader):
    """Render an evaluation with what the reader may do, or do what is posted."""
    body = bodies.body_of(evaluation)
    forms = forms_for(request, body, reader)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act"))
        if act is None:
            raise Http404
        if act(request, body, forms, reader):
            return page_of(evaluation)
        body = bodies.body_of(evaluation)
    round_, organization = evaluation.round, evaluation.organization
    whole = evaluation.subject == Subject.ORGANIZATION
    hd21 = round_.guidance == Guidance.HD21_2019
    still_open = round_.closed_at is None
    context = {
        "round": round_,
        "organization": organization,
        "body": body,
        "evaluation": evaluation,
        "forms": forms,
        "whole": whole,
        "inside": reader.may_record or is_reported(evaluation) or not whole,
        "cap": bodies.cap_for(evaluation) if hd21 and sees_cap(reader) else None,
        "events": events_of(evaluation),
        "earlier": earlier_of(evaluation),
        "others": bodies.other_posts_of(evaluation),
        "opinions": evaluation.opinions.all() if evaluation.pk else [],
        "may_annul": may_annul(reader, evaluation) and bool(evaluation.level) and still_open,
        "hears": bool(opinion_kinds(reader, evaluation)) and still_open,
        "records": reader.may_record and not body.frozen and round_.closed_at is None,
        "reports": hd21 and reader.may_record,
        "takes": (reader.may_record or reader.may_decide_organization) and not round_.closed_at,
    } | guided(round_)
    if whole:
        context |= around(round_, organization, body)
    return render(request, "evaluations/organization.html", context)


def guided(round_):
    """Return what an organization's page shows or not by the round's guidance."""
    return {
        "hd21": round_.guidance == Guidance.HD21_2019,
        "decided": round_.guidance in BY_DECISION,
        "exemplary": round_.guidance == Guidance.NEU_GUONG_2017,
        "unseen": UNSEEN.get(round_.guidance, NOT_REPORTED),
    }


def sees_cap(reader):
    """Tell whether a reader sees the cap, which names others under it: not the body rated."""
    return reader.may_decide_organization or reader.may_follow


def around(round_, organization, body):
    """Return what the page of an organization shows beside it."""
    if round_.guidance == Guidance.HD22_2013:
        return {}
    if round_.guidance == Guidance.NEU_GUONG_2017:
        sheet = scores.sheet_of(round_, body.evaluation.facts.get("scores", {}))
        return {"sheet": sheet, "differs": differs(body.evaluation)}
    return {
        "subordinates": bodies.subordinates_of(body.known),
        "cell": organization.kind in CELL_KINDS,
        "paper": bodies.own_report(round_, organization),
        "bodies": [
            bodies_row(one)
            for one in (
                *bodies.collectives_of(round_, organization),
                *bodies.leaders_of(round_, organization),
            )
        ],
        "collective_form": CollectiveForm(),
    }


def bodies_row(evaluation):
    """Return a collective or leader on the organization's page: (evaluation, title, level)."""
    body = bodies.Body(evaluation, {}, None, [], frozen=False)
    slug = next(slug for slug, one in SUBJECTS.items() if one == evaluation.subject)
    return {"evaluation": evaluation, "title": body.title, "level": body.level, "slug": slug}


def differs(evaluation):
    """Tell whether the band of the scores and the vote differ (NG-08)."""
    own, voted = evaluation.self_level, evaluation.voted_level
    return bool(own and voted and own != voted)


def forms_for(request, body, reader):
    """Return {name: form} of what the reader may do now; the posted one is bound."""
    one = body.evaluation
    posted = request.POST.get("act") if request.method == "POST" else ""
    decided, closed = one.round.guidance in BY_DECISION, one.round.closed_at is not None
    decides = reader.may_decide_organization and not own(reader, one)
    data = {
        name: request.POST if posted == name else None for name in ("facts", "choose", "answer")
    }
    forms = {}
    if closed:
        return forms
    if decided and reader.may_record and not body.frozen and not own(reader, one):
        forms["facts"] = FactsForm(body, data["facts"])
    if decided and decides and not one.level and one.pk:
        both = request.POST if posted in ("choose", "decide") else None
        forms["choose"] = ChoiceForm(body, both)
        force = force_of(one.round)
        number = request.POST if posted == "decide" else None
        day = {"day": timezone.localdate()}
        forms["decide"] = NumberedForm(number, force=force, initial=day)
    if not decided and decides and one.level and one.reported_at and not one.superior:
        forms["answer"] = AnswerForm(data["answer"])
    return forms


def save_facts(request, body, forms, reader):
    """Record the facts that were changed; tell whether all are stored."""
    form = forms.get("facts")
    if form is None:
        raise PermissionDenied(REFUSED)
    if not form.is_valid():
        return False
    try:
        conflicts = recording.record_facts(
            request.user, body.evaluation, form.changed(), before=form.befores
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    for name, theirs in conflicts.items():
        form.tell_conflict(name, theirs)
    if not conflicts:
        messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
    return not conflicts


def save_choice(request, body, forms, reader):
    """Save what the level above has in hand; tell whether all is stored."""
    form = forms.get("choose")
    if form is None:
        raise PermissionDenied(REFUSED)
    if not form.is_valid():
        return False
    pool, done = caps.pool_of(body.evaluation, None), True
    for name, text in form.changed().items():
        try:
            saved = deciding.choose(
                request.user, pool, body.evaluation.pk, name, text, before=form.befores[name]
            )
        except Moved:
            messages.warning(request, MOVED)
            return True
        except ValidationError as error:
            form.add_error(name, error)
            done = False
        else:
            if saved.conflict:
                form.tell_conflict(name, saved.text)
                done = False
    if done and request.POST.get("act") == "choose":
        messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
    return done


def decide(request, body, forms, reader):
    """Save the choice and decide it, with number and day; tell whether it is done."""
    form = forms.get("decide")
    if form is None:
        raise PermissionDenied(REFUSED)
    if not form.is_valid() or not save_choice(request, body, forms, reader):
        return False
    pool = caps.pool_of(body.evaluation, None)
    try:
        deciding.decide(request.user, pool, [body.evaluation.pk], form.decision())
    except Moved:
        messages.warning(request, MOVED)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    else:
        messages.success(request, "Đã quyết định.")
    return True


def answer(request, body, forms, reader):
    """Recognise an organization's level, or not (NG-08); tell whether it is done."""
    form = forms.get("answer")
    if form is None:
        raise PermissionDenied(REFUSED)
    if not form.is_valid():
        return False
    try:
        superiors.recognise(request.user, body.evaluation, **form.cleaned_data)
    except Moved:
        messages.warning(request, MOVED)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    else:
        messages.success(request, "Đã ghi ý kiến của cấp trên.")
    return True


def review(request, body, forms, reader):
    """Note that it was reviewed, or take that back."""
    if not reader.may_record or body.frozen:
        raise PermissionDenied(REFUSED)
    try:
        done = request.POST.get("done") == "1"
        superiors.mark_body_reviewed(request.user, body.evaluation, done=done)
    except Moved:
        messages.warning(request, MOVED)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã ghi nhận.")
    return True


ACTS = {
    "facts": save_facts,
    "choose": save_choice,
    "decide": decide,
    "answer": answer,
    "review": review,
}


@require_POST
def body_take_in(request, pk, organization_pk, kind):
    """Take an organization, a collective or a leader into the round; its page opens."""
    round_, organization = get_organization_for(request.user, pk, organization_pk)
    if round_.guidance != Guidance.HD21_2019 or kind not in SUBJECTS:
        raise Http404
    if not may_take_in(organization.reader, SUBJECTS[kind]):
        raise PermissionDenied(REFUSED)
    evaluation = posted_body(request, round_, organization, SUBJECTS[kind])
    try:
        if evaluation is None:
            raise ValidationError("Đồng chí ghi tên tập thể.")
        row = superiors.take_in(request.user, evaluation)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("evaluation_organization", pk, organization_pk)
    whole = row.subject == Subject.ORGANIZATION
    return redirect("opinions" if whole else "evaluation_body", row.pk)


def may_take_in(reader, subject):
    """Tell whether a reader may begin such an evaluation: of an organization to hear others."""
    if reader.may_record or reader.may_decide_organization:
        return True
    return subject == Subject.ORGANIZATION and reader.may_prepare


def posted_body(request, round_, organization, subject):
    """Return the evaluation that is asked for, maybe unsaved; None without a name."""
    if subject == Subject.ORGANIZATION:
        return evaluation_of(round_, subject, organization)
    if subject == Subject.COLLECTIVE:
        form = CollectiveForm(request.POST)
        if not form.is_valid():
            return None
        return evaluation_of(round_, subject, organization, body=form.cleaned_data["body"])
    key = request.POST.get("nguoi", ""), request.POST.get("chuc-vu", "")
    leaders = bodies.leaders_of(round_, organization)
    found = [one for one in leaders if (str(one.person_id), one.body) == key]
    if not found:
        raise Http404
    return found[0]


PLACE = "danh-gia/<int:pk>/<int:organization_pk>"
urlpatterns = [
    path(f"{PLACE}/to-chuc/", evaluation_organization, name="evaluation_organization"),
    path(f"{PLACE}/to-chuc/<slug:kind>/", body_take_in, name="body_take_in"),
    path("danh-gia/ket-qua/<int:pk>/", evaluation_body, name="evaluation_body"),
]
