"""The pages "Quy định": from the round to its rules, the calculator, the words to find."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evaluations.rules.registry import GUIDANCES
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.browsing import axe, fits, sign_in

THIS_YEAR = timezone.localdate().year
NUMBER = "#so-bieu-quyet-muc-cua-dang-vien"
ANSWER = "#ket-qua-bieu-quyet-muc-cua-dang-vien"


def make_secretary():
    bloc = factories.make_bloc()
    factories.make_round(bloc, THIS_YEAR)
    return factories.make_officer(factories.make_cell(factories.make_base(bloc)))


def open_guidance(window, name="neu_guong_2017", asked=""):
    sign_in(window, make_secretary())
    window.goto(reverse("guidance", args=[name]) + asked)


def test_secretary_goes_from_the_round_to_its_rules(page):
    sign_in(page, make_secretary())

    page.get_by_role("link", name="Quy định áp dụng").click()
    page.get_by_role("heading", name="Bản cam kết tu dưỡng", exact=False).wait_for()
    expect(page).to_have_url(re.compile(rf"/quy-dinh/cam_ket_9/\?nam={THIS_YEAR}$"))
    page.get_by_role("link", name="CK-03").first.click()

    expect(page).to_have_url(re.compile("#CK-03$"))
    expect(page.locator("#CK-03")).to_be_visible()


def test_calculator_answers_while_typing_and_tells_what_is_wrong(page):
    open_guidance(page)
    field = page.locator(NUMBER)

    field.press_sequentially("30", delay=350)
    page.locator(ANSWER).get_by_text("cần ít nhất 20 trong 30 phiếu").first.wait_for()
    expect(field).to_have_value("30")
    expect(field).to_have_attribute("aria-invalid", "false")
    axe(page)
    field.fill("ba mươi")
    page.locator(ANSWER).get_by_text("Chỉ điền số, ví dụ: 30.").wait_for()
    expect(field).to_have_value("ba mươi")
    expect(field).to_have_attribute("aria-invalid", "true")
    axe(page)
    field.fill("15")
    page.locator(ANSWER).get_by_text("cần ít nhất 10 trong 15 phiếu").first.wait_for()
    expect(field).to_have_attribute("aria-invalid", "false")
    page.locator(ANSWER).get_by_role("link", name="NG-09").click()

    expect(page).to_have_url(re.compile("#NG-09$"))
    expect(field).to_have_value("15")


def test_button_answers_at_an_address_that_can_be_sent(page):
    open_guidance(page, asked="?nam=2019")

    page.locator(NUMBER).fill("30")
    page.locator(NUMBER).press("Enter")
    page.wait_for_url("**so=30#tinh-bieu-quyet-muc-cua-dang-vien")

    expect(page.locator(ANSWER).get_by_text("cần ít nhất 20 trong 30 phiếu").first).to_be_visible()
    expect(page.locator("summary", has_text="Năm 2019")).to_be_visible()
    axe(page)


def test_calculator_without_script(chromium, live_server):
    secretary = make_secretary()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, **PHONE)
    window = context.new_page()
    sign_in(window, secretary)
    window.goto(reverse("guidance", args=["neu_guong_2017"]))

    window.locator("#so-muc-cua-to-chuc-theo-diem").fill("89,5")
    window.locator("#tinh-muc-cua-to-chuc-theo-diem").get_by_role("button", name="Tính").click()

    expect(window.locator("#ket-qua-muc-cua-to-chuc-theo-diem")).to_contain_text("mức “Tốt”")
    expect(window.locator("#so-muc-cua-to-chuc-theo-diem")).to_have_value("89,5")
    context.close()


def test_contents_fold_on_a_phone_and_stand_beside_the_text_at_a_desk(open_window):
    seen = {}
    secretary = make_secretary()
    for name, shape in (("desk", DESKTOP), ("phone", PHONE)):
        window = open_window(**shape)
        sign_in(window, secretary)
        window.goto(reverse("guidance", args=["hd21_2019"]))
        link = window.get_by_role("navigation", name="Trên trang này").get_by_text("H21-15")
        seen[name] = [link.is_visible()]
        if name == "phone":
            window.get_by_text("Trên trang này").click()
            seen[name].append(link.is_visible())
            axe(window)
            fits(window)

    assert seen == {"desk": [True], "phone": [False, True]}


def test_words_without_accents_find_rules_on_a_phone(phone):
    open_guidance(phone)

    phone.get_by_label("Tìm trong văn bản này").last.fill("bieu quyet 2/3")
    phone.get_by_role("button", name="Tìm").click()
    phone.get_by_text("1 trong 14 quy định").wait_for()

    expect(phone.locator("article")).to_have_count(1)
    expect(phone.locator("article")).to_have_id("NG-09")
    axe(phone)
    fits(phone)


def test_search_for_a_name_goes_on_to_the_rules_of_all_documents(phone):
    sign_in(phone, make_secretary())

    phone.goto(reverse("search") + "?q=phieu kin")
    axe(phone)
    phone.get_by_role("link", name="trong mục Quy định").click()
    phone.get_by_role("link", name="NG-12").wait_for()
    axe(phone)
    fits(phone)
    phone.get_by_role("link", name="NG-12").click()

    expect(phone).to_have_url(re.compile("/quy-dinh/neu_guong_2017/#NG-12$"))
    expect(phone.locator("#NG-12")).to_be_visible()


@pytest.mark.parametrize("shape", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_guidance_is_without_barriers(open_window, shape, scheme):
    window = open_window(color_scheme=scheme, **shape)
    sign_in(window, make_secretary())

    for name in GUIDANCES:
        window.goto(reverse("guidance", args=[name]) + "?nam=2026")
        axe(window)
        fits(window)
