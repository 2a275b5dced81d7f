"""Organizations and their leadership collectives: the highest level open to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from evaluations.rules.dates import day_text, months_by_end_of
from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.hd21_2019.document import (
    COLLECTIVE_CRITERIA,
    EXCELLENT_SUBORDINATES,
    FAILED_MASS_BODIES,
    FAILED_SUBORDINATES,
    GOOD_SUBORDINATES,
    GUIDANCE,
    HALF_YEAR_MONTHS,
    KEY_CRITERIA,
    Limit,
    few_targets_text,
    ground,
    lowest_of,
    percent,
    reasons_of,
)
from evaluations.rules.inputs import Number, counts, day, flag, table, word, words
from evaluations.rules.scales import QUALITY
from evaluations.rules.verdicts import LevelVerdict, Verdict
from evaluations.rules.votes import take

COMMITTEES = {
    "BLOC": "tổ chức đảng trực thuộc",
    "BASE_COMMITTEE": "tổ chức đảng trực thuộc",
    "SECTION_COMMITTEE": "tổ chức đảng trực thuộc",
}
CELLS = {"BASE_CELL": "đảng viên", "CELL": "đảng viên"}
KINDS = {**COMMITTEES, **CELLS}
BY_ANALOGY = ("SECTION_COMMITTEE", "CELL")
DISCIPLINES = ("REPRIMAND", "WARNING", "REMOVAL", "EXPULSION")
LIGHT_DISCIPLINE = "REPRIMAND"


@dataclass(frozen=True, kw_only=True)
class OrganizationCeiling(Verdict):
    """The highest level open to an organization, ``None`` where it is not classified."""

    ceiling: str | None
    classifies: bool


@dataclass(frozen=True, kw_only=True)
class CollectiveCeiling(Verdict):
    """The highest level open to a leadership collective."""

    ceiling: str


@dataclass(frozen=True, kw_only=True)
class OrganizationFacts:
    """What is known of an organization at the year's end.

    ``grades`` are those of Mẫu 01; ``subordinates`` counts its classified members (a cell) or
    organizations (a committee) by level; ``peers`` has the level of the ``government`` and the
    list of levels ``front_and_mass``; ``None`` is not known.
    """

    kind: str
    grades: Mapping[str, str | None]
    subordinates: Mapping[str, int] = field(default_factory=dict)
    peers: Mapping[str, Any] = field(default_factory=dict)
    targets_percent: Number | None = None
    force_majeure: bool = False
    disciplined: bool = False
    self_remedied: bool = False
    founded: date | None = None
    year: int

    def check(self, terms: Terms) -> None:
        """Raise ``InputError`` for the first bad field."""
        word("kind", self.kind, KINDS)
        COLLECTIVE_CRITERIA.read(self.grades)
        counts("subordinates", self.subordinates, QUALITY.levels)
        _read_peers(self.peers)
        percent(self.targets_percent)
        flag("force_majeure", self.force_majeure)
        flag("disciplined", self.disciplined)
        flag("self_remedied", self.self_remedied)
        if self.founded is not None:
            day("founded", self.founded)
        GUIDANCE.check_year(self.year, terms)


def organization_level(facts: OrganizationFacts, *, terms: Terms = DEFAULTS) -> OrganizationCeiling:
    """Answer the highest level open to an organization (B.1.3).

    From the grades (H21-20), its members or organizations (H21-21), the grounds (H21-22) and
    its peers (H21-23); founded less than six months before 31/12: not classified (H21-02).
    Raises ``InputError`` for the first bad field.
    """
    facts.check(terms)
    founded, months = facts.founded, HALF_YEAR_MONTHS.value
    if founded is not None and not months_by_end_of(facts.year, founded, months):
        return _too_young(founded, facts.year, terms)
    given = COLLECTIVE_CRITERIA.read(facts.grades)
    below = counts("subordinates", facts.subordinates, QUALITY.levels)
    government, mass = _read_peers(facts.peers)
    keys = KEY_CRITERIA[terms.readings.key_criteria]
    limits = [
        COLLECTIVE_CRITERIA.limit("H21-20", given, keys, COLLECTIVE_CRITERIA.places),
        *_subordinate_limits(facts.kind, below),
        *_peer_limits([level for level in (government, *mass) if level]),
        *_organization_grounds(facts, given, below, mass),
        *_discipline_limits(facts, "H21-22", "Tổ chức đảng", terms),
    ]
    return OrganizationCeiling(
        ceiling=lowest_of(limits),
        classifies=True,
        reasons=reasons_of(limits, terms),
        settings=terms.readings.used(*_organization_readings(facts)),
    )


def organization_ballot(
    *,
    roll: int,
    ballots: Mapping[str, int] | None = None,
    approvals: Mapping[str, int] | None = None,
    ceiling: str | None = None,
    terms: Terms = DEFAULTS,
) -> LevelVerdict:
    """Answer what a meeting's secret ballot proposes for its organization (H21-25, B.1.5).

    The document names no share: more than 1/2 of the roll (I-3). The proposal is the ballot
    lowered to the ``ceiling``, where one is given.
    Raises ``InputError`` for the first bad field.
    """
    vote = take(QUALITY, {}, terms.readings, roll, ballots, approvals)
    if ceiling is not None:
        word("ceiling", ceiling, QUALITY.levels)
    level, texts = vote.level, [f"{vote.sentence(QUALITY, 'người trong danh sách')}."]
    if level is not None and ceiling is not None and QUALITY.above(level, ceiling):
        level = ceiling
        texts.append(f"Mức cao nhất có thể xếp là {QUALITY.named(ceiling)}.")
    return LevelVerdict(
        level=level,
        unresolved="" if level else "Hội nghị bỏ phiếu lại, vì chưa mức nào đủ số phiếu.",
        reasons=tuple(GUIDANCE.because("H21-25", text, terms) for text in texts),
        settings=terms.readings.used("vote_count"),
    )


def _organization_readings(facts: OrganizationFacts) -> list[str]:
    used = {
        "key_criteria": True,
        "self_remedied": facts.disciplined and facts.self_remedied,
        "six_months": facts.founded is not None,
        "lower_organizations": facts.kind in BY_ANALOGY,
    }
    return [name for name, matters in used.items() if matters]


def _read_peers(peers: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    for name in table("peers", peers):
        word("peers", name, ("government", "front_and_mass"))
    government = peers.get("government")
    if government is not None:
        word("peers", government, QUALITY.levels)
    mass = peers.get("front_and_mass")
    return government, words("peers", () if mass is None else mass, QUALITY.levels)


def _too_young(founded: date, year: int, terms: Terms) -> OrganizationCeiling:
    text = f"Thành lập ngày {day_text(founded)}, chưa đủ 06 tháng đến ngày 31/12/{year}"
    return OrganizationCeiling(
        ceiling=None,
        classifies=False,
        reasons=(GUIDANCE.because("H21-02", f"{text}: không xếp loại.", terms),),
        settings=terms.readings.used("six_months"),
    )


def _subordinate_limits(kind: str, below: Mapping[str, int]) -> list[Limit]:
    total, name = sum(below.values()), KINDS[kind]
    good, failed = below["EXCELLENT"] + below["GOOD"], below["NOT_COMPLETED"]
    shown = f"{total} {name} được xếp loại, {good} đạt mức tốt trở lên, {failed} không hoàn thành"
    if not total:
        level, shown = "COMPLETED", f"Chưa có {name} nào được xếp loại"
    elif failed:
        level = "COMPLETED"
    elif EXCELLENT_SUBORDINATES.value.reached(good, total):
        return []
    else:
        level = "GOOD" if GOOD_SUBORDINATES.value.reached(good, total) else "COMPLETED"
    rule = (
        f"cần 100% hoàn thành trở lên, trong đó {EXCELLENT_SUBORDINATES.value} đạt mức tốt trở "
        f"lên thì mới được xếp xuất sắc, {GOOD_SUBORDINATES.value} thì mới được xếp tốt"
    )
    return [Limit(level, "H21-21", f"{shown} ({rule}): cao nhất là mức {QUALITY.named(level)}.")]


def _peer_limits(levels: Sequence[str]) -> list[Limit]:
    worst = max(levels, key=QUALITY.levels.index, default=QUALITY.highest)
    if QUALITY.reaches(worst, "GOOD"):
        return []
    ceiling = "GOOD" if worst == "COMPLETED" else "COMPLETED"
    text = (
        f"Chính quyền, Mặt trận Tổ quốc, đoàn thể cùng cấp có nơi xếp {QUALITY.named(worst)}: "
        f"cao nhất là mức {QUALITY.named(ceiling)}."
    )
    return [Limit(ceiling, "H21-23", text)]


def _organization_grounds(
    facts: OrganizationFacts,
    given: Mapping[str, str],
    below: Mapping[str, int],
    mass: Sequence[str],
) -> list[Limit]:
    texts = []
    if given["programme"] == "POOR":
        texts.append("chương trình, kế hoạch ở mức kém")
    if mass.count(QUALITY.lowest) >= FAILED_MASS_BODIES.value:
        count = mass.count(QUALITY.lowest)
        texts.append(f"{count} tổ chức trong Mặt trận Tổ quốc, đoàn thể không hoàn thành nhiệm vụ")
    failed, total, share = below[QUALITY.lowest], sum(below.values()), FAILED_SUBORDINATES.value
    if facts.kind != "CELL" and share.reached(failed, total):
        texts.append(f"{failed}/{total} {KINDS[facts.kind]} không hoàn thành nhiệm vụ, {share}")
    few = few_targets_text(percent(facts.targets_percent))
    if few and not facts.force_majeure:
        texts.append(few)
    return [ground("H21-22", text) for text in texts]


def _discipline_limits(
    facts: "OrganizationFacts | CollectiveFacts", rule: str, who: str, terms: Terms
) -> list[Limit]:
    if not facts.disciplined:
        return []
    if not facts.self_remedied:
        return [ground(rule, f"{who.lower()} bị xử lý kỷ luật")]
    if terms.readings.self_remedied == "LIFTED":
        return []
    text = f"{who} bị kỷ luật nhưng tự phát hiện và khắc phục xong hậu quả"
    return [Limit("COMPLETED", rule, f"{text}: cao nhất là mức {QUALITY.named('COMPLETED')}.")]


@dataclass(frozen=True, kw_only=True)
class CollectiveFacts:
    """What is known of a leadership collective at the year's end.

    ``member_disciplines`` are those of its members that have not lowered an earlier result;
    ``None`` is not known.
    """

    grades: Mapping[str, str | None]
    organization_level: str | None = None
    member_disciplines: Sequence[str] = ()
    disunity_or_degeneration: bool = False
    targets_percent: Number | None = None
    main_targets_met: bool = True
    force_majeure: bool = False
    disciplined: bool = False
    self_remedied: bool = False

    def check(self) -> None:
        """Raise ``InputError`` for the first bad field."""
        COLLECTIVE_CRITERIA.read(self.grades)
        if self.organization_level is not None:
            word("organization_level", self.organization_level, QUALITY.levels)
        words("member_disciplines", self.member_disciplines, DISCIPLINES)
        flag("disunity_or_degeneration", self.disunity_or_degeneration)
        percent(self.targets_percent)
        flag("main_targets_met", self.main_targets_met)
        flag("force_majeure", self.force_majeure)
        flag("disciplined", self.disciplined)
        flag("self_remedied", self.self_remedied)


def collective_level(facts: CollectiveFacts, *, terms: Terms = DEFAULTS) -> CollectiveCeiling:
    """Answer the highest level open to a leadership collective (H21-30, H21-31, B.3.3).

    Raises ``InputError`` for the first bad field.
    """
    facts.check()
    keys = KEY_CRITERIA[terms.readings.key_criteria]
    basic = keys if terms.readings.basic_criteria == "KEY" else tuple(COLLECTIVE_CRITERIA.places)
    given = COLLECTIVE_CRITERIA.read(facts.grades)
    limits = [
        COLLECTIVE_CRITERIA.limit("H21-30", given, keys, basic),
        *_organization_limits(facts.organization_level),
        *_member_discipline_limits(facts.member_disciplines),
        *_collective_grounds(facts, terms),
        *_discipline_limits(facts, "H21-30", "Tập thể", terms),
    ]
    return CollectiveCeiling(
        ceiling=lowest_of(limits),
        reasons=reasons_of(limits, terms),
        settings=terms.readings.used(*_collective_readings(facts)),
    )


def _collective_readings(facts: CollectiveFacts) -> list[str]:
    used = {
        "key_criteria": True,
        "basic_criteria": True,
        "targets": bool(few_targets_text(percent(facts.targets_percent)))
        or not facts.main_targets_met,
        "self_remedied": facts.disciplined and facts.self_remedied,
    }
    return [name for name, matters in used.items() if matters]


def _organization_limits(level: str | None) -> list[Limit]:
    if level is None:
        return []
    text = f"Tổ chức được xếp loại {QUALITY.named(level)}: tập thể không được cao hơn."
    return [Limit(level, "H21-31", text)]


def _member_discipline_limits(disciplines: Sequence[str]) -> list[Limit]:
    if any(one != LIGHT_DISCIPLINE for one in disciplines):
        return [ground("H21-30", "có thành viên bị kỷ luật từ cảnh cáo trở lên")]
    if disciplines:
        text = f"Có thành viên bị kỷ luật: cao nhất là mức {QUALITY.named('COMPLETED')}."
        return [Limit("COMPLETED", "H21-30", text)]
    return []


def _collective_grounds(facts: CollectiveFacts, terms: Terms) -> list[Limit]:
    texts = []
    if facts.disunity_or_degeneration:
        texts.append("cấp có thẩm quyền kết luận mất đoàn kết hoặc có thành viên suy thoái")
    if not facts.force_majeure:
        texts += _missed_targets(facts, both=terms.readings.targets == "BOTH")
    return [ground("H21-30", text) for text in texts]


def _missed_targets(facts: CollectiveFacts, *, both: bool) -> list[str]:
    few = few_targets_text(percent(facts.targets_percent))
    main = "" if facts.main_targets_met else "chỉ tiêu chủ yếu không đạt 100%"
    if both and not (few and main):
        return []
    return [text for text in (few, main) if text]
