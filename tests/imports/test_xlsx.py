from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from config.xlsx import (
    Column,
    Formula,
    Indented,
    Sheet,
    sheet_titles,
    total_formula,
    workbook_bytes,
)

COLUMNS = [Column(("A",), 10), Column(("B",), 10, centred=True)]


def cells(*rows):
    """Return the cells below the heading of a workbook with these body rows."""
    data = workbook_bytes([Sheet("Thử", COLUMNS, rows=[("body", row) for row in rows])])
    return list(load_workbook(BytesIO(data)).active.iter_rows(min_row=2, max_col=2))


@pytest.mark.parametrize("text", ["=1+1", "+84 91", "-5", "@an", "=HYPERLINK(1)", "bình thường"])
def test_what_people_typed_is_text(text):
    ((cell, _),) = cells([text, None])

    assert (cell.value, cell.data_type) == (text, "s")


def test_signs_that_no_workbook_can_hold_are_left_out():
    ((cell, other),) = cells(["a\x00b\x0bc\ud800", "e\u0302\u0301"])

    assert (cell.value, other.value) == ("abc", "ế")


def test_dates_and_numbers_are_real():
    ((day, number),) = cells([date(2024, 12, 31), 5])

    assert (day.value.date(), day.number_format) == (date(2024, 12, 31), "dd/mm/yyyy")
    assert number.value == 5


@pytest.mark.parametrize(
    ("names", "titles"),
    [
        (["Sở Y tế"], ["Sở Y tế"]),
        (["a/b:c*d?[e]\\f"], ["a b c d  e  f"]),
        (["'dấu'"], ["dấu"]),
        (["", "[]"], ["Danh sách", "Danh sách (2)"]),
        (["Sở A", "sở a", "SỞ A"], ["Sở A", "sở a (2)", "SỞ A (3)"]),
        (["x" * 40, "x" * 50], ["x" * 31, "x" * 27 + " (2)"]),
    ],
)
def test_sheet_titles(names, titles):
    assert sheet_titles(names) == titles
    assert all(len(title) <= 31 for title in titles)


def test_rows_with_long_text_are_high_enough():
    data = workbook_bytes([Sheet("Thử", COLUMNS, rows=[("body", ["dài " * 10, None])])])

    assert load_workbook(BytesIO(data)).active.row_dimensions[2].height == 60


def test_formula_is_live_and_carries_its_value():
    data = workbook_bytes(
        [
            Sheet(
                "Thử",
                COLUMNS,
                rows=[
                    ("total", [Formula("=SUM(A3:A4)", 5), Formula("=A3/A2", 0.4, share=True)]),
                    ("body", [2, None]),
                    ("body", [3, None]),
                ],
            )
        ]
    )
    found = {
        kind: load_workbook(BytesIO(data), data_only=kind == "values").active
        for kind in ("texts", "values")
    }

    assert [found[kind]["A2"].value for kind in found] == ["=SUM(A3:A4)", 5]
    assert [found[kind]["B2"].value for kind in found] == ["=A3/A2", 0.4]
    assert found["texts"]["B2"].number_format == "0.00%"


def test_indented_text_is_text_set_in():
    ((cell, _),) = cells([Indented("=Chi bộ", 2), None])

    assert (cell.value, cell.data_type, cell.alignment.indent) == ("=Chi bộ", "s", 2)


@pytest.mark.parametrize(
    ("rows", "own", "text"),
    [
        ([5, 6, 7], 0, "=SUM(C5:C7)"),
        ([5], 3, "=SUM(3,C5)"),
        ([5, 6, 9, 11, 12], 0, "=SUM(C5:C6,C9,C11:C12)"),
    ],
)
def test_total_joins_neighbouring_rows(rows, own, text):
    assert total_formula(2, rows, own, 7) == Formula(text, 7)


def test_total_of_many_scattered_rows_stays_within_what_a_function_takes():
    text = total_formula(0, range(1, 1001, 2), 0, 7).text

    assert max(part.count(",") for part in text.split("SUM(")) < 255
    assert text.count("A") == 500
