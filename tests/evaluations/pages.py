"""What tests of the pages "Quy định" share: addresses, and what a reader sees."""

import re
from html import unescape

from django.urls import reverse
from django.utils import timezone

THIS_YEAR = timezone.localdate().year
HTMX = {"HX-Request": "true"}
VOTES = "bieu-quyet-muc-cua-dang-vien"


def address(name):
    return reverse("guidance", args=[name])


def words(answer):
    """Return the text of a page's main part, as a reader sees it."""
    html = answer.content.decode()
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", main.group() if main else html)
    return " ".join(unescape(text).split())


def joined(text):
    """Return a text without its spaces, which a link or a label beside a word adds."""
    return "".join(text.split())
