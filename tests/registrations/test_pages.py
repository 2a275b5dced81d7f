"""The pages of rounds and registrations, as a browser asks for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import LogEntry, Organization, Person, Role
from registrations import actions
from registrations.models import Answer, Registration, Round, Step
from registrations.views import files
from tests import factories


@pytest.fixture
def browse(client):
    """Return a function that signs an account in and returns its client."""

    def sign_in(account):
        client.force_login(account)
        return client

    return sign_in


def draft(place):
    return actions.start(place.member, place.round, place.member.person)


def save(client, registration, field="1", text="Một", revision=0, writer="A"):
    address = reverse("answer_save", args=[registration.pk])
    return client.post(
        address, {"field": field, "text": text, "revision": revision, "writer": writer}
    )


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
            "guidance": "cam_ket_9",
            "party_congress": "XIV",
            "provincial_congress": "XV",
        },
    )

    assert Round.objects.filter(year=place.round.year + 1, party_congress="XIV").exists()


@pytest.mark.parametrize("year", ["2021", "1", "2100", "", "năm nay", "99999999999"])
def test_open_round_with_a_bad_year_says_so_beside_the_field(place, browse, year):
    answer = browse(place.board).post(
        reverse("round_open", args=[place.bloc.pk]),
        {"year": year, "guidance": "cam_ket_9", "party_congress": "X", "provincial_congress": "X"},
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["year"])


def test_open_round_twice_says_so(place, browse):
    answer = browse(place.board).post(
        reverse("round_open", args=[place.bloc.pk]),
        {
            "year": place.round.year,
            "guidance": "cam_ket_9",
            "party_congress": "XIII",
            "provincial_congress": "XIV",
        },
    )

    assert "Đợt của năm này đã được mở." in answer.content.decode()


def test_save_answers_with_revision_and_time(place, browse):
    answer = save(browse(place.member), draft(place))

    assert (answer.status_code, answer.json()["revision"], answer.json()["text"]) == (200, 1, "Một")


def test_save_from_another_window_answers_with_its_text(place, browse):
    registration = draft(place)
    client = browse(place.member)
    save(client, registration)

    answer = save(client, registration, text="Hai", writer="B")

    assert (answer.status_code, answer.json()["text"]) == (409, "Một")


@pytest.mark.parametrize("field", ["9", "10", "0", "-1", "abc", "", "1e1"])
def test_save_of_a_section_that_the_person_does_not_have_is_not_found(place, browse, field):
    assert save(browse(place.member), draft(place), field=field).status_code == 404


def test_save_after_handing_in_says_that_it_moved(place, browse):
    registration = factories.hand_in(place.member, place.round)

    assert save(browse(place.member), registration).status_code == 410


def test_save_of_another_persons_text_is_refused_and_logged(place, browse):
    registration = draft(place)

    answer = save(browse(place.colleague), registration)

    assert (answer.status_code, Answer.objects.count()) == (403, 0)
    assert LogEntry.objects.get().verb == "refused"


def test_save_takes_few_queries(place, browse):
    registration = draft(place)
    client = browse(place.member)
    save(client, registration)

    with CaptureQueriesContext(connection) as captured:
        save(client, registration, text="Hai", revision=1)

    asked = [one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 8, [one["sql"][:90] for one in asked]


def test_edit_without_script_saves_all_and_goes_on_to_the_check(place, browse):
    registration = draft(place)
    client = browse(place.member)

    answer = client.post(
        reverse("registration_edit", args=[registration.pk]),
        {"text-1": "Một", "revision-1": "0", "text-2": "Hai", "revision-2": "0", "check": "1"},
    )

    assert answer.url == reverse("registration_check", args=[registration.pk]) + "?da-luu"
    texts = dict(Answer.objects.exclude(text="").values_list("field", "text"))
    assert texts == {"1": "Một", "2": "Hai"}


def test_edit_without_script_shows_both_texts_of_a_conflict(place, browse):
    registration = draft(place)
    client = browse(place.member)
    save(client, registration, text="Của cửa sổ A")

    answer = client.post(
        reverse("registration_edit", args=[registration.pk]),
        {"text-1": "Của cửa sổ B", "revision-1": "0"},
    )

    page = answer.content.decode()
    assert "Của cửa sổ A" in page
    assert "Của cửa sổ B" in page


def test_edit_with_a_huge_text_keeps_what_was_typed(place, browse):
    registration = draft(place)

    answer = browse(place.member).post(
        reverse("registration_edit", args=[registration.pk]),
        {"text-1": "a" * 20_001, "revision-1": "0", "text-2": "Hai", "revision-2": "0"},
    )

    page = answer.content.decode()
    assert "tối đa 20.000 ký tự" in page
    assert "a" * 20_001 in page
    assert Answer.objects.get(field="2").text == "Hai"


def test_markup_in_a_text_is_shown_as_typed(place, browse):
    registration = draft(place)
    client = browse(place.member)
    save(client, registration, text="<script>alert(1)</script>{{ 1 }}")

    page = client.get(reverse("registration_check", args=[registration.pk])).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 1 }}" in page


def test_check_lists_what_is_missing_with_links(place, browse):
    registration = draft(place)
    factories.fill(place.member, registration, [1, 2, 3, 4, 5, 6])

    answer = browse(place.member).get(reverse("registration_check", args=[registration.pk]))

    assert [row.number for row in answer.context["missing"]] == [7]
    address = reverse("registration_edit", args=[registration.pk])
    assert f'href="{address}#muc-7"' in answer.content.decode()


def test_submit_by_the_page(place, browse):
    registration = draft(place)
    factories.fill(place.member, registration)

    browse(place.member).post(reverse("registration_check", args=[registration.pk]))

    registration.refresh_from_db()
    assert registration.step == Step.SUBMITTED


def test_return_without_a_reason_asks_for_it(place, browse):
    registration = factories.hand_in(place.member, place.round)

    answer = browse(place.secretary).post(
        reverse("registration_return", args=[registration.pk]), {"reason": "  "}
    )

    registration.refresh_from_db()
    assert (answer.status_code, registration.step) == (200, Step.SUBMITTED)


def test_return_sends_the_reason(place, browse):
    registration = factories.hand_in(place.member, place.round)
    browse(place.secretary).post(
        reverse("registration_return", args=[registration.pk]), {"reason": "Thiếu chỉ tiêu"}
    )

    page = browse(place.member).get(reverse("tasks")).content.decode()

    assert "Thiếu chỉ tiêu" in page


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


def test_verification_code_opens_for_who_may_read(place, browse):
    registration = factories.hand_in(place.member, place.round)
    address = reverse("verify", args=[registration.code.lower()])

    found = browse(place.secretary).get(address)
    hidden = browse(place.other_secretary).get(address)

    assert found.url == reverse("registration", args=[registration.pk])
    assert hidden.status_code == 404


def test_reading_and_printing_for_others_is_logged(place, browse):
    registration = factories.hand_in(place.member, place.round)
    client = browse(place.secretary)

    client.get(reverse("registration", args=[registration.pk]))
    client.get(reverse("registration_pdf", args=[registration.pk]))

    assert sorted(LogEntry.objects.values_list("verb", flat=True)) == ["print", "read"]


def test_own_pdf_is_a_pdf_named_after_the_person(place, browse):
    registration = factories.hand_in(place.member, place.round)

    answer = browse(place.member).get(reverse("registration_pdf", args=[registration.pk]))

    assert answer.content.startswith(b"%PDF-")
    assert "Nguy%E1%BB%85n%20V%C4%83n%20An" in answer.headers["Content-Disposition"]


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

    assert [row.person.full_name for row in answer.context["missing"]] == [
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
        name: len(browse(account).get(address).context["printable"])
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


def test_reprint_stays_as_signed(place, rf):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    before = files.paper_of(rf.get("/"), Registration.objects.get())
    Person.objects.update(full_name="Tên Khác", workplace="Nơi khác")
    Organization.objects.filter(pk=place.cell.pk).update(name="Chi bộ đổi tên")
    place.secretary.person.positions.update(title="Chức danh khác")

    after = files.paper_of(rf.get("/"), Registration.objects.get())

    assert (after, after.full_name) == (before, "Nguyễn Văn An")


def test_versions_in_work_are_not_listed_for_others(place, browse):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    actions.supplement(place.member, registration)
    address = reverse("registration", args=[registration.pk])

    listed = {
        name: len(browse(getattr(place, name)).get(address).context["versions"])
        for name in ("member", "secretary")
    }

    assert listed == {"member": 2, "secretary": 1}


def test_round_of_another_bloc_is_not_found(place, browse):
    other = factories.make_round(factories.make_bloc("Đảng bộ Khối doanh nghiệp"))
    address = reverse("round_progress", args=[other.pk, place.cell.pk])

    assert browse(place.board).get(address).status_code == 404


def test_home_finds_the_round_of_each_bloc(place, browse):
    bloc = factories.make_bloc("Đảng bộ Khối doanh nghiệp")
    factories.appoint(place.secretary.person, bloc, Role.PROPAGANDA_BOARD)

    answer = browse(place.secretary).get(reverse("home"), follow=True)

    assert answer.status_code == 200


@pytest.mark.parametrize("code", ["%00", "x'--", "A" * 300])
def test_odd_verification_codes_are_not_found(place, browse, code):
    assert browse(place.secretary).get(f"/xac-minh/{code}/").status_code == 404


def test_save_with_an_odd_window_name_is_kept(place, browse):
    answer = save(browse(place.member), draft(place), writer="\x00" + "w" * 100)

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

    page = browse(place.secretary).get(address).content.decode()

    assert "Nguyễn Văn An: Chức vụ chính quyền" in page
