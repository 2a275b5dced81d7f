"""The evaluation board and its cells: rights, scope, conflicts, queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation
from evaluations.queries.board import Rights, board_of
from organizations.models import PersonState, Role
from tests import factories
from tests.evaluations.acts import (
    GRADES,
    NOBODY_ABOVE,
    board_address,
    cells_of,
    facts,
    make_paper,
    person_address,
    propose,
    put_to_vote,
    rows_of,
    save,
    sign_in,
)
from tests.evaluations.pages import words

INSIDE = {"secretary", "deputy"}


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("secretary", 200),
        ("deputy", 200),
        ("superior", 200),
        ("board", 200),
        ("propaganda", 403),
        ("member", 404),  # belongs to the group
        ("mate", 403),
        ("leader", 404),
        ("neighbour", 404),
    ],
)
def test_board_of_a_cell_is_refused_to_others(year, client, who, code):
    sign_in(client, getattr(year, who))

    assert client.get(board_address(year, year.hd)).status_code == code
    if who not in INSIDE:
        assert client.post(board_address(year, year.hd)).status_code in (403, 404)


def test_propaganda_board_follows_ng_and_ld(year, client):
    sign_in(client, year.propaganda)

    answers = [client.get(board_address(year, one)).status_code for one in (year.ng, year.ld)]

    assert answers == [200, 200]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("secretary", 200),
        ("leader", 200),
        ("superior", 200),
        ("member", 403),
        ("mate", 403),
        ("neighbour", 404),
    ],
)
def test_board_of_a_group_is_refused_to_others(year, client, who, code):
    sign_in(client, getattr(year, who))

    assert client.get(board_address(year, year.ng, year.group)).status_code == code


def test_board_is_of_a_cell_or_a_group(year, client):
    sign_in(client, year.superior)

    assert client.get(board_address(year, year.ng, year.base)).status_code == 404


@pytest.mark.parametrize("name", ["ng", "ld", "hd", "ck"])
def test_board_shows_everybody_of_the_cell(year, client, name):
    sign_in(client, year.secretary)

    shown = words(client.get(board_address(year, getattr(year, name))))

    for person in ("Trần Thị Bình", "Phạm Văn Cường", "Nguyễn Văn An", "Lê Thị Hoa"):
        assert person in shown
    assert "Đỗ Thị Lan" not in shown


@pytest.mark.parametrize(("name", "keys"), [("ng", "1 … 4"), ("ld", "1 … 3")])
def test_board_names_as_many_keys_as_there_are_levels(year, client, name, keys):
    sign_in(client, year.secretary)

    page = client.get(board_address(year, getattr(year, name)))

    assert f"vào ô chọn mức, {keys} chọn mức" in words(page)


def test_board_says_who_is_outside_and_why(year):
    factories.set_state(year.mate.person, PersonState.Kind.EXEMPT)
    year.member.person.admitted_on, year.member.person.official_on = year.hd_half, None
    year.member.person.save()

    rows = rows_of(year, year.hd)

    exempt, young = rows["Lê Thị Hoa"].scope, rows["Nguyễn Văn An"].scope
    assert (exempt.rule, exempt.outside[:14], rows["Lê Thị Hoa"].cells) == (
        "H21-01",
        "Được miễn công",
        [],
    )
    assert (young.rule, "chưa đủ 06 tháng" in young.unclassified) == ("H21-02", True)
    cell = cells_of(rows["Nguyễn Văn An"])["COMMITTEE"]
    assert (cell.entry, cell.words, cell.rule) == ("", "Không xếp loại", "H21-02")


def test_board_says_who_is_not_reviewed_and_whose_rating_is_unknown(year, client):
    year.member.person.civil_servant = True
    year.member.person.save()
    sign_in(client, year.secretary)

    cells = cells_of(rows_of(year, year.hd)["Nguyễn Văn An"])
    answer = client.get(board_address(year, year.hd)).content.decode()

    assert (cells["REVIEWED"].rule, cells["CIVIL"].text) == ("H21-03", "")
    assert f'href="/quy-dinh/hd21_2019/?nam={year.hd.year}#H21-03"' in answer
    assert f'href="/quy-dinh/hd21_2019/?nam={year.hd.year}#H21-11"' in answer


def test_board_shows_the_own_review_only_once_handed_in(year):
    make_paper(year, year.member)
    make_paper(year, year.mate, step="DRAFT")

    rows = rows_of(year, year.hd)

    assert cells_of(rows["Nguyễn Văn An"])["SELF"].words == "Tốt"
    assert (
        cells_of(rows["Lê Thị Hoa"])["SELF"].words,
        cells_of(rows["Lê Thị Hoa"])["SELF"].at,
    ) == (
        "",
        None,
    )


def test_draft_of_an_own_assessment_is_nobody_elses(year, client):
    Evaluation.objects.create(
        round=year.ng,
        subject="MEMBER",
        organization=year.cell,
        person=year.member.person,
        self_level="OUTSTANDING",
        self_text="Chữ đang viết dở",
    )
    sign_in(client, year.secretary)

    assert cells_of(rows_of(year, year.ng)["Nguyễn Văn An"])["SELF"].words == ""
    assert "Chữ đang viết dở" not in words(client.get(person_address(year, year.ng)))
    Evaluation.objects.update(self_at=timezone.now())
    assert "Chữ đang viết dở" in words(client.get(person_address(year, year.ng)))


def test_those_above_see_what_is_reported_alone(year, client):
    propose(year, year.ng, "GOOD")
    sign_in(client, year.superior)

    before = rows_of(year, year.ng, NOBODY_ABOVE)["Nguyễn Văn An"]
    refused = client.get(person_address(year, year.ng)).status_code
    figures = board_of(year.ng, year.cell, NOBODY_ABOVE).figures
    Evaluation.objects.update(reported_at=timezone.now())
    after = rows_of(year, year.ng, NOBODY_ABOVE)["Nguyễn Văn An"]

    assert (before.hidden, before.cells, refused) == (True, [], 403)
    assert figures == [("Đã báo cáo", 0)]
    assert cells_of(after)["COMMITTEE"].words == "Tốt"
    assert "Tấm gương tốt" in words(client.get(person_address(year, year.ng)))


def test_level_voted_and_posted_is_not_seen_above_before_it_is_reported(year, client):
    propose(year, year.ng, "GOOD")
    now = timezone.now()
    Evaluation.objects.update(level="GOOD", decided_at=now, voted_at=now, published_at=now)
    sign_in(client, year.superior)

    row = rows_of(year, year.ng, NOBODY_ABOVE)["Nguyễn Văn An"]

    assert (row.hidden, row.cells) == (True, [])
    assert client.get(person_address(year, year.ng)).status_code == 403


def test_group_leader_reads_nothing_of_the_committees(year, client):
    propose(year, year.ng, "Phải cố gắng", field="reminder")
    propose(year, year.ng, "PIONEERING")
    sign_in(client, year.leader)

    board = words(client.get(board_address(year, year.ng, year.group)))
    panel = words(client.get(person_address(year, year.ng, organization=year.group)))

    assert "Cấp ủy dự kiến" not in board
    for secret in ("Phải cố gắng", "Cao nhất", "Quá trình", "Cấp ủy dự kiến"):
        assert secret not in panel


def test_own_row_is_another_officers(year):
    rows = rows_of(year, year.ng, Rights(year.secretary.person_id, True, inside=True))

    own = rows["Trần Thị Bình"]
    assert (cells_of(own)["COMMITTEE"].entry, own.reviewable) == ("", False)
    assert own.locked == "Phần về mình do đồng chí khác trong cấp ủy ghi."


def test_row_is_locked_while_it_is_voted_on(year):
    propose(year, year.ng, "GOOD")
    put_to_vote(Evaluation.objects.get())

    row = rows_of(year, year.ng)["Nguyễn Văn An"]

    assert (cells_of(row)["COMMITTEE"].entry, cells_of(row)["VOTE"].words) == (
        "",
        "Đang biểu quyết",
    )


def test_cell_is_saved_in_place(year, client):
    sign_in(client, year.secretary)

    answer = save(client, year, year.ng, "proposed_level", "GOOD")

    assert (answer.status_code, answer.json()["text"]) == (200, "GOOD")
    assert Evaluation.objects.get().proposed_level == "GOOD"


def test_cell_written_elsewhere_is_told_with_its_text(year, client):
    propose(year, year.ng, "GOOD", by=year.deputy)
    sign_in(client, year.secretary)

    answer = save(client, year, year.ng, "proposed_level", "PIONEERING")

    assert (answer.status_code, answer.json()["text"]) == (409, "GOOD")


def test_cell_above_the_ceiling_is_refused_with_the_reason(year, client):
    facts(year, year.hd, **{**GRADES, "grade_duties": "AVERAGE"})
    sign_in(client, year.secretary)

    answer = save(client, year, year.hd, "proposed_level", "EXCELLENT")

    assert answer.status_code == 422
    assert "H21-10" in answer.json()["message"]


def test_civil_rating_is_saved_in_place(year, client):
    sign_in(client, year.secretary)

    assert save(client, year, year.hd, "civil_level", "GOOD").status_code == 200
    other = save(client, year, year.hd, "civil_level", "COMPLETED", before="")

    assert (other.status_code, other.json()["text"]) == (409, "GOOD")
    assert Evaluation.objects.get().facts == {"civil_level": "GOOD"}


@pytest.mark.parametrize(
    ("who", "field", "code"),
    [
        ("superior", "proposed_level", 403),
        ("board", "proposed_level", 403),
        ("mate", "proposed_level", 403),
        ("neighbour", "proposed_level", 404),
        ("secretary", "group_level", 403),
        ("secretary", "level", 404),
        ("secretary", "", 404),
    ],
)
def test_cell_is_refused_to_others(year, client, who, field, code):
    sign_in(client, getattr(year, who))

    assert save(client, year, year.ng, field, "GOOD").status_code == code
    assert not Evaluation.objects.exists()


def test_cell_of_the_own_row_is_refused(year, client):
    sign_in(client, year.secretary)

    answer = save(client, year, year.ng, "proposed_level", "GOOD", of=year.secretary)

    assert answer.status_code == 403


def test_cell_of_somebody_elsewhere_is_not_found(year, client):
    sign_in(client, year.secretary)

    assert (
        save(client, year, year.ng, "proposed_level", "GOOD", of=year.neighbour).status_code == 404
    )


def test_group_leader_writes_the_groups_level_of_the_own_group(year, client):
    sign_in(client, year.leader)

    answer = save(client, year, year.ng, "group_level", "GOOD", organization=year.group)
    committee = save(client, year, year.ng, "proposed_level", "GOOD", organization=year.group)
    outside = save(
        client, year, year.ng, "group_level", "GOOD", of=year.mate, organization=year.group
    )

    assert (answer.status_code, committee.status_code, outside.status_code) == (200, 403, 404)
    assert Evaluation.objects.get().group_level == "GOOD"


def test_officers_take_the_part_of_a_group_without_a_leader(year, client):
    sign_in(client, year.secretary)
    assert (
        save(client, year, year.ng, "group_level", "GOOD", organization=year.group).status_code
        == 403
    )

    year.leader.person.positions.all().delete()

    assert (
        save(client, year, year.ng, "group_level", "GOOD", organization=year.group).status_code
        == 200
    )


def test_board_saves_all_cells_without_script(year, client):
    propose(year, year.ng, "GOOD", of=year.mate, by=year.deputy)
    sign_in(client, year.secretary)
    member, mate = year.member.person_id, year.mate.person_id
    posted = {
        f"{member}-proposed_level": "PIONEERING",
        f"before-{member}-proposed_level": "",
        f"{mate}-proposed_level": "PIONEERING",
        f"before-{mate}-proposed_level": "",
    }

    answer = client.post(board_address(year, year.ng), posted)

    assert "Lê Thị Hoa: Ô này vừa được lưu ở một cửa sổ khác" in words(answer)
    assert dict(Evaluation.objects.values_list("person__full_name", "proposed_level")) == {
        "Nguyễn Văn An": "PIONEERING",
        "Lê Thị Hoa": "GOOD",
    }


@pytest.mark.parametrize("name", ["ng", "ld", "hd", "ck"])
def test_board_asks_as_much_for_three_as_for_many(year, client, name):
    round_ = getattr(year, name)
    sign_in(client, year.secretary)
    propose(year, round_, "Cố gắng", field="reminder")
    client.get(board_address(year, round_))
    asked = []
    for number in (0, 8):
        for one in range(number):
            person = factories.make_person(f"Người Thứ {one}", year.cell, civil_servant=True)
            Evaluation.objects.create(
                round=round_, subject="MEMBER", organization=year.cell, person=person
            )
            factories.appoint(person, year.cell, Role.COMMITTEE_MEMBER)
        with CaptureQueriesContext(connection) as queries:
            client.get(board_address(year, round_))
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert asked[1] <= 12


def test_saving_one_cell_asks_little(year, client):
    sign_in(client, year.secretary)
    propose(year, year.ng, "GOOD")

    with CaptureQueriesContext(connection) as queries:
        answer = save(client, year, year.ng, "proposed_level", "PIONEERING", before="GOOD")

    asked = [one["sql"].split()[0] for one in queries.captured_queries]
    assert answer.status_code == 200
    assert len([one for one in asked if one not in TRANSACTIONS]) <= 11


TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def test_those_above_read_which_cell_rated_whoever_came_from_it(year, client):
    person = factories.make_person("Cao Văn Chuyển", year.other)
    factories.make_result(year.ng, year.cell, person, "GOOD")
    sign_in(client, year.superior)

    above = words(client.get(reverse("evaluation_board", args=[year.ng.pk, year.other.pk])))

    assert f"{year.cell.name} chưa báo cáo cấp trên" in above
    assert "Tốt" not in above
