"""A section committee between the base committee and cells: who decides on them (I-10, NG-08)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.access import reader_in
from evaluations.deciding import body_of
from evaluations.models import Subject
from evaluations.queries import caps, issued
from evaluations.queries.deciding import organizations_below
from organizations.models import Role
from registrations.models import Guidance
from tests import factories
from tests.evaluations.deciding import GOOD, make_world, voted
from tests.evaluations.pages import words

NOW = timezone.now()
BY_DECISION = (Guidance.HD21_2019, Guidance.HD22_2013)


@pytest.fixture
def world(db):
    return with_section(make_world())


def with_section(world):
    """Put a section with a cell below the base committee; its secretary is placed elsewhere."""
    kind = {"kind": "SECTION_COMMITTEE"}
    world.section = factories.make_base(world.base, "Đảng bộ bộ phận Kinh tế", **kind)
    world.deep = factories.make_cell(world.section, "Chi bộ Tài chính")
    world.leader = factories.make_officer(
        world.section, full_name="Tạ Thị Sáu", placed_in=world.office
    )
    return world


def evaluated(world, **fields):
    return factories.make_organization_evaluation(world.round, world.deep, **fields)


def may_decide(account, organization, round_):
    return reader_in(account, organization.pk, round_).may_decide_organization


@pytest.mark.parametrize("guidance", BY_DECISION)
def test_base_committee_decides_on_the_cells_of_its_sections(db, guidance):
    world = with_section(make_world(guidance))

    for place in (world.deep, world.section, world.cell):
        assert may_decide(world.superior, place, world.round)
        assert not may_decide(world.leader, place, world.round)
    assert may_decide(world.standing, world.base, world.round)
    assert not may_decide(world.standing, world.deep, world.round)


def test_section_recognises_its_cells_in_the_exemplary_course(db):
    world = with_section(make_world(Guidance.NEU_GUONG_2017))

    assert may_decide(world.leader, world.deep, world.round)
    assert not may_decide(world.superior, world.deep, world.round)
    assert may_decide(world.superior, world.section, world.round)


def test_cap_counts_all_organizations_on_which_the_base_committee_decides(world):
    deep, near = evaluated(world), factories.make_organization_evaluation(world.round, world.cell)

    for one in (deep, near):
        pool = caps.pool_of(one, None)
        assert (pool.anchor, set(pool.rows)) == (world.base, {deep, near})
    assert not caps.bodies_pool(world.round, Subject.ORGANIZATION, world.section).rows.exists()
    assert body_of(deep) == f"Ban Chấp hành {world.base.name}"


def test_page_of_the_base_committee_lists_the_cells_of_its_sections(world, client):
    evaluated(world)
    voted(world, GOOD, cell=world.deep)
    client.force_login(world.superior)
    address = "decide_organizations"

    shown = words(client.get(reverse(address, args=[world.round.pk, world.base.pk])))
    rows = {one.organization: one for one in organizations_below(world.round, world.base)}
    client.force_login(world.leader)
    own = words(client.get(reverse(address, args=[world.round.pk, world.section.pk])))

    assert "Chi bộ Tài chính Đảng bộ bộ phận Kinh tế" in shown
    assert rows.keys() == {world.cell, world.other, world.section, world.deep}
    assert not any(rows[one].classified for one in rows)  # voted on, not decided yet
    assert "Chi bộ Tài chính" in own
    assert "Nhiều nhất" not in own


def test_members_of_a_sections_cell_are_counted_in_both(world):
    (one,) = voted(world, GOOD, cell=world.deep)
    type(one).objects.filter(pk=one.pk).update(level=GOOD, decided_at=NOW)

    rows = {one.organization: one for one in organizations_below(world.round, world.base)}

    assert (rows[world.deep].classified, rows[world.section].classified) == (1, 1)
    assert rows[world.cell].classified == 0


def test_tasks_ask_who_decides(world, client):
    evaluated(world)
    title = f"Quyết định mức của tổ chức trực thuộc năm {world.round.year} – {world.base.name}"

    assert title in tasks(client, world.superior)
    assert "Quyết định mức" not in tasks(client, world.leader)
    assert "Quyết định mức" not in tasks(client, world.standing)


def test_tasks_ask_the_section_in_the_exemplary_course(db, client):
    world = with_section(make_world(Guidance.NEU_GUONG_2017))
    evaluated(world, level="GOOD", decided_at=NOW)
    title = f"Công nhận mức của tổ chức trực thuộc năm {world.round.year} – {world.section.name}"

    assert title in tasks(client, world.leader)
    assert "Công nhận mức" not in tasks(client, world.superior)


def tasks(client, account):
    client.force_login(account)
    return words(client.get(reverse("tasks")))


def test_base_committee_tells_what_it_decided(world):
    row = evaluated(world, level="GOOD", decided_at=NOW)

    assert list(issued.to_notify(world.round, world.base)) == [row]
    assert not issued.to_notify(world.round, world.section).exists()


def test_collectives_of_a_sections_cell_are_decided_by_the_base_committee_too(world):
    factories.make_officer(world.deep, Role.SECRETARY, "Đinh Văn Bảy")
    row = evaluated(world)
    row.subject, row.body = Subject.COLLECTIVE, "Chi ủy"
    row.save()

    assert caps.pool_of(row, None).anchor == world.base
