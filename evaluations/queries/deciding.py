"""The tables on which levels are decided: members of a base organization, organizations below."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from evaluations.levels import level_name, short_name
from evaluations.models import Evaluation, RoleModel, Subject
from evaluations.queries import caps
from evaluations.queries.board import self_reviews
from evaluations.queries.known import known_of_organizations, known_of_people
from evaluations.queries.limits import NO_LIMIT, limit_now
from evaluations.queries.opinions_owed import owed_by
from evaluations.queries.order import waiting_member
from evaluations.queries.recorded import is_alone, limit_of
from evaluations.queries.scope import InScope, day_of, people_in_scope, year_end
from evaluations.queries.seen import is_reported
from evaluations.workflow import BY_DECISION
from organizations.models import BASE_KINDS, CELL_KINDS, Kind, Organization
from organizations.queries.tree import standing_on
from registrations.models import Guidance


@dataclass(frozen=True)
class Row:
    """One member on the deciding body's table; ``waits`` is why not to be decided yet."""

    scope: InScope
    evaluation: Evaluation
    self_level: str
    limit: dict
    waits: str
    hidden: bool
    own: bool
    typed: dict = field(default_factory=dict)

    @property
    def person(self):
        return self.scope.person

    def short(self, level):
        """Return a level in two or three words."""
        return short_name(self.evaluation.round.guidance, level)

    @property
    def proposed(self):
        return self.short(self.evaluation.proposed_level)

    @property
    def voted(self):
        return self.short(self.evaluation.voted_level)

    @property
    def ceiling(self):
        return self.short(self.limit["ceiling"])

    @property
    def level(self):
        return self.short(self.evaluation.level)

    @property
    def chosen(self):
        return self.short(self.evaluation.chosen_level)

    @property
    def votes(self):
        """The votes of the deciding body, as text."""
        votes = self.evaluation.chosen_votes
        return "" if votes is None else str(votes)

    @property
    def open(self):
        """Tell whether the reader may choose a level here, where rights allow it."""
        return not (self.evaluation.level or self.waits or self.own)

    @property
    def shown(self):
        """What the fields of the row show: as stored, or as typed where it is not saved."""
        one = self.evaluation
        stored = {"chosen_level": one.chosen_level, "decision_reason": one.decision_reason}
        return stored | {"chosen_votes": self.votes} | self.typed


@dataclass(frozen=True)
class Table:
    """The members by cell, with the cap of the whole base organization."""

    cells: list
    cap: caps.Cap | None
    rows: list

    @property
    def decided(self):
        return sum(bool(row.evaluation.level) for row in self.rows)

    @property
    def ready(self):
        return sum(row.open for row in self.rows)

    @property
    def open_cells(self):
        """The cells in which the reader may choose a level for somebody."""
        return [cell for cell, rows in self.cells if any(row.open for row in rows)]

    def keep(self, typed):
        """Show again in its field what could not be saved: {name of the field: text}."""
        for row in self.rows:
            names = {name: f"{row.evaluation.pk}-{name}" for name in row.shown}
            row.typed.update({name: typed[key] for name, key in names.items() if key in typed})

    @property
    def waiting(self):
        """Ids of evaluations that cannot be decided yet."""
        return {row.evaluation.pk for row in self.rows if row.waits and row.evaluation.pk}


def table_of(account, round_, base, *, inside=True):
    """Return the table of all members classified, in a constant number of queries.

    (H21-14, H22-04.) ``inside``: the base organization's own committee reads; those above a
    base cell see no more of it than its board shows them.
    """
    scopes = [one for one in people_in_scope(round_, base) if one.classified]
    people = [one.person for one in scopes]
    known = known_of_people(round_, people)
    papers = self_reviews(round_, [one.pk for one in people])
    rows = [one.current(round_) for one in scopes]
    owed = owed_by(round_, [one for one in rows if one.pk], min(day_of(round_), year_end(round_)))
    reports = base.kind != Kind.BASE_CELL
    alone = base.kind == Kind.BASE_CELL and is_alone(account, base, timezone.localdate())
    found = []
    for scope, row in zip(scopes, rows, strict=True):
        paper = papers.get(scope.person.pk)
        limit = limit_of(row, known[scope.person.pk]) or NO_LIMIT
        waits = waiting_member(row, reports=reports, limit=limit, owed=owed.get(row.pk, ()))
        found.append(
            Row(
                scope=scope,
                evaluation=row,
                self_level=short_name(
                    round_.guidance, (paper.level or "") if paper else row.self_level
                ),
                limit=limit,
                waits="" if row.level else waits,
                hidden=(reports or not inside) and not is_reported(row),
                own=scope.person.pk == account.person_id and not alone,
            )
        )
    capped = round_.guidance == Guidance.HD21_2019
    cap = caps.cap_of(caps.members_pool(round_, base)) if capped else None
    return Table(cells=by_cell(found), cap=cap, rows=found)


def by_cell(rows):
    """Return [(cell, its rows)] in the order of the tree."""
    cells = {}
    for row in rows:
        cells.setdefault(row.evaluation.organization, []).append(row)
    ordered = sorted(cells, key=lambda one: (one.position, one.sort_key, one.pk))
    return [(cell, cells[cell]) for cell in ordered]


@dataclass(frozen=True)
class Confirmation:
    """One classification of a cell that the base committee answers (LD-09)."""

    evaluation: Evaluation
    own: bool
    role_models: list = field(default_factory=list)

    @property
    def level(self):
        return level_name(self.evaluation.round.guidance, Subject.MEMBER, self.evaluation.level)

    @property
    def open(self):
        return not (self.own or self.evaluation.superior)


def confirmations_of(account, round_, base):
    """Return [(cell, reported classifications with their role models)] (LD-09)."""
    rows = caps.members_pool(round_, base).rows.exclude(level="").exclude(reported_at=None)
    rows = list(rows.select_related("round", "organization", "person"))
    models = {}
    for one in RoleModel.objects.filter(evaluation__in=rows).order_by("years"):
        models.setdefault(one.evaluation_id, []).append(one)
    cells = {}
    for one in sorted(rows, key=lambda row: (row.person.sort_key, row.pk)):
        row = Confirmation(one, one.person_id == account.person_id, models.get(one.pk, []))
        cells.setdefault(one.organization, []).append(row)
    ordered = sorted(cells, key=lambda one: (one.position, one.sort_key, one.pk))
    return [(cell, cells[cell]) for cell in ordered]


@dataclass(frozen=True)
class Below:
    """One organization on the list of the level above; ``members`` counts theirs by level."""

    organization: Organization
    evaluation: Evaluation
    reported: bool
    limit: dict | None
    members: Counter

    @property
    def decides(self):
        """Tell whether its members are decided on there."""
        return self.organization.kind in BASE_KINDS

    @property
    def cell(self):
        return self.organization.kind in CELL_KINDS

    @property
    def classified(self):
        """How many of its members have a level."""
        return sum(self.members.values())

    @property
    def excellent(self):
        return self.members[caps.BEST]

    @property
    def most(self):
        """The most members that may be excellent, of those classified (H21-15)."""
        good = self.members[caps.BEST] + self.members[caps.GOOD]
        return caps.most_excellent(self.evaluation.round, good)

    def name_of(self, level):
        return short_name(self.evaluation.round.guidance, level, Subject.ORGANIZATION)

    @property
    def self_level(self):
        return self.name_of(self.evaluation.self_level)

    @property
    def voted(self):
        return self.name_of(self.evaluation.voted_level)

    @property
    def chosen(self):
        return self.name_of(self.evaluation.chosen_level)

    @property
    def level(self):
        return self.name_of(self.evaluation.level)

    @property
    def ceiling(self):
        return self.name_of(self.limit["ceiling"]) if self.limit else ""


def organizations_below(round_, parent):
    """Return the organizations below with their state, in a few queries (H21-24, I-10).

    Those directly below; where the base committee decides also its sections' cells.
    """
    found = Organization.objects.filter(parent=parent)
    if round_.guidance in BY_DECISION and parent.kind != Kind.SECTION_COMMITTEE:
        found = caps.decided_organizations(parent)
    found = found.filter(standing_on(day_of(round_))).exclude(kind=Kind.GROUP)
    organizations = list(found.select_related("parent"))
    rows = {
        one.organization_id: one
        for one in Evaluation.objects.filter(
            Q(organization__in=organizations),
            round=round_,
            subject=Subject.ORGANIZATION,
            annulled_at=None,
        )
    }
    hd21 = round_.guidance == Guidance.HD21_2019
    known = known_of_organizations(round_, organizations) if hd21 else {}
    members = members_below(round_, parent) if round_.guidance in BY_DECISION else {}
    below = []
    for one in organizations:
        row = rows.get(one.pk) or Evaluation(subject=Subject.ORGANIZATION)
        row.round, row.organization = round_, one
        reported = is_reported(row)
        limit = limit_now(row, known[one.pk]) if hd21 and reported else None
        below.append(Below(one, row, reported, limit, members.get(one.pk, Counter())))
    return below


def members_below(round_, parent):
    """Return {organization below: its classified members by level}, in two queries."""
    rows = caps.members_pool(round_, parent).rows.exclude(level="").order_by()
    found = list(rows.values_list("organization", "level").annotate(Count("pk")))
    cells = Organization.objects.with_tree_fields().filter(pk__in={cell for cell, _, _ in found})
    paths = {one.pk: one.tree_path for one in cells}
    counted = {}
    for cell, level, number in found:
        path = paths[cell]
        for one in path[path.index(parent.pk) + 1 :]:
            counted.setdefault(one, Counter())[level] += number
    return counted
