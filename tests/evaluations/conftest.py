from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from organizations.models import Role
from registrations.models import Guidance
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


@pytest.fixture
def year(db):
    """A cell with officers and a group, and its rounds of the last year: ``ng``, ``ld``, ``hd``."""
    return make_year()


def make_year():
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    cell, other = factories.make_cell(base), factories.make_cell(base, "Chi bộ 2")
    group = factories.make_group(cell)
    last_year = timezone.localdate().year - 1
    adopted = {"bloc": bloc, "year": last_year, **factories.ADOPTION}
    officer = factories.make_officer
    return SimpleNamespace(
        bloc=bloc,
        base=base,
        cell=cell,
        other=other,
        group=group,
        secretary=officer(cell),
        deputy=officer(cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường"),
        leader=officer(group, Role.GROUP_LEADER, "Bùi Văn Dũng"),
        member=factories.make_account(factories.make_person("Nguyễn Văn An", group)),
        mate=factories.make_account(factories.make_person("Lê Thị Hoa", cell)),
        neighbour=officer(other, full_name="Đỗ Thị Lan"),
        superior=officer(base, full_name="Võ Minh Tú", placed_in=other),
        board=officer(bloc, Role.ORGANISATION_BOARD, "Hồ Thu Vân", placed_in=other),
        propaganda=officer(bloc, Role.PROPAGANDA_BOARD, "Tạ Thị Yến", placed_in=other),
        ng=factories.make_round(guidance=Guidance.NEU_GUONG_2017, **adopted),
        ld=factories.make_round(guidance=Guidance.LAM_DONG_2017, **adopted),
        hd=factories.make_round(bloc, last_year, guidance=Guidance.HD21_2019),
        ck=factories.make_round(bloc, last_year),
        hd_half=date(last_year, 7, 1),
    )
