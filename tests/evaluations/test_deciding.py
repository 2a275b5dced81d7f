"""Levels decided by a base committee: ceilings, reasons, the cap, ties, who may not."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from evaluations import annulling, deciding, meetings, superiors
from evaluations.models import Evaluation, EvaluationEvent
from evaluations.queries import caps
from evaluations.queries.deciding import table_of
from evaluations.queries.recorded import is_frozen
from organizations.models import Placement, Role
from registrations.actions import Moved
from tests import factories
from tests.evaluations import holding
from tests.evaluations.deciding import (
    COMPLETED,
    DECISION,
    EXCELLENT,
    GOOD,
    LOWEST,
    choose,
    choose_all,
    decide,
    levels,
    make_world,
    pool,
    voted,
)


@pytest.fixture
def world(db):
    return make_world()


def test_decision_freezes_level_number_day_and_who(world):
    (one,) = voted(world, GOOD)
    choose(world, one, GOOD)

    decide(world, one)

    one.refresh_from_db()
    assert (one.level, one.decision_number, one.decided_on, one.decided_as) == (
        GOOD,
        "12-QĐ/ĐU",
        DECISION.day,
        "Ban Chấp hành Đảng bộ Sở Xây dựng",
    )
    assert one.head["name"] == "Nguyễn Văn 01"
    assert one.head["organization"] == "Chi bộ 1"
    event = EvaluationEvent.objects.get(verb="decide")
    assert event.actor == "Võ Minh Tú, Bí thư Đảng bộ Sở Xây dựng"


def test_level_above_the_ceiling_is_refused_with_the_reason(world):
    (one,) = voted(world, GOOD, facts=factories.GRADES | {"grade_duties": "GOOD"})

    with pytest.raises(ValidationError, match=r"H21-10"):
        choose(world, one, EXCELLENT)

    one.refresh_from_db()
    assert one.chosen_level == ""


def test_ceiling_that_fell_after_the_choice_is_refused_when_deciding(world):
    (one,) = voted(world, EXCELLENT)
    choose(world, one, EXCELLENT)
    Evaluation.objects.update(facts=factories.GRADES | {"sick_days": 90})

    with pytest.raises(ValidationError, match=r"H21-13"):
        decide(world, one)

    assert levels(one) == [""]


def test_level_other_than_the_proposal_needs_a_reason(world):
    (one,) = voted(world, GOOD)
    choose(world, one, COMPLETED)

    with pytest.raises(ValidationError, match="ghi lý do"):
        decide(world, one)
    choose(world, one, reason="Chậm khắc phục khuyết điểm")
    decide(world, one)

    assert levels(one) == [COMPLETED]


def test_civil_servant_without_a_rating_waits(world):
    (one,) = voted(world, GOOD)
    one.person.civil_servant = True
    one.person.save()

    with pytest.raises(ValidationError, match="H21-11"):
        choose(world, one, GOOD)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reported_at": None}, "chưa báo cáo"),
        ({"voted_level": "", "voted_at": None}, "chưa có kết quả bỏ phiếu"),
    ],
)
def test_what_is_not_voted_and_reported_is_not_decided(world, fields, words):
    (one,) = voted(world, GOOD, **fields)
    Evaluation.objects.update(chosen_level=GOOD)

    with pytest.raises(ValidationError, match=words):
        decide(world, one)


def test_opinion_of_the_old_cell_is_needed(world):
    (one,) = voted(world, GOOD)
    year = world.round.year
    Placement.objects.filter(person=one.person).update(started_on=f"{year}-09-01")
    factories.place(
        one.person, world.other, started_on=f"{year - 3}-01-01", ended_on=f"{year}-09-01"
    )
    choose(world, one, GOOD)

    with pytest.raises(ValidationError, match=r"Chi bộ 2.*H21-16"):
        decide(world, one)


def test_nobody_decides_the_own_level(world):
    own = factories.make_voted(world.round, world.cell, world.superior.person)
    Placement.objects.filter(person=own.person).update(organization=world.cell)
    Evaluation.objects.update(chosen_level=GOOD)

    with pytest.raises(PermissionDenied):
        choose(world, own, GOOD)
    with pytest.raises(PermissionDenied):
        decide(world, own)

    another = factories.make_officer(world.base, Role.DEPUTY_SECRETARY, "Phó", world.office)
    decide(world, own, by=another)
    assert levels(own) == [GOOD]


def test_cap_is_counted_in_the_whole_base_organization(world):
    first = voted(world, EXCELLENT, GOOD, GOOD, GOOD)
    second = voted(world, EXCELLENT, GOOD, GOOD, GOOD, cell=world.other, start=11)

    cap = caps.cap_of(pool(world))
    assert (cap.good, cap.most, cap.excellent, cap.left) == (8, 1, 0, 1)
    choose_all(world, *first)
    decide(world, *first)
    choose_all(world, *second)

    with pytest.raises(ValidationError, match="H21-15"):
        decide(world, *second)
    assert levels(*second) == [""] * 4
    decide(world, *second[1:])


def test_reading_of_the_base_changes_the_cap(db):
    world = make_world(cap_base="GOOD_OR_BETTER")
    voted(world, EXCELLENT, *[GOOD] * 9)

    assert caps.cap_of(pool(world)).most == 2


def test_cap_counts_what_is_decided_with_what_is_decided_now(world):
    best = voted(world, EXCELLENT, EXCELLENT)
    good = voted(world, *[GOOD] * 10, start=3)
    choose_all(world, *best, *good)

    with pytest.raises(ValidationError, match="trước hoặc cùng lúc"):
        decide(world, *best)
    decide(world, *best, *good)

    assert levels(*best) == [EXCELLENT] * 2


def test_tie_across_the_cap_is_unresolved_until_voted_again(world):
    best = voted(world, EXCELLENT, EXCELLENT)
    good = voted(world, *[GOOD] * 6, start=3)
    choose_all(world, *best, *good)
    for one in best:
        choose(world, one, votes="9")

    cap = caps.cap_of(pool(world))
    assert (cap.most, cap.tied, cap.beyond) == (1, ("Nguyễn Văn 01", "Nguyễn Văn 02"), 1)
    choose(world, best[1], GOOD, reason="Bằng phiếu")
    with pytest.raises(ValidationError, match=r"Nguyễn Văn 01: bằng phiếu.*bỏ phiếu lại"):
        decide(world, *best, *good)

    choose(world, best[0], votes="10")
    decide(world, *best, *good)
    assert levels(*best) == [EXCELLENT, GOOD]


def test_who_has_fewer_votes_is_refused(world):
    best = voted(world, EXCELLENT, EXCELLENT)
    good = voted(world, *[GOOD] * 6, start=3)
    choose_all(world, *best, *good)
    choose(world, best[0], votes="9")
    choose(world, best[1], votes="7")

    with pytest.raises(ValidationError, match="Nguyễn Văn 02: ít phiếu hơn"):
        decide(world, best[1], *good)


def test_warn_lets_the_cap_be_passed_with_a_reason_that_is_kept(db):
    world = make_world(cap_force="WARN")
    rows = voted(world, EXCELLENT, EXCELLENT, GOOD)
    choose_all(world, *rows)

    with pytest.raises(ValidationError, match="Ghi lý do vượt mức trần"):
        decide(world, *rows)
    decide(world, *rows, decision=deciding.Decision("13-QĐ/ĐU", DECISION.day, "Vượt khó"))

    reasons = Evaluation.objects.order_by("pk").values_list("cap_reason", flat=True)
    assert list(reasons) == ["Vượt khó", "Vượt khó", ""]


def test_reason_beyond_the_cap_is_kept_only_where_it_was_needed(db):
    world = make_world(cap_force="WARN")
    rows = voted(world, EXCELLENT, GOOD)
    choose_all(world, *rows)

    decide(world, *rows, decision=deciding.Decision("13-QĐ/ĐU", DECISION.day, "Thừa"))

    assert set(Evaluation.objects.values_list("cap_reason", flat=True)) == {""}


def test_base_cell_decides_itself_without_reporting(world):
    secretary = factories.make_officer(world.office, full_name="Bí thư")
    (one,) = voted(world, GOOD, cell=world.office, reported_at=None)
    choose(world, one, GOOD, by=secretary, base=world.office)

    decide(world, one, by=secretary, base=world.office)

    one.refresh_from_db()
    assert (one.level, one.decided_as) == (GOOD, "Hội nghị Chi bộ Văn phòng")


def test_all_proposals_that_fit_are_taken_over(world):
    best = voted(world, EXCELLENT, EXCELLENT)
    good = voted(world, *[GOOD] * 6, start=3)
    lower = voted(world, COMPLETED, LOWEST, start=9)
    for one, votes in zip(best, ("9", "7"), strict=True):
        choose(world, one, votes=votes)

    deciding.propose_all(world.superior, pool(world), set())

    found = dict(Evaluation.objects.values_list("pk", "chosen_level"))
    assert [found[one.pk] for one in (*best, *good, *lower)] == [
        EXCELLENT,
        GOOD,
        *[GOOD] * 6,
        COMPLETED,
        LOWEST,
    ]
    best[1].refresh_from_db()
    assert "H21-15" in best[1].decision_reason
    decide(world, *best, *good, *lower)


@pytest.mark.parametrize("votes", [("9", "9"), (None, None)])
def test_candidates_tied_or_without_votes_are_left_open(world, votes):
    best = voted(world, EXCELLENT, EXCELLENT)
    voted(world, *[GOOD] * 6, start=3)
    for one, number in zip(best, votes, strict=True):
        choose(world, one, votes=number)

    deciding.propose_all(world.superior, pool(world), set())

    assert set(
        Evaluation.objects.filter(voted_level=EXCELLENT).values_list("chosen_level", flat=True)
    ) == {""}


def test_taking_over_leaves_what_was_chosen(world):
    first, second = voted(world, GOOD, GOOD)
    choose(world, first, COMPLETED, reason="Có lý do")

    assert deciding.propose_all(world.superior, pool(world), set()) == 1

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.chosen_level, second.chosen_level) == (COMPLETED, GOOD)


def test_choice_saved_elsewhere_is_a_conflict(world):
    (one,) = voted(world, GOOD)
    choose(world, one, GOOD)

    saved = deciding.choose(
        world.superior, pool(world), one.pk, "chosen_level", COMPLETED, before=""
    )

    assert saved == (GOOD, True)


def test_deciding_twice_is_done_once(world):
    (one,) = voted(world, GOOD)
    choose(world, one, GOOD)
    decide(world, one)

    with pytest.raises(Moved):
        decide(world, one)
    with pytest.raises(ValidationError, match="đã được quyết định"):
        choose(world, one, COMPLETED)


def test_nothing_is_decided_in_a_closed_round_or_outside(world):
    (one,) = voted(world, GOOD)
    (foreign,) = voted(world, GOOD, cell=world.office)
    choose(world, one, GOOD)

    with pytest.raises(Moved):
        decide(world, foreign)
    world.round.closed_at = timezone.now()
    world.round.save()
    with pytest.raises(ValidationError, match="đã đóng"):
        decide(world, one)


def test_table_says_who_waits_and_why(world):
    voted(world, GOOD)
    factories.make_person("Nguyễn Văn 02", world.cell)
    voted(world, GOOD, start=3, reported_at=None)

    table = table_of(world.superior, world.round, world.base)

    assert [(row.open, row.waits, row.hidden) for row in table.rows] == [
        (True, "", False),
        (False, "Chi bộ chưa có kết quả bỏ phiếu.", True),
        (False, "Chi bộ chưa báo cáo.", True),
    ]


def test_annulled_classification_stays_and_is_made_again(world):
    (one,) = voted(world, GOOD, praise="Tốt", reviewed_at=timezone.now())
    choose(world, one, GOOD)
    decide(world, one)

    fresh = annulling.annul(world.superior, one, "Phát hiện sai")

    one.refresh_from_db()
    assert (one.level, one.annulled_reason) == (GOOD, "Phát hiện sai")
    assert one.annulled_as.startswith("Võ Minh Tú, Bí thư")
    assert (fresh.attempt, fresh.level, fresh.voted_level, fresh.praise) == (2, "", "", "Tốt")
    assert caps.cap_of(pool(world)).good == 0
    with pytest.raises(Moved):
        annulling.annul(world.superior, one, "Lần nữa")


def test_annulled_decision_alone_keeps_the_vote(world):
    (one,) = voted(world, GOOD)
    choose(world, one, GOOD)
    decide(world, one)

    fresh = annulling.annul(world.superior, one, "Sai mức", keep_vote=True)

    assert (fresh.voted_level, fresh.reported_at) == (GOOD, one.reported_at)
    choose(world, fresh, COMPLETED, reason="Quyết định lại")
    decide(world, fresh)
    assert levels(fresh) == [COMPLETED]


def test_annulling_needs_a_reason_and_is_never_of_the_own(world):
    (one,) = voted(world, GOOD, level=GOOD, decided_at=timezone.now())
    own = factories.make_decided(world.round, world.office, world.superior.person)

    with pytest.raises(ValidationError, match="lý do"):
        annulling.annul(world.superior, one, "  ")
    with pytest.raises(PermissionDenied):
        annulling.annul(world.superior, own, "Sai")


def test_transferred_before_the_decision_is_voted_on_by_the_receiving_cell(world):
    (one,) = voted(world, GOOD)
    choose_all(world, one)
    other_base = factories.make_base(world.bloc, "Đảng bộ Sở Y tế")
    cell = factories.make_cell(other_base)
    secretary = factories.make_officer(cell, full_name="Cao Thị Nhung")
    day = date(world.round.year, 9, 1)
    one.person.placements.update(ended_on=day)
    factories.place(one.person, cell, started_on=day)

    with pytest.raises(ValidationError, match="đã chuyển sinh hoạt"):
        decide(world, one)
    meeting = holding.call(secretary, world.round, cell)
    with pytest.raises(Moved):
        superiors.report_up(secretary, world.round, cell, "Chưa họp")
    question = meetings.add_question(
        secretary, meeting.pk, what="MEMBERS", method="PAPER", chosen=[one.person_id]
    )

    one.refresh_from_db()
    left = (one.voted_level, one.voted_at, one.reported_at, one.chosen_level)
    assert (one.organization, left) == (cell, ("", None, None, ""))
    assert question.subjects.get().evaluation == one
    assert not is_frozen(one)
