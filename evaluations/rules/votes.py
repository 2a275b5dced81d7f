"""Votes on a level: counted against the roll, threshold by threshold (I-2, I-3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluations.rules.guidance import Since
from evaluations.rules.inputs import InputError, counts, whole
from evaluations.rules.numbers import Share, more_than
from evaluations.rules.readings import Readings
from evaluations.rules.scales import Scale

MAJORITY = more_than("1/2")


@dataclass(frozen=True)
class Count:
    """What one level has: its votes, what it needs, and whether that is enough."""

    level: str
    votes: int
    share: Share
    base: int

    @property
    def reached(self) -> bool:
        """Whether the votes reach the share of the base."""
        return self.share.reached(self.votes, self.base)


@dataclass(frozen=True)
class Vote:
    """A counted vote: the level reached, if any, and the counts that show why."""

    level: str | None
    counts: tuple[Count, ...]

    def sentence(self, scale: Scale, voters: str) -> str:
        """Say for each level looked at how many voted for it and how many it needs."""
        lines = (self._line(count, scale, voters) for count in self.counts)
        return "; ".join(lines) or "Chưa biểu quyết mức nào"

    def _line(self, count: Count, scale: Scale, voters: str) -> str:
        needed = count.share.needed(count.base)
        return (
            f"{count.votes}/{count.base} {voters} công nhận mức {scale.named(count.level)}, "
            f"cần ít nhất {needed} ({count.share}): {'đạt' if count.reached else 'chưa đạt'}"
        )


def take(
    scale: Scale,
    shares: Mapping[str, Since[Share]],
    readings: Readings,
    roll: int,
    ballots: Mapping[str, int] | None,
    approvals: Mapping[str, int] | None,
) -> Vote:
    """Count a vote and answer the highest level that reaches its share of the roll.

    ``ballots`` is one ballot over all levels; ``approvals`` has the yes votes of each level
    voted on. A level without a share of its own needs more than 1/2 (I-3).
    Raises ``InputError`` for ``roll``, ``ballots`` or ``approvals``.
    """
    whole("roll", roll, least=1)
    if (ballots is None) == (approvals is None):
        raise InputError(
            "ballots", "Cần số phiếu theo mức hoặc số tán thành từng mức; chỉ ghi một trong hai."
        )
    votes = (
        _approved(scale, roll, approvals)
        if approvals is not None
        else _supported(scale, readings, roll, ballots)
    )
    looked_at = [
        Count(level, votes[level], share_of(level, shares), roll)
        for level in scale.levels
        if level in votes
    ]
    for place, count in enumerate(looked_at, start=1):
        if count.reached:
            return Vote(count.level, tuple(looked_at[:place]))
    return Vote(None, tuple(looked_at))


def share_of(level: str, shares: Mapping[str, Since[Share]]) -> Share:
    """Answer the share that a level needs: its own, else more than 1/2 (I-3)."""
    return shares[level].value if level in shares else MAJORITY


def needed(
    scale: Scale, shares: Mapping[str, Since[Share]], roll: int, readings: Readings
) -> tuple[str, ...]:
    """Say for each level how many votes of a roll it needs, and which votes count for it (I-3)."""
    whose = dict.fromkeys(scale.levels, "")
    if readings.vote_count == "CUMULATIVE":
        whose |= dict.fromkeys(scale.levels[1:-1], ", kể cả phiếu cho mức cao hơn")
    whose[scale.lowest] = ", chỉ tính phiếu của chính mức này"
    return tuple(
        f"Mức {scale.named(level)}: cần ít nhất {share_of(level, shares).needed(roll)} trong "
        f"{roll} phiếu ({share_of(level, shares)}){votes}."
        for level, votes in whose.items()
    )


def _approved(scale: Scale, roll: int, approvals: Mapping[str, int]) -> Mapping[str, int]:
    counts("approvals", approvals, scale.levels)
    if any(votes > roll for votes in approvals.values()):
        raise InputError("approvals", f"Số tán thành nhiều hơn {roll} người trong danh sách.")
    return approvals


def _supported(
    scale: Scale, readings: Readings, roll: int, ballots: Mapping[str, int] | None
) -> Mapping[str, int]:
    votes = counts("ballots", ballots, scale.levels)
    if sum(votes.values()) > roll:
        raise InputError("ballots", f"Số phiếu nhiều hơn {roll} người trong danh sách.")
    if readings.vote_count == "SEPARATE":
        return votes
    higher = 0
    for level in scale.levels[:-1]:
        higher += votes[level]
        votes[level] = higher
    return votes


def may_vote(*, full: bool, official: bool, readings: Readings) -> bool:
    """Tell whether a member placed in an organization votes on a Party question (I-4).

    Temporary placements never do; probationary members only where the bloc reads it so
    (Điều lệ Đảng, Điều 3). The meetings of NG-09 have a roll of their own.
    """
    return official and (full or readings.party_voters == "ALL_MEMBERS")
