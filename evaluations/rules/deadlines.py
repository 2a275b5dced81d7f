"""Last days on time, and by when a draft report has to be sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from evaluations.rules.dates import (
    Deadline,
    calendar_days_before,
    day_text,
    working_days_before,
)
from evaluations.rules.guidance import DEFAULTS, Guidance, Terms
from evaluations.rules.guidances import GUIDANCES
from evaluations.rules.inputs import day, rows, whole, word
from evaluations.rules.verdicts import Verdict


@dataclass(frozen=True, kw_only=True)
class LastDay(Verdict):
    """The last day on time."""

    date: date


def last_day(
    *,
    guidance: str,
    what: str,
    year: int,
    quarter: int | None = None,
    terms: Terms = DEFAULTS,
) -> LastDay:
    """Answer the last day on time of something a guidance sets a day for.

    ``year`` is the year registered for or assessed; ``quarter`` is needed for what comes back
    each quarter. NG-02, NG-03, LD-01, LD-04, CK-02, H21-41, H22-15, H22-30.
    Raises ``InputError`` for the first bad field, ``what`` where the guidance sets no such day.
    """
    document = GUIDANCES[word("guidance", guidance, GUIDANCES)]
    deadline = _deadline(document, what)
    document.check_year(year, terms)
    last = deadline.last_day(year, _quarter(deadline, quarter))
    text = f"Hạn cuối là ngày {day_text(last)} ({deadline.wording})."
    return LastDay(
        date=last,
        reasons=tuple(
            document.because(rule, text, terms) for rule in (deadline.rule, *deadline.also)
        ),
        settings=terms.readings.used(*(() if year in deadline.exceptions else deadline.settings)),
    )


def _deadline(document: Guidance, what: str) -> Deadline:
    known = {deadline.what: deadline for deadline in document.deadlines}
    return known[word("what", what, known)]


def _quarter(deadline: Deadline, quarter: int | None) -> int:
    if quarter is None and not deadline.quarterly:
        return 1
    whole("quarter", quarter, least=1, most=4)
    return quarter if quarter and deadline.quarterly else 1


def draft_report_sent_by(
    *,
    guidance: str,
    meeting: date,
    holidays: Collection[date] = (),
    terms: Terms = DEFAULTS,
) -> LastDay:
    """Answer the last day to send a draft collective report before a meeting.

    Three working days before under HD 21 (H21-04, A.4.1a), three calendar days before under
    HD 22 (H22-01, A.I.3.1); the day of sending counts, the day of the meeting does not.
    Raises ``InputError`` for ``guidance``, ``meeting`` or ``holidays``.
    """
    drafts = {name: one.draft_report for name, one in GUIDANCES.items() if one.draft_report}
    draft = drafts[word("guidance", guidance, drafts)]
    day("meeting", meeting)
    free = {day("holidays", one) for one in rows("holidays", holidays)}
    count = draft.days.value
    if draft.working:
        last, unit = working_days_before(meeting, count, free), "ngày làm việc"
    else:
        last, unit = calendar_days_before(meeting, count), "ngày"
    text = (
        f"Gửi chậm nhất ngày {day_text(last)}: ít nhất {count} {unit} trước hội nghị ngày "
        f"{day_text(meeting)}."
    )
    reasons = (GUIDANCES[guidance].because(draft.rule, text, terms),)
    return LastDay(date=last, reasons=reasons)


QUESTIONS = (last_day, draft_report_sent_by)
