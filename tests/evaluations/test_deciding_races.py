"""Two who decide at once: never beyond the cap, nothing twice, nothing typed is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from evaluations import annulling, deciding, publishing, superiors
from evaluations.models import Evaluation, EvaluationEvent
from organizations.history import record
from organizations.models import Role
from registrations.actions import Moved
from tests import factories
from tests.evaluations.deciding import (
    COMPLETED,
    EXCELLENT,
    GOOD,
    choose_all,
    decide,
    make_world,
    pool,
    voted,
)


@pytest.fixture
def world(transactional_db):
    return make_world()


def at_once(*acts):
    """Let each act happen at the same moment; return what each ended with."""

    def one(act):
        try:
            act()
        except (Moved, ValidationError) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool_of_threads:
        return sorted(pool_of_threads.map(one, acts))


def test_two_cells_decided_at_once_never_exceed_the_cap(world):
    deputy = factories.make_officer(world.base, Role.DEPUTY_SECRETARY, "Phó", world.office)
    first = voted(world, EXCELLENT, GOOD, GOOD, GOOD)
    second = voted(world, EXCELLENT, GOOD, GOOD, GOOD, cell=world.other, start=11)
    choose_all(world, *first, *second)

    ends = at_once(lambda: decide(world, *first), lambda: decide(world, *second, by=deputy))

    assert ends == ["ValidationError", "done"]
    assert Evaluation.objects.filter(level=EXCELLENT).count() == 1


def test_who_only_names_the_deciding_organization_does_not_wait(world):
    """A ring of waiting: one holds results and names the organization, one the other way round."""
    if connection.vendor != "postgresql":
        return
    acts = (deciding.lock_anchor, lambda base: publishing.locked(world.round, base))

    def name_it():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        record(world.superior, "read", "Nhắc đến", organization=world.base)

    for lock in acts:
        with transaction.atomic():
            lock(world.base)

            assert at_once(name_it) == ["done"]


def test_the_same_decided_at_once_is_decided_once(world):
    rows = voted(world, GOOD, GOOD)
    choose_all(world, *rows)

    ends = at_once(*[lambda: decide(world, *rows)] * 3)

    assert ends == ["Moved", "Moved", "done"]
    assert EvaluationEvent.objects.filter(verb="decide").count() == 2


def test_choice_and_decision_at_once_decide_what_was_chosen(world):
    (one,) = voted(world, GOOD)
    choose_all(world, one)

    def change():
        saved = deciding.choose(
            world.superior, pool(world), one.pk, "chosen_level", COMPLETED, before=GOOD
        )
        assert saved == (COMPLETED, False)

    ends = at_once(lambda: decide(world, one), change)

    one.refresh_from_db()
    assert (one.level, ends) in [
        (GOOD, ["ValidationError", "done"]),  # decided first: the choice is told so
        ("", ["ValidationError", "done"]),  # changed first: it lacks its reason
    ]
    assert one.chosen_level == (GOOD if one.level else COMPLETED)


def test_reported_at_once_is_reported_once(world):
    secretary = factories.make_officer(world.cell)
    voted(world, GOOD, reported_at=None)

    ends = at_once(*[lambda: superiors.report_up(secretary, world.round, world.cell, "Ốm")] * 3)

    assert ends == ["Moved", "Moved", "done"]
    assert EvaluationEvent.objects.filter(verb="report").count() == 1


def test_annulled_at_once_is_one_new_attempt(world):
    (one,) = voted(world, GOOD)
    choose_all(world, one)
    decide(world, one)
    one.refresh_from_db()

    ends = at_once(*[lambda: annulling.annul(world.superior, one, "Sai")] * 3)

    assert ends == ["Moved", "Moved", "done"]
    assert sorted(Evaluation.objects.values_list("attempt", flat=True)) == [1, 2]
