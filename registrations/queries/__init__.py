"""Reads rounds, registrations and progress: querysets in, values out."""

from registrations.queries.owing import *  # noqa: F403  (the package is one name for its parts)
from registrations.queries.pages import *  # noqa: F403
from registrations.queries.progress import *  # noqa: F403
