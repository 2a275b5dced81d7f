"""What every page needs: who reads it, and where that leads."""

from django.utils.functional import SimpleLazyObject

from organizations.access import viewer_of


def viewer(request):
    """Give templates the viewer of the signed-in account, and what it may open."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return {"viewer": None}
    return {
        "viewer": SimpleLazyObject(lambda: viewer_of(account)),
        "may_follow": SimpleLazyObject(lambda: bool(viewer_of(account).places("follow"))),
        "may_view": SimpleLazyObject(lambda: bool(viewer_of(account).places("view"))),
    }
