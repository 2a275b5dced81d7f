"""NG's year in a cell of eighteen with two groups: from own assessments to the posted result."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluations import recording
from evaluations.models import Evaluation, Meeting, Question, YearPaper
from evaluations.queries.scope import person_in_scope
from evaluations.rules.neu_guong_2017 import MEMBER_LEVELS
from organizations.models import Person, Role
from registrations.queries.meetings import fingerprint
from tests import factories
from tests.browser import year_ends
from tests.browser.conftest import DESKTOP, PHONE
from tests.browsing import axe, fits
from tests.evaluations.holding import CIVIL, NG, make_round

pytestmark = pytest.mark.django_db(transaction=True)

ROLL, QUORUM = 18, 12
FIRST = ("Nguyễn Văn An", "Lê Thị Hoa", "Đỗ Văn Hải", "Vũ Thị Lan", "Đinh Văn Sơn")
SECOND = ("Lý Văn Nam", "Mạc Thị Oanh", "Cao Văn Phúc", "Tạ Thị Quyên", "Phan Văn Thái")
EMPLOYEES = (("Ngô Thị Tú", "Hồ Thị Yến"), ("Kiều Thị Uyên", "Chu Văn Vinh"))
LEVELS = MEMBER_LEVELS.levels
GOOD = {"ballots": [0, 12, 0, 0]}
VOTES = {
    "Nguyễn Văn An": {"ballots": [12, 0, 0, 0]},
    "Lê Thị Hoa": {"ballots": [11, 1, 0, 0]},
    "Đỗ Văn Hải": {"ballots": [11, 0, 1, 0]},
    "Vũ Thị Lan": {"ballots": [0, 0, 10, 2]},
    "Đinh Văn Sơn": {"ballots": [0, 0, 9, 3]},
    "Mạc Thị Oanh": {"ballots": [12, 0, 0, 0], "grounds": ["QD55"]},
    "Cao Văn Phúc": {"ballots": [12, 0, 0, 0], "remedied": "basically"},
    "Chu Văn Vinh": {"ballots": [12, 0, 0, 0]},
}
OUTCOMES = {
    "Nguyễn Văn An": "OUTSTANDING",
    "Lê Thị Hoa": "GOOD",
    "Đỗ Văn Hải": "PIONEERING",
    "Vũ Thị Lan": "PIONEERING",
    "Đinh Văn Sơn": None,
    "Mạc Thị Oanh": "NOT_EXEMPLARY",
    "Cao Văn Phúc": "PIONEERING",
    "Chu Văn Vinh": "OUTSTANDING",
}
PROPOSED = {"Mạc Thị Oanh": "4", "Cao Văn Phúc": "3"}
AGAIN = {"ballots": [0, 0, 10, 2]}


def make_place():
    """Make a cell of eighteen: two officers, two groups of eight, four of them no members."""
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    cell, other = factories.make_cell(base), factories.make_cell(base, "Chi bộ 2")
    groups = [factories.make_group(cell, f"Tổ đảng {number}") for number in (1, 2)]
    leaders = [
        factories.make_officer(group, Role.GROUP_LEADER, name)
        for group, name in zip(groups, ("Bùi Văn Dũng", "Hoàng Thị Mai"), strict=True)
    ]
    for group, names, employees in zip(groups, (FIRST, SECOND), EMPLOYEES, strict=True):
        for name in names:
            factories.make_account(factories.make_person(name, group))
        for name in employees:
            factories.make_account(factories.make_person(name, group, **CIVIL))
    return SimpleNamespace(
        round=make_round(bloc, NG),
        cell=cell,
        base=base,
        groups=groups,
        leaders=leaders,
        secretary=factories.make_officer(cell),
        deputy=factories.make_officer(cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường"),
        member=Person.objects.get(full_name="Nguyễn Văn An").account,
        mate=Person.objects.get(full_name="Chu Văn Vinh").account,
        neighbour=factories.make_officer(other, full_name="Đỗ Thị Liên"),
        superior=factories.make_officer(base, full_name="Võ Minh Tuấn", placed_in=other),
    )


def evaluation_of(place, person):
    return person_in_scope(place.round, place.cell, person.pk).current(place.round)


def assess_others(place):
    """Let everybody but the member hand in the own assessment, the second group write its."""
    inside = [place.cell, *place.groups]
    for person in Person.objects.filter(placements__organization__in=inside).order_by("pk"):
        if person == place.member.person:
            continue
        account = person.account
        recording.save_self(
            account,
            evaluation_of(place, person),
            "self_level",
            "GOOD",
            revision=fingerprint(""),
        )
        recording.hand_in_self(account, evaluation_of(place, person))
    for person in Person.objects.filter(placements__organization=place.groups[1]).order_by("pk"):
        recording.write_group_opinion(
            place.leaders[1], evaluation_of(place, person), "group_level", "GOOD", before=""
        )


def assess_own_year(phone, place):
    """The member writes and hands in on a phone."""
    year_ends.sit_down(phone, place.member)
    phone.goto(reverse("tasks"))
    phone.get_by_role("link", name="Tự đánh giá Đăng ký nêu gương").click()
    phone.get_by_label("Mức đồng chí tự xếp").select_option("OUTSTANDING")
    phone.get_by_label("Vì sao đồng chí xếp mức này").fill("Giúp 3 hộ thoát nghèo")
    phone.get_by_role("button", name="Nộp").click()
    phone.get_by_text("Đã nộp tự đánh giá").wait_for()
    axe(phone)
    fits(phone)


def lead_group(page, place):
    """The first group's leader writes the group's opinion of each, by keyboard."""
    year_ends.sit_down(page, place.leaders[0])
    page.goto(reverse("evaluation_board", args=[place.round.pk, place.groups[0].pk]))
    page.locator("select[data-cell=group_level]").first.focus()
    for _ in range(8):
        page.keyboard.press("2")
        page.keyboard.press("Enter")
    page.locator("tbody .saved-mark[data-state=saved]").nth(7).wait_for()
    axe(page)


def record_in_panel(page, name, tick):
    """Open somebody's panel on the board, record what the rules ask, save."""
    panel = page.locator("#panel")
    page.get_by_role("link", name=name, exact=True).press("Enter")
    panel.get_by_role("heading", name=name).wait_for()
    tick(panel)
    panel.get_by_role("button", name="Lưu", exact=True).press("Enter")
    panel.get_by_text("Đã lưu lúc").wait_for()


def propose(page, place):
    """The secretary records the grounds and proposes a level for each but herself."""
    year_ends.sit_down(page, place.secretary)
    page.goto(reverse("evaluation_board", args=[place.round.pk, place.cell.pk]))
    record_in_panel(
        page,
        "Mạc Thị Oanh",
        lambda panel: panel.get_by_label("Vi phạm Quy định số 55-QĐ/TW").check(),
    )
    record_in_panel(
        page,
        "Cao Văn Phúc",
        lambda panel: panel.get_by_label("Hạn chế, khuyết điểm của năm trước").select_option(
            "basically"
        ),
    )
    cells = page.locator("select[data-cell=proposed_level]")
    names = [one.get_attribute("aria-label").split(": ")[1] for one in cells.all()]
    assert len(names) == ROLL - 1
    cells.first.focus()
    for name in names:
        page.keyboard.press(PROPOSED.get(name, "2"))
        page.keyboard.press("Enter")
    page.locator("tbody .saved-mark[data-state=saved]").nth(ROLL - 2).wait_for()
    axe(page)
    fits(page)


def propose_for_secretary(page, place):
    """The deputy proposes the secretary's level, whose part nobody writes alone."""
    year_ends.sit_down(page, place.deputy)
    page.goto(reverse("evaluation_board", args=[place.round.pk, place.cell.pk]))
    row = page.get_by_role("row").filter(has_text="Trần Thị Bình")
    row.get_by_role("combobox").select_option("GOOD")
    row.get_by_text(re.compile("Đã lưu")).wait_for()


def hold_meeting(page):
    """Call the meeting, put everybody to the vote, open it with exactly the quorum."""
    year_ends.call_meeting(page)
    page.get_by_role("link", name="Xếp loại cá nhân").click()
    page.get_by_label("Biểu quyết công khai, mỗi người chọn một mức").check()
    expect(page.locator("input[name=people]:checked")).to_have_count(ROLL)
    axe(page)
    page.get_by_role("button", name="Đưa ra biểu quyết").click()
    page.get_by_text("Đã đưa nội dung ra biểu quyết.").wait_for()

    year_ends.attend(page, QUORUM - 1)
    expect(page.get_by_text("chưa đủ 12 người để tiến hành")).to_have_count(1)
    year_ends.press(page, "Mở biểu quyết")
    page.get_by_text("Mới có mặt 11/18 người trong danh sách, cần ít nhất 12").wait_for()
    assert Question.objects.get().opened_at is None
    page.locator("[data-cell=present]").nth(QUORUM - 1).press("x")
    page.get_by_text("Có mặt 12/18: đủ người để tiến hành.").wait_for()
    year_ends.press(page, "Mở biểu quyết")
    page.get_by_text("Đã mở biểu quyết.").wait_for()
    axe(page)
    fits(page)


def count(page, votes):
    """Enter the counted hands of each by keyboard; return the levels that the page shows."""
    page.get_by_role("link", name=re.compile("^Nhập kết quả biểu quyết")).click()
    page.locator("[data-count-rows]").wait_for()
    names = year_ends.names_in(page.locator("[data-count-rows] tbody tr"))
    page.locator("[data-count-rows] input[data-cell]").first.focus()
    year_ends.type_rows(page, [votes.get(name, GOOD)["ballots"] for name in names])
    year_ends.all_saved(page)
    page.get_by_role("button", name="Xem kết quả").press("Enter")
    page.get_by_text("Kết quả tạm tính").wait_for()
    preview = year_ends.shown_levels(page, MEMBER_LEVELS)
    axe(page)
    year_ends.press(page, "Kết thúc kiểm phiếu", "Kết thúc kiểm phiếu")
    page.get_by_text("Đã kết thúc kiểm phiếu").wait_for()

    assert year_ends.shown_levels(page, MEMBER_LEVELS) == preview
    return preview


def check_cases(folder, votes, shown):
    """Compare each level on the page with what ``check_cases`` says of the same numbers."""
    rows = [
        (
            name,
            {"roll": ROLL, **given, "ballots": dict(zip(LEVELS, given["ballots"], strict=True))},
            {"level": shown[name]},
        )
        for name, given in votes.items()
    ]
    year_ends.check_as_cases(folder, "neu_guong_2017.member_level", rows)


def vote(page, folder):
    """Count, look at the outcomes, vote again on who has no level."""
    shown = count(page, VOTES)
    assert shown == {name: OUTCOMES.get(name, "GOOD") for name in shown}
    assert len(shown) == ROLL
    check_cases(folder, VOTES, shown)
    page.get_by_role("button", name="Biểu quyết lại 1 trường hợp").click()
    page.get_by_text("Đã đưa ra biểu quyết lại").wait_for()
    year_ends.press(page, "Mở biểu quyết")
    page.get_by_text("Đã mở biểu quyết.").wait_for()

    again = count(page, {"Đinh Văn Sơn": AGAIN})

    assert again == {"Đinh Văn Sơn": "PIONEERING"}
    check_cases(folder, {"Đinh Văn Sơn": AGAIN}, again)


def look_at_minutes(page):
    """Write, finish and print the minutes; read the numbers and names back."""
    year_ends.write_minutes(
        page,
        Meeting.objects.get(),
        agenda="Đánh giá kết quả nêu gương năm",
        course="Từng đồng chí tự đánh giá; tổ đảng và chi ủy có ý kiến",
        conclusion="Thống nhất kết quả biểu quyết",
    )
    minutes = year_ends.print_of(page, page.get_by_role("link", name="In biên bản").first)
    year_ends.says(
        minutes,
        "Có mặt: 12/18 người trong danh sách biểu quyết",
        "Thống nhất kết quả biểu quyết",
        "Danh sách biểu quyết 18 người, có mặt khi biểu quyết 12 người",
        "Lê Thị Hoa 11 1 0 0 Tấm gương tốt",
        "Mạc Thị Oanh 12 0 0 0 Không gương mẫu",
        "Đinh Văn Sơn 0 0 9 3 Chưa xác định được mức",
        "Đinh Văn Sơn 0 0 10 2 Thể hiện được tính tiền phong, gương mẫu",
    )


def publish(page, place):
    """Post all results, print the posting, report up."""
    page.goto(reverse("results", args=[place.round.pk, place.cell.pk]))
    page.get_by_text("Còn 18 kết quả đã biểu quyết, chưa công khai.").wait_for()
    axe(page)
    page.get_by_role("button", name="Công khai tất cả").click()
    page.get_by_text("Đã công khai 18 kết quả.").wait_for()
    posting = year_ends.print_of(page, page.get_by_role("link", name="Thông báo công khai").first)
    year_ends.says(posting, "Nguyễn Văn An", "Tấm gương xuất sắc, tiêu biểu", "Chu Văn Vinh")
    year_ends.press(page, "Báo cáo cấp trên", "Báo cáo")
    page.get_by_text("Đã báo cáo kết quả năm lên cấp trên.").wait_for()
    fits(page)


def read_own_result(phone, place):
    """The member reads the own result with its reasons, and the levels of the cell."""
    phone.goto(reverse("tasks"))
    phone.get_by_role("link", name=re.compile("^Kết quả Đăng ký nêu gương.*xuất sắc")).click()
    phone.get_by_text("12/18 người trong danh sách công nhận").wait_for()
    axe(phone)
    fits(phone)
    own = Evaluation.objects.get(person=place.member.person)
    notice = year_ends.print_of(phone, phone.get_by_role("link", name="In thông báo kết quả"))
    year_ends.says(notice, "Nguyễn Văn An", "Tấm gương xuất sắc, tiêu biểu")
    phone.goto(reverse("results", args=[place.round.pk, place.cell.pk]))
    row = phone.get_by_role("row").filter(has_text="Mạc Thị Oanh")
    expect(row).to_contain_text("Không gương mẫu")
    assert "55-QĐ/TW" not in phone.content()
    fits(phone)
    return own


def read_as_employee(phone, place, foreign):
    """Somebody who is no member reads the own result, nobody else's reasons."""
    year_ends.sit_down(phone, place.mate)
    phone.goto(reverse("own_evaluation", args=[place.round.pk]))
    phone.get_by_text("12/18 người trong danh sách công nhận").wait_for()
    vote = reverse("vote_result", args=[Question.objects.first().pk])
    year_ends.refuses(phone, vote, reverse("result_notice", args=[foreign.pk]))
    fits(phone)


def test_cell_of_eighteen_assesses_votes_and_publishes(open_window, tmp_path):
    place = make_place()
    assess_others(place)
    phone, page = open_window(**PHONE), open_window(**DESKTOP)

    assess_own_year(phone, place)
    lead_group(open_window(**DESKTOP), place)
    propose(page, place)
    propose_for_secretary(open_window(**DESKTOP), place)
    hold_meeting(page)
    vote(page, tmp_path)
    look_at_minutes(page)
    publish(page, place)
    own = read_own_result(phone, place)
    read_as_employee(open_window(**PHONE), place, own)

    meeting, posting = Meeting.objects.get(), YearPaper.objects.get(kind="POSTING")
    neighbour = year_ends.sit_down(open_window(**DESKTOP), place.neighbour)
    year_ends.refuses(
        neighbour,
        reverse("result_notice", args=[own.pk]),
        reverse("results", args=[place.round.pk, place.cell.pk]),
        reverse("result_posting", args=[posting.pk]),
        reverse("evaluation_meeting", args=[meeting.pk]),
        reverse("evaluation_minutes", args=[meeting.pk]),
        reverse("evaluation_board", args=[place.round.pk, place.cell.pk]),
    )
