"""Votes: counted as by hand at every edge, and never worse for being recognised by more.

Where a vote reaches no level it is unresolved, which is neither a level nor the lowest one.
"""

from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.readings import Readings
from evaluations.rules.registry import QUESTIONS
from tests.rules.situations import (
    COMMITMENT,
    EXEMPLARY,
    EXEMPLARY_ORGANIZATION,
    LD_GROUNDS,
    NG_GROUNDS,
    QUALITY,
    around,
    ballots,
    conduct,
    members,
    one_of,
    rolls,
    vote,
    with_vote,
    yes_or_no,
)

NO_VOTE = "NO_VOTE"
HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
SEPARATE = Terms(readings=Readings(vote_count="SEPARATE"))
UNGRADED = {"grades": {"conduct": "EXCELLENT", "duties": "EXCELLENT"}, "year": 2024}
SCALES = {
    "neu_guong_2017.member_level": EXEMPLARY,
    "neu_guong_2017.organization_vote": EXEMPLARY_ORGANIZATION,
    "lam_dong_2017.member_level": COMMITMENT,
    "hd21_2019.member_level": QUALITY,
    "hd21_2019.organization_ballot": QUALITY,
}
PLAIN = {question: {} for question in SCALES} | {"hd21_2019.member_level": UNGRADED}
MEETINGS = {
    "neu_guong_2017.member_level": conduct(EXEMPLARY, NG_GROUNDS),
    "neu_guong_2017.organization_vote": vote(EXEMPLARY_ORGANIZATION),
    "lam_dong_2017.member_level": conduct(COMMITMENT, LD_GROUNDS),
    "hd21_2019.member_level": members,
    "hd21_2019.organization_ballot": with_vote(QUALITY, ceiling=st.none() | one_of(QUALITY)),
}
every_vote = pytest.mark.parametrize("question", SCALES)


def voted(question, given, **terms):
    """Answer the level that a vote leads to: under hướng dẫn 21 what the cell proposes."""
    verdict = QUESTIONS[question](**given, **terms)
    return verdict.proposed if question == "hd21_2019.member_level" else verdict.level


def enough(question, level, share):
    """Tell as the documents write it whether a share of the roll is enough for a level."""
    if question == "neu_guong_2017.member_level" and level in ("OUTSTANDING", "GOOD"):
        return share >= TWO_THIRDS  # "từ 2/3 trở lên", IV.2.1
    return share > HALF  # "trên 1/2", IV.2.1; I-3


def by_hand(question, roll, papers):
    """Count papers one by one: a paper speaks for its level and each below but the lowest."""
    scale = SCALES[question]
    for level in scale:
        above = scale[: scale.index(level) + 1] if level != scale[-1] else (level,)
        if enough(question, level, Fraction(sum(paper in above for paper in papers), roll)):
            return level
    return None


def rank(question, level):
    """Rank what a vote leads to; unresolved lies between the lowest level and the others."""
    *higher, lowest = SCALES[question]
    return [lowest, None, *reversed(higher)].index(level)


def never_lower(question, before, after):
    """Tell whether a level is not lower than another; unresolved is comparable to none."""
    scale = SCALES[question]
    return None in (before, after) or scale.index(after) <= scale.index(before)


@st.composite
def moved(draw, question):
    """Draw a meeting with one ballot, and the same with some votes moved to a higher level."""
    scale, roll = SCALES[question], draw(rolls)
    facts = without_vote(draw(MEETINGS[question]))
    lower = draw(one_of(scale[1:]))
    unanimous = {**dict.fromkeys(scale, 0), lower: roll}
    before = draw(ballots(scale, roll) | st.just(unanimous))
    higher = draw(one_of(scale[: scale.index(lower)]))
    some = draw(st.integers(0, before[lower]))
    after = {**before, lower: before[lower] - some, higher: before[higher] + some}
    return facts, {"roll": roll, "ballots": before}, {"roll": roll, "ballots": after}


@st.composite
def joined(draw, question):
    """Draw a meeting with one ballot, and the same with more votes, for any level."""
    scale, roll = SCALES[question], draw(rolls)
    facts = without_vote(draw(MEETINGS[question]))
    before = draw(ballots(scale, roll))
    level = draw(one_of(scale))
    more = draw(st.integers(0, roll - sum(before.values())))
    after = {**before, level: before[level] + more}
    return level, facts, {"roll": roll, "ballots": before}, {"roll": roll, "ballots": after}


@st.composite
def raised(draw, question):
    """Draw a meeting that votes level by level, and the same with more approving of one."""
    scale, roll = SCALES[question], draw(rolls)
    facts = without_vote(draw(MEETINGS[question]))
    before = draw(st.dictionaries(one_of(scale), st.integers(0, roll)))
    level = draw(one_of(scale))
    after = {**before, level: draw(st.integers(before.get(level, 0), roll))}
    return facts, {"roll": roll, "approvals": before}, {"roll": roll, "approvals": after}


def without_vote(meeting):
    """Leave the vote out of a meeting, and the decision that is taken after it."""
    voting = ("roll", "ballots", "approvals", "decided")
    return {name: value for name, value in meeting.items() if name not in voting}


@every_vote
def test_level_needs_exactly_its_share_of_every_roll_to_200(question):
    wrong = [
        (level, yes, roll)
        for level in SCALES[question]
        for roll in range(1, 201)
        for yes in around(roll, HALF, TWO_THIRDS)
        if (voted(question, {**PLAIN[question], "roll": roll, "approvals": {level: yes}}) == level)
        != enough(question, level, Fraction(yes, roll))
    ]

    assert wrong == []


@cache
def outcomes(question, roll, terms=DEFAULTS):
    """Answer what every possible ballot of a roll leads to."""
    scale, plain = SCALES[question], PLAIN[question]
    return {
        papers: voted(
            question,
            {**plain, "roll": roll, "ballots": {level: papers.count(level) for level in scale}},
            terms=terms,
        )
        for papers in combinations_with_replacement((*scale, NO_VOTE), roll)
    }


def with_another_paper(question, papers):
    """Yield each change of one paper for a higher level, or of no vote for any level."""
    order = (*SCALES[question], NO_VOTE)
    for old in set(papers):
        for new in order[: order.index(old)]:
            changed = list(papers)
            changed[papers.index(old)] = new
            yield old, new, tuple(sorted(changed, key=order.index))


small_rolls = pytest.mark.parametrize("roll", range(1, 7))


@every_vote
@small_rolls
def test_every_ballot_of_up_to_six_is_counted_as_by_hand(question, roll):
    found = outcomes(question, roll)

    assert found == {papers: by_hand(question, roll, papers) for papers in found}


@every_vote
@small_rolls
def test_every_paper_for_a_higher_level_leads_no_lower(question, roll):
    """Unresolved counts as above the lowest level and below all others.

    A first vote for the lowest level is no recognition: it may make an unresolved vote that
    level, and changes no other.
    """
    found, lowest = outcomes(question, roll), SCALES[question][-1]

    lowered = [
        (papers, changed)
        for papers, was in found.items()
        for old, new, changed in with_another_paper(question, papers)
        if rank(question, found[changed]) < rank(question, was)
        and not (was is None and (old, new, found[changed]) == (NO_VOTE, lowest, lowest))
    ]

    assert lowered == []


@every_vote
@small_rolls
def test_every_paper_counted_separately_lowers_no_level(question, roll):
    """I-3, the other reading: a level may lose its majority and leave the vote unresolved."""
    found = outcomes(question, roll, SEPARATE)

    lowered = [
        (papers, changed)
        for papers, was in found.items()
        for old, _, changed in with_another_paper(question, papers)
        if not never_lower(question, was, found[changed])
        or (old == NO_VOTE and was is not None and found[changed] is None)
    ]

    assert lowered == []


@every_vote
@pytest.mark.parametrize("roll", range(1, 4))
def test_every_approval_more_leads_no_lower_and_undoes_nothing(question, roll):
    """Every vote level by level: a level not voted on, or with 0 to all in favour."""
    scale = SCALES[question]
    found = {
        counts: voted(
            question,
            {
                **PLAIN[question],
                "roll": roll,
                "approvals": {
                    level: count
                    for level, count in zip(scale, counts, strict=True)
                    if count is not None
                },
            },
        )
        for counts in product((None, *range(roll + 1)), repeat=len(scale))
    }

    lowered = [
        (counts, place)
        for counts, was in found.items()
        for place, count in enumerate(counts)
        if count != roll
        for more in [(*counts[:place], 0 if count is None else count + 1, *counts[place + 1 :])]
        if not never_lower(question, was, found[more]) or (was and not found[more])
    ]

    assert lowered == []


@every_vote
@given(data=st.data())
def test_ballot_is_counted_as_by_hand(question, data):
    roll = data.draw(rolls)
    counts = data.draw(ballots(SCALES[question], roll))
    papers = [level for level, count in counts.items() for _ in range(count)]

    found = voted(question, {**PLAIN[question], "roll": roll, "ballots": counts})

    assert found == by_hand(question, roll, papers)


@every_vote
@given(data=st.data())
def test_votes_moved_up_never_lower_a_level(question, data):
    """With unresolved above the lowest level and below all others, nothing is ever lowered.

    The lowest level needs a majority of its own votes: moving one away may leave the vote
    unresolved, which is no lower level. Where the ceiling of hướng dẫn 21 is the lowest level,
    any resolved vote proposes that level, so there only levels are compared.
    """
    facts, before, after = data.draw(moved(question))

    was, now = voted(question, {**facts, **before}), voted(question, {**facts, **after})

    assert never_lower(question, was, now)
    if lowest_is_open(question, facts, before):
        assert rank(question, now) >= rank(question, was)


def lowest_is_open(question, facts, given):
    """Tell whether facts leave another level than the lowest to the vote."""
    if question == "hd21_2019.organization_ballot":
        return facts.get("ceiling") != QUALITY[-1]
    if question != "hd21_2019.member_level":
        return True
    return QUESTIONS[question](**facts, **given).ceiling != QUALITY[-1]


@every_vote
@given(data=st.data())
def test_more_votes_never_lower_a_level(question, data):
    """A vote more for a level above the lowest lowers nothing, unresolved counted as above.

    A vote more for the lowest level changes no level that was reached: it can only make an
    unresolved vote the lowest level.
    """
    level, facts, before, after = data.draw(joined(question))

    was, now = voted(question, {**facts, **before}), voted(question, {**facts, **after})

    assert never_lower(question, was, now)
    if level == SCALES[question][-1]:
        assert now in ((was,) if was else (None, level))
    elif lowest_is_open(question, facts, before):
        assert rank(question, now) >= rank(question, was)


@every_vote
@given(data=st.data())
def test_more_approvals_never_lower_a_level_nor_undo_it(question, data):
    """Level by level, more approving, or a further level voted on, only adds levels reached."""
    facts, before, after = data.draw(raised(question))

    was, now = voted(question, {**facts, **before}), voted(question, {**facts, **after})

    assert never_lower(question, was, now)
    assert was is None or now is not None


@every_vote
@given(data=st.data(), higher=yes_or_no)
def test_votes_counted_separately_never_lower_a_level(question, data, higher):
    """Where only a level's own votes count (I-3), more votes neither lower nor undo a level.

    Votes moved up never lower one either, but may take from a level the majority that it had
    and leave the vote unresolved.
    """
    facts, before, after = data.draw(moved(question) if higher else joined(question).map(tail))

    was = voted(question, {**facts, **before}, terms=SEPARATE)
    now = voted(question, {**facts, **after}, terms=SEPARATE)

    assert never_lower(question, was, now)
    assert higher or was is None or now is not None


def tail(drawn):
    """Leave out the first of what was drawn."""
    return drawn[1:]


@every_vote
@given(data=st.data())
def test_unresolved_says_who_decides_and_a_level_does_not(question, data):
    given_fields = data.draw(MEETINGS[question])

    verdict = QUESTIONS[question](**given_fields)

    assert (verdict.level is None) == verdict.unresolved.endswith(".")
    assert verdict.level is None or verdict.unresolved == ""


@every_vote
@pytest.mark.parametrize("place", [0, 1, -1])
def test_level_that_everybody_votes_for_is_reached(question, place):
    level = SCALES[question][place]

    found = {
        voted(question, {**PLAIN[question], "roll": roll, "ballots": {level: roll}})
        for roll in range(1, 201)
    }

    assert found == {level}
