"""The group's opinion, the own assessment, reviews noted for many and taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from evaluations import recording
from evaluations.models import Evaluation, EvaluationEvent
from organizations.models import PersonState
from registrations.actions import Moved
from registrations.queries.meetings import fingerprint
from tests import factories
from tests.evaluations.acts import GRADES, current, facts, opinion, propose, put_to_vote, write_self


def test_group_writes_its_opinion(year):
    opinion(year, year.ng, "Tổ thống nhất", field="group_text")
    assert Evaluation.objects.get().group_at is None

    assert opinion(year, year.ng, "GOOD") == ("GOOD", False)
    assert opinion(year, year.ng, "PIONEERING", before="") == ("GOOD", True)

    one = Evaluation.objects.get()
    assert (one.group_level, one.group_text) == ("GOOD", "Tổ thống nhất")
    assert one.group_at is not None


def test_own_assessment_is_saved_and_handed_in(year):
    write_self(year, year.ng, "self_text", "Hoàn thành ")
    with pytest.raises(ValidationError, match="chưa chọn mức"):
        recording.hand_in_self(year.member, current(year, year.ng, year.member))

    write_self(year, year.ng, "self_level", "GOOD")
    recording.hand_in_self(year.member, current(year, year.ng, year.member))

    one = Evaluation.objects.get()
    assert (one.self_level, one.self_text) == ("GOOD", "Hoàn thành")
    assert one.self_at is not None


def test_own_assessment_of_ld_needs_its_text(year):
    write_self(year, year.ld, "self_level", "COMPLETED")

    with pytest.raises(ValidationError, match="chưa viết"):
        recording.hand_in_self(year.member, current(year, year.ld, year.member))


def test_own_assessment_handed_in_keeps_a_level_and_is_handed_in_once(year):
    write_self(year, year.ng, "self_level", "GOOD")
    recording.hand_in_self(year.member, current(year, year.ng, year.member))

    with pytest.raises(ValidationError):
        write_self(year, year.ng, "self_level", "", shown="GOOD")
    with pytest.raises(Moved):
        recording.hand_in_self(year.member, current(year, year.ng, year.member))
    assert write_self(year, year.ng, "self_level", "PIONEERING", shown="GOOD").text == "PIONEERING"


def test_own_assessment_that_another_window_wrote_is_not_overwritten(year):
    write_self(year, year.ng, "self_text", "Một")

    assert write_self(year, year.ng, "self_text", "Hai") == ("Một", True)
    assert write_self(year, year.ng, "self_text", "Một") == ("Một", False)


@pytest.mark.parametrize("writes", [opinion, propose])
def test_own_assessment_stays_once_group_or_committee_has_written(year, writes):
    write_self(year, year.ng, "self_level", "GOOD")
    recording.hand_in_self(year.member, current(year, year.ng, year.member))
    writes(year, year.ng, "GOOD")

    with pytest.raises(ValidationError, match="giữ nguyên"):
        write_self(year, year.ng, "self_level", "PIONEERING", shown="GOOD")


@pytest.mark.parametrize("writes", [opinion, propose])
def test_who_has_not_handed_in_still_does_after_group_or_committee_has_written(year, writes):
    write_self(year, year.ng, "self_text", "Viết dở")
    writes(year, year.ng, "GOOD")

    assert write_self(year, year.ng, "self_level", "PIONEERING").text == "PIONEERING"
    recording.hand_in_self(year.member, current(year, year.ng, year.member))

    with pytest.raises(ValidationError, match="giữ nguyên"):
        write_self(year, year.ng, "self_level", "GOOD", shown="PIONEERING")


def test_nobody_else_writes_an_own_assessment(year):
    evaluation = current(year, year.ng, year.member)

    for account in (year.secretary, year.leader, factories.make_account()):
        with pytest.raises(PermissionDenied):
            recording.save_self(account, evaluation, "self_level", "GOOD", revision=fingerprint(""))
        with pytest.raises(PermissionDenied):
            recording.hand_in_self(account, evaluation)


def test_hd_has_no_own_assessment_beside_its_form(year):
    with pytest.raises(ValidationError, match="mẫu riêng"):
        write_self(year, year.hd, "self_level", "GOOD")


def test_everybody_is_marked_reviewed_at_once_but_the_officers_own_row(year):
    people = [one.person_id for one in (year.secretary, year.member, year.mate, year.neighbour)]

    assert recording.mark_reviewed(year.secretary, year.hd, year.cell, people) == 2
    assert recording.mark_reviewed(year.secretary, year.hd, year.cell, people) == 0

    found = Evaluation.objects.filter(reviewed_at__isnull=False)
    assert {one.person for one in found} == {year.member.person, year.mate.person}
    assert EvaluationEvent.objects.filter(verb="review").count() == 2


def test_who_is_exempt_or_voted_on_is_not_marked_reviewed(year):
    factories.set_state(year.mate.person, PersonState.Kind.EXEMPT)
    facts(year, year.hd, **GRADES)
    put_to_vote(Evaluation.objects.get())
    people = [year.member.person_id, year.mate.person_id]

    assert recording.mark_reviewed(year.secretary, year.hd, year.cell, people) == 0


def test_review_is_a_step_of_hd_alone(year):
    with pytest.raises(ValidationError):
        recording.mark_reviewed(year.secretary, year.ng, year.cell, [year.member.person_id])


def test_review_is_taken_back_with_a_reason(year):
    recording.mark_reviewed(year.secretary, year.hd, year.cell, [year.member.person_id])
    evaluation = current(year, year.hd, year.member)

    with pytest.raises(ValidationError, match="lý do"):
        recording.unmark_reviewed(year.secretary, evaluation, " ")
    recording.unmark_reviewed(year.secretary, evaluation, "Vắng mặt")

    assert Evaluation.objects.get().reviewed_at is None
    assert EvaluationEvent.objects.get(verb="unreview").text == "Vắng mặt"
    with pytest.raises(Moved):
        recording.unmark_reviewed(year.secretary, evaluation, "Vắng mặt")


def test_next_attempt_follows_an_annulled_one(year):
    propose(year, year.ng, "GOOD")
    Evaluation.objects.update(annulled_at=timezone.now())

    propose(year, year.ng, "PIONEERING")

    assert list(
        Evaluation.objects.order_by("attempt").values_list("attempt", "proposed_level")
    ) == [
        (1, "GOOD"),
        (2, "PIONEERING"),
    ]
