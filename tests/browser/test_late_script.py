"""A slow line: what is typed before a page's script has come is saved all the same."""

import re
from contextlib import contextmanager

from django.urls import reverse

from evaluations.models import SheetRow
from registrations.models import Answer
from tests.browser.conftest import DESKTOP
from tests.browser.test_member import open_form, wait_saved
from tests.browsing import sign_in
from tests.evaluations import counted, holding


@contextmanager
def script_held(page, name, address):
    """Open a page whose script comes only after what is done with the page meanwhile."""
    held = []
    page.route(f"**/{name}.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    yield
    held[0].continue_()


def test_text_typed_before_the_script_came_is_saved(page):
    address = open_form(page)

    with script_held(page, "autosave", address):
        page.locator("#text-1").fill("Viết khi trang chưa tải xong.")
        page.locator("#text-1").blur()
    wait_saved(page, 1)

    assert Answer.objects.get(field="1").text == "Viết khi trang chưa tải xong."


def test_number_typed_before_the_script_came_is_saved(open_window):
    vote = counted.make_vote(holding.NG, method="PAPER", proposed_level="GOOD")
    page = open_window(**DESKTOP)
    sign_in(page, vote.tellers[0])

    with script_held(page, "grid", reverse("counting", args=[vote.question.pk])):
        page.locator("[data-count-rows] input[data-cell]").first.fill("12")
        page.locator("[data-count-rows] input[data-cell]").first.blur()
    page.get_by_text(re.compile("Đã lưu [0-9]")).wait_for()

    assert SheetRow.objects.get().counts == {"OUTSTANDING": 12}
