"""The wording of manifestations and forbidden things, read from a workbook of two columns."""

import re
from dataclasses import dataclass

from organizations.vietnamese import tidy
from registrations.models import ReferenceItem

CODE = re.compile(r"(?:điều\s+)?((?:I{1,3}\.\d+)|\d+(?:\.0+)?)[.)]?", re.IGNORECASE)
LONGEST_WORDING = 3000


@dataclass(frozen=True)
class Change:
    """An item whose wording, or standing as official wording, would change."""

    item: ReferenceItem
    wording: str
    summary: bool


@dataclass(frozen=True)
class Preview:
    """What would come of a list: changes, how many stay, and why it cannot be taken."""

    changes: list
    unchanged: int
    problems: list

    @property
    def ready(self):
        return bool(self.changes) and not self.problems


def read_pairs(sheets):
    """Return [(place, code, wording)] of the rows with a code in the first cell that is filled.

    Titles, headings and signatures have none and are passed over.
    """
    found = []
    for sheet in sheets:
        if sheet.hidden:
            continue
        for number, row in enumerate(sheet.rows, start=1):
            filled = [text for text in map(cell_text, row) if text]
            code = code_of(filled[0]) if filled else None
            if code:
                wording = filled[1] if len(filled) > 1 else ""
                found.append((f"{sheet.name}, dòng {number}", code, wording))
    return found


def cell_text(value):
    """Return what a cell says, as text."""
    return "" if isinstance(value, list | bool) else tidy(str(value))


def code_of(text):
    """Return the code that a cell holds ("I.1", "Điều 7", 7.0), or None."""
    known = CODE.fullmatch(text)
    return known[1].upper().split(".0")[0] if known else None


def preview(pairs, *, summary):
    """Compare [(place, code, wording)] with what is kept; nothing is written."""
    kept = {item.code: item for item in ReferenceItem.objects.all()}
    changes, problems, seen = [], [], set()
    for place, code, wording in pairs:
        problem = problem_of(code, wording, kept, seen)
        if problem:
            problems.append(f"{place}: {problem}")
            continue
        seen.add(code)
        item = kept[code]
        if (item.wording, item.summary) != (wording, summary):
            changes.append(Change(item, wording, summary))
    if not pairs:
        problems.append("Trong tệp không có dòng nào bắt đầu bằng mã I.1 … III.9 hoặc 1 … 19.")
    return Preview(changes, len(seen) - len(changes), problems)


def problem_of(code, wording, kept, seen):
    """Return why a row cannot be taken, or nothing."""
    if code not in kept:
        return f"không có mã {code}. Mã là I.1 … I.9, II.1 … II.9, III.1 … III.9 hoặc 1 … 19."
    if code in seen:
        return f"mã {code} ghi hai lần. Hãy xóa một dòng."
    if not wording:
        return f"mã {code} chưa có nội dung. Hãy ghi nội dung vào cột thứ hai."
    if len(wording) > LONGEST_WORDING:
        return f"nội dung của mã {code} quá dài, tối đa 3.000 ký tự."
    return ""
