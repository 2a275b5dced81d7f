"""Who is not signed in signs in; first passwords are changed first; refusals are logged."""

from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from organizations import history
from organizations.access import Hidden


def leave_page(request, answer):
    """Return a redirection as it is, or for a part of a page one that the whole page follows."""
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def page_around(request):
    """Return our own page that asks for a part, the first page where it is not told."""
    with suppress(ValueError):  # an address that nobody's browser sends
        if page := request.htmx.current_url_abs_path:
            return page
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def page_of_button(request):
    """Return our own page on which a button was pressed, the first page where it is not told."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return urlsplit(page)._replace(scheme="", netloc="").geturl()


class SignInMiddleware(LoginRequiredMiddleware):
    """Send whoever is not signed in to the sign-in page, and back to the page afterwards."""

    def handle_no_permission(self, request, view_func):
        if not request.htmx and request.method == "POST":
            return redirect_to_login(page_of_button(request))
        if not request.htmx:
            return super().handle_no_permission(request, view_func)
        return leave_page(request, redirect_to_login(page_around(request)))


class FirstPasswordMiddleware:
    """Send whoever still has a first password to the page that changes it."""

    ALLOWED = {"change_password", "sign_out"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        account = request.user
        if not account.is_authenticated or not account.must_change_password:
            return None
        if request.resolver_match.url_name in self.ALLOWED:
            return None
        return leave_page(request, redirect("change_password"))


class RefusalLogMiddleware:
    """Log who was refused what."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Hidden | PermissionDenied) and request.user.is_authenticated:
            act = "mở trang" if request.method in ("GET", "HEAD") else "gửi đến"
            history.record(request.user, "refused", f"Bị từ chối khi {act} {request.path}")


class ByButtonMiddleware:
    """Say on a page of ours that an address is opened by its button alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = render(request, "405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class PrivatePagesMiddleware:
    """Let no browser or proxy keep what a signed-in person saw."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
