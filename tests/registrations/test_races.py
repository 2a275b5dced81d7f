"""Two at once: each move happens once, and nobody meets an error page."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from organizations.models import LogEntry, Role
from registrations import actions, round_actions
from registrations.models import Registration, RegistrationEvent, Round
from tests import factories
from tests.registrations.reviewing import make_review_round

WINDOWS = 4


@pytest.fixture
def cell(transactional_db):
    return factories.make_cell(factories.make_base(factories.make_bloc()))


def at_once(act):
    """Let several windows act at the same moment; return what each ended with."""

    def one(_):
        try:
            act()
        except (actions.Moved, round_actions.Changed, ValidationError) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(WINDOWS) as pool:
        return sorted(pool.map(one, range(WINDOWS)))


def test_begun_in_several_windows_at_once_is_one_registration(cell):
    member = factories.make_account(factories.make_person(organization=cell))
    round_ = factories.make_round(cell.parent.parent)

    ends = at_once(lambda: actions.start(member, round_, member.person))

    assert (ends, Registration.objects.count()) == (["done"] * WINDOWS, 1)


def test_supplement_in_several_windows_at_once_is_one_version(cell):
    member = factories.make_account(factories.make_person(organization=cell))
    secretary = factories.make_officer(cell)
    registration = factories.hand_in(member, factories.make_round(cell.parent.parent))
    actions.confirm(secretary, registration.pk)
    registration.refresh_from_db()

    ends = at_once(lambda: actions.supplement(member, registration))

    assert ends == ["Moved"] * (WINDOWS - 1) + ["done"]
    assert Registration.objects.count() == 2


def test_officers_confirming_at_once_write_one_event(cell):
    member = factories.make_account(factories.make_person(organization=cell))
    secretary = factories.make_officer(cell)
    registration = factories.hand_in(member, factories.make_round(cell.parent.parent))

    ends = at_once(lambda: actions.confirm(secretary, registration.pk))

    assert ends == ["Moved"] * (WINDOWS - 1) + ["done"]
    assert RegistrationEvent.objects.filter(verb="confirm").count() == 1


def test_returned_and_confirmed_at_once_is_decided_once(cell):
    member = factories.make_account(factories.make_person(organization=cell))
    secretary = factories.make_officer(cell)
    deputy = factories.make_officer(cell, Role.DEPUTY_SECRETARY)
    registration = factories.hand_in(member, factories.make_round(cell.parent.parent))
    acts = iter(
        [
            lambda: actions.confirm(secretary, registration.pk),
            lambda: actions.return_to_author(deputy, registration.pk, "Lý do"),
        ]
        * 2
    )

    ends = at_once(lambda: next(acts)())

    assert ends == ["Moved"] * (WINDOWS - 1) + ["done"]


def test_round_opened_at_once_is_one_round(cell):
    bloc = cell.parent.parent
    board = factories.make_officer(bloc, Role.ORGANISATION_BOARD, placed_in=cell)
    year = timezone.localdate().year

    def act():
        round_actions.open_rounds(
            board,
            bloc,
            year=year,
            guidances=["cam_ket_9"],
            party_congress="XIV",
            provincial_congress="XI",
        )

    ends = at_once(act)

    assert ends == ["ValidationError"] * (WINDOWS - 1) + ["done"]
    assert Round.objects.get().year == timezone.localdate().year


def test_settings_of_a_round_saved_at_once_are_saved_once(cell):
    bloc = cell.parent.parent
    board = factories.make_officer(bloc, Role.ORGANISATION_BOARD, placed_in=cell)
    round_ = make_review_round(bloc)
    seen = round_actions.state_of(round_)

    def act():
        round_actions.set_round(
            board,
            round_.pk,
            seen=seen,
            readings={"cap_base": "GOOD_OR_BETTER"},
            score_sheet=[],
            review_due=round_.review_due,
        )

    ends = at_once(act)

    assert ends == ["Changed"] * (WINDOWS - 1) + ["done"]
    assert LogEntry.objects.filter(verb="set_round").count() == 1
