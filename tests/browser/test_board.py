"""The organisation board: a list comes in, the round opens, the tree shows who is missing."""

import re
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from organizations.models import Person, Role
from registrations.models import Round
from tests import factories
from tests.browsing import axe, fits, sign_in

LIST = Path(__file__).parent.parent / "data" / "danh-sach-dang-vien.xlsx"
THIS_YEAR = timezone.localdate().year


def make_board():
    bloc = factories.make_bloc()
    office = factories.make_base(bloc, "Chi bộ Cơ quan Đảng ủy Khối", kind="BASE_CELL")
    return factories.make_officer(bloc, Role.ORGANISATION_BOARD, placed_in=office)


def test_board_imports_a_list_opens_the_round_and_sees_who_is_missing(page):
    sign_in(page, make_board())

    page.get_by_role("link", name="Nhập danh sách").first.click()
    axe(page)
    page.locator("input[type=file]").set_input_files(LIST)
    page.get_by_role("button", name="Tải lên và xem trước").click()
    page.get_by_text("Đã đọc tệp, chưa ghi gì.").wait_for()
    assert Person.objects.count() == 1
    expect(page.locator("main")).to_contain_text("31/02/1985")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Áp dụng").click()
    page.get_by_role("dialog").get_by_role("button", name="Áp dụng").click()
    page.get_by_text("Đã ghi danh sách.").wait_for()
    assert Person.objects.count() == 370

    page.get_by_role("link", name="Đợt đăng ký").first.click()
    page.get_by_role("link", name="Mở đợt mới").click()
    axe(page)
    page.get_by_role("button", name="Mở đợt").click()
    page.get_by_text("Đã mở: Bản cam kết tu dưỡng, rèn luyện, phấn đấu (9 mục)").wait_for()
    assert Round.objects.get().year == THIS_YEAR
    axe(page)
    fits(page)
    page.get_by_role("link", name="Đảng bộ Sở Y tế", exact=True).click()
    page.get_by_role("link", name=re.compile("chưa nộp, Chi bộ 2$")).click()
    page.get_by_role("heading", name="Chi bộ 2").wait_for()
    axe(page)

    expect(page.locator("tbody tr")).to_have_count(13)


def test_board_follows_the_year_on_a_phone(phone):
    board = make_board()
    bloc = board.person.positions.get().organization
    cell = factories.make_cell(factories.make_base(bloc))
    round_ = factories.make_round(bloc, THIS_YEAR)
    for name in ("Nguyễn Văn An", "Lê Thị Hoa"):
        factories.make_person(name, cell)
    factories.hand_in(factories.make_account(factories.make_person("Hồ Văn Tú", cell)), round_)
    sign_in(phone, board)
    axe(phone)
    fits(phone)

    phone.get_by_role("link", name="Đảng bộ Sở Xây dựng", exact=True).click()
    phone.get_by_role("link", name="Chi bộ 1", exact=True).click()
    phone.get_by_text("Hồ Văn Tú").wait_for()

    axe(phone)
    fits(phone)
