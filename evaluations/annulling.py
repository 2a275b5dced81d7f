"""The only place that annuls a classification and begins it again (H21-18)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.deciding import refuse_own
from evaluations.models import Opinion
from evaluations.rows import locked, write_event
from organizations.vietnamese import tidy_lines
from registrations.actions import Moved, refuse_closed
from registrations.models import Guidance, Round

WAITING_VOTE = "Đồng chí ấy còn trong nội dung “{}” chưa xong; kết thúc hoặc bỏ nội dung ấy trước."
AGAIN = (
    *("self_level", "self_text", "self_at", "group_level", "group_text", "group_at"),
    *("proposed_level", "praise", "reminder", "proposed_at", "reviewed_at", "facts"),
)
VOTE_KEPT = ("voted_level", "voted_at", "outcome", "reported_at")


@transaction.atomic
def annul(account, evaluation, reason, *, keep_vote=False):
    """Annul a classification found wrong and begin it again; return the new attempt (H21-18).

    The annulled row stays with who, when and why. ``keep_vote``: only what was decided above
    the vote is made again; what came before the vote is taken along in either case.
    """
    reason = tidy_lines(reason).strip()
    if not reason:
        raise ValidationError("Đồng chí ghi lý do.")
    refuse_closed(Round.objects.get(pk=evaluation.round_id))
    row = locked(evaluation)
    refuse_own(account, row)
    if row.pk != evaluation.pk or not row.level:
        raise Moved
    refuse_waiting_vote(row)
    row.annulled_at, row.annulled_reason = timezone.now(), reason
    write_event(account, row, "annul", reason)
    row.annulled_as = row.events.last().actor
    row.save(update_fields=["annulled_at", "annulled_reason", "annulled_as"])
    fresh = locked(row)
    keep_vote = keep_vote and row.round.guidance == Guidance.HD21_2019
    for field in (*AGAIN, *(VOTE_KEPT if keep_vote else ())):
        setattr(fresh, field, getattr(row, field))
    fresh.save()
    copy_opinions(row, fresh)
    write_event(account, fresh, "again", reason)
    return fresh


def refuse_waiting_vote(row):
    """Raise ValidationError while the row stands in a vote that is not closed (LD-07)."""
    waiting = row.votes.filter(question__closed_at=None).select_related("question").first()
    if waiting is not None:
        raise ValidationError(WAITING_VOTE.format(waiting.question.title))


def copy_opinions(row, fresh):
    """Take the opinions along to a new attempt."""
    opinions = list(row.opinions.all())
    for one in opinions:
        one.pk, one.evaluation = None, fresh
    Opinion.objects.bulk_create(opinions)
