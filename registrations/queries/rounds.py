"""What a round's settings rest on."""

from evaluations.rules.readings import BY_NAME
from evaluations.rules.registry import GUIDANCES


def has_closed_votes(round_):
    """Tell whether a vote of the round was closed: from then on its terms stay as they are."""
    return round_.evaluation_meetings.filter(questions__closed_at__isnull=False).exists()


def open_questions(guidance):
    """Return the settings of a guidance that leave a choice (I-…)."""
    settings = [BY_NAME[name] for name in GUIDANCES[guidance].settings]
    return [one for one in settings if len(one.choices) > 1]
