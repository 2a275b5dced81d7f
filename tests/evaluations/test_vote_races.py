"""Two at once in a vote: opened and closed once, and no teller's number is lost unsaid."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from evaluations import counting, voting
from evaluations.models import EvaluationEvent, Question, Sheet
from organizations.models import LogEntry
from registrations.actions import Moved
from tests.evaluations import counted, holding

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Let windows act at the same moment; return what each ended with."""

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


def test_opened_by_two_at_once_is_opened_once():
    vote = counted.make_vote(holding.NG, opened=False)

    ends = at_once(
        *(
            lambda who=who: voting.open_question(who, vote.question.pk)
            for who in (vote.secretary, vote.deputy)
        )
    )

    assert ends == ["Moved", "done"]
    assert LogEntry.objects.filter(verb="open_vote").count() == 1


def test_closed_by_two_at_once_is_closed_once():
    vote = counted.make_vote(holding.NG, subjects=2)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18})

    ends = at_once(
        *(
            lambda who=who: voting.close_question(who, vote.question.pk)
            for who in (vote.secretary, vote.deputy, vote.secretary)
        )
    )

    assert ends == ["Moved", "Moved", "done"]
    assert EvaluationEvent.objects.filter(verb="vote").count() == 2


def test_annulled_by_two_at_once_is_put_again_once():
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18})
    voting.close_question(vote.secretary, vote.question.pk)

    ends = at_once(
        *(
            lambda who=who: voting.annul_question(who, vote.question.pk, "Đếm nhầm")
            for who in (vote.secretary, vote.deputy)
        )
    )

    assert ends == ["Moved", "done"]
    assert Question.objects.count() == 2


def test_number_saved_while_closing_counts_or_is_refused():
    vote = counted.make_vote(holding.NG)
    counted.enter(vote.secretary, vote.question, 1, {"GOOD": 18})
    [one] = counted.subjects(vote.question)
    cell = {f"{one.pk}-GOOD": ("12", "18")}

    ends = at_once(
        lambda: voting.close_question(vote.deputy, vote.question.pk),
        lambda: counting.save_counts(vote.secretary, vote.question.pk, 1, cell),
    )

    row = Sheet.objects.get().rows.get()
    [one] = counted.subjects(vote.question)
    assert ends in (["done", "done"], ["Moved", "done"])
    assert one.counts["votes"] == row.counts
    assert row.counts == ({"GOOD": 12} if ends == ["done", "done"] else {"GOOD": 18})


def test_sheet_begun_in_several_windows_is_one_sheet():
    vote = counted.make_vote(holding.NG, method="PAPER", subjects=3, proposed_level="GOOD")
    teller = vote.tellers[0]

    def write(place):
        one = counted.subjects(vote.question)[place]
        cell = {f"{one.pk}-GOOD": (str(place + 10), "")}
        return lambda: counting.save_counts(teller, vote.question.pk, 1, cell)

    ends = at_once(*(write(place) for place in range(3)))

    assert ends == ["done"] * 3
    rows = Sheet.objects.get().rows.order_by("subject__position")
    assert [one.counts for one in rows] == [{"GOOD": 10}, {"GOOD": 11}, {"GOOD": 12}]


def test_two_windows_of_a_teller_writing_one_cell_lose_nothing_unsaid():
    vote = counted.make_vote(holding.NG, method="PAPER", proposed_level="GOOD")
    [one] = counted.subjects(vote.question)
    found = []

    def write(text):
        cell = f"{one.pk}-GOOD"
        saved = counting.save_counts(vote.tellers[0], vote.question.pk, 1, {cell: (text, "")})
        found.append((text, saved[cell].text, saved[cell].conflict))

    at_once(lambda: write("11"), lambda: write("12"))

    kept = str(Sheet.objects.get().rows.get().counts["GOOD"])
    other = {"11": "12", "12": "11"}[kept]
    assert sorted(found) == sorted([(kept, kept, False), (other, kept, True)])


def test_signed_off_while_the_other_teller_takes_back():
    vote = counted.make_vote(holding.NG, method="PAPER", proposed_level="GOOD")
    counted.count_paper(vote, {"GOOD": 18})

    ends = at_once(
        lambda: voting.close_question(vote.secretary, vote.question.pk),
        lambda: counting.take_back(vote.tellers[1], vote.question.pk, 2),
    )

    closed = Question.objects.get().closed_at is not None
    signed = Sheet.objects.filter(signed_at__isnull=False).count()
    assert (ends, signed) in ((["Moved", "done"], 2), (["ValidationError", "done"], 1))
    assert closed == (signed == 2)
