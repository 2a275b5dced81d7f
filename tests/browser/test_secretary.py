"""A secretary: the cell's board, one returned with a reason, the others confirmed, all printed."""

from django.utils import timezone

from registrations.models import Registration, Step
from tests import factories
from tests.browsing import axe, fits, sign_in

NAMES = ("Nguyễn Văn An", "Lê Thị Hoa", "Phạm Văn Sơn")


def make_cell_with_registrations():
    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    secretary = factories.make_officer(cell)
    round_ = factories.make_round(bloc, timezone.localdate().year)
    for name in NAMES:
        account = factories.make_account(factories.make_person(name, cell))
        factories.hand_in(account, round_)
    return secretary


def test_secretary_returns_one_and_confirms_the_others(page):
    sign_in(page, make_cell_with_registrations())
    axe(page)
    fits(page)

    page.get_by_role("link", name="Lê Thị Hoa", exact=True).click()
    panel = page.locator("#panel")
    panel.get_by_text("Nội dung cam kết mục 5.").wait_for()
    axe(page)
    panel.get_by_role("button", name="Trả lại để bổ sung").click()
    page.get_by_label("Lý do trả lại").fill("Mục 5 chưa có chỉ tiêu cụ thể.")
    axe(page)
    page.get_by_role("button", name="Trả lại", exact=True).click()
    page.get_by_text("Đã trả lại để Lê Thị Hoa bổ sung").wait_for()
    page.get_by_label("Chọn tất cả bản chờ xác nhận").check()
    page.get_by_role("button", name="Xác nhận các bản đã chọn").click()
    page.get_by_text("Đã xác nhận 2 bản cam kết.").wait_for()
    page.get_by_role("link", name="In cả chi bộ").click()
    page.get_by_text("Chưa in được (2)").wait_for()
    axe(page)
    answer = page.request.get(page.get_by_role("link", name="Tải tệp PDF").get_attribute("href"))

    assert answer.body().startswith(b"%PDF-")
    steps = {one.person.full_name: one.step for one in Registration.objects.all()}
    assert steps == {
        "Nguyễn Văn An": Step.CONFIRMED,
        "Lê Thị Hoa": Step.RETURNED,
        "Phạm Văn Sơn": Step.CONFIRMED,
    }


def test_secretary_works_by_keyboard(page):
    sign_in(page, make_cell_with_registrations())

    page.get_by_role("link", name="Nguyễn Văn An", exact=True).focus()
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")  # past the own row, in which there is nothing to do
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    page.locator("#panel h2", has_text="Lê Thị Hoa").wait_for()
    page.get_by_role("button", name="Xác nhận các bản đã chọn").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã xác nhận 2 bản cam kết.").wait_for()

    assert Registration.objects.filter(step=Step.CONFIRMED).count() == 2


def test_secretary_on_a_phone(phone):
    sign_in(phone, make_cell_with_registrations())
    axe(phone)
    fits(phone)

    phone.get_by_role("link", name="Nguyễn Văn An", exact=True).click()
    phone.locator("#panel").get_by_role("button", name="Xác nhận", exact=True).click()
    phone.get_by_text("Đã xác nhận bản cam kết của Nguyễn Văn An.").wait_for()

    fits(phone)
    assert Registration.objects.filter(step=Step.CONFIRMED).count() == 1
