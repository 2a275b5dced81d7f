"""Two at once on one evaluation: nothing typed is lost, nothing is written twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from evaluations import recording
from evaluations.models import Evaluation, EvaluationEvent
from registrations.actions import Moved
from tests.evaluations.acts import current, facts, propose, put_to_vote, write_self
from tests.evaluations.conftest import make_year

WINDOWS = 4


@pytest.fixture
def place(transactional_db):
    return make_year()


def at_once(*acts):
    """Let several windows act at the same moment; return what each ended with, in order."""

    def one(act):
        try:
            found = act()
        except (Moved, ValidationError) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return found

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_first_words_in_several_windows_make_one_evaluation(place):
    ends = at_once(*[lambda: propose(place, place.ng, "GOOD")] * WINDOWS)

    assert ends == [("GOOD", False)] * WINDOWS
    assert (Evaluation.objects.count(), EvaluationEvent.objects.count()) == (1, 1)


def test_two_officers_who_propose_at_once_see_each_other(place):
    ends = at_once(
        lambda: propose(place, place.ng, "GOOD", by=place.secretary),
        lambda: propose(place, place.ng, "PIONEERING", by=place.deputy),
    )

    kept = Evaluation.objects.get().proposed_level
    assert sorted(ends) == sorted([(kept, False), (kept, True)])


def test_two_officers_who_record_different_facts_at_once_keep_both(place):
    ends = at_once(
        lambda: facts(place, place.ng, before={"remedied": ""}, remedied="well"),
        lambda: facts(place, place.ng, before={"new_faults": ""}, by=place.deputy, new_faults="x"),
    )

    assert ends == [{}, {}]
    assert Evaluation.objects.get().facts == {"remedied": "well", "new_faults": True}


def test_several_who_mark_everybody_reviewed_at_once_note_each_once(place):
    people = [place.member.person_id, place.mate.person_id]

    ends = at_once(
        *[lambda: recording.mark_reviewed(place.secretary, place.hd, place.cell, people)] * WINDOWS
    )

    assert sum(ends) == 2
    assert Evaluation.objects.filter(reviewed_at__isnull=False).count() == 2
    assert EvaluationEvent.objects.filter(verb="review").count() == 2


def test_own_assessment_handed_in_twice_at_once_is_handed_in_once(place):
    write_self(place, place.ng, "self_level", "GOOD")

    ends = at_once(
        *[
            lambda: bool(
                recording.hand_in_self(place.member, current(place, place.ng, place.member))
            )
        ]
        * WINDOWS
    )

    assert sorted(map(str, ends)) == ["Moved"] * (WINDOWS - 1) + ["True"]
    assert EvaluationEvent.objects.filter(verb="hand_in_self").count() == 1


def test_own_words_and_the_committees_at_once_never_cross(place):
    write_self(place, place.ng, "self_level", "GOOD")

    own, committee = at_once(
        lambda: write_self(place, place.ng, "self_level", "PIONEERING", shown="GOOD"),
        lambda: propose(place, place.ng, "GOOD"),
    )

    one = Evaluation.objects.get()
    assert (committee, one.proposed_level) == (("GOOD", False), "GOOD")
    assert one.self_level == ("GOOD" if own == "ValidationError" else "PIONEERING")


def test_fact_is_never_recorded_behind_an_open_vote(place):
    propose(place, place.ng, "Tốt", field="praise")
    evaluation = Evaluation.objects.get()
    put_to_vote(evaluation)

    ends = at_once(*[lambda: facts(place, place.ng, remedied="well")] * 2)

    assert ends == ["ValidationError"] * 2
    assert Evaluation.objects.get().facts == {}
