import pytest

from tests import factories


@pytest.fixture
def bloc(db):
    return factories.make_bloc()


@pytest.fixture
def cell(bloc):
    return factories.make_cell(factories.make_base(bloc))


@pytest.fixture
def member(cell, client):
    account = factories.make_account(factories.make_person("Nguyễn Văn An", cell))
    client.force_login(account)
    return account
