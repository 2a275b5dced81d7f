"""LD's year in a cell: own review, paper ballot under two hands, role models, what is refused."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Evaluation, Meeting, Question, RoleModel
from evaluations.rules.lam_dong_2017 import LEVELS
from tests.browser import year_ends
from tests.browser.booklet_cell import (
    HALF,
    ONE_MORE,
    OUTCOMES,
    ROLL,
    STANDING,
    TELLERS,
    VOTES,
    WELL,
    account_of,
    assess_others,
    make_place,
    summarize,
)
from tests.browser.conftest import DESKTOP, PHONE
from tests.browsing import axe, fits

pytestmark = pytest.mark.django_db(transaction=True)

COMPLETED_WELL = 12  # 20 % of them are 2.4: two role models
FIRST_BALLOT = {"Nguyễn Văn An": 13, "Lê Thị Hoa": 11, "Đỗ Văn Hải": 11, "Vũ Thị Lan": 9}
SECOND_BALLOT = {"Lê Thị Hoa": 12, "Đỗ Văn Hải": 10}
TOO_ALIKE = "Việc nêu gương trùng nhiệm vụ chuyên môn được giao"
TOO_HIGH = "Chưa tính việc chậm báo cáo quý III"


def review_own_year(phone, place):
    """The member reviews the own year on a phone; without words it is not handed in."""
    year_ends.sit_down(phone, place.member)
    phone.goto(reverse("own_evaluation", args=[place.round.pk]))
    phone.get_by_label("Mức đồng chí tự xếp").select_option("COMPLETED_WELL")
    phone.get_by_role("button", name="Nộp").click()
    phone.get_by_text("Đồng chí chưa viết phần tự đánh giá năm.").wait_for()
    phone.get_by_label("Tự đánh giá việc thực hiện").fill("Rút ngắn 2 ngày ở 15 thủ tục")
    phone.get_by_role("button", name="Nộp").click()
    phone.get_by_text("Đã nộp tự đánh giá").wait_for()
    axe(phone)
    fits(phone)


def hold_meeting(page, place):
    """Call the meeting from the board, note who is there, name the tellers."""
    year_ends.sit_down(page, place.secretary)
    page.goto(reverse("evaluation_board", args=[place.round.pk, place.cell.pk]))
    year_ends.call_meeting(page)
    year_ends.attend(page, ROLL)
    page.reload()  # the choice of tellers follows who is there
    for label, name in zip(("thứ nhất", "thứ hai"), TELLERS, strict=True):
        page.get_by_label(f"Người kiểm phiếu {label}").select_option(label=name)
    page.get_by_role("button", name="Cử người kiểm phiếu").click()
    page.get_by_text("Đã cử người kiểm phiếu.").wait_for()


def put_to_vote(page, what, number):
    """Put a question on those proposed, print its ballots, open it."""
    page.get_by_role("link", name=what).click()
    expect(page.locator("input[name=people]:checked")).to_have_count(number)
    axe(page)
    page.get_by_role("button", name="Đưa ra biểu quyết").click()
    page.get_by_text("Đã đưa nội dung ra biểu quyết.").wait_for()
    address = page.get_by_role("link", name=re.compile("^In phiếu")).last.get_attribute("href")
    ballots = page.request.get(address).body()
    open_vote(page)
    return ballots


def open_vote(page):
    """Open the vote that waits."""
    year_ends.press(page, "Mở biểu quyết")
    page.get_by_text("Đã mở biểu quyết.").wait_for()
    fits(page)


def look_at_ballots(ballots):
    """There is one ballot for each of the roll, all alike, and no name of a voter on it."""
    pages = year_ends.pages_of(ballots)
    one = pages[: len(pages) // ROLL]
    assert pages == one * ROLL
    year_ends.says(one, "PHIẾU XẾP LOẠI", "Phan Văn Thái", "Hoàn thành tốt nội dung")


def count(window, totals, votes):
    """Type a whole sheet from the teller's tasks, see that it adds up, sign it off."""
    window.goto(reverse("tasks"))
    window.get_by_role("link", name=re.compile("^Nhập kết quả kiểm phiếu")).click()
    rows = window.locator("[data-count-rows] tbody tr")
    rows.first.wait_for()
    inputs = window.locator("input[data-cell]")
    assert {one.input_value() for one in inputs.all()} == {""}  # nothing of the other's
    year_ends.type_rows(window, [totals, *(votes(name) for name in year_ends.names_in(rows))])
    year_ends.all_saved(window)
    axe(window)
    sign_off(window)


def sign_off(window):
    """Sign the sheet off."""
    window.get_by_role("button", name="Xác nhận số phiếu").press("Enter")
    window.get_by_role("heading", name="Người kiểm phiếu").wait_for()


def of_levels(changed=None):
    """Return what a teller reads for each name."""
    changed = changed or {}
    return lambda name: changed.get(name) or VOTES.get(name, WELL)["ballots"]


def mend(window, name, numbers):
    """See the difference, open the own sheet again, type the row anew, sign it off."""
    different = window.get_by_role("row").filter(has_text=name)
    expect(different.locator("td.number")).to_have_text(["7", "8", "6", "5"])
    axe(window)
    window.get_by_role("link", name="Xem, sửa bảng của đồng chí").click()
    window.get_by_role("button", name="Mở lại để sửa").click()
    row = window.locator("[data-count-rows] tbody tr").filter(has_text=name)
    row.wait_for()
    window.wait_for_load_state()  # from then on a cell that is entered is typed over
    row.locator("input[data-cell]").first.focus()
    year_ends.type_rows(window, [numbers])
    year_ends.all_saved(window)
    sign_off(window)


def close(page):
    """Close the count from the console; return the counting minutes."""
    page.get_by_role("link", name=re.compile("^Đối chiếu, kết thúc kiểm phiếu")).click()
    page.get_by_text("Số phiếu của hai người kiểm phiếu khớp nhau.").wait_for()
    year_ends.press(page, "Kết thúc kiểm phiếu", "Kết thúc kiểm phiếu")
    page.get_by_text("Đã kết thúc kiểm phiếu").wait_for()
    axe(page)
    return year_ends.print_of(page, page.get_by_role("link", name="In biên bản kiểm phiếu"))


def ballot_on_levels(page, tellers, folder):
    """Ballot on all; the tellers differ on one, which keeps the count from being closed."""
    look_at_ballots(put_to_vote(page, "Xếp loại cá nhân", ROLL))
    totals = [ROLL, ROLL, None, None, None, 1]
    count(tellers[0], totals, of_levels())
    expect(tellers[0].get_by_text("Số phiếu khác nhau")).to_have_count(0)
    count(tellers[1], totals, of_levels({"Cao Văn Phúc": ONE_MORE}))
    page.get_by_role("link", name=re.compile("^Đối chiếu, kết thúc kiểm phiếu")).click()
    page.get_by_role("heading", name="Số phiếu khác nhau").wait_for()
    expect(page.get_by_role("button", name="Kết thúc kiểm phiếu")).to_have_count(0)
    page.go_back()
    mend(tellers[1], "Cao Văn Phúc", HALF)

    minutes = close(page)

    year_ends.says(minutes, "Hợp lệ 13 phiếu", "Không hợp lệ 1 phiếu", *TELLERS)
    shown = year_ends.shown_levels(page, LEVELS)
    assert shown == {name: OUTCOMES.get(name, "COMPLETED_WELL") for name in shown}
    assert len(shown) == ROLL
    check_levels(folder, shown)


def check_levels(folder, shown):
    """Compare each level on the page with ``check_cases`` on the same numbers."""
    rows = []
    for name, level in shown.items():
        given = VOTES.get(name, WELL)
        ballots = dict(zip(LEVELS.levels, given["ballots"], strict=True))
        rows.append((name, {"roll": ROLL, **given, "ballots": ballots}, {"level": level}))
    year_ends.check_as_cases(folder, "lam_dong_2017.member_level", rows)


def ballot_on_role_models(page, tellers, folder):
    """Two places for four: one is chosen, two are tied across the cap and voted on again."""
    page.get_by_role("link", name=re.compile("^Hội nghị ngày")).click()
    put_to_vote(page, "Gương điển hình của năm", len(STANDING))
    count_and_close(page, tellers, FIRST_BALLOT)
    found = results(page)
    assert found == {
        "Nguyễn Văn An": "Được chọn",
        "Lê Thị Hoa": "Bằng phiếu, bỏ phiếu lại",
        "Đỗ Văn Hải": "Bằng phiếu, bỏ phiếu lại",
        "Vũ Thị Lan": "Không được chọn",
    }
    check_role_models(folder, FIRST_BALLOT, found, already_chosen=0)
    page.get_by_role("button", name="Biểu quyết lại 2 trường hợp").click()
    page.get_by_text("Đã đưa ra biểu quyết lại").wait_for()
    open_vote(page)

    minutes = count_and_close(page, tellers, SECOND_BALLOT)

    found = results(page)
    assert found == {"Lê Thị Hoa": "Được chọn", "Đỗ Văn Hải": "Không được chọn"}
    check_role_models(folder, SECOND_BALLOT, found, already_chosen=1)
    year_ends.says(minutes, "Đã chọn 1 ở lần bỏ phiếu trước, còn 1.", "Lê Thị Hoa", *TELLERS)


def count_and_close(page, tellers, votes):
    """Let both tellers count the same, close; return the counting minutes."""
    for window in tellers:
        count(window, [ROLL, ROLL], lambda name: [votes[name], ROLL - votes[name]])
    return close(page)


def results(page):
    """Return {name: what came of it} as a role-model ballot's page shows it."""
    rows = page.locator("tbody tr").filter(has=page.locator("td[data-label='Kết quả']"))
    shown = rows.locator("td[data-label='Kết quả'] strong").all_inner_texts()
    return dict(zip(year_ends.names_in(rows), shown, strict=True))


def check_role_models(folder, votes, found, *, already_chosen):
    """Compare who is chosen, tied and refused with ``check_cases`` on the same numbers."""
    given = {
        "roll": ROLL,
        "completed_well": COMPLETED_WELL,
        "already_chosen": already_chosen,
        "candidates": [
            {"name": name, "votes": votes[name], "level": "COMPLETED_WELL"} for name in found
        ],
    }
    words = {"chosen": "Được chọn", "tied": "Bằng phiếu", "refused": "Không được chọn"}
    wanted = {"max": 2} | {
        key: [name for name, result in found.items() if result.startswith(shown)]
        for key, shown in words.items()
    }
    rows = [("gương điển hình", given, wanted)]
    year_ends.check_as_cases(folder, "lam_dong_2017.role_models", rows)


def look_at_minutes(page):
    """Finish the meeting; read its minutes back."""
    year_ends.write_minutes(
        page,
        Meeting.objects.get(),
        agenda="Đánh giá việc thực hiện cam kết, đăng ký",
        course="Chi ủy báo cáo tổng hợp",
        conclusion="Đề nghị Đảng ủy công nhận",
    )
    minutes = year_ends.print_of(page, page.get_by_role("link", name="In biên bản", exact=True))
    year_ends.says(
        minutes,
        "Có mặt: 14/14 người",
        "Cao Văn Phúc 7 6 0 Hoàn thành nội dung cam kết và đăng ký",
        "Lê Thị Hoa 11 Ngang phiếu, bình chọn lại",
        "Lê Thị Hoa 12 Được chọn",
        "Đề nghị Đảng ủy công nhận",
    )


def report_up(page, place):
    """Report the year's results to the base committee; read the report back."""
    page.goto(reverse("results", args=[place.round.pk, place.cell.pk]))
    axe(page)
    year_ends.press(page, "Báo cáo cấp trên", "Báo cáo")
    page.get_by_text("Đã báo cáo kết quả năm lên cấp trên.").wait_for()
    report = year_ends.print_of(page, page.get_by_role("link", name="Báo cáo kết quả năm").first)
    year_ends.says(report, "Tổng số: 14 đảng viên.", "Lê Thị Hoa", "Nguyễn Văn An")


def answer(page, words, reason=""):
    """Fill in what the base committee answers."""
    page.get_by_label(words, exact=True).check()
    page.get_by_label("Lý do").fill(reason)


def confirm(page, place):
    """Refuse one role model and one classification with reasons, confirm all others."""
    year_ends.sit_down(page, place.superior)
    page.goto(reverse("decisions", args=[place.round.pk, place.base.pk]))
    own_opinion = page.get_by_role("button", name=re.compile("Ghi ý kiến riêng.*Lê Thị Hoa"))
    answer(page, "Không công nhận")
    own_opinion.click()
    page.get_by_text("Đồng chí ghi lý do không công nhận.").wait_for()
    axe(page)
    answer(page, "Không công nhận", TOO_ALIKE)
    own_opinion.click()
    page.get_by_text("Đã ghi ý kiến về 1 kết quả.").wait_for()
    page.get_by_label("Chọn Phan Văn Thái").check()
    answer(page, "Không công nhận", TOO_HIGH)
    page.get_by_role("button", name="Ghi ý kiến", exact=True).click()
    page.get_by_text("Đã ghi ý kiến về 1 kết quả.").wait_for()
    page.get_by_label("Chọn tất cả của Chi bộ 1").check()
    answer(page, "Công nhận")
    page.get_by_role("button", name="Ghi ý kiến", exact=True).click()
    page.get_by_text("Đã ghi ý kiến về 13 kết quả.").wait_for()
    axe(page)
    fits(page)


def read_answers(page, place):
    """The cell sees both answers with reasons, annuls what is refused and may vote again."""
    page.goto(reverse("results", args=[place.round.pk, place.cell.pk]))
    models = page.get_by_role("table", name="Gương điển hình")
    first = models.get_by_role("row").filter(has_text="Nguyễn Văn An")
    second = models.get_by_role("row").filter(has_text="Lê Thị Hoa")
    expect(first).to_have_text(re.compile(r"Công nhận\s*$"))
    expect(second).to_have_text(re.compile(rf"Không công nhận: {re.escape(TOO_ALIKE)}\s*$"))
    page.get_by_text("Còn 13 kết quả chưa thông báo").wait_for()  # not what was refused
    axe(page)
    page.goto(reverse("evaluation_board", args=[place.round.pk, place.cell.pk]))
    page.get_by_role("link", name="Phan Văn Thái").press("Enter")
    page.locator("#panel").get_by_text(f"không công nhận – {TOO_HIGH}").wait_for()
    page.locator("#panel").get_by_role("link", name="Hủy kết quả để bỏ phiếu lại").click()
    page.get_by_label("Lý do").fill("Đảng ủy không công nhận")
    axe(page)
    page.get_by_role("button", name="Hủy kết quả").click()
    page.wait_for_url(lambda url: "huy" not in url)
    page.goto(reverse("evaluation_board", args=[place.round.pk, place.cell.pk]))
    year_ends.call_meeting(page)
    page.get_by_role("link", name="Xếp loại cá nhân").click()
    rows = page.locator("tbody tr")
    expect(rows.locator("th")).to_have_text(["Phan Văn Thái"])
    fits(page)


def test_cell_reviews_ballots_and_hears_what_is_refused(open_window, tmp_path):
    place = make_place()
    assess_others(place)
    review_own_year(open_window(**PHONE), place)
    summarize(place)
    page, tellers = open_window(**DESKTOP), [open_window(**DESKTOP) for _ in TELLERS]
    for window, name in zip(tellers, TELLERS, strict=True):
        year_ends.sit_down(window, account_of(name))

    hold_meeting(page, place)
    ballot_on_levels(page, tellers, tmp_path)
    ballot_on_role_models(page, tellers, tmp_path)
    look_at_minutes(page)
    report_up(page, place)
    confirm(open_window(**DESKTOP), place)
    read_answers(page, place)

    answers = RoleModel.objects.order_by("pk").values_list(
        "evaluation__person__full_name", "superior"
    )
    assert list(answers) == [("Nguyễn Văn An", "CONFIRMED"), ("Lê Thị Hoa", "REFUSED")]
    assert Evaluation.objects.filter(superior="CONFIRMED").count() == ROLL - 1
    assert Question.objects.count() == 3
