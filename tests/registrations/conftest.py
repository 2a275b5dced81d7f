"""A cell with a secretary, a deputy and two members, and a round of this year."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from organizations.models import Role
from tests import factories


@pytest.fixture
def place(db):
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    cell = factories.make_cell(base)
    other_cell = factories.make_cell(base, "Chi bộ 2")
    member = factories.make_person("Nguyễn Văn An", cell, workplace="Sở Xây dựng")
    colleague = factories.make_person("Lê Thị Hoa", cell)
    return SimpleNamespace(
        bloc=bloc,
        base=base,
        cell=cell,
        other_cell=other_cell,
        member=factories.make_account(member),
        colleague=factories.make_account(colleague),
        secretary=factories.make_officer(cell),
        deputy=factories.make_officer(cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường"),
        other_secretary=factories.make_officer(other_cell, full_name="Đỗ Thị Lan"),
        superior=factories.make_officer(base, full_name="Võ Minh Tú", placed_in=other_cell),
        board=factories.make_officer(
            bloc, Role.ORGANISATION_BOARD, "Hồ Thu Vân", placed_in=other_cell
        ),
        round=factories.make_round(bloc, timezone.localdate().year),
    )


@pytest.fixture
def browse(client):
    """Return a function that signs an account in and returns its client."""

    def sign_in(account):
        client.force_login(account)
        return client

    return sign_in


@pytest.fixture
def prints(settings, tmp_path):
    """The folder of printed files, empty."""
    settings.PRINTS_DIR = tmp_path / "prints"
    return settings.PRINTS_DIR


@pytest.fixture
def printed(place, prints):
    """The place with confirmed papers in two cells, and one that waits for confirmation."""
    neighbour = factories.make_account(factories.make_person("Bùi Văn Đức", place.other_cell))
    for secretary, account in (
        (place.secretary, place.member),
        (place.secretary, place.deputy),
        (place.other_secretary, neighbour),
    ):
        factories.hand_in_confirmed(secretary, account, place.round)
    factories.hand_in(place.colleague, place.round)
    return place
