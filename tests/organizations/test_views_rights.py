"""Who is refused what on the pages of the tree and its people."""

from datetime import date

import pytest
from django.urls import reverse

from organizations.models import (
    Discipline,
    LogEntry,
    Organization,
    OrganizationMove,
    Person,
    PersonState,
    Placement,
    Position,
    Role,
)
from organizations.views import people, positions, tree
from tests.factories import (
    appoint,
    make_account,
    make_base,
    make_bloc,
    make_cell,
    make_officer,
    make_person,
    set_state,
)

pytestmark = pytest.mark.django_db
KEPT = (Organization, OrganizationMove, Person, Placement, Position, PersonState, Discipline)
ANYWHERE = {"organization_tree", "search"}
VIEW = {"organization", "person"}
DISCIPLINE = {"discipline_add"}
# reader: statuses of pages that need the right to view, to manage, to discipline
TABLE = {
    "nobody": (302, 302, 302),
    "administrator": (404, 404, 404),
    "board": (200, 200, 403),
    "propaganda": (200, 403, 403),
    "inspection": (200, 403, 200),
    "base secretary": (200, 403, 403),
    "secretary": (200, 403, 403),
    "member": (403, 403, 403),
    "other cell's secretary": (404, 404, 404),
    "other bloc's board": (404, 404, 404),
    "who has left": (404, 404, 404),
}


@pytest.fixture
def world():
    """Make a bloc with everybody who might ask, and what they ask for."""
    bloc = make_bloc()
    base = make_base(bloc)
    cell, other_cell = make_cell(base, "Chi bộ 1"), make_cell(base, "Chi bộ 2")
    far = make_bloc("Khối khác")
    far_cell = make_cell(make_base(far, "Đảng bộ xa"))
    target = make_person("Lê Thị Hoa", cell)
    gone = make_person("Lê Văn Rời", other_cell)
    gone.placements.update(ended_on=date(2024, 1, 1))
    ids = {
        "organization": cell.pk,
        "person": target.pk,
        "placement": target.placements.get().pk,
        "position": appoint(target, cell, Role.COMMITTEE_MEMBER).pk,
        "state": set_state(target, "SICK_LEAVE").pk,
    }
    readers = {
        "nobody": None,
        "administrator": make_account(),
        "board": make_officer(bloc, Role.ORGANISATION_BOARD, placed_in=other_cell),
        "propaganda": make_officer(bloc, Role.PROPAGANDA_BOARD, placed_in=other_cell),
        "inspection": make_officer(bloc, Role.INSPECTION_COMMISSION, placed_in=other_cell),
        "base secretary": make_officer(base, placed_in=other_cell),
        "secretary": make_officer(cell),
        "member": make_account(make_person("Lê Văn Tám", cell)),
        "other cell's secretary": make_officer(other_cell),
        "other bloc's board": make_officer(far, Role.ORGANISATION_BOARD, placed_in=far_cell),
        "who has left": make_account(gone),
    }
    return ids, readers


def address(name, ids):
    """Return the address of a page about the target."""
    if name in ANYWHERE:
        return reverse(name)
    kinds = {
        "placement_end": "placement",
        "position_end": "position",
        "state_end": "state",
        "person_add": "organization",
    }
    return reverse(name, args=[ids[kinds.get(name, name.split("_")[0])]])


def about_person(name):
    return name in {"position_add", "state_add", "discipline_add"}


def pages(ids):
    """Return {name: address} of every page of these modules."""
    patterns = [*tree.urlpatterns, *people.urlpatterns, *positions.urlpatterns]
    return {
        one.name: reverse(one.name, args=[ids["person"]])
        if about_person(one.name)
        else address(one.name, ids)
        for one in patterns
    }


def expected(name, statuses):
    view, manage, discipline = statuses
    if name in VIEW:
        return view
    return discipline if name in DISCIPLINE else manage


def rows():
    """Return everything that a refused request must leave alone."""
    return {model: list(model.objects.order_by("pk").values()) for model in KEPT}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("reader", TABLE)
def test_pages_open_to_whom_the_table_says(client, world, reader, method):
    ids, readers = world
    if readers[reader]:
        client.force_login(readers[reader])
    before = rows()

    found = {
        name: getattr(client, method)(where).status_code
        for name, where in pages(ids).items()
        if name not in ANYWHERE
    }

    assert found == {name: expected(name, TABLE[reader]) for name in found}
    assert len(found) == 16
    assert rows() == before


def test_refusals_are_logged(client, world):
    ids, readers = world
    client.force_login(readers["member"])

    client.get(reverse("person", args=[ids["person"]]))

    assert [entry.verb for entry in LogEntry.objects.all()] == ["refused"]


@pytest.mark.parametrize(
    ("reader", "status"),
    [
        ("nobody", 302),
        ("administrator", 403),
        ("member", 403),
        ("who has left", 403),
        ("secretary", 200),
        ("base secretary", 200),
        ("board", 200),
    ],
)
def test_tree_is_for_who_sees_an_organization(client, world, reader, status):
    _, readers = world
    if readers[reader]:
        client.force_login(readers[reader])

    assert client.get(reverse("organization_tree")).status_code == status


@pytest.mark.parametrize(
    ("reader", "names"),
    [
        ("board", ["Chi bộ 1", "Chi bộ 2", "Đảng bộ Khối các cơ quan tỉnh", "Đảng bộ Sở Xây dựng"]),
        ("base secretary", ["Chi bộ 1", "Chi bộ 2", "Đảng bộ Sở Xây dựng"]),
        ("secretary", ["Chi bộ 1"]),
        ("other bloc's board", ["Chi bộ 1", "Khối khác", "Đảng bộ xa"]),
    ],
)
def test_tree_shows_what_the_reader_sees_and_no_more(client, world, reader, names):
    client.force_login(world[1][reader])

    response = client.get(reverse("organization_tree"))

    shown = [one.name for tree in response.context["trees"] for one in tree]
    assert sorted(shown) == names


@pytest.mark.parametrize(
    ("reader", "found"),
    [
        ("administrator", []),
        ("member", []),
        ("who has left", []),
        ("other cell's secretary", []),
        ("other bloc's board", []),
        ("secretary", ["Lê Thị Hoa"]),
        ("base secretary", ["Lê Thị Hoa"]),
        ("propaganda", ["Lê Thị Hoa"]),
    ],
)
def test_search_finds_people_whom_the_reader_sees(client, world, reader, found):
    client.force_login(world[1][reader])

    response = client.get(reverse("search"), {"q": "thi HOA"})

    assert [one.full_name for one in response.context["found"].people] == found


def test_search_finds_oneself_and_who_left_for_who_saw_them(client, world):
    _, readers = world
    results = {}
    for reader in ("member", "who has left", "other cell's secretary", "secretary"):
        client.force_login(readers[reader])
        people = client.get(reverse("search"), {"q": "lê văn"}).context["found"].people
        results[reader] = [one.full_name for one in people]

    assert results == {
        "member": ["Lê Văn Tám"],
        "who has left": ["Lê Văn Rời"],
        "other cell's secretary": ["Lê Văn Rời"],
        "secretary": ["Lê Văn Tám"],
    }


def test_card_numbers_are_found_and_shown_whole_to_who_keeps_the_people(client, world):
    ids, readers = world
    person = Person.objects.get(pk=ids["person"])
    card, masked = person.card_number, f"•••{person.card_number[-3:]}"
    seen = {}
    for reader in ("board", "secretary", "inspection"):
        client.force_login(readers[reader])
        own = client.get(reverse("person", args=[person.pk])).content.decode()
        of_list = client.get(reverse("organization", args=[ids["organization"]])).content.decode()
        found = client.get(reverse("search"), {"q": card}).context["found"].people
        seen[reader] = (
            [card in page for page in (own, of_list)],
            [masked in page for page in (own, of_list)],
            "04/05/1980" in of_list,
            len(found),
        )

    assert seen == {
        "board": ([True, True], [False, False], True, 1),
        "secretary": ([False, False], [True, True], False, 0),
        "inspection": ([False, False], [True, True], False, 0),
    }


def test_own_page_is_open_whole_and_not_logged(client, world):
    ids, _ = world
    person = Person.objects.get(pk=ids["person"])
    client.force_login(make_account(person))

    response = client.get(reverse("person", args=[person.pk]))

    assert response.status_code == 200
    assert person.card_number in response.content.decode()
    assert LogEntry.objects.count() == 0


def test_reading_somebody_elses_page_is_logged(client, world):
    ids, readers = world
    client.force_login(readers["secretary"])

    client.get(reverse("person", args=[ids["person"]]))

    [entry] = LogEntry.objects.all()
    assert (entry.verb, entry.account, entry.person_id) == (
        "read",
        readers["secretary"],
        ids["person"],
    )


def test_disciplines_are_shown_to_who_has_to_do_with_them(client, world):
    ids, readers = world
    person = Person.objects.get(pk=ids["person"])
    Discipline.objects.create(
        person=person,
        form=Discipline.Form.WARNING,
        decided_on=date(2024, 1, 1),
        decision="QĐ 15",
        violation="Vi phạm thời hạn",
        organization_id=ids["organization"],
    )
    readers["oneself"] = make_account(person)
    seen = {}
    for reader in ("oneself", "board", "inspection", "secretary", "base secretary", "propaganda"):
        client.force_login(readers[reader])
        page = client.get(reverse("person", args=[person.pk])).content.decode()
        seen[reader] = page.count("Vi phạm thời hạn")

    assert seen == {
        "oneself": 2,
        "board": 2,
        "inspection": 2,
        "secretary": 2,
        "base secretary": 2,
        "propaganda": 0,
    }


@pytest.mark.parametrize(
    ("reader", "buttons"),
    [
        ("board", {"sua", "chuyen", "bo-nhiem", "tam-thoi", "tinh-trang", "ket-thuc"}),
        ("inspection", {"ky-luat"}),
        ("secretary", set()),
    ],
)
def test_buttons_that_the_reader_may_not_use_are_not_shown(client, world, reader, buttons):
    ids, readers = world
    client.force_login(readers[reader])

    page = client.get(reverse("person", args=[ids["person"]])).content.decode()

    words = ("sua", "chuyen", "bo-nhiem", "tam-thoi", "tinh-trang", "ky-luat", "ket-thuc")
    assert {word for word in words if f'/{word}/"' in page} == buttons


def test_board_that_has_only_a_guest_may_not_transfer_it(client, world):
    ids, readers = world
    far_cell = Organization.objects.get(name="Chi bộ 1", parent__name="Đảng bộ xa")
    guest = Person.objects.get(pk=ids["person"])
    Placement.objects.create(
        person=guest,
        organization=far_cell,
        kind=Placement.Kind.TEMPORARY,
        started_on=date(2024, 1, 1),
    )
    client.force_login(readers["other bloc's board"])

    statuses = {
        name: client.get(reverse(name, args=[ids[kind]])).status_code
        for name, kind in (
            ("person", "person"),
            ("person_transfer", "person"),
            ("placement_end", "placement"),
            ("position_end", "position"),
        )
    }

    page = client.get(reverse("person", args=[guest.pk])).content.decode()
    assert '/chuyen/"' not in page
    assert page.count("ket-thuc") == 2  # the stay here and the state
    assert statuses == {
        "person": 200,
        "person_transfer": 404,
        "placement_end": 404,
        "position_end": 404,
    }
