"""Civil servants whom the head of an agency or unit rates, and by whom a rating is due (H21-11)."""

from dataclasses import dataclass

from django.utils import timezone

from evaluations.models import Evaluation, Opinion
from evaluations.queries.scope import InScope, people_in_scope
from evaluations.rules.scales import QUALITY
from organizations.models import Organization, Position, Role
from organizations.queries import cell_of
from registrations.models import Guidance, Round
from registrations.queries.owing import blocs_of

OWN = "Xếp loại của đồng chí do cấp có thẩm quyền ghi."
BY_HEAD = "Xếp loại cán bộ, công chức, viên chức do thủ trưởng cơ quan, đơn vị ghi."
IN_VOTE = "Đã biểu quyết hoặc đang biểu quyết."
DECIDED = "Đã có quyết định xếp loại đảng viên."
CHOICES = tuple(QUALITY.names.items())


@dataclass(frozen=True)
class Field:
    """One field of a row: stored, and what was typed and could not be saved."""

    stored: str
    typed: str | None = None
    problem: str = ""

    @property
    def shown(self):
        return self.stored if self.typed is None else self.typed


@dataclass
class Row:
    """One civil servant on the page of the agency's head."""

    scope: InScope
    cell: Organization
    level: Field
    text: Field
    locked: str

    @property
    def person(self):
        return self.scope.person

    @property
    def level_name(self):
        return QUALITY.names.get(self.level.stored, "")


def heads_above(organization, day):
    """Return the persons with an account who head an agency or unit at or above (roles.md)."""
    path = getattr(organization, "tree_path", None)
    if path is None:
        found = Organization.objects.with_tree_fields().get(pk=organization.pk)
        path = found.tree_path
    held = Position.objects.on(day).filter(
        organization__in=path, role=Role.AGENCY_HEAD, person__account__is_active=True
    )
    return set(held.values_list("person", flat=True))


def raters_of(round_, organization):
    """Return the heads of agencies who rate the civil servants of a cell in a round (H21-11)."""
    if round_.guidance != Guidance.HD21_2019:
        return set()
    return heads_above(organization, timezone.localdate())


def rated_by_head(evaluation, day):
    """Tell whether a head of an agency rates the person, so that the cell does not (H21-11)."""
    if evaluation.round.guidance != Guidance.HD21_2019 or not evaluation.person_id:
        return False
    return bool(heads_above(evaluation.organization, day) - {evaluation.person_id})


def civil_servants(round_, organization):
    """Return the members who are civil servants in an organization and below, by name."""
    return [
        one
        for one in people_in_scope(round_, organization)
        if one.person.civil_servant and not one.outside
    ]


def rows_of(round_, organization, account):
    """Return a row a civil servant, in a constant number of queries."""
    scopes = civil_servants(round_, organization)
    said = said_of([one.evaluation for one in scopes if one.evaluation], organization)
    return [row_of(one, said, account.person_id) for one in scopes]


def row_of(scope, said, reader):
    """Return one person's row."""
    evaluation = scope.evaluation or Evaluation()
    place = scope.placement.organization
    return Row(
        scope=scope,
        cell=cell_of(place) or place,
        level=Field(evaluation.facts.get("civil_level", "")),
        text=Field(said.get(evaluation.pk, "")),
        locked=lock_of(scope, reader),
    )


def lock_of(scope, reader):
    """Say why a rating cannot be written, or nothing."""
    if scope.person.pk == reader:
        return OWN
    if scope.evaluation is None:
        return ""
    if scope.evaluation.in_vote:
        return IN_VOTE
    return DECIDED if scope.evaluation.level else ""


def opinions_of_agency(evaluations, organization):
    """Return what the agency at an organization said of people, the last one last."""
    return Opinion.objects.filter(
        evaluation__in=evaluations, kind=Opinion.Kind.AGENCY, source=agency_of(organization)
    ).order_by("pk")


def agency_of(organization):
    """Return the name under which the head of an agency speaks."""
    return f"Thủ trưởng cơ quan, đơn vị, {organization.name}"[:200]


def said_of(evaluations, organization):
    """Return {evaluation id: the agency's words}."""
    found = opinions_of_agency(evaluations, organization)
    return dict(found.values_list("evaluation", "text"))


@dataclass(frozen=True)
class RatingTask:
    """A page of ratings on the list of what is to do."""

    round: Round
    organization: Organization
    waiting: int

    @property
    def waiting_text(self):
        return f"{self.waiting} đồng chí"


def rating_tasks(viewer, years):
    """Return the pages of ratings of the agencies that the reader heads."""
    headed = [one.organization for one in viewer.positions if one.role == Role.AGENCY_HEAD]
    if not headed:
        return []
    blocs = blocs_of([one.pk for one in headed])
    rounds = Round.objects.filter(
        bloc__in=set(blocs.values()),
        guidance=Guidance.HD21_2019,
        year__in=years,
        closed_at=None,
    )
    return [
        RatingTask(round_, one, waiting_in(round_, one, viewer.person.pk))
        for round_ in rounds
        for one in headed
        if blocs[one.pk] == round_.bloc_id
    ]


def waiting_in(round_, organization, reader):
    """Return how many are not rated yet."""
    return sum(
        not (one.evaluation and one.evaluation.facts.get("civil_level"))
        and not lock_of(one, reader)
        for one in civil_servants(round_, organization)
    )
