"""What changes accounts: made in bulk, given new first passwords, switched, own choices.

A first password leaves here once, in a ``Slip``, and is kept nowhere but hashed.
"""

from dataclasses import dataclass, field

import axes.utils
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from organizations import history, usernames
from organizations.account_queries import cells_of, has_account, people_waiting
from organizations.first_passwords import new_first_password
from organizations.models import Account, LogEntry, Organization

FIRST_PASSWORD = "first_password"  # noqa: S105  (the name of a hasher)


@dataclass(frozen=True)
class Slip:
    """What is printed for one person: never stored, never shown in a log."""

    full_name: str
    place: str
    username: str
    password: str = field(repr=False)


class NobodyWaits(Exception):
    """All people of the organization have accounts, nothing is to be printed."""


class TooManySlips(Exception):
    """More people than are printed at once."""


MOST_SLIPS = 300


@transaction.atomic
def issue_accounts(keeper, organization, *, renew=False):
    """Make the missing accounts of an organization; return slips by cell and name.

    ``renew`` gives new first passwords to those who never signed in, for slips that
    were lost. The bloc is locked: of two keepers at once the second finds nobody waiting.
    """
    day = timezone.localdate()
    Organization.objects.select_for_update().get(pk=organization.tree_path[0])
    people = list(people_waiting(organization, day, renew).select_related("account"))
    check_number(people)
    passwords = {person.pk: new_first_password() for person in people}
    unused = [person.account for person in people if has_account(person)]
    made = make_accounts([person for person in people if not has_account(person)], passwords)
    renewed = renew_accounts(unused, passwords)
    record_issue(keeper, organization, made, renewed)
    return ordered_slips(people, {a.person_id: a for a in (*made, *renewed)}, passwords, day)


def check_number(people):
    """Refuse to print nothing, or more than a request should take."""
    if not people:
        raise NobodyWaits
    if len(people) > MOST_SLIPS:
        raise TooManySlips


def make_accounts(people, passwords):
    """Make an account each, named after the card number or the name."""
    taken = set(Account.objects.values_list("username", flat=True))
    accounts = []
    for person in people:
        username = usernames.from_card(person.card_number)
        if username is None or username in taken:
            username = usernames.numbered(person.full_name, taken)
        taken.add(username)
        hashed = make_password(passwords[person.pk], hasher=FIRST_PASSWORD)
        accounts.append(Account(username=username, person=person, password=hashed))
    return Account.objects.bulk_create(accounts)


@transaction.atomic
def issue_account(keeper, person):
    """Make the account of one person who has none; return its slip."""
    passwords = {person.pk: new_first_password()}
    [account] = make_accounts([person], passwords)
    record_issue(keeper, None, [account], [])
    return slip_of(account, passwords[person.pk])


def renew_accounts(accounts, passwords):
    """Give accounts new first passwords, which ends their sessions."""
    for account in accounts:
        account.password = make_password(passwords[account.person_id], hasher=FIRST_PASSWORD)
        account.must_change_password = True
    Account.objects.bulk_update(accounts, ["password", "must_change_password"])
    return accounts


def record_issue(keeper, organization, made, renewed):
    """Log who got an account, and who a new first password."""
    text = "Cấp tài khoản và mật khẩu lần đầu."
    people = [account.person for account in made]
    history.record_each(keeper, "account_made", text, people, organization)
    text = "Cấp lại mật khẩu lần đầu cho tài khoản chưa đăng nhập."
    people = [account.person for account in renewed]
    history.record_each(keeper, "account_reset", text, people, organization)


def ordered_slips(people, accounts, passwords, day):
    """Return the slips in the order of the cells in the tree, then of Vietnamese names."""
    cells = cells_of(people, day)
    people = sorted(people, key=lambda one: (cells[one.pk].order, one.sort_key, one.pk))
    return [
        Slip(
            full_name=person.full_name,
            place=cells[person.pk].name,
            username=accounts[person.pk].username,
            password=passwords[person.pk],
        )
        for person in people
    ]


def lock(account):
    """Return the account freshly read, its row locked until the transaction ends."""
    accounts = Account.objects.select_for_update(of=("self",)).select_related("person")
    return accounts.get(pk=account.pk)


def refuse_own(keeper, account):
    """Nobody resets or switches off the own account: that would lock the door from inside."""
    if keeper is not None and keeper.pk == account.pk:
        raise PermissionDenied("Đồng chí không thể làm việc này với tài khoản của chính mình.")


@transaction.atomic
def reset_account(keeper, account):
    """Give the account a new first password; return its slip. Its sessions end."""
    refuse_own(keeper, account)
    account = lock(account)
    password = new_first_password()
    account.password = make_password(password, hasher=FIRST_PASSWORD)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    axes.utils.reset(username=account.username)
    text = f"Cấp lại mật khẩu lần đầu cho {account.full_name}."
    history.record(keeper, "account_reset", text, person=account.person)
    return slip_of(account, password)


def slip_of(account, password):
    """Return the slip of one account; the system administrator belongs to no cell."""
    place = ""
    if account.person:
        found = cells_of([account.person], timezone.localdate()).get(account.person_id)
        place = found.name if found else ""
    return Slip(account.full_name, place, account.username, password)


@transaction.atomic
def switch_account(keeper, account, *, active):
    """Switch the account on or off; off ends its sessions at the next request."""
    refuse_own(keeper, account)
    account = lock(account)
    account.is_active = active
    account.save(update_fields=["is_active"])
    verb, word = ("account_on", "Mở lại") if active else ("account_off", "Khóa")
    text = f"{word} tài khoản của {account.full_name}."
    history.record(keeper, verb, text, person=account.person)


@transaction.atomic
def unlock_account(keeper, account):
    """Forget the wrong passwords, so that the person may try again at once."""
    axes.utils.reset(username=account.username)
    text = f"Bỏ tạm khóa đăng nhập của {account.full_name}."
    history.record(keeper, "account_unlocked", text, person=account.person)


@transaction.atomic
def change_password(account, password):
    """Set the password that the account's owner chose; all its other sessions end."""
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    history.record(account, "password_changed", "Đổi mật khẩu.", person=account.person)


@transaction.atomic
def choose_username(account, username):
    """Let the owner sign in under a name of own choice."""
    account.username = username
    account.save(update_fields=["username"])
    history.record(account, "username_chosen", "Đổi tên đăng nhập.", person=account.person)


def note_lock_out(username):
    """Log that an account was locked out; nobody is signed in, so nobody is the actor."""
    account = Account.objects.filter(username=username).first()
    if account is None:
        return
    LogEntry.objects.create(
        actor="Người chưa đăng nhập",
        verb="locked_out",
        text="Nhập sai mật khẩu nhiều lần, tạm khóa đăng nhập.",
        person=account.person,
    )


@transaction.atomic
def create_administrator(username):
    """Make a system administrator's account; return its first password."""
    password = new_first_password()
    Account.objects.create(
        username=username,
        administrator=True,
        password=make_password(password, hasher=FIRST_PASSWORD),
    )
    text = f"Tạo tài khoản quản trị hệ thống {username}."
    history.record(None, "account_made", text)
    return password
