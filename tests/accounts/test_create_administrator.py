import io
import re

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Account, LogEntry
from tests.factories import make_account

pytestmark = pytest.mark.django_db


def create(*arguments):
    """Run the command; return what it prints."""
    output = io.StringIO()
    call_command("create_administrator", *arguments, stdout=output)
    return output.getvalue()


def test_administrator_is_created_with_a_first_password_shown_once():
    printed = create("Quan.Tri")

    account = Account.objects.get()
    password = re.search(r"(\w{4}-){2}\w{4}", printed).group()
    assert (
        account.username,
        account.administrator,
        account.person,
        account.must_change_password,
    ) == (
        "quan.tri",
        True,
        None,
        True,
    )
    assert account.check_password(password)
    assert list(LogEntry.objects.values_list("actor", "verb", "text")) == [
        (
            "Lệnh trên máy chủ",
            "account_made",
            "Tạo tài khoản quản trị hệ thống quan.tri.",
        )
    ]


def test_administrator_is_asked_for_a_user_name(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: " quantri ")

    create()

    assert Account.objects.get().username == "quantri"


def test_administrator_without_anybody_to_ask_is_refused(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    with pytest.raises(CommandError, match="Hãy ghi tên đăng nhập sau tên lệnh"):
        create()


@pytest.mark.parametrize("name", ["abc", "50000123", "quản trị"])
def test_administrator_of_an_unfit_name_is_refused(name):
    with pytest.raises(CommandError, match="Tên đăng nhập cần từ 4 ký tự"):
        create(name)

    assert not Account.objects.exists()


def test_administrator_of_a_taken_name_is_refused():
    make_account(None, "quantri")

    with pytest.raises(CommandError, match="Đã có tài khoản “quantri”"):
        create("QuanTri")
