"""The steps of an evaluation, by guidance and subject, as data (workflows.md, Evaluation)."""

from typing import NamedTuple

from evaluations.models import Subject
from registrations.models import Guidance


class Step(NamedTuple):
    """One step: its name for people, the column that tells when it was done, its rule.

    ``group``: only where the person belongs to a group; ``above``: only where somebody above
    decides inside the base organization (not in a base cell).
    """

    code: str
    label: str
    column: str
    rule: str
    group: bool = False
    above: bool = False


SELF = Step("SELF", "Tự đánh giá", "self_at", "NG-12")
GROUP = Step("GROUP", "Tổ đảng", "group_at", "NG-12", group=True)
COMMITTEE = Step("COMMITTEE", "Cấp ủy dự kiến", "proposed_at", "NG-12")
VOTE = Step("VOTE", "Biểu quyết", "voted_at", "NG-12")
PUBLISHED = Step("PUBLISHED", "Công khai", "published_at", "NG-12")
REPORTED = Step("REPORTED", "Báo cáo cấp trên", "reported_at", "NG-12")
REVIEWED = Step("REVIEWED", "Kiểm điểm", "reviewed_at", "H21-03")
DECIDED = Step("DECIDED", "Quyết định", "decided_at", "H21-14")
NOTIFIED = Step("NOTIFIED", "Thông báo", "notified_at", "H21-07")
CONFIRMED = Step("CONFIRMED", "Cấp trên công nhận", "superior_at", "LD-09", above=True)
# Guidances under which the level above decides with a number and a day (H21-14, H21-25, H22-04).
BY_DECISION = (Guidance.HD21_2019, Guidance.HD22_2013)
STEPS = {
    (Guidance.NEU_GUONG_2017, Subject.MEMBER): (
        SELF,
        GROUP,
        COMMITTEE,
        VOTE,
        PUBLISHED,
        REPORTED,
    ),
    (Guidance.NEU_GUONG_2017, Subject.ORGANIZATION): (
        SELF._replace(label="Chấm điểm", rule="NG-08"),
        VOTE._replace(rule="NG-08"),
        PUBLISHED._replace(rule="NG-08"),
        REPORTED._replace(rule="NG-08"),
        CONFIRMED._replace(rule="NG-08", above=False),
    ),
    (Guidance.LAM_DONG_2017, Subject.MEMBER): (
        SELF._replace(label="Tự đánh giá năm", rule="LD-06"),
        GROUP._replace(rule="LD-05"),
        COMMITTEE._replace(label="Chi ủy tổng hợp", rule="LD-06"),
        VOTE._replace(label="Chi bộ bỏ phiếu", rule="LD-06"),
        REPORTED._replace(rule="LD-10"),
        CONFIRMED,
    ),
    (Guidance.CAM_KET_9, Subject.MEMBER): (
        COMMITTEE._replace(label="Chi ủy, chi bộ đánh giá", rule="CK-04"),
        PUBLISHED._replace(rule="CK-04"),
    ),
    (Guidance.HD21_2019, Subject.MEMBER): (
        SELF._replace(label="Bản tự kiểm điểm", rule="H21-03"),
        REVIEWED,
        COMMITTEE._replace(label="Chi ủy đề xuất", rule="H21-14"),
        VOTE._replace(label="Chi bộ bỏ phiếu", rule="H21-14"),
        REPORTED._replace(rule="H21-14", above=True),
        DECIDED,
        NOTIFIED,
    ),
    (Guidance.HD21_2019, Subject.ORGANIZATION): (
        SELF._replace(label="Báo cáo kiểm điểm", rule="H21-25"),
        REVIEWED._replace(rule="H21-03"),
        VOTE._replace(label="Bỏ phiếu kín", rule="H21-25"),
        REPORTED._replace(rule="H21-25"),
        DECIDED._replace(rule="H21-25"),
        NOTIFIED,
    ),
    (Guidance.HD22_2013, Subject.MEMBER): (
        SELF._replace(label="Tự kiểm điểm", rule="H22-04"),
        GROUP._replace(label="Tổ đảng kiểm điểm", rule="H22-02"),
        REVIEWED._replace(rule="H22-03"),
        COMMITTEE._replace(label="Chi bộ xếp loại", rule="H22-04"),
        DECIDED._replace(rule="H22-04"),
        NOTIFIED._replace(rule="H22-04"),
    ),
    (Guidance.HD22_2013, Subject.ORGANIZATION): (
        REVIEWED._replace(rule="H22-03"),
        DECIDED._replace(rule="H22-04"),
        NOTIFIED._replace(rule="H22-04"),
    ),
    (Guidance.HD21_2019, Subject.COLLECTIVE): (
        REVIEWED._replace(rule="H21-30"),
        DECIDED._replace(rule="H21-30"),
        NOTIFIED,
    ),
    (Guidance.HD21_2019, Subject.LEADER): (
        REVIEWED._replace(rule="H21-32"),
        DECIDED._replace(rule="H21-32"),
        NOTIFIED,
    ),
}


def steps_of(guidance, subject, *, group=False, above=True):
    """Return the steps that such a subject goes through, in order."""
    return tuple(
        step
        for step in STEPS.get((guidance, subject), ())
        if (group or not step.group) and (above or not step.above)
    )
