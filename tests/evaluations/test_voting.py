"""Votes: opened with a frozen roll, closed by the rules, annulled, voted again."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluations import counting, meetings, voting
from evaluations.facts import BODY_GRADES
from evaluations.models import EvaluationEvent, Question, RoleModel
from evaluations.queries import voting as queries
from evaluations.rules.registry import QUESTIONS
from evaluations.verdicts import as_json
from registrations.actions import Moved
from registrations.models import Round
from tests.evaluations import counted, holding
from tests.evaluations.counted import HD21, role_models, yes

pytestmark = pytest.mark.django_db
MEMBER = "neu_guong_2017.member_level"


def by_rules(question, given, round_):
    """Return what the rules answer, with the proposal as it is frozen."""
    return as_json(QUESTIONS[question](**given, terms=round_.terms))


def frozen(verdict, names=("level", "unresolved", "reasons", "settings")):
    return {name: verdict[name] for name in names}


def test_opening_freezes_roll_presence_names_and_head():
    vote = counted.make_vote(holding.NG, opened=False)
    absent = holding.entry(vote.meeting, "Đảng viên 09")
    absent.present = False
    absent.save()
    vote.members[0].full_name = "Trịnh Thị Mới"
    vote.members[0].save()

    question = voting.open_question(vote.secretary, vote.question.pk)

    vote.meeting.refresh_from_db()
    assert (question.roll_size, question.present) == (18, 17)
    assert [one.name for one in counted.subjects(question)] == ["Trịnh Thị Mới"]
    assert vote.meeting.head["organization"] == "Chi bộ 9"
    with pytest.raises(Moved):
        voting.open_question(vote.deputy, vote.question.pk)


def test_people_of_one_name_are_told_apart():
    vote = counted.make_vote(holding.NG, subjects=2, opened=False)
    for one in vote.members:
        one.full_name = "Trịnh Thị Mới"
        one.save()

    question = voting.open_question(vote.secretary, vote.question.pk)

    assert [one.name for one in counted.subjects(question)] == [
        "Trịnh Thị Mới (sinh ngày 04/05/1980)",
        "Trịnh Thị Mới (sinh ngày 04/05/1980) (2)",
    ]


def test_opening_says_what_is_missing():
    vote = counted.make_vote(holding.NG, opened=False)
    vote.meeting.roll.update(present=False)

    with pytest.raises(ValidationError) as refused:
        voting.open_question(vote.secretary, vote.question.pk)

    vote.question.refresh_from_db()
    assert refused.value.messages[0].startswith("Mới có mặt 0/18 người")
    assert vote.question.opened_at is None


@pytest.mark.parametrize(
    ("ballots", "level"),
    [
        ({"OUTSTANDING": 12, "GOOD": 6}, "OUTSTANDING"),  # exactly 2/3 of 18
        ({"OUTSTANDING": 11, "GOOD": 7}, "GOOD"),
        ({"OUTSTANDING": 11}, "PIONEERING"),
        ({"OUTSTANDING": 9}, ""),
        ({"NOT_EXEMPLARY": 10}, "NOT_EXEMPLARY"),
    ],
)
def test_open_vote_of_18_is_decided_as_the_rules_say(ballots, level):
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, ballots)

    [one] = counted.close(vote)

    evaluation = one.evaluation
    given = {"roll": 18, "ballots": ballots}
    assert frozen(one.verdict) == frozen(by_rules(MEMBER, given, vote.round_))
    assert one.verdict["given"] == given
    assert one.counts == {"votes": ballots, "invalid": 0}
    assert (evaluation.level, evaluation.voted_level) == (level, level)
    assert bool(evaluation.decided_at) == bool(evaluation.voted_at) == bool(level)
    assert evaluation.outcome == one.verdict


def test_recorded_grounds_decide_over_the_vote():
    vote = counted.make_vote(holding.NG, facts={"remedied": "basically"})
    counted.enter(vote.secretary, vote.question, 1, {"OUTSTANDING": 18})

    [one] = counted.close(vote)

    given = {"roll": 18, "ballots": {"OUTSTANDING": 18}, "remedied": "basically"}
    assert frozen(one.verdict) == frozen(by_rules(MEMBER, given, vote.round_))
    assert one.evaluation.level == "PIONEERING"


@pytest.mark.parametrize(
    ("reading", "base", "level"), [("ROLL", 18, "GOOD"), ("PRESENT", 16, "OUTSTANDING")]
)
def test_base_is_the_roll_or_those_present(reading, base, level):
    vote = counted.make_vote(holding.NG, opened=False)
    Round.objects.filter(pk=vote.round_.pk).update(readings={"share_base": reading})
    vote.meeting.roll.filter(name__in=("Đảng viên 08", "Đảng viên 09")).update(present=False)
    vote.question = voting.open_question(vote.secretary, vote.question.pk)
    counted.enter(vote.secretary, vote.question, 1, {"OUTSTANDING": 11, "GOOD": 5})

    [one] = counted.close(vote)

    Round.objects.filter(pk=vote.round_.pk).update(readings={})
    closed = Question.objects.get(pk=vote.question.pk)
    assert (one.verdict["given"]["roll"], one.evaluation.level) == (base, level)
    assert queries.Ballot(closed).base == base


def test_voting_level_by_level_counts_yes_from_the_proposal_down():
    vote = counted.make_vote(holding.NG, method="BY_LEVEL", proposed_level="GOOD")
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 11, "PIONEERING": 16})

    [one] = counted.close(vote)

    given = {"roll": 18, "approvals": {"GOOD": 11, "PIONEERING": 16}}
    assert frozen(one.verdict) == frozen(by_rules(MEMBER, given, vote.round_))
    assert one.evaluation.level == "PIONEERING"


def test_voting_level_by_level_leaves_no_level_out():
    vote = counted.make_vote(holding.NG, method="BY_LEVEL", proposed_level="GOOD")
    counted.enter(vote.secretary, vote.question, 1, {"PIONEERING": 16})

    with pytest.raises(ValidationError, match="không bỏ qua mức nào"):
        counted.close(vote)
    with pytest.raises(KeyError):
        counted.enter(vote.secretary, vote.question, 1, {"OUTSTANDING": 3})


def test_more_hands_than_people_are_refused():
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, {"OUTSTANDING": 12, "GOOD": 7})

    with pytest.raises(ValidationError, match="nhiều hơn 18 người có mặt"):
        counted.close(vote)

    vote.question.refresh_from_db()
    assert vote.question.closed_at is None


def test_paper_vote_under_hd21_is_a_proposal():
    vote = counted.make_vote(holding.HD21, method="PAPER", subjects=2, **HD21)
    counted.count_paper(vote, {"EXCELLENT": 10, "GOOD": 8}, {"EXCELLENT": 9, "NOT_COMPLETED": 9})

    first, second = counted.close(vote)

    given = {key: one for key, one in first.verdict["given"].items() if key != "year"}
    assert given["ballots"] == {"EXCELLENT": 10, "GOOD": 8}
    assert (given["roll"], first.verdict["proposed"]) == (18, "EXCELLENT")
    asked = QUESTIONS["hd21_2019.member_level"](**first.verdict["given"], terms=vote.round_.terms)
    assert frozen(first.verdict) == frozen(as_json(asked))
    assert (first.evaluation.voted_level, first.evaluation.level) == ("EXCELLENT", "")
    assert first.evaluation.decided_at is None
    assert second.verdict["unresolved"] == "Chi bộ bỏ phiếu lại, vì chưa mức nào đủ số phiếu."
    assert (second.evaluation.voted_level, second.evaluation.voted_at) == ("", None)


def test_unresolved_is_put_again_with_one_click():
    vote = counted.make_vote(holding.HD21, method="PAPER", subjects=2, **HD21)
    counted.count_paper(vote, {"EXCELLENT": 10, "GOOD": 8}, {"EXCELLENT": 9, "NOT_COMPLETED": 9})
    second = counted.close(vote)[1]

    again = voting.vote_again(vote.secretary, vote.question.pk)

    assert [one.evaluation for one in counted.subjects(again)] == [second.evaluation]
    assert (again.opened_at, again.method) == (None, "PAPER")
    assert again.title == f"{vote.question.title} (lần 2)"
    with pytest.raises(ValidationError, match="Không có ai"):
        voting.vote_again(vote.secretary, vote.question.pk)
    voting.open_question(vote.secretary, again.pk)
    counted.count_paper(vote, {"GOOD": 18}, question=again)
    [one] = counted.close(vote, again)
    assert one.evaluation.voted_level == "GOOD"


def test_role_models_are_chosen_under_the_cap():
    vote = role_models()
    counted.count_paper(vote, *yes(10, 9, 8, 6), number=10)

    counted.close(vote)

    given = {
        "roll": 10,
        "completed_well": 10,
        "rated": 10,
        "already_chosen": 0,
        "candidates": [
            {"name": one.full_name, "votes": votes, "level": "COMPLETED_WELL"}
            for one, votes in zip(vote.members, (10, 9, 8, 6), strict=True)
        ],
    }
    asked = QUESTIONS["lam_dong_2017.role_models"](**given, terms=vote.round_.terms)
    verdict = vote.question.verdict
    assert verdict == {"question": "lam_dong_2017.role_models", "given": given} | as_json(asked)
    assert verdict["chosen"] == [one.full_name for one in vote.members[:2]]
    chosen = RoleModel.objects.order_by("-votes").values_list(
        "evaluation__person", "years", "votes"
    )
    assert list(chosen) == [(vote.members[0].pk, 1, 10), (vote.members[1].pk, 1, 9)]


def test_tied_role_models_are_voted_again_for_what_is_left():
    vote = role_models()
    counted.count_paper(vote, *yes(10, 8, 8, 7), number=10)
    counted.close(vote)
    assert vote.question.verdict["tied"] == ["Đảng viên 02", "Đảng viên 03"]

    again = voting.vote_again(vote.deputy, vote.question.pk)
    voting.open_question(vote.secretary, again.pk)
    counted.count_paper(vote, *yes(10, 9), question=again, number=10)
    counted.close(vote, again)

    assert again.verdict["chosen"] == ["Đảng viên 02"]
    names = RoleModel.objects.order_by("pk").values_list("evaluation__person__full_name", flat=True)
    assert list(names) == ["Đảng viên 01", "Đảng viên 02"]


def test_nobody_closes_a_vote_on_nobody_else():
    vote = counted.make_vote(holding.NG, opened=False)
    meetings.remove_question(vote.secretary, vote.meeting.pk, vote.question.pk)
    holding.ready(vote.round_, vote.cell, [vote.secretary.person])
    question = counted.ask(vote, [vote.secretary.person])
    voting.open_question(vote.secretary, question.pk)
    counted.enter(vote.deputy, question, 1, {"GOOD": 18})

    with pytest.raises(ValidationError, match="chính mình"):
        counted.close(vote, question)
    [one] = counted.close(vote, question, vote.deputy)

    assert one.evaluation.level == "GOOD"
    with pytest.raises(ValidationError, match="chính mình"):
        voting.annul_question(vote.secretary, question.pk, "Nhầm")


def test_closed_vote_is_final():
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18})
    counted.close(vote)

    with pytest.raises(Moved):
        voting.close_question(vote.deputy, vote.question.pk)
    with pytest.raises(Moved):
        counted.enter(vote.secretary, vote.question, 1, {"GOOD": 17})
    assert EvaluationEvent.objects.filter(verb="vote").count() == 1


def test_vote_not_opened_is_neither_counted_nor_closed():
    vote = counted.make_vote(holding.NG, opened=False)

    for act in (
        lambda: counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18}),
        lambda: voting.close_question(vote.secretary, vote.question.pk),
    ):
        with pytest.raises(ValidationError, match="Chưa mở biểu quyết"):
            act()
    with pytest.raises(Moved):
        voting.annul_question(vote.secretary, vote.question.pk, "Nhầm")


@pytest.mark.parametrize("subjects", [3, 60])
def test_closing_asks_as_often_for_three_as_for_sixty(subjects, django_assert_num_queries):
    vote = counted.make_vote(holding.NG, 64, subjects=subjects)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 64})

    with django_assert_num_queries(16):
        voting.close_question(vote.secretary, vote.question.pk)


def test_note_and_count_for_are_refused_where_they_do_not_belong():
    vote = counted.make_vote(holding.NG)

    with pytest.raises(Moved):
        counting.count_for(vote.secretary, vote.question.pk, 2)
    with pytest.raises(Moved):
        counting.note_difference(vote.secretary, vote.question.pk, "Lệch", before="")


def test_organization_is_voted_on_for_good_under_ng():
    vote = counted.make_vote(holding.NG, opened=False)
    meetings.remove_question(vote.secretary, vote.meeting.pk, vote.question.pk)
    holding.evaluate(vote.round_, vote.cell, self_at=timezone.now(), self_level="GOOD")
    question = counted.ask(vote, [], what="BODY", method="BY_LEVEL")
    voting.open_question(vote.secretary, question.pk)
    counted.enter(vote.secretary, question, 1, {"GOOD": 10})

    [one] = counted.close(vote, question)

    given = {"roll": 18, "approvals": {"GOOD": 10}}
    asked = by_rules("neu_guong_2017.organization_vote", given, vote.round_)
    assert frozen(one.verdict) == frozen(asked)
    assert (one.name, one.evaluation.level) == ("Chi bộ 9", "GOOD")


def test_ballot_on_an_organization_is_a_proposal_under_its_ceiling():
    vote = counted.make_vote(holding.HD21, method="PAPER", opened=False)
    meetings.remove_question(vote.secretary, vote.meeting.pk, vote.question.pk)
    grades = {f"grade_{name}": "GOOD" for name in BODY_GRADES}
    holding.evaluate(vote.round_, vote.cell, facts=grades)
    question = counted.ask(vote, [], what="BODY", method="PAPER")
    Question.objects.filter(pk=question.pk).update(
        opened_at=timezone.now(), roll_size=18, present=18
    )
    question.refresh_from_db()
    counted.count_paper(vote, {"EXCELLENT": 18}, question=question)

    [one] = counted.close(vote, question)

    ceiling = one.verdict["ceiling"]
    given = {"roll": 18, "ballots": {"EXCELLENT": 18}, "ceiling": ceiling}
    asked = by_rules("hd21_2019.organization_ballot", given, vote.round_)
    assert ceiling != "EXCELLENT"
    assert one.verdict["proposed"] == asked["level"] == one.evaluation.voted_level == ceiling
    assert (one.evaluation.level, one.evaluation.decided_at) == ("", None)
