"""Comment meetings: a committee's form 01 and a member's form 02 from writing to receipt."""

import re

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from organizations.models import Role
from registrations.models import CommentMeeting, Registration, Step
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.browsing import axe, fits, sign_in, text_of
from tests.documents.samples import squeezed
from tests.registrations.exemplary import begin, make_exemplary_round, non_member


def make_base():
    """Make a base committee with a cell, its officers, and people who have written."""
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    cell = factories.make_cell(base)
    factories.make_cell(base, "Chi bộ 2")
    round_ = make_exemplary_round(bloc)
    return bloc, base, cell, round_


def call_meeting(page):
    """Fill in the page that calls a meeting for today."""
    page.get_by_role("link", name="Lập hội nghị").click()
    page.get_by_label("Ngày họp").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Giờ họp").fill("14:00")
    page.get_by_label("Địa điểm").fill("Hội trường tầng 3")
    page.get_by_label("Người ghi biên bản").fill("Lê Thị Hoa")
    axe(page)
    fits(page)


def test_button_pressed_twice_sends_its_form_once(open_window):
    _, _, cell, round_ = make_base()
    page = open_window(**DESKTOP)
    sign_in(page, factories.make_officer(cell))
    page.goto(reverse("meetings", args=[round_.pk, cell.pk]))
    call_meeting(page)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else 0)
    button = page.get_by_role("button", name="Lập hội nghị")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()

    for _ in range(2):
        page.mouse.click(box["x"] + 10, box["y"] + 10)
        page.wait_for_timeout(40)  # as fast as fingers are
    page.get_by_text("Đã lập hội nghị.").wait_for()

    assert len(sent) == 1
    assert CommentMeeting.objects.count() == 1


def test_committees_form_passes_its_meeting_and_is_received(open_window):
    bloc, base, cell, round_ = make_base()
    secretary = factories.make_officer(base, full_name="Võ Minh Tú", placed_in=cell)
    factories.make_officer(cell)
    board = factories.make_officer(bloc, Role.PROPAGANDA_BOARD, "Hồ Thu Vân", placed_in=cell)
    page = open_window(**DESKTOP)
    sign_in(page, secretary)

    begin_on_the_page(page)
    write_on_the_page(page)
    registration = Registration.objects.get(person=None)
    hold_on_the_page(page)
    rework_and_hand_in(page, registration)
    receive(open_window(**DESKTOP), board, round_)
    printed = print_on_the_page(page, registration)

    assert squeezed("Hoàn thành 100% trong 12 chỉ tiêu.") in printed
    assert squeezed("Người nhận: Hồ Thu Vân") in printed
    registration.refresh_from_db()
    assert registration.step == Step.CONFIRMED
    assert registration.signed["confirmed_by"] == "Hồ Thu Vân"


def begin_on_the_page(page):
    """Begin the organization's form from the tasks of its committee."""
    page.goto(reverse("tasks"))
    axe(page)
    page.get_by_role("button", name="Bắt đầu viết bản đăng ký của Đảng bộ Sở Xây dựng").click()
    page.get_by_role("heading", name=re.compile(r"Bản đăng ký \(Mẫu 01\)")).wait_for()


def write_on_the_page(page):
    """Write every section; the check sends the committee to its meeting first."""
    sections = page.locator("#commitment textarea")
    for number in range(sections.count()):
        sections.nth(number).fill(f"Nội dung đăng ký {number + 1}.")
    page.get_by_role("button", name="Kiểm tra và nộp").click()
    page.get_by_text("trình bày tại hội nghị góp ý rồi mới nộp").wait_for()
    axe(page)
    fits(page)
    expect(page.get_by_role("button", name="Nộp", exact=True)).to_have_count(0)


def hold_on_the_page(page):
    """Call the committee's meeting, note who is missing and what was said, finish, print."""
    page.goto(reverse("tasks"))
    page.get_by_role("link", name=re.compile("Hội nghị góp ý của Đảng bộ Sở Xây dựng")).click()
    axe(page)
    call_meeting(page)
    page.get_by_label("Lãnh đạo các tổ chức đoàn thể").fill("Lý Thị Công, Chủ tịch Công đoàn")
    page.get_by_role("button", name="Lập hội nghị").click()
    page.get_by_text("Đã lập hội nghị.").wait_for()
    axe(page)
    fits(page)
    page.get_by_label("Trần Thị Bình có mặt").focus()
    page.keyboard.press("x")
    page.locator("[data-field^=present] .saved-mark[data-state=saved]").wait_for()
    page.get_by_label("Ý kiến với Đảng bộ Sở Xây dựng").fill("Mục 4 cần nêu chỉ tiêu bằng số.")
    page.locator("[data-field^=said] .saved-mark[data-state=saved]").wait_for()
    page.get_by_role("button", name="Kết thúc hội nghị").click()
    axe(page)
    page.get_by_role("button", name="Lưu và kết thúc").click()
    page.get_by_text("Đã kết thúc hội nghị. 1 bản đăng ký").wait_for()
    page.get_by_text("Có mặt 2/3").wait_for()
    axe(page)
    address = page.get_by_role("link", name="In biên bản").get_attribute("href")
    minutes = text_of(page.request.get(address).body())
    assert squeezed("Mục 4 cần nêu chỉ tiêu bằng số.") in minutes
    assert squeezed("Có mặt: 2/3 người trong danh sách. Vắng mặt: Trần Thị Bình") in minutes


def rework_and_hand_in(page, registration):
    """Rework one item by what was said, check and hand in."""
    page.goto(reverse("registration_edit", args=[registration.pk]))
    page.get_by_text("Mục 4 cần nêu chỉ tiêu bằng số.").wait_for()
    page.get_by_label(re.compile("^4. Chỉ tiêu")).fill("Hoàn thành 100% trong 12 chỉ tiêu.")
    page.get_by_role("button", name="Kiểm tra và nộp").click()
    page.get_by_role("button", name="Nộp", exact=True).click()
    page.get_by_text("Đã nộp bản đăng ký").wait_for()


def receive(page, board, round_):
    """Let the bloc's board find the form in the list, read it and confirm."""
    sign_in(page, board)
    page.goto(reverse("round_progress", args=[round_.pk, round_.bloc_id]))
    forms = page.locator("section", has_text="Bản đăng ký của tổ chức đảng (Mẫu 01)")
    forms.get_by_role("link", name="1 chờ xác nhận, Đảng bộ Sở Xây dựng").click()
    page.get_by_role("link", name="Mở bản đăng ký của Đảng bộ Sở Xây dựng").wait_for()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Mở bản đăng ký của Đảng bộ Sở Xây dựng").click()
    page.get_by_text("Hoàn thành 100% trong 12 chỉ tiêu.").wait_for()
    page.get_by_role("button", name="Xác nhận", exact=True).click()
    page.get_by_text("Đã xác nhận bản đăng ký của Đảng bộ Sở Xây dựng.").wait_for()


def print_on_the_page(page, registration):
    """Print the confirmed form from its page; return its text without spaces."""
    page.goto(reverse("registration", args=[registration.pk]))
    address = page.get_by_role("link", name="In", exact=True).get_attribute("href")
    return text_of(page.request.get(address).body())


def test_member_reworks_form_02_by_the_comments_and_hands_in(open_window):
    _, _, cell, round_ = make_base()
    secretary = factories.make_officer(cell)
    member = factories.make_account(factories.make_person("Nguyễn Văn An", cell))
    employee = non_member(cell)
    registration = begin(member, round_)
    begin(employee, round_)
    desk = open_window(**DESKTOP)
    sign_in(desk, secretary)
    desk.goto(reverse("meetings", args=[round_.pk, cell.pk]))
    call_meeting(desk)
    desk.get_by_role("button", name="Lập hội nghị").click()
    desk.get_by_text("Đã lập hội nghị.").wait_for()

    comment_by_keyboard(desk)
    phone = open_window(**PHONE)
    sign_in(phone, member)
    phone.goto(reverse("registration_edit", args=[registration.pk]))
    phone.get_by_text("Nêu rõ thời gian hoàn thành.").wait_for()
    axe(phone)
    fits(phone)
    phone.locator("textarea").first.fill("Hoàn thành trước ngày 30/6.")
    phone.get_by_role("button", name="Kiểm tra và nộp").click()
    phone.get_by_role("button", name="Nộp", exact=True).click()
    phone.get_by_text("Đã nộp bản đăng ký").wait_for()

    registration.refresh_from_db()
    assert registration.step == Step.SUBMITTED
    assert CommentMeeting.objects.get().comments.count() == 1
    assert Registration.objects.get(person=employee.person).step == Step.DRAFT


def comment_by_keyboard(desk):
    """Write of the first, leave out the second, finish."""
    desk.get_by_label("Ý kiến với Nguyễn Văn An").focus()
    desk.keyboard.type("Nêu rõ thời gian hoàn thành.")
    desk.keyboard.press("Tab")
    desk.locator("[data-field^=said] .saved-mark[data-state=saved]").wait_for()
    desk.keyboard.press("Space")  # what the next one wrote was not discussed today
    desk.locator("[data-field^=tick] .saved-mark[data-state=saved]").wait_for()
    desk.reload()
    said = desk.get_by_label("Ý kiến với Nguyễn Văn An")
    expect(said).to_have_value("Nêu rõ thời gian hoàn thành.")
    desk.get_by_role("button", name="Kết thúc hội nghị").click()
    desk.get_by_role("button", name="Lưu và kết thúc").click()
    desk.get_by_text("Đã kết thúc hội nghị. 1 bản đăng ký").wait_for()
