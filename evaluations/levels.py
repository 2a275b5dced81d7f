"""The scales of levels: which guidance classifies which subject on which scale."""

from evaluations.models import Subject
from evaluations.rules import hd22_2013, lam_dong_2017, neu_guong_2017
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
    (Guidance.HD22_2013, Subject.MEMBER): hd22_2013.MEMBER_LEVELS,
    (Guidance.HD22_2013, Subject.ORGANIZATION): hd22_2013.ORGANIZATION_LEVELS,
}
SHORT = {
    (Guidance.NEU_GUONG_2017, "OUTSTANDING"): "Xuất sắc, tiêu biểu",
    (Guidance.NEU_GUONG_2017, "GOOD"): "Tốt",
    (Guidance.NEU_GUONG_2017, "PIONEERING"): "Tiền phong, gương mẫu",
    (Guidance.NEU_GUONG_2017, "AVERAGE"): "Trung bình",
    (Guidance.NEU_GUONG_2017, "NOT_EXEMPLARY"): "Không gương mẫu",
    (Guidance.LAM_DONG_2017, "COMPLETED_WELL"): "Hoàn thành tốt",
    (Guidance.LAM_DONG_2017, "COMPLETED"): "Hoàn thành",
    (Guidance.LAM_DONG_2017, "NOT_COMPLETED"): "Không hoàn thành",
    (Guidance.HD21_2019, "EXCELLENT"): "Xuất sắc",
    (Guidance.HD21_2019, "GOOD"): "Tốt",
    (Guidance.HD21_2019, "COMPLETED"): "Hoàn thành",
    (Guidance.HD21_2019, "NOT_COMPLETED"): "Không hoàn thành",
    (Guidance.HD22_2013, "EXCELLENT"): "Xuất sắc",
    (Guidance.HD22_2013, "GOOD"): "Tốt",
    (Guidance.HD22_2013, "COMPLETED"): "Hoàn thành",
    (Guidance.HD22_2013, "NOT_COMPLETED"): "Vi phạm, không hoàn thành",
}
SHORT_OF_ORGANIZATIONS = {
    (Guidance.HD22_2013, "CLEAN_STRONG_EXEMPLARY"): "Tiêu biểu",
    (Guidance.HD22_2013, "EXCELLENT"): "Trong sạch, vững mạnh",
    (Guidance.HD22_2013, "NOT_COMPLETED"): "Yếu kém",
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


def short_name(guidance, level, subject=Subject.MEMBER):
    """Return a level in two or three words, for a narrow column."""
    own = SHORT_OF_ORGANIZATIONS if subject == Subject.ORGANIZATION else {}
    return own.get((guidance, level)) or SHORT.get((guidance, level), "")
