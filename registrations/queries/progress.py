"""How far the registrations are: by organization, by person, on the cell's board."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, F, FilteredRelation, Q

from evaluations.rules.numbers import percent_text
from organizations.models import Organization, Placement, Position
from organizations.queries import tree_of
from registrations.definitions import Words
from registrations.models import Guidance, Registration, Shortcomings, Step
from registrations.queries.owing import as_of, headed, organizations_owing, owing
from registrations.workflow import EDITABLE, HANDED_IN


def with_status(placements, round_):
    """Annotate placements with the status of the person's first version in the round."""
    return placements.annotate(
        first=FilteredRelation(
            "person__registrations",
            condition=Q(person__registrations__round=round_, person__registrations__version=1),
        ),
        registration=F("first__pk"),
        step=F("first__step"),
        late=F("first__late"),
    )


STATUS_FILTERS = {
    "confirmed": Q(first__step=Step.CONFIRMED),
    "submitted": Q(first__step=Step.SUBMITTED),
    "returned": Q(first__step=Step.RETURNED),
    "draft": Q(first__step__in=(Step.DRAFT, Step.COMMENTED)),
    "not_started": Q(first__step=None),
    "late": Q(first__late=True),
}
STATUS_OF_STEP = {
    Step.CONFIRMED: "confirmed",
    Step.SUBMITTED: "submitted",
    Step.RETURNED: "returned",
    Step.DRAFT: "draft",
    Step.COMMENTED: "draft",
    None: "not_started",
}
NOT_HANDED_IN = STATUS_FILTERS["returned"] | STATUS_FILTERS["draft"] | STATUS_FILTERS["not_started"]


PEOPLE_LISTS = {
    "missing": "Chưa nộp",
    "submitted": "Chờ xác nhận",
    "confirmed": "Đã xác nhận",
    "late": "Nộp muộn",
    "all": "Tất cả",
}


def people_lists(round_):
    """Return the names of PEOPLE_LISTS as the round calls its steps."""
    words = round_.words
    return PEOPLE_LISTS | {"submitted": words.waiting, "confirmed": words.confirmed}


def people_with_status(round_, root, status):
    """Return the placements of those in one of PEOPLE_LISTS, or None for an unknown list."""
    conditions = {**STATUS_FILTERS, "missing": NOT_HANDED_IN, "all": Q()}
    if status not in PEOPLE_LISTS:
        return None
    people = with_status(owing(round_, root), round_).filter(conditions[status])
    return people.select_related("person", "organization__parent").order_by(
        "organization__parent__sort_key", "organization__sort_key", "person__sort_key", "pk"
    )


@dataclass
class Progress:
    """How far the registrations of an organization and all below it are (CK-05)."""

    organization: Organization
    words: Words
    counts: Counter = field(default_factory=Counter)
    own: Counter = field(default_factory=Counter)
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
    def shares(self):
        """What is handed in and what is confirmed of what is owed: (name, number, per cent)."""
        parts = {"Tỉ lệ đã nộp": self.handed_in, self.words.share: self.counts["confirmed"]}
        return [(name, part, percent_text(part, self.owing)) for name, part in parts.items()]


def progress(round_, root):
    """Return the progress of people down an organization's tree, counted in three queries."""
    day = as_of(round_)
    totals = {"owing": Count("pk")} | {
        name: Count("pk", filter=condition) for name, condition in STATUS_FILTERS.items()
    }
    rows = with_status(owing(round_, root, day), round_).order_by().values("organization")
    counted = rows.annotate(**{f"n_{name}": count for name, count in totals.items()})
    own = {
        row["organization"]: Counter({name: row[f"n_{name}"] for name in totals}) for row in counted
    }
    return add_up(round_, tree_of(root, day), own)


def forms_progress(round_, root):
    """Return the progress of the organizations' own form 01 down the tree; None if none owes.

    An organization counts itself and everything below it.
    """
    rows = form_rows(round_, root)
    if not rows:
        return None
    own = {row.organization.pk: row.counts for row in rows}
    return add_up(round_, tree_of(root, as_of(round_)), own)


def add_up(round_, tree, own):
    """Return the progress of a tree's root from what each organization has by itself."""
    nodes = {one.pk: Progress(one, round_.words) for one in tree}
    for organization_id, counts in own.items():
        nodes[organization_id].own = counts
        add_upward(nodes, organization_id, counts)
    for organization in tree[1:]:
        nodes[organization.parent_id].children.append(nodes[organization.pk])
    return nodes[tree[0].pk]


def add_upward(nodes, organization_id, counts):
    """Add counts to an organization and to everything above it in the tree."""
    while organization_id in nodes:
        nodes[organization_id].counts.update(counts)
        organization_id = nodes[organization_id].organization.parent_id


@dataclass(frozen=True)
class FormRow:
    """An organization that owes a form 01, with the first version of it."""

    organization: Organization
    superior: str
    registration: Registration | None

    @property
    def status(self):
        return STATUS_OF_STEP[self.registration.step if self.registration else None]

    @property
    def late(self):
        return self.registration is not None and self.registration.late

    @property
    def counts(self):
        return Counter({"owing": 1, self.status: 1, "late": int(self.late)})

    @property
    def missing(self):
        return self.status in ("returned", "draft", "not_started")

    def listed(self, status):
        """Tell whether it belongs to one of PEOPLE_LISTS."""
        if status == "missing":
            return self.missing
        return status == "all" or self.status == status or (status == "late" and self.late)


def form_rows(round_, root):
    """Return, in tree order, a row for each organization that owes a form 01 (NG-01)."""
    found = organizations_owing(round_, root)
    if not found:
        return []
    names = {root.pk: root.name} | {one.pk: one.name for one in found}
    if root.parent_id:
        names[root.parent_id] = root.parent.name
    first = Registration.objects.filter(round=round_, person=None, version=1)
    known = {one.organization_id: one for one in first}
    return [FormRow(one, names.get(one.parent_id, ""), known.get(one.pk)) for one in found]


@dataclass
class CellRow:
    """A person's row on the cell's board."""

    placement: Placement
    posts: str
    versions: list
    inside: bool
    own: bool
    heads: bool = False
    closed: bool = False

    @property
    def person(self):
        return self.placement.person

    @property
    def current(self):
        return self.versions[-1] if self.versions else None

    @property
    def readable(self):
        """The newest version that the board's reader may open: never a draft, and from
        above the cell only what is confirmed."""
        steps = HANDED_IN if self.inside else (Step.CONFIRMED,)
        known = [one for one in self.versions if one.step in steps]
        return known[-1] if known else None

    @property
    def waiting(self):
        return self.current is not None and self.current.step == Step.SUBMITTED

    @property
    def to_confirm(self):
        """The version that the reader may confirm: not the own one, nor what is the head's,
        and none while the round is closed."""
        refused = self.own or self.heads or self.closed
        return self.current if self.waiting and not refused else None

    @property
    def late(self):
        return bool(self.versions) and self.versions[0].late

    @property
    def missing(self):
        return not self.versions or (len(self.versions) == 1 and self.current.step in EDITABLE)


def cell_rows(round_, cell, *, inside, reader_id):
    """Return the rows of a cell's board, in Vietnamese order of names, in four queries.

    ``inside``: the reader is the cell's officer or the group's leader. What the agency's
    head confirms (NG-13) is marked ``heads``.
    """
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
    led = round_.guidance == Guidance.NEU_GUONG_2017 and bool(headed([cell.pk], day))
    return [
        CellRow(
            placement=one,
            posts=posts.get(one.person_id, ""),
            versions=versions.get(one.person_id, []),
            inside=inside,
            own=one.person_id == reader_id,
            heads=led and one.person.admitted_on is None,
            closed=round_.closed_at is not None,
        )
        for one in placements
    ]


def posts_in(cell, person_ids, day):
    """Return {person id: posts held on the day in the cell or its groups}."""
    held = {}
    positions = Position.objects.on(day).filter(person__in=person_ids)
    for position in positions.filter(Q(organization=cell) | Q(organization__parent=cell)):
        held.setdefault(position.person_id, []).append(position.label)
    return {person_id: ", ".join(labels) for person_id, labels in held.items()}


def people_with_shortcomings(round_, rows):
    """Return the ids of the people on a board whose shortcomings of the year before are known."""
    recorded = Shortcomings.objects.filter(
        year=round_.year - 1, person__in=[row.person.pk for row in rows]
    )
    return set(recorded.values_list("person", flat=True))
