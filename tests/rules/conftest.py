"""Property tests: the same examples every time in CI, new ones every time elsewhere.

No deadline for a single example: how long one takes tells of the machine, not of the rule.
All of them together stay within half a minute.
"""

import os

from hypothesis import settings

settings.register_profile("here", max_examples=60, deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")
