"""The order of classification: what is missing before somebody is decided on (H21-03 … H21-05).

Members as members → the organization → its collective → the leaders → the head last; lower
organizations before higher. Each answer is a sentence with the page that mends it.
"""

from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from evaluations.models import Evaluation, Opinion, Subject
from evaluations.queries import gates, opinions_owed, reviews, scope
from evaluations.queries.gates import Missing
from evaluations.queries.limits import HEADS
from organizations.models import BASE_KINDS, CELL_KINDS, Organization
from registrations.models import Guidance, Round


class Place(NamedTuple):
    """An organization in a round, as the gates ask for it."""

    round: Round
    organization: Organization


def missing_before(evaluation):
    """Return what is missing before an organization, collective or leader is decided on."""
    if evaluation.round.guidance == Guidance.HD22_2013:
        return list(reviews.missing_body(evaluation))
    asked = {
        Subject.ORGANIZATION: missing_organization,
        Subject.COLLECTIVE: missing_collective,
        Subject.LEADER: missing_leader,
    }
    return list(asked[evaluation.subject](evaluation))


def missing_organization(evaluation):
    """Lower ones first, the own report, the review, the ballot, the related opinions (H21-25)."""
    round_, organization = evaluation.round, evaluation.organization
    yield from missing_below(round_, organization)
    page = page_of(evaluation)
    if organization.pk not in gates.handed_in(round_, [], [organization])[1]:
        progress = reverse("round_progress", args=[round_.pk, organization.pk])
        yield Missing("Chưa nộp báo cáo kiểm điểm (Mẫu 01) (H21-03).", progress)
    if evaluation.reviewed_at is None:
        yield Missing("Chưa đánh dấu đã kiểm điểm (H21-03).", page)
    if not evaluation.voted_level:
        meetings = reverse("evaluation_meetings", args=[round_.pk, organization.pk])
        yield Missing("Chưa có kết quả bỏ phiếu kín (H21-25).", meetings)
    elif evaluation.reported_at is None:
        report = reverse("report_up", args=[round_.pk, organization.pk])
        yield Missing("Chưa báo cáo cấp trên (H21-25).", report)
    if organization.kind in BASE_KINDS and not has_related(evaluation):
        text = "Ban tổ chức cấp trên chưa lấy ý kiến cơ quan liên quan (H21-25)."
        yield Missing(text, opinions_page(evaluation))


def missing_below(round_, organization):
    """Members before their cell, lower organizations before higher (H21-05)."""
    waiting = gates.unclassified(Place(round_, organization), scope.day_of(round_))
    if not waiting:
        return
    args = [round_.pk, organization.pk]
    if organization.kind in CELL_KINDS:
        text, name = "Chưa xếp loại xong đảng viên", "evaluation_board"
    else:
        text, name = "Chưa xếp loại tổ chức đảng cấp dưới", "decide_organizations"
    yield Missing(f"{text}: {gates.joined(waiting)} (H21-05).", reverse(name, args=args))


def has_related(evaluation):
    """Tell whether an opinion of a related body is recorded."""
    return evaluation.pk is not None and (
        evaluation.opinions.filter(kind=Opinion.Kind.RELATED).exists()
    )


def missing_collective(evaluation):
    """The organization before its collectives (H21-05); no review, no level (H21-03)."""
    yield from missing_review(evaluation)
    levels = levels_of(evaluation)
    if not levels.get((Subject.ORGANIZATION, ""), ""):
        yield Missing("Chưa xếp loại tổ chức đảng (H21-05).", place_of(evaluation))


def missing_leader(evaluation):
    """As a member first, the collectives before the leaders, the head last (H21-05)."""
    yield from missing_review(evaluation)
    own = Evaluation.objects.filter(
        round=evaluation.round,
        person=evaluation.person_id,
        subject=Subject.MEMBER,
        annulled_at=None,
    )
    if not own.exclude(level="").exists():
        text = "Chưa xếp loại là đảng viên ở chi bộ (H21-05)."
        yield Missing(text, place_of(evaluation))
    levels = levels_of(evaluation)
    if not levels.get((Subject.ORGANIZATION, ""), ""):
        yield Missing("Chưa xếp loại tổ chức đảng (H21-05).", place_of(evaluation))
    waiting = [body for (kind, body), level in levels.items() if kind == "COLLECTIVE" and not level]
    if waiting:
        text = f"Chưa xếp loại tập thể: {gates.joined(waiting)} (H21-05)."
        yield Missing(text, place_of(evaluation))
    if evaluation.body in HEADS:
        yield from missing_deputies(evaluation)


def missing_deputies(evaluation):
    """The head is classified last, when the other leaders are (H21-05)."""
    others = Evaluation.objects.filter(
        round=evaluation.round,
        organization=evaluation.organization,
        subject=Subject.LEADER,
        annulled_at=None,
        level="",
    ).exclude(body__in=HEADS)
    names = [one.person.full_name for one in others.select_related("person")]
    if names:
        text = f"Người đứng đầu xếp loại sau cùng; chưa xếp loại: {gates.joined(names)} (H21-05)."
        yield Missing(text, place_of(evaluation))


def missing_review(evaluation):
    """No review, no classification (H21-03)."""
    if evaluation.reviewed_at is None:
        yield Missing("Chưa đánh dấu đã kiểm điểm (H21-03).", page_of(evaluation))


def levels_of(evaluation):
    """Return {(subject, body): level} of an organization and its collectives."""
    rows = Evaluation.objects.filter(
        Q(subject=Subject.ORGANIZATION) | Q(subject=Subject.COLLECTIVE),
        round=evaluation.round,
        organization=evaluation.organization,
        annulled_at=None,
    )
    found = rows.order_by("body").values_list("subject", "body", "level")
    return {(subject, body): level for subject, body, level in found}


def place_of(evaluation):
    """Return the address of the organization's evaluation."""
    args = [evaluation.round.pk, evaluation.organization.pk]
    return reverse("evaluation_organization", args=args)


def page_of(evaluation):
    """Return the address of an evaluation of an organization, a collective or a leader."""
    if evaluation.subject == Subject.ORGANIZATION or evaluation.pk is None:
        return place_of(evaluation)
    return reverse("evaluation_body", args=[evaluation.pk])


def opinions_page(evaluation):
    """Return the address of the opinions on an evaluation."""
    if evaluation.pk is None:
        return place_of(evaluation)
    return reverse("opinions", args=[evaluation.pk])


def required_opinions(evaluation):
    """Return, in sentences, whose opinions are still missing on a member (H21-16)."""
    day = min(scope.day_of(evaluation.round), scope.year_end(evaluation.round))
    owed = opinions_owed.owed_by(evaluation.round, [evaluation], day)
    return [sentence_of(kind, cell) for kind, cell in owed.get(evaluation.pk, ())]


def sentence_of(kind, cell):
    """Say whose opinion is missing."""
    return f"Chưa có ý kiến của {cell} ({Opinion.Kind(kind).label.lower()}) (H21-16)."


def waiting_member(evaluation, *, reports, limit, owed):
    """Say why a member cannot be decided on yet, or nothing.

    (H21-03, H21-11, H21-14, H21-16, H22-31.)
    """
    if evaluation.round.guidance == Guidance.HD22_2013:
        return reviews.waiting_decision(evaluation)
    if evaluation.pk is None or not evaluation.voted_level:
        return "Chi bộ chưa có kết quả bỏ phiếu."
    if reports and evaluation.reported_at is None:
        return "Chi bộ chưa báo cáo."
    if limit["missing"]:
        return limit["missing"]
    return " ".join(sentence_of(kind, cell) for kind, cell in owed)
