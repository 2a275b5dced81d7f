"""Nothing typed on the table on which levels are decided is lost, with or without script."""

import pytest
from django.urls import reverse

from tests.evaluations.deciding import EXCELLENT, GOOD, choose, make_world, voted
from tests.evaluations.pages import words

NUMBERED = {"number": "12-QĐ/ĐU", "day": "20/12/2025"}


@pytest.fixture
def world(db):
    return make_world()


def post(client, world, name, posted):
    client.force_login(world.superior)
    return client.post(reverse(name, args=[world.round.pk, world.base.pk]), posted)


def shown(answer, one, field):
    """Return (what a field of the table shows, what it says was stored)."""
    row = next(row for row in answer.context["table"].rows if row.evaluation.pk == one.pk)
    html = answer.content.decode()
    before = html.split(f'name="before-{one.pk}-{field}" value="')[1].split('"')[0]
    return row.shown[field], before


@pytest.mark.parametrize("name", ["decisions", "decision_make", "decision_propose"])
def test_votes_that_are_no_number_stay_in_their_field(world, client, name):
    one, other = voted(world, EXCELLENT, GOOD)
    choose(world, one, votes="3")
    typed = {f"{one.pk}-chosen_votes": "ba", f"before-{one.pk}-chosen_votes": "3"}

    answer = post(client, world, name, {"ket-qua": [other.pk], **typed, **NUMBERED})

    assert "Ghi số phiếu bằng chữ số" in words(answer)
    assert shown(answer, one, "chosen_votes") == ("ba", "3")
    assert 'value="ba"' in answer.content.decode()


def test_what_another_wrote_meanwhile_is_told_beside_the_own(world, client):
    (one,) = voted(world, GOOD)
    choose(world, one, reason="Của đồng chí khác")
    typed = {f"{one.pk}-decision_reason": "Của tôi", f"before-{one.pk}-decision_reason": ""}

    answer = post(client, world, "decisions", typed)

    assert "Đồng chí khác vừa ghi “Của đồng chí khác” ở ô này" in words(answer)
    assert shown(answer, one, "decision_reason") == ("Của tôi", "Của đồng chí khác")


def test_level_that_another_chose_is_told_by_its_name(world, client):
    (one,) = voted(world, EXCELLENT)
    choose(world, one, EXCELLENT)
    typed = {f"{one.pk}-chosen_level": GOOD, f"before-{one.pk}-chosen_level": ""}

    answer = post(client, world, "decisions", typed)

    assert "Đồng chí khác vừa ghi “Xuất sắc” ở ô này" in words(answer)


def test_votes_typed_just_before_are_counted_when_all_are_proposed(world, client):
    one, other, *_ = voted(world, EXCELLENT, EXCELLENT, GOOD, GOOD)
    typed = {f"{pk}-chosen_votes": votes for pk, votes in ((one.pk, "5"), (other.pk, "4"))} | {
        f"before-{pk}-chosen_votes": "" for pk in (one.pk, other.pk)
    }

    post(client, world, "decision_propose", typed)

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.chosen_level, other.chosen_level) == (EXCELLENT, GOOD)
