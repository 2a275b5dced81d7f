"""Lists as Excel workbooks, ready to print: A4 landscape, headings on every page.

Knows no app. A sheet is a letterhead, a title, headings of one or two rows and body
rows; what people typed goes out as text, also when it begins like a formula.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FACE, SIZE = "Times New Roman", 11
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
TITLE_LENGTH = 31
A4 = 9
LINE_HEIGHT = 15
LETTERS = 1.2  # of running text in one unit of a column's width

BOX = {"border": 1, "border_color": "#808080"}
ACROSS = {"top": 1, "bottom": 1, "top_color": "#808080", "bottom_color": "#808080"}
CENTRE = {"align": "center", "valign": "vcenter", "text_wrap": True}
TOP = {"valign": "top", "text_wrap": True}
TOP_CENTRE = TOP | {"align": "center"}
DATE = {"num_format": "dd/mm/yyyy"}
SHARE = {"num_format": "0.00%"}
TOTAL = {"bold": True, "bg_color": "#F5F6F8"}
STYLES = {
    "bold": {"bold": True},
    "centre": {"bold": True, **CENTRE},
    "title": {"bold": True, "font_size": 14, **CENTRE},
    "subtitle": {"italic": True, **CENTRE},
    "heading": {"bold": True, "bg_color": "#E8EBF0", **CENTRE, **BOX},
    "group": {"bg_color": "#F5F6F8", "bold": True, **ACROSS},
    "body": {**TOP, **BOX},
    "body_centre": {**TOP_CENTRE, **BOX},
    "total": {**TOP, **BOX, **TOTAL},
    "total_centre": {**TOP_CENTRE, **BOX, **TOTAL},
}
MOST_PARTS = 200  # of a sum
CENTRED = {"body": "body_centre", "total": "total_centre"}


@dataclass
class Column:
    """A column: its headings from above to below, its width in letters, how it is set."""

    headings: tuple
    width: float
    centred: bool = False


@dataclass(frozen=True)
class Formula:
    """A live formula with the value that programs show which do not compute."""

    text: str
    value: int | float | str
    share: bool = False


@dataclass(frozen=True)
class Indented:
    """A text set in by so many steps, for what stands below something else."""

    text: str
    depth: int


@dataclass
class Sheet:
    """A sheet of a list.

    ``above`` holds the rows above the headings, each a list of (place of the column,
    columns spanned, style, text); ``below`` holds those under the list. ``rows`` are
    ("group", text), ("body", values) or ("total", values).
    """

    title: str
    columns: list
    above: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    below: list = field(default_factory=list)

    @property
    def depth(self):
        """How many rows the headings take."""
        return max(len(column.headings) for column in self.columns)

    @property
    def first_row(self):
        """The number, as people count them, of the first row under the headings."""
        return len(self.above) + self.depth + 1


class Book:
    """A workbook in the making: each format is made once."""

    def __init__(self, output):
        self.workbook = Workbook(output, {"constant_memory": True})
        self.formats = {}

    def format(self, style, **more):
        """Return the format of a style with settings of one cell."""
        key = (style, *sorted(more.items()))
        if key not in self.formats:
            face = {"font_name": FACE, "font_size": SIZE}
            self.formats[key] = self.workbook.add_format(face | STYLES[style] | more)
        return self.formats[key]


def workbook_bytes(sheets):
    """Return the workbook of the sheets."""
    output = BytesIO()
    book = Book(output)
    titles = sheet_titles([sheet.title for sheet in sheets])
    for sheet, title in zip(sheets, titles, strict=True):
        write_sheet(book, book.workbook.add_worksheet(title), sheet)
    book.workbook.close()
    return output.getvalue()


def sheet_titles(names):
    """Return titles that Excel takes: short, without forbidden signs, no two alike."""
    titles = []
    for name in names:
        clean = NOT_IN_TITLE.sub(" ", plain_text(name)).strip(" '") or "Danh sách"
        title, number = clean[:TITLE_LENGTH].strip(" '"), 1
        while title.lower() in {one.lower() for one in titles}:
            number += 1
            tail = f" ({number})"
            title = clean[: TITLE_LENGTH - len(tail)].strip(" '") + tail
        titles.append(title)
    return titles


def plain_text(text):
    """Return text that a workbook can hold, in NFC."""
    return unicodedata.normalize("NFC", NOT_XML.sub("", text))


def write_sheet(book, target, sheet):
    """Write a sheet with its print set-up, from above to below."""
    set_up(target, sheet)
    for number, row in enumerate(sheet.above):
        write_placed(book, target, row, number)
    write_headings(book, target, sheet)
    first = sheet.first_row - 1
    for number, (style, content) in enumerate(sheet.rows, start=first):
        values = [content, *[None] * (len(sheet.columns) - 1)] if style == "group" else content
        target.set_row(number, LINE_HEIGHT * lines_of(sheet.columns, values, style))
        for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            cell_style = CENTRED.get(style, style) if column.centred else style
            write_cell(book, target, number, place, value, cell_style)
    end = first + len(sheet.rows)
    target.autofilter(first - 1, 0, end - 1, len(sheet.columns) - 1)
    for number, row in enumerate(sheet.below, start=end):
        write_placed(book, target, row, number)


def set_up(target, sheet):
    """Set widths, frozen headings and the printed page."""
    for place, column in enumerate(sheet.columns):
        target.set_column(place, place, column.width)
    first = sheet.first_row - 1
    target.freeze_panes(first, 2)
    target.repeat_rows(first - sheet.depth, first - 1)
    target.set_landscape()
    target.set_paper(A4)
    target.fit_to_pages(1, 0)
    target.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    target.set_footer("&CTrang &P/&N", {"margin": 0.25})
    target.center_horizontally()


def write_placed(book, target, row, number):
    """Write a row of (column, span, style, text)."""
    for place, span, style, text in row:
        if span > 1:
            target.merge_range(number, place, number, place + span - 1, "", book.format(style))
        write_cell(book, target, number, place, text, style)


def write_headings(book, target, sheet):
    """Write the headings; what stands above several columns, or alone, is merged."""
    depth, first = sheet.depth, len(sheet.above)
    grid = [column.headings + (None,) * (depth - len(column.headings)) for column in sheet.columns]
    heading = book.format("heading")
    heights = heading_lines(sheet.columns, grid) if depth > 1 else [None]
    for level in range(depth):
        if heights[level]:
            target.set_row(first + level, LINE_HEIGHT * heights[level])
        for place, texts in enumerate(grid):
            write_cell(book, target, first + level, place, texts[level], "heading")
        if level == 0:
            for start, end in spans([texts[0] for texts in grid]):
                target.merge_range(first, start, first, end, "", heading)
                write_cell(book, target, first, start, grid[start][0], "heading")
    for place, column in enumerate(sheet.columns):
        if depth > 1 and len(column.headings) == 1:
            # merge_range refuses rows that are on their way already (constant_memory)
            target.merge.append([first, place, first + depth - 1, place])


def heading_lines(columns, grid):
    """Return how many lines each row of headings needs; merged cells find no height themselves.

    The last row is as high as what stands alone over all rows still lacks.
    """
    tops = [texts[0] for texts in grid]
    lines = [1] * len(grid[0])
    inside = set()
    for start, end in spans(tops):
        width = sum(column.width for column in columns[start : end + 1])
        lines[0] = max(lines[0], cell_lines(Column((), width), tops[start]))
        inside.update(range(start, end + 1))
    for place in inside:
        for level in range(1, len(lines)):
            lines[level] = max(lines[level], cell_lines(columns[place], grid[place][level]))
    alone = [cell_lines(columns[at], tops[at]) for at in range(len(grid)) if at not in inside]
    lines[-1] += max(0, max(alone, default=0) - sum(lines))
    return lines


def spans(texts):
    """Yield (first, last) of the columns that a blank text joins to the one on their left."""
    start = 0
    for place in range(1, len(texts) + 1):
        if place == len(texts) or texts[place] is not None:
            if place - start > 1:
                yield start, place - 1
            start = place


def lines_of(columns, values, style):
    """Return how many lines a row needs, so that no program has to guess its height."""
    if style == "group":
        return 1
    return max(map(cell_lines, columns, values))


def cell_lines(column, value):
    """Return how many lines a text takes in a column."""
    depth = value.depth if isinstance(value, Indented) else 0
    text = value.text if isinstance(value, Indented) else value
    if not isinstance(text, str) or not text:
        return 1
    room = max(column.width - 1.5 * depth, 5) * LETTERS
    return sum(ceil(len(line) / room) or 1 for line in text.split("\n"))


def write_cell(book, target, row, place, value, style):
    """Write a cell; a text is a text, whatever it begins with."""
    if value is None:
        target.write_blank(row, place, None, book.format(style))
    elif isinstance(value, Formula):
        shape = book.format(style, **(SHARE if value.share else {}))
        target.write_formula(row, place, value.text, shape, value.value)
    elif isinstance(value, date):
        target.write_datetime(row, place, value, book.format(style, **TOP_CENTRE, **DATE))
    elif isinstance(value, str | Indented):
        write_text(book, target, row, place, value, style)
    else:
        target.write_number(row, place, value, book.format(style))


def write_text(book, target, row, place, value, style):
    """Write a text, set in where it stands below another."""
    more = {}
    if isinstance(value, Indented):
        more, value = {"align": "left", "indent": value.depth}, value.text
    text = plain_text(value)
    if text.startswith(("=", "+", "-", "@")):
        more["quote_prefix"] = True
    target.write_string(row, place, text, book.format(style, **more))


def xl_cell(row, column):
    """Return the name of a cell: the row as people count them, the column's place."""
    return xl_rowcol_to_cell(row - 1, column)


def total_formula(column, rows, own, value):
    """Return the live sum of an organization's own number and of rows of the same column.

    ``rows`` are numbers of rows as people count them, ascending. Neighbours are joined to
    ranges, and many ranges to sums of sums: a function takes no more than 255.
    """
    parts = [str(own)] if own else []
    for start, end in runs(rows):
        parts.append(xl_range(start - 1, column, end - 1, column))
    while len(parts) > MOST_PARTS:
        groups = [parts[at : at + MOST_PARTS] for at in range(0, len(parts), MOST_PARTS)]
        parts = [f"SUM({','.join(group)})" for group in groups]
    return Formula(f"=SUM({','.join(parts)})", value)


def runs(numbers):
    """Yield (first, last) of the runs of neighbouring numbers."""
    start = last = None
    for number in numbers:
        if last is not None and number == last + 1:
            last = number
            continue
        if start is not None:
            yield start, last
        start = last = number
    if start is not None:
        yield start, last
