"""Rounds of reviews (HD21): who owes, who sees what, what pages, mails and sheets call things."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from organizations.access import viewer_of
from organizations.models import Account, PersonState, Role
from registrations import actions, queries, reminders
from registrations.access import (
    get_registration_for,
    get_round_and_organization_for,
    receivers_in,
    rounds_open_to,
)
from registrations.models import Step
from registrations.queries.organizations import organization_tasks, to_receive
from tests import factories
from tests.registrations.reviewing import hand_in, hand_in_own, make_review_round

YEAR = timezone.localdate().year


def anew(account):
    """Return the account as the next request sees it."""
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def year(place):
    """The place with a round of reviews."""
    place.reviews = make_review_round(place.bloc)
    return place


def begun(year, account=None):
    account = account or year.member
    return actions.start(account, year.reviews, account.person)


@pytest.mark.parametrize("kind", [PersonState.Kind.EXEMPT, PersonState.Kind.SUSPENDED_PARTY])
def test_exempt_and_suspended_owe_nothing(year, kind):
    before = queries.owing(year.reviews, year.cell).count()

    factories.set_state(year.member.person, kind)

    assert queries.owing(year.reviews, year.cell).count() == before - 1
    assert year.reviews not in [task.round for task in queries.tasks_of(year.member.person)]


def test_suspended_from_the_committee_alone_still_writes(year):
    factories.set_state(year.secretary.person, PersonState.Kind.SUSPENDED_COMMITTEE)

    assert year.reviews in [task.round for task in queries.tasks_of(year.secretary.person)]


def test_who_is_not_a_member_writes_nothing(year):
    guest = factories.make_account(
        factories.make_person("Bùi Tú", year.cell, admitted_on=None, official_on=None)
    )

    assert queries.tasks_of(guest.person) == []
    with pytest.raises(ValidationError, match="không thuộc diện viết bản tự kiểm điểm"):
        actions.start(guest, year.reviews, guest.person)


def test_last_day_is_the_blocs_own_or_the_end_of_the_year(year):
    assert queries.due(year.reviews) == date(YEAR, 12, 31)

    year.reviews.review_due = date(YEAR, 12, 5)

    assert queries.due(year.reviews) == date(YEAR, 12, 5)
    assert queries.is_overdue(year.reviews, date(YEAR, 12, 6))
    assert not queries.is_overdue(year.reviews, date(YEAR, 12, 5))


def test_pages_speak_of_the_self_review(year, browse):
    review = hand_in(year.member, year.reviews)
    client = browse(year.secretary)

    pages = {
        "read": client.get(reverse("registration", args=[review.pk])),
        "board": client.get(reverse("round_progress", args=[year.reviews.pk, year.cell.pk])),
        "people": client.get(reverse("round_people", args=[year.reviews.pk, year.cell.pk])),
        "print": client.get(reverse("cell_print", args=[year.reviews.pk, year.cell.pk])),
    }

    texts = {name: page.content.decode() for name, page in pages.items()}
    assert "Ghi hoàn chỉnh sau kiểm điểm" in texts["read"]
    assert "Ghi hoàn chỉnh sau kiểm điểm các bản đã chọn" in texts["board"]
    assert [name for name, text in texts.items() if "bản cam kết" in text.lower()] == []
    assert [name for name, text in texts.items() if "xác nhận" in text.lower()] == []


def test_task_page_leads_to_both_papers(year, browse):
    page = browse(year.secretary).get(reverse("tasks")).content.decode()

    assert f"Báo cáo kiểm điểm tập thể năm {YEAR} – Chi bộ 1" in page
    assert f"Bản tự kiểm điểm cá nhân năm {YEAR}" in page
    assert reverse("own_form_start", args=[year.reviews.pk, year.cell.pk]) in page
    assert reverse("meetings", args=[year.reviews.pk, year.cell.pk]) not in page


def test_completing_after_the_review_is_told_in_the_history(year, browse):
    review = hand_in(year.member, year.reviews)

    browse(year.secretary).post(reverse("registration_confirm", args=[review.pk]))

    review.refresh_from_db()
    assert review.step == Step.CONFIRMED
    assert [label for _, label in queries.events_of(review)][-1] == "Hoàn chỉnh sau kiểm điểm"


def test_nobody_completes_the_own_review(year):
    review = hand_in(year.secretary, year.reviews)

    with pytest.raises(PermissionDenied):
        get_registration_for(year.secretary, review.pk, to="confirm")
    assert get_registration_for(year.deputy, review.pk, to="confirm") == review


def test_report_goes_to_the_committee_directly_above(year):
    report = hand_in_own(year.secretary, year.reviews, year.cell)

    assert to_receive(viewer_of(anew(year.superior)), receivers_in) == [report]
    assert to_receive(viewer_of(anew(year.deputy)), receivers_in) == []
    rows = {
        row.organization: row.registration for row in queries.form_rows(year.reviews, year.base)
    }
    assert (rows[year.cell], rows[year.other_cell]) == (report, None)
    tasks = organization_tasks(viewer_of(anew(year.secretary)))
    assert [(task.definition.code, task.done) for task in tasks] == [("E01", True)]


def test_report_asks_each_grade_of_the_rules(year):
    own = actions.start_for_organization(year.secretary, year.reviews, year.cell)

    asked = [key for key in queries.field_keys(own) if key.startswith("grade_")]

    names = ("programme", "leadership", "democracy", "integrity", "inspection", "remedy")
    assert asked == [f"grade_{name}" for name in names]
    assert queries.field_keys(own)[-1] == "level"


def test_propaganda_board_sees_nothing_of_the_reviews(year, browse):
    propaganda = factories.make_officer(
        year.bloc, Role.PROPAGANDA_BOARD, "Lâm Thị Mai", placed_in=year.other_cell
    )
    base = factories.make_base(year.bloc, "Chi bộ Cơ quan", kind="BASE_CELL")
    secretary = factories.make_officer(base, full_name="Đào Thị Yến")
    report = hand_in_own(secretary, year.reviews, base)
    actions.confirm(year.board, report.pk)

    with pytest.raises(PermissionDenied):
        get_round_and_organization_for(propaganda, year.reviews.pk, year.bloc.pk)
    with pytest.raises(PermissionDenied):
        get_registration_for(propaganda, report.pk)
    assert [round_ for round_, _ in rounds_open_to(viewer_of(propaganda))] == [year.round]
    assert to_receive(viewer_of(anew(propaganda)), receivers_in) == []
    assert year.reviews in [round_ for round_, _ in rounds_open_to(viewer_of(anew(year.board)))]
    page = browse(propaganda).get(reverse("round_progress", args=[year.round.pk, year.bloc.pk]))
    assert list(page.context["rounds"]) == [year.round]


def test_report_of_a_base_cell_waits_for_the_organisation_board_not_the_propaganda_board(year):
    propaganda = factories.make_officer(
        year.bloc, Role.PROPAGANDA_BOARD, "Lâm Thị Mai", placed_in=year.other_cell
    )
    base = factories.make_base(year.bloc, "Chi bộ Cơ quan", kind="BASE_CELL")
    report = hand_in_own(factories.make_officer(base, full_name="Đào Thị Yến"), year.reviews, base)

    assert get_registration_for(year.board, report.pk, to="confirm") == report
    with pytest.raises(PermissionDenied):
        get_registration_for(propaganda, report.pk, to="confirm")


def texts_of(due, account):
    return [one.text for one in due.get(account.person_id, ())]


def test_reminder_names_the_self_review_and_the_report(year):
    for account in (year.member, year.secretary):
        account.person.email = f"{account.pk}@example.org"
        account.person.save()
    year.reviews.review_due = date(YEAR, 12, 5)
    year.reviews.save()

    due = reminders.due_on(date(YEAR, 12, 4))

    texts = {
        name: sorted(one for one in texts_of(due, getattr(year, name)) if "kiểm điểm" in one)
        for name in ("member", "secretary")
    }
    assert texts == {
        "member": [f"Nộp bản tự kiểm điểm năm {YEAR}"],
        "secretary": [
            f"Nộp báo cáo kiểm điểm năm {YEAR} của Chi bộ 1",
            f"Nộp bản tự kiểm điểm năm {YEAR}",
        ],
    }


def test_reminder_of_a_last_day_in_the_next_january(year):
    year.member.person.email = "an@example.org"
    year.member.person.save()
    year.reviews.review_due = date(YEAR + 1, 1, 10)
    year.reviews.save()

    due = reminders.due_on(date(YEAR + 1, 1, 9))

    assert [one.text for one in due[year.member.person_id]] == [f"Nộp bản tự kiểm điểm năm {YEAR}"]


def test_waiting_reviews_remind_nobody_to_confirm(year):
    year.secretary.person.email = "binh@example.org"
    year.secretary.person.save()
    for account in (year.member, year.secretary):
        hand_in(account, year.reviews)
    hand_in_own(year.secretary, year.reviews, year.cell)

    texts = texts_of(reminders.due_on(date(YEAR, 12, 30)), year.secretary)
    assert [one for one in texts if "kiểm điểm" in one] == []


def test_workbook_speaks_of_reviews(year, browse):
    address = reverse("round_report", args=[year.reviews.pk, year.bloc.pk])

    book = load_workbook(BytesIO(browse(year.board).get(address).content))

    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert f"TÌNH HÌNH NỘP BẢN TỰ KIỂM ĐIỂM, BÁO CÁO KIỂM ĐIỂM NĂM {YEAR}" in words
    assert {"Phải kiểm điểm", "Đã hoàn chỉnh sau kiểm điểm"} <= words
    assert [one for one in words if "đăng ký" in one.lower()] == []


def test_blank_forms_for_members_leaders_and_organizations(year, browse):
    client = browse(year.member)
    address = reverse("blank_form", args=[year.reviews.pk])

    answers = [
        client.get(address + query)
        for query in ("", "?mau=E02&nguoi-dung-dau", "?mau=E01", "?mau=F05")
    ]

    assert [one.status_code for one in answers] == [200, 200, 200, 404]
    assert all(one.content.startswith(b"%PDF-") for one in answers[:3])
