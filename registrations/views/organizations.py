"""The beginning of an organization's own paper, and the choice of non-members' form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from registrations import actions, meetings
from registrations.access import get_choosing_base_for, get_own_form_place_for
from registrations.queries import organizations as organization_queries


@require_POST
def own_form_start(request, pk, organization_pk):
    """Begin, or go on with, the own paper of an organization that the reader's committee leads."""
    round_, organization = get_own_form_place_for(request.user, pk, organization_pk)
    try:
        registration = actions.start_for_organization(request.user, round_, organization)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("tasks")
    return redirect("registration_edit", registration.pk)


def form_choice(request, pk, organization_pk):
    """Decide whether the base organization's non-members use form 02 instead of 03 (NG-01)."""
    round_, base = get_choosing_base_for(request.user, pk, organization_pk)
    if request.method == "POST" and request.POST.get("form") in ("F02", "F03"):
        try:
            meetings.choose_form(request.user, round_, base, uses_f02=request.POST["form"] == "F02")
        except actions.Moved:
            messages.warning(request, "Đã chọn như vậy từ trước; không có gì thay đổi.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Đã ghi. Quần chúng chưa bắt đầu viết sẽ dùng mẫu này.")
        return redirect("form_choice", pk, organization_pk)
    context = {
        "round": round_,
        "organization": base,
        "choice": organization_queries.form_choice(round_, base),
        "entries": organization_queries.choices_made(base),
    }
    return render(request, "registrations/form_choice.html", context)


urlpatterns = [
    path(
        "dot/<int:pk>/to-chuc/<int:organization_pk>/ban-dang-ky/",
        own_form_start,
        name="own_form_start",
    ),
    path(
        "dot/<int:pk>/to-chuc/<int:organization_pk>/mau-quan-chung/",
        form_choice,
        name="form_choice",
    ),
]
