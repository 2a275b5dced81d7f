"""What was decided resting on a classification: to be looked at again when it is annulled.

Members → the organization → its collectives → their leaders; lower organizations before higher
(H21-05, H21-18, H21-21, H21-31, H21-32).
"""

from django.db.models import Q

from evaluations.levels import level_name
from evaluations.models import Evaluation, Subject
from evaluations.workflow import BY_DECISION


def resting_on(evaluation):
    """Return [(evaluation, whose, level's name)] of what is in force and rests on another."""
    if evaluation.round.guidance not in BY_DECISION:
        return []
    here = Q(organization=evaluation.organization_id)
    above = Q(subject=Subject.ORGANIZATION, organization=evaluation.organization.parent_id)
    wanted = {
        Subject.MEMBER: here & Q(subject=Subject.ORGANIZATION),
        Subject.ORGANIZATION: above | (here & Q(subject__in=(Subject.COLLECTIVE, Subject.LEADER))),
        Subject.COLLECTIVE: here & Q(subject=Subject.LEADER),
    }.get(evaluation.subject)
    if wanted is None:
        return []
    found = Evaluation.objects.filter(wanted, round=evaluation.round_id, annulled_at=None)
    rows = found.exclude(level="").select_related("round", "organization", "person")
    return [
        (one, ", ".join(filter(None, [str(one), one.person_id and one.body])), name_of(one))
        for one in rows.order_by("subject", "pk")
    ]


def name_of(evaluation):
    """Return the name of the level in force."""
    return level_name(evaluation.round.guidance, evaluation.subject, evaluation.level)
