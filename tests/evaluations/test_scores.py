"""The score sheet of an organization under NG (NG-07, NG-08)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from evaluations import recording
from evaluations.models import Evaluation, EvaluationEvent
from evaluations.queries import scores
from evaluations.queries.scope import evaluation_of
from tests.evaluations.acts import put_to_vote, sign_in
from tests.evaluations.pages import HTMX, words

ITEMS = [str(number) for number in range(1, 10)]


def current(year, organization=None):
    return evaluation_of(year.ng, "ORGANIZATION", organization or year.cell)


def record(year, before=None, by=None, **texts):
    posted = {name.removeprefix("n"): text for name, text in texts.items()}
    return recording.record_scores(by or year.secretary, current(year), posted, before=before or {})


def fill(year, text="10", **others):
    return record(year, **{f"n{number}": text for number in ITEMS} | others)


def address(year, organization=None):
    return reverse("score_sheet", args=[year.ng.pk, (organization or year.cell).pk])


def test_even_sheet_has_a_hundred_points(year):
    maxima = [str(one) for one in scores.maxima_of(year.ng)]

    assert maxima == [*["11.11"] * 8, "11.12"]


def test_sheet_of_the_round_is_taken_as_it_is(year):
    year.ng.score_sheet = ["20", "10", "10", "10", "10", "10", "10", "10", "10"]

    assert [str(one) for one in scores.maxima_of(year.ng)] == ["20", *["10"] * 8]


def test_all_nine_items_give_the_sum_and_its_band(year):
    fill(year, "9,5", n9="5.25")

    one = Evaluation.objects.get()
    assert one.facts["scores"] == {**dict.fromkeys(ITEMS[:8], "9.5"), "9": "5.25"}
    assert (one.subject, one.person, one.self_level) == ("ORGANIZATION", None, "GOOD")
    assert one.self_at is not None
    assert EvaluationEvent.objects.get().text == "Chấm 81,25 điểm"


@pytest.mark.parametrize(("first", "level"), [("10", "OUTSTANDING"), ("9,99", "GOOD")])
def test_band_begins_at_its_lower_bound(year, first, level):
    year.ng.score_sheet = ["20", *["10"] * 8]
    year.ng.save()

    fill(year, "10", n1=first)

    sheet = scores.sheet_of(year.ng, Evaluation.objects.get().facts["scores"])
    assert (sheet.level, sheet.verdict["reasons"][0]["rule"]) == (level, "NG-07")


def test_part_of_the_items_gives_no_band(year):
    record(year, n1="10", n2="0")

    one = Evaluation.objects.get()
    assert (one.facts["scores"], one.self_level, one.self_at) == ({"1": "10", "2": "0"}, "", None)
    sheet = scores.sheet_of(year.ng, one.facts["scores"])
    assert (sheet.verdict, sheet.missing, sheet.total_text) == (None, 7, "10")


def test_item_taken_back_takes_the_band_back(year):
    fill(year)

    record(year, n3="", before={"3": "10"})

    one = Evaluation.objects.get()
    assert (one.self_level, one.self_at) == ("", None)


@pytest.mark.parametrize("text", ["11,12", "-1", "x", "NaN", "Infinity", "1,234", "1e5"])
def test_points_that_cannot_be_are_refused_by_item(year, text):
    with pytest.raises(ValidationError) as refused:
        record(year, n1="5", n4=text)

    assert list(refused.value.message_dict) == ["4"]
    assert not Evaluation.objects.exclude(facts={}).exists()


def test_points_that_another_window_wrote_are_not_overwritten(year):
    record(year, n1="5")

    conflicts = record(year, before={"1": "", "2": ""}, n1="6", n2="7")

    assert conflicts == {"1": "5"}
    assert Evaluation.objects.get().facts["scores"] == {"1": "5", "2": "7"}


def test_vote_freezes_the_sheet(year):
    fill(year)
    put_to_vote(Evaluation.objects.get())

    with pytest.raises(ValidationError, match="biểu quyết"):
        record(year, n1="5", before={"1": "10"})


def test_page_saves_and_shows_the_band(year, client):
    sign_in(client, year.secretary)
    posted = {f"diem-{number}": "10,5" for number in ITEMS}
    before = {f"before-{number}": "" for number in ITEMS}

    page = words(client.post(address(year), {**posted, **before}, follow=True))

    assert "Xuất sắc, tiêu biểu" in page
    assert "94,5 điểm, đạt từ 90 điểm trở lên" in page
    assert "chia đều cho chín nội dung" in page


def test_sum_and_band_follow_what_is_typed(year, client):
    sign_in(client, year.secretary)
    typed = {f"diem-{number}": "10" for number in ITEMS}

    whole = words(client.get(address(year), typed, headers=HTMX))
    part = words(client.get(address(year), {**typed, "diem-9": "99"}, headers=HTMX))

    assert "Tổng: 90 /100" in whole
    assert "Xuất sắc, tiêu biểu" in whole
    assert "Còn 1 nội dung chưa chấm hoặc ghi chưa đúng" in part
    assert not Evaluation.objects.exists()


def test_page_keeps_what_could_not_be_saved(year, client):
    record(year, n1="5")
    sign_in(client, year.deputy)

    posted = {"diem-1": "6", "before-1": "", "diem-2": "99", "before-2": ""}
    refused = client.post(address(year), posted).content.decode()
    conflict = client.post(address(year), {**posted, "diem-2": "7"}).content.decode()

    assert 'value="99"' in refused
    assert "Điểm từ 0 đến 11,11." in refused
    assert "bấm “Lưu” lần nữa để lưu bảng điểm" in refused
    assert "<strong>6</strong>/100" in refused  # as while typing, though nothing is stored
    assert 'value="6"' in conflict
    assert "Đồng chí khác vừa ghi 5" in conflict


@pytest.mark.parametrize(
    ("who", "code"),
    [("mate", 403), ("superior", 403), ("board", 403), ("leader", 404), ("neighbour", 404)],
)
def test_page_is_refused_to_others(year, client, who, code):
    record(year, n1="5")
    sign_in(client, getattr(year, who))

    answers = [client.get(address(year)), client.post(address(year), {"diem-1": "1"})]

    assert [one.status_code for one in answers] == [code, code]
    assert Evaluation.objects.get().facts["scores"] == {"1": "5"}


def test_those_above_read_a_reported_sheet(year, client):
    record(year, n1="5")
    Evaluation.objects.update(reported_at=timezone.now())
    sign_in(client, year.superior)

    page = client.get(address(year))

    assert page.status_code == 200
    assert "<input class" not in page.content.decode()
    assert client.post(address(year), {"diem-1": "1"}).status_code == 403


def test_committee_above_cells_scores_its_own(year, client):
    sign_in(client, year.superior)

    assert client.get(address(year, year.base)).status_code == 200


@pytest.mark.parametrize("place", ["bloc", "group"])
def test_bloc_and_groups_have_no_sheet(year, client, place):
    account = year.board if place == "bloc" else year.leader
    sign_in(client, account)

    assert client.get(address(year, getattr(year, place))).status_code == 404


def test_other_guidances_have_no_sheet(year, client):
    sign_in(client, year.secretary)

    assert client.get(reverse("score_sheet", args=[year.hd.pk, year.cell.pk])).status_code == 404
