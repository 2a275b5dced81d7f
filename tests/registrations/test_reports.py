"""R1: figures of people and of organizations' own forms, the page and the workbook."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from organizations.models import LogEntry, Role
from registrations import actions, queries, reports, workbooks
from registrations.models import Guidance, Registration, Round, Step
from tests import factories


def open_round(place, guidance=Guidance.NEU_GUONG_2017):
    """Open this year's round under a guidance that the bloc adopts."""
    return Round.objects.create(
        bloc=place.bloc,
        year=place.round.year,
        guidance=guidance,
        adoption_number="Công văn số 12-CV/ĐUK",
        adoption_signed_on=date(2021, 12, 1),
        adoption_signed_by="Ban Thường vụ Đảng ủy khối",
    )


def store(round_, *, person=None, organization, step, late=False):
    """Store a first version that stands in a step, of a person or an organization itself."""
    handed_in = step in (Step.SUBMITTED, Step.CONFIRMED, Step.RETURNED)
    return Registration.objects.create(
        round=round_,
        person=person,
        organization=organization,
        form="F02" if person else "F01",
        step=step,
        late=late,
        submitted_at=timezone.now() if handed_in else None,
        confirmed_at=timezone.now() if step == Step.CONFIRMED else None,
        signed={} if step == Step.CONFIRMED else None,
        code=actions.new_code(),
    )


def numbers(node):
    return (node.owing, node.handed_in, node.counts["confirmed"], node.counts["late"], node.missing)


@pytest.fixture
def year(place):
    """A round of every kind of state, people and organizations, in a small tree."""
    place.ng = open_round(place)
    guest = factories.make_person("Vũ Thị Hạnh", place.cell, admitted_on=None, official_on=None)
    cell, other = place.cell, place.other_cell
    store(place.ng, person=place.member.person, organization=cell, step=Step.CONFIRMED, late=True)
    store(place.ng, person=place.colleague.person, organization=cell, step=Step.SUBMITTED)
    store(place.ng, person=guest, organization=cell, step=Step.COMMENTED)
    store(place.ng, person=place.superior.person, organization=other, step=Step.RETURNED)
    store(place.ng, organization=place.base, step=Step.CONFIRMED)
    store(place.ng, organization=cell, step=Step.COMMENTED)
    return place


def test_people_and_forms_are_counted_apart(year):
    report = reports.registration_report(year.ng, year.bloc)

    found = {node.organization.name: numbers(node) for node, _ in reports.lines(report.people)}
    assert found == {
        year.bloc.name: (8, 2, 1, 1, 6),
        year.base.name: (8, 2, 1, 1, 6),
        "Chi bộ 1": (5, 2, 1, 1, 3),
        "Chi bộ 2": (3, 0, 0, 0, 3),
    }
    forms = {node.organization.name: numbers(node) for node, _ in reports.lines(report.forms)}
    assert forms == {
        year.bloc.name: (3, 1, 1, 0, 2),
        year.base.name: (3, 1, 1, 0, 2),
        "Chi bộ 1": (1, 0, 0, 0, 1),
        "Chi bộ 2": (1, 0, 0, 0, 1),
    }


def test_other_guidances_have_no_forms_of_organizations(place):
    report = reports.registration_report(place.round, place.bloc)

    assert (report.forms, report.people.owing) == (None, 7)


@pytest.mark.parametrize("guidance", [Guidance.LAM_DONG_2017, Guidance.CAM_KET_9])
def test_non_members_owe_nothing_under_the_members_guidances(year, guidance):
    round_ = year.round if guidance == Guidance.CAM_KET_9 else open_round(year, guidance)

    assert queries.progress(round_, year.bloc).owing == 7


def test_groups_count_in_their_cell(year):
    group = factories.make_group(year.cell)
    factories.make_person("Bùi Văn Tú", group)

    report = reports.registration_report(year.ng, year.bloc)

    found = [(node.organization.name, depth) for node, depth in reports.lines(report.people)]
    assert found == [(year.bloc.name, 0), (year.base.name, 1), ("Chi bộ 1", 2), ("Chi bộ 2", 2)]
    assert report.people.children[0].children[0].owing == 6


@pytest.mark.parametrize(
    ("status", "names"),
    [
        ("all", ["Đảng bộ Sở Xây dựng", "Chi bộ 1", "Chi bộ 2"]),
        ("confirmed", ["Đảng bộ Sở Xây dựng"]),
        ("submitted", []),
        ("late", []),
        ("missing", ["Chi bộ 1", "Chi bộ 2"]),
    ],
)
def test_lists_behind_the_figures_of_forms(year, browse, status, names):
    address = reverse("round_organizations", args=[year.ng.pk, year.bloc.pk])

    rows = browse(year.board).get(address, {"tinh-trang": status}).context["rows"]

    assert [row.organization.name for row, _ in rows] == names


def test_only_the_direct_superior_opens_a_form_that_waits(year, browse):
    store(year.ng, organization=year.other_cell, step=Step.SUBMITTED)
    address = reverse("round_organizations", args=[year.ng.pk, year.base.pk])

    opened = {}
    for name in ("superior", "board"):
        rows = browse(getattr(year, name)).get(address, {"tinh-trang": "all"}).context["rows"]
        opened[name] = [row.organization.name for row, may_open in rows if may_open]

    assert opened == {
        "superior": ["Đảng bộ Sở Xây dựng", "Chi bộ 2"],
        "board": ["Đảng bộ Sở Xây dựng"],
    }


def book_of(round_, organization, *, computed):
    data, _ = workbooks.registration_workbook(reports.registration_report(round_, organization))
    return load_workbook(BytesIO(data), data_only=computed)


def body(sheet, first=10):
    return [
        list(row)
        for row in sheet.iter_rows(min_row=first, values_only=True)
        if isinstance(row[0], int)
    ]


def test_workbook_has_figures_with_values(year):
    book = book_of(year.ng, year.bloc, computed=True)

    assert book.sheetnames == ["Theo tổ chức", "Mẫu 01 của tổ chức", "Chưa nộp", "Tổ chức chưa nộp"]
    assert body(book["Theo tổ chức"]) == [
        [1, year.bloc.name, 8, 2, 1, 1, 6, 0.25, 0.125],
        [2, year.base.name, 8, 2, 1, 1, 6, 0.25, 0.125],
        [3, "Chi bộ 1", 5, 2, 1, 1, 3, 0.4, 0.2],
        [4, "Chi bộ 2", 3, 0, 0, 0, 3, 0, 0],
    ]
    assert [row[2:7] for row in body(book["Mẫu 01 của tổ chức"])] == [
        [3, 1, 1, 0, 2],
        [3, 1, 1, 0, 2],
        [1, 0, 0, 0, 1],
        [1, 0, 0, 0, 1],
    ]


def test_workbook_sums_are_live(year):
    book = book_of(year.ng, year.bloc, computed=False)

    assert [row[2] for row in body(book["Theo tổ chức"])] == ["=SUM(C11)", "=SUM(C12:C13)", 5, 3]
    assert [row[2] for row in body(book["Mẫu 01 của tổ chức"])] == [
        "=SUM(C11)",
        "=SUM(1,C12:C13)",
        1,
        1,
    ]
    assert book["Theo tổ chức"]["H12"].value == '=IF(C12=0,"",D12/C12)'


def test_workbook_names_the_missing_in_vietnamese_order(year):
    factories.make_person("Đỗ Văn Á", factories.make_group(year.other_cell))
    factories.make_person("=Hoàng Thị Ánh", year.other_cell)

    sheet = book_of(year.ng, year.bloc, computed=False)["Chưa nộp"]

    names = [row[1] for row in body(sheet)]
    assert names == [
        "Đỗ Văn Á",
        "=Hoàng Thị Ánh",
        "Trần Thị Bình",
        "Phạm Văn Cường",
        "Vũ Thị Hạnh",
        "Đỗ Thị Lan",
        "Võ Minh Tú",
        "Hồ Thu Vân",
    ]
    assert body(sheet)[0][2:4] == ["Tổ đảng 1, Chi bộ 2", "Đảng bộ Sở Xây dựng"]
    assert {sheet.cell(10, 2).data_type, sheet.cell(11, 2).data_type} == {"s"}
    assert [row[4:] for row in body(sheet) if row[1] == "Vũ Thị Hạnh"] == [
        ["Quần chúng", "Đã qua góp ý"]
    ]


def test_workbook_head_says_what_when_and_for_whom(year):
    sheet = book_of(year.ng, year.base, computed=True)["Theo tổ chức"]

    texts = [cell for row in sheet.iter_rows(max_row=8, values_only=True) for cell in row if cell]
    assert texts == [
        year.bloc.name.upper(),
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        year.base.name.upper(),
        "*",
        f"TÌNH HÌNH ĐĂNG KÝ, CAM KẾT NĂM {year.ng.year}",
        "Đăng ký, cam kết nêu gương (Mẫu 01, 02, 03/ĐKNG)",
        f"(Người phải đăng ký; hạn nộp {queries.due(year.ng):%d/%m/%Y}; "
        f"tính đến ngày {timezone.localdate():%d/%m/%Y})",
    ]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C10", "$9:$9")
    assert sheet.auto_filter.ref == "A9:I12"
    assert sheet.page_setup.orientation == "landscape"


def test_head_of_the_bloc_names_nobody_above(year):
    sheet = book_of(year.ng, year.bloc, computed=True)["Chưa nộp"]

    assert [sheet.cell(row, 1).value or "" for row in (1, 2, 3)] == [
        year.bloc.name.upper(),
        "*",
        "",
    ]


def test_page_and_workbook_show_the_same(year, browse):
    address = reverse("round_progress", args=[year.ng.pk, year.bloc.pk])

    report = browse(year.board).get(address).context["report"]

    row = body(book_of(year.ng, year.bloc, computed=True)["Theo tổ chức"])[0]
    assert tuple(row[2:7]) == numbers(report.people)


def test_page_shows_the_shares_of_the_workbook_as_bars(year, browse):
    address = reverse("round_progress", args=[year.ng.pk, year.base.pk])

    page = browse(year.board).get(address).content.decode()

    assert '<span>40,00%</span><progress value="2" max="5" aria-label="Tỉ lệ đã nộp' in page
    assert '<span>20,00%</span><progress value="1" max="5" aria-label="Tỉ lệ xác nhận' in page


def test_lists_of_the_missing_are_counted_live(year):
    live, stored = (book_of(year.ng, year.bloc, computed=one) for one in (False, True))

    assert live["Chưa nộp"]["B16"].value == '="Cộng: "&SUBTOTAL(103,B10:B15)&" người"'
    assert stored["Chưa nộp"]["B16"].value == "Cộng: 6 người"
    assert live["Tổ chức chưa nộp"]["B12"].value == '="Cộng: "&SUBTOTAL(103,B10:B11)&" tổ chức"'
    assert stored["Tổ chức chưa nộp"]["B12"].value == "Cộng: 2 tổ chức"


def test_list_without_anybody_counts_nobody(place):
    round_ = open_round(place, Guidance.LAM_DONG_2017)
    empty = factories.make_base(place.bloc, "Đảng bộ Sở Y tế")

    sheet = book_of(round_, empty, computed=False)["Chưa nộp"]

    assert sheet["B10"].value == "Cộng: 0 người"


def test_export_is_logged(year, browse):
    answer = browse(year.board).get(reverse("round_report", args=[year.ng.pk, year.base.pk]))

    entry = LogEntry.objects.get(verb="export")
    assert entry.text == (
        f"Xuất tình hình đăng ký, cam kết ({year.ng}) của Đảng bộ Sở Xây dựng: 8 dòng chưa nộp"
    )
    assert (entry.organization, answer.content[:2]) == (year.base, b"PK")
    assert (
        f"tinh-hinh-dang-ky-neu-guong-{year.ng.year}-dang-bo-so-xay-dung.xlsx"
        in answer.headers["Content-Disposition"]
    )


@pytest.mark.parametrize("name", ["round_report", "round_organizations"])
def test_who_may_follow_may_have_the_report(year, browse, name):
    address = reverse(name, args=[year.ng.pk, year.base.pk])
    propaganda = factories.make_officer(
        year.bloc, Role.PROPAGANDA_BOARD, "Lâm Thị Mai", placed_in=year.other_cell
    )
    stranger = factories.make_officer(factories.make_bloc("Đảng bộ Khối doanh nghiệp"))

    codes = {
        who: browse(account).get(address).status_code
        for who, account in {
            "member": year.member,
            "secretary": year.secretary,
            "superior": year.superior,
            "propaganda": propaganda,
            "stranger": stranger,
        }.items()
    }

    assert codes == {
        "member": 404,
        "secretary": 404,
        "superior": 200,
        "propaganda": 200,
        "stranger": 404,
    }


@pytest.mark.parametrize("name", ["round_progress", "round_report", "round_organizations"])
def test_pages_of_the_report_take_as_many_queries_with_more(year, browse, name):
    address = reverse(name, args=[year.ng.pk, year.bloc.pk])

    def count():
        client = browse(year.board)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = count()
    for number in range(3):
        base = factories.make_base(year.bloc, f"Đảng bộ Sở {number}")
        for cell in (factories.make_cell(base), factories.make_cell(base, "Chi bộ 2")):
            person = factories.make_person("Bùi Văn Tú", cell)
            store(year.ng, person=person, organization=cell, step=Step.DRAFT)
            store(year.ng, organization=cell, step=Step.CONFIRMED)

    assert count() == few
