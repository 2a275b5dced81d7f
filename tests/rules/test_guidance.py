"""The guidance documents: years, adoption for others, dated thresholds, the catalogue of rules."""

import unicodedata
from datetime import date
from fractions import Fraction

import pytest

from evaluations.rules import cam_ket_9, lam_dong_2017, neu_guong_2017
from evaluations.rules.guidance import Adoption, Since, Terms
from evaluations.rules.hd21_2019 import document as hd21
from evaluations.rules.hd22_2013 import document as hd22
from evaluations.rules.inputs import InputError
from evaluations.rules.numbers import Share
from evaluations.rules.registry import CALCULATIONS, GUIDANCES, QUESTIONS
from evaluations.rules.verdicts import Reason
from tests.rules.examples import EXAMPLES

YEARS = {  # first and last year, as words; a guidance without a last year is open
    "neu_guong_2017": (2017, 2021, "từ năm 2017 đến năm 2021"),
    "lam_dong_2017": (2017, 2021, "từ năm 2017 đến năm 2021"),
    "cam_ket_9": (2022, 2999, "từ năm 2022"),
    "hd21_2019": (2019, 2999, "từ năm 2019"),
    "hd22_2013": (2013, 2999, "từ năm 2013"),
}
RULES = {
    "neu_guong_2017": ("NG", [*range(1, 15)]),
    "lam_dong_2017": ("LD", [*range(1, 11)]),
    "cam_ket_9": ("CK", [*range(1, 6)]),
    "hd21_2019": (
        "H21",
        [*range(1, 8), *range(10, 26), *range(30, 34), 40, 41],
    ),
    "hd22_2013": ("H22", [*range(1, 5), *range(10, 16), *range(20, 28), 30, 31]),
}
MEMBERS = "neu_guong_2017, IV.2.1"
SCORE = "neu_guong_2017, IV.1.1"
LOW = "hd22_2013, C.III.5"
THRESHOLDS = {
    neu_guong_2017: {
        "SHARES.OUTSTANDING": Since(2017, Share(Fraction(2, 3), False, "2/3"), MEMBERS),
        "SHARES.GOOD": Since(2017, Share(Fraction(2, 3), False, "2/3"), MEMBERS),
        "SHARES.PIONEERING": Since(2017, Share(Fraction(1, 2), True, "1/2"), MEMBERS),
        "BANDS.OUTSTANDING": Since(2017, 90, SCORE),
        "BANDS.GOOD": Since(2017, 70, SCORE),
        "BANDS.AVERAGE": Since(2017, 50, SCORE),
    },
    lam_dong_2017: {
        "ROLE_MODEL_SHARE": Since(
            2017, Share(Fraction(2, 3), True, "2/3"), "lam_dong_2017, II.3.4"
        ),
        "ROLE_MODEL_PERCENT": Since(2017, 20, "lam_dong_2017, II.3.4"),
        "ROLE_MODEL_YEARS": Since(2017, (3, 5), "lam_dong_2017, II.3.4"),
    },
    cam_ket_9: {"SECTIONS": Since(2022, (1, 2, 3, 4, 5, 6, 7, 8, 9), "cam_ket_9, Mẫu")},
    hd21: {
        "HALF_YEAR_MONTHS": Since(2019, 6, "hd21_2019, B.6"),
        "FEW_TARGETS": Since(2019, 50, "hd21_2019, B.1.3d, B.2.3d, B.3.3d"),
        "FAILED_MASS_BODIES": Since(2019, 2, "hd21_2019, B.1.3d"),
        "CAP_PERCENT": Since(2019, 20, "hd21_2019, B.1.3a, B.2.3a, B.3.3a, B.4"),
        "FEW_GOOD": Since(2019, 5, "hd21_2019, B.6"),
        "EXCELLENT_SUBORDINATES": Since(
            2019, Share(Fraction(4, 5), False, "80%"), "hd21_2019, B.1.3a"
        ),
        "GOOD_SUBORDINATES": Since(2019, Share(Fraction(1, 2), False, "50%"), "hd21_2019, B.1.3b"),
        "FAILED_SUBORDINATES": Since(2019, Share(Fraction(1, 5), True, "20%"), "hd21_2019, B.1.3d"),
    },
    hd22: {
        "CERTIFICATE_PERCENT": Since(2013, 15, "hd22_2013, B.III.1"),
        "COMMENDATION_QUOTA": Since(2013, 10, "hd22_2013, B.III.1"),
        "AWARD_SCORE": Since(2013, 95, "hd22_2013, B.III.1.1"),
        "GOOD_MEMBERS": Since(2013, Share(Fraction(9, 10), True, "90%"), "hd22_2013, B.III.1.1"),
        "MAJORITY_LOW": Since(2013, Share(Fraction(1, 2), True, "1/2"), LOW),
        "RELIEVED_LOW": Since(2013, Share(Fraction(2, 3), False, "2/3"), LOW),
        "HALF_LOW": Since(2013, Share(Fraction(1, 2), False, "1/2"), LOW),
    },
}
DATED = [question for question in QUESTIONS if "year" in EXAMPLES[question]]


def adopted(first_year, last_year):
    """Return terms under which a bloc adopts a guidance for some years."""
    document = ("Quyết định số 15-QĐ/ĐU", date(2012, 3, 9), "Ban Thường vụ Đảng ủy khối")
    return Terms(adoption=Adoption(*document, first_year, last_year))


def thresholds(module):
    """Return the dated numbers of a module by name."""
    found = {}
    for name, value in vars(module).items():
        rows = value if isinstance(value, dict) else {"": value}
        found |= {
            f"{name}.{key}".rstrip("."): row for key, row in rows.items() if isinstance(row, Since)
        }
    return found


def guidance_of(question):
    return EXAMPLES[question].get("guidance", question.partition(".")[0])


def test_guidances_are_titled_as_on_their_first_page():
    assert {name: (one.title, one.document) for name, one in GUIDANCES.items()} == {
        "neu_guong_2017": (
            "Đăng ký, cam kết nêu gương",
            "Hướng dẫn đăng ký, cam kết nêu gương học tập và làm theo tư tưởng, đạo đức, phong "
            "cách Hồ Chí Minh, của Ban Tuyên giáo Đảng ủy khối",
        ),
        "lam_dong_2017": (
            "Cam kết và đăng ký học tập, làm theo",
            "Hướng dẫn cam kết thực hiện Nghị quyết Trung ương 4 khóa XII và đăng ký học tập, làm "
            "theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, của Đảng ủy Khối các cơ quan tỉnh Lâm "
            "Đồng",
        ),
        "cam_ket_9": (
            "Bản cam kết tu dưỡng, rèn luyện, phấn đấu (9 mục)",
            "Hướng dẫn tiếp tục thực hiện trách nhiệm nêu gương của cán bộ, đảng viên, nhất là cán "
            "bộ lãnh đạo chủ chốt các cấp, của Ban Thường vụ Tỉnh ủy",
        ),
        "hd21_2019": (
            "Kiểm điểm, đánh giá, xếp loại chất lượng hằng năm",
            "Hướng dẫn số 21-HD/BTCTW ngày 18/10/2019 của Ban Tổ chức Trung ương",
        ),
        "hd22_2013": (
            "Kiểm điểm, xếp loại, khen thưởng và lấy phiếu tín nhiệm",
            "Hướng dẫn số 22-HD/ĐU ngày 25/11/2013 của Ban Thường vụ Đảng ủy khối các cơ quan tỉnh",
        ),
    }


@pytest.mark.parametrize("name", GUIDANCES)
def test_guidance_holds_from_its_first_year_to_its_last(name):
    first, last, words = YEARS[name]
    guidance = GUIDANCES[name]

    held = [guidance.in_force(year) for year in (first - 1, first, last, last + 1)]

    assert (held, guidance.years) == ([False, True, True, False], words)


@pytest.mark.parametrize("name", GUIDANCES)
def test_year_of_a_guidance_is_checked(name):
    first, last, words = YEARS[name]
    guidance = GUIDANCES[name]

    with pytest.raises(InputError) as refused:
        guidance.check_year(first - 1, Terms())

    assert (refused.value.field, str(refused.value)) == ("year", f"Văn bản này áp dụng {words}.")
    assert (guidance.check_year(first, Terms()), guidance.check_year(last, Terms())) == (
        first,
        last,
    )


@pytest.mark.parametrize("name", GUIDANCES)
def test_adoption_adds_its_own_years_alone(name):
    terms = adopted(2007, 2009)

    held = [GUIDANCES[name].in_force(year, terms) for year in (2006, 2007, 2009, 2010)]

    assert held == [False, True, True, False]
    assert GUIDANCES[name].in_force(YEARS[name][0], terms)


@pytest.mark.parametrize("question", DATED)
def test_year_beyond_the_guidance_needs_an_adoption(question):
    year = YEARS[guidance_of(question)][0] - 1
    given = {**EXAMPLES[question], "year": year}

    answer = QUESTIONS[question](**given, terms=adopted(year, year))

    assert answer
    with pytest.raises(InputError) as refused:
        QUESTIONS[question](**given)
    assert refused.value.field == "year"
    with pytest.raises(InputError) as refused:
        QUESTIONS[question](**given, terms=adopted(year - 1, year - 1))
    assert refused.value.field == "year"


@pytest.mark.parametrize("question", QUESTIONS)
def test_adoption_is_named_in_every_citation(question):
    named = ", áp dụng theo Quyết định số 15-QĐ/ĐU ngày 09/03/2012 của Ban Thường vụ Đảng ủy khối"
    own = QUESTIONS[question](**EXAMPLES[question])

    answer = QUESTIONS[question](**EXAMPLES[question], terms=adopted(2012, 2012))

    assert answer.reasons == tuple(
        Reason(reason.rule, f"{reason.place}{named}", reason.text) for reason in own.reasons
    )
    assert answer.reasons


@pytest.mark.parametrize("module", THRESHOLDS, ids=lambda module: module.GUIDANCE.name)
def test_thresholds_are_dated_and_name_document_and_clause(module):
    assert thresholds(module) == THRESHOLDS[module]


@pytest.mark.parametrize("module", THRESHOLDS, ids=lambda module: module.GUIDANCE.name)
def test_thresholds_belong_to_their_guidance(module):
    guidance = module.GUIDANCE

    for threshold in thresholds(module).values():
        document, _, clause = threshold.source.partition(", ")
        assert (document, bool(clause)) == (guidance.name, True)
        assert threshold.year >= guidance.first_year


@pytest.mark.parametrize("name", GUIDANCES)
def test_catalogue_has_every_rule_in_order(name):
    prefix, numbers = RULES[name]

    assert list(GUIDANCES[name].rules) == [f"{prefix}-{number:02d}" for number in numbers]


@pytest.mark.parametrize("name", GUIDANCES)
def test_every_rule_has_place_title_and_application_in_composed_letters(name):
    for id, rule in GUIDANCES[name].rules.items():
        words = (rule.place, rule.title, rule.quotation, rule.applied)
        assert rule.id == id
        assert all(one and one == one.strip() for one in (rule.place, rule.title, rule.applied))
        assert all(unicodedata.is_normalized("NFC", one) for one in words)


@pytest.mark.parametrize("name", GUIDANCES)
def test_deadlines_and_calculations_rest_on_rules_of_their_guidance(name):
    guidance = GUIDANCES[name]
    draft = guidance.draft_report

    cited = [deadline.rule for deadline in guidance.deadlines]
    cited += [draft.rule] if draft else []
    cited += [rule for calculation in CALCULATIONS[name] for rule in calculation.rules]

    assert set(cited) <= set(guidance.rules)


def test_reason_is_shown_with_its_place_and_rule():
    reason = Reason("NG-09", "mục IV.2.1", "20/30 người tán thành.")

    assert str(reason) == "20/30 người tán thành. (mục IV.2.1, NG-09)"
