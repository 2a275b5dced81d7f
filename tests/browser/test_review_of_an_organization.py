"""HD21 for an organization: Mẫu 01, the ballot, the decision above under its cap, then its leaders.

A base committee with five cells: what is missing is named with links, the counts of its cells
are live, the head is decided on last and never above.
"""

import re
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evaluations.models import Evaluation, Meeting, Question, Subject
from evaluations.rules.registry import QUESTIONS
from evaluations.rules.scales import QUALITY
from tests.browser import reviewing, year_ends
from tests.browser.bases import (
    DEPUTY,
    EXCELLENT,
    GOOD,
    HAI,
    HEAD,
    HOA,
    OTHER,
    OWN,
    THIRD,
    make_place,
)
from tests.browser.conftest import DESKTOP
from tests.browsing import axe, fits

pytestmark = pytest.mark.django_db(transaction=True)

YEAR = timezone.localdate().year
ROLL = 5
COMPLETED = "COMPLETED"
GRADES = {
    "programme": EXCELLENT,
    "leadership": EXCELLENT,
    "democracy": GOOD,
    "integrity": GOOD,
    "inspection": GOOD,
    "remedy": None,
}
BALLOTS = [4, 1]
VOTES_ABOVE = {OWN: 9, OTHER: 6}
BEYOND = f"{OTHER}: ít phiếu hơn, vượt mức trần (H21-24)."


def address(place, name="evaluation_organization", organization=None):
    return reverse(name, args=[place.round.pk, (organization or place.base).pk])


def missing(page):
    """Return {what is missing before the decision: where it is mended}."""
    links = page.locator("#quyet-dinh > ul.bullets a").all()
    return {one.inner_text(): one.get_attribute("href") for one in links}


def counts_below(page):
    """Return how many organizations below are in each level, as the page counts them."""
    figures = page.locator("#muc-cao-nhat dd").all_inner_texts()
    return {level: int(text) for level, text in zip(QUALITY.levels, figures, strict=True)}


def check_ceiling(page, folder, ceiling, rule, **peers):
    """Compare the ceiling on the page with what the rules say of the numbers on it."""
    page.get_by_role("heading", name=f"Cao nhất là mức “{QUALITY.names[ceiling]}”").wait_for()
    given = {
        "kind": "BASE_COMMITTEE",
        "year": YEAR,
        "grades": GRADES,
        "subordinates": {level: one for level, one in counts_below(page).items() if one},
        "peers": peers,
    }
    wanted = {"ceiling": ceiling, "rules_include": [rule]}
    year_ends.check_as_cases(folder, "hd21_2019.organization_level", [("trần", given, wanted)])


def write_report(page, place):
    """The secretary sees that nothing is there yet, writes Mẫu 01 and hands it in."""
    year_ends.sit_down(page, place.secretary)
    page.goto(address(place))
    assert "Chưa nộp báo cáo kiểm điểm (Mẫu 01) (H21-03)." in missing(page)
    page.goto(reverse("tasks"))
    page.get_by_role("button", name=re.compile(f"Bắt đầu viết .*{OWN}")).click()
    page.get_by_role("button", name="Kiểm tra và nộp").wait_for()
    axe(page)
    grades = {f"grade_{name}": grade or "NONE" for name, grade in GRADES.items()}
    reviewing.fill_in(page, **grades, level=EXCELLENT)
    reviewing.hand_in(page)
    fits(page)


def look_at_gates(page, place, folder):
    """What is missing leads to where it is mended; the cells' counts are live."""
    page.goto(address(place))
    page.get_by_role("link", name=re.compile("^Đã nộp")).wait_for()
    cells = "Chưa xếp loại tổ chức đảng cấp dưới: Chi bộ 5 (H21-05)."
    related = "Ban tổ chức cấp trên chưa lấy ý kiến cơ quan liên quan (H21-25)."
    assert missing(page) == {
        cells: address(place, "decide_organizations"),
        "Chưa đánh dấu đã kiểm điểm (H21-03).": address(place),
        "Chưa có kết quả bỏ phiếu kín (H21-25).": address(place, "evaluation_meetings"),
        related: address(place),
    }
    assert counts_below(page) == {EXCELLENT: 0, GOOD: 3, COMPLETED: 1, "NOT_COMPLETED": 0}
    check_ceiling(page, folder, GOOD, "H21-21")
    axe(page)
    fits(page)

    page.get_by_role("link", name=cells).click()
    page.get_by_role("link", name="Chi bộ 5", exact=True).click()
    page.get_by_role("heading", name="Chi bộ 5").wait_for()
    assert missing(page) == {}
    decide(page, GOOD)
    page.get_by_text("Đã quyết định.").wait_for()
    page.goto(address(place))
    assert cells not in missing(page)
    assert counts_below(page) == {EXCELLENT: 0, GOOD: 4, COMPLETED: 1, "NOT_COMPLETED": 0}


def decide(page, level, *, votes="", reason=""):
    """Choose a level, give the decision's number, decide."""
    choose(page, level, votes, reason)
    page.get_by_label("Số quyết định").fill("15-QĐ/ĐU")
    page.get_by_role("button", name="Quyết định", exact=True).click()


def choose(page, level, votes="", reason=""):
    page.get_by_label(re.compile(r"^Mức\s")).select_option(level)
    page.get_by_label("Số phiếu của cấp quyết định").fill(str(votes))
    page.get_by_label(re.compile(r"^Lý do\s")).fill(reason)


def record_facts(page, folder):
    """What the union was rated lowers the ceiling, then no more; the review is noted."""
    for level, ceiling, rule in ((COMPLETED, GOOD, "H21-23"), (GOOD, EXCELLENT, "H21-20")):
        page.get_by_label(re.compile(r"^Công đoàn\s")).select_option(level)
        page.get_by_role("button", name="Lưu căn cứ").click()
        page.get_by_text("Đã lưu lúc").wait_for()
        check_ceiling(page, folder, ceiling, rule, front_and_mass=[level])
    page.get_by_role("button", name="Đánh dấu đã kiểm điểm").click()
    page.get_by_text("Đã ghi nhận.").wait_for()


def hold_meeting(page, folder):
    """Call the committee; the draft was sent on the last day for it; open the secret ballot."""
    year_ends.call_meeting(page)
    page.get_by_role("link", name="Xếp loại tổ chức đảng").click()
    page.get_by_role("button", name="Đưa ra biểu quyết").click()
    page.get_by_text("Đã đưa nội dung ra biểu quyết.").wait_for()
    year_ends.attend(page, ROLL)
    reviewing.name_tellers(page, HOA, HAI)
    gate = page.get_by_role("link", name=re.compile("^Chưa ghi ngày gửi dự thảo báo cáo"))
    last = re.search(r"\d\d/\d\d/\d{4}", gate.inner_text())[0]
    check_last_day(folder, date(*map(int, reversed(last.split("/")))))
    gate.click()
    page.get_by_label("Ngày gửi dự thảo báo cáo").fill(last)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_text("Đã lưu thông tin hội nghị.").wait_for()
    year_ends.press(page, "Mở biểu quyết")
    page.get_by_text("Đã mở biểu quyết.").wait_for()
    axe(page)
    fits(page)


def check_last_day(folder, day):
    given = {
        "guidance": "hd21_2019",
        "meeting": timezone.localdate(),
        "holidays": list(settings.HOLIDAYS),
    }
    rows = [("dự thảo", given, {"date": day})]
    year_ends.check_as_cases(folder, "deadlines.draft_report_sent_by", rows)


def count(window, account):
    year_ends.sit_down(window, account)
    assert reviewing.count_ballots(window, [ROLL, ROLL, None, None], {OWN: BALLOTS}) == [OWN]


def close_and_report(page, place, folder):
    """The secretary closes the vote, finishes the meeting and reports."""
    page.reload()
    page.get_by_role("link", name=re.compile("Đối chiếu, kết thúc kiểm phiếu")).click()
    year_ends.press(page, "Kết thúc kiểm phiếu", "Kết thúc kiểm phiếu")
    page.get_by_text("Đã kết thúc kiểm phiếu").wait_for()
    assert year_ends.shown_levels(page, QUALITY) == {OWN: EXCELLENT}
    ballots = dict(zip(QUALITY.levels, BALLOTS, strict=False))
    given = {"roll": ROLL, "ballots": ballots, "ceiling": EXCELLENT}
    assert QUESTIONS["hd21_2019.organization_ballot"](**given).level == EXCELLENT
    link = page.get_by_role("link", name="In biên bản kiểm phiếu")
    year_ends.says(year_ends.print_of(page, link), OWN, HOA, HAI)
    year_ends.write_minutes(
        page,
        Meeting.objects.get(),
        agenda="Kiểm điểm, xếp loại Đảng bộ",
        course="Ban Chấp hành thảo luận dự thảo báo cáo",
        conclusion="Thống nhất đề nghị",
    )
    page.goto(address(place))
    page.get_by_role("link", name="Báo cáo cấp trên", exact=True).click()
    page.get_by_role("button", name="Báo cáo cấp trên").click()
    page.get_by_text("Đã báo cáo 1 kết quả lên cấp trên.").wait_for()


def take_in(page, place, *titles):
    """Take collectives or leaders into the round; what may be reviewed is noted as reviewed."""
    for title in titles:
        page.goto(address(place))
        page.get_by_role("button", name=re.compile(f"Đưa vào xếp loại.*{title}")).click()
        page.get_by_role("heading", name=re.compile(f"^{title}")).wait_for()
        page.get_by_role("button", name="Đánh dấu đã kiểm điểm").click()
        page.get_by_text("Đã ghi nhận.").wait_for()


def look_at_order(page, place):
    """The head waits for organization, collective and deputy, each with its link."""
    body = Evaluation.objects.get(subject=Subject.LEADER, person=place.secretary.person)
    page.goto(reverse("evaluation_body", args=[body.pk]))
    assert missing(page) == {
        "Chưa xếp loại tổ chức đảng (H21-05).": address(place),
        "Chưa xếp loại tập thể: Ban Chấp hành (H21-05).": address(place),
        f"Người đứng đầu xếp loại sau cùng; chưa xếp loại: {DEPUTY} (H21-05).": address(place),
    }
    expect(page.get_by_role("button", name="Quyết định", exact=True)).to_have_count(0)
    axe(page)
    fits(page)


def hear_others(page, place):
    """The organisation board gathers what related bodies say; then nothing is missing."""
    year_ends.sit_down(page, place.board)
    page.goto(address(place))
    assert list(missing(page)) == [
        "Ban tổ chức cấp trên chưa lấy ý kiến cơ quan liên quan (H21-25)."
    ]
    page.locator("#quyet-dinh > ul.bullets a").click()
    page.get_by_label("Của ai").select_option("RELATED")
    page.get_by_label("Tên cơ quan, tổ chức").fill("Ban Tuyên giáo")
    page.get_by_label("Ngày có ý kiến").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Nội dung").fill("Thực hiện tốt công tác tuyên giáo")
    axe(page)
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_text("Đã ghi ý kiến.").wait_for()
    page.goto(address(place))
    assert missing(page) == {}


def meet_the_cap(page, place, folder):
    """One of three may be best: who has fewer votes is refused, then good with a reason."""
    year_ends.sit_down(page, place.standing)
    page.goto(address(place, "decide_organizations", place.bloc))
    axe(page)
    page.get_by_role("link", name=OWN).click()
    choose(page, EXCELLENT, VOTES_ABOVE[OWN])
    page.get_by_role("button", name="Lưu lựa chọn").click()
    page.get_by_text("Đã lưu lúc").wait_for()
    page.goto(address(place, organization=place.other))
    decide(page, EXCELLENT, votes=VOTES_ABOVE[OTHER])
    page.get_by_text(BEYOND).wait_for()
    expect(page.locator("#quyet-dinh dd")).to_have_text(["3", "1", "2", "1"])
    candidates = [{"name": name, "votes": votes} for name, votes in VOTES_ABOVE.items()]
    given = {"base": "EXACTLY_GOOD", "good_or_better": 3, "candidates": candidates}
    rows = [("trần", given, {"max": 1, "chosen": [OWN], "tied": []})]
    year_ends.check_as_cases(folder, "hd21_2019.excellent_cap", rows)
    axe(page)

    page.goto(address(place))
    decide(page, EXCELLENT, votes=VOTES_ABOVE[OWN])
    page.get_by_text("Đã quyết định.").wait_for()
    page.goto(address(place, organization=place.other))
    decide(page, GOOD, votes=VOTES_ABOVE[OTHER], reason="Ít phiếu hơn, vượt mức trần")
    page.get_by_text("Đã quyết định.").wait_for()


def decide_leaders(page, place, folder):
    """The collective, the deputy, the head last: above what he or she heads is refused."""
    for title, level in (("Ban Chấp hành", GOOD), (f"{DEPUTY}, Phó Bí thư", GOOD)):
        page.goto(address(place))
        page.get_by_role("link", name=title).click()
        page.get_by_role("heading", name=re.compile(f"^{title}")).wait_for()
        assert missing(page) == {}
        decide(page, level)
        page.get_by_text("Đã quyết định.").wait_for()
    page.goto(address(place))
    page.get_by_role("link", name=f"{HEAD}, Bí thư").click()
    decide(page, EXCELLENT)
    above = re.compile("Cao nhất là mức “Hoàn thành tốt nhiệm vụ”.*H21-32")
    page.get_by_role("alert").get_by_role("link", name=above).wait_for()
    axe(page)
    decide(page, GOOD)
    page.get_by_text("Đã quyết định.").wait_for()

    given = {"grades": GRADES, "organization_level": EXCELLENT}
    rows = [("tập thể", given, {"ceiling": EXCELLENT})]
    year_ends.check_as_cases(folder, "hd21_2019.collective_level", rows)
    given = {"proposed": EXCELLENT, "collective_level": GOOD, "organization_level": EXCELLENT}
    rows = [("người đứng đầu", given, {"level": GOOD})]
    year_ends.check_as_cases(folder, "hd21_2019.head_level", rows)


def notify(page, place):
    """Tell the organizations and leaders; the committee prints what it was told."""
    page.goto(address(place, "results", place.bloc))
    page.get_by_role("button", name="Thông báo tất cả").click()
    page.get_by_text("Đã thông báo 6 kết quả.").wait_for()
    own = Evaluation.objects.get(organization=place.base, subject=Subject.ORGANIZATION)
    notice = page.request.get(reverse("result_notice", args=[own.pk]))
    year_ends.says(year_ends.pages_of(notice.body()), OWN, "Hoàn thành xuất sắc nhiệm vụ")


def show_report(page, code, place):
    """Show a report of the bloc; return its workbook's sheets."""
    page.goto(f"{address(place, 'results', place.bloc)}?bieu={code}")
    axe(page)
    fits(page)
    return reviewing.workbook_of(page)


def look_at_reports(page, place):
    """R2 counts the three bases under the cap, R3 the five members; stored sums are right."""
    book = show_report(page, "R2", place)
    row = page.locator("#danh-sach").get_by_role("row").filter(has_text=THIRD)
    expect(row).to_contain_text("Hoàn thành tốt nhiệm vụ")
    formulas, values = reviewing.row_of(book["Theo cấp ủy"], place.bloc.name)
    assert values[2:10] == (3, 0, 0, 3, 1, 1 / 3, 2, 2 / 3)
    assert values[14:18] == (2, 0.5, 1, 1)
    assert [formulas[place][0] for place in (2, 5, 7, 14, 17)] == ["="] * 5
    levels = {row[1][1]: row[1][5] for row in book["Danh sách"]}
    assert (levels[OWN], levels[OTHER]) == (QUALITY.names[EXCELLENT], QUALITY.names[GOOD])

    book = show_report(page, "R3", place)
    formulas, values = reviewing.row_of(book["Tổng hợp"], OWN)
    assert values[2:11] == (5, 0, 0, 0, 5, 1, 0.2, 4, 0.8)
    assert values[15:19] == (4, 0.25, 1, 1)
    assert [formulas[place][0] for place in (2, 6, 7, 8, 15, 18)] == ["="] * 6
    expect(page.get_by_role("row").filter(has_text=OWN).get_by_text("1/1")).to_have_count(1)


def test_base_committee_is_decided_on_above_then_its_leaders(open_window, tmp_path):
    place = make_place()
    page, deputy, above = (open_window(**DESKTOP) for _ in range(3))

    write_report(page, place)
    look_at_gates(page, place, tmp_path)
    record_facts(page, tmp_path)
    hold_meeting(page, tmp_path)
    for teller in (place.hoa, place.hai):
        count(open_window(**DESKTOP), teller)
    close_and_report(page, place, tmp_path)
    take_in(page, place, "Ban Chấp hành", f"{DEPUTY}, Phó Bí thư")
    year_ends.sit_down(deputy, place.deputy)
    take_in(deputy, place, f"{HEAD}, Bí thư")
    look_at_order(deputy, place)
    hear_others(open_window(**DESKTOP), place)
    meet_the_cap(above, place, tmp_path)
    decide_leaders(above, place, tmp_path)
    notify(above, place)
    look_at_reports(above, place)

    own = Evaluation.objects.get(organization=place.base, subject=Subject.ORGANIZATION)
    head = Evaluation.objects.get(person=place.secretary.person, subject=Subject.LEADER)
    addresses = [
        *(address(place, name) for name in ("evaluation_organization", "results", "report_up")),
        address(place, "decide_organizations", place.bloc),
        reverse("evaluation_body", args=[head.pk]),
        reverse("opinions", args=[own.pk]),
        reverse("result_notice", args=[own.pk]),
        reverse("vote_result", args=[Question.objects.get().pk]),
        reverse("evaluation_minutes", args=[Meeting.objects.get().pk]),
    ]
    stranger = year_ends.sit_down(open_window(**DESKTOP), place.stranger)
    year_ends.refuses(stranger, *addresses)
