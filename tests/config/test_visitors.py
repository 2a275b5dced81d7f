"""What every answer to a signed-in person carries, and whose address counts."""

from django.templatetags.static import static
from django.test import RequestFactory
from django.urls import reverse

from config.views import visitor_address
from tests import factories


def test_pages_of_the_signed_in_are_kept_nowhere(client, db):
    cell = factories.make_cell(factories.make_bloc())
    client.force_login(factories.make_account(factories.make_person(organization=cell)))

    answer = client.get(reverse("tasks"))

    assert "no-store" in answer.headers["Cache-Control"]


def test_visitor_address_is_what_the_proxy_says():
    ask = RequestFactory().get

    behind = ask("/", headers={"X-Forwarded-For": "203.0.113.7"}, REMOTE_ADDR="127.0.0.1")
    direct = ask("/", REMOTE_ADDR="192.0.2.1")

    assert (visitor_address(behind), visitor_address(direct)) == ("203.0.113.7", "192.0.2.1")


def test_browser_that_asks_for_the_icon_beside_a_print_finds_it(client, db):
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer.url) == (302, static("icon.svg"))
