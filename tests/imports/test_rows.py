import json
from datetime import date

import pytest

from organizations.importing.problems import FOUND_IN_PLANNING, PROBLEMS
from organizations.models import Kind, PersonState, Role
from tests.imports.making import (
    EXPECTED,
    FIRST,
    GIVEN,
    HEADINGS,
    cell,
    person,
    read,
    read_one,
    sheet,
    workbook,
)

NAMES = {"sở xây dựng": "Sở Xây dựng"}


def problems_of(data, **options):
    """Return (row, problem, address) of the rejected rows of a workbook."""
    rows = read(data, **options).rows
    return [(row.row, row.problem, row.address) for row in rows if row.problem]


def test_given_list_is_read_as_expected():
    expected = json.loads(EXPECTED.read_text())

    listing = read(GIVEN.read_bytes())

    good = [row for row in listing.rows if not row.problem]
    assert [
        {"sheet": row.sheet, "row": row.row, "problem": row.problem}
        for row in listing.rows
        if row.problem
    ] == expected["problems"]
    assert len(good) == expected["people"]
    assert sum("official_on" in row.values for row in good) == expected["full"]


def test_a_person_is_read_whole():
    row = read_one(
        person(
            "TRẦN THỊ BÌNH",
            male=None,
            female=1975,
            card="10.000.002",
            posts="Phó Bí thư",
            note="Miễn sinh hoạt; đang học",
        )
    )

    assert (row.sheet, row.row, row.problem, row.address) == ("Sở Xây dựng", FIRST + 1, "", "")
    assert (row.base, row.cell) == ("Đảng bộ Sở Xây dựng", "Chi bộ 1")
    assert row.values == {
        "full_name": "Trần Thị Bình",
        "gender": "F",
        "born_on": "1975-01-01",
        "birth_year_only": True,
        "card_number": "10000002",
        "admitted_on": "2010-02-03",
        "official_on": "2011-02-03",
        "posts": [[Role.DEPUTY_SECRETARY, "", "cell"]],
        "government_post": "Chuyên viên",
        "workplace": "Sở Xây dựng",
        "civil_servant": True,
        "states": [[PersonState.Kind.EXEMPT, None]],
        "note": "đang học",
        "kind": Kind.BASE_COMMITTEE,
        "as_of": "2024-12-31",
    }


@pytest.mark.parametrize(
    ("fields", "problem", "column"),
    [
        ({"name": None}, "no_name", "B"),
        ({"name": "..."}, "no_name", "B"),
        ({"name": "NguyÔn V¨n Th¾ng"}, "tcvn3", "B"),
        ({"name": "Nguyeãn Vaên Thaéng"}, "vni", "B"),
        ({"workplace": "Së Tµi chÝnh"}, "tcvn3", "J"),
        ({"male": "31/02/1985"}, "bad_date", "C"),
        ({"male": "12/85"}, "bad_date", "C"),
        ({"male": None, "female": "không rõ"}, "bad_date", "D"),
        ({"admitted": "2010"}, "bad_date", "F"),
        ({"official": "30/02/2011"}, "bad_date", "G"),
        ({"male": "12/05/2031"}, "born_in_future", "C"),
        ({"male": "01/01/2025"}, "born_in_future", "C"),
        ({"official": "03/02/2031"}, "date_in_future", "G"),
        ({"female": "04/05/1980"}, "two_births", "D"),
        ({"card": "1000000O"}, "bad_card", "E"),
        ({"admitted": None, "official": None}, "no_admission", "F"),
        ({"admitted": "03/02/1979"}, "admitted_before_birth", "F"),
        ({"official": "03/02/2010"}, "official_before_admission", "G"),
        ({"name": "Nguyễn " + "An " * 40}, "too_long", "B"),
        ({"note": "a" * 301}, "too_long", "L"),
    ],
)
def test_a_problem_of_a_row_is_found_with_its_cell(fields, problem, column):
    row = read_one(person(**fields))

    assert (row.problem, row.address) == (problem, f"{column}{FIRST + 1}")
    assert PROBLEMS[problem]


def test_what_was_read_of_a_rejected_row_is_kept():
    row = read_one(person(male="31/02/1985", admitted=date(2010, 2, 3)))

    assert row.values["read"] == {
        "number": "1",
        "full_name": "Nguyễn Văn An",
        "born_male": "31/02/1985",
        "card_number": "10000001",
        "admitted_on": "03/02/2010",
        "official_on": "03/02/2011",
        "government_post": "Chuyên viên",
        "workplace": "Sở Xây dựng",
        "civil_servant": "x",
    }


def test_a_card_number_counts_once_also_over_sheets():
    data = workbook(
        sheet(*cell(person(), person("Lê Thị Hoa", male=None, female="1/2/1990"))),
        sheet(*cell(person("Trần Văn Dũng", card=10000001, male=1970)), title="Sở Y tế"),
    )

    assert problems_of(data) == [
        (FIRST + 2, "duplicate_card", f"E{FIRST + 2}"),
        (FIRST + 1, "duplicate_card", f"E{FIRST + 1}"),
    ]


def test_a_rejected_row_also_holds_its_card_number():
    data = workbook(sheet(*cell(person(male="31/02/1985"), person("Lê Văn Hoa", male=1970))))

    assert [problem for _, problem, _ in problems_of(data)] == ["bad_date", "duplicate_card"]


def test_one_person_twice_without_card_is_found():
    data = workbook(sheet(*cell(person(card=None), person(card=None))))

    assert problems_of(data) == [(FIRST + 2, "duplicate_person", f"B{FIRST + 2}")]


def test_people_of_one_name_are_two_when_their_days_differ():
    data = workbook(sheet(*cell(person(card=None), person(card=None, male="04/05/1981"))))

    assert problems_of(data) == []


def test_a_person_may_share_activities_elsewhere():
    data = workbook(
        sheet(
            *cell(person()),
            *cell(person(note="Sinh hoạt tạm thời"), name="CHI BỘ 2"),
            *cell(person(note="Sinh hoạt tạm thời"), name="CHI BỘ 2"),
        )
    )

    assert problems_of(data) == [(FIRST + 5, "duplicate_card", f"E{FIRST + 5}")]


def test_rows_before_any_cell_have_no_place():
    assert problems_of(workbook(sheet(person()))) == [(FIRST, "no_cell", f"B{FIRST}")]


def test_a_list_without_letterhead_or_title_has_no_base():
    title, rows = sheet(*cell(person()), title="Sheet1")

    found = problems_of(workbook((title, [HEADINGS, *rows[6:]])))

    assert found == []  # "CHI BỘ 1" itself is taken for the base cell
    assert problems_of(workbook((title, [HEADINGS, rows[6], person()]))) == [(3, "no_base", "B3")]


def test_totals_signatures_and_repeated_headings_are_no_people():
    data = workbook(
        sheet(
            *cell(person()),
            [None, "Cộng chi bộ 1: 1 đảng viên"],
            HEADINGS,
            [None, None, "Nam", "Nữ"],
            *cell(person("Lê Văn Bảy", card="10000002", male=1970), name="Chi bộ 2:"),
            [],
            [None, "Tổng cộng: 2 đảng viên", 2, 0],
            [],
            [None, None, None, None, None, None, None, None, "T/M CẤP ỦY"],
            [None, "NGƯỜI LẬP BIỂU", None, None, None, None, None, None, "BÍ THƯ"],
            [None, "Trần Văn Người Lập", None, None, None, None, None, None, "Lê Văn Ký"],
        )
    )

    rows = read(data).rows

    assert [(row.values["full_name"], row.cell, row.problem) for row in rows] == [
        ("Nguyễn Văn An", "Chi bộ 1", ""),
        ("Lê Văn Bảy", "Chi bộ 2", ""),
    ]


def test_numbers_below_the_headings_and_numbered_blank_rows_are_no_people():
    numbers = [f"({place})" for place in range(1, 13)]

    rows = read(workbook(sheet(numbers, *cell(person(), [2], [3])))).rows

    assert [row.values["full_name"] for row in rows] == ["Nguyễn Văn An"]


def test_a_name_alone_is_rejected_not_lost():
    data = workbook(sheet(*cell(person(), [None, "Lê Văn Bảy"], [3, "Lê Văn Tám"])))

    assert [problem for _, problem, _ in problems_of(data)] == ["no_admission"] * 2


def test_sections_cells_and_groups_follow_the_headings_between():
    data = workbook(
        sheet(
            *cell(person("A An", card="1")),
            ["ĐẢNG BỘ BỘ PHẬN VĂN PHÒNG"],
            *cell(person("B An", card="2"), name="Chi bộ 1"),
            ["Tổ đảng 1"],
            person("C An", card="3", posts="Tổ trưởng"),
            *cell(person("D An", card="4"), name="Chi bộ 2"),
        )
    )

    rows = read(data).rows

    assert [(row.path, row.values.get("group"), row.problem) for row in rows] == [
        (("Đảng bộ Sở Xây dựng", "Chi bộ 1"), None, ""),
        (("Đảng bộ Sở Xây dựng", "Đảng bộ bộ phận Văn phòng", "Chi bộ 1"), None, ""),
        (("Đảng bộ Sở Xây dựng", "Đảng bộ bộ phận Văn phòng", "Chi bộ 1"), "Tổ đảng 1", ""),
        (("Đảng bộ Sở Xây dựng", "Đảng bộ bộ phận Văn phòng", "Chi bộ 2"), None, ""),
    ]
    assert rows[2].values["posts"] == [[Role.GROUP_LEADER, "Tổ trưởng", "group"]]


def test_columns_may_name_cell_and_group():
    headings = ["STT", "Chi bộ", "Tổ đảng", "Họ tên", "Giới tính", "Năm sinh", "Ngày kết nạp"]
    data = workbook(
        (
            "Sở Xây dựng",
            [
                ["Đảng bộ Sở Xây dựng"],
                headings,
                [1, "Văn phòng", None, "Lê An", "Nam", 1980, "3/2/2010"],
                [2, None, "1", "Lê Bé", "Nữ", "1/2/1981", "3/2/2010"],
                [3, "Chi bộ 2", None, "Lê Cả", "?", 1982, "3/2/2010"],
            ],
        )
    )

    rows = read(data).rows

    assert [(row.cell, row.values.get("group"), row.values.get("gender")) for row in rows] == [
        ("Chi bộ Văn phòng", None, "M"),
        ("Chi bộ Văn phòng", "Tổ đảng 1", "F"),
        ("Chi bộ 2", None, None),
    ]
    assert [(row.problem, row.address) for row in rows] == [
        ("", ""),
        ("", ""),
        ("bad_gender", "E5"),
    ]


def test_a_sheet_may_hold_several_bases():
    data = workbook(
        (
            "Tổng hợp",
            [
                HEADINGS,
                [None, None, "Nam", "Nữ"],
                ["ĐẢNG BỘ SỞ XÂY DỰNG"],
                *cell(person(card="1")),
                ["ĐẢNG BỘ SỞ Y TẾ"],
                *cell(person("Lê An", card="2", workplace="Sở Y tế")),
            ],
        )
    )

    rows = read(data).rows

    assert [row.path for row in rows] == [
        ("Đảng bộ Sở Xây dựng", "Chi bộ 1"),
        ("Đảng bộ Sở Y tế", "Chi bộ 1"),
    ]


def test_posts_that_nobody_knows_go_to_the_note_with_a_notice():
    row = read_one(person(posts="Ủy viên UBKT; Phó Bí thư", note="giỏi tin học"))

    assert row.problem == ""
    assert row.values["posts"] == [[Role.DEPUTY_SECRETARY, "", "cell"]]
    assert row.values["note"] == "giỏi tin học; Chức vụ Đảng: Ủy viên UBKT"
    assert row.values["notices"] == ["post_to_note"]


def test_a_gender_may_be_ticked_without_a_birth():
    row = read_one(person(male=None, female="x"))

    assert (row.problem, row.values["gender"], "born_on" in row.values) == ("", "F", False)


def test_converted_rows_are_good():
    row = read_one(
        person("NGUYÔN V¡N TH¾NG", workplace="Së Tµi chÝnh", post="Chuyªn viªn"), convert=True
    )

    assert row.problem == ""
    assert row.values["full_name"] == "Nguyễn Văn Thắng"
    assert row.values["workplace"] == "Sở Tài chính"
    assert row.values["government_post"] == "Chuyên viên"


def test_a_word_that_could_be_both_follows_its_row():
    legacy = read_one(person("Lý Tó", workplace="Së Tµi chÝnh", post=None), convert=True)
    unicode = read_one(person("Lý Tó", workplace="Sở Tài chính"), convert=True)

    assert legacy.values["full_name"] == "Lý Tú"
    assert unicode.values["full_name"] == "Lý Tó"


def test_a_whole_list_in_an_old_font_is_recognised():
    data = workbook(
        (
            "Sheet1",
            [
                ["§¶ng bé Së Tµi chÝnh"],
                ["STT", "Hä vµ tªn", "Ngµy sinh", "Sè thÎ §V", "Ngµy vµo §¶ng"],
                ["Chi bé 1"],
                [1, "NguyÔn V¨n Th¾ng", "4/5/1980", "1", "3/2/2010"],
                [2, "Lª Lan", "4/5/1981", "2", "3/2/2010"],
            ],
        )
    )

    rejected, converted = read(data).rows, read(data, convert=True).rows

    assert [row.problem for row in rejected] == ["tcvn3", "tcvn3"]
    assert [(row.values["full_name"], row.path, row.problem) for row in converted] == [
        ("Nguyễn Văn Thắng", ("Đảng bộ Sở Tài chính", "Chi bộ 1"), ""),
        ("Lê Lan", ("Đảng bộ Sở Tài chính", "Chi bộ 1"), ""),
    ]


def test_markup_and_formulas_are_text():
    row = read_one(person("<script>alert(1)</script> An", workplace="'=1+1"))

    assert row.problem == ""
    assert row.values["full_name"] == "<script>alert(1)</script> An"


def test_every_problem_has_its_sentence():
    assert set(PROBLEMS) >= FOUND_IN_PLANNING
