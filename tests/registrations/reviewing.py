"""What the tests of the year-end reviews (HD21) share: a round, filled reviews."""

from datetime import date

from django.utils import timezone

from registrations import actions, queries
from registrations.models import Guidance
from tests import factories


def make_review_round(bloc, **fields):
    """Make this year's round, whose last day lies at the year's end."""
    year = timezone.localdate().year
    fields.setdefault("review_due", date(year, 12, 31))
    return factories.make_round(bloc, year, guidance=Guidance.HD21_2019, **fields)


def write(account, registration, **answers):
    """Write what must be written; a choice takes its second value; ``answers`` say otherwise."""
    situation = queries.situation_of(registration)
    required = queries.check_of(registration).required
    for field in registration.definition.fields(situation, {}):
        text = field.choices[1][0] if field.choices else f"Đã làm, mục {field.key}."
        if field.key in required or field.key in answers:
            text = answers.get(field.key, text)
            actions.save_answer(account, registration.pk, field.key, text, revision=0, writer="w")


def hand_in(account, round_, **answers):
    """Let the account's person write and hand in the self-review; return it."""
    registration = actions.start(account, round_, account.person)
    write(account, registration, **answers)
    return actions.submit(account, registration.pk)


def hand_in_own(account, round_, organization, **answers):
    """Let a committee write and hand in its organization's report; return it."""
    registration = actions.start_for_organization(account, round_, organization)
    write(account, registration, **answers)
    return actions.submit(account, registration.pk)
