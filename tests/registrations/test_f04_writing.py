"""Writing form F04: registered items are added, removed and gently commented on (LD-03)."""

import pytest
from django.urls import reverse

from registrations import actions, queries
from registrations.models import Guidance, VaguePhrase
from tests import factories

ITEM = {
    "relation": "WORK",
    "scope": "Tiếp nhận hồ sơ",
    "work": "Rà soát thủ tục",
    "manner": "Chủ động",
    "result": "Rút ngắn 2 ngày",
}


@pytest.fixture
def booklet(place):
    round_ = factories.make_round(place.bloc, guidance=Guidance.LAM_DONG_2017, **factories.ADOPTION)
    return actions.start(place.member, round_, place.member.person)


def write(place, booklet, number, **changes):
    for part, text in (ITEM | changes).items():
        key = f"{number}.{part}"
        actions.save_answer(place.member, booklet.pk, key, text, revision=0, writer="w")


def headings(booklet, **shown):
    parts = queries.part_rows(booklet, **shown)
    return [(part.part.key, part.part.heading) for part in parts[1:]]


def edit(booklet, more=""):
    return reverse("registration_edit", args=[booklet.pk]) + more


def test_first_item_is_there_to_write(booklet):
    assert headings(booklet) == [("1", "Nội dung đăng ký 1")]


def test_one_more_item_comes_only_when_asked_for(place, booklet):
    write(place, booklet, 1)

    assert headings(booklet) == [("1", "Nội dung đăng ký 1")]
    assert headings(booklet, more=True) == [
        ("1", "Nội dung đăng ký 1"),
        ("2", "Nội dung đăng ký 2"),
    ]


def test_items_are_counted_by_their_place_after_one_is_removed(place, booklet):
    write(place, booklet, 2)
    write(place, booklet, 5)

    assert headings(booklet) == [("2", "Nội dung đăng ký 1"), ("5", "Nội dung đăng ký 2")]
    assert headings(booklet, more=True)[-1] == ("6", "Nội dung đăng ký 3")


def test_twenty_items_are_the_most_and_a_gap_is_used_again(place, booklet):
    for number in range(1, 21):
        if number != 7:
            write(place, booklet, number)

    assert [key for key, _ in headings(booklet, more=True)][-1] == "20"
    assert len(headings(booklet, more=True)) == 20
    write(place, booklet, 7)
    assert len(headings(booklet, more=True)) == 20


def test_add_without_script_saves_and_shows_one_more(place, booklet, browse):
    client = browse(place.member)

    answer = client.post(
        edit(booklet), {"text-1.work": "Rà soát", "revision-1.work": "0", "more": "1"}
    )

    assert answer.url == edit(booklet, "?them#them")
    assert queries.answers_of(booklet)["1.work"] == "Rà soát"
    assert 'name="text-2.work"' in client.get(edit(booklet, "?them")).content.decode()
    assert 'name="text-2.work"' not in client.get(edit(booklet)).content.decode()


def test_remove_without_script_empties_that_item_alone(place, booklet, browse):
    write(place, booklet, 1)
    write(place, booklet, 2)
    posted = {f"text-{n}.{part}": text for n in (1, 2) for part, text in ITEM.items()}
    posted |= {f"revision-{n}.{part}": "1" for n in (1, 2) for part in ITEM}

    browse(place.member).post(edit(booklet), posted | {"remove": "1"})

    left = {key for key, text in queries.answers_of(booklet).items() if text}
    assert left == {f"2.{part}" for part in ITEM}


def test_remove_leaves_what_another_window_has_written_since(place, booklet, browse):
    write(place, booklet, 1)

    page = browse(place.member).post(
        edit(booklet), {"text-1.work": "Cũ", "revision-1.work": "0", "remove": "1"}
    )

    assert queries.answers_of(booklet)["1.work"] == ITEM["work"]
    assert "vừa được lưu ở một cửa sổ khác" in page.content.decode()


def test_warning_stands_beside_the_item_and_never_refuses(place, booklet, browse):
    VaguePhrase.objects.get_or_create(phrase="chấp hành nội quy")
    write(place, booklet, 1, manner="Chấp hành nội quy")
    client = browse(place.member)

    assert "“chấp hành nội quy” là việc hằng ngày" in client.get(edit(booklet)).content.decode()
    actions.submit(place.member, booklet.pk)


def test_save_answers_with_the_words_beside_the_item(place, booklet, browse):
    client, address = browse(place.member), reverse("answer_save", args=[booklet.pk])

    vague = client.post(address, {"field": "1.result", "text": "Tốt", "revision": "0"})
    exact = client.post(address, {"field": "1.result", "text": "Đạt 95%", "revision": "1"})

    assert [len(answer.json()["warnings"]) for answer in (vague, exact)] == [1, 0]


def test_choice_that_is_not_offered_is_refused(place, booklet, browse):
    client, address = browse(place.member), reverse("answer_save", args=[booklet.pk])

    answer = client.post(address, {"field": "1.relation", "text": "foo", "revision": "0"})

    assert answer.status_code == 422
    assert answer.json()["message"] == "Đồng chí chọn một trong các mục đã nêu."
    assert client.get(edit(booklet)).status_code == 200
    kept = {"text-1.relation": "foo", "revision-1.relation": "0"}
    assert "Đồng chí chọn một trong các mục" in client.post(edit(booklet), kept).content.decode()


def test_missing_part_is_named_with_its_number(place, booklet):
    write(place, booklet, 1)
    write(place, booklet, 2, result="")

    with pytest.raises(Exception, match=r"Còn thiếu nội dung ở mục 2\.5\."):
        actions.submit(place.member, booklet.pk)


def test_fixed_commitment_is_shown_to_writer_and_reader(place, booklet, browse):
    write(place, booklet, 1)
    actions.submit(place.member, booklet.pk)
    client = browse(place.secretary)

    page = client.get(reverse("registration", args=[booklet.pk])).content.decode()

    assert "19 điều đảng viên không được làm" in page
