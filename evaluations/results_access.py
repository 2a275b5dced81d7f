"""Who reads results, publishes, notifies and reports: see ``access`` and roles.md."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from evaluations.access import REFUSED, STANDING, get_place_for, reader_in
from evaluations.models import YearPaper
from evaluations.workflow import BY_DECISION
from organizations.access import Hidden
from organizations.models import CELL_KINDS, Kind, Organization
from organizations.queries import cell_of
from registrations.models import Guidance, Round
from registrations.queries import duty_placement


def get_results_for(account, pk, organization_pk):
    """Return a round and an organization whose figures the reader sees, or refuse.

    The organization carries ``reader`` and ``inside``: whether its own committee reads, which
    sees what is not reported. Propaganda boards see NG and LD alone.
    """
    round_, organization = get_place_for(account, pk, organization_pk, to="read")
    if organization.kind == Kind.GROUP:
        raise Http404
    reader = organization.reader
    organization.inside = reader.may_record and organization.kind in CELL_KINDS
    return round_, organization


def get_posted_for(account, pk, organization_pk):
    """Return a round and the reader's own cell, whose posted results all its people see."""
    found = Organization.objects.filter(pk=organization_pk).first()
    round_ = Round.objects.select_related("bloc").filter(pk=pk).first()
    person = account.person
    placement = duty_placement(person) if person else None
    if found is None or round_ is None or placement is None:
        raise Hidden
    own = cell_of(placement.organization)
    path = reader_in(account, found.pk).path
    if own is None or own.pk != found.pk or path[0] != round_.bloc_id:
        raise Hidden
    return round_, found


def may_notify(reader, round_):
    """Tell whether the reader tells results: who decided them (H21-07; LD: the cell)."""
    kind, held = reader.organization.kind, reader.viewer.holds
    if round_.guidance == Guidance.LAM_DONG_2017:
        return kind in CELL_KINDS and reader.may_run
    if round_.guidance not in BY_DECISION:
        return False
    if kind == Kind.BLOC:
        return held(STANDING, reader.path)
    return reader.may_decide_members


def may_publish(reader, round_):
    """Tell whether the reader posts results: the secretary or a deputy (NG-08, NG-12)."""
    return round_.guidance == Guidance.NEU_GUONG_2017 and reader.may_run


def may_report(reader, round_):
    """Tell whether the reader reports up: the secretary or a deputy (NG-03, LD-10)."""
    kind = reader.organization.kind
    if kind == Kind.BLOC or round_.guidance not in (
        Guidance.NEU_GUONG_2017,
        Guidance.LAM_DONG_2017,
        *BY_DECISION,
    ):
        return False
    return reader.may_run and not (round_.guidance in BY_DECISION and kind == Kind.CELL)


def may_report_half_year(reader, round_):
    """Tell whether the reader reports the first half of the booklet's year (LD-10)."""
    return round_.guidance == Guidance.LAM_DONG_2017 and may_report(reader, round_)


ACTS = {
    "publish": may_publish,
    "notify": may_notify,
    "report": may_report,
    "report_half_year": may_report_half_year,
}


def get_acting_for(account, pk, organization_pk, to):
    """Return a round and an organization in which the reader may do one of ACTS, or refuse."""
    round_, organization = get_place_for(account, pk, organization_pk, to="read")
    if not ACTS[to](organization.reader, round_):
        raise PermissionDenied(REFUSED)
    return round_, organization


def get_paper_for(account, pk, kind):
    """Return a posting or a report that the reader may print, or refuse.

    A posting is for all people of the cell; both for the organization's own committee and
    those above.
    """
    found = YearPaper.objects.select_related("round__bloc", "organization")
    paper = found.filter(pk=pk, kind=kind).first()
    if paper is None:
        raise Http404
    try:
        get_results_for(account, paper.round_id, paper.organization_id)
    except (Http404, PermissionDenied):
        if kind != YearPaper.Kind.POSTING:
            raise
        get_posted_for(account, paper.round_id, paper.organization_id)
    return paper


def may_see_notice(evaluation):
    """Tell whether a notice may be printed by who was granted the evaluation (H21-07).

    From above only what is reported; under HD 21 and 22 whoever follows reviews.
    """
    if evaluation.own or evaluation.reader.may_record:
        return True
    if evaluation.round.guidance in BY_DECISION:
        return evaluation.reader.may_follow
    return evaluation.reported_at is not None
