"""The order of a review under HD 22, and what waits for it (H22-01 … H22-03, H22-31)."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from evaluations.facts import SUSPENDING
from evaluations.levels import scale_of
from evaluations.models import Evaluation, Meeting, Subject
from evaluations.queries.gates import Missing, joined
from evaluations.rules.dates import day_text
from evaluations.rules.deadlines import draft_report_sent_by
from evaluations.rules.hd22_2013 import GROUPS_ABOVE
from organizations.access import CELL_OFFICERS
from organizations.models import Kind, Position, Role
from registrations.models import Guidance

FIRST = (*CELL_OFFICERS, Role.AGENCY_HEAD)
NOT_REVIEWED = "Chưa đánh dấu đã kiểm điểm (H22-31)."
SUSPENDED = "Có dấu hiệu vi phạm đang chờ cấp trên chỉ đạo kiểm điểm tiếp hay tạm dừng (H22-03)."


def is_suspended(evaluation):
    """Tell whether the review waits for the level above (H22-03)."""
    return evaluation is not None and evaluation.facts.get("suspected") in SUSPENDING


def waiting_decision(evaluation):
    """Say why no level can be entered for a member yet, or nothing (H22-03, H22-31)."""
    if is_suspended(evaluation):
        return SUSPENDED
    return "" if evaluation.reviewed_at else NOT_REVIEWED


def why_no_reason(evaluation):
    """Say that the lowest level is entered with its reason (B.III.2), or nothing."""
    guidance = evaluation.round.guidance
    scale = scale_of(guidance, evaluation.subject)
    lowest = guidance == Guidance.HD22_2013 and evaluation.chosen_level == scale.lowest
    if not lowest or evaluation.decision_reason:
        return ""
    return f"ghi lý do cụ thể của mức “{scale.names[scale.lowest]}” (mục B.III.2)."


def missing_body(evaluation):
    """Yield what is missing before an organization's level is entered (H22-01, H22-31)."""
    page = reverse(
        "evaluation_organization", args=[evaluation.round.pk, evaluation.organization.pk]
    )
    if is_suspended(evaluation):
        yield Missing(SUSPENDED, f"{page}#can-cu")
    if evaluation.reviewed_at is None:
        yield from missing_draft(evaluation.round, evaluation.organization)
        yield Missing(NOT_REVIEWED, page)


def missing_draft(round_, organization):
    """Yield that no meeting had the draft report three days before it (H22-01)."""
    held = Meeting.objects.filter(
        round=round_, organization=organization, held_at__lte=timezone.now()
    ).order_by("-held_at", "-pk")
    meetings = list(held)
    late = [one for one in meetings if not sent_in_time(round_, one)]
    if meetings and len(late) < len(meetings):
        return
    if not meetings:
        url = reverse("evaluation_meetings", args=[round_.pk, organization.pk])
        yield Missing("Chưa có hội nghị kiểm điểm tập thể (H22-03).", url)
        return
    meeting = meetings[0]
    sent = meeting.draft_sent_on
    by = f"phải gửi chậm nhất ngày {day_text(last_day(round_, meeting))} (H22-01)"
    said = "Chưa ghi ngày gửi dự thảo báo cáo"
    if sent:
        said = f"Dự thảo báo cáo gửi ngày {day_text(sent)}"
    yield Missing(f"{said}; {by}.", reverse("evaluation_meeting_edit", args=[meeting.pk]))


def sent_in_time(round_, meeting):
    """Tell whether a meeting's draft report was sent in time (H22-01)."""
    sent = meeting.draft_sent_on
    return sent is not None and sent <= last_day(round_, meeting)


def last_day(round_, meeting):
    """Return the last day on which a meeting's draft report may be sent (H22-01)."""
    return draft_report_sent_by(
        guidance=Guidance.HD22_2013.value,
        meeting=timezone.localdate(meeting.held_at),
        holidays=settings.HOLIDAYS,
        terms=round_.terms,
    ).date


def missing_before_people(round_, cell, scopes, marked=()):
    """Return what is missing before people of a cell are marked as reviewed (H22-02, H22-03).

    ``marked`` are ids of those who would be marked now; without any, what concerns everybody:
    the collective first, then head, deputies and leaders, then the members.
    """
    found = list(missing_collective(round_, cell))
    first = leaders_of(cell, timezone.localdate())
    waiting = [one for one in scopes if one.person.pk in first and waits(one)]
    later = [one for one in waiting if one.person.pk not in marked]
    if later and (not marked or set(marked) - first):
        names = joined([one.person.full_name for one in later])
        text = f"Kiểm điểm người đứng đầu, cấp phó, cấp ủy viên trước: {names} (H22-03)."
        found.append(Missing(text, reverse("evaluation_board", args=[round_.pk, cell.pk])))
    chosen = [one for one in scopes if one.person.pk in marked]
    return [*found, *missing_own(round_, cell, chosen, first, large=len(scopes) > GROUPS_ABOVE)]


def missing_collective(round_, cell):
    """Yield that the collective is reviewed before the persons (H22-03)."""
    reviewed = Evaluation.objects.filter(
        round=round_,
        organization=cell,
        subject=Subject.ORGANIZATION,
        annulled_at=None,
        reviewed_at__isnull=False,
    )
    if not reviewed.exists():
        url = reverse("evaluation_organization", args=[round_.pk, cell.pk])
        yield Missing("Kiểm điểm tập thể trước, cá nhân sau (H22-03).", url)


def leaders_of(cell, day):
    """Return the ids of those who are reviewed before the members (H22-03)."""
    held = Position.objects.on(day).filter(organization=cell, role__in=FIRST)
    return set(held.values_list("person", flat=True))


def waits(scope):
    """Tell whether a leader is still to be reviewed: not who is out of scope or suspended."""
    one = scope.evaluation
    reviewed = one is not None and one.reviewed_at is not None
    return not (scope.outside or reviewed or is_suspended(one))


def missing_own(round_, cell, scopes, first, *, large):
    """Yield what single persons lack: the own review, the group's, the word from above.

    In a cell of more than 30 members with groups, who has no leading post is reviewed in the
    group, which then reports to the cell (H22-02).
    """
    lacking = {}
    for one in scopes:
        row = one.evaluation
        if is_suspended(row):
            lacking.setdefault(SUSPENDED, []).append(one)
        if row is None or row.self_at is None:
            lacking.setdefault("Chưa nộp bản tự kiểm điểm (H22-03).", []).append(one)
        grouped = one.placement.organization.kind == Kind.GROUP and one.person.pk not in first
        if large and grouped and (row is None or row.group_at is None):
            lacking.setdefault("Tổ đảng chưa báo cáo kết quả kiểm điểm (H22-02).", []).append(one)
    for words, found in lacking.items():
        url = reverse("evaluation_person", args=[round_.pk, cell.pk, found[0].person.pk])
        names = joined([one.person.full_name for one in found])
        yield Missing(f"{names}: {words[0].lower()}{words[1:]}", url)
