import pytest

from organizations.importing.layout import field_of, recognise
from organizations.importing.reading import Sheet
from organizations.models import Kind
from tests.imports.making import BLOC, HEADINGS, cell, person, read, sheet, workbook

SIMPLE = ["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Đơn vị công tác"]
COLUMNS = (
    "number",
    "full_name",
    "born_male",
    "born_female",
    "card_number",
    "admitted_on",
    "official_on",
    "posts",
    "government_post",
    "workplace",
    "civil_servant",
    "note",
)
ROW = [1, "Lê An", "1/2/1980", "3/2/2010", "Sở Y tế"]


def recognise_one(rows, title="Sở Y tế", hidden=False, bloc="Đảng bộ Khối", known=None):
    (layout,) = recognise([Sheet(title, hidden, rows)], bloc, known or {})
    return layout


def test_letterhead_title_and_headings_are_recognised():
    title, rows = sheet(person())
    rows = [[value if value is not None else "" for value in row] for row in rows]

    layout = recognise_one(rows, title)

    assert layout == {
        "sheet": "Sở Xây dựng",
        "used": True,
        "base": "Đảng bộ Sở Xây dựng",
        "kind": Kind.BASE_COMMITTEE,
        "section": "",
        "cell": "",
        "heading": 6,
        "first": 8,
        "as_of": "2024-12-31",
        "legacy": "",
        "headings": [*HEADINGS[:2], "Ngày sinh | Nam", "Ngày sinh | Nữ", *HEADINGS[4:]],
        "columns": {field: place for place, field in enumerate(COLUMNS)},
    }


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên khai sinh", "full_name"),
        ("HỌ TÊN", "full_name"),
        ("Họ và chữ đệm", "family_name"),
        ("Tên", "given_name"),
        ("Ngày, tháng, năm sinh | Nam", "born_male"),
        ("Năm sinh | Nữ", "born_female"),
        ("Nam", "born_male"),
        ("Năm sinh", "born_on"),
        ("Sinh ngày", "born_on"),
        ("Ngày sinh hoạt chi bộ", ""),
        ("Nơi sinh", "other"),
        ("Nơi công tác", "workplace"),
        ("Cơ quan, đơn vị", "workplace"),
        ("Số thẻ Đảng", "card_number"),
        ("Ngày cấp thẻ", "other"),
        ("Ngày kết nạp Đảng", "admitted_on"),
        ("Ngày vào Đảng | Dự bị", "admitted_on"),
        ("Ngày vào Đảng | Chính thức", "official_on"),
        ("Chức vụ | Đảng", "posts"),
        ("Chức vụ | Chính quyền", "government_post"),
        ("Chức danh", "government_post"),
        ("Giới tính", "gender"),
        ("Là công chức", "civil_servant"),
        ("Email", "email"),
        ("Đảng bộ bộ phận", "section"),
        ("Chi bộ sinh hoạt", "cell"),
        ("Lý do không nhận", "reason"),
        ("Số quyết định kết nạp", "other"),
        ("Cân nặng", ""),
        ("", ""),
    ],
)
def test_headings_are_known_by_many_names(heading, field):
    assert field_of(heading) == field


@pytest.mark.parametrize(
    ("line", "as_of"),
    [
        ("(Tính đến ngày 31/12/2024)", "2024-12-31"),
        ("Tính đến 31.12.2024", "2024-12-31"),
        ("tính đến ngày 31 tháng 12 năm 2024", "2024-12-31"),
        ("Thời điểm: 5/3/2024", "2024-03-05"),
        ("Tính đến ngày 31/02/2024", None),
        ("Đà Lạt, ngày 5/3/2024", None),
    ],
)
def test_the_day_of_the_list_is_found(line, as_of):
    assert recognise_one([[line], SIMPLE, ROW])["as_of"] == as_of


@pytest.mark.parametrize(
    ("lines", "title", "base", "kind", "cell_name"),
    [
        (["ĐẢNG BỘ SỞ Y TẾ"], "Sheet1", "Đảng bộ Sở Y tế", "BASE_COMMITTEE", ""),
        ([BLOC, "ĐẢNG BỘ SỞ Y TẾ"], "Sheet1", "Đảng bộ Sở Y tế", "BASE_COMMITTEE", ""),
        ([f"{BLOC}\nCHI BỘ SỞ Y TẾ"], "Sheet1", "Chi bộ Sở Y tế", "BASE_CELL", ""),
        ([BLOC, "ĐẢNG ỦY SỞ Y TẾ", "CHI BỘ 1"], "1", "Đảng bộ Sở Y tế", "BASE_COMMITTEE",
         "Chi bộ 1"),
        (["ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG", "ĐẢNG BỘ SỞ Y TẾ"], "1", "Đảng bộ Sở Y tế",
         "BASE_COMMITTEE", ""),
        (["DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ SỞ Y TẾ"], "1", "Đảng bộ Sở Y tế", "BASE_COMMITTEE", ""),
        ([], "Ban Dân tộc", "Chi bộ Ban Dân tộc", "BASE_CELL", ""),
        ([], "Danh sách", "", "BASE_COMMITTEE", ""),
        ([BLOC], "Sheet1", "", "BASE_COMMITTEE", ""),
    ],
)  # fmt: skip
def test_base_organizations_are_recognised(lines, title, base, kind, cell_name):
    layout = recognise_one([*([line] for line in lines), SIMPLE, ROW], title)

    assert (layout["base"], layout["kind"], layout["cell"]) == (base, kind, cell_name)


def test_a_bloc_without_the_word_is_known_by_its_name():
    rows = [["ĐẢNG BỘ CÁC CƠ QUAN"], ["CHI BỘ SỞ Y TẾ"], SIMPLE, ROW]

    layout = recognise_one(rows, bloc="Đảng bộ Các cơ quan")

    assert (layout["base"], layout["kind"]) == ("Chi bộ Sở Y tế", Kind.BASE_CELL)


def test_names_are_restored_from_the_organizations_that_there_are():
    known = {"đảng bộ sở y tế": "Đảng bộ Sở Y TẾ"}

    layout = recognise_one([["ĐẢNG BỘ SỞ Y TẾ"], SIMPLE, ROW], "1", known=known)

    assert layout["base"] == "Đảng bộ Sở Y TẾ"


def test_hidden_sheets_and_sheets_without_a_list_are_not_used():
    hidden = recognise_one([SIMPLE, ROW], hidden=True)
    other = recognise_one([["Thực đơn"], ["Phở"]])

    assert (hidden["used"], hidden["heading"]) == (False, 1)
    assert (other["used"], other["heading"], other["columns"]) == (False, 0, {})


def test_a_sheet_a_cell_gives_its_rows_their_cell():
    title, rows = sheet(person(), title="CB1")
    data = workbook((title, [*rows[:2], ["CHI BỘ 1"], *rows[3:]]))

    (row,) = read(data).rows

    assert (row.path, row.problem) == (("Đảng bộ Sở Xây dựng", "Chi bộ 1"), "")


def test_names_in_two_columns_are_joined():
    data = workbook(
        (
            "Chi bộ Sở Y tế",
            [
                ["STT", "Họ và tên", None, "Năm sinh", "Ngày vào Đảng"],
                [None, "Họ đệm", "Tên"],
                [1, "NGUYỄN VĂN", "AN", 1980, "3/2/2010"],
            ],
        )
    )

    (row,) = read(data).rows

    assert (row.values["full_name"], row.problem) == ("Nguyễn Văn An", "")


def test_a_cell_named_like_its_base_cell_is_the_base_cell():
    data = workbook(sheet(*cell(person(), name="CHI BỘ SỞ XÂY DỰNG"), base="CHI BỘ SỞ XÂY DỰNG"))

    (row,) = read(data).rows

    assert row.path == ("Chi bộ Sở Xây dựng",)
