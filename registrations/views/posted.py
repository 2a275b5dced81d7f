"""What a form of a registration posts, read with care."""

from datetime import UTC, datetime

from organizations.vietnamese import tidy, tidy_lines
from registrations import queries


def posted_number(request, name):
    """Return a posted whole number; anything else counts as 0, the revision of nothing saved."""
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def posted_moment(request, name):
    """Return a posted moment as pages write it (``date:"U.u"``); None where there is none."""
    seconds, _, micro = request.POST.get(name, "").partition(".")
    if not (seconds + micro).isascii() or not seconds.isdecimal() or len(seconds) > 11:
        return None
    if not micro.isdecimal() or len(micro) != 6:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(micro))


def posted_writer(request):
    """Return the name that the window gave itself."""
    return tidy(request.POST.get("writer", ""))[:40]


def lost_texts(request, registration):
    """Return [(name of the field, posted text)] of what differs from what is stored."""
    rows = {row.key: row for row in queries.rows_of(queries.part_rows(registration))}
    stored = queries.answers_of(registration)
    posted = [
        (key, tidy_lines(request.POST.get(f"text-{key}", "")))
        for key in queries.field_keys(registration)
    ]
    lost = [(key, text) for key, text in posted if text and text != stored.get(key, "")]
    return [
        (rows[key].name, rows[key].in_words(text)) if key in rows else (f"Mục {key}", text)
        for key, text in lost
    ]
