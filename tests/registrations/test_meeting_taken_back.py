"""A comment meeting called by mistake is taken back while nothing is written of it."""

from functools import partial

import pytest
from django.urls import reverse

from organizations.models import LogEntry
from registrations import meetings
from registrations.models import CommentMeeting, Step
from registrations.queries.meetings import fingerprint
from tests.registrations.exemplary import begin, call, make_exemplary_round


@pytest.fixture
def year(place):
    return make_exemplary_round(place.bloc)


def test_meeting_called_by_mistake_is_taken_back_while_nothing_is_written(browse, place, year):
    draft = begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    write = partial(meetings.write_comment, place.secretary, meeting.pk, draft.pk)
    write("Nêu rõ chỉ tiêu.", revision=fingerprint(""))
    client, cancel = browse(place.secretary), reverse("meeting_cancel", args=[meeting.pk])

    kept = client.post(cancel, follow=True).content.decode()
    write("", revision=fingerprint("Nêu rõ chỉ tiêu."))
    gone = client.post(cancel, follow=True).content.decode()

    assert "Hội nghị đã có nội dung ghi." in kept
    assert "Đã bỏ hội nghị." in gone
    assert not CommentMeeting.objects.exists()
    draft.refresh_from_db()
    assert draft.step == Step.DRAFT
    assert LogEntry.objects.filter(verb="cancel_meeting", organization=place.cell).count() == 1


def test_meeting_with_minutes_or_finished_is_not_taken_back(browse, place, year):
    begin(place.member, year)
    written = call(place.secretary, year, place.cell)
    meetings.write_record(
        place.secretary, written.pk, "course", "Đã bàn.", revision=fingerprint("")
    )
    finished = call(place.secretary, year, place.cell, guests="Lý Thị Công")
    finished.attendance.update(present=True)
    meetings.finish(place.secretary, finished.pk)
    client = browse(place.secretary)

    for meeting in (written, finished):
        client.post(reverse("meeting_cancel", args=[meeting.pk]))

    assert CommentMeeting.objects.count() == 2
