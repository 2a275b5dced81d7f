"""R2, R3, R5: every member in exactly one column, caps, what is seen from above, queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluations import reports
from evaluations.models import RoleModel
from evaluations.queries import results
from organizations.models import PersonState
from registrations.models import HalfYear
from tests import factories
from tests.evaluations.conftest import make_year

LEVELS = ("EXCELLENT", "GOOD", "COMPLETED", "NOT_COMPLETED")


@pytest.fixture
def quality(db):
    """A cell with somebody in every column of R3, of last year's round under HD 21."""
    return make_quality()


def make_quality():
    year = make_year()
    people = {}
    for level in LEVELS:
        people[level] = factories.make_person(f"Vũ Văn {level.title()}", year.cell)
        factories.make_result(year.hd, year.cell, people[level], level)
    year.exempt = factories.make_person("Mai Văn Miễn", year.cell)
    factories.set_state(year.exempt, PersonState.Kind.EXEMPT)
    late = {"admitted_on": date(year.hd.year, 7, 1), "official_on": None}
    year.young = factories.make_person("Đinh Thị Mới", year.cell, **late)
    year.tied = factories.make_person("Cao Văn Hòa", year.cell)
    unresolved = {"voted_at": None, "outcome": {"proposed": None, "reasons": []}}
    factories.make_result(year.hd, year.cell, year.tied, **unresolved)
    year.unseen = factories.make_person("Lý Văn Chờ", year.cell)
    factories.make_result(year.hd, year.cell, year.unseen, voted_level="GOOD")
    factories.make_person("Quần Chúng", year.cell, admitted_on=None, official_on=None)
    year.people = people
    return year


def columns(node):
    return (node.total, node.outside, node.young, node.unclassified, *node.levels)


def test_every_member_stands_in_one_column(quality):
    report = reports.member_report(quality.hd, quality.bloc)

    found = {one.organization.name: columns(one) for one, _ in reports.lines(report.root)}
    assert found["Chi bộ 1"] == (13, 1, 1, 7, 1, 1, 1, 1)
    assert found["Chi bộ 2"] == (4, 0, 0, 4, 0, 0, 0, 0)
    assert found[quality.base.name] == found[quality.bloc.name] == (17, 1, 1, 11, 1, 1, 1, 1)
    for one, _ in reports.lines(report.root):
        listed = results.listed_people(quality.hd, one.organization, inside=False)
        assert len(listed) == one.total


def test_reasons_why_nobody_has_a_level(quality):
    found = {
        one.person.full_name: one.result
        for one in results.listed_people(quality.hd, quality.cell, inside=False)
    }

    assert found["Cao Văn Hòa"] == results.NOT_REPORTED
    assert found["Lý Văn Chờ"] == results.NOT_REPORTED
    assert found["Nguyễn Văn An"] == results.NOT_REVIEWED
    assert found["Mai Văn Miễn"] == results.OUTSIDE
    assert found["Đinh Thị Mới"] == results.YOUNG
    inside = {
        one.person.full_name: one.result
        for one in results.listed_people(quality.hd, quality.cell, inside=True)
    }
    assert inside["Lý Văn Chờ"] == results.NOT_DECIDED
    assert inside["Cao Văn Hòa"] == results.TIED


def test_cap_counts_the_whole_base_organization(year):
    for number in range(12):
        level = "EXCELLENT" if number < 3 else "GOOD"
        place = (year.cell, year.other)[number % 2]
        person = factories.make_person(f"Lê Văn {number}", place)
        factories.make_result(year.hd, place, person, level)

    root = reports.member_report(year.hd, year.bloc).root

    base = root.children[0]
    assert (base.cap.base, base.cap.allowed, base.cap.used, base.cap.over) == (9, 2, 3, True)
    assert base.cap.percent == "33,33"
    assert [root.cap, *(one.cap for one in base.children)] == [None, None, None]


def test_cap_reads_the_round(year):
    year.hd.readings = {"cap_base": "GOOD_OR_BETTER"}
    year.hd.save()
    for number in range(10):
        person = factories.make_person(f"Lê Văn {number}", year.cell)
        factories.make_result(year.hd, year.cell, person, "EXCELLENT" if number < 2 else "GOOD")

    base = reports.member_report(year.hd, year.bloc).root.children[0]

    assert (base.cap.base, base.cap.allowed, base.cap.used) == (10, 2, 2)


def test_annulled_rating_counts_no_more(quality):
    one = quality.people["GOOD"].evaluations.get()
    one.annulled_at = timezone.now()
    one.save()

    root = reports.member_report(quality.hd, quality.cell).root

    assert (root.total, root.counts["GOOD"], root.unclassified) == (13, 0, 8)


def test_exemplary_levels_are_seen_above_once_reported(year):
    guest = factories.make_person("Quần Chúng", year.cell, admitted_on=None, official_on=None)
    factories.make_result(year.ng, year.cell, guest, "GOOD")
    member = factories.make_result(year.ng, year.cell, year.mate.person, "OUTSTANDING")

    above = reports.member_report(year.ng, year.base).root
    inside = reports.member_report(year.ng, year.cell, inside=True).root
    member.reported_at = timezone.now()
    member.save()
    later = reports.member_report(year.ng, year.base).root

    assert (above.total, above.levels) == (10, [0, 0, 0, 0])
    assert inside.levels == [1, 1, 0, 0]
    assert later.levels == [1, 0, 0, 0]
    assert later.counts[results.NOT_REPORTED] == 1


def test_level_that_the_superior_refuses_is_none(year):
    factories.make_result(
        year.ld,
        year.cell,
        year.mate.person,
        "COMPLETED_WELL",
        reported_at=timezone.now(),
        superior="REFUSED",
        superior_reason="Thiếu biên bản",
    )

    report = reports.member_report(year.ld, year.base)

    assert (report.root.levels, report.root.counts[results.REFUSED]) == ([0, 0, 0], 1)
    people = list(results.listed_people(year.ld, year.base, inside=False, choice="REFUSED"))
    known = results.evaluations_in(year.ld, year.base)
    (row,) = reports.member_rows(report, people, known)
    assert row.reasons == "Cấp trên không công nhận: Thiếu biên bản"


def test_booklet_counts_half_years_and_role_models(year):
    registration = factories.make_booklet(year.member.person, year.ld, year.secretary)
    HalfYear.objects.create(
        registration=registration,
        half=1,
        group_level="COMPLETED",
        reported_at=timezone.now(),
        strengths="Chủ động",
        may_be_role_model=True,
    )
    HalfYear.objects.create(registration=registration, half=2, group_level="COMPLETED_WELL")
    typed = factories.make_booklet(year.mate.person, year.ld, year.secretary)
    HalfYear.objects.create(registration=typed, half=1, group_level="COMPLETED")
    rated = factories.make_result(
        year.ld, year.cell, year.member.person, "COMPLETED_WELL", reported_at=timezone.now()
    )
    RoleModel.objects.create(evaluation=rated, years=1, votes=9)
    RoleModel.objects.create(evaluation=rated, years=3, votes=9, superior="REFUSED")

    root = reports.member_report(year.ld, year.bloc).root

    assert dict(root.halves) == {"H_COMPLETED": 1, "NOTED": 1, "MAY": 1}
    assert dict(root.models) == {1: 1}
    assert root.levels == [1, 0, 0]


def test_organizations_by_kind_and_committee(year):
    office = factories.make_base(year.bloc, "Chi bộ Cơ quan", kind="BASE_CELL")
    young = factories.make_cell(year.base, "Chi bộ mới", founded_on=date(year.hd.year, 8, 1))
    factories.make_result(year.hd, year.base, level="EXCELLENT")
    factories.make_result(year.hd, office, level="GOOD")
    factories.make_result(year.hd, year.cell, level="COMPLETED")

    report = reports.organization_report(year.hd, year.bloc)

    kinds = {name: columns(node) for name, node, _ in report.by_kind}
    assert kinds == {
        "Đảng bộ cơ sở": (1, 0, 0, 0, 1, 0, 0, 0),
        "Chi bộ cơ sở": (1, 0, 0, 0, 0, 1, 0, 0),
        "Chi bộ trực thuộc": (3, 0, 1, 1, 0, 0, 1, 0),
    }
    committees = {name: columns(node) for name, node, _ in report.by_committee}
    assert committees == {
        year.bloc.name: (2, 0, 0, 0, 1, 1, 0, 0),
        year.base.name: (3, 0, 1, 1, 0, 0, 1, 0),
    }
    assert columns(report.total) == (5, 0, 1, 1, 1, 1, 1, 0)
    assert report.by_committee[0][1].cap.allowed == 1
    reasons = {one.organization.name: one.reasons for one in report.rows}
    assert reasons[young.name] == "Chưa đủ 06 tháng"
    assert reasons["Chi bộ 2"] == "Chưa kiểm điểm"
    assert reasons[office.name] == "Quá nửa số phiếu (H21-14)"


def count_queries(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.parametrize("name", ["hd", "ng", "ld"])
def test_queries_do_not_grow_with_cells_and_members(year, name):
    round_ = getattr(year, name)
    level = {"hd": "GOOD", "ng": "GOOD", "ld": "COMPLETED"}[name]
    factories.make_result(round_, year.cell, year.mate.person, level, reported_at=timezone.now())

    def whole():
        report = reports.member_report(round_, year.bloc)
        people = list(results.listed_people(round_, year.bloc, inside=False))
        reports.member_rows(report, people, results.evaluations_in(round_, year.bloc))
        if name != "ld":
            reports.organization_report(round_, year.bloc)

    whole()
    one = count_queries(whole)
    for number in range(3):
        cell = factories.make_cell(year.base, f"Chi bộ thêm {number}")
        for which in range(3):
            person = factories.make_person(f"Ngô Văn {which}", cell)
            factories.make_result(round_, cell, person, level, reported_at=timezone.now())

    assert count_queries(whole) == one
