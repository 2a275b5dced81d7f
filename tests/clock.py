"""The clock of the test run: every run begins at nine in the morning of the same day.

Tests are made with days around today, many of them before they run: a midnight that passes
between, or a year that has just begun, would let them ask for another day than the program
does. ``TEST_DAY=2028-02-29 bin/test`` runs them on another day. Processes that a test starts
keep this clock by importing this module.
"""

import os
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

PLACE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = os.environ.get("TEST_DAY", "2026-11-16")


def seconds_to_day():
    """Return the seconds from now to the morning of the day, for all processes of a run."""
    begun = datetime.combine(date.fromisoformat(DAY), time(9), PLACE)
    return int((begun - datetime.now(PLACE)).total_seconds())


seconds = os.environ.setdefault("TEST_CLOCK_SHIFT", str(seconds_to_day()))
SHIFT = timedelta(seconds=int(seconds))
real = timezone.now
timezone.now = lambda: real() + SHIFT
