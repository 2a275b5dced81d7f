"""Filled papers of the forms 01, 02, 03/ĐKNG and of the booklet."""

from dataclasses import replace
from datetime import date

from registrations.definitions import FORMS, Code, Manifestation, Situation
from registrations.documents.paper import Half, Meeting, Paper, Quarter
from tests.documents.samples import ANSWER, FILLED, SITUATION

ADOPTION = (
    "áp dụng theo Công văn số 12-CV/ĐUK ngày 05/01/2026 của Ban Thường vụ Đảng ủy Khối các cơ quan"
)
MANIFESTATIONS = tuple(
    Manifestation(f"{roman}.{number}", f"Tên biểu hiện thứ {number} của nhóm {roman} (tóm tắt)")
    for roman in ("I", "II", "III")
    for number in range(1, 10)
)
WITH_MANIFESTATIONS = replace(SITUATION, manifestations=MANIFESTATIONS)
COMMON = replace(FILLED, adoption=ADOPTION, answers={})
F01 = replace(
    COMMON,
    form=Code.F01,
    full_name="",
    superior_name="Đảng bộ Khối các cơ quan tỉnh",
    issuer_name="Đảng bộ Sở Xây dựng",
    committee=True,
    signer="Võ Minh Tú",
    answers={str(number): f"Việc {number}. {ANSWER}" for number in range(1, 10)},
    meeting=Meeting(date(2026, 1, 8), "Hội trường Sở Xây dựng", 21, 23),
)
F02 = replace(
    COMMON,
    form=Code.F02,
    situation=WITH_MANIFESTATIONS,
    answers={
        **{f"I.{number}": f"Tiêu chí {number}. {ANSWER}" for number in range(1, 8)},
        **{f"I.{number}.d": f"Đánh giá {number}." for number in range(1, 8)},
        "II.I.3": "x",
        "II.III.9": "x",
        **{f"II.{number}": f"Tự kiểm điểm {number}." for number in range(1, 4)},
        "III": f"Biện pháp. {ANSWER}",
    },
)
F03 = replace(
    COMMON,
    form=Code.F03,
    party_post="",
    member=False,
    answers={"I": f"Đăng ký. {ANSWER}", "II": f"Biện pháp. {ANSWER}"},
)
ITEM = {
    "relation": "WORK",
    "scope": "Thẩm định hồ sơ",
    "work": "Rút ngắn thời gian thẩm định.",
    "manner": "Mỗi tuần rà soát một lần.",
    "result": "Xong trước 30/9, giảm 2 ngày một hồ sơ.",
}
F04 = replace(
    COMMON,
    form=Code.F04,
    answers={
        "khac-phuc": "Còn chậm tham mưu.",
        **{f"1.{part}": text for part, text in ITEM.items()},
        **{f"4.{part}": f"Bốn: {text}" for part, text in ITEM.items() if part != "relation"},
        "4.relation": "SELF",
    },
    quarters={
        1: Quarter("COMPLETED_WELL", "Xong 40 hồ sơ"),
        2: Quarter("NOT_COMPLETED", "Nghỉ ốm hai tháng"),
    },
    halves={
        1: Half("Chủ động trong sáu tháng đầu.\nGiúp đồng nghiệp mới.", "Còn chậm một hồ sơ."),
        2: Half("Cả năm hoàn thành tốt.", "Không có."),
    },
)
OF_LEADER = replace(SITUATION, head=True, civil_servant=True, suggestions=("Làm rõ tiến độ.",))


def all_answers(form, situation, choice=1):
    """Answer every field of a form: the second of the choices, else the title and a text."""
    return {
        field.key: field.choices[choice][0] if field.choices else f"Viết {field.key}. {ANSWER}"
        for field in FORMS[form].fields(situation, {})
    }


E01 = replace(
    F01, form=Code.E01, situation=OF_LEADER, meeting=None, answers=all_answers(Code.E01, OF_LEADER)
)
E02 = replace(COMMON, form=Code.E02, situation=OF_LEADER, answers=all_answers(Code.E02, OF_LEADER))
ALL = {
    Code.F01: F01,
    Code.F02: F02,
    Code.F03: F03,
    Code.F04: F04,
    Code.F05: FILLED,
    Code.E01: E01,
    Code.E02: E02,
}


def blank(form):
    """Return an empty paper of a form."""
    return Paper(form=form, situation=Situation(year=2026), member=form != Code.F03)
