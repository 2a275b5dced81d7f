"""The forms of placements, positions, states and disciplines, sent as a browser does."""

from datetime import date

import pytest
from django.urls import reverse

from organizations.models import (
    Discipline,
    Kind,
    PersonState,
    Placement,
    Position,
    Role,
)
from tests.factories import (
    appoint,
    make_base,
    make_cell,
    make_officer,
    make_person,
    place,
    set_state,
)
from tests.organizations.refusals import TODAY
from tests.organizations.sending import errors, send

pytestmark = pytest.mark.django_db


def test_temporary_stay_ends_after_its_last_day(client, board, other, person):
    send(
        client,
        "person_place",
        person,
        to=other.pk,
        started_on="01/06/2024",
        ended_on="31/12/2026",
    )

    stay = person.placements.get(kind=Placement.Kind.TEMPORARY)
    assert (stay.organization, stay.ended_on) == (other, date(2027, 1, 1))


@pytest.mark.parametrize("last", ["31/12/9999", "01/01/2101", "31/12/1899"])
def test_temporary_stay_has_a_last_day_that_makes_sense(client, board, other, person, last):
    said = errors(
        client, "person_place", person, to=other.pk, started_on="01/06/2024", ended_on=last
    )

    assert said == {"ended_on": "Ngày này không đúng. Viết ngày/tháng/năm, ví dụ: 05/03/1974."}


def test_placement_is_ended_with_its_reason(client, board, cell, person):
    appoint(person, cell)
    placement = person.placements.get()

    shown = client.get(reverse("placement_end", args=[placement.pk])).content.decode()
    send(client, "placement_end", placement, day="01/06/2024", reason="Từ trần", decision="GCT 12")

    placement.refresh_from_db()
    assert "Lê Thị Hoa – Bí thư, Chi bộ 1" in shown
    assert (placement.ended_on, placement.end_reason) == (date(2024, 6, 1), "Từ trần (GCT 12)")
    assert person.positions.on(TODAY).count() == 0


def test_positions_offered_are_those_above_the_persons_places(client, board, bloc, cell, person):
    make_base(bloc, "Chi bộ khác", kind=Kind.BASE_CELL)

    form = client.get(reverse("position_add", args=[person.pk])).context["form"]

    groups = [group for group, _ in form.fields["role"].choices[1:]]
    assert groups == [
        "Chi bộ 1 – Đảng bộ Sở Xây dựng",
        "Đảng bộ Sở Xây dựng – Đảng bộ Khối các cơ quan tỉnh",
        "Đảng bộ Khối các cơ quan tỉnh",
    ]


def test_person_is_appointed_and_the_position_ended(client, board, cell, person):
    choice = {"role": f"{cell.pk}:SECRETARY", "started_on": "01/06/2024"}

    _, said = send(client, "position_add", person, **choice)
    taken = errors(client, "position_add", make_person("Trần B", cell), **choice)
    position = Position.objects.get(person=person)
    send(client, "position_end", position, day="01/06/2025", reason="")

    position.refresh_from_db()
    assert said.startswith("Đã bổ nhiệm Lê Thị Hoa làm Bí thư Chi bộ 1.")
    assert taken == {
        "role": "Lê Thị Hoa giữ chức vụ này từ ngày 01/06/2024 đến nay. Kết thúc chức vụ ấy trước."
    }
    assert position.ended_on == date(2025, 6, 1)


@pytest.mark.parametrize("role", ["", "999:SECRETARY", "SECRETARY", "1:NOTHING"])
def test_position_that_is_not_offered_is_refused(client, board, person, role):
    assert set(errors(client, "position_add", person, role=role, started_on="01/06/2024")) == {
        "role"
    }


def test_past_position_is_entered_with_its_last_day(client, board, cell, person):
    send(
        client,
        "position_add",
        person,
        role=f"{cell.pk}:SECRETARY",
        started_on="01/06/2022",
        ended_on="31/05/2024",
    )

    assert Position.objects.get(person=person).ended_on == date(2024, 6, 1)


def test_state_is_recorded_and_ended(client, board, person):
    send(client, "state_add", person, kind="EXEMPT", started_on="01/06/2024", note="QĐ 2")
    state = person.states.get()
    send(client, "state_end", state, ended_on="31/05/2025")

    state.refresh_from_db()
    assert (state.kind, state.ended_on) == (PersonState.Kind.EXEMPT, date(2025, 6, 1))


def test_overlapping_end_of_a_state_is_refused_at_its_field(client, board, person):
    first = set_state(person, "EXEMPT", date(2022, 1, 1), ended_on=date(2023, 1, 1))
    set_state(person, "EXEMPT", date(2024, 1, 1))

    assert set(errors(client, "state_end", first, ended_on="31/12/2024")) == {"ended_on"}


def test_discipline_is_recorded_where_the_violation_happened(client, bloc, other, cell, person):
    client.force_login(make_officer(bloc, Role.INSPECTION_COMMISSION, placed_in=other))
    old = make_cell(bloc.children.get(), "Chi bộ cũ")
    place(person, old, started_on=date(2012, 1, 1), ended_on=date(2020, 1, 1))
    fields = {
        "form": "WARNING",
        "decided_on": "01/06/2024",
        "decision": "QĐ 15",
        "violation": "Vi phạm",
    }

    refused = errors(client, "discipline_add", person, organization=other.pk, **fields)
    send(client, "discipline_add", person, organization=old.pk, **fields)

    assert set(refused) == {"organization"}
    assert Discipline.objects.get().organization == old
