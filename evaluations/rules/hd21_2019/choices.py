"""Who heads what is no better than it; and how many may be excellent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluations.rules import caps
from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.hd21_2019.document import CAP_PERCENT, FEW_GOOD, GUIDANCE
from evaluations.rules.inputs import InputError, flag, rows, whole, word
from evaluations.rules.numbers import floor_percent, number_text
from evaluations.rules.readings import BY_NAME, Readings
from evaluations.rules.scales import QUALITY
from evaluations.rules.verdicts import LevelVerdict, Reason, Verdict

BASES = BY_NAME["cap_base"].choices


@dataclass(frozen=True, kw_only=True)
class ExcellentChoice(Verdict):
    """The cap, who is chosen, who is tied across it, and who is not chosen."""

    max: int
    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    refused: tuple[str, ...]


def head_level(
    *,
    proposed: str | None = None,
    collective_level: str | None = None,
    organization_level: str | None = None,
    newly_transferred_without_part: bool = False,
    terms: Terms = DEFAULTS,
) -> LevelVerdict:
    """Answer a head's level: never above what he or she heads (H21-32, B.4, B.6).

    Not applied to a head newly transferred in who bears no part in that level.
    Raises ``InputError`` for the first bad field.
    """
    named = {
        "proposed": proposed,
        "collective_level": collective_level,
        "organization_level": organization_level,
    }
    for field, value in named.items():
        if value is not None:
            word(field, value, QUALITY.levels)
    flag("newly_transferred_without_part", newly_transferred_without_part)
    if proposed is None:
        return LevelVerdict(level=None, unresolved="Cấp có thẩm quyền đề xuất mức của người này.")
    limits = {"Tập thể lãnh đạo": collective_level, "Tổ chức, cơ quan, đơn vị": organization_level}
    if newly_transferred_without_part:
        limits = {}
    level, texts = proposed, [f"Được đề xuất mức {QUALITY.named(proposed)}."]
    for who, limit in limits.items():
        if limit is not None and QUALITY.above(level, limit):
            level = limit
            texts.append(f"{who} chỉ ở mức {QUALITY.named(limit)}: người đứng đầu không cao hơn.")
    return LevelVerdict(
        level=level, reasons=tuple(GUIDANCE.because("H21-32", text, terms) for text in texts)
    )


def most_excellent(base: str, good_or_better: int) -> int:
    """Answer how many of so many good or better may be excellent (H21-15, I-5).

    ``EXACTLY_GOOD``: the largest e with e ≤ 20% of those who stay exactly good; one where
    fewer than five stay. ``GOOD_OR_BETTER``: 20% of all, one of fewer than five.
    """
    share = CAP_PERCENT.value
    if base == "EXACTLY_GOOD":
        most, stay = share * good_or_better // (100 + share), good_or_better - 1
    else:
        most, stay = floor_percent(share, good_or_better), good_or_better
    return max(most, 1) if good_or_better and stay < FEW_GOOD.value else most


def excellent_cap(
    *,
    base: str | None = None,
    good_or_better: int,
    candidates: Sequence[Mapping[str, Any]] = (),
    terms: Terms = DEFAULTS,
) -> ExcellentChoice:
    """Choose who is excellent under the cap, candidates ``{name, votes}`` (H21-15, B.2.3a, B.6).

    ``good_or_better`` counts everybody at good or better, the candidates included. The same
    rule caps organizations (H21-24), collectives (H21-31) and heads (H21-32). ``base`` is the
    reading I-5, else the bloc's.
    Raises ``InputError`` for ``base``, ``good_or_better`` or ``candidates``.
    """
    readings = terms.readings if base is None else Readings(cap_base=word("base", base, BASES))
    whole("good_or_better", good_or_better)
    if len(rows("candidates", candidates)) > good_or_better:
        raise InputError("good_or_better", "Ít hơn số người được đưa ra chọn.")
    most = most_excellent(readings.cap_base, good_or_better)
    choice = caps.choose(caps.read(candidates), most)
    return ExcellentChoice(
        max=most,
        chosen=caps.names(choice.chosen),
        tied=caps.names(choice.tied),
        refused=caps.names(choice.refused),
        reasons=_reasons(readings.cap_base, good_or_better, choice, terms),
        settings=readings.used("cap_base"),
    )


def _reasons(
    base: str, good_or_better: int, choice: caps.Choice, terms: Terms
) -> tuple[Reason, ...]:
    texts = [cap_text(base, good_or_better), *choice.sentences()]
    return tuple(GUIDANCE.because("H21-15", text, terms) for text in texts)


def cap_text(base: str, good_or_better: int) -> str:
    """Say how many of so many good or better may be excellent, and the sum that shows it."""
    if not good_or_better:
        return f"Chưa có ai, chưa có nơi nào đạt mức {QUALITY.named('GOOD')} trở lên để chọn."
    most = most_excellent(base, good_or_better)
    why = _left_good if base == "EXACTLY_GOOD" else _of_all
    return (
        f"Được xếp {QUALITY.named('EXCELLENT')} nhiều nhất {most} trong {good_or_better}: "
        f"{why(most, good_or_better)}."
    )


def _left_good(most: int, good_or_better: int) -> str:
    """The sum of the reading that counts those who stay exactly good."""
    share, few, stay = CAP_PERCENT.value, FEW_GOOD.value, good_or_better - most
    left = f"chọn {most} thì còn {stay} ở mức {QUALITY.named('GOOD')}"
    if most == 1 and stay < few:
        return f"{left}, dưới {few:02d} nên được chọn 01 nếu đủ điều kiện"
    return (
        f"{left}, {share}% là {_part(stay)}, đạt; chọn {most + 1} thì chỉ còn {stay - 1}, {share}% "
        f"là {_part(stay - 1)}, vượt"
    )


def _of_all(most: int, good_or_better: int) -> str:
    """The sum of the reading that counts all who are good or better."""
    if good_or_better < FEW_GOOD.value:
        return f"dưới {FEW_GOOD.value:02d} nên được chọn 01 nếu đủ điều kiện"
    share = CAP_PERCENT.value
    return f"{share}% của {good_or_better} là {_part(good_or_better)}, phần lẻ bỏ đi"


def _part(counted: int) -> str:
    return number_text(Fraction(CAP_PERCENT.value * counted, 100))
