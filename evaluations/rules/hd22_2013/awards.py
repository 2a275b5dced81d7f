"""Awards: the standards of each kind, and how many may be proposed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from evaluations.rules.dates import day_text, years_passed
from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.hd22_2013.document import (
    AWARD_SCORE,
    CERTIFICATE_PERCENT,
    COMMENDATION_QUOTA,
    GOOD_MEMBERS,
    GUIDANCE,
    ORGANIZATION_LEVELS,
)
from evaluations.rules.inputs import InputError, Number, day, number, table, whole, wholes, word
from evaluations.rules.numbers import floor_percent, number_text
from evaluations.rules.scales import QUALITY
from evaluations.rules.verdicts import Verdict

CLEAN = "CLEAN_STRONG_EXEMPLARY"


@dataclass(frozen=True)
class AwardTerms:
    """What one kind of award asks for: so many years at a level, and the rest of its standards."""

    rule: str
    level: str
    levels: Collection[str]
    years: int
    score: bool = False
    good_members: bool = False
    titles: int = 0
    certificates: int = 0
    percent: bool = False


AWARDS = {
    "CELL_CERTIFICATE": AwardTerms(
        "H22-10", CLEAN, ORGANIZATION_LEVELS.levels, 3, score=True, good_members=True, percent=True
    ),
    "ORGANIZATION_COMMENDATION": AwardTerms("H22-12", CLEAN, ORGANIZATION_LEVELS.levels, 3),
    "MEMBER_CERTIFICATE": AwardTerms(
        "H22-13", "EXCELLENT", QUALITY.levels, 3, titles=1, percent=True
    ),
    "MEMBER_COMMENDATION": AwardTerms(
        "H22-14", "EXCELLENT", QUALITY.levels, 5, titles=2, certificates=1
    ),
}
CAP_RULES = {"CELL_CERTIFICATE": "H22-11"}


@dataclass(frozen=True, kw_only=True)
class Award(Verdict):
    """Whether the standards of an award are met, and which are not."""

    eligible: bool
    failed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AwardCap(Verdict):
    """How many may be proposed for an award."""

    max: int


@dataclass(frozen=True)
class Standard:
    """One standard of an award: its part, whether it is met, and what was found."""

    part: str
    met: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class AwardFacts:
    """The record of somebody proposed for an award.

    ``levels`` is the level by year; ``good_members_percent`` has the counts ``good_or_better``
    and ``total``; ``titles`` and ``bloc_certificates`` are years; ``last_awarded`` is the day of
    the last award of the same kind.
    """

    kind: str
    year: int
    levels: Mapping[int, str | None] = field(default_factory=dict)
    score: Number | None = None
    good_members_percent: Mapping[str, int | None] = field(default_factory=dict)
    titles: Sequence[int] = ()
    bloc_certificates: Sequence[int] = ()
    last_awarded: date | None = None
    proposed_on: date | None = None

    def check(self, terms: Terms) -> None:
        """Raise ``InputError`` for the first bad field."""
        asked = AWARDS[word("kind", self.kind, AWARDS)]
        GUIDANCE.check_year(self.year, terms)
        _check_levels(self.levels, asked.levels)
        if self.score is not None:
            number("score", self.score, most=100)
        _read_good_members(self.good_members_percent)
        wholes("titles", self.titles)
        wholes("bloc_certificates", self.bloc_certificates)
        for name in ("last_awarded", "proposed_on"):
            if getattr(self, name) is not None:
                day(name, getattr(self, name))


def award(facts: AwardFacts, *, terms: Terms = DEFAULTS) -> Award:
    """Answer whether the standards of an award are met (H22-10, H22-12 … H22-14, B.III.1).

    A standard without its evidence is not met.
    Raises ``InputError`` for the first bad field.
    """
    facts.check(terms)
    asked = AWARDS[facts.kind]
    counted = range(facts.year - asked.years + 1, facts.year + 1)
    any_year = terms.readings.award_years == "UP_TO_AWARD_YEAR"
    standards = [
        _years_at_level(asked, facts.levels, counted),
        *_organization_standards(asked, facts),
        *_member_standards(asked, facts, range(facts.year + 1) if any_year else counted),
        *_long_enough_since(facts, asked.years),
    ]
    failed = tuple(f"{asked.rule}.{one.part}" for one in standards if not one.met)
    return Award(
        eligible=not failed,
        failed=failed,
        reasons=tuple(GUIDANCE.because(asked.rule, _shown(one), terms) for one in standards),
        settings=terms.readings.used("award_years"),
    )


def _organization_standards(asked: AwardTerms, facts: AwardFacts) -> list[Standard]:
    found = []
    if asked.score:
        found.append(_score_reached(facts.score))
    if asked.good_members:
        found.append(_good_members(*_read_good_members(facts.good_members_percent)))
    return found


def _member_standards(
    asked: AwardTerms, facts: AwardFacts, within: Collection[int]
) -> list[Standard]:
    titled = len(set(facts.titles).intersection(within))
    certified = len(set(facts.bloc_certificates).intersection(within))
    found = []
    if asked.titles:
        found.append(_enough("titles", titled, asked.titles, "danh hiệu thi đua"))
    if asked.certificates:
        found.append(_enough("bloc_certificates", certified, asked.certificates, "giấy khen"))
    return found


def _shown(standard: Standard) -> str:
    return f"{standard.text}: {'đạt' if standard.met else 'chưa đạt'}."


def _check_levels(levels: Mapping[int, str | None], known: Collection[str]) -> None:
    for year, level in table("levels", levels).items():
        whole("levels", year)
        if level is not None:
            word("levels", level, known)


def _read_good_members(given: Mapping[str, int | None]) -> tuple[int, int]:
    for name, count in table("good_members_percent", given).items():
        word("good_members_percent", name, ("good_or_better", "total"))
        if count is not None:
            whole("good_members_percent", count)
    good, total = given.get("good_or_better"), given.get("total")
    if good is None or total is None:
        return 0, 0
    if good > total:
        raise InputError("good_members_percent", "Số đạt mức tốt nhiều hơn tổng số đảng viên.")
    return good, total


def _years_at_level(
    asked: AwardTerms, reached: Mapping[int, str | None], counted: Collection[int]
) -> Standard:
    missing = [str(one) for one in counted if reached.get(one) != asked.level]
    name = "Trong sạch, vững mạnh tiêu biểu" if asked.level == CLEAN else QUALITY.names[asked.level]
    text = f"“{name}” {asked.years} năm liên tục đến năm xét"
    if missing:
        text += f" (thiếu năm {', '.join(missing)})"
    return Standard("levels", not missing, text)


def _score_reached(score: Number | None) -> Standard:
    needed = AWARD_SCORE.value
    shown = "Chưa có điểm" if score is None else f"{number_text(Fraction(score))} điểm"
    met = score is not None and score >= needed
    return Standard("score", met, f"{shown}, cần từ {needed} điểm trở lên")


def _good_members(good: int, total: int) -> Standard:
    share = GOOD_MEMBERS.value
    return Standard(
        "good_members_percent",
        bool(total) and share.reached(good, total),
        f"{good}/{total} đảng viên hoàn thành tốt trở lên, cần {share}",
    )


def _enough(part: str, had: int, needed: int, what: str) -> Standard:
    return Standard(part, had >= needed, f"{had} {what}, cần ít nhất {needed}")


def _long_enough_since(facts: AwardFacts, years: int) -> list[Standard]:
    last, proposed = facts.last_awarded, facts.proposed_on
    if last is None:
        return []
    met = proposed is not None and years_passed(last, proposed, years)
    asked = f"đề nghị ngày {day_text(proposed)}" if proposed else "chưa có ngày đề nghị"
    text = f"Lần khen gần nhất là ngày {day_text(last)}, {asked}, cần cách nhau đủ {years} năm"
    return [Standard("last_awarded", met, text)]


def _certificates_text(most: int, base_count: int) -> str:
    percent = CERTIFICATE_PERCENT.value
    if not most:
        return f"Không đề nghị được: {percent}% của {base_count} chưa đủ một."
    return (
        f"Được đề nghị nhiều nhất {most} trong {base_count} (không vượt quá {percent}%, phần lẻ "
        "bỏ đi)."
    )


def award_cap(*, kind: str, base_count: int | None = None, terms: Terms = DEFAULTS) -> AwardCap:
    """Answer how many may be proposed: 15% rounded down, or the bloc's quota of 10.

    ``base_count`` is the number at the level in the year: of the base committee's cells
    (H22-11) or of the base organization's members (H22-13); a quota needs none.
    Raises ``InputError`` for ``kind`` or ``base_count``.
    """
    asked = AWARDS[word("kind", kind, AWARDS)]
    if asked.percent:
        count = whole("base_count", base_count)
        most = floor_percent(CERTIFICATE_PERCENT.value, count)
        text = _certificates_text(most, count)
    else:
        if base_count is not None:
            whole("base_count", base_count)
        most = COMMENDATION_QUOTA.value
        text = f"Chỉ tiêu phân bổ của toàn khối là {most}."
    rule = CAP_RULES.get(kind, asked.rule)
    return AwardCap(max=most, reasons=(GUIDANCE.because(rule, text, terms),))
