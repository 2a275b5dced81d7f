"""The figures of a year's results (R2, R3, R5): pages, workbooks and papers only show them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from evaluations.levels import scale_of
from evaluations.models import Subject
from evaluations.queries import results
from evaluations.queries.scope import day_of
from evaluations.queries.seen import is_reported
from evaluations.rules import hd21_2019
from evaluations.rules.numbers import percent_text
from evaluations.rules.scales import Scale
from organizations.models import BASE_KINDS, Kind, Organization
from organizations.queries import tree_of
from registrations.models import Guidance, Round

CODES = {
    Guidance.HD21_2019: ("R2", "R3"),
    Guidance.HD22_2013: ("R2", "R3"),
    Guidance.NEU_GUONG_2017: ("R5",),
    Guidance.LAM_DONG_2017: ("R5",),
}
NAMES = {
    "R2": "Tổ chức đảng",
    "R3": "Đảng viên",
    "R5": "Nêu gương, cam kết",
}


@dataclass(frozen=True)
class Cap:
    """How many may be excellent and how many are, of which base (H21-15, H21-24, I-5).

    ``whole``: the base is everybody at good or better, not those who stay good.
    """

    base: int
    allowed: int
    used: int
    whole: bool

    @property
    def percent(self):
        return percent_text(self.used, self.base)

    @property
    def over(self):
        return self.used > self.allowed


@dataclass
class Node:
    """The results of an organization and of all below it."""

    organization: Organization
    scale: Scale
    counts: Counter = field(default_factory=Counter)
    halves: Counter = field(default_factory=Counter)
    models: Counter = field(default_factory=Counter)
    children: list = field(default_factory=list)
    cap: Cap | None = None

    @property
    def total(self):
        """Everybody: those outside, too young, not classified, and those of the levels."""
        return self.outside + self.young + self.unclassified + self.classified

    @property
    def outside(self):
        return self.counts[results.OUTSIDE]

    @property
    def young(self):
        return self.counts[results.YOUNG]

    @property
    def unclassified(self):
        return sum(self.counts[one] for one in results.WAITING)

    @property
    def classified(self):
        return sum(self.levels)

    @property
    def levels(self):
        """How many are in each level, the highest first."""
        return [self.counts[level] for level in self.scale.levels]

    @property
    def shares(self):
        """[(level, its name, how many, share of those classified as text)]."""
        return [
            (level, name, self.counts[level], percent_text(self.counts[level], self.classified))
            for level, name in self.scale.names.items()
        ]


@dataclass(frozen=True)
class MemberReport:
    """R3 and the persons' part of R5: results down an organization's tree, on a day.

    ``inside``: as the cell's own committee sees them, what is not reported too.
    """

    round: Round
    organization: Organization
    day: date
    inside: bool
    root: Node
    nodes: dict


def member_report(round_, organization, *, inside=False):
    """Return the figures of R3 (HD 21) or R5 (NG, LD), in a constant number of queries."""
    day = day_of(round_)
    tree = tree_of(organization, day)
    scale = scale_of(round_.guidance, Subject.MEMBER)
    nodes = {one.pk: Node(one, scale) for one in tree}
    add_up(nodes, "counts", results.counts_by_place(round_, organization, inside=inside))
    if round_.guidance == Guidance.LAM_DONG_2017:
        add_up(nodes, "halves", results.half_counts(round_, organization, 1))
        add_up(nodes, "models", model_counts(round_, organization, inside))
    for one in tree[1:]:
        nodes[one.parent_id].children.append(nodes[one.pk])
    if round_.guidance == Guidance.HD21_2019:
        for node in nodes.values():
            if node.organization.kind in BASE_KINDS:
                node.cap = cap_of(round_, node.counts)
    return MemberReport(round_, organization, day, inside, nodes[organization.pk], nodes)


def model_counts(round_, organization, inside):
    """Return {cell id: Counter of role models by years}; refused ones are none (LD-09)."""
    counts = {}
    for one in results.role_models_in(round_, organization, inside=inside):
        if one.superior != "REFUSED":
            place = counts.setdefault(one.evaluation.organization_id, Counter())
            place[one.years] += 1
    return counts


def cap_of(round_, counts):
    """Return the cap on who is excellent in a base organization or among organizations."""
    reading = round_.terms.readings.cap_base
    excellent, good = counts["EXCELLENT"], counts["GOOD"]
    whole = reading != "EXACTLY_GOOD"
    base = good + excellent if whole else good
    return Cap(base, hd21_2019.most_excellent(reading, good + excellent), excellent, whole)


def add_up(nodes, name, by_place):
    """Add what each place counts to itself and to everything above it in the tree."""
    for place, counts in by_place.items():
        while place in nodes:
            getattr(nodes[place], name).update(counts)
            place = nodes[place].organization.parent_id


def lines(node, depth=0):
    """Yield (node, depth) in tree order; groups count in their cell."""
    yield node, depth
    for child in node.children:
        if child.organization.kind != Kind.GROUP:
            yield from lines(child, depth + 1)


@dataclass(frozen=True)
class MemberRow:
    """A member on a list: where, what was proposed and decided, and why."""

    person: object
    place: str
    base: str
    cell: int
    result: str
    evaluation: int | None
    vote: int | None
    proposal: str
    level: str
    reasons: str
    opens: bool


def member_rows(report, people, known):
    """Return the rows of a list of people (``results.listed_people``) with their evaluations."""
    return [member_row(report, one, known.get(one.evaluation)) for one in people]


def member_row(report, placement, evaluation):
    """Return one row, in the names of the report's day."""
    node = report.nodes[placement.organization_id]
    cell = node
    if node.organization.kind == Kind.GROUP:
        cell = report.nodes.get(node.organization.parent_id, node)
    above = report.nodes.get(cell.organization.parent_id)
    names = scale_of(report.round.guidance, Subject.MEMBER).names
    shown = placement.result in names or placement.result == results.REFUSED
    proposal = evaluation.voted_level if evaluation and may_show(report, placement) else ""
    return MemberRow(
        person=placement.person,
        place=cell.organization.name,
        base=above.organization.name if above else "",
        cell=cell.organization.pk,
        result=placement.result,
        evaluation=placement.evaluation,
        vote=placement.vote if shown or may_show(report, placement) else None,
        proposal=names.get(proposal, ""),
        level=names.get(placement.result, ""),
        reasons=reasons_of(placement.result, evaluation, shown),
        opens=report.inside or is_reported(evaluation, report.round.guidance),
    )


def may_show(report, placement):
    """Tell whether what the vote proposed is seen: not from above while it is not reported."""
    return report.inside or placement.result not in (
        results.NOT_REPORTED,
        results.TIED,
        results.OUTSIDE,
        results.YOUNG,
    )


def reasons_of(result, evaluation, shown):
    """Return why somebody is in a level or in none, in words with the rules."""
    parts = [] if shown and result != results.REFUSED else [results.WORDS[result]]
    if evaluation is None or not shown:
        return ". ".join(parts)
    if result == results.REFUSED:
        return f"{parts[0]}: {evaluation.superior_reason}"
    reasons = (evaluation.outcome or {}).get("reasons", [])
    parts += [f"{one['text'].rstrip('.')} ({one['rule']})" for one in reasons]
    if evaluation.decision_reason:
        parts.append(f"Lý do quyết định: {evaluation.decision_reason}")
    if evaluation.cap_reason:
        parts.append(f"Lý do vượt mức trần: {evaluation.cap_reason}")
    return "; ".join(parts)


@dataclass(frozen=True)
class OrganizationRow:
    """An organization on a list: its proposal, level and reasons."""

    organization: Organization
    committee: int
    superior: str
    result: str
    evaluation: int | None
    vote: int | None
    own_level: str
    proposal: str
    level: str
    reasons: str


@dataclass(frozen=True)
class OrganizationReport:
    """R2: organizations by kind and by the committee directly above them, and their list.

    ``by_kind`` and ``by_committee`` are [(name, node, kind or the committee's id)].
    """

    round: Round
    organization: Organization
    day: date
    by_kind: list
    by_committee: list
    total: Node
    rows: list


def organization_report(round_, organization, *, inside=False):
    """Return the figures of R2 (of R5 under NG), in a constant number of queries."""
    day = day_of(round_)
    tree = tree_of(organization, day)
    scale = scale_of(round_.guidance, Subject.ORGANIZATION)
    own = {organization.pk} if inside else set()
    found = results.organization_results(round_, tree, own=own)
    names = {one.pk: one.name for one in tree}
    total, kinds, committees = Node(organization, scale), {}, {}
    for one, _, result in found:
        above = one.parent_id if one.pk != organization.pk else None
        for node in (
            total,
            kinds.setdefault(one.kind, Node(organization, scale)),
            committees.setdefault(above, Node(organization, scale)),
        ):
            node.counts[result] += 1
    if round_.guidance == Guidance.HD21_2019:
        for pk, node in committees.items():
            node.cap = cap_of(round_, node.counts) if pk else None
    return OrganizationReport(
        round=round_,
        organization=organization,
        day=day,
        by_kind=[(Kind(kind).label, kinds[kind], kind) for kind in Kind if kind in kinds],
        by_committee=[
            (names.get(pk, "Do cấp trên trực tiếp quyết định"), node, pk or 0)
            for pk, node in committees.items()
        ],
        total=total,
        rows=[organization_row(one, names, scale, organization.pk) for one in found],
    )


def organization_row(found, names, scale, root):
    """Return one row of R2's list; the root itself is under no committee of the report."""
    organization, evaluation, result = found
    shown = result in scale.names or result == results.REFUSED
    seen = evaluation if shown or result == results.NOT_DECIDED else None
    return OrganizationRow(
        organization=organization,
        committee=organization.parent_id if organization.pk != root else 0,
        superior=names.get(organization.parent_id, ""),
        result=result,
        evaluation=evaluation.pk if evaluation else None,
        vote=seen.vote if seen else None,
        own_level=scale.names.get(seen.self_level, "") if seen else "",
        proposal=scale.names.get(seen.voted_level, "") if seen else "",
        level=scale.names.get(result, ""),
        reasons=reasons_of(result, evaluation, shown),
    )
