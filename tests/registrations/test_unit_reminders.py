"""Tallies, half-years and confirmations among what is due first, by e-mail and on the page."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organizations.models import Kind, Organization, PersonState, Role
from registrations import reminders
from registrations.models import HalfYear, QuarterMark, Registration, Reminder, Round
from registrations.queries.year_tasks import half_by, tally_by
from tests import factories

YEAR = 2026


def with_mail(account):
    """Give the account's person an address, and no paper of the own that would be due too."""
    account.person.email = f"{account.username}@example.org"
    account.person.save()
    factories.set_state(account.person, PersonState.Kind.EXEMPT)
    return account


@pytest.fixture
def group(place):
    """A group with a leader and two members who have booklets; the leaders have addresses."""
    place.group = factories.make_group(place.cell)
    place.leader = with_mail(factories.make_officer(place.group, Role.GROUP_LEADER, "Bùi Văn Dũng"))
    with_mail(place.secretary)
    place.booklet_round = factories.make_booklet_round(place.bloc, YEAR)
    Round.objects.exclude(pk=place.booklet_round.pk).delete()
    place.booklets = [booklet(place, place.group, name) for name in ("Cao Thị Em", "Đinh Văn Phú")]
    return place


def booklet(place, unit, name, **fields):
    person = factories.make_person(name, unit)
    fields = {"step": "CONFIRMED", "confirmed_at": timezone.now(), **fields}
    return Registration.objects.create(
        round=place.booklet_round, person=person, organization=unit, form="F04",
        code=f"m{person.pk}", submitted_at=timezone.now(), signed={}, **fields,
    )  # fmt: skip


def mark(group, number=0, quarter=1, **fields):
    return QuarterMark.objects.create(
        registration=group.booklets[number], quarter=quarter, level="COMPLETED", **fields
    )


def reported(group, half=1, **fields):
    for one in group.booklets:
        HalfYear.objects.update_or_create(
            registration=one, half=half, defaults={"reported_at": timezone.now(), **fields}
        )


def sent(day):
    """Send the reminders of a day; return {address: the lines of the digest}."""
    before = len(mail.outbox)
    reminders.send(day)
    return {
        one.to[0]: [line[2:] for line in one.body.splitlines() if line.startswith("- ")]
        for one in mail.outbox[before:]
    }


def test_days_by_which_units_and_committees_do_their_part(group):
    round_ = group.booklet_round

    assert [tally_by(round_, quarter) for quarter in (1, 2, 3, 4)] == [
        date(YEAR, 3, 31),
        date(YEAR, 6, 30),
        date(YEAR, 9, 30),
        date(YEAR, 12, 31),
    ]
    assert [half_by(round_, half, committee=False) for half in (1, 2)] == [
        date(YEAR, 6, 30),
        date(YEAR, 12, 31),
    ]
    assert [half_by(round_, half, committee=True) for half in (1, 2)] == [
        date(YEAR, 7, 31),
        date(YEAR, 12, 31),
    ]


def test_leader_is_reminded_of_a_tally_that_waits(group):
    mark(group)

    assert sent(date(YEAR, 3, 23)) == {}
    assert sent(date(YEAR, 3, 24)) == {
        f"{group.leader.username}@example.org": [
            f"Tổng hợp quý 1 năm {YEAR} của Tổ đảng 1: hạn 31/03/{YEAR}, còn 7 ngày."
        ]
    }
    (late,) = sent(date(YEAR, 4, 1)).values()
    assert late == [f"Tổng hợp quý 1 năm {YEAR} của Tổ đảng 1: hạn 31/03/{YEAR}, quá hạn 1 ngày."]


def test_leader_who_has_tallied_is_left_alone(group):
    mark(group, tallied_at=timezone.now())

    assert sent(date(YEAR, 3, 31)) == {}


def test_group_without_a_leader_is_the_officers(group):
    mark(group)
    group.leader.person.positions.update(ended_on=date(YEAR, 2, 1))

    (lines,) = sent(date(YEAR, 3, 31)).values()

    assert mail.outbox[0].to == [group.secretary.person.email]
    assert lines == [
        f"Tổng hợp quý 1 năm {YEAR} của Tổ đảng 1: hạn 31/03/{YEAR}, hôm nay là ngày cuối."
    ]


def test_half_year_is_first_the_groups_then_the_committees(group):
    at_leader, at_secretary = (
        f"{one.username}@example.org" for one in (group.leader, group.secretary)
    )
    report = f"Biểu quyết, báo cáo 6 tháng đầu năm {YEAR} của Tổ đảng 1: hạn 30/06/{YEAR}"
    words = f"Chi ủy nhận xét 6 tháng đầu năm {YEAR} của Chi bộ 1: hạn 31/07/{YEAR}"

    assert sent(date(YEAR, 6, 24)) == {}
    assert sent(date(YEAR, 6, 29)) == {at_leader: [f"{report}, còn 1 ngày."]}
    reported(group)
    assert sent(date(YEAR, 7, 24)) == {at_secretary: [f"{words}, còn 7 ngày."]}
    reported(group, strengths="Gương mẫu")
    assert sent(date(YEAR, 8, 1)) == {}


def test_closed_round_suspended_officer_and_next_year_are_left_alone(group):
    mark(group)
    factories.set_state(group.secretary.person, PersonState.Kind.SUSPENDED_COMMITTEE)
    reported(group)
    assert sent(date(YEAR, 8, 1)).keys() == {group.leader.person.email}

    assert sent(date(YEAR + 1, 1, 5)) == {}
    Round.objects.update(closed_at=timezone.now())
    assert sent(date(YEAR, 8, 15)) == {}


def test_everything_of_one_person_is_one_digest_sent_once_a_day(group):
    booklet(group, group.cell, "Hà Thị Gấm")
    own = booklet(group, group.cell, "Kiều Văn Hải")
    QuarterMark.objects.create(registration=own, quarter=2, level="COMPLETED")
    booklet(group, group.cell, "Lại Thị Mới", step="SUBMITTED", confirmed_at=None)
    out = StringIO()

    for _ in range(2):
        call_command("send_reminders", f"--day={YEAR}-08-01", stdout=out)

    assert out.getvalue().splitlines() == ["Đã gửi 2 thư.", "Đã gửi 0 thư."]
    (digest,) = [one.body for one in mail.outbox if one.to == [group.secretary.person.email]]
    for line in (
        f"- Tổng hợp quý 2 năm {YEAR} của Chi bộ 1",
        f"- Biểu quyết, báo cáo 6 tháng đầu năm {YEAR} của Chi bộ 1",
        f"- Chi ủy nhận xét 6 tháng đầu năm {YEAR} của Chi bộ 1",
        "- Xác nhận 1 bản cam kết",
    ):
        assert line in digest
    assert Reminder.objects.count() == 2


def test_reading_what_units_owe_takes_the_same_queries_for_three_as_for_one(group):
    def count():
        with CaptureQueriesContext(connection) as captured:
            reminders.due_on(date(YEAR, 8, 1))
        return len(captured)

    mark(group)
    few = count()
    for name in ("Tổ đảng 2", "Tổ đảng 3"):
        unit = factories.make_group(group.cell, name)
        factories.make_officer(unit, Role.GROUP_LEADER, "Tổ Văn Trưởng")
        one = booklet(group, unit, "Hà Thị Gấm")
        QuarterMark.objects.create(registration=one, quarter=1, level="COMPLETED")

    assert count() == few
    assert Organization.objects.filter(kind=Kind.GROUP).count() == 3


def lines_of(client, account):
    client.force_login(account)
    return [(one.text, one.address) for one in client.get(reverse("tasks")).context["due_lines"]]


def test_page_names_tallies_half_years_and_confirmations_first(client, place):
    year = timezone.localdate().year - 1
    place.booklet_round = factories.make_booklet_round(place.bloc, year)
    Round.objects.exclude(pk=place.booklet_round.pk).delete()
    group = factories.make_group(place.cell)
    leader = factories.make_officer(group, Role.GROUP_LEADER, "Bùi Văn Dũng")
    marked = booklet(place, group, "Cao Thị Em")
    QuarterMark.objects.create(registration=marked, quarter=1, level="COMPLETED")
    booklet(place, place.cell, "Lại Thị Mới", step="SUBMITTED", confirmed_at=None)
    pk = place.booklet_round.pk

    of_leader, of_secretary = (lines_of(client, one) for one in (leader, place.secretary))

    assert [one for one in of_leader if "Nộp" not in one[0]] == [
        (
            f"Tổng hợp quý 1 năm {year} của Tổ đảng 1",
            reverse("quarters_tally", args=[pk, group.pk, 1]),
        ),
        (
            f"Biểu quyết, báo cáo 6 tháng đầu năm {year} của Tổ đảng 1",
            reverse("quarters_half", args=[pk, group.pk, 1]),
        ),
        (
            f"Biểu quyết, báo cáo 6 tháng cuối năm {year} của Tổ đảng 1",
            reverse("quarters_half", args=[pk, group.pk, 2]),
        ),
    ]
    found = [one for one in of_secretary if "Nộp" not in one[0]]
    assert found[0][0].startswith("Xác nhận 1 bản cam kết")
    assert found[0][1] == reverse("round_progress", args=[pk, place.cell.pk])
    assert found[1:] == [
        (
            f"Chi ủy nhận xét 6 tháng {half} {year} của Chi bộ 1",
            reverse("quarters_assess", args=[pk, place.cell.pk, number]),
        )
        for number, half in ((1, "đầu năm"), (2, "cuối năm"))
    ]


def test_page_does_not_count_the_own_paper_among_what_is_to_confirm(client, place):
    factories.hand_in(place.secretary, place.round, range(1, 10))

    assert not [one for one in lines_of(client, place.secretary) if "Xác nhận" in one[0]]
    ((text, _),) = [one for one in lines_of(client, place.deputy) if "Xác nhận" in one[0]]
    assert text.startswith("Xác nhận 1 ")
    Round.objects.update(closed_at=timezone.now())
    assert not [one for one in lines_of(client, place.deputy) if "Xác nhận" in one[0]]
