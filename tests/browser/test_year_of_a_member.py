"""A member through a whole year of the booklet: written, marked four times, printed."""

import re
import subprocess
from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from organizations.models import Role
from registrations import actions, quarters
from registrations.models import QuarterMark, Registration
from tests import factories
from tests.browser.conftest import PHONE
from tests.browsing import axe, fits, sign_in, text_of
from tests.documents.samples import squeezed

YEAR = 2026
NOTES = ("Xong 3/12 thủ tục", "Xong 6/12 thủ tục", "Xong 8/12 thủ tục", "Xong 12/12 thủ tục")
LEVELS = ("Hoàn thành", "Hoàn thành", "Không hoàn thành", "Hoàn thành tốt")


@pytest.fixture
def clock(monkeypatch):
    """Return a function that sets the server's clock to a day of the year."""

    def to(day, month):
        begun = timezone.make_aware(datetime(YEAR, month, day, 8))
        started = real()
        monkeypatch.setattr(timezone, "now", lambda: begun + (real() - started))

    real = timezone.now
    return to


def make_group():
    """Make a group of a cell with its leader, the cell's secretary, a member and a round."""
    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    group = factories.make_group(cell)
    leader = factories.make_officer(group, Role.GROUP_LEADER, "Bùi Văn Dũng")
    member = factories.make_account(factories.make_person("Nguyễn Văn An", group))
    round_ = factories.make_booklet_round(bloc, YEAR)
    return group, leader, factories.make_officer(cell), member, round_


def test_member_through_a_whole_year(open_window, clock):
    clock(10, 1)
    group, leader, secretary, member, round_ = make_group()
    window = visit(open_window, member)
    write_booklet(window)
    booklet = Registration.objects.get()
    actions.confirm(secretary, booklet.pk)

    for quarter in (1, 2, 3, 4):
        clock(20, 3 * quarter)
        mark_quarter(visit(open_window, member), quarter)
        quarters.tally_quarter(leader, round_, group, quarter)
        if quarter == 2:
            clock(1, 7)
            half_year(leader, secretary, group, round_, booklet)
    clock(28, 12)
    printed = read_and_print(visit(open_window, member))

    marks = QuarterMark.objects.order_by("quarter")
    assert [(one.quarter, one.note, one.late) for one in marks] == [
        (number, note, False) for number, note in enumerate(NOTES, 1)
    ]
    everything_stands_at_its_place(printed)


def visit(open_window, account):
    """Open the phone another day and sign in."""
    window = open_window(**PHONE)
    sign_in(window, account)
    return window


def write_booklet(window):
    """Write one item, check and hand in, in good time."""
    window.get_by_text(re.compile(r"Hạn nộp \d\d/\d\d/2026")).first.wait_for()
    window.get_by_role("button", name="Bắt đầu viết").click()
    window.locator("[id='text-khac-phuc']").fill("Còn trả hồ sơ chậm; sẽ trả trước hạn.")
    window.locator("[id='text-1-relation']").select_option(label="Đối với công việc")
    window.locator("[id='text-1-scope']").fill("Tiếp nhận hồ sơ")
    window.locator("[id='text-1-work']").fill("Rà soát 12 thủ tục")
    window.locator("[id='text-1-manner']").fill("Chủ động, cầu thị")
    window.locator("[id='text-1-result']").fill("Xong 12 thủ tục trong năm")
    window.get_by_role("button", name="Kiểm tra và nộp").click()
    window.get_by_role("button", name="Nộp", exact=True).click()
    window.get_by_text("Đã nộp bản cam kết.").wait_for()
    axe(window)
    fits(window)


def mark_quarter(window, quarter):
    """Mark the quarter that is due, found among the tasks."""
    window.get_by_role("link", name=f"Tự đánh giá quý {quarter} năm {YEAR}").first.click()
    card = window.locator(f"#quy-{quarter}")
    card.get_by_label(LEVELS[quarter - 1], exact=True).check()
    card.get_by_label(f"Ghi chú quý {quarter}").fill(NOTES[quarter - 1])
    axe(window)
    fits(window)
    card.get_by_role("button", name=f"Lưu quý {quarter}").click()
    window.get_by_text(f"Đã lưu quý {quarter}.").wait_for()
    if quarter > 1:
        before = window.locator(f"#quy-{quarter - 1}")
        expect(before.get_by_text("Đã tổng hợp", exact=True)).to_be_visible()
        expect(before.get_by_role("button")).to_have_count(0)


def half_year(leader, secretary, group, round_, booklet):
    """Let the group vote and report, and the cell committee write of the first half-year."""
    other = factories.make_booklet(leader.person, round_, secretary)
    for one in (booklet, other):
        for name, text in (("group_level", "COMPLETED"), ("group_votes", "2")):
            quarters.save_cell(leader, one.pk, 1, name, text, before="", most=2)
    assert quarters.report_half(leader, round_, group, 1) == 2
    for name, text in (("strengths", "Gương mẫu, tận tụy"), ("shortcomings", "Đôi lúc còn nóng")):
        quarters.save_cell(secretary, booklet.pk, 1, name, text, before="", most=0)


def read_and_print(window):
    """Read the year's booklet and print it; return the file."""
    booklet = Registration.objects.get(person__full_name="Nguyễn Văn An")
    window.goto(reverse("registration", args=[booklet.pk]))
    window.get_by_text("Rà soát 12 thủ tục").wait_for()
    axe(window)
    fits(window)
    address = window.get_by_role("link", name="In", exact=True).get_attribute("href")
    return window.request.get(address).body()


def everything_stands_at_its_place(printed):
    """Assert that the print holds what the year brought, each in its own part."""
    items, rest = text_of(printed).split(squeezed("1. Đảng viên tự đánh giá mức độ"))
    marks, rest = rest.split(squeezed("2. Tập thể Chi ủy đánh giá 6 tháng"))
    half, rest = rest.split(squeezed("3. Đảng viên tự nhận xét"))

    assert squeezed("Còn trả hồ sơ chậm") in items
    assert squeezed("Rà soát 12 thủ tục") in items
    for number, note in enumerate(NOTES, 1):
        assert f"Quý{number}X{squeezed(note)}" in marks
    first, second, third, fourth = crosses(printed)
    assert fourth < first == second < third
    assert half.index(squeezed("Gương mẫu, tận tụy")) < half.index(squeezed("Đôi lúc còn nóng"))
    assert squeezed("Gương mẫu, tận tụy") not in rest


def crosses(printed):
    """Return how far to the right each quarter's cross stands, as another program reads it."""
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=printed, capture_output=True, check=True).stdout.decode()
    rows = re.findall(r"^.*Quý \d +X .*$", text, re.MULTILINE)
    return [row.index("X") for row in rows]
