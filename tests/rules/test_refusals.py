"""What is refused: the field and the sentence, for every cause, and which bad field comes first."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.rules import inputs
from evaluations.rules.inputs import InputError
from evaluations.rules.registry import QUESTIONS
from tests.rules.examples import EXAMPLES

LEVELS = "Chỉ nhận một trong: EXCELLENT, GOOD, COMPLETED, NOT_COMPLETED."
WHOLE = "Phải là số nguyên từ 0 trở lên."
TABLE = "Phải là bảng gồm tên và giá trị."
ROW = {"name": "Lê Hoa", "votes": 1}


def refusal(ask, *arguments, **given):
    with pytest.raises(InputError) as caught:
        ask(*arguments, **given)
    return caught.value.field, str(caught.value)


@pytest.mark.parametrize(
    ("check", "value", "limits", "sentence"),
    [
        ("whole", None, {}, WHOLE),
        ("whole", True, {}, WHOLE),
        ("whole", -1, {}, WHOLE),
        ("whole", 0, {"least": 1}, "Phải là số nguyên từ 1 trở lên."),
        ("whole", 6, {"most": 5}, "Không được lớn hơn 5."),
        ("whole", 1_000_000_000, {}, "Không được lớn hơn 999999999."),
        ("number", None, {}, "Phải là một số."),
        ("number", True, {}, "Phải là một số."),
        ("number", 0.5, {}, "Phải là một số."),
        ("number", Decimal("NaN"), {}, "Phải là một số."),
        ("number", Decimal("1E-21"), {}, "Phải là một số."),
        ("number", Decimal("-0.01"), {}, "Phải là số từ 0 đến 999999999."),
        ("number", 1_000_000_000, {}, "Phải là số từ 0 đến 999999999."),
        ("number", Decimal("100.01"), {"most": 100}, "Phải là số từ 0 đến 100."),
        ("flag", 1, {}, "Chỉ nhận có hoặc không."),
        ("word", "C", {"known": ("A", "B")}, "Chỉ nhận một trong: A, B."),
        ("word", None, {"known": ("A", "B")}, "Chỉ nhận một trong: A, B."),
        ("words", ["A", "C"], {"known": ("A", "B")}, "Chỉ nhận một trong: A, B."),
        ("words", "A", {"known": ("A", "B")}, "Phải là một danh sách."),
        ("not_blank", " \n", {}, "Không được để trống."),
        ("not_blank", 5, {}, "Không được để trống."),
        ("text", None, {}, "Phải là chữ viết."),
        ("text", 5, {}, "Phải là chữ viết."),
        ("rows", {}, {}, "Phải là một danh sách."),
        ("table", [], {}, TABLE),
        ("wholes", [1, "2"], {}, "Phải là danh sách các số nguyên."),
        ("counts", {"C": 1}, {"known": ("A", "B")}, "Chỉ nhận một trong: A, B."),
        ("counts", {"A": None}, {"known": ("A", "B")}, WHOLE),
        ("day", "2020-01-01", {}, "Phải là ngày, tháng, năm."),
        ("day", datetime(2020, 1, 1), {}, "Phải là ngày, tháng, năm."),
        ("day", date(1899, 12, 31), {}, "Phải là số nguyên từ 1900 trở lên."),
        ("day", date(3000, 1, 1), {}, "Không được lớn hơn 2999."),
    ],
)
def test_value_is_refused_with_its_field_and_a_sentence(check, value, limits, sentence):
    assert refusal(getattr(inputs, check), "field", value, **limits) == ("field", sentence)


@pytest.mark.parametrize(
    ("check", "value", "limits", "accepted"),
    [
        ("whole", 0, {}, 0),
        ("whole", 1, {"least": 1, "most": 1}, 1),
        ("whole", 999_999_999, {}, 999_999_999),
        ("number", 0, {}, Fraction(0)),
        ("number", 100, {"most": 100}, Fraction(100)),
        ("number", 999_999_999, {}, Fraction(999_999_999)),
        ("number", Decimal("1E-20"), {}, Fraction(1, 10**20)),
        ("number", Decimal("89.5"), {}, Fraction(179, 2)),
        ("number", Fraction(1, 3), {}, Fraction(1, 3)),
        ("flag", False, {}, False),
        ("word", "B", {"known": ("A", "B")}, "B"),
        ("words", ["B", "A", "B"], {"known": ("A", "B")}, ("B", "A", "B")),
        ("not_blank", " K’ Brèm ", {}, " K’ Brèm "),
        ("text", "", {}, ""),
        ("rows", (1, 2), {}, (1, 2)),
        ("table", {1: 2}, {}, {1: 2}),
        ("wholes", (3, -1, 3), {}, frozenset({-1, 3})),
        ("counts", {"B": 2}, {"known": ("A", "B")}, {"A": 0, "B": 2}),
        ("day", date(1900, 1, 1), {}, date(1900, 1, 1)),
        ("day", date(2999, 12, 31), {}, date(2999, 12, 31)),
    ],
)
def test_value_at_the_edge_is_accepted_as_it_is(check, value, limits, accepted):
    answer = getattr(inputs, check)("field", value, **limits)

    assert (answer, type(answer)) == (accepted, type(accepted))


@pytest.mark.parametrize(
    ("question", "given", "field", "sentence"),
    [
        (
            "neu_guong_2017.member_level",
            {"ballots": None},
            "ballots",
            "Cần số phiếu theo mức hoặc số tán thành từng mức; chỉ ghi một trong hai.",
        ),
        (
            "neu_guong_2017.member_level",
            {"approvals": {"GOOD": 20}},
            "ballots",
            "Cần số phiếu theo mức hoặc số tán thành từng mức; chỉ ghi một trong hai.",
        ),
        (
            "neu_guong_2017.member_level",
            {"roll": 29},
            "ballots",
            "Số phiếu nhiều hơn 29 người trong danh sách.",
        ),
        (
            "neu_guong_2017.member_level",
            {"roll": 29, "ballots": None, "approvals": {"GOOD": 2, "OUTSTANDING": 30}},
            "approvals",
            "Số tán thành nhiều hơn 29 người trong danh sách.",
        ),
        (
            "neu_guong_2017.member_level",
            {"remedied": "bad"},
            "remedied",
            "Chỉ nhận một trong: well, basically, not_yet.",
        ),
        (
            "neu_guong_2017.organization_level",
            {"score": Decimal("100.01")},
            "score",
            "Phải là số từ 0 đến 100.",
        ),
        (
            "lam_dong_2017.role_models",
            {"completed_well": 13},
            "completed_well",
            "Không được lớn hơn 12.",
        ),
        (
            "lam_dong_2017.registered_item",
            {"relation": "FAMILY"},
            "relation",
            "Chỉ nhận một trong: ORGANIZATION, WORK, OTHERS, SELF.",
        ),
        ("lam_dong_2017.registered_item", {"work": 5}, "work", "Phải là chữ viết."),
        (
            "lam_dong_2017.registered_item",
            {"vague_phrases": "chấp hành nội quy"},
            "vague_phrases",
            "Phải là một danh sách.",
        ),
        (
            "lam_dong_2017.registered_item",
            {"vague_phrases": ["chấp hành nội quy", None]},
            "vague_phrases",
            "Phải là chữ viết.",
        ),
        (
            "lam_dong_2017.multi_year_role_model",
            {"years": 4},
            "years",
            "Chỉ xét định kỳ 3 năm hoặc 5 năm.",
        ),
        (
            "lam_dong_2017.multi_year_role_model",
            {"year": 2022},
            "year",
            "Văn bản này áp dụng từ năm 2017 đến năm 2021.",
        ),
        ("cam_ket_9.sections", {"filled": "1"}, "filled", "Phải là danh sách các mục."),
        (
            "cam_ket_9.sections",
            {"head": False, "filled": [9]},
            "filled",
            "Có mục không thuộc bản cam kết của người này.",
        ),
        (
            "hd21_2019.member_level",
            {"grades": {"conduct": "GOOD", "remedy": "GOOD"}},
            "grades",
            "Còn tiêu chí chưa chấm trong Mẫu 02.",
        ),
        (
            "hd21_2019.collective_level",
            {"grades": {"programme": "GOOD"}},
            "grades",
            "Còn tiêu chí chưa chấm trong Mẫu 01.",
        ),
        (
            "hd21_2019.member_level",
            {"decided": "GOOD", "sick_days": 366},
            "decided",
            "Không được cao hơn mức “Hoàn thành nhiệm vụ”.",
        ),
        ("hd21_2019.member_level", {"decided": "BEST"}, "decided", LEVELS),
        ("hd21_2019.member_level", {"sick_days": 367}, "sick_days", "Không được lớn hơn 366."),
        ("hd21_2019.member_scope", {"year": 2018}, "year", "Văn bản này áp dụng từ năm 2019."),
        (
            "hd21_2019.excellent_cap",
            {"good_or_better": 0, "candidates": [ROW]},
            "good_or_better",
            "Ít hơn số người được đưa ra chọn.",
        ),
        (
            "hd21_2019.excellent_cap",
            {"good_or_better": 9, "candidates": [ROW, ROW]},
            "candidates",
            "Mỗi tên chỉ được có một lần.",
        ),
        (
            "hd21_2019.excellent_cap",
            {"good_or_better": 9, "candidates": [{**ROW, "level": "GOOD"}]},
            "candidates",
            "Chỉ nhận một trong: name, votes.",
        ),
        (
            "hd21_2019.excellent_cap",
            {"good_or_better": 9, "candidates": [ROW, "Lê Hoa"]},
            "candidates",
            TABLE,
        ),
        (
            "hd21_2019.excellent_cap",
            {"good_or_better": 9, "candidates": [{**ROW, "name": " "}]},
            "candidates",
            "Không được để trống.",
        ),
        ("hd21_2019.member_level", {"disciplines": [2024]}, "disciplines", TABLE),
        (
            "hd21_2019.member_level",
            {"disciplines": [{"years": 2024}]},
            "disciplines",
            "Chỉ nhận một trong: year, violation, already_counted.",
        ),
        ("hd21_2019.member_level", {"disciplines": [{"violation": "X"}]}, "disciplines", WHOLE),
        (
            "hd21_2019.member_level",
            {"disciplines": [{"year": 2024, "violation": " "}]},
            "disciplines",
            "Không được để trống.",
        ),
        (
            "hd21_2019.member_level",
            {"disciplines": [{"year": 2024, "already_counted": 1}]},
            "disciplines",
            "Chỉ nhận có hoặc không.",
        ),
        (
            "hd21_2019.organization_level",
            {"peers": {"front": "GOOD"}},
            "peers",
            "Chỉ nhận một trong: government, front_and_mass.",
        ),
        ("hd22_2013.award", {"levels": {"2013": "GOOD"}}, "levels", WHOLE),
        (
            "hd22_2013.award",
            {"good_members_percent": {"good": 2}},
            "good_members_percent",
            "Chỉ nhận một trong: good_or_better, total.",
        ),
        (
            "hd22_2013.ballot",
            {"marks": {" ": ["HIGH"]}},
            "marks",
            "Không được để trống.",
        ),
        ("hd22_2013.confidence_consequence", {"low": {"2014": [1, 2]}}, "low", WHOLE),
        (
            "hd22_2013.confidence_consequence",
            {"low": {2014: 1}},
            "low",
            "Phải là một danh sách.",
        ),
        (
            "lam_dong_2017.role_models",
            {"roll": 0},
            "roll",
            "Phải là số nguyên từ 1 trở lên.",
        ),
        ("cam_ket_9.sections", {"head": 1}, "head", "Chỉ nhận có hoặc không."),
        ("hd21_2019.member_scope", {"year": 3000}, "year", "Không được lớn hơn 2999."),
        (
            "hd22_2013.award",
            {"good_members_percent": {"good_or_better": 2, "total": 1}},
            "good_members_percent",
            "Số đạt mức tốt nhiều hơn tổng số đảng viên.",
        ),
        (
            "hd22_2013.confidence_tally",
            {"issued": 0},
            "collected",
            "Số phiếu thu về nhiều hơn số phiếu phát ra.",
        ),
        (
            "hd22_2013.confidence_tally",
            {"low": 999},
            "collected",
            "Số phiếu thu về ít hơn số phiếu đã đếm.",
        ),
        (
            "hd22_2013.confidence_consequence",
            {"low": {2014: [1]}},
            "low",
            "Mỗi năm cần số phiếu tín nhiệm thấp và số phiếu thu về.",
        ),
        (
            "hd22_2013.confidence_consequence",
            {"low": {2014: [2, 1]}},
            "low",
            "Số phiếu tín nhiệm thấp nhiều hơn số phiếu thu về.",
        ),
        (
            "deadlines.last_day",
            {"guidance": "cam_ket_9", "what": "REPORT"},
            "what",
            "Chỉ nhận một trong: REGISTRATION.",
        ),
        (
            "deadlines.last_day",
            {"guidance": "lam_dong_2017", "what": "QUARTER", "quarter": None},
            "quarter",
            "Phải là số nguyên từ 1 trở lên.",
        ),
        (
            "deadlines.draft_report_sent_by",
            {"guidance": "cam_ket_9"},
            "guidance",
            "Chỉ nhận một trong: hd21_2019, hd22_2013.",
        ),
    ],
)
def test_question_refuses_with_the_field_and_a_sentence(question, given, field, sentence):
    refused = refusal(QUESTIONS[question], **{**EXAMPLES[question], **given})

    assert refused == (field, sentence)


@pytest.mark.parametrize("question", QUESTIONS)
def test_of_several_bad_fields_the_first_is_named(question):
    example = EXAMPLES[question]
    order = [name for name in QUESTIONS[question].fields if name in example]

    named = [
        refusal(QUESTIONS[question], **{**example, **dict.fromkeys(order[place:], object())})[0]
        for place in range(len(order))
    ]

    assert named == order
