"""Counting sheets and results in the browser: who sees what, what is saved, what is refused."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations import counting, meetings, voting
from evaluations.models import Evaluation, Question, Sheet
from tests.evaluations import counted, holding
from tests.evaluations.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(client):
    def sign_in(account):
        client.force_login(account)
        return client

    return sign_in


@pytest.fixture
def paper():
    return counted.make_vote(holding.NG, method="PAPER", subjects=2, proposed_level="GOOD")


@pytest.fixture
def hands():
    return counted.make_vote(holding.NG, subjects=2)


def of(name, vote, *more):
    return reverse(name, args=[vote.question.pk, *more])


def save(client, vote, booklet, field, text, before=""):
    given = {"booklet": booklet, "field": field, "text": text, "before": before}
    return client.post(of("count_save", vote), given)


def sheet_post(vote, *rows, totals=None, **more):
    """Return what the page without script posts."""
    given = dict(more)
    for name, value in (totals or {}).items():
        given |= {name: str(value), f"before-{name}": ""}
    for one, row in zip(counted.subjects(vote.question), rows, strict=True):
        for column, value in row.items():
            given |= {f"{one.pk}-{column}": str(value), f"before-{one.pk}-{column}": ""}
    return given


READ = ("evaluation_meeting", "evaluation_minutes")
OTHERS = ("colleague", "neighbour", "superior")


@pytest.mark.parametrize("name", ["counting", "count_save", "count_reopen"])
def test_paper_is_counted_by_its_tellers_alone(browse, paper, name):
    for who in ("secretary", "deputy", *OTHERS):
        client = browse(getattr(paper, who))
        status = client.post(of(name, paper)).status_code
        assert (who, status) in {(who, 403), (who, 404)}
    answer = browse(paper.tellers[0]).get(of("counting", paper))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "name", ["question_open", "question_close", "question_annul", "question_again"]
)
def test_votes_are_run_by_secretary_and_deputy_alone(browse, paper, name):
    for who in (*(getattr(paper, one) for one in OTHERS), *paper.tellers):
        assert browse(who).post(of(name, paper)).status_code in (403, 404)
    assert browse(paper.deputy).post(of(name, paper)).status_code in (200, 302)


@pytest.mark.parametrize("name", ["vote_result", "ballots"])
def test_committee_reads_what_others_do_not(browse, paper, name):
    for who in OTHERS:
        assert browse(getattr(paper, who)).get(of(name, paper)).status_code in (403, 404)
    assert browse(paper.secretary).get(of(name, paper)).status_code == 200


def test_open_vote_is_entered_by_who_runs_the_meeting(browse, hands):
    for who in (*(getattr(hands, one) for one in OTHERS), *hands.tellers):
        assert browse(who).get(of("counting", hands)).status_code in (403, 404)
    client = browse(hands.secretary)
    assert client.get(of("counting", hands)).status_code == 200


def test_number_is_saved_by_value(browse, paper):
    client, one = browse(paper.tellers[0]), counted.subjects(paper.question)[0]

    first = save(client, paper, one.pk, "GOOD", "12")
    late = save(client, paper, one.pk, "GOOD", "11")
    wrong = save(client, paper, one.pk, "GOOD", "-1", before="12")
    unknown = save(client, paper, one.pk, "BEST", "1")
    stranger = save(client, paper, 0, "GOOD", "1")
    total = save(client, paper, "", "issued", "18")
    ground = save(client, paper, "invalid", "ADDED", "1")

    assert (first.status_code, first.json()["text"]) == (200, "12")
    assert (late.status_code, late.json()["text"]) == (409, "12")
    assert (wrong.status_code, wrong.json()["message"]) == (422, counting.ONLY_WHOLE)
    assert (unknown.status_code, stranger.status_code) == (404, 404)
    assert (total.status_code, ground.status_code) == (200, 200)
    sheet = Sheet.objects.get()
    assert (sheet.issued, sheet.invalid, sheet.name) == (18, {"ADDED": 1}, "Lý Thị Sáu")
    assert sheet.rows.get().counts == {"GOOD": 12}


def test_page_without_script_saves_and_signs_off(browse, paper):
    client = browse(paper.tellers[0])
    right = sheet_post(
        paper, {"GOOD": 18}, {"OUTSTANDING": 12, "GOOD": 6}, totals=counted.all_collected(18)
    )

    answer = client.post(of("counting", paper), right | {"sign": "1"})

    assert answer.url == of("vote_result", paper)
    assert Sheet.objects.get().signed_at


def test_sums_that_do_not_fit_are_said_and_nothing_is_lost(browse, paper):
    client = browse(paper.tellers[0])
    given = sheet_post(paper, {"GOOD": 18}, {"GOOD": 17}, totals={"issued": 19, "collected": 18})

    page = client.post(of("counting", paper), given | {"sign": "1"})

    shown = words(page)
    assert "Phát ra 19 phiếu, nhiều hơn danh sách 18 người." in shown
    assert "cộng lại là 18 phiếu, khác số phát ra 19 phiếu" in shown
    assert "Đảng viên 02: Cộng lại là 17 phiếu, khác số thu về 18 phiếu." in shown
    assert Sheet.objects.get().signed_at is None
    assert 'value="17"' in client.get(of("counting", paper)).content.decode()


def test_typed_number_that_another_window_changed_stays_on_the_page(browse, paper):
    client, one = browse(paper.tellers[0]), counted.subjects(paper.question)[0]
    save(client, paper, one.pk, "GOOD", "12")
    given = {f"{one.pk}-GOOD": "11", f"before-{one.pk}-GOOD": ""}

    page = client.post(of("counting", paper), given)

    assert "Đang lưu: 12" in words(page)
    assert 'value="11"' in page.content.decode()


def test_invalid_ballots_belong_to_whole_ballots_and_to_rows(paper):
    counted.count_paper(
        paper,
        {"GOOD": 15},
        totals={"issued": 18, "collected": 17, "unused": 1},
        invalid={"ADDED": 1},
        row_invalid=1,
    )

    first, _ = counted.close(paper)

    assert first.counts == {"votes": {"GOOD": 15}, "invalid": 1}
    assert first.verdict["given"] == {"roll": 18, "ballots": {"GOOD": 15}}


def test_foreign_ballot_is_collected_but_was_not_issued(paper):
    counted.count_paper(
        paper,
        {"GOOD": 18},
        totals={"issued": 18, "collected": 19},
        invalid={"NOT_ISSUED": 1},
    )

    assert counted.close(paper)[0].evaluation.level == "GOOD"


def test_nobody_sees_the_other_count_before_both_have_signed(browse, paper):
    first, second = paper.tellers
    counted.enter(
        first, paper.question, 1, {"GOOD": 11, "PIONEERING": 7}, totals=counted.all_collected(18)
    )
    counting.sign_off(first, paper.question.pk, 1)
    counted.enter(
        second, paper.question, 2, {"GOOD": 10, "PIONEERING": 8}, totals=counted.all_collected(18)
    )

    for who in (second, paper.secretary):
        shown = browse(who).get(of("vote_result", paper))
        assert not shown.context["differences"]
        assert not shown.context["rows"]
        assert not shown.context["totals"]
    own = browse(second).get(of("counting", paper)).content.decode()
    assert 'value="10"' in own
    assert 'value="11"' not in own


def test_differences_are_shown_mended_or_kept_with_a_note(browse, paper):
    first, second = paper.tellers
    counted.enter(
        first, paper.question, 1, {"GOOD": 11, "PIONEERING": 7}, totals=counted.all_collected(18)
    )
    counted.enter(
        second, paper.question, 2, {"GOOD": 10, "PIONEERING": 8}, totals=counted.all_collected(18)
    )
    for number, teller in enumerate(paper.tellers, start=1):
        counting.sign_off(teller, paper.question.pk, number)
    client = browse(paper.secretary)

    page = client.get(of("vote_result", paper))
    refused = client.post(of("question_close", paper))
    officer = words(browse(paper.secretary).get(of("vote_result", paper)))
    assert "số phiếu phải khớp nhau, hoặc ghi vì sao vẫn khác" in officer
    browse(first).post(of("count_note", paper), {"note": "Phiếu khó đọc.", "before": ""})
    browse(paper.secretary).post(of("question_close", paper))

    found = [(one.where, one.what, one.first, one.second) for one in page.context["differences"]]
    assert found[:2] == [
        ("Đảng viên 01", "Tấm gương tốt", 11, 10),
        ("Đảng viên 01", "Thể hiện được tính tiền phong, gương mẫu", 7, 8),
    ]
    assert not page.context["may_close"]
    assert "còn khác nhau" in words(refused)
    question = Question.objects.get()
    assert question.difference_note == (
        "Phiếu khó đọc. Lấy số của người kiểm phiếu thứ nhất (Lý Thị Sáu)."
    )
    assert counted.subjects(question)[0].counts["votes"] == {"GOOD": 11, "PIONEERING": 7}


def test_signed_sheet_stays_as_it_is(browse, paper):
    counted.count_paper(paper, {"GOOD": 18})
    one = counted.subjects(paper.question)[0]
    client = browse(paper.tellers[0])

    late = save(client, paper, one.pk, "GOOD", "17", before="18")

    assert (late.status_code, late.json()["message"]) == (422, counting.SIGNED)
    assert 'name="sign"' not in client.get(of("counting", paper)).content.decode()


def test_own_sheet_is_opened_again_and_its_note_goes(browse, paper):
    votes = {"GOOD": 18}
    counted.count_paper(paper, votes)
    Question.objects.update(difference_note="Cũ")

    browse(paper.tellers[1]).post(of("count_reopen", paper))

    first, second = Sheet.objects.order_by("number")
    assert (bool(first.signed_at), second.signed_at) == (True, None)
    assert Question.objects.get().difference_note == ""


def test_secretary_counts_for_a_teller_who_is_away_but_never_both(browse, paper):
    client = browse(paper.secretary)

    went = client.post(of("count_for", paper, 2))
    again = client.post(of("count_for", paper, 1), follow=True)

    assert went.url == of("counting", paper)
    assert "không nhập cả hai" in words(again)
    sheet = Sheet.objects.get()
    assert (sheet.number, sheet.name, sheet.account) == (2, "Mạc Văn Tư", paper.secretary)
    assert client.get(of("counting", paper)).status_code == 200
    assert "nhập thay" in words(browse(paper.tellers[1]).get(of("counting", paper)))
    one = counted.subjects(paper.question)[0]
    assert save(browse(paper.tellers[1]), paper, one.pk, "GOOD", "1").status_code == 422
    for who in (paper.tellers[0], paper.colleague):
        assert browse(who).post(of("count_for", paper, 1)).status_code in (403, 404)


def test_teller_who_leads_does_not_count_for_the_other(paper):
    entry = holding.entry(paper.meeting, "Mạc Văn Tư")
    paper.meeting.roll.filter(pk=entry.pk).update(teller=None)
    paper.meeting.roll.filter(person=paper.secretary.person).update(teller=2)

    with pytest.raises(counting.ValidationError, match="không nhập thay"):
        counting.count_for(paper.secretary, paper.question.pk, 1)


def test_result_of_an_open_vote_stands_before_it_is_closed(browse, hands):
    counted.enter(hands.secretary, hands.question, 1, {"OUTSTANDING": 12, "GOOD": 6}, {"GOOD": 19})
    client = browse(hands.secretary)

    page = client.get(of("vote_result", hands))

    shown = words(page)
    assert "Kết quả tạm tính" in shown
    assert "12 66,67%" in shown
    assert "Cộng lại là 19 người, nhiều hơn 18 người có mặt." in shown
    assert Evaluation.objects.filter(outcome__isnull=True).count() == 2


def test_closed_result_links_its_rules(browse, hands):
    counted.enter(hands.secretary, hands.question, 1, {"GOOD": 18}, {"OUTSTANDING": 12, "GOOD": 6})
    client = browse(hands.secretary)

    client.post(of("question_close", hands))
    page = client.get(of("vote_result", hands))

    assert "#NG-09" in page.content.decode()
    assert "chỉ công bố kết quả" not in words(page)  # hands that everybody saw
    assert "Tấm gương xuất sắc, tiêu biểu" in words(page)


def test_refused_numbers_stand_beside_their_names(browse):
    vote = counted.make_vote(holding.NG, subjects=2)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18})
    Evaluation.objects.filter(person=vote.members[1]).update(facts={"remedied": "unknown"})

    page = browse(vote.secretary).post(of("question_close", vote))

    assert "Đảng viên 02: Chỉ nhận một trong" in words(page)
    assert Question.objects.get().closed_at is None


def test_annulling_in_the_browser_asks_for_a_reason(browse, hands):
    counted.enter(hands.secretary, hands.question, 1, {"GOOD": 18})
    voting.close_question(hands.secretary, hands.question.pk)
    client = browse(hands.secretary)

    bare = client.post(of("question_annul", hands), {"reason": ""})
    gone = client.post(of("question_annul", hands), {"reason": "Đếm nhầm"}, follow=True)

    assert bare.context["annul_open"]
    assert "biểu quyết lại" in words(gone)
    assert "Lý do hủy: Đếm nhầm" in words(gone)


def test_teller_finds_the_sheet_among_the_tasks(browse, paper):
    page = browse(paper.tellers[0]).get(reverse("tasks"))

    assert of("counting", paper) in page.content.decode()
    others = browse(paper.colleague).get(reverse("tasks"))
    assert of("counting", paper) not in others.content.decode()


def test_sheet_that_is_signed_is_told_as_done(browse, paper):
    first, second = paper.tellers
    all_good = ({"GOOD": 18}, counted.all_collected(18))
    for number, teller in enumerate((first, second), start=1):
        counted.enter(teller, paper.question, number, all_good[0], totals=all_good[1])
    counting.sign_off(first, paper.question.pk, 1)

    assert "Đã xác nhận số phiếu" in words(browse(first).get(reverse("tasks")))
    assert "Nhập kết quả kiểm phiếu" in words(browse(second).get(reverse("tasks")))


def test_those_above_read_the_result_when_it_is_reported(browse, hands):
    counted.enter(hands.secretary, hands.question, 1, {"GOOD": 18})
    voting.close_question(hands.secretary, hands.question.pk)
    above = browse(hands.superior)
    of_it = [of("vote_result", hands), *(reverse(name, args=[hands.meeting.pk]) for name in READ)]
    whole = reverse("evaluation_meetings", args=[hands.round_.pk, hands.cell.pk])
    found = [above.get(of_it[0]).status_code]
    meetings.finish_meeting(hands.secretary, hands.meeting.pk)
    found += [above.get(one).status_code for one in of_it]
    unseen = hands.meeting.place not in words(above.get(whole))
    Evaluation.objects.filter(round=hands.round_).update(reported_at=timezone.now())

    assert (found, unseen) == ([403] * 4, True)
    assert [above.get(one).status_code for one in of_it] == [200] * 3
    assert hands.meeting.place in words(above.get(whole))


@pytest.mark.parametrize("subjects", [3, 60])
def test_pages_ask_as_often_for_three_as_for_sixty(browse, subjects, django_assert_num_queries):
    vote = counted.make_vote(
        holding.NG, 64, subjects=subjects, method="PAPER", proposed_level="GOOD"
    )
    counted.count_paper(vote, {"GOOD": 64}, number=64)
    client = browse(vote.tellers[0])
    client.get(of("counting", vote))

    with django_assert_num_queries(10):
        client.get(of("counting", vote))
    with django_assert_num_queries(17):
        client.get(of("vote_result", vote))
    voting.close_question(vote.secretary, vote.question.pk)
    with django_assert_num_queries(17):
        client.get(of("vote_result", vote))


def test_console_leads_to_the_vote(browse, hands):
    page = browse(hands.secretary).get(reverse("evaluation_meeting", args=[hands.meeting.pk]))

    assert of("counting", hands) in page.content.decode()
    assert of("vote_result", hands) in page.content.decode()
