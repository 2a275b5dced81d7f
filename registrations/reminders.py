"""Who is reminded of what, by e-mail: one digest a person and day, for what is still due.

A reminder goes out seven days and one day before the last day, on the first day after it,
and then once a week until the thing is done, its round is closed or its year is over. A day
on which the command did not run is made up for on the next: what counts is whether anything
was sent since the reminder fell due.
"""

import logging
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse

from organizations.access import CELL_OFFICERS, RESTING_ROLES
from organizations.models import (
    CELL_KINDS,
    COMMITTEE_ROLES,
    Account,
    Kind,
    Organization,
    PersonState,
    Position,
    Role,
)
from organizations.queries import duty_placements
from registrations import queries
from registrations.access import GROUP_LEADERS, LEADING, RECEIVERS
from registrations.models import Guidance, Registration, Reminder, Step
from registrations.queries.first_due import confirm_text, confirmed_by_due, when_text
from registrations.queries.progress import NOT_HANDED_IN, with_status
from registrations.queries.quarters import QUARTERS, booklets, quarter_due
from registrations.queries.year_tasks import all_unit_tasks

EARLY, LAST_CALL, AGAIN = timedelta(days=7), timedelta(days=1), timedelta(days=7)
PROVIDERS = []  # functions: day → [(person id, last day, what)], filled when the program starts
log = logging.getLogger(__name__)


class Unreachable(Exception):
    """The mail server does not answer: nothing more is tried."""


class Due(NamedTuple):
    """One thing that somebody still has to do, and its last day on time."""

    last_day: date
    text: str


class Sent(NamedTuple):
    """What came of a run: how many digests were sent, and how many addresses failed."""

    sent: int
    failed: int


def reminded_since(last_day, day):
    """Return on which day the reminder that counts today fell due; None while it is too early."""
    if day > last_day:
        late = day - last_day - LAST_CALL
        return day - late % AGAIN
    if day >= last_day - LAST_CALL:
        return last_day - LAST_CALL
    return last_day - EARLY if day >= last_day - EARLY else None


def send(day):
    """Send the day's digests; return how many were sent and how many addresses failed.

    The row of a digest is claimed before it is sent, so that of several machines one sends;
    where the address fails the claim is given back for the next run.
    """
    due, connection, sent, failed = due_on(day), get_connection(), 0, 0
    accounts = accounts_to_remind(due, day)
    if accounts:
        open_mail(connection)
    for account in accounts:
        claim, fresh = Reminder.objects.get_or_create(account=account, day=day)
        if not fresh:
            continue
        try:
            digest(account.person, sorted(due[account.person_id]), day, connection).send()
            sent += 1
        except Exception:
            log.exception("no reminder for account %s", account.pk)
            claim.delete()
            failed += 1
            connection.close()
            open_mail(connection)
    connection.close()
    return Sent(sent, failed)


def open_mail(connection):
    """Connect to the mail server."""
    try:
        connection.open()
    except OSError as problem:
        raise Unreachable from problem


def accounts_to_remind(due, day):
    """Return the accounts with an address whose reminder fell due after their latest one."""
    latest = dict(Reminder.objects.order_by().values_list("account").annotate(Max("day")))
    known = Account.objects.filter(is_active=True).exclude(person__email="")
    return [
        account
        for account in known.filter(person__isnull=False).order_by("pk")
        if any(
            latest.get(account.pk, date.min) < reminded_since(one.last_day, day)
            for one in due.get(account.person_id, ())
        )
    ]


def digest(person, due, day, connection):
    """Return the e-mail that names what a person has to do, the most urgent first."""
    lines = [(one.text, one.last_day, when_text(one.last_day, day)) for one in due]
    context = {
        "person": person,
        "lines": lines,
        "address": settings.SITE_URL + reverse("tasks"),
    }
    return EmailMessage(
        subject=f"Nhắc việc: {len(lines)} việc sắp đến hạn hoặc quá hạn",
        body=render_to_string("registrations/reminder.txt", context),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def due_on(day):
    """Return {person id: [what is due]} of everybody, in a number of queries that the number
    of people does not change."""
    rounds = list(queries.rounds_at_work(day).with_forms().select_related("bloc"))
    near = [one for one in rounds if reminded_since(queries.due(one), day)]
    due = defaultdict(list)
    for round_ in near:
        last_day, words = queries.due(round_), round_.words
        for person in people_missing(round_, day):
            due[person].append(Due(last_day, f"Nộp {words.paper} năm {round_.year}"))
        for person, name in committees_missing(round_, day):
            text = f"Nộp {words.own} năm {round_.year} của {name}"
            due[person].append(Due(last_day, text))
    for round_ in rounds:
        for person, quarter, last_day in quarters_missing(round_, day):
            text = f"Tự đánh giá quý {quarter} năm {round_.year}"
            due[person].append(Due(last_day, text))
    for person, one in unit_work(rounds, day):
        due[person].append(one)
    promises = [one for one in near if confirmed_by_due(one)]
    for person, round_, name, number in confirmations_waiting(promises, day):
        text = f"{confirm_text(round_, number)} của {name}"
        due[person].append(Due(queries.due(round_), text))
    for person, one in told_by_others(day):
        due[person].append(one)
    return due


def told_by_others(day):
    """Yield (person id, ``Due``) of what other apps know to be due."""
    for provider in PROVIDERS:
        for person, last_day, text in provider(day):
            if reminded_since(last_day, day):
                yield person, Due(last_day, text)


def people_missing(round_, day):
    """Return the ids of people with an address who have not yet handed in."""
    within = min(day, date(round_.year, 12, 31))
    people = with_status(queries.owing(round_, round_.bloc, within), round_)
    missing = people.filter(NOT_HANDED_IN).exclude(person__email="")
    return missing.order_by().values_list("person", flat=True)


def committees_missing(round_, day):
    """Return (person id, organization's name) of those who lead one without its form 01."""
    owing = {one.pk: one.name for one in queries.organizations_owing(round_, round_.bloc, day)}
    if not owing:
        return []
    handed_in = Registration.objects.filter(
        round=round_, person=None, version=1, step__in=(Step.SUBMITTED, Step.CONFIRMED)
    )
    owing = {
        pk: owing[pk] for pk in owing.keys() - set(handed_in.values_list("organization", flat=True))
    }
    return [
        (person, owing[organization])
        for organization, role, person in posts_on(day)
        if role in LEADING and organization in owing
    ]


def quarters_missing(round_, day):
    """Yield (person id, quarter, last day) of confirmed booklets without the mark (LD-04)."""
    if round_.guidance != Guidance.LAM_DONG_2017:
        return
    for quarter in QUARTERS:
        last_day = quarter_due(round_, quarter)
        if reminded_since(last_day, day) is None:
            continue
        people = queries.owing(round_, round_.bloc, day).filter(person__admitted_on__lte=last_day)
        people = people.order_by().values("person")
        unmarked = booklets(round=round_, person__in=people).exclude(quarters__quarter=quarter)
        found = unmarked.exclude(person__email="").order_by().values_list("person", flat=True)
        yield from ((person, quarter, last_day) for person in found)


def unit_work(rounds, day):
    """Yield (person id, ``Due``) of tallies and half-years, for whom they are to do them.

    A group's are its leader's, or the cell's officers' where nobody leads it, as
    ``quarter_access.tallies`` grants it (LD-05).
    """
    booklet_rounds = [one for one in rounds if one.guidance == Guidance.LAM_DONG_2017]
    if not booklet_rounds:
        return
    tallies, halves = all_unit_tasks(booklet_rounds, day)
    work = [(one.unit, Due(one.tally_by, one.text)) for one in tallies]
    work += [(one.unit, Due(one.due, one.text)) for one in halves]
    work = [(unit, one) for unit, one in work if reminded_since(one.last_day, day)]
    if not work:
        return
    held = Position.objects.on(day).filter(role=Role.GROUP_LEADER)
    led = set(held.values_list("organization", flat=True))
    takers = defaultdict(set)
    for organization, role, person in posts_on(day):
        if role in GROUP_LEADERS or role in CELL_OFFICERS:
            takers[organization, role in GROUP_LEADERS].add(person)
    for unit, one in work:
        group = unit.kind == Kind.GROUP
        leads = group and unit.pk in led
        place = unit.parent_id if group and not leads else unit.pk
        yield from ((person, one) for person in takers[place, leads])


def posts_on(day):
    """Return (organization id, role, person id) of the posts that give rights on the day."""
    states = PersonState.objects.on(day).filter(kind__in=RESTING_ROLES)
    resting = {
        (person, role)
        for person, kind in states.values_list("person", "kind")
        for role in RESTING_ROLES[kind]
    }
    held = Position.objects.on(day).filter(organization__dissolved_on=None).order_by("pk")
    posts = held.values_list("organization", "role", "person")
    return [post for post in posts if (post[2], post[1]) not in resting]


def confirmations_waiting(rounds, day):
    """Return (person id, round, organization's name, number) of what waits for whom."""
    waiting = Registration.objects.filter(round__in=rounds, step=Step.SUBMITTED).order_by("pk")
    rows = list(waiting.values_list("round", "person", "person__admitted_on", "organization"))
    if not rows:
        return []
    people = waiting.order_by().values("person")
    duties = dict(
        duty_placements(day)
        .filter(person__in=people)
        .order_by()
        .values_list("person", "organization")
    )
    whom = Confirmers(day)
    counts = Counter(
        (confirmer, round_, place)
        for round_, person, admitted_on, organization in rows
        for confirmer, place in whom.of(
            person, admitted_on, duties.get(person) if person else organization
        )
    )
    known = {one.pk: one for one in rounds}
    return [
        (person, known[round_], whom.name(place), number)
        for (person, round_, place), number in counts.items()
    ]


class Confirmers:
    """Who confirms what is handed in where, as ``access.Reader`` grants it; in three queries."""

    def __init__(self, day):
        tree = Organization.objects.values_list("pk", "parent", "kind", "name")
        self.tree = {pk: (parent, kind, name) for pk, parent, kind, name in tree}
        self.posts = defaultdict(list)
        for organization, role, person in posts_on(day):
            self.posts[organization].append((role, person))

    def name(self, organization):
        """Return an organization's name."""
        return self.tree[organization][2]

    def path(self, organization):
        """Return the ids from an organization up to the bloc."""
        path = []
        while organization is not None:
            path.append(organization)
            organization = self.tree[organization][0]
        return path

    def holders(self, organization, roles):
        """Return the people who hold one of the roles in the organization."""
        return {person for role, person in self.posts[organization] if role in roles}

    def of(self, person, admitted_on, organization):
        """Return (person who confirms, organization that is named) of one registration."""
        if organization is None:
            return []
        path = self.path(organization)
        if person is None:
            own = self.holders(organization, COMMITTEE_ROLES)
            above = self.tree[organization][0]
            return [(one, organization) for one in self.holders(above, RECEIVERS) - own]
        cell = next((one for one in path if self.tree[one][1] in CELL_KINDS), None)
        heads = {one for place in path for one in self.holders(place, (Role.AGENCY_HEAD,))}
        if admitted_on is None and heads:
            return [(one, cell) for one in heads - {person}]
        officers = self.holders(cell, CELL_OFFICERS)
        if officers == {person}:
            officers = self.holders(self.tree[cell][0], COMMITTEE_ROLES)
        return [(one, cell) for one in officers - {person}]
