"""Last days on time of every guidance, kind and year, against days written out here."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaluations.rules.guidance import Adoption, Terms
from evaluations.rules.inputs import InputError
from evaluations.rules.registry import QUESTIONS
from tests.rules.examples import FORM_01
from tests.rules.situations import DEADLINES, IN_FORCE

LAST_DAYS = {
    ("neu_guong_2017", "REGISTRATION"): lambda year: (
        "2017-05-30" if year == 2017 else f"{year - 1}-12-31"
    ),
    ("neu_guong_2017", "EVALUATION"): lambda year: f"{year}-12-31",
    ("neu_guong_2017", "REPORT"): lambda year: f"{year}-12-29",
    ("lam_dong_2017", "REGISTRATION"): lambda year: (
        "2017-03-31" if year == 2017 else f"{year}-01-31"
    ),
    ("cam_ket_9", "REGISTRATION"): lambda year: f"{year}-03-31",
    ("hd21_2019", "RESULTS_TO_CENTRE"): lambda year: f"{year + 1}-03-14",
    ("hd22_2013", "EVALUATION"): lambda year: f"{year}-12-24",
    ("hd22_2013", "REPORT"): lambda year: f"{year}-12-29",
    ("hd22_2013", "CONFIDENCE_VOTE"): lambda year: f"{year}-12-29",
    ("hd22_2013", "SUMMARY_MEETING"): lambda year: f"{year + 1}-01-14",
    ("hd22_2013", "LEADERS"): lambda year: f"{year + 1}-01-19",
    ("hd22_2013", "LEADERS_REPORT"): lambda year: f"{year + 1}-01-29",
    ("hd22_2013", "AWARD_FILES"): lambda year: f"{year + 1}-01-18",
}
QUARTERS = {1: "03-24", 2: "06-24", 3: "09-24", 4: "12-24"}
WHATS = sorted({what for kinds in DEADLINES.values() for what in kinds})
ONE_DAY = timedelta(days=1)


def last_day(guidance, what, year, **fields):
    """Answer the last day on time, or the field by which the question is refused."""
    try:
        answer = QUESTIONS["deadlines.last_day"](guidance=guidance, what=what, year=year, **fields)
    except InputError as refused:
        return refused.field
    return answer.date.isoformat()


def years_of(guidance):
    """Count the years of a guidance, to 2100 while it is open."""
    first, last = IN_FORCE[guidance]
    return range(first, last + 1)


@pytest.mark.parametrize(("guidance", "what"), LAST_DAYS)
def test_last_day_of_every_year_in_force(guidance, what):
    found = {year: last_day(guidance, what, year) for year in years_of(guidance)}

    assert found == {year: LAST_DAYS[guidance, what](year) for year in years_of(guidance)}


@pytest.mark.parametrize("quarter", QUARTERS)
def test_last_day_of_every_quarter(quarter):
    years = years_of("lam_dong_2017")

    found = [last_day("lam_dong_2017", "QUARTER", year, quarter=quarter) for year in years]

    assert found == [f"{year}-{QUARTERS[quarter]}" for year in years]


@pytest.mark.parametrize("quarter", [None, 0, 5, -1])
def test_quarter_that_is_none_is_refused(quarter):
    assert last_day("lam_dong_2017", "QUARTER", 2020, quarter=quarter) == "quarter"


@pytest.mark.parametrize("guidance", DEADLINES)
@pytest.mark.parametrize("what", WHATS)
def test_pair_that_no_document_has_is_refused_for_what(guidance, what):
    found = {last_day(guidance, what, year, quarter=1) for year in years_of(guidance)}

    assert (found == {"what"}) == (what not in DEADLINES[guidance])


@pytest.mark.parametrize(("guidance", "what"), [*LAST_DAYS, ("lam_dong_2017", "QUARTER")])
def test_year_outside_a_guidance_is_refused(guidance, what):
    first, last = IN_FORCE[guidance]
    outside = [*range(first - 50, first), *(range(last + 1, last + 50) if last < 2100 else ())]

    found = {last_day(guidance, what, year, quarter=1) for year in outside}

    assert found == {"year"}


@given(year=st.integers(1900, 2100), first=st.integers(1900, 2100), length=st.integers(0, 9))
def test_adoption_adds_its_years_and_no_others(year, first, length):
    adoption = Adoption("15-NQ/ĐU", date(2022, 1, 5), "Đảng ủy Khối", first, first + length)

    found = last_day("neu_guong_2017", "REPORT", year, terms=Terms(adoption=adoption))

    holds = 2017 <= year <= 2021 or first <= year <= first + length
    assert found == (f"{year}-12-29" if holds else "year")


meetings = st.dates(date(2019, 1, 1), date(2100, 12, 31))


@st.composite
def meetings_with_holidays(draw):
    """Draw a meeting and holidays, most of them in the fortnight before it."""
    meeting = draw(meetings)
    before = st.integers(0, 14).map(lambda days: meeting - days * ONE_DAY)
    return meeting, draw(st.lists(before | meetings, max_size=12))


def works(day, holidays):
    """Tell whether people work on a day: Monday to Friday, and no holiday."""
    return day.isoweekday() <= 5 and day not in holidays


def working_days_between(sent, meeting, holidays):
    """Count, day by day, the working days from the day of sending to the eve of the meeting."""
    days = ((sent + number * ONE_DAY) for number in range((meeting - sent).days))
    return sum(works(day, holidays) for day in days)


@given(meetings_with_holidays())
@example((date(2024, 1, 1), [date(2024, 1, 1)]))
def test_draft_report_is_sent_three_working_days_before(drawn):
    """H21-04: from the last day to send three working days are left, a day later only two."""
    meeting, holidays = drawn

    sent = QUESTIONS["deadlines.draft_report_sent_by"](
        guidance="hd21_2019", meeting=meeting, holidays=holidays
    ).date

    assert works(sent, holidays)
    assert working_days_between(sent, meeting, holidays) == 3
    assert working_days_between(sent + ONE_DAY, meeting, holidays) == 2


@given(meetings_with_holidays())
def test_draft_report_is_sent_three_calendar_days_before(drawn):
    """H22-01: holidays and weekends count."""
    meeting, holidays = drawn

    sent = QUESTIONS["deadlines.draft_report_sent_by"](
        guidance="hd22_2013", meeting=meeting, holidays=holidays
    ).date

    assert sent + 3 * ONE_DAY == meeting


@pytest.mark.parametrize("guidance", ["neu_guong_2017", "lam_dong_2017", "cam_ket_9", ""])
def test_draft_report_of_another_guidance_is_refused(guidance):
    with pytest.raises(InputError) as refused:
        QUESTIONS["deadlines.draft_report_sent_by"](guidance=guidance, meeting=date(2024, 1, 2))

    assert refused.value.field == "guidance"


def test_six_months_at_the_end_of_the_year_are_complete_from_30_june():
    """H21-02: every day of three years, for members and for organizations."""
    days = [date(2022, 1, 1) + number * ONE_DAY for number in range(3 * 365 + 1)]
    graded = {"grades": dict.fromkeys(FORM_01, "GOOD"), "kind": "CELL", "year": 2023}

    wrong = [
        day
        for day in days
        if {
            QUESTIONS["hd21_2019.member_scope"](year=2023, admitted=day, reviewed=True).classifies,
            QUESTIONS["hd21_2019.organization_level"](founded=day, **graded).classifies,
        }
        != {day <= date(2023, 6, 30)}
    ]

    assert wrong == []


@given(
    last=st.dates(date(2004, 1, 1), date(2024, 12, 31)) | st.just(date(2012, 2, 29)),
    beside=st.integers(-3, 3),
    long=st.booleans(),
)
@example(last=date(2012, 2, 29), beside=0, long=False)
def test_award_may_be_proposed_again_from_the_same_day_years_later(last, beside, long):
    """H22-10 … H22-14: three years, five for a member's commendation; 29/2 counts as 28/2."""
    kind, years = ("MEMBER_COMMENDATION", 5) if long else ("MEMBER_CERTIFICATE", 3)
    month_and_day = "02-28" if (last.month, last.day) == (2, 29) else f"{last:%m-%d}"
    from_day = date.fromisoformat(f"{last.year + years}-{month_and_day}")
    proposed = from_day + beside * ONE_DAY

    failed = QUESTIONS["hd22_2013.award"](
        kind=kind, year=2013, last_awarded=last, proposed_on=proposed
    ).failed

    assert any(one.endswith(".last_awarded") for one in failed) == (proposed < from_day)
