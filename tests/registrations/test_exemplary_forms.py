"""What the pages of the forms 02 and 03/ĐKNG say of who registers and what is promised."""

import pytest
from django.urls import reverse

from registrations import actions
from registrations.definitions import f02
from tests.registrations.exemplary import begin, hold, make_exemplary_round, non_member


@pytest.fixture
def year(place):
    return make_exemplary_round(place.bloc)


def read(browse, account, registration):
    address = reverse("registration", args=[registration.pk])
    return browse(account).get(address).content.decode()


def test_promise_of_form_02_is_read_by_its_confirmer(browse, place, year):
    registration = begin(place.member, year)
    hold(place.secretary, year, place.cell)
    actions.submit(place.member, registration.pk)

    assert f02.PROMISE in read(browse, place.secretary, registration)


def test_page_of_a_non_member_names_the_cell_that_leads_and_no_party_post(browse, place, year):
    account = non_member(place.cell)

    page = read(browse, account, begin(account, year))

    assert "Thuộc phạm vi lãnh đạo của chi bộ" in page
    assert "Chức vụ Đảng" not in page


def test_page_of_a_member_names_the_party_post(browse, place, year):
    page = read(browse, place.member, begin(place.member, year))

    assert "Thuộc phạm vi lãnh đạo của chi bộ" not in page
    assert "Chức vụ Đảng" in page


def test_missing_assessments_of_the_criteria_are_told_apart(browse, place, year):
    registration = actions.start(place.member, year, place.member.person)
    address = reverse("registration_check", args=[registration.pk])

    page = browse(place.member).get(address).content.decode()

    assert [
        page.count(f"Cách đánh giá kết quả tiêu chí {number}<") > 0 for number in range(1, 8)
    ] == ([True] * 7)
