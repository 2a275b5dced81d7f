"""People who leave a cell, or whom a state keeps out, between two steps (H21-01, H21-16)."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluations import deciding, voting
from evaluations.models import Evaluation, Subject
from evaluations.queries import caps
from evaluations.queries.deciding import table_of
from organizations.models import Position, Role
from tests import factories
from tests.evaluations import counted, holding
from tests.evaluations.deciding import (
    EXCELLENT,
    GOOD,
    choose,
    choose_all,
    make_world,
    pool,
    voted,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NOW_DECIDED = deciding.Decision("12-QĐ/ĐU", TODAY)


@pytest.fixture
def world():
    """A base committee whose round is this year's, so that its people are those of today."""
    found = make_world()
    found.round.year = TODAY.year
    found.round.save()
    return found


def leave(person, place=None):
    """Let a person leave today, for another cell or for good."""
    person.placements.update(ended_on=TODAY)
    if place:
        factories.place(person, place, started_on=TODAY)


def keep_out(person, kind):
    factories.set_state(person, kind, TODAY)


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (lambda vote, one: leave(one, vote.other), "đã chuyển sinh hoạt"),
        (lambda vote, one: leave(one), "không còn sinh hoạt"),
        (lambda vote, one: keep_out(one, "EXEMPT"), "Được miễn"),
        (lambda vote, one: keep_out(one, "SUSPENDED_PARTY"), "Bị đình chỉ"),
    ],
)
def test_vote_is_not_opened_on_who_is_no_longer_classified_there(happens, words):
    vote = counted.make_vote(holding.NG, subjects=2, opened=False)
    happens(vote, vote.members[0])

    with pytest.raises(ValidationError, match=f"Đảng viên 01 – {words}"):
        voting.open_question(vote.secretary, vote.question.pk)


def test_vote_is_not_opened_where_the_new_cell_has_taken_over():
    vote = counted.make_vote(holding.NG, subjects=2, opened=False)
    leave(vote.members[0], vote.other)
    Evaluation.objects.filter(person=vote.members[0]).update(organization=vote.other)

    with pytest.raises(ValidationError, match="Đảng viên 01 – đã chuyển sinh hoạt"):
        voting.open_question(vote.secretary, vote.question.pk)


@pytest.mark.parametrize("how", ["leave", "EXEMPT", "SUSPENDED_PARTY"])
def test_who_is_kept_out_after_the_vote_is_neither_chosen_nor_decided(world, how):
    gone, *others = voted(world, *[GOOD] * 3)
    choose(world, gone, GOOD)
    stays = Evaluation.objects.get(pk=others[0].pk)
    leave(gone.person) if how == "leave" else keep_out(gone.person, how)

    table = table_of(world.superior, world.round, world.base)
    assert table.cap.good == len(table.rows) == 2
    assert deciding.propose_all(world.superior, pool(world), table.waiting) == 2
    with pytest.raises(ValidationError, match="Nguyễn Văn 01: "):
        deciding.decide(world.superior, pool(world), [gone.pk, stays.pk], NOW_DECIDED)
    assert deciding.decide(world.superior, pool(world), [stays.pk], NOW_DECIDED)


def test_who_was_transferred_takes_no_place_under_the_old_cap(world):
    *good, first, second = voted(world, *[GOOD] * 5, *[EXCELLENT] * 2)
    choose_all(world, *good)
    choose(world, first, EXCELLENT, votes="9")
    choose(world, second, EXCELLENT, votes="7")
    leave(first.person, world.office)

    pks = [one.pk for one in (*good, second)]
    rows = deciding.decide(world.superior, pool(world), pks, NOW_DECIDED)

    assert [one.level for one in rows].count(EXCELLENT) == 1


def test_leaders_are_counted_though_placed_in_a_cell(world):
    leader = Evaluation.objects.create(
        round=world.round,
        subject=Subject.LEADER,
        organization=world.base,
        person=world.superior.person,
        body="Bí thư",
    )

    leaders = caps.bodies_pool(world.round, Subject.LEADER, world.bloc, "Bí thư")

    assert leaders.counted() == [leader]


def test_only_officer_of_today_enters_the_own_vote_of_a_past_year(client):
    world = make_world()
    secretary = factories.make_officer(world.office, full_name="Trần Văn Bình")
    own = factories.make_voted(world.round, world.office, secretary.person, GOOD)
    deputy = factories.make_person("Phạm Văn Cường", world.office)
    factories.appoint(deputy, world.office, Role.DEPUTY_SECRETARY, ended_on=TODAY)

    (row,) = [
        one
        for one in table_of(secretary, world.round, world.office).rows
        if one.evaluation.pk == own.pk
    ]
    assert row.open


def vote_on_the_only_leader(method):
    """Put to the vote nobody but the secretary, whose cell has no deputy."""
    vote = counted.make_vote(holding.NG, opened=False)
    Position.objects.filter(person=vote.deputy.person).delete()
    holding.ready(vote.round_, vote.cell, [vote.secretary.person])
    return vote, counted.ask(vote, [vote.secretary.person], method=method)


def test_only_leader_closes_a_ballot_that_others_counted():
    vote, question = vote_on_the_only_leader("PAPER")
    voting.open_question(vote.secretary, question.pk)
    counted.count_paper(vote, {"GOOD": 18}, question=question)

    [one] = counted.close(vote, question)

    assert one.evaluation.level == "GOOD"
    with pytest.raises(ValidationError, match="chính mình"):
        voting.annul_question(vote.secretary, question.pk, "Nhầm")


def test_only_leader_does_not_close_what_he_counted():
    vote, question = vote_on_the_only_leader("PAPER")
    vote.tellers[0] = vote.secretary
    counted.name_tellers(vote)
    voting.open_question(vote.secretary, question.pk)
    counted.count_paper(vote, {"GOOD": 18}, question=question)

    with pytest.raises(ValidationError, match="chính mình"):
        counted.close(vote, question)


def test_open_vote_that_nobody_could_close_is_not_begun():
    vote, question = vote_on_the_only_leader("OPEN")

    with pytest.raises(ValidationError, match="bỏ phiếu kín"):
        voting.open_question(vote.secretary, question.pk)
