"""Confidence votes: valid ballots, the count, what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.hd22_2013.document import GUIDANCE, HALF_LOW, MAJORITY_LOW, RELIEVED_LOW
from evaluations.rules.inputs import InputError, flag, not_blank, rows, table, whole, words
from evaluations.rules.numbers import Share, percent_text
from evaluations.rules.scales import Scale
from evaluations.rules.verdicts import Reason, Verdict

CONFIDENCE = Scale({"HIGH": "tín nhiệm cao", "CONFIDENT": "tín nhiệm", "LOW": "tín nhiệm thấp"})


@dataclass(frozen=True, kw_only=True)
class Ballot(Verdict):
    """Whether a whole ballot is invalid, and for whom it is valid."""

    invalid_whole: bool
    valid_for: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConfidenceTally(Verdict):
    """The valid ballots, and the shares of the collected ones as text such as "66,67"."""

    valid: int
    percent: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ConfidenceConsequence(Verdict):
    """What follows from a confidence vote."""

    not_completed: bool
    out_of_plan: bool
    relieve: bool


def ballot(
    *,
    issued_by_tellers: bool = False,
    name_struck: bool = False,
    matter_added: bool = False,
    marks: Mapping[str, Sequence[str] | None] = MappingProxyType({}),
    terms: Terms = DEFAULTS,
) -> Ballot:
    """Judge one confidence ballot: as a whole, and person by person (H22-22, C.III.2.2).

    Raises ``InputError`` for the first bad field.
    """
    flag("issued_by_tellers", issued_by_tellers)
    flag("name_struck", name_struck)
    flag("matter_added", matter_added)
    marked = {
        not_blank("marks", person): words(
            "marks", () if boxes is None else boxes, CONFIDENCE.levels
        )
        for person, boxes in table("marks", marks).items()
    }
    found = _whole_ballot(issued_by_tellers, name_struck, matter_added)
    texts = [text for wrong, text in found if wrong]
    one_box = [person for person, boxes in marked.items() if len(boxes) == 1]
    invalid = bool(texts)
    texts += [
        f"{person}: đánh dấu {len(boxes)} ô, phải đúng một ô; không hợp lệ đối với người này."
        for person, boxes in marked.items()
        if person not in one_box
    ]
    if not invalid and one_box:
        texts.append(f"Hợp lệ đối với: {', '.join(one_box)}.")
    return Ballot(
        invalid_whole=invalid,
        valid_for=() if invalid else tuple(one_box),
        reasons=tuple(GUIDANCE.because("H22-22", text, terms) for text in texts),
    )


def _whole_ballot(issued: bool, struck: bool, added: bool) -> tuple[tuple[bool, str], ...]:
    return (
        (not issued, "Phiếu không do ban kiểm phiếu phát ra: không hợp lệ."),
        (struck, "Phiếu gạch xóa họ tên người được in trên phiếu: không hợp lệ."),
        (added, "Phiếu ghi thêm tên người hoặc thông tin khác: không hợp lệ."),
    )


def confidence_tally(
    *,
    issued: int,
    collected: int,
    high: int,
    confident: int,
    low: int,
    terms: Terms = DEFAULTS,
) -> ConfidenceTally:
    """Count one person's confidence vote, in shares of the collected (H22-23, C.III.2.3).

    Raises ``InputError`` for the first bad field, ``collected`` where it is more than was
    issued or less than was counted.
    """
    whole("issued", issued)
    if whole("collected", collected) > issued:
        raise InputError("collected", "Số phiếu thu về nhiều hơn số phiếu phát ra.")
    votes = {
        "high": whole("high", high),
        "confident": whole("confident", confident),
        "low": whole("low", low),
    }
    valid = sum(votes.values())
    if valid > collected:
        raise InputError("collected", "Số phiếu thu về ít hơn số phiếu đã đếm.")
    shares = {name: percent_text(count, collected) for name, count in votes.items()}
    shown = ", ".join(
        f"{CONFIDENCE.names[name.upper()]} {count} ({shares[name]}%)"
        for name, count in votes.items()
    )
    text = f"Phát ra {issued}, thu về {collected}, hợp lệ {valid}; trên số thu về: {shown}."
    return ConfidenceTally(
        valid=valid, percent=shares, reasons=(GUIDANCE.because("H22-23", text, terms),)
    )


def confidence_consequence(
    *,
    year: int,
    low: Mapping[int, Sequence[int]] = MappingProxyType({}),
    terms: Terms = DEFAULTS,
) -> ConfidenceConsequence:
    """Answer what follows from the low votes of a year and the two before it (H22-27, C.III.5).

    ``low`` has for each year the low votes and the ballots collected.
    Raises ``InputError`` for ``year`` or ``low``.
    """
    GUIDANCE.check_year(year, terms)
    votes = {one: _read_low(one, pair) for one, pair in table("low", low).items()}
    majority = _reached(MAJORITY_LOW.value, votes, year)
    earlier = [one for one in (year - 1, year - 2) if _reached(HALF_LOW.value, votes, one)]
    twice = bool(earlier) and _reached(HALF_LOW.value, votes, year)
    most = _reached(RELIEVED_LOW.value, votes, year)
    return ConfidenceConsequence(
        not_completed=majority,
        out_of_plan=majority,
        relieve=most or twice,
        reasons=_consequences(
            votes.get(year, (0, 0)), majority, most, earlier if twice else [], terms
        ),
        settings=terms.readings.used("half_or_more"),
    )


def _read_low(year: int, pair: Sequence[int]) -> tuple[int, int]:
    whole("low", year)
    if len(rows("low", pair)) != 2:
        raise InputError("low", "Mỗi năm cần số phiếu tín nhiệm thấp và số phiếu thu về.")
    low, collected = (whole("low", one) for one in pair)
    if low > collected:
        raise InputError("low", "Số phiếu tín nhiệm thấp nhiều hơn số phiếu thu về.")
    return low, collected


def _reached(share: Share, votes: Mapping[int, tuple[int, int]], year: int) -> bool:
    low, collected = votes.get(year, (0, 0))
    return bool(collected) and share.reached(low, collected)


def _consequences(
    pair: tuple[int, int], majority: bool, most: bool, earlier: Sequence[int], terms: Terms
) -> tuple[Reason, ...]:
    shown = f"{pair[0]}/{pair[1]} phiếu thu về là tín nhiệm thấp"
    texts = []
    if majority:
        texts.append(f"{shown}, {MAJORITY_LOW.value}: không được đánh giá hoàn thành nhiệm vụ năm")
        texts.append(f"{shown}, {MAJORITY_LOW.value}: đưa ra khỏi danh sách quy hoạch")
    if most:
        texts.append(f"{shown}, {RELIEVED_LOW.value}: cho thôi giữ chức vụ")
    if earlier:
        years = ", ".join(map(str, earlier))
        texts.append(f"{shown}, {HALF_LOW.value}, và năm {years} cũng vậy: cho thôi giữ chức vụ")
    if not texts:
        texts.append(f"{shown}: không phải xử lý")
    return tuple(GUIDANCE.because("H22-27", f"{text}.", terms) for text in texts)
