"""The only place that writes counting sheets: numbers, signing off, notes on differences.

A paper vote has two sheets, each written by one teller from the own account; what one counted
is not shown to the other before both have signed off. A number is saved by value: it names
what its window was shown, and is not written over what another window has stored.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.counts import GROUNDS, INVALID, LONGEST, TOTALS
from evaluations.meetings import record
from evaluations.models import Question, RollEntry, Sheet, SheetRow
from evaluations.queries import voting
from organizations.vietnamese import tidy
from registrations.actions import Moved

LONGEST_NOTE = 1000
NOT_OPEN = "Chưa mở biểu quyết nội dung này."
SIGNED = "Đồng chí đã xác nhận số phiếu. Muốn sửa thì mở lại bảng kiểm phiếu trước."
TAKEN = "Bảng kiểm phiếu này do {} nhập bằng tài khoản khác."
BOTH = "Một tài khoản không nhập cả hai bảng kiểm phiếu."
ONLY_WHOLE = "Chỉ ghi số nguyên từ 0 trở lên."
NOTE_ELSEWHERE = "Ghi chú vừa được sửa ở nơi khác; đồng chí xem lại rồi lưu lần nữa nếu vẫn cần."


@dataclass(frozen=True)
class Saved:
    """What came of one number: as stored, and why what was typed is not stored."""

    text: str
    conflict: bool = False
    message: str = ""


def locked(question_pk):
    """Return a question that is being counted, locked; raises ``Moved`` for one that is not."""
    question = (
        Question.objects.select_for_update(of=("self",))
        .select_related("meeting__round", "meeting__organization")
        .filter(pk=question_pk)
        .first()
    )
    if question is None:
        raise Moved
    refuse_not_open(question)
    return question


def refuse_not_open(question):
    """Raise ``Moved`` for a closed vote, ValidationError for one not opened yet."""
    if question.closed_at is not None:
        raise Moved
    if question.opened_at is None:
        raise ValidationError(NOT_OPEN)


@transaction.atomic
def save_counts(account, question_pk, number, cells):
    """Write numbers of a sheet, {cell: (text, what the window was shown)}.

    Cells are the totals by name, ``invalid-<ground>`` and ``<subject id>-<column>``. Returns
    {cell: Saved}; what cannot be stored stays as it was.
    """
    question = locked(question_pk)
    sheet = own_sheet(account, question, number)
    if sheet.signed_at is not None:
        raise ValidationError(SIGNED)
    page = Page(question, sheet)
    found = {cell: page.write(cell, *typed) for cell, typed in cells.items()}
    page.save()
    return found


def own_sheet(account, question, number):
    """Return the account's sheet, made now if there was none; raises ValidationError."""
    sheet = question.sheets.filter(number=number).first()
    if sheet is None:
        return begin_sheet(account, question, number)
    if question.method == Question.Method.PAPER and sheet.account_id != account.pk:
        raise ValidationError(TAKEN.format(sheet.account.full_name))
    return sheet


def begin_sheet(account, question, number):
    """Make a sheet in the name of the teller who counts."""
    if question.sheets.filter(account=account).exists():
        raise ValidationError(BOTH)
    entry = RollEntry.objects.filter(meeting=question.meeting_id, teller=number).first()
    paper = question.method == Question.Method.PAPER
    name = entry.name if paper and entry else account.full_name
    return Sheet.objects.create(question=question, number=number, account=account, name=name)


class Page:
    """A sheet that numbers are written on, stored at the end in as few queries as can be."""

    def __init__(self, question, sheet):
        self.sheet, self.changed = sheet, False
        self.ballot = voting.Ballot(question)
        self.subjects = {str(one.pk): one for one in self.ballot.subjects}
        self.rows = {str(one.subject_id): one for one in sheet.rows.all()}
        self.dirty = {}

    def write(self, cell, text, before):
        """Write one number; return what is stored of it then."""
        stored = self.read(cell)
        shown = "" if stored is None else str(stored)
        try:
            value = number_of(text)
        except ValidationError as error:
            return Saved(shown, message=error.messages[0])
        if value == stored:
            return Saved(shown)
        if before != shown:
            return Saved(shown, conflict=True)
        self.put(cell, value)
        return Saved("" if value is None else str(value))

    def read(self, cell):
        """Return the stored number of a cell; raises ``KeyError`` for a cell that is not there."""
        if cell in TOTALS:
            return getattr(self.sheet, cell)
        where, column = cell.split("-", 1) if "-" in cell else (cell, "")
        if where == INVALID:
            return self.sheet.invalid.get(known(column, GROUNDS))
        known(column, [*self.ballot.open_to(self.subjects[where]), INVALID])
        row = self.rows.get(where)
        if row is None:
            return None
        return row.invalid if column == INVALID else row.counts.get(column)

    def put(self, cell, value):
        """Write a number where it belongs."""
        where, _, column = cell.partition("-")
        if where in self.subjects:
            self.put_row(where, column, value)
            return
        self.changed = True
        if cell in TOTALS:
            setattr(self.sheet, cell, value)
        else:
            put_number(self.sheet.invalid, column, value)

    def put_row(self, where, column, value):
        """Write a number of a subject's row."""
        row = self.rows.setdefault(where, SheetRow(sheet=self.sheet, subject=self.subjects[where]))
        if column == INVALID:
            row.invalid = value
        else:
            put_number(row.counts, column, value)
        self.dirty[where] = row

    def save(self):
        """Store the sheet and the rows that changed."""
        if self.changed:
            self.sheet.save(update_fields=[*TOTALS, "invalid"])
        new = [one for one in self.dirty.values() if one.pk is None]
        old = [one for one in self.dirty.values() if one.pk is not None]
        SheetRow.objects.bulk_create(new)
        SheetRow.objects.bulk_update(old, ["counts", "invalid"])


def known(column, columns):
    """Return a column that there is; raises ``KeyError``."""
    if column not in columns:
        raise KeyError(column)
    return column


def put_number(numbers, key, value):
    """Write a number into a mapping; an empty one is left out."""
    if value is None:
        numbers.pop(key, None)
    else:
        numbers[key] = value


def number_of(text):
    """Return a typed number, None for nothing; raises ValidationError."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST:
        raise ValidationError(ONLY_WHOLE)
    return int(text)


def refuse_problems(ballot, count):
    """Raise ValidationError with everything that is wrong with a sheet."""
    totals, rows = ballot.problems(count)
    names = {one.pk: one.name for one in ballot.subjects}
    wrong = [*totals, *(f"{names[pk]}: {words}" for pk, words in rows.items())]
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def sign_off(account, question_pk, number):
    """Sign a sheet off: its sums are right, and its numbers stay as they are."""
    question = locked(question_pk)
    sheet = own_sheet(account, question, number)
    if sheet.signed_at is not None:
        raise Moved
    ballot = voting.Ballot(question)
    refuse_problems(ballot, voting.sheets_of(question)[number].count)
    sheet.signed_at = timezone.now()
    sheet.save(update_fields=["signed_at"])
    words = f"Xác nhận số phiếu ({sheet.name}): {question.title}"
    record(account, question.meeting, "sign_count", words)


@transaction.atomic
def take_back(account, question_pk, number):
    """Open the own sheet again to mend it; a note on differences goes, as they may."""
    question = locked(question_pk)
    sheet = own_sheet(account, question, number)
    if sheet.signed_at is None:
        raise Moved
    sheet.signed_at = None
    sheet.save(update_fields=["signed_at"])
    if question.difference_note:
        question.difference_note = ""
        question.save(update_fields=["difference_note"])
    words = f"Mở lại bảng kiểm phiếu ({sheet.name}): {question.title}"
    record(account, question.meeting, "sign_count", words)


@transaction.atomic
def count_for(account, question_pk, number):
    """Begin a teller's sheet from another account, where the teller is away."""
    question = locked(question_pk)
    if question.method != Question.Method.PAPER:
        raise Moved
    entries = {one.teller: one for one in question.meeting.roll.filter(teller__isnull=False)}
    if number not in entries or question.sheets.filter(number=number).exists():
        raise Moved
    if any(one.person_id == account.person_id for one in entries.values()):
        raise ValidationError("Đồng chí là người kiểm phiếu nên không nhập thay người kia.")
    sheet = begin_sheet(account, question, number)
    record(account, question.meeting, "sign_count", f"Nhập thay {sheet.name}: {question.title}")
    return sheet


@transaction.atomic
def note_difference(account, question_pk, text, *, before):
    """Note why two counts stay different: the first teller's holds, and the note says so."""
    question = locked(question_pk)
    text = tidy(text)[:LONGEST_NOTE]
    if not text:
        raise ValidationError("Đồng chí ghi lý do vì sao số phiếu vẫn khác nhau.")
    if question.difference_note not in (before, text):
        raise ValidationError(NOTE_ELSEWHERE)
    ballot, sheets = voting.Ballot(question), voting.sheets_of(question)
    if not voting.all_signed(ballot, sheets) or not ballot.differences(sheets):
        raise Moved
    holds = f"Lấy số của người kiểm phiếu thứ nhất ({sheets[1].name})."
    question.difference_note = text if text.endswith(holds) else f"{text} {holds}"
    question.save(update_fields=["difference_note"])
    record(account, question.meeting, "sign_count", f"Ghi chú kiểm phiếu: {question.title}")
