"""The panel of one person beside the board, and reviews noted for many."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import recording
from evaluations.models import Evaluation
from evaluations.queries.scope import people_in_scope
from organizations.models import LogEntry
from tests.evaluations.acts import (
    board_address,
    facts,
    make_paper,
    opinion,
    person_address,
    propose,
    put_to_vote,
    sign_in,
)
from tests.evaluations.pages import HTMX, words


def post_panel(client, year, **fields):
    """Post the panel of NG with what an empty evaluation was shown, and some fields."""
    names = ("proposed_level", "praise", "reminder", "remedied", "new_faults", "grounds")
    posted = {f"before-{name}": "" for name in names} | fields
    return client.post(person_address(year, year.ng), posted, headers=HTMX)


def test_panel_saves_facts_and_words_and_refuses_a_level_above_them(year, client):
    sign_in(client, year.secretary)

    answer = post_panel(
        client,
        year,
        proposed_level="PIONEERING",
        praise="Gương mẫu",
        remedied="basically",
        grounds=["UNFINISHED"],
    )

    one = Evaluation.objects.get()
    assert (one.praise, one.proposed_level, one.facts) == (
        "Gương mẫu",
        "",  # a ground allows the lowest level alone
        {"remedied": "basically", "grounds": ["UNFINISHED"]},
    )
    assert "Cao nhất là mức “Không gương mẫu”" in words(answer)


def test_panel_tells_the_board_what_it_saved(year, client):
    sign_in(client, year.secretary)

    answer = post_panel(client, year, proposed_level="PIONEERING")

    name = f"{year.member.person_id}-proposed_level"
    assert json.loads(answer["HX-Trigger"]) == {"cells-stored": {name: "PIONEERING"}}
    assert "HX-Trigger" not in post_panel(client, year, praise="Tốt").headers


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


def test_nobody_left_to_mark_as_reviewed_asks_for_no_marks(year, client):
    sign_in(client, year.secretary)
    address = board_address(year, year.hd)
    offered = "Đánh dấu đã kiểm điểm" in client.get(address).content.decode()
    everybody = [one.person.pk for one in people_in_scope(year.hd, year.cell)]
    recording.mark_reviewed(year.secretary, year.hd, year.cell, everybody)
    recording.mark_reviewed(year.deputy, year.hd, year.cell, everybody)

    after = client.get(address).content.decode()

    assert offered
    assert "Đánh dấu đã kiểm điểm" not in after
    assert "data-check-all" not in after
