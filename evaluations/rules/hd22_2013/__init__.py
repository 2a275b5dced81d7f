"""Hướng dẫn 22-HD/ĐU (Đảng ủy khối các cơ quan tỉnh, 2013): khen thưởng, lấy phiếu tín nhiệm."""

from evaluations.rules.guidance import Calculation, Terms
from evaluations.rules.hd22_2013.awards import AwardFacts, award, award_cap
from evaluations.rules.hd22_2013.confidence import (
    ballot,
    confidence_consequence,
    confidence_tally,
)
from evaluations.rules.hd22_2013.document import (
    GUIDANCE,
    HALF_LOW,
    MAJORITY_LOW,
    RELIEVED_LOW,
)

__all__ = [
    "GUIDANCE",
    "AwardFacts",
    "award",
    "award_cap",
    "ballot",
    "confidence_consequence",
    "confidence_tally",
]


def _low_votes(collected: int, terms: Terms) -> tuple[str, ...]:
    return (
        f"Không được đánh giá hoàn thành nhiệm vụ: từ {MAJORITY_LOW.value.needed(collected)}/"
        f"{collected} phiếu tín nhiệm thấp ({MAJORITY_LOW.value}).",
        f"Cho thôi giữ chức vụ: từ {RELIEVED_LOW.value.needed(collected)}/{collected} phiếu "
        f"({RELIEVED_LOW.value}), hoặc hai lần trong ba năm từ {HALF_LOW.value.needed(collected)}/"
        f"{collected} phiếu ({HALF_LOW.value}).",
    )


def _certificates(base_count: int, terms: Terms) -> tuple[str, ...]:
    cap = award_cap(kind="MEMBER_CERTIFICATE", base_count=base_count, terms=terms)
    return tuple(reason.text for reason in cap.reasons)


QUESTIONS = (award, award_cap, ballot, confidence_tally, confidence_consequence)
CALCULATIONS = (
    Calculation("low_votes", "H22-27", "Phiếu tín nhiệm thấp", "Số phiếu thu về", _low_votes),
    Calculation(
        "certificates",
        "H22-13",
        "Giấy khen của Đảng ủy Khối",
        "Số chi bộ tiêu biểu, hoặc số đảng viên hoàn thành xuất sắc",
        _certificates,
    ),
)
