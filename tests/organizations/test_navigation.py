"""The bar at the top leads to the pages that the reader may open."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from organizations.models import PersonState, Role
from tests.factories import make_account, make_group, make_officer, make_person, set_state

pytestmark = pytest.mark.django_db
TASKS, ROUNDS, TREE = "Việc cần làm", "Đợt đăng ký", "Tổ chức và đảng viên"
EVALUATIONS, RULES = "Đánh giá, xếp loại", "Quy định"


def words(rf, account):
    request = rf.get("/")
    request.user = account
    return re.findall(r">([^<>]+)</a>", render_to_string("_navigation.html", request=request))


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.SECRETARY, [TASKS, ROUNDS, EVALUATIONS, TREE, RULES]),
        (Role.COMMITTEE_MEMBER, [TASKS, ROUNDS, EVALUATIONS, TREE, RULES]),
        (Role.AGENCY_HEAD, [TASKS, EVALUATIONS, RULES]),
    ],
)
def test_navigation_of_who_serves_in_a_cell(rf, cell, role, shown):
    assert words(rf, make_officer(cell, role)) == shown


def test_group_leader_finds_the_round_and_the_group(rf, client, cell):
    leader = make_officer(make_group(cell), Role.GROUP_LEADER)
    client.force_login(leader)

    statuses = [client.get(reverse(page)).status_code for page in ("rounds", "organization_tree")]

    assert words(rf, leader) == [TASKS, ROUNDS, EVALUATIONS, TREE, RULES]
    assert statuses == [200, 200]


def test_member_and_suspended_group_leader_find_their_tasks_and_the_rules(rf, cell):
    member = make_account(make_person("Lê Thị Hoa", cell))
    leader = make_officer(make_group(cell), Role.GROUP_LEADER)
    set_state(leader.person, PersonState.Kind.SUSPENDED_PARTY)

    assert [words(rf, one) for one in (member, leader)] == [[TASKS, EVALUATIONS, RULES]] * 2
