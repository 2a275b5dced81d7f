"""Tình hình đăng ký, cam kết, kiểm điểm (R1): what ``reports`` counts, a workbook to print."""

from config.xlsx import Column, Formula, Indented, Sheet, total_formula, workbook_bytes
from organizations.models import CELL_KINDS, Kind
from organizations.queries import organization_path
from registrations import reports
from registrations.models import Guidance

COUNTED = {
    "owing": ("Phải đăng ký", 12),
    "handed_in": ("Đã nộp", 12),
    "confirmed": ("Đã xác nhận", 12),
    "late": ("Nộp muộn", 12),
    "missing": ("Chưa nộp", 12),
}
FIRST_FIGURE = 2
SHOWN = 103  # of SUBTOTAL: counts the cells that a filter leaves
OWING, HANDED_IN, CONFIRMED = (FIRST_FIGURE + place for place in range(3))
PEOPLE = [
    Column(("STT",), 6, centred=True),
    Column(("Họ và tên",), 28),
    Column(("Sinh hoạt tại",), 36),
    Column(("Tổ chức cấp trên",), 36),
    Column(("Diện",), 14, centred=True),
    Column(("Tình trạng",), 20, centred=True),
]
ORGANIZATIONS = [
    Column(("STT",), 6, centred=True),
    Column(("Tổ chức đảng",), 48),
    Column(("Tổ chức cấp trên",), 48),
    Column(("Tình trạng",), 22, centred=True),
]
STATES = {
    "DRAFT": "Đang viết",
    "COMMENTED": "Đã qua góp ý",
    "RETURNED": "Trả lại để bổ sung",
    None: "Chưa viết",
}


def registration_workbook(report):
    """Return (the workbook of a report, how many people and organizations it names missing)."""
    sheets, named = registration_sheets(report)
    return workbook_bytes(sheets), named


def registration_sheets(report):
    """Return the sheets of a report, and how many people and organizations they name missing."""
    people, organizations = list(reports.missing_people(report)), []
    sheets = [figures_sheet(report, report.people, "Theo tổ chức", report.round.words.people)]
    if report.forms:
        organizations = reports.missing_organizations(report)
        sheets.append(
            figures_sheet(report, report.forms, "Mẫu 01 của tổ chức", "bản của tổ chức đảng")
        )
    sheets.append(people_sheet(report, people))
    if report.forms:
        sheets.append(organizations_sheet(report, organizations))
    return sheets, len(people) + len(organizations)


def by_organization(words):
    """Return the columns of the figures, as the round calls its steps."""
    named = COUNTED | {"owing": (words.owes, 12), "confirmed": (words.confirmed, 12)}
    return [
        Column(("STT",), 6, centred=True),
        Column(("Tổ chức đảng",), 52),
        *(Column((heading,), width, centred=True) for heading, width in named.values()),
        Column(("Tỉ lệ đã nộp",), 12, centred=True),
        Column((words.share,), 12, centred=True),
    ]


def figures_sheet(report, progress, title, counted):
    """Return the sheet of figures: an organization a row, its superior's sum above it."""
    columns = by_organization(report.round.words)
    sheet = Sheet(title, columns, above(report, len(columns), counted))
    found = list(reports.lines(progress))
    rows = {node.organization.pk: place for place, (node, _) in enumerate(found)}
    for place, (node, depth) in enumerate(found):
        number = sheet.first_row + place
        below = sorted(
            sheet.first_row + rows[child.organization.pk]
            for child in node.children
            if child.organization.pk in rows
        )
        style = "body" if node.organization.kind in CELL_KINDS else "total"
        sheet.rows.append(
            (
                style,
                [
                    place + 1,
                    Indented(node.organization.name, depth),
                    *figures(node, below),
                    share(HANDED_IN, number, node.handed_in, node.owing),
                    share(CONFIRMED, number, node.counts["confirmed"], node.owing),
                ],
            )
        )
    return sheet


def figures(node, below):
    """Return a row's numbers: live sums where organizations stand below, else plain."""
    listed = [child for child in node.children if child.organization.kind != Kind.GROUP]
    cells = []
    for column, name in enumerate(COUNTED, start=FIRST_FIGURE):
        value = figure(node, name)
        if not below:
            cells.append(value)
            continue
        own = value - sum(figure(child, name) for child in listed)
        cells.append(total_formula(column, below, own, value))
    return cells


def figure(node, name):
    """Return one number of an organization and everything below it."""
    return getattr(node, name) if name in ("owing", "handed_in", "missing") else node.counts[name]


def share(column, number, part, whole):
    """Return the live share of a row; nothing where nobody has to register."""
    cell, base = f"{letter(column)}{number}", f"{letter(OWING)}{number}"
    value = part / whole if whole else ""
    return Formula(f'=IF({base}=0,"",{cell}/{base})', value, share=True)


def letter(column):
    """Return the letter of one of the first columns."""
    return "ABCDEFGHIJ"[column]


def people_sheet(report, people):
    """Return the sheet of those who have not handed in, by name."""
    sheet = Sheet("Chưa nộp", PEOPLE, above(report, len(PEOPLE), "những người chưa nộp"))
    for number, one in enumerate(people, start=1):
        kind = "Quần chúng" if one.person.admitted_on is None else "Đảng viên"
        values = [number, one.person.full_name, *place_of(one.organization), kind]
        sheet.rows.append(("body", [*values, STATES[one.step]]))
    sheet.below = [[(1, 1, "bold", count(sheet, "người"))]]
    return sheet


def count(sheet, noun):
    """Return how many rows a list shows, live, so that it follows the list's filter."""
    words = f"Cộng: {len(sheet.rows)} {noun}"
    if not sheet.rows:
        return words
    names = f"B{sheet.first_row}:B{sheet.first_row + len(sheet.rows) - 1}"
    return Formula(f'="Cộng: "&SUBTOTAL({SHOWN},{names})&" {noun}"', words)


def place_of(organization):
    """Return where somebody belongs, a group with its cell, and what is above the cell."""
    if organization.kind != Kind.GROUP:
        return organization.name, organization.parent.name
    cell = organization.parent
    return f"{organization.name}, {cell.name}", cell.parent.name


def organizations_sheet(report, rows):
    """Return the sheet of the organizations whose form 01 is not handed in."""
    sheet = Sheet(
        "Tổ chức chưa nộp",
        ORGANIZATIONS,
        above(report, len(ORGANIZATIONS), "những tổ chức đảng chưa nộp Mẫu 01"),
    )
    for number, row in enumerate(rows, start=1):
        step = row.registration.step if row.registration else None
        values = [number, row.organization.name, row.superior, STATES[step]]
        sheet.rows.append(("body", values))
    sheet.below = [[(1, 1, "bold", count(sheet, "tổ chức"))]]
    return sheet


def above(report, width, counted):
    """Return letterhead and title of a sheet with so many columns."""
    left = min(3, width // 2)
    names = [*letterhead(report.organization), "*", ""][:3]
    motto = (left, width - left, "centre", "ĐẢNG CỘNG SẢN VIỆT NAM")
    return [
        [(0, left, "centre", names[0]), motto],
        *([(0, left, "centre", name)] for name in names[1:]),
        [],
        [(0, width, "title", f"{report.round.words.report} NĂM {report.round.year}")],
        [(0, width, "subtitle", Guidance(report.round.guidance).label)],
        [
            (
                0,
                width,
                "subtitle",
                f"({counted[0].upper()}{counted[1:]}; hạn nộp {report.due:%d/%m/%Y}; "
                f"tính đến ngày {report.day:%d/%m/%Y})",
            )
        ],
        [],
    ]


def letterhead(organization):
    """Return the capitals on the left of the head: the superior's name and the own."""
    return [one.name.upper() for one in organization_path(organization)[-2:]]
