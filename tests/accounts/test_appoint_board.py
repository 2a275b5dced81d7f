"""The first member of the organisation board comes from the command line."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Account, Role
from tests import factories


def run(card):
    out = StringIO()
    call_command("appoint_board", card, stdout=out)
    return out.getvalue()


@pytest.fixture
def person(db):
    cell = factories.make_cell(factories.make_base(factories.make_bloc()))
    return factories.make_person("Nguyễn Văn An", cell, card_number="10007007")


def test_appoint_board_gives_position_and_account(person):
    text = run("10.007.007")

    position = person.positions.get()
    assert (position.role, position.organization.kind) == (Role.ORGANISATION_BOARD, "BLOC")
    password = re.search(r"Mật khẩu lần đầu: +(\S+)", text)[1]
    account = Account.objects.get(person=person)
    assert account.check_password(password)
    assert account.must_change_password


def test_appoint_board_twice_is_refused(person):
    run("10007007")

    with pytest.raises(CommandError):
        run("10007007")


def test_appoint_board_of_nobody_is_refused(db):
    with pytest.raises(CommandError, match="Không có ai mang số thẻ"):
        run("1")


def test_appoint_board_of_somebody_without_a_place_is_refused(db):
    factories.make_person(card_number="10007007")

    with pytest.raises(CommandError, match="không sinh hoạt"):
        run("10007007")
