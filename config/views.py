"""The way in, and pages for what went wrong."""

from django.shortcuts import redirect, render

from evaluations.queries.voting import counting_of
from organizations.access import viewer_of
from registrations.access import rounds_open_to
from registrations.queries import round_at_hand


def home(request):
    """Send everybody to where their work is: the newest round, or the own tasks.

    Who counts a vote finds the sheet first: a meeting waits for it.
    """
    viewer = viewer_of(request.user)
    if request.user.administrator:
        return redirect("accounts")
    if any(not one.signed for one in counting_of(request.user)):
        return redirect("tasks")
    if pair := round_at_hand(rounds_open_to(viewer)):
        return redirect("round_progress", pair[0].pk, pair[1].pk)
    return redirect("rounds" if viewer.managed else "tasks")


def csrf_failure(request, reason=""):
    """Explain an expired form instead of Django's English page."""
    return render(request, "403_csrf.html", status=403)


def visitor_address(request):
    """Return the visitor's address behind the proxy, by which wrong passwords are counted."""
    return request.META.get("HTTP_X_FORWARDED_FOR") or request.META["REMOTE_ADDR"]
