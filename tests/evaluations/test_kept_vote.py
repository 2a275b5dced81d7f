"""A vote that is kept when its decision is annulled stays a click away from R2 and R3 (H21-18)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations import annulling, reports
from evaluations.models import Evaluation, QuestionSubject
from tests import factories
from tests.evaluations import counted, holding

NOW = timezone.now()


@pytest.fixture
def vote(db):
    vote = counted.make_vote(holding.HD21, method="PAPER", **counted.HD21)
    counted.count_paper(vote, {"GOOD": 18})
    counted.close(vote)
    vote.meeting.__class__.objects.update(finished_at=NOW)
    Evaluation.objects.update(level="GOOD", decided_at=NOW, reported_at=NOW)
    vote.above = vote.superior
    return vote


def annulled(vote, *, keep_vote):
    one = Evaluation.objects.get(person=vote.members[0], annulled_at=None)
    return annulling.annul(vote.above, one, "Sai", keep_vote=keep_vote)


def listed(vote, client):
    """Return the page of the list on which the person is, as the base committee sees it."""
    client.force_login(vote.above)
    page = reverse("result_people", args=[vote.round_.pk, vote.base.pk])
    return client.get(page, {"q": vote.members[0].full_name}).content.decode()


def test_new_attempt_leads_to_the_vote_that_is_kept(vote, client):
    address = reverse("vote_result", args=[vote.question.pk])
    annulled(vote, keep_vote=True)

    html = listed(vote, client)

    assert "Chưa quyết định" in html
    assert address in html
    assert client.get(address).status_code == 200


def test_vote_that_is_made_again_is_not_that_of_the_new_attempt(vote, client):
    annulled(vote, keep_vote=False)

    assert reverse("vote_result", args=[vote.question.pk]) not in listed(vote, client)


def test_organizations_new_attempt_leads_to_its_vote_too(vote):
    done = {"level": "GOOD", "decided_at": NOW}
    one = factories.make_organization_evaluation(vote.round_, vote.cell, **done)
    question = vote.question
    QuestionSubject.objects.create(question=question, evaluation=one, position=9, name="Chi bộ 9")
    annulling.annul(vote.above, one, "Sai", keep_vote=True)

    (row,) = [
        row
        for row in reports.organization_report(vote.round_, vote.base).rows
        if row.organization == vote.cell
    ]

    assert (row.vote, row.level, row.proposal) == (question.pk, "", "Hoàn thành tốt nhiệm vụ")
