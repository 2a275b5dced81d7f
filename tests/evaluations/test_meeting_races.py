"""Two officers at once at one meeting: nothing typed is lost, nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from evaluations import meetings
from evaluations.models import Evaluation, Question, QuestionSubject
from organizations.models import LogEntry
from registrations.actions import Moved
from registrations.queries.meetings import fingerprint
from tests.evaluations.holding import HD21, call, come, entry, make_round, make_tree

WINDOWS = 4


@pytest.fixture
def tree(transactional_db):
    return make_tree()


@pytest.fixture
def meeting(tree):
    return call(tree.secretary, make_round(tree.bloc, HD21), tree.cell)


def at_once(*acts):
    """Let several windows act at the same moment; return what each ended with, in order."""

    def one(act):
        try:
            return act()
        except (Moved, ValidationError) as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(WINDOWS) as pool:
        return list(pool.map(one, acts))


def test_two_officers_write_the_same_text_at_once(tree, meeting):
    def write(account, text):
        seen = fingerprint("")
        return meetings.write_record(account, meeting.pk, "course", text, revision=seen)

    ends = at_once(
        lambda: write(tree.secretary, "Của bí thư"), lambda: write(tree.deputy, "Của phó bí thư")
    )

    meeting.refresh_from_db()
    assert sorted(one.conflict for one in ends) == [False, True]
    assert {one.text for one in ends} == {meeting.course}


def test_two_officers_mark_the_same_cell_at_once(tree, meeting):
    row = entry(meeting, "Lê Thị Hoa")

    def mark(text):
        return meetings.mark_attendance(
            tree.secretary, meeting.pk, row.pk, "absence", text, before=""
        )

    ends = at_once(lambda: mark("Ốm"), lambda: mark("Đi công tác"))

    row.refresh_from_db()
    assert sorted(one.conflict for one in ends) == [False, True]
    assert {one.text for one in ends} == {row.absence}


def test_cells_of_one_row_are_saved_beside_each_other(tree, meeting):
    come(meeting)
    row = entry(meeting, "Lê Thị Hoa")

    def mark(field, text):
        return meetings.mark_attendance(
            tree.secretary, meeting.pk, row.pk, field, text, before=""
        ).conflict

    ends = at_once(lambda: mark("arrived_at", "14:05"), lambda: mark("left_at", "15:30"))

    row.refresh_from_db()
    assert (ends, f"{row.arrived_at:%H:%M}", f"{row.left_at:%H:%M}") == (
        [False, False],
        "14:05",
        "15:30",
    )


def test_the_same_people_are_put_to_the_vote_once(tree, meeting):
    other = call(tree.secretary, meeting.round, tree.cell)
    people = [tree.member.person.pk, tree.colleague.person.pk]

    def ask(where):
        return meetings.add_question(
            tree.secretary, where.pk, what="MEMBERS", method=Question.Method.PAPER, chosen=people
        ).pk

    ends = at_once(*(lambda where=where: ask(where) for where in (meeting, other) * 2))

    assert ends.count("ValidationError") == WINDOWS - 1
    assert (QuestionSubject.objects.count(), Evaluation.objects.count()) == (2, 2)


def test_the_roll_is_not_corrected_while_a_vote_opens(tree, meeting):
    question = meetings.add_question(
        tree.secretary,
        meeting.pk,
        what="MEMBERS",
        method=Question.Method.PAPER,
        chosen=[tree.member.person.pk],
    )
    row = entry(meeting, "Lê Thị Hoa")

    def opens():
        with transaction.atomic():
            locked = meetings.locked(meeting.pk)
            size = locked.roll.filter(votes=True, struck=False).count()
            Question.objects.filter(pk=question.pk).update(
                opened_at=timezone.now(), roll_size=size, present=size
            )
        return "opened"

    def strikes():
        meetings.correct_roll(
            tree.secretary, meeting.pk, row.pk, change="strike", reason="Nghỉ chế độ"
        )
        return "struck"

    at_once(opens, strikes)

    question.refresh_from_db()
    assert question.roll_size == meeting.roll.filter(votes=True, struck=False).count()


def test_finished_in_several_windows_at_once_is_finished_once(tree, meeting):
    come(meeting)

    def finish():
        meetings.finish_meeting(tree.secretary, meeting.pk)
        return "done"

    ends = at_once(*[finish] * WINDOWS)

    assert sorted(ends) == ["Moved"] * (WINDOWS - 1) + ["done"]
    assert LogEntry.objects.filter(verb="finish_evaluation").count() == 1
