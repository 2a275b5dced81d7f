"""The pages of results: figures that lead to lists, acts, who sees what, papers, workbooks."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluations import publishing
from evaluations.models import Evaluation, YearPaper
from organizations.models import LogEntry, Role
from tests import factories
from tests.evaluations.pages import words
from tests.evaluations.test_reports import make_quality


@pytest.fixture
def quality(db):
    return make_quality()


@pytest.fixture
def exemplary(year):
    year.own = factories.make_result(year.ng, year.cell, year.mate.person, "GOOD")
    year.other_one = factories.make_result(year.ng, year.cell, year.member.person, "OUTSTANDING")
    return year


def results_of(round_, organization):
    return reverse("results", args=[round_.pk, organization.pk])


def behind(round_, organization, **query):
    return reverse("result_people", args=[round_.pk, organization.pk]), query


def as_(client, account):
    client.force_login(account)
    return client


def test_page_shows_the_figures_of_the_report(quality, client):
    page = as_(client, quality.board).get(results_of(quality.hd, quality.bloc))

    text = words(page)
    assert "Tổng số 17" in text
    assert "Hoàn thành xuất sắc nhiệm vụ 1 (25,00%)" in text
    assert "tính đến ngày 31/12/" in text
    assert f"{behind(quality.hd, quality.bloc)[0]}?muc=EXCELLENT" in page.content.decode()


def test_each_figure_leads_to_its_list(quality, client):
    as_(client, quality.superior)
    for choice, number in (
        ("ALL", 13),
        ("GOOD", 1),
        ("OUTSIDE", 1),
        ("YOUNG", 1),
        ("UNCLASSIFIED", 7),
        ("CLASSIFIED", 4),
        ("NOT_REPORTED", 2),
    ):
        address, query = behind(quality.hd, quality.cell, muc=choice)
        assert f"{number} người" in words(client.get(address, query)), choice
    address, query = behind(quality.hd, quality.cell, q="vu van good")
    text = words(client.get(address, query))
    assert "Vũ Văn Good" in text
    assert "Quá nửa số phiếu (H21-14)" in text
    assert client.get(address, {"muc": "LẠ"}).status_code == 404


def test_cell_shows_its_people_and_what_is_not_reported_to_its_own_committee(quality, client):
    address = results_of(quality.hd, quality.cell)

    inside = words(as_(client, quality.secretary).get(address))
    above = words(as_(client, quality.superior).get(address))

    assert "Lý Văn Chờ Chi bộ 1 Hoàn thành tốt nhiệm vụ Chưa quyết định" in inside
    assert "Lý Văn Chờ Chi bộ 1 Chưa báo cáo cấp trên" in above


def test_organizations_have_their_tab(quality, client):
    factories.make_result(quality.hd, quality.base, level="EXCELLENT")

    page = as_(client, quality.board).get(results_of(quality.hd, quality.bloc), {"bieu": "R2"})

    text = words(page)
    assert "Theo cấp ủy trực tiếp" in text
    assert "Đảng bộ cơ sở 1 , Đảng bộ cơ sở 0 0 1 , Đảng bộ cơ sở 100,00%" in text
    narrow = as_(client, quality.board).get(
        results_of(quality.hd, quality.bloc), {"bieu": "R2", "muc": "UNCLASSIFIED"}
    )
    assert "Chi bộ 2" in words(narrow)
    one = words(client.get(results_of(quality.hd, quality.bloc), {"bieu": "R2", "loai": "CELL"}))
    assert "Danh sách tổ chức đảng Xem tất cả Tổ chức đảng" in one
    assert f"{quality.base.name} {quality.bloc.name}" not in one
    assert client.get(results_of(quality.hd, quality.bloc), {"bieu": "R5"}).status_code == 404


@pytest.mark.parametrize("name", ["ng", "ld", "ck"])
def test_other_guidances_have_their_page(year, client, name):
    page = as_(client, year.board).get(results_of(getattr(year, name), year.bloc))

    assert page.status_code == 200
    assert ("Đợt này không xếp mức" in words(page)) == (name == "ck")


def test_secretary_publishes_what_is_ticked_then_all_then_reports(exemplary, client):
    as_(client, exemplary.secretary)
    place = [exemplary.ng.pk, exemplary.cell.pk]
    publish = reverse("results_publish", args=place)

    client.post(publish, {"kq": [exemplary.own.pk]})
    assert Evaluation.objects.exclude(published_at=None).get() == exemplary.own
    client.post(publish, {"all": 1})
    report = client.post(reverse("results_report", args=place), follow=True)

    assert Evaluation.objects.exclude(reported_at=None).count() == 2
    assert "Đã báo cáo kết quả năm" in words(report) or "Đã báo cáo" in report.content.decode()
    again = client.post(publish, {"all": 1}, follow=True)
    assert "Không còn gì để làm" in again.content.decode()


def test_base_committee_tells_results(quality, client):
    as_(client, quality.superior)

    client.post(reverse("results_notify", args=[quality.hd.pk, quality.base.pk]), {"all": 1})

    assert Evaluation.objects.exclude(notified_at=None).count() == 4


def test_people_of_the_cell_see_what_is_posted_and_nothing_else(exemplary, client):
    publishing.publish(exemplary.secretary, exemplary.ng, exemplary.cell, [exemplary.own.pk])
    address = results_of(exemplary.ng, exemplary.cell)

    text = words(as_(client, exemplary.member).get(address))

    assert "Lê Thị Hoa" in text
    assert "Tấm gương tốt" in text
    assert "Nguyễn Văn An" not in text
    assert as_(client, exemplary.neighbour).get(address).status_code == 404
    ratings = results_of(exemplary.hd, exemplary.cell)
    assert as_(client, exemplary.mate).get(ratings).status_code == 403


@pytest.mark.parametrize(
    ("verb", "who"),
    [
        ("publish", "mate"),
        ("publish", "neighbour"),
        ("publish", "superior"),
        ("notify", "secretary"),
        ("notify", "mate"),
        ("notify", "board"),
        ("report", "superior"),
        ("report", "mate"),
    ],
)
def test_acts_are_refused_to_others(exemplary, client, verb, who):
    factories.make_result(exemplary.hd, exemplary.cell, exemplary.mate.person, "GOOD")
    round_ = exemplary.hd if verb == "notify" else exemplary.ng
    address = reverse(f"results_{verb}", args=[round_.pk, exemplary.cell.pk])

    answer = as_(client, getattr(exemplary, who)).post(address, {"all": 1})

    assert answer.status_code in (403, 404)
    assert not Evaluation.objects.exclude(published_at=None, notified_at=None).exists()
    assert not YearPaper.objects.exists()


def test_committee_member_of_the_cell_may_not_publish(exemplary, client):
    officer = factories.make_officer(exemplary.cell, Role.COMMITTEE_MEMBER, "Mai Văn Hùng")

    answer = as_(client, officer).post(
        reverse("results_publish", args=[exemplary.ng.pk, exemplary.cell.pk]), {"all": 1}
    )

    assert answer.status_code == 403


def test_propaganda_board_sees_exemplary_results_and_no_ratings(exemplary, client):
    as_(client, exemplary.propaganda)

    assert client.get(results_of(exemplary.ng, exemplary.bloc)).status_code == 200
    assert client.get(results_of(exemplary.hd, exemplary.bloc)).status_code == 403
    hidden = reverse("results_workbook", args=[exemplary.hd.pk, exemplary.bloc.pk, "r3"])
    assert client.get(hidden).status_code == 403


def test_own_notice_is_printed_once_told_and_not_by_others(quality, client):
    rated = quality.people["GOOD"].evaluations.get()
    account = factories.make_account(quality.people["GOOD"])
    address = reverse("result_notice", args=[rated.pk])
    assert as_(client, account).get(address).status_code == 404
    publishing.notify(quality.superior, quality.hd, quality.base)

    answer = as_(client, account).get(address)

    assert answer.content.startswith(b"%PDF-")
    for who, status in (
        ("mate", 403),
        ("neighbour", 404),
        ("secretary", 200),
        ("superior", 200),
        ("propaganda", 403),
    ):
        assert as_(client, getattr(quality, who)).get(address).status_code == status, who


def test_papers_are_printed_by_the_cell_and_those_above(exemplary, client):
    posting = publishing.publish(exemplary.secretary, exemplary.ng, exemplary.cell)
    report = publishing.report_up_year(exemplary.secretary, exemplary.ng, exemplary.cell)
    for who, posted, reported in (
        ("mate", 200, 403),
        ("secretary", 200, 200),
        ("superior", 200, 200),
        ("neighbour", 404, 404),
    ):
        as_(client, getattr(exemplary, who))
        one = client.get(reverse("result_posting", args=[posting.pk]))
        other = client.get(reverse("year_report", args=[report.pk]))
        assert (one.status_code, other.status_code) == (posted, reported), who
    assert client.get(reverse("year_report", args=[posting.pk])).status_code == 404


def test_workbook_is_given_out_and_logged(quality, client):
    answer = as_(client, quality.board).get(
        reverse("results_workbook", args=[quality.hd.pk, quality.bloc.pk, "R3"])
    )

    assert load_workbook(BytesIO(answer.content)).sheetnames[0] == "Tổng hợp"
    line = LogEntry.objects.get(verb="export")
    assert line.text.startswith("Xuất R3")
    assert line.text.endswith("17 dòng")


@pytest.mark.parametrize("name", ["results", "result_people"])
def test_queries_do_not_grow(year, client, name):
    as_(client, year.board)
    address = reverse(name, args=[year.hd.pk, year.bloc.pk])
    factories.make_result(year.hd, year.cell, year.mate.person, "GOOD")

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"het": ""}).status_code == 200
        return len(queries)

    count()
    one = count()
    for number in range(3):
        cell = factories.make_cell(year.base, f"Chi bộ thêm {number}")
        for which in range(3):
            person = factories.make_person(f"Ngô Văn {which}", cell)
            factories.make_result(year.hd, cell, person, "GOOD", decided_at=timezone.now())

    assert count() == one
