"""Founding, renaming, moving and dissolving organizations, and what is refused."""

from datetime import date

import pytest

from organizations import actions
from organizations.models import (
    ALLOWED_PARENTS,
    Kind,
    LogEntry,
    Organization,
    Position,
    Role,
)
from tests.factories import (
    appoint,
    make_account,
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_officer,
    make_person,
    place,
)
from tests.organizations.refusals import DAY, TODAY, TOMORROW, wrong_field

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return make_bloc(founded_on=date(2000, 1, 1))


@pytest.fixture
def account(bloc):
    home = make_base(bloc, "Chi bộ Cơ quan", kind=Kind.BASE_CELL)
    person = make_person("Trần Thị Bình", home)
    appoint(person, bloc, Role.ORGANISATION_BOARD)
    return make_account(person)


def last_log():
    entry = LogEntry.objects.first()
    return (entry.verb, entry.text, entry.actor)


def test_added_organization_stands_below_its_parent_and_is_logged(bloc, account):
    base = make_base(bloc)

    cell = actions.add_organization(
        account, base, kind=Kind.CELL, name="  Chi bộ  1 ", locality="Đà Lạt", founded_on=DAY
    )

    cell.refresh_from_db()
    assert (cell.parent, cell.kind, cell.name, cell.locality, cell.founded_on) == (
        base,
        Kind.CELL,
        "Chi bộ 1",
        "Đà Lạt",
        DAY,
    )
    assert last_log() == (
        "add_organization",
        "Thêm Chi bộ 1 vào Đảng bộ Sở Xây dựng",
        "Trần Thị Bình, Ban Tổ chức Đảng bộ Khối các cơ quan tỉnh",
    )


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("parent_kind", Kind)
def test_kind_stands_only_below_allowed_parents(bloc, account, kind, parent_kind):
    base = make_base(bloc)
    parents = {
        Kind.BLOC: bloc,
        Kind.BASE_COMMITTEE: base,
        Kind.BASE_CELL: make_base(bloc, "Chi bộ cơ sở", kind=Kind.BASE_CELL),
        Kind.SECTION_COMMITTEE: make_base(base, "Bộ phận", kind=Kind.SECTION_COMMITTEE),
        Kind.CELL: make_cell(base),
    }
    parents[Kind.GROUP] = make_group(parents[Kind.CELL])
    parent = parents[parent_kind]

    if parent_kind in ALLOWED_PARENTS[kind]:
        made = actions.add_organization(account, parent, kind=kind, name="Mới")
        assert (made.kind, made.parent) == (kind, parent)
    else:
        field = wrong_field(actions.add_organization, account, parent, kind=kind, name="Mới")
        assert field == "kind"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "CHI BO 1"}, "name"),
        ({"founded_on": TOMORROW}, "founded_on"),
        ({"founded_on": date(1999, 12, 31)}, "founded_on"),
    ],
)
def test_organization_is_not_added_with(bloc, account, change, field):
    base = make_base(bloc, founded_on=date(2000, 1, 1))
    make_cell(base, "Chi bộ 1")
    fields = {"kind": Kind.CELL, "name": "Chi bộ 2"} | change

    assert wrong_field(actions.add_organization, account, base, **fields) == field
    assert base.children.count() == 1


def test_organization_is_not_added_below_a_dissolved_one(bloc, account):
    base = make_base(bloc, dissolved_on=DAY)

    assert wrong_field(actions.add_organization, account, base, kind=Kind.CELL, name="X") == ""


def edit(account, organization, **fields):
    known = {"name": organization.name, "locality": "", "founded_on": None, "position": 0}
    return actions.edit_organization(account, organization, **known | fields)


def test_rename_keeps_the_old_name_for_the_days_before(bloc, account):
    base = make_base(bloc, "Đảng bộ Sở Địa chính")

    edit(account, base, name="Đảng bộ Sở Tài nguyên", day=DAY, reason="QĐ 12")

    base.refresh_from_db()
    [move] = base.moves.all()
    assert (base.name, base.search_key) == ("Đảng bộ Sở Tài nguyên", "dang bo so tai nguyen")
    assert (move.day, move.old_name, move.old_parent, move.reason) == (
        DAY,
        "Đảng bộ Sở Địa chính",
        bloc,
        "QĐ 12",
    )


def test_edit_without_a_new_name_writes_no_move(bloc, account):
    base = make_base(bloc)

    edit(account, base, locality="Bảo Lộc", position=3)

    base.refresh_from_db()
    assert (base.locality, base.position, base.moves.count()) == ("Bảo Lộc", 3, 0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "Mới"}, "day"),
        ({"name": "Mới", "day": DAY}, "reason"),
        ({"name": "Mới", "day": TOMORROW, "reason": "QĐ"}, "day"),
        ({"name": "Mới", "day": date(2009, 12, 31), "reason": "QĐ"}, "day"),
        ({"name": "ĐẢNG BỘ Khác", "day": DAY, "reason": "QĐ"}, "name"),
        ({"founded_on": TOMORROW}, "founded_on"),
        ({"founded_on": date(2020, 1, 2)}, "founded_on"),
    ],
)
def test_organization_is_not_edited_with(bloc, account, change, field):
    base = make_base(bloc, "Chi bộ Y", kind=Kind.BASE_CELL, founded_on=date(2010, 1, 1))
    make_person(organization=base)
    make_base(bloc, "Đảng bộ Khác")

    assert wrong_field(edit, account, base, **change) == field
    base.refresh_from_db()
    assert (base.name, base.moves.count()) == ("Chi bộ Y", 0)


def test_second_change_is_not_dated_before_the_first(bloc, account):
    base = edit(account, make_base(bloc), name="Hai", day=DAY, reason="QĐ")

    field = wrong_field(edit, account, base, name="Ba", day=date(2024, 5, 31), reason="QĐ")

    assert field == "day"


def move(account, organization, parent, day=DAY, reason="QĐ 7"):
    return actions.move_organization(account, organization, parent, day=day, reason=reason)


def test_moved_organization_takes_its_people_and_leaves_the_past(bloc, account):
    old, new = make_base(bloc, "Đảng bộ A"), make_base(bloc, "Đảng bộ B")
    cell = make_cell(old)
    secretary = make_officer(cell).person

    move(account, cell, new)

    cell.refresh_from_db()
    [record] = cell.moves.all()
    assert cell.parent == new
    assert (record.day, record.old_parent, record.old_name) == (DAY, old, "Chi bộ 1")
    assert secretary.positions.on(TODAY).count() == 1
    assert last_log()[:2] == (
        "move_organization",
        "Chuyển Chi bộ 1 từ Đảng bộ A sang Đảng bộ B từ ngày 01/06/2024",
    )


def test_move_ends_posts_in_the_committee_left_behind_and_no_others(bloc, account):
    old, new = make_base(bloc, "Đảng bộ A"), make_base(bloc, "Đảng bộ B")
    moving, staying = make_cell(old, "Chi bộ 1"), make_cell(old, "Chi bộ 2")
    leaver, stayer = make_person("Lê Đi", moving), make_person("Lê Ở", staying)
    both = make_person("Lê Hai", moving)
    place(both, staying, "TEMPORARY")
    for person in (leaver, stayer, both):
        appoint(person, old, Role.COMMITTEE_MEMBER)
    appoint(leaver, bloc, Role.ORGANISATION_BOARD)
    appoint(leaver, moving, Role.SECRETARY)

    ended = move(account, moving, new)

    held = Position.objects.on(TODAY).exclude(person=account.person)
    assert [(one.person, one.organization) for one in ended] == [(leaver, old)]
    assert {(one.person, one.organization) for one in held} == {
        (stayer, old),
        (both, old),
        (leaver, bloc),
        (leaver, moving),
    }
    assert Position.objects.get(person=leaver, organization=old).ended_on == DAY


def test_organization_is_not_moved_to_where_it_must_not_be(bloc, account):
    base, other = make_base(bloc, "Đảng bộ A"), make_base(bloc, "Đảng bộ B")
    cell = make_cell(base)
    make_cell(other, "CHI BỘ 1")
    foreign = make_base(make_bloc("Khối khác"))
    gone = make_base(bloc, "Đảng bộ C", dissolved_on=date(2024, 1, 1))
    late = make_base(bloc, "Đảng bộ D", founded_on=date(2025, 1, 1))

    fields = [
        wrong_field(move, account, cell, make_group(cell)),
        wrong_field(move, account, base, cell),
        wrong_field(move, account, cell, cell),
        wrong_field(move, account, cell, bloc),
        wrong_field(move, account, cell, base),
        wrong_field(move, account, cell, other),
        wrong_field(move, account, cell, foreign),
        wrong_field(move, account, cell, gone),
        wrong_field(move, account, cell, late),
    ]

    cell.refresh_from_db()
    assert fields == ["parent"] * 7 + ["day"] * 2
    assert (cell.parent, cell.moves.count()) == (base, 0)


@pytest.mark.parametrize(
    ("change", "field"), [({"day": TOMORROW}, "day"), ({"reason": ""}, "reason")]
)
def test_organization_is_not_moved_with(bloc, account, change, field):
    cell = make_cell(make_base(bloc, "Đảng bộ A"))

    assert wrong_field(move, account, cell, make_base(bloc, "Đảng bộ B"), **change) == field


def dissolve(account, organization, day=DAY, reason="QĐ 9"):
    return actions.dissolve_organization(account, organization, day=day, reason=reason)


def test_dissolving_ends_the_positions_there(bloc, account):
    base = make_base(bloc)
    cell = make_cell(base)
    person = make_person(organization=cell)
    appoint(person, base, Role.SECRETARY)
    empty = make_base(base, "Bộ phận", kind=Kind.SECTION_COMMITTEE)
    appoint(person, empty, Role.SECRETARY)

    ended = dissolve(account, empty)

    empty.refresh_from_db()
    assert empty.dissolved_on == DAY
    assert [one.organization for one in ended] == [empty]
    assert Position.objects.get(organization=empty).ended_on == DAY
    assert Position.objects.get(organization=base).ended_on is None


def test_organization_with_people_or_living_children_is_not_dissolved(bloc, account):
    base = make_base(bloc)
    cell = make_cell(base)
    person = make_person()
    place(person, cell, ended_on=date(2024, 6, 2))

    fields = [wrong_field(dissolve, account, cell), wrong_field(dissolve, account, base)]
    dissolve(account, cell, day=date(2024, 6, 2))
    fields.append(wrong_field(dissolve, account, base, day=date(2024, 6, 1)))
    dissolve(account, base, day=date(2024, 6, 2))

    assert fields == ["day"] * 3
    assert Organization.objects.filter(dissolved_on=date(2024, 6, 2)).count() == 2


@pytest.mark.parametrize(
    ("change", "field"), [({"day": TOMORROW}, "day"), ({"reason": ""}, "reason")]
)
def test_organization_is_not_dissolved_with(bloc, account, change, field):
    assert wrong_field(dissolve, account, make_base(bloc), **change) == field


def test_organization_is_not_dissolved_twice(bloc, account):
    base = make_base(bloc, dissolved_on=DAY)

    assert wrong_field(dissolve, account, base) == "day"
