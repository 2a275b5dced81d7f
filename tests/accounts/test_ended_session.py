"""A part of a page that is asked for without a session sends its whole page to sign in."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from organizations.middleware import SESSION_ENDED
from tests.factories import make_account, make_person

PARTS = [
    reverse("guidance", args=["neu_guong_2017"]) + "?tinh=x&so=30",
    reverse("registration", args=[1]),
    reverse("organization_move", args=[1]) + "?tim=a",
]
PAGE = "/to-chuc/7/?nam=2026&q=%C4%91%E1%BA%A3ng#o-day"


def ask(client, part, page=None):
    headers = {"HX-Request": "true"} | ({"HX-Current-URL": page} if page else {})
    return client.get(part, headers=headers)


@pytest.mark.parametrize("part", PARTS)
def test_part_without_a_session_sends_its_page_to_sign_in(client, db, part):
    answer = ask(client, part, "http://testserver" + PAGE)

    assert (answer.status_code, answer.content, "Location" in answer) == (200, b"", False)
    address = urlsplit(answer["HX-Redirect"])
    assert (address.netloc, address.path) == ("", reverse("sign_in"))
    assert parse_qs(address.query) == {"next": [PAGE]}


@pytest.mark.parametrize(
    "page",
    [
        None,
        "http://evil.example/to-chuc/",
        "https://testserver/to-chuc/",
        "http://testserver:81/",
        "javascript:alert(1)",
        "http://[",
    ],
)
def test_page_of_another_host_is_not_come_back_to(client, db, page):
    answer = ask(client, PARTS[0], page)

    assert answer["HX-Redirect"] == f"{reverse('sign_in')}?next=/"


def test_page_without_a_session_is_still_redirected(client, db):
    answer = client.get(PARTS[0])

    assert (answer.status_code, "HX-Redirect" in answer) == (302, False)
    assert parse_qs(urlsplit(answer.url).query) == {"next": [PARTS[0]]}


def test_part_waits_for_the_first_password_as_its_page_does(client, db, cell):
    client.force_login(make_account(make_person("Lê Thị Hoa", cell), must_change_password=True))

    answers = [client.get(PARTS[0]), ask(client, PARTS[0], "http://testserver/")]

    assert [(one.status_code, one.url) for one in answers] == [
        (302, reverse("change_password")),
        (200, reverse("change_password")),
    ]


def send(client, page, **headers):
    return client.post(reverse("evaluation_tellers", args=[1]), headers={"Referer": page} | headers)


def test_what_is_sent_without_a_session_leads_back_to_its_page(client, db):
    answer = send(client, "http://testserver/hop/1/?nam=2026")

    assert parse_qs(urlsplit(answer.url).query) == {"next": ["/hop/1/?nam=2026"]}
    assert SESSION_ENDED in client.get(answer.url).content.decode()


@pytest.mark.parametrize("page", ["", "http://evil.example/hop/1/", "http://[", "/hop/1/"])
def test_what_is_sent_from_elsewhere_leads_to_the_first_page(client, db, page):
    answer = send(client, page)

    assert parse_qs(urlsplit(answer.url).query) == {"next": ["/"]}


def test_what_saves_itself_says_nothing_at_the_sign_in(client, db):
    answer = send(client, "http://testserver/hop/1/", **{"Sec-Fetch-Mode": "cors"})

    assert SESSION_ENDED not in client.get(answer.url).content.decode()


def test_address_that_only_takes_what_is_sent_shows_a_page(client, db, cell):
    client.force_login(make_account(make_person("Lê Thị Hoa", cell)))

    answer = client.get(reverse("evaluation_tellers", args=[1]))

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Về trang đầu" in answer.content.decode()
