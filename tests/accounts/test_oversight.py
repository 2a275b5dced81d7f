"""The audit log and the health page: who reads them, and what they tell."""

import ast
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organizations import health as state
from organizations import history
from organizations.health import Finding
from organizations.log_queries import VERBS
from organizations.models import LogEntry, Role
from tests.factories import (
    make_account,
    make_base,
    make_bloc,
    make_cell,
    make_officer,
    make_person,
    place,
)

pytestmark = pytest.mark.django_db
LOG, HEALTH = "/nhat-ky/", "/suc-khoe/"


@pytest.fixture
def inspector(client, cell):
    """The account of the inspection commission, signed in."""
    bloc = cell.parent.parent
    account = make_officer(bloc, Role.INSPECTION_COMMISSION, "Lê Văn Kiểm", placed_in=cell)
    client.force_login(account)
    return account


@pytest.fixture
def elsewhere():
    """A cell of another bloc."""
    return make_cell(make_base(make_bloc("Đảng bộ Khối doanh nghiệp"), "Đảng bộ Công ty"))


def lines(response):
    return [entry.text for entry in response.context["page"]]


def test_log_shows_lines_about_the_bloc_newest_first(client, inspector, cell, elsewhere):
    here, there = make_person("Nguyễn Văn An", cell), make_person("Người Khối Khác", elsewhere)
    former = make_person("Đã Rời Đi")
    place(former, cell, ended_on=timezone.localdate())
    foreign = make_account(there)
    history.record(None, "read", "về tổ chức", organization=cell)
    history.record(foreign, "read", "khối khác xem người ở đây", person=here)
    history.record(inspector, "read", "việc của mình")
    history.record(None, "read", "về người đã rời", person=former)
    history.record(foreign, "read", "khối khác", person=there)
    history.record(inspector, "read", "tổ chức khối khác", organization=elsewhere)
    history.record(foreign, "read", "việc riêng khối khác")
    history.record(None, "read", "lệnh chung")

    assert lines(client.get(LOG)) == [
        "về người đã rời",
        "việc của mình",
        "khối khác xem người ở đây",
        "về tổ chức",
    ]


def test_log_names_the_act_and_the_actor_in_vietnamese(client, inspector, cell):
    history.record(inspector, "account_reset", "Cấp lại.", organization=cell)
    history.record(None, "export", "Xuất.", organization=cell)

    entries = client.get(LOG).context["page"]

    assert [(entry.verb_name, entry.actor) for entry in entries] == [
        ("Xuất danh sách", "Lệnh trên máy chủ"),
        (
            "Cấp lại mật khẩu",
            "Lê Văn Kiểm, Ủy ban Kiểm tra Đảng bộ Khối các cơ quan tỉnh",
        ),
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"verb": "export"}, ["xuất"]),
        ({"verb": "x"}, ["xuất", "đọc"]),
        ({"q": "van an"}, ["đọc"]),
        ({"q": "kiểm"}, ["xuất"]),
        ({"since": "06/03/2026"}, ["xuất"]),
        ({"until": "05/03/2026"}, ["đọc"]),
        ({"since": "05/03/2026", "until": "06/03/2026"}, ["xuất", "đọc"]),
        ({"since": "03/13/2026"}, ["xuất", "đọc"]),
        ({"page": "x"}, ["xuất", "đọc"]),
    ],
)
def test_log_is_filtered(client, inspector, cell, filters, found):
    for text, verb, actor, person, moment in (
        ("đọc", "read", None, make_person("Nguyễn Văn An", cell), datetime(2026, 3, 5, 23, 59)),
        ("xuất", "export", inspector, None, datetime(2026, 3, 6, 0, 0)),
    ):
        entry = history.record(actor, verb, text, organization=cell, person=person)
        LogEntry.objects.filter(pk=entry.pk).update(at=timezone.make_aware(moment))

    assert lines(client.get(LOG, filters)) == found


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize("day", ["31/02/2026", "01/01/0001", "31/12/9999", "01/01/2101"])
def test_log_says_what_is_wrong_with_a_date(client, inspector, name, day):
    assert "Ngày này không đúng." in client.get(LOG, {name: day}).text


@pytest.mark.parametrize("day", ["01/01/1900", "31/12/2100"])
def test_log_takes_the_first_and_the_last_day_that_may_be_asked_for(client, inspector, day):
    assert "Ngày này không đúng." not in client.get(LOG, {"since": day, "until": day}).text


def test_log_is_paginated_and_asks_as_often_for_many_lines_as_for_one(client, inspector, cell):
    def look():
        with CaptureQueriesContext(connection) as queries:
            shown = len(lines(client.get(LOG)))
        return shown, len(queries)

    history.record(inspector, "read", "Xem", organization=cell)
    one, asked = look()
    for number in range(60):
        history.record(inspector, "read", "Xem", person=make_person(f"Người {number}", cell))

    assert (one, look()) == (1, (50, asked))


def test_log_shows_markup_as_text(client, inspector, cell):
    history.record(inspector, "read", "<script>alert(1)</script>", organization=cell)

    assert "<script>alert" not in client.get(LOG).text


@pytest.mark.parametrize(
    "make",
    [
        lambda cell: make_account(make_person("Đảng Viên", cell)),
        lambda cell: make_officer(cell, Role.SECRETARY),
        lambda cell: make_officer(cell.parent, Role.SECRETARY, placed_in=cell),
        lambda cell: make_officer(cell.parent.parent, Role.ORGANISATION_BOARD, placed_in=cell),
        lambda cell: make_officer(cell.parent.parent, Role.PROPAGANDA_BOARD, placed_in=cell),
        lambda cell: make_account(None),
    ],
    ids=["member", "secretary", "committee", "organisation board", "propaganda", "administrator"],
)
def test_log_is_for_the_inspection_commission_only(client, cell, make):
    client.force_login(make(cell))

    assert client.get(LOG).status_code == 403


def test_refusal_is_logged_with_the_address_and_nothing_typed(client, cell):
    account = make_account(make_person("Nguyễn Văn An", cell))
    client.force_login(account)

    client.get("/tai-khoan/?q=bi-mat")
    client.post(f"/tai-khoan/{account.pk}/khoa/", {"active": "bi-mat"})

    assert list(LogEntry.objects.values_list("account", "verb", "text")) == [
        (account.pk, "refused", f"Bị từ chối khi gửi đến /tai-khoan/{account.pk}/khoa/"),
        (account.pk, "refused", "Bị từ chối khi mở trang /tai-khoan/"),
    ]


def test_every_recorded_verb_has_a_vietnamese_name():
    written = {
        call.args[1].value
        for app in ("organizations", "registrations", "evaluations")
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("record", "record_each")
        and isinstance(call.args[1], ast.Constant)
    }

    assert "refused" in written
    assert written - VERBS.keys() == set()


def health_of(client):
    return {one.label: (one.text, one.good) for one in client.get(HEALTH).context["findings"]}


@pytest.fixture
def administrator(client):
    account = make_account(None, "quantri")
    client.force_login(account)
    return account


def test_health_tells_database_migrations_accounts_and_version(client, administrator, cell):
    make_account(make_person("Nguyễn Văn An", cell), is_active=False)
    make_account(make_person("Trần Thị Bình", cell))

    health = health_of(client)

    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    assert health["Cơ sở dữ liệu"][0].startswith(f"{name} ")
    assert health["Cấu trúc dữ liệu"] == ("Đã cập nhật đầy đủ", True)
    assert health["Tài khoản"] == ("3, trong đó 1 đã khóa", True)
    assert health["Chưa đăng nhập lần nào"] == ("1 tài khoản", True)
    assert health["Đang tạm khóa do nhập sai mật khẩu"] == ("0 tên đăng nhập", True)
    assert health["Phiên bản ứng dụng"] == ("1.0", True)


def test_health_tells_of_a_missing_back_up_and_of_the_last_one(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    missing = state.backup()
    (tmp_path / "backup.txt").write_text("db-2026-03-05.sqlite3, 12 MB\n")

    written = state.backup()

    assert missing == Finding("Sao lưu gần nhất", "Chưa ghi nhận lần sao lưu nào", good=False)
    assert (written.good, written.text.endswith(" db-2026-03-05.sqlite3, 12 MB")) == (True, True)


def test_health_warns_when_the_disk_fills(monkeypatch):
    monkeypatch.setattr(state, "LEAST_FREE", 10**18)

    assert state.disk().good is False


def test_health_is_for_the_administrator_only(client, inspector):
    assert client.get(HEALTH).status_code == 403


def test_health_counts_who_is_locked_out_now(client, administrator, cell):
    from axes.models import AccessAttempt

    def attempt(name, failures, minutes, address="10.0.0.7", browser="Firefox"):
        made = AccessAttempt.objects.create(
            username=name,
            ip_address=address,
            user_agent=browser,
            failures_since_start=failures,
        )
        moment = timezone.now() - timedelta(minutes=minutes)
        AccessAttempt.objects.filter(pk=made.pk).update(attempt_time=moment)

    attempt("an", 5, 1)
    attempt("an", 5, 1, address="10.0.0.8")
    attempt("binh", 4, 1)
    attempt("binh", 1, 1, address="10.0.0.8")
    attempt("cuong", 5, 16)
    attempt("dung", 3, 2)
    attempt("dung", 2, 1, browser="Chrome")

    assert health_of(client)["Đang tạm khóa do nhập sai mật khẩu"] == ("2 tên đăng nhập", True)


def test_administrator_has_no_content(client, administrator, cell):
    person = make_person("Nguyễn Văn An", cell)

    answers = [
        client.get(reverse("organization", args=[cell.pk])).status_code,
        client.get(reverse("person", args=[person.pk])).status_code,
        client.get(reverse("organization_tree")).status_code,
        client.get(LOG).status_code,
    ]

    assert answers == [404, 404, 403, 403]
