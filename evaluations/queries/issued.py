"""What is still to be published, notified and reported, and the papers that were issued."""

from django.db.models import Q

from evaluations.levels import level_name
from evaluations.models import Evaluation, Subject, YearPaper
from evaluations.queries.caps import decided_organizations
from evaluations.queries.scope import day_of
from evaluations.workflow import BY_DECISION
from organizations.models import BASE_KINDS, CELL_KINDS, Kind, Organization
from organizations.queries import within
from organizations.queries.tree import standing_on
from registrations.models import Guidance

MEMBERS_AND_BODY = (Subject.MEMBER, Subject.ORGANIZATION)
REFUSED = Evaluation.Review.REFUSED


def decided(round_):
    """Return the evaluations in force that have a level, ordered for papers."""
    return (
        Evaluation.objects.filter(round=round_, annulled_at=None)
        .exclude(level="")
        .select_related("person", "organization")
        .order_by("organization__sort_key", "organization", "subject", "person__sort_key", "pk")
    )


def to_publish(round_, organization):
    """Return what the organization decided and has not posted: its people, itself (NG-12)."""
    found = decided(round_).filter(organization=organization, published_at=None)
    return found.filter(subject__in=MEMBERS_AND_BODY)


def to_notify(round_, organization):
    """Return what the organization decided and has not told (H21-07; LD by analogy).

    What those above refused is not told: the cell annuls it and votes again (LD-09).
    """
    if round_.guidance == Guidance.NEU_GUONG_2017:
        return Evaluation.objects.none()
    found = decided(round_).filter(decided_by(round_, organization), notified_at=None)
    return found.exclude(superior=REFUSED)


def decided_by(round_, organization):
    """Return the condition that the organization decides (H21-14, H21-25; LD: the cell)."""
    own = Q(subject=Subject.MEMBER, organization=organization)
    if round_.guidance == Guidance.LAM_DONG_2017 or organization.kind in CELL_KINDS:
        return own
    below = ~Q(subject=Subject.MEMBER) & Q(organization__in=decided_organizations(organization))
    if organization.kind not in BASE_KINDS:
        return below
    members = Q(subject=Subject.MEMBER, organization__in=within(organization, day_of(round_)))
    return below | members


def to_report(round_, organization):
    """Return what the organization decided itself and has not reported (NG-03, LD-10)."""
    found = decided(round_).filter(organization=organization, reported_at=None)
    return found.filter(subject__in=MEMBERS_AND_BODY)


def posted_rows(round_, evaluations):
    """Return the rows of a posting: frozen names, posts and the levels' names."""
    return [
        {
            "name": one.head["name"],
            "post": one.head["post"],
            "person": one.person_id is not None,
            "level": level_name(round_.guidance, one.subject, one.level),
        }
        for one in evaluations
    ]


def papers_of(round_, organization):
    """Return the papers issued by an organization in a round, newest first."""
    return YearPaper.objects.filter(round=round_, organization=organization)


def reports_below(round_, organization):
    """Return [(organization directly below, its newest report of the year or None)].

    Only those that report the year themselves: a cell under HD 21 reports each result
    instead, under HD 22 what its members are rated is decided above it.
    """
    if organization.kind in CELL_KINDS:
        return []
    found = Organization.objects.filter(standing_on(day_of(round_)), parent=organization)
    cells = round_.guidance not in BY_DECISION
    kinds = (*BASE_KINDS, Kind.SECTION_COMMITTEE, *([Kind.CELL] if cells else []))
    below = list(found.filter(kind__in=kinds))
    papers = YearPaper.objects.filter(
        round=round_, kind=YearPaper.Kind.REPORT, organization__in=below
    )
    newest = {one.organization_id: one for one in papers.defer("content").reverse()}
    return [(one, newest.get(one.pk)) for one in below]


def published_in(round_, cell):
    """Return the posted results of a cell, by name: what all its people see (NG-12)."""
    found = decided(round_).filter(organization=cell, published_at__isnull=False)
    return found.order_by("subject", "person__sort_key", "pk")
