"""The way in, and pages for what went wrong."""

from django.shortcuts import redirect, render

from organizations.access import viewer_of


def home(request):
    """Send everybody to where their work is."""
    viewer = viewer_of(request.user)
    if request.user.administrator:
        return redirect("accounts")
    if viewer.boards or viewer.committees:
        return redirect("rounds")
    if viewer.cells:
        return redirect("rounds")
    return redirect("tasks")


def csrf_failure(request, reason=""):
    """Explain an expired form instead of Django's English page."""
    return render(request, "403_csrf.html", status=403)
