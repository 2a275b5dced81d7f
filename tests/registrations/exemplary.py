"""What the tests of the exemplary course (NG) share: a round, filled forms, a meeting."""

from datetime import date, datetime, time

from django.utils import timezone

from registrations import actions, meetings, queries
from registrations.models import Guidance
from tests import factories

ADOPTION = {
    "adoption_number": "Công văn số 12-CV/ĐUK",
    "adoption_signed_on": date(2025, 12, 1),
    "adoption_signed_by": "Ban Thường vụ Đảng ủy khối",
}


def make_exemplary_round(bloc):
    """Make this year's round, adopted by a document of the bloc."""
    year = timezone.localdate().year
    return factories.make_round(bloc, year, guidance=Guidance.NEU_GUONG_2017, **ADOPTION)


def fill_all(account, registration, text="Nội dung cụ thể."):
    """Write every field that must be written."""
    for key in sorted(queries.check_of(registration).required):
        actions.save_answer(account, registration.pk, key, text, revision=0, writer="w")


def begin(account, round_):
    """Let the account's person begin and fill in the form."""
    registration = actions.start(account, round_, account.person)
    fill_all(account, registration)
    return registration


def begin_own(account, round_, organization):
    """Let a committee begin and fill in its organization's form 01."""
    registration = actions.start_for_organization(account, round_, organization)
    fill_all(account, registration)
    return registration


def call(account, round_, organization, *, own=False, people=True, guests=""):
    """Call a meeting for today."""
    today = datetime.combine(timezone.localdate(), time(14))
    return meetings.call_meeting(
        account,
        round_,
        organization,
        own=own,
        people=people,
        guests=guests,
        held_at=timezone.make_aware(today),
        place="Hội trường",
        chair="Trần Thị Bình",
        clerk="Lê Thị Hoa",
    )


def hold(account, round_, organization, **about):
    """Call a meeting and finish it: what is being written has passed its comments."""
    meeting = call(account, round_, organization, **about)
    meetings.finish(account, meeting.pk)
    return meeting


def non_member(cell, full_name="Bùi Thị Tú"):
    """Make somebody who is not a member, with an account."""
    person = factories.make_person(
        full_name, cell, admitted_on=None, official_on=None, card_number=None
    )
    return factories.make_account(person)
