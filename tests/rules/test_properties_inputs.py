"""Bad input of whatever kind is refused with the name of its field, and never crashes a rule."""

import copy
import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.rules.inputs import InputError
from evaluations.rules.registry import QUESTIONS
from evaluations.rules.verdicts import Verdict
from tests.rules.examples import EXAMPLES


class Huge(int):
    """A number of more digits than Python writes out, with a name for reports of failures."""

    def __repr__(self):
        return "10**5000"


CRUEL = [
    *(None, True, False, 0, -1, 1, 2**63, Huge(10**5000), 0.0, 0.5, 1e308, math.nan, math.inf, 1j),
    *(Decimal(text) for text in ("NaN", "sNaN", "Infinity", "-Infinity", "-0.01", "-0", "100.01")),
    *(Decimal(text) for text in ("1E+999999999", "1E-999999999", "0E-999999999", "1E-400")),
    *(Fraction(1, 3), Fraction(-1, 3), "", " ", "0", "30", "GOOD", "GOOD ", "good", "\ud800"),
    *(b"GOOD", date.min, date.max, date(2024, 2, 29), datetime(2024, 1, 1, 12), object(), len),
    *([], (), {}, set(), frozenset({9}), range(3), [None], [[]], [{}], ["GOOD"], [-1], [0.5]),
    *({"GOOD": None}, {"GOOD": -1}, {None: None}, {"": ""}, {1: 1}, {(): []}, {2024: [1]}),
    *({2024: [2, 1]}, {2024: {1: 2}}, [{"name": "A"}], [{"name": "A", "votes": -1}], [{"year": 0}]),
]
simple = st.sampled_from(CRUEL) | st.integers() | st.text(max_size=9) | st.decimals() | st.dates()
rubbish = st.recursive(
    simple,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3)
    ),
    max_leaves=5,
)
KINDS = {
    "yes or no": bool,
    "whole": int,
    "number": (Decimal, Fraction),
    "text": str,
    "moment": datetime,
    "day": date,
    "list": (list, tuple, set, frozenset),
    "table": Mapping,
}


def kind_of(value):
    """Name the kind of a value: what would have to stand in its place to make sense."""
    return next((name for name, types in KINDS.items() if isinstance(value, types)), "rubbish")


def is_of_another_kind(other, value):
    """Tell whether one value can never stand for another: a day for a count or a name.

    Nothing (``None``) may stand for a value that is not known; a whole number is a number.
    """
    kinds = {kind_of(value), "whole"} if kind_of(value) == "number" else {kind_of(value)}
    return other is not None and kind_of(other) not in kinds


def can_be_a_name(value):
    """Tell whether a table takes a value as the name of something."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def places(value, above=()):
    """Name every place in a situation that a value stands at, the outer ones first."""
    inside = ()
    if isinstance(value, Mapping):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for key, inner in inside:
        yield (*above, key)
        yield from places(inner, (*above, key))


def at(value, place):
    """Return what stands at a place."""
    for key in place:
        value = value[key]
    return value


def with_other(given, place, other):
    """Return a situation with something else at one place."""
    changed = copy.deepcopy(given)
    at(changed, place[:-1])[place[-1]] = other
    return changed


def outcome(question, given):
    """Answer a question; tell of a refusal by its field. Any other error is raised."""
    try:
        return QUESTIONS[question](**given)
    except InputError as refused:
        return refused.field


def refused_as(question, given):
    """Tell the field by which a situation is refused, or nothing where it is answered."""
    found = outcome(question, given)
    return found if isinstance(found, str) else None


questions = pytest.mark.parametrize("question", EXAMPLES)
PLACES = {question: list(places(given)) for question, given in EXAMPLES.items()}


def test_examples_have_every_question_and_every_field():
    left_out = {
        question: set(QUESTIONS[question].fields) - set(EXAMPLES[question])
        for question in QUESTIONS
    }

    assert all(fields in ({"ballots"}, {"approvals"}, set()) for fields in left_out.values())


@questions
def test_example_is_answered(question):
    assert isinstance(outcome(question, EXAMPLES[question]), Verdict)


@questions
def test_missing_field_is_refused_with_its_name(question):
    required = [name for name, needed in QUESTIONS[question].fields.items() if needed]
    found = []

    for field in required:
        rest = {name: value for name, value in EXAMPLES[question].items() if name != field}
        found.append(refused_as(question, rest))

    assert found == required


@questions
def test_cruel_value_of_another_kind_is_refused_with_its_field(question):
    example = EXAMPLES[question]

    wrong = [
        (place, other)
        for place in PLACES[question]
        for other in CRUEL
        if is_of_another_kind(other, at(example, place))
        and refused_as(question, with_other(example, place, other)) != place[0]
    ]

    assert wrong == []


@questions
def test_cruel_value_anywhere_never_crashes(question):
    fields = QUESTIONS[question].fields

    for place in [*PLACES[question], *((field,) for field in fields)]:
        for other in CRUEL:
            found = outcome(question, with_other(EXAMPLES[question], place, other))

            assert found in fields if isinstance(found, str) else isinstance(found, Verdict)


@questions
@settings(max_examples=30)
@given(data=st.data())
def test_rubbish_anywhere_never_crashes(question, data):
    fields = QUESTIONS[question].fields
    place = data.draw(st.sampled_from([*PLACES[question], *((field,) for field in fields)]))

    found = outcome(question, with_other(EXAMPLES[question], place, data.draw(rubbish)))

    assert found in fields if isinstance(found, str) else isinstance(found, Verdict)


@questions
def test_first_of_two_bad_fields_is_named(question):
    fields = [field for field in QUESTIONS[question].fields if field in EXAMPLES[question]]

    found = {
        (first, second): refused_as(question, {**EXAMPLES[question], first: len, second: len})
        for first, second in combinations(fields, 2)
    }

    assert found == {(first, second): first for first, second in combinations(fields, 2)}


TABLES = [
    (question, place)
    for question in EXAMPLES
    for place in PLACES[question]
    if isinstance(at(EXAMPLES[question], place), Mapping)
]


@pytest.mark.parametrize(("question", "place"), TABLES)
def test_cruel_name_in_a_table_is_refused_with_its_field(question, place):
    names = [name for name in CRUEL if can_be_a_name(name)]
    table = at(EXAMPLES[question], place)
    own = next(iter(table))
    listed = isinstance(own, str) and place != ("marks",)

    for name in [*names, *[-1] * isinstance(own, int), *["UNHEARD_OF"] * listed]:
        if name in table or not (listed or name is None or is_of_another_kind(name, own)):
            continue
        bad = with_other(EXAMPLES[question], place, {**table, name: table[own]})

        assert (name, refused_as(question, bad)) == (name, place[0])
