"""What stands around a round under HD 22: lists, reports, moves; no way leads to a refusal."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from evaluations import deciding, recording
from evaluations.queries.issued import reports_below
from evaluations.queries.year_lines import waiting_in, waiting_text
from organizations.models import PersonState, Placement, Role
from registrations.models import Guidance, Round
from tests import factories
from tests.evaluations.deciding import YEAR
from tests.evaluations.entering import (
    choose,
    decide,
    make_world,
    mark,
    refused,
    review_all,
    review_body,
    scope_of,
    write_self,
)
from tests.evaluations.pages import words


@pytest.fixture
def world(db):
    return make_world()


def test_registrations_of_the_year_leave_it_out(world, tmp_path):
    Round.objects.create(bloc=world.bloc, year=YEAR, guidance=Guidance.CAM_KET_9)
    path = tmp_path / "R1.xlsx"

    call_command("export_report", "R1", year=str(YEAR), bloc=world.bloc.name, output=str(path))

    texts = [str(cell.value) for sheet in load_workbook(path) for row in sheet for cell in row]
    assert not [text for text in texts if "Hướng dẫn 22" in text]


def test_propaganda_board_is_offered_nothing_of_it(world, client):
    board = factories.make_officer(world.bloc, Role.PROPAGANDA_BOARD, "Vũ Thị Tuyên")
    client.force_login(board)

    shown = client.get(reverse("evaluations")).content.decode()

    assert reverse("results", args=[world.round.pk, world.bloc.pk]) not in shown
    assert reverse("decide_organizations", args=[world.round.pk, world.bloc.pk]) not in shown


def test_group_leader_gets_from_the_list_of_rounds_to_the_board(world, client):
    group = factories.make_group(world.cell)
    leader = factories.make_officer(group, Role.GROUP_LEADER, "Đặng Quốc Long")
    client.force_login(leader)

    answer = client.get(reverse("round_progress", args=[world.round.pk, group.pk]), follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[0][0] == reverse(
        "evaluation_board", args=[world.round.pk, group.pk]
    )


def test_cells_are_not_said_to_owe_a_report(world):
    assert reports_below(world.round, world.base) == []
    below = {one.pk for one, _ in reports_below(world.round, world.bloc)}
    assert below == {world.base.pk, world.office.pk}


def test_list_links_to_those_alone_who_are_seen_from_above(world, client):
    review_body(world)
    write_self(world, world.secretary)
    mark(world, world.secretary, by=world.deputy)
    client.force_login(world.superior)

    answer = client.get(reverse("results", args=[world.round.pk, world.cell.pk]))

    page = answer.content.decode()
    for account, seen in ((world.secretary, True), (world.member, False)):
        address = reverse(
            "evaluation_person", args=[world.round.pk, world.cell.pk, account.person_id]
        )
        assert (address in page) is seen
        assert client.get(address).status_code == (200 if seen else 403)


def test_annulled_level_leads_to_where_it_is_entered_anew(world, client):
    evaluation = review_all(world)[2]
    choose(world, evaluation, "GOOD")
    decide(world, evaluation)
    client.force_login(world.superior)

    answer = client.post(
        reverse("evaluation_annul", args=[evaluation.pk]), {"reason": "Ghi nhầm"}, follow=True
    )

    assert answer.redirect_chain[0][0] == reverse("decisions", args=[world.round.pk, world.base.pk])
    assert "biểu quyết" not in words(answer)


def move(account, cell):
    """Transfer somebody to another cell on the first of December."""
    day = date(YEAR, 12, 1)
    Placement.objects.filter(person=account.person_id).update(ended_on=day - timedelta(days=1))
    factories.place(account.person, cell, started_on=day)


def test_who_was_transferred_after_the_review_is_reviewed_and_entered_in_the_new_cell(world):
    evaluation = review_all(world)[2]
    there = factories.make_officer(world.other, full_name="Đỗ Văn Kiên")
    deputy = factories.make_officer(world.other, Role.DEPUTY_SECRETARY, "Mai Thị Lan")
    move(world.member, world.other)
    choose(world, evaluation, "GOOD")
    assert "đã chuyển sinh hoạt" in refused(lambda: decide(world, evaluation))
    review_body(world, organization=world.other, by=there)
    write_self(world, there, deputy, cell=world.other)
    for one, by in ((there, deputy), (deputy, there)):
        recording.mark_reviewed(by, world.round, world.other, [one.person_id])

    assert scope_of(world, world.member, world.other).evaluation.reviewed_at is None
    number = recording.mark_reviewed(there, world.round, world.other, [world.member.person_id])

    assert number == 1
    evaluation.refresh_from_db()
    assert (evaluation.organization, evaluation.chosen_level) == (world.other, "")
    choose(world, evaluation, "GOOD")
    decide(world, evaluation)


def test_from_above_a_base_cell_shows_nothing_before_the_review(world, client):
    person = factories.make_account(factories.make_person("Cao Thị Dung", world.office))
    write_self(world, person, cell=world.office)
    client.force_login(world.standing)

    answer = client.get(reverse("decisions", args=[world.round.pk, world.office.pk]))

    address = reverse("evaluation_person", args=[world.round.pk, world.office.pk, person.person_id])
    assert "Cao Thị Dung" in words(answer)
    assert "Cao Thị Dung Tốt" not in words(answer)
    assert address not in answer.content.decode()
    assert client.get(address).status_code == 403


def test_cell_classifies_after_the_review(world):
    review_body(world)
    write_self(world, world.secretary)
    scope = scope_of(world, world.secretary)

    def propose():
        return recording.propose(
            world.deputy, scope.current(world.round), "proposed_level", "GOOD", before="",
            scope=scope,
        )  # fmt: skip

    assert "Chưa đánh dấu đã kiểm điểm (H22-31)" in refused(propose)
    mark(world, world.secretary, by=world.deputy)
    assert propose().text == "GOOD"


@pytest.mark.parametrize(("people", "asked"), [(30, 0), (31, 1)])
def test_group_of_a_small_cell_is_not_said_to_owe_its_opinion(world, people, asked):
    group = factories.make_group(world.cell)
    factories.make_person("Bùi Văn Dũng", group)
    for number in range(people - 4):
        one = factories.make_person(f"Đảng viên {number}", world.cell)
    factories.set_state(one, PersonState.Kind.EXEMPT)  # a member of the cell all the same

    found = waiting_in([world.round], {group.pk}, date(YEAR, 12, 15))

    assert found[world.round.pk, group.pk]["group_at"] == asked


def test_board_waits_for_the_classification_by_the_cell():
    said = waiting_text(Counter(proposed_at=2), Guidance.HD22_2013)

    assert said == "2 xếp loại của chi bộ"


def test_decision_is_not_of_a_day_before_the_year(world):
    evaluation = review_all(world)[2]
    choose(world, evaluation, "GOOD")
    early = deciding.Decision("12-QĐ/ĐU", date(YEAR - 1, 12, 31))

    assert "trước năm ấy" in refused(lambda: decide(world, evaluation, decision=early))
    decide(world, evaluation, decision=deciding.Decision("12-QĐ/ĐU", date(YEAR, 1, 1)))


@pytest.mark.parametrize("reader", ["secretary", "superior"])
def test_panel_names_the_classification_as_the_board_does(world, client, reader):
    evaluation = review_all(world)[2]
    recording.propose(world.secretary, evaluation, "proposed_level", "GOOD", before="")
    client.force_login(getattr(world, reader))

    address = reverse(
        "evaluation_person", args=[world.round.pk, world.cell.pk, world.member.person_id]
    )
    shown = words(client.get(address)).partition("Quá trình")[0]

    assert "Chi bộ xếp loại" in shown
    assert "ự kiến" not in shown
