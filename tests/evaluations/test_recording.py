"""Proposals and facts before the vote: scope, ceiling, conflicts, what a vote freezes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from evaluations import recording
from evaluations.models import Evaluation, EvaluationEvent
from organizations.models import PersonState
from tests import factories
from tests.evaluations.acts import (
    GRADES,
    current,
    facts,
    opinion,
    propose,
    put_to_vote,
    scope_of,
    write_self,
)


def test_proposal_is_saved_with_its_time_and_history(year):
    assert propose(year, year.ng, "GOOD") == ("GOOD", False)

    one = Evaluation.objects.get()
    assert (one.person, one.organization, one.proposed_level) == (
        year.member.person,
        year.cell,
        "GOOD",
    )
    assert one.proposed_at is not None
    event = EvaluationEvent.objects.get()
    assert (event.verb, event.text) == ("propose", "Cấp ủy dự kiến mức: Tấm gương tốt")
    assert event.actor == "Trần Thị Bình, Bí thư Chi bộ 1"


def test_proposal_taken_back_is_not_done(year):
    propose(year, year.ng, "GOOD")

    propose(year, year.ng, "", before="GOOD")

    assert Evaluation.objects.get().proposed_at is None


def test_proposal_that_another_window_wrote_is_not_overwritten(year):
    propose(year, year.ng, "GOOD")

    assert propose(year, year.ng, "PIONEERING", before="") == ("GOOD", True)
    assert propose(year, year.ng, "GOOD", before="") == ("GOOD", False)
    assert Evaluation.objects.get().proposed_level == "GOOD"
    assert EvaluationEvent.objects.count() == 1


@pytest.mark.parametrize("level", ["EXCELLENT", "good", "x" * 30])
def test_proposal_of_a_level_that_the_guidance_does_not_have_is_refused(year, level):
    with pytest.raises(ValidationError):
        propose(year, year.ng, level)

    assert not Evaluation.objects.exclude(proposed_level="").exists()


def test_proposal_above_what_was_remedied_is_refused_with_the_reason(year):
    facts(year, year.ng, remedied="basically")

    with pytest.raises(ValidationError, match=r"Cao nhất là mức .*khắc phục cơ bản.*NG-10"):
        propose(year, year.ng, "GOOD")

    assert propose(year, year.ng, "PIONEERING") == ("PIONEERING", False)


def test_proposal_waits_where_no_level_is_open(year):
    facts(year, year.ng, remedied="not_yet")

    with pytest.raises(ValidationError, match=r"Chưa đề xuất mức được: .*NG-10"):
        propose(year, year.ng, "PIONEERING")


def test_proposal_above_a_ground_is_refused_under_ld(year):
    facts(year, year.ld, grounds="BREACH")

    with pytest.raises(ValidationError, match=r"LD-06"):
        propose(year, year.ld, "COMPLETED")

    assert propose(year, year.ld, "NOT_COMPLETED").text == "NOT_COMPLETED"


def test_proposal_before_the_self_review_is_graded_says_so(year):
    with pytest.raises(ValidationError, match="Chưa đề xuất mức được: Còn tiêu chí chưa chấm"):
        propose(year, year.hd, "COMPLETED")


def test_proposal_above_the_ceiling_of_grades_is_refused(year):
    facts(year, year.hd, **{**GRADES, "grade_duties": "GOOD"})

    with pytest.raises(ValidationError, match=r"Cao nhất là mức “Hoàn thành tốt.*H21-10"):
        propose(year, year.hd, "EXCELLENT")

    assert propose(year, year.hd, "GOOD") == ("GOOD", False)


def test_proposal_waits_for_a_civil_servants_rating(year):
    year.member.person.civil_servant = True
    year.member.person.save()
    facts(year, year.hd, **GRADES)

    with pytest.raises(ValidationError, match="H21-11"):
        propose(year, year.hd, "GOOD")

    facts(year, year.hd, civil_level="GOOD")
    with pytest.raises(ValidationError, match="Cao nhất là mức “Hoàn thành tốt nhiệm vụ”"):
        propose(year, year.hd, "EXCELLENT")
    assert propose(year, year.hd, "GOOD") == ("GOOD", False)


def test_nobody_writes_the_committees_part_of_the_own_evaluation(year):
    with pytest.raises(PermissionDenied):
        propose(year, year.ng, "GOOD", of=year.secretary)
    with pytest.raises(PermissionDenied):
        facts(year, year.ng, remedied="well", of=year.secretary)

    assert propose(year, year.ng, "GOOD", of=year.secretary, by=year.deputy).text == "GOOD"


def test_only_officer_of_a_cell_writes_its_own_part_too(year):
    year.deputy.person.positions.all().delete()

    assert propose(year, year.ng, "GOOD", of=year.secretary).text == "GOOD"


def test_words_alone_count_under_ck(year):
    with pytest.raises(ValidationError):
        propose(year, year.ck, "GOOD")

    propose(year, year.ck, "Thực hiện tốt cam kết", field="praise")

    assert Evaluation.objects.get().proposed_at is not None


def test_words_alone_are_no_proposal_of_a_level(year):
    propose(year, year.ng, "Gương mẫu", field="praise")

    assert Evaluation.objects.get().proposed_at is None


def test_text_that_is_too_long_is_refused(year):
    with pytest.raises(ValidationError):
        propose(year, year.ng, "x" * 5001, field="praise")


@pytest.mark.parametrize("kind", [PersonState.Kind.EXEMPT, PersonState.Kind.SUSPENDED_PARTY])
@pytest.mark.parametrize("name", ["ng", "ld", "hd"])
def test_who_is_exempt_or_suspended_is_not_proposed(year, kind, name):
    factories.set_state(year.member.person, kind)

    with pytest.raises(ValidationError, match=r"miễn công tác|đình chỉ"):
        propose(year, getattr(year, name), "GOOD" if name != "ld" else "COMPLETED")

    assert not Evaluation.objects.exists()


def test_who_is_under_six_months_gets_words_but_no_level(year):
    person = year.member.person
    person.admitted_on, person.official_on = year.hd_half, None
    person.save()

    with pytest.raises(ValidationError, match=r"chưa đủ 06 tháng.*H21-02"):
        propose(year, year.hd, "GOOD")

    assert propose(year, year.hd, "Cố gắng", field="praise").text == "Cố gắng"


def test_person_of_another_cell_is_refused(year):
    evaluation = current(year, year.ng, year.member)
    evaluation.organization = year.other

    with pytest.raises(ValidationError, match="không sinh hoạt ở đây"):
        recording.propose(year.neighbour, evaluation, "proposed_level", "GOOD", before="")


def test_transferred_person_is_evaluated_where_it_came(year):
    propose(year, year.ng, "GOOD")
    placement = year.member.person.placements.get()
    placement.organization = year.other
    placement.save()

    scope = scope_of(year, year.ng, year.member, year.other)
    recording.propose(
        year.neighbour, scope.current(year.ng), "proposed_level", "PIONEERING", before="GOOD"
    )

    one = Evaluation.objects.get()
    assert (one.organization, one.proposed_level) == (year.other, "PIONEERING")


@pytest.mark.parametrize("closed", [False, True])
def test_vote_freezes_facts_opinions_and_proposals(year, closed):
    propose(year, year.ng, "GOOD")
    put_to_vote(Evaluation.objects.get(), closed=closed)

    for act in (
        lambda: propose(year, year.ng, "PIONEERING", before="GOOD"),
        lambda: facts(year, year.ng, remedied="well"),
        lambda: opinion(year, year.ng, "GOOD"),
        lambda: write_self(year, year.ng, "self_level", "GOOD"),
    ):
        with pytest.raises(ValidationError, match="biểu quyết"):
            act()

    one = Evaluation.objects.get()
    assert (one.proposed_level, one.facts, one.group_level, one.self_level) == ("GOOD", {}, "", "")


def test_annulled_vote_frees_what_it_froze(year):
    propose(year, year.ng, "GOOD")
    put_to_vote(Evaluation.objects.get(), closed=True, annulled=True)

    assert propose(year, year.ng, "PIONEERING", before="GOOD") == ("PIONEERING", False)


def test_closed_round_changes_nothing(year):
    year.ng.closed_at = timezone.now()
    year.ng.save()

    with pytest.raises(ValidationError, match="Đợt này đã đóng"):
        propose(year, year.ng, "GOOD")

    assert not Evaluation.objects.exists()


def test_facts_keep_what_the_rules_ask(year):
    assert facts(year, year.hd, targets_percent="49,5", sick_days="95", degeneration="x") == {}

    found = Evaluation.objects.get().facts
    assert found == {"targets_percent": "49.5", "sick_days": 95, "degeneration": True}


def test_fact_taken_back_is_gone(year):
    facts(year, year.ng, grounds="QD55,BREACH", new_faults="x")

    facts(year, year.ng, before={"grounds": "BREACH,QD55"}, grounds="")

    assert Evaluation.objects.get().facts == {"new_faults": True}


def test_fact_that_another_window_wrote_is_not_overwritten_while_others_are_saved(year):
    facts(year, year.ng, remedied="well")

    conflicts = facts(
        year,
        year.ng,
        before={"remedied": "", "new_faults": ""},
        remedied="basically",
        new_faults="x",
    )

    assert conflicts == {"remedied": "well"}
    assert Evaluation.objects.get().facts == {"remedied": "well", "new_faults": True}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("targets_percent", "101"),
        ("targets_percent", "-1"),
        ("targets_percent", "NaN"),
        ("targets_percent", "1e999"),
        ("targets_percent", "abc"),
        ("targets_percent", "1,234"),
        ("sick_days", "1,5"),
        ("sick_days", "367"),
        ("civil_level", "OUTSTANDING"),
        ("grade_duties", "NONE"),
    ],
)
def test_fact_that_cannot_be_is_refused_by_name(year, name, text):
    with pytest.raises(ValidationError) as refused:
        facts(year, year.hd, **{name: text, "degeneration": "x"})

    assert list(refused.value.message_dict) == [name]
    assert not Evaluation.objects.exists()


def test_unknown_fact_is_not_recorded(year):
    facts(year, year.ng, targets_percent="10", remedied="well")

    assert Evaluation.objects.get().facts == {"remedied": "well"}
