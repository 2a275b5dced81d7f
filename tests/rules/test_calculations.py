"""The calculations of the page "Quy định": whole answers, at one and at large numbers."""

from decimal import Decimal

import pytest

from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.readings import BY_NAME, Readings
from evaluations.rules.registry import CALCULATIONS, GUIDANCES

EVERY = [(name, one) for name, calculations in CALCULATIONS.items() for one in calculations]
SHOWN = [f"{name}.{one.name}" for name, one in EVERY]


def answer(guidance, name, number, terms=DEFAULTS):
    calculation = next(one for one in CALCULATIONS[guidance] if one.name == name)
    return calculation.answer(number, terms)


def test_member_votes_of_thirty():
    assert answer("neu_guong_2017", "member_votes", 30) == (
        "Mức “Tấm gương xuất sắc, tiêu biểu”: cần ít nhất 20 trong 30 phiếu (từ 2/3 trở lên).",
        "Mức “Tấm gương tốt”: cần ít nhất 20 trong 30 phiếu (từ 2/3 trở lên), kể cả phiếu cho mức "
        "cao hơn.",
        "Mức “Thể hiện được tính tiền phong, gương mẫu”: cần ít nhất 16 trong 30 phiếu (trên 1/2), "
        "kể cả phiếu cho mức cao hơn.",
        "Mức “Không gương mẫu”: cần ít nhất 16 trong 30 phiếu (trên 1/2), chỉ tính phiếu của chính "
        "mức này.",
    )


def test_member_votes_where_each_level_counts_its_own():
    terms = Terms(Readings(vote_count="SEPARATE"))

    assert answer("neu_guong_2017", "member_votes", 3, terms) == (
        "Mức “Tấm gương xuất sắc, tiêu biểu”: cần ít nhất 2 trong 3 phiếu (từ 2/3 trở lên).",
        "Mức “Tấm gương tốt”: cần ít nhất 2 trong 3 phiếu (từ 2/3 trở lên).",
        "Mức “Thể hiện được tính tiền phong, gương mẫu”: cần ít nhất 2 trong 3 phiếu (trên 1/2).",
        "Mức “Không gương mẫu”: cần ít nhất 2 trong 3 phiếu (trên 1/2), chỉ tính phiếu của chính "
        "mức này.",
    )


def test_organization_votes_of_one():
    assert answer("neu_guong_2017", "organization_votes", 1) == (
        "Mức “Xuất sắc, tiêu biểu”: cần ít nhất 1 trong 1 phiếu (trên 1/2).",
        "Mức “Tốt”: cần ít nhất 1 trong 1 phiếu (trên 1/2), kể cả phiếu cho mức cao hơn.",
        "Mức “Trung bình”: cần ít nhất 1 trong 1 phiếu (trên 1/2), kể cả phiếu cho mức cao hơn.",
        "Mức “Không gương mẫu”: cần ít nhất 1 trong 1 phiếu (trên 1/2), chỉ tính phiếu của chính "
        "mức này.",
    )


@pytest.mark.parametrize(
    ("score", "sentence"),
    [
        (Decimal("89.5"), "89,5 điểm, đạt từ 70 điểm trở lên: mức “Tốt”."),
        (Decimal(100), "100 điểm, đạt từ 90 điểm trở lên: mức “Xuất sắc, tiêu biểu”."),
        (Decimal(0), "0 điểm, dưới 50 điểm: mức “Không gương mẫu”."),
    ],
)
def test_organization_score(score, sentence):
    assert answer("neu_guong_2017", "organization_score", score) == (sentence,)


def test_organization_score_as_the_bloc_reads_it():
    terms = Terms(Readings(score_bands="ROUNDED_HALF_UP"))

    assert answer("neu_guong_2017", "organization_score", Decimal("89.5"), terms) == (
        "89,5 điểm, làm tròn thành 90, đạt từ 90 điểm trở lên: mức “Xuất sắc, tiêu biểu”.",
    )


def test_commitment_votes_of_fifteen():
    assert answer("lam_dong_2017", "member_votes", 15) == (
        "Mức “Hoàn thành tốt nội dung cam kết và đăng ký”: cần ít nhất 8 trong 15 phiếu (trên "
        "1/2).",
        "Mức “Hoàn thành nội dung cam kết và đăng ký”: cần ít nhất 8 trong 15 phiếu (trên 1/2), kể "
        "cả phiếu cho mức cao hơn.",
        "Mức “Không hoàn thành nội dung cam kết và đăng ký”: cần ít nhất 8 trong 15 phiếu (trên "
        "1/2), chỉ tính phiếu của chính mức này.",
    )


def test_role_model_votes_of_fifteen():
    assert answer("lam_dong_2017", "role_model_votes", 15) == (
        "Cần ít nhất 11 trong 15 đảng viên của danh sách tán thành (trên 2/3).",
    )


@pytest.mark.parametrize(
    ("well", "sentence"),
    [
        (
            4,
            "Không chọn được ai: 20% của 4 đảng viên hoàn thành tốt chưa đủ một người, và văn bản "
            "không có quy định “ít nhất một người”.",
        ),
        (
            5,
            "Chọn nhiều nhất 1 trong 5 đảng viên hoàn thành tốt (không vượt quá 20%, phần lẻ bỏ "
            "đi).",
        ),
    ],
)
def test_role_model_cap(well, sentence):
    assert answer("lam_dong_2017", "role_model_cap", well) == (sentence,)


def test_quality_votes_of_thirty():
    assert answer("hd21_2019", "member_votes", 30) == (
        "Mức “Hoàn thành xuất sắc nhiệm vụ”: cần ít nhất 16 trong 30 phiếu (trên 1/2).",
        "Mức “Hoàn thành tốt nhiệm vụ”: cần ít nhất 16 trong 30 phiếu (trên 1/2), kể cả phiếu cho "
        "mức cao hơn.",
        "Mức “Hoàn thành nhiệm vụ”: cần ít nhất 16 trong 30 phiếu (trên 1/2), kể cả phiếu cho mức "
        "cao hơn.",
        "Mức “Không hoàn thành nhiệm vụ”: cần ít nhất 16 trong 30 phiếu (trên 1/2), chỉ tính phiếu "
        "của chính mức này.",
    )


GOOD = "“Hoàn thành tốt nhiệm vụ”"
FEW = "dưới 05 nên được chọn 01 nếu đủ điều kiện"


@pytest.mark.parametrize(
    ("base", "good_or_better", "most", "why"),
    [
        ("EXACTLY_GOOD", 1, 1, f"chọn 1 thì còn 0 ở mức {GOOD}, {FEW}"),
        ("EXACTLY_GOOD", 5, 1, f"chọn 1 thì còn 4 ở mức {GOOD}, {FEW}"),
        (
            "EXACTLY_GOOD",
            6,
            1,
            f"chọn 1 thì còn 5 ở mức {GOOD}, 20% là 1, đạt; chọn 2 thì chỉ còn 4, 20% là 0,8, vượt",
        ),
        (
            "EXACTLY_GOOD",
            11,
            1,
            f"chọn 1 thì còn 10 ở mức {GOOD}, 20% là 2, đạt; chọn 2 thì chỉ còn 9, 20% là 1,8, "
            "vượt",
        ),
        (
            "EXACTLY_GOOD",
            24,
            4,
            f"chọn 4 thì còn 20 ở mức {GOOD}, 20% là 4, đạt; chọn 5 thì chỉ còn 19, 20% là 3,8, "
            "vượt",
        ),
        ("GOOD_OR_BETTER", 4, 1, FEW),
        ("GOOD_OR_BETTER", 5, 1, "20% của 5 là 1, phần lẻ bỏ đi"),
        ("GOOD_OR_BETTER", 24, 4, "20% của 24 là 4,8, phần lẻ bỏ đi"),
    ],
)
def test_excellent_cap(base, good_or_better, most, why):
    terms = Terms(Readings(cap_base=base))

    assert answer("hd21_2019", "excellent_cap", good_or_better, terms) == (
        f"Được xếp “Hoàn thành xuất sắc nhiệm vụ” nhiều nhất {most} trong {good_or_better}: {why}.",
    )


def test_subordinates_of_eleven():
    assert answer("hd21_2019", "subordinates", 11) == (
        "Mức “Hoàn thành xuất sắc nhiệm vụ”: cả 11 từ “Hoàn thành nhiệm vụ” trở lên, trong đó ít "
        "nhất 9 trong 11 từ “Hoàn thành tốt nhiệm vụ” trở lên (từ 80% trở lên).",
        "Mức “Hoàn thành tốt nhiệm vụ”: cả 11 từ “Hoàn thành nhiệm vụ” trở lên, trong đó ít nhất 6 "
        "trong 11 từ “Hoàn thành tốt nhiệm vụ” trở lên (từ 50% trở lên).",
        "Mức “Không hoàn thành nhiệm vụ”, với đảng bộ và chi bộ cơ sở: khi có từ 3 trong 11 trở "
        "lên không hoàn thành (trên 20%).",
    )


def test_low_votes_of_thirty():
    assert answer("hd22_2013", "low_votes", 30) == (
        "Có ít nhất 16 trong 30 phiếu tín nhiệm thấp (trên 1/2): không được đánh giá hoàn thành "
        "nhiệm vụ năm đó, đưa ra khỏi quy hoạch.",
        "Có ít nhất 20 trong 30 phiếu tín nhiệm thấp (từ 2/3 trở lên): cho thôi giữ chức vụ.",
        "Có ít nhất 15 trong 30 phiếu tín nhiệm thấp (từ 1/2 trở lên), mà một trong hai năm liền "
        "trước cũng có từ 1/2 trở lên: cho thôi giữ chức vụ.",
    )


@pytest.mark.parametrize(
    ("base_count", "sentence"),
    [
        (6, "Không đề nghị được: 15% của 6 chưa đủ một."),
        (7, "Được đề nghị nhiều nhất 1 trong 7 (không vượt quá 15%, phần lẻ bỏ đi)."),
    ],
)
def test_certificates(base_count, sentence):
    assert answer("hd22_2013", "certificates", base_count) == (sentence,)


@pytest.mark.parametrize(("guidance", "calculation"), EVERY, ids=SHOWN)
def test_calculation_rests_on_rules_and_settings_that_are_there(guidance, calculation):
    unknown = set(calculation.rules) - set(GUIDANCES[guidance].rules)
    foreign = set(calculation.settings) - set(GUIDANCES[guidance].settings)

    assert (unknown, foreign, set(calculation.settings) - set(BY_NAME)) == (set(), set(), set())


@pytest.mark.parametrize(("guidance", "calculation"), EVERY, ids=SHOWN)
def test_calculation_answers_from_its_least_to_its_most_in_whole_sentences(guidance, calculation):
    for number in (calculation.least, calculation.least + 1, calculation.most):
        sentences = calculation.answer(number, DEFAULTS)

        assert sentences
        assert all(one == one.strip() and one.endswith(".") for one in sentences)


def test_deadlines_have_a_title_for_people():
    titles = {
        f"{name}.{one.what}": one.title
        for name, guidance in GUIDANCES.items()
        for one in guidance.deadlines
    }

    assert titles == {
        "neu_guong_2017.REGISTRATION": "Hoàn thành bản đăng ký, cam kết nêu gương của năm",
        "neu_guong_2017.EVALUATION": "Kiểm điểm, đánh giá kết quả của năm",
        "neu_guong_2017.REPORT": "Báo cáo kết quả về Ban Tuyên giáo Đảng ủy khối",
        "lam_dong_2017.REGISTRATION": "Cam kết, đăng ký học tập, làm theo của năm",
        "lam_dong_2017.QUARTER": "Đảng viên tự nhận xét, đánh giá, gửi tổ trưởng tổ đảng hoặc bí "
        "thư chi bộ",
        "cam_ket_9.REGISTRATION": "Hoàn thành bản cam kết, nộp cho chi ủy",
        "hd21_2019.RESULTS_TO_CENTRE": "Gửi hồ sơ, kết quả về Ban Tổ chức Trung ương (việc của "
        "cấp tỉnh)",
        "hd22_2013.EVALUATION": "Đánh giá, xếp loại tổ chức cơ sở đảng, đảng viên",
        "hd22_2013.REPORT": "Báo cáo kết quả đánh giá, xếp loại",
        "hd22_2013.CONFIDENCE_VOTE": "Lấy phiếu tín nhiệm",
        "hd22_2013.SUMMARY_MEETING": "Hội nghị tổng kết",
        "hd22_2013.LEADERS": "Đánh giá, nhận xét tập thể và cán bộ lãnh đạo, quản lý",
        "hd22_2013.LEADERS_REPORT": "Báo cáo kết quả đánh giá, nhận xét cán bộ lãnh đạo, quản lý",
        "hd22_2013.AWARD_FILES": "Gửi hồ sơ đề nghị khen thưởng",
    }
