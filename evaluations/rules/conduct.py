"""Levels voted on, lowered by how old shortcomings were remedied, or lost on a ground.

NG-09 … NG-11 and LD-06 share this shape: the meeting votes; the higher levels need
shortcomings remedied well and no new ones; any one ground gives the lowest level.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluations.rules.guidance import Guidance, Since, Terms
from evaluations.rules.inputs import flag, word, words
from evaluations.rules.numbers import Share
from evaluations.rules.scales import Scale
from evaluations.rules.verdicts import LevelVerdict, Reason
from evaluations.rules.votes import Vote, take

REMEDIED = ("well", "basically", "not_yet")
RECURRING = "RECURRING"


@dataclass(frozen=True)
class Conduct:
    """How one guidance judges conduct: its scale, shares, grounds, and the rules that say so.

    ``basic`` is the highest level open to somebody whose shortcomings are remedied only
    basically, or who has new ones.
    """

    guidance: Guidance
    scale: Scale
    shares: Mapping[str, Since[Share]]
    basic: str
    grounds: Mapping[str, str]
    vote_rule: str
    remedy_rule: str
    ground_rule: str
    people: str
    settings: tuple[str, ...]

    def judge(
        self,
        vote: Vote,
        remedied: str,
        new_faults: bool,
        grounds: Sequence[str],
        terms: Terms,
    ) -> LevelVerdict:
        """Answer the level: the vote, lowered by what was remedied, or a ground's.

        Raises ``InputError`` for ``remedied``, ``new_faults`` or ``grounds``.
        """
        word("remedied", remedied, REMEDIED)
        flag("new_faults", new_faults)
        found = set(words("grounds", grounds, self.grounds))
        if remedied == "not_yet" and new_faults:
            found.add(RECURRING)
        level, why = (
            self._grounded(found, terms)
            if found
            else self._lowered(vote.level, remedied, new_faults, terms)
        )
        return LevelVerdict(
            level=level,
            unresolved="" if level else self._who_decides(vote),
            reasons=(self._vote_reason(vote, terms), *why),
            settings=terms.readings.used(*self.settings),
        )

    def count(
        self,
        roll: int,
        ballots: Mapping[str, int] | None,
        approvals: Mapping[str, int] | None,
        terms: Terms,
    ) -> Vote:
        """Count the vote of the meeting; raises ``InputError`` for a count that cannot be."""
        return take(self.scale, self.shares, terms.readings, roll, ballots, approvals)

    def _vote_reason(self, vote: Vote, terms: Terms) -> Reason:
        present = "share_base" in self.settings and terms.readings.share_base == "PRESENT"
        voters = f"{self.people} {'dự họp' if present else 'trong danh sách'}"
        return self.guidance.because(self.vote_rule, f"{vote.sentence(self.scale, voters)}.", terms)

    def _grounded(self, found: set[str], terms: Terms) -> tuple[str | None, tuple[Reason, ...]]:
        lowest = self.scale.lowest
        return lowest, tuple(
            self.guidance.because(
                self.ground_rule, f"Mức {self.scale.named(lowest)} vì: {text}.", terms
            )
            for ground, text in self.grounds.items()
            if ground in found
        )

    def _lowered(
        self, voted: str | None, remedied: str, new_faults: bool, terms: Terms
    ) -> tuple[str | None, tuple[Reason, ...]]:
        if remedied == "not_yet":
            text = "Chưa khắc phục hạn chế, khuyết điểm cũ: không mức nào đủ điều kiện."
            return None, (self.guidance.because(self.remedy_rule, text, terms),)
        limited = new_faults or remedied == "basically"
        if voted is None or not limited or not self.scale.above(voted, self.basic):
            return voted, ()
        cause = (
            "Có hạn chế, khuyết điểm mới"
            if new_faults
            else "Hạn chế, khuyết điểm chỉ được khắc phục cơ bản"
        )
        text = f"{cause}: cao nhất là mức {self.scale.named(self.basic)}."
        return self.basic, (self.guidance.because(self.remedy_rule, text, terms),)

    def _who_decides(self, vote: Vote) -> str:
        if vote.level is None:
            return "Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu."
        return "Hội nghị xem xét việc khắc phục hạn chế, khuyết điểm rồi biểu quyết lại."
