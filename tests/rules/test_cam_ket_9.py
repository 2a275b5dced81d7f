"""CK-01 and CK-02 at every edge."""

from datetime import date

import pytest

from evaluations.rules import cam_ket_9
from evaluations.rules.cam_ket_9 import InputError, Sections


def test_sections_of_a_member_leave_the_ninth_out():
    answer = cam_ket_9.sections(head=False, shortcomings_recorded=False, filled=frozenset())

    assert answer == Sections(
        required=(1, 2, 3, 4, 5, 6, 7),
        shown=(1, 2, 3, 4, 5, 6, 7, 8),
        missing=(1, 2, 3, 4, 5, 6, 7),
    )


def test_sections_of_a_head_require_the_ninth():
    answer = cam_ket_9.sections(
        head=True, shortcomings_recorded=False, filled=frozenset(range(1, 8))
    )

    assert answer == Sections(
        required=(1, 2, 3, 4, 5, 6, 7, 9), shown=tuple(range(1, 10)), missing=(9,)
    )


def test_sections_with_recorded_shortcomings_require_the_eighth():
    answer = cam_ket_9.sections(
        head=False, shortcomings_recorded=True, filled=frozenset(range(1, 8))
    )

    assert answer == Sections(required=tuple(range(1, 9)), shown=tuple(range(1, 9)), missing=(8,))


def test_sections_refuse_the_ninth_of_who_heads_nothing():
    with pytest.raises(InputError) as refused:
        cam_ket_9.sections(head=False, shortcomings_recorded=False, filled=frozenset({9}))

    assert refused.value.field == "filled"


@pytest.mark.parametrize("year", [2022, 2026, 2100])
def test_due_is_the_last_day_of_the_first_quarter(year):
    assert cam_ket_9.registration_due(year) == date(year, 3, 31)


def test_due_before_the_guidance_is_refused():
    with pytest.raises(InputError) as refused:
        cam_ket_9.registration_due(2021)

    assert refused.value.field == "year"
