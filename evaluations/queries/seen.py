"""What those above an organization see of it: of a person or body all, of levels the counts."""

from django.db.models import Q

from evaluations.workflow import BY_DECISION
from registrations.models import Guidance


def is_reported(evaluation, guidance=None):
    """Tell whether those above the cell may see an evaluation.

    Under HD 21 what is reported or decided, under HD 22 what is reviewed, under NG and LD what
    is reported; the words on a commitment (CK) once the person may read them.
    """
    if evaluation is None:
        return False
    guidance = guidance or evaluation.round.guidance
    if guidance == Guidance.HD21_2019:
        return bool(evaluation.reported_at or evaluation.decided_at)
    if guidance == Guidance.HD22_2013:
        return bool(evaluation.reviewed_at or evaluation.decided_at)
    if guidance == Guidance.CAM_KET_9:
        return evaluation.published_at is not None
    return evaluation.reported_at is not None


def reported(guidance, prefix=""):
    """Return the condition that those above the organization see the level.

    HD 21, HD 22: the deciding level has decided; NG, LD: the organization has reported.
    """
    column = "decided_at" if guidance in BY_DECISION else "reported_at"
    return Q(**{f"{prefix}{column}__isnull": False})
