"""What the pages of the forms 02 and 03/ĐKNG say of who registers and what is promised."""

import pytest
from django.urls import reverse

from organizations.models import LogEntry
from registrations import actions
from registrations.definitions import f02
from tests.registrations.exemplary import begin, begin_own, hold, make_exemplary_round, non_member


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


def test_pages_and_log_call_the_paper_by_its_name(browse, place, year):
    registration = begin_own(place.secretary, year, place.cell)
    hold(place.secretary, year, place.cell, own=True, people=False)
    actions.submit(place.secretary, registration.pk)
    client = browse(place.superior)

    client.get(reverse("registration", args=[registration.pk]))
    client.get(reverse("registration_pdf", args=[registration.pk]))
    done = client.post(reverse("registration_confirm", args=[registration.pk]), follow=True)

    assert "Đã xác nhận bản đăng ký của Chi bộ 1." in done.content.decode()
    logged = LogEntry.objects.filter(verb__in=("read", "print"), organization=place.cell)
    assert [entry.text for entry in logged.order_by("at", "pk")] == [
        f"Xem bản đăng ký năm {year.year} của Chi bộ 1",
        f"In bản đăng ký năm {year.year} của Chi bộ 1",
    ]
