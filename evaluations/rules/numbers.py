"""Exact numbers, and how a share is shown."""


def percent_text(part: int, whole: int) -> str:
    """Show a share as a percentage: two decimals, half up, decimal comma, no sign.

    Integers alone; a share of nothing is "0,00" (rules, "Exact arithmetic").
    """
    if whole == 0:
        return "0,00"
    hundredths = (20_000 * part + whole) // (2 * whole)
    return f"{hundredths // 100},{hundredths % 100:02d}"
