"""Answers of the rules: what was decided, why, and which readings were used."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One rule that decided: its identifier, its place in the document, what it found."""

    rule: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.text} ({self.place}, {self.rule})"


@dataclass(frozen=True)
class Used:
    """A reading (I-…) that a result was reached with, as a sentence."""

    setting: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What every answer carries: the deciding rules with their numbers, and the readings."""

    reasons: tuple[Reason, ...] = ()
    settings: tuple[Used, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LevelVerdict(Verdict):
    """A level; ``None`` is unresolved, and ``unresolved`` says who has to decide or vote again."""

    level: str | None
    unresolved: str = ""
