"""What is due of the year's evaluation: on the tasks page and by e-mail (NG-02, NG-03, NG-12)."""

from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation, YearPaper
from evaluations.queries import year_lines
from organizations.access import viewer_of
from organizations.models import PersonState, Role
from registrations import reminders
from registrations.models import Registration, Round
from tests import factories
from tests.evaluations.acts import sign_in
from tests.evaluations.pages import words

OWN = "Nộp tự đánh giá"


@pytest.fixture
def autumn(year, monkeypatch):
    """The cell's year in which its rounds are of this year, on 20 December."""
    this_year = timezone.localdate().year
    Round.objects.update(year=this_year)
    for one in (year.ng, year.ld, year.hd, year.ck):
        one.refresh_from_db()
    year.day = date(this_year, 12, 20)
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: year.day)
    return year


def lines(year, account):
    viewer = viewer_of(account)
    viewer.day = year.day
    return year_lines.lines_of(viewer)


def texts(year, account):
    return [text for _, text, _ in lines(year, account)]


def result(year, account, round_=None, **fields):
    return Evaluation.objects.create(
        round=round_ or year.ng,
        subject="MEMBER",
        organization=year.cell,
        person=account.person,
        **fields,
    )


def with_mail(account):
    account.person.email = f"{account.username}@example.org"
    account.person.save()


def body_for(account):
    found = [one.body for one in mail.outbox if one.to == [account.person.email]]
    return found[0] if found else ""


def test_own_assessment_is_due_by_the_end_of_the_year(autumn):
    (line,) = lines(autumn, autumn.member)

    assert line[0] == date(autumn.day.year, 12, 31)
    assert line[1].startswith(OWN)
    assert line[2] == reverse("own_evaluation", args=[autumn.ng.pk])


@pytest.mark.parametrize("column", ["self_at", "group_at", "proposed_at", "voted_at"])
def test_own_assessment_is_no_longer_due_once_done_or_too_late(autumn, column):
    result(autumn, autumn.member, **{column: timezone.now()})

    assert lines(autumn, autumn.member) == []


def test_exempt_and_closed_owe_nothing(autumn):
    factories.set_state(autumn.member.person, PersonState.Kind.EXEMPT)
    assert lines(autumn, autumn.member) == []
    Round.objects.filter(pk=autumn.ng.pk).update(closed_at=timezone.now())
    assert lines(autumn, autumn.mate) == []


def test_nothing_is_due_before_autumn(autumn):
    autumn.day = autumn.day.replace(month=9)

    assert lines(autumn, autumn.mate) == []


def test_secretary_is_told_what_waits_and_of_the_report_by_its_day(autumn):
    found = lines(autumn, autumn.secretary)

    assert [one[0].day for one in found] == [31, 29, 29]
    own, board, report = (one[1] for one in found)
    assert own.startswith(OWN)
    assert "còn thiếu: 2 ý kiến tổ đảng" in board
    assert "dự kiến của cấp ủy" in board
    assert report.startswith("Báo cáo kết quả nêu gương")
    assert found[1][2] == reverse("evaluation_board", args=[autumn.ng.pk, autumn.cell.pk])


def test_what_is_done_is_not_counted(autumn):
    before = year_lines.waiting_in([autumn.ng], {autumn.cell.pk, autumn.group.pk}, autumn.day)
    result(autumn, autumn.member, group_at=timezone.now())
    result(autumn, autumn.mate, voted_at=timezone.now())

    after = year_lines.waiting_in([autumn.ng], {autumn.cell.pk, autumn.group.pk}, autumn.day)

    key = autumn.ng.pk, autumn.cell.pk
    assert before[key]["group_at"] - after[key]["group_at"] == 1
    assert before[key]["proposed_at"] - after[key]["proposed_at"] == 1
    assert before[key]["voted_at"] - after[key]["voted_at"] == 1
    assert after[autumn.ng.pk, autumn.group.pk]["group_at"] == 1


def test_leader_of_a_group_is_told_of_its_opinions(autumn):
    found = texts(autumn, autumn.leader)

    assert any(one.startswith("Ghi ý kiến của Tổ đảng 1 về 2 đồng chí") for one in found)
    assert not any("Báo cáo" in one for one in found)


def test_reported_year_is_not_asked_for_again(autumn):
    YearPaper.objects.create(
        round=autumn.ng, organization=autumn.cell, kind=YearPaper.Kind.REPORT, content={},
        issued_by=autumn.secretary, issued_as="Bí thư",
    )  # fmt: skip

    assert not any("Báo cáo" in one for one in texts(autumn, autumn.secretary))
    assert any("Báo cáo" in one for one in texts(autumn, autumn.superior))


def test_too_young_for_classification_are_not_waited_for(autumn):
    autumn.mate.person.admitted_on = date(autumn.day.year, 8, 1)
    autumn.mate.person.official_on = None
    autumn.mate.person.save()

    counted = year_lines.waiting_in([autumn.hd], {autumn.cell.pk}, autumn.day)

    found = counted[autumn.hd.pk, autumn.cell.pk]
    assert found["reviewed_at"] - found["voted_at"] == 1


def test_tasks_page_names_it_first_and_what_waits_beside_the_board(autumn, client):
    autumn.day = autumn.day.replace(day=27)
    shown = words(sign_in(client, autumn.secretary).get(reverse("tasks")))

    assert shown.index("Đến hạn trước") < shown.index(OWN)
    assert "Còn thiếu: 2 ý kiến tổ đảng" in shown
    assert "đánh giá việc thực hiện cam kết" in shown


def test_one_digest_names_it_among_the_rest(autumn, settings):
    settings.SITE_URL = "https://camket.example.org"
    for one in (autumn.member, autumn.secretary, autumn.leader):
        with_mail(one)
    Registration.objects.all().delete()
    Round.objects.exclude(pk=autumn.ng.pk).delete()

    reminders.send(date(autumn.day.year, 12, 22))
    reminders.send(date(autumn.day.year, 12, 22))

    assert len([one for one in mail.outbox if one.to == [autumn.secretary.person.email]]) == 1
    secretary, leader = body_for(autumn.secretary), body_for(autumn.leader)
    assert f"hạn 29/12/{autumn.day.year}" in secretary
    assert "còn thiếu" in secretary
    assert "Báo cáo kết quả nêu gương" in secretary
    assert "Ghi ý kiến của Tổ đảng 1" in leader
    mail.outbox.clear()
    reminders.send(date(autumn.day.year, 12, 24))
    assert OWN in body_for(autumn.member)


def test_as_many_queries_for_one_as_for_three(autumn):
    def count():
        with CaptureQueriesContext(connection) as asked:
            list(year_lines.reminders_on(autumn.day))
        return len(asked)

    with_mail(autumn.secretary)
    few = count()
    for number in range(3):
        cell = factories.make_cell(autumn.base, f"Chi bộ {number + 3}")
        with_mail(factories.make_officer(cell, full_name="Bí Thư"))
        with_mail(factories.make_officer(factories.make_group(cell), Role.GROUP_LEADER))

    assert count() == few
