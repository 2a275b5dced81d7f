"""A meeting's console by keyboard: who is there, counted live; two officers at once; a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import RollEntry
from tests.browser.conftest import DESKTOP, PHONE
from tests.browsing import axe, fits, sign_in
from tests.evaluations.holding import NG, call, entry, make_round, make_tree

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tree(live_server):
    return make_tree()


@pytest.fixture
def meeting(tree):
    return call(tree.secretary, make_round(tree.bloc, NG), tree.cell)


def open_console(window, account, meeting):
    sign_in(window, account)
    window.goto(reverse("evaluation_meeting", args=[meeting.pk]))


def test_attendance_is_taken_by_keyboard_and_counted_live(open_window, tree, meeting):
    window = open_window(**DESKTOP)
    open_console(window, tree.secretary, meeting)
    fits(window)
    axe(window)
    presence, quorum = window.locator("#presence"), window.locator("#quorum")

    window.get_by_label("Nguyễn Văn An có mặt").focus()
    for _ in range(4):
        window.keyboard.press("x")
        window.keyboard.press("ArrowDown")
    quorum.get_by_text("Có mặt 4/5: đủ người để tiến hành.").wait_for()
    for _ in range(3):
        window.keyboard.press("ArrowRight")
    window.keyboard.type("Đi công tác")
    window.keyboard.press("Enter")
    window.get_by_label("Giờ đến của Nguyễn Văn An").fill("1420")
    window.keyboard.press("Enter")
    window.get_by_role("row").filter(has_text="Nguyễn Văn An").get_by_text("Đã lưu").wait_for()

    expect(presence.get_by_text("Đang có mặt")).to_have_count(1)
    expect(window.get_by_label("Giờ đến của Nguyễn Văn An")).to_have_value("14:20")
    away = RollEntry.objects.get(meeting=meeting, present=False)
    assert (away.name, away.absence) == ("Bùi Thị Tú", "Đi công tác")
    axe(window)


def test_what_another_officer_wrote_is_shown_beside(open_window, tree, meeting, complaints):
    mine, theirs = open_window(**DESKTOP), open_window(**DESKTOP)
    open_console(mine, tree.secretary, meeting)
    open_console(theirs, tree.deputy, meeting)
    label = "Lý do vắng của Lê Thị Hoa"

    theirs.get_by_label(label).fill("Ốm")
    theirs.get_by_label(label).press("Enter")
    theirs.get_by_text("Đã lưu").first.wait_for()
    mine.get_by_label(label).fill("Việc riêng")
    mine.get_by_label(label).press("Enter")
    both = mine.locator(".versions")
    both.wait_for()

    expect(both).to_contain_text("Ốm")
    expect(both).to_contain_text("Việc riêng")
    both.get_by_role("button", name="Giữ nội dung này").click()
    mine.get_by_text("Đã lưu").first.wait_for()
    assert entry(meeting, "Lê Thị Hoa").absence == "Việc riêng"
    assert len(complaints) == 1
    assert "409" in complaints.pop()


def test_console_on_a_phone(open_window, tree, meeting):
    window = open_window(**PHONE)
    open_console(window, tree.deputy, meeting)

    fits(window)
    axe(window)


def test_a_time_typed_before_the_tick_is_saved_with_it(open_window, tree, meeting, complaints):
    window = open_window(**DESKTOP)
    open_console(window, tree.secretary, meeting)
    row = window.get_by_role("row").filter(has_text="Nguyễn Văn An")

    window.get_by_label("Giờ đến của Nguyễn Văn An").fill("14h20")
    window.get_by_label("Giờ đến của Nguyễn Văn An").press("Enter")
    row.get_by_text("Đánh dấu có mặt trước khi ghi giờ").wait_for()
    window.get_by_label("Nguyễn Văn An có mặt").check()
    expect(window.get_by_label("Giờ đến của Nguyễn Văn An")).to_have_value("14:20")
    row.get_by_text("Đã lưu").wait_for()

    assert f"{entry(meeting, 'Nguyễn Văn An').arrived_at:%H:%M}" == "14:20"
    assert "422" in complaints.pop()


def test_what_was_refused_is_still_said_when_another_cell_is_saved(
    open_window, tree, meeting, complaints
):
    window = open_window(**DESKTOP)
    open_console(window, tree.secretary, meeting)
    row = window.get_by_role("row").filter(has_text="Nguyễn Văn An")

    window.get_by_label("Giờ về của Nguyễn Văn An").fill("15:00")
    window.get_by_label("Giờ về của Nguyễn Văn An").press("Enter")
    row.get_by_text("Đánh dấu có mặt trước khi ghi giờ").wait_for()
    with window.expect_response(lambda one: one.status == 422):
        window.get_by_label("Lý do vắng của Nguyễn Văn An").fill("Ốm")
        window.get_by_label("Lý do vắng của Nguyễn Văn An").press("Enter")

    row.get_by_text("Đánh dấu có mặt trước khi ghi giờ").wait_for()
    assert entry(meeting, "Nguyễn Văn An").absence == "Ốm"
    complaints.clear()
