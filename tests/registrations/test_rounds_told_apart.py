"""Rounds of one year under several guidances: told apart wherever work is listed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from registrations import actions
from registrations.models import Guidance, Registration
from tests import factories
from tests.registrations import exemplary


@pytest.fixture
def rounds(place):
    """The year's rounds under all three guidances."""
    booklets = factories.make_booklet_round(place.bloc, place.round.year)
    return [place.round, booklets, exemplary.make_exemplary_round(place.bloc)]


def test_what_is_due_first_names_each_paper(place, rounds, browse):
    year = timezone.localdate().year

    lines = browse(place.member).get(reverse("tasks")).context["due_lines"]

    assert sorted(line.text for line in lines) == [
        f"Nộp bản cam kết học tập, làm theo năm {year}",
        f"Nộp bản cam kết năm {year}",
        f"Nộp bản đăng ký năm {year}",
    ]


def test_what_waits_for_the_secretary_names_its_round(place, rounds, browse):
    for round_ in rounds:
        begun = actions.start(place.member, round_, place.member.person)
        Registration.objects.filter(pk=begun.pk).update(
            step="SUBMITTED", submitted_at=timezone.now(), signed={}
        )

    page = browse(place.secretary).get(reverse("tasks")).content.decode()

    own = browse(place.member).get(reverse("tasks")).content.decode()
    assert "Cam kết 9 mục · nộp ngày" in own
    assert "Cam kết và học tập, làm theo · nộp ngày" in own
    assert [one.guidance for one in rounds] == [
        Guidance.CAM_KET_9,
        Guidance.LAM_DONG_2017,
        Guidance.NEU_GUONG_2017,
    ]
    for words in ("Cam kết 9 mục", "Cam kết và học tập, làm theo", "Đăng ký nêu gương"):
        assert f'<p class="task-meta">{words} năm {place.round.year}</p>' in page
