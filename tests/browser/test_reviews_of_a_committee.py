"""HD21 in a base committee with three cells: from self-reviews to the notified decision.

One self-review and one cell's vote are made in the browser; the cap bites, a tie across it is
voted on again by the deciding body, a civil servant stays under the civil rating.
"""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evaluations import superiors
from evaluations.models import Evaluation, Meeting, Question
from evaluations.rules.registry import QUESTIONS
from evaluations.rules.scales import QUALITY
from organizations.models import Person, PersonState
from registrations.models import Registration
from tests import factories
from tests.browser import reviewing, year_ends
from tests.browser.conftest import DESKTOP, PHONE
from tests.browsing import axe, fits
from tests.registrations.reviewing import make_review_round

pytestmark = pytest.mark.django_db(transaction=True)

YEAR = timezone.localdate().year
ROLL = 5
EXCELLENT, GOOD, COMPLETED = "EXCELLENT", "GOOD", "COMPLETED"
AN, HOA, HAI = "Nguyễn Văn An", "Lê Thị Hoa", "Đỗ Văn Hải"
NAM, OANH, PHUC = "Lý Văn Nam", "Mạc Thị Oanh", "Cao Văn Phúc"
SECRETARY, DEPUTY = "Trần Thị Bình", "Phạm Văn Cường"
CELLS = (
    (SECRETARY, DEPUTY, AN, HOA, HAI),
    ("Đinh Thị Sen", "Phan Văn Thái", NAM, "Tạ Thị Quyên", "Hồ Văn Rạng"),
    ("Ngô Thị Tú", "Chu Văn Vinh", OANH, PHUC, "Kiều Thị Uyên"),
)
GRADES = {"conduct": "EXCELLENT", "duties": "EXCELLENT", "remedy": None}
WRITTEN = {"grade_conduct": "GOOD", "grade_duties": "EXCELLENT", "grade_remedy": "NONE"}
VOTES = {
    AN: {"grades": GRADES | {"conduct": "GOOD"}, "ballots": [3, 2]},
    HOA: {"civil_servant": True, "civil_level": GOOD, "ballots": [5]},
    HAI: {"sick_days": 120, "ballots": [0, 5]},
    SECRETARY: {"ballots": [2, 3]},
    DEPUTY: {"ballots": [1, 4]},
}
OUTCOMES = {AN: EXCELLENT, HOA: GOOD, HAI: COMPLETED, SECRETARY: GOOD, DEPUTY: GOOD}
RULES = {AN: "H21-14", HOA: "H21-11", HAI: "H21-13", SECRETARY: "H21-14", DEPUTY: "H21-14"}
FIRST_VOTE = {AN: 9, NAM: 8, OANH: 8, PHUC: 5}
SECOND_VOTE = {NAM: 5, OANH: 4}
SETTLED = {name for cell in CELLS for name in cell} - {NAM, OANH}
GOOD_OR_BETTER, PLACES, EVERYBODY = 14, 2, 15


def make_place():
    """Make the committee with its cells of five, a round, and somebody of another base."""
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    office = factories.make_base(bloc, "Chi bộ Văn phòng", kind="BASE_CELL")
    other = factories.make_base(bloc, "Đảng bộ Sở Y tế")
    cells = [
        reviewing.make_cell(base, number, names) for number, names in enumerate(CELLS, start=1)
    ]
    officer = factories.make_officer
    place = SimpleNamespace(
        base=base,
        cells=cells,
        round=make_review_round(bloc),
        superior=officer(base, full_name="Võ Minh Tuấn", placed_in=office),
        stranger=officer(other, full_name="Đặng Văn Xuân", placed_in=office),
        **dict(
            zip(("secretary", "deputy", "member", "hoa", "hai"), cells[0].accounts, strict=True)
        ),
    )
    Person.objects.filter(full_name=HOA).update(civil_servant=True)
    spring = {"started_on": date(YEAR, 1, 10), "ended_on": date(YEAR, 5, 10)}
    factories.set_state(place.hai.person, PersonState.Kind.SICK_LEAVE, **spring)
    return place


def hand_in_others(place):
    """Let everybody but the member have handed in a self-review."""
    for cell in place.cells:
        reviewing.hand_in_all(place.round, cell, but=place.member)


def vote_in_other_cells(place):
    """Let the other cells review, count by two tellers, close and report."""
    for cell in place.cells[1:]:
        best = {EXCELLENT: 4, GOOD: 1}
        reviewing.vote_in(place.round, cell, dict.fromkeys(FIRST_VOTE, best), {GOOD: ROLL})
        assert superiors.report_up(cell.accounts[0], place.round, cell) == ROLL


def write_self_review(phone, place):
    """The member writes Mẫu 02 on a phone, is told what is missing, hands in."""
    year_ends.sit_down(phone, place.member)
    phone.goto(reverse("tasks"))
    phone.get_by_role("button", name="Bắt đầu viết").click()
    phone.get_by_role("button", name="Kiểm tra và nộp").first.wait_for()
    axe(phone)
    fits(phone)
    reviewing.fill_in(phone, **(WRITTEN | {"level": ""}))
    phone.get_by_role("button", name="Kiểm tra và nộp").click()
    phone.get_by_text("Còn 1 mục phải viết trước khi nộp").wait_for()
    phone.get_by_role("link", name="Xếp loại đảng viên").click()
    phone.locator("select[name=text-level]").select_option(EXCELLENT)
    reviewing.hand_in(phone)
    fits(phone)


def open_board(page, place, account):
    year_ends.sit_down(page, account)
    page.goto(reverse("evaluation_board", args=[place.round.pk, place.cells[0].pk]))


def propose(page, name, level):
    page.wait_for_load_state()
    page.get_by_label(f"Chi ủy đề xuất: {name}").select_option(level)


def review_and_propose(page, place, complaints):
    """The secretary marks and proposes; the civil rating is asked for, then limits."""
    open_board(page, place, place.secretary)
    axe(page)
    page.get_by_label("Chọn tất cả đồng chí chưa kiểm điểm").check()
    page.get_by_role("button", name="Đánh dấu đã kiểm điểm").click()
    page.get_by_text(f"Đã đánh dấu {ROLL - 1} đồng chí đã kiểm điểm.").wait_for()

    propose(page, HOA, EXCELLENT)
    reviewing.row(page, HOA).get_by_text("Chưa đề xuất mức được").wait_for()
    page.get_by_label(f"Công chức, viên chức: {HOA}").select_option(GOOD)
    reviewing.row(page, HOA).get_by_text("Cao nhất là mức “Hoàn thành tốt nhiệm vụ”").wait_for()
    assert [one for one in complaints if "422" not in one] == []
    complaints.clear()
    for name in (HOA, AN, HAI, DEPUTY):
        propose(page, name, OUTCOMES[name])
        reviewing.saved(page, name)
    axe(page)
    fits(page)


def review_the_secretary(page, place):
    """The deputy marks and proposes for the secretary."""
    open_board(page, place, place.deputy)
    page.get_by_label(f"Chọn {SECRETARY}").check()
    page.get_by_role("button", name="Đánh dấu đã kiểm điểm").click()
    page.get_by_text("Đã đánh dấu 1 đồng chí đã kiểm điểm.").wait_for()
    propose(page, SECRETARY, GOOD)
    reviewing.saved(page, SECRETARY)


def hold_meeting(page, place):
    """Call, name tellers, ask for the paper ballot on all five; the gates lead to what lacks."""
    page.goto(reverse("evaluation_board", args=[place.round.pk, place.cells[0].pk]))
    year_ends.call_meeting(page)
    page.get_by_role("link", name="Xếp loại cá nhân").click()
    expect(page.locator("input[name=people]:checked")).to_have_count(ROLL)
    page.get_by_role("button", name="Đưa ra biểu quyết").click()
    page.get_by_text("Đã đưa nội dung ra biểu quyết.").wait_for()
    page.get_by_role("link", name="Chưa cử đủ hai người kiểm phiếu đang có mặt.").wait_for()
    year_ends.attend(page, ROLL)
    reviewing.name_tellers(page, HOA, HAI)
    year_ends.press(page, "Mở biểu quyết")
    page.get_by_text("Đã mở biểu quyết.").wait_for()
    ballot = year_ends.print_of(page, page.get_by_role("link", name=re.compile("^In phiếu")))
    year_ends.says(ballot, "Nguyễn Văn An", "Hoàn thành xuất sắc nhiệm vụ")


def count(window, account):
    """One teller counts at an own window; return the names in the order of the sheet."""
    year_ends.sit_down(window, account)
    return reviewing.count_ballots(
        window, [ROLL, ROLL, None, None], {name: one["ballots"] for name, one in VOTES.items()}
    )


def close_vote(page, folder):
    """The secretary compares, closes, prints; each outcome is what ``check_cases`` says."""
    page.get_by_role("link", name=re.compile("Đối chiếu, kết thúc kiểm phiếu")).click()
    page.get_by_text("Số phiếu của hai người kiểm phiếu khớp nhau.").wait_for()
    year_ends.press(page, "Kết thúc kiểm phiếu", "Kết thúc kiểm phiếu")
    page.get_by_text("Đã kết thúc kiểm phiếu").wait_for()
    axe(page)
    fits(page)
    shown = year_ends.shown_levels(page, QUALITY)
    assert shown == OUTCOMES
    rows = [
        (name, given_of(name), {"proposed": shown[name], "rules_include": [RULES[name]]})
        for name in VOTES
    ]
    year_ends.check_as_cases(folder, "hd21_2019.member_level", rows)
    link = page.get_by_role("link", name="In biên bản kiểm phiếu")
    year_ends.says(year_ends.print_of(page, link), HOA, HAI, "Phát ra 5 phiếu")


def given_of(name):
    """Return the numbers of somebody of the first cell, as a case file has them."""
    ballots = dict(zip(QUALITY.levels, VOTES[name]["ballots"], strict=False))
    return {"year": YEAR, "grades": GRADES, "roll": ROLL} | VOTES[name] | {"ballots": ballots}


def report(page, place):
    """Finish the meeting, print its minutes, report up."""
    year_ends.write_minutes(
        page,
        Meeting.objects.get(organization=place.cells[0]),
        agenda="Kiểm điểm, xếp loại chất lượng đảng viên",
        course="Từng đồng chí tự kiểm điểm, chi bộ góp ý",
        conclusion="Thống nhất kết quả bỏ phiếu",
    )
    minutes = year_ends.print_of(page, page.get_by_role("link", name="In biên bản").first)
    year_ends.says(minutes, "Nguyễn Văn An 3 2 0 0 Hoàn thành xuất sắc nhiệm vụ")
    page.goto(reverse("report_up", args=[place.round.pk, place.cells[0].pk]))
    axe(page)
    page.get_by_role("button", name="Báo cáo cấp trên").click()
    page.get_by_text(f"Đã báo cáo {ROLL} kết quả lên cấp trên.").wait_for()


def nobody_decided():
    return not Evaluation.objects.exclude(level="").exists()


def take_over(page, place, complaints):
    """The committee takes over the proposals; nobody is put above the own ceiling."""
    year_ends.sit_down(page, place.superior)
    page.goto(reverse("decisions", args=[place.round.pk, place.base.pk]))
    page.get_by_role("button", name="Đề xuất cả bảng").click()
    page.get_by_text(f"Đã lấy theo đề xuất {EVERYBODY - len(FIRST_VOTE)} đồng chí.").wait_for()
    reviewing.choose(page, HOA, EXCELLENT)
    reviewing.row(page, HOA).get_by_text("Cao nhất là mức “Hoàn thành tốt nhiệm vụ”").wait_for()
    assert [one for one in complaints if "422" not in one] == []
    complaints.clear()
    reviewing.choose(page, HOA, GOOD)
    refusal = reviewing.row(page, HOA).get_by_text("Cao nhất là mức “Hoàn thành tốt nhiệm vụ”")
    refusal.wait_for(state="detached")
    expect(page.locator("select[aria-invalid=true]")).to_have_count(0)
    for name in FIRST_VOTE:
        reviewing.choose(page, name, EXCELLENT)
        reviewing.saved(page, name)
    cap = page.locator("#cap")
    more = "Số được chọn xuất sắc nhiều hơn số chỗ còn lại."
    cap.get_by_text(re.compile(f"^{more}.*{OANH}, {PHUC}")).wait_for()
    figures = cap.locator("dd").all_inner_texts()
    assert [int(one) for one in figures] == [GOOD_OR_BETTER, PLACES, len(FIRST_VOTE), 2]
    axe(page)
    fits(page)


def meet_the_cap(page, folder):
    """A tie across the cap decides nobody, and whoever has fewer votes is beyond it."""
    cap = page.locator("#cap")
    reviewing.enter_votes(page, FIRST_VOTE)
    cap.get_by_text(f"Bằng phiếu ngang mức trần, phải bỏ phiếu lại: {NAM}, {OANH}").wait_for()
    cap.get_by_text(f"Ít phiếu hơn nên vượt mức trần: {PHUC}").wait_for()
    check_cap(folder, FIRST_VOTE, chosen=[AN], tied=[NAM, OANH])
    reviewing.make_decision(page)
    again = "bằng phiếu ngang mức trần, cấp có thẩm quyền bỏ phiếu lại (H21-15)."
    reviewing.is_told(page, f"{NAM}, {OANH}: {again}")
    axe(page)
    reviewing.make_decision(page, *SETTLED)
    reviewing.is_told(page, f"{PHUC}: ít phiếu hơn, vượt mức trần (H21-15).")
    reviewing.choose(page, PHUC, GOOD)
    reviewing.saved(page, PHUC)
    reviewing.make_decision(page, *SETTLED)
    reviewing.is_told(page, re.compile(f"{PHUC}: mức chọn khác mức đề xuất.*H21-14"))
    assert nobody_decided()
    page.get_by_label(f"Lý do khác đề xuất: {PHUC}").fill("Ít phiếu hơn")
    reviewing.make_decision(page, *SETTLED)
    page.get_by_text(f"Đã quyết định mức của {len(SETTLED)} đồng chí.").wait_for()


def vote_again(page, folder):
    """The committee votes again on the tied alone; who has fewer is put at good with the reason."""
    cap = page.locator("#cap")
    expect(cap.get_by_text("phải bỏ phiếu lại")).to_have_count(1)
    reviewing.enter_votes(page, SECOND_VOTE)
    cap.get_by_text(f"Ít phiếu hơn nên vượt mức trần: {OANH}").wait_for()
    check_cap(folder, {AN: FIRST_VOTE[AN]} | SECOND_VOTE, chosen=[AN, NAM], tied=[])
    reviewing.make_decision(page)
    reviewing.is_told(page, f"{OANH}: ít phiếu hơn, vượt mức trần (H21-15).")
    reviewing.choose(page, OANH, "")
    reviewing.saved(page, OANH)
    page.get_by_role("button", name="Đề xuất cả bảng").click()
    page.get_by_text("Đã lấy theo đề xuất 1 đồng chí.").wait_for()
    reason = page.get_by_label(f"Lý do khác đề xuất: {OANH}")
    expect(reason).to_have_value("Ít phiếu hơn, vượt mức trần (H21-15).")
    reviewing.make_decision(page)
    page.get_by_text("Đã quyết định mức của 2 đồng chí.").wait_for()
    page.get_by_text(f"đã quyết định {EVERYBODY}/{EVERYBODY} đồng chí").wait_for()
    axe(page)
    fits(page)


def check_cap(folder, votes, *, chosen, tied):
    """Put the votes of the deciding body to the rules, as ``check_cases`` does and directly."""
    candidates = [{"name": name, "votes": number} for name, number in votes.items()]
    given = {
        "base": "EXACTLY_GOOD",
        "good_or_better": GOOD_OR_BETTER,
        "candidates": candidates,
    }
    wanted = {"max": PLACES, "chosen": chosen, "tied": tied}
    year_ends.check_as_cases(folder, "hd21_2019.excellent_cap", [("cap", given, wanted)])
    answer = QUESTIONS["hd21_2019.excellent_cap"](**given)
    assert set(answer.refused) == votes.keys() - {*chosen, *tied}


def look_at_levels(folder):
    """The levels in force are those that ``check_cases`` accepts as decided."""
    levels = dict(Evaluation.objects.values_list("person__full_name", "level"))
    assert {name for name, level in levels.items() if level == EXCELLENT} == {AN, NAM}
    rows = [
        (name, given_of(name) | {"decided": levels[name]}, {"level": OUTCOMES[name]})
        for name in VOTES
    ]
    year_ends.check_as_cases(folder, "hd21_2019.member_level", rows)


def notify(page, place):
    """Tell all; the figures of R3 show the cap that is used up."""
    page.goto(reverse("results", args=[place.round.pk, place.base.pk]))
    page.get_by_text(f"Còn {EVERYBODY} kết quả chưa thông báo").wait_for()
    page.get_by_text("đã xếp 2, được xếp nhiều nhất 2").wait_for()
    axe(page)
    page.get_by_role("button", name="Thông báo tất cả").click()
    page.get_by_text(f"Đã thông báo {EVERYBODY} kết quả.").wait_for()


def read_own_result(phone, place):
    """The member reads the own result, the notice and the completed self-review."""
    phone.goto(reverse("tasks"))
    phone.get_by_role("link", name=re.compile("^Kết quả .*Hoàn thành xuất sắc nhiệm vụ")).click()
    phone.get_by_text("Ban Chấp hành Đảng bộ Sở Xây dựng, số 12-QĐ/ĐU").wait_for()
    axe(phone)
    fits(phone)
    notice = year_ends.print_of(phone, phone.get_by_role("link", name="In thông báo kết quả"))
    year_ends.says(notice, "đồng chí Nguyễn Văn An", "Hoàn thành xuất sắc nhiệm vụ", "12-QĐ/ĐU")
    paper = Registration.objects.get(person=place.member.person)
    printed = phone.request.get(reverse("registration_pdf", args=[paper.pk]))
    year_ends.says(year_ends.pages_of(printed.body()), "BẢN TỰ KIỂM ĐIỂM CÁ NHÂN", "Đã làm")
    decisions = reverse("decisions", args=[place.round.pk, place.base.pk])
    foreign = Evaluation.objects.get(person=place.hoa.person)
    for address in (decisions, reverse("result_notice", args=[foreign.pk])):
        assert phone.request.get(address).status in (403, 404)


def test_three_cells_vote_and_their_committee_decides_under_the_cap(
    open_window, complaints, tmp_path
):
    place = make_place()
    hand_in_others(place)
    vote_in_other_cells(place)
    phone, page = open_window(**PHONE), open_window(**DESKTOP)

    write_self_review(phone, place)
    review_and_propose(page, place, complaints)
    review_the_secretary(open_window(**DESKTOP), place)
    hold_meeting(page, place)
    for teller in (place.hoa, place.hai):
        assert set(count(open_window(**DESKTOP), teller)) == set(VOTES)
    page.reload()
    close_vote(page, tmp_path)
    report(page, place)
    committee = open_window(**DESKTOP)
    take_over(committee, place, complaints)
    meet_the_cap(committee, tmp_path)
    vote_again(committee, tmp_path)
    look_at_levels(tmp_path)
    notify(committee, place)
    read_own_result(phone, place)

    own = Evaluation.objects.get(person=place.member.person)
    meeting = Meeting.objects.get(organization=place.cells[0])
    where = [place.round.pk, place.cells[0].pk]
    addresses = [
        reverse("decisions", args=[place.round.pk, place.base.pk]),
        reverse("results", args=[place.round.pk, place.base.pk]),
        reverse("evaluation_board", args=where),
        reverse("evaluation_person", args=[*where, own.person_id]),
        reverse("result_notice", args=[own.pk]),
        reverse("evaluation_minutes", args=[meeting.pk]),
        reverse("vote_result", args=[Question.objects.get(meeting=meeting).pk]),
    ]
    stranger = year_ends.sit_down(open_window(**DESKTOP), place.stranger)
    year_ends.refuses(stranger, *addresses)
