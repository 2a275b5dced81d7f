"""Members: who is reviewed and classified, the ceiling, the proposal, the decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluations.rules.dates import day_text, months_by_end_of
from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.hd21_2019.document import (
    GUIDANCE,
    HALF_YEAR_MONTHS,
    Criteria,
    Limit,
    few_targets_text,
    ground,
    lowest_of,
    percent,
    reasons_of,
)
from evaluations.rules.inputs import (
    InputError,
    Number,
    day,
    flag,
    not_blank,
    rows,
    table,
    whole,
    word,
)
from evaluations.rules.scales import QUALITY
from evaluations.rules.verdicts import LevelVerdict, Reason, Verdict
from evaluations.rules.votes import Vote, take

CRITERIA = Criteria("Mẫu 02", {"conduct": "I.1", "duties": "I.2", "remedy": "III"})
KEYS = ("duties",)
VOTERS = "đảng viên trong danh sách"
DAYS_IN_A_YEAR = 366


@dataclass(frozen=True, kw_only=True)
class MemberScope(Verdict):
    """Whether a member is reviewed, and whether classified."""

    reviews: bool
    classifies: bool


@dataclass(frozen=True, kw_only=True)
class MemberCeiling(Verdict):
    """The highest level open to a member; ``blocked`` while the civil rating is unknown.

    ``grounded`` tells that a ground gives the lowest level whatever the vote.
    """

    ceiling: str
    blocked: bool
    grounded: bool


@dataclass(frozen=True, kw_only=True)
class MemberVerdict(LevelVerdict):
    """The ceiling, what the cell proposes, and the level decided."""

    ceiling: str
    proposed: str | None
    blocked: bool


def member_scope(
    *,
    year: int,
    admitted: date | None = None,
    exempt: bool = False,
    suspended_party: bool = False,
    suspended_committee: bool = False,
    reviewed: bool = False,
    terms: Terms = DEFAULTS,
) -> MemberScope:
    """Answer whether a member is reviewed and classified in a year.

    Not those exempt or suspended from Party activities (H21-01, A.1.2, B.2.1); less than six
    months in the Party: reviewed only (H21-02, B.6); not reviewed: not classified (H21-03, B.6).
    Raises ``InputError`` for the first bad field.
    """
    GUIDANCE.check_year(year, terms)
    if admitted is not None:
        day("admitted", admitted)
    flag("exempt", exempt)
    flag("suspended_party", suspended_party)
    flag("suspended_committee", suspended_committee)
    flag("reviewed", reviewed)
    outside = _outside(year, admitted, exempt, suspended_party)
    unclassified = outside or _not_yet(year, admitted, reviewed)
    found = outside or [*_inside(year, admitted, suspended_committee), *unclassified]
    return MemberScope(
        reviews=not outside,
        classifies=not unclassified,
        reasons=tuple(GUIDANCE.because(rule, text, terms) for rule, text in found),
        settings=terms.readings.used(*(["six_months"] if admitted else [])),
    )


def _outside(
    year: int, admitted: date | None, exempt: bool, suspended_party: bool
) -> list[tuple[str, str]]:
    found = []
    if exempt:
        found.append(("H21-01", "Được miễn công tác và sinh hoạt đảng: không kiểm điểm."))
    if suspended_party:
        found.append(("H21-01", "Bị đình chỉ sinh hoạt đảng: không kiểm điểm."))
    if admitted is not None and admitted.year > year:
        found.append(
            ("H21-02", f"Kết nạp ngày {day_text(admitted)}, sau năm {year}: không kiểm điểm.")
        )
    return found


def _inside(year: int, admitted: date | None, suspended_committee: bool) -> list[tuple[str, str]]:
    found = [("H21-01", "Thuộc diện kiểm điểm, xếp loại.")]
    if suspended_committee:
        found = [("H21-01", "Chỉ bị đình chỉ sinh hoạt cấp ủy: vẫn kiểm điểm, xếp loại.")]
    if admitted is not None and months_by_end_of(year, admitted, HALF_YEAR_MONTHS.value):
        text = f"Kết nạp ngày {day_text(admitted)}, đã đủ 06 tháng đến ngày 31/12/{year}."
        found.append(("H21-02", text))
    return found


def _not_yet(year: int, admitted: date | None, reviewed: bool) -> list[tuple[str, str]]:
    found = []
    if admitted is not None and not months_by_end_of(year, admitted, HALF_YEAR_MONTHS.value):
        text = (
            f"Kết nạp ngày {day_text(admitted)}, chưa đủ 06 tháng đến ngày 31/12/{year}: "
            "kiểm điểm, không xếp loại."
        )
        found.append(("H21-02", text))
    if not reviewed:
        found.append(("H21-03", "Chưa kiểm điểm nên chưa xếp loại."))
    return found


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """What is known of a member at the year's end.

    ``grades`` are those of Mẫu 02 (``conduct``, ``duties``, ``remedy``); ``disciplines`` have
    ``year``, ``violation`` and ``already_counted``; ``sick_days`` and ``targets_percent`` are
    ``None`` where not known; maternity leave limits nothing (H21-13).
    """

    grades: Mapping[str, str | None]
    civil_servant: bool = False
    civil_level: str | None = None
    targets_percent: Number | None = None
    degeneration: bool = False
    disciplines: Sequence[Mapping[str, Any]] = ()
    year: int
    sick_days: int | None = None
    maternity: bool = False
    low_confidence: bool = False

    def check(self, terms: Terms) -> None:
        """Raise ``InputError`` for the first bad field."""
        CRITERIA.read(self.grades)
        flag("civil_servant", self.civil_servant)
        if self.civil_level is not None:
            word("civil_level", self.civil_level, QUALITY.levels)
        percent(self.targets_percent)
        flag("degeneration", self.degeneration)
        _disciplined_in(self.disciplines)
        GUIDANCE.check_year(self.year, terms)
        if self.sick_days is not None:
            whole("sick_days", self.sick_days, most=DAYS_IN_A_YEAR)
        flag("maternity", self.maternity)
        flag("low_confidence", self.low_confidence)


def member_ceiling(facts: MemberFacts, *, terms: Terms = DEFAULTS) -> MemberCeiling:
    """Answer the highest level open to a member (B.2.3, B.6).

    From the grades (H21-10), the civil rating (H21-11), the grounds (H21-12), sick leave
    (H21-13) and a confidence vote (H21-19).
    Raises ``InputError`` for the first bad field.
    """
    facts.check(terms)
    basic = KEYS if terms.readings.basic_criteria == "KEY" else tuple(CRITERIA.places)
    limits = [
        CRITERIA.limit("H21-10", CRITERIA.read(facts.grades), KEYS, basic),
        *_civil_limits(facts),
        *_grounds(facts),
        *_sick_limits(facts.sick_days, int(terms.readings.sick_days)),
        *_confidence_limits(facts.low_confidence),
    ]
    return MemberCeiling(
        ceiling=lowest_of(limits),
        blocked=facts.civil_servant and facts.civil_level is None,
        grounded=any(limit.ground for limit in limits),
        reasons=reasons_of(limits, terms),
        settings=terms.readings.used("basic_criteria", *(["sick_days"] if facts.sick_days else [])),
    )


def _disciplined_in(disciplines: Sequence[Mapping[str, Any]]) -> set[int]:
    """Return the years with a discipline that still counts: one violation counts once."""
    years = set()
    for row in rows("disciplines", disciplines):
        for name in table("disciplines", row):
            word("disciplines", name, ("year", "violation", "already_counted"))
        if row.get("violation") is not None:
            not_blank("disciplines", row["violation"])
        year = whole("disciplines", row.get("year"))
        if not flag("disciplines", row.get("already_counted", False)):
            years.add(year)
    return years


def _civil_limits(facts: MemberFacts) -> list[Limit]:
    level = facts.civil_level
    if not facts.civil_servant or level is None:
        return []
    text = f"Xếp loại cán bộ, công chức, viên chức là {QUALITY.named(level)}"
    limits = [Limit(level, "H21-11", f"{text}: xếp loại đảng viên không cao hơn.")]
    if level == QUALITY.lowest:
        limits.append(ground("H21-12", "xếp loại cán bộ, công chức, viên chức ở mức ấy"))
    return limits


def _grounds(facts: MemberFacts) -> list[Limit]:
    texts = []
    if facts.degeneration:
        texts.append("cấp có thẩm quyền kết luận có biểu hiện suy thoái")
    if few := few_targets_text(percent(facts.targets_percent)):
        texts.append(few)
    if facts.year in _disciplined_in(facts.disciplines):
        texts.append(f"bị thi hành kỷ luật trong năm {facts.year}")
    return [ground("H21-12", text) for text in texts]


def _sick_limits(sick_days: int | None, at_least: int) -> list[Limit]:
    if sick_days is None or sick_days < at_least:
        return []
    text = (
        f"Nghỉ ốm {sick_days} ngày trong năm (từ {at_least} ngày được tính là từ 03 tháng trở "
        f"lên): cao nhất là mức {QUALITY.named('COMPLETED')}."
    )
    return [Limit("COMPLETED", "H21-13", text)]


def _confidence_limits(low: bool) -> list[Limit]:
    text = f"Trên 1/2 số phiếu tín nhiệm thấp: chỉ ở mức {QUALITY.named(QUALITY.lowest)}."
    return [Limit(QUALITY.lowest, "H21-19", text)] if low else []


def member_level(
    facts: MemberFacts,
    *,
    roll: int,
    ballots: Mapping[str, int] | None = None,
    approvals: Mapping[str, int] | None = None,
    decided: str | None = None,
    terms: Terms = DEFAULTS,
) -> MemberVerdict:
    """Answer a member's ceiling, the cell's proposal, and the level decided (H21-14, B.2.5).

    The proposal is the ballot lowered to the ceiling; ``decided`` may differ from it but not
    exceed the ceiling. Blocked while a civil servant's rating is unknown (H21-11, H21-05).
    Raises ``InputError`` for the first bad field.
    """
    limit = member_ceiling(facts, terms=terms)
    vote = take(QUALITY, {}, terms.readings, roll, ballots, approvals)
    _check_decided(decided, limit.ceiling)
    proposed = _proposed(vote, limit)
    return MemberVerdict(
        level=None if limit.blocked else decided,
        unresolved=_who_decides(limit.blocked, proposed, decided),
        ceiling=limit.ceiling,
        proposed=proposed,
        blocked=limit.blocked,
        reasons=(*limit.reasons, *_vote_reasons(vote, limit, decided, terms)),
        settings=(*limit.settings, *terms.readings.used("vote_count", "party_voters")),
    )


def _check_decided(decided: str | None, ceiling: str) -> None:
    if decided is None:
        return
    word("decided", decided, QUALITY.levels)
    if QUALITY.above(decided, ceiling):
        raise InputError("decided", f"Không được cao hơn mức {QUALITY.named(ceiling)}.")


def _proposed(vote: Vote, limit: MemberCeiling) -> str | None:
    if vote.level is None:
        return QUALITY.lowest if limit.grounded else None
    return QUALITY.lower(vote.level, limit.ceiling)


def _who_decides(blocked: bool, proposed: str | None, decided: str | None) -> str:
    if blocked:
        return "Thủ trưởng cơ quan xếp loại cán bộ, công chức, viên chức trước."
    if decided is not None:
        return ""
    if proposed is None:
        return "Chi bộ bỏ phiếu lại, vì chưa mức nào đủ số phiếu."
    return "Đảng ủy cơ sở (ở chi bộ cơ sở là chi bộ) quyết định."


def _vote_reasons(
    vote: Vote, limit: MemberCeiling, decided: str | None, terms: Terms
) -> tuple[Reason, ...]:
    texts = [("H21-14", f"{vote.sentence(QUALITY, VOTERS)}.")]
    if limit.blocked:
        text = "Chưa có kết quả xếp loại cán bộ, công chức, viên chức: chưa xếp loại đảng viên."
        texts.append(("H21-11", text))
        texts.append(("H21-05", "Xếp loại đảng viên sau khi có kết quả ấy."))
    elif decided is not None:
        texts.append(("H21-14", f"Cấp có thẩm quyền quyết định mức {QUALITY.named(decided)}."))
    return tuple(GUIDANCE.because(rule, text, terms) for rule, text in texts)
