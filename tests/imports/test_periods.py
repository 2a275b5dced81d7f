from datetime import date

import pytest
from django.utils import timezone

from organizations.models import (
    ImportRow,
    Kind,
    Organization,
    Person,
    PersonState,
    Placement,
    Position,
    Role,
)
from tests.factories import (
    appoint,
    make_base,
    make_cell,
    make_group,
    make_person,
    place,
    set_state,
)
from tests.imports.comparing import AS_OF, bring, member, periods, told
from tests.imports.making import cell, person

pytestmark = pytest.mark.django_db
NEW, CHANGED, UNCHANGED, REJECTED = (
    ImportRow.Outcome.NEW,
    ImportRow.Outcome.CHANGED,
    ImportRow.Outcome.UNCHANGED,
    ImportRow.Outcome.REJECTED,
)


def test_another_cell_is_a_transfer_that_keeps_history(bloc, first):
    one = member(first)
    appoint(one, first, Role.DEPUTY_SECRETARY)
    appoint(one, first.parent, Role.COMMITTEE_MEMBER)

    (row,) = bring(bloc, *cell(person(), name="CHI BỘ 2"), then_apply=True)

    assert row.outcome == CHANGED
    assert told(row) == [
        (
            "Nơi sinh hoạt chính thức",
            "Chi bộ 1, Đảng bộ Sở Xây dựng",
            "Chi bộ 2, Đảng bộ Sở Xây dựng",
        ),
        ("Chức vụ Đảng", "Phó Bí thư – Chi bộ 1, Đảng bộ Sở Xây dựng", ""),
    ]
    assert periods(one.placements) == [
        ("Chi bộ 1", Placement.Kind.OFFICIAL, date(2020, 1, 1), AS_OF),
        ("Chi bộ 2", Placement.Kind.OFFICIAL, AS_OF, None),
    ]
    assert periods(one.positions) == [
        ("Chi bộ 1", Role.DEPUTY_SECRETARY, date(2020, 1, 1), AS_OF),
        ("Đảng bộ Sở Xây dựng", Role.COMMITTEE_MEMBER, date(2020, 1, 1), None),
    ]


def test_a_transfer_after_the_lists_day_happens_today(bloc, first):
    today = timezone.localdate()
    one = member(None)
    place(one, first, started_on=date(2025, 3, 1))

    bring(bloc, *cell(person(), name="CHI BỘ 2"), then_apply=True)

    assert periods(one.placements) == [
        ("Chi bộ 1", Placement.Kind.OFFICIAL, date(2025, 3, 1), today),
        ("Chi bộ 2", Placement.Kind.OFFICIAL, today, None),
    ]


def test_a_list_without_groups_leaves_people_in_theirs(bloc, first):
    member(make_group(first))

    (row,) = bring(bloc, *cell(person()))

    assert row.outcome == UNCHANGED


def test_a_list_without_sections_finds_the_cell_in_its_section(bloc):
    base = make_base(bloc)
    section = Organization.objects.create(
        parent=base, kind=Kind.SECTION_COMMITTEE, name="Đảng bộ bộ phận A"
    )
    member(make_cell(section))

    (row,) = bring(bloc, *cell(person()))

    assert row.outcome == UNCHANGED


def test_temporary_people_keep_their_official_place(bloc, first):
    one = member(first)

    (row,) = bring(bloc, *cell(person(note="Sinh hoạt tạm thời"), name="CHI BỘ 2"), then_apply=True)

    assert told(row) == [("Sinh hoạt tạm thời", "", "Chi bộ 2, Đảng bộ Sở Xây dựng")]
    assert periods(one.placements) == [
        ("Chi bộ 1", Placement.Kind.OFFICIAL, date(2020, 1, 1), None),
        ("Chi bộ 2", Placement.Kind.TEMPORARY, AS_OF, None),
    ]


def test_one_without_card_official_and_temporary_is_one_person(bloc):
    bring(
        bloc,
        *cell(person(card=None, note="Sinh hoạt tạm thời"), name="CHI BỘ 1"),
        *cell(person(card=None), name="CHI BỘ 2"),
        then_apply=True,
    )

    assert periods(Person.objects.get().placements) == [
        ("Chi bộ 2", Placement.Kind.OFFICIAL, AS_OF, None),
        ("Chi bộ 1", Placement.Kind.TEMPORARY, AS_OF, None),
    ]


def test_a_new_secretary_ends_the_former(bloc, first):
    old = make_person("Trần Thị Bình", first)
    appoint(old, first, Role.SECRETARY)
    one = member(first)
    appoint(one, first, Role.DEPUTY_SECRETARY)

    (row,) = bring(bloc, *cell(person(posts="Bí thư")), then_apply=True)

    assert told(row) == [
        ("Chức vụ Đảng", "Phó Bí thư – Chi bộ 1, Đảng bộ Sở Xây dựng", ""),
        ("Chức vụ Đảng", "Trần Thị Bình", "Bí thư – Chi bộ 1, Đảng bộ Sở Xây dựng"),
    ]
    assert periods(old.positions) == [("Chi bộ 1", Role.SECRETARY, date(2020, 1, 1), AS_OF)]
    assert periods(one.positions) == [
        ("Chi bộ 1", Role.DEPUTY_SECRETARY, date(2020, 1, 1), AS_OF),
        ("Chi bộ 1", Role.SECRETARY, AS_OF, None),
    ]


def test_posts_no_longer_stated_end_only_where_the_list_states_posts(bloc, first):
    one = member(first)
    appoint(one, first, Role.COMMITTEE_MEMBER)
    other = person("Lê Hoa", card="2", male="1/2/1985")

    (silent, _) = bring(bloc, *cell(person(), other))
    other[7] = "Bí thư"
    (stated, _) = bring(bloc, *cell(person(), other))

    assert silent.outcome == UNCHANGED
    assert told(stated) == [("Chức vụ Đảng", "Cấp ủy viên – Chi bộ 1, Đảng bộ Sở Xây dựng", "")]


def test_a_title_is_kept_as_written(bloc, first):
    one = member(first)
    appoint(one, first, Role.COMMITTEE_MEMBER)

    bring(bloc, *cell(person(posts="Chi ủy viên")), then_apply=True)

    position = Position.objects.get()
    assert (position.title, position.label, position.started_on) == (
        "Chi ủy viên",
        "Chi ủy viên",
        date(2020, 1, 1),
    )


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([person(posts="Bí thư"), person("B An", card="2", posts="Bí thư")], "two_secretaries"),
        (
            [
                ["Tổ đảng 1"],
                person(posts="Tổ trưởng"),
                person("B An", card="2", posts="Tổ trưởng"),
            ],
            "two_group_leaders",
        ),
        ([person(official=None, posts="Bí thư")], "post_of_probationary"),
        ([person(posts="Bí thư (Chi bộ 9)")], "post_elsewhere"),
        ([person(posts="Ủy viên Ban Thường vụ (Chi bộ 1)")], "post_elsewhere"),
        ([person(), ["Chi bộ 2"], person("B An", card="2", posts="Bí thư (Chi bộ 1)")],
         "post_elsewhere"),
    ],
)  # fmt: skip
def test_posts_that_cannot_be_are_rejected(bloc, rows, problem):
    found = bring(bloc, *cell(*rows))

    rejected = [row for row in found if row.outcome == REJECTED]
    assert [(row.problem, row.address[0]) for row in rejected] == [(problem, "H")]


def test_posts_above_the_cell_are_found(bloc):
    bring(
        bloc,
        *cell(person(posts="Bí thư Đảng ủy, Bí thư Chi bộ 1")),
        *cell(person("B An", card="2", posts="Đảng ủy viên"), name="CHI BỘ 2"),
        then_apply=True,
    )

    assert periods(Position.objects) == [
        ("Đảng bộ Sở Xây dựng", Role.SECRETARY, AS_OF, None),
        ("Chi bộ 1", Role.SECRETARY, AS_OF, None),
        ("Đảng bộ Sở Xây dựng", Role.COMMITTEE_MEMBER, AS_OF, None),
    ]


def test_states_already_open_are_not_opened_again(bloc, first):
    one = member(first)
    set_state(one, PersonState.Kind.EXEMPT)

    (row,) = bring(bloc, *cell(person(note="Miễn sinh hoạt")))

    assert row.outcome == UNCHANGED
