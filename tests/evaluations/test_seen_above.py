"""What those above a cell find: what is reported, who has reported, nothing that is refused."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.models import YearPaper
from evaluations.queries import issued
from organizations.models import Kind
from registrations.models import Guidance
from tests import factories
from tests.evaluations.deciding import GOOD, choose, decide, make_world, voted
from tests.evaluations.pages import words

NOW = timezone.now()
ALL = 'data-check-all="ket-qua"'


def page(client, account, name, *args):
    client.force_login(account)
    return client.get(reverse(name, args=args))


@pytest.mark.parametrize("reported", [None, NOW])
def test_level_that_a_cell_voted_is_nobodys_above_until_reported(year, client, reported):
    done = {"level": "OUTSTANDING", "decided_at": NOW, "reported_at": reported}
    factories.make_organization_evaluation(year.ng, year.cell, "OUTSTANDING", **done)

    shown = words(page(client, year.superior, "decide_organizations", year.ng.pk, year.base.pk))

    assert ("Xuất sắc, tiêu biểu" in shown) == (reported is not None)


def test_propaganda_board_is_offered_no_page_that_refuses_it(year, client):
    answer = page(client, year.propaganda, "evaluations")

    html = answer.content.decode()
    offered = {
        reverse(name, args=[round_.pk, year.bloc.pk])
        for name in ("results", "decide_organizations")
        for round_ in (year.ng, year.ld, year.hd)
        if reverse(name, args=[round_.pk, year.bloc.pk]) in html
    }
    assert {path: client.get(path).status_code for path in offered} == dict.fromkeys(offered, 200)
    assert reverse("results", args=[year.ng.pk, year.bloc.pk]) in offered


def test_board_of_both_kinds_finds_its_pages(year, client):
    html = page(client, year.board, "evaluations").content.decode()

    assert reverse("results", args=[year.hd.pk, year.bloc.pk]) in html


def report(round_, organization, account):
    return YearPaper.objects.create(
        round=round_,
        organization=organization,
        kind=YearPaper.Kind.REPORT,
        content={},
        issued_by=account,
        issued_as="Võ Minh Tú, Bí thư",
    )


def test_board_sees_who_has_reported_the_year_and_who_has_not(year, client):
    factories.make_base(year.bloc, "Đảng bộ Sở Y tế")
    report(year.hd, year.base, year.superior)
    newest = report(year.hd, year.base, year.superior)

    answer = page(client, year.board, "results", year.hd.pk, year.bloc.pk)

    shown = words(answer)
    assert "Báo cáo của tổ chức trực thuộc" in shown
    assert "Đảng bộ Sở Y tế Chưa báo cáo" in shown
    assert reverse("year_report", args=[newest.pk]) in answer.content.decode()


def test_cells_report_the_year_under_ng_and_each_result_under_hd21(year):
    cells = {year.cell, year.other}

    assert {one for one, _ in issued.reports_below(year.ng, year.base)} == cells
    assert issued.reports_below(year.hd, year.base) == []
    assert issued.reports_below(year.ng, year.cell) == []
    assert [one.kind for one, _ in issued.reports_below(year.hd, year.bloc)] == [
        Kind.BASE_COMMITTEE
    ]


def test_whole_table_is_ticked_only_where_somebody_can_be(db, client):
    world = make_world()
    (one,) = voted(world, GOOD)
    factories.make_person("Chưa Bỏ Phiếu", world.other)

    first = page(client, world.superior, "decisions", world.round.pk, world.base.pk)
    choose(world, one, GOOD)
    decide(world, one)
    then = page(client, world.superior, "decisions", world.round.pk, world.base.pk)

    assert [answer.content.decode().count(ALL) for answer in (first, then)] == [1, 0]


def test_all_of_a_cell_are_ticked_only_while_one_waits_for_an_answer(db, client):
    world = make_world(Guidance.LAM_DONG_2017)
    done = {"level": "COMPLETED", "decided_at": NOW, "facts": {}}
    people = [factories.make_person(name, world.cell) for name in ("Lê Bảy", "Lê Tám")]
    rows = [factories.make_voted(world.round, world.cell, one, "GOOD", **done) for one in people]
    counts = []
    for row in rows:
        answer = page(client, world.superior, "decisions", world.round.pk, world.base.pk)
        counts.append(answer.content.decode().count(ALL))
        type(row).objects.filter(pk=row.pk).update(superior="CONFIRMED", superior_at=NOW)
    answer = page(client, world.superior, "decisions", world.round.pk, world.base.pk)

    assert [*counts, answer.content.decode().count(ALL)] == [1, 1, 0]


def test_results_stand_under_the_evaluations_in_the_navigation(year, client):
    html = page(client, year.board, "results", year.hd.pk, year.bloc.pk).content.decode()

    assert 'aria-current="true">Đánh giá, xếp loại' in html
    assert html.count('aria-current="true"') == 2  # the navigation is there twice: wide, narrow


def test_share_of_nobody_is_no_percentage(year, client):
    shown = words(page(client, year.board, "results", year.hd.pk, year.bloc.pk))
    own = words(page(client, year.superior, "results", year.hd.pk, year.base.pk))

    assert "% của 0" not in shown
    assert "% của 0" not in own
    assert "0/0 –" in shown
