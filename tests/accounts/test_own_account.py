import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import get_resolver, reverse

from organizations.account_forms import PASSWORD_ERRORS
from organizations.models import Account, LogEntry
from tests.accounts.test_signing import sign_in, signed_in
from tests.factories import PASSWORD, make_account, make_base, make_bloc, make_cell, make_person

pytestmark = pytest.mark.django_db
NEW = "troi trong xanh qua 7"
FIRST = "k7mx-3hpt-9vqc"
CHANGE, OWN = "/doi-mat-khau/", "/tai-khoan-cua-toi/"


@pytest.fixture
def member(client):
    """A signed-in member."""
    cell = make_cell(make_base(make_bloc()))
    account = make_account(make_person("Nguyễn Văn An", cell), "an.nguyen")
    client.force_login(account)
    return account


@pytest.fixture
def newcomer(client):
    """Somebody who signed in with a first password."""
    cell = make_cell(make_base(make_bloc()))
    account = make_account(make_person("Vũ Thị Mới", cell), "moi.vu", must_change_password=True)
    account.password = make_password(FIRST, hasher="first_password")
    account.save()
    sign_in(client, "moi.vu", FIRST)
    return account


def change(client, new=NEW, repeated=None, current=PASSWORD):
    fields = {"current_password": current, "new_password": new}
    return client.post(CHANGE, {**fields, "repeated": new if repeated is None else repeated})


def errors_of(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def test_password_is_changed(client, member):
    response = change(client)

    member.refresh_from_db()
    assert response.url == "/"
    assert member.check_password(NEW)
    assert list(LogEntry.objects.values_list("account", "verb", "text")) == [
        (member.pk, "password_changed", "Đổi mật khẩu.")
    ]


def test_password_change_keeps_this_session_and_ends_the_others(client, member):
    elsewhere = Client()
    elsewhere.force_login(member)
    old_key = client.session.session_key

    change(client)

    assert client.get(OWN).status_code == 200
    assert client.session.session_key != old_key
    assert elsewhere.get(OWN).url == f"/dang-nhap/?next={OWN}"


@pytest.mark.parametrize(
    ("new", "errors"),
    [
        ("ngan qua", [PASSWORD_ERRORS["password_too_short"]]),
        ("82736450198", [PASSWORD_ERRORS["password_entirely_numeric"]]),
        ("qwertyuiop", [PASSWORD_ERRORS["password_too_common"]]),
        ("matkhau123", [PASSWORD_ERRORS["password_too_common"]]),
        ("Mật khẩu 2026", [PASSWORD_ERRORS["password_too_common"]]),
        ("an.nguyen12", [PASSWORD_ERRORS["password_too_similar"]]),
        ("nguyenvanan1980", [PASSWORD_ERRORS["password_too_similar"]]),
        ("Nguyễn Văn An", [PASSWORD_ERRORS["password_too_similar"]]),
        (PASSWORD, ["Mật khẩu mới phải khác mật khẩu đang dùng."]),
        (
            "12345",
            [
                PASSWORD_ERRORS[f"password_{rule}"]
                for rule in ("too_short", "too_common", "entirely_numeric")
            ],
        ),
    ],
)
def test_password_that_breaks_a_rule_is_refused_in_plain_words(client, member, new, errors):
    response = change(client, new)

    member.refresh_from_db()
    assert errors_of(response) == {"new_password": errors}
    assert member.check_password(PASSWORD)


def test_password_rules_are_listed_before_typing(client, member):
    page = client.get(CHANGE)

    assert page.text.index("Có ít nhất 10 ký tự") < page.text.index('name="new_password"')


def test_password_change_wants_the_password_in_use(client, member):
    response = change(client, current="khong-phai")

    assert errors_of(response) == {
        "current_password": ["Mật khẩu đang dùng không đúng. Hãy nhập lại."]
    }


def test_password_change_wants_the_same_twice(client, member):
    response = change(client, repeated=f"{NEW}!")

    assert errors_of(response) == {"repeated": ["Hai lần nhập không giống nhau."]}


def test_password_is_never_sent_back(client, member):
    response = change(client, repeated="khac-di", current=PASSWORD)

    assert NEW not in response.text
    assert PASSWORD not in response.text


def test_password_of_sixty_four_characters_is_taken(client, member):
    long = "mot cau that dai de nho " * 3

    change(client, long)

    member.refresh_from_db()
    assert member.check_password(long)


def all_addresses():
    """Return every address that the site has, made with a 1 for each parameter."""
    found = []
    for name, forms in get_resolver().reverse_dict.lists():
        if not isinstance(name, str):
            continue
        for possibilities, *_ in forms:
            parameters = possibilities[0][1]
            found.append((name, reverse(name, kwargs=dict.fromkeys(parameters, 1))))
    return sorted(found)


def test_first_password_leads_from_every_address_to_the_change(client, newcomer):
    answers = {
        (name, method): getattr(client, method)(address).headers.get("Location")
        for name, address in all_addresses()
        for method in ("get", "post")
        if name not in ("change_password", "sign_out")
    }

    assert len(answers) > 20
    assert {key: to for key, to in answers.items() if to != CHANGE} == {}
    assert client.get(CHANGE).status_code == 200


def test_first_password_is_not_asked_again_and_opens_the_way_when_changed(client, newcomer):
    response = client.post(CHANGE, {"new_password": NEW, "repeated": NEW})

    newcomer.refresh_from_db()
    assert response.url == "/"
    assert newcomer.must_change_password is False
    assert newcomer.password.startswith("md5$")
    assert client.get(OWN).status_code == 200


def test_first_password_cannot_be_kept(client, newcomer):
    response = client.post(CHANGE, {"new_password": FIRST, "repeated": FIRST})

    newcomer.refresh_from_db()
    assert errors_of(response) == {"new_password": ["Mật khẩu mới phải khác mật khẩu đang dùng."]}
    assert newcomer.must_change_password is True


def test_first_password_no_longer_opens_after_the_change(client, newcomer):
    client.post(CHANGE, {"new_password": NEW, "repeated": NEW})
    client.logout()

    sign_in(client, "moi.vu", FIRST)

    assert not signed_in(client)


def test_own_account_shows_name_and_no_password(client, member):
    page = client.get(OWN)

    assert "an.nguyen" in page.text
    assert member.password not in page.text


def choose(client, username, current=PASSWORD):
    return client.post(OWN, {"username": username, "current_password": current})


def test_own_user_name_is_chosen(client, member):
    response = choose(client, " Van.An ")
    client.logout()
    sign_in(client, "van.an")

    member.refresh_from_db()
    assert (response.url, member.username, signed_in(client)) == (OWN, "van.an", True)
    assert list(LogEntry.objects.values_list("verb", "text")) == [
        ("username_chosen", "Đổi tên đăng nhập.")
    ]


@pytest.mark.parametrize(
    "username", ["abc", "50.000.999", "nguyễn", "an nguyen", ".an.nguyen", "<b>an", "", "a" * 61]
)
def test_own_user_name_that_breaks_the_rules_is_refused(client, member, username):
    response = choose(client, username)

    member.refresh_from_db()
    assert list(errors_of(response)) == ["username"]
    assert member.username == "an.nguyen"


def test_own_user_name_that_another_has_is_refused(client, member):
    make_account(make_person("Trần Thị Bình"), "binh.tran")

    response = choose(client, "Binh.Tran")

    assert errors_of(response) == {"username": ["Tên đăng nhập này đã có người dùng."]}


def test_own_user_name_taken_at_the_same_moment_is_refused(client, member, monkeypatch):
    from organizations.account_forms import UsernameForm

    other = make_account(make_person("Trần Thị Bình"), "binh.tran")
    check = UsernameForm.clean_username

    def check_and_lose_the_race(form):
        username = check(form)
        Account.objects.filter(pk=other.pk).update(username=username)
        return username

    monkeypatch.setattr(UsernameForm, "clean_username", check_and_lose_the_race)
    response = choose(client, "van.an")

    member.refresh_from_db()
    assert errors_of(response) == {"username": ["Tên đăng nhập này vừa có người chọn."]}
    assert member.username == "an.nguyen"


def test_own_user_name_wants_the_password_in_use(client, member):
    response = choose(client, "van.an", current="khong-phai")

    assert list(errors_of(response)) == ["current_password"]


@pytest.mark.parametrize("address", [CHANGE, OWN])
def test_own_account_is_for_the_signed_in_only(client, address):
    assert client.get(address).url == f"/dang-nhap/?next={address}"
