"""Counts down the tree, the lists behind them, the cell's board."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organizations.models import OrganizationMove, PersonState, Placement
from registrations import actions, printing, queries
from registrations.models import Step
from registrations.queries.printing import to_print
from tests import factories


def figures(progress):
    names = ("owing", "confirmed", "submitted", "returned", "draft", "not_started")
    return {name: progress.counts[name] for name in names if progress.counts[name]}


def test_progress_adds_up_through_the_tree(place):
    actions.confirm(place.secretary, factories.hand_in(place.member, place.round).pk)
    factories.hand_in(place.colleague, place.round)
    actions.start(place.deputy, place.round, place.deputy.person)

    progress = queries.progress(place.round, place.bloc)

    assert figures(progress) == {
        "owing": 7,
        "confirmed": 1,
        "submitted": 1,
        "draft": 1,
        "not_started": 4,
    }
    cells = {row.organization.name: figures(row) for row in progress.children[0].children}
    assert cells == {
        "Chi bộ 1": {"owing": 4, "confirmed": 1, "submitted": 1, "draft": 1, "not_started": 1},
        "Chi bộ 2": {"owing": 3, "not_started": 3},
    }


@pytest.mark.parametrize("kind", [PersonState.Kind.EXEMPT, PersonState.Kind.SUSPENDED_PARTY])
def test_exempt_and_suspended_owe_nothing(place, kind):
    factories.set_state(place.member.person, kind)

    assert queries.progress(place.round, place.cell).owing == 3


def test_suspended_from_the_committee_still_owes(place):
    factories.set_state(place.member.person, PersonState.Kind.SUSPENDED_COMMITTEE)

    assert queries.progress(place.round, place.cell).owing == 4


def test_non_members_and_those_admitted_later_owe_nothing(place):
    last = factories.make_round(place.bloc, timezone.localdate().year - 1)
    factories.make_person("Quần chúng", place.cell, admitted_on=None, official_on=None)
    factories.make_person(
        "Đinh Văn Mới",
        place.cell,
        admitted_on=date(place.round.year, 1, 2),
        official_on=None,
    )

    assert queries.progress(last, place.cell).owing == 4
    assert queries.progress(place.round, place.cell).owing == 5


def test_past_round_is_followed_by_the_committee_of_then(place, client):
    last = factories.make_round(place.bloc, timezone.localdate().year - 1)
    new_base = factories.make_base(place.bloc, "Đảng bộ Sở Tư pháp")
    OrganizationMove.objects.create(
        organization=place.cell,
        day=timezone.localdate(),
        old_parent=place.base,
        old_name="Chi bộ 1",
        reason="QĐ 1",
    )
    type(place.cell).objects.filter(pk=place.cell.pk).update(parent=new_base)
    client.force_login(place.superior)

    codes = [
        client.get(reverse("round_progress", args=[round_.pk, place.cell.pk])).status_code
        for round_ in (last, place.round)
    ]

    assert codes == [200, 404]


def test_temporary_placement_counts_once(place):
    factories.place(place.member.person, place.other_cell, kind=Placement.Kind.TEMPORARY)
    guest = factories.make_person("Khách Tạm")
    factories.place(guest, place.other_cell, kind=Placement.Kind.TEMPORARY)

    progress = queries.progress(place.round, place.base)

    assert {row.organization.name: row.owing for row in progress.children} == {
        "Chi bộ 1": 4,
        "Chi bộ 2": 4,
    }


def test_supplement_in_work_leaves_the_person_confirmed(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    actions.supplement(place.member, registration)

    assert queries.progress(place.round, place.cell).counts["confirmed"] == 1


def test_past_round_counts_under_the_parent_of_then(place):
    last = factories.make_round(place.bloc, timezone.localdate().year - 1)
    new_base = factories.make_base(place.bloc, "Đảng bộ Sở Tư pháp")
    today = timezone.localdate()
    OrganizationMove.objects.create(
        organization=place.other_cell,
        day=today,
        old_parent=place.base,
        old_name="Chi bộ cũ",
        reason="QĐ 1",
    )
    type(place.cell).objects.filter(pk=place.other_cell.pk).update(parent=new_base)

    def shape(round_):
        progress = queries.progress(round_, place.bloc)
        return {
            base.organization.name: [row.organization.name for row in base.children]
            for base in progress.children
        }

    assert shape(last) == {
        "Đảng bộ Sở Tư pháp": [],
        "Đảng bộ Sở Xây dựng": ["Chi bộ 1", "Chi bộ cũ"],
    }
    assert shape(place.round) == {
        "Đảng bộ Sở Tư pháp": ["Chi bộ 2"],
        "Đảng bộ Sở Xây dựng": ["Chi bộ 1"],
    }


def test_board_rows_are_in_vietnamese_order_with_posts(place):
    rows = queries.cell_rows(place.round, place.cell, inside=True, reader_id=None)

    assert [(row.person.full_name, row.posts) for row in rows] == [
        ("Nguyễn Văn An", ""),
        ("Trần Thị Bình", "Bí thư"),
        ("Phạm Văn Cường", "Phó Bí thư"),
        ("Lê Thị Hoa", ""),
    ]


def test_board_never_links_a_draft(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    actions.supplement(place.member, registration)

    row = queries.cell_rows(place.round, place.cell, inside=True, reader_id=None)[0]

    assert (row.current.step, row.readable, row.missing) == (Step.DRAFT, registration, False)


@pytest.mark.parametrize(
    ("status", "names"),
    [
        ("missing", {"Phạm Văn Cường", "Trần Thị Bình"}),
        ("submitted", {"Lê Thị Hoa"}),
        ("confirmed", {"Nguyễn Văn An"}),
        ("all", {"Nguyễn Văn An", "Trần Thị Bình", "Phạm Văn Cường", "Lê Thị Hoa"}),
    ],
)
def test_lists_behind_the_figures(place, status, names):
    actions.confirm(place.secretary, factories.hand_in(place.member, place.round).pk)
    factories.hand_in(place.colleague, place.round)
    actions.start(place.deputy, place.round, place.deputy.person)

    people = queries.people_with_status(place.round, place.cell, status)

    assert {one.person.full_name for one in people} == names


def test_printable_is_the_newest_version_and_above_the_confirmed_one(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    newer = actions.submit(place.member, actions.supplement(place.member, registration).pk)

    inside, above = (
        printing.in_order(to_print(place.round, place.cell, unconfirmed=unconfirmed))
        for unconfirmed in (True, False)
    )

    assert (inside, above) == ([newer], [registration])


def test_tasks_tell_what_is_due(place):
    future = factories.make_round(place.bloc, timezone.localdate().year + 1)
    factories.hand_in(place.member, place.round)

    found = queries.tasks_of(place.member.person)

    assert [(task.round, task.done, task.overdue) for task in found] == [
        (future, False, False),
        (place.round, True, timezone.localdate() > queries.due(place.round)),
    ]


def test_tasks_of_the_exempt_are_none(place):
    factories.set_state(place.member.person, PersonState.Kind.EXEMPT)

    assert queries.tasks_of(place.member.person) == []


def grow(place, cells, people):
    for number in range(cells):
        cell = factories.make_cell(place.base, f"Chi bộ thêm {number}")
        for _ in range(people):
            account = factories.make_account(factories.make_person("Bùi Văn Tú", cell))
            factories.hand_in(account, place.round)


@pytest.mark.parametrize("what", ["progress", "board", "tasks"])
def test_queries_do_not_grow(place, what):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            if what == "progress":
                queries.progress(place.round, place.bloc)
            elif what == "board":
                cell = place.base.children.order_by("-pk").first()
                queries.cell_rows(place.round, cell, inside=True, reader_id=None)
            else:
                queries.tasks_of(place.member.person)
        return len(captured)

    grow(place, 1, 1)
    few = count()
    for offset in range(3):
        factories.make_round(place.bloc, timezone.localdate().year - 1 - offset)
    grow_more = factories.make_cell(place.base, "Chi bộ lớn")
    for _ in range(3):
        account = factories.make_account(factories.make_person("Vũ Thị Nga", grow_more))
        factories.hand_in(account, place.round)

    assert count() == few


def test_left_people_are_not_counted(place):
    place.member.person.placements.update(ended_on=timezone.localdate() - timedelta(days=1))

    assert queries.progress(place.round, place.cell).owing == 3
