"""Hướng dẫn 22-HD/ĐU (Đảng ủy khối các cơ quan tỉnh, 2013): khen thưởng, lấy phiếu tín nhiệm."""

from evaluations.rules.guidance import Calculation, Terms
from evaluations.rules.hd22_2013.awards import AwardFacts, award, award_cap
from evaluations.rules.hd22_2013.confidence import (
    ballot,
    confidence_consequence,
    confidence_tally,
)
from evaluations.rules.hd22_2013.document import (
    GROUPS_ABOVE,
    GUIDANCE,
    HALF_LOW,
    MAJORITY_LOW,
    MEMBER_LEVELS,
    ORGANIZATION_LEVELS,
    RELIEVED_LOW,
)

__all__ = [
    "GROUPS_ABOVE",
    "GUIDANCE",
    "MEMBER_LEVELS",
    "ORGANIZATION_LEVELS",
    "AwardFacts",
    "award",
    "award_cap",
    "ballot",
    "confidence_consequence",
    "confidence_tally",
]


def _low_votes(collected: int, terms: Terms) -> tuple[str, ...]:
    return (
        f"Có ít nhất {MAJORITY_LOW.value.needed(collected)} trong {collected} phiếu tín nhiệm thấp "
        f"({MAJORITY_LOW.value}): không được đánh giá hoàn thành nhiệm vụ năm đó, đưa ra khỏi quy "
        "hoạch.",
        f"Có ít nhất {RELIEVED_LOW.value.needed(collected)} trong {collected} phiếu tín nhiệm thấp "
        f"({RELIEVED_LOW.value}): cho thôi giữ chức vụ.",
        f"Có ít nhất {HALF_LOW.value.needed(collected)} trong {collected} phiếu tín nhiệm thấp "
        f"({HALF_LOW.value}), mà một trong hai năm liền trước cũng có từ 1/2 trở lên: cho thôi giữ "
        "chức vụ.",
    )


def _certificates(base_count: int, terms: Terms) -> tuple[str, ...]:
    cap = award_cap(kind="MEMBER_CERTIFICATE", base_count=base_count)
    return tuple(reason.text for reason in cap.reasons)


QUESTIONS = (award, award_cap, ballot, confidence_tally, confidence_consequence)
CALCULATIONS = (
    Calculation(
        "low_votes",
        ("H22-27",),
        "Phiếu tín nhiệm thấp",
        "Số phiếu thu về",
        "30",
        _low_votes,
        settings=("half_or_more",),
    ),
    Calculation(
        "certificates",
        ("H22-11", "H22-13"),
        "Giấy khen của Đảng ủy Khối",
        "Số chi bộ trong sạch, vững mạnh tiêu biểu, hoặc số đảng viên hoàn thành xuất sắc",
        "30",
        _certificates,
    ),
)
