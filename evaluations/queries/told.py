"""What is told of a vote to whom it rates: no counts that betray how somebody voted.

The page of the vote says which counts are not told (``voting.publishes_counts``).
"""

from evaluations.models import Evaluation, Question
from evaluations.queries.results import vote_on
from evaluations.queries.voting import publishes_counts

WITHHELD = "Theo kết quả bỏ phiếu kín của hội nghị; số phiếu không công bố."
COUNTED = " công nhận mức "


def told_reasons(evaluation):
    """Return the reasons that the closed vote froze, those with counts only where told."""
    reasons = (evaluation.outcome or {}).get("reasons", [])
    if not reasons or counts_told(evaluation):
        return reasons
    return [one | {"text": WITHHELD} if COUNTED in one["text"] else one for one in reasons]


def counts_told(evaluation):
    """Tell whether the counts of the vote on which an evaluation rests may be told."""
    found = Evaluation.objects.filter(pk=evaluation.pk).annotate(vote=vote_on())
    question = Question.objects.filter(pk__in=found.values("vote")).first()
    return question is None or publishes_counts(question, question.subjects.all())
