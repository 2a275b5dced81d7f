"""Last year's round of the nine-section commitment: nearly everybody confirmed, some late."""

from datetime import date, timedelta

from config.sample.papers import clock, moment, write
from config.sample.texts import DONE, REMINDER, SHORTCOMING, TEXTS
from evaluations import commitments, recording
from evaluations.queries.scope import people_in_scope
from registrations import actions, queries
from registrations.models import Guidance, Round, Shortcomings


def make_last_year(bloc):
    """Make last year's round, with the shortcomings and words of its evaluation."""
    year = bloc.today.year - 1
    with clock(moment(date(year, 1, 4))):
        round_ = Round.objects.create(
            bloc=bloc.root,
            year=year,
            guidance=Guidance.CAM_KET_9,
            party_congress="XIII",
            provincial_congress="XI",
        )
    for cell, people in bloc.cells.items():
        for number, person in enumerate(people):
            day = date(year, 3, 5 + number)
            if number % 9 != 8 and person.admitted_on <= day:
                make_confirmed(bloc, round_, cell, person, day)
    for people in list(bloc.cells.values())[::2]:
        Shortcomings.objects.create(person=people[5], year=year, text=SHORTCOMING)
    assess(bloc, round_, next(iter(bloc.cells)))


def assess(bloc, round_, cell):
    """Let a cell write of its people's commitments in November, and publish it (CK-04)."""
    with clock(moment(date(round_.year, 11, 19))):
        for place, scope in enumerate(people_in_scope(round_, cell)):
            if not round_.registrations.filter(person=scope.person).exists():
                continue
            officer = bloc.account_of(bloc.confirmer(cell, scope.person))
            row, words = scope.current(round_), {"praise": DONE[place % 2]}
            if place % 3 == 0:
                words["reminder"] = REMINDER
            for field, text in words.items():
                recording.propose(officer, row, field, text, before="", scope=scope)
        commitments.publish_words(bloc.officer(cell), round_, cell)


def make_confirmed(bloc, round_, cell, person, day):
    """Make a confirmed registration, handed in on the day or, for some, after the last one."""
    handed_in = moment(date(day.year, 4, 9) if bloc.random.random() < 0.1 else day)
    with clock(handed_in):
        author = bloc.account_of(person)
        registration = actions.start(author, round_, person)
        numbers = [*range(1, 8), *([9] if queries.is_head(person, day) else [])]
        write(registration, {str(one): bloc.random.choice(TEXTS[one]) for one in numbers})
        actions.submit(author, registration.pk)
    with clock(handed_in + timedelta(days=2)):
        bloc.confirm(cell, [registration])
