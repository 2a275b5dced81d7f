"""Accounts in bulk, new first passwords, and the slips that bring them."""

import io
import logging
import re
import threading

import pypdf
import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations import account_actions
from organizations.account_actions import Slip, issue_accounts
from organizations.account_queries import get_place_for
from organizations.models import Account, LogEntry, Organization, Placement, Role
from organizations.slips import print_slips
from tests.accounts.test_lock_out import fail
from tests.accounts.test_signing import sign_in, signed_in
from tests.factories import (
    PASSWORD,
    make_account,
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_officer,
    make_person,
    place,
)

pytestmark = pytest.mark.django_db
MAKE = "/tai-khoan/cap/?organization={}"
FIRST = r"(?:[b-z2-9]{4}-){2}[b-z2-9]{4}"


@pytest.fixture
def base():
    return make_base(make_bloc())


@pytest.fixture
def cells(base):
    return make_cell(base, "Chi bộ 10"), make_cell(base, "Chi bộ 2")


@pytest.fixture
def board(base):
    """Organisation-board staff, placed in another base organization of the bloc."""
    office = make_cell(make_base(base.parent, "Đảng bộ cơ quan khối"), "Chi bộ văn phòng")
    return make_officer(base.parent, Role.ORGANISATION_BOARD, "Ban Tổ Chức", placed_in=office)


@pytest.fixture
def keeper(client, board):
    client.force_login(board)
    return client


def issue(board, organization, **options):
    return issue_accounts(board, get_place_for(board, organization.pk), **options)


def text_of(response):
    """Return the text of the PDF, page by page, with single spaces."""
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_slips_are_ordered_by_cell_and_vietnamese_name(board, base, cells):
    ten, two = cells
    make_person("Đỗ Thị Ân", ten, card_number="49.000.101")
    make_person("Đỗ Thị An", ten, card_number="49000102")
    make_person("Trần Văn Bình", two, card_number=None, admitted_on=None, official_on=None)
    make_person("Lê Thị Đào", make_group(two), card_number="49000104")
    make_person("Lê Thị Dung", two, card_number="49000105")

    slips = issue(board, base)

    assert [(slip.full_name, slip.place, slip.username) for slip in slips] == [
        ("Trần Văn Bình", "Chi bộ 2 – Đảng bộ Sở Xây dựng", "tranvanbinh1"),
        ("Lê Thị Dung", "Chi bộ 2 – Đảng bộ Sở Xây dựng", "49000105"),
        ("Lê Thị Đào", "Chi bộ 2 – Đảng bộ Sở Xây dựng", "49000104"),
        ("Đỗ Thị An", "Chi bộ 10 – Đảng bộ Sở Xây dựng", "49000102"),
        ("Đỗ Thị Ân", "Chi bộ 10 – Đảng bộ Sở Xây dựng", "49000101"),
    ]


def test_accounts_are_made_once_and_logged_without_secrets(board, base, cells):
    person = make_person("Nguyễn Văn An", cells[0])

    (slip,) = issue(board, base)

    account = person.account
    assert (account.username, account.must_change_password, account.is_active) == (
        person.card_number,
        True,
        True,
    )
    assert account.check_password(slip.password)
    assert list(
        LogEntry.objects.values_list("account", "verb", "text", "organization", "person")
    ) == [(board.pk, "account_made", "Cấp tài khoản và mật khẩu lần đầu.", base.pk, person.pk)]
    with pytest.raises(account_actions.NobodyWaits):
        issue(board, base)


def test_accounts_are_made_for_whom_the_place_is_the_own(board, base, cells):
    elsewhere = make_cell(make_base(base.parent, "Đảng bộ Sở Y tế"), "Chi bộ 1")
    make_person("Chính Thức Đây", cells[0])
    guest = make_person("Khách Tạm Đây", elsewhere)
    place(guest, cells[0], kind=Placement.Kind.TEMPORARY)
    lodger = make_person("Chỉ Tạm Đây")
    place(lodger, cells[0], kind=Placement.Kind.TEMPORARY)
    former = make_person("Đã Rời Đi")
    place(former, cells[0], ended_on=timezone.localdate())

    slips = issue(board, base)

    assert sorted(slip.full_name for slip in slips) == ["Chính Thức Đây", "Chỉ Tạm Đây"]


def test_user_names_of_people_without_card_do_not_collide(board, base, cells):
    make_account(make_person("Trần Thị Bình"), "nguyenvanan1")
    taken = make_person("Trần Văn Cũ", card_number="49000300")
    make_account(make_person("Lê Văn Giữ"), "49000300")
    place(taken, cells[0])
    for _ in range(2):
        make_person("Nguyễn Văn An", cells[0], card_number=None)

    slips = issue(board, base)

    assert sorted(slip.username for slip in slips) == [
        "nguyenvanan2",
        "nguyenvanan3",
        "tranvancu1",
    ]


def test_renewing_reaches_only_those_who_never_signed_in(board, base, cells):
    never = make_account(make_person("Chưa Bao Giờ", cells[0]), "never")
    make_account(make_person("Đã Vào", cells[0]), "used", last_login=timezone.now())
    make_account(make_person("Đã Khóa", cells[0]), "off", is_active=False)
    make_person("Chưa Có", cells[0], card_number="49000400")

    slips = issue(board, base, renew=True)

    never.refresh_from_db()
    passwords = {slip.username: slip.password for slip in slips}
    assert passwords.keys() == {"never", "49000400"}
    assert never.check_password(passwords["never"])
    assert never.must_change_password is True
    assert sorted(LogEntry.objects.values_list("verb", "person__full_name")) == [
        ("account_made", "Chưa Có"),
        ("account_reset", "Chưa Bao Giờ"),
    ]


def test_slips_are_limited_to_what_a_request_can_print(board, base, cells, monkeypatch):
    monkeypatch.setattr(account_actions, "MOST_SLIPS", 1)
    make_person("Nguyễn Văn An", cells[0])
    make_person("Trần Thị Bình", cells[1])

    with pytest.raises(account_actions.TooManySlips):
        issue(board, base)

    assert Account.objects.count() == 1


def test_slips_ask_as_often_for_three_as_for_one(board, base, cells):
    here = get_place_for(board, base.pk)
    make_person("Nguyễn Văn An", cells[0])
    with CaptureQueriesContext(connection) as one:
        issue_accounts(board, here)
    for number in range(3):
        make_person(f"Nguyễn Văn {number}", cells[number % 2])

    with CaptureQueriesContext(connection) as three:
        issue_accounts(board, here)

    assert len(three) == len(one)


@pytest.mark.django_db(transaction=True)
def test_two_keepers_at_once_make_one_account_each(board, base, cells):
    for number in range(5):
        make_person(f"Nguyễn Văn {number}", cells[0])
    results = []

    def run():
        try:
            results.append(len(issue(board, base)))
        except account_actions.NobodyWaits:
            results.append(0)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == [0, 5]


def test_making_answers_with_the_slips_as_a_file(keeper, base, cells):
    person = make_person("Nguyễn Thị Phượng", cells[0], card_number="49000500")

    response = keeper.post(MAKE.format(base.pk), HTTP_HOST="127.0.0.1:8017")

    (page,) = text_of(response)
    password = re.search(FIRST, page).group()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="phieu-tai-khoan.pdf"'
    assert "no-store" in response["Cache-Control"]
    for shown in (
        "Nguyễn Thị Phượng",
        "Chi bộ 10 – Đảng bộ Sở Xây dựng",
        "http://127.0.0.1:8017/",
        "49000500",
        "tự đặt mật khẩu mới",
    ):
        assert shown in page
    assert person.account.check_password(password)


def test_slip_opens_the_door_and_leads_to_the_change_of_the_password(keeper, base, cells):
    make_person("Nguyễn Thị Phượng", cells[0], card_number="49000500")
    (page,) = text_of(keeper.post(MAKE.format(base.pk)))

    owner = Client()
    sign_in(owner, "49.000.500", re.search(FIRST, page).group())

    assert owner.get("/tai-khoan-cua-toi/").url == "/doi-mat-khau/"


def test_first_passwords_are_kept_nowhere(keeper, base, cells, caplog):
    make_person("Nguyễn Thị Phượng", cells[0])

    with caplog.at_level(logging.DEBUG):
        response = keeper.post(MAKE.format(base.pk))

    password = re.search(FIRST, text_of(response)[0]).group()
    with connection.cursor() as cursor:
        stored = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (the database's own names)
            stored += cursor.fetchall()
    assert password not in str(stored)
    assert password not in caplog.text
    assert password not in str(keeper.session.items())
    assert password not in keeper.get("/tai-khoan/").text


def test_slip_does_not_show_its_password_in_messages_of_errors():
    assert "k7mx" not in repr(Slip("Nguyễn Văn An", "Chi bộ 1", "an", "k7mx-3hpt-9vqc"))


def test_lost_slips_are_printed_again_with_other_passwords(keeper, base, cells):
    make_person("Nguyễn Thị Phượng", cells[0])
    lost = re.search(FIRST, text_of(keeper.post(MAKE.format(base.pk)))[0]).group()

    refused = keeper.post(MAKE.format(base.pk))
    again = re.search(FIRST, text_of(keeper.post(MAKE.format(base.pk), {"renew": "on"}))[0]).group()

    account = Account.objects.get(person__full_name="Nguyễn Thị Phượng")
    assert "Không còn ai cần cấp." in refused.text
    assert account.check_password(again)
    assert not account.check_password(lost)


def test_making_for_too_many_asks_for_smaller_organizations(keeper, base, cells, monkeypatch):
    monkeypatch.setattr(account_actions, "MOST_SLIPS", 0)
    make_person("Nguyễn Thị Phượng", cells[0])

    assert "Đồng chí chọn từng tổ chức cấp dưới." in keeper.post(MAKE.format(base.pk)).text


def figures(row):
    return row.organization.name, row.without_account, row.never_signed_in


def test_page_of_making_counts_whom_it_would_reach(keeper, base, cells):
    make_person("Nguyễn Văn An", cells[0])
    make_person("Trần Thị Bình", make_group(cells[0]))
    make_account(make_person("Lê Thị Chưa", cells[1]))
    make_account(make_person("Lê Thị Tắt", cells[1]), is_active=False)

    every = keeper.get("/tai-khoan/cap/").context["rows"]
    page = keeper.get(MAKE.format(base.pk)).context

    assert [figures(row) for row in every] == [
        ("Đảng bộ cơ quan khối", 0, 0),
        ("Đảng bộ Sở Xây dựng", 2, 1),
    ]
    assert figures(page["row"]) == ("Đảng bộ Sở Xây dựng", 2, 1)
    assert [figures(row) for row in page["rows"]] == [("Chi bộ 2", 0, 1), ("Chi bộ 10", 2, 0)]


def test_administrator_makes_accounts_too(client, base, cells):
    client.force_login(make_account(None, "quantri"))
    make_person("Nguyễn Thị Phượng", cells[0])

    response = client.post(MAKE.format(base.pk))

    assert response["Content-Type"] == "application/pdf"


def test_reset_gives_a_new_first_password_and_ends_the_sessions(keeper, board, base, cells):
    account = make_account(make_person("Nguyễn Thị Phượng", cells[0]), "phuong")
    owner = Client()
    owner.force_login(account)
    fail(Client(), 5, "phuong")

    response = keeper.post(f"/tai-khoan/{account.pk}/cap-lai/")

    password = re.search(FIRST, text_of(response)[0]).group()
    account.refresh_from_db()
    assert owner.get("/tai-khoan-cua-toi/").url == "/dang-nhap/?next=/tai-khoan-cua-toi/"
    assert (account.must_change_password, account.check_password(PASSWORD)) == (True, False)
    sign_in(owner, "phuong", password, REMOTE_ADDR="10.0.0.7")
    assert signed_in(owner)
    assert list(LogEntry.objects.filter(verb="account_reset").values_list("account", "text")) == [
        (board.pk, "Cấp lại mật khẩu lần đầu cho Nguyễn Thị Phượng.")
    ]


def test_reset_of_somebody_placed_nowhere_prints_a_slip_without_cell(keeper, cells):
    gone = make_person("Ngô Văn Giang")
    place(gone, cells[0], ended_on=timezone.localdate())
    account = make_account(gone, "giang")

    response = keeper.post(f"/tai-khoan/{account.pk}/cap-lai/")

    assert "Ngô Văn Giang" in text_of(response)[0]


def test_slips_stand_eight_on_a_page():
    slips = [Slip(f"Nguyễn Văn {n}", "Chi bộ 1", str(n), "k7mx-3hpt-9vqc") for n in range(17)]

    pages = pypdf.PdfReader(io.BytesIO(print_slips(slips, "https://x.example/"))).pages

    assert [page.extract_text().count("Tên đăng nhập") for page in pages] == [8, 8, 1]


def test_slips_show_markup_in_names_as_text():
    slips = [Slip("<b>Nguyễn</b>", "<img src='file:///etc/passwd'>", "an", "k7mx-3hpt-9vqc")]

    (page,) = pypdf.PdfReader(io.BytesIO(print_slips(slips, "https://x.example/"))).pages

    assert "<b>Nguyễn</b>" in page.extract_text()


def test_slips_embed_the_own_faces_only():
    slips = [Slip("Nguyễn Thị Phượng Ưỡ", "Chi bộ ỹ", "an", "k7mx-3hpt-9vqc")]

    (page,) = pypdf.PdfReader(io.BytesIO(print_slips(slips, "https://x.example/"))).pages

    faces = {font["/BaseFont"].split("+")[1] for font in fonts_of(page)}
    assert {face.split("-")[0] for face in faces} == {"Liberation"}


def fonts_of(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_organization_of_another_bloc_prints_nothing(keeper):
    other = make_base(make_bloc("Đảng bộ Khối doanh nghiệp"), "Đảng bộ Công ty")
    make_person("Người Khối Khác", make_cell(other))

    assert keeper.post(MAKE.format(other.pk)).status_code == 404
    assert Account.objects.count() == 1
    assert Organization.objects.filter(parent=None).count() == 2
