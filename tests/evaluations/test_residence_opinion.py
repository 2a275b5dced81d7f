"""The residence committee's opinion: told where it is missing, never a gate (H21-14, B.2.5)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations import meetings
from evaluations.models import Opinion, Question
from evaluations.queries.meetings import question_rows
from evaluations.queries.roll import roll_of
from tests.evaluations.acts import person_address, sign_in
from tests.evaluations.holding import HD21, NG, call, make_round, make_tree, ready
from tests.evaluations.pages import words

TOLD = "Chưa có ý kiến của cấp ủy nơi cư trú"
METHODS = {NG: Question.Method.OPEN, HD21: Question.Method.PAPER}
GRADES = {"grade_conduct": "GOOD", "grade_duties": "GOOD", "grade_remedy": "NONE"}


@pytest.fixture
def tree(db):
    return make_tree()


def held(tree, guidance, people):
    round_ = make_round(tree.bloc, guidance)
    found = ready(round_, tree.cell, people, facts=GRADES)
    meeting = call(tree.secretary, round_, tree.cell)
    meetings.add_question(
        tree.secretary, meeting.pk, what="MEMBERS", method=METHODS[guidance],
        chosen=[one.pk for one in people],
    )  # fmt: skip
    return round_, meeting, found


def rows(meeting):
    return question_rows(meeting, roll_of(meeting))


def give(tree, evaluation, kind=Opinion.Kind.RESIDENCE):
    Opinion.objects.create(
        evaluation=evaluation,
        kind=kind,
        source="Khu phố 3",
        given_on=timezone.localdate(),
        text="Tốt",
        recorded_by=tree.secretary,
    )


def test_lack_is_told_beside_the_gates_and_is_none(tree):
    people = [tree.member.person, tree.colleague.person]
    round_, meeting, (one, other) = held(tree, HD21, people)

    (row,) = rows(meeting)
    (note,) = row.notes
    assert note.text.startswith(TOLD)
    assert all(person.full_name in note.text for person in people)
    assert not any("cư trú" in missing.text for missing in row.missing)

    give(tree, one)
    give(tree, other, Opinion.Kind.AGENCY)
    (note,) = rows(meeting)[0].notes
    assert people[0].full_name not in note.text
    place = [round_.pk, tree.cell.pk, people[1].pk]
    assert note.url == reverse("person_opinions", args=place)
    give(tree, other)
    assert rows(meeting)[0].notes == []


def test_other_guidances_do_not_ask_for_it(tree):
    _, meeting, _ = held(tree, NG, [tree.member.person])

    assert rows(meeting)[0].notes == []


def test_console_tells_it_in_one_more_query(tree, client):
    _, meeting, _ = held(tree, HD21, [tree.member.person])
    sign_in(client, tree.secretary)
    page = words(client.get(reverse("evaluation_meeting", args=[meeting.pk])))

    assert f"không bắt buộc: {TOLD}" in page
    with CaptureQueriesContext(connection) as few:
        rows(meeting)
    for person in (tree.colleague.person, tree.deputy.person):
        ready(meeting.round, tree.cell, [person], facts=GRADES)
        meetings.add_question(
            tree.secretary, meeting.pk, what="MEMBERS", method=Question.Method.PAPER,
            chosen=[person.pk],
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        rows(meeting)
    assert len(many) == len(few)


def test_panel_tells_it_until_it_is_there(year, client):
    sign_in(client, year.secretary)
    before = words(client.get(person_address(year, year.hd)))
    year.cell_row = ready(year.hd, year.cell, [year.member.person], facts=GRADES)[0]
    give(year, year.cell_row)

    after = words(client.get(person_address(year, year.hd)))

    assert (TOLD in before, TOLD in after) == (True, False)
    assert TOLD not in words(client.get(person_address(year, year.ng)))
