"""The sample bloc: only into an empty database, never in production."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from config.sample import Sample
from organizations.models import Account, LogEntry, Organization, Person, Placement, Position
from registrations.models import (
    Comment,
    CommentMeeting,
    Guidance,
    HalfYear,
    QuarterMark,
    Registration,
    RegistrationEvent,
    Round,
    Step,
)
from tests import factories

ADOPTED = (Guidance.NEU_GUONG_2017, Guidance.LAM_DONG_2017)


def load():
    out = StringIO()
    call_command("load_sample", stdout=out)
    return out.getvalue()


def test_sample_prints_accounts_that_sign_in(db):
    text = load()

    password = text.splitlines()[0].split("mật khẩu chung: ")[1].rstrip(")")
    usernames = {line.split()[0] for line in text.splitlines()[1:]}
    accounts = Account.objects.all()
    assert usernames == {one.username for one in accounts if one.check_password(password)}
    assert len(usernames) == 12


def test_sample_is_refused_in_production(db, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        load()

    assert not Organization.objects.exists()


def test_sample_is_refused_where_something_is(db):
    factories.make_bloc()

    with pytest.raises(CommandError):
        load()

    assert Organization.objects.count() == 1


def steps_of(round_, form):
    return set(round_.registrations.filter(form=form).values_list("step", flat=True))


DAYS = [date(2026, 1, 1), date(2026, 7, 19), date(2026, 12, 31)]


@pytest.mark.parametrize("today", DAYS)
def test_sample_does_nothing_before_an_admission_or_ahead_of_its_day(db, today):
    Sample(today).load()

    members = Person.objects.exclude(admitted_on=None)
    admitted = dict(members.values_list("pk", "admitted_on"))
    placed = Placement.objects.values_list("person_id", "started_on")
    serving = Position.objects.values_list("person_id", "started_on")
    handed_in = Registration.objects.exclude(submitted_at=None).exclude(person=None)
    committed = [(one.person_id, one.submitted_at.date()) for one in handed_in]
    days = [(pk, day) for pk, day in (*placed, *serving, *committed) if pk in admitted]
    assert [pk for pk, day in days if day < admitted[pk]] == []
    assert len(committed) > 100
    times = [
        *RegistrationEvent.objects.values_list("at", flat=True),
        *QuarterMark.objects.values_list("marked_at", flat=True),
        *HalfYear.objects.values_list("recorded_at", flat=True),
        *CommentMeeting.objects.values_list("finished_at", flat=True),
        *LogEntry.objects.values_list("at", flat=True),
    ]
    assert [one for one in times if timezone.localdate(one) >= today] == []


def test_sample_shows_the_work_of_a_whole_year(db):
    Sample(date(2026, 11, 22)).load()

    ng, ld = (Round.objects.get(year=2026, guidance=one) for one in ADOPTED)
    assert ng.adoption_number == ld.adoption_number != ""
    assert Round.objects.get(year=2025).guidance == Guidance.CAM_KET_9
    assert steps_of(ng, "F01") == set(Step) - {Step.DRAFT}
    assert steps_of(ng, "F02") == set(Step)
    assert steps_of(ng, "F03") == {"COMMENTED", "SUBMITTED", "CONFIRMED"}
    assert steps_of(ld, "F04") == {"DRAFT", "SUBMITTED", "RETURNED", "CONFIRMED"}
    assert Comment.objects.exclude(text="").filter(registration__form="F01").exists()
    assert Comment.objects.exclude(text="").filter(registration__form="F02").exists()
    tallied = QuarterMark.objects.exclude(tallied_at=None)
    assert set(tallied.values_list("quarter", flat=True)) == {1, 2}
    assert QuarterMark.objects.filter(quarter=3, tallied_at=None).exists()
    assert HalfYear.objects.exclude(reported_at=None).exclude(strengths="").exists()
    handed_in = ng.registrations.exclude(submitted_at=None)
    commented = handed_in.filter(comments__meeting__finished_at__lt=F("submitted_at"))
    assert set(commented) == set(handed_in) != set()


def test_people_with_sample_accounts_are_reminded(db, mailoutbox):
    load()

    call_command("send_reminders", stdout=StringIO())

    addressed = {address for mail in mailoutbox for address in mail.to}
    assert "dangvien2@example.org" in addressed
    assert all(address.endswith("@example.org") for address in addressed)
