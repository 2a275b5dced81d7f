"""What the steps of the sample's registrations take place with: the actions, at their times."""

from contextlib import contextmanager
from datetime import datetime, time

from django.utils import timezone

from registrations.models import Answer


def moment(day, hour=9, minute=30):
    """Return a time of a day."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@contextmanager
def clock(at):
    """Let everything inside take place at a moment: rows and actions ask ``timezone.now``."""
    real, timezone.now = timezone.now, lambda: at
    try:
        yield
    finally:
        timezone.now = real


def write(registration, texts):
    """Write {field: text} into a registration."""
    Answer.objects.bulk_create(
        Answer(registration=registration, field=field, text=text, revision=1)
        for field, text in texts.items()
    )
