"""What stories of a year's end share: steps at a meeting, prints read back, cases checked."""

import re
from io import BytesIO

import yaml
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from evaluations.cases.checking import check, report
from evaluations.queries.voting import UNRESOLVED
from tests.browsing import axe, sign_in
from tests.documents.samples import squeezed

SLOW = 30_000  # milliseconds: stories share the machine with others


def sit_down(window, account):
    """Sign in at a window that waits for a busy machine."""
    window.context.set_default_timeout(SLOW)
    sign_in(window, account)
    return window


def check_as_cases(folder, question, rows):
    """Put numbers and outcomes to ``manage.py check_cases``; rows are (case, given, expect)."""
    file = folder / "cases.yaml"
    cases = [
        {"case": case, "question": question, "given": given, "expect": expect}
        for case, given, expect in rows
    ]
    file.write_text(yaml.safe_dump(cases, allow_unicode=True, sort_keys=False), encoding="utf-8")

    outcomes = list(check(str(file)))
    wrong = [line for one in outcomes for line in report(one)]

    assert not wrong, "\n".join(wrong)
    assert len(outcomes) == len(rows)


def press(page, name, word=None):
    """Press a button, and in the dialog that asks the button that says yes."""
    page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.click()
    if word:
        page.get_by_role("dialog").get_by_role("button", name=word, exact=True).click()


def call_meeting(page):
    """Call a meeting from the board, for now, in the hall."""
    page.get_by_role("link", name="Hội nghị, biểu quyết").click()
    page.get_by_role("link", name="Lập hội nghị").click()
    page.get_by_label("Địa điểm").fill("Hội trường tầng 2")
    page.get_by_label("Người ghi biên bản").fill("Lê Thị Hoa")
    axe(page)
    page.get_by_role("button", name="Lập hội nghị").click()
    page.get_by_text("Đã lập hội nghị.").wait_for()


def attend(page, number):
    """Tick so many people from the top of the roll as present, by keyboard."""
    page.wait_for_load_state()  # the keys work from then on
    page.locator("[data-cell=present]").first.focus()
    for _ in range(number):
        page.keyboard.press("x")
        page.keyboard.press("ArrowDown")
    page.locator("#quorum").get_by_text(f"Có mặt {number}/").wait_for()


def type_rows(page, rows):
    """Type rows of numbers on a counting sheet, from the cell that has the focus."""
    page.wait_for_load_state()
    for row in rows:
        for place, number in enumerate(row, start=1):
            page.keyboard.type("" if number is None else str(number))
            page.keyboard.press("Tab" if place < len(row) else "Enter")


def all_saved(page):
    """Wait until nothing that was typed waits to be saved."""
    waiting = page.locator(".saved-mark[data-state=saving], .saved-mark[data-state=offline]")
    expect(waiting).to_have_count(0, timeout=SLOW)


def shown_levels(page, scale):
    """Return {name: level or None} as the result of a vote shows it."""
    levels = {name: level for level, name in scale.names.items()} | {UNRESOLVED: None}
    rows = page.locator("tbody tr").filter(has=page.locator("td[data-label='Kết quả']"))
    return {
        name: levels[result]
        for name, result in zip(
            names_in(rows),
            rows.locator("td[data-label='Kết quả'] strong").all_inner_texts(),
            strict=True,
        )
    }


def names_in(rows):
    """Return the names that head the rows of a table, without their posts."""
    return rows.locator("th").evaluate_all("all => all.map(one => one.firstChild.data.trim())")


def write_minutes(page, meeting, agenda, course, conclusion):
    """Write the minutes' texts on the console, and finish the meeting."""
    page.goto(reverse("evaluation_meeting", args=[meeting.pk]))
    for field, text in (("agenda", agenda), ("course", course), ("conclusion", conclusion)):
        page.locator(f"#text-{field}").fill(text)
        page.locator(f"#text-{field}").blur()
        page.locator(f"#foot-{field} .saved-mark[data-state=saved]").wait_for()
    press(page, "Kết thúc hội nghị", "Kết thúc hội nghị")
    page.get_by_text("Đã kết thúc hội nghị.").wait_for()


def print_of(page, link):
    """Fetch the print behind a link; return the text of each page as it is laid out."""
    answer = page.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    return pages_of(answer.body())


def pages_of(body):
    """Return the text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(BytesIO(body)).pages]


def says(pages, *phrases):
    """Assert that a print says every phrase, however its lines break."""
    text = squeezed("".join(pages))
    for phrase in phrases:
        assert squeezed(phrase) in text, phrase


def refuses(window, *addresses):
    """Assert that whoever sits at a window is refused at every address."""
    found = {address: window.request.get(address).status for address in addresses}

    assert set(found.values()) <= {403, 404}, found
