"""What every page needs: who reads it."""

from django.utils.functional import SimpleLazyObject

from organizations.access import viewer_of


def viewer(request):
    """Give templates the viewer of the signed-in account."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return {"viewer": None}
    return {"viewer": SimpleLazyObject(lambda: viewer_of(account))}
