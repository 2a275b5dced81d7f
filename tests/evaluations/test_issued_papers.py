"""E06, E07, E11: what they say, that they are archive files, that reprints stay the same."""

import pytest
from django.utils import timezone

from evaluations import publishing
from evaluations.documents.e06 import posting_html, posting_pdf
from evaluations.documents.e07 import report_html, report_pdf
from evaluations.documents.e11 import notice_html, notice_pdf
from evaluations.models import Evaluation, Question, YearPaper
from organizations.models import Organization, Position
from tests import factories
from tests.documents.samples import read
from tests.documents.test_pdf import fonts_of

ADDRESS = "https://mau.vn/ket-qua/"


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


@pytest.fixture
def issued(year):
    """A posting, the reports of a cell and of its base committee, notices of NG and HD 21."""
    factories.make_result(year.ng, year.cell, year.secretary.person, "OUTSTANDING")
    year.own = factories.make_result(
        year.ng, year.cell, year.mate.person, "GOOD", praise="Tận tụy", self_level="GOOD"
    )
    factories.make_result(year.ng, year.cell, level="GOOD", self_level="AVERAGE")
    year.posting = publishing.publish(year.secretary, year.ng, year.cell)
    year.report = publishing.report_up_year(year.secretary, year.ng, year.cell)
    year.above = publishing.report_up_year(year.superior, year.ng, year.base)
    year.rated = factories.make_result(
        year.hd, year.cell, year.mate.person, "COMPLETED", decided_as="Đảng ủy Sở Xây dựng"
    )
    publishing.notify(year.superior, year.hd, year.base)
    year.rated.refresh_from_db()
    return year


def fresh(paper):
    return type(paper).objects.get(pk=paper.pk)


def pages(year):
    """Return the four papers as they are printed from what is stored now."""
    return [
        posting_html(fresh(year.posting), ADDRESS),
        report_html(fresh(year.report), ADDRESS),
        report_html(fresh(year.above), ADDRESS),
        notice_html(fresh(year.rated), ADDRESS),
        notice_html(fresh(year.own), ADDRESS),
    ]


def test_posting_lists_names_posts_and_levels(issued):
    text = text_of(posting_pdf(issued.posting, ADDRESS))

    for words in (
        "ĐẢNG BỘ SỞ XÂY DỰNG CHI BỘ 1 * Số ……-TB/CB",
        f"công khai kết quả đánh giá, xếp mức nêu gương năm {issued.ng.year}",
        "1. Tổ chức đảng",
        "2. Cá nhân",
        "Trần Thị Bình Bí thư",
        "T/M CHI BỘ BÍ THƯ",
        "Công văn số 12-CV/ĐUK",
    ):
        assert words in text, words


def test_report_has_figures_and_annex(issued):
    text = text_of(report_pdf(issued.above, ADDRESS))

    for words in (
        "-BC/ĐU",
        "Kính gửi: Đảng ủy Khối các cơ quan tỉnh",
        "Tổng số: 9 người",
        "Chưa xếp mức: 7",
        "Tấm gương tốt: 1 (50,00%)",
        "BIỂU TỔNG HỢP",
        "KẾT QUẢ CỦA TỔ CHỨC ĐẢNG",
        "Cấp ủy tự chấm",
        "T/M ĐẢNG ỦY",
    ):
        assert words in text, words


def test_notice_says_level_who_decided_and_why(issued):
    text = text_of(notice_pdf(issued.rated, ADDRESS))

    for words in (
        "ĐẢNG ỦY SỞ XÂY DỰNG",
        "của đồng chí Lê Thị Hoa",
        "Sinh hoạt tại: Chi bộ 1",
        "Mức được xếp: Hoàn thành nhiệm vụ",
        "Cấp quyết định: Đảng ủy Sở Xây dựng",
        "Quá nửa số phiếu",
        "- Chi bộ 1 (để theo dõi, quản lý)",
    ):
        assert words in text, words
    issued.own.refresh_from_db()
    assert "Tận tụy" in text_of(notice_pdf(issued.own, ADDRESS))


def test_reprints_are_the_same_after_names_posts_and_the_tree_change(issued):
    before = pages(issued)

    for one in (issued.mate.person, issued.secretary.person):
        one.full_name = f"{one.full_name} Mới"
        one.save()
    Position.objects.update(ended_on=timezone.localdate())
    Organization.objects.filter(pk=issued.cell.pk).update(name="Chi bộ Một", parent=issued.bloc)
    Organization.objects.filter(pk=issued.base.pk).update(name="Đảng bộ Sở Giao thông")
    Organization.objects.filter(pk=issued.bloc.pk).update(locality="Bảo Lộc")
    Evaluation.objects.filter(round=issued.ng).exclude(pk=issued.own.pk).delete()

    assert pages(issued) == before


def test_annulled_result_says_so(issued):
    issued.rated.annulled_at = timezone.now()
    issued.rated.annulled_reason = "Đếm sai"

    assert "Kết quả này đã bị hủy" in notice_html(issued.rated, ADDRESS)


def test_papers_are_archive_files_in_the_print_face(issued):
    issued.own.refresh_from_db()
    for pdf in (
        posting_pdf(issued.posting, ADDRESS),
        report_pdf(issued.report, ADDRESS),
        notice_pdf(issued.own, ADDRESS),
    ):
        reader = read(pdf)
        assert all(font.startswith("Liberation-Serif") for font in fonts_of(reader))
        assert 'pdfaid:part="2"' in reader.trailer["/Root"]["/Metadata"].get_data().decode()
        assert reader.trailer["/Root"]["/Lang"] == "vi"


def test_issuing_twice_makes_two_papers(issued):
    factories.make_result(issued.ng, issued.cell, issued.member.person, "GOOD")

    second = publishing.publish(issued.deputy, issued.ng, issued.cell)

    assert [one["name"] for one in second.content["rows"]] == ["Nguyễn Văn An"]
    assert YearPaper.objects.filter(kind="POSTING").count() == 2
    assert Question.objects.count() == 0
