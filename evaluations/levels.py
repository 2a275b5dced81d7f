"""The scales of levels: which guidance classifies which subject on which scale."""

from evaluations.models import Subject
from evaluations.rules import lam_dong_2017, neu_guong_2017
from evaluations.rules.scales import QUALITY
from registrations.models import Guidance

SCALES = {
    (Guidance.NEU_GUONG_2017, Subject.MEMBER): neu_guong_2017.MEMBER_LEVELS,
    (Guidance.NEU_GUONG_2017, Subject.ORGANIZATION): neu_guong_2017.ORGANIZATION_LEVELS,
    (Guidance.LAM_DONG_2017, Subject.MEMBER): lam_dong_2017.LEVELS,
    (Guidance.HD21_2019, Subject.MEMBER): QUALITY,
    (Guidance.HD21_2019, Subject.ORGANIZATION): QUALITY,
    (Guidance.HD21_2019, Subject.COLLECTIVE): QUALITY,
    (Guidance.HD21_2019, Subject.LEADER): QUALITY,
}


def scale_of(guidance, subject):
    """Return the scale, or None where the guidance does not classify such a subject (CK)."""
    return SCALES.get((guidance, subject))


def level_name(guidance, subject, level):
    """Return a level's name for people; nothing for no level."""
    scale = scale_of(guidance, subject)
    return scale.names.get(level, "") if scale else ""


def classified_subjects(guidance):
    """Return what a round under the guidance classifies, in the order of classification."""
    return [subject for known, subject in SCALES if known == guidance]
