"""The cells of a meeting's attendance: read as people write them, shown, checked."""

import re
from datetime import time

from django.core.exceptions import ValidationError

from organizations.vietnamese import tidy

LONGEST_REASON = 200
LABELS = {
    "present": "Có mặt",
    "arrived_at": "Giờ đến",
    "left_at": "Giờ về",
    "absence": "Lý do vắng",
}


def read(field, text):
    """Return the value of a cell; raises ValidationError for a time that is none."""
    text = tidy(text)
    if field == "present":
        return bool(text)
    if field == "absence":
        return text[:LONGEST_REASON]
    return read_time(text) if text else None


def read_time(text):
    """Read a time as people write it: 14:05, 14h05, 14 giờ 05, 14h."""
    found = re.fullmatch(r"(\d{1,2})\s*(?:[:.h]|giờ)?\s*(\d{2})?(?:\s*phút)?", text.lower())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise ValidationError("Ghi giờ như 14:05.")
    return time(int(found[1]), int(found[2] or 0))


def shown(value):
    """Return a value as its cell shows it, and as two windows compare it."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return "x" if value else ""
    return value or ""


def check(entry):
    """Raise ValidationError where the times say what cannot be."""
    if (entry.arrived_at or entry.left_at) and not entry.present:
        raise ValidationError("Đánh dấu có mặt trước khi ghi giờ; bỏ giờ trước khi bỏ dấu.")
    if entry.arrived_at and entry.left_at and entry.left_at < entry.arrived_at:
        raise ValidationError("Giờ về phải sau giờ đến.")
