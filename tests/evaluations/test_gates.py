"""What must be there before a vote may be opened: each gate alone, by guidance."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from evaluations import meetings
from evaluations.models import Opinion, Question
from evaluations.queries import gates
from organizations.models import Placement
from registrations import actions
from registrations.definitions import Code
from registrations.models import Registration, Step
from tests import factories
from tests.evaluations.holding import (
    HD21,
    LD,
    NG,
    YEAR,
    call,
    come,
    evaluate,
    make_round,
    make_tree,
    ready,
)

NOW = timezone.now()
TODAY = timezone.localdate()
GRADES = {"grade_conduct": "GOOD", "grade_duties": "GOOD", "grade_remedy": "NONE"}
BODY_GRADES = {
    f"grade_{name}": "GOOD"
    for name in ("programme", "leadership", "democracy", "integrity", "inspection", "remedy")
}


@pytest.fixture
def tree(db):
    return make_tree()


def people_of(tree):
    return [one.person for one in (tree.secretary, tree.deputy, tree.member, tree.colleague)]


def ask(tree, meeting, what="MEMBERS", method=Question.Method.PAPER, people=None, account=None):
    chosen = [one.pk for one in (people or people_of(tree))] if what != "BODY" else []
    account = account or tree.secretary
    return meetings.add_question(account, meeting.pk, what=what, method=method, chosen=chosen)


def missing(meeting, question):
    meeting.refresh_from_db()
    return [one.text for one in gates.missing_before(meeting, question)]


def tell(tree, meeting, *names):
    first, second = (meeting.roll.get(name=name).pk for name in names)
    meetings.name_tellers(tree.secretary, meeting.pk, first, second)


def hold(tree, guidance, organization=None, account=None, **fields):
    """Call a meeting at which everybody is, with tellers."""
    round_ = make_round(tree.bloc, guidance)
    meeting = call(account or tree.secretary, round_, organization or tree.cell, **fields)
    come(meeting)
    if organization is None:
        tell(tree, meeting, "Lê Thị Hoa", "Nguyễn Văn An")
    return round_, meeting


def test_nothing_is_missing_where_everything_is_done(tree):
    round_, meeting = hold(tree, HD21)
    ready(round_, tree.cell, people_of(tree), facts=GRADES)

    assert missing(meeting, ask(tree, meeting)) == []


def test_quorum_one_too_few(tree):
    round_, meeting = hold(tree, HD21)
    ready(round_, tree.cell, people_of(tree), facts=GRADES)
    question = ask(tree, meeting)
    meeting.roll.filter(name__in=("Trần Thị Bình", "Phạm Văn Cường")).update(present=False)

    assert missing(meeting, question) == [
        "Mới có mặt 2/4 người trong danh sách, cần ít nhất 3 (2/3)."
    ]


def test_roll_without_a_voter(tree):
    round_, meeting = hold(tree, HD21)
    ready(round_, tree.cell, people_of(tree), facts=GRADES)
    question = ask(tree, meeting)
    meeting.roll.update(votes=False)

    assert missing(meeting, question) == ["Danh sách biểu quyết chưa có ai."]


def test_paper_ballot_without_tellers_who_are_there(tree):
    round_, meeting = hold(tree, HD21)
    ready(round_, tree.cell, people_of(tree), facts=GRADES)
    question = ask(tree, meeting)
    meeting.roll.filter(teller=2).update(left_at="15:00")

    assert missing(meeting, question) == ["Chưa cử đủ hai người kiểm phiếu đang có mặt."]


def test_open_vote_needs_no_tellers(tree):
    round_, meeting = hold(tree, NG)
    meeting.roll.update(teller=None)
    ready(round_, tree.cell, people_of(tree))

    assert missing(meeting, ask(tree, meeting, method=Question.Method.OPEN)) == []


def test_head_among_the_subjects_without_a_deputy(tree):
    round_, meeting = hold(tree, HD21, deputy="")
    ready(round_, tree.cell, people_of(tree), facts=GRADES)

    with_head = ask(tree, meeting, people=people_of(tree)[:2])
    others = ask(tree, meeting, people=people_of(tree)[2:])

    assert missing(meeting, with_head) == [
        "Chưa ghi người chủ trì khi kiểm điểm Trần Thị Bình (H22-03)."
    ]
    assert missing(meeting, others) == []


def test_exemplary_steps_before_the_vote(tree):
    group = factories.make_group(tree.cell)
    grouped = factories.make_person("Mai Văn Tổ", group)
    round_, meeting = hold(tree, NG)
    ready(round_, tree.cell, people_of(tree)[:2], proposed_at=None)
    ready(round_, tree.cell, [grouped, tree.employee.person], group_at=None)
    question = ask(
        tree, meeting, people=[*people_of(tree), grouped, tree.employee.person], method="OPEN"
    )

    assert sorted(missing(meeting, question)) == [
        "Chưa có “Cấp ủy dự kiến” của Nguyễn Văn An, Trần Thị Bình, Phạm Văn Cường, Lê Thị Hoa "
        "(NG-12).",
        "Chưa có “Tổ đảng” của Mai Văn Tổ (NG-12).",
        "Chưa có “Tự đánh giá” của Nguyễn Văn An, Lê Thị Hoa (NG-12).",
    ]


def test_commitment_steps_before_the_ballot(tree):
    _, meeting = hold(tree, LD)

    assert missing(meeting, ask(tree, meeting, people=[tree.member.person])) == [
        "Chưa có “Tự đánh giá năm” của Nguyễn Văn An (LD-06).",
        "Chưa có “Chi ủy tổng hợp” của Nguyễn Văn An (LD-06).",
    ]


def test_self_review_that_is_handed_in_counts_and_a_draft_does_not(tree):
    round_, meeting = hold(tree, HD21)
    ready(round_, tree.cell, people_of(tree), facts=GRADES, self_at=None)
    question = ask(tree, meeting)
    steps = (Step.DRAFT, Step.SUBMITTED, Step.SUBMITTED, Step.SUBMITTED)
    for person, step in zip(people_of(tree), steps, strict=True):
        Registration.objects.create(
            round=round_,
            form=Code.E02,
            person=person,
            organization=tree.cell,
            step=step,
            submitted_at=NOW,
            code=actions.new_code(),
        )

    assert missing(meeting, question) == ["Chưa có “Bản tự kiểm điểm” của Trần Thị Bình (H21-03)."]


def test_reviewed_and_proposed_before_the_ballot(tree):
    round_, meeting = hold(tree, HD21)
    ready(round_, tree.cell, people_of(tree), facts=GRADES, reviewed_at=None, proposed_at=None)

    assert missing(meeting, ask(tree, meeting, people=[tree.member.person])) == [
        "Chưa có “Kiểm điểm” của Nguyễn Văn An (H21-03).",
        "Chưa có “Chi ủy đề xuất” của Nguyễn Văn An (H21-14).",
    ]


def test_civil_rating_is_known(tree):
    person = tree.member.person
    person.civil_servant = True
    person.save()
    round_, meeting = hold(tree, HD21)
    (evaluation,) = ready(round_, tree.cell, [person], facts=GRADES)
    question = ask(tree, meeting, people=[person])

    assert missing(meeting, question) == [
        "Chưa biết xếp loại cán bộ, công chức, viên chức của Nguyễn Văn An (H21-05, H21-11)."
    ]
    evaluation.facts = GRADES | {"civil_level": "GOOD"}
    evaluation.save()
    assert missing(meeting, question) == []


def test_grades_from_which_the_ceiling_follows(tree):
    round_, meeting = hold(tree, HD21)
    ready(round_, tree.cell, [tree.member.person])

    (found,) = missing(meeting, ask(tree, meeting, people=[tree.member.person]))

    assert found.startswith("Chưa tính được mức cao nhất có thể xếp của Nguyễn Văn An (H21-10): ")


@pytest.mark.parametrize(
    ("moved_on", "asked"), [(date(YEAR, 7, 1), True), (date(YEAR, 6, 30), False)]
)
def test_old_cell_of_six_months_is_heard(tree, moved_on, asked):
    person = tree.member.person
    person.placements.update(organization=tree.other, ended_on=moved_on)
    factories.place(person, tree.cell, started_on=moved_on)
    round_, meeting = hold(tree, HD21)
    (evaluation,) = ready(round_, tree.cell, [person], facts=GRADES)
    question = ask(tree, meeting, people=[person])
    words = "Chưa có ý kiến của Chi bộ 2 (chi bộ nơi chuyển đi) về Nguyễn Văn An (H21-16)."

    assert missing(meeting, question) == ([words] if asked else [])

    give(evaluation, Opinion.Kind.OLD_CELL, tree)
    assert missing(meeting, question) == []


def test_moves_between_groups_of_the_old_cell_are_one_stay(tree):
    person, group = tree.member.person, factories.make_group(tree.other)
    person.placements.update(organization=tree.other, ended_on=date(YEAR, 4, 1))
    factories.place(person, group, started_on=date(YEAR, 4, 1), ended_on=date(YEAR, 7, 1))
    factories.place(person, tree.cell, started_on=date(YEAR, 7, 1))
    round_, meeting = hold(tree, HD21)
    ready(round_, tree.cell, [person], facts=GRADES)

    assert len(missing(meeting, ask(tree, meeting, people=[person]))) == 1


def test_temporary_cell_is_heard(tree):
    person = tree.member.person
    factories.place(person, tree.other, Placement.Kind.TEMPORARY, date(YEAR, 10, 1))
    round_, meeting = hold(tree, HD21)
    (evaluation,) = ready(round_, tree.cell, [person], facts=GRADES)
    question = ask(tree, meeting, people=[person])
    give(evaluation, Opinion.Kind.OLD_CELL, tree)

    assert missing(meeting, question) == [
        "Chưa có ý kiến của Chi bộ 2 (chi bộ nơi sinh hoạt tạm thời) về Nguyễn Văn An (H21-16)."
    ]
    give(evaluation, Opinion.Kind.TEMPORARY_CELL, tree)
    assert missing(meeting, question) == []


def give(evaluation, kind, tree):
    Opinion.objects.create(
        evaluation=evaluation,
        kind=kind,
        source="Chi bộ 2",
        given_on=TODAY,
        text="Chấp hành tốt.",
        recorded_by=tree.secretary,
    )


def draft_day(days):
    """Return the day so many working days before today."""
    day = TODAY
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < 5
    return day


def own_question(tree, **fields):
    """Put the cell itself to the vote, its members classified; return meeting and question."""
    round_, meeting = hold(tree, HD21, **fields)
    ready(round_, tree.cell, people_of(tree), level="GOOD", decided_at=NOW, voted_at=NOW)
    evaluate(round_, tree.cell, self_at=NOW, reviewed_at=NOW, facts=BODY_GRADES)
    return meeting, ask(tree, meeting, "BODY")


def test_organization_nothing_is_missing(tree):
    assert missing(*own_question(tree, draft_sent_on=draft_day(3))) == []


def test_draft_report_is_sent_three_working_days_before(tree, settings):
    meeting, question = own_question(tree, draft_sent_on=draft_day(2))
    by = f"phải gửi chậm nhất ngày {draft_day(3):%d/%m/%Y} (H21-04)"

    assert missing(meeting, question) == [
        f"Dự thảo báo cáo gửi ngày {draft_day(2):%d/%m/%Y}; {by}."
    ]
    meeting.draft_sent_on = None
    meeting.save()
    assert missing(meeting, question) == [f"Chưa ghi ngày gửi dự thảo báo cáo; {by}."]
    meeting.draft_sent_on = draft_day(3)
    meeting.save()
    settings.HOLIDAYS = [draft_day(1)]
    (late,) = missing(meeting, question)
    assert f"{draft_day(4):%d/%m/%Y} (H21-04)" in late


def test_members_are_classified_before_the_organization(tree):
    meeting, question = own_question(tree, draft_sent_on=draft_day(3))
    evaluation = meeting.round.evaluations.get(person=tree.member.person)
    evaluation.level = ""
    evaluation.save()
    factories.make_person("Kết Nạp Muộn", tree.cell, admitted_on=date(YEAR, 9, 1), official_on=None)

    assert missing(meeting, question) == ["Chưa xếp loại xong đảng viên: Nguyễn Văn An (H21-05)."]


def test_lower_organizations_are_classified_before_the_committee(tree):
    factories.make_cell(tree.base, "Chi bộ 3", founded_on=date(YEAR, 9, 1))
    round_, meeting = hold(
        tree, HD21, tree.base, tree.superior, draft_sent_on=draft_day(3), deputy=""
    )
    evaluate(round_, tree.base, self_at=NOW, reviewed_at=NOW, facts=BODY_GRADES)
    evaluate(round_, tree.other, level="GOOD", decided_at=NOW)
    question = ask(tree, meeting, "BODY", account=tree.superior)

    assert missing(meeting, question) == [
        "Chưa cử đủ hai người kiểm phiếu đang có mặt.",
        "Chưa xếp loại tổ chức đảng cấp dưới: Chi bộ 1 (H21-05).",
    ]


def test_organization_is_reviewed_and_its_report_written(tree):
    meeting, question = own_question(tree, draft_sent_on=draft_day(3))
    meeting.round.evaluations.filter(person=None).update(self_at=None, reviewed_at=None)

    assert missing(meeting, question) == [
        "Chưa có “Báo cáo kiểm điểm” của Chi bộ 1 (H21-25).",
        "Chưa có “Kiểm điểm” của Chi bộ 1 (H21-03).",
    ]


def test_role_models_after_everybody_is_classified(tree):
    round_, meeting = hold(tree, LD)
    ready(round_, tree.cell, people_of(tree)[1:], level="COMPLETED_WELL", decided_at=NOW)
    meeting.roll.update(teller=None)
    question = ask(tree, meeting, "ROLE_MODELS_1", people=[tree.member.person])
    tell(tree, meeting, "Lê Thị Hoa", "Phạm Văn Cường")

    assert missing(meeting, question) == ["Chưa xếp loại xong đảng viên: Trần Thị Bình (LD-07)."]


def test_role_model_candidate_who_counts(tree):
    round_, meeting = hold(tree, LD)
    ready(round_, tree.cell, people_of(tree), level="COMPLETED_WELL", decided_at=NOW)

    question = ask(tree, meeting, "ROLE_MODELS_1", people=[tree.member.person])

    assert missing(meeting, question) == ["Người được bình chọn không kiểm phiếu: Nguyễn Văn An."]


def test_who_has_a_result_is_not_voted_on_again(tree):
    round_, meeting = hold(tree, HD21)
    ready(round_, tree.cell, people_of(tree), facts=GRADES)
    question = ask(tree, meeting, people=[tree.member.person])
    round_.evaluations.filter(person=tree.member.person).update(voted_at=NOW)

    assert missing(meeting, question) == ["Đã có kết quả biểu quyết: Nguyễn Văn An."]


@pytest.mark.parametrize("guidance", [HD21, NG])
def test_gates_ask_as_often_for_one_as_for_four(tree, guidance, django_assert_num_queries):
    round_, meeting = hold(tree, guidance)
    people = people_of(tree)
    ready(round_, tree.cell, people, facts=GRADES if guidance == HD21 else {})
    one, three = (ask(tree, meeting, people=found) for found in (people[:1], people[1:]))
    queries = 11 if guidance == HD21 else 5

    with django_assert_num_queries(queries):
        gates.missing_before(meeting, one)
    with django_assert_num_queries(queries):
        gates.missing_before(meeting, three)
