"""Paper ballots (E03) and counting minutes (E04): what they say, and what they never say."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from evaluations.documents import e03, e04
from evaluations.models import Question
from evaluations.queries import voting as queries
from organizations.models import Organization, Person
from registrations.documents.paper import names_of
from tests.evaluations import counted, holding

pytestmark = pytest.mark.django_db


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def closed_vote(**fields):
    vote = counted.make_vote(
        holding.NG, method="PAPER", subjects=2, proposed_level="GOOD", **fields
    )
    counted.count_paper(
        vote,
        {"OUTSTANDING": 12, "GOOD": 4},
        {"PIONEERING": 9, "NOT_EXEMPLARY": 7},
        totals={"issued": 18, "collected": 17, "unused": 1},
        invalid={"STRUCK": 1},
    )
    counted.close(vote)
    return vote


def minutes(vote):
    question = Question.objects.select_related("meeting__round").get(pk=vote.question.pk)
    ballot, sheets = queries.Ballot(question), queries.sheets_of(question)
    return e04.minutes_html(ballot, sheets, "https://example.vn/bo-phieu/1/")


def test_ballot_has_a_box_for_each_person_and_level():
    vote = counted.make_vote(holding.HD21, method="PAPER", subjects=3, opened=False)
    ballot = queries.Ballot(vote.question)

    html = e03.ballots_html(
        ballot, {"organization": "Chi bộ 9", "cell": True, "superior": "Đảng bộ Sở"}, 1
    )

    shown = text_of(html)
    assert html.count("box.svg") == 3 * 4
    assert "PHIẾU XẾP LOẠI Đánh giá, xếp loại chất lượng đảng viên năm" in shown
    assert "ĐẢNG BỘ SỞ CHI BỘ 9 * ĐẢNG CỘNG SẢN VIỆT NAM" in shown
    for one in vote.members:
        assert one.full_name in shown
    assert "Nơi nhận" not in shown
    assert "Số …" not in shown


@pytest.mark.parametrize(("subjects", "number", "pages"), [(1, 5, 3), (1, 4, 2), (3, 5, 5)])
def test_there_is_one_ballot_for_each_voter_and_none_can_be_told_from_another(
    subjects, number, pages
):
    vote = counted.make_vote(holding.HD21, method="PAPER", subjects=subjects, opened=False)
    ballot = queries.Ballot(vote.question)
    head = {"organization": "Chi bộ 9", "cell": True, "superior": "Đảng bộ Sở"}

    printed = PdfReader(BytesIO(e03.ballots_pdf(ballot, head, number)))

    texts = [page.extract_text() for page in printed.pages]
    assert len(texts) == pages
    assert sum(text.count("PHIẾU XẾP LOẠI") for text in texts) == number
    assert len(set(texts[: number // (2 if subjects == 1 else 1)])) == 1


def test_ballot_on_role_models_asks_yes_or_no():
    vote = counted.make_vote(holding.LD, method="PAPER", opened=False)
    vote.question.kind = Question.Kind.ROLE_MODEL
    vote.question.title = "Bình chọn gương điển hình tiêu biểu năm 2026"

    html = e03.ballots_html(
        queries.Ballot(vote.question), {"organization": "C", "cell": True, "superior": "D"}, 1
    )

    assert "PHIẾU BÌNH CHỌN Bình chọn gương điển hình tiêu biểu năm 2026" in text_of(html)
    assert html.count("box.svg") == 2


def test_minutes_say_numbers_shares_grounds_results_and_who_signs():
    shown = text_of(minutes(closed_vote()))

    for words in (
        "ĐẢNG BỘ SỞ XÂY DỰNG CHI BỘ 9 * Số ……-BB/CB",
        "Người kiểm phiếu: Lý Thị Sáu, Mạc Văn Tư.",
        "Danh sách biểu quyết: 18 người, có mặt khi bỏ phiếu 18 người.",
        "Phát ra 18 phiếu Thu về 17 phiếu Không dùng, nộp lại 1 phiếu",
        "Hợp lệ 16 phiếu Không hợp lệ 1 phiếu – gạch xóa tên in trên phiếu 1 phiếu",
        "1 Đảng viên 01 Đảng viên 12 66,67% 4 22,22% 0 0,00% 0 0,00% 0 Tấm gương xuất sắc, tiêu",
        "9 50,00% 7 38,89% 0 Chưa xác định được mức",
        "Đảng viên 02: Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu.",
        "NGƯỜI KIỂM PHIẾU NGƯỜI KIỂM PHIẾU CHỦ TRÌ Lý Thị Sáu Mạc Văn Tư Cao Thị Nhung",
    ):
        assert words in shown


def test_line_of_two_chairs_ends_after_a_name():
    assert names_of("Phạm Quang Việt, Bùi Ngọc Thảo") == ["Phạm Quang Việt", "Bùi Ngọc Thảo"]


def test_minutes_are_printed_alike_after_names_and_posts_change():
    vote = closed_vote()
    before = minutes(vote)

    Organization.objects.update(name="Tên mới", locality="Nơi khác")
    Person.objects.update(full_name="Tên mới")
    vote.secretary.person.positions.all().delete()
    type(vote.round_).objects.update(readings={"share_base": "PRESENT"})

    assert minutes(vote) == before


def test_minutes_of_an_annulled_vote_say_so(client):
    vote = closed_vote()
    Question.objects.update(annulled_reason="Đếm nhầm", difference_note="Phiếu mờ.")

    shown = text_of(minutes(vote))

    assert "Kết quả này đã bị hủy: Đếm nhầm" in shown
    assert "còn khác nhau: Phiếu mờ." in shown


def test_deputy_signs_where_the_head_alone_was_voted_on():
    vote = closed_vote()
    ballot = queries.Ballot(Question.objects.get())
    assert e04.chair_of(ballot) == "Cao Thị Nhung"

    ballot.subjects = ballot.subjects[:1]
    ballot.subjects[0].name = "Cao Thị Nhung"

    assert e04.chair_of(ballot) == "Hà Văn Tám"
    assert vote


def test_both_are_printed_from_the_browser(client):
    vote = counted.make_vote(holding.NG, method="PAPER", proposed_level="GOOD")
    client.force_login(vote.secretary)
    pages = [reverse(name, args=[vote.question.pk]) for name in ("ballots", "counting_minutes")]

    before = [client.get(page).status_code for page in pages]
    counted.count_paper(vote, {"GOOD": 18})
    counted.close(vote)
    after = [client.get(page) for page in pages]

    assert before == [200, 404]
    assert [one.status_code for one in after] == [404, 200]
    assert after[1].content.startswith(b"%PDF-1.7")
