"""What a counting sheet shows: the numbers as stored and as typed, the columns, the sums."""

from dataclasses import dataclass

from evaluations.counts import (
    GROUNDS,
    INVALID,
    ROW_GROUND,
    TOTALS,
    Count,
)
from evaluations.models import Question, QuestionSubject


@dataclass(frozen=True)
class Cell:
    """A number of a sheet: where it is saved, what is stored, what was typed and is not."""

    booklet: str
    field: str
    label: str
    stored: str
    typed: str
    problem: str
    open: bool = True

    @property
    def name(self):
        return f"{self.booklet}-{self.field}" if self.booklet else self.field


@dataclass(frozen=True)
class SheetLine:
    """A subject's line of a sheet."""

    subject: QuestionSubject
    cells: list
    problem: str


@dataclass(frozen=True)
class Page:
    """A sheet as it is written on."""

    totals: list
    lines: list
    problems: list
    filled: bool


def page_of(ballot, sheet, typed=None):
    """Return a sheet's page; ``typed`` maps cells to (text, why it is not stored)."""
    count = sheet.count if sheet else Count(dict.fromkeys(TOTALS), {}, {})
    typed, paper = typed or {}, ballot.paper
    wrong, wrong_rows = ballot.problems(count)
    lines = [
        line_of(ballot, one, count.row(one.pk), typed, wrong_rows.get(one.pk, ""))
        for one in ballot.subjects
    ]
    return Page(
        totals=total_cells(count, typed) if paper else [],
        lines=lines,
        problems=wrong,
        filled=sheet is not None,
    )


def total_cells(count, typed):
    """Return the cells of the ballots themselves: how many, and how many do not count."""
    cells = [cell("", name, label, count.totals[name], typed) for name, label in TOTALS.items()]
    return cells + [
        cell(INVALID, name, label, count.invalid.get(name), typed)
        for name, label in GROUNDS.items()
    ]


def line_of(ballot, subject, row, typed, problem):
    """Return one subject's line; a level above the proposed one is not voted on by level."""
    open_to = ballot.open_to(subject)
    cells = [
        cell(str(subject.pk), column, label, row.counts.get(column), typed, column in open_to)
        for column, label in ballot.columns.items()
    ]
    if ballot.paper:
        cells.append(cell(str(subject.pk), INVALID, ROW_GROUND, row.invalid, typed))
    return SheetLine(subject, cells, "" if row.empty else problem)


def cell(booklet, field, label, value, typed, open_=True):
    """Return one cell."""
    stored = "" if value is None else str(value)
    name = f"{booklet}-{field}" if booklet else field
    text, problem = typed.get(name, (stored, ""))
    return Cell(booklet, field, label, stored, text, problem, open_)


@dataclass(frozen=True)
class Teller:
    """Who counts: the name on the roll, who enters, and how far it is."""

    number: int
    name: str
    sheet: object

    @property
    def state(self):
        """Return (kind, word) for the page."""
        if self.sheet is None:
            return "neutral", "Chưa nhập"
        if self.sheet.signed_at is None:
            return "info", "Đang nhập"
        return "done", "Đã xác nhận"

    @property
    def instead(self):
        """Who enters in the teller's place."""
        if self.sheet is None or self.sheet.account.full_name == self.name:
            return ""
        return self.sheet.account.full_name


def tellers_of(question, sheets):
    """Return the two tellers of a paper vote, as named on the roll."""
    if question.method != Question.Method.PAPER:
        return []
    entries = question.meeting.roll.filter(teller__isnull=False).order_by("teller")
    return [
        Teller(
            one.teller,
            sheets[one.teller].name if one.teller in sheets else one.name,
            sheets.get(one.teller),
        )
        for one in entries
    ]
