"""The tree of today and of past days, and who owes duties where."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from organizations import queries
from organizations.models import Kind, Organization, OrganizationMove, Placement, Position, Role
from organizations.queries import post_name
from tests.factories import make_base, make_bloc, make_cell, make_group, make_person, place

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def outline(tree):
    return [(one.name, one.depth, one.placed, one.total) for one in tree]


def names(placements):
    return [placement.person.full_name for placement in placements]


def test_tree_has_order_depth_and_numbers():
    bloc = make_bloc("Khối")
    base = make_base(bloc, "Đảng bộ Y")
    tenth, second = make_cell(base, "Chi bộ 10"), make_cell(base, "Chi bộ 2")
    group = make_group(second, "Tổ 1")
    make_base(bloc, "Đảng bộ Ăng")
    make_base(bloc, "Đảng bộ An")
    for organization in (tenth, second, group):
        make_person(organization=organization)
    place(make_person(), second, Placement.Kind.TEMPORARY)

    tree = queries.tree_of(bloc, TODAY)

    assert outline(tree) == [
        ("Khối", 0, 0, 3),
        ("Đảng bộ An", 1, 0, 0),
        ("Đảng bộ Ăng", 1, 0, 0),
        ("Đảng bộ Y", 1, 0, 3),
        ("Chi bộ 2", 2, 1, 2),
        ("Tổ 1", 3, 1, 1),
        ("Chi bộ 10", 2, 1, 1),
    ]


def test_tree_of_an_inner_organization_starts_there():
    bloc = make_bloc()
    base = make_base(bloc)
    make_cell(base, "Chi bộ 1")
    make_base(bloc, "Đảng bộ khác")

    tree = queries.tree_of(base, TODAY)

    assert [(one.name, one.depth) for one in tree] == [
        ("Đảng bộ Sở Xây dựng", 0),
        ("Chi bộ 1", 1),
    ]


def test_trees_of_nested_roots_do_not_repeat():
    base = make_base(make_bloc())
    cell = make_cell(base)

    trees = queries.trees_of([base, cell], TODAY)

    assert [[one.pk for one in tree] for tree in trees] == [[base.pk, cell.pk]]


def test_past_tree_has_parents_and_names_of_then():
    bloc = make_bloc("Khối")
    old, new = make_base(bloc, "Đảng bộ A"), make_base(bloc, "Đảng bộ B")
    cell = make_cell(new, "Chi bộ Mới")
    for day, parent, name in (
        (date(2021, 5, 1), old, "Chi bộ Gốc"),
        (date(2022, 5, 1), old, "Chi bộ Giữa"),
        (date(2023, 5, 1), new, "Chi bộ Giữa"),
    ):
        OrganizationMove.objects.create(
            organization=cell, day=day, old_parent=parent, old_name=name, reason="QĐ"
        )

    seen = {
        day: [(one.name, one.depth) for one in queries.tree_of(bloc, day)]
        for day in (date(2021, 4, 30), date(2021, 5, 1), date(2022, 5, 1), date(2023, 5, 1))
    }

    assert seen == {
        date(2021, 4, 30): [("Khối", 0), ("Đảng bộ A", 1), ("Chi bộ Gốc", 2), ("Đảng bộ B", 1)],
        date(2021, 5, 1): [("Khối", 0), ("Đảng bộ A", 1), ("Chi bộ Giữa", 2), ("Đảng bộ B", 1)],
        date(2022, 5, 1): [("Khối", 0), ("Đảng bộ A", 1), ("Đảng bộ B", 1), ("Chi bộ Giữa", 2)],
        date(2023, 5, 1): [("Khối", 0), ("Đảng bộ A", 1), ("Đảng bộ B", 1), ("Chi bộ Mới", 2)],
    }
    assert Organization.objects.get(pk=cell.pk).name == "Chi bộ Mới"


def test_past_tree_is_in_the_order_of_the_names_of_then():
    bloc = make_bloc("Khối")
    make_base(bloc, "Đảng bộ B")
    renamed = make_base(bloc, "Đảng bộ C")
    OrganizationMove.objects.create(
        organization=renamed, day=TODAY, old_parent=bloc, old_name="Đảng bộ A", reason="QĐ"
    )

    tree = queries.tree_of(bloc, TODAY - timedelta(days=1))

    assert [one.name for one in tree] == ["Khối", "Đảng bộ A", "Đảng bộ B"]


def test_tree_leaves_out_what_did_not_exist_on_the_day():
    bloc = make_bloc("Khối", founded_on=date(2000, 1, 1))
    make_base(bloc, "Đảng bộ cũ", dissolved_on=date(2020, 1, 1))
    make_base(bloc, "Đảng bộ mới", founded_on=date(2020, 1, 1))

    before = queries.tree_of(bloc, date(2019, 12, 31))
    after = queries.tree_of(bloc, date(2020, 1, 1))
    too_early = queries.tree_of(bloc, date(1999, 1, 1))

    assert [one.name for one in before] == ["Khối", "Đảng bộ cũ"]
    assert [one.name for one in after] == ["Khối", "Đảng bộ mới"]
    assert [one.name for one in too_early] == ["Khối", "Đảng bộ cũ"]


def test_placed_people_counts_everybody_once_officially_first():
    bloc = make_bloc()
    base = make_base(bloc)
    first, second = make_cell(base, "Chi bộ 1"), make_cell(base, "Chi bộ 2")
    place(make_person("Lê Văn Chính", first), second, Placement.Kind.TEMPORARY)
    guest = make_person("Lê Văn Dự")
    place(guest, first, Placement.Kind.TEMPORARY)
    place(guest, second, Placement.Kind.TEMPORARY, started_on=date(2024, 1, 1))
    elsewhere = make_cell(make_base(make_bloc("Khối khác")))
    place(make_person("Lê Văn Khách", elsewhere), first, Placement.Kind.TEMPORARY)
    left = make_person("Lê Văn Rời")
    place(left, first, ended_on=TODAY)

    whole = queries.placed_people(bloc, TODAY)
    of_first = queries.placed_people(first, TODAY)
    of_second = queries.placed_people(second, TODAY)

    assert names(whole) == ["Lê Văn Chính", "Lê Văn Dự"]
    assert names(of_first) == ["Lê Văn Chính"]
    assert names(of_second) == ["Lê Văn Dự"]


def test_guest_of_two_cells_from_the_same_day_is_counted_once():
    bloc = make_bloc()
    guest = make_person("Lê Văn Dự")
    for name in ("Chi bộ 1", "Chi bộ 2"):
        place(guest, make_cell(make_base(bloc, f"Đảng bộ {name}")), Placement.Kind.TEMPORARY)

    assert names(queries.placed_people(bloc, TODAY)) == ["Lê Văn Dự"]


def test_placed_people_of_a_past_day_follow_the_tree_of_then():
    bloc = make_bloc()
    old, new = make_base(bloc, "Đảng bộ A"), make_base(bloc, "Đảng bộ B")
    cell = make_cell(new)
    make_person("Lê Văn An", cell)
    OrganizationMove.objects.create(
        organization=cell, day=TODAY, old_parent=old, old_name=cell.name, reason="QĐ"
    )
    yesterday = TODAY - timedelta(days=1)

    seen = [
        names(queries.placed_people(base, day)) for base in (old, new) for day in (yesterday, TODAY)
    ]

    assert seen == [["Lê Văn An"], [], [], ["Lê Văn An"]]


def test_paths_follow_the_tree_of_the_day():
    bloc = make_bloc()
    old, new = make_base(bloc, "Đảng bộ A"), make_base(bloc, "Đảng bộ B")
    cell = make_cell(new)
    OrganizationMove.objects.create(
        organization=cell, day=date(2024, 1, 1), old_parent=old, old_name=cell.name, reason="QĐ"
    )

    then = queries.paths_on([cell.pk], date(2023, 12, 31))
    now = queries.paths_on([cell.pk], TODAY)

    assert then == {cell.pk: [bloc.pk, old.pk, cell.pk]}
    assert now == {cell.pk: [bloc.pk, new.pk, cell.pk]}


@pytest.mark.parametrize("number", [1, 3])
def test_reading_the_tree_costs_the_same_for_more_of_it(number, django_assert_num_queries):
    bloc = make_bloc()
    for place_in_order in range(number):
        cell = make_cell(make_base(bloc, f"Đảng bộ {place_in_order}"))
        make_person(organization=cell)
        OrganizationMove.objects.create(
            organization=cell, day=TODAY, old_parent=cell.parent, old_name="Chi bộ cũ", reason="QĐ"
        )

    with django_assert_num_queries(2):
        queries.tree_of(bloc, TODAY)
    with django_assert_num_queries(3):
        queries.tree_of(bloc, TODAY - timedelta(days=1))
    with django_assert_num_queries(1):
        list(queries.placed_people(bloc, TODAY))
    with django_assert_num_queries(5):
        list(queries.placed_people(bloc, TODAY - timedelta(days=1)))


def test_cell_of_is_the_cell_itself_or_the_groups_parent():
    bloc = make_bloc()
    base = make_base(bloc)
    cell = make_cell(base)
    base_cell = make_base(bloc, "Chi bộ Ban Dân tộc", kind=Kind.BASE_CELL)
    group = make_group(cell)

    found = [queries.cell_of(one) for one in (cell, base_cell, group, base)]

    assert found == [cell, base_cell, cell, None]


@pytest.mark.parametrize(
    ("title", "organization", "words"),
    [
        ("Giám đốc", "Đảng bộ Sở Xây dựng", "Giám đốc Sở Xây dựng"),
        ("Chủ tịch Hội", "Chi bộ Hội Nhà báo tỉnh", "Chủ tịch Hội Nhà báo tỉnh"),
        ("Chánh Văn phòng", "Chi bộ Văn phòng", "Chánh Văn phòng"),
        ("Trưởng phòng", "Chi bộ 1", "Trưởng phòng Chi bộ 1"),
    ],
)
def test_head_leads_the_agency_not_its_party_organization(title, organization, words):
    position = Position(
        role=Role.AGENCY_HEAD, title=title, organization=Organization(name=organization)
    )

    assert post_name(position) == words
