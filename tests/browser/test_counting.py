"""Counting: two tellers at their own windows, by keyboard alone, to the signed minutes."""

import re

from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from evaluations import voting
from evaluations.models import Question, SheetRow
from evaluations.queries import voting as queries
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.year_ends import all_saved, sit_down
from tests.browsing import axe, cut_off, fits, sign_in
from tests.evaluations import counted, holding

PEOPLE = 26
MOST_PRESSES = 8  # a person (quality.md)
VOTES = ([24, 3, 3], [10, 19, 1], [27, 3], [4, 26])


def make_vote():
    """Make a cell of thirty whose ballots on 26 members lie in the box."""
    return counted.make_vote(holding.HD21, 30, method="PAPER", subjects=PEOPLE, **counted.HD21)


def type_all(page, *rows):
    """Type rows of numbers as a teller does; return how many keys the longest row took."""
    most = 0
    for row in rows:
        presses = 0
        for place, number in enumerate(row, start=1):
            for key in (*str(number), "Tab" if place < len(row) else "Enter"):
                page.keyboard.press(key)
                presses += 1
        most = max(most, presses)
    return most


def count(page, rows):
    """Count every ballot on the own sheet and sign it off; return the most keys a person took."""
    page.get_by_role("link", name=re.compile("Nhập kết quả kiểm phiếu")).click()
    page.locator("[data-count-totals]").wait_for()
    page.wait_for_load_state()  # the keys work from then on
    type_all(page, [30, 30])
    most = type_all(page, *rows)
    expect(page.get_by_text("Khớp", exact=True)).to_have_count(PEOPLE)
    all_saved(page)
    page.reload()
    expect(page.get_by_text("Khớp", exact=True)).to_have_count(PEOPLE)
    axe(page)
    fits(page)
    page.get_by_role("button", name="Xác nhận số phiếu").press("Enter")
    page.get_by_role("heading", name="Người kiểm phiếu").wait_for()
    return most


def test_two_tellers_count_and_the_secretary_closes_and_prints(open_window, tmp_path):
    vote = make_vote()
    rows = [VOTES[place % len(VOTES)] for place in range(PEOPLE)]
    other = [*rows[:-1], [5, 25]]
    for teller, counts in zip(vote.tellers, (rows, other), strict=True):
        page = sit_down(open_window(**DESKTOP), teller)
        assert count(page, counts) <= MOST_PRESSES

    axe(page)
    page.get_by_role("link", name="Xem, sửa bảng của đồng chí").click()
    page.get_by_role("button", name="Mở lại để sửa").click()
    mend_last(page, rows[-1])
    secretary = sit_down(open_window(**DESKTOP), vote.secretary)
    close(secretary, vote)

    question = Question.objects.get()
    found = [one.counts["votes"] for one in queries.subjects_of(question)]
    levels = ("EXCELLENT", "GOOD", "COMPLETED")
    assert found == [dict(zip(levels, row, strict=False)) for row in rows]
    look_at_minutes(secretary, tmp_path)
    phone = open_window(**PHONE)
    sign_in(phone, vote.secretary)
    phone.goto(reverse("vote_result", args=[question.pk]))
    axe(phone)
    fits(phone)


def mend_last(page, numbers):
    """Type the last person's numbers anew, as the other teller has them."""
    row = page.locator("[data-count-rows] tbody tr").last
    row.wait_for()
    page.wait_for_load_state()  # from then on a cell that is entered is typed over
    row.locator("input[data-cell]").first.focus()
    type_all(page, numbers)
    all_saved(page)
    page.get_by_role("button", name="Xác nhận số phiếu").press("Enter")
    page.get_by_text("Người kiểm phiếu thứ nhất").wait_for()


def close(page, vote):
    """Close the vote from the meeting's console."""
    page.goto(reverse("evaluation_meeting", args=[vote.meeting.pk]))
    page.get_by_role("link", name=re.compile("Đối chiếu, kết thúc kiểm phiếu")).click()
    page.get_by_text("Số phiếu của hai người kiểm phiếu khớp nhau.").wait_for()
    page.get_by_role("button", name="Kết thúc kiểm phiếu").click()
    page.get_by_role("dialog").get_by_role("button", name="Kết thúc kiểm phiếu").click()
    page.get_by_text("Đã kết thúc kiểm phiếu").wait_for()
    axe(page)


def look_at_minutes(page, folder):
    """Print the counting minutes and read who signs."""
    address = page.get_by_role("link", name="In biên bản kiểm phiếu").get_attribute("href")
    file = folder / "bien-ban.pdf"
    file.write_bytes(page.request.get(address).body())
    last = PdfReader(file).pages[-1].extract_text()
    assert all(name in last for name in ("Lý Thị Sáu", "Mạc Văn Tư", "Cao Thị Nhung"))


def test_number_typed_before_a_power_cut_is_saved_afterwards(open_window):
    vote = counted.make_vote(holding.NG, method="PAPER", proposed_level="GOOD")
    page = open_window(**DESKTOP)
    sign_in(page, vote.tellers[0])
    address = reverse("counting", args=[vote.question.pk])
    page.goto(address)
    page.locator("[data-count-rows] input").first.focus()
    cut_off(page)
    page.keyboard.type("12")
    page.get_by_text("Chưa lưu được").wait_for()
    assert page.evaluate("localStorage.length") == 1
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(address)
    again.get_by_text(re.compile("Đã lưu")).wait_for()

    assert SheetRow.objects.get().counts == {"OUTSTANDING": 12}
    assert again.evaluate("localStorage.length") == 0


def test_number_of_another_window_is_shown_beside_the_own(open_window, complaints):
    vote = counted.make_vote(holding.NG, method="PAPER", proposed_level="GOOD")
    page = open_window(**DESKTOP)
    sign_in(page, vote.tellers[0])
    page.goto(reverse("counting", args=[vote.question.pk]))
    counted.enter(vote.tellers[0], vote.question, 1, {"OUTSTANDING": 11})

    page.locator("[data-count-rows] input").first.fill("12")
    page.get_by_text("Đã lưu ở cửa sổ khác").wait_for()
    complaints.clear()
    page.get_by_role("button", name="Giữ số này").click()
    page.get_by_text(re.compile("Đã lưu [0-9]")).wait_for()

    assert SheetRow.objects.get().counts == {"OUTSTANDING": 12}


def test_open_vote_is_entered_looked_at_and_annulled(open_window):
    vote = counted.make_vote(holding.NG, subjects=2)
    page = open_window(**PHONE)
    sign_in(page, vote.secretary)
    page.goto(reverse("counting", args=[vote.question.pk]))
    inputs = page.locator("[data-count-rows] input[data-cell]")
    inputs.nth(0).fill("12")
    inputs.nth(1).fill("7")
    page.get_by_text("Cộng 19, nhiều hơn 18 người có mặt.").wait_for()
    inputs.nth(1).fill("6")
    inputs.nth(4).fill("18")
    axe(page)
    fits(page)

    page.get_by_role("button", name="Xem kết quả").click()
    page.get_by_text("Kết quả tạm tính").wait_for()
    voting.close_question(vote.deputy, vote.question.pk)
    page.reload()
    page.get_by_role("button", name="Hủy và biểu quyết lại").click()
    page.get_by_label("Lý do").fill("Đếm nhầm")
    page.get_by_role("button", name="Hủy kết quả").click()
    page.get_by_text("đưa nội dung ra biểu quyết lại").wait_for()

    assert Question.objects.count() == 2


def test_row_is_not_called_saved_while_a_number_is_on_its_way(open_window):
    vote = counted.make_vote(holding.NG, method="PAPER", proposed_level="GOOD")
    page, held = open_window(**DESKTOP), []
    sign_in(page, vote.tellers[0])
    page.goto(reverse("counting", args=[vote.question.pk]))
    page.route(
        "**" + reverse("count_save", args=[vote.question.pk]), lambda route: held.append(route)
    )
    row = page.locator("[data-count-rows] tbody tr").first
    row.locator("input[data-cell]").nth(0).fill("12")
    row.locator("input[data-cell]").nth(1).fill("3")
    row.locator("input[data-cell]").nth(1).blur()
    for _ in range(500):
        page.wait_for_timeout(20)
        if len(held) == 2:
            break

    with page.expect_response(lambda one: one.ok):
        held[0].continue_()
    page.wait_for_function("() => document.querySelector('input[name^=before-][value=\"12\"]')")
    early = row.locator(".saved-mark").inner_text()
    held[1].continue_()

    assert early == "Đang lưu…"
    row.get_by_text(re.compile("Đã lưu")).wait_for()
    assert SheetRow.objects.get().counts == {"OUTSTANDING": 12, "GOOD": 3}
