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

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FACE, SIZE = "Times New Roman", 11
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
TITLE_LENGTH = 31
A4 = 9
LINE_HEIGHT = 15
LETTERS = 1.2  # of running text in one unit of a column's width

LINE = Side(style="thin", color="808080")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
DATE = "dd/mm/yyyy"


def cell_style(name, *, bold=False, italic=False, size=SIZE, **settings):
    """Return a cell style; its name is what Excel shows in its list of styles."""
    font = Font(name=FACE, size=size, bold=bold, italic=italic)
    return NamedStyle(name=name, font=font, **settings)


def make_styles():
    """Return the cell styles of a workbook by their codes."""
    top, top_centre = (
        Alignment(horizontal=where, vertical="top", wrap_text=True) for where in (None, "center")
    )
    grey, pale = (PatternFill("solid", start_color=colour) for colour in ("E8EBF0", "F5F6F8"))
    across = Border(top=LINE, bottom=LINE)
    return {
        "bold": cell_style("Chữ đậm", bold=True),
        "centre": cell_style("Đậm, giữa", bold=True, alignment=CENTRE),
        "title": cell_style("Tên danh sách", bold=True, size=14, alignment=CENTRE),
        "subtitle": cell_style("Dưới tên", italic=True, alignment=CENTRE),
        "heading": cell_style("Tiêu đề cột", bold=True, alignment=CENTRE, border=BOX, fill=grey),
        "group": cell_style("Tên tổ chức", bold=True, border=across, fill=pale),
        "body": cell_style("Nội dung", alignment=top, border=BOX),
        "body_centre": cell_style("Nội dung, giữa", alignment=top_centre, border=BOX),
        "date": cell_style("Ngày", alignment=top_centre, border=BOX, number_format=DATE),
    }


STYLE_NAMES = {code: style.name for code, style in make_styles().items()}


@dataclass
class Column:
    """A column: its headings from above to below, its width in letters, how it is set."""

    headings: tuple
    width: float
    centred: bool = False


@dataclass
class Sheet:
    """A sheet of a list.

    ``above`` holds the rows above the headings, each a list of (place of the column,
    columns spanned, style, text); ``below`` holds those under the list. ``rows`` are
    ("group", text) or ("body", values).
    """

    title: str
    columns: list
    above: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    below: list = field(default_factory=list)


def workbook_bytes(sheets):
    """Return the workbook of the sheets."""
    workbook = Workbook(write_only=True)
    for style in make_styles().values():
        workbook.add_named_style(style)
    titles = sheet_titles([sheet.title for sheet in sheets])
    for sheet, title in zip(sheets, titles, strict=True):
        write_sheet(workbook.create_sheet(title), sheet)
    output = BytesIO()
    workbook.save(output)
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


def write_sheet(target, sheet):
    """Write a sheet with its print set-up."""
    depth = max(len(column.headings) for column in sheet.columns)
    first = len(sheet.above) + 1
    last_column = get_column_letter(len(sheet.columns))
    set_up(target, sheet, first, depth)
    for number, row in enumerate(sheet.above, start=1):
        write_placed(target, row, number)
    write_headings(target, sheet.columns, first, depth)
    for number, (style, content) in enumerate(sheet.rows, start=first + depth):
        values = [content, *[None] * (len(sheet.columns) - 1)] if style == "group" else content
        target.row_dimensions[number].height = LINE_HEIGHT * lines_of(sheet.columns, values, style)
        target.append(body_cells(target, sheet.columns, values, style))
    end = first + depth - 1 + len(sheet.rows)
    target.auto_filter.ref = f"A{first + depth - 1}:{last_column}{end}"
    for number, row in enumerate(sheet.below, start=end + 1):
        write_placed(target, row, number)


def set_up(target, sheet, first, depth):
    """Set widths, frozen headings and the printed page."""
    for place, column in enumerate(sheet.columns, start=1):
        target.column_dimensions[get_column_letter(place)].width = column.width
    target.freeze_panes = f"C{first + depth}"
    target.print_title_rows = f"{first}:{first + depth - 1}"
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = A4
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.page_margins.left = target.page_margins.right = 0.4
    target.page_margins.top = target.page_margins.bottom = 0.6
    target.page_margins.header = target.page_margins.footer = 0.25
    target.print_options.horizontalCentered = True
    target.oddFooter.center.text = "Trang &P/&N"


def write_placed(target, row, number):
    """Write a row of (column, span, style, text)."""
    cells = {}
    for place, span, style, text in row:
        cells[place] = make_cell(target, text, style)
        if span > 1:
            letters = get_column_letter(place + 1), get_column_letter(place + span)
            target.merged_cells.add(f"{letters[0]}{number}:{letters[1]}{number}")
    target.append([cells.get(place) for place in range(max(cells, default=0) + 1)])


def write_headings(target, columns, first, depth):
    """Write the headings; what stands above several columns, or alone, is merged."""
    grid = [column.headings + (None,) * (depth - len(column.headings)) for column in columns]
    for level in range(depth):
        target.append([make_cell(target, column[level], "heading") for column in grid])
    for place, column in enumerate(columns):
        if depth > 1 and len(column.headings) == 1:
            letter = get_column_letter(place + 1)
            target.merged_cells.add(f"{letter}{first}:{letter}{first + depth - 1}")
    for start, end in spans([column[0] for column in grid]):
        letters = get_column_letter(start + 1), get_column_letter(end + 1)
        target.merged_cells.add(f"{letters[0]}{first}:{letters[1]}{first}")


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
    return max(
        ceil(len(value) / (column.width * LETTERS)) if isinstance(value, str) and value else 1
        for column, value in zip(columns, values, strict=True)
    )


def body_cells(target, columns, values, style):
    """Return the cells of a body row."""
    if style == "group":
        return [make_cell(target, value, "group") for value in values]
    return [
        make_cell(target, value, "body_centre" if column.centred else "body")
        for column, value in zip(columns, values, strict=True)
    ]


def make_cell(target, value, style):
    """Return a cell; a text is a text, whatever it begins with."""
    cell = WriteOnlyCell(target, plain_text(value) if isinstance(value, str) else value)
    cell.style = STYLE_NAMES["date" if isinstance(value, date) else style]
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
    return cell
