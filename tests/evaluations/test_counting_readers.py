"""Who is led to a vote and its result: tellers, officers, the head of the agency."""

import re

import pytest
from django.urls import reverse

from evaluations import publishing, voting
from evaluations.documents import e11
from evaluations.models import Question, RollEntry, Sheet
from organizations.models import Role
from tests import factories
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


def of(name, vote):
    return reverse(name, args=[vote.question.pk])


def test_officer_reads_what_closing_waits_for(browse, paper):
    def shown():
        return words(browse(paper.secretary).get(of("vote_result", paper)))

    names = [one.full_name for one in paper.tellers]
    before = shown()
    counted.count_paper(paper, *[{"GOOD": 18}] * 2)
    ready = shown()
    Sheet.objects.filter(number=2).update(signed_at=None)
    half = shown()

    assert f"còn chờ {names[0]} và {names[1]} xác nhận số phiếu" in before
    assert f"còn chờ {names[1]} xác nhận số phiếu" in half
    assert "Chưa kết thúc kiểm phiếu được" not in ready
    assert "còn chờ" not in words(browse(paper.tellers[0]).get(of("vote_result", paper)))


def test_teller_finds_the_sheet_first_until_it_is_signed(browse, paper):
    teller = browse(paper.tellers[0])

    landed = teller.get(reverse("home"), follow=True)
    counted.count_paper(paper, *[{"GOOD": 18}] * 2)
    after = teller.get(reverse("home"), follow=True)

    assert landed.redirect_chain[-1][0] == after.redirect_chain[-1][0] == reverse("tasks")
    assert re.search(r"<h2[^>]*>([^<]+)", landed.content.decode())[1] == "Kiểm phiếu"
    assert f'href="{of("counting", paper)}"' in landed.content.decode()


def test_secretary_who_counts_lands_on_the_sheet_too(browse, paper):
    pks = [holding.entry(paper.meeting, paper.secretary.full_name).pk]
    pks.append(holding.entry(paper.meeting, paper.tellers[1].full_name).pk)
    board = browse(paper.secretary).get(reverse("home")).url
    RollEntry.objects.filter(meeting=paper.meeting).update(teller=None)
    for number, pk in enumerate(pks, start=1):
        RollEntry.objects.filter(pk=pk).update(teller=number)

    assert board != reverse("tasks")
    assert browse(paper.secretary).get(reverse("home")).url == reverse("tasks")


def test_head_of_the_agency_reads_a_closed_exemplary_vote(browse, paper):
    head = factories.make_officer(paper.base, Role.AGENCY_HEAD, "Cao Văn Giám", paper.other)
    going_on = browse(head).get(of("vote_result", paper)).status_code

    counted.count_paper(paper, *[{"GOOD": 18}] * 2)
    counted.close(paper)
    client = browse(head)
    links = re.findall(
        r'href="(/bo-phieu/[^"]+)"',
        client.get(reverse("evaluation_meeting", args=[paper.meeting.pk])).content.decode(),
    )

    assert going_on == 403
    assert sorted(links) == sorted([of("vote_result", paper), of("counting_minutes", paper)])
    assert [client.get(link).status_code for link in links] == [200, 200]
    assert client.post(of("question_annul", paper), {"reason": "a"}).status_code == 403


def test_head_of_the_agency_reads_no_vote_of_another_guidance(browse):
    vote = counted.make_vote(holding.LD, method="PAPER", proposed_level="COMPLETED")
    head = factories.make_officer(vote.base, Role.AGENCY_HEAD, "Cao Văn Giám", vote.other)
    counted.count_paper(vote, {"COMPLETED": 18})
    counted.close(vote)

    assert browse(head).get(of("vote_result", vote)).status_code == 403


@pytest.mark.parametrize(
    ("number", "votes", "told"),
    [(18, {"GOOD": 17, "OUTSTANDING": 1}, True), (18, {"GOOD": 18}, False)],
)
def test_counts_that_betray_a_voter_are_not_published(browse, number, votes, told):
    vote = counted.make_vote(holding.NG, number, method="PAPER")
    counted.count_paper(vote, votes)

    subjects = counted.close(vote)
    page = browse(vote.secretary).get(of("vote_result", vote))

    assert ("chỉ công bố kết quả" in words(page)) is not told
    assert counted.queries.publishes_counts(vote.question, subjects) is told
    vote.question.roll_size = 4
    assert counted.queries.publishes_counts(vote.question, subjects) is False


@pytest.mark.parametrize(
    ("method", "votes", "roll", "told"),
    [
        ("PAPER", {"GOOD": 17, "OUTSTANDING": 1}, 18, True),
        ("PAPER", {"GOOD": 18}, 18, False),
        ("PAPER", {"GOOD": 17, "OUTSTANDING": 1}, 4, False),
        ("OPEN", {"GOOD": 18}, 18, True),
    ],
)
def test_whom_a_vote_rates_reads_no_counts_that_betray_a_voter(browse, method, votes, roll, told):
    vote = counted.make_vote(holding.NG, method=method)
    if method == "PAPER":
        counted.count_paper(vote, votes)
    else:
        counted.enter(vote.secretary, vote.question, 1, votes)
    rated = counted.close(vote)[0].evaluation
    Question.objects.update(roll_size=roll, present=min(roll, vote.question.present))
    publishing.publish(vote.secretary, vote.round_, vote.cell)
    rated.refresh_from_db()

    own = reverse("own_evaluation", args=[vote.round_.pk])
    page = words(browse(factories.make_account(rated.person)).get(own))
    notice = e11.notice_html(rated, "https://example.org/")

    for text in (page, notice):
        assert ("công nhận mức" in text) is told
        assert ("số phiếu không công bố" in text) is not told
        assert "mục IV.2.1" in text


@pytest.mark.parametrize("method", ["PAPER", "OPEN"])
def test_vote_annulled_while_it_is_counted_shows_no_numbers(browse, method):
    vote = counted.make_vote(holding.NG, method=method)
    first, second = vote.tellers if method == "PAPER" else (vote.secretary, None)
    counted.enter(first, vote.question, 1, {"GOOD": 17}, totals=counted.all_collected(17))
    if second:
        counted.enter(second, vote.question, 2, {"GOOD": 3})
    voting.annul_question(vote.secretary, vote.question.pk, "Nhầm danh sách")

    page = browse(vote.secretary).get(of("vote_result", vote))
    subject = counted.subjects(vote.question)[0].pk
    typed = {"booklet": subject, "field": "GOOD", "text": "18", "before": "17"}
    late = browse(first).post(of("count_save", vote), typed)

    assert late.status_code == 410
    assert "đã hủy" in late.json()["message"]
    assert "Nhầm danh sách" in words(page)
    assert "Đảng viên 01." in words(page)
    assert "hủy khi chưa kết thúc kiểm phiếu nên không có kết quả" in words(page)
    assert "Đang nhập" not in words(page)
    assert not page.context["rows"]
    assert not page.context["totals"]
    assert not page.context["differences"]
    assert "%" not in words(page).split("Người kiểm phiếu")[-1]
