"""Who may read, confirm and write a registration; who must be refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from organizations.models import Person, PersonState, Role
from registrations import actions
from registrations.access import get_registration_for, get_round_for
from tests import factories


def answer(account, registration, to):
    """Return "yes", 403 or 404: what asking for the registration ends with."""
    account = type(account).objects.get(pk=account.pk)
    try:
        get_registration_for(account, registration.pk, to=to)
    except PermissionDenied:
        return 403
    except Http404:
        return 404
    return "yes"


def answers(place, registration, to):
    names = ("member", "colleague", "secretary", "deputy", "other_secretary", "superior", "board")
    return {name: answer(getattr(place, name), registration, to) for name in names}


def test_draft_is_its_authors_alone(place):
    registration = actions.start(place.member, place.round, place.member.person)

    assert answers(place, registration, "read") == {
        "member": "yes",
        "colleague": 403,
        "secretary": 403,
        "deputy": 403,
        "other_secretary": 404,
        "superior": 403,
        "board": 403,
    }


def test_submitted_is_read_in_the_cell_alone(place):
    registration = factories.hand_in(place.member, place.round)

    assert answers(place, registration, "read") == {
        "member": "yes",
        "colleague": 403,
        "secretary": "yes",
        "deputy": "yes",
        "other_secretary": 404,
        "superior": 403,
        "board": 403,
    }


def test_confirmed_is_read_above_too(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)

    assert answers(place, registration, "read") == {
        "member": "yes",
        "colleague": 403,
        "secretary": "yes",
        "deputy": "yes",
        "other_secretary": 404,
        "superior": "yes",
        "board": "yes",
    }


def test_returned_and_rewritten_is_a_draft_again(place):
    registration = factories.hand_in(place.member, place.round)
    actions.return_to_author(place.secretary, registration.pk, "Lý do")
    read_while_returned = answer(place.secretary, registration, "read")
    actions.save_answer(place.member, registration.pk, "1", "Mới", revision=1, writer="w")

    assert (read_while_returned, answer(place.secretary, registration, "read")) == ("yes", 403)


def test_confirming_is_for_the_cells_officers(place):
    registration = factories.hand_in(place.member, place.round)

    assert answers(place, registration, "confirm") == {
        "member": 403,
        "colleague": 403,
        "secretary": "yes",
        "deputy": "yes",
        "other_secretary": 404,
        "superior": 403,
        "board": 403,
    }


def test_nobody_confirms_the_own_one_but_another_officer_or_above(place):
    registration = factories.hand_in(place.secretary, place.round, [*range(1, 8), 9])

    assert answers(place, registration, "confirm") == {
        "member": 403,
        "colleague": 403,
        "secretary": 403,
        "deputy": "yes",
        "other_secretary": 404,
        "superior": "yes",
        "board": 403,
    }


def test_supplement_is_the_authors(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)

    assert answer(place.member, registration, "supplement") == "yes"
    assert answer(place.secretary, registration, "supplement") == 403


def test_rights_end_with_the_position(place):
    registration = factories.hand_in(place.member, place.round)
    place.secretary.person.positions.update(ended_on=timezone.localdate())

    assert answer(place.secretary, registration, "confirm") == 403


def test_rights_rest_while_suspended(place):
    registration = factories.hand_in(place.member, place.round)
    factories.set_state(place.secretary.person, PersonState.Kind.SUSPENDED_COMMITTEE)

    assert answer(place.secretary, registration, "confirm") == 403


def test_group_leader_reads_the_groups_alone(place):
    group = factories.make_group(place.cell)
    leader = factories.make_officer(group, Role.GROUP_LEADER, "Hồ Văn Bình")
    mate = factories.make_account(factories.make_person("Lý Thị Mai", group))
    in_group = factories.hand_in(mate, place.round)
    outside = factories.hand_in(place.member, place.round)

    assert (answer(leader, in_group, "read"), answer(leader, in_group, "confirm")) == ("yes", 403)
    assert answer(leader, outside, "read") == 404
    assert answer(place.secretary, in_group, "confirm") == "yes"


def test_transferred_history_comes_along_and_stays_readable(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    today = timezone.localdate()
    place.member.person.placements.update(ended_on=today)
    factories.place(place.member.person, place.other_cell, started_on=today)

    assert answer(place.other_secretary, registration, "read") == "yes"
    assert answer(place.secretary, registration, "read") == "yes"


def test_other_bloc_sees_nothing(place):
    bloc = factories.make_bloc("Đảng bộ Khối doanh nghiệp")
    cell = factories.make_cell(factories.make_base(bloc))
    stranger = factories.make_officer(bloc, Role.ORGANISATION_BOARD, placed_in=cell)
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)

    assert answer(stranger, registration, "read") == 404
    with pytest.raises(Http404):
        get_round_for(stranger, place.round.pk)


def test_administrator_reads_nothing(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)

    assert answer(factories.make_account(), registration, "read") == 404


def test_non_member_owes_no_commitment(place):
    person = factories.make_person("Bùi Văn Tú", place.cell, admitted_on=None, official_on=None)

    assert person.membership == Person.Membership.NON_MEMBER
    with pytest.raises(Exception, match="không thuộc diện"):
        actions.start(factories.make_account(person), place.round, person)


def test_positions_in_a_dissolved_organization_give_no_rights(place):
    registration = factories.hand_in(place.member, place.round)
    type(place.base).objects.filter(pk=place.base.pk).update(dissolved_on=timezone.localdate())
    actions.confirm(place.secretary, registration.pk)

    assert answer(place.superior, registration, "read") == 404


def test_group_leader_suspended_from_the_party_reads_nothing(place):
    group = factories.make_group(place.cell)
    leader = factories.make_officer(group, Role.GROUP_LEADER, "Hồ Văn Bình")
    mate = factories.make_account(factories.make_person("Lý Thị Mai", group))
    registration = factories.hand_in(mate, place.round)
    factories.set_state(leader.person, PersonState.Kind.SUSPENDED_PARTY)

    assert answer(leader, registration, "read") == 403
