import unicodedata

import pytest

from organizations.importing.values import (
    BadValue,
    name_key,
    organization_name,
    organization_rank,
    person_name,
    read_card,
    read_date,
    read_yes,
    text_of,
)


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        (["1974-03-05"], ("1974-03-05", False)),
        ("05/03/1974", ("1974-03-05", False)),
        ("5/3/1974", ("1974-03-05", False)),
        ("05.03.1974", ("1974-03-05", False)),
        ("05-03-1974", ("1974-03-05", False)),
        (" 05 / 03 / 1974. ", ("1974-03-05", False)),
        ("'05/03/1974", ("1974-03-05", False)),
        ("1974-03-05", ("1974-03-05", False)),
        ("29/02/2000", ("2000-02-29", False)),
        (27093.0, ("1974-03-05", False)),
        (27093, ("1974-03-05", False)),
        ("1974", ("1974-01-01", True)),
        (1974.0, ("1974-01-01", True)),
    ],
)
def test_date_forms(cell, date):
    assert read_date(cell) == date


@pytest.mark.parametrize(
    "cell",
    ["31/02/1985", "29/02/2001", "12/13/1999", "05/03/74", "03/1974", "1774", "abc", 19.0, True,
     ["1899-12-31"], "5/3/19744", "32/01/1990", "0/1/1990", 1e300, -5.0],
)  # fmt: skip
def test_bad_dates(cell):
    with pytest.raises(BadValue, match="bad_date"):
        read_date(cell)


@pytest.mark.parametrize(
    ("cell", "card"),
    [
        ("10007020", "10007020"),
        ("10.007.020", "10007020"),
        (" 10 007 020 ", "10007020"),
        (10007020.0, "10007020"),
        (10007020, "10007020"),
        (1007020.0, "01007020"),
        ("01007020", "01007020"),
        ("", ""),
        (0.0, ""),
        ("-", ""),
        ("chưa có", ""),
    ],
)
def test_card_forms(cell, card):
    assert read_card(cell) == card


@pytest.mark.parametrize("cell", ["1000702o", "10007020 (cũ)", 10.5, -3.0, "1" * 21, "１０００"])
def test_bad_cards(cell):
    with pytest.raises(BadValue, match="bad_card"):
        read_card(cell)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NGUYỄN THỊ NGỌC ÁNH DƯƠNG", "Nguyễn Thị Ngọc Ánh Dương"),
        ("CIL MÚP K'THƯƠNG", "Cil Múp K'Thương"),
        ("K' BRẾU", "K' Brếu"),
        ("Y-BLÔ", "Y-Blô"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("Nguyễn văn An", "Nguyễn văn An"),
        ("Ý", "Ý"),
    ],
)
def test_person_names_in_capitals_get_proper_case(text, name):
    assert person_name(text) == name


def test_text_is_tidy_and_composed():
    decomposed = unicodedata.normalize("NFD", "Lê  Thị\tHuệ")

    assert text_of(f" \u200b{decomposed}\x07 ") == "Lê Thị Huệ"
    assert text_of(12.0) == "12"
    assert text_of(["2024-12-31"]) == "31/12/2024"
    assert text_of(True) == "x"
    assert text_of(False) == ""


@pytest.mark.parametrize(
    ("cell", "yes"),
    [("x", True), ("X", True), ("Có", True), ("", False), ("không", False), (1.0, True)],
)
def test_ticks(cell, yes):
    assert read_yes(cell) is yes


def test_names_written_the_old_and_the_new_way_are_one():
    assert name_key("Lê Thị Thuý") == name_key("LÊ THỊ THÚY")
    assert name_key("Lê Thị Thuý") != name_key("Lê Thị Thùy")


@pytest.mark.parametrize(
    ("text", "rank", "name"),
    [
        ("CHI BỘ 1", "cell", "Chi bộ 1"),
        ("Chi bộ 3:", "cell", "Chi bộ 3"),
        ("I. CHI BỘ 1", "cell", "Chi bộ 1"),
        ("1. Chi bộ Văn phòng (16 đảng viên)", "cell", "Chi bộ Văn phòng"),
        ("chi bộ 2 - 16 đ/c", "cell", "Chi bộ 2"),
        ("CHI BỘ VĂN PHÒNG UBND", "cell", "Chi bộ Văn phòng UBND"),
        ("CHI BỘ II", "cell", "Chi bộ II"),
        ("Chi bộ 12-13", "cell", "Chi bộ 12-13"),
        ("Chi bộ 1 (Văn phòng)", "cell", "Chi bộ 1 (Văn phòng)"),
        ("ĐẢNG BỘ SỞ TÀI CHÍNH", "base", "Đảng bộ Sở Tài chính"),
        ("ĐẢNG ỦY SỞ TÀI CHÍNH", "base", "Đảng bộ Sở Tài chính"),
        ("Đảng ủy Quân sự", "base", "Đảng ủy Quân sự"),
        ("ĐẢNG BỘ BỘ PHẬN VĂN PHÒNG", "section", "Đảng bộ bộ phận Văn phòng"),
        ("Tổ đảng 1: 5 đồng chí", "group", "Tổ đảng 1"),
        ("Chi bộ “CB: 12 (3)”", "cell", "CB: 12 (3)"),
        ("Chi Văn Bộ", "", "Chi Văn Bộ"),
    ],
)
def test_organization_names(text, rank, name):
    known = {"sở tài chính": "Sở Tài chính"}

    assert (organization_rank(text), organization_name(text, known)) == (rank, name)
