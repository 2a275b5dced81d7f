"""The only place that reports results up, that those above confirm or refuse, that hears others.

Collectives and leaders are taken into a round here too, and noted as reviewed (H21-03, H21-30).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.deciding import lock_anchor, refuse_own
from evaluations.models import Evaluation, EvaluationEvent, Opinion, RoleModel, Subject
from evaluations.queries import reporting, reviews
from evaluations.rows import locked, write_event
from organizations.access import viewer_of
from organizations.history import record
from organizations.vietnamese import tidy, tidy_lines
from registrations.actions import Moved, refuse_closed
from registrations.models import Guidance, Round

CONFIRMED, REFUSED = Evaluation.Review.CONFIRMED, Evaluation.Review.REFUSED
WHY = "Đồng chí ghi lý do không công nhận."
DECIDED = "Đã có quyết định nên không ghi thêm ý kiến được nữa."


@transaction.atomic
def report_up(account, round_, organization, note=""):
    """Report up under HD 21 what the organization has voted on; return how many (H21-14, H21-25).

    Whoever is not voted on yet is outstanding: named in ``note`` with the reason, or
    ValidationError (H21-03). What becomes ready later is reported in its turn.
    """
    refuse_closed(Round.objects.get(pk=round_.pk))
    lock_anchor(organization)
    note = tidy_lines(note).strip()
    report = reporting.report_of(round_, organization)
    if report.outstanding and not note:
        raise ValidationError("Đồng chí ghi lý do của những đồng chí chưa xếp loại.")
    ready = Evaluation.objects.select_for_update().filter(
        pk__in=[one.pk for one in report.ready], reported_at=None, annulled_at=None
    )
    rows = list(ready.order_by("pk"))
    if not rows:
        raise Moved
    now, actor = timezone.now(), viewer_of(account).signature(organization)[:200]
    for one in rows:
        one.reported_at = now
    Evaluation.objects.bulk_update(rows, ["reported_at"], batch_size=200)
    EvaluationEvent.objects.bulk_create(
        EvaluationEvent(evaluation=one, account=account, actor=actor, verb="report") for one in rows
    )
    words = f"Báo cáo kết quả xếp loại năm {round_.year}: {len(rows)} kết quả"
    if report.outstanding:
        names = ", ".join(one.person.full_name for one in report.outstanding)
        words = f"{words}. Chưa xếp loại: {names}. Lý do: {note}"
    record(account, "report_up", words, organization=organization)
    return len(rows)


@transaction.atomic
def confirm_members(account, round_, base, pks, answer, reason=""):
    """Confirm or refuse a cell's classification and role models (LD-09); return how many.

    A refusal has its reason; the cell then annuls the classification and votes again. Nobody
    confirms the own. Raises ``Moved`` where one has been answered meanwhile.
    """
    reason = answer_reason(answer, reason)
    refuse_closed(Round.objects.get(pk=round_.pk))
    lock_anchor(base)
    found = reporting.confirmable(round_, base).filter(pk__in=pks).order_by("pk")
    rows = list(found.select_for_update(of=("self",)).select_related("organization", "person"))
    if not rows or len(rows) != len(set(pks)):
        raise Moved
    for one in rows:
        refuse_own(account, one)
    answered = {
        "superior": answer,
        "superior_at": timezone.now(),
        "superior_as": viewer_of(account).signature(base)[:200],
        "superior_reason": reason,
    }
    Evaluation.objects.filter(pk__in=[one.pk for one in rows]).update(**answered)
    RoleModel.objects.filter(evaluation__in=rows, superior="").update(**answered)
    label = Evaluation.Review(answer).label
    text = f"{label}. {reason}" if reason else label
    EvaluationEvent.objects.bulk_create(
        EvaluationEvent(
            evaluation=one,
            account=account,
            actor=answered["superior_as"],
            verb="superior",
            text=text,
        )
        for one in rows
    )
    words = f"{Evaluation.Review(answer).label} xếp loại năm {round_.year}: {len(rows)} kết quả"
    record(account, "confirm_levels", words, organization=base)
    return len(rows)


@transaction.atomic
def review_role_model(account, pk, answer, reason=""):
    """Confirm or refuse one role model, whose classification stays as it is (LD-09)."""
    reason = answer_reason(answer, reason)
    rows = RoleModel.objects.select_for_update(of=("self",)).filter(pk=pk, superior="")
    row = rows.select_related("evaluation__round", "evaluation__organization").first()
    if row is None or row.evaluation.annulled_at or not row.evaluation.reported_at:
        raise Moved
    refuse_closed(row.evaluation.round)
    refuse_own(account, row.evaluation)
    row.superior, row.superior_at, row.superior_reason = answer, timezone.now(), reason
    row.superior_as = viewer_of(account).signature(row.evaluation.organization)[:200]
    row.save()
    words = f"{Evaluation.Review(answer).label} gương điển hình {row.years} năm. {reason}"
    write_event(account, row.evaluation, "superior", words.strip())
    return row


@transaction.atomic
def recognise(account, evaluation, answer, reason=""):
    """Recognise an organization's level, or not and say why (NG-08)."""
    reason = answer_reason(answer, reason)
    refuse_closed(Round.objects.get(pk=evaluation.round_id))
    row = locked(evaluation)
    if row.round.guidance != Guidance.NEU_GUONG_2017 or row.subject != Subject.ORGANIZATION:
        raise ValidationError("Đợt này không có bước công nhận.")
    if not row.level or row.reported_at is None:
        raise ValidationError("Tổ chức này chưa báo cáo kết quả.")
    if row.superior:
        raise Moved
    write_answer(account, row, answer, reason)
    words = f"{Evaluation.Review(answer).label} mức nêu gương năm {row.round.year}"
    record(account, "confirm_levels", words, organization=row.organization)
    return row


def answer_reason(answer, reason):
    """Return the tidied reason; a refusal without one is refused."""
    if answer not in Evaluation.Review.values:
        raise ValidationError("Đồng chí chọn công nhận hoặc không công nhận.")
    reason = tidy_lines(reason).strip()
    if answer == REFUSED and not reason:
        raise ValidationError(WHY)
    return reason


def write_answer(account, row, answer, reason):
    """Write what those above answered, with the position held now."""
    row.superior, row.superior_at, row.superior_reason = answer, timezone.now(), reason
    row.superior_as = viewer_of(account).signature(row.organization)[:200]
    row.save(update_fields=["superior", "superior_at", "superior_as", "superior_reason"])
    label = Evaluation.Review(answer).label
    write_event(account, row, "superior", f"{label}. {reason}" if reason else label)


@transaction.atomic
def record_opinion(account, evaluation, kind, source, given_on, text):
    """Record what another body says (H21-06, H21-14, H21-16, H21-25); return the opinion."""
    refuse_closed(Round.objects.get(pk=evaluation.round_id))
    row = locked(evaluation)
    refuse_own_opinion(account, row)
    if row.level:
        raise ValidationError(DECIDED)
    opinion = Opinion.objects.create(
        evaluation=row,
        kind=kind,
        source=tidy(source),
        given_on=given_on,
        text=tidy_lines(text).strip(),
        recorded_by=account,
    )
    words = f"{opinion.get_kind_display()}: {opinion.source}"
    write_event(account, row, "opinion", words)
    return opinion


def refuse_own_opinion(account, row):
    """Nobody records what others say of him or her."""
    if row.person_id is not None and row.person_id == account.person_id:
        raise ValidationError("Ý kiến về chính đồng chí do đồng chí khác ghi.")


@transaction.atomic
def take_in(account, evaluation):
    """Take an organization, a collective or a leader into the round; return its evaluation."""
    refuse_closed(Round.objects.get(pk=evaluation.round_id))
    known = evaluation.pk is not None
    row = locked(evaluation)
    if not known and not row.events.exists():
        write_event(account, row, "take_in", row.body or str(row))
    return row


@transaction.atomic
def mark_body_reviewed(account, evaluation, *, done=True):
    """Note that an organization, collective or leader was reviewed, or take it back.

    (H21-03; under HD 22 with the draft report sent in time, H22-01.)
    """
    refuse_closed(Round.objects.get(pk=evaluation.round_id))
    row = locked(evaluation)
    refuse_own_opinion(account, row)
    if row.level or bool(row.reviewed_at) == done:
        raise Moved
    if row.round.guidance == Guidance.HD22_2013:
        (refuse_early if done else refuse_after_people)(row)
    row.reviewed_at = timezone.now() if done else None
    row.save(update_fields=["reviewed_at"])
    write_event(account, row, "review" if done else "unreview")
    return row


def refuse_early(row):
    """Raise ValidationError while the review of a body may not be noted yet (H22-01, H22-03)."""
    missing = [one.text for one in reviews.missing_draft(row.round, row.organization)]
    if reviews.is_suspended(row):
        missing.append(reviews.SUSPENDED)
    if missing:
        raise ValidationError(missing)


def refuse_after_people(row):
    """Raise ValidationError while persons are noted as reviewed after their collective (H22-03)."""
    people = Evaluation.objects.filter(
        round=row.round_id,
        organization=row.organization_id,
        subject=Subject.MEMBER,
        annulled_at=None,
        reviewed_at__isnull=False,
    )
    if people.exists():
        raise ValidationError(
            "Tập thể kiểm điểm trước, cá nhân sau (H22-03): bỏ đánh dấu của các đồng chí đã kiểm "
            "điểm trước, rồi mới bỏ đánh dấu của tập thể."
        )
