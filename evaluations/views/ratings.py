"""Civil-servant ratings by the head of the agency or unit, worked in place (roles.md, H21-11)."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import ratings
from evaluations.access import REFUSED, get_place_for
from evaluations.queries import ratings as queries
from evaluations.views.board import PLACE, SAVED_ELSEWHERE, posted_scope
from organizations.access import viewer_of
from organizations.models import Role
from registrations.models import Guidance

FIELDS = ("level", "text")


def get_ratings_for(account, pk, organization_pk):
    """Return a round of HD 21 and the organization whose agency the reader heads, or refuse."""
    round_, organization = get_place_for(account, pk, organization_pk, to="attend")
    if not viewer_of(account).holds((Role.AGENCY_HEAD,), [organization.pk]):
        raise PermissionDenied(REFUSED)
    if round_.guidance != Guidance.HD21_2019:
        raise Http404
    return round_, organization


def civil_ratings(request, pk, organization_pk):
    """Show a row a civil servant; without script the button saves every cell."""
    round_, organization = get_ratings_for(request.user, pk, organization_pk)
    problems = {}
    if request.method == "POST":
        problems = save_all(request, round_, organization)
        if not problems:
            messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
            return redirect("civil_ratings", pk, organization_pk)
    rows = queries.rows_of(round_, organization, request.user)
    for row in rows:
        for name in FIELDS:
            typed, why = problems.get((row.person.pk, name), (None, ""))
            setattr(row, name, replace(getattr(row, name), typed=typed, problem=why))
    context = {
        "round": round_,
        "organization": organization,
        "rows": rows,
        "choices": queries.CHOICES,
        "rated": sum(bool(row.level.stored) for row in rows),
        "problems": len(problems),
    }
    return render(request, "evaluations/ratings.html", context)


def save_all(request, round_, organization):
    """Save every posted cell that has changed; return {(person id, field): (typed, why not)}."""
    problems = {}
    for row in queries.rows_of(round_, organization, request.user):
        for name in () if row.locked else FIELDS:
            key = f"{row.person.pk}-{name}"
            text, before = (
                request.POST.get(one, "").replace("\r\n", "\n") for one in (key, f"before-{key}")
            )
            if f"before-{key}" not in request.POST or text == before:
                continue
            why = ""
            try:
                place = (round_, organization, row.scope)
                saved = save_one(request.user, place, name, text, before)
                why = SAVED_ELSEWHERE if saved.conflict else ""
            except ValidationError as error:
                why = " ".join(error.messages)
            if why:
                problems[row.person.pk, name] = (text, why)
    return problems


def save_one(account, place, name, text, before):
    """Save one cell; ``place`` is the round, the organization and the person there."""
    round_, organization, scope = place
    evaluation = scope.current(round_)
    if name == "level":
        return ratings.rate(account, evaluation, text, before=before, scope=scope)
    return ratings.say(account, evaluation, organization, text, before=before, scope=scope)


@require_POST
def civil_rating_save(request, pk, organization_pk):
    """Save one cell while it is typed: 200 saved, 409 saved elsewhere, 422 refused."""
    round_, organization = get_ratings_for(request.user, pk, organization_pk)
    name = request.POST.get("field", "")
    if name not in FIELDS:
        raise Http404
    place = (round_, organization, posted_scope(request, round_, organization))
    text, before = request.POST.get("text", ""), request.POST.get("before", "")
    try:
        saved = save_one(request.user, place, name, text, before)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    return JsonResponse(
        {"text": saved.text, "saved_at": f"{timezone.localtime():%H:%M}"},
        status=409 if saved.conflict else 200,
    )


urlpatterns = [
    path(f"{PLACE}/cong-chuc/", civil_ratings, name="civil_ratings"),
    path(f"{PLACE}/cong-chuc/luu/", civil_rating_save, name="civil_rating_save"),
]
