"""Every share, band and limit against arithmetic of its own, for every whole of 1 … 200.

The comparisons are written down from the documents; none is taken from the rules.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from evaluations.rules.guidance import Terms
from evaluations.rules.numbers import at_least, floor_percent, more_than, percent_text
from evaluations.rules.readings import Readings
from evaluations.rules.registry import QUESTIONS
from tests.rules.examples import FORM_01
from tests.rules.situations import around

WHOLES = range(1, 201)
BEST = dict.fromkeys(FORM_01, "EXCELLENT")
SHARES = {
    "từ 2/3 trở lên": (at_least("2/3"), lambda share: share >= Fraction(2, 3)),
    "trên 2/3": (more_than("2/3"), lambda share: share > Fraction(2, 3)),
    "từ 1/2 trở lên": (at_least("1/2"), lambda share: share >= Fraction(1, 2)),
    "trên 1/2": (more_than("1/2"), lambda share: share > Fraction(1, 2)),
    "từ 80% trở lên": (at_least("80%"), lambda share: share >= Fraction(80, 100)),
    "từ 50% trở lên": (at_least("50%"), lambda share: share >= Fraction(50, 100)),
    "trên 20%": (more_than("20%"), lambda share: share > Fraction(20, 100)),
    "trên 90%": (more_than("90%"), lambda share: share > Fraction(90, 100)),
}
every_share = pytest.mark.parametrize("words", SHARES)


@every_share
def test_share_is_reached_exactly_from_its_words(words):
    share, by_the_words = SHARES[words]

    wrong = [
        (count, whole)
        for whole in WHOLES
        for count in range(whole + 1)
        if share.reached(count, whole) != by_the_words(Fraction(count, whole))
    ]

    assert (wrong, str(share)) == ([], words)


@every_share
def test_needed_is_the_smallest_count_that_reaches(words):
    share, by_the_words = SHARES[words]

    wrong = [
        whole
        for whole in WHOLES
        if share.needed(whole)
        != next(count for count in range(whole + 1) if by_the_words(Fraction(count, whole)))
    ]

    assert wrong == []


@pytest.mark.parametrize("percent", [15, 20])
def test_percent_of_a_count_is_the_largest_that_does_not_exceed_it(percent):
    for whole in range(1, 1001):
        most = floor_percent(percent, whole)

        assert Fraction(most, whole) <= Fraction(percent, 100) < Fraction(most + 1, whole)


def test_percent_shown_is_rounded_half_up_for_every_count():
    hundredth = Decimal("0.01")

    wrong = [
        (count, whole)
        for whole in WHOLES
        for count in range(whole + 1)
        if percent_text(count, whole)
        != str((Decimal(100 * count) / whole).quantize(hundredth, ROUND_HALF_UP)).replace(".", ",")
    ]

    assert wrong == []


def answers(question, name, cases):
    """Answer many cases, each as its key and one field of the answer."""
    return {key: getattr(QUESTIONS[question](**given), name) for key, given in cases.items()}


def test_good_subordinates_allow_excellent_from_80_and_good_from_50_percent():
    """H21-21, B.1.3a and b: none below completed, so the shares alone decide."""
    counts = [(good, n) for n in WHOLES for good in around(n, Fraction(4, 5), Fraction(1, 2))]
    cases = {
        (good, n): {
            "kind": "BASE_CELL",
            "grades": BEST,
            "subordinates": {
                "EXCELLENT": good // 3,
                "GOOD": good - good // 3,
                "COMPLETED": n - good,
            },
            "year": 2024,
        }
        for good, n in counts
    }

    found = answers("hd21_2019.organization_level", "ceiling", cases)

    assert found == {(good, n): by_good_share(Fraction(good, n)) for good, n in counts}


def by_good_share(share):
    """Answer the ceiling that a share of good or better leaves open."""
    if share >= Fraction(80, 100):
        return "EXCELLENT"
    return "GOOD" if share >= Fraction(50, 100) else "COMPLETED"


@pytest.mark.parametrize(
    ("kind", "is_ground"),
    [
        ("BLOC", True),
        ("BASE_COMMITTEE", True),
        ("SECTION_COMMITTEE", True),
        ("BASE_CELL", True),
        ("CELL", False),
    ],
)
def test_more_than_20_percent_failed_is_not_completed(kind, is_ground):
    """H21-22, B.1.3d: of a committee's organizations or a base cell's members, no other cell's."""
    counts = [(failed, n) for n in WHOLES for failed in around(n, Fraction(1, 5)) if failed]
    cases = {
        (failed, n): {
            "kind": kind,
            "grades": BEST,
            "subordinates": {"NOT_COMPLETED": failed, "EXCELLENT": n - failed},
            "year": 2024,
        }
        for failed, n in counts
    }

    found = answers("hd21_2019.organization_level", "ceiling", cases)

    assert found == {
        (failed, n): "NOT_COMPLETED"
        if Fraction(failed, n) > Fraction(20, 100) and is_ground
        else "COMPLETED"
        for failed, n in counts
    }


def test_more_than_90_percent_good_members_meet_the_certificate():
    """H22-10, B.III.1.1."""
    counts = [(good, n) for n in WHOLES for good in around(n, Fraction(9, 10))]
    cases = {
        (good, n): {
            "kind": "CELL_CERTIFICATE",
            "year": 2013,
            "good_members_percent": {"good_or_better": good, "total": n},
        }
        for good, n in counts
    }

    found = answers("hd22_2013.award", "failed", cases)

    assert {key: "H22-10.good_members_percent" not in failed for key, failed in found.items()} == {
        (good, n): Fraction(good, n) > Fraction(90, 100) for good, n in counts
    }


def test_low_confidence_has_its_consequences_at_every_count():
    """H22-27, C.III.5: more than 1/2 fails the year, 2/3 or 1/2 in two of three years relieves."""
    for whole in WHOLES:
        for low in around(whole, Fraction(1, 2), Fraction(2, 3)):
            share = Fraction(low, whole)
            once = QUESTIONS["hd22_2013.confidence_consequence"](
                year=2015, low={2015: (low, whole)}
            )
            again = QUESTIONS["hd22_2013.confidence_consequence"](
                year=2015, low={2013: (low, whole), 2015: (low, whole)}
            )

            assert (once.not_completed, once.out_of_plan, once.relieve, again.relieve) == (
                share > Fraction(1, 2),
                share > Fraction(1, 2),
                share >= Fraction(2, 3),
                share >= Fraction(1, 2),
            )


@pytest.mark.parametrize("step", ["0.01", "0.5"])
def test_score_belongs_to_the_band_whose_lower_bound_it_reaches(step):
    """NG-07, IV.1.1, I-1."""
    points = [Decimal(step) * count for count in range(int(100 / Decimal(step)) + 1)]

    found = answers(
        "neu_guong_2017.organization_level", "level", {one: {"score": one} for one in points}
    )

    assert found == {one: band(one) for one in points}


def band(points):
    """Answer the level of a number of points as the document lists it."""
    if points >= 90:
        return "OUTSTANDING"
    if points >= 70:
        return "GOOD"
    return "AVERAGE" if points >= 50 else "NOT_EXEMPLARY"


def test_score_may_be_read_rounded_half_up():
    """I-1, the other reading."""
    terms = Terms(readings=Readings(score_bands="ROUNDED_HALF_UP"))

    for hundredths in range(10001):
        score = Decimal(hundredths) / 100
        found = QUESTIONS["neu_guong_2017.organization_level"](score=score, terms=terms)

        assert found.level == band(score.quantize(Decimal(1), ROUND_HALF_UP))


def test_less_than_half_of_the_targets_is_a_ground_and_half_is_none():
    """H21-12, H21-22, H21-30: under 50%, in hundredths of a percent."""
    facts = {
        "hd21_2019.member_level": {
            "grades": {"conduct": "EXCELLENT", "duties": "EXCELLENT"},
            "year": 2024,
            "roll": 1,
            "ballots": {"EXCELLENT": 1},
        },
        "hd21_2019.organization_level": {
            "kind": "CELL",
            "grades": BEST,
            "year": 2024,
            "subordinates": {"EXCELLENT": 1},
        },
        "hd21_2019.collective_level": {"grades": BEST},
    }
    done = [Decimal(hundredths) / 100 for hundredths in range(4900, 5101)]

    for question, given in facts.items():
        cases = {one: {**given, "targets_percent": one} for one in done}
        found = answers(question, "ceiling", cases)

        assert found == {one: "NOT_COMPLETED" if one < 50 else "EXCELLENT" for one in done}
