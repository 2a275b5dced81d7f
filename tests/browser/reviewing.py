"""What stories of HD21 share: cells that review and vote, a review written, tellers who count."""

import re
from io import BytesIO
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from organizations.models import Role
from registrations.models import Answer, Registration
from tests import factories
from tests.browser import year_ends
from tests.browsing import axe
from tests.evaluations import counted, holding

ANSWERS = {
    "grade_conduct": "EXCELLENT",
    "grade_duties": "EXCELLENT",
    "grade_remedy": "NONE",
    "level": "GOOD",
}


def make_cell(base, number, names):
    """Make a cell led by the first two of its people; ``accounts`` are theirs in order."""
    cell = factories.make_cell(base, f"Chi bộ {number}")
    leaders = zip((Role.SECRETARY, Role.DEPUTY_SECRETARY), names[:2], strict=True)
    cell.accounts = [factories.make_officer(cell, role, name) for role, name in leaders]
    cell.accounts += [factories.make_account(factories.make_person(one, cell)) for one in names[2:]]
    return cell


def hand_in_all(round_, cell, but=None):
    """Let everybody of a cell but one have handed in a self-review."""
    for account in cell.accounts:
        if account != but:
            paper = Registration.objects.create(
                round=round_,
                form="E02",
                person=account.person,
                organization=cell,
                step="SUBMITTED",
                submitted_at=timezone.now(),
                code=f"E02-{account.pk}",
            )
            Answer.objects.bulk_create(
                Answer(registration=paper, field=field, text=text)
                for field, text in ANSWERS.items()
            )


def vote_in(round_, cell, votes, others):
    """Let a cell meet, its last two members count the ballots, its secretary close the vote."""
    secretary, deputy, *members = cell.accounts
    people = [one.person for one in cell.accounts]
    holding.ready(round_, cell, people, proposed_level="GOOD")
    names = {"chair": secretary.full_name, "deputy": deputy.full_name}
    meeting = holding.call(secretary, round_, cell, **names)
    holding.come(meeting)
    vote = SimpleNamespace(secretary=secretary, meeting=meeting, tellers=members[-2:])
    counted.name_tellers(vote)
    question = counted.ask(vote, people, method="PAPER")
    vote.question = counted.voting.open_question(secretary, question.pk)
    rows = [votes.get(one.name, others) for one in counted.subjects(question)]
    counted.count_paper(vote, *rows, number=len(people))
    counted.close(vote)


def fill_in(page, **choices):
    """Write into every field of a review; ``choices`` are its grades and level by key."""
    page.wait_for_load_state()
    for field in page.locator("[data-field] textarea").all():
        key = field.get_attribute("name").removeprefix("text-")
        field.fill("" if key == "union_post" else f"Đã làm, mục {key}.")
    for field in page.locator("[data-field] select").all():
        key = field.get_attribute("name").removeprefix("text-")
        field.select_option(choices[key])
    year_ends.all_saved(page)


def hand_in(page):
    """Check what was written and hand it in."""
    year_ends.all_saved(page)
    page.get_by_role("button", name="Kiểm tra và nộp").click()
    page.get_by_role("button", name="Nộp", exact=True).click()
    page.get_by_text(re.compile("^Đã nộp")).first.wait_for()
    axe(page)


def name_tellers(page, first, second):
    """Name two of those present as tellers."""
    page.reload()
    page.get_by_label("Người kiểm phiếu thứ nhất").select_option(label=first)
    page.get_by_label("Người kiểm phiếu thứ hai").select_option(label=second)
    page.get_by_role("button", name="Cử người kiểm phiếu").click()
    page.get_by_text(f"Đã cử: {first}, {second}.").wait_for()


def count_ballots(page, totals, votes):
    """Type the own count of a teller and sign it off; ``votes``: {name: numbers by level}.

    Returns the names on the sheet.
    """
    page.goto(reverse("tasks"))
    page.get_by_role("link", name=re.compile("Nhập kết quả kiểm phiếu")).first.click()
    sheet = page.locator("[data-count-rows] tbody tr")
    sheet.first.wait_for()
    page.wait_for_load_state()
    names = year_ends.names_in(sheet)
    year_ends.type_rows(page, [totals, *(votes[name] for name in names)])
    year_ends.all_saved(page)
    expect(page.get_by_text("Khớp", exact=True)).to_have_count(len(names))
    axe(page)
    page.get_by_role("button", name="Xác nhận số phiếu").press("Enter")
    page.get_by_role("heading", name="Người kiểm phiếu").wait_for()
    return names


def workbook_of(page):
    """Fetch the workbook of a page of results; return {sheet: [(formulas, stored values)]}."""
    link = page.get_by_role("link", name="Tải bảng Excel")
    body = page.request.get(link.get_attribute("href")).body()
    books = [load_workbook(BytesIO(body), data_only=values) for values in (False, True)]
    return {
        sheet.title: list(
            zip(
                sheet.iter_rows(values_only=True),
                books[1][sheet.title].iter_rows(values_only=True),
                strict=True,
            )
        )
        for sheet in books[0]
    }


def row_of(sheet, name):
    """Return (formulas, stored values) of the row that names something."""
    return next(row for row in sheet if row[1][1] and row[1][1].strip() == name)


def saved(page, name):
    """Wait until what was typed in somebody's row is saved."""
    row(page, name).get_by_text(re.compile("^Đã lưu")).wait_for()


def row(page, name):
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


def choose(page, name, level):
    page.wait_for_load_state()
    page.get_by_label(f"Mức quyết định: {name}").select_option(level)


def enter_votes(page, votes):
    """Enter the votes of the deciding body, each saved by itself."""
    page.wait_for_load_state()
    for name, number in votes.items():
        cell = page.get_by_label(f"Số phiếu của cấp quyết định: {name}")
        if cell.input_value() != str(number):
            cell.fill(str(number))
            cell.press("Enter")
            saved(page, name)


def make_decision(page, *names):
    """Tick so many rows, all where nobody is named, and decide."""
    year_ends.all_saved(page)
    for box in page.locator("input[name=ket-qua]").all():
        label = box.get_attribute("aria-label").removeprefix("Chọn ")
        box.set_checked(not names or label in names)
    page.get_by_label("Số quyết định").fill("12-QĐ/ĐU")
    page.get_by_role("button", name="Quyết định", exact=True).click()


def is_told(page, words):
    """Wait for why nothing was decided."""
    page.get_by_role("alert").get_by_text(words).wait_for()
