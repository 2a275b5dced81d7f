"""The only place that publishes what a cell wrote of its members' commitments (CK-04)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.models import EvaluationEvent
from evaluations.queries import commitments
from evaluations.rows import locked, write_event
from organizations import history
from organizations.access import viewer_of
from organizations.models import Organization
from organizations.vietnamese import tidy_lines
from registrations.actions import Moved, refuse_closed
from registrations.models import Round


@transaction.atomic
def publish_words(account, round_, cell):
    """Let the members read what is written of them; return how many (CK-04).

    The cell's row is locked, so that of two who press at once the second meets ``Moved``.
    """
    refuse_closed(Round.objects.get(pk=round_.pk))
    Organization.objects.select_for_update().get(pk=cell.pk)
    rows = list(commitments.to_tell(round_, cell).select_for_update(of=("self",)))
    if not rows:
        raise Moved
    now, actor = timezone.now(), viewer_of(account).signature(cell)[:200]
    commitments.to_tell(round_, cell).filter(pk__in=[one.pk for one in rows]).update(
        published_at=now
    )
    EvaluationEvent.objects.bulk_create(
        EvaluationEvent(evaluation=one, account=account, actor=actor, verb="publish")
        for one in rows
    )
    words = f"Công khai đánh giá việc thực hiện cam kết năm {round_.year}: {len(rows)}, {cell.name}"
    history.record(account, "publish", words, organization=cell)
    return len(rows)


@transaction.atomic
def take_back_words(account, evaluation, reason):
    """Take back published words with the reason, so that they can be mended (CK-04)."""
    reason = tidy_lines(reason).strip()
    if not reason:
        raise ValidationError("Đồng chí ghi lý do rút lại.")
    refuse_closed(Round.objects.get(pk=evaluation.round_id))
    row = locked(evaluation)
    if not commitments.is_told(row):
        raise Moved
    row.published_at = None
    row.save(update_fields=["published_at"])
    write_event(account, row, "unpublish", reason)
    return row
