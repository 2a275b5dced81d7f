"""HD 22: the review in its order, levels entered with their decision (H22-01 … H22-04, H22-31)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from evaluations import annulling, deciding, recording, superiors
from evaluations.levels import SCALES
from evaluations.models import Evaluation, Meeting, Subject
from evaluations.queries import caps, results
from evaluations.reports import member_report, organization_report
from organizations.models import Role
from tests import factories
from tests.evaluations.deciding import YEAR
from tests.evaluations.entering import (
    body,
    choose,
    decide,
    hold,
    make_world,
    mark,
    refused,
    review_all,
    review_body,
    scope_of,
    write_self,
)

LOWEST = "NOT_COMPLETED"


@pytest.fixture
def world(db):
    return make_world()


def test_collective_is_reviewed_before_the_persons(world):
    write_self(world, world.secretary, world.deputy, world.member)

    assert "Kiểm điểm tập thể trước" in refused(lambda: mark(world, world.deputy))
    review_body(world)
    assert mark(world, world.deputy) == 1


def test_collective_stays_reviewed_while_persons_are(world):
    review_all(world)

    def take_back():
        superiors.mark_body_reviewed(world.secretary, body(world), done=False)

    assert "cá nhân sau" in refused(take_back)
    Evaluation.objects.filter(subject=Subject.MEMBER).update(reviewed_at=None)
    take_back()
    assert body(world).reviewed_at is None


def test_draft_report_goes_out_three_calendar_days_before(world):
    def why(days):
        Meeting.objects.all().delete()
        hold(world, days)
        return refused(lambda: superiors.mark_body_reviewed(world.secretary, body(world)))

    assert "Chưa có hội nghị kiểm điểm" in refused(
        lambda: superiors.mark_body_reviewed(world.secretary, body(world))
    )
    assert "Chưa ghi ngày gửi dự thảo" in why(None)
    assert "phải gửi chậm nhất ngày" in why(2)
    Meeting.objects.all().delete()
    hold(world, 3)
    assert superiors.mark_body_reviewed(world.secretary, body(world)).reviewed_at


def test_leaders_are_reviewed_before_the_members(world):
    review_body(world)
    write_self(world, world.secretary, world.deputy, world.member)

    why = refused(lambda: mark(world, world.member))
    assert "Trần Văn Bình" in why
    assert "Phạm Văn Cường" in why
    why = refused(lambda: mark(world, world.deputy, world.member))
    assert "Trần Văn Bình" in why
    assert "Phạm Văn Cường" not in why
    assert mark(world, world.secretary, by=world.deputy) == 1
    assert mark(world, world.deputy, world.member) == 2


def test_nobody_is_reviewed_without_an_own_review(world):
    review_body(world)

    assert "chưa nộp bản tự kiểm điểm" in refused(lambda: mark(world, world.deputy))


@pytest.mark.parametrize(("people", "asked"), [(30, False), (31, True)])
def test_groups_of_a_large_cell_report_first(world, people, asked):
    group = factories.make_group(world.cell)
    worker = factories.make_account(factories.make_person("Bùi Văn Dũng", group))
    for number in range(people - 4):
        factories.make_person(f"Đảng viên {number}", world.cell)
    review_body(world)
    write_self(world, world.secretary, world.deputy, worker)
    mark(world, world.secretary, by=world.deputy)
    mark(world, world.deputy)

    if asked:
        assert "tổ đảng chưa báo cáo" in refused(lambda: mark(world, worker))
        leader = factories.make_officer(group, Role.GROUP_LEADER, "Vũ Thị Ngân")
        scope = scope_of(world, worker)
        recording.write_group_opinion(
            leader, scope.current(world.round), "group_level", "GOOD", before="", scope=scope
        )
    assert mark(world, worker) == 1


@pytest.mark.parametrize("state", ["REPORTED", "PAUSED"])
def test_suspicion_waits_for_the_level_above(world, state):
    evaluations = review_all(world)
    scope = scope_of(world, world.member)
    recording.record_facts(
        world.secretary, scope.evaluation, {"suspected": state}, before={}, scope=scope
    )
    choose(world, evaluations[2], "GOOD")

    assert "dấu hiệu vi phạm" in refused(lambda: decide(world, evaluations[2]))
    scope = scope_of(world, world.member)
    recording.record_facts(
        world.secretary,
        scope.evaluation,
        {"suspected": "GO_ON"},
        before={"suspected": state},
        scope=scope,
    )
    assert decide(world, evaluations[2])[0].level == "GOOD"


def test_level_is_entered_after_the_review_with_number_and_day(world):
    evaluations = review_all(world)
    late = factories.make_person("Đỗ Thị Lan", world.cell)
    row = Evaluation.objects.create(
        round=world.round, subject=Subject.MEMBER, organization=world.cell, person=late
    )
    choose(world, row, "GOOD")
    assert "Chưa đánh dấu đã kiểm điểm" in refused(lambda: decide(world, row))

    for one in evaluations:
        choose(world, one, "EXCELLENT")
    without = deciding.Decision("", date(YEAR, 12, 20))
    assert "số và ngày" in refused(lambda: decide(world, *evaluations, decision=without))
    decided = decide(world, *evaluations)  # no cap: all of them excellent

    assert {one.level for one in decided} == {"EXCELLENT"}
    assert {one.decision_number for one in decided} == {"12-QĐ/ĐU"}
    assert decided[0].decided_as == f"Ban Chấp hành {world.base.name}"


def test_lowest_level_needs_its_reason(world):
    *_, evaluation = review_all(world)
    choose(world, evaluation, LOWEST)

    assert "B.III.2" in refused(lambda: decide(world, evaluation))
    choose(world, evaluation, reason="Bị kỷ luật cảnh cáo.")
    assert decide(world, evaluation)[0].decision_reason == "Bị kỷ luật cảnh cáo."


def test_levels_of_other_scales_are_refused(world):
    *_, evaluation = review_all(world)

    assert "các mức đã nêu" in refused(lambda: choose(world, evaluation, "CLEAN_STRONG_EXEMPLARY"))


def test_nobody_enters_the_own_level(world):
    mine = factories.make_officer(world.base, Role.COMMITTEE_MEMBER, placed_in=world.cell)
    row = Evaluation.objects.create(
        round=world.round,
        subject=Subject.MEMBER,
        organization=world.cell,
        person=mine.person,
        reviewed_at=timezone.now(),
    )

    with pytest.raises(PermissionDenied):
        choose(world, row, "GOOD", by=mine)


def test_figures_add_up_without_a_cap(world):
    evaluations = review_all(world)
    factories.make_person("Đỗ Thị Lan", world.cell)
    choose(world, evaluations[0], "EXCELLENT")
    decide(world, evaluations[0])

    node = member_report(world.round, world.base).root
    assert node.counts == {"EXCELLENT": 1, results.NOT_DECIDED: 2, results.NOT_REVIEWED: 1}
    assert node.total == 4
    assert node.cap is None
    report = organization_report(world.round, world.base)
    assert report.total.counts[results.NOT_REVIEWED] == 2  # the other cell and the base


def test_annulled_level_is_entered_anew(world):
    evaluations = review_all(world)
    choose(world, evaluations[2], "GOOD")
    decide(world, evaluations[2])
    row = Evaluation.objects.get(pk=evaluations[2].pk)

    fresh = annulling.annul(world.superior, row, "Ghi nhầm mức.")

    assert (fresh.attempt, fresh.level) == (2, "")
    choose(world, fresh, "COMPLETED")
    assert decide(world, fresh)[0].level == "COMPLETED"


def test_organization_not_reviewed_has_no_level(world):
    row = superiors.take_in(world.secretary, body(world))
    pool = caps.pool_of(row, None)
    choose(world, row, "GOOD", pool=pool)

    assert "Chưa đánh dấu đã kiểm điểm" in refused(lambda: decide(world, row, pool=pool))


def test_what_is_entered_freezes_what_came_before(world):
    evaluations = review_all(world)
    choose(world, evaluations[2], "GOOD")
    decide(world, evaluations[2])
    scope = scope_of(world, world.member)

    def rewrite():
        recording.save_self(
            world.member,
            scope.current(world.round),
            "self_text",
            "Viết lại.",
            revision=recording.fingerprint("Ưu điểm. Khuyết điểm."),
            scope=scope,
        )

    assert "Đã có quyết định" in refused(rewrite)
    assert "Đã có quyết định" in refused(
        lambda: recording.unmark_reviewed(
            world.secretary, scope.current(world.round), "Nhầm.", scope=scope
        )
    )


@pytest.mark.parametrize("column", ["self_level", "proposed_level", "chosen_level", "level"])
def test_every_level_fits_its_column(column):
    longest = max(len(level) for scale in SCALES.values() for level in scale.levels)

    assert longest <= Evaluation._meta.get_field(column).max_length
