"""Timed: the paper ballots of thirty people, from opening the counting sheet to the minutes.

The keyboard alone; presses and clicks are counted by a listener in the page and written out.
"""

import re
import sys

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Meeting, Question
from evaluations.rules.scales import QUALITY
from tests.browser import year_ends
from tests.browser.conftest import DESKTOP
from tests.browsing import tab_to
from tests.evaluations import counted, holding

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 30
MOST_PRESSES = 8  # a person (quality.md)
BACK = 2  # Alt and the left arrow, which leave the print and which no page hears
PATTERN = ([24, 3, 3], [10, 19, 1], [27, 3], [4, 26], [16, 14])
ROWS = [PATTERN[place % len(PATTERN)] for place in range(PEOPLE)]
LISTENER = """
for (const name of ["keydown", "pointerdown"]) {
  window.addEventListener(name, (event) => {
    if (!event.isTrusted) return;
    const before = Number(sessionStorage.getItem(name) || 0);
    sessionStorage.setItem(name, before + 1);
  }, true);
}
"""


def make_vote():
    """Make a cell of thirty that votes on all thirty; the secretary is the first teller."""
    vote = counted.make_vote(holding.HD21, PEOPLE, method="PAPER", opened=False, **counted.HD21)
    vote.question.delete()
    vote.members[0].evaluations.all().delete()
    everybody = [one.person for one in vote.meeting.roll.filter(person__isnull=False)]
    holding.ready(vote.round_, vote.cell, everybody, **counted.HD21)
    vote.tellers[0] = vote.secretary
    counted.name_tellers(vote)
    question = counted.ask(vote, everybody, method="PAPER")
    vote.question = counted.voting.open_question(vote.secretary, question.pk)
    return vote


def read(page, name):
    """Return how often the listener of a window has heard something."""
    return page.evaluate("name => Number(sessionStorage.getItem(name) || 0)", name)


def open_sheet(page, vote, account):
    """Come to where the sheet is opened; listen from there on."""
    year_ends.sit_down(page, account)
    if account == vote.secretary:
        page.goto(reverse("evaluation_meeting", args=[vote.meeting.pk]))
    page.get_by_role("link", name=re.compile("Nhập kết quả kiểm phiếu")).focus()
    page.context.add_init_script(LISTENER)
    page.evaluate(LISTENER)
    page.keyboard.press("Enter")
    page.locator("[data-count-totals]").wait_for()


def count(page):
    """Type every number of the sheet and sign it off."""
    year_ends.type_rows(page, [[PEOPLE, PEOPLE, None, None], *ROWS])
    expect(page.get_by_text("Khớp", exact=True)).to_have_count(PEOPLE)
    year_ends.all_saved(page)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Người kiểm phiếu").wait_for()


def skip(page):
    """Skip what every page begins with, as somebody without a mouse does."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def go(page, target):
    """Come to a link or a button by Tab and press Enter."""
    target.wait_for()
    tab_to(page, target)
    page.keyboard.press("Enter")


def printed(page, link):
    """Come to a print's link by Tab, press Enter; return the text of the print's pages."""
    link.wait_for()
    skip(page)
    tab_to(page, link)
    address = link.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(address)))
    return year_ends.pages_of(page.request.get(address).body())


def close_and_print(page):
    """Close the vote and print the counting minutes."""
    skip(page)
    go(page, page.get_by_role("button", name="Kết thúc kiểm phiếu"))
    go(page, page.get_by_role("dialog").get_by_role("button", name="Kết thúc kiểm phiếu"))
    page.get_by_text("Đã kết thúc kiểm phiếu").wait_for()
    return printed(page, page.get_by_role("link", name="In biên bản kiểm phiếu"))


def finish_and_print(page):
    """Go back from the print, finish the meeting and print its minutes."""
    page.go_back()
    skip(page)
    go(page, page.get_by_role("link", name=re.compile("^Hội nghị ngày")))
    page.get_by_role("heading", name=re.compile("^Hội nghị xếp loại")).wait_for()
    skip(page)
    go(page, page.get_by_role("link", name="Biên bản", exact=True))
    go(page, page.get_by_role("button", name="Kết thúc hội nghị"))
    go(page, page.get_by_role("dialog").get_by_role("button", name="Kết thúc hội nghị"))
    page.get_by_text("Đã kết thúc hội nghị.").wait_for()
    return printed(page, page.get_by_role("link", name="In biên bản", exact=True))


def test_thirty_people_are_counted_and_printed_by_keyboard(
    open_window, complaints, record_property
):
    vote = make_vote()
    second, page = open_window(**DESKTOP), open_window(**DESKTOP)
    open_sheet(second, vote, vote.tellers[1])
    count(second)
    open_sheet(page, vote, vote.secretary)
    count(page)
    typed = read(page, "keydown")

    counting = close_and_print(page)
    closed = read(page, "keydown")
    minutes = finish_and_print(page)

    page.go_back()
    look_at(counting, minutes)
    assert (read(page, "pointerdown"), read(second, "pointerdown")) == (0, 0)
    complaints[:] = [one for one in complaints if "favicon" not in one]  # of the PDF's own tab
    numbers = {
        "second teller, sheet": read(second, "keydown"),
        "first teller, sheet": typed,
        "to the counting minutes": closed,
        "to the meeting's minutes": read(page, "keydown") + BACK,
    }
    for what, presses in numbers.items():
        line = f"thirty people, {what}: {presses} key presses, {presses / PEOPLE:.1f} a person"
        sys.stdout.write(f"{line}, 0 clicks\n")
        record_property(what, presses)
        assert presses <= MOST_PRESSES * PEOPLE, numbers


def look_at(counting, minutes):
    """Read the prints back: every number that was typed, and what came of it."""
    question = Question.objects.get()
    subjects = list(question.subjects.all())
    for one, row in zip(subjects, ROWS, strict=True):
        numbers = " ".join(map(str, [*row, 0, 0, 0][:4]))
        level = QUALITY.names[one.verdict["proposed"]]
        year_ends.says(minutes, f"{one.name}{numbers}{level}")
    year_ends.says(counting, "Phát ra 30 phiếu", "Thu về 30 phiếu", "Hợp lệ 30 phiếu")
    assert Meeting.objects.get().finished_at is not None
