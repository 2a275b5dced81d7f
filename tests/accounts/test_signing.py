import re
import unicodedata

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.urls import reverse

from organizations.models import Account, LogEntry
from tests.factories import PASSWORD, make_account, make_base, make_bloc, make_cell, make_person

pytestmark = pytest.mark.django_db
SIGN_IN = "/dang-nhap/"


@pytest.fixture
def member():
    """An account named after a card number, of a person in a cell."""
    cell = make_cell(make_base(make_bloc()))
    person = make_person("Nguyễn Văn An", cell, card_number="49.000.123")
    return make_account(person, "49000123")


def sign_in(client, username="49000123", password=PASSWORD, address=SIGN_IN, **headers):
    return client.post(address, {"username": username, "password": password}, **headers)


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("typed", ["49000123", " 49.000.123 ", "49 000 123"])
def test_sign_in_takes_the_card_number_however_it_is_typed(client, member, typed):
    response = sign_in(client, typed)

    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(member.pk)


def test_sign_in_takes_a_chosen_name_in_any_case(client, member):
    Account.objects.update(username="an.nguyen")

    sign_in(client, " An.NGUYEN ")

    assert signed_in(client)


def test_sign_in_takes_a_password_whose_letters_another_device_composes(client, member):
    member.set_password(unicodedata.normalize("NFC", "trời trong xanh quá"))
    member.save()

    sign_in(client, password=unicodedata.normalize("NFD", "trời trong xanh quá"))

    assert signed_in(client)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/tai-khoan-cua-toi/", "/tai-khoan-cua-toi/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_sign_in_goes_on_within_the_site_only(client, member, wanted, reached):
    by_address = sign_in(client, address=f"{SIGN_IN}?next={wanted}")
    client.logout()
    by_field = client.post(SIGN_IN, {"username": "49000123", "password": PASSWORD, "next": wanted})

    assert (by_address.url, by_field.url) == (reached, reached)


def test_sign_in_gives_the_session_a_new_key(client, member):
    session = client.session
    session["kept"] = "planted"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    sign_in(client)

    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_sign_in_of_somebody_signed_in_goes_home(client, member):
    client.force_login(member)

    assert client.get(SIGN_IN).url == "/"


def text_of(response):
    """Return the page without its one-time tokens and without what was typed."""
    page = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", response.text)
    return re.sub(r'name="username" value="[^"]*"', "", page)


def test_sign_in_answers_alike_whatever_is_wrong(client, member):
    off = make_account(make_person("Lê Thị Tắt"), "tat.le", is_active=False)
    fresh = make_account(make_person("Phạm Văn Mới"), "moi.pham")
    Account.objects.filter(pk=fresh.pk).update(
        password=make_password("k7mx-3hpt-9vqc", hasher="first_password")
    )

    answers = [
        sign_in(client, "49000123", "sai-mat-khau"),
        sign_in(client, "khong.co.ai", "sai-mat-khau"),
        sign_in(client, off.username, PASSWORD),
        sign_in(client, fresh.username, "sai-mat-khau"),
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({text_of(answer) for answer in answers}) == 1
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answers[0].text


def test_sign_in_hashes_as_much_for_everybody(client, member, settings, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    fresh = make_account(make_person("Phạm Văn Mới"), "moi.pham")
    first = make_password("k7mx-3hpt-9vqc", hasher="first_password")
    Account.objects.filter(pk=fresh.pk).update(password=first)
    hashed = []
    slow = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(password) or slow(self, password, salt),
    )

    work = {}
    for username in ("49000123", "khong.co.ai", "moi.pham"):
        hashed.clear()
        sign_in(client, username, "sai-mat-khau")
        work[username] = len(hashed)

    assert work == {"49000123": 1, "khong.co.ai": 1, "moi.pham": 1}


@pytest.mark.parametrize(
    ("username", "password"),
    [("", ""), ("x" * 5000, "y"), ("a\x00b", "y"), ("49000123", "y" * 5000), ("۵۰", "y")],
)
def test_sign_in_with_strange_input_is_refused_plainly(client, member, username, password):
    response = sign_in(client, username, password)

    assert response.status_code == 200
    assert "error-summary" in response.text
    assert not signed_in(client)


def test_sign_in_under_a_name_longer_than_any_is_not_tried(client, member):
    response = sign_in(client, "x" * 61, "y")

    assert list(response.context["form"].errors) == ["username"]
    assert not AccessAttempt.objects.exists()


def test_sign_out_ends_the_session_and_clears_what_the_browser_kept(client, member):
    client.force_login(member)
    key = client.session.session_key

    response = client.post("/dang-xuat/")

    assert (response.url, response["Clear-Site-Data"]) == (SIGN_IN, '"storage"')
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/tai-khoan-cua-toi/").url == f"{SIGN_IN}?next=/tai-khoan-cua-toi/"


def test_sign_out_by_a_link_does_nothing(client, member):
    client.force_login(member)

    response = client.get("/dang-xuat/")

    assert response.status_code == 405
    assert signed_in(client)


def test_sign_out_of_nobody_goes_to_the_sign_in_page(client):
    assert client.post("/dang-xuat/").url == SIGN_IN


def test_switched_off_account_is_out_at_the_next_request(client, member):
    client.force_login(member)
    Account.objects.update(is_active=False)

    response = client.get("/tai-khoan-cua-toi/")

    assert response.url == f"{SIGN_IN}?next=/tai-khoan-cua-toi/"


def test_alive_tells_anybody_ok_and_nothing_else(client):
    response = client.get(reverse("alive"))

    assert (response.status_code, response.content) == (200, b"ok")


def test_sign_in_without_a_token_is_refused(member):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)

    assert sign_in(client).status_code == 403
    assert not signed_in(client)


def test_sign_in_keeps_passwords_out_of_log_and_database(client, member, caplog):
    with caplog.at_level("DEBUG"):
        sign_in(client, password="bi-mat-cua-an-2026")

    attempt = AccessAttempt.objects.get()
    written = f"{caplog.text}{attempt.post_data}{attempt.get_data}{list(LogEntry.objects.values())}"
    assert "bi-mat-cua-an-2026" not in written
    assert "49000123" not in caplog.text


def test_every_page_carries_the_protecting_headers(client, member):
    pages = [client.get(SIGN_IN), client.get("/song/"), client.get("/khong-co-trang-nay/")]
    client.force_login(member)
    pages.append(client.get("/tai-khoan-cua-toi/"))

    for page in pages:
        policy = dict(rule.split(" ", 1) for rule in page["Content-Security-Policy"].split("; "))
        assert {name: policy[name] for name in ("default-src", "script-src", "style-src")} == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
        }
        assert (policy["frame-ancestors"], policy["base-uri"]) == ("'none'", "'none'")
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["Referrer-Policy"] == "same-origin"
        assert page["X-Frame-Options"] == "DENY"


def test_cookies_of_the_session_are_kept_from_scripts_and_other_sites(client, member):
    sign_in(client)

    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], token["samesite"]) == (True, "Lax", "Lax")
    assert session["max-age"] == ""
