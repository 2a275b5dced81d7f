"""The sample bloc: only into an empty database, never in production."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.sample import Sample
from organizations.models import Account, Organization, Person, Placement, Position
from registrations.models import Registration
from tests import factories


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
    assert len(usernames) == 10


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


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2026, 7, 19), date(2026, 12, 31)])
def test_sample_commits_and_places_nobody_before_the_admission(db, today):
    Sample(today).load()

    admitted = dict(Person.objects.values_list("pk", "admitted_on"))
    placed = Placement.objects.values_list("person_id", "started_on")
    serving = Position.objects.values_list("person_id", "started_on")
    committed = [(one.person_id, one.submitted_at.date()) for one in Registration.objects.all()]
    assert [pk for pk, day in (*placed, *serving, *committed) if day < admitted[pk]] == []
    assert len(committed) > 50
    assert {day.year for _, day in committed} == {today.year - 1}
