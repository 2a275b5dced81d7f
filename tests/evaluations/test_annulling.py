"""Votes found wrong: annulled with a reason, taken back, put again; the old ones stay."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluations import annulling, meetings, voting
from evaluations.models import Evaluation, Question, RoleModel
from registrations.actions import Moved
from tests.evaluations import counted, holding
from tests.evaluations.counted import HD21, role_models, yes

pytestmark = pytest.mark.django_db


def test_annulled_vote_is_put_again_and_the_old_one_stays():
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18})
    [old] = counted.close(vote)

    again = voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm")

    vote.question.refresh_from_db()
    evaluation = counted.of(vote.members[0], vote.round_)
    assert (again.replaces, again.opened_at) == (vote.question, None)
    assert [one.evaluation for one in counted.subjects(again)] == [evaluation]
    assert vote.question.annulled_reason == "Đếm nhầm"
    assert counted.subjects(vote.question)[0].verdict == old.verdict
    taken_back = {name: getattr(evaluation, name) for name in voting.TAKEN_BACK}
    assert taken_back == {name: getattr(Evaluation(), name) for name in voting.TAKEN_BACK}
    assert Evaluation.objects.filter(outcome__isnull=True).count() == 1
    with pytest.raises(Moved):
        voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm")
    voting.open_question(vote.secretary, again.pk)
    counted.enter(vote.secretary, again, 1, {"OUTSTANDING": 18})
    [one] = counted.close(vote, again)
    assert one.evaluation.level == "OUTSTANDING"


def test_annulling_needs_a_reason():
    vote = counted.make_vote(holding.NG)

    with pytest.raises(ValidationError, match="lý do"):
        voting.annul_question(vote.secretary, vote.question.pk, "  ")


@pytest.mark.parametrize("built_upon", ["published_at", "superior_at", "notified_at"])
def test_published_result_is_not_annulled_by_its_vote(built_upon):
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18})
    counted.close(vote)
    Evaluation.objects.filter(person=vote.members[0]).update(**{built_upon: timezone.now()})

    with pytest.raises(ValidationError, match="Đảng viên 01"):
        voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm")

    assert counted.of(vote.members[0], vote.round_).level == "GOOD"
    assert Question.objects.count() == 1


def test_decided_proposal_of_hd21_is_not_annulled_by_its_vote():
    vote = counted.make_vote(holding.HD21, method="PAPER", **HD21)
    counted.count_paper(vote, {"GOOD": 18})
    counted.close(vote)
    Evaluation.objects.filter(person=vote.members[0]).update(
        level="GOOD", decided_at=timezone.now()
    )

    with pytest.raises(ValidationError, match="quyết định"):
        voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm")


def test_open_vote_that_is_broken_off_is_annulled_too():
    vote = counted.make_vote(holding.NG)

    again = voting.annul_question(vote.secretary, vote.question.pk, "Mở nhầm nội dung")

    vote.question.refresh_from_db()
    assert vote.question.closed_at == vote.question.annulled_at
    assert vote.question.verdict is None
    assert again.replaces == vote.question


def test_vote_of_a_finished_meeting_is_annulled_for_a_new_meeting():
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18})
    counted.close(vote)
    meetings.finish_meeting(vote.secretary, vote.meeting.pk)

    assert voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm") is None

    later = holding.call(vote.secretary, vote.round_, vote.cell)
    vote.meeting = later
    assert counted.subjects(counted.ask(vote, vote.members))[0].evaluation == counted.of(
        vote.members[0], vote.round_
    )


def test_annulled_role_models_are_no_role_models():
    vote = role_models()
    counted.count_paper(vote, *yes(10, 9, 8, 6), number=10)
    counted.close(vote)
    level = counted.of(vote.members[0], vote.round_).level

    voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm")

    assert not RoleModel.objects.exists()
    assert counted.of(vote.members[0], vote.round_).level == level


def test_classification_in_a_vote_on_role_models_is_annulled_after_it():
    vote = role_models()
    row = counted.of(vote.members[0], vote.round_)

    with pytest.raises(ValidationError, match="Bình chọn gương điển hình"):
        annulling.annul(vote.secretary, row, "Xếp nhầm")

    counted.count_paper(vote, *yes(10, 9, 8, 6), number=10)
    counted.close(vote)
    fresh = annulling.annul(vote.secretary, row, "Xếp nhầm")
    assert voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm").subjects.count() == 3
    assert not fresh.votes.exists()


def test_annulled_classification_stays_when_its_vote_is_annulled():
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18})
    counted.close(vote)
    row = counted.of(vote.members[0], vote.round_)
    annulling.annul(vote.secretary, row, "Xếp nhầm")

    with pytest.raises(ValidationError, match="Đảng viên 01 đã hủy"):
        voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm")

    row.refresh_from_db()
    assert (row.level, row.voted_level) == ("GOOD", "GOOD")
    assert Question.objects.count() == 1


def unresolved():
    """Make a closed paper vote that left the second of two people without a level."""
    vote = counted.make_vote(holding.HD21, method="PAPER", subjects=2, **HD21)
    counted.count_paper(vote, {"GOOD": 18}, {"EXCELLENT": 9, "NOT_COMPLETED": 9})
    counted.close(vote)
    return vote


def test_vote_that_was_voted_again_is_annulled_after_the_later_one():
    vote = unresolved()
    again = voting.vote_again(vote.secretary, vote.question.pk)
    voting.open_question(vote.secretary, again.pk)
    counted.count_paper(vote, {"GOOD": 18}, question=again)
    counted.close(vote, again)

    with pytest.raises(ValidationError, match="lần bỏ phiếu sau trước"):
        voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm")
    put = voting.annul_question(vote.secretary, again.pk, "Đếm nhầm")

    assert [one.name for one in counted.subjects(put)] == ["Đảng viên 02"]
    assert counted.of(vote.members[0], vote.round_).voted_level == "GOOD"


def test_who_waits_in_a_later_question_is_not_put_twice():
    vote = unresolved()
    waiting = voting.vote_again(vote.secretary, vote.question.pk)

    put = voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm")

    assert [one.name for one in counted.subjects(put)] == ["Đảng viên 01"]
    assert [one.name for one in counted.subjects(waiting)] == ["Đảng viên 02"]


def test_one_who_waits_alone_needs_no_further_question():
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, {"OUTSTANDING": 9})
    counted.close(vote)
    waiting = voting.vote_again(vote.secretary, vote.question.pk)

    assert voting.annul_question(vote.secretary, vote.question.pk, "Đếm nhầm") == waiting
    assert Question.objects.count() == 2
