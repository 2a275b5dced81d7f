"""The pages "Quy định" when something fails on the way, on narrow columns and on paper."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.test_guidance import ANSWER, NUMBER, make_secretary, open_guidance
from tests.browsing import axe, sign_in
from tests.factories import PASSWORD

FAILED = "Chưa tính được, mất kết nối. Đồng chí thử lại."


def ask(page, number):
    page.locator(NUMBER).fill(number)


def answered(page):
    page.locator(ANSWER).locator("li").first.wait_for()


def cut(route):
    route.abort("internetdisconnected")


def broken(route):
    route.fulfill(status=500, body="<h1>Server Error</h1>")


def too_long(route):
    route.fulfill(status=414, body="<h1>Request-URI Too Long</h1>")


@pytest.mark.parametrize("trouble", [cut, broken, too_long])
def test_failed_request_is_told_in_place_of_the_former_answer(page, complaints, trouble):
    open_guidance(page)
    ask(page, "30")
    answered(page)

    page.route("**/quy-dinh/**", trouble)
    ask(page, "45")
    page.locator(ANSWER).get_by_text(FAILED).wait_for()
    expect(page.locator(ANSWER)).to_have_text(FAILED)
    expect(page.locator(NUMBER)).not_to_have_attribute("aria-invalid", re.compile(""))
    axe(page)
    page.unroute("**/quy-dinh/**")
    ask(page, "15")
    answered(page)

    expect(page.locator(ANSWER)).not_to_contain_text(FAILED)
    assert complaints
    complaints.clear()


def test_former_answer_goes_as_soon_as_typing_starts(page):
    open_guidance(page)
    ask(page, "30")
    answered(page)
    page.route("**/quy-dinh/**", lambda route: None)  # never answered

    ask(page, "45")

    expect(page.locator(ANSWER)).to_have_text("")


def test_late_answer_is_not_shown_under_another_number(page):
    open_guidance(page)
    held = []
    page.route("**/quy-dinh/**", lambda route: held.append(route))
    ask(page, "30")
    while not held:
        page.wait_for_timeout(20)

    ask(page, "45")
    page.wait_for_timeout(400)  # longer than the field waits
    with page.expect_request("**so=45"):  # sent when the first answer has been dealt with
        held[0].continue_()

    expect(page.locator(ANSWER)).to_have_text("")


def test_ended_session_leads_to_the_sign_in_page_and_back(page):
    secretary = make_secretary()
    sign_in(page, secretary)
    page.goto(reverse("guidance", args=["neu_guong_2017"]) + "?nam=2019#tinh-nhanh")
    before = page.url
    page.context.clear_cookies()

    ask(page, "30")
    page.wait_for_url(lambda url: reverse("sign_in") in url)
    assert "http://" not in parse_qs(urlsplit(page.url).query)["next"][0]
    page.locator("[name=username]").fill(secretary.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(before)

    expect(page.locator(NUMBER)).to_be_visible()


def test_number_field_takes_no_more_than_a_number(page):
    open_guidance(page)

    page.locator(NUMBER).press_sequentially("1" * 25)

    expect(page.locator(NUMBER)).to_have_value("1" * 20)


def test_arrow_of_the_contents_has_room_inside_what_scrolls(page):
    open_guidance(page)

    room = page.evaluate(
        """() => {
          const list = document.querySelector(".sections");
          const summary = list.querySelector("summary");
          return parseFloat(getComputedStyle(summary).paddingLeft)
            + summary.getBoundingClientRect().left - list.getBoundingClientRect().left;
        }"""
    )

    assert room >= 3  # half of what a square of 0.45em gains when it is turned


@pytest.mark.parametrize("width", [900, DESKTOP["viewport"]["width"]])
def test_headings_of_the_days_stay_whole(open_window, width):
    window = open_window(viewport={"width": width, "height": 800})
    open_guidance(window)

    lines = window.locator("#thoi-han thead th").last.evaluate(
        """(cell) => {
          const text = document.createRange();
          text.selectNodeContents(cell);
          return text.getClientRects().length;
        }"""
    )

    assert lines == 1


def test_printed_card_breaks_between_its_paragraphs_but_not_after_its_heading(page):
    open_guidance(page)
    page.emulate_media(media="print")

    breaks = page.locator("#NG-09").evaluate(
        """(card) => Object.fromEntries([
            ["card", getComputedStyle(card).breakInside],
            ...["h3", "figcaption", ".of-level"].map((one) =>
              [one, getComputedStyle(card.querySelector(one)).breakAfter]),
            ...["blockquote", "blockquote p"].map((one) =>
              [one, getComputedStyle(card.querySelector(one)).breakInside]),
        ])"""
    )

    assert breaks == {
        "card": "auto",
        "h3": "avoid",
        "figcaption": "avoid",
        ".of-level": "avoid",
        "blockquote": "auto",
        "blockquote p": "avoid",
    }
