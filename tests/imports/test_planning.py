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
    Position,
    Role,
)
from tests.factories import (
    appoint,
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_person,
    place,
    set_state,
)
from tests.imports.making import FIRST, cell, person, sheet, workbook

pytestmark = pytest.mark.django_db
AS_OF = date(2024, 12, 31)
NEW, CHANGED, UNCHANGED, REJECTED = (
    ImportRow.Outcome.NEW,
    ImportRow.Outcome.CHANGED,
    ImportRow.Outcome.UNCHANGED,
    ImportRow.Outcome.REJECTED,
)


@pytest.fixture
def bloc():
    return make_bloc()


@pytest.fixture
def first(bloc):
    """A cell of the base organization that the lists of these tests name."""
    return make_cell(make_base(bloc))


def member(organization, **fields):
    """Make the person whom ``making.person()`` lists, as the list has it."""
    defaults = {
        "gender": "M",
        "card_number": "10000001",
        "government_post": "Chuyên viên",
        "workplace": "Sở Xây dựng",
        "civil_servant": True,
    }
    return make_person("Nguyễn Văn An", organization, **(defaults | fields))


def bring(bloc, *rows, then_apply=False, **options):
    """Upload a list of these rows and return its preview's rows."""
    batch = upload(None, bloc, workbook(sheet(*rows, **options)), "a.xlsx")
    if then_apply:
        assert apply(None, batch)
    return list(batch.rows.all())


def told(row):
    """Return a row's changes as (label, old, new)."""
    return [(change["label"], change["old"], change["new"]) for change in row.changes]


def periods(rows):
    """Return periods as (organization's name, kind or role, first day, end)."""
    return [
        (
            one.organization.name,
            getattr(one, "role", None) or one.kind,
            one.started_on,
            one.ended_on,
        )
        for one in rows.order_by("started_on", "pk").select_related("organization")
    ]


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


def test_cards_may_be_swapped(bloc, first):
    one = member(first)
    two = make_person("Lê Hoa", first, card_number="2", gender="F", born_on=date(1990, 1, 2))

    bring(
        bloc,
        *cell(
            person("Lê Hoa", male=None, female="2/1/1990", card="10000001", post=None),
            person(card="2"),
        ),
        then_apply=True,
    )

    one.refresh_from_db()
    two.refresh_from_db()
    # the number tells who is meant: both rows agree with a record in the day of admission
    assert {one.full_name, two.full_name} == {"Lê Hoa", "Nguyễn Văn An"}
    assert (one.card_number, two.card_number) == ("10000001", "2")


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
