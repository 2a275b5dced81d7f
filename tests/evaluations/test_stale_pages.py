"""Pages opened before somebody else annulled or decided: told so, and nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations import annulling
from evaluations.models import Evaluation, Opinion
from tests import factories
from tests.evaluations.deciding import GOOD, choose, decide, make_world, voted
from tests.evaluations.pages import words

NOW = timezone.now()
TYPED = {
    "kind": "SUGGESTION",
    "source": "Đảng ủy",
    "given_on": "01/12/2025",
    "text": "Đã gõ rất dài",
}


@pytest.fixture
def world(db, client):
    world = make_world()
    (world.one,) = voted(world, GOOD)
    choose(world, world.one, GOOD)
    decide(world, world.one)
    client.force_login(world.superior)
    return world


def annulled(world, one=None, by=None):
    return annulling.annul(by or world.superior, one or world.one, "Sai")


def test_second_window_that_annuls_is_told(world, client):
    annulled(world)

    page = reverse("evaluation_annul", args=[world.one.pk])
    answer = client.post(page, {"reason": "Sai", "again": "VOTE"}, follow=True)

    assert answer.status_code == 200
    assert "vừa được thay đổi ở nơi khác" in answer.content.decode()
    assert Evaluation.objects.count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_of_an_annulled_leader_leads_to_the_new_attempt(world, client, method):
    person = factories.make_person("Hà Văn Lãnh", world.office)
    one = Evaluation.objects.create(
        round=world.round,
        subject="LEADER",
        organization=world.base,
        person=person,
        body="Bí thư",
        level=GOOD,
        decided_at=NOW,
    )
    fresh = annulled(world, one, world.standing)
    client.force_login(world.standing)

    answer = getattr(client, method)(reverse("evaluation_body", args=[one.pk]), {"act": "choose"})

    assert answer.url == reverse("evaluation_body", args=[fresh.pk])


def test_opinion_typed_on_an_annulled_attempt_is_that_of_the_new_one(world, client):
    fresh = annulled(world)
    page = reverse("opinions", args=[world.one.pk])

    client.post(page, TYPED)

    assert [one.evaluation for one in Opinion.objects.all()] == [fresh]
    assert client.get(page).url == reverse("opinions", args=[fresh.pk])


def test_opinion_typed_while_it_was_decided_stays_on_the_page(world, client):
    answer = client.post(reverse("opinions", args=[world.one.pk]), TYPED)

    assert "Đã có quyết định" in words(answer)
    assert "Đã gõ rất dài" in answer.content.decode()
