"""The year's end by keyboard: a secretary's board of 60 people; a member's phone."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evaluations.models import Evaluation
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.browsing import axe, fits, sign_in
from tests.evaluations.acts import propose
from tests.evaluations.conftest import make_year

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(live_server):
    return make_year()


def open_board(window, place, round_):
    sign_in(window, place.secretary)
    window.goto(reverse("evaluation_board", args=[round_.pk, place.cell.pk]))


def row(window, name):
    return window.get_by_role("row").filter(has_text=name)


def test_board_of_sixty_fits_and_is_worked_by_keyboard(open_window, place):
    for number in range(55):
        factories.make_person(f"Nguyễn Hữu Số {number:02}", place.cell, civil_servant=number % 2)
    window = open_window(**DESKTOP)
    open_board(window, place, place.hd)
    fits(window)
    axe(window)

    window.goto(reverse("evaluation_board", args=[place.ng.pk, place.cell.pk]))
    fits(window)
    link = window.get_by_role("link", name="Nguyễn Văn An")
    link.focus()
    window.keyboard.press("ArrowRight")
    window.keyboard.press("3")
    row(window, "Nguyễn Văn An").get_by_text("Đã lưu").wait_for()
    window.keyboard.press("ArrowLeft")
    window.keyboard.press("Enter")
    window.locator("#panel").get_by_label("Biểu dương").fill("Gương mẫu")
    axe(window)
    fits(window)
    window.locator("#panel").get_by_role("button", name="Lưu", exact=True).press("Enter")
    window.locator("#panel").get_by_text("Đã lưu lúc").wait_for()

    one = Evaluation.objects.get()
    assert (one.proposed_level, one.praise) == ("PIONEERING", "Gương mẫu")


def test_board_and_panel_lead_each_other(open_window, place):
    window = open_window(**DESKTOP)
    open_board(window, place, place.ng)
    cell = row(window, "Nguyễn Văn An").get_by_role("combobox")
    window.get_by_role("link", name="Nguyễn Văn An").press("Enter")
    panel = window.locator("#panel").get_by_label("Dự kiến mức")
    panel.wait_for()

    cell.select_option("GOOD")
    row(window, "Nguyễn Văn An").get_by_text("Đã lưu").wait_for()
    expect(panel).to_have_value("GOOD")
    panel.select_option("PIONEERING")
    window.locator("#panel").get_by_role("button", name="Lưu", exact=True).click()
    window.locator("#panel").get_by_text("Đã lưu lúc").wait_for()
    expect(cell).to_have_value("PIONEERING")
    cell.select_option("GOOD")
    row(window, "Nguyễn Văn An").get_by_text("Đã lưu").wait_for()

    assert Evaluation.objects.get().proposed_level == "GOOD"


def test_two_secretaries_see_both_levels(open_window, place, complaints):
    window = open_window(**DESKTOP)
    open_board(window, place, place.ng)
    propose(place, place.ng, "GOOD", by=place.deputy)

    cell = row(window, "Nguyễn Văn An").get_by_role("combobox")
    cell.select_option("PIONEERING")
    window.get_by_text("Đã lưu ở cửa sổ khác: Tốt").wait_for()
    complaints.clear()  # the browser names the refused save
    window.get_by_role("button", name="Giữ nội dung ở ô").click()
    row(window, "Nguyễn Văn An").get_by_text(re.compile("Đã lưu [0-9]")).wait_for()

    assert Evaluation.objects.get().proposed_level == "PIONEERING"


def test_member_assesses_the_own_year_on_a_phone(open_window, place):
    window = open_window(**PHONE)
    sign_in(window, place.member)
    window.goto(reverse("tasks"))
    window.get_by_role("link", name="Tự đánh giá Đăng ký nêu gương").click()
    fits(window)
    axe(window)

    window.get_by_label("Mức đồng chí tự xếp").select_option("GOOD")
    window.get_by_label("Vì sao đồng chí xếp mức này").fill("Hoàn thành các nội dung đã đăng ký")
    window.get_by_role("button", name="Nộp").click()
    window.get_by_text("Đã nộp tự đánh giá").wait_for()
    fits(window)

    one = Evaluation.objects.get()
    assert (one.self_level, one.self_text) == ("GOOD", "Hoàn thành các nội dung đã đăng ký")
    assert one.self_at is not None


def write_in_panel(window, name, text):
    window.get_by_role("link", name=name).click()
    window.locator("#panel").get_by_role("heading", name=name).wait_for()
    window.locator("#panel").get_by_label("Biểu dương").fill(text)


def test_what_is_typed_in_the_panel_is_not_dropped_by_opening_another_row(open_window, place):
    factories.make_person("Lê Văn Bốn", place.cell)
    window = open_window(**DESKTOP)
    open_board(window, place, place.ng)
    write_in_panel(window, "Nguyễn Văn An", "Gương mẫu")

    window.get_by_role("link", name="Lê Văn Bốn").press("Enter")
    window.get_by_role("dialog").get_by_text("chưa lưu").wait_for()
    axe(window)
    window.get_by_role("button", name="Quay lại").click()
    expect(window.locator("#panel").get_by_label("Biểu dương")).to_have_value("Gương mẫu")
    expect(window.locator("tr a[aria-current]")).to_have_text("Nguyễn Văn An")

    window.locator("#panel").get_by_role("button", name="Lưu", exact=True).click()
    window.locator("#panel").get_by_text("Đã lưu lúc").wait_for()
    window.get_by_role("link", name="Lê Văn Bốn").press("Enter")
    window.locator("#panel").get_by_role("heading", name="Lê Văn Bốn").wait_for()
    assert Evaluation.objects.get().praise == "Gương mẫu"


def test_panel_outlives_the_session_and_a_lost_connection(open_window, place, complaints):
    window = open_window(**DESKTOP)
    open_board(window, place, place.ng)
    write_in_panel(window, "Nguyễn Văn An", "Gương mẫu")
    save = window.locator("#panel").get_by_role("button", name="Lưu", exact=True)

    window.context.set_offline(True)
    save.click()
    window.locator("#panel").get_by_text("Chưa lưu được – mất kết nối.").wait_for()
    window.context.set_offline(False)
    window.context.clear_cookies(name="sessionid")
    save.click()
    window.locator("#panel").get_by_text("Chưa lưu được – hết phiên làm việc.").wait_for()
    sign_in(window.context.new_page(), place.secretary)
    save.click()
    window.locator("#panel").get_by_text("Đã lưu lúc").wait_for()

    assert Evaluation.objects.get().praise == "Gương mẫu"
    complaints.clear()  # the browser names what could not be sent


def test_panel_tells_what_was_refused(open_window, place, complaints):
    window = open_window(**DESKTOP)
    open_board(window, place, place.ng)
    write_in_panel(window, "Nguyễn Văn An", "Gương mẫu")
    place.secretary.person.positions.update(ended_on=timezone.localdate())

    window.locator("#panel").get_by_role("button", name="Lưu", exact=True).click()
    window.locator("#panel").get_by_text("đồng chí không còn quyền").wait_for()

    expect(window.locator("#panel").get_by_label("Biểu dương")).to_have_value("Gương mẫu")
    complaints.clear()
