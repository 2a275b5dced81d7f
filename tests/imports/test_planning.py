from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.importing.actions import apply, upload
from organizations.models import (
    ImportRow,
    Kind,
    Organization,
    Person,
    PersonState,
    Placement,
    Role,
)
from tests.factories import (
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_person,
    place,
)
from tests.imports.comparing import AS_OF, bring, member, periods, told
from tests.imports.making import FIRST, cell, person, sheet, workbook

pytestmark = pytest.mark.django_db
NEW, CHANGED, UNCHANGED, REJECTED = (
    ImportRow.Outcome.NEW,
    ImportRow.Outcome.CHANGED,
    ImportRow.Outcome.UNCHANGED,
    ImportRow.Outcome.REJECTED,
)


def test_new_people_get_organizations_placements_and_positions(bloc):
    rows = bring(bloc, *cell(person(posts="Bí thư", note="Miễn sinh hoạt")), then_apply=True)

    one = Person.objects.get()
    base, made = Organization.objects.exclude(pk=bloc.pk).order_by("pk")
    assert [row.outcome for row in rows] == [NEW]
    assert (base.name, base.kind, base.parent_id) == (
        "Đảng bộ Sở Xây dựng",
        Kind.BASE_COMMITTEE,
        bloc.pk,
    )
    assert (made.name, made.kind, made.parent_id) == ("Chi bộ 1", Kind.CELL, base.pk)
    assert (one.sort_key, one.search_key) != ("", "")
    assert (base.sort_key, made.search_key) == (base.sort_key, "chi bo 1")
    assert periods(one.placements) == [("Chi bộ 1", Placement.Kind.OFFICIAL, AS_OF, None)]
    assert periods(one.positions) == [("Chi bộ 1", Role.SECRETARY, AS_OF, None)]
    assert [(state.kind, state.started_on) for state in one.states.all()] == [
        (PersonState.Kind.EXEMPT, AS_OF)
    ]


def test_the_same_list_again_changes_nothing(bloc):
    list_ = [*cell(person(posts="Bí thư"), person("Lê Hoa", card=None, male=1970)), ["Tổ đảng 1"],
             person("Trần Bảy", card="3", note="Sinh hoạt tạm thời", official=None)]  # fmt: skip
    bring(bloc, *list_, then_apply=True)

    rows = bring(bloc, *list_)

    assert [(row.outcome, row.changes) for row in rows] == [(UNCHANGED, [])] * 3


def test_unchanged_where_the_record_says_the_same(bloc, first):
    one = member(first)

    (row,) = bring(bloc, *cell(person()))

    assert (row.outcome, row.changes, row.person_id) == (UNCHANGED, [], one.pk)


def test_changed_fields_are_told_and_written(bloc, first):
    one = member(first, workplace="Phòng Quản lý nhà", birth_year_only=True, civil_servant=False)

    (row,) = bring(bloc, *cell(person("Nguyễn Văn Ân", post="Trưởng phòng")), then_apply=True)

    one.refresh_from_db()
    assert row.outcome == CHANGED
    assert told(row) == [
        ("Họ và tên", "Nguyễn Văn An", "Nguyễn Văn Ân"),
        ("Ngày sinh", "1980", "04/05/1980"),
        ("Công chức, viên chức", "không", "có"),
        ("Đơn vị công tác", "Phòng Quản lý nhà", "Sở Xây dựng"),
        ("Chức vụ chính quyền", "Chuyên viên", "Trưởng phòng"),
    ]
    assert (one.full_name, one.birth_year_only, one.civil_servant) == ("Nguyễn Văn Ân", False, True)
    assert one.sort_key == make_person("Nguyễn Văn Ân").sort_key


def test_blank_cells_erase_nothing(bloc, first):
    one = member(first, note="đang học", gender="M")

    (row,) = bring(bloc, *cell(person(male=None, official=None, post=None, workplace=None)))

    assert (row.outcome, row.person_id) == (UNCHANGED, one.pk)


def test_a_year_does_not_replace_the_known_day_of_birth(bloc, first):
    member(first)

    (row,) = bring(bloc, *cell(person(male=1980)))

    assert row.outcome == UNCHANGED


def test_people_without_card_are_found_by_name_and_days(bloc, first):
    one = member(first, card_number=None)
    make_person("Nguyễn Văn An", first, card_number=None, born_on=date(1981, 5, 4))

    (row,) = bring(bloc, *cell(person()), then_apply=True)

    one.refresh_from_db()
    assert (row.outcome, row.person_id) == (CHANGED, one.pk)
    assert told(row) == [("Số thẻ đảng viên", "", "10000001")]
    assert one.card_number == "10000001"


def test_a_namesake_with_another_card_is_another_person(bloc, first):
    member(first, card_number="20000002", admitted_on=date(2009, 1, 1))

    (row,) = bring(bloc, *cell(person()))

    assert row.outcome == NEW


def test_two_who_could_be_meant_are_ambiguous(bloc, first):
    member(first, card_number=None)
    member(first, card_number=None)

    (row,) = bring(bloc, *cell(person(card=None)))

    assert (row.outcome, row.problem, row.address) == (REJECTED, "ambiguous", f"B{FIRST + 1}")


def test_swapped_cards_rename_nobody(bloc, first):
    member(first)
    make_person("Lê Hoa", first, card_number="2", gender="F", born_on=date(1990, 1, 2))

    rows = bring(
        bloc,
        *cell(
            person("Lê Hoa", male=None, female="2/1/1990", card="10000001", post=None),
            person(card="2"),
        ),
    )

    assert [row.problem for row in rows] == ["card_of_other", "card_of_other"]


def test_a_card_of_somebody_else_is_rejected(bloc, first):
    make_person("Lê Hoa", first, card_number="10000001", admitted_on=date(2000, 1, 1))
    Person.objects.update(born_on=date(1970, 1, 1))

    (row,) = bring(bloc, *cell(person()))

    assert (row.outcome, row.problem, row.address) == (REJECTED, "card_of_other", f"E{FIRST + 1}")


def test_a_card_of_another_bloc_is_rejected(bloc):
    member(make_cell(make_base(make_bloc("Đảng bộ Khối doanh nghiệp"))))

    (row,) = bring(bloc, *cell(person()))

    assert (row.outcome, row.problem, row.person_id) == (REJECTED, "card_elsewhere", None)


def test_who_left_comes_back(bloc, first):
    one = member(None)
    place(one, first, ended_on=date(2023, 1, 1))

    (row,) = bring(bloc, *cell(person()), then_apply=True)

    assert told(row) == [("Nơi sinh hoạt chính thức", "", "Chi bộ 1, Đảng bộ Sở Xây dựng")]
    assert periods(one.placements)[-1] == ("Chi bộ 1", Placement.Kind.OFFICIAL, AS_OF, None)


def test_days_against_the_record_are_rejected(bloc, first):
    member(first, official_on=date(2011, 2, 3))

    (row,) = bring(bloc, *cell(person(admitted="03/02/2012", official=None)))

    assert (row.outcome, row.problem, row.address) == (REJECTED, "days_conflict", f"F{FIRST + 1}")


def test_people_whom_the_list_does_not_name_are_told_and_stay(bloc, first):
    member(first)
    gone = make_person("Lê Thị Vắng", make_group(first))
    make_person("Trần Ở Nơi Khác", make_cell(first.parent, "Chi bộ 2"))
    listed = make_person("Phạm Văn Sai", first)
    rows = cell(person(), person("Phạm Văn Sai", card="1O"))

    batch = upload(None, bloc, workbook(sheet(*rows)), "a.xlsx")
    apply(None, batch)

    assert batch.layout["missing"] == [gone.pk]
    assert listed.placements.filter(ended_on=None).exists()
    assert gone.placements.filter(ended_on=None).exists()


def test_an_organization_of_another_kind_is_told(bloc):
    make_base(bloc, "Đảng bộ Sở Xây dựng", kind=Kind.BASE_CELL)

    rows = bring(bloc, *cell(person()))

    assert [(row.outcome, row.problem) for row in rows] == [(REJECTED, "wrong_kind")]


def test_dissolved_organizations_are_not_used(bloc):
    old = make_cell(make_base(bloc))
    old.dissolved_on = date(2021, 1, 1)
    old.save()

    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")

    assert batch.layout["organizations"] == [["Chi bộ 1", "CELL", "Đảng bộ Sở Xây dựng"]]


def test_a_list_of_tomorrow_holds_from_today(bloc):
    bring(bloc, *cell(person()), then_apply=True, as_of="31/12/2099")

    assert Placement.objects.get().started_on == timezone.localdate()


def lists_of(sheets):
    """Return a workbook of so many base organizations."""
    return workbook(
        *(
            sheet(
                *cell(*(person(f"An {n}", card=f"{s}{n}", posts=None) for n in range(5))),
                base=f"ĐẢNG BỘ SỞ {s}",
                title=f"Sở {s}",
            )
            for s in range(1, sheets + 1)
        )
    )


def queries_of(act):
    """Return how many queries an act sends; what it writes is taken back."""
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        act()
        transaction.set_rollback(True)
    return len(queries)


def test_queries_do_not_grow_with_sheets(bloc):
    def bring_new(sheets):
        assert apply(None, upload(None, bloc, lists_of(sheets), "a.xlsx"))

    new = [queries_of(lambda count=count: bring_new(count)) for count in (1, 3)]
    bring_new(3)
    known = [queries_of(lambda count=count: bring_new(count)) for count in (1, 3)]

    assert new[0] == new[1]
    assert known[0] == known[1]
