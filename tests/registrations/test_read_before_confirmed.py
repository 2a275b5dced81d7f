"""What was handed in again after it was read is neither confirmed nor returned unread."""

import re

import pytest
from django.urls import reverse

from registrations import actions
from registrations.models import Step
from tests import factories

SHOWN = re.compile(r'name="shown" value="(\d+\.\d{6})"')


@pytest.fixture
def waiting(place):
    return factories.hand_in(place.member, place.round)


def shown_on(client, name, *arguments):
    """Return what a page says of the hand-in that it shows."""
    return SHOWN.search(client.get(reverse(name, args=arguments)).content.decode()).group(1)


def hand_in_again(place, registration):
    """The other officer returns it; its author reworks it and hands it in again."""
    actions.return_to_author(place.deputy, registration.pk, "Mục 3 còn chung chung")
    actions.submit(place.member, registration.pk)


def step_of(registration):
    registration.refresh_from_db()
    return registration.step


def test_what_the_page_shows_is_confirmed(place, browse, waiting):
    client = browse(place.secretary)
    shown = shown_on(client, "registration", waiting.pk)

    client.post(reverse("registration_confirm", args=[waiting.pk]), {"shown": shown})

    assert step_of(waiting) == Step.CONFIRMED


def test_confirming_from_an_old_window_shows_what_was_handed_in_again(place, browse, waiting):
    client = browse(place.secretary)
    shown = shown_on(client, "registration", waiting.pk)
    hand_in_again(place, waiting)

    address = reverse("registration_confirm", args=[waiting.pk])
    answer = client.post(address, {"shown": shown}, follow=True)

    assert step_of(waiting) == Step.SUBMITTED
    assert "Dưới đây là tình trạng hiện nay" in answer.content.decode()
    assert shown_on(client, "registration", waiting.pk) != shown


def test_returning_from_an_old_window_keeps_the_reason(place, browse, waiting):
    client = browse(place.secretary)
    shown = shown_on(client, "registration", waiting.pk)
    hand_in_again(place, waiting)

    address = reverse("registration_return", args=[waiting.pk])
    answer = client.post(address, {"shown": shown, "reason": "Thiếu thời hạn"})

    page = answer.content.decode()
    assert step_of(waiting) == Step.SUBMITTED
    assert "nộp lại" in page
    assert "Thiếu thời hạn" in page


def test_an_old_board_leaves_what_was_handed_in_again(place, browse, waiting):
    client, other = browse(place.secretary), factories.hand_in(place.colleague, place.round)
    shown = shown_on(client, "round_progress", place.round.pk, place.cell.pk)
    hand_in_again(place, waiting)

    address = reverse("confirm_many", args=[place.round.pk, place.cell.pk])
    posted = {"chosen": [waiting.pk, other.pk], "shown": shown}
    answer = client.post(address, posted, follow=True)

    assert (step_of(waiting), step_of(other)) == (Step.SUBMITTED, Step.CONFIRMED)
    assert "1 bản không còn chờ xác nhận hoặc vừa được nộp lại" in answer.content.decode()


@pytest.mark.parametrize("shown", ["", "x", "1.5", "²³.000000", "9" * 40, "1.²²²²²²"])
def test_what_is_no_moment_is_left_out(place, browse, waiting, shown):
    address = reverse("registration_confirm", args=[waiting.pk])

    browse(place.secretary).post(address, {"shown": shown})

    assert step_of(waiting) == Step.CONFIRMED
