"""R2, R3, R5 as workbooks to print: what ``reports`` counts, with live sums and shares."""

from config.xlsx import Column, Formula, Indented, Sheet, total_formula, workbook_bytes, xl_cell
from evaluations import reports
from evaluations.queries import results
from organizations.models import CELL_KINDS, Kind
from registrations.models import Guidance
from registrations.workbooks import letterhead

FIRST = 2  # the column of the first figure
TITLES = {
    "R2": "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI TỔ CHỨC ĐẢNG",
    "R3": "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN",
    Guidance.NEU_GUONG_2017: "KẾT QUẢ ĐÁNH GIÁ NÊU GƯƠNG",
    Guidance.LAM_DONG_2017: "KẾT QUẢ THỰC HIỆN CAM KẾT, ĐĂNG KÝ HỌC TẬP, LÀM THEO",
}
PLAIN = {
    "outside": "Miễn hoặc đình chỉ sinh hoạt",
    "young": "Chưa đủ 06 tháng",
    "unclassified": "Chưa xếp mức, có lý do",
}
CAP = ("Số làm mẫu số", "Xuất sắc so với mẫu số", "Được xếp xuất sắc", "Đã xếp xuất sắc")
HALF = {
    "H_COMPLETED_WELL": "Hoàn thành tốt",
    "H_COMPLETED": "Hoàn thành",
    "H_NOT_COMPLETED": "Không hoàn thành",
    "NOTED": "Chi ủy đã nhận xét",
    "MAY": "Nhân tố tiêu biểu",
}
MODELS = {1: "Năm", 3: "3 năm", 5: "5 năm"}


def figure(node, name):
    """Return one number of a node by the name of its column."""
    if isinstance(name, int):
        return node.models[name]
    if name in PLAIN:
        return getattr(node, name)
    return node.halves[name] if name in HALF else node.counts[name]


class Figures:
    """The columns of a sheet of figures and its rows, whichever report they belong to.

    Total = those outside + too young + not classified + classified, classified = the levels:
    both are live sums of the row itself.
    """

    def __init__(self, scale, *, first, plain, cap=False, half=False):
        self.scale, self.plain, self.cap = scale, plain, cap
        self.after = [*HALF, *MODELS] if half else []
        self.columns = [
            Column(("STT",), 6, centred=True),
            Column((first,), 44),
            Column(("Tổng số",), 9, centred=True),
            *(Column((PLAIN[one],), 11, centred=True) for one in plain),
            Column(("Đã xếp mức",), 9, centred=True),
        ]
        for name in scale.names.values():
            self.columns += [
                Column((name, "Số lượng"), 9, centred=True),
                Column((None, "Tỉ lệ"), 9, centred=True),
            ]
        if cap:
            self.columns += headed("Mức trần của mức xuất sắc", CAP, 10)
        if half:
            self.columns += headed("Sáu tháng đầu năm", HALF.values(), 10)
            self.columns += headed("Gương điển hình", MODELS.values(), 8)

    @property
    def classified(self):
        """The place of the column of those classified; the levels follow it."""
        return FIRST + 1 + len(self.plain)

    def place_of(self, level):
        """Return the place of a level's number."""
        return self.classified + 1 + 2 * self.scale.levels.index(level)

    def row(self, number, label, node, below):
        """Return the values of a row; ``number`` is the sheet's row as people count them.

        ``below``: [(row, node)] whose numbers it sums; none for a row that counts by itself.
        """

        def value(place, name):
            return summed(place, name, node, below)

        parts = [value(FIRST + 1 + at, name) for at, name in enumerate(self.plain)]
        levels = []
        for level in self.scale.levels:
            place = self.place_of(level)
            share = node.counts[level] / node.classified if node.classified else ""
            levels += [
                value(place, level),
                share_formula(number, place, self.classified, share),
            ]
        pieces = [xl_cell(number, self.place_of(level)) for level in self.scale.levels]
        start, end = xl_cell(number, FIRST + 1), xl_cell(number, self.classified)
        after = self.classified + 1 + 2 * len(self.scale.levels) + (len(CAP) if self.cap else 0)
        return [
            label,
            Formula(f"=SUM({start}:{end})", node.total),
            *parts,
            Formula(f"={'+'.join(pieces)}", node.classified),
            *levels,
            *(self.cap_cells(number, node) if self.cap else ()),
            *(value(after + at, name) for at, name in enumerate(self.after)),
        ]

    def cap_cells(self, number, node):
        """Return base, share, places and used places; nothing where no cap is counted."""
        if node.cap is None:
            return [None] * len(CAP)
        place = self.classified + 1 + 2 * len(self.scale.levels)
        excellent = xl_cell(number, self.place_of("EXCELLENT"))
        good = xl_cell(number, self.place_of("GOOD"))
        base = f"={excellent}+{good}" if node.cap.whole else f"={good}"
        share = node.cap.used / node.cap.base if node.cap.base else ""
        return [
            Formula(base, node.cap.base),
            share_formula(number, self.place_of("EXCELLENT"), place, share),
            node.cap.allowed,
            Formula(f"={excellent}", node.cap.used),
        ]


def headed(title, names, width):
    """Return columns under one heading."""
    first, *rest = names
    return [
        Column((title, first), width, centred=True),
        *(Column((None, name), width, centred=True) for name in rest),
    ]


def summed(place, name, node, below):
    """Return a number: a live sum where rows stand below, else plain."""
    value = figure(node, name)
    if not below:
        return value
    own = value - sum(figure(one, name) for _, one in below)
    return total_formula(place, [row for row, _ in below], own, value)


def share_formula(number, part, whole, value):
    """Return the live share of two cells of a row; nothing where the whole is nothing."""
    cell, base = xl_cell(number, part), xl_cell(number, whole)
    return Formula(f'=IF({base}=0,"",{cell}/{base})', value, share=True)


def member_sheets(report, code):
    """Return the sheets of R3, or of R5's persons, and how many people they name."""
    young = report.round.guidance == Guidance.HD21_2019
    figures = Figures(
        report.root.scale,
        first="Tổ chức đảng",
        plain=[one for one in PLAIN if young or one != "young"],
        cap=young,
        half=report.round.guidance == Guidance.LAM_DONG_2017,
    )
    people = list(results.listed_people(report.round, report.organization, inside=report.inside))
    known = results.evaluations_in(report.round, report.organization)
    rows = reports.member_rows(report, people, known)
    lowest = report.root.scale.lowest
    sheets = [
        tree_sheet(report, figures, code),
        people_sheet(report, rows, code, "Danh sách", "danh sách kết quả"),
        people_sheet(
            report,
            [one for one in rows if one.result == lowest],
            code,
            report.root.scale.names[lowest],
            f"danh sách xếp mức “{report.root.scale.names[lowest]}”",
        ),
    ]
    return sheets, len(rows)


def tree_sheet(report, figures, code):
    """Return the sheet of figures: an organization a row, its superior's sum above it."""
    sheet = Sheet("Tổng hợp", figures.columns, above(report, code, len(figures.columns)))
    found = list(reports.lines(report.root))
    places = {node.organization.pk: sheet.first_row + at for at, (node, _) in enumerate(found)}
    for at, (node, depth) in enumerate(found):
        below = sorted(
            (
                (places[one.organization.pk], one)
                for one in node.children
                if one.organization.kind != Kind.GROUP
            ),
            key=lambda one: one[0],
        )
        style = "body" if node.organization.kind in CELL_KINDS else "total"
        label = Indented(node.organization.name, depth)
        sheet.rows.append((style, [at + 1, *figures.row(sheet.first_row + at, label, node, below)]))
    return sheet


def people_sheet(report, rows, code, title, what):
    """Return the sheet of people with proposal, decision and reasons."""
    columns = [
        Column(("STT",), 6, centred=True),
        Column(("Họ và tên",), 26),
        Column(("Sinh hoạt tại",), 26),
        Column(("Tổ chức cấp trên",), 28),
        Column(("Kết quả biểu quyết, đề xuất",), 22),
        Column(("Mức được xếp",), 22),
        Column(("Lý do, căn cứ",), 60),
    ]
    sheet = Sheet(title, columns, above(report, code, len(columns), what))
    for number, one in enumerate(rows, start=1):
        values = [one.person.full_name, one.place, one.base, one.proposal, one.level, one.reasons]
        sheet.rows.append(("body", [number, *values]))
    sheet.below = [[(1, 1, "bold", f"Cộng: {len(rows)} người")]]
    return sheet


def organization_sheets(report, code):
    """Return the sheets of R2, or of R5's organizations, and how many they name."""
    cap = report.round.guidance == Guidance.HD21_2019
    plain = ["young", "unclassified"] if cap else ["unclassified"]
    scale = report.total.scale
    by_kind = Figures(scale, first="Loại tổ chức đảng", plain=plain)
    by_committee = Figures(scale, first="Cấp ủy trực tiếp quản lý", plain=plain, cap=cap)
    return [
        sums_sheet(report, by_kind, report.by_kind, code, "Theo loại"),
        sums_sheet(report, by_committee, report.by_committee, code, "Theo cấp ủy"),
        organization_list(report, code),
    ], len(report.rows)


def sums_sheet(report, figures, lines, code, title):
    """Return a sheet of kinds or committees with their live sum below."""
    sheet = Sheet(title, figures.columns, above(report, code, len(figures.columns)))
    below = []
    for at, (name, node, _) in enumerate(lines):
        number = sheet.first_row + at
        below.append((number, node))
        sheet.rows.append(("body", [at + 1, *figures.row(number, name, node, [])]))
    number = sheet.first_row + len(lines)
    sheet.rows.append(("total", ["", *figures.row(number, "Cộng", report.total, below)]))
    return sheet


def organization_list(report, code):
    """Return the sheet of organizations with proposal, decision and reasons, in tree order."""
    columns = [
        Column(("STT",), 6, centred=True),
        Column(("Tổ chức đảng",), 36),
        Column(("Loại tổ chức",), 20),
        Column(("Cấp ủy trực tiếp",), 30),
        Column(("Kết quả biểu quyết, đề xuất",), 22),
        Column(("Mức được xếp",), 22),
        Column(("Lý do, căn cứ",), 56),
    ]
    title = "Danh sách tổ chức" if code == "R5" else "Danh sách"
    sheet = Sheet(title, columns, above(report, code, len(columns), "danh sách tổ chức đảng"))
    for number, one in enumerate(report.rows, start=1):
        kind = Kind(one.organization.kind).label
        values = [one.organization.name, kind, one.superior, one.proposal, one.level, one.reasons]
        sheet.rows.append(("body", [number, *values]))
    sheet.below = [[(1, 1, "bold", f"Cộng: {len(report.rows)} tổ chức")]]
    return sheet


def role_model_sheet(report):
    """Return the sheet of role models of one, three and five years (LD-07 … LD-09)."""
    columns = [
        Column(("STT",), 6, centred=True),
        Column(("Họ và tên",), 30),
        Column(("Sinh hoạt tại",), 40),
        Column(("Thời gian",), 14, centred=True),
        Column(("Số phiếu tán thành",), 12, centred=True),
        Column(("Cấp trên",), 20, centred=True),
        Column(("Lý do",), 40),
    ]
    sheet = Sheet("Gương điển hình", columns, above(report, "R5", len(columns), "gương điển hình"))
    found = results.role_models_in(report.round, report.organization, inside=report.inside)
    for number, one in enumerate(found, start=1):
        place = one.evaluation.organization.name
        answer = one.get_superior_display() or "Chưa có ý kiến"
        values = [one.evaluation.person.full_name, place, f"{one.years} năm", one.votes, answer]
        sheet.rows.append(("body", [number, *values, one.superior_reason]))
    return sheet


def sheets_of(code, round_, organization, *, inside=False):
    """Return the sheets of a report of one round, and how many rows their lists have."""
    if code == "R2":
        report = reports.organization_report(round_, organization, inside=inside)
        return organization_sheets(report, code)
    report = reports.member_report(round_, organization, inside=inside)
    sheets, number = member_sheets(report, code)
    if round_.guidance == Guidance.LAM_DONG_2017:
        sheets.append(role_model_sheet(report))
    if round_.guidance == Guidance.NEU_GUONG_2017:
        own = reports.organization_report(round_, organization, inside=inside)
        more, added = organization_sheets(own, code)
        sheets, number = [*sheets, *more], number + added
    return sheets, number


def results_workbook(code, rounds, organization, *, inside=False):
    """Return (the workbook of a report, how many rows its lists have); R5 joins its rounds."""
    sheets, rows = [], 0
    for round_ in rounds:
        more, number = sheets_of(code, round_, organization, inside=inside)
        if len(rounds) > 1:
            for one in more:
                one.title = f"{round_.short} – {one.title}"
        sheets, rows = [*sheets, *more], rows + number
    return workbook_bytes(sheets), rows


def above(report, code, width, what="số liệu tổng hợp"):
    """Return letterhead and title of a sheet with so many columns."""
    left = min(4, width // 2)
    names = [*letterhead(report.organization), "*", ""][:3]
    motto = (left, width - left, "centre", "ĐẢNG CỘNG SẢN VIỆT NAM")
    title = TITLES[code] if code in TITLES else TITLES[report.round.guidance]
    note = f"({what[0].upper()}{what[1:]}; tính đến ngày {report.day:%d/%m/%Y})"
    return [
        [(0, left, "centre", names[0]), motto],
        *([(0, left, "centre", name)] for name in names[1:]),
        [],
        [(0, width, "title", f"{title} NĂM {report.round.year}")],
        [(0, width, "subtitle", Guidance(report.round.guidance).label)],
        [(0, width, "subtitle", note)],
        [],
    ]
