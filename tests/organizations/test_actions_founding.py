"""The founding day of an organization against what is recorded there and below."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations import actions
from organizations.models import Organization, OrganizationMove, Role
from tests.factories import appoint, make_base, make_cell, make_group, make_person, place
from tests.organizations.refusals import TODAY, wrong_field

pytestmark = pytest.mark.django_db
FIRST, AFTER = date(2020, 1, 1), date(2020, 1, 2)


def found(organization, day, **changes):
    fields = {"name": organization.name, "locality": "", "position": 0, "founded_on": day}
    return actions.edit_organization(None, organization, **fields | changes)


def give_post(base):
    appoint(make_person(), base, Role.SECRETARY, FIRST)


def give_founded_cell(base):
    make_cell(base, founded_on=FIRST)


def give_placement_below(base):
    place(make_person(), make_group(make_cell(base)), started_on=FIRST)


def give_post_below(base):
    appoint(make_person(), make_cell(base), Role.SECRETARY, FIRST)


def give_move_away(base):
    cell = make_cell(make_base(base.parent, "Đảng bộ khác"))
    move(cell, FIRST, old_parent=base)


def give_arrival(base):
    old = make_base(base.parent, "Đảng bộ khác")
    cell = make_cell(base, founded_on=date(2010, 1, 1))
    place(make_person(), cell, started_on=date(2012, 1, 1))
    move(cell, FIRST, old_parent=old)
    move(cell, date(2023, 1, 1), old_parent=base)


def give_arrival_of_an_empty_cell(base):
    move(make_cell(base), FIRST, old_parent=make_base(base.parent, "Đảng bộ khác"))


def give_renaming_below(base):
    move(make_cell(base), FIRST, old_parent=base)


def move(organization, day, old_parent):
    OrganizationMove.objects.create(
        organization=organization, day=day, old_parent=old_parent, old_name="Cũ", reason="QĐ"
    )


@pytest.mark.parametrize(
    "give",
    [
        give_post,
        give_founded_cell,
        give_placement_below,
        give_post_below,
        give_move_away,
        give_arrival,
        give_arrival_of_an_empty_cell,
        give_renaming_below,
    ],
)
def test_founding_day_is_refused_from_the_day_after_the_first_event(base, give):
    give(base)

    assert wrong_field(found, base, TODAY) == "founded_on"
    assert wrong_field(found, base, AFTER) == "founded_on"
    assert found(base, FIRST).founded_on == FIRST


def test_organization_where_nothing_happened_may_be_founded_today(base):
    make_cell(base)

    assert found(base, TODAY).founded_on == TODAY


def test_founding_day_that_stays_is_not_asked_about_again(base):
    Organization.objects.filter(pk=base.pk).update(founded_on=AFTER)
    give_post(base)

    assert found(base, AFTER, locality="Bảo Lộc").locality == "Bảo Lộc"


def test_founding_day_is_checked_at_the_same_cost_for_more_below(base):
    counts = []
    for number in (1, 3):
        for order in range(number):
            cell = make_cell(base, f"Chi bộ {number}.{order}")
            place(make_person(), make_group(cell), started_on=FIRST)
        with CaptureQueriesContext(connection) as captured:
            wrong_field(found, base, TODAY)
        counts.append(len(captured))

    assert counts[0] == counts[1]
