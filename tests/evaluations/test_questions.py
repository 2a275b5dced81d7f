"""Questions of a meeting: on whom, how, who is offered (NG-12, LD-06 … LD-08, H21-05)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from evaluations import meetings
from evaluations.models import Evaluation, Question, RoleModel
from evaluations.queries import candidates
from tests import factories
from tests.evaluations.holding import (
    HD21,
    LD,
    NG,
    YEAR,
    call,
    evaluate,
    make_round,
    make_tree,
    ready,
)
from tests.evaluations.pages import words

NOW = timezone.now()
PAPER, OPEN = Question.Method.PAPER, Question.Method.OPEN


@pytest.fixture
def tree(db):
    return make_tree()


@pytest.fixture
def meeting(tree):
    return call(tree.secretary, make_round(tree.bloc, HD21), tree.cell)


def ask(tree, meeting, *people, what="MEMBERS", method=PAPER, grounds=None):
    return meetings.add_question(
        tree.secretary,
        meeting.pk,
        what=what,
        method=method,
        chosen=[one.person.pk for one in people],
        grounds=grounds,
    )


def offered(meeting, what="MEMBERS"):
    return [one.name for one in candidates.candidates_for(meeting, what)]


def test_question_names_its_subjects_with_their_posts(tree, meeting):
    question = ask(tree, meeting, tree.secretary, tree.member)

    assert (question.kind, question.title) == (
        "LEVEL",
        f"Xếp loại chất lượng đảng viên năm {YEAR}",
    )
    subjects = [(one.position, one.name, one.post) for one in question.subjects.all()]
    assert subjects == [
        (1, "Nguyễn Văn An", "Đảng viên"),
        (2, "Trần Thị Bình", "Bí thư Chi bộ 1"),
    ]
    assert Evaluation.objects.filter(organization=tree.cell, person=tree.member.person).exists()


def test_everybody_not_voted_on_and_in_no_other_question_is_offered(tree, meeting):
    probationary = factories.make_person("Mai Văn Mới", tree.cell, official_on=None)
    ready(meeting.round, tree.cell, [tree.member.person], voted_at=NOW)
    ask(tree, meeting, tree.deputy)

    assert offered(meeting) == ["Trần Thị Bình", "Lê Thị Hoa", probationary.full_name]
    with pytest.raises(ValidationError, match="biểu quyết ở nơi khác"):
        ask(tree, meeting, tree.deputy, tree.secretary)
    with pytest.raises(ValidationError, match="ít nhất một người"):
        ask(tree, meeting)


def test_who_came_from_another_cell_is_classified_by_the_receiving_one(tree, meeting):
    evaluation = evaluate(meeting.round, tree.other, tree.member.person)

    ask(tree, meeting, tree.member)

    evaluation.refresh_from_db()
    assert evaluation.organization == tree.cell


@pytest.mark.parametrize(
    ("guidance", "kinds", "methods"),
    [
        (NG, ["MEMBERS", "BODY"], ["OPEN", "BY_LEVEL", "PAPER"]),
        (LD, ["MEMBERS", "ROLE_MODELS_1", "ROLE_MODELS_3", "ROLE_MODELS_5"], ["PAPER"]),
        (HD21, ["MEMBERS", "BODY"], ["PAPER"]),
    ],
)
def test_guidance_says_what_is_voted_on_and_how(tree, guidance, kinds, methods):
    meeting = call(tree.secretary, make_round(tree.bloc, guidance), tree.cell)

    assert list(candidates.contents_of(meeting)) == kinds
    assert list(candidates.methods_of(meeting.round)) == methods
    for what in {"MEMBERS", "BODY", "ROLE_MODELS_1"} - set(kinds):
        with pytest.raises(ValidationError, match="không biểu quyết nội dung"):
            ask(tree, meeting, tree.member, what=what, method=methods[0])
    if OPEN not in methods:
        with pytest.raises(ValidationError, match="hình thức"):
            ask(tree, meeting, tree.member, method=OPEN)


def test_organization_is_a_question_of_its_own(tree, meeting):
    question = ask(tree, meeting, what="BODY")

    assert question.title == f"Xếp loại chất lượng Chi bộ 1 năm {YEAR}"
    assert [one.name for one in question.subjects.all()] == ["Chi bộ 1"]
    assert offered(meeting, "BODY") == []


def test_organization_founded_less_than_six_months_before_is_not_offered(tree, meeting):
    tree.cell.founded_on = f"{YEAR}-07-01"
    tree.cell.save()
    meeting.organization.refresh_from_db()

    assert offered(meeting, "BODY") == []


def role_model_meeting(tree, *people):
    round_ = make_round(tree.bloc, LD)
    found = [one.person for one in people]
    done = ready(round_, tree.cell, found, level="COMPLETED_WELL", decided_at=NOW, voted_at=NOW)
    return call(tree.secretary, round_, tree.cell), done


def was_role_model(tree, person, *years):
    for year in years:
        round_ = factories.make_round(tree.bloc, year, guidance=LD, **factories.ADOPTION)
        evaluation = evaluate(round_, tree.cell, person, level="COMPLETED_WELL", decided_at=NOW)
        RoleModel.objects.create(evaluation=evaluation, years=1, votes=4)


def test_role_models_are_chosen_from_those_who_completed_well(tree):
    meeting, _ = role_model_meeting(tree, tree.member)
    evaluate(meeting.round, tree.cell, tree.colleague.person, level="COMPLETED", decided_at=NOW)

    assert offered(meeting, "ROLE_MODELS_1") == ["Nguyễn Văn An"]
    question = ask(tree, meeting, tree.member, what="ROLE_MODELS_1")
    assert (question.kind, question.years) == ("ROLE_MODEL", 1)
    assert question.title == f"Bình chọn gương điển hình tiêu biểu năm {YEAR}"


def cap_shown(client, tree, meeting):
    client.force_login(tree.secretary)
    page = reverse("question_add", args=[meeting.pk]) + "?noi-dung=ROLE_MODELS_1"
    return words(client.get(page))


def test_cap_on_role_models_is_told_before_the_ballot(client, tree):
    meeting, done = role_model_meeting(tree, tree.member, tree.colleague)

    few = cap_shown(client, tree, meeting)
    newcomers = [factories.make_person(f"Đỗ Văn {one}", tree.cell) for one in "ABCDEFGH"]
    ready(meeting.round, tree.cell, newcomers, level="COMPLETED_WELL", decided_at=NOW, voted_at=NOW)
    RoleModel.objects.create(evaluation=done[0], years=1, votes=4)
    many = cap_shown(client, tree, meeting)

    assert "Không chọn được ai: 20% của 2 đảng viên hoàn thành tốt chưa đủ một người" in few
    assert "Chọn nhiều nhất 2 trong 10 đảng viên hoàn thành tốt" in many
    assert "Đã chọn 1 ở lần bỏ phiếu trước, còn 1." in many
    assert "đảng viên của danh sách tán thành" not in few + many


def test_role_model_of_three_years_was_one_in_each(tree):
    meeting, (own, other) = role_model_meeting(tree, tree.member, tree.colleague)
    was_role_model(tree, tree.member.person, YEAR - 1, YEAR - 2)
    assert offered(meeting, "ROLE_MODELS_3") == ["Nguyễn Văn An"]  # this year is still missing
    (found,) = candidates.candidates_for(meeting, "ROLE_MODELS_3")
    assert (found.proposed, found.consider) == (False, True)

    RoleModel.objects.create(evaluation=own, years=1, votes=4)
    RoleModel.objects.create(evaluation=other, years=1, votes=4)

    (found,) = candidates.candidates_for(meeting, "ROLE_MODELS_3")
    assert (found.name, found.proposed, found.consider) == ("Nguyễn Văn An", True, False)
    assert offered(meeting, "ROLE_MODELS_5") == []


def test_missing_year_is_considered_by_hand_with_grounds_that_stay(tree):
    meeting, (own,) = role_model_meeting(tree, tree.member)
    was_role_model(tree, tree.member.person, YEAR - 2)
    RoleModel.objects.create(evaluation=own, years=1, votes=4)
    pk = tree.member.person.pk

    with pytest.raises(ValidationError, match="Nguyễn Văn An"):
        ask(tree, meeting, tree.member, what="ROLE_MODELS_3", grounds={pk: " "})
    ask(tree, meeting, tree.member, what="ROLE_MODELS_3", grounds={pk: "Bằng khen số 5"})

    event = own.events.get()
    assert (event.verb, event.text) == ("consider", "Bằng khen số 5")


def test_role_model_that_was_refused_above_is_no_year(tree):
    meeting, _ = role_model_meeting(tree, tree.member)
    was_role_model(tree, tree.member.person, YEAR - 1, YEAR - 2)
    RoleModel.objects.filter(evaluation__round__year=YEAR - 1).update(superior="REFUSED")

    assert offered(meeting, "ROLE_MODELS_3") == []
