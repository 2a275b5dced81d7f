from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from organizations.models import LogEntry
from tests.accounts.test_signing import SIGN_IN, sign_in, signed_in
from tests.factories import PASSWORD, make_account, make_base, make_bloc, make_cell, make_person

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = {"REMOTE_ADDR": "10.0.0.7"}, {"REMOTE_ADDR": "10.0.0.8"}


@pytest.fixture
def member():
    cell = make_cell(make_base(make_bloc()))
    return make_account(make_person("Nguyễn Văn An", cell), "an.nguyen")


def fail(client, times, username="an.nguyen", **headers):
    """Answer the last of several sign-ins with a wrong password."""
    for _ in range(times):
        response = sign_in(client, username, "sai-mat-khau", **{**HERE, **headers})
    return response


def test_lock_out_begins_with_the_fifth_failure(client, member):
    fourth = fail(client, 4)
    fifth = fail(client, 1)

    assert (fourth.status_code, fifth.status_code) == (200, 429)
    assert "Tạm khóa đăng nhập" in fifth.text


def test_lock_out_page_says_when_to_try_again_and_whom_to_ask(client, member):
    response = fail(client, 5)

    last = AccessAttempt.objects.get().attempt_time
    again = timezone.localtime(last + timedelta(minutes=15))
    assert f"<strong>{again:%H:%M}</strong>" in response.text
    assert "đề nghị Ban Tổ chức của đảng bộ khối bỏ tạm khóa" in response.text


def test_lock_out_refuses_the_right_password_too(client, member):
    fail(client, 5)

    response = sign_in(client, "an.nguyen", PASSWORD, **HERE)

    assert response.status_code == 429
    assert not signed_in(client)


@pytest.mark.parametrize("typed", ["AN.NGUYEN", " an.nguyen "])
def test_lock_out_is_not_evaded_by_typing_the_name_otherwise(client, member, typed):
    fail(client, 3)
    fail(client, 1, username=typed)

    assert fail(client, 1).status_code == 429


def test_lock_out_is_not_evaded_by_another_browser_name(client, member):
    fail(client, 4)

    assert fail(client, 1, HTTP_USER_AGENT="another").status_code == 429


def test_lock_out_is_not_evaded_by_a_forged_forwarding_header(client, member):
    fail(client, 4)

    assert fail(client, 1, HTTP_X_FORWARDED_FOR="10.9.9.9").status_code == 429


def test_lock_out_leaves_the_owner_at_another_address_alone(client, member):
    fail(client, 5)

    sign_in(client, "an.nguyen", PASSWORD, **ELSEWHERE)

    assert signed_in(client)


def test_lock_out_leaves_others_at_the_same_address_alone(client, member):
    make_account(make_person("Trần Thị Bình"), "binh.tran")
    fail(client, 5)

    sign_in(client, "binh.tran", PASSWORD, **HERE)

    assert signed_in(client)


def test_lock_out_ends_after_fifteen_minutes(client, member):
    fail(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))

    sign_in(client, "an.nguyen", PASSWORD, **HERE)

    assert signed_in(client)


def test_lock_out_count_begins_anew_after_success(client, member):
    fail(client, 4)
    sign_in(client, "an.nguyen", PASSWORD, **HERE)
    client.logout()

    assert fail(client, 4).status_code == 200


def test_lock_out_of_a_name_that_nobody_has_reads_alike(client, member):
    known = fail(client, 5)
    unknown = fail(client, 5, username="khong.co.ai")

    assert (known.status_code, unknown.status_code) == (429, 429)
    assert "khong.co.ai" not in unknown.text
    assert "an.nguyen" not in known.text


def test_lock_out_is_logged_once(client, member):
    fail(client, 7)

    assert list(LogEntry.objects.values_list("actor", "verb", "text", "person")) == [
        (
            "Người chưa đăng nhập",
            "locked_out",
            "Nhập sai mật khẩu nhiều lần, tạm khóa đăng nhập.",
            member.person_id,
        )
    ]


def test_lock_out_of_a_name_that_nobody_has_is_not_logged(client, member):
    fail(client, 5, username="khong.co.ai")

    assert not LogEntry.objects.exists()


def test_lock_out_leaves_the_sign_in_page_open(client, member):
    fail(client, 5)

    assert client.get(SIGN_IN, **HERE).status_code == 200
