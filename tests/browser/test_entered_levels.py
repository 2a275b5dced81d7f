"""HD 22 from the round's opening to the member who reads the level: levels are entered."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation, Subject
from organizations.models import Role
from registrations.models import Guidance, Round
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.year_ends import attend, press, print_of, says, sit_down, write_minutes
from tests.browsing import axe, fits

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Ưu điểm: hoàn thành nhiệm vụ được giao. Hạn chế: chưa chủ động học tập."
GOOD = "Đủ tư cách, hoàn thành tốt nhiệm vụ"


def look(page):
    """Look at a page: no barriers, no scrolling sideways."""
    axe(page)
    fits(page)


def open_round(window, board, bloc):
    """Open this year's round under HD 22."""
    page = sit_down(window, board)
    page.goto(reverse("round_open", args=[bloc.pk]))
    page.get_by_label(re.compile("Hướng dẫn 22-HD/ĐU")).check()
    page.get_by_label(re.compile("9 mục")).uncheck()
    page.get_by_role("button", name="Mở đợt").click()
    page.get_by_role("heading", name=re.compile("^Kết quả năm")).wait_for()
    look(page)
    return Round.objects.get(guidance=Guidance.HD22_2013)


def write_review(window, account, round_):
    """Write and hand in the own review."""
    page = sit_down(window, account)
    page.goto(reverse("own_evaluation", args=[round_.pk]))
    page.get_by_text("Nội dung kiểm điểm").click()
    page.get_by_label("Mức đồng chí tự xếp").select_option(label=GOOD)
    page.locator("#text-self_text").fill(TEXT)
    look(page)
    press(page, "Nộp")
    page.get_by_text("Đã nộp tự đánh giá.").wait_for()
    return page


def hold_meeting(page, round_, cell):
    """Review the collective at a meeting, whose draft report went out in time."""
    page.goto(reverse("evaluation_board", args=[round_.pk, cell.pk]))
    page.get_by_text("Kiểm điểm tập thể trước").wait_for()
    look(page)
    page.get_by_role("link", name="Hội nghị kiểm điểm").click()
    page.get_by_role("link", name="Lập hội nghị").click()
    page.get_by_label("Địa điểm").fill("Hội trường tầng 2")
    page.get_by_label("Người ghi biên bản").fill("Lê Thị Hoa")
    sent = timezone.localdate() - timedelta(days=3)
    page.get_by_label("Ngày gửi dự thảo báo cáo").fill(f"{sent:%d/%m/%Y}")
    look(page)
    page.get_by_role("button", name="Lập hội nghị").click()
    page.get_by_text("Đã lập hội nghị.").wait_for()
    attend(page, 3)
    look(page)
    meeting = round_.evaluation_meetings.get()
    write_minutes(page, meeting, "Kiểm điểm năm", "Chi ủy trình bày báo cáo.", "Nhất trí.")
    minutes = print_of(page, page.get_by_role("link", name=re.compile("In biên bản")))
    says(minutes, f"Hội nghị kiểm điểm năm {round_.year}", "Chi ủy trình bày báo cáo.")
    page.goto(reverse("evaluation_organization", args=[round_.pk, cell.pk]))
    look(page)
    press(page, "Đánh dấu đã kiểm điểm")
    page.get_by_text("Đã kiểm điểm").first.wait_for()


def mark(page, round_, cell, *accounts):
    """Mark people as reviewed on the board."""
    page.goto(reverse("evaluation_board", args=[round_.pk, cell.pk]))
    for one in accounts:
        page.get_by_label(f"Chọn {one.person.full_name}").check()
    press(page, "Đánh dấu đã kiểm điểm")


def enter_organization(page, round_, base, cell):
    """Enter the cell's own level with its decision."""
    page.goto(reverse("evaluation_organization", args=[round_.pk, cell.pk]))
    page.get_by_label("Mức").select_option(label="Trong sạch, vững mạnh tiêu biểu")
    page.get_by_label("Số quyết định").fill("13-QĐ/ĐU")
    look(page)
    press(page, "Quyết định")
    page.get_by_text("Đã quyết định.").wait_for()
    page.goto(reverse("decide_organizations", args=[round_.pk, base.pk]))
    page.get_by_text("Tiêu biểu").wait_for()
    look(page)


def enter_levels(window, superior, round_, base):
    """Enter the levels of the cell's people with the decision."""
    page = sit_down(window, superior)
    page.goto(reverse("decisions", args=[round_.pk, base.pk]))
    look(page)
    for field in page.get_by_label(re.compile("^Mức quyết định: ")).all():
        field.select_option(label="Tốt")
        field.blur()
    page.locator(".saved-mark[data-state=saved]").nth(2).wait_for()
    for box in page.locator("input[name=ket-qua]").all():
        box.check()
    page.get_by_label("Số quyết định").fill("12-QĐ/ĐU")
    press(page, "Quyết định")
    page.get_by_text("Đã quyết định mức của 3 đồng chí.").wait_for()
    look(page)
    return page


def make_place():
    """Make a bloc's board, a base committee's secretary and a cell of three."""
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    cell = factories.make_cell(base)
    office = factories.make_base(bloc, "Chi bộ Văn phòng", kind="BASE_CELL")
    officer = factories.make_officer
    return SimpleNamespace(
        bloc=bloc,
        base=base,
        cell=cell,
        board=officer(bloc, Role.ORGANISATION_BOARD, "Hồ Thu Vân", placed_in=office),
        superior=officer(base, full_name="Võ Minh Tú", placed_in=office),
        secretary=officer(cell, full_name="Trần Văn Bình"),
        deputy=officer(cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường"),
        member=factories.make_account(factories.make_person("Lê Thị Hoa", cell)),
    )


def test_cell_reviews_in_order_and_the_committee_enters_the_levels(open_window):
    place = make_place()
    base, cell = place.base, place.cell
    round_ = open_round(open_window(**DESKTOP), place.board, place.bloc)
    phone = write_review(open_window(**PHONE), place.member, round_)
    page = write_review(open_window(**DESKTOP), place.secretary, round_)
    second = write_review(open_window(**DESKTOP), place.deputy, round_)
    hold_meeting(page, round_, cell)
    mark(page, round_, cell, place.member)
    page.get_by_text("Kiểm điểm người đứng đầu, cấp phó, cấp ủy viên trước").first.wait_for()
    mark(second, round_, cell, place.secretary)
    mark(page, round_, cell, place.deputy, place.member)
    page.get_by_text("Đã đánh dấu 2 đồng chí đã kiểm điểm.").wait_for()
    look(page)

    above = enter_levels(open_window(**DESKTOP), place.superior, round_, base)
    enter_organization(above, round_, base, cell)
    above.goto(reverse("results", args=[round_.pk, base.pk]))
    look(above)
    press(above, "Thông báo tất cả")
    above.get_by_text("Đã thông báo").first.wait_for()

    phone.goto(reverse("own_evaluation", args=[round_.pk]))
    phone.get_by_text("số 12-QĐ/ĐU").wait_for()
    look(phone)
    says(print_of(phone, phone.get_by_role("link", name=re.compile("In thông báo"))), GOOD)
    levels = Evaluation.objects.values_list("subject", "level", "decision_number")
    people = [one for one in levels if one[0] == Subject.MEMBER]
    assert people == [(Subject.MEMBER, "GOOD", "12-QĐ/ĐU")] * 3
    assert (Subject.ORGANIZATION, "CLEAN_STRONG_EXEMPLARY", "13-QĐ/ĐU") in levels


def test_pages_fit_a_phone(open_window):
    place = make_place()
    round_ = factories.make_round(place.bloc, guidance=Guidance.HD22_2013)
    for account, names, organization in (
        (place.secretary, ("evaluation_board", "evaluation_meeting_call"), place.cell),
        (place.superior, ("decisions", "decide_organizations", "results"), place.base),
        (place.superior, ("evaluation_organization",), place.cell),
    ):
        window = sit_down(open_window(**PHONE), account)
        for name in names:
            window.goto(reverse(name, args=[round_.pk, organization.pk]))
            look(window)
