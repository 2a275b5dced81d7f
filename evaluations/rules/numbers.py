"""Exact numbers: shares that a count must reach, caps, and how a share is shown."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Share:
    """A part of a whole that a count must reach ("từ … trở lên") or exceed ("trên …")."""

    part: Fraction
    strict: bool
    shown: str

    def reached(self, count: int, base: int) -> bool:
        """Tell whether a count reaches the share of a base, compared as whole numbers."""
        have, need = count * self.part.denominator, base * self.part.numerator
        return have > need if self.strict else have >= need

    def needed(self, base: int) -> int:
        """Answer the smallest count that reaches the share of a base."""
        whole, rest = divmod(base * self.part.numerator, self.part.denominator)
        return whole + 1 if self.strict or rest else whole

    def __str__(self) -> str:
        return f"trên {self.shown}" if self.strict else f"từ {self.shown} trở lên"


def at_least(share: str) -> Share:
    """Return the share of "từ 2/3 trở lên" or "từ 80% trở lên" (≥)."""
    return Share(fraction(share), strict=False, shown=share)


def more_than(share: str) -> Share:
    """Return the share of "trên 1/2" or "trên 20%" (strictly >)."""
    return Share(fraction(share), strict=True, shown=share)


def fraction(share: str) -> Fraction:
    """Read a share as the documents write it: "2/3" or "80%"."""
    return Fraction(share.replace("%", "/100"))


def floor_percent(percent: int, count: int) -> int:
    """Answer the most that "không vượt quá N%" of a count allows: floor(N·count/100)."""
    return percent * count // 100


def percent_text(part: int, whole: int) -> str:
    """Show a share as a percentage: two decimals, half up, decimal comma, no sign.

    Whole numbers alone; a share of nothing is "0,00" (rules, "Exact arithmetic").
    """
    if whole == 0:
        return "0,00"
    hundredths = (20_000 * part + whole) // (2 * whole)
    return f"{hundredths // 100},{hundredths % 100:02d}"


def number_text(value: Fraction) -> str:
    """Show an exact number with a decimal comma, at most two decimals, cut and not rounded.

    A score of 89,999 is shown as 89,99 and never as 90, which it does not reach.
    """
    hundredths = value.numerator * 100 // value.denominator
    return f"{hundredths // 100},{hundredths % 100:02d}".rstrip("0").rstrip(",")
