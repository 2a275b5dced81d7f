"""Workbooks and lists for the tests of the import."""

from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from organizations.importing.layout import recognise
from organizations.importing.reading import read_workbook
from organizations.importing.rows import read_listing

GIVEN = Path(__file__).resolve().parent.parent / "data" / "danh-sach-dang-vien.xlsx"
EXPECTED = GIVEN.with_suffix(".expected.json")
TODAY = date(2026, 7, 1)
BLOC = "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH"
HEADINGS = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    None,
    "Số thẻ ĐV",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Chức vụ Đảng",
    "Chức vụ chính quyền",
    "Đơn vị công tác",
    "Công chức, viên chức",
    "Ghi chú",
]
FIRST = 8  # the first row below the headings that ``sheet`` makes


def workbook(*sheets):
    """Return an .xlsx of (title, rows) as bytes."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        target = made.create_sheet(title)
        for row in rows:
            target.append(row)
    output = BytesIO()
    made.save(output)
    return output.getvalue()


def sheet(*rows, title="Sở Xây dựng", base="ĐẢNG BỘ SỞ XÂY DỰNG", as_of="31/12/2024"):
    """Return (title, rows) of a list with letterhead and two-row headings above the rows."""
    return title, [
        [BLOC],
        [base],
        ["DANH SÁCH ĐẢNG VIÊN"],
        [f"(Tính đến ngày {as_of})"],
        [],
        HEADINGS,
        [None, None, "Nam", "Nữ"],
        *rows,
    ]


def person(name="Nguyễn Văn An", **fields):
    """Return the row of a good member; fields are named as in the headings' order below."""
    given = {
        "number": 1,
        "name": name,
        "male": "04/05/1980",
        "female": None,
        "card": "10000001",
        "admitted": "03/02/2010",
        "official": "03/02/2011",
        "posts": None,
        "post": "Chuyên viên",
        "workplace": "Sở Xây dựng",
        "servant": "x",
        "note": None,
    }
    return list((given | fields).values())


def cell(*rows, name="CHI BỘ 1"):
    """Return the rows of a cell."""
    return [[name], *rows]


def read(data, *, convert=False, known=None, bloc="Đảng bộ Khối"):
    """Return the listing of a workbook."""
    sheets = read_workbook(data)
    layouts = recognise(sheets, bloc, known or {})
    return read_listing(sheets, layouts, known or {}, TODAY, convert)


def read_one(row, **options):
    """Return the row that is read from a list with this one person in a cell."""
    (found,) = read(workbook(sheet(*cell(row))), **options).rows
    return found
