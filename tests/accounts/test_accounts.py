from datetime import date, timedelta

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.account_queries import State
from organizations.models import Account, Kind, LogEntry, Organization, Placement, Role
from tests.accounts.test_lock_out import fail
from tests.accounts.test_signing import sign_in, signed_in
from tests.factories import (
    PASSWORD,
    make_account,
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_officer,
    make_person,
    place,
)

pytestmark = pytest.mark.django_db
LIST = "/tai-khoan/"


@pytest.fixture
def cell():
    return make_cell(make_base(make_bloc()))


@pytest.fixture
def board(cell):
    """The account of organisation-board staff, placed in the cell."""
    bloc = Organization.objects.get(kind=Kind.BLOC)
    return make_officer(bloc, Role.ORGANISATION_BOARD, "Trần Thị Bình", placed_in=cell)


@pytest.fixture
def keeper(client, board):
    client.force_login(board)
    return client


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


@pytest.fixture
def target(cell):
    return make_account(make_person("Nguyễn Văn An", cell), "an.nguyen")


def test_switch_off_ends_the_session_and_on_lets_in_again(keeper, board, target):
    owner = Client()
    owner.force_login(target)

    response = keeper.post(f"{LIST}{target.pk}/khoa/", {"active": "0", "filters": "q=an&page=2"})
    gone = owner.get("/tai-khoan-cua-toi/")
    refused = sign_in(Client(), "an.nguyen")
    keeper.post(f"{LIST}{target.pk}/khoa/", {"active": "1"})
    back = sign_in(owner, "an.nguyen")

    assert response.url == f"{LIST}?q=an&page=2"
    assert gone.url == "/dang-nhap/?next=/tai-khoan-cua-toi/"
    assert (refused.status_code, back.status_code) == (200, 302)
    assert list(LogEntry.objects.values_list("account", "verb", "text", "person")) == [
        (board.pk, "account_on", "Mở lại tài khoản của Nguyễn Văn An.", target.person_id),
        (board.pk, "account_off", "Khóa tài khoản của Nguyễn Văn An.", target.person_id),
    ]


def test_switch_twice_stays_as_asked(keeper, target):
    for _ in range(2):
        keeper.post(f"{LIST}{target.pk}/khoa/", {"active": "0"})

    target.refresh_from_db()
    assert target.is_active is False


def test_switch_without_saying_which_way_changes_nothing(keeper, target):
    keeper.post(f"{LIST}{target.pk}/khoa/", {})

    target.refresh_from_db()
    assert target.is_active is True
    assert not LogEntry.objects.exists()


def test_unlock_lets_somebody_try_again_at_once(keeper, board, target):
    locked = Client()
    fail(locked, 5)

    response = keeper.post(f"{LIST}{target.pk}/mo-khoa/", {"filters": "state=USED"})
    sign_in(locked, "an.nguyen", PASSWORD, REMOTE_ADDR="10.0.0.7")

    assert response.url == f"{LIST}?state=USED"
    assert signed_in(locked)
    assert LogEntry.objects.filter(account=board, verb="account_unlocked").count() == 1


@pytest.mark.parametrize("filters", ["https://evil.example/", "//evil.example", "a\r\nX: y"])
def test_way_back_to_the_list_stays_on_the_list(keeper, target, filters):
    response = keeper.post(f"{LIST}{target.pk}/mo-khoa/", {"filters": filters})

    assert response.url.startswith(f"{LIST}?")
    assert "\n" not in response.url


def test_own_account_is_not_switched_or_reset(keeper, board):
    answers = [
        keeper.post(f"{LIST}{board.pk}/khoa/", {"active": "0"}).status_code,
        keeper.post(f"{LIST}{board.pk}/cap-lai/").status_code,
    ]

    board.refresh_from_db()
    assert answers == [403, 403]
    assert (board.is_active, board.check_password(PASSWORD)) == (True, True)


ROLES = {
    "secretary": lambda bloc, base, cell: make_officer(cell, Role.SECRETARY),
    "base committee": lambda bloc, base, cell: make_officer(base, Role.SECRETARY, placed_in=cell),
    "standing committee": lambda bloc, base, cell: make_officer(
        bloc, Role.STANDING_MEMBER, placed_in=cell
    ),
    "propaganda board": lambda bloc, base, cell: make_officer(
        bloc, Role.PROPAGANDA_BOARD, placed_in=cell
    ),
    "inspection commission": lambda bloc, base, cell: make_officer(
        bloc, Role.INSPECTION_COMMISSION, placed_in=cell
    ),
    "member": lambda bloc, base, cell: make_account(make_person("Đảng Viên", cell)),
}


@pytest.fixture
def answers(client, cell, target):
    """Return what each address about accounts answers to an account."""
    base = cell.parent

    def ask(account):
        client.force_login(account)
        return [
            client.get(LIST).status_code,
            client.get("/tai-khoan/cap/").status_code,
            client.get("/tai-khoan/cap/", {"organization": base.pk}).status_code,
            client.post(f"/tai-khoan/cap/?organization={base.pk}").status_code,
            client.get(f"{LIST}{target.pk}/cap-lai/").status_code,
            client.post(f"{LIST}{target.pk}/cap-lai/").status_code,
            client.post(f"{LIST}{target.pk}/khoa/", {"active": "0"}).status_code,
            client.post(f"{LIST}{target.pk}/mo-khoa/").status_code,
        ]

    return ask


@pytest.mark.parametrize("role", ROLES)
def test_accounts_are_refused_to(answers, cell, target, role):
    account = ROLES[role](cell.parent.parent, cell.parent, cell)

    got = answers(account)

    target.refresh_from_db()
    assert got == [403] * 8
    assert (target.is_active, target.check_password(PASSWORD)) == (True, True)
    assert LogEntry.objects.filter(verb="refused", account=account).count() == 8


def test_accounts_of_another_bloc_do_not_exist_for_a_board(answers, target):
    other = make_bloc("Đảng bộ Khối doanh nghiệp")
    base = make_base(other, "Đảng bộ Công ty")
    account = make_officer(other, Role.ORGANISATION_BOARD, placed_in=make_cell(base))

    got = answers(account)

    target.refresh_from_db()
    assert got == [200, 200, 404, 404, 404, 404, 404, 404]
    assert (target.is_active, target.check_password(PASSWORD)) == (True, True)


def test_accounts_of_administrators_do_not_exist_for_a_board(keeper):
    administrator = make_account(None, "quantri")

    assert keeper.get(f"{LIST}{administrator.pk}/cap-lai/").status_code == 404
    assert keeper.post(f"{LIST}{administrator.pk}/khoa/", {"active": "0"}).status_code == 404


def test_accounts_that_were_never_made_are_not_found(keeper):
    assert keeper.get(f"{LIST}987654/cap-lai/").status_code == 404
    assert keeper.get("/tai-khoan/cap/?organization=987654").status_code == 404


def test_accounts_are_for_the_signed_in_only(client, target):
    client.logout()

    assert client.get(LIST).url == f"/dang-nhap/?next={LIST}"
    assert client.post(f"{LIST}{target.pk}/khoa/").status_code == 302


@pytest.mark.parametrize("act", ["khoa", "mo-khoa"])
def test_accounts_are_changed_by_post_only(keeper, target, act):
    assert keeper.get(f"{LIST}{target.pk}/{act}/").status_code == 405


def test_temporary_placement_is_shown_beside_the_official_one(keeper, cell):
    second = make_cell(cell.parent, "Chi bộ 2")
    person = make_person("Nguyễn Văn An", cell)
    place(person, second, kind=Placement.Kind.TEMPORARY)

    (row,) = rows_of(keeper.get(LIST, {"q": "van an"}))

    assert row[1] == [
        "Chi bộ 1 – Đảng bộ Sở Xây dựng",
        "Chi bộ 2 – Đảng bộ Sở Xây dựng",
    ]


def test_former_board_member_loses_the_right_that_day(keeper, board):
    board.person.positions.update(ended_on=timezone.localdate())

    assert keeper.get(LIST).status_code == 403


def test_accounts_are_not_changed_by_looking(keeper, target):
    before = list(Account.objects.values())

    keeper.get(f"{LIST}{target.pk}/cap-lai/")
    keeper.get("/tai-khoan/cap/")

    assert list(Account.objects.values()) == before
