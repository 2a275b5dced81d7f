"""What an organization reports up, and what those above still have to answer."""

from dataclasses import dataclass

from django.db.models import Q

from evaluations.models import Evaluation, Subject
from evaluations.queries.caps import members_pool
from evaluations.queries.scope import people_in_scope
from organizations.models import CELL_KINDS


@dataclass(frozen=True)
class Report:
    """What is ready to be reported, who is outstanding, what has been reported already."""

    ready: list
    outstanding: list
    reported: list


def report_of(round_, organization):
    """Return an organization's report: of a cell its people too (H21-03, H21-14, H21-25)."""
    scopes = people_in_scope(round_, organization) if organization.kind in CELL_KINDS else []
    scopes = [one for one in scopes if one.classified]
    own = Evaluation.objects.filter(
        round=round_, subject=Subject.ORGANIZATION, organization=organization, annulled_at=None
    ).select_related("organization", "person")
    rows = [one.evaluation for one in scopes if one.evaluation] + list(own)
    voted = [one for one in rows if one.voted_level]
    ready = [one for one in voted if one.reported_at is None]
    return Report(
        ready=ready,
        outstanding=[one for one in scopes if not (one.evaluation and one.evaluation.voted_level)],
        reported=[one for one in voted if one.reported_at is not None],
    )


def confirmable(round_, base):
    """Return the reported classifications of a base organization that wait for LD-09's answer."""
    pool = members_pool(round_, base)
    return pool.rows.filter(~Q(level=""), reported_at__isnull=False, superior="")
