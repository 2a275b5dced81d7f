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
    organization_ballot,
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
    "organization_ballot",
    "organization_level",
]


def _votes(roll: int, terms: Terms) -> tuple[str, ...]:
    return needed(QUALITY, {}, roll, terms.readings)


def _cap(good_or_better: int, terms: Terms) -> tuple[str, ...]:
    return (cap_text(terms.readings.cap_base, good_or_better),)


def _subordinates(total: int, terms: Terms) -> tuple[str, ...]:
    failed = FAILED_SUBORDINATES.value
    shares = {"EXCELLENT": EXCELLENT_SUBORDINATES.value, "GOOD": GOOD_SUBORDINATES.value}
    return (
        *(
            f"Mức {QUALITY.named(level)}: cả {total} từ {QUALITY.named('COMPLETED')} trở lên, "
            f"trong đó ít nhất {share.needed(total)} trong {total} từ {QUALITY.named('GOOD')} trở "
            f"lên ({share})."
            for level, share in shares.items()
        ),
        f"Mức {QUALITY.named('NOT_COMPLETED')}, với đảng bộ và chi bộ cơ sở: khi có từ "
        f"{failed.needed(total)} trong {total} trở lên không hoàn thành ({failed}).",
    )


QUESTIONS = (
    member_scope,
    member_level,
    organization_level,
    organization_ballot,
    collective_level,
    head_level,
    excellent_cap,
)
CALCULATIONS = (
    Calculation(
        "member_votes",
        ("H21-14",),
        "Bỏ phiếu xếp loại đảng viên",
        "Số đảng viên có quyền biểu quyết trong danh sách",
        "30",
        _votes,
        settings=("vote_count", "party_voters"),
    ),
    Calculation(
        "excellent_cap",
        ("H21-15", "H21-24", "H21-31", "H21-32"),
        "Số được xếp mức xuất sắc",
        "Số đạt mức tốt trở lên (kể cả xuất sắc)",
        "24",
        _cap,
        settings=("cap_base",),
    ),
    Calculation(
        "subordinates",
        ("H21-21", "H21-22"),
        "Tỉ lệ khi xếp loại tổ chức đảng",
        "Số đảng viên (của chi bộ), hoặc số tổ chức trực thuộc (của đảng bộ), đã được xếp loại",
        "30",
        _subordinates,
    ),
)
