import pytest

from organizations.models import Kind, Organization, Role
from tests.factories import make_base, make_bloc, make_cell, make_officer


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
