"""A counting sheet as numbers: its columns, what is wrong with it, where two sheets differ.

The grounds on which a paper ballot does not count are those of H22-22: one mark wrong for a
person spoils that person's row alone, the others the whole ballot.
"""

from dataclasses import dataclass, field

from evaluations.levels import scale_of
from evaluations.models import Question

LONGEST = 5
TOTALS = {
    "issued": "Phát ra",
    "collected": "Thu về",
    "unused": "Không dùng, nộp lại",
    "spoiled": "Hỏng, nộp lại",
}
NOT_ISSUED = "NOT_ISSUED"
GROUNDS = {
    NOT_ISSUED: "Không do người kiểm phiếu phát ra",
    "STRUCK": "Gạch xóa tên in trên phiếu",
    "ADDED": "Ghi thêm tên hoặc nội dung khác",
}
ROW_GROUND = "Không đánh dấu ô nào hoặc đánh dấu từ hai ô trở lên"
IN_FAVOUR, AGAINST = "YES", "NO"
ANSWERS = {IN_FAVOUR: "Tán thành", AGAINST: "Không tán thành"}
INVALID = "invalid"


@dataclass(frozen=True)
class Row:
    """What a sheet says of one subject; nothing is written where both are empty."""

    counts: dict = field(default_factory=dict)
    invalid: int | None = None

    @property
    def empty(self):
        return not self.counts and self.invalid is None

    @property
    def total(self):
        return sum(self.counts.values()) + (self.invalid or 0)


@dataclass(frozen=True)
class Count:
    """A whole sheet: the totals, invalid ballots by ground, {subject id: row}."""

    totals: dict
    invalid: dict
    rows: dict

    def row(self, pk):
        return self.rows.get(pk) or Row()

    @property
    def collected(self):
        return self.totals.get("collected") or 0

    @property
    def whole_invalid(self):
        """How many ballots do not count at all."""
        return sum(self.invalid.values())

    @property
    def valid(self):
        """How many ballots count, valid and invalid being all that were collected."""
        return self.collected - self.whole_invalid


def count_of(sheet, rows):
    """Return a stored sheet with its stored rows as numbers."""
    totals = {name: getattr(sheet, name) for name in TOTALS}
    return Count(
        totals, sheet.invalid, {one.subject_id: Row(one.counts, one.invalid) for one in rows}
    )


def columns_of(question, kind):
    """Return {column: its name}: the levels on which such a subject is voted, or yes and no."""
    if question.kind == Question.Kind.ROLE_MODEL:
        return ANSWERS
    return scale_of(question.meeting.round.guidance, kind).names


def from_level(columns, level):
    """Return the columns from a level down, all of them where nothing was proposed."""
    names = list(columns)
    return names[names.index(level) :] if level in columns else names


def problems_of(question, count, base, subjects):
    """Return (what is wrong with the totals, {subject id: what is wrong with its row}).

    ``subjects`` maps ids to the columns on which the subject may be voted on.
    """
    rows = {pk: row_problem(question, count, count.row(pk), open_to) for pk, open_to in subjects}
    paper = question.method == Question.Method.PAPER
    totals = totals_problems(count, base) if paper else []
    return totals, {pk: words for pk, words in rows.items() if words}


def totals_problems(count, base):
    """Return what is wrong with the ballots issued, collected, unused, spoiled and invalid.

    A ballot that the tellers did not issue lies in the box and is collected, but not issued.
    """
    if count.totals["issued"] is None or count.totals["collected"] is None:
        return ["Chưa ghi số phiếu phát ra và số phiếu thu về."]
    found = []
    issued, back = count.totals["issued"], count.collected
    for name in ("unused", "spoiled"):
        back += count.totals[name] or 0
    back -= count.invalid.get(NOT_ISSUED, 0)
    if issued > base:
        found.append(f"Phát ra {issued} phiếu, nhiều hơn danh sách {base} người.")
    if back != issued:
        found.append(
            f"Thu về, không dùng và hỏng cộng lại là {back} phiếu, khác số phát ra {issued} phiếu."
        )
    if count.valid < 0:
        found.append(
            f"Có {count.whole_invalid} phiếu không hợp lệ, nhiều hơn số thu về {count.collected}."
        )
    return found


def row_problem(question, count, row, open_to):
    """Return what is wrong with one subject's numbers, or nothing."""
    if row.empty:
        return "Chưa nhập số phiếu."
    if question.method == Question.Method.PAPER:
        total = row.total + count.whole_invalid
        if total != count.collected:
            return f"Cộng lại là {total} phiếu, khác số thu về {count.collected} phiếu."
        return ""
    return open_problem(question, row, open_to)


def open_problem(question, row, open_to):
    """Return what is wrong with hands that were counted."""
    present = question.present
    if question.method == Question.Method.OPEN:
        if row.total > present:
            return f"Cộng lại là {row.total} người, nhiều hơn {present} người có mặt."
        return ""
    if any(votes > present for votes in row.counts.values()):
        return f"Số tán thành nhiều hơn {present} người có mặt."
    if [one for one in open_to if one in row.counts] != open_to[: len(row.counts)]:
        return "Biểu quyết lần lượt từ mức đề xuất trở xuống, không bỏ qua mức nào."
    return ""


@dataclass(frozen=True)
class Difference:
    """A number that the two tellers do not have alike."""

    where: str
    what: str
    first: int
    second: int


def differences(first, second, subjects, columns):
    """Return where two sheets differ, a number left empty being none.

    ``subjects`` are (id, name).
    """
    found = [
        Difference("Phiếu", label, *pair)
        for name, label in TOTALS.items()
        for pair in [(first.totals[name] or 0, second.totals[name] or 0)]
    ]
    found += [
        Difference("Phiếu không hợp lệ", label, *pair)
        for name, label in GROUNDS.items()
        for pair in [(first.invalid.get(name, 0), second.invalid.get(name, 0))]
    ]
    for pk, name in subjects:
        one, other = first.row(pk), second.row(pk)
        found += [
            Difference(name, label, one.counts.get(column, 0), other.counts.get(column, 0))
            for column, label in columns.items()
        ]
        found.append(Difference(name, ROW_GROUND, one.invalid or 0, other.invalid or 0))
    return [one for one in found if one.first != one.second]
