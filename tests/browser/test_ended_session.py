"""A session that ends while a form is written: the text comes back to who signs in again."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evaluations.models import Meeting
from tests import factories
from tests.browser.conftest import DESKTOP
from tests.browsing import axe, sign_in
from tests.evaluations import holding

pytestmark = pytest.mark.django_db(transaction=True)

PLACE = "Hội trường tầng 2"
TOLD = "Nội dung đồng chí đã nhập được điền lại ở dưới"


def write_and_lose(window, secretary, address):
    """Fill in the form of a meeting and press when the session is over."""
    sign_in(window, secretary)
    window.goto(address)
    window.get_by_label("Địa điểm").fill(PLACE)
    window.get_by_label("Người ghi biên bản").fill("Lê Thị Hoa")
    window.get_by_label("Khách mời").fill("Võ Minh Tú, Bí thư Đảng ủy")
    Session.objects.all().delete()
    window.get_by_role("button", name="Lập hội nghị").click()
    window.get_by_text("Phiên làm việc của đồng chí đã hết").wait_for()


def sign_in_here(window, account):
    """Sign in on the page that is open."""
    window.locator("[name=username]").fill(account.username)
    window.locator("[name=password]").fill(factories.PASSWORD)
    window.locator("[name=password]").press("Enter")


def make_place():
    """Make a cell with its secretary and another officer, and a round of this year."""
    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    round_ = factories.make_round(
        bloc, timezone.localdate().year, guidance=holding.NG, **factories.ADOPTION
    )
    secretary = factories.make_officer(cell, full_name="Trần Văn Bình")
    deputy = factories.make_officer(cell, "DEPUTY_SECRETARY", "Phạm Văn Cường")
    address = reverse("evaluation_meeting_call", args=[round_.pk, cell.pk])
    return secretary, deputy, address


def test_form_is_filled_in_again_after_signing_in(open_window):
    secretary, _, address = make_place()
    window = open_window(**DESKTOP)
    write_and_lose(window, secretary, address)

    sign_in_here(window, secretary)
    window.get_by_text(TOLD).wait_for()
    axe(window)
    expect(window.get_by_label("Địa điểm")).to_have_value(PLACE)
    window.get_by_role("button", name="Lập hội nghị").click()
    window.get_by_text("Đã lập hội nghị.").wait_for()

    assert Meeting.objects.get().place == PLACE
    window.goto(address)
    expect(window.get_by_label("Địa điểm")).to_have_value("")


def test_somebody_else_who_signs_in_here_sees_nothing_of_it(open_window):
    secretary, deputy, address = make_place()
    window = open_window(**DESKTOP)
    write_and_lose(window, secretary, address)

    sign_in_here(window, deputy)
    window.get_by_role("heading", name="Lập hội nghị").wait_for()
    expect(window.get_by_label("Địa điểm")).to_have_value("")
    expect(window.get_by_text(TOLD)).to_have_count(0)
    assert window.evaluate("sessionStorage.getItem('cam-ket:gui-lai')") is None
