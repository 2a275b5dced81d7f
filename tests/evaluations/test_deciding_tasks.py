"""What waits for a committee's decision stands among its tasks, with how many are left."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation
from organizations.models import Role
from registrations.models import Guidance
from tests import factories
from tests.evaluations.deciding import GOOD, choose, decide, make_world, voted
from tests.evaluations.pages import words

NOW = timezone.now()


@pytest.fixture
def world(db):
    return make_world()


def tasks(client, account):
    client.force_login(account)
    return client.get(reverse("tasks"))


def test_members_wait_for_the_base_committee_until_decided(world, client):
    one, _ = voted(world, GOOD, GOOD)
    voted(world, GOOD, start=3, reported_at=None)
    title = f"Quyết định mức của đảng viên năm {world.round.year} – {world.base.name}"

    before = tasks(client, world.superior)
    choose(world, one, GOOD)
    decide(world, one)

    assert title in words(before)
    assert reverse("decisions", args=[world.round.pk, world.base.pk]) in before.content.decode()
    assert "Còn 2 đồng chí" in words(before)
    assert "Còn 1 đồng chí" in words(tasks(client, world.superior))
    assert title not in words(tasks(client, world.board))


def test_own_level_waits_for_others(world, client):
    factories.make_voted(world.round, world.cell, world.superior.person)

    assert "Quyết định mức" not in words(tasks(client, world.superior))


def test_members_below_a_section_wait_too_and_a_base_cell_decides_itself(world, client):
    section = factories.make_base(world.base, "Đảng bộ bộ phận", kind="SECTION_COMMITTEE")
    voted(world, GOOD, cell=factories.make_cell(section, "Chi bộ sâu"), start=7)
    voted(world, GOOD, cell=world.office, start=8, reported_at=None)
    secretary = factories.make_officer(world.office, full_name="Cao Thị Nhung")

    assert "Còn 1 đồng chí" in words(tasks(client, world.superior))
    assert "Còn 1 đồng chí" in words(tasks(client, secretary))


def test_organizations_collectives_and_leaders_wait_for_the_standing_committee(world, client):
    factories.make_organization_evaluation(world.round, world.base)
    Evaluation.objects.create(
        round=world.round,
        subject="COLLECTIVE",
        organization=world.base,
        body="Ban Chấp hành",
        reviewed_at=NOW,
    )

    shown = words(tasks(client, world.standing))

    assert f"tổ chức trực thuộc năm {world.round.year} – {world.bloc.name}" in shown
    assert f"tập thể, cán bộ lãnh đạo năm {world.round.year} – {world.base.name}" in shown
    assert ("Còn 1 tổ chức" in shown, "Còn 1 trường hợp" in shown) == (True, True)
    member = factories.make_officer(
        world.bloc, Role.COMMITTEE_MEMBER, "Ủy viên", placed_in=world.office
    )
    assert "Quyết định mức" not in words(tasks(client, member))


def test_booklets_wait_to_be_confirmed_and_exemplary_levels_to_be_recognised(db, client):
    world = make_world(Guidance.LAM_DONG_2017)
    person = factories.make_person("Lê Văn Bảy", world.cell)
    done = {"level": "COMPLETED", "decided_at": NOW, "facts": {}}
    factories.make_voted(world.round, world.cell, person, "COMPLETED", **done)
    ng = factories.make_round(
        world.bloc,
        world.round.year,
        guidance=Guidance.NEU_GUONG_2017,
        **factories.ADOPTION,
    )
    level = {"level": "GOOD", "decided_at": NOW}
    own = factories.make_organization_evaluation(ng, world.cell, **level)

    before = words(tasks(client, world.superior))
    Evaluation.objects.update(superior="CONFIRMED", superior_at=NOW)
    after = words(tasks(client, world.superior))

    for title in ("Công nhận kết quả của chi bộ", "Công nhận mức của tổ chức trực thuộc"):
        assert (title in before, title in after) == (True, False)
    Evaluation.objects.filter(pk=own.pk).update(superior="", reported_at=None)
    assert "Công nhận mức" not in words(tasks(client, world.superior))


def test_closed_round_asks_for_nothing(world, client):
    voted(world, GOOD)
    type(world.round).objects.update(closed_at=NOW)

    assert "Quyết định mức" not in words(tasks(client, world.superior))


def test_queries_do_not_grow(world, client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert tasks(client, world.superior).status_code == 200
        return len(queries)

    voted(world, GOOD)
    factories.make_organization_evaluation(world.round, world.cell)
    count()
    one = count()
    for number in range(3):
        cell = factories.make_cell(world.base, f"Chi bộ thêm {number}")
        voted(world, GOOD, GOOD, cell=cell, start=10 * number + 11)
        factories.make_organization_evaluation(world.round, cell)

    assert count() == one


def test_what_is_reviewed_under_hd22_waits_too(db, client):
    world = make_world(Guidance.HD22_2013)
    person = factories.make_person("Lê Văn Tám", world.cell)
    kept = {"vote": "", "voted_at": None, "reported_at": None}
    one = factories.make_voted(world.round, world.cell, person, reviewed_at=NOW, **kept)
    before = words(tasks(client, world.superior))
    Evaluation.objects.filter(pk=one.pk).update(reviewed_at=None)

    assert "Còn 1 đồng chí" in before
    assert "Quyết định mức" not in words(tasks(client, world.superior))
