"""The list of accounts: whom it shows to whom, filters, pages."""

import re
from datetime import date, timedelta

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.account_queries import State, people_waiting
from organizations.models import Kind, Organization, Placement
from tests.accounts.test_lock_out import fail
from tests.factories import (
    make_account,
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_person,
    place,
)

pytestmark = pytest.mark.django_db
LIST = "/tai-khoan/"


def rows_of(response):
    """Return (name, places, left, user name, state) of each row shown."""
    return [
        (
            row.full_name,
            [place.name for place in row.places],
            row.left,
            row.account.username if row.account else None,
            row.state,
        )
        for row in response.context["rows"]
    ]


def test_row_without_account_leads_to_where_that_person_gets_one(keeper, cell):
    other = make_cell(cell.parent, "Chi bộ 2")
    place(make_person("Lê Văn Cường", cell), other, Placement.Kind.TEMPORARY)
    place(make_person("Lê Văn Khách"), other, Placement.Kind.TEMPORARY)

    page = keeper.get(LIST).text
    led = [int(pk) for pk in re.findall(r"data-row-link href=\"[^\"]*organization=(\d+)", page)]
    waiting = [
        people_waiting(one, timezone.localdate(), renew=False).get().full_name
        for one in Organization.objects.filter(pk__in=led).order_by("pk")
    ]

    assert sorted(led) == [cell.pk, other.pk]
    assert waiting == ["Lê Văn Cường", "Lê Văn Khách"]


def test_list_shows_people_with_and_without_account(keeper, board, cell):
    make_person("Lê Văn Cường", cell)
    used = make_account(make_person("Nguyễn Văn An", cell), "an", last_login=timezone.now())
    make_account(make_person("Phạm Thị Dung", cell), "dung", is_active=False)
    group = make_group(cell)
    make_account(make_person("Võ Thị Én", group), "en")

    response = keeper.get(LIST)

    here = ["Chi bộ 1 – Đảng bộ Sở Xây dựng"]
    assert rows_of(response) == [
        ("Nguyễn Văn An", here, False, used.username, State.USED),
        ("Trần Thị Bình", here, False, board.username, State.USED),
        ("Lê Văn Cường", here, False, None, State.NONE),
        ("Phạm Thị Dung", here, False, "dung", State.OFF),
        ("Võ Thị Én", ["Tổ đảng 1 – Chi bộ 1"], False, "en", State.NEVER),
    ]


def test_list_flags_who_is_placed_nowhere(keeper, cell):
    gone = make_person("Ngô Văn Giang")
    place(gone, cell, ended_on=date(2025, 3, 1))
    make_account(gone, "giang")

    response = keeper.get(LIST, {"q": "giang"})

    assert rows_of(response) == [("Ngô Văn Giang", [], True, "giang", State.NEVER)]
    assert "Không còn sinh hoạt" in response.text


def test_list_leaves_out_who_left_without_an_account(keeper, cell):
    place(make_person("Ngô Văn Giang"), cell, ended_on=date(2025, 3, 1))

    assert rows_of(keeper.get(LIST, {"q": "giang"})) == []


def test_list_leaves_out_who_moved_to_another_bloc_and_left_there(keeper, cell):
    other = make_cell(make_base(make_bloc("Đảng bộ Khối doanh nghiệp"), "Đảng bộ Công ty"))
    gone = make_person("Ngô Văn Giang")
    place(gone, cell, ended_on=date(2024, 1, 1))
    place(gone, other, started_on=date(2024, 1, 1), ended_on=date(2025, 1, 1))
    make_account(gone, "giang")

    assert rows_of(keeper.get(LIST, {"q": "giang"})) == []


def test_list_of_the_board_leaves_out_other_blocs_and_administrators(keeper, board):
    other = make_cell(make_base(make_bloc("Đảng bộ Khối doanh nghiệp"), "Đảng bộ Công ty"))
    make_account(make_person("Người Khối Khác", other), "khac")
    make_account(None, "quantri")

    response = keeper.get(LIST)

    assert [row[0] for row in rows_of(response)] == ["Trần Thị Bình"]
    assert "quantri" not in response.text


def test_list_of_the_administrator_has_all_accounts(client, board):
    other = make_cell(make_base(make_bloc("Đảng bộ Khối doanh nghiệp"), "Đảng bộ Công ty"))
    make_account(make_person("Người Khối Khác", other), "khac")
    client.force_login(make_account(None, "quantri"))

    response = client.get(LIST)

    assert [row[0] for row in rows_of(response)] == ["Trần Thị Bình", "Người Khối Khác"]
    assert [row.account.username for row in response.context["administrators"]] == ["quantri"]


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("NEVER", ["Nguyễn Văn An", "Hồ Thị Chuyển"]),
        ("USED", ["Trần Thị Bình"]),
        ("OFF", ["Phạm Thị Dung"]),
        ("NONE", ["Lê Văn Cường"]),
        ("LEFT", ["Hồ Thị Chuyển"]),
        ("x", ["Nguyễn Văn An", "Trần Thị Bình", "Hồ Thị Chuyển", "Lê Văn Cường", "Phạm Thị Dung"]),
    ],
)
def test_list_is_filtered_by_state(keeper, cell, state, names):
    make_account(make_person("Nguyễn Văn An", cell))
    make_person("Lê Văn Cường", cell)
    make_account(make_person("Phạm Thị Dung", cell), is_active=False)
    gone = make_person("Hồ Thị Chuyển")
    place(gone, cell, ended_on=date(2025, 3, 1))
    make_account(gone)

    assert [row[0] for row in rows_of(keeper.get(LIST, {"state": state}))] == names


def test_list_is_filtered_by_organization(keeper, cell):
    base = Organization.objects.get(kind=Kind.BASE_COMMITTEE)
    second = make_cell(base, "Chi bộ 2")
    make_person("Nguyễn Văn An", second)
    abroad = make_base(make_bloc("Đảng bộ Khối doanh nghiệp"), "Đảng bộ Công ty")

    names = {
        one: [row[0] for row in rows_of(keeper.get(LIST, {"organization": one}))]
        for one in (second.pk, cell.pk, base.pk, abroad.pk, "9" * 30, "x")
    }

    everybody = ["Nguyễn Văn An", "Trần Thị Bình"]
    assert names == {
        second.pk: ["Nguyễn Văn An"],
        cell.pk: ["Trần Thị Bình"],
        base.pk: everybody,
        abroad.pk: everybody,
        "9" * 30: everybody,
        "x": everybody,
    }


def test_list_offers_the_cells_of_the_chosen_base_only(keeper, cell):
    base = Organization.objects.get(kind=Kind.BASE_COMMITTEE)
    make_cell(make_base(base.parent, "Đảng bộ Sở Y tế"), "Chi bộ Khoa Nội")
    make_cell(make_base(make_bloc("Đảng bộ Khối doanh nghiệp"), "Đảng bộ Công ty"), "Chi bộ Xa")

    def offered(**filters):
        form = keeper.get(LIST, filters).context["form"]
        return [str(label).strip() for _, label in form.fields["organization"].choices]

    assert offered() == ["Tất cả", "Đảng bộ Sở Xây dựng", "Đảng bộ Sở Y tế"]
    assert offered(organization=base.pk) == [
        "Tất cả",
        "Đảng bộ Sở Xây dựng",
        "Chi bộ 1",
        "Đảng bộ Sở Y tế",
    ]


@pytest.mark.parametrize("q", ["nguyen van an", "Văn An", "AN.NGUYEN", "50.000.123"])
def test_list_is_searched_without_accents_by_name_and_user_name(keeper, cell, q):
    make_account(make_person("Nguyễn Văn An", cell), "an.nguyen")
    make_account(make_person("Nguyễn Văn An", cell), "50000123")

    found = rows_of(keeper.get(LIST, {"q": q}))

    assert {row[0] for row in found} == {"Nguyễn Văn An"}


def test_list_shows_markup_in_names_as_text(keeper, cell):
    make_person("<script>alert(1)</script>", cell)

    assert "<script>alert" not in keeper.get(LIST).text


def test_list_says_until_when_somebody_is_locked_out(keeper, cell):
    make_account(make_person("Nguyễn Văn An", cell), "an.nguyen")
    fail(Client(), 5)

    (row,) = keeper.get(LIST, {"q": "an.nguyen"}).context["rows"]

    assert row.locked_until == AccessAttempt.objects.get().attempt_time + timedelta(minutes=15)


def test_list_is_paginated(keeper, cell):
    for number in range(60):
        make_person(f"Nguyễn Văn {number}", cell)

    first, second = keeper.get(LIST), keeper.get(LIST, {"page": 2})

    assert (len(rows_of(first)), len(rows_of(second))) == (50, 11)


def count(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", [LIST, "/tai-khoan/cap/", "/tai-khoan/cap/?organization={}"])
def test_pages_of_accounts_ask_as_often_for_three_as_for_one(keeper, cell, address):
    base = Organization.objects.get(kind=Kind.BASE_COMMITTEE)
    address = address.format(base.pk)
    make_account(make_person("Nguyễn Văn An", cell))
    one = count(keeper, address)
    for number in (2, 3):
        more = make_cell(base, f"Chi bộ {number}")
        make_account(make_person("Nguyễn Văn An", more))
        make_person("Lê Văn Cường", more)
        make_cell(make_base(base.parent, f"Đảng bộ Sở {number}"))

    assert count(keeper, address) == one


def test_temporary_placement_is_shown_beside_the_official_one(keeper, cell):
    second = make_cell(cell.parent, "Chi bộ 2")
    person = make_person("Nguyễn Văn An", cell)
    place(person, second, kind=Placement.Kind.TEMPORARY)

    (row,) = rows_of(keeper.get(LIST, {"q": "van an"}))

    assert row[1] == [
        "Chi bộ 1 – Đảng bộ Sở Xây dựng",
        "Chi bộ 2 – Đảng bộ Sở Xây dựng",
    ]
