"""Gương điển hình: every sentence word for word, in whole verdicts."""

from evaluations.rules.lam_dong_2017 import (
    MultiYearRoleModel,
    RoleModels,
    multi_year_role_model,
    role_models,
)
from evaluations.rules.verdicts import Reason
from tests.rules.expected import used


def stands(name, votes, level="COMPLETED_WELL"):
    return {"name": name, "votes": votes, "level": level}


def ld_07(text):
    return Reason("LD-07", "mục II.3.4", text)


def ld_08(text):
    return Reason("LD-08", "mục II.3.4", text)


def test_role_models_with_a_tie_across_the_cap():
    answer = role_models(
        roll=10,
        completed_well=10,
        candidates=[
            stands("K’ Brèm", 6),
            stands("Lê Hoa", 8),
            stands("Tạ Sỹ", 10, "COMPLETED"),
            stands("Võ Ánh", 8),
            stands("Ya Đuốc", 9),
        ],
    )

    assert answer == RoleModels(
        max=2,
        chosen=("Ya Đuốc",),
        tied=("Lê Hoa", "Võ Ánh"),
        refused=("K’ Brèm", "Tạ Sỹ"),
        reasons=(
            ld_07("Cần ít nhất 7 trong 10 đảng viên của danh sách tán thành (trên 2/3)."),
            ld_07(
                "Chọn nhiều nhất 2 trong 10 đảng viên hoàn thành tốt (không vượt quá 20%, phần lẻ "
                "bỏ đi)."
            ),
            ld_07("K’ Brèm: 6/10 đảng viên tán thành, chưa đạt."),
            ld_07("Tạ Sỹ: không ở mức “Hoàn thành tốt nội dung cam kết và đăng ký”."),
            ld_07("Được chọn: Ya Đuốc (9 phiếu)."),
            ld_07(
                "Bằng phiếu ngang mức trần, phải bỏ phiếu lại: Lê Hoa (8 phiếu), Võ Ánh (8 phiếu)."
            ),
        ),
        settings=used("role_model_base"),
    )


def test_role_models_tied_ones_voted_again_share_what_is_left():
    answer = role_models(
        roll=10,
        completed_well=10,
        already_chosen=1,
        candidates=[stands("Lê Hoa", 10), stands("Võ Ánh", 9)],
    )

    assert answer == RoleModels(
        max=2,
        chosen=("Lê Hoa",),
        tied=(),
        refused=("Võ Ánh",),
        reasons=(
            ld_07("Cần ít nhất 7 trong 10 đảng viên của danh sách tán thành (trên 2/3)."),
            ld_07(
                "Chọn nhiều nhất 2 trong 10 đảng viên hoàn thành tốt (không vượt quá 20%, phần lẻ "
                "bỏ đi)."
            ),
            ld_07("Đã chọn 1 ở lần bỏ phiếu trước, còn 1."),
            ld_07("Được chọn: Lê Hoa (10 phiếu)."),
            ld_07("Vượt mức trần nên không được chọn: Võ Ánh (9 phiếu)."),
        ),
        settings=used("role_model_base"),
    )


def test_role_models_beyond_the_cap():
    answer = role_models(
        roll=9,
        completed_well=5,
        candidates=[
            stands("Lê Hoa", 7),
            stands("Ya Đuốc", 9),
            stands("Tạ Sỹ", 6),
            stands("Võ Ánh", 8),
        ],
    )

    assert answer == RoleModels(
        max=1,
        chosen=("Ya Đuốc",),
        tied=(),
        refused=("Lê Hoa", "Tạ Sỹ", "Võ Ánh"),
        reasons=(
            ld_07("Cần ít nhất 7 trong 9 đảng viên của danh sách tán thành (trên 2/3)."),
            ld_07(
                "Chọn nhiều nhất 1 trong 5 đảng viên hoàn thành tốt (không vượt quá 20%, phần lẻ "
                "bỏ đi)."
            ),
            ld_07("Tạ Sỹ: 6/9 đảng viên tán thành, chưa đạt."),
            ld_07("Được chọn: Ya Đuốc (9 phiếu)."),
            ld_07("Vượt mức trần nên không được chọn: Lê Hoa (7 phiếu), Võ Ánh (8 phiếu)."),
        ),
        settings=used("role_model_base"),
    )


def test_role_models_of_too_few():
    answer = role_models(roll=9, completed_well=4, candidates=[stands("Lê Hoa", 9)])

    assert answer == RoleModels(
        max=0,
        chosen=(),
        tied=(),
        refused=("Lê Hoa",),
        reasons=(
            ld_07("Cần ít nhất 7 trong 9 đảng viên của danh sách tán thành (trên 2/3)."),
            ld_07(
                "Không chọn được ai: 20% của 4 đảng viên hoàn thành tốt chưa đủ một người, và văn "
                "bản không có quy định “ít nhất một người”."
            ),
            ld_07("Vượt mức trần nên không được chọn: Lê Hoa (9 phiếu)."),
        ),
        settings=used("role_model_base"),
    )


def test_role_models_of_one():
    answer = role_models(roll=1, completed_well=1, candidates=[stands("Lê Hoa", 1)])

    assert answer == RoleModels(
        max=0,
        chosen=(),
        tied=(),
        refused=("Lê Hoa",),
        reasons=(
            ld_07("Cần ít nhất 1 trong 1 đảng viên của danh sách tán thành (trên 2/3)."),
            ld_07(
                "Không chọn được ai: 20% của 1 đảng viên hoàn thành tốt chưa đủ một người, và văn "
                "bản không có quy định “ít nhất một người”."
            ),
            ld_07("Vượt mức trần nên không được chọn: Lê Hoa (1 phiếu)."),
        ),
        settings=used("role_model_base"),
    )


def test_role_models_without_candidates():
    answer = role_models(roll=3, completed_well=0)

    assert answer == RoleModels(
        max=0,
        chosen=(),
        tied=(),
        refused=(),
        reasons=(
            ld_07("Cần ít nhất 3 trong 3 đảng viên của danh sách tán thành (trên 2/3)."),
            ld_07(
                "Không chọn được ai: 20% của 0 đảng viên hoàn thành tốt chưa đủ một người, và văn "
                "bản không có quy định “ít nhất một người”."
            ),
        ),
        settings=used("role_model_base"),
    )


def test_multi_year_role_model_with_every_year():
    answer = multi_year_role_model(year=2019, years=3, role_model_years=[2017, 2018, 2019])

    assert answer == MultiYearRoleModel(
        outcome="ELIGIBLE",
        reasons=(
            ld_08(
                "3/3 năm liên tục đến năm 2019 là gương điển hình: đủ điều kiện đưa ra bình xét."
            ),
        ),
    )


def test_multi_year_role_model_with_one_year_excusable():
    answer = multi_year_role_model(
        year=2021, years=5, role_model_years=[2021, 2020, 2018, 2017], excusable_years=[2019]
    )

    assert answer == MultiYearRoleModel(
        outcome="TO_CONSIDER",
        reasons=(
            ld_08(
                "4/5 năm liên tục đến năm 2021 là gương điển hình; thiếu năm 2019: năm thiếu có "
                "bằng khen hoặc sáng kiến được cấp tỉnh công nhận, chi bộ xem xét."
            ),
        ),
    )


def test_multi_year_role_model_with_one_year_missing():
    answer = multi_year_role_model(
        year=2019, years=3, role_model_years=[2016, 2017, 2019], excusable_years=[2019]
    )

    assert answer == MultiYearRoleModel(
        outcome="NOT_ELIGIBLE",
        reasons=(
            ld_08(
                "2/3 năm liên tục đến năm 2019 là gương điển hình; thiếu năm 2018: không đủ điều "
                "kiện."
            ),
        ),
    )


def test_multi_year_role_model_with_two_years_excusable():
    answer = multi_year_role_model(
        year=2019, years=3, role_model_years=[2018, 2020], excusable_years=[2017, 2019]
    )

    assert answer == MultiYearRoleModel(
        outcome="NOT_ELIGIBLE",
        reasons=(
            ld_08(
                "1/3 năm liên tục đến năm 2019 là gương điển hình; thiếu năm 2017, 2019: không đủ "
                "điều kiện."
            ),
        ),
    )
