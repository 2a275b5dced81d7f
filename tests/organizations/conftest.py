"""A bloc with two cells, its organisation board signed in, and a member."""

import pytest

from organizations.models import Role
from tests.factories import make_base, make_bloc, make_cell, make_officer, make_person


@pytest.fixture
def bloc(db):
    return make_bloc()


@pytest.fixture
def base(bloc):
    return make_base(bloc)


@pytest.fixture
def cell(base):
    return make_cell(base)


@pytest.fixture
def other(base):
    return make_cell(base, "Chi bộ 2")


@pytest.fixture
def board(bloc, other, client):
    account = make_officer(bloc, Role.ORGANISATION_BOARD, placed_in=other)
    client.force_login(account)
    return account


@pytest.fixture
def person(cell):
    return make_person("Lê Thị Hoa", cell)
