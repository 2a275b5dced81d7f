"""Publishing what a cell wrote of its members' commitments, and taking it back (CK-04)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from evaluations import commitments
from evaluations.access import require
from evaluations.views.board import PLACE, get_board_for, scope_or_404
from organizations.models import CELL_KINDS
from registrations.actions import Moved
from registrations.models import Guidance


def get_words_for(account, pk, organization_pk):
    """Return a round of CK and the cell whose words the reader may publish, or refuse."""
    round_, cell, _ = get_board_for(account, pk, organization_pk)
    require(cell.reader, "run")
    if round_.guidance != Guidance.CAM_KET_9 or cell.kind not in CELL_KINDS:
        raise Http404
    return round_, cell


@require_POST
def commitment_words_publish(request, pk, organization_pk):
    """Publish everything that is written and not yet published."""
    round_, cell = get_words_for(request.user, pk, organization_pk)
    try:
        number = commitments.publish_words(request.user, round_, cell)
    except Moved:
        messages.warning(request, "Không còn đánh giá nào chờ công khai.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã công khai đánh giá của {number} đồng chí.")
    return redirect("evaluation_board", pk, organization_pk)


@require_POST
def commitment_words_take_back(request, pk, organization_pk, person_pk):
    """Take back what is published of one person, with the reason."""
    round_, cell = get_words_for(request.user, pk, organization_pk)
    scope = scope_or_404(round_, cell, person_pk)
    try:
        reason = request.POST.get("reason", "")
        commitments.take_back_words(request.user, scope.current(round_), reason)
    except Moved:
        messages.warning(request, "Đánh giá này chưa được công khai.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã rút lại đánh giá của {scope.person.full_name} để sửa.")
    return redirect("evaluation_person", pk, organization_pk, person_pk)


urlpatterns = [
    path(f"{PLACE}/cong-khai-cam-ket/", commitment_words_publish, name="commitment_words_publish"),
    path(
        f"{PLACE}/nguoi/<int:person_pk>/rut-lai/",
        commitment_words_take_back,
        name="commitment_words_take_back",
    ),
]
