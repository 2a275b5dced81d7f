"""What people record of a subject and the rules ask: names, words, kinds, from where.

A fact keeps the name that the rules and the case files use. What the program knows by
itself (disciplines, sick leave, the grades of the self-review, results below) is not asked
again but may be corrected where a fact of that name stands here.
"""

from dataclasses import dataclass

from evaluations.models import Subject
from evaluations.rules import lam_dong_2017, neu_guong_2017
from evaluations.rules.scales import GRADES, QUALITY
from registrations.definitions import e01, e02
from registrations.models import Guidance

REMEDIED = {
    "well": "Khắc phục tốt (hoặc không có gì phải khắc phục)",
    "basically": "Cơ bản khắc phục",
    "not_yet": "Chưa khắc phục",
}
PEERS = {
    "government": "Chính quyền, chuyên môn cùng cấp",
    "front": "Mặt trận Tổ quốc",
    "union": "Công đoàn",
    "youth": "Đoàn Thanh niên",
    "women": "Hội Phụ nữ",
    "veterans": "Hội Cựu chiến binh",
    "farmers": "Hội Nông dân",
}
NO_REMEDY = "NONE"
GRADE_CHOICES = {grade: name.capitalize() for grade, name in GRADES.names.items()}
REMEDY_CHOICES = {**GRADE_CHOICES, NO_REMEDY: "Không có gì phải khắc phục"}


@dataclass(frozen=True)
class Fact:
    """One thing to record: ``kind`` is choice, many, flag or number; ``rule`` is why it is asked.

    ``whole``: a number without decimals; ``most``: the largest number accepted; ``paper``: the
    review whose own grade counts while none is recorded.
    """

    name: str
    label: str
    kind: str
    rule: str
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    most: int = 100
    whole: bool = False
    paper: str = ""


def choice(name, label, rule, choices, help=""):
    """Return a fact that is one of some words."""
    return Fact(name, label, "choice", rule, tuple(choices.items()), help)


def flag(name, label, rule):
    """Return a fact that is so or not."""
    return Fact(name, label, "flag", rule)


def grades(places, rule, paper):
    """Return the grades of a paper's criteria, {name: its title}; the last is the remedy."""
    return tuple(
        Fact(
            f"grade_{name}",
            title,
            "choice",
            rule,
            tuple((REMEDY_CHOICES if name == "remedy" else GRADE_CHOICES).items()),
            f"Để trống thì lấy theo {paper}.",
            paper=paper,
        )
        for name, title in places.items()
    )


def conduct(rules, grounds):
    """Return what the votes of NG and LD are lowered by."""
    remedy_rule, ground_rule = rules
    return (
        choice("remedied", "Hạn chế, khuyết điểm của năm trước", remedy_rule, REMEDIED),
        flag("new_faults", "Có hạn chế, khuyết điểm mới", remedy_rule),
        Fact(
            "grounds",
            "Căn cứ xếp mức thấp nhất",
            "many",
            ground_rule,
            tuple((key, text[0].upper() + text[1:]) for key, text in grounds.items()),
        ),
    )


TARGETS = Fact("targets_percent", "Hoàn thành chỉ tiêu của năm (%)", "number", "H21-12")
REMEDY = "III. Khắc phục hạn chế, khuyết điểm"
MEMBER_GRADES = {"conduct": f"I.{e02.CONDUCT}", "duties": f"I.{e02.DUTIES}", "remedy": REMEDY}
BODY_GRADES = {
    **{name: f"{field.label}. {field.nav}" for name, field in e01.RESULT_FIELDS.items()},
    "remedy": REMEDY,
}
DISCIPLINED = (
    flag("disciplined", "Bị thi hành kỷ luật trong năm", "H21-22"),
    flag("self_remedied", "Tự phát hiện và đã khắc phục xong", "H21-22"),
)
SUSPECTED = {
    "REPORTED": "Đã báo cáo cấp trên, chờ chỉ đạo",
    "PAUSED": "Cấp trên chỉ đạo tạm dừng kiểm điểm",
    "GO_ON": "Cấp trên chỉ đạo kiểm điểm tiếp",
    "CONCLUDED": "Đã có kết luận của cấp có thẩm quyền",
}
SUSPENDING = ("REPORTED", "PAUSED")  # the review waits for the level above (H22-03)
SUSPICION = choice("suspected", "Dấu hiệu vi phạm chưa đủ điều kiện kết luận", "H22-03", SUSPECTED)
FACTS = {
    (Guidance.NEU_GUONG_2017, Subject.MEMBER): conduct(("NG-10", "NG-11"), neu_guong_2017.GROUNDS),
    (Guidance.LAM_DONG_2017, Subject.MEMBER): conduct(("LD-06", "LD-06"), lam_dong_2017.GROUNDS),
    (Guidance.HD21_2019, Subject.MEMBER): (
        *grades(MEMBER_GRADES, "H21-10", "bản tự kiểm điểm"),
        choice("civil_level", "Xếp loại cán bộ, công chức, viên chức", "H21-11", QUALITY.names),
        TARGETS,
        Fact(
            "sick_days",
            "Số ngày nghỉ ốm trong năm",
            "number",
            "H21-13",
            help="Để trống thì tính theo tình trạng “Nghỉ ốm” đã ghi.",
            most=366,
            whole=True,
        ),
        flag("degeneration", "Cấp có thẩm quyền kết luận có biểu hiện suy thoái", "H21-12"),
        flag("already_counted", "Vi phạm bị kỷ luật đã tính vào xếp loại năm trước", "H21-12"),
    ),
    (Guidance.HD21_2019, Subject.ORGANIZATION): (
        *grades(BODY_GRADES, "H21-20", "báo cáo kiểm điểm"),
        TARGETS,
        flag("force_majeure", "Không đạt chỉ tiêu vì lý do bất khả kháng", "H21-22"),
        *DISCIPLINED,
        *(choice(f"peer_{name}", title, "H21-23", QUALITY.names) for name, title in PEERS.items()),
    ),
    (Guidance.HD21_2019, Subject.COLLECTIVE): (
        *grades(BODY_GRADES, "H21-30", "báo cáo kiểm điểm"),
        TARGETS,
        flag("main_targets_missed", "Có chỉ tiêu chủ yếu không đạt 100%", "H21-30"),
        flag("force_majeure", "Không đạt chỉ tiêu vì lý do bất khả kháng", "H21-30"),
        flag(
            "disunity_or_degeneration",
            "Kết luận mất đoàn kết nội bộ hoặc có thành viên suy thoái",
            "H21-30",
        ),
        *DISCIPLINED,
    ),
    (Guidance.HD22_2013, Subject.MEMBER): (SUSPICION,),
    (Guidance.HD22_2013, Subject.ORGANIZATION): (SUSPICION,),
    (Guidance.HD21_2019, Subject.LEADER): (
        flag(
            "newly_transferred_without_part",
            "Mới được điều động đến, không liên quan trách nhiệm",
            "H21-32",
        ),
    ),
}


def facts_for(guidance, subject):
    """Return the facts that are recorded of such a subject under a guidance."""
    return FACTS.get((guidance, subject), ())
