"""R2, R3, R5 as workbooks and ``export_report``: live sums, stored values, layout, refusals."""

import re
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import load_workbook

from evaluations import workbooks
from evaluations.models import RoleModel
from organizations.models import LogEntry
from tests import factories
from tests.evaluations.test_reports import make_quality


@pytest.fixture
def quality(db):
    return make_quality()


def book_of(code, *rounds, bloc, values=False):
    data, _ = workbooks.results_workbook(code, list(rounds), bloc)
    return load_workbook(BytesIO(data), data_only=values)


def table(sheet, first):
    """Return the rows of a sheet from the one whose second cell is ``first``."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(at for at, row in enumerate(rows) if row[1] == first)
    return rows[start:]


def test_members_stand_under_their_columns(quality):
    sheet = book_of("R3", quality.hd, bloc=quality.bloc, values=True)["Tổng hợp"]

    rows = table(sheet, quality.bloc.name)
    assert [row[1] for row in rows] == [
        quality.bloc.name,
        quality.base.name,
        "Chi bộ 1",
        "Chi bộ 2",
    ]
    assert rows[0][2:7] == [17, 1, 1, 11, 4]
    assert rows[2][2:15] == [13, 1, 1, 7, 4, 1, 0.25, 1, 0.25, 1, 0.25, 1, 0.25]
    assert rows[1][15:19] == [1, 1, 1, 1]
    assert [rows[0][15:19], rows[3][8]] == [[None] * 4, None]


def test_sums_and_shares_are_formulas(quality):
    sheet = book_of("R3", quality.hd, bloc=quality.bloc)["Tổng hợp"]

    bloc, base, cell, _ = table(sheet, quality.bloc.name)
    number = next(row[0].row for row in sheet.iter_rows() if row[1].value == quality.bloc.name)
    assert bloc[2] == f"=SUM(D{number}:G{number})"
    assert base[3] == f"=SUM(D{number + 2}:D{number + 3})"
    assert bloc[3] == f"=SUM(D{number + 1})"
    assert cell[3] == 1
    assert cell[8] == f'=IF(G{number + 2}=0,"",H{number + 2}/G{number + 2})'


def test_headings_of_two_rows_are_merged_and_high_enough(quality):
    sheet = book_of("R3", quality.hd, bloc=quality.bloc)["Tổng hợp"]

    (top,) = [row[0].row for row in sheet.iter_rows() if row[0].value == "STT"]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {f"A{top}:A{top + 1}", f"B{top}:B{top + 1}", f"H{top}:I{top}"} <= merged
    assert sheet.row_dimensions[top].height >= 30


def test_lists_have_everybody_by_name_with_reasons(quality):
    book = book_of("R3", quality.hd, bloc=quality.bloc, values=True)

    rows = table(book["Danh sách"], "Nguyễn Văn An")
    names = [row[1] for row in rows if isinstance(row[0], int)]
    assert len(names) == 17
    assert names[:3] == ["Nguyễn Văn An", "Trần Thị Bình", "Lý Văn Chờ"]
    found = {row[1]: row[4:7] for row in rows if isinstance(row[0], int)}
    assert found["Vũ Văn Good"] == [
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
        "Quá nửa số phiếu (H21-14)",
    ]
    assert found["Mai Văn Miễn"] == ["", "", "Được miễn hoặc bị đình chỉ sinh hoạt"]
    lowest = table(book["Không hoàn thành nhiệm vụ"], "Vũ Văn Not_Completed")
    assert [row[1] for row in lowest if isinstance(row[0], int)] == ["Vũ Văn Not_Completed"]


def test_what_begins_like_a_formula_is_text(quality):
    person = quality.people["GOOD"]
    person.full_name = "=1+1"
    person.save()

    sheet = book_of("R3", quality.hd, bloc=quality.bloc)["Danh sách"]

    (cell,) = [row[1] for row in sheet.iter_rows() if row[1].value == "=1+1"]
    assert cell.data_type == "s"


def test_sheets_are_set_up_to_print(quality):
    for sheet in book_of("R3", quality.hd, bloc=quality.bloc):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        text = " ".join(str(row[0]) for row in sheet.iter_rows(max_row=12, values_only=True))
        assert "tính đến ngày 31/12/" in text
        assert f"NĂM {quality.hd.year}" in text


def test_organizations_have_kinds_committees_and_a_list(year):
    factories.make_result(year.hd, year.base, level="EXCELLENT")
    factories.make_result(year.hd, year.cell, level="COMPLETED")

    book = book_of("R2", year.hd, bloc=year.bloc, values=True)

    assert book.sheetnames == ["Theo loại", "Theo cấp ủy", "Danh sách"]
    kinds = table(book["Theo loại"], "Đảng bộ cơ sở")
    assert [row[1:6] for row in kinds] == [
        ["Đảng bộ cơ sở", 1, 0, 0, 1],
        ["Chi bộ trực thuộc", 2, 0, 1, 1],
        ["Cộng", 3, 0, 1, 2],
    ]
    committees = table(book["Theo cấp ủy"], year.bloc.name)
    assert [row[1:4] for row in committees] == [
        [year.bloc.name, 1, 0],
        [year.base.name, 2, 0],
        ["Cộng", 3, 0],
    ]
    assert committees[0][14:18] == [0, None, 1, 1]


def test_booklets_and_examples_stand_in_one_workbook(year):
    rated = factories.make_result(
        year.ld, year.cell, year.mate.person, "COMPLETED_WELL", reported_at=timezone.now()
    )
    RoleModel.objects.create(evaluation=rated, years=1, votes=9)
    factories.make_result(year.ng, year.cell, level="GOOD", reported_at=timezone.now())

    book = book_of("R5", year.ng, year.ld, bloc=year.bloc, values=True)

    assert len(book.sheetnames) == 3 + 3 + 3 + 1
    models = table(book[book.sheetnames[-1]], "Lê Thị Hoa")
    assert models[0][:6] == [1, "Lê Thị Hoa", "Chi bộ 1", "1 năm", 9, "Chưa có ý kiến"]


def export(tmp_path, *arguments, **options):
    target, out = tmp_path / "bao-cao.xlsx", StringIO()
    call_command("export_report", *arguments, output=str(target), stdout=out, **options)
    return target, out.getvalue()


@pytest.mark.parametrize("code", ["R1", "R2", "R3", "R5"])
def test_command_writes_each_report_and_logs_it(quality, tmp_path, code):
    target, said = export(tmp_path, code, year=str(quality.hd.year), bloc=quality.bloc.name)

    assert load_workbook(target).sheetnames
    line = LogEntry.objects.get(verb="export")
    assert line.actor == "Lệnh trên máy chủ"
    assert line.text.startswith(f"Xuất {code} năm {quality.hd.year}")
    assert re.search(r"\d+ dòng", said)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (["R9"], {}, "Không có báo cáo R9; chọn một trong: R1, R2, R3, R5"),
        (["R3"], {"bloc": "Khối lạ"}, "tên “Khối lạ”. Hiện có: Đảng bộ Khối"),
        (["R3"], {"year": "1999"}, "Năm 1999 .* chưa mở đợt kiểm điểm"),
        (["R3"], {"year": "hai nghìn"}, "Năm ghi bằng bốn chữ số"),
        (["R3"], {"output": "/khong/co/R3.xlsx"}, "Không ghi được tệp"),
    ],
)
def test_command_says_what_is_wrong(year, tmp_path, arguments, options, message):
    given = {"year": str(year.hd.year), "bloc": year.bloc.name, "output": str(tmp_path / "a.xlsx")}

    with pytest.raises(CommandError, match=message):
        call_command("export_report", *arguments, **(given | options))

    assert not LogEntry.objects.filter(verb="export").exists()
