"""Evaluations to write on: made where there were none, locked, refused; their history."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from evaluations.models import Evaluation, EvaluationEvent, Subject
from evaluations.queries import recorded
from evaluations.queries.scope import forget_vote, is_left_behind, person_in_scope
from organizations.access import viewer_of
from registrations.actions import refuse_closed
from registrations.models import Round


def row_to_write(evaluation, scope, *, classified=False, asked=False):
    """Return the evaluation in force with its row locked, made now if there was none.

    Raises ValidationError where the round is closed, the person is not in scope (of levels,
    if ``classified``; not asked again where it was ``asked``), or a vote on the subject is
    open or closed.
    """
    if evaluation.subject == Subject.MEMBER and not asked:
        refuse_outside(evaluation, scope, classified)
    row = locked(evaluation)
    refuse_closed(row.round)
    left = is_left_behind(row, evaluation.organization_id)
    if not left and (why := recorded.why_frozen(row)):
        raise ValidationError(why)
    if row.organization_id != evaluation.organization_id:
        move(row, evaluation.organization)
    return row


def move(row, cell):
    """Let the receiving cell classify whoever was transferred meanwhile (H21-16)."""
    if is_left_behind(row, cell.pk):
        forget_vote(row)
    row.organization = cell


def refuse_outside(evaluation, scope, classified):
    """Raise ValidationError for somebody who is not reviewed, or not classified, in the round."""
    scope = scope or person_in_scope(
        evaluation.round, evaluation.organization, evaluation.person_id
    )
    if scope is None:
        raise ValidationError("Đồng chí này không sinh hoạt ở đây trong đợt này.")
    why = scope.outside or (scope.unclassified if classified else "")
    if why:
        raise ValidationError(f"{why} ({scope.rule})" if scope.rule else why)


def locked(evaluation):
    """Return the stored row of the same subject in force, locked until the transaction ends."""
    rows = Evaluation.objects.filter(recorded.same_subject(evaluation))
    in_force = (
        rows.filter(annulled_at=None)
        .select_for_update(of=("self",))
        .select_related("round__bloc", "organization__parent", "person")
    )
    found = in_force.first()
    if found is not None:
        return found
    fresh = Evaluation(
        round=Round.objects.get(pk=evaluation.round_id),
        subject=evaluation.subject,
        organization=evaluation.organization,
        person=evaluation.person,
        body=evaluation.body,
        attempt=rows.count() + 1,
    )
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError:  # made in another window at this moment
        return in_force.get()
    return fresh


def locked_rows(round_, cell, scopes):
    """Return the evaluations of people, made where there were none, with their rows locked."""
    missing = [one for one in scopes if one.evaluation is None]
    Evaluation.objects.bulk_create(
        [
            Evaluation(
                round=round_,
                subject=Subject.MEMBER,
                organization=cell,
                person=one.person,
            )
            for one in missing
        ],
        ignore_conflicts=True,  # made in another window at this moment
    )
    rows = Evaluation.objects.select_for_update(of=("self",)).filter(
        round=round_,
        subject=Subject.MEMBER,
        annulled_at=None,
        person__in=[one.person.pk for one in scopes],
    )
    found = list(rows.order_by("pk"))
    for one in found:
        one.round = round_
    return found


def write_event(account, row, verb, text=""):
    """Write one line of the evaluation's history with the position held now."""
    EvaluationEvent.objects.create(
        evaluation=row,
        account=account,
        actor=viewer_of(account).signature(row.organization)[:200],
        verb=verb,
        text=text,
    )
