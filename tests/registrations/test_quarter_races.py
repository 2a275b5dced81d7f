"""Quarters and half-years saved by two at once: nobody's typing is lost, nothing counts twice."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse

from organizations.models import LogEntry
from registrations import quarters
from registrations.actions import Moved
from registrations.models import HalfYear, QuarterMark
from registrations.queries.quarters import seen_of
from tests.registrations.booklets import mark, of_group, vote_all, write

HOLD = 0.4  # seconds that the first one keeps its transaction open


@pytest.fixture
def group(place):
    return of_group(place)


@pytest.fixture
def both(transactional_db, group):
    """The group, seen by connections of several threads."""
    return group


def ended(act):
    """Return what an act ended with: its answer, or the name of what refused it."""
    try:
        return act()
    except (Moved, ValidationError) as refused:
        return type(refused).__name__
    finally:
        connection.close()


def at_once(first, second):
    """Let ``second`` begin while ``first`` has acted and not yet committed; return both ends."""
    acted = Event()

    def leading():
        with transaction.atomic():
            try:
                return first()
            finally:
                acted.set()
                time.sleep(HOLD)

    def following():
        acted.wait()
        return second()

    with ThreadPoolExecutor(2) as pool:
        return [
            one.result() for one in [pool.submit(ended, leading), pool.submit(ended, following)]
        ]


def marking(group, note, seen=None):
    pk = group.booklets[0].pk
    return lambda: (
        quarters.mark_quarter(group.accounts[0], pk, 1, "COMPLETED", note, seen=seen).note
    )


def tallying(group):
    return lambda: quarters.tally_quarter(group.leader, group.last, group.group, 1)


def reporting(group):
    return lambda: quarters.report_half(group.leader, group.last, group.group, 1)


def test_first_mark_in_two_windows_is_one_and_the_other_is_told(both):
    nothing = seen_of(None)

    ends = at_once(marking(both, "Một", nothing), marking(both, "Hai", nothing))

    assert ends == ["Một", "ValidationError"]
    assert QuarterMark.objects.get().note == "Một"


def test_mark_changed_in_two_windows_keeps_the_first_and_the_other_is_told(both):
    seen = seen_of(mark(both))

    ends = at_once(marking(both, "Một", seen), marking(both, "Hai", seen))

    assert ends == ["Một", "ValidationError"]
    assert QuarterMark.objects.get().note == "Một"


def test_mark_changed_while_it_is_tallied_is_refused(both):
    mark(both)

    ends = at_once(tallying(both), marking(both, "Sửa"))

    one = QuarterMark.objects.get()
    assert ends == [1, "Moved"]
    assert (one.note, one.tallied_by) == ("Xong 3 hồ sơ", both.leader)


def test_tally_while_a_mark_is_changed_takes_the_changed_one(both):
    mark(both)

    ends = at_once(marking(both, "Sửa"), tallying(both))

    one = QuarterMark.objects.get()
    assert ends == ["Sửa", 1]
    assert (one.note, one.tallied_by) == ("Sửa", both.leader)


def test_tally_by_two_officers_is_one(both):
    mark(both)

    assert at_once(tallying(both), tallying(both)) == [1, "Moved"]
    assert LogEntry.objects.filter(verb="tally_quarter").count() == 1


def test_tally_taken_back_by_two_at_once_is_one(both):
    mark(both)
    tallying(both)()

    def back():
        return quarters.take_back_tally(both.leader, both.last, both.group, 1, "Nhầm")

    assert at_once(back, back) == [1, "Moved"]
    assert LogEntry.objects.filter(verb="take_back_tally").count() == 1


def test_one_cell_written_by_two_keeps_the_first_and_shows_it_to_the_other(both):
    ends = at_once(lambda: write(both, "Một"), lambda: write(both, "Hai"))

    assert ends == [("Một", False), ("Một", True)]
    assert HalfYear.objects.get().strengths == "Một"


def test_two_cells_of_one_person_written_by_two_are_both_kept(both):
    ends = at_once(
        lambda: write(both, "Gương mẫu"), lambda: write(both, "Nể nang", field="shortcomings")
    )

    one = HalfYear.objects.get()
    assert ends == [("Gương mẫu", False), ("Nể nang", False)]
    assert (one.strengths, one.shortcomings) == ("Gương mẫu", "Nể nang")


def test_vote_changed_while_the_group_reports_is_refused(both):
    vote_all(both)

    ends = at_once(reporting(both), lambda: write(both, "1", before="3", field="group_votes"))

    assert ends == [2, "Moved"]
    assert set(HalfYear.objects.values_list("group_votes", flat=True)) == {3}


def test_report_while_a_vote_is_taken_away_is_refused(both):
    vote_all(both)

    ends = at_once(lambda: write(both, "", before="3", field="group_votes"), reporting(both))

    assert ends == [("", False), "ValidationError"]
    assert not HalfYear.objects.filter(reported_at__isnull=False).exists()


def test_committees_words_written_while_the_group_reports_are_kept(both):
    vote_all(both)

    ends = at_once(reporting(both), lambda: write(both, "Gương mẫu"))

    one = HalfYear.objects.get(registration=both.booklets[0])
    assert ends == [2, ("Gương mẫu", False)]
    assert (one.strengths, one.reported_at is not None) == ("Gương mẫu", True)


def test_report_is_not_taken_back_while_the_committee_writes_of_it(both):
    vote_all(both)
    reporting(both)()

    ends = at_once(
        lambda: write(both, "Gương mẫu"),
        lambda: quarters.take_back_half(both.leader, both.last, both.group, 1, "Nhầm"),
    )

    assert ends == [("Gương mẫu", False), "ValidationError"]
    assert HalfYear.objects.filter(reported_at__isnull=False).count() == 2


@pytest.mark.postgresql  # only there are rows locked one by one
@pytest.mark.parametrize(
    "scenario",
    [
        test_mark_changed_in_two_windows_keeps_the_first_and_the_other_is_told,
        test_mark_changed_while_it_is_tallied_is_refused,
        test_tally_by_two_officers_is_one,
        test_tally_taken_back_by_two_at_once_is_one,
        test_one_cell_written_by_two_keeps_the_first_and_shows_it_to_the_other,
        test_two_cells_of_one_person_written_by_two_are_both_kept,
        test_vote_changed_while_the_group_reports_is_refused,
        test_report_while_a_vote_is_taken_away_is_refused,
        test_committees_words_written_while_the_group_reports_are_kept,
        test_report_is_not_taken_back_while_the_committee_writes_of_it,
    ],
)
def test_without_locked_rows_the_same_is_lost(both, monkeypatch, scenario):
    write(both, "x")  # the rows are there: only their locks hold two writers apart
    write(both, "", before="x")
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)

    with pytest.raises(AssertionError):
        scenario(both)


def test_mark_of_a_second_window_does_not_overwrite_unseen(group, browse):
    client = browse(group.accounts[0])
    address = reverse("quarters", args=[group.booklets[0].pk])
    seen = client.get(address).context["rows"][0].seen
    posted = {"quarter": "1", "level": "COMPLETED", "seen": seen}
    client.post(address, posted | {"note": "Cửa sổ một"})

    again = client.post(address, posted | {"note": "Cửa sổ một"})
    other = client.post(address, posted | {"note": "Cửa sổ hai"})

    page = other.content.decode()
    assert again.status_code == 302
    assert "vừa được lưu ở một cửa sổ khác: Hoàn thành, “Cửa sổ một”" in page
    assert ">\nCửa sổ hai</textarea>" in page
    assert QuarterMark.objects.get().note == "Cửa sổ một"
    fresh = other.context["rows"][0].seen
    client.post(address, posted | {"note": "Cửa sổ hai", "seen": fresh})
    assert QuarterMark.objects.get().note == "Cửa sổ hai"


def test_what_was_typed_while_the_quarter_was_tallied_stays_on_the_page(group, browse):
    mark(group)
    quarters.tally_quarter(group.leader, group.last, group.group, 1)
    posted = {"quarter": "1", "level": "COMPLETED_WELL", "note": "Xong 9 hồ sơ"}

    page = (
        browse(group.accounts[0])
        .post(reverse("quarters", args=[group.booklets[0].pk]), posted)
        .content.decode()
    )

    assert "vừa được tổng hợp" in page
    assert "Xong 9 hồ sơ" in page
    assert QuarterMark.objects.get().note == "Xong 3 hồ sơ"
