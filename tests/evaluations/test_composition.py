"""Who is called to a meeting and who of them votes, by guidance (NG-06, NG-09, I-2, I-4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.queries.roll import Presence, composition, presence_of
from organizations.models import PersonState, Placement, Role
from tests import factories
from tests.evaluations.holding import HD21, LD, NG, call, come, make_round, make_tree

TODAY = timezone.localdate()


@pytest.fixture
def tree(db):
    return make_tree()


def names(rows, *, votes=True):
    return sorted(one.name for one in rows if one.votes == votes)


def composed(round_, organization, day=TODAY, **about):
    return composition(round_, organization, day, **about)


OFFICIAL = ["Lê Thị Hoa", "Nguyễn Văn An", "Phạm Văn Cường", "Trần Thị Bình"]


def test_exemplary_meeting_of_a_cell_everybody_within_its_leadership_votes(tree):
    factories.make_person("Mai Văn Mới", tree.cell, official_on=None)

    rows = composed(make_round(tree.bloc, NG), tree.cell)

    assert names(rows) == sorted([*OFFICIAL, "Bùi Thị Tú", "Mai Văn Mới"])
    assert names(rows, votes=False) == []


def test_exemplary_meeting_on_the_cell_alone_is_of_its_members(tree):
    assert names(composed(make_round(tree.bloc, NG), tree.cell, people=False)) == OFFICIAL


def test_exemplary_meeting_with_a_leader_guests_speak_without_voting(tree):
    factories.appoint(tree.member.person, tree.base, Role.COMMITTEE_MEMBER)

    rows = composed(make_round(tree.bloc, NG), tree.cell)

    assert names(rows) == sorted([*OFFICIAL, "Bùi Thị Tú"])
    assert names(rows, votes=False) == ["Võ Minh Tú", "Đỗ Thị Lan"]


def test_exemplary_meeting_of_a_committee_is_its_list_and_mass_leaders(tree):
    round_ = make_round(tree.bloc, NG)

    meeting = call(tree.superior, round_, tree.base, guests="Lý Thị Công, Chủ tịch Công đoàn")

    assert list(meeting.roll.filter(votes=True).values_list("name", "post").order_by("name")) == [
        ("Lý Thị Công", "Chủ tịch Công đoàn"),
        ("Phạm Văn Cường", "Phó Bí thư Chi bộ 1"),
        ("Trần Thị Bình", "Bí thư Chi bộ 1"),
        ("Võ Minh Tú", "Bí thư Đảng bộ Sở Xây dựng"),
        ("Đỗ Thị Lan", "Bí thư Chi bộ 2"),
    ]


@pytest.mark.parametrize("guidance", [LD, HD21])
def test_party_question_full_members_officially_placed_vote(tree, guidance):
    factories.make_person("Mai Văn Mới", tree.cell, official_on=None)
    guest = factories.make_person("Tạ Văn Tạm", tree.other)
    factories.place(guest, tree.cell, Placement.Kind.TEMPORARY)

    rows = composed(make_round(tree.bloc, guidance), tree.cell)

    assert names(rows) == OFFICIAL
    assert names(rows, votes=False) == ["Mai Văn Mới", "Tạ Văn Tạm"]
    assert {one.name: one.post for one in rows}["Tạ Văn Tạm"] == "Đảng viên sinh hoạt tạm thời"
    assert {one.name: one.post for one in rows}["Mai Văn Mới"] == "Đảng viên dự bị"


def test_party_question_reading_lets_probationary_members_vote(tree):
    factories.make_person("Mai Văn Mới", tree.cell, official_on=None)
    round_ = make_round(tree.bloc, HD21)
    round_.readings = {"party_voters": "ALL_MEMBERS"}

    assert names(composed(round_, tree.cell)) == sorted([*OFFICIAL, "Mai Văn Mới"])


def test_party_question_exempt_and_suspended_are_not_called(tree):
    factories.set_state(tree.member.person, PersonState.Kind.EXEMPT)
    factories.set_state(tree.colleague.person, PersonState.Kind.SUSPENDED_PARTY)

    rows = composed(make_round(tree.bloc, HD21), tree.cell)

    assert [one.name for one in rows] == ["Trần Thị Bình", "Phạm Văn Cường"]


def test_party_question_of_a_committee_is_its_members(tree):
    factories.appoint(tree.member.person, tree.base, Role.COMMITTEE_MEMBER)
    factories.appoint(tree.superior.person, tree.base, Role.STANDING_MEMBER)
    away = factories.make_officer(tree.base, Role.COMMITTEE_MEMBER, "Ngô Văn Đình", tree.other)
    factories.set_state(away.person, PersonState.Kind.SUSPENDED_COMMITTEE)

    rows = composed(make_round(tree.bloc, HD21), tree.base)

    assert [(one.name, one.post) for one in rows] == [
        ("Võ Minh Tú", "Bí thư Đảng bộ Sở Xây dựng, Ủy viên Ban Thường vụ Đảng bộ Sở Xây dựng"),
        ("Nguyễn Văn An", "Cấp ủy viên Đảng bộ Sở Xây dựng"),
    ]


def test_composition_is_that_of_the_day(tree):
    tomorrow = TODAY + timedelta(days=1)
    tree.member.person.placements.update(ended_on=tomorrow)
    round_ = make_round(tree.bloc, HD21)

    assert "Nguyễn Văn An" in names(composed(round_, tree.cell))
    assert "Nguyễn Văn An" not in names(composed(round_, tree.cell, tomorrow))


def test_roll_keeps_names_posts_and_groups_of_the_day(tree):
    group = factories.make_group(tree.cell)
    person = factories.make_person("Mai Văn Tổ", group)
    meeting = call(tree.secretary, make_round(tree.bloc, HD21), tree.cell)

    person.full_name = "Tên Khác"
    person.save()

    row = meeting.roll.get(person=person)
    assert (row.name, row.post, row.group, row.votes) == (
        "Mai Văn Tổ",
        "Đảng viên",
        "Tổ đảng 1",
        True,
    )


@pytest.mark.parametrize(("there", "enough"), [(2, True), (1, False)])
def test_quorum_is_reached_at_exactly_two_thirds(tree, there, enough):
    meeting = call(tree.secretary, make_round(tree.bloc, HD21), tree.cell)
    meeting.roll.filter(name="Lê Thị Hoa").delete()
    come(meeting, *["Nguyễn Văn An", "Trần Thị Bình"][:there])

    found = presence_of(list(meeting.roll.all()))

    assert found == Presence(roll=3, present=there, others=0, needed=2, share="2/3")
    assert found.enough is enough


def test_quorum_counts_neither_who_left_nor_who_does_not_vote(tree):
    meeting = call(tree.secretary, make_round(tree.bloc, HD21), tree.cell)
    come(meeting)
    meeting.roll.filter(name="Lê Thị Hoa").update(left_at="15:00")
    meeting.roll.filter(name="Nguyễn Văn An").update(votes=False)
    meeting.roll.filter(name="Phạm Văn Cường").update(struck=True)

    found = presence_of(list(meeting.roll.all()))

    assert found == Presence(roll=2, present=1, others=1, needed=2, share="2/3")


def test_quorum_of_another_share_and_of_an_empty_roll(tree, settings):
    meeting = call(tree.secretary, make_round(tree.bloc, HD21), tree.cell)
    come(meeting, "Nguyễn Văn An", "Lê Thị Hoa")

    settings.QUORUM = "50%"

    assert presence_of(list(meeting.roll.all())).enough
    assert not presence_of([]).enough
