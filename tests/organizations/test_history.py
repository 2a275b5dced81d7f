"""The audit log keeps who acted in which position, though that has long ended."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations import history
from organizations.models import Account, LogEntry, Position, Role
from tests.factories import appoint, make_account, make_cell, make_officer, make_person

pytestmark = pytest.mark.django_db


def fresh(account):
    """Return the account as the next request reads it."""
    return Account.objects.get(pk=account.pk)


def actor(account, organization=None):
    return history.record(fresh(account), "read", "Xem", organization=organization).actor


def test_actor_is_named_with_the_position_held_there(bloc, base, cell):
    account = make_officer(cell, full_name="Trần Thị Bình")
    appoint(account.person, bloc, Role.PROPAGANDA_BOARD)

    named = [actor(account, place) for place in (cell, bloc)]

    assert named == [
        "Trần Thị Bình, Bí thư Chi bộ 1",
        "Trần Thị Bình, Ban Tuyên giáo Đảng bộ Khối các cơ quan tỉnh",
    ]


def test_actor_without_a_position_there_is_named_with_another_one(base, cell, other):
    account = make_officer(base, placed_in=other, full_name="Trần Thị Bình")

    named = [actor(account, place) for place in (cell, make_cell(base, "Chi bộ 3"), None)]

    assert named == ["Trần Thị Bình, Bí thư Đảng bộ Sở Xây dựng"] * 3


def test_actor_without_any_position_is_a_name(cell):
    account = make_account(make_person("Lê Thị Hoa", cell))
    administrator = make_account(None)

    named = [actor(account, cell), actor(administrator), history.record(None, "read", "").actor]

    assert named == ["Lê Thị Hoa", "Quản trị hệ thống", "Lệnh trên máy chủ"]


def test_position_that_has_ended_stays_in_the_lines_of_then_only(cell):
    account = make_officer(cell, full_name="Trần Thị Bình")
    actor(account, cell)
    Position.objects.update(ended_on=timezone.localdate())
    actor(account, cell)

    lines = LogEntry.objects.order_by("id").values_list("actor", flat=True)

    assert list(lines) == ["Trần Thị Bình, Bí thư Chi bộ 1", "Trần Thị Bình"]


def test_lines_about_many_name_the_position_too(cell):
    account = make_officer(cell, full_name="Trần Thị Bình")
    people = [make_person("Lê Thị Hoa", cell), make_person("Lê Văn An", cell)]

    history.record_each(account, "print", "In bản cam kết", people, cell)

    lines = LogEntry.objects.values_list("actor", flat=True)
    assert list(lines) == ["Trần Thị Bình, Bí thư Chi bộ 1"] * 2


def test_long_names_are_cut_to_what_the_log_holds(base):
    cell = make_cell(base, "Chi bộ " + "A" * 190)
    account = make_officer(cell, full_name="Trần Thị Bình")

    named = actor(account, cell)

    assert (len(named), named[:27]) == (200, "Trần Thị Bình, Bí thư Chi b")


def test_lines_cost_the_same_for_many_people_and_many_positions(bloc, base, cell):
    def count(account, people):
        with CaptureQueriesContext(connection) as captured:
            history.record_each(account, "print", "In", people, cell)
            history.record(account, "print", "In", organization=cell)
            history.record(account, "print", "In", organization=base)
        return len(captured)

    few = count(make_officer(cell, full_name="Lê A"), [make_person("A", cell)])
    account = make_officer(cell, Role.DEPUTY_SECRETARY, full_name="Lê B")
    for place in (bloc, base):
        appoint(account.person, place, Role.COMMITTEE_MEMBER, date(2021, 1, 1))
    many = count(account, [make_person("B", cell) for _ in range(3)])

    assert few == many
