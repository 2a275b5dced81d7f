"""Reviews under hướng dẫn 21 (E01, E02) among the registrations: lists, tasks, late texts."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from organizations.models import Role
from registrations import actions, queries, reminders
from registrations.models import Guidance, Shortcomings
from tests import factories

YEAR = timezone.localdate().year


@pytest.fixture
def reviews(place):
    """This year's round of self-reviews."""
    fields = {"guidance": Guidance.HD21_2019, "review_due": date(YEAR, 12, 5)}
    return factories.make_round(place.bloc, YEAR, **fields)


def submit(account, registration):
    """Write whatever must be written and hand it in."""
    form = registration.definition
    for field in form.fields(queries.situation_of(registration), {}):
        text = field.choices[0][0] if field.choices else "Nội dung cụ thể."
        actions.save_answer(account, registration.pk, field.key, text, revision=0, writer="w")
    actions.submit(account, registration.pk)
    registration.refresh_from_db()
    return registration


def submit_own(account, round_, organization):
    return submit(account, actions.start_for_organization(account, round_, organization))


def test_reports_of_organizations_stand_in_the_list_behind_their_figures(browse, place, reviews):
    registration = submit_own(place.secretary, reviews, place.cell)
    address = reverse("round_organizations", args=[reviews.pk, place.base.pk])
    client = browse(place.superior)

    overview = client.get(reverse("round_progress", args=[reviews.pk, place.base.pk]))
    found = client.get(f"{address}?tinh-trang=submitted")

    assert f"{address}?tinh-trang=submitted" in overview.content.decode()
    assert [(one.organization, may_open) for one, may_open in found.context["rows"]] == [
        (place.cell, True)
    ]
    page = found.content.decode()
    assert reverse("registration", args=[registration.pk]) in page
    for words in ("Báo cáo kiểm điểm của tổ chức đảng (Mẫu 01)", "Chờ kiểm điểm, hoàn chỉnh"):
        assert words in page
    assert "ăng ký của tổ chức đảng" not in page


def test_propaganda_board_finds_no_list_of_reviews(browse, place, reviews):
    board = factories.make_officer(place.bloc, Role.PROPAGANDA_BOARD, placed_in=place.other_cell)
    address = reverse("round_organizations", args=[reviews.pk, place.base.pk])

    assert browse(board).get(address).status_code == 403


def test_figures_name_shares_as_the_round_does(browse, place, reviews):
    page = browse(place.board).get(reverse("round_progress", args=[reviews.pk, place.bloc.pk]))

    for heading in ("Tỉ lệ đã nộp", "Tỉ lệ hoàn chỉnh"):
        assert f'<th scope="col" class="number">{heading}</th>' in page.content.decode()
    assert "Tỉ lệ xác nhận" not in page.content.decode()


def test_what_was_named_the_year_before_stands_at_its_remedy(browse, place, reviews):
    text = "Chậm hồ sơ hai lần."
    Shortcomings.objects.create(person=place.member.person, year=YEAR - 1, text=text)
    registration = actions.start(place.member, reviews, place.member.person)

    page = browse(place.member).get(reverse("registration_edit", args=[registration.pk]))

    beside = {row.key: row.beside for row in queries.rows_of(page.context["parts"]) if row.beside}
    title = f"Khuyết điểm, hạn chế đã được chỉ ra năm {YEAR - 1}"
    assert beside["III"] == ((title, text),)
    assert sorted(beside) == ["I.3", "III"]


def test_reviews_that_wait_for_their_meeting_are_not_due_with_the_papers(browse, place, reviews):
    place.secretary.person.email = "bithu@example.org"
    place.secretary.person.save()
    submit(place.member, actions.start(place.member, reviews, place.member.person))

    tasks = browse(place.secretary).get(reverse("tasks"))
    reminders.send(date(YEAR, 12, 4))

    assert [one[1:] for one in tasks.context["to_confirm"]] == [(reviews, 1)]
    assert f"1 bản tự kiểm điểm của {place.cell.name}" in tasks.content.decode()
    said = [line.text for line in tasks.context["due_lines"]] + [one.body for one in mail.outbox]
    assert [text for text in said if "Hoàn chỉnh" in text or "Xác nhận" in text] == []
    assert f"Nộp bản tự kiểm điểm năm {YEAR}" in mail.outbox[0].body


def test_choice_sent_too_late_is_shown_in_words(browse, place, reviews):
    registration = submit(place.member, actions.start(place.member, reviews, place.member.person))
    field = next(
        one
        for one in registration.definition.fields(queries.situation_of(registration), {})
        if one.key == "level"
    )
    value, words = field.choices[-1]

    page = browse(place.member).post(
        reverse("registration_edit", args=[registration.pk]), {"text-level": value}
    )

    assert page.context["lost"] == [(field.title, words)]


def test_organizations_paper_is_called_its_own_name(browse, place, reviews):
    registration = submit_own(place.secretary, reviews, place.cell)

    page = browse(place.superior).post(
        reverse("registration_confirm", args=[registration.pk]), follow=True
    )

    said = f"Đã hoàn chỉnh sau kiểm điểm báo cáo kiểm điểm của {place.cell.name}."
    assert said in page.content.decode()
