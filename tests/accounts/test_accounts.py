"""What may be done to accounts, and by whom."""

import pytest
from django.test import Client
from django.utils import timezone

from organizations.models import Account, LogEntry, Role
from tests.accounts.test_lock_out import fail
from tests.accounts.test_signing import sign_in, signed_in
from tests.factories import (
    PASSWORD,
    make_account,
    make_base,
    make_bloc,
    make_cell,
    make_officer,
    make_person,
)

pytestmark = pytest.mark.django_db
LIST = "/tai-khoan/"


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


def test_former_board_member_loses_the_right_that_day(keeper, board):
    board.person.positions.update(ended_on=timezone.localdate())

    assert keeper.get(LIST).status_code == 403


def test_accounts_are_not_changed_by_looking(keeper, target):
    before = list(Account.objects.values())

    keeper.get(f"{LIST}{target.pk}/cap-lai/")
    keeper.get("/tai-khoan/cap/")

    assert list(Account.objects.values()) == before
