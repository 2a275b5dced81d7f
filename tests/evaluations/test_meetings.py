"""Meetings that vote: corrections of the roll, attendance, tellers, questions, the end."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluations import meetings
from evaluations.models import Question
from evaluations.queries import candidates
from evaluations.queries import meetings as queries
from organizations.models import LogEntry
from registrations import actions
from registrations.queries.meetings import fingerprint
from tests.evaluations.holding import (
    HD21,
    LD,
    YEAR,
    call,
    come,
    entry,
    make_round,
    make_tree,
    ready,
)

NOW = timezone.now()
PAPER, OPEN = Question.Method.PAPER, Question.Method.OPEN


@pytest.fixture
def tree(db):
    return make_tree()


@pytest.fixture
def meeting(tree):
    return call(tree.secretary, make_round(tree.bloc, HD21), tree.cell)


def correct(tree, meeting, name, change, reason="Theo nghị quyết chi bộ"):
    row = entry(meeting, name)
    meetings.correct_roll(tree.secretary, meeting.pk, row.pk, change=change, reason=reason)
    row.refresh_from_db()
    return row


def mark(tree, meeting, name, field, text, before=""):
    row = entry(meeting, name)
    return meetings.mark_attendance(tree.secretary, meeting.pk, row.pk, field, text, before=before)


def ask(tree, meeting, *people, what="MEMBERS", method=PAPER, grounds=None):
    return meetings.add_question(
        tree.secretary,
        meeting.pk,
        what=what,
        method=method,
        chosen=[one.person.pk for one in people],
        grounds=grounds,
    )


def open_vote(question):
    question.opened_at, question.roll_size, question.present = NOW, 4, 4
    question.save()


def close_vote(question):
    question.closed_at = NOW
    question.save()


def offered(meeting, what="MEMBERS"):
    return [one.name for one in candidates.candidates_for(meeting, what)]


def test_calling_writes_the_log(tree, meeting):
    assert meeting.roll.count() == 4
    (line,) = LogEntry.objects.filter(verb="call_evaluation", organization=tree.cell)
    assert line.text.startswith(f"Lập hội nghị xếp loại năm {YEAR}, họp ngày ")


def test_closed_round_refuses(tree, meeting):
    round_ = meeting.round
    round_.closed_at = NOW
    round_.save()

    with pytest.raises(ValidationError, match="đã đóng"):
        call(tree.secretary, round_, tree.cell)
    with pytest.raises(ValidationError, match="đã đóng"):
        mark(tree, meeting, "Lê Thị Hoa", "present", "x")


def test_roll_is_corrected_with_a_reason_that_stays(tree, meeting):
    struck = correct(tree, meeting, "Lê Thị Hoa", "strike", "Đi công tác dài ngày")
    silent = correct(tree, meeting, "Nguyễn Văn An", "speak")

    assert (struck.struck, struck.change) == (True, "Đưa khỏi danh sách: Đi công tác dài ngày")
    assert (silent.votes, silent.struck) == (False, False)
    assert correct(tree, meeting, "Lê Thị Hoa", "restore").struck is False
    assert correct(tree, meeting, "Nguyễn Văn An", "vote").votes is True
    assert LogEntry.objects.filter(verb="evaluation_roll").count() == 4


def test_correction_without_a_reason_or_made_already(tree, meeting):
    with pytest.raises(ValidationError, match="lý do"):
        correct(tree, meeting, "Lê Thị Hoa", "strike", "  ")
    with pytest.raises(actions.Moved):
        correct(tree, meeting, "Lê Thị Hoa", "vote")


def test_somebody_is_added_once(tree, meeting):
    person = tree.employee.person
    add = {"votes": False, "reason": "Mời dự"}

    row = meetings.add_to_roll(tree.secretary, meeting.pk, person=person, **add)
    guest = meetings.add_to_roll(
        tree.secretary, meeting.pk, name=" Lý  Thị Công ", post="Chủ tịch Công đoàn", **add
    )

    assert (row.name, row.votes, row.change) == (
        "Bùi Thị Tú",
        False,
        "Thêm vào danh sách: Mời dự",
    )
    assert (guest.person, guest.name) == (None, "Lý Thị Công")
    with pytest.raises(ValidationError, match="đã có trong danh sách"):
        meetings.add_to_roll(tree.secretary, meeting.pk, person=person, **add)
    with pytest.raises(ValidationError, match="họ và tên"):
        meetings.add_to_roll(tree.secretary, meeting.pk, name=" ", **add)


def test_roll_is_frozen_once_a_vote_has_been_opened(tree, meeting):
    question = ask(tree, meeting, tree.member)
    open_vote(question)
    close_vote(question)

    with pytest.raises(ValidationError, match="danh sách không thay đổi"):
        correct(tree, meeting, "Lê Thị Hoa", "strike")
    with pytest.raises(ValidationError, match="danh sách không thay đổi"):
        meetings.add_to_roll(
            tree.secretary, meeting.pk, person=tree.employee.person, votes=True, reason="Sót"
        )
    assert mark(tree, meeting, "Lê Thị Hoa", "present", "x") == ("x", False)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("14:05", "14:05"), ("14h05", "14:05"), ("1405", "14:05"), ("9 giờ", "09:00"), ("", "")],
)
def test_time_is_read_as_people_write_it(tree, meeting, typed, stored):
    come(meeting)

    assert mark(tree, meeting, "Lê Thị Hoa", "arrived_at", typed) == (stored, False)
    found = entry(meeting, "Lê Thị Hoa").arrived_at
    assert found == (time.fromisoformat(stored) if stored else None)


@pytest.mark.parametrize("typed", ["25:00", "14:75", "chiều", "14:05:06"])
def test_time_that_is_none_is_refused(tree, meeting, typed):
    come(meeting)

    with pytest.raises(ValidationError, match="14:05"):
        mark(tree, meeting, "Lê Thị Hoa", "left_at", typed)


def test_times_must_make_sense(tree, meeting):
    with pytest.raises(ValidationError, match="có mặt"):
        mark(tree, meeting, "Lê Thị Hoa", "arrived_at", "14:05")
    come(meeting)
    mark(tree, meeting, "Lê Thị Hoa", "arrived_at", "14:05")
    with pytest.raises(ValidationError, match="Giờ về"):
        mark(tree, meeting, "Lê Thị Hoa", "left_at", "14:00")
    with pytest.raises(ValidationError, match="bỏ giờ"):
        mark(tree, meeting, "Lê Thị Hoa", "present", "", before="x")


def test_attendance_of_another_window_is_not_overwritten(tree, meeting):
    mark(tree, meeting, "Lê Thị Hoa", "absence", "Ốm")

    late = mark(tree, meeting, "Lê Thị Hoa", "absence", "Đi công tác")
    same = mark(tree, meeting, "Lê Thị Hoa", "absence", "Ốm")
    seen = mark(tree, meeting, "Lê Thị Hoa", "absence", "Đi công tác", before="Ốm")

    assert (late, same, seen) == (("Ốm", True), ("Ốm", False), ("Đi công tác", False))
    lines = LogEntry.objects.filter(verb="evaluation_roll").order_by("pk")
    assert [one.text.partition(", họp")[0] for one in lines] == [
        "Lý do vắng của Lê Thị Hoa",  # never the reason itself
        "Lý do vắng của Lê Thị Hoa",
    ]


def test_who_is_struck_off_is_not_marked(tree, meeting):
    correct(tree, meeting, "Lê Thị Hoa", "strike")

    with pytest.raises(ValidationError, match="đưa khỏi danh sách"):
        mark(tree, meeting, "Lê Thị Hoa", "present", "x")


def name_tellers(tree, meeting, first, second):
    pair = (entry(meeting, name).pk for name in (first, second))
    return meetings.name_tellers(tree.secretary, meeting.pk, *pair)


def test_tellers_are_two_of_those_present_and_may_change_places(tree, meeting):
    come(meeting)
    name_tellers(tree, meeting, "Lê Thị Hoa", "Nguyễn Văn An")
    name_tellers(tree, meeting, "Nguyễn Văn An", "Lê Thị Hoa")

    found = meeting.roll.filter(teller__isnull=False).order_by("teller")
    assert [one.name for one in found] == ["Nguyễn Văn An", "Lê Thị Hoa"]


def test_tellers_who_are_refused(tree, meeting):
    come(meeting, "Lê Thị Hoa", "Nguyễn Văn An", "Phạm Văn Cường")
    meeting.roll.filter(name="Phạm Văn Cường").update(left_at="15:00")
    for first, second, words in (
        ("Lê Thị Hoa", "Lê Thị Hoa", "hai người khác nhau"),
        ("Lê Thị Hoa", "Trần Thị Bình", "chưa được ghi là đang có mặt"),
        ("Lê Thị Hoa", "Phạm Văn Cường", "chưa được ghi là đang có mặt"),
    ):
        with pytest.raises(ValidationError, match=words):
            name_tellers(tree, meeting, first, second)
    tree.member.delete()
    with pytest.raises(ValidationError, match="chưa có tài khoản"):
        name_tellers(tree, meeting, "Lê Thị Hoa", "Nguyễn Văn An")


def test_candidate_for_role_model_does_not_count_but_a_classified_member_may(tree):
    round_ = make_round(tree.bloc, LD)
    meeting = call(tree.secretary, round_, tree.cell)
    come(meeting)
    ask(tree, meeting, tree.colleague)
    name_tellers(tree, meeting, "Lê Thị Hoa", "Nguyễn Văn An")
    ready(round_, tree.cell, [tree.member.person], level="COMPLETED_WELL", decided_at=NOW)
    ask(tree, meeting, tree.member, what="ROLE_MODELS_1")

    with pytest.raises(ValidationError, match="đang được bình chọn"):
        name_tellers(tree, meeting, "Lê Thị Hoa", "Nguyễn Văn An")


def test_tellers_stay_while_ballots_are_counted(tree, meeting):
    come(meeting)
    name_tellers(tree, meeting, "Lê Thị Hoa", "Nguyễn Văn An")
    question = ask(tree, meeting, tree.member)
    open_vote(question)

    with pytest.raises(ValidationError, match="Đang kiểm phiếu"):
        name_tellers(tree, meeting, "Lê Thị Hoa", "Phạm Văn Cường")
    close_vote(question)
    name_tellers(tree, meeting, "Lê Thị Hoa", "Phạm Văn Cường")


def test_text_of_another_window_is_not_overwritten(tree, meeting):
    seen, save = fingerprint(""), meetings.write_record

    first = save(tree.secretary, meeting.pk, "course", "Khai mạc. ", revision=seen)
    late = save(tree.deputy, meeting.pk, "course", "Bắt đầu.", revision=seen)

    assert (first, late) == (("Khai mạc.", False), ("Khai mạc.", True))
    meeting.refresh_from_db()
    assert meeting.course == "Khai mạc."
    with pytest.raises(ValidationError, match="quá dài"):
        save(tree.secretary, meeting.pk, "agenda", "x" * 20_001, revision=seen)


def test_facts_changed_elsewhere_are_not_overwritten(tree, meeting):
    meeting.refresh_from_db()
    seen = queries.facts_revision(meeting)
    meetings.edit_meeting(tree.secretary, meeting.pk, revision=seen, deputy="Lê Thị Hoa")

    with pytest.raises(ValidationError, match="vừa được sửa ở nơi khác"):
        meetings.edit_meeting(tree.deputy, meeting.pk, revision=seen, place="Phòng họp")
    meeting.refresh_from_db()
    assert (meeting.deputy, meeting.place) == ("Lê Thị Hoa", "Hội trường")


def test_question_is_removed_while_it_is_not_opened(tree, meeting):
    kept, gone = ask(tree, meeting, tree.member), ask(tree, meeting, tree.colleague)
    open_vote(kept)

    meetings.remove_question(tree.secretary, meeting.pk, gone.pk)

    assert list(meeting.questions.all()) == [kept]
    with pytest.raises(actions.Moved):
        meetings.remove_question(tree.secretary, meeting.pk, kept.pk)


def test_meeting_called_by_mistake_is_taken_back_while_nothing_was_opened(tree, meeting):
    other = call(tree.secretary, meeting.round, tree.cell)
    open_vote(ask(tree, other, tree.member))
    ask(tree, meeting, tree.colleague)

    meetings.cancel_meeting(tree.secretary, meeting.pk)

    assert "Lê Thị Hoa" in offered(other)
    assert not type(meeting).objects.filter(pk=meeting.pk).exists()
    assert LogEntry.objects.filter(verb="cancel_evaluation", organization=tree.cell).count() == 1
    with pytest.raises(actions.Moved):
        meetings.cancel_meeting(tree.secretary, other.pk)


def test_meeting_finishes_when_every_question_is_closed_and_never_changes(tree, meeting):
    question = ask(tree, meeting, tree.member)
    with pytest.raises(ValidationError, match="chưa biểu quyết xong: Xếp loại"):
        meetings.finish_meeting(tree.secretary, meeting.pk)
    open_vote(question)
    close_vote(question)
    with pytest.raises(ValidationError, match="có mặt"):
        meetings.finish_meeting(tree.secretary, meeting.pk)
    come(meeting)

    meetings.finish_meeting(tree.secretary, meeting.pk)

    me, row = tree.secretary, meeting.roll.first()
    for act in (
        lambda: meetings.finish_meeting(me, meeting.pk),
        lambda: meetings.cancel_meeting(me, meeting.pk),
        lambda: mark(tree, meeting, "Lê Thị Hoa", "present", "", before="x"),
        lambda: correct(tree, meeting, "Lê Thị Hoa", "strike"),
        lambda: meetings.add_to_roll(me, meeting.pk, name="Khách", votes=False, reason="Mời"),
        lambda: meetings.edit_meeting(me, meeting.pk, revision=0, place="Nơi khác"),
        lambda: meetings.name_tellers(me, meeting.pk, row.pk, row.pk),
        lambda: meetings.write_record(me, meeting.pk, "course", "Thêm", revision=0),
        lambda: ask(tree, meeting, tree.colleague),
        lambda: meetings.remove_question(me, meeting.pk, question.pk),
    ):
        with pytest.raises(actions.Moved):
            act()
    meeting.refresh_from_db()
    assert meeting.head == {
        "organization": "Chi bộ 1",
        "cell": True,
        "superior": "Đảng bộ Sở Xây dựng",
        "locality": "Đà Lạt",
        "adoption": "",
    }
