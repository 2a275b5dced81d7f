"""The numbers of the calculator: what is taken, what is refused and why."""

from decimal import Decimal

import pytest

from evaluations.forms import CalculationForm, RuleFilter
from evaluations.rules.registry import CALCULATIONS

MEMBERS, SCORE, _ = CALCULATIONS["neu_guong_2017"]
WHOLE = "Phải là số nguyên, viết liền, không dấu chấm, dấu phẩy."
LIMITS = "Phải là số nguyên từ 1 đến 100000."
SCORE_LIMITS = "Phải là số từ 0 đến 100."


def asked(calculation, text):
    form = CalculationForm(calculation, {"so": text})
    return form.cleaned_data["so"] if form.is_valid() else form.errors["so"][0]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1", 1),
        ("30", 30),
        (" 30 ", 30),
        ("030", 30),
        ("100000", 100_000),
        ("0" * 6000 + "7", 7),
        ("", "Đồng chí chưa điền số."),
        ("   ", "Đồng chí chưa điền số."),
        ("\x00", "Đồng chí chưa điền số."),
        ("0", LIMITS),
        ("-3", LIMITS),
        ("100001", LIMITS),
        ("1000000000", LIMITS),
        ("9" * 6000, LIMITS),
        ("1.000", WHOLE),
        ("30,5", WHOLE),
        ("1e9", "Chỉ điền số, ví dụ: 30."),
        ("ba mươi", "Chỉ điền số, ví dụ: 30."),
        ("3 0", "Chỉ điền số, ví dụ: 30."),
        ("+30", "Chỉ điền số, ví dụ: 30."),
        ("٣٠", "Chỉ điền số, ví dụ: 30."),
        ("NaN", "Chỉ điền số, ví dụ: 30."),
        ("30'><script>", "Chỉ điền số, ví dụ: 30."),
    ],
)
def test_whole_number(text, answer):
    assert asked(MEMBERS, text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("0", Decimal(0)),
        ("100", Decimal(100)),
        ("89,5", Decimal("89.5")),
        ("89.55", Decimal("89.55")),
        ("100,01", SCORE_LIMITS),
        ("-0,5", SCORE_LIMITS),
        ("89,555", "Ghi nhiều nhất 2 chữ số sau dấu phẩy."),
        ("89,", "Chỉ điền số, ví dụ: 89,5."),
        ("8,9,5", "Chỉ điền số, ví dụ: 89,5."),
        ("inf", "Chỉ điền số, ví dụ: 89,5."),
    ],
)
def test_score(text, answer):
    assert asked(SCORE, text) == answer


def test_unasked_calculation_has_neither_answer_nor_error():
    form = CalculationForm(MEMBERS)

    assert (form.is_bound, form.sentences, form.errors) == (False, (), {})


def test_refused_number_has_no_answer():
    assert CalculationForm(MEMBERS, {"so": "0"}).sentences == ()


def test_score_with_a_comma_is_answered():
    form = CalculationForm(SCORE, {"so": "89,5"})

    assert form.sentences == ("89,5 điểm, đạt từ 70 điểm trở lên: mức “Tốt”.",)


@pytest.mark.parametrize("words", ["a" * 101, "hai\x00ba"])
def test_filter_refuses_what_nobody_types(words):
    assert list(RuleFilter({"q": words}).errors) == ["q"]
