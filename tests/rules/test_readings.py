"""The settings I-1 … I-13: words, defaults, and exactly what each other choice changes."""

from dataclasses import fields
from decimal import Decimal

import pytest

from evaluations.rules.guidance import Terms
from evaluations.rules.inputs import InputError
from evaluations.rules.readings import BY_NAME, SETTINGS, Readings
from evaluations.rules.registry import GUIDANCES, QUESTIONS
from evaluations.rules.votes import may_vote
from tests.rules.examples import EXAMPLES, FORM_01
from tests.rules.expected import DEFAULTS, USED

BEST = {"conduct": "GOOD", "duties": "EXCELLENT", "remedy": None}
MEMBER = {"grades": BEST, "year": 2020, "roll": 3, "approvals": {"EXCELLENT": 2}}
ORGANIZATION = {"kind": "BASE_CELL", "grades": FORM_01, "year": 2020, "subordinates": {"GOOD": 1}}
POOR_REMEDY = {**FORM_01, "remedy": "POOR"}
POOR_CONDUCT = {**BEST, "conduct": "POOR"}
WEAK_PROGRAMME = {**FORM_01, "programme": "GOOD"}
CERTIFICATE = {
    "kind": "MEMBER_CERTIFICATE",
    "year": 2013,
    "levels": dict.fromkeys((2011, 2012, 2013), "EXCELLENT"),
}


def answer(question, given, **choices):
    """Return what a question answers, without its reasons and readings."""
    verdict = QUESTIONS[question](**given, terms=Terms(Readings(**choices)))
    return tuple(getattr(verdict, name) for name in QUESTIONS[question].answers)


def test_settings_have_the_choices_of_the_catalogue_the_default_first():
    choices = [
        (setting.id, setting.name, choice) for setting in SETTINGS for choice in setting.choices
    ]

    assert choices == [(used.setting, *choice) for choice, used in USED.items()]
    assert {setting.name: next(iter(setting.choices)) for setting in SETTINGS} == DEFAULTS


def test_readings_have_a_field_for_every_setting_with_its_default():
    assert {field.name: field.default for field in fields(Readings)} == DEFAULTS
    assert {name: getattr(Readings(), name) for name in DEFAULTS} == DEFAULTS
    assert {name: setting.name for name, setting in BY_NAME.items()} == {
        one: one for one in DEFAULTS
    }


@pytest.mark.parametrize(("name", "choice"), USED)
def test_choice_is_accepted_and_told_in_a_sentence(name, choice):
    readings = Readings(**{name: choice})

    assert readings.used(name) == (USED[name, choice],)


def test_several_readings_are_told_in_the_order_asked_for():
    told = Readings(sick_days="92").used("vote_count", "sick_days", "share_base")

    assert told == (
        USED["vote_count", "CUMULATIVE"],
        USED["sick_days", "92"],
        USED["share_base", "ROLL"],
    )


@pytest.mark.parametrize("name", DEFAULTS)
def test_unknown_choice_is_refused_with_the_setting(name):
    known = ", ".join(one for setting, one in USED if setting == name)

    for choice in ("", "UNKNOWN", None, 90):
        with pytest.raises(InputError) as refused:
            Readings(**{name: choice})
        told = f"Chỉ nhận một trong: {known}."
        assert (refused.value.field, str(refused.value)) == (name, told)


def test_guidances_name_their_settings():
    assert {name: guidance.settings for name, guidance in GUIDANCES.items()} == {
        "neu_guong_2017": ("score_bands", "share_base", "vote_count"),
        "lam_dong_2017": ("vote_count", "from_january", "role_model_base"),
        "cam_ket_9": ("open_end",),
        "hd21_2019": (
            "vote_count",
            "party_voters",
            "cap_base",
            "cap_force",
            "key_criteria",
            "sick_days",
            "basic_criteria",
            "lower_organizations",
            "targets",
            "self_remedied",
            "six_months",
            "open_end",
            "half_or_more",
        ),
        "hd22_2013": ("award_years", "open_end", "half_or_more"),
    }


CHANGES = [
    # setting, choice, question, given, answer by default, answer by the choice
    (
        "score_bands=ROUNDED_HALF_UP",
        "neu_guong_2017.organization_level",
        {"score": Decimal("69.5")},
        ("AVERAGE", ""),
        ("GOOD", ""),
    ),
    (
        "vote_count=SEPARATE",
        "neu_guong_2017.member_level",
        {"roll": 3, "ballots": {"OUTSTANDING": 1, "GOOD": 1}},
        ("GOOD", ""),
        (None, "Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu."),
    ),
    (
        "vote_count=SEPARATE",
        "neu_guong_2017.organization_vote",
        {"roll": 5, "ballots": {"OUTSTANDING": 2, "AVERAGE": 3}},
        ("AVERAGE", ""),
        ("AVERAGE", ""),
    ),
    (
        "vote_count=SEPARATE",
        "hd21_2019.organization_ballot",
        {"roll": 5, "ballots": {"EXCELLENT": 2, "GOOD": 1, "COMPLETED": 2}},
        ("GOOD", ""),
        (None, "Hội nghị bỏ phiếu lại, vì chưa mức nào đủ số phiếu."),
    ),
    (
        "vote_count=SEPARATE",
        "lam_dong_2017.member_level",
        {"roll": 3, "ballots": {"COMPLETED_WELL": 1, "COMPLETED": 1}},
        ("COMPLETED", ""),
        (None, "Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu."),
    ),
    (
        "cap_base=GOOD_OR_BETTER",
        "hd21_2019.excellent_cap",
        {"good_or_better": 10},
        (1, (), (), ()),
        (2, (), (), ()),
    ),
    (
        "key_criteria=LEADERSHIP",
        "hd21_2019.organization_level",
        {**ORGANIZATION, "grades": WEAK_PROGRAMME},
        ("GOOD", True),
        ("EXCELLENT", True),
    ),
    (
        "key_criteria=LEADERSHIP",
        "hd21_2019.collective_level",
        {"grades": WEAK_PROGRAMME},
        ("GOOD",),
        ("EXCELLENT",),
    ),
    (
        "key_criteria=LEADERSHIP",
        "hd21_2019.collective_level",
        {"grades": {**FORM_01, "leadership": "GOOD"}},
        ("GOOD",),
        ("GOOD",),
    ),
    (
        "sick_days=92",
        "hd21_2019.member_level",
        {**MEMBER, "sick_days": 91, "decided": "COMPLETED"},
        ("COMPLETED", "", "COMPLETED", "COMPLETED", False),
        ("COMPLETED", "", "EXCELLENT", "EXCELLENT", False),
    ),
    (
        "sick_days=92",
        "hd21_2019.member_level",
        {**MEMBER, "sick_days": 92, "decided": "COMPLETED"},
        ("COMPLETED", "", "COMPLETED", "COMPLETED", False),
        ("COMPLETED", "", "COMPLETED", "COMPLETED", False),
    ),
    (
        "basic_criteria=KEY",
        "hd21_2019.member_level",
        {**MEMBER, "grades": POOR_CONDUCT, "decided": "NOT_COMPLETED"},
        ("NOT_COMPLETED", "", "NOT_COMPLETED", "NOT_COMPLETED", False),
        ("NOT_COMPLETED", "", "COMPLETED", "COMPLETED", False),
    ),
    (
        "basic_criteria=KEY",
        "hd21_2019.collective_level",
        {"grades": POOR_REMEDY},
        ("NOT_COMPLETED",),
        ("COMPLETED",),
    ),
    (
        "basic_criteria=KEY",
        "hd21_2019.organization_level",
        {**ORGANIZATION, "grades": POOR_REMEDY},
        ("NOT_COMPLETED", True),
        ("NOT_COMPLETED", True),
    ),
    (
        "targets=BOTH",
        "hd21_2019.collective_level",
        {"grades": FORM_01, "targets_percent": 49},
        ("NOT_COMPLETED",),
        ("EXCELLENT",),
    ),
    (
        "targets=BOTH",
        "hd21_2019.collective_level",
        {"grades": FORM_01, "main_targets_met": False},
        ("NOT_COMPLETED",),
        ("EXCELLENT",),
    ),
    (
        "targets=BOTH",
        "hd21_2019.collective_level",
        {"grades": FORM_01, "targets_percent": 49, "main_targets_met": False},
        ("NOT_COMPLETED",),
        ("NOT_COMPLETED",),
    ),
    (
        "targets=BOTH",
        "hd21_2019.organization_level",
        {**ORGANIZATION, "targets_percent": 49},
        ("NOT_COMPLETED", True),
        ("NOT_COMPLETED", True),
    ),
    (
        "self_remedied=AT_MOST_COMPLETED",
        "hd21_2019.organization_level",
        {**ORGANIZATION, "disciplined": True, "self_remedied": True},
        ("EXCELLENT", True),
        ("COMPLETED", True),
    ),
    (
        "self_remedied=AT_MOST_COMPLETED",
        "hd21_2019.collective_level",
        {"grades": FORM_01, "disciplined": True, "self_remedied": True},
        ("EXCELLENT",),
        ("COMPLETED",),
    ),
    (
        "award_years=UP_TO_AWARD_YEAR",
        "hd22_2013.award",
        {**CERTIFICATE, "titles": [2010]},
        (False, ("H22-13.titles",)),
        (True, ()),
    ),
    (
        "award_years=UP_TO_AWARD_YEAR",
        "hd22_2013.award",
        {**CERTIFICATE, "titles": [0]},
        (False, ("H22-13.titles",)),
        (True, ()),
    ),
    (
        "award_years=UP_TO_AWARD_YEAR",
        "hd22_2013.award",
        {**CERTIFICATE, "titles": [2013]},
        (True, ()),
        (True, ()),
    ),
    (
        "award_years=UP_TO_AWARD_YEAR",
        "hd22_2013.award",
        {**CERTIFICATE, "titles": [2014]},
        (False, ("H22-13.titles",)),
        (False, ("H22-13.titles",)),
    ),
]


@pytest.mark.parametrize(("setting", "question", "given", "default", "changed"), CHANGES)
def test_other_choice_changes_the_answer(setting, question, given, default, changed):
    name, _, choice = setting.partition("=")

    answers = answer(question, given), answer(question, given, **{name: choice})

    assert answers == (default, changed)


@pytest.mark.parametrize("question", EXAMPLES)
def test_reading_that_a_verdict_does_not_name_changes_nothing(question):
    given = EXAMPLES[question]
    default = QUESTIONS[question](**given)
    named = {used.setting for used in default.settings}
    others = [one for one in USED if DEFAULTS[one[0]] != one[1] and BY_NAME[one[0]].id not in named]

    answers = [
        QUESTIONS[question](**given, terms=Terms(Readings(**{name: choice})))
        for name, choice in others
    ]

    assert answers == [default] * len(others)


@pytest.mark.parametrize("question", EXAMPLES)
def test_verdict_names_readings_of_its_guidance_alone(question):
    guidance = EXAMPLES[question].get("guidance", question.partition(".")[0])
    known = {BY_NAME[name].id for name in GUIDANCES[guidance].settings}

    verdict = QUESTIONS[question](**EXAMPLES[question])

    assert {used.setting for used in verdict.settings} <= known


@pytest.mark.parametrize(
    ("full", "official", "by_default", "read_otherwise"),
    [
        (True, True, True, True),
        (False, True, False, True),
        (True, False, False, False),
        (False, False, False, False),
    ],
)
def test_full_members_vote_and_others_as_the_bloc_reads(full, official, by_default, read_otherwise):
    answers = tuple(
        may_vote(full=full, official=official, readings=readings)
        for readings in (Readings(), Readings(party_voters="ALL_MEMBERS"))
    )

    assert answers == (by_default, read_otherwise)
