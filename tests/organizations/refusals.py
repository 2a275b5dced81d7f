"""How the tests of the actions ask what was refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
DAY = date(2024, 6, 1)


def wrong_field(act, *args, **fields):
    """Return the one field that the action refuses, and check that it says why."""
    with pytest.raises(ValidationError) as refused:
        act(*args, **fields)
    [message] = refused.value.messages
    assert message.endswith((".", "?"))
    return next(iter(getattr(refused.value, "error_dict", [""])))
