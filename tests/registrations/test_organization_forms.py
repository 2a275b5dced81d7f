"""Organizations' form 01 and non-members' course (NG-01, NG-13)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.access import viewer_of
from organizations.models import Role
from registrations import actions, meetings, queries, round_actions
from registrations.access import receivers_in
from registrations.models import FormChoice, Registration, Step
from registrations.queries.organizations import (
    organization_tasks,
    to_confirm_by_head,
    to_receive,
)
from tests import factories
from tests.registrations.exemplary import (
    begin,
    begin_own,
    fill_all,
    hold,
    make_exemplary_round,
    non_member,
)


@pytest.fixture
def year(place):
    return make_exemplary_round(place.bloc)


@pytest.fixture
def head(place):
    """The head of the agency, a member of another cell."""
    person = factories.make_person("Cao Văn Giám", place.other_cell)
    factories.appoint(person, place.base, Role.AGENCY_HEAD, title="Giám đốc")
    return factories.make_account(person)


def anew(account):
    """Return the account as a new request finds it."""
    return type(account).objects.get(pk=account.pk)


def submit_own(account, year, organization):
    registration = begin_own(account, year, organization)
    hold(account, year, organization, own=True, people=False)
    return actions.submit(account, registration.pk)


def test_committee_finds_its_organizations_task(place, year):
    tasks = organization_tasks(viewer_of(anew(place.secretary)))

    assert [(one.organization, one.round, one.current) for one in tasks] == [
        (place.cell, year, None)
    ]
    assert organization_tasks(viewer_of(anew(place.member))) == []
    assert organization_tasks(viewer_of(anew(place.board))) == []


def test_group_and_bloc_owe_no_form_01(place, year):
    group = factories.make_group(place.cell)
    leader = factories.make_officer(group, Role.GROUP_LEADER, "Tổ Văn Trưởng")
    boss = factories.make_officer(place.bloc, full_name="Bí Thư Khối", placed_in=place.cell)

    assert organization_tasks(viewer_of(leader)) == []
    assert organization_tasks(viewer_of(boss)) == []


def start_statuses(browse, place, year, organization):
    address = reverse("own_form_start", args=[year.pk, organization.pk])
    people = ("member", "secretary", "deputy", "other_secretary", "superior", "board")
    found = {}
    for name in people:
        response = browse(getattr(place, name)).post(address)
        found[name] = response.status_code
    return found


def test_form_01_is_begun_by_its_own_committee_alone(browse, place, year):
    assert start_statuses(browse, place, year, place.cell) == {
        "member": 403,
        "secretary": 302,
        "deputy": 302,
        "other_secretary": 404,
        "superior": 403,
        "board": 403,
    }
    registration = Registration.objects.get()
    assert (registration.form, registration.person, registration.organization) == (
        "F01",
        None,
        place.cell,
    )


def test_form_01_is_begun_in_exemplary_rounds_alone(browse, place, year):
    address = reverse("own_form_start", args=[place.round.pk, place.cell.pk])

    assert browse(place.secretary).post(address).status_code == 404
    assert not Registration.objects.exists()


def test_closed_round_begins_nothing(browse, place, year):
    round_actions.close_round(place.board, year.pk, "Hết năm")

    browse(place.secretary).post(reverse("own_form_start", args=[year.pk, place.cell.pk]))

    assert not Registration.objects.exists()


def test_cells_form_goes_to_its_direct_superior_alone(browse, place, year):
    registration = submit_own(place.secretary, year, place.cell)
    confirm = reverse("registration_confirm", args=[registration.pk])

    assert to_receive(viewer_of(anew(place.superior)), receivers_in) == [registration]
    for name in ("secretary", "deputy", "board", "other_secretary", "member"):
        account = anew(getattr(place, name))
        assert to_receive(viewer_of(account), receivers_in) == []
        assert browse(account).post(confirm).status_code in (403, 404)

    response = browse(place.superior).post(confirm)

    registration.refresh_from_db()
    assert response.url == reverse("round_progress", args=[year.pk, place.base.pk])
    assert registration.step == Step.CONFIRMED
    assert registration.organization == place.cell
    assert registration.signed["confirmed_by"] == "Võ Minh Tú"


@pytest.mark.parametrize("role", [Role.ORGANISATION_BOARD, Role.PROPAGANDA_BOARD, Role.SECRETARY])
def test_base_form_goes_to_the_bloc_and_its_boards(browse, place, year, role):
    registration = submit_own(place.superior, year, place.base)
    receiver = factories.make_officer(place.bloc, role, "Hồ Văn Nhận", placed_in=place.other_cell)

    browse(receiver).post(
        reverse("registration_return", args=[registration.pk]), {"reason": "Thiếu chỉ tiêu."}
    )

    registration.refresh_from_db()
    assert registration.step == Step.RETURNED
    tasks = organization_tasks(viewer_of(anew(place.superior)))
    assert [one.reason for one in tasks] == ["Thiếu chỉ tiêu."]
    page = browse(place.superior).get(reverse("tasks")).content.decode()
    assert "Thiếu chỉ tiêu." in page


def test_inspection_commission_receives_nothing(place, year):
    submit_own(place.superior, year, place.base)
    inspector = factories.make_officer(
        place.bloc, Role.INSPECTION_COMMISSION, placed_in=place.other_cell
    )

    assert to_receive(viewer_of(inspector), receivers_in) == []


def test_who_belongs_to_both_committees_receives_nothing_of_the_own(place, year):
    both = factories.make_officer(place.cell, Role.COMMITTEE_MEMBER, "Hai Vai")
    factories.appoint(both.person, place.base, Role.COMMITTEE_MEMBER)
    submit_own(place.secretary, year, place.cell)

    assert to_receive(viewer_of(anew(both)), receivers_in) == []


def list_address(year, organization, status="all"):
    address = reverse("round_organizations", args=[year.pk, organization.pk])
    return f"{address}?tinh-trang={status}"


def test_superiors_list_tells_who_has_and_when_and_who_is_missing(browse, place, year):
    registration = submit_own(place.secretary, year, place.cell)
    client = browse(place.superior)

    rows = client.get(list_address(year, place.base)).context["rows"]
    waiting = client.get(list_address(year, place.base, "submitted")).content.decode()

    assert [(one.organization, one.registration, one.missing) for one, _ in rows] == [
        (place.base, None, True),
        (place.cell, registration, False),
        (place.other_cell, None, True),
    ]
    assert reverse("registration", args=[registration.pk]) in waiting
    assert f"{timezone.localdate():%d/%m/%Y}</td>" in waiting


def test_no_list_where_the_guidance_has_no_form_01(browse, place, year):
    other = list_address(place.round, place.base)

    assert browse(place.superior).get(other).status_code == 404
    assert browse(place.superior).get(list_address(year, place.base, "la")).status_code == 404


def test_who_follows_from_above_opens_no_form_before_it_is_received(browse, place, year):
    registration = submit_own(place.secretary, year, place.cell)
    address = list_address(year, place.base)
    link = reverse("registration", args=[registration.pk])

    assert link not in browse(place.board).get(address).content.decode()
    assert browse(place.board).get(link).status_code == 403
    actions.confirm(place.superior, registration.pk)
    assert link in browse(place.board).get(address).content.decode()
    assert browse(place.board).get(link).status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_tasks_ask_as_often_for_one_as_for_three(
    browse, place, year, head, django_assert_num_queries, many
):
    for number in range(many):
        account = non_member(place.cell, f"Bùi Thị {number}")
        begin(account, year)
        cell = factories.make_cell(place.base, f"Chi bộ số {number}")
        submit_own(factories.make_officer(cell), year, cell)
        factories.appoint(head.person, cell, Role.COMMITTEE_MEMBER)
    hold(place.secretary, year, place.cell)
    for one in Registration.objects.exclude(person=None):
        actions.submit(place.secretary, one.pk)
    factories.appoint(head.person, place.base, Role.DEPUTY_SECRETARY)
    viewer = viewer_of(anew(head))
    assert viewer.positions

    with django_assert_num_queries(5):
        found = organization_tasks(viewer), to_confirm_by_head(viewer)

    assert (len(found[0]), len(found[1])) == (many + 1, many)


def hand_in_of_non_member(place, year):
    account = non_member(place.cell)
    registration = begin(account, year)
    hold(place.secretary, year, place.cell)
    return account, actions.submit(account, registration.pk)


def test_non_member_has_the_task_and_fills_form_03(browse, place, year):
    account = non_member(place.cell)

    page = browse(account).get(reverse("tasks")).content.decode()
    browse(account).post(reverse("registration_start", args=[year.pk]))

    assert "Bản đăng ký học tập và làm theo của quần chúng" in page
    registration = Registration.objects.get(person=account.person)
    assert registration.form == "F03"
    fill_all(account, registration)
    with pytest.raises(Exception, match="hội nghị góp ý"):
        actions.submit(account, registration.pk)


def test_non_members_form_waits_for_the_head_alone(browse, place, year, head):
    _, registration = hand_in_of_non_member(place, year)

    assert to_confirm_by_head(viewer_of(anew(head))) == [registration]
    assert queries.to_confirm_in([place.cell]) == []
    confirm = reverse("registration_confirm", args=[registration.pk])
    for name in ("secretary", "deputy", "superior"):
        assert browse(getattr(place, name)).post(confirm).status_code == 403
    page = browse(head).get(reverse("tasks")).content.decode()
    assert "Bản của quần chúng chờ đồng chí xác nhận" in page

    browse(head).post(confirm)

    registration.refresh_from_db()
    assert registration.step == Step.CONFIRMED
    assert registration.signed["confirmed_by"] == "Cao Văn Giám"


def test_non_members_form_cannot_be_confirmed_among_many(browse, place, year, head):
    _, registration = hand_in_of_non_member(place, year)
    address = reverse("confirm_many", args=[year.pk, place.cell.pk])

    browse(place.secretary).post(address, {"chosen": [registration.pk]})

    registration.refresh_from_db()
    assert registration.step == Step.SUBMITTED


def test_head_of_another_agency_confirms_nothing(browse, place, year, head):
    _, registration = hand_in_of_non_member(place, year)
    base = factories.make_base(place.bloc, "Đảng bộ Sở Tư pháp")
    cell = factories.make_cell(base)
    stranger = factories.make_officer(base, Role.AGENCY_HEAD, "Người Khác", placed_in=cell)

    assert to_confirm_by_head(viewer_of(stranger)) == []
    confirm = reverse("registration_confirm", args=[registration.pk])
    assert browse(stranger).post(confirm).status_code == 404


def test_without_a_head_the_cells_officers_confirm(place, year):
    _, registration = hand_in_of_non_member(place, year)

    assert queries.to_confirm_in([place.cell]) == [(place.cell, year, 1)]
    rows = queries.cell_rows(year, place.cell, inside=True, reader_id=None)
    assert [row.to_confirm for row in rows if row.to_confirm] == [registration]


def test_non_member_stands_on_the_cells_board(browse, place, year, head):
    hand_in_of_non_member(place, year)

    page = browse(place.secretary).get(reverse("round_progress", args=[year.pk, place.cell.pk]))

    assert "Bùi Thị Tú" in page.content.decode()


def test_base_committee_alone_chooses_the_form_of_non_members(browse, place, year):
    address = reverse("form_choice", args=[year.pk, place.base.pk])
    officer = factories.make_officer(place.base, Role.COMMITTEE_MEMBER, placed_in=place.cell)

    for name, status in (("member", 404), ("secretary", 404), ("board", 403)):
        found = browse(getattr(place, name)).post(address, {"form": "F02"})
        assert found.status_code == status
    assert not FormChoice.objects.exists()
    browse(officer).post(address, {"form": "F02"})
    assert FormChoice.objects.get().organization == place.base
    page = browse(place.superior).get(address).content.decode()
    assert f"Quần chúng dùng Mẫu 02/ĐKNG năm {year.year}" in page
    browse(place.superior).post(address, {"form": "F03"})
    assert not FormChoice.objects.exists()


def test_cell_under_a_committee_chooses_nothing(browse, place, year):
    address = reverse("form_choice", args=[year.pk, place.cell.pk])

    assert browse(place.secretary).get(address).status_code == 404
    assert browse(place.other_secretary).get(address).status_code == 404
    meetings.choose_form(place.superior, year, place.base, uses_f02=True)
    assert queries.form_of(year, non_member(place.cell).person) == "F02"


def test_form_01_is_written_read_and_supplemented(browse, place, year):
    registration = submit_own(place.secretary, year, place.cell)

    assert (
        browse(place.superior).get(reverse("registration", args=[registration.pk])).status_code
        == 200
    )
    actions.confirm(place.superior, registration.pk)
    response = browse(place.deputy).post(reverse("registration_supplement", args=[registration.pk]))

    version = Registration.objects.get(version=2)
    assert response.url == reverse("registration_edit", args=[version.pk])
    assert version.organization == place.cell
    assert browse(place.superior).get(response.url).status_code == 403
