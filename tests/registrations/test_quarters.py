"""Quarters: marked by the member, tallied by the group, due in the task list (LD-04)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import LogEntry, Organization
from registrations import actions, quarters, reminders, round_actions
from registrations.actions import Moved
from registrations.documents.filled import paper_of
from registrations.documents.paper import Quarter
from registrations.models import QuarterMark
from registrations.queries import quarters as queries
from registrations.queries.year_tasks import quarters_owed
from tests import factories
from tests.registrations.booklets import LAST_YEAR, TODAY, mark, of_group, tally_page


@pytest.fixture
def group(place):
    return of_group(place)


def test_last_days_of_the_quarters(place):
    round_ = factories.make_booklet_round(place.bloc, 2026)

    assert [queries.quarter_due(round_, quarter) for quarter in queries.QUARTERS] == [
        date(2026, 3, 24),
        date(2026, 6, 24),
        date(2026, 9, 24),
        date(2026, 12, 24),
    ]


@pytest.mark.parametrize(
    ("day", "begun", "overdue"),
    [
        (date(2026, 3, 31), False, False),
        (date(2026, 4, 1), True, False),
        (date(2026, 6, 24), True, False),
        (date(2026, 6, 25), True, True),
    ],
)
def test_second_quarter_on_a_day(place, day, begun, overdue):
    row = queries.quarter_row(factories.make_booklet_round(place.bloc, 2026), 2, None, day)

    assert (row.begun, row.overdue) == (begun, overdue)


def test_mark_is_kept_and_may_be_changed_until_it_is_tallied(group):
    mark(group)
    mark(group, level="COMPLETED_WELL", note="Xong 5 hồ sơ ")

    one = QuarterMark.objects.get()
    assert (one.quarter, one.level, one.note) == (1, "COMPLETED_WELL", "Xong 5 hồ sơ")
    assert LogEntry.objects.filter(verb="mark_quarter").count() == 2


def test_mark_after_the_last_day_is_late(group):
    assert mark(group).late


def test_mark_of_this_quarter_is_late_only_after_the_twenty_fourth(place):
    round_ = factories.make_booklet_round(place.bloc, TODAY.year)
    booklet = factories.make_booklet(place.member.person, round_, place.secretary)
    quarter = (TODAY.month + 2) // 3

    one = quarters.mark_quarter(place.member, booklet.pk, quarter, "COMPLETED", "Xong")

    assert one.late == (date(TODAY.year, 3 * quarter, 24) < TODAY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"quarter": 0}, "chưa bắt đầu"),
        ({"quarter": 5}, "chưa bắt đầu"),
        ({"level": ""}, "ba mức độ"),
        ({"level": "OUTSTANDING"}, "ba mức độ"),
        ({"note": " \n"}, "ghi chú"),
        ({"note": "x" * 2001}, "2.000"),
    ],
)
def test_wrong_mark_is_refused(group, changes, sentence):
    with pytest.raises(ValidationError, match=sentence):
        mark(group, **changes)

    assert not QuarterMark.objects.exists()


def test_quarter_that_has_not_begun_is_refused(place):
    ahead = factories.make_booklet_round(place.bloc, TODAY.year + 1)
    booklet = factories.make_booklet(place.member.person, ahead, place.secretary)

    with pytest.raises(ValidationError, match="chưa bắt đầu"):
        quarters.mark_quarter(place.member, booklet.pk, 1, "COMPLETED", "Xong")


def test_mark_needs_a_confirmed_booklet(group):
    draft = actions.start(group.member, group.last, group.member.person)

    with pytest.raises(Moved):
        quarters.mark_quarter(group.member, draft.pk, 1, "COMPLETED", "Xong")


def test_mark_in_a_closed_round_is_refused(group):
    round_actions.close_round(group.board, group.last.pk, "Hết năm")

    with pytest.raises(ValidationError, match="đã đóng"):
        mark(group)


def test_tally_freezes_the_marks_there_are(group):
    mark(group)
    mark(group, quarter=2)

    assert quarters.tally_quarter(group.leader, group.last, group.group, 1) == 1

    with pytest.raises(Moved):
        mark(group, level="COMPLETED_WELL")
    mark(group, quarter=2, level="COMPLETED_WELL")
    assert quarters.mark_quarter(group.accounts[1], group.booklets[1].pk, 1, "COMPLETED", "Xong")
    assert QuarterMark.objects.get(quarter=1, tallied_by=group.leader).level == "COMPLETED"


def test_tally_of_nothing_is_refused(group):
    mark(group)
    quarters.tally_quarter(group.leader, group.last, group.group, 1)

    with pytest.raises(Moved):
        quarters.tally_quarter(group.leader, group.last, group.group, 1)


def test_tally_of_a_cell_takes_only_those_in_no_group(group):
    mark(group)
    own = factories.make_booklet(group.member.person, group.last, group.secretary)
    quarters.mark_quarter(group.member, own.pk, 1, "COMPLETED", "Xong")

    assert quarters.tally_quarter(group.secretary, group.last, group.cell, 1) == 1
    assert QuarterMark.objects.get(registration=group.booklets[0]).tallied_at is None


def test_marks_stay_with_the_year_when_a_supplement_is_written(group):
    mark(group)

    fresh = actions.supplement(group.accounts[0], group.booklets[0])

    assert {quarter: one.note for quarter, one in queries.marks_of(fresh).items()} == {
        1: "Xong 3 hồ sơ"
    }
    assert queries.booklet_of(fresh) == group.booklets[0]
    assert paper_of(fresh, "").quarters == {1: Quarter("COMPLETED", "Xong 3 hồ sơ")}
    assert paper_of(group.booklets[0], "").quarters == paper_of(fresh, "").quarters


def test_page_marks_a_quarter_and_says_what_is_wrong(group, browse):
    client = browse(group.accounts[0])
    address = reverse("quarters", args=[group.booklets[0].pk])

    wrong = client.post(address, {"quarter": "2", "level": "COMPLETED", "note": ""})
    right = client.post(address, {"quarter": "2", "level": "COMPLETED", "note": "Xong"})

    assert "ghi khối lượng đã thực hiện" in wrong.content.decode()
    assert (right.url, QuarterMark.objects.get().quarter) == (address, 2)


@pytest.mark.parametrize("quarter", ["", "0", "5", "x", "²"])
def test_page_of_no_such_quarter_is_not_found(group, browse, quarter):
    address = reverse("quarters", args=[group.booklets[0].pk])

    assert browse(group.accounts[0]).post(address, {"quarter": quarter}).status_code == 404


def test_page_before_the_booklet_is_confirmed_leads_back(group, browse):
    draft = actions.start(group.member, group.last, group.member.person)

    answer = browse(group.member).get(reverse("quarters", args=[draft.pk]))

    assert answer.url == reverse("registration", args=[draft.pk])


def test_marks_are_the_members_own(group, browse):
    address = reverse("quarters", args=[group.booklets[0].pk])
    posted = {"quarter": "1", "level": "COMPLETED", "note": "Thay"}

    found = {
        name: browse(account).post(address, posted).status_code
        for name, account in (
            ("leader", group.leader),
            ("mate", group.accounts[1]),
            ("secretary", group.secretary),
            ("other secretary", group.other_secretary),
        )
    }

    assert found == {"leader": 403, "mate": 403, "secretary": 403, "other secretary": 404}
    assert not QuarterMark.objects.exists()


def statuses(group, browse, unit):
    mark(group) if not QuarterMark.objects.exists() else None
    accounts = {
        "leader": group.leader,
        "member": group.accounts[0],
        "secretary": group.secretary,
        "other secretary": group.other_secretary,
        "superior": group.superior,
        "board": group.board,
    }
    address = tally_page(group, unit)
    return {
        name: (
            browse(account).get(address).status_code,
            browse(account).post(address).status_code,
        )
        for name, account in accounts.items()
    }


def test_tally_of_a_group_is_its_leaders_and_seen_by_the_cells_officers(group, browse):
    assert statuses(group, browse, group.group) == {
        "leader": (200, 302),
        "member": (403, 403),
        "secretary": (200, 403),
        "other secretary": (404, 404),
        "superior": (403, 403),
        "board": (403, 403),
    }


def test_tally_of_a_cell_is_its_officers(group, browse):
    found = statuses(group, browse, group.cell)

    assert (found["secretary"], found["leader"], found["other secretary"]) == (
        (200, 302),
        (404, 404),
        (404, 404),
    )


def test_group_without_a_leader_is_tallied_by_the_cells_officers(group, browse):
    group.leader.person.positions.update(ended_on=TODAY)

    found = statuses(group, browse, group.group)

    assert (found["secretary"], found["leader"]) == ((200, 302), (403, 403))


def test_tally_of_another_guidance_or_above_a_cell_is_not_found(group, browse):
    client = browse(group.secretary)

    other = reverse("quarters_tally", args=[group.round.pk, group.cell.pk, 1])
    assert client.get(other).status_code == 404
    assert browse(group.superior).get(tally_page(group, group.base)).status_code == 404


def test_tally_page_shows_everybody_and_what_they_marked(group, browse):
    mark(group, note="Xong 3 hồ sơ")

    page = browse(group.leader).get(tally_page(group)).content.decode()

    for words in ("Cao Thị Em", "Đinh Văn Phú", "Bùi Văn Dũng", "Xong 3 hồ sơ", "Chấm muộn"):
        assert words in page
    assert group.member.person.full_name not in page


def test_tally_page_asks_the_same_queries_for_three_as_for_one(group, browse):
    client = browse(group.leader)
    client.get(tally_page(group))

    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get(tally_page(group))
        return len(captured)

    few = count()
    for name in ("Hà Thị Gấm", "Kiều Văn Hải"):
        person = factories.make_person(name, group.group)
        booklet = factories.make_booklet(person, group.last, group.secretary)
        quarters.mark_quarter(person.account, booklet.pk, 1, "COMPLETED", "Xong")

    assert count() == few


def test_tasks_of_the_member_name_the_quarters_still_to_mark(group, browse):
    mark(group)

    owed = quarters_owed(group.mates[0], TODAY)

    assert [(one.round.year, one.quarter) for one in owed] == [
        (LAST_YEAR, 2),
        (LAST_YEAR, 3),
        (LAST_YEAR, 4),
    ]
    page = browse(group.accounts[0]).get(reverse("tasks")).content.decode()
    assert f"Tự đánh giá quý 2 năm {LAST_YEAR}" in page
    assert f"24/06/{LAST_YEAR}" in page


def test_tasks_of_a_year_name_no_quarter_that_lies_ahead(place):
    round_ = factories.make_booklet_round(place.bloc, 2026)
    factories.make_booklet(place.member.person, round_, place.secretary)

    owed = quarters_owed(place.member.person, date(2026, 5, 2))

    assert [(one.quarter, one.overdue) for one in owed] == [(1, True), (2, False)]


def test_who_was_admitted_in_the_year_owes_no_earlier_quarter(place):
    round_ = factories.make_booklet_round(place.bloc, 2026)
    person = place.member.person
    factories.make_booklet(person, round_, place.secretary)
    person.admitted_on, person.official_on = date(2026, 4, 10), None
    person.email = "an@example.org"
    person.save()

    owed = quarters_owed(person, date(2026, 7, 2))
    missing = list(reminders.quarters_missing(round_, date(2026, 7, 2)))

    assert [one.quarter for one in owed] == [2, 3]
    assert missing == [(person.pk, 2, date(2026, 6, 24))]


def test_tasks_of_the_leader_name_what_waits(group, browse):
    mark(group)
    address = reverse("tasks")

    assert "Tổng hợp quý 1" in browse(group.leader).get(address).content.decode()
    assert "Tổng hợp quý 1" not in browse(group.secretary).get(address).content.decode()
    quarters.tally_quarter(group.leader, group.last, group.group, 1)
    assert "Tổng hợp quý 1" not in browse(group.leader).get(address).content.decode()


def test_tasks_of_the_officers_name_a_group_without_a_leader(group, browse):
    mark(group)
    Organization.objects.get(pk=group.group.pk).positions.update(ended_on=TODAY)

    assert "Tổng hợp quý 1" in browse(group.secretary).get(reverse("tasks")).content.decode()


def test_tasks_ask_the_same_queries_for_one_group_as_for_three(group, browse):
    mark(group)
    group.leader.person.positions.update(ended_on=TODAY)
    client = browse(group.secretary)
    client.get(reverse("tasks"))

    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("tasks"))
        return len(captured)

    few = count()
    for name in ("Tổ đảng 2", "Tổ đảng 3"):
        person = factories.make_person("Hà Thị Gấm", factories.make_group(group.cell, name))
        booklet = factories.make_booklet(person, group.last, group.secretary)
        quarters.mark_quarter(person.account, booklet.pk, 1, "COMPLETED", "Xong")

    assert count() == few
