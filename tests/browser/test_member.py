"""A member on a phone: from the task list to a confirmed commitment and its supplement."""

import re

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from registrations import actions
from registrations.models import Answer, Registration, Shortcomings, Step
from tests import factories
from tests.browsing import axe, cut_off, fits, sign_in

THIS_YEAR = timezone.localdate().year


def make_place():
    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    member = factories.make_account(factories.make_person("Nguyễn Văn An", cell))
    secretary = factories.make_officer(cell)
    return bloc, member, secretary


def open_form(window):
    """Sign a member in on the form of a new registration; return the form's address."""
    bloc, member, _ = make_place()
    registration = actions.start(member, factories.make_round(bloc, THIS_YEAR), member.person)
    address = reverse("registration_edit", args=[registration.pk])
    sign_in(window, member)
    window.goto(address)
    return address


def mark(window, number):
    return window.locator(f"#muc-{number} .saved-mark")


def wait_saved(window, number):
    window.locator(f"#muc-{number} .saved-mark[data-state=saved]").wait_for()


def test_member_fills_in_and_hands_in_on_a_phone(phone):
    bloc, member, _ = make_place()
    factories.make_round(bloc, THIS_YEAR)
    Shortcomings.objects.create(
        person=member.person, year=THIS_YEAR - 1, text="Còn chậm gửi báo cáo."
    )
    sign_in(phone, member)
    phone.get_by_text(f"31/03/{THIS_YEAR}").first.wait_for()
    axe(phone)
    fits(phone)

    phone.get_by_role("button", name="Bắt đầu viết").click()
    phone.locator("#muc-8").get_by_text("Còn chậm gửi báo cáo.").wait_for()
    expect(phone.locator("#text-9")).to_have_count(0)
    axe(phone)
    fits(phone)
    phone.locator("#text-1").fill("Học tập đầy đủ các nghị quyết.")
    wait_saved(phone, 1)
    expect(mark(phone, 1)).to_have_text(re.compile(r"^\s*Đã lưu \d\d:\d\d\s*$"))
    for number in range(2, 8):
        phone.locator(f"#text-{number}").fill(f"Nội dung mục {number}.")
    phone.get_by_role("button", name="Kiểm tra và nộp").click()
    phone.get_by_text("Còn 1 mục phải viết trước khi nộp").wait_for()
    axe(phone)
    fits(phone)
    phone.get_by_role("link", name=re.compile("^Mục 8")).click()
    phone.locator("#text-8").fill("Gửi báo cáo trước hạn hai ngày.")
    phone.get_by_role("button", name="Kiểm tra và nộp").click()
    phone.get_by_role("button", name="Nộp", exact=True).click()

    phone.get_by_text("Đã nộp bản cam kết.").wait_for()
    axe(phone)
    fits(phone)
    registration = Registration.objects.get()
    assert (registration.step, registration.answers.count()) == (Step.SUBMITTED, 8)


def test_member_loses_nothing_when_the_network_drops(page, complaints):
    open_form(page)

    page.context.set_offline(True)
    page.locator("#text-1").fill("Viết khi mất mạng.")
    page.locator("#muc-1 .saved-mark[data-state=offline]").wait_for()
    page.context.set_offline(False)
    wait_saved(page, 1)

    assert Answer.objects.get(field="1").text == "Viết khi mất mạng."
    complaints.clear()


def test_member_finds_unsent_text_again_after_closing_the_page(page):
    address = open_form(page)
    cut_off(page)
    page.locator("#text-1").fill("Chưa kịp gửi.")
    page.locator("#muc-1 .saved-mark[data-state=offline]").wait_for()
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(address)
    wait_saved(again, 1)

    expect(again.locator("#text-1")).to_have_value("Chưa kịp gửi.")
    assert Answer.objects.get(field="1").text == "Chưa kịp gửi."


def test_text_taken_out_again_at_once_does_not_come_back(page):
    address = open_form(page)
    page.locator("#text-1").press_sequentially("Nhầm mục")
    page.locator("#muc-1 .saved-mark[data-state=saving]").wait_for()
    page.locator("#text-1").fill("")
    page.locator("#muc-1 .saved-mark[data-state=empty]").wait_for(state="attached", timeout=5000)

    page.goto(address)
    page.locator("#text-2").fill("Viết mục khác.")
    wait_saved(page, 2)

    expect(page.locator("#text-1")).to_have_value("")
    assert not Answer.objects.filter(field="1").exclude(text="").exists()


def test_member_in_two_windows_sees_both_texts(page, complaints):
    address = open_form(page)
    second = page.context.new_page()
    second.goto(address)
    page.locator("#text-1").fill("Của cửa sổ một.")
    wait_saved(page, 1)

    second.locator("#text-1").fill("Của cửa sổ hai.")
    second.get_by_text("Đã lưu ở cửa sổ khác").wait_for()
    expect(second.get_by_text("Của cửa sổ một.")).to_be_visible()
    axe(second)
    second.get_by_role("button", name="Giữ nội dung này").click()
    wait_saved(second, 1)

    assert Answer.objects.get(field="1").text == "Của cửa sổ hai."
    complaints.clear()


def test_member_starts_from_last_year_supplements_and_prints(page):
    bloc, member, secretary = make_place()
    old = factories.hand_in(member, factories.make_round(bloc, THIS_YEAR - 1))
    actions.confirm(secretary, old.pk)
    factories.make_round(bloc, THIS_YEAR)
    sign_in(page, member)

    page.get_by_role("button", name="Bắt đầu viết").click()
    page.get_by_role("button", name=f"Lấy nội dung năm {THIS_YEAR - 1}").click()
    page.get_by_text("Đã lấy nội dung năm trước vào 7 mục").wait_for()
    page.get_by_role("button", name="Kiểm tra và nộp").click()
    page.get_by_role("button", name="Nộp", exact=True).click()
    page.get_by_text("Đã nộp bản cam kết.").wait_for()
    registration = Registration.objects.get(round__year=THIS_YEAR)
    actions.confirm(secretary, registration.pk)
    page.reload()
    page.get_by_role("button", name="Bổ sung").click()
    page.locator("#text-1").fill("Bổ sung mùa thu.")
    page.get_by_role("button", name="Kiểm tra và nộp").click()
    page.get_by_role("button", name="Nộp", exact=True).click()
    page.get_by_text("Các bản của năm").wait_for()
    axe(page)
    answer = page.request.get(page.get_by_role("link", name="In", exact=True).get_attribute("href"))

    assert answer.body().startswith(b"%PDF-")
    versions = Registration.objects.filter(round__year=THIS_YEAR).order_by("version")
    assert [(one.version, one.step) for one in versions] == [
        (1, Step.CONFIRMED),
        (2, Step.SUBMITTED),
    ]


def test_member_by_keyboard_alone(page):
    bloc, member, _ = make_place()
    factories.make_round(bloc, THIS_YEAR)
    sign_in(page, member)

    page.get_by_role("button", name="Bắt đầu viết").focus()
    page.keyboard.press("Enter")
    page.locator("#text-1").wait_for()
    page.locator("#text-1").focus()
    for number in range(1, 8):
        page.keyboard.type(f"Nội dung mục {number}.")
        while page.evaluate("document.activeElement.id") != f"text-{number + 1}":
            page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Nộp", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã nộp bản cam kết.").wait_for()

    assert Registration.objects.get().step == Step.SUBMITTED


def test_member_keeps_a_text_that_was_refused(page, complaints):
    address = open_form(page)
    page.route("**/luu/", lambda route: route.abort())
    page.locator("#text-1").fill("a" * 20_001)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_text("Có 1 mục chưa lưu được").wait_for()
    axe(page)
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(address)

    expect(again.locator("#text-1")).to_have_value("a" * 20_001)
    again.locator("#muc-1 .saved-mark[data-state=conflict]").wait_for()  # refused once more
    complaints.clear()


def test_member_finds_what_was_typed_after_handing_in_elsewhere(page, complaints):
    bloc, member, _ = make_place()
    registration = actions.start(member, factories.make_round(bloc, THIS_YEAR), member.person)
    factories.fill(member, registration)
    sign_in(page, member)
    page.goto(reverse("registration_edit", args=[registration.pk]))
    actions.submit(member, registration.pk)

    page.locator("#text-7").fill("Viết sau khi đã nộp.")
    page.locator("#muc-7 .saved-mark[data-state=conflict]").wait_for()
    page.get_by_role("button", name="Kiểm tra và nộp").click()
    page.get_by_text("Nội dung vừa gửi nhưng không lưu được").wait_for()
    expect(page.get_by_text("Viết sau khi đã nộp.")).to_have_count(1)
    axe(page)
    page.goto(reverse("registration", args=[registration.pk]))
    page.get_by_text("Nội dung viết trên máy này nhưng chưa kịp lưu").wait_for()
    expect(page.get_by_text("Mục 7: Viết sau khi đã nộp.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Xóa khỏi máy này").click()
    page.reload()

    expect(page.get_by_text("Viết sau khi đã nộp.")).to_have_count(0)
    complaints.clear()


def test_member_is_not_told_of_a_conflict_over_spaces(page, complaints):
    open_form(page)
    page.route("**/luu/", lambda route: route.abort())
    page.locator("#text-1").fill("Một \nHai ")

    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_text(re.compile(r"Đã lưu lúc \d\d:\d\d")).wait_for()
    page.wait_for_load_state("load")

    expect(page.locator(".versions")).to_have_count(0)
    expect(page.locator("#text-1")).to_have_value("Một\nHai")
    complaints.clear()
