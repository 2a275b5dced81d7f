"""Rounds of several guidances in one year: opening, closing, who owes what in each."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import LogEntry, Organization, Role
from registrations import actions, queries, round_actions
from registrations.models import Guidance, Registration, Round, Step
from tests import factories

ADOPTION = {
    "adoption_number": "Công văn số 12-CV/ĐUK",
    "adoption_signed_on": "01/12/2021",
    "adoption_signed_by": "Ban Thường vụ Đảng ủy khối",
}
CONGRESSES = {"party_congress": "XIII", "provincial_congress": "XIV"}
ALL = [one.value for one in Guidance]


def open_by_page(place, client, **fields):
    year = fields.get("year", place.round.year + 1)
    data = {"year": year, "guidances": ALL, "review_due": f"05/12/{year}", **CONGRESSES, **fields}
    return client.post(reverse("round_open", args=[place.bloc.pk]), data)


def open_all(place):
    """Open what is missing of this year's rounds; return {guidance: round}."""
    fields = CONGRESSES | ADOPTION | {"adoption_signed_on": date(2021, 12, 1)}
    wanted = [Guidance.NEU_GUONG_2017, Guidance.LAM_DONG_2017]
    round_actions.open_rounds(
        place.board, place.bloc, year=place.round.year, guidances=wanted, **fields
    )
    return {one.guidance: one for one in Round.objects.filter(year=place.round.year)}


def test_several_guidances_are_opened_at_once(place, browse):
    answer = open_by_page(place, browse(place.board), **ADOPTION)

    opened = Round.objects.filter(year=place.round.year + 1)
    assert {one.guidance: one.adoption_number for one in opened} == {
        "neu_guong_2017": "Công văn số 12-CV/ĐUK",
        "lam_dong_2017": "Công văn số 12-CV/ĐUK",
        "cam_ket_9": "",
        "hd21_2019": "",
        "hd22_2013": "",
    }
    days = {one.guidance: one.review_due for one in opened if one.review_due}
    assert days == {"hd21_2019": date(place.round.year + 1, 12, 5)}
    assert answer.status_code == 302
    assert LogEntry.objects.filter(verb="open_round").count() == 5


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"adoption_number": ""}, ["adoption_number"]),
        ({"adoption_signed_on": ""}, ["adoption_signed_on"]),
        ({"adoption_signed_on": "31/02/2021"}, ["adoption_signed_on"]),
        ({"adoption_signed_on": "01/01/2099"}, ["adoption_signed_on"]),
        ({"adoption_signed_by": ""}, ["adoption_signed_by"]),
        ({"guidances": []}, ["guidances"]),
        ({"guidances": ["hd21_2020"]}, ["guidances"]),
        ({"review_due": ""}, ["review_due"]),
        ({"review_due": "31/12/2019"}, ["review_due"]),
        ({"review_due": "01/06/2099"}, ["review_due"]),
        ({"year": "2016"}, ["year"]),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_opened(
    place, browse, changed, wrong
):
    answer = open_by_page(place, browse(place.board), **(ADOPTION | changed))

    assert list(answer.context["form"].errors) == wrong
    assert Round.objects.count() == 1


def test_adoption_stands_open_only_where_it_is_needed(place, browse):
    client = browse(place.board)
    fresh = client.get(reverse("round_open", args=[place.bloc.pk])).context["form"]
    wrong = open_by_page(place, client).context["form"]

    assert (fresh.needs_adoption, wrong.needs_adoption) == (False, True)
    assert set(wrong.errors) == set(ADOPTION)


def test_one_round_already_open_is_named_and_none_is_opened(place, browse):
    answer = open_by_page(place, browse(place.board), year=place.round.year, **ADOPTION)

    assert answer.context["form"].errors == {"guidances": [f"Đợt “{place.round}” đã được mở."]}
    assert Round.objects.count() == 1


def test_only_the_organisation_board_closes(place, browse):
    address = reverse("round_switch", args=[place.round.pk])
    propaganda = factories.make_officer(
        place.bloc, Role.PROPAGANDA_BOARD, "Lâm Thị Mai", placed_in=place.other_cell
    )

    codes = {
        who: browse(account).post(address, {"reason": "Hết đợt", "close": "1"}).status_code
        for who, account in {
            "member": place.member,
            "secretary": place.secretary,
            "propaganda": propaganda,
            "board": place.board,
        }.items()
    }

    assert codes == {"member": 404, "secretary": 404, "propaganda": 403, "board": 302}


def test_close_needs_a_reason_and_keeps_it(place, browse):
    client = browse(place.board)
    address = reverse("round_switch", args=[place.round.pk])

    refused = client.post(address, {"reason": "  ", "close": "1"})
    client.post(address, {"reason": "Đã tổng hợp báo cáo", "close": "1"})
    closed = Round.objects.get().closed_at
    client.post(address, {"reason": "Còn người mới chuyển đến", "reopen": "1"})

    assert list(refused.context["form"].errors) == ["reason"]
    assert (closed is None, Round.objects.get().closed_at) == (False, None)
    texts = list(LogEntry.objects.filter(verb__endswith="_round").values_list("text", flat=True))
    assert sorted(texts) == [
        f"Mở lại đợt {place.round}: Còn người mới chuyển đến",
        f"Đóng đợt {place.round}: Đã tổng hợp báo cáo",
    ]


def test_closing_from_a_second_window_does_not_reopen(place, browse):
    client, address = browse(place.board), reverse("round_switch", args=[place.round.pk])
    assert 'name="close"' in client.get(address).content.decode()

    client.post(address, {"reason": "Đã tổng hợp báo cáo", "close": "1"})
    again = client.post(address, {"reason": "Hết đợt", "close": "1"}, follow=True)

    assert Round.objects.get().closed_at is not None
    assert LogEntry.objects.filter(verb__endswith="_round").count() == 1
    assert "vừa được đóng hoặc mở lại" in again.content.decode()
    assert 'name="reopen"' in client.get(address).content.decode()


def test_reason_for_returning_is_kept_where_the_round_closed_meanwhile(place, browse):
    waiting = factories.hand_in(place.member, place.round)
    round_actions.close_round(place.board, place.round.pk, "Hết đợt")
    address = reverse("registration_return", args=[waiting.pk])

    page = browse(place.secretary).post(address, {"reason": "Mục 3 chưa nêu thời hạn."})

    shown = page.content.decode()
    assert "Đợt này đã đóng" in shown
    assert "Mục 3 chưa nêu thời hạn." in shown


def test_closed_round_offers_nothing_that_would_be_refused(place, browse):
    waiting = factories.hand_in(place.member, place.round)
    mine = actions.start(place.colleague, place.round, place.colleague.person)
    round_actions.close_round(place.board, place.round.pk, "Hết đợt")

    def page(account, name, *arguments):
        return browse(account).get(reverse(name, args=arguments), follow=True).content.decode()

    board = page(place.secretary, "round_progress", place.round.pk, place.cell.pk)
    assert 'name="chosen"' not in board
    assert "Xác nhận các bản đã chọn" not in board
    assert "Đã đóng" in board
    read = page(place.secretary, "registration", waiting.pk)
    assert reverse("registration_confirm", args=[waiting.pk]) not in read
    tasks = page(place.colleague, "tasks")
    assert "Đợt đã đóng" in tasks
    assert reverse("registration_start", args=[place.round.pk]) not in tasks
    written = page(place.colleague, "registration_edit", mine.pk)
    assert "textarea" not in written


def test_acts_in_a_closed_round_are_told_why(place, browse):
    waiting = factories.hand_in(place.member, place.round)
    round_actions.close_round(place.board, place.round.pk, "Hết đợt")
    client = browse(place.secretary)

    pages = [
        client.post(reverse("registration_confirm", args=[waiting.pk]), follow=True),
        client.post(
            reverse("registration_return", args=[waiting.pk]), {"reason": "Thiếu"}, follow=True
        ),
        client.post(
            reverse("confirm_many", args=[place.round.pk, place.cell.pk]),
            {"chosen": [waiting.pk]},
            follow=True,
        ),
    ]

    waiting.refresh_from_db()
    assert waiting.step == Step.SUBMITTED
    assert ["Đợt này đã đóng" in one.content.decode() for one in pages[:2]] == [True, True]
    assert "không còn chờ xác nhận" in pages[2].content.decode()


def test_board_links_to_closing_for_the_organisation_board_alone(place, browse):
    address = reverse("round_switch", args=[place.round.pk])
    deputy = factories.make_officer(place.bloc, full_name="Bí Thư Khối", placed_in=place.other_cell)

    def shown(account, organization):
        where = reverse("round_progress", args=[place.round.pk, organization.pk])
        return address in browse(account).get(where).content.decode()

    assert shown(place.board, place.bloc)
    assert not shown(place.board, place.base)
    assert not shown(deputy, place.bloc)


def test_pages_of_rounds_of_one_year_say_which_guidance(place, browse):
    rounds = open_all(place)

    for round_ in rounds.values():
        page = (
            browse(place.board)
            .get(reverse("round_progress", args=[round_.pk, place.cell.pk]))
            .content.decode()
        )
        assert f"{round_}, hạn nộp" in page
        assert f"<summary>{round_.short} năm {round_.year}</summary>" in page


def owing_by_cell(round_, place):
    base = queries.progress(round_, place.base)
    return {row.organization.name: row.owing for row in base.children}


def test_transfers_and_new_people_change_who_owes_what(place):
    rounds = open_all(place)
    before = {name: owing_by_cell(one, place) for name, one in rounds.items()}
    today = timezone.localdate()
    placement = place.member.person.placements.get()
    placement.ended_on = today
    placement.save()
    factories.place(place.member.person, place.other_cell, started_on=today)
    factories.make_person("Đảng Viên Mới", place.cell, admitted_on=today, official_on=None)
    factories.make_person("Quần Chúng", place.cell, admitted_on=None, official_on=None)
    factories.make_person(
        "Chưa Vào Đảng", place.cell, admitted_on=today + timedelta(days=1), official_on=None
    )

    after = {name: owing_by_cell(one, place) for name, one in rounds.items()}

    members = ({"Chi bộ 1": 4, "Chi bộ 2": 3}, {"Chi bộ 1": 4, "Chi bộ 2": 4})
    everybody = ({"Chi bộ 1": 4, "Chi bộ 2": 3}, {"Chi bộ 1": 5, "Chi bộ 2": 4})
    assert {name: (before[name], after[name]) for name in rounds} == {
        "neu_guong_2017": everybody,
        "lam_dong_2017": members,
        "cam_ket_9": members,
    }


def test_what_was_handed_in_goes_along_with_a_transfer(place):
    factories.hand_in(place.member, place.round)
    today = timezone.localdate()
    place.member.person.placements.update(ended_on=today)
    factories.place(place.member.person, place.other_cell, started_on=today)

    base = queries.progress(place.round, place.base)

    found = {row.organization.name: row.counts["submitted"] for row in base.children}
    assert found == {"Chi bộ 1": 0, "Chi bộ 2": 1}


def test_new_and_dissolved_organizations_change_who_owes_form_01(place):
    ng = open_all(place)[Guidance.NEU_GUONG_2017]
    new = factories.make_cell(place.base, "Chi bộ 3")
    factories.make_group(new)
    Organization.objects.filter(pk=place.other_cell.pk).update(dissolved_on=timezone.localdate())

    names = [row.organization.name for row in queries.form_rows(ng, place.bloc)]

    assert names == ["Đảng bộ Sở Xây dựng", "Chi bộ 1", "Chi bộ 3"]


def test_tasks_of_members_and_non_members_follow_the_guidances(place):
    open_all(place)
    guest = factories.make_person("Quần Chúng", place.cell, admitted_on=None, official_on=None)

    forms = {
        person.full_name: {
            task.round.guidance: task.definition.code for task in queries.tasks_of(person)
        }
        for person in (place.member.person, guest)
    }

    assert forms == {
        "Nguyễn Văn An": {"neu_guong_2017": "F02", "lam_dong_2017": "F04", "cam_ket_9": "F05"},
        "Quần Chúng": {"neu_guong_2017": "F03"},
    }
    assert not Registration.objects.exists()
