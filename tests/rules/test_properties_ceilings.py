"""Ceilings of hướng dẫn 21: never exceeded, and never raised by a fact becoming worse."""

from itertools import combinations_with_replacement, pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.inputs import InputError
from evaluations.rules.readings import Readings
from evaluations.rules.registry import QUESTIONS
from tests.rules.examples import FORM_01
from tests.rules.situations import (
    DISCIPLINES,
    GRADES,
    KINDS,
    QUALITY,
    collectives,
    heads,
    members,
    one_of,
    yes_or_no,
)

YEAR = 2024
BEST_01 = dict.fromkeys(FORM_01, "EXCELLENT") | {"remedy": None}
BEST = {
    "hd21_2019.member_level": {
        "grades": {"conduct": "EXCELLENT", "duties": "EXCELLENT", "remedy": None},
        "civil_servant": False,
        "civil_level": None,
        "targets_percent": None,
        "degeneration": False,
        "disciplines": [],
        "sick_days": None,
        "low_confidence": False,
    },
    "hd21_2019.organization_level": {
        "grades": BEST_01,
        "subordinates": dict.fromkeys(QUALITY, 0),
        "peers": {"government": None, "front_and_mass": []},
        "targets_percent": None,
        "force_majeure": True,
        "disciplined": False,
        "self_remedied": True,
    },
    "hd21_2019.collective_level": {
        "grades": BEST_01,
        "organization_level": None,
        "member_disciplines": [],
        "disunity_or_degeneration": False,
        "targets_percent": None,
        "main_targets_met": True,
        "force_majeure": True,
        "disciplined": False,
        "self_remedied": True,
    },
    "hd21_2019.head_level": {
        "proposed": "EXCELLENT",
        "collective_level": None,
        "organization_level": None,
        "newly_transferred_without_part": True,
    },
}
UNANIMOUS = {"year": YEAR, "roll": 1, "ballots": {"EXCELLENT": 1}}
readings = st.fixed_dictionaries(
    {
        "key_criteria": one_of(("PROGRAMME_AND_LEADERSHIP", "LEADERSHIP")),
        "basic_criteria": one_of(("ALL", "KEY")),
        "sick_days": one_of(("90", "92")),
        "targets": one_of(("EITHER", "BOTH")),
        "self_remedied": one_of(("LIFTED", "AT_MOST_COMPLETED")),
    }
)
terms_of_a_bloc = readings.map(lambda chosen: Terms(readings=Readings(**chosen)))


def lower(scale):
    """Draw a step down a scale, or from what is not known to any of it."""

    def step(draw, value):
        below = scale if value is None else scale[scale.index(value) :]
        return draw(one_of(below))

    return step


def becomes(value):
    """Set a yes or no to its worse answer."""
    return lambda draw, before: value


def less(draw, value):
    """Draw fewer targets done, in percent."""
    return draw(st.decimals(0, 120 if value is None else value, places=1))


def more(draw, value):
    """Draw more days of sick leave, often about three months."""
    return max(value or 0, draw(st.integers(88, 93) | st.integers(0, 366)))


def one_criterion_lower(draw, grades):
    """Lower one grade of a form."""
    name = draw(one_of(sorted(grades)))
    return {**grades, name: lower(GRADES)(draw, grades[name])}


def another_discipline(draw, disciplines):
    """Add a discipline, or let one count that was not to count again."""
    if disciplines and draw(yes_or_no):
        return [*disciplines[:-1], {**disciplines[-1], "already_counted": False}]
    year, counted = draw(one_of((YEAR - 1, YEAR))), draw(yes_or_no)
    return [*disciplines, {"year": year, "already_counted": counted}]


def another_member_disciplined(draw, disciplines):
    """Add a discipline of a member."""
    return [*disciplines, draw(one_of(DISCIPLINES))]


def one_subordinate_lower(draw, counts):
    """Lower one of the subordinates."""
    level = draw(one_of([one for one in QUALITY if counts[one]]))
    fewer = {**counts, level: counts[level] - 1}
    worse = lower(QUALITY)(draw, level)
    return {**fewer, worse: fewer[worse] + 1}


def one_peer_lower(draw, peers):
    """Lower the government, or one mass organization, or add one."""
    government, mass = peers["government"], peers["front_and_mass"]
    if draw(yes_or_no):
        return {**peers, "government": lower(QUALITY)(draw, government)}
    first = mass[0] if mass and draw(yes_or_no) else None
    rest = mass if first is None else mass[1:]
    return {**peers, "front_and_mass": [lower(QUALITY)(draw, first), *rest]}


WORSE = {
    "grades": one_criterion_lower,
    "civil_servant": becomes(True),
    "civil_level": lower(QUALITY),
    "targets_percent": less,
    "degeneration": becomes(True),
    "disciplines": another_discipline,
    "sick_days": more,
    "low_confidence": becomes(True),
    "subordinates": one_subordinate_lower,
    "peers": one_peer_lower,
    "force_majeure": becomes(False),
    "disciplined": becomes(True),
    "self_remedied": becomes(False),
    "organization_level": lower(QUALITY),
    "member_disciplines": another_member_disciplined,
    "disunity_or_degeneration": becomes(True),
    "main_targets_met": becomes(False),
    "proposed": lower(QUALITY),
    "collective_level": lower(QUALITY),
    "newly_transferred_without_part": becomes(False),
}


@st.composite
def worse_and_worse(draw, question, focus):
    """Draw a situation without fault, and how it gets worse: other facts first, then one."""
    facts = dict(BEST[question])
    for name in ("force_majeure", "self_remedied", "newly_transferred_without_part"):
        if name in facts:
            facts[name] = draw(yes_or_no)
    if "subordinates" in facts:
        facts["subordinates"] = {**facts["subordinates"], "EXCELLENT": draw(st.integers(1, 11))}
    course = [facts]
    others = draw(st.lists(one_of(sorted(facts)), max_size=2))
    for name in [*others, *[focus] * 4]:
        facts = {**facts, name: WORSE[name](draw, facts[name])}
        course.append(facts)
    return course


def highest(question, facts, kind, terms):
    """Answer the highest level open: the ceiling, or a head's level."""
    further = {
        "hd21_2019.member_level": UNANIMOUS,
        "hd21_2019.organization_level": {"year": YEAR, "kind": kind},
    }
    answer = QUESTIONS[question](**facts, **further.get(question, {}), terms=terms)
    return answer.level if question == "hd21_2019.head_level" else answer.ceiling


def above(level, other):
    """Tell whether a level is above another; above what is not known is nothing."""
    return None not in (level, other) and QUALITY.index(level) < QUALITY.index(other)


@pytest.mark.parametrize(
    ("question", "fact"), [(question, fact) for question, facts in BEST.items() for fact in facts]
)
@settings(max_examples=30)
@given(data=st.data(), kind=one_of(KINDS), terms=terms_of_a_bloc)
def test_worse_fact_never_raises_what_is_open(question, fact, data, kind, terms):
    course = data.draw(worse_and_worse(question, fact))

    found = [highest(question, facts, kind, terms) for facts in course]

    assert found[0] == "EXCELLENT"
    assert [pair for pair in pairwise(found) if above(pair[1], pair[0])] == []


@pytest.mark.parametrize(
    ("question", "field", "words"),
    [
        ("hd21_2019.organization_level", "peers", QUALITY),
        ("hd21_2019.collective_level", "member_disciplines", DISCIPLINES),
    ],
)
def test_order_of_every_three_peers_or_disciplines_changes_nothing(question, field, words):
    facts = {**BEST[question]}
    if field == "peers":
        facts["subordinates"] = {"EXCELLENT": 1}
    found = []

    for three in combinations_with_replacement(words, 3):
        lists = [list(order) for order in permutations(three)]
        given_lists = [{"front_and_mass": one} for one in lists] if field == "peers" else lists
        cases = [{**facts, field: one} for one in given_lists]
        found.append({highest(question, case, "CELL", DEFAULTS) for case in cases})

    assert {len(ceilings) for ceilings in found} == {1}
    assert len(set.union(*found)) > 1


def without_decision(given_fields):
    """Leave the decision out of what is known of a member."""
    return {name: value for name, value in given_fields.items() if name != "decided"}


@given(given_fields=members, terms=terms_of_a_bloc)
def test_member_is_neither_proposed_nor_decided_above_the_ceiling(given_fields, terms):
    facts = without_decision(given_fields)
    open_ = QUESTIONS["hd21_2019.member_level"](**facts, terms=terms)

    decided = {level: decision(facts, level, terms) for level in QUALITY}

    assert not above(open_.proposed, open_.ceiling)
    assert open_.level is None
    assert decided == {
        level: "decided" if above(level, open_.ceiling) else (None if open_.blocked else level)
        for level in QUALITY
    }


def decision(facts, level, terms):
    """Answer the level after a decision, or the field by which the decision is refused."""
    try:
        return QUESTIONS["hd21_2019.member_level"](**facts, decided=level, terms=terms).level
    except InputError as refused:
        return refused.field


@given(given_fields=members, rating=one_of((None, *QUALITY)))
def test_civil_servant_is_never_above_the_civil_rating(given_fields, rating):
    """H21-11, H21-05: not above the rating, and nothing before it is known."""
    servant = {**given_fields, "civil_servant": True, "civil_level": rating}

    answer = QUESTIONS["hd21_2019.member_level"](**{**servant, "decided": QUALITY[-1]})

    assert not above(answer.ceiling, rating)
    assert (answer.blocked, answer.level) == (
        (True, None) if rating is None else (False, QUALITY[-1])
    )


@given(given_fields=collectives, organization=one_of(QUALITY))
def test_collective_is_never_above_its_organization(given_fields, organization):
    """H21-31."""
    answer = QUESTIONS["hd21_2019.collective_level"](
        **{**given_fields, "organization_level": organization}
    )

    assert not above(answer.ceiling, organization)


@given(given_fields=heads)
def test_head_is_the_lowest_of_the_proposal_and_what_he_or_she_heads(given_fields):
    """H21-32: one newly transferred in without part in that level keeps the proposal."""
    answer = QUESTIONS["hd21_2019.head_level"](**given_fields)
    proposed = given_fields.get("proposed")
    limits = [given_fields.get("collective_level"), given_fields.get("organization_level")]
    if given_fields.get("newly_transferred_without_part"):
        limits = []

    levels = [proposed, *(limit for limit in limits if limit)]

    assert answer.level == (max(levels, key=QUALITY.index) if proposed else None)
