from playwright.sync_api import expect

from tests.browsing import axe, fits, sign_in
from tests.factories import make_account, make_bloc, make_cell, make_person


def make_member():
    cell = make_cell(make_bloc())
    return make_account(make_person("Nguyễn Văn An", cell))


def test_sign_in_at_a_desk(page):
    account = make_member()

    sign_in(page, account)

    expect(page.get_by_text("Nguyễn Văn An").first).to_be_visible()
    axe(page)


def test_sign_in_on_a_phone(phone):
    account = make_member()
    phone.goto("/")
    axe(phone)
    fits(phone)

    sign_in(phone, account)

    axe(phone)
    fits(phone)


def test_sign_in_with_a_wrong_password_is_told(page):
    account = make_member()
    page.goto("/")

    page.locator("[name=username]").fill(account.username)
    page.locator("[name=password]").fill("sai-mat-khau")
    page.locator("[name=password]").press("Enter")

    page.get_by_text("mật khẩu").first.wait_for()
    expect(page.locator("[aria-invalid=true], [role=alert]")).not_to_have_count(0)
    axe(page)
