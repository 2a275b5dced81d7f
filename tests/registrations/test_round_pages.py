"""The pages of rounds: opening, progress, the cell's board, printing a cell."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import Role
from registrations import actions
from registrations.models import Registration, Round, Shortcomings, Step
from tests import factories


def test_home_leads_everybody_to_their_work(place, browse):
    ends = {}
    for name in ("member", "secretary", "superior", "board"):
        ends[name] = browse(getattr(place, name)).get(reverse("home")).url

    def progress(organization):
        return reverse("round_progress", args=[place.round.pk, organization.pk])

    assert ends == {
        "member": reverse("tasks"),
        "secretary": progress(place.cell),
        "superior": progress(place.base),
        "board": progress(place.bloc),
    }


def test_open_round_by_the_board(place, browse):
    browse(place.board).post(
        reverse("round_open", args=[place.bloc.pk]),
        {
            "year": place.round.year + 1,
            "guidances": ["cam_ket_9"],
            "party_congress": "XIV",
            "provincial_congress": "XV",
        },
    )

    assert Round.objects.filter(year=place.round.year + 1, party_congress="XIV").exists()


@pytest.mark.parametrize("year", ["2021", "1", "2100", "", "năm nay", "99999999999"])
def test_open_round_with_a_bad_year_says_so_beside_the_field(place, browse, year):
    answer = browse(place.board).post(
        reverse("round_open", args=[place.bloc.pk]),
        {
            "year": year,
            "guidances": ["cam_ket_9"],
            "party_congress": "X",
            "provincial_congress": "X",
        },
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["year"])


def test_open_round_twice_says_so(place, browse):
    answer = browse(place.board).post(
        reverse("round_open", args=[place.bloc.pk]),
        {
            "year": place.round.year,
            "guidances": ["cam_ket_9"],
            "party_congress": "XIII",
            "provincial_congress": "XIV",
        },
    )

    assert f"Đợt “{place.round}” đã được mở." in answer.content.decode()


def test_confirm_many_leaves_out_what_moved(place, browse):
    first = factories.hand_in(place.member, place.round)
    second = factories.hand_in(place.colleague, place.round)
    actions.return_to_author(place.deputy, second.pk, "Lý do")

    browse(place.secretary).post(
        reverse("confirm_many", args=[place.round.pk, place.cell.pk]),
        {"chosen": [first.pk, second.pk]},
    )

    steps = dict(Registration.objects.values_list("pk", "step"))
    assert steps == {first.pk: Step.CONFIRMED, second.pk: Step.RETURNED}


def test_confirm_many_cannot_reach_another_cell(place, browse):
    stranger = factories.make_account(factories.make_person("Đinh Văn Xuân", place.other_cell))
    foreign = factories.hand_in(stranger, place.round)

    answer = browse(place.secretary).post(
        reverse("confirm_many", args=[place.round.pk, place.cell.pk]), {"chosen": [foreign.pk]}
    )

    foreign.refresh_from_db()
    assert (answer.status_code, foreign.step) == (302, Step.SUBMITTED)


def test_cell_pdf_holds_everybody(place, browse):
    factories.hand_in(place.member, place.round)
    factories.hand_in(place.colleague, place.round)

    answer = browse(place.secretary).get(
        reverse("cell_print_file", args=[place.round.pk, place.cell.pk])
    )

    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Chi%20b%E1%BB%99%201" in answer.headers["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_cell_print_lists_who_is_missing_first(place, browse):
    factories.hand_in(place.member, place.round)

    answer = browse(place.secretary).get(
        reverse("cell_print", args=[place.round.pk, place.cell.pk])
    )

    assert [row.person.full_name for row in answer.context["page"]] == [
        "Trần Thị Bình",
        "Phạm Văn Cường",
        "Lê Thị Hoa",
    ]


def test_board_page_takes_few_queries_however_many_people(place, browse):
    def count():
        client = browse(place.secretary)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("round_progress", args=[place.round.pk, place.cell.pk]))
        return len(captured)

    few = count()
    for _ in range(5):
        account = factories.make_account(factories.make_person("Đinh Văn Xuân", place.cell))
        factories.hand_in(account, place.round)

    assert count() == few <= 12


def test_shortcomings_are_written_by_the_cells_officers_alone(place, browse):
    address = reverse("shortcomings_edit", args=[place.round.pk, place.member.person_id])

    codes = {
        name: browse(getattr(place, name)).get(address).status_code
        for name in ("secretary", "deputy", "colleague", "superior", "other_secretary", "board")
    }

    assert codes == {
        "secretary": 200,
        "deputy": 200,
        "colleague": 403,
        "superior": 403,
        "other_secretary": 404,
        "board": 403,
    }


def test_shortcomings_of_a_second_window_do_not_overwrite_unseen(place, browse):
    address = reverse("shortcomings_edit", args=[place.round.pk, place.member.person_id])
    first, second = browse(place.secretary), browse(place.deputy)
    assert 'name="before"' in second.get(address).content.decode()
    first.post(address, {"text": "Chậm gửi báo cáo.\r\nÍt phát biểu.", "before": ""})

    refused = second.post(address, {"text": "Vắng họp ba lần", "before": ""})

    page = refused.content.decode()
    kept = Shortcomings.objects.get()
    assert kept.text == "Chậm gửi báo cáo.\nÍt phát biểu."
    assert "vừa được ghi ở một cửa sổ khác" in page
    assert ">\nVắng họp ba lần</textarea>" in page
    before = refused.context["form"]["before"].value().replace("\n", "\r\n")
    again = second.post(address, {"text": "Vắng họp ba lần", "before": before})
    kept.refresh_from_db()
    assert (again.status_code, kept.text) == (302, "Vắng họp ba lần")


def test_people_are_listed_page_by_page(place, browse):
    for number in range(60):
        factories.make_person(f"Đinh Văn {number}", place.cell)
    address = reverse("round_people", args=[place.round.pk, place.cell.pk])

    first = browse(place.board).get(address)
    second = browse(place.board).get(address, {"tinh-trang": "missing", "page": "2"})

    assert "page=2" in first.content.decode()
    assert (len(first.context["page"]), len(second.context["page"])) == (50, 14)


@pytest.mark.parametrize("odd", ["xyz", "0", "-1", "999999999999", ""])
def test_odd_page_numbers_show_a_page(place, browse, odd):
    address = reverse("round_people", args=[place.round.pk, place.cell.pk])

    assert browse(place.board).get(address, {"page": odd}).status_code == 200


def test_unknown_list_is_not_found(place, browse):
    address = reverse("round_people", args=[place.round.pk, place.cell.pk])

    assert browse(place.board).get(address, {"tinh-trang": "xyz"}).status_code == 404


def test_shortcomings_are_not_recorded_by_the_person_itself(place, browse):
    address = reverse("shortcomings_edit", args=[place.round.pk, place.secretary.person_id])

    codes = [
        browse(one).post(address, {"text": ""}).status_code
        for one in (place.secretary, place.deputy)
    ]

    assert codes == [403, 302]


def test_papers_of_a_group_waiting_for_confirmation_stay_in_the_cell(place, browse):
    group = factories.make_group(place.cell)
    leader = factories.make_officer(group, Role.GROUP_LEADER, "Hồ Văn Bình")
    mate = factories.make_account(factories.make_person("Lý Thị Mai", group))
    factories.hand_in(mate, place.round)
    address = reverse("cell_print", args=[place.round.pk, group.pk])

    found = {
        name: browse(account).get(address).context["number"]
        for name, account in {
            "leader": leader,
            "secretary": place.secretary,
            "superior": place.superior,
            "board": place.board,
        }.items()
    }

    assert found == {"leader": 1, "secretary": 1, "superior": 0, "board": 0}


def test_board_seen_from_above_links_the_confirmed_alone(place, browse):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    newer = actions.submit(place.member, actions.supplement(place.member, registration).pk)
    factories.hand_in(place.colleague, place.round)
    address = reverse("round_progress", args=[place.round.pk, place.cell.pk])

    def linked(account):
        rows = browse(account).get(address).context["rows"]
        return [row.readable for row in rows if row.readable]

    assert linked(place.superior) == [registration]
    assert linked(place.secretary)[0] == newer


def test_round_of_another_bloc_is_not_found(place, browse):
    other = factories.make_round(factories.make_bloc("Đảng bộ Khối doanh nghiệp"))
    address = reverse("round_progress", args=[other.pk, place.cell.pk])

    assert browse(place.board).get(address).status_code == 404


def test_home_finds_the_round_of_each_bloc(place, browse):
    bloc = factories.make_bloc("Đảng bộ Khối doanh nghiệp")
    factories.appoint(place.secretary.person, bloc, Role.PROPAGANDA_BOARD)

    answer = browse(place.secretary).get(reverse("home"), follow=True)

    assert answer.status_code == 200


def test_confirming_many_takes_the_same_queries(place, browse):
    def confirm_all(number):
        accounts = [
            factories.make_account(factories.make_person("Đinh Văn Xuân", place.cell))
            for _ in range(number)
        ]
        chosen = [factories.hand_in(account, place.round).pk for account in accounts]
        client = browse(place.secretary)
        address = reverse("confirm_many", args=[place.round.pk, place.cell.pk])
        with CaptureQueriesContext(connection) as captured:
            client.post(address, {"chosen": chosen})
        return len(captured)

    assert confirm_all(1) == confirm_all(3)
    assert Registration.objects.filter(step=Step.CONFIRMED).count() == 4


def test_print_list_names_blank_fields(place, browse):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    address = reverse("cell_print", args=[place.round.pk, place.cell.pk])

    page = browse(place.secretary).get(address, {"xem": "dong-cham"}).context["blanks"]

    assert page == [(registration, ["Chức vụ chính quyền"])]


@pytest.mark.parametrize("numeral", ["<b>X</b>", "13", "mười ba", "&{x}"])
def test_congress_is_a_roman_numeral(place, browse, numeral):
    answer = browse(place.board).post(
        reverse("round_open", args=[place.bloc.pk]),
        {
            "year": place.round.year + 1,
            "guidances": ["cam_ket_9"],
            "party_congress": numeral,
            "provincial_congress": "xi",
        },
    )

    assert list(answer.context["form"].errors) == ["party_congress"]


def test_confirm_many_with_odd_numbers_confirms_nothing(place, browse):
    address = reverse("confirm_many", args=[place.round.pk, place.cell.pk])

    answer = browse(place.secretary).post(address, {"chosen": ["9" * 5000, "x", "-1"]})

    assert answer.status_code == 302
