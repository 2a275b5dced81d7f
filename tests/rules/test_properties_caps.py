"""Caps: never exceeded, no place left free without a cause, nobody lost, nobody preferred."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.rules.guidance import Terms
from evaluations.rules.readings import Readings
from evaluations.rules.registry import QUESTIONS
from tests.rules.situations import excellent, role_models

SITUATIONS = {"lam_dong_2017.role_models": role_models(), "hd21_2019.excellent_cap": excellent()}
every_cap = pytest.mark.parametrize("question", SITUATIONS)


def may_stand(question, given, candidate):
    """Tell whether a candidate has what it takes to be chosen, as the documents write it."""
    if question == "hd21_2019.excellent_cap":
        return True
    share = Fraction(candidate["votes"], given["roll"])
    return candidate["level"] == "COMPLETED_WELL" and share > Fraction(2, 3)


def asked(data, question):
    """Draw candidates; return the situation, the answer and the votes of who may stand."""
    given_fields = data.draw(SITUATIONS[question])
    standing = {
        one["name"]: one["votes"]
        for one in given_fields["candidates"]
        if may_stand(question, given_fields, one)
    }
    return given_fields, QUESTIONS[question](**given_fields), standing


@every_cap
@given(data=st.data())
def test_everybody_is_chosen_tied_or_refused_exactly_once(question, data):
    given_fields, answer, _ = asked(data, question)

    names = [one["name"] for one in given_fields["candidates"]]
    assert sorted([*answer.chosen, *answer.tied, *answer.refused]) == sorted(names)


@every_cap
@given(data=st.data())
def test_only_who_may_stand_is_chosen_or_tied(question, data):
    _, answer, standing = asked(data, question)

    assert {*answer.chosen, *answer.tied} <= standing.keys()


@every_cap
@given(data=st.data())
def test_cap_is_not_exceeded_and_leaves_no_place_free(question, data):
    """A place stays free only where nobody is left to take it, or a tie has more than fit."""
    _, answer, standing = asked(data, question)
    free = answer.max - len(answer.chosen)
    left = standing.keys() - {*answer.chosen, *answer.tied}

    assert free >= 0
    assert free == 0 or not left or answer.tied
    assert not answer.tied or 0 < free < len(answer.tied)


@every_cap
@given(data=st.data())
def test_more_votes_come_first_and_equal_votes_share_their_lot(question, data):
    _, answer, standing = asked(data, question)
    lots = [answer.chosen, answer.tied, [one for one in answer.refused if one in standing]]

    votes = [{standing[one] for one in lot} for lot in lots]

    assert len(votes[1]) <= 1
    for place, better in enumerate(votes):
        for worse in votes[place + 1 :]:
            assert not better or not worse or min(better) > max(worse)


@every_cap
@given(data=st.data())
def test_lists_are_in_the_order_of_votes_or_as_given(question, data):
    given_fields, answer, standing = asked(data, question)
    names = [one["name"] for one in given_fields["candidates"]]

    by_votes = sorted(answer.chosen, key=lambda one: (-standing[one], names.index(one)))
    as_given = [sorted(lot, key=names.index) for lot in (answer.tied, answer.refused)]

    assert [answer.chosen, answer.tied, answer.refused] == [tuple(by_votes), *map(tuple, as_given)]


@every_cap
@given(data=st.data())
def test_one_vote_more_never_costs_a_place(question, data):
    """Who gains a vote stays chosen; who was tied is not refused."""
    given_fields, before, _ = asked(data, question)
    candidates = given_fields["candidates"]
    for place, one in enumerate(candidates):
        votes = one["votes"] + (one["votes"] < given_fields.get("roll", 1000))
        gained = [*candidates[:place], {**one, "votes": votes}, *candidates[place + 1 :]]
        after = QUESTIONS[question](**{**given_fields, "candidates": gained})

        name = one["name"]
        assert name not in before.chosen or name in after.chosen
        assert name not in before.tied or name not in after.refused


def test_exactly_good_cap_is_what_a_search_finds():
    """I-5: the largest e with 5·e ≤ G − e, or 1 where fewer than 5 would remain good."""
    found = [most_excellent(good) for good in range(1001)]

    assert found == [searched(good) for good in range(1001)]


def most_excellent(good, **fields):
    return QUESTIONS["hd21_2019.excellent_cap"](good_or_better=good, **fields).max


def searched(good):
    """Search from above for the most that may be excellent of so many good or better."""
    allowed = [one for one in range(good + 1) if 5 * one <= good - one]
    one_of_few = [one for one in range(good + 1) if one == 1 and good - one < 5]
    return max([*allowed, *one_of_few])


def test_exactly_good_cap_is_the_default_and_may_be_asked_for():
    found = [most_excellent(good, base="EXACTLY_GOOD") for good in range(1001)]

    assert found == [most_excellent(good) for good in range(1001)]


@pytest.mark.parametrize("by", ["base", "terms"])
def test_good_or_better_cap_is_a_fifth_or_one_of_fewer_than_five(by):
    """I-5, the other reading: asked for by the case, or chosen by the bloc."""
    chosen = {
        "base": {"base": "GOOD_OR_BETTER"},
        "terms": {"terms": Terms(readings=Readings(cap_base="GOOD_OR_BETTER"))},
    }[by]

    found = [most_excellent(good, **chosen) for good in range(1001)]

    assert found == [0, 1, 1, 1, 1] + [count for count in range(1, 200) for _ in range(5)] + [200]


def test_excellent_stay_within_a_fifth_of_those_left_good():
    for good in range(6, 1001):
        most = most_excellent(good)

        assert Fraction(most, good - most) <= Fraction(20, 100)


def test_role_model_cap_is_the_largest_that_does_not_exceed_a_fifth():
    """LD-07: rounded down, and nobody where fewer than five completed well."""
    found = [
        QUESTIONS["lam_dong_2017.role_models"](roll=1000, completed_well=well).max
        for well in range(1001)
    ]

    assert found == [max(m for m in range(well + 1) if 5 * m <= well) for well in range(1001)]


@pytest.mark.parametrize("kind", ["CELL_CERTIFICATE", "MEMBER_CERTIFICATE"])
def test_certificate_cap_is_the_largest_that_does_not_exceed_fifteen_percent(kind):
    """H22-11, H22-13."""
    found = [QUESTIONS["hd22_2013.award_cap"](kind=kind, base_count=n).max for n in range(1001)]

    assert found == [max(m for m in range(n + 1) if 100 * m <= 15 * n) for n in range(1001)]


@pytest.mark.parametrize("kind", ["ORGANIZATION_COMMENDATION", "MEMBER_COMMENDATION"])
def test_commendation_quota_is_ten_whatever_the_base(kind):
    found = {QUESTIONS["hd22_2013.award_cap"](kind=kind, base_count=n).max for n in range(1001)}

    assert found == {10}
