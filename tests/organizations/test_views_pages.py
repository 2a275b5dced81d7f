"""What the pages of the tree and its people show, and at what cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations import actions, queries
from organizations.models import Discipline, OrganizationMove, PersonState, Placement, Role
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
    set_state,
)
from tests.organizations.refusals import DAY, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return make_bloc()


@pytest.fixture
def base(bloc):
    return make_base(bloc)


@pytest.fixture
def cell(base):
    return make_cell(base)


@pytest.fixture
def board(bloc, client):
    home = make_cell(make_base(bloc, "Đảng bộ Cơ quan"), "Chi bộ Cơ quan")
    account = make_officer(bloc, Role.ORGANISATION_BOARD, "Phan Kim Phượng", placed_in=home)
    client.force_login(account)
    return account


def look(client, name, *args, **parameters):
    return client.get(reverse(name, args=args), parameters)


def listed(response):
    return [row.person.full_name for row in response.context["rows"]]


def test_people_stand_in_vietnamese_order_of_given_names(client, board, cell):
    for name in ("Lê Văn Ẩn", "Lê Thị Ánh", "Trần An", "Đỗ Bình", "Lê Văn Ân", "Lê An"):
        make_person(name, cell)

    response = look(client, "organization", cell.pk)

    assert listed(response) == [
        "Lê An",
        "Trần An",
        "Lê Thị Ánh",
        "Lê Văn Ân",
        "Lê Văn Ẩn",
        "Đỗ Bình",
    ]


def test_people_are_filtered_by_the_address(client, board, cell):
    make_person("Lê Văn An", cell)
    make_person("Lê Văn Bình", cell, official_on=None)
    make_person("Trần Thị Cúc", cell, official_on=None, admitted_on=None)
    sick = make_person("Trần Thị Dung", cell)
    set_state(sick, PersonState.Kind.SICK_LEAVE)
    set_state(make_person("Trần Thị Én", cell), PersonState.Kind.SICK_LEAVE, ended_on=TODAY)

    shown = [
        listed(look(client, "organization", cell.pk, **wanted))
        for wanted in (
            {"ten": "TRAN thi"},
            {"loai": "PROBATIONARY"},
            {"loai": "NON_MEMBER"},
            {"tinh_trang": "SICK_LEAVE"},
            {"ten": "bình", "loai": "FULL"},
            {"ten": "dung", "loai": "sai", "tinh_trang": "sai"},
        )
    ]

    assert shown == [
        ["Trần Thị Cúc", "Trần Thị Dung", "Trần Thị Én"],
        ["Lê Văn Bình"],
        ["Trần Thị Cúc"],
        ["Trần Thị Dung"],
        [],
        ["Trần Thị Dung"],
    ]


def test_people_fill_pages_of_fifty(client, board, cell):
    for number in range(51):
        make_person(f"Lê Văn {number:02d}", cell)

    pages = [listed(look(client, "organization", cell.pk, page=page)) for page in ("1", "2", "x")]

    assert [len(page) for page in pages] == [50, 1, 50]
    assert pages[1] == ["Lê Văn 50"]


def test_figures_count_each_kind_of_people(client, board, cell):
    make_person("A", cell)
    make_person("B", make_group(cell), official_on=None)
    make_person("C", cell, official_on=None, admitted_on=None)
    place(make_person("D"), cell, Placement.Kind.TEMPORARY)

    response = look(client, "organization", cell.pk)

    assert response.context["counts"] == {
        "official": 3,
        "full": 1,
        "probationary": 1,
        "non_member": 1,
        "temporary": 1,
    }


def test_temporary_people_are_flagged(client, board, cell):
    place(make_person("Lê Khách"), cell, Placement.Kind.TEMPORARY)

    page = look(client, "organization", cell.pk).content.decode()

    assert page.count("(tạm thời)") == 1


def test_tree_of_a_past_day_is_shown(client, board, bloc, base, cell):
    new = make_base(bloc, "Đảng bộ Sở Y tế")
    actions.move_organization(None, cell, new, day=DAY, reason="QĐ")

    def cells_parents(day):
        response = look(client, "organization_tree", **({"ngay": day} if day else {}))
        [tree] = response.context["trees"]
        names = {one.pk: one.name for one in tree}
        return [names[one.parent_id] for one in tree if one.pk == cell.pk]

    shown = [cells_parents(day) for day in ("31/05/2024", "01/06/2024", "", "31/05/2999", "x")]

    assert shown == [["Đảng bộ Sở Xây dựng"], *[["Đảng bộ Sở Y tế"]] * 4]


def test_very_long_tree_shows_its_upper_levels_with_the_totals(client, board, bloc, base, cell):
    make_person("A", cell)
    for number in range(300):
        make_cell(base, f"Chi bộ {number + 2}")

    [tree] = look(client, "organization_tree").context["trees"]

    assert {one.name: one.total for one in tree} == {
        "Đảng bộ Khối các cơ quan tỉnh": 2,
        "Đảng bộ Cơ quan": 1,
        "Đảng bộ Sở Xây dựng": 1,
    }


def test_person_page_tells_the_history_in_the_names_of_then(client, board, bloc, base, cell):
    person = make_person("Lê Thị Hoa", cell)
    appoint(person, cell, started_on=date(2023, 1, 1))
    rename = {"locality": "", "founded_on": None, "position": 0, "reason": "QĐ"}
    actions.edit_organization(None, cell, name="Chi bộ Mới", day=DAY, **rename)
    actions.edit_organization(None, base, name="Đảng bộ Mới", day=DAY, **rename)
    other = make_cell(base, "Chi bộ 2")
    actions.transfer_person(None, person, other, day=date(2025, 1, 1), reason="QĐ 5")
    set_state(
        person, "SICK_LEAVE", date(2025, 2, 1), ended_on=date(2025, 3, 1), note="Giấy ra viện"
    )

    rows = look(client, "person", person.pk).context["history"]

    assert [(row.day, row.last_day, row.what, row.note) for row in rows] == [
        (date(2025, 2, 1), date(2025, 2, 28), "Nghỉ ốm", "Giấy ra viện"),
        (date(2025, 1, 1), None, "Sinh hoạt chính thức: Chi bộ 2, Đảng bộ Mới", ""),
        (
            date(2023, 1, 1),
            date(2024, 12, 31),
            "Bí thư: Chi bộ 1, Đảng bộ Sở Xây dựng",
            "",
        ),
        (
            date(2020, 1, 1),
            date(2024, 12, 31),
            "Sinh hoạt chính thức: Chi bộ 1, Đảng bộ Sở Xây dựng",
            "QĐ 5",
        ),
        (date(2011, 2, 3), date(2011, 2, 3), "Trở thành đảng viên chính thức", ""),
        (date(2010, 2, 3), date(2010, 2, 3), "Vào Đảng", ""),
    ]


def test_period_that_begins_with_a_new_name_has_the_new_name(base, cell):
    person = make_person("Lê Thị Hoa")
    place(person, cell, started_on=DAY)
    OrganizationMove.objects.create(
        organization=cell, day=DAY, old_parent=base, old_name="Chi bộ Cũ", reason="QĐ"
    )

    row = queries.history_of(person, disciplines=False)[0]

    assert row.what == "Sinh hoạt chính thức: Chi bộ 1, Đảng bộ Sở Xây dựng"


def test_history_of_an_organization_names_what_changed(bloc, base):
    cell = make_cell(base, "Chi bộ B", founded_on=date(2010, 1, 1))
    new = make_base(bloc, "Đảng bộ Sở Y tế")
    actions.edit_organization(
        None,
        cell,
        name="Chi bộ C",
        day=date(2022, 1, 1),
        reason="QĐ 1",
        locality="",
        founded_on=cell.founded_on,
        position=0,
    )
    actions.move_organization(None, cell, new, day=DAY, reason="QĐ 2")
    cell.refresh_from_db()
    appoint(make_person("Lê Văn An"), cell, started_on=date(2021, 1, 1), ended_on=date(2023, 1, 1))

    rows = queries.history_of_organization(cell)

    assert [(row.day, row.what, row.note) for row in rows] == [
        (DAY, "Chuyển từ Đảng bộ Sở Xây dựng sang Đảng bộ Sở Y tế", "QĐ 2"),
        (date(2022, 1, 1), "Đổi tên từ Chi bộ B thành Chi bộ C", "QĐ 1"),
        (date(2021, 1, 1), "Bí thư: Lê Văn An", ""),
        (date(2010, 1, 1), "Thành lập", ""),
    ]


def test_search_needs_every_word_and_no_accents(client, board, base, cell):
    make_person("Đặng Thị Ước", cell)
    make_person("Đặng Văn Ước", cell)

    def hits(text):
        found = look(client, "search", q=text).context["found"]
        return [str(one) for one in (*found.organizations, *found.people)]

    texts = ("dang thi uoc", "uoc dang", "so xay dung", "xây dựng chi bộ 1", "", "  ", "%")
    found = {text: hits(text) for text in texts}

    assert found == {
        "dang thi uoc": ["Đặng Thị Ước"],
        "uoc dang": ["Đặng Thị Ước", "Đặng Văn Ước"],
        "so xay dung": ["Đảng bộ Sở Xây dựng"],
        "xây dựng chi bộ 1": ["Chi bộ 1"],
        "": [],
        "  ": [],
        "%": [],
    }


def test_search_finds_who_left_only_where_they_were_last(client, base, cell):
    last = make_cell(base, "Chi bộ 2")
    person = make_person("Lê Văn Rời")
    place(person, cell, ended_on=date(2022, 1, 1))
    place(person, last, started_on=date(2022, 1, 1), ended_on=DAY)
    found = []
    for organization in (cell, last):
        client.force_login(make_officer(organization))
        found.append([str(one) for one in look(client, "search", q="rời").context["found"].people])

    assert found == [[], ["Lê Văn Rời"]]


def test_search_lists_fifty_and_says_that_there_is_more(client, board, cell):
    for number in range(60):
        make_person(f"Lê Văn {number:02d}", cell)

    found = look(client, "search", q="lê văn").context["found"]

    assert (len(found.people), found.more) == (50, True)


def fill(bloc, number):
    """Make so many organizations, people, positions, states and changes of each kind."""
    for place_in_order in range(number):
        base = make_base(bloc, f"Đảng bộ {place_in_order}")
        cell = make_cell(base)
        group = make_group(cell)
        person = make_person("Lê Thị Hoa", group)
        place(person, cell, Placement.Kind.TEMPORARY)
        for organization, role in ((base, Role.SECRETARY), (bloc, Role.COMMITTEE_MEMBER)):
            appoint(person, organization, role)
        set_state(person, "SICK_LEAVE")
        OrganizationMove.objects.create(
            organization=base, day=DAY, old_parent=bloc, old_name="Cũ", reason="QĐ"
        )
    return person


def enrich(person, bloc, number):
    """Give a person so many past placements, positions, states and disciplines."""
    for place_in_order in range(number):
        cell = make_cell(make_base(bloc, f"Nơi cũ {number} {place_in_order}"))
        day = date(2012, 1, 1) + timedelta(days=place_in_order)
        past = {"started_on": day, "ended_on": day + timedelta(days=1)}
        place(person, cell, **past)
        appoint(person, cell, **past)
        set_state(person, "EXEMPT", **past)
        Discipline.objects.create(
            person=person, form="WARNING", decided_on=day, decision="QĐ", organization=cell
        )
        OrganizationMove.objects.create(
            organization=cell, day=DAY, old_parent=bloc, old_name="Cũ", reason="QĐ"
        )


def count_queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_cost_the_same_for_more_rows(client, board, bloc):
    counts = []
    for number in (1, 3):
        inner = make_base(bloc, f"Đảng bộ thử {number}")
        person = fill(inner, number)
        enrich(person, bloc, number)
        addresses = [
            reverse("organization_tree"),
            reverse("organization_tree") + "?ngay=31/05/2024",
            reverse("organization", args=[inner.pk]),
            reverse("person", args=[person.pk]),
            reverse("person_transfer", args=[person.pk]),
            reverse("position_add", args=[person.pk]),
            reverse("search") + "?q=hoa",
            reverse("search") + "?q=bo",
        ]
        counts.append({where: count_queries(client, where) for where in addresses})

    first, second = (list(one.values()) for one in counts)
    assert first == second
    assert max(first) <= 25


def test_secretary_of_a_suspended_committee_sees_nothing(client, cell):
    account = make_officer(cell)
    set_state(account.person, PersonState.Kind.SUSPENDED_COMMITTEE)
    client.force_login(account)

    assert look(client, "organization", cell.pk).status_code == 403


def test_group_leader_sees_the_group_alone(client, cell):
    group = make_group(cell)
    leader = make_officer(group, Role.GROUP_LEADER)
    client.force_login(leader)

    statuses = [look(client, "organization", one.pk).status_code for one in (group, cell)]

    assert statuses == [200, 404]


def test_person_without_any_place_has_a_page_for_who_kept_it(client, board, cell):
    person = make_person("Lê Văn Rời")
    place(person, cell, ended_on=DAY)

    page = look(client, "person", person.pk).content.decode()

    assert "Tiếp nhận" in page
    assert "Hiện không sinh hoạt ở đâu" in page


def test_own_page_of_who_has_left_opens(client, cell):
    person = make_person("Lê Văn Rời")
    place(person, cell, ended_on=DAY)
    client.force_login(make_account(person))

    assert look(client, "person", person.pk).status_code == 200
