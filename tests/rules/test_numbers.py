"""Percentages are for the eye alone: two decimals, half up, decimal comma."""

import pytest

from evaluations.rules.numbers import percent_text


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (2, 3, "66,67"),
        (1, 3, "33,33"),
        (1, 8, "12,50"),
        (1, 16, "6,25"),
        (1, 800, "0,13"),
        (1, 32, "3,13"),
        (0, 5, "0,00"),
        (5, 5, "100,00"),
        (0, 0, "0,00"),
    ],
)
def test_percent_is_rounded_half_up(part, whole, shown):
    assert percent_text(part, whole) == shown
