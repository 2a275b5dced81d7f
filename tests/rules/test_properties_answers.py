"""What every answer has, whatever was asked: rules, places, sentences, exact values, one result."""

import copy
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.rules.guidance import Terms
from evaluations.rules.readings import SETTINGS, Readings
from evaluations.rules.registry import GUIDANCES, QUESTIONS
from tests.rules.situations import (
    AWARDS,
    COMMITMENT,
    CONFIDENCE,
    DEADLINES,
    DISCIPLINES,
    EXEMPLARY,
    EXEMPLARY_ORGANIZATION,
    GRADES,
    KINDS,
    LD_GROUNDS,
    NAMES,
    NG_GROUNDS,
    QUALITY,
    SITUATIONS,
)

EXACT = (str, int, bool, date, type(None))
READINGS = {f"I-{number}" for number in range(1, 14)}
SCALES = (EXEMPLARY, EXEMPLARY_ORGANIZATION, COMMITMENT, QUALITY, GRADES, CONFIDENCE)
OTHER_WORDS = (NG_GROUNDS, LD_GROUNDS, DISCIPLINES, KINDS, AWARDS, *DEADLINES.values(), ("None",))
CODE_WORDS = {word for words in (*SCALES, *OTHER_WORDS) for word in words}
PEOPLE_AS_GIVEN = (
    "lam_dong_2017.role_models",
    "hd21_2019.excellent_cap",
    "hd22_2013.ballot",
)
every_question = pytest.mark.parametrize("question", SITUATIONS)
any_terms = st.fixed_dictionaries(
    {}, optional={one.name: st.sampled_from(sorted(one.choices)) for one in SETTINGS}
).map(lambda chosen: Terms(readings=Readings(**chosen)))


def guidance_of(question, given_fields):
    """Return the guidance that answers a question."""
    name = question.split(".")[0]
    return GUIDANCES[given_fields["guidance"] if name == "deadlines" else name]


def leaves(value):
    """Yield every single value of an answer."""
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def is_sentence(text):
    """Tell whether a text is one that people read: whole words, composed letters, a full stop."""
    words = text.split(" ")
    return (
        text[-1] == "."
        and text[-2] not in ".,;: "
        and (text[0].isupper() or text[0].isdigit() or text.startswith(("“", *NAMES)))
        and len(words) > 2
        and all(words)
        and unicodedata.is_normalized("NFC", text)
        and not CODE_WORDS.intersection(re.findall(r"\w+", text))
    )


def shuffled(draw, value):
    """Draw a situation again with its tables and lists in another order."""
    if isinstance(value, Mapping):
        order = draw(st.permutations(list(value)))
        return {key: shuffled(draw, value[key]) for key in order}
    if isinstance(value, list):
        return [shuffled(draw, one) for one in draw(st.permutations(value))]
    return value


def without_order(answer):
    """Compare an answer that lists people as they were given by what it says of whom."""
    return {
        one.name: sorted(map(people, value)) if isinstance(value, tuple) else value
        for one in fields(answer)
        for value in [getattr(answer, one.name)]
    }


def people(value):
    """Sort the people that a reason lists."""
    return sorted(re.split(r"[:,.] ?", str(value)))


def test_situations_are_drawn_for_every_question():
    assert SITUATIONS.keys() == QUESTIONS.keys()


@every_question
@settings(max_examples=40)
@given(data=st.data(), terms=any_terms)
def test_reasons_and_readings_are_sentences_of_the_guidance(question, data, terms):
    given_fields = data.draw(SITUATIONS[question])
    guidance = guidance_of(question, given_fields)
    readings = {one.id for one in SETTINGS if one.name in guidance.settings}

    answer = QUESTIONS[question](**given_fields, terms=terms)

    wrong = [
        *(one for one in answer.reasons if one.place != f"mục {guidance.rules[one.rule].place}"),
        *(one for one in answer.settings if one.setting not in readings & READINGS),
        *(one for one in (*answer.reasons, *answer.settings) if not is_sentence(one.text)),
    ]
    assert wrong == []


@every_question
@settings(max_examples=40)
@given(data=st.data(), terms=any_terms)
def test_no_value_is_a_float_and_asking_again_answers_the_same(question, data, terms):
    given_fields = data.draw(SITUATIONS[question])
    before = copy.deepcopy(given_fields)

    answer = QUESTIONS[question](**given_fields, terms=terms)
    again = QUESTIONS[question](**copy.deepcopy(before), terms=terms)

    values = leaves([getattr(answer, name) for name in QUESTIONS[question].answers])
    assert [value for value in values if type(value) not in EXACT] == []
    assert (again, given_fields) == (answer, before)


@every_question
@settings(max_examples=40)
@given(data=st.data())
def test_order_of_tables_and_lists_changes_nothing(question, data):
    """Candidates, grounds, disciplines, peers, years, holidays; the names of every table.

    Where people are listed as they were given, they are compared without that order.
    """
    given_fields = data.draw(SITUATIONS[question])

    answer = QUESTIONS[question](**given_fields)
    other = QUESTIONS[question](**shuffled(data.draw, given_fields))

    if question in PEOPLE_AS_GIVEN:
        answer, other = without_order(answer), without_order(other)
    assert other == answer
