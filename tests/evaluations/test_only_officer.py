"""A base cell's only officer enters what others decided on the own level (roles.md, H21-14)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from evaluations import annulling
from evaluations.models import Evaluation
from organizations.models import Role
from registrations.models import Guidance
from tests import factories
from tests.evaluations.deciding import COMPLETED, GOOD, choose, decide, make_world


@pytest.fixture
def world(db):
    return make_world()


def voted_secretary(world, cell):
    """Make the secretary of a cell whose vote put him or her at good."""
    secretary = factories.make_officer(cell, full_name="Trần Văn Bình")
    return secretary, factories.make_voted(world.round, cell, secretary.person, GOOD)


def test_what_the_cell_voted_is_entered(world, client):
    secretary, own = voted_secretary(world, world.office)
    client.force_login(secretary)
    page = client.get(reverse("decisions", args=[world.round.pk, world.office.pk]))
    assert f'name="{own.pk}-chosen_level"' in page.content.decode()

    choose(world, own, GOOD, by=secretary, base=world.office)
    (row,) = decide(world, own, by=secretary, base=world.office)

    assert row.level == GOOD
    with pytest.raises(PermissionDenied):
        annulling.annul(secretary, row, "Xem lại")


def test_another_level_is_not(world):
    secretary, own = voted_secretary(world, world.office)
    with pytest.raises(PermissionDenied):
        choose(world, own, COMPLETED, by=secretary, base=world.office)
    Evaluation.objects.filter(pk=own.pk).update(chosen_level=COMPLETED, decision_reason="Khác")
    with pytest.raises(PermissionDenied):
        decide(world, own, by=secretary, base=world.office)


def test_nothing_where_another_officer_could(world):
    secretary, own = voted_secretary(world, world.office)
    factories.make_officer(world.office, Role.DEPUTY_SECRETARY, "Phạm Văn Cường")

    with pytest.raises(PermissionDenied):
        choose(world, own, GOOD, by=secretary, base=world.office)


def test_nothing_in_a_base_committee(world):
    mine = factories.make_officer(world.base, Role.COMMITTEE_MEMBER, placed_in=world.cell)
    own = factories.make_voted(world.round, world.cell, mine.person, GOOD)

    with pytest.raises(PermissionDenied):
        choose(world, own, GOOD, by=mine)


def test_decision_of_hd22_is_entered(db):
    world = make_world(Guidance.HD22_2013)
    secretary = factories.make_officer(world.office, full_name="Trần Văn Bình")
    own = Evaluation.objects.create(
        round=world.round,
        subject="MEMBER",
        organization=world.office,
        person=secretary.person,
        reviewed_at=timezone.now(),
    )

    choose(world, own, GOOD, by=secretary, base=world.office)
    assert decide(world, own, by=secretary, base=world.office)[0].level == GOOD
