"""The report on the first half of the booklet's year (E07): what it says, for whom (LD-10)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations import publishing
from evaluations.documents.e07 import report_html, report_pdf
from evaluations.half_year_reports import half_year_content
from evaluations.models import YearPaper
from organizations.models import LogEntry, PersonState
from registrations.actions import Moved
from tests import factories
from tests.evaluations.test_issued_papers import ADDRESS, fresh, text_of
from tests.evaluations.test_results_pages import as_


def make_half(year, person, level="COMPLETED", *, reported=True, **written):
    booklet = factories.make_booklet(person, year.ld, year.secretary)
    when = timezone.now() if reported else None
    return booklet.halves.create(half=1, group_level=level, reported_at=when, **written)


@pytest.fixture
def half(year):
    """Two of six members voted by their units, one written down and not reported, one exempt."""
    year.best = make_half(
        year, year.member.person, "COMPLETED_WELL", strengths="Chủ động", may_be_role_model=True
    )
    year.worst = make_half(year, year.mate.person, "NOT_COMPLETED")
    make_half(year, year.leader.person, reported=False)
    factories.set_state(year.deputy.person, PersonState.Kind.EXEMPT)
    return year


def figures(content):
    return {
        row["name"]: (row["total"], row["outside"], row["unclassified"], *row["levels"])
        for row in content["rows"]
    }


def test_cell_names_all_its_members_and_who_may_become_a_role_model(half):
    content = half_year_content(half.ld, half.cell)

    assert figures(content) == {"Chi bộ 1": (5, 1, 2, 1, 0, 1)}
    assert {one["name"]: one["level"] or one["note"] for one in content["people"]} == {
        "Nguyễn Văn An": "Hoàn thành tốt nội dung cam kết và đăng ký",
        "Lê Thị Hoa": "Không hoàn thành nội dung cam kết và đăng ký",
        "Bùi Văn Dũng": "Chưa biểu quyết, báo cáo 6 tháng",
        "Trần Thị Bình": "Chưa biểu quyết, báo cáo 6 tháng",
        "Phạm Văn Cường": "Được miễn hoặc bị đình chỉ sinh hoạt",
    }
    assert [one["name"] for one in content["promising"]] == ["Nguyễn Văn An"]
    assert content["noted"] == 1


def test_committee_counts_the_cells_that_have_reported(half):
    before = half_year_content(half.ld, half.base)
    with pytest.raises(ValidationError, match="LD-10"):
        publishing.report_up_half_year(half.superior, half.ld, half.base)
    publishing.report_up_half_year(half.secretary, half.ld, half.cell)

    content = publishing.report_up_half_year(half.superior, half.ld, half.base).content

    assert (before["classified"], before["noted"], before["promising"]) == (0, 0, [])
    assert figures(content)["Chi bộ 1"] == (5, 1, 2, 1, 0, 1)
    assert figures(content)[half.base.name][-3:] == (1, 0, 1)
    assert [(one["name"], one["place"]) for one in content["people"]] == [
        ("Lê Thị Hoa", "Chi bộ 1")
    ]
    assert [one["place"] for one in content["promising"]] == ["Chi bộ 1"]


def test_the_same_is_reported_once_and_a_change_anew(half):
    publishing.report_up_half_year(half.secretary, half.ld, half.cell)
    with pytest.raises(Moved):
        publishing.report_up_half_year(half.deputy, half.ld, half.cell)
    half.best.may_be_role_model = False
    half.best.save()

    publishing.report_up_half_year(half.deputy, half.ld, half.cell)

    assert YearPaper.objects.filter(kind="HALF_YEAR").count() == 2
    assert LogEntry.objects.filter(verb="report_half_year").count() == 2
    with pytest.raises(ValidationError):
        publishing.report_up_half_year(half.board, half.ld, half.bloc)


def test_print_says_the_half_year_and_stays_the_same(half):
    paper = publishing.report_up_half_year(half.secretary, half.ld, half.cell)
    before = report_html(fresh(paper), ADDRESS)
    half.best.delete()
    half.mate.person.full_name = "Lê Thị Mới"
    half.mate.person.save()

    assert report_html(fresh(paper), ADDRESS) == before
    text = text_of(report_pdf(fresh(paper), ADDRESS))
    for words in (
        "-BC/CB",
        f"học tập, làm theo 6 tháng đầu năm {half.ld.year}",
        "Kính gửi: Đảng ủy Sở Xây dựng",
        "Tổng số: 5 đảng viên",
        "Chưa xếp mức: 2",
        "- Hoàn thành tốt nội dung cam kết và đăng ký: 1 (50,00%)",
        "Chi ủy đã ghi nhận xét: 1 đảng viên",
        "II. Nhân tố tiêu biểu - Nguyễn Văn An (Chi bộ 1).",
        "DANH SÁCH KẾT QUẢ",
        "T/M CHI BỘ BÍ THƯ",
    ):
        assert words in text, words


def test_secretary_reports_and_prints_from_the_results(half, client):
    place = [half.ld.pk, half.cell.pk]
    as_(client, half.secretary)
    words = reverse("quarters_assess", args=[*place, 1])
    assert reverse("results", args=place) in client.get(words).content.decode()
    assert "Báo cáo 6 tháng đầu năm" in client.get(reverse("results", args=place)).content.decode()

    page = client.post(reverse("results_report_half_year", args=place), follow=True)

    paper = YearPaper.objects.get()
    address = reverse("half_year_report", args=[paper.pk])
    assert address in page.content.decode()
    for who, status in (("secretary", 200), ("superior", 200), ("mate", 403), ("neighbour", 404)):
        assert as_(client, getattr(half, who)).get(address).status_code == status, who
    assert client.get(reverse("year_report", args=[paper.pk])).status_code == 404
    for who in ("mate", "superior", "neighbour"):
        answer = as_(client, getattr(half, who)).post(
            reverse("results_report_half_year", args=place)
        )
        assert answer.status_code in (403, 404), who
    other = reverse("results_report_half_year", args=[half.ng.pk, half.cell.pk])
    assert as_(client, half.secretary).post(other).status_code == 403


def test_nothing_is_offered_before_anything_is_written(year, client):
    page = as_(client, year.secretary).get(reverse("results", args=[year.ld.pk, year.cell.pk]))

    assert "bao-cao-6-thang" not in page.content.decode()


def test_queries_do_not_grow_with_people(half):
    with CaptureQueriesContext(
        connection,
    ) as first:
        half_year_content(half.ld, half.base)
    for number in range(5):
        make_half(half, factories.make_person(f"Vũ Văn {number}", half.other))

    with CaptureQueriesContext(connection) as second:
        half_year_content(half.ld, half.base)

    assert len(first) == len(second)
