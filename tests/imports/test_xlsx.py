from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from config.xlsx import Column, Sheet, sheet_titles, workbook_bytes

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
