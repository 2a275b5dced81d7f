"""Addresses of buttons: opened by hand a page of ours; after signing in the page of the button."""

import pytest
from django.urls import reverse

from tests import factories
from tests.evaluations.pages import words


@pytest.fixture
def place(db):
    base = factories.make_base(factories.make_bloc())
    round_ = factories.make_round(base.parent, 2025, guidance="hd21_2019")
    account = factories.make_officer(base, placed_in=factories.make_cell(base))
    page, button = (
        reverse(name, args=[round_.pk, base.pk]) for name in ("decisions", "decision_make")
    )
    return account, page, button


def test_opened_by_hand_it_says_so_in_words(place, client):
    account, _, button = place
    client.force_login(account)

    answer = client.get(button)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Việc này làm bằng nút trên trang" in words(answer)


def test_who_signs_in_again_comes_to_the_page_with_the_button(place, client):
    _, page, button = place

    answer = client.post(button, headers={"referer": f"http://testserver{page}?x=1"})

    assert answer.url == f"{reverse('sign_in')}?next={page}%3Fx%3D1"


@pytest.mark.parametrize("page", ["", "https://khac.vn/danh-gia/", "//khac.vn/", "javascript:x"])
def test_foreign_pages_are_no_way_back(place, client, page):
    answer = client.post(place[2], headers={"referer": page})

    assert answer.url == f"{reverse('sign_in')}?next=/"
