"""Days: deadlines as the documents word them, half-years, working days."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """One deadline of a guidance; ``title`` names for people what is due.

    ``before`` is true for "trước ngày X": the last day on time is X − 1; else it is X itself.
    ``also`` has the other rules that set the same day.
    ``months`` has one month, or the last month of each quarter; ``exceptions`` name the last
    day on time of single years; ``settings`` are the readings that the other years rest on.
    """

    what: str
    title: str
    rule: str
    wording: str
    day: int
    months: tuple[int, ...]
    before: bool = False
    years_later: int = 0
    exceptions: Mapping[int, date] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def quarterly(self) -> bool:
        """Whether it comes back each quarter."""
        return len(self.months) > 1

    def last_day(self, year: int, quarter: int) -> date:
        """Answer the last day on time for a year (and one of its quarters)."""
        if year in self.exceptions:
            return self.exceptions[year]
        named = date(year + self.years_later, self.months[quarter - 1], self.day)
        return named - ONE_DAY if self.before else named


def months_by_end_of(year: int, since: date, months: int) -> bool:
    """Tell whether at least that many calendar months lie between a day and 31/12 of a year.

    Six months: from 30 June yes, from 1 July no.
    """
    return since < too_late_for(year, months)


def too_late_for(year: int, months: int) -> date:
    """Answer the first day from which that many calendar months no longer fit into a year."""
    return date(year, 13 - months, 1)


def years_passed(since: date, until: date, years: int) -> bool:
    """Tell whether so many years have passed since a day; 29/2 counts as 28/2."""
    day = 28 if (since.month, since.day) == (2, 29) else since.day
    return (since.year + years, since.month, day) <= (until.year, until.month, until.day)


def calendar_days_before(day: date, count: int) -> date:
    """Answer the day so many calendar days before another."""
    return day - count * ONE_DAY


def working_days_before(day: date, count: int, holidays: Collection[date]) -> date:
    """Answer the working day from which so many working days lie before a day.

    The first of them counts, the day itself does not; Saturdays, Sundays and the given
    holidays are no working days.
    """
    while count:
        day -= ONE_DAY
        count -= day.weekday() < SATURDAY and day not in holidays
    return day


def day_text(day: date) -> str:
    """Show a day as dd/mm/yyyy."""
    return f"{day:%d/%m/%Y}"
