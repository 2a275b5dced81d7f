"""The list of the guidance documents, its search through all of them, who gets in."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.rules.registry import GUIDANCES
from registrations.models import Round
from tests import factories
from tests.evaluations.pages import THIS_YEAR, VOTES, address, words


@pytest.mark.parametrize("page", ["/quy-dinh/", "/quy-dinh/neu_guong_2017/"])
def test_pages_ask_nobody_in_without_signing_in(client, db, page):
    answer = client.get(page, {"tinh": VOTES, "so": "30"})

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("sign_in"))


def test_pages_wait_for_the_first_password(client, cell):
    account = factories.make_account(
        factories.make_person("Lê Thị Hoa", cell), must_change_password=True
    )
    client.force_login(account)

    ends = [client.get(page).url for page in (reverse("guidances"), address("cam_ket_9"))]

    assert ends == [reverse("change_password")] * 2


def listed(client):
    rows = client.get(reverse("guidances")).context["rows"]
    return [(row.guidance.name, row.in_force, [one.year for one in row.rounds]) for row in rows]


def test_list_without_a_round_begins_with_what_is_in_force(member, client):
    assert listed(client) == [
        ("cam_ket_9", True, []),
        ("hd21_2019", True, []),
        ("hd22_2013", True, []),
        ("neu_guong_2017", False, []),
        ("lam_dong_2017", False, []),
    ]


def test_list_begins_with_the_open_rounds_of_the_own_bloc(member, client, bloc):
    other_bloc = factories.make_bloc("Đảng bộ Khối doanh nghiệp")
    Round.objects.create(bloc=bloc, year=THIS_YEAR, guidance="neu_guong_2017")
    Round.objects.create(bloc=bloc, year=THIS_YEAR + 1, guidance="neu_guong_2017")
    Round.objects.create(bloc=bloc, year=THIS_YEAR - 2, guidance="hd21_2019")
    Round.objects.create(bloc=other_bloc, year=THIS_YEAR, guidance="lam_dong_2017")

    answer = client.get(reverse("guidances"))

    assert listed(client) == [
        ("neu_guong_2017", False, [THIS_YEAR, THIS_YEAR + 1]),
        ("cam_ket_9", True, []),
        ("hd21_2019", True, []),
        ("hd22_2013", True, []),
        ("lam_dong_2017", False, []),
    ]
    assert f'{address("neu_guong_2017")}?nam={THIS_YEAR}"' in answer.content.decode()


def test_list_does_not_call_a_closed_round_open(member, client, bloc):
    factories.make_round(bloc, THIS_YEAR, closed_at=timezone.now())
    factories.make_round(bloc, THIS_YEAR - 1)

    answer = client.get(reverse("guidances"))

    assert listed(client)[0] == ("cam_ket_9", True, [THIS_YEAR - 1])
    assert f"đợt đang mở: năm {THIS_YEAR - 1}" in words(answer)
    Round.objects.update(closed_at=timezone.now())
    assert [rounds for _, _, rounds in listed(client)] == [[]] * 5
    assert "Có đợt đang mở" not in words(client.get(reverse("guidances")))


def test_list_links_to_a_round_that_lies_ahead_where_none_has_begun(member, client, bloc):
    factories.make_round(bloc, THIS_YEAR + 1)

    assert client.get(reverse("guidances")).context["rows"][0].year == THIS_YEAR + 1


def test_list_names_each_document_its_years_and_what_came_later(member, client):
    text = words(client.get(reverse("guidances")))

    for guidance in GUIDANCES.values():
        assert (
            f"{guidance.title} {guidance.document} Áp dụng {guidance.years} · "
            f"{len(guidance.rules)} quy định" in text
        )
    assert "Quy định số 124-QĐ/TW năm 2023, Quy định số 366-QĐ/TW năm 2025" in text


def test_list_is_there_for_the_administrator_who_belongs_to_no_bloc(client, bloc):
    factories.make_round(bloc, THIS_YEAR)
    client.force_login(factories.make_account())

    assert [rounds for _, _, rounds in listed(client)] == [[]] * 5


def test_list_finds_rules_of_every_document_grouped(member, client, bloc):
    Round.objects.create(bloc=bloc, year=THIS_YEAR, guidance="hd21_2019")

    answer = client.get(reverse("guidances"), {"q": "PHIEU kín"})

    assert [
        (row.guidance.name, [rule.id for rule in rules]) for row, rules in answer.context["found"]
    ] == [("hd21_2019", ["H21-25"]), ("neu_guong_2017", ["NG-12"])]
    html, text = answer.content.decode(), words(answer)
    assert f'href="{address("hd21_2019")}?nam={THIS_YEAR}#H21-25"' in html
    assert f'href="{address("neu_guong_2017")}#NG-12"' in html
    assert "1 trong 14 quy định có đủ các chữ “PHIEU kín”." in text
    assert "Đang áp dụng" not in text


def test_list_tells_that_nothing_was_found_and_searches_for_nothing_without_words(member, client):
    none, blank = (client.get(reverse("guidances"), {"q": asked}) for asked in ("xyz", "  "))

    nothing = "Không văn bản nào có đủ các chữ ấy"
    assert [nothing in words(answer) for answer in (none, blank)] == [True, False]
    assert [answer.context["found"] for answer in (none, blank)] == [[], []]
    assert "Đang áp dụng" in words(blank)


def test_search_of_names_leads_on_to_the_rules(member, client):
    answer = client.get(reverse("search"), {"q": 'phiếu "kín" & <b>'})

    html = answer.content.decode()
    (address,) = re.findall(rf'href="({reverse("guidances")}\?q=[^"]*)"', html)
    assert client.get(unescape(address)).context["words"] == 'phiếu "kín" & <b>'
    assert "Muốn tìm trong các văn bản hướng dẫn" in words(answer)


@pytest.mark.parametrize("page", ["/quy-dinh/", "/quy-dinh/neu_guong_2017/"])
def test_odd_characters_are_refused_in_vietnamese(member, client, page):
    text = words(client.get(page, {"q": "hai\x00ba"}))

    assert "Mục này có ký tự lạ không nhìn thấy. Đồng chí xóa đi và gõ lại." in text
    assert "Null" not in text


def test_list_takes_as_many_queries_for_three_rounds_as_for_one(member, client, bloc):
    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("guidances"))
        return len(captured)

    factories.make_round(bloc, THIS_YEAR)
    few = count()
    for year in (THIS_YEAR - 1, THIS_YEAR + 1):
        factories.make_round(bloc, year)

    assert count() == few <= 8
