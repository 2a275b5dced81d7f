"""Two at once: results are posted, told and reported once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from evaluations import publishing
from evaluations.models import EvaluationEvent, YearPaper
from registrations.actions import Moved
from tests import factories
from tests.evaluations.conftest import make_year

WINDOWS = 4


@pytest.fixture
def year(transactional_db):
    return make_year()


def at_once(*acts):
    """Let several windows act at the same moment; return what each ended with."""

    def one(act):
        try:
            act()
        except (Moved, ValidationError) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


def test_results_are_posted_once(year):
    for one in (year.mate, year.member):
        factories.make_result(year.ng, year.cell, one.person, "GOOD")
    windows = [year.secretary, year.deputy] * 2

    ends = at_once(
        *(lambda who=who: publishing.publish(who, year.ng, year.cell) for who in windows)
    )

    assert ends == ["Moved"] * 3 + ["done"]
    assert (YearPaper.objects.count(), EvaluationEvent.objects.count()) == (1, 2)


def test_results_are_told_once(year):
    factories.make_result(year.hd, year.cell, year.mate.person, "GOOD")

    ends = at_once(*[lambda: publishing.notify(year.superior, year.hd, year.base)] * WINDOWS)

    assert ends == ["Moved"] * 3 + ["done"]
    assert EvaluationEvent.objects.count() == 1


def test_year_is_reported_once(year):
    factories.make_result(year.ld, year.cell, year.mate.person, "COMPLETED")

    ends = at_once(
        *[lambda: publishing.report_up_year(year.secretary, year.ld, year.cell)] * WINDOWS
    )

    assert ends == ["Moved"] * 3 + ["done"]
    assert (YearPaper.objects.count(), EvaluationEvent.objects.count()) == (1, 1)
