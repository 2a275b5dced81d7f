"""The cell's evaluation board: a row a person, a column a step of the guidance."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery

from evaluations.levels import level_name, scale_of, short_name
from evaluations.models import Evaluation, Subject
from evaluations.queries import commitments, ratings
from evaluations.queries.known import REVIEWED
from evaluations.queries.recorded import ENTERED, OWN_PART
from evaluations.queries.scope import InScope, day_of, people_in_scope
from evaluations.queries.seen import is_reported
from evaluations.rules.scales import QUALITY
from evaluations.workflow import steps_of
from organizations.access import CELL_OFFICERS
from organizations.models import Kind, Position
from registrations.definitions import Code
from registrations.models import Answer, Guidance, Registration

GROUP_STEPS = ("SELF", "GROUP")


@dataclass(frozen=True)
class Rights:
    """What the reader of a board may do there.

    ``record``: writes the committee's part; ``group``: the group's opinion; ``inside``: reads
    what is not yet reported; ``leads_group``: reads nothing of the committee's.
    """

    person_id: int | None
    record: bool = False
    group: bool = False
    inside: bool = False
    leads_group: bool = False


@dataclass(frozen=True)
class Column:
    """A column of the board: a step, or something else that the committee enters.

    ``figure``: what is counted above the table, where that is not the label; ``long``: words.
    """

    code: str
    label: str
    rule: str
    column: str = ""
    entry: str = ""
    figure: str = ""
    long: bool = False


CIVIL = Column("CIVIL", "Công chức, viên chức", "H21-11", entry="civil_level")
COMMITMENT = Column("COMMITMENT", "Bản cam kết", "CK-03")
COMMITMENT_WORDS = (
    Column("praise", "Kết quả thực hiện", "CK-04", "proposed_at", "praise", "Đã đánh giá", True),
    Column("reminder", "Chưa thực hiện tốt", "CK-04", entry="reminder", long=True),
)


@dataclass(frozen=True)
class Cell:
    """What a person's column says; ``entry`` names the field to write in place, with its text.

    ``none``: the column does not concern the person; ``rule``: the one that waits for it, or
    that keeps the person from being classified.
    """

    column: Column
    words: str = ""
    at: datetime | None = None
    entry: str = ""
    text: str = ""
    rule: str = ""
    none: bool = False
    registration: int | None = None
    typed: str | None = None
    problem: str = ""

    @property
    def shown(self):
        """The text of the field: as stored, or as typed where it could not be saved."""
        return self.text if self.typed is None else self.typed


@dataclass(frozen=True)
class BoardRow:
    """One person on the board."""

    scope: InScope
    posts: str
    cells: list
    hidden: bool
    locked: str

    @property
    def person(self):
        return self.scope.person

    @property
    def evaluation(self):
        return self.scope.evaluation

    @property
    def waits_for(self):
        """The other cell that rated whoever came from it, which has yet to report (H21-16)."""
        here, one = self.scope.placement.organization, self.evaluation
        if one is None or not one.level or one.organization_id in (here.pk, here.parent_id):
            return ""
        return one.organization.name

    @property
    def reviewable(self):
        """Tell whether it may be ticked as reviewed."""
        reviewed = self.evaluation is not None and self.evaluation.reviewed_at is not None
        return not (self.scope.outside or self.hidden or self.locked or reviewed)


@dataclass(frozen=True)
class Board:
    """A board as one reader sees it; ``whole``: with what is not yet reported."""

    columns: list
    rows: list
    reviews: bool
    choices: list
    whole: bool

    @property
    def writes(self):
        """Tell whether there is anything left that the reader may write in place."""
        return any(cell.entry for row in self.rows for cell in row.cells)

    @property
    def left_to_review(self):
        """Tell whether there is anybody whom the reader may mark as reviewed."""
        return self.reviews and any(row.reviewable for row in self.rows)

    def waiting_words(self, cell):
        """How many evaluations of the cell have words that are not published (CK-04)."""
        found = [row.evaluation for row in self.rows if row.evaluation]
        return sum(
            one.organization_id == cell.pk and bool(one.proposed_at) and not one.published_at
            for one in found
        )

    def keep(self, typed):
        """Show again in its cell what could not be saved: {(person id, field): (text, why)}."""
        for row in self.rows:
            row.cells[:] = [
                replace(cell, typed=found[0], problem=found[1])
                if (found := typed.get((row.person.pk, cell.entry)))
                else cell
                for cell in row.cells
            ]

    @property
    def inside(self):
        """The rows of those who are reviewed in the round."""
        return [row for row in self.rows if not row.scope.outside]

    @property
    def figures(self):
        """How many are done at each step, or from above how many are reported: [(label, done)]."""
        if not self.whole:
            return [("Đã báo cáo", sum(bool(row.cells) for row in self.rows))]
        steps = [(place, one) for place, one in enumerate(self.columns) if one.column]
        return [
            (
                one.figure or one.label,
                sum(row.cells[place].at is not None for row in self.rows if row.cells),
            )
            for place, one in steps
        ]


@dataclass(frozen=True)
class Around:
    """What all rows of a board share, read once."""

    guidance: str
    rights: Rights
    reviews: dict
    posts: dict
    officers: set
    commitments: dict
    heads: set

    @property
    def alone(self):
        """Tell whether nobody but the reader is in the cell's committee (LD-05)."""
        return not self.officers - {self.rights.person_id}


def board_of(round_, organization, rights):
    """Return the board of a cell or a group, in a constant number of queries."""
    scopes = people_in_scope(round_, organization)
    ids = [one.person.pk for one in scopes]
    posts, officers = posts_of(organization, day_of(round_))
    around = Around(
        guidance=round_.guidance,
        rights=rights,
        reviews=self_reviews(round_, ids),
        posts=posts,
        officers=officers,
        commitments=commitments.papers_of(round_, ids),
        heads=ratings.raters_of(round_, organization),
    )
    grouped = any(one.placement.organization.kind == Kind.GROUP for one in scopes)
    columns = columns_of(round_, organization, rights, grouped=grouped)
    scale = scale_of(round_.guidance, Subject.MEMBER)
    return Board(
        columns=columns,
        rows=[row_of(one, columns, around) for one in scopes],
        reviews=rights.record and "REVIEWED" in [one.code for one in columns],
        choices=[(level, short_name(round_.guidance, level)) for level in scale.levels]
        if scale
        else [],
        whole=rights.inside,
    )


def columns_of(round_, organization, rights, *, grouped):
    """Return the columns: the steps, under HD 21 the civil rating before the proposal."""
    cell = organization.parent if organization.kind == Kind.GROUP else organization
    steps = steps_of(
        round_.guidance, Subject.MEMBER, group=grouped, above=cell.kind != Kind.BASE_CELL
    )
    if round_.guidance == Guidance.CAM_KET_9:
        written = [one if rights.record else replace(one, entry="") for one in COMMITMENT_WORDS]
        told = [Column(one.code, one.label, one.rule, one.column) for one in steps[1:]]
        return [COMMITMENT, *written, *told]
    columns = []
    for one in steps:
        if rights.leads_group and one.code not in GROUP_STEPS:
            continue
        if one.code == "COMMITTEE" and round_.guidance == Guidance.HD21_2019:
            columns.append(CIVIL)
        columns.append(Column(one.code, one.label, one.rule, one.column, entry_of(one, rights)))
    return columns


def entry_of(step, rights):
    """Return the field that is written in place in a step's column, or nothing."""
    if step.code == "GROUP" and rights.group:
        return "group_level"
    return "proposed_level" if step.code == "COMMITTEE" and rights.record else ""


def posts_of(organization, day):
    """Return ({person id: posts in the cell and its groups}, ids of the cell's officers)."""
    cell = organization.parent_id if organization.kind == Kind.GROUP else organization.pk
    held, officers = {}, set()
    found = Position.objects.on(day).filter(Q(organization=cell) | Q(organization__parent=cell))
    for one in found:
        held.setdefault(one.person_id, []).append(one.label)
        if one.organization_id == cell and one.role in CELL_OFFICERS:
            officers.add(one.person_id)
    return {person: ", ".join(labels) for person, labels in held.items()}, officers


def self_reviews(round_, person_ids):
    """Return {person id: the handed-in Mẫu 02 with its ``level``}; none under NG, LD, CK."""
    if round_.guidance != Guidance.HD21_2019:
        return {}
    level = Answer.objects.filter(registration=OuterRef("pk"), field="level").values("text")[:1]
    found = Registration.objects.filter(
        round=round_, form=Code.E02, person__in=person_ids, step__in=REVIEWED
    ).annotate(level=Subquery(level))
    return {one.person_id: one for one in found.order_by("version")}


def row_of(scope, columns, around):
    """Return a person's row as the reader sees it."""
    evaluation, rights = scope.evaluation, around.rights
    hidden = not rights.inside and not is_reported(evaluation)
    locked = lock_of(scope, around)
    return BoardRow(
        scope=scope,
        posts=around.posts.get(scope.person.pk, ""),
        cells=[]
        if scope.outside or hidden
        else [cell_of(one, scope, around, locked) for one in columns],
        hidden=hidden,
        locked=locked,
    )


def lock_of(scope, around):
    """Say why nothing of a row can be written here, or nothing."""
    own = scope.person.pk == around.rights.person_id
    if own and around.rights.record and not around.alone:
        return OWN_PART
    if scope.evaluation is not None and scope.evaluation.in_vote:
        return "Đã biểu quyết hoặc đang biểu quyết"
    if around.guidance == Guidance.HD22_2013 and scope.evaluation and scope.evaluation.level:
        return ENTERED
    if around.guidance == Guidance.CAM_KET_9 and scope.evaluation is not None:
        return commitments.PUBLISHED if scope.evaluation.published_at else ""
    return ""


def cell_of(column, scope, around, locked):
    """Return what a column says of a person."""
    evaluation = scope.evaluation or Evaluation(subject=Subject.MEMBER)
    if column.code == "CIVIL":
        return civil_cell(column, scope, evaluation, around, locked)
    if column.code == "COMMITMENT":
        return commitment_cell(column, scope, around)
    if column.long:
        text = getattr(evaluation, column.code)
        entry = "" if locked else column.entry
        return Cell(column, text, evaluation.proposed_at, entry=entry, text=text)
    if column.code == "SELF":
        return self_cell(column, scope, evaluation, around)
    if column.code == "GROUP" and scope.placement.organization.kind != Kind.GROUP:
        return Cell(column, none=True)
    at = getattr(evaluation, column.column)
    if column.entry and scope.classified and not locked:
        stored = getattr(evaluation, column.entry)
        return Cell(column, at=at, entry=column.entry, text=stored)
    if column.code == "COMMITTEE" and scope.unclassified:
        return Cell(column, "Không xếp loại", rule=scope.rule)
    waits = column.code == "REVIEWED" and at is None
    words = words_of(column, evaluation, around.guidance)
    return Cell(column, words, at, rule=column.rule if waits else "")


def words_of(column, evaluation, guidance):
    """Return a step's result in words: a level, the superior's answer, that a vote goes on."""
    levels = {
        "GROUP": evaluation.group_level,
        "COMMITTEE": evaluation.proposed_level,
        "VOTE": evaluation.voted_level,
        "DECIDED": evaluation.level,
    }
    if column.code == "CONFIRMED":
        return evaluation.get_superior_display()
    if column.code == "VOTE" and not evaluation.voted_level:
        if evaluation.outcome:
            return "Chưa đủ phiếu"
        return "Đang biểu quyết" if evaluation.pk and evaluation.in_vote else ""
    return short_name(guidance, levels.get(column.code, ""))


def self_cell(column, scope, evaluation, around):
    """Return what the person handed in: of HD 21 the Mẫu 02; a draft shows nothing."""
    paper = around.reviews.get(scope.person.pk)
    if paper is not None:
        words = short_name(around.guidance, paper.level or "")
        return Cell(column, words, paper.submitted_at, registration=paper.pk)
    if evaluation.self_at is None:
        return Cell(column)
    return Cell(column, short_name(around.guidance, evaluation.self_level), evaluation.self_at)


def commitment_cell(column, scope, around):
    """Return how the year's commitment stands, supplements too (CK-03)."""
    paper = around.commitments.get(scope.person.pk)
    if paper is None:
        return Cell(column, "Chưa nộp")
    day = paper.confirmed_at or paper.submitted_at
    return Cell(column, commitments.state_of(paper), day, registration=paper.pk)


def civil_cell(column, scope, evaluation, around, locked):
    """Return the civil rating, which limits the level (H21-11); nothing for who has none."""
    if not scope.person.civil_servant:
        return Cell(column, none=True)
    level = evaluation.facts.get("civil_level", "")
    by_head = around.heads - {scope.person.pk}
    if around.rights.record and not locked and not by_head:
        return Cell(column, entry=column.entry, text=level)
    rule = "" if level else column.rule
    return Cell(column, short_name(around.guidance, level), rule=rule)


def full_choices(guidance):
    """Return the member levels to choose from, by their full names."""
    scale = scale_of(guidance, Subject.MEMBER) or QUALITY
    return [(level, level_name(guidance, Subject.MEMBER, level)) for level in scale.levels]
