"""The registration forms, each from one definition."""

from registrations.definitions import e01, e02, f01, f02, f03, f04, f05
from registrations.definitions.base import (
    Check,
    Code,
    Definition,
    Field,
    Manifestation,
    Part,
    Situation,
)
from registrations.definitions.words import OWN_FORMS, WORDS, Words

__all__ = [
    "FORMS",
    "OWN_FORMS",
    "SHORT_GUIDANCE",
    "WORDS",
    "Check",
    "Code",
    "Definition",
    "Field",
    "Manifestation",
    "Part",
    "Situation",
    "Words",
]

FORMS = {module.FORM.code: module.FORM for module in (f01, f02, f03, f04, f05, e01, e02)}
SHORT_GUIDANCE = {
    "neu_guong_2017": "Đăng ký nêu gương",
    "lam_dong_2017": "Cam kết và học tập, làm theo",
    "cam_ket_9": "Cam kết 9 mục",
    "hd21_2019": "Đánh giá, xếp loại",
    "hd22_2013": "Kiểm điểm, xếp loại",
}
