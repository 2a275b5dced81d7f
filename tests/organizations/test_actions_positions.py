"""Positions, states and disciplines: what holds, and what is refused."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from organizations import actions
from organizations.models import (
    Discipline,
    Kind,
    LogEntry,
    OrganizationMove,
    Person,
    PersonState,
    Position,
    Role,
)
from tests.factories import (
    appoint,
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_person,
    place,
    set_state,
)
from tests.organizations.refusals import DAY, TODAY, TOMORROW, wrong_field

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return make_bloc()


@pytest.fixture
def base(bloc):
    return make_base(bloc)


@pytest.fixture
def cell(base):
    return make_cell(base, founded_on=date(2015, 1, 1))


@pytest.fixture
def person(cell):
    return make_person("Lê Thị Hoa", cell)


def give(person, organization, role=Role.SECRETARY, started_on=DAY, **fields):
    return actions.appoint(None, person, organization, role=role, started_on=started_on, **fields)


def test_appointment_is_written_and_logged(cell, person):
    position = give(person, cell, title="Bí thư Chi bộ")

    entry = LogEntry.objects.get()
    assert (position.label, position.started_on, position.ended_on) == ("Bí thư Chi bộ", DAY, None)
    assert entry.text == "Bổ nhiệm Lê Thị Hoa làm Bí thư Chi bộ tại Chi bộ 1 từ ngày 01/06/2024"


def test_who_is_placed_below_may_serve_above_but_not_beside(bloc, base, cell, person):
    beside = make_cell(base, "Chi bộ 2")
    group = make_group(cell)
    give(person, base)
    give(person, bloc, Role.ORGANISATION_BOARD)

    fields = [
        wrong_field(give, person, beside),
        wrong_field(give, person, group, Role.GROUP_LEADER),
    ]

    assert fields == ["started_on"] * 2


def test_position_needs_a_placement_on_its_first_and_its_last_day(cell, person):
    person.placements.update(started_on=date(2024, 1, 1), ended_on=date(2025, 1, 1))

    fields = [
        wrong_field(give, person, cell, started_on=date(2023, 12, 31)),
        wrong_field(give, person, cell),
        wrong_field(give, person, cell, ended_on=date(2025, 1, 2)),
    ]
    position = give(person, cell, ended_on=date(2025, 1, 1))

    assert fields == ["started_on", "ended_on", "ended_on"]
    assert position.ended_on == date(2025, 1, 1)


def test_placement_is_looked_for_in_the_tree_of_that_day(bloc, base, cell, person):
    later = make_base(bloc, "Đảng bộ mới")
    cell.parent = later
    cell.save()
    OrganizationMove.objects.create(
        organization=cell, day=date(2025, 1, 1), old_parent=base, old_name=cell.name, reason="QĐ"
    )

    early = wrong_field(give, person, later)
    late = wrong_field(give, person, base)
    finished = give(person, base, ended_on=date(2025, 1, 1))

    assert (early, late, finished.organization) == ("started_on", "ended_on", base)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": Role.GROUP_LEADER}, "role"),
        ({"role": Role.ORGANISATION_BOARD}, "role"),
        ({"started_on": TOMORROW}, "started_on"),
        ({"started_on": date(2014, 12, 31)}, "started_on"),
        ({"started_on": date(1970, 1, 1), "role": Role.AGENCY_HEAD}, "started_on"),
        ({"ended_on": DAY}, "ended_on"),
        ({"ended_on": TOMORROW + timedelta(days=1)}, "ended_on"),
    ],
)
def test_appointment_is_refused_with(cell, person, change, field):
    assert wrong_field(give, person, cell, **change) == field
    assert Position.objects.count() == 0


def test_appointment_is_refused_in_a_dissolved_organization(base, person):
    empty = make_base(base, "Bộ phận", kind=Kind.SECTION_COMMITTEE, dissolved_on=DAY)

    assert wrong_field(give, person, empty) == "started_on"


def test_roles_follow_membership(cell):
    non_member = make_person("A", cell, admitted_on=None, official_on=None)
    probationary = make_person("B", cell, official_on=None)
    group = make_group(cell)
    place(probationary, group, "TEMPORARY")

    fields = [
        wrong_field(give, non_member, cell, Role.COMMITTEE_MEMBER),
        wrong_field(give, probationary, cell, Role.COMMITTEE_MEMBER),
    ]
    head = give(non_member, cell, Role.AGENCY_HEAD)
    leader = give(probationary, group, Role.GROUP_LEADER)

    assert fields == ["role", "role"]
    assert (head.role, leader.role) == (Role.AGENCY_HEAD, Role.GROUP_LEADER)


@pytest.mark.parametrize(
    ("started_on", "ended_on", "taken"),
    [
        (date(2021, 1, 1), date(2022, 1, 1), False),
        (date(2021, 1, 1), date(2022, 1, 2), True),
        (date(2021, 1, 1), None, True),
        (date(2022, 6, 1), date(2022, 7, 1), True),
        (date(2022, 12, 31), None, True),
        (date(2023, 1, 1), None, False),
    ],
)
def test_one_secretary_at_a_time_in_dated_periods_too(cell, person, started_on, ended_on, taken):
    before = make_person("Trần Văn Trước", cell)
    appoint(before, cell, started_on=date(2022, 1, 1), ended_on=date(2023, 1, 1))
    act = {"started_on": started_on, "ended_on": ended_on}

    if taken:
        assert wrong_field(give, person, cell, **act) == "role"
    else:
        give(person, cell, **act)

    assert Position.objects.count() == (1 if taken else 2)


def test_several_committee_members_but_nobody_twice(cell, person):
    give(person, cell, Role.COMMITTEE_MEMBER)
    give(make_person("Trần B", cell), cell, Role.COMMITTEE_MEMBER)

    assert wrong_field(give, person, cell, Role.COMMITTEE_MEMBER) == "role"


def test_database_itself_refuses_a_second_secretary(cell, person):
    appoint(person, cell)

    with pytest.raises(IntegrityError), transaction.atomic():
        appoint(make_person("Trần B", cell), cell)


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_appointed_at_once_end_in_one(cell):
    people = [make_person(f"Lê Thị {name}", cell) for name in ("Hoa", "Huệ")]
    barrier, outcomes = threading.Barrier(2), []

    def appoint_at_once(one):
        barrier.wait()
        try:
            give(one, cell)
            outcomes.append("appointed")
        except ValidationError as error:
            outcomes.append(next(iter(error.error_dict)))
        finally:
            connection.close()

    threads = [threading.Thread(target=appoint_at_once, args=[one]) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["appointed", "role"]
    assert Position.objects.on(TODAY).count() == 1


def test_position_ends_on_its_first_day_without_rights(cell, person):
    position = appoint(person, cell)

    actions.end_position(None, position, day=TODAY, reason="QĐ 8")

    assert person.positions.on(TODAY).count() == 0
    assert LogEntry.objects.get().text.endswith(f"từ ngày {TODAY:%d/%m/%Y}: QĐ 8")


def test_position_is_not_ended_too_early_in_the_future_or_twice(cell, person):
    position = appoint(person, cell)

    fields = [
        wrong_field(actions.end_position, None, position, day=day)
        for day in (date(2019, 12, 31), TOMORROW)
    ]
    actions.end_position(None, position, day=DAY)
    fields.append(wrong_field(actions.end_position, None, position, day=DAY))

    assert fields == ["day"] * 3


def state(person, kind=PersonState.Kind.EXEMPT, started_on=DAY, **fields):
    return actions.add_state(None, person, kind=kind, started_on=started_on, **fields)


def test_state_holds_from_its_day_to_its_end(person):
    added = state(person, note="QĐ 3")

    actions.end_state(None, added, ended_on=date(2025, 1, 1))

    held = [
        person.states.on(day).exists()
        for day in (date(2024, 5, 31), DAY, date(2024, 12, 31), date(2025, 1, 1))
    ]
    assert held == [False, True, True, False]


@pytest.mark.parametrize(
    ("started_on", "ended_on", "taken"),
    [
        (date(2021, 1, 1), date(2022, 1, 1), False),
        (date(2021, 1, 1), date(2022, 1, 2), True),
        (date(2022, 6, 1), None, True),
        (date(2023, 1, 1), None, False),
    ],
)
def test_same_state_does_not_overlap_itself(person, started_on, ended_on, taken):
    exempt, sick = PersonState.Kind.EXEMPT, PersonState.Kind.SICK_LEAVE
    set_state(person, exempt, date(2022, 1, 1), ended_on=date(2023, 1, 1))

    state(person, sick, started_on, ended_on=ended_on)
    if taken:
        assert wrong_field(state, person, exempt, started_on, ended_on=ended_on) == "started_on"
    else:
        state(person, exempt, started_on, ended_on=ended_on)


def test_end_of_a_state_does_not_reach_into_the_next(person):
    first = set_state(person, "EXEMPT", date(2022, 1, 1), ended_on=date(2023, 1, 1))
    set_state(person, "EXEMPT", date(2024, 1, 1))

    fields = [
        wrong_field(actions.end_state, None, first, ended_on=day)
        for day in (date(2021, 12, 31), date(2024, 1, 2))
    ]
    actions.end_state(None, first, ended_on=date(2024, 1, 1))

    assert fields == ["ended_on", "ended_on"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"started_on": TOMORROW}, "started_on"),
        ({"started_on": date(2010, 2, 2)}, "kind"),
        ({"started_on": date(1980, 5, 4), "kind": "SICK_LEAVE"}, "started_on"),
        ({"ended_on": DAY}, "ended_on"),
    ],
)
def test_state_is_refused_with(person, change, field):
    assert wrong_field(state, person, **change) == field


def test_leave_may_be_known_before_it_begins(person):
    assert state(person, PersonState.Kind.MATERNITY_LEAVE, started_on=TOMORROW).pk


def test_non_member_has_leaves_but_no_party_states(cell):
    non_member = make_person("A", cell, admitted_on=None, official_on=None)

    field = wrong_field(state, non_member, PersonState.Kind.SUSPENDED_PARTY)

    assert field == "kind"
    assert state(non_member, PersonState.Kind.SICK_LEAVE).pk


def discipline(person, organization, **fields):
    known = {
        "form": Discipline.Form.WARNING,
        "decided_on": DAY,
        "decision": "QĐ 15-QĐ/UBKT",
        "violation": "Vi phạm quy định",
    }
    return actions.add_discipline(None, person, organization=organization, **known | fields)


def test_discipline_counts_where_the_violation_happened(base, cell, person):
    old = make_cell(base, "Chi bộ cũ")

    made = discipline(person, old)

    entry = LogEntry.objects.get()
    assert (made.organization, made.form) == (old, Discipline.Form.WARNING)
    assert "Vi phạm" not in entry.text


@pytest.mark.parametrize("day", [TOMORROW, date(1980, 5, 4), date(2010, 2, 2)])
def test_discipline_is_refused_on(cell, person, day):
    assert wrong_field(discipline, person, cell, decided_on=day) == "decided_on"
    assert Person.objects.get(pk=person.pk).disciplines.count() == 0
