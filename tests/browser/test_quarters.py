"""The booklet's year: a member writes and marks, a group leader tallies, a secretary assesses."""

import re

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from organizations.models import Role
from registrations import actions, quarters
from registrations.models import HalfYear, QuarterMark, Registration
from tests import factories
from tests.browser.year_ends import all_saved
from tests.browsing import axe, fits, sign_in, tab_to

THIS_YEAR = timezone.localdate().year
PEOPLE = 30
WORDS = ("Gương mẫu, hoàn thành 12/12 việc", "Còn chậm một báo cáo quý")


def make_place(year):
    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    secretary = factories.make_officer(cell)
    return cell, secretary, factories.make_booklet_round(bloc, year)


def write_item(window, number, **texts):
    window.locator(f"[id='text-{number}-relation']").select_option(label="Đối với công việc")
    for part, text in texts.items():
        window.locator(f"[id='text-{number}-{part}']").fill(text)


def saved(window, anchor):
    window.locator(f"#muc-{anchor} .saved-mark[data-state=saved]").wait_for()


def test_member_writes_a_booklet_on_a_phone(phone):
    cell, *_ = make_place(THIS_YEAR)
    member = factories.make_account(factories.make_person("Nguyễn Văn An", cell))
    sign_in(phone, member)

    phone.get_by_role("button", name="Bắt đầu viết").click()
    expect(phone.get_by_text("19 điều đảng viên không được làm")).to_be_visible()
    write_item(
        phone,
        1,
        scope="Tiếp nhận hồ sơ",
        work="Chấp hành nội quy",
        manner="Chủ động",
        result="Thật tốt",
    )
    saved(phone, "1-result")
    phone.get_by_text("“chấp hành nội quy” là việc hằng ngày").wait_for()
    axe(phone)
    fits(phone)
    phone.locator("#text-1-work").fill("Rà soát 15 thủ tục")
    phone.locator("#text-1-result").fill("Xong 15 thủ tục trong quý III")
    saved(phone, "1-result")
    phone.locator("[data-warnings='1']").wait_for(state="hidden")
    phone.get_by_role("button", name="Thêm nội dung").click()
    write_item(phone, 2, scope="Bản thân", work="Học ngoại ngữ", manner="Kiên trì", result="B1")
    phone.get_by_role("button", name="Thêm nội dung").click()
    phone.locator("[id='text-3-work']").fill("Viết nhầm")
    phone.locator("details", has_text="Xóa nội dung này").last.locator("summary").click()
    phone.get_by_role("button", name="Xóa nội dung đăng ký 3").click()
    phone.get_by_role("button", name="Kiểm tra và nộp").click()
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Nộp", exact=True).click()
    phone.get_by_text("Đã nộp bản cam kết.").wait_for()

    texts = {one.field: one.text for one in Registration.objects.get().answers.all() if one.text}
    assert texts["1.work"] == "Rà soát 15 thủ tục"
    assert {field.partition(".")[0] for field in texts} == {"1", "2"}


def test_member_marks_a_quarter_on_a_phone(phone):
    cell, secretary, round_ = make_place(THIS_YEAR)
    member = factories.make_account(factories.make_person("Nguyễn Văn An", cell))
    factories.make_booklet(member.person, round_, secretary)
    sign_in(phone, member)

    phone.get_by_role("link", name=re.compile("Tự đánh giá quý 1")).last.click()
    axe(phone)
    fits(phone)
    first = phone.locator("#quy-1")
    first.get_by_label("Hoàn thành tốt", exact=True).check()
    first.get_by_role("button", name="Lưu quý 1").click()
    first.get_by_text("Đồng chí ghi khối lượng đã thực hiện").wait_for()
    expect(first.get_by_label("Hoàn thành tốt", exact=True)).to_be_checked()
    first.get_by_label("Ghi chú quý 1").fill("Xong 5/15 thủ tục")
    first.get_by_role("button", name="Lưu quý 1").click()
    phone.get_by_text("Đã lưu quý 1.").wait_for()

    mark = QuarterMark.objects.get()
    assert (mark.quarter, mark.level, mark.note) == (1, "COMPLETED_WELL", "Xong 5/15 thủ tục")


def test_member_keeps_what_is_typed_for_another_quarter(phone):
    cell, secretary, round_ = make_place(THIS_YEAR - 1)
    member = factories.make_account(factories.make_person("Nguyễn Văn An", cell))
    booklet = factories.make_booklet(member.person, round_, secretary)
    sign_in(phone, member)
    phone.goto(reverse("quarters", args=[booklet.pk]))
    first, second = phone.locator("#quy-1"), phone.locator("#quy-2")
    first.get_by_label("Hoàn thành", exact=True).check()
    first.get_by_label("Ghi chú quý 1").fill("Xong 5/15 thủ tục")
    second.get_by_label("Hoàn thành tốt", exact=True).check()
    second.get_by_label("Ghi chú quý 2").fill("Xong 15/15 thủ tục")

    second.get_by_role("button", name="Lưu quý 2").click()
    phone.get_by_text("Đã lưu quý 2.").wait_for()
    expect(first.get_by_label("Ghi chú quý 1")).to_have_value("Xong 5/15 thủ tục")
    expect(first.get_by_text("chưa lưu")).to_be_visible()
    expect(second.get_by_text("chưa lưu")).not_to_be_visible()
    axe(phone)
    fits(phone)
    first.get_by_role("button", name="Lưu quý 1").click()
    phone.get_by_text("Đã lưu quý 1.").wait_for()

    marks = QuarterMark.objects.order_by("quarter").values_list("quarter", "level", "note")
    assert list(marks) == [
        (1, "COMPLETED", "Xong 5/15 thủ tục"),
        (2, "COMPLETED_WELL", "Xong 15/15 thủ tục"),
    ]


def test_long_links_in_notes_and_reasons_fit_the_page(phone, open_window):
    cell, secretary, round_ = make_place(THIS_YEAR - 1)
    link = "https://vanban.example/" + "a1b2c3" * 30
    member = factories.make_account(factories.make_person("Nguyễn Văn An", cell))
    booklet = factories.make_booklet(member.person, round_, secretary)
    quarters.mark_quarter(member, booklet.pk, 1, "COMPLETED", f"Xem {link}")
    other = factories.make_account(factories.make_person("Cao Thị Em", cell))
    returned = factories.hand_in(other, factories.make_round(round_.bloc, THIS_YEAR))
    actions.return_to_author(secretary, returned.pk, f"Xem {link}")

    sign_in(phone, other)
    phone.goto(reverse("tasks"))
    phone.get_by_text(link).wait_for()
    fits(phone)
    desk = open_window(viewport={"width": 1280, "height": 800})
    sign_in(desk, secretary)
    desk.goto(reverse("quarters_tally", args=[round_.pk, cell.pk, 1]))
    desk.get_by_text(link).wait_for()
    fits(desk)


def test_group_leader_tallies_a_quarter_and_reports_the_half_year(page):
    cell, secretary, round_ = make_place(THIS_YEAR - 1)
    group = factories.make_group(cell)
    leader = factories.make_officer(group, Role.GROUP_LEADER, "Bùi Văn Dũng")
    for name in ("Cao Thị Em", "Đinh Văn Phú"):
        person = factories.make_person(name, group)
        booklet = factories.make_booklet(person, round_, secretary)
        quarters.mark_quarter(person.account, booklet.pk, 1, "COMPLETED", f"Phần của {name}")
    sign_in(page, leader)
    page.goto(reverse("tasks"))
    axe(page)

    page.get_by_role("link", name=re.compile("Tổng hợp quý 1")).first.click()
    expect(page.get_by_text("Phần của Cao Thị Em")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Tổng hợp và trả lại").click()
    page.get_by_role("dialog").get_by_role("button", name="Tổng hợp và trả lại").click()
    page.get_by_text("Đã tổng hợp và trả lại 2 đảng viên").wait_for()
    page.get_by_role("link", name="6 tháng đầu năm: tổ").click()
    page.get_by_label("Mức của Cao Thị Em").focus()
    page.wait_for_load_state()  # the keys work from then on
    for key in ("2", "Enter", "1", "ArrowRight", "3", "ArrowUp", "3"):
        page.keyboard.press(key)
    all_saved(page)
    page.get_by_role("button", name="Báo cáo chi ủy").click()
    page.get_by_text("Đã báo cáo chi ủy 2 đảng viên").wait_for()
    axe(page)

    assert not QuarterMark.objects.filter(tallied_at=None).exists()
    found = HalfYear.objects.order_by("registration__person__sort_key")
    assert [(one.group_level, one.group_votes) for one in found] == [
        ("COMPLETED", 3),
        ("COMPLETED_WELL", 3),
    ]


def test_secretary_writes_a_half_year_for_thirty_people_by_keyboard(page):
    cell, secretary, round_ = make_place(THIS_YEAR - 1)
    for number in range(PEOPLE):
        person = factories.make_person(f"Nguyễn Thị Thanh {number:02}", cell)
        factories.make_booklet(person, round_, secretary)
    sign_in(page, secretary)
    tab_to(page, page.get_by_role("link", name="Việc cần làm").first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name=re.compile("Chi ủy nhận xét 6 tháng đầu năm")).first)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=re.compile("Chi ủy nhận xét 6 tháng đầu năm")).wait_for()
    axe(page)
    fits(page)

    tab_to(page, page.locator("[data-cell=strengths]").first)
    for number in range(PEOPLE):
        page.keyboard.insert_text(f"{WORDS[0]} {number}")
        page.keyboard.press("ArrowRight")
        page.keyboard.insert_text(WORDS[1])
        page.keyboard.press("ArrowRight")
        if number % 10 == 0:
            page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
    page.locator("tr:has([data-cell]) .saved-mark[data-state=saved]").nth(PEOPLE - 1).wait_for()
    fits(page)

    rows = HalfYear.objects.order_by("registration__person__sort_key")
    assert [(one.strengths, one.shortcomings, one.may_be_role_model) for one in rows] == [
        (f"{WORDS[0]} {number}", WORDS[1], number % 10 == 0) for number in range(PEOPLE)
    ]


def test_two_officers_in_one_cell_see_both_texts(page, open_window, complaints):
    cell, secretary, round_ = make_place(THIS_YEAR - 1)
    deputy = factories.make_officer(cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường")
    factories.make_booklet(factories.make_person("Cao Thị Em", cell), round_, secretary)
    address = reverse("quarters_assess", args=[round_.pk, cell.pk, 1])
    other = open_window(viewport={"width": 1280, "height": 800})
    for window, account in ((page, secretary), (other, deputy)):
        sign_in(window, account)
        window.goto(address)

    page.get_by_label("Ưu điểm của Cao Thị Em").fill("Của bí thư")
    page.locator(".saved-mark[data-state=saved]").wait_for()
    other.get_by_label("Ưu điểm của Cao Thị Em").fill("Của phó bí thư")
    other.get_by_text("Đã lưu ở cửa sổ khác: Của bí thư").wait_for()
    axe(other)
    other.get_by_role("button", name="Giữ nội dung ở ô").click()
    other.locator(".saved-mark[data-state=saved]").wait_for()

    assert HalfYear.objects.get().strengths == "Của phó bí thư"
    complaints.clear()


def test_grid_saves_by_itself_when_the_network_is_back(page, complaints):
    cell, secretary, round_ = make_place(THIS_YEAR - 1)
    factories.make_booklet(factories.make_person("Cao Thị Em", cell), round_, secretary)
    sign_in(page, secretary)
    page.goto(reverse("quarters_assess", args=[round_.pk, cell.pk, 1]))

    page.context.set_offline(True)
    page.get_by_label("Ưu điểm của Cao Thị Em").fill("Viết khi mất mạng")
    page.locator(".saved-mark[data-state=offline]").wait_for()
    page.context.set_offline(False)
    page.locator(".saved-mark[data-state=saved]").wait_for()

    assert HalfYear.objects.get().strengths == "Viết khi mất mạng"
    complaints.clear()
