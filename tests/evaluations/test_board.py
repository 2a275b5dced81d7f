"""The evaluation board, its cells, the panel of one person: rights, scope, conflicts, queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation
from evaluations.queries.board import Rights, board_of
from organizations.models import LogEntry, PersonState, Role
from registrations.models import Answer, Registration
from tests import factories
from tests.evaluations.pages import HTMX, words
from tests.evaluations.test_recording import GRADES, facts, opinion, propose, put_to_vote

NOBODY_ABOVE = Rights(None)
INSIDE = {"secretary", "deputy"}


def board_address(year, round_, organization=None):
    return reverse("evaluation_board", args=[round_.pk, (organization or year.cell).pk])


def person_address(year, round_, account=None, organization=None, name="evaluation_person"):
    account = account or year.member
    place = organization or year.cell
    return reverse(name, args=[round_.pk, place.pk, account.person_id])


def save(client, year, round_, field, text, before="", of=None, organization=None):
    address = reverse("evaluation_save", args=[round_.pk, (organization or year.cell).pk])
    posted = {
        "booklet": (of or year.member).person_id,
        "field": field,
        "text": text,
        "before": before,
    }
    return client.post(address, posted)


def sign_in(client, account):
    client.force_login(account)
    return client


def rows_of(year, round_, rights=None, organization=None):
    board = board_of(round_, organization or year.cell, rights or Rights(None, True, inside=True))
    return {row.person.full_name: row for row in board.rows}


def cells_of(row):
    return {cell.column.code: cell for cell in row.cells}


def make_paper(year, account, level="GOOD", step="SUBMITTED"):
    """Make a self-review (Mẫu 02) that somebody has written."""
    paper = Registration.objects.create(
        round=year.hd,
        form="E02",
        person=account.person,
        organization=year.cell,
        step=step,
        submitted_at=timezone.now(),
        code=f"E{account.pk}",
    )
    Answer.objects.create(registration=paper, field="level", text=level)
    for name, grade in GRADES.items():
        Answer.objects.create(registration=paper, field=name, text=grade)
    return paper


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
    Evaluation.objects.update(reported_at=timezone.now())
    after = rows_of(year, year.ng, NOBODY_ABOVE)["Nguyễn Văn An"]

    assert (before.hidden, before.cells, refused) == (True, [], 403)
    assert cells_of(after)["COMMITTEE"].words == "Tốt"
    assert "Tấm gương tốt" in words(client.get(person_address(year, year.ng)))


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


def test_panel_saves_facts_words_and_proposal(year, client):
    sign_in(client, year.secretary)
    posted = {
        "proposed_level": "PIONEERING",
        "praise": "Gương mẫu",
        "remedied": "basically",
        "grounds": ["UNFINISHED"],
        "before-proposed_level": "",
        "before-praise": "",
        "before-remedied": "",
        "before-grounds": "",
        "before-reminder": "",
        "before-new_faults": "",
    }

    answer = client.post(person_address(year, year.ng), posted, headers=HTMX)

    one = Evaluation.objects.get()
    assert (one.praise, one.facts) == (
        "Gương mẫu",
        {"remedied": "basically", "grounds": ["UNFINISHED"]},
    )
    assert one.proposed_level == ""  # a ground allows the lowest level alone
    assert "NG-11" in words(answer)

    answer = client.post(
        person_address(year, year.ng),
        {
            **posted,
            "proposed_level": "NOT_EXEMPLARY",
            "before-remedied": "basically",
            "before-grounds": "UNFINISHED",
            "before-praise": "Gương mẫu",
        },
        headers=HTMX,
    )

    assert Evaluation.objects.get().proposed_level == "NOT_EXEMPLARY"
    assert answer["HX-Trigger"] == (
        f'{{"cells-stored": {{"{year.member.person_id}-proposed_level": "NOT_EXEMPLARY"}}}}'
    )


def test_panel_shows_both_where_another_window_wrote(year, client):
    propose(year, year.ng, "Chữ của phó bí thư", field="praise", by=year.deputy)
    sign_in(client, year.secretary)
    posted = {"praise": "Chữ của bí thư", "before-praise": ""}

    answer = client.post(person_address(year, year.ng), posted, headers=HTMX)
    shown = words(answer)

    assert "Chữ của bí thư" in shown
    assert "Đồng chí khác vừa ghi: “Chữ của phó bí thư”" in shown
    assert Evaluation.objects.get().praise == "Chữ của phó bí thư"

    posted = {"praise": "Chữ của bí thư", "before-praise": "Chữ của phó bí thư"}
    client.post(person_address(year, year.ng), posted, headers=HTMX)
    assert Evaluation.objects.get().praise == "Chữ của bí thư"


def test_panel_says_that_a_vote_froze_what_was_typed(year, client):
    propose(year, year.ng, "GOOD")
    put_to_vote(Evaluation.objects.get())
    sign_in(client, year.secretary)

    answer = client.post(
        person_address(year, year.ng), {"praise": "Gõ muộn", "before-praise": ""}, headers=HTMX
    )

    assert "Gõ muộn" in words(answer)
    assert "hủy kết quả biểu quyết ấy trước" in words(answer)
    assert Evaluation.objects.get().praise == ""


def test_panel_of_the_own_evaluation_has_no_form(year, client):
    sign_in(client, year.secretary)
    address = person_address(year, year.ng, year.secretary)

    assert "Phần về mình do đồng chí khác trong cấp ủy ghi." in words(client.get(address))
    assert client.post(address, {"praise": "Tự khen", "before-praise": ""}).status_code == 403
    assert not Evaluation.objects.exists()


def test_panel_explains_the_ceiling_by_the_self_review(year, client):
    make_paper(year, year.member)
    sign_in(client, year.secretary)

    shown = words(client.get(person_address(year, year.hd), headers=HTMX))

    assert "Cao nhất là mức “Hoàn thành xuất sắc nhiệm vụ”" in shown
    assert "Mẫu 02 (mục I.1 tốt, mục I.2 xuất sắc, mục III tốt)" in shown
    assert "Theo bản tự kiểm điểm: Xuất sắc" in shown


def test_panel_says_that_a_proposal_is_above_what_is_open_by_now(year, client):
    propose(year, year.ng, "GOOD")
    facts(year, year.ng, remedied="basically")
    sign_in(client, year.secretary)

    assert "Mức dự kiến đang cao hơn mức này" in words(client.get(person_address(year, year.ng)))


def test_group_leaders_panel_saves_the_groups_text(year, client):
    sign_in(client, year.leader)
    address = person_address(year, year.ng, organization=year.group)

    client.post(address, {"group_text": "Tổ nhất trí", "before-group_text": "", "praise": "Khen"})

    one = Evaluation.objects.get()
    assert (one.group_text, one.praise) == ("Tổ nhất trí", "")


def test_reading_a_panel_is_logged(year, client):
    sign_in(client, year.secretary)

    client.get(person_address(year, year.ng))
    client.get(person_address(year, year.ng, year.secretary))

    one = LogEntry.objects.get(verb="read")
    assert (one.person, one.text) == (
        year.member.person,
        f"Xem đánh giá năm {year.ng.year} của Nguyễn Văn An",
    )


@pytest.mark.parametrize(
    ("who", "code"),
    [("mate", 403), ("superior", 403), ("board", 403), ("leader", 404), ("neighbour", 404)],
)
def test_panel_and_reviews_are_refused_to_others(year, client, who, code):
    sign_in(client, getattr(year, who))
    reviewed = reverse("evaluation_reviewed", args=[year.hd.pk, year.cell.pk])
    taken_back = person_address(year, year.hd, name="evaluation_unreviewed")

    answers = [
        client.get(person_address(year, year.hd)),
        client.post(person_address(year, year.hd), {"praise": "x", "before-praise": ""}),
        client.post(reviewed, {"nguoi": [year.mate.person_id]}),
        client.post(taken_back, {"reason": "Nhầm"}),
    ]

    assert [one.status_code for one in answers] == [code] * 4
    assert not Evaluation.objects.exists()


def test_everybody_ticked_is_marked_reviewed(year, client):
    sign_in(client, year.secretary)
    people = [year.member.person_id, year.mate.person_id, year.secretary.person_id, "x"]

    answer = client.post(
        reverse("evaluation_reviewed", args=[year.hd.pk, year.cell.pk]),
        {"nguoi": people},
        follow=True,
    )

    assert "Đã đánh dấu 2 đồng chí đã kiểm điểm." in words(answer)
    assert "1 đồng chí không đánh dấu thêm được" in words(answer)
    assert Evaluation.objects.filter(reviewed_at__isnull=False).count() == 2


def test_review_is_taken_back_from_the_panel(year, client):
    sign_in(client, year.secretary)
    reviewed = reverse("evaluation_reviewed", args=[year.hd.pk, year.cell.pk])
    client.post(reviewed, {"nguoi": [year.member.person_id]})

    client.post(person_address(year, year.hd, name="evaluation_unreviewed"), {"reason": "Vắng"})

    assert Evaluation.objects.get().reviewed_at is None


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


def test_panel_asks_a_constant_number(year, client):
    sign_in(client, year.secretary)
    propose(year, year.ng, "GOOD")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(person_address(year, year.ng))
        counts.append(len(queries))
        opinion(year, year.ng, "GOOD" if len(counts) == 1 else "PIONEERING", before="")

    assert counts[0] == counts[1]
