"""The printed minutes (E05): who was there, what was voted, from what was frozen."""

import pytest
from django.utils import timezone

from evaluations import meetings, verdicts
from evaluations.documents.e05 import minutes_html, minutes_pdf
from evaluations.models import Question
from evaluations.queries.minutes import minutes_of
from tests.documents.samples import read
from tests.evaluations.holding import (
    HD21,
    LD,
    NG,
    YEAR,
    call,
    come,
    entry,
    make_round,
    make_tree,
    ready,
)

NOW = timezone.now()
BALLOTS = {"OUTSTANDING": 1, "GOOD": 3, "PIONEERING": 1, "NOT_EXEMPLARY": 0}


@pytest.fixture
def tree(db):
    return make_tree()


def vote(question, ballots=None, *, verdict=None, approvals=None):
    """Close a question as if everybody had been counted."""
    question.opened_at = question.closed_at = NOW
    question.roll_size, question.present, question.verdict = 5, 5, verdict
    question.save()
    for one in question.subjects.select_related("evaluation__round"):
        if verdict is None:
            one.verdict = verdicts.vote_verdict(
                one.evaluation, {}, 5, ballots=ballots, approvals=approvals
            )
            one.save()


def ask(tree, meeting, *people, what="MEMBERS", method="PAPER"):
    chosen = [one.person.pk for one in people]
    return meetings.add_question(
        tree.secretary, meeting.pk, what=what, method=method, chosen=chosen
    )


def text_of(meeting):
    meeting.refresh_from_db()
    pdf = minutes_pdf(meeting, minutes_of(meeting), f"https://mau.vn/hop/{meeting.pk}/")
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def finished(tree, guidance=NG):
    """Hold a meeting with latecomers, an absent member, a correction and a guest."""
    round_ = make_round(tree.bloc, guidance)
    meeting = call(tree.secretary, round_, tree.cell, guests="Lý Thị Công, Chủ tịch Công đoàn")
    add = {"votes": False, "reason": "Chi bộ mời"}
    meetings.add_to_roll(tree.secretary, meeting.pk, name="Khách Thêm", **add)
    come(meeting)
    meeting.roll.filter(name="Phạm Văn Cường").update(present=False, absence="Đi công tác")
    meeting.roll.filter(name="Bùi Thị Tú").update(arrived_at="14:20")
    meeting.roll.filter(name="Khách Thêm").update(left_at="15:10")
    pair = (entry(meeting, name).pk for name in ("Lê Thị Hoa", "Nguyễn Văn An"))
    meetings.name_tellers(tree.secretary, meeting.pk, *pair)
    meeting.course, meeting.conclusion = "Chủ trì khai mạc.\n\nThảo luận.", "Thống nhất."
    meeting.save()
    return meeting


def test_minutes_say_who_was_there_and_what_was_voted(tree):
    meeting = finished(tree)
    vote(ask(tree, meeting, tree.member, tree.colleague), BALLOTS)
    own = {"OUTSTANDING": 2, "GOOD": 2, "AVERAGE": 1, "NOT_EXEMPLARY": 0}
    vote(ask(tree, meeting, what="BODY", method="OPEN"), own)
    meetings.finish_meeting(tree.secretary, meeting.pk)

    text = text_of(meeting)

    for words in (
        "ĐẢNG BỘ SỞ XÂY DỰNG",
        "CHI BỘ 1",
        "-BB/CB",
        f"Hội nghị đánh giá, xếp mức nêu gương năm {YEAR}",
        "Thời gian: 14 giờ 00",
        "Chủ trì khi kiểm điểm, xếp loại người đứng đầu: Phạm Văn Cường.",
        "Có mặt: 4/5 người trong danh sách biểu quyết.",
        "Vắng mặt: Phạm Văn Cường (Phó Bí thư Chi bộ 1), Đi công tác.",
        "Đến sau: Bùi Thị Tú lúc 14:20.",
        "Về trước: Khách Thêm lúc 15:10.",
        "Dự, không biểu quyết: Lý Thị Công (Chủ tịch Công đoàn); Khách Thêm.",
        "Khách Thêm – thêm vào danh sách: Chi bộ mời.",
        "Kiểm phiếu: Lê Thị Hoa (Đảng viên); Nguyễn Văn An (Đảng viên).",
        "Chủ trì khai mạc. Thảo luận.",
        f"1. Xếp mức nêu gương của cá nhân năm {YEAR}",
        "Hình thức: bỏ phiếu kín. Danh sách biểu quyết 5 người, có mặt khi biểu quyết 5 người.",
        "1 Nguyễn Văn An 1 3 1 0 Tấm gương tốt",
        "2 Lê Thị Hoa 1 3 1 0 Tấm gương tốt",
        "Người kiểm phiếu đồng thời là người được xếp loại: Lê Thị Hoa, Nguyễn Văn An.",
        f"2. Xếp mức nêu gương của Chi bộ 1 năm {YEAR}",
        "Hình thức: biểu quyết công khai.",
        "Thống nhất.",
    ):
        assert words in text
    assert text.rindex("Lê Thị Hoa") < text.rindex("Trần Thị Bình")


def test_minutes_read_what_was_frozen(tree):
    meeting = finished(tree)
    vote(ask(tree, meeting, tree.member), BALLOTS)
    meetings.finish_meeting(tree.secretary, meeting.pk)
    meeting.refresh_from_db()
    first = minutes_html(meeting, minutes_of(meeting), "https://mau.vn/")

    tree.member.person.full_name = "Tên Khác"
    tree.member.person.save()
    tree.cell.name, tree.base.name = "Chi bộ mới", "Đảng bộ mới"
    tree.cell.save()
    tree.base.save()
    tree.secretary.person.positions.all().delete()
    meeting = type(meeting).objects.get(pk=meeting.pk)

    assert minutes_html(meeting, minutes_of(meeting), "https://mau.vn/") == first


def test_unresolved_annulled_and_differing_counts_are_told(tree):
    meeting = finished(tree)
    vote(ask(tree, meeting, tree.member), {"OUTSTANDING": 2, "GOOD": 0, "PIONEERING": 0})
    annulled = ask(tree, meeting, tree.colleague, method="BY_LEVEL")
    vote(annulled, approvals={"GOOD": 4})
    annulled.annulled_at, annulled.annulled_reason = NOW, "Đếm nhầm"
    annulled.difference_note = "Đã đếm lại"
    annulled.save()
    meetings.finish_meeting(tree.secretary, meeting.pk)

    text = text_of(meeting)

    assert "1 Nguyễn Văn An 2 0 0 0 Chưa xác định được mức" in text
    assert "biểu quyết công khai từng mức" in text
    assert "1 Lê Thị Hoa – 4 – – Tấm gương tốt" in text
    assert "Kết quả này đã bị hủy: Đếm nhầm" in text
    assert "Ghi chú của ban kiểm phiếu: Đã đếm lại" in text


def test_role_models_with_their_votes(tree):
    meeting = finished(tree, LD)
    people = [tree.member, tree.deputy]
    found = [one.person for one in people]
    ready(meeting.round, tree.cell, found, level="COMPLETED_WELL", decided_at=NOW)
    meeting.roll.update(teller=None)
    given = [
        {"name": "Nguyễn Văn An", "votes": 4, "level": "COMPLETED_WELL"},
        {"name": "Phạm Văn Cường", "votes": 2, "level": "COMPLETED_WELL"},
    ]
    question = {"roll": 4, "completed_well": 2, "candidates": given}
    verdict = verdicts.ask("lam_dong_2017.role_models", question, meeting.round.terms)
    vote(ask(tree, meeting, *people, what="ROLE_MODELS_1"), verdict=verdict)
    meetings.finish_meeting(tree.secretary, meeting.pk)

    text = text_of(meeting)

    assert "TT Họ và tên Tán thành Kết quả" in text
    assert "1 Nguyễn Văn An 4 Không được chọn 2 Phạm Văn Cường 2 Không được chọn" in text


def test_each_paper_vote_names_those_who_counted_it(tree):
    meeting = finished(tree)
    first = ask(tree, meeting, tree.member)
    vote(first, BALLOTS)
    second = ask(tree, meeting, tree.colleague)
    vote(second, BALLOTS)
    for question, pair in (
        (first, (tree.colleague, tree.member)),
        (second, (tree.secretary, tree.member)),
    ):
        for number, account in enumerate(pair, start=1):
            name = account.person.full_name
            question.sheets.create(number=number, account=account, name=name, signed_at=NOW)
    pair = (entry(meeting, name).pk for name in ("Trần Thị Bình", "Nguyễn Văn An"))
    meetings.name_tellers(tree.secretary, meeting.pk, *pair)
    meetings.finish_meeting(tree.secretary, meeting.pk)

    said = minutes_of(meeting)
    notes = [one.notes for one in said.voted]

    assert [one.name for one in said.tellers] == ["Lê Thị Hoa", "Nguyễn Văn An", "Trần Thị Bình"]
    assert "Người kiểm phiếu: Lê Thị Hoa, Nguyễn Văn An." in notes[0]
    rated = "Người kiểm phiếu đồng thời là người được xếp loại: {}."
    assert rated.format("Nguyễn Văn An") in notes[0]
    assert notes[1] == ["Người kiểm phiếu: Trần Thị Bình, Nguyễn Văn An."]


def test_committees_minutes(tree):
    round_ = make_round(tree.bloc, HD21)
    meeting = call(tree.superior, round_, tree.base)
    come(meeting)
    meetings.finish_meeting(tree.superior, meeting.pk)

    text = text_of(meeting)

    assert "ĐẢNG ỦY SỞ XÂY DỰNG" in text
    assert "-BB/ĐU" in text
    assert f"Hội nghị kiểm điểm, đánh giá, xếp loại chất lượng năm {YEAR}" in text
    assert "Hội nghị không biểu quyết nội dung nào." in text


@pytest.mark.parametrize("many", [1, 3])
def test_minutes_ask_as_often_for_one_as_for_three(tree, django_assert_num_queries, many):
    meeting = finished(tree)
    for one in (tree.member, tree.colleague, tree.deputy)[:many]:
        vote(ask(tree, meeting, one), BALLOTS)
    assert Question.objects.count() == many

    with django_assert_num_queries(5):
        minutes_of(meeting)
