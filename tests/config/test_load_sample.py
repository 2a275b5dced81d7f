"""The sample bloc: only into an empty database, never in production."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from config.sample import Sample
from organizations.models import Organization
from tests import factories
from tests.config.samples import see_nothing_before_an_admission_or_ahead_of


def test_sample_is_refused_in_production(db, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("load_sample")

    assert not Organization.objects.exists()


def test_sample_is_refused_where_something_is(db):
    factories.make_bloc()

    with pytest.raises(CommandError):
        call_command("load_sample")

    assert Organization.objects.count() == 1


@pytest.mark.once
@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 7, 19), date(2026, 12, 31)])
def test_sample_of_any_day_is_of_that_day(db, today):
    Sample(today).load()

    see_nothing_before_an_admission_or_ahead_of(today)
