"""A page with one form that changes one thing."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render

from organizations.access import viewer_of
from organizations.queries import places_to_choose, post_name


@dataclass(frozen=True)
class Page:
    """What the page of a form says, and where its way back leads."""

    heading: str
    word: str
    back: str
    back_word: str
    lead: str = ""
    danger: bool = False
    positions: tuple = ()
    place_word: str = ""


def change(request, page, form, act):
    """Show the form; carry it out when it is sent and nothing is refused.

    ``act`` gets the form's values and returns the address to go on to and the sentences
    that say what happened and what is next.
    """
    if request.method == "POST" and form.is_valid():
        try:
            address, said = act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect(address)
    context = {"page": page, "form": form, "searched": request.GET.get("tim", "")}
    return render(request, "organizations/change.html", context)


def offer_places(request, form, kinds, *, inside=None, besides=None):
    """Fill the form's list of places from what the account keeps and what is searched."""
    viewer = viewer_of(request.user)
    everything, found = (
        places_to_choose(viewer, kinds, text).exclude(pk=besides)
        for text in ("", request.GET.get("tim", ""))
    )
    if inside is not None:
        everything, found = (
            places.filter(tree_path__contains=inside) for places in (everything, found)
        )
    form.offer(everything, found)
    return form


def ended_sentence(positions):
    """Return the sentence on positions that ended with a change, or nothing."""
    names = "; ".join(post_name(one) for one in positions)
    return f" Chức vụ kết thúc theo: {names}." if positions else ""


def ask_about(positions):
    """Raise the question whether positions may end, on the form's box."""
    names = "; ".join(f"{one.person.full_name} – {post_name(one)}" for one in positions)
    raise ValidationError(
        {"confirmed": f"Chuyển như vậy thì kết thúc: {names}. Đánh dấu vào ô này nếu đồng ý."}
    )
