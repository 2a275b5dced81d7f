"""Lists of nonsense: nothing breaks, and what is taken can be written."""

import random

import pytest

from organizations.importing.actions import apply, upload
from organizations.importing.layout import recognise
from organizations.importing.problems import PROBLEMS
from organizations.importing.reading import Sheet
from organizations.models import ImportRow, Person
from tests.factories import make_bloc
from tests.imports.making import HEADINGS, cell, person, sheet, workbook

JUNK = [
    None, "", " ", "x", "Nam", "Nữ", 0, 1, -1, 1e300, 3.5, 1974, 31048, True, "1974", "0001-01-01",
    "31/12/9999", "01/01/1900", "29/02/2023", "1/1/1980", "2/1/1980", "3/2/2010", "3/2/2011",
    "10000001", "10.000.001", "10000002", "1" * 30, "=1+1", "@SUM(A1)", "<b>a</b>", "'; DROP TABLE",
    "Nguyễn Văn An", "NGUYỄN VĂN AN", "Lê\nThị\tHoa", "NguyÔn V¨n Th¾ng", "K'", "''", "“”", "()",
    "Chi bộ 1", "CHI BỘ", "Đảng bộ Sở Y tế", "Tổ đảng 1", "Đảng bộ bộ phận A", "Tổng cộng: 5",
    "Bí thư", "Phó Bí thư; Bí thư (Chi bộ 1)", "Bí thư (((", "Tổ trưởng", "Ban Tổ chức",
    "Ủy viên Ban Thường vụ, Bí thư Đảng ủy kiêm Chi ủy viên", "Sinh hoạt tạm thời",
    "Miễn sinh hoạt từ ngày 31/02/2024", "Miễn sinh hoạt từ 1/1/1890; Nghỉ ốm", "\u202e\u200b",
    "(1(1(1(1" * 500, "a" * 5000, "((" * 3000, "ÿ", "Họ và tên", "a@b.vn",
]  # fmt: skip
BUILT = (
    {"number": 1, "name": "Nguyễn Văn An", "male": "1/1/1980", "admitted": "3/2/2010"},
    {"name": "Lê Hoa", "male": None, "female": 1980, "card": None, "official": None},
)


def junk_rows(chance, count):
    """Yield rows of people with some cells of nonsense, and rows of nonsense alone."""
    fields = ("number", "name", "male", "female", "card", "admitted", "official", "posts",
              "post", "workplace", "servant", "note")  # fmt: skip
    for number in range(count):
        if number % 12 == 0:
            yield [chance.choice(JUNK) for _ in range(chance.randint(1, 14))]
        else:
            wild = {chance.choice(fields): chance.choice(JUNK) for _ in range(chance.randint(0, 3))}
            given = {"card": str(chance.randint(1, 300))} | chance.choice(BUILT) | wild
            yield person(**given)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_a_list_of_junk_is_read_and_what_is_taken_is_written(seed):
    chance = random.Random(seed)  # noqa: S311  (the same junk every time, no secret)
    bloc = make_bloc()
    lists = [
        sheet(*cell(*junk_rows(chance, 150)), title=f"Sở {n}", base=f"ĐẢNG BỘ SỞ {n}")
        for n in range(2)
    ]

    first = upload(None, bloc, workbook(*lists), "a.xlsx")
    applied = apply(None, first)
    second = upload(None, bloc, workbook(*lists), "a.xlsx")

    taken = first.rows.exclude(outcome=ImportRow.Outcome.REJECTED)
    assert applied
    assert taken.exists()
    assert Person.objects.exists()
    assert set(first.rows.values_list("problem", flat=True)) <= {"", *PROBLEMS}
    assert {row.outcome for row in second.rows.all()} <= {"UNCHANGED", "REJECTED"}
    assert second.rows.filter(outcome="UNCHANGED").count() == taken.count()


@pytest.mark.parametrize("seed", range(20))
def test_sheets_of_junk_are_recognised_somehow(seed):
    chance = random.Random(seed)  # noqa: S311  (the same junk every time, no secret)
    words = [text for text in JUNK if text is not None] + HEADINGS[:2]
    rows = [[chance.choice(words) for _ in range(chance.randint(0, 14))] for _ in range(80)]

    (layout,) = recognise([Sheet("Sheet1", False, rows)], "Đảng bộ Khối", {})

    assert set(layout) >= {"sheet", "used", "base", "kind", "heading", "first", "columns"}
