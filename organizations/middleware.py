"""Who is not signed in signs in; first passwords are changed first; refusals are logged."""

from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from organizations import history
from organizations.access import Hidden

SESSION_ENDED = (
    "Phiên làm việc của đồng chí đã hết nên việc vừa bấm chưa được thực hiện. "
    "Đồng chí đăng nhập lại rồi bấm lại."
)


def leave_page(request, answer):
    """Return a redirection as it is, or for a part of a page one that the whole page follows."""
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def page_around(request):
    """Return our own page that asks for a part, the first page where it is not told."""
    with suppress(ValueError):  # an address that nobody's browser sends
        if page := request.htmx.current_url_abs_path:
            return page
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def page_before(request):
    """Return our own page from which something was sent, the first page where it is not told."""
    with suppress(ValueError):
        page = urlsplit(request.headers.get("Referer", ""))
        if page.scheme == request.scheme and page.netloc == request.get_host():
            return page._replace(scheme="", netloc="").geturl()
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def pressed(request):
    """Return whether somebody pressed something; what saves itself is sent again by itself."""
    return request.htmx or request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


class SignInMiddleware(LoginRequiredMiddleware):
    """Send whoever is not signed in to the sign-in page, and back to the page afterwards.

    What was sent after the session's end is not done, which is told, and its address may answer
    no page at all, so that the way back leads to the page that it was sent from.
    """

    def handle_no_permission(self, request, view_func):
        sent = request.method not in ("GET", "HEAD")
        if sent and pressed(request):
            messages.warning(request, SESSION_ENDED)
        if request.htmx:
            return leave_page(request, redirect_to_login(page_around(request)))
        if sent:
            return redirect_to_login(page_before(request))
        return super().handle_no_permission(request, view_func)


class OnlySentMiddleware:
    """Show a page of ours at an address that only takes what is sent, not the browser's error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page


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


class PrivatePagesMiddleware:
    """Let no browser or proxy keep what a signed-in person saw."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
