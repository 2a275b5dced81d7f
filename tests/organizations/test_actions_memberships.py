"""Days of admission and of full membership, corrected while somebody holds a position."""

from datetime import date

import pytest

from organizations import actions
from organizations.models import Role
from tests.factories import appoint, make_person
from tests.organizations.refusals import DAY, wrong_field

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "change", "field"),
    [
        (Role.SECRETARY, {"official_on": None}, "official_on"),
        (Role.SECRETARY, {"official_on": date(2020, 1, 2)}, "official_on"),
        (Role.SECRETARY, {"admitted_on": None, "official_on": None}, "admitted_on"),
        (Role.PROPAGANDA_BOARD, {"admitted_on": None, "official_on": None}, "admitted_on"),
        (Role.PROPAGANDA_BOARD, {"admitted_on": date(2020, 1, 2)}, "admitted_on"),
    ],
)
def test_membership_that_a_position_needs_is_not_taken_away(cell, role, change, field):
    person = make_person(organization=cell, card_number=None, official_on=date(2020, 1, 1))
    appoint(person, cell, role)
    if field == "admitted_on":
        change = {"official_on": date(2021, 1, 1)} | change

    assert wrong_field(actions.edit_person, None, person, **change) == field


@pytest.mark.parametrize(
    ("role", "fields", "change"),
    [
        (Role.SECRETARY, {}, {"official_on": date(2020, 1, 1)}),
        (Role.SECRETARY, {"ended_on": DAY}, {"admitted_on": None, "official_on": None}),
        (Role.AGENCY_HEAD, {}, {"admitted_on": None, "official_on": None}),
        (Role.PROPAGANDA_BOARD, {}, {"official_on": None}),
    ],
)
def test_membership_that_no_position_needs_is_corrected(cell, role, fields, change):
    person = make_person(organization=cell, card_number=None)
    appoint(person, cell, role, **fields)

    actions.edit_person(None, person, **change)

    person.refresh_from_db()
    assert {name: getattr(person, name) for name in change} == change


def test_record_that_never_fitted_its_position_is_corrected_elsewhere(cell):
    person = make_person(organization=cell, official_on=None)
    appoint(person, cell)

    actions.edit_person(None, person, workplace="Sở Nội vụ", official_on=None)

    person.refresh_from_db()
    assert person.workplace == "Sở Nội vụ"
