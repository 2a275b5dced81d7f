"""The score sheet of an organization under NG: nine items, their points, sum and band (NG-07)."""

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError

from evaluations.rules import neu_guong_2017
from evaluations.verdicts import as_json
from registrations.definitions import f01

ALL_POINTS = Decimal(100)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class ScoreRow:
    """One item of the sheet: ``most`` is what it may earn, ``text`` the points as recorded."""

    number: str
    title: str
    guide: str
    most: Decimal
    text: str

    @property
    def most_text(self):
        return points_text(self.most)


@dataclass(frozen=True)
class ScoreSheet:
    """The nine items, their sum, and the band once every item has its points."""

    rows: list
    even: bool
    total: Decimal
    verdict: dict | None

    @property
    def level(self):
        """The band's level and its name, or nothing."""
        return self.verdict["level"] if self.verdict else ""

    @property
    def level_name(self):
        return neu_guong_2017.ORGANIZATION_LEVELS.names.get(self.level, "")

    @property
    def total_text(self):
        return points_text(self.total)

    @property
    def missing(self):
        """How many items have no points yet."""
        return sum(not row.text for row in self.rows)


def maxima_of(round_):
    """Return the most that each item may earn, as the round says, else spread evenly (NG-07).

    The last item takes what rounding leaves, so that the sheet has exactly 100 points.
    """
    items = len(f01.ITEMS)
    if round_.score_sheet:
        return [Decimal(str(one)) for one in round_.score_sheet]
    share = (ALL_POINTS / items).quantize(HUNDREDTH, rounding="ROUND_DOWN")
    return [*[share] * (items - 1), ALL_POINTS - share * (items - 1)]


def sheet_of(round_, scores):
    """Return the sheet with the points recorded, {"1": "9.5"}; never a band for a part of it."""
    rows = [
        ScoreRow(str(number), title, guide, most, scores.get(str(number), ""))
        for number, ((title, guide), most) in enumerate(
            zip(f01.ITEMS, maxima_of(round_), strict=True), start=1
        )
    ]
    total = sum((Decimal(row.text) for row in rows if row.text), Decimal(0))
    complete = all(row.text for row in rows)
    verdict = (
        as_json(neu_guong_2017.organization_level(score=total, terms=round_.terms))
        if complete
        else None
    )
    return ScoreSheet(rows, not round_.score_sheet, total, verdict)


def points_text(number):
    """Return points as people read them: "11,11", "12"."""
    return f"{number.normalize():f}".replace(".", ",")


def points(text, most):
    """Return an item's points as they are stored, "" for none; raises ValidationError."""
    text = text.strip().replace(",", ".")
    if not text:
        return ""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValidationError("Chỉ điền số, ví dụ: 9,5.") from None
    if not number.is_finite() or not 0 <= number <= most:
        raise ValidationError(f"Điểm từ 0 đến {points_text(most)}.")
    if number.as_tuple().exponent < -2:
        raise ValidationError("Ghi nhiều nhất 2 chữ số sau dấu phẩy.")
    return f"{number.normalize():f}"


def right_ones(round_, typed):
    """Return of points that are being typed ({"diem-1": "9,5"}) those that can be."""
    found = {}
    for number, most in enumerate(maxima_of(round_), start=1):
        with suppress(ValidationError):
            found[str(number)] = points(typed.get(f"diem-{number}", ""), most)
    return found
