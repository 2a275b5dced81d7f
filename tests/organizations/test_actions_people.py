"""People and where they belong: added, corrected, transferred, gone; and what is refused."""

from datetime import date

import pytest

from organizations import actions
from organizations.models import LogEntry, Person, Placement, Position, Role
from tests.factories import (
    appoint,
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_person,
    place,
)
from tests.organizations.refusals import DAY, TODAY, TOMORROW, wrong_field

pytestmark = pytest.mark.django_db
OFFICIAL, TEMPORARY = Placement.Kind.OFFICIAL, Placement.Kind.TEMPORARY
BORN = date(1980, 5, 4)


@pytest.fixture
def bloc():
    return make_bloc()


@pytest.fixture
def base(bloc):
    return make_base(bloc)


@pytest.fixture
def cell(base):
    return make_cell(base, "Chi bộ 1", founded_on=date(2015, 1, 1))


@pytest.fixture
def other(base):
    return make_cell(base, "Chi bộ 2", founded_on=date(2015, 1, 1))


def stays(person):
    """Return the person's placements, oldest first."""
    return [
        (one.organization.name, one.kind, one.started_on, one.ended_on)
        for one in person.placements.order_by("started_on", "id")
    ]


def add(organization, **fields):
    known = {
        "started_on": DAY,
        "placement_kind": OFFICIAL,
        "full_name": "Lê Thị Hoa",
        "born_on": BORN,
        "card_number": "12345678",
        "admitted_on": date(2010, 2, 3),
        "official_on": date(2011, 2, 3),
    }
    return actions.add_person(None, organization, **known | fields)


def test_added_person_is_placed_and_logged(cell):
    person = add(cell, full_name=" lê  thị Hoa")

    entry = LogEntry.objects.get()
    person.refresh_from_db()
    assert (person.full_name, person.card_number) == ("lê thị Hoa", "12345678")
    assert stays(person) == [("Chi bộ 1", OFFICIAL, DAY, None)]
    assert (entry.verb, entry.person, entry.organization) == ("add_person", person, cell)


def test_people_without_card_number_are_not_the_same(cell):
    first = add(cell, card_number="")
    second = add(cell, card_number="", full_name="Lê Thị Huệ")

    assert (first.card_number, second.card_number) == (None, None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"born_on": TOMORROW, "admitted_on": None, "official_on": None}, "born_on"),
        ({"admitted_on": BORN}, "admitted_on"),
        ({"admitted_on": TOMORROW, "official_on": None}, "admitted_on"),
        ({"official_on": TOMORROW}, "official_on"),
        ({"official_on": date(2010, 2, 3)}, "official_on"),
        ({"admitted_on": None}, "admitted_on"),
        ({"admitted_on": None, "official_on": None}, "admitted_on"),
        ({"card_number": "99999999"}, "card_number"),
        ({"started_on": TOMORROW}, "started_on"),
        ({"started_on": date(2014, 12, 31)}, "started_on"),
        ({"born_on": date(2020, 1, 1), "admitted_on": None, "card_number": ""}, "admitted_on"),
        (
            {
                "born_on": DAY,
                "admitted_on": None,
                "official_on": None,
                "card_number": "",
            },
            "started_on",
        ),
        ({"full_name": "NGUYỄN văn An"}, "namesake"),
    ],
)
def test_person_is_not_added_with(cell, change, field):
    make_person("Nguyễn Văn An", card_number="99999999", born_on=BORN)

    assert wrong_field(add, cell, **change) == field
    assert Person.objects.count() == 1


def test_namesake_is_added_when_somebody_says_so(cell):
    make_person("Nguyễn Văn An", born_on=BORN)

    person = add(cell, full_name="Nguyễn Văn An", namesake=True)

    assert person.pk


def test_person_is_not_added_to_a_committee_or_a_dissolved_cell(base):
    gone = make_cell(base, dissolved_on=date(2024, 1, 1))

    assert [wrong_field(add, base), wrong_field(add, gone)] == ["", "started_on"]


def test_edited_person_is_logged_by_what_changed_not_by_its_content(cell):
    person = make_person(organization=cell)

    actions.edit_person(None, person, workplace="Sở Nội vụ", full_name=person.full_name)

    person.refresh_from_db()
    assert person.workplace == "Sở Nội vụ"
    assert LogEntry.objects.get().text == "Sửa hồ sơ của Nguyễn Văn An: đơn vị công tác"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"official_on": date(2010, 2, 2)}, "official_on"),
        ({"admitted_on": None, "official_on": None}, "admitted_on"),
        ({"born_on": date(2010, 2, 3)}, "admitted_on"),
        ({"card_number": "99999999"}, "card_number"),
        (
            {
                "born_on": date(2020, 1, 1),
                "admitted_on": None,
                "official_on": None,
                "card_number": "",
            },
            "born_on",
        ),
    ],
)
def test_person_is_not_edited_with(cell, change, field):
    make_person("Lê Thị Hoa", card_number="99999999")
    person = make_person(organization=cell)

    assert wrong_field(actions.edit_person, None, person, **change) == field


def transfer(person, to, day=DAY, reason="QĐ 5"):
    return actions.transfer_person(None, person, to, day=day, reason=reason)


def test_transfer_keeps_the_old_placement_in_history(cell, other):
    person = make_person(organization=cell)

    transfer(person, other)

    assert stays(person) == [
        ("Chi bộ 1", OFFICIAL, date(2020, 1, 1), DAY),
        ("Chi bộ 2", OFFICIAL, DAY, None),
    ]
    assert person.placements.get(ended_on=DAY).end_reason == "QĐ 5"


def test_transfer_ends_positions_without_a_placement_beneath(bloc, base, cell, other):
    person = make_person(organization=cell)
    for organization, role in (
        (cell, Role.SECRETARY),
        (base, Role.COMMITTEE_MEMBER),
        (bloc, Role.ORGANISATION_BOARD),
    ):
        appoint(person, organization, role)
    foreign = make_cell(make_base(bloc, "Đảng bộ khác"))

    within_base = transfer(person, other)
    out_of_base = transfer(person, foreign, day=date(2025, 1, 1))

    assert [one.organization for one in within_base] == [cell]
    assert [one.organization for one in out_of_base] == [base]
    assert [one.organization for one in person.positions.on(TODAY)] == [bloc]
    assert Position.objects.get(organization=cell).ended_on == DAY


def test_position_that_began_after_the_transfer_never_held(cell, other):
    person = make_person(organization=cell)
    position = appoint(person, cell, started_on=date(2025, 1, 1))

    transfer(person, other)

    position.refresh_from_db()
    assert position.ended_on == date(2025, 1, 1)


def test_position_supported_by_a_temporary_placement_stays(cell, other):
    person = make_person(organization=cell)
    place(person, cell, TEMPORARY)
    appoint(person, cell)

    assert transfer(person, other) == []


def test_transfer_to_where_the_person_stayed_temporarily_ends_that(cell, other):
    person = make_person(organization=cell)
    place(person, other, TEMPORARY, started_on=date(2023, 1, 1))

    transfer(person, other)

    assert stays(person)[1:] == [
        ("Chi bộ 2", TEMPORARY, date(2023, 1, 1), DAY),
        ("Chi bộ 2", OFFICIAL, DAY, None),
    ]


def test_transfer_ends_the_planned_stay_there_and_no_other(base, cell, other):
    person = make_person(organization=cell)
    third = make_cell(base, "Chi bộ 3")
    for organization in (other, third):
        place(person, organization, TEMPORARY, date(2023, 1, 1), ended_on=date(2099, 1, 1))

    transfer(person, other)

    assert stays(person)[1:] == [
        ("Chi bộ 2", TEMPORARY, date(2023, 1, 1), DAY),
        ("Chi bộ 3", TEMPORARY, date(2023, 1, 1), date(2099, 1, 1)),
        ("Chi bộ 2", OFFICIAL, DAY, None),
    ]


def test_person_who_had_left_is_taken_back(cell, other):
    person = make_person()
    place(person, cell, ended_on=date(2023, 1, 1))

    transfer(person, other)

    assert stays(person) == [
        ("Chi bộ 1", OFFICIAL, date(2020, 1, 1), date(2023, 1, 1)),
        ("Chi bộ 2", OFFICIAL, DAY, None),
    ]


def test_person_is_not_taken_back_before_having_left(cell, other):
    person = make_person()
    place(person, cell, ended_on=date(2025, 1, 1))

    assert wrong_field(transfer, person, other) == "day"


@pytest.mark.parametrize(
    "day", [TOMORROW, date(2019, 12, 31), date(1980, 5, 4), date(2014, 12, 31)]
)
def test_transfer_is_refused_on(cell, other, day):
    person = make_person(organization=cell)

    assert wrong_field(transfer, person, other, day=day) == "day"
    assert stays(person) == [("Chi bộ 1", OFFICIAL, date(2020, 1, 1), None)]


def test_transfer_is_refused_to_the_same_cell_a_committee_or_a_dissolved_cell(base, cell):
    person = make_person(organization=cell)
    gone = make_cell(base, "Chi bộ 3", dissolved_on=date(2024, 1, 1))

    fields = [wrong_field(transfer, person, to) for to in (cell, base, gone)]

    assert fields == ["to", "to", "day"]


def stay(person, organization, started_on=DAY, ended_on=None):
    return actions.place_temporarily(
        None, person, organization, started_on=started_on, ended_on=ended_on
    )


def test_temporary_placement_leaves_the_official_one(cell, other):
    person = make_person(organization=cell)

    stay(person, other, ended_on=date(2027, 1, 1))

    assert stays(person) == [
        ("Chi bộ 1", OFFICIAL, date(2020, 1, 1), None),
        ("Chi bộ 2", TEMPORARY, DAY, date(2027, 1, 1)),
    ]


def test_temporary_placement_is_refused_in_the_own_cell_twice_or_outside_cells(base, cell, other):
    person = make_person(organization=cell)
    place(person, other, TEMPORARY)

    fields = [wrong_field(stay, person, to) for to in (cell, make_group(cell), other, base)]

    assert fields == ["to"] * 4


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"started_on": TOMORROW}, "started_on"),
        ({"started_on": BORN}, "started_on"),
        ({"started_on": date(2014, 1, 1)}, "started_on"),
        ({"ended_on": DAY}, "ended_on"),
    ],
)
def test_temporary_placement_is_refused_with(cell, other, change, field):
    assert wrong_field(stay, make_person(organization=cell), other, **change) == field


def leave(placement, day=DAY, reason="Từ trần"):
    return actions.end_placement(None, placement, day=day, reason=reason)


def test_leaving_ends_every_placement_and_position(bloc, cell, other):
    person = make_person(organization=cell)
    place(person, other, TEMPORARY, started_on=date(2025, 1, 1))
    for organization in (bloc, cell, other):
        appoint(person, organization, Role.AGENCY_HEAD)

    ended = leave(person.placements.get(kind=OFFICIAL))

    assert {one.organization for one in ended} == {bloc, cell, other}
    assert stays(person) == [
        ("Chi bộ 1", OFFICIAL, date(2020, 1, 1), DAY),
        ("Chi bộ 2", TEMPORARY, date(2025, 1, 1), date(2025, 1, 1)),
    ]
    assert person.positions.on(TODAY).count() == 0


def test_leaving_ends_planned_stays_and_leaves_past_ones(base, cell, other):
    person = make_person(organization=cell)
    third = make_cell(base, "Chi bộ 3")
    place(person, third, TEMPORARY, date(2021, 1, 1), ended_on=date(2022, 1, 1))
    place(person, other, TEMPORARY, date(2023, 1, 1), ended_on=date(2099, 1, 1))

    leave(person.placements.get(kind=OFFICIAL))

    assert stays(person) == [
        ("Chi bộ 1", OFFICIAL, date(2020, 1, 1), DAY),
        ("Chi bộ 3", TEMPORARY, date(2021, 1, 1), date(2022, 1, 1)),
        ("Chi bộ 2", TEMPORARY, date(2023, 1, 1), DAY),
    ]
    assert not person.placements.on(TODAY).exists()


def test_end_of_a_temporary_placement_leaves_the_rest(cell, other):
    person = make_person(organization=cell)
    temporary = place(person, other, TEMPORARY)
    kept, lost = appoint(person, cell), appoint(person, other)

    ended = leave(temporary)

    kept.refresh_from_db()
    lost.refresh_from_db()
    assert ended == [lost]
    assert (kept.ended_on, lost.ended_on) == (None, DAY)
    assert stays(person) == [
        ("Chi bộ 1", OFFICIAL, date(2020, 1, 1), None),
        ("Chi bộ 2", TEMPORARY, date(2020, 1, 1), DAY),
    ]


def test_placement_is_not_ended_too_early_in_the_future_or_twice(cell):
    placement = place(make_person(), cell)

    fields = [wrong_field(leave, placement, day=day) for day in (date(2019, 1, 1), TOMORROW)]
    leave(placement)
    fields.append(wrong_field(leave, placement))

    assert fields == ["day"] * 3
