"""The page on which a classification is annulled: what is next, what is typed, a closed round."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation
from registrations import round_actions
from tests import factories
from tests.evaluations.deciding import GOOD, choose, decide, make_world, voted
from tests.evaluations.pages import words


@pytest.fixture
def world(db):
    world = make_world()
    (world.one,) = voted(world, GOOD)
    choose(world, world.one, GOOD)
    decide(world, world.one)
    return world


def annul(client, world, again, one=None, by=None):
    client.force_login(by or world.superior)
    page = reverse("evaluation_annul", args=[(one or world.one).pk])
    return client.post(page, {"reason": "Tính sai tỉ lệ", "again": again})


def said(answer):
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def test_who_decides_again_comes_to_the_table(world, client):
    answer = annul(client, world, "DECISION")

    assert answer.url == reverse("decisions", args=[world.round.pk, world.base.pk])
    assert "chọn mức rồi quyết định lại" in said(answer)


def test_where_the_cell_votes_again_its_board_opens(world, client):
    answer = annul(client, world, "VOTE")

    assert answer.url == reverse("evaluation_board", args=[world.round.pk, world.cell.pk])
    assert "làm lại từ bước kiểm điểm, biểu quyết" in said(answer)


def test_page_leads_back_to_the_table_from_which_it_is_opened(world, client):
    client.force_login(world.superior)

    html = client.get(reverse("evaluation_annul", args=[world.one.pk])).content.decode()

    assert reverse("decisions", args=[world.round.pk, world.base.pk]) in html


def test_reason_stays_where_the_round_is_closed_meanwhile(world, client):
    round_actions.close_round(world.board, world.round.pk, "Hết năm")

    answer = annul(client, world, "DECISION")

    assert "Đợt này đã đóng" in words(answer)
    assert "Tính sai tỉ lệ" in answer.content.decode()


@pytest.mark.parametrize("closed", [None, timezone.now()])
def test_organization_is_annulled_and_heard_only_in_an_open_round(world, client, closed):
    done = {"level": GOOD, "decided_at": timezone.now()}
    one = factories.make_organization_evaluation(world.round, world.cell, **done)
    type(world.round).objects.update(closed_at=closed)
    client.force_login(world.superior)

    page = client.get(reverse("evaluation_organization", args=[world.round.pk, world.cell.pk]))

    acts = [reverse("evaluation_annul", args=[one.pk]), reverse("opinions", args=[one.pk])]
    assert [act in page.content.decode() for act in acts] == [closed is None] * 2


def test_what_rests_on_a_level_is_named_before_it_is_annulled(world, client):
    organization = factories.make_organization_evaluation(world.round, world.cell)
    Evaluation.objects.filter(pk=organization.pk).update(level=GOOD, decided_at=timezone.now())
    other = factories.make_organization_evaluation(world.round, world.other)
    Evaluation.objects.filter(pk=other.pk).update(level=GOOD, decided_at=timezone.now())
    client.force_login(world.superior)

    shown = words(client.get(reverse("evaluation_annul", args=[world.one.pk])))
    assert f"{world.cell.name}: Hoàn thành tốt nhiệm vụ" in shown
    assert f"{world.other.name}: " not in shown

    leader = Evaluation.objects.create(
        round=world.round,
        subject="LEADER",
        organization=world.cell,
        person=factories.make_person("Lê Thị Hoa", world.cell),
        body="Bí thư",
        level=GOOD,
        decided_at=timezone.now(),
    )
    page = reverse("evaluation_annul", args=[organization.pk])
    assert "Lê Thị Hoa, Bí thư: Hoàn thành tốt nhiệm vụ" in words(client.get(page))
    Evaluation.objects.filter(pk=leader.pk).update(level="", decided_at=None)
    assert "Lê Thị Hoa, Bí thư" not in words(client.get(page))
