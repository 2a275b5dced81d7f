"""What the base committee refuses is told to the cell, and in reports as whose answer it is."""

from django.urls import reverse
from django.utils import timezone

from evaluations import publishing
from evaluations.documents.e07 import report_html
from evaluations.models import RoleModel
from tests import factories
from tests.evaluations.pages import words

NOW = timezone.now()


def refused(year):
    """Make a classification under LD that the base committee refuses, with its role model."""
    done = {"level": "COMPLETED_WELL", "decided_at": NOW, "facts": {}, "superior_reason": "Sai"}
    one = factories.make_voted(
        year.ld, year.cell, year.mate.person, "COMPLETED_WELL", superior="REFUSED", **done
    )
    RoleModel.objects.create(evaluation=one, years=1, votes=9, superior="REFUSED")
    return one


def test_cell_is_told_among_its_tasks(year, client):
    refused(year)
    client.force_login(year.secretary)

    shown = words(client.get(reverse("tasks")))

    assert "1 kết quả bị cấp trên không công nhận, phải bỏ phiếu lại" in shown


def test_leader_of_a_group_is_not_told(year, client):
    one = refused(year)
    type(one).objects.filter(pk=one.pk).update(person=year.member.person)
    shown = []
    for account in (year.leader, year.secretary):
        client.force_login(account)
        shown.append("không công nhận" in words(client.get(reverse("tasks"))))

    assert shown == [False, True]


def test_organization_whose_level_is_refused_is_told_and_shown_so(year, client):
    refusal = {"superior": "REFUSED", "superior_reason": "Điểm chưa khớp", "superior_at": NOW}
    factories.make_organization_evaluation(
        year.ng, year.cell, "GOOD", level="GOOD", decided_at=NOW, **refusal
    )
    client.force_login(year.secretary)
    tasks = words(client.get(reverse("tasks")))
    page = reverse("evaluation_organization", args=[year.ng.pk, year.cell.pk])

    assert "1 kết quả bị cấp trên không công nhận" in tasks
    assert "Kết quả Cấp trên không công nhận" in words(client.get(page))


def test_report_of_a_committee_says_whose_answer_it_is_and_what_is_attached(year):
    refused(year)
    factories.make_voted(
        year.ld, year.cell, year.member.person, "COMPLETED", level="COMPLETED", decided_at=NOW
    )

    html = report_html(publishing.report_up_year(year.superior, year.ld, year.base), "https://x/")

    assert "cấp ủy cơ sở không công nhận" in html
    assert "(Kèm theo biểu tổng hợp.)" in html


def test_report_that_lists_people_says_so(year):
    factories.make_voted(
        year.ld, year.cell, year.member.person, "COMPLETED", level="COMPLETED", decided_at=NOW
    )

    html = report_html(publishing.report_up_year(year.secretary, year.ld, year.cell), "https://x/")

    assert "(Kèm theo biểu tổng hợp và danh sách.)" in html
