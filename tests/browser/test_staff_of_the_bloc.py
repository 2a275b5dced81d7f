"""The organisation board at the year's end: R3 on disk in few clicks, odd words, an open round."""

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluations.models import Evaluation
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.browsing import axe, fits, sign_in
from tests.evaluations.deciding import GOOD, choose, decide, make_world, voted

pytestmark = pytest.mark.django_db(transaction=True)

MOST_CLICKS = 4
ENDLESS = "x" * 1500


def make_place():
    """Make last year's round decided for some, and this year's, which is the newest."""
    world = make_world()
    world.rows = voted(world, GOOD, GOOD, GOOD)
    choose(world, world.rows[0], GOOD)
    decide(world, world.rows[0])
    Evaluation.objects.filter(pk=world.rows[0].pk).update(decision_reason=ENDLESS)
    factories.make_round(world.bloc, timezone.localdate().year)
    return world


def test_the_years_r3_is_on_disk_in_few_clicks(open_window, complaints, tmp_path):
    world, page = make_place(), open_window(**DESKTOP)
    sign_in(page, world.board)
    page.goto(reverse("home"))
    clicks = 0

    def click(link):
        nonlocal clicks
        clicks += 1
        link.click()

    click(page.get_by_role("link", name="Đánh giá, xếp loại", exact=True))
    results = reverse("results", args=[world.round.pk, world.bloc.pk])
    click(page.locator(f'a[href="{results}"]'))
    with page.expect_download() as download:
        click(page.get_by_role("link", name="Tải bảng Excel"))

    download.value.save_as(tmp_path / "R3.xlsx")
    assert clicks <= MOST_CLICKS
    assert load_workbook(tmp_path / "R3.xlsx").sheetnames[:2] == ["Tổng hợp", "Danh sách"]


@pytest.mark.parametrize("shape", [DESKTOP, PHONE])
def test_an_endless_word_widens_no_table(open_window, complaints, shape):
    world, page = make_place(), open_window(**shape)
    sign_in(page, world.board)
    for name, organization in (("decisions", world.base), ("result_people", world.bloc)):
        page.goto(reverse(name, args=[world.round.pk, organization.pk]))
        page.get_by_text(ENDLESS[:40]).wait_for()
        fits(page)


def test_closing_page_and_received_reports_are_read_by_everybody(open_window, complaints):
    world = make_place()
    for shape in (DESKTOP, PHONE):
        page = open_window(**shape)
        sign_in(page, world.board)
        page.goto(reverse("round_switch", args=[world.round.pk]))
        page.get_by_text("người chưa xếp mức").wait_for()
        axe(page)
        fits(page)
        page.get_by_role("link", name="chưa báo cáo kết quả năm").click()
        page.get_by_role("heading", name="Báo cáo của tổ chức trực thuộc").wait_for()
        axe(page)
        fits(page)


def test_tasks_of_a_committee_lead_to_its_table(open_window, complaints):
    world, page = make_place(), open_window(**PHONE)
    sign_in(page, world.superior)
    page.goto(reverse("tasks"))
    page.get_by_text("Còn 2 đồng chí").wait_for()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Quyết định mức của đảng viên").click()
    page.get_by_role("heading", name="Quyết định mức chất lượng").wait_for()
    axe(page)
