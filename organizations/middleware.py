"""First passwords are changed before anything else; refusals go into the audit log."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from organizations import history
from organizations.access import Hidden


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
        return redirect("change_password")


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
