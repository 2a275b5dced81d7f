"""Hướng dẫn 21-HD/BTCTW: kiểm điểm, đánh giá, xếp loại chất lượng hằng năm (2019)."""

from evaluations.rules.guidance import Calculation, Terms
from evaluations.rules.hd21_2019.choices import cap_text, excellent_cap, head_level, most_excellent
from evaluations.rules.hd21_2019.document import (
    EXCELLENT_SUBORDINATES,
    FAILED_SUBORDINATES,
    GOOD_SUBORDINATES,
    GUIDANCE,
)
from evaluations.rules.hd21_2019.members import (
    MemberCeiling,
    MemberFacts,
    MemberScope,
    MemberVerdict,
    member_ceiling,
    member_level,
    member_scope,
)
from evaluations.rules.hd21_2019.organizations import (
    CollectiveCeiling,
    CollectiveFacts,
    OrganizationCeiling,
    OrganizationFacts,
    collective_level,
    organization_level,
)
from evaluations.rules.scales import QUALITY
from evaluations.rules.votes import needed

__all__ = [
    "GUIDANCE",
    "CollectiveCeiling",
    "CollectiveFacts",
    "MemberCeiling",
    "MemberFacts",
    "MemberScope",
    "MemberVerdict",
    "OrganizationCeiling",
    "OrganizationFacts",
    "collective_level",
    "excellent_cap",
    "head_level",
    "member_ceiling",
    "member_level",
    "member_scope",
    "most_excellent",
    "organization_level",
]


def _votes(roll: int, terms: Terms) -> tuple[str, ...]:
    return needed(QUALITY, {}, roll)


def _cap(good_or_better: int, terms: Terms) -> tuple[str, ...]:
    return (cap_text(terms.readings.cap_base, good_or_better),)


def _subordinates(total: int, terms: Terms) -> tuple[str, ...]:
    return (
        f"Mức xuất sắc: không ai dưới mức hoàn thành, và cần ít nhất "
        f"{EXCELLENT_SUBORDINATES.value.needed(total)}/{total} đạt mức tốt trở lên "
        f"({EXCELLENT_SUBORDINATES.value}).",
        f"Mức tốt: không ai dưới mức hoàn thành, và cần ít nhất "
        f"{GOOD_SUBORDINATES.value.needed(total)}/{total} đạt mức tốt trở lên "
        f"({GOOD_SUBORDINATES.value}).",
        f"Không hoàn thành nhiệm vụ khi có {FAILED_SUBORDINATES.value.needed(total)}/{total} "
        f"trở lên không hoàn thành ({FAILED_SUBORDINATES.value}).",
    )


QUESTIONS = (
    member_scope,
    member_level,
    organization_level,
    collective_level,
    head_level,
    excellent_cap,
)
CALCULATIONS = (
    Calculation(
        "member_votes",
        "H21-14",
        "Bỏ phiếu xếp loại đảng viên",
        "Số đảng viên trong danh sách",
        _votes,
    ),
    Calculation(
        "excellent_cap",
        "H21-15",
        "Số được xếp mức xuất sắc",
        "Số đạt mức tốt trở lên",
        _cap,
    ),
    Calculation(
        "subordinates",
        "H21-21",
        "Tỉ lệ đảng viên (chi bộ) hoặc tổ chức trực thuộc (đảng bộ)",
        "Số đã được xếp loại",
        _subordinates,
    ),
)
