"""Reads rounds, registrations and progress: querysets in, values out."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone

from evaluations.rules import cam_ket_9
from organizations.models import (
    CELL_KINDS,
    Kind,
    Organization,
    PersonState,
    Placement,
    Position,
    Role,
)
from organizations.queries import placed_people, tree_of
from registrations.models import Registration, Round, Shortcomings, Step

HEAD_ROLES = (Role.SECRETARY, Role.AGENCY_HEAD)
NOT_OWING = (PersonState.Kind.EXEMPT, PersonState.Kind.SUSPENDED_PARTY)
STATUSES = {
    "confirmed": "Đã xác nhận",
    "submitted": "Chờ xác nhận",
    "returned": "Đã trả lại",
    "draft": "Đang viết",
    "not_started": "Chưa viết",
}
DONE = ("confirmed", "submitted")


def as_of(round_):
    """Return the day whose tree and people a round counts: today, or the end of its year."""
    return min(timezone.localdate(), date(round_.year, 12, 31))


def due(round_):
    """Return the last day on time (CK-02)."""
    return cam_ket_9.registration_due(round_.year)


def is_overdue(round_):
    """Tell whether a registration handed in today is late."""
    return timezone.localdate() > due(round_)


def duty_placement(person, day=None):
    """Return where the person makes commitments: the official placement, else the temporary."""
    held = person.placements.on(day or timezone.localdate()).select_related("organization__parent")
    return min(held, key=lambda one: one.kind != Placement.Kind.OFFICIAL, default=None)


def cell_of(organization):
    """Return the cell of an organization inside one, else the organization."""
    return organization.parent if organization.kind == Kind.GROUP else organization


def is_head(person, day):
    """Tell whether section 9 is for this person: a head (CK-01, footnote 1 of the Mẫu)."""
    return person.positions.on(day).filter(role__in=HEAD_ROLES).exists()


def shortcomings_before(person, year):
    """Return the text of the shortcomings that the previous year's evaluation recorded."""
    record = Shortcomings.objects.filter(person=person, year=year - 1).first()
    return record.text if record else ""


@dataclass(frozen=True)
class Requirements:
    """What a registration must hold, and what decided it."""

    head: bool
    shortcomings: str
    sections: cam_ket_9.Sections


def requirements(registration):
    """Answer which sections a registration has; once signed, as they were then (CK-01)."""
    texts = answers_of(registration)
    if registration.signed:
        head, shortcomings = registration.signed["head"], registration.signed["shortcomings"]
    else:
        today = timezone.localdate()
        head = is_head(registration.person, today)
        shortcomings = shortcomings_before(registration.person, registration.round.year)
    shown = cam_ket_9.sections(head=head, shortcomings_recorded=False, filled=frozenset()).shown
    filled = frozenset(number for number in shown if texts.get(number, "").strip())
    return Requirements(
        head,
        shortcomings,
        cam_ket_9.sections(head=head, shortcomings_recorded=bool(shortcomings), filled=filled),
    )


def answers_of(registration):
    """Return {section number: text} of a registration."""
    return {int(answer.field): answer.text for answer in registration.answers.all()}


def last_confirmed_before(person, year, guidance):
    """Return the person's last confirmed registration of an earlier year, or None."""
    return (
        Registration.objects.filter(
            person=person, round__year__lt=year, round__guidance=guidance, step=Step.CONFIRMED
        )
        .order_by("-round__year", "-version")
        .prefetch_related("answers")
        .select_related("round")
        .first()
    )


def owing(round_, root, day=None):
    """Return the placements, one a person, of members who owe a registration in the round.

    Everybody who is a member on the day, without those exempt or suspended from Party
    activities.
    """
    day = day or as_of(round_)
    states = PersonState.objects.on(day).filter(person=OuterRef("person"), kind__in=NOT_OWING)
    return placed_people(root, day).filter(~Exists(states), person__admitted_on__lte=day)


def with_status(placements, round_):
    """Annotate placements with the status of the person's first version in the round."""
    return placements.annotate(
        first=FilteredRelation(
            "person__registrations",
            condition=Q(person__registrations__round=round_, person__registrations__version=1),
        ),
        step=F("first__step"),
        late=F("first__late"),
    )


STATUS_FILTERS = {
    "confirmed": Q(first__step=Step.CONFIRMED),
    "submitted": Q(first__step=Step.SUBMITTED),
    "returned": Q(first__step=Step.RETURNED),
    "draft": Q(first__step=Step.DRAFT),
    "not_started": Q(first__step=None),
    "late": Q(first__late=True),
}
MISSING = STATUS_FILTERS["returned"] | STATUS_FILTERS["draft"] | STATUS_FILTERS["not_started"]


@dataclass
class Progress:
    """How far the registrations of an organization and all below it are (CK-05)."""

    organization: Organization
    counts: Counter = field(default_factory=Counter)
    children: list = field(default_factory=list)

    @property
    def owing(self):
        return self.counts["owing"]

    @property
    def missing(self):
        return self.counts["returned"] + self.counts["draft"] + self.counts["not_started"]

    @property
    def handed_in(self):
        return self.owing - self.missing

    @property
    def percent(self):
        """Whole percent of those owing whose registration is confirmed, rounded down."""
        return 100 * self.counts["confirmed"] // self.owing if self.owing else 0


def progress(round_, root):
    """Return the progress of an organization with its children's, counted in three queries."""
    day = as_of(round_)
    nodes = {one.pk: Progress(one) for one in tree_of(root, day)}
    totals = {"owing": Count("pk")} | {
        name: Count("pk", filter=condition) for name, condition in STATUS_FILTERS.items()
    }
    rows = with_status(owing(round_, root, day), round_).order_by().values("organization")
    for row in rows.annotate(**{f"n_{name}": count for name, count in totals.items()}):
        own = Counter({name: row[f"n_{name}"] for name in totals})
        add_upward(nodes, row["organization"], own)
    for node in nodes.values():
        parent = nodes.get(node.organization.parent_id)
        if parent is not None and node.organization.pk != root.pk:
            parent.children.append(node)
    return nodes[root.pk]


def add_upward(nodes, organization_id, counts):
    """Add counts to an organization and to everything above it in the tree."""
    while organization_id in nodes:
        node = nodes[organization_id]
        node.counts.update(counts)
        organization_id = node.organization.parent_id


@dataclass
class CellRow:
    """A person's row on the cell's board."""

    placement: Placement
    posts: str
    versions: list

    @property
    def person(self):
        return self.placement.person

    @property
    def current(self):
        return self.versions[-1] if self.versions else None

    @property
    def readable(self):
        """The newest version that its reader may open: never a draft."""
        handed_in = [one for one in self.versions if one.step != Step.DRAFT]
        return handed_in[-1] if handed_in else None

    @property
    def to_confirm(self):
        return self.current if self.current and self.current.step == Step.SUBMITTED else None

    @property
    def late(self):
        return bool(self.versions) and self.versions[0].late


def cell_rows(round_, cell):
    """Return the rows of a cell's board, in Vietnamese order of names, in four queries."""
    day = as_of(round_)
    placements = list(
        owing(round_, cell, day)
        .select_related("person", "organization")
        .order_by("person__sort_key", "person_id")
    )
    ids = [placement.person_id for placement in placements]
    versions = {}
    for registration in Registration.objects.filter(round=round_, person__in=ids).order_by(
        "version"
    ):
        versions.setdefault(registration.person_id, []).append(registration)
    posts = posts_in(cell, ids, day)
    return [
        CellRow(one, posts.get(one.person_id, ""), versions.get(one.person_id, []))
        for one in placements
    ]


def posts_in(cell, person_ids, day):
    """Return {person id: posts held on the day in the cell or its groups}."""
    held = {}
    positions = Position.objects.on(day).filter(person__in=person_ids)
    for position in positions.filter(Q(organization=cell) | Q(organization__parent=cell)):
        held.setdefault(position.person_id, []).append(position.label)
    return {person_id: ", ".join(labels) for person_id, labels in held.items()}


def rounds_of(organizations):
    """Return the rounds of the blocs above some organizations, newest first."""
    paths = Organization.objects.with_tree_fields().filter(pk__in=organizations)
    blocs = {organization.tree_path[0] for organization in paths}
    return Round.objects.filter(bloc__in=blocs).select_related("bloc")


@dataclass
class Task:
    """What a person has to do in a round, and how it stands."""

    round: Round
    due: date
    overdue: bool
    current: Registration | None
    first: Registration | None
    reason: str

    @property
    def done(self):
        return self.first is not None and self.first.step in (Step.CONFIRMED, Step.SUBMITTED)


def tasks_of(person):
    """Return the person's tasks, newest round first, in a constant number of queries."""
    placement = duty_placement(person)
    if placement is None or person.admitted_on is None:
        return []
    versions = {}
    own = Registration.objects.filter(person=person).prefetch_related("events")
    for registration in own.order_by("version"):
        versions.setdefault(registration.round_id, []).append(registration)
    exempt = person.states.on(timezone.localdate()).filter(kind__in=NOT_OWING).exists()
    return [
        make_task(round_, versions.get(round_.pk, []))
        for round_ in rounds_of([placement.organization_id])
        if versions.get(round_.pk) or not exempt
    ]


def make_task(round_, versions):
    """Return the task of a round from the person's versions in it."""
    current = versions[-1] if versions else None
    first = versions[0] if versions else None
    return Task(
        round_, due(round_), is_overdue(round_), current, first, last_return_reason(current)
    )


def last_return_reason(registration):
    """Return why the registration was last returned, while it waits to be handed in again."""
    if registration is None or registration.step not in (Step.DRAFT, Step.RETURNED):
        return ""
    reasons = [one.reason for one in registration.events.all() if one.verb == "return"]
    return reasons[-1] if reasons else ""


def to_confirm_in(cells):
    """Return [(cell, round, number)] of registrations that wait for the cells' officers."""
    waiting = (
        Registration.objects.filter(step=Step.SUBMITTED, organization__in=cells)
        .values("organization", "round")
        .annotate(number=Count("pk"))
        .order_by("-round__year")
    )
    rounds = Round.objects.in_bulk({row["round"] for row in waiting})
    names = {cell.pk: cell for cell in cells if cell.kind in CELL_KINDS}
    return [(names[row["organization"]], rounds[row["round"]], row["number"]) for row in waiting]
