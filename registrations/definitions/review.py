"""What Mẫu 01 and Mẫu 02 of hd-21-2019 share: grades, levels, what is remedied, parts IV and VI.

The answers ``grade_…`` and ``level`` are asked by the rules (H21-10, H21-20): their keys and
words are theirs.
"""

from evaluations.rules.scales import GRADES, QUALITY
from registrations.definitions.base import Check, Field, Part

RESULTS = "I. Ưu điểm, kết quả đạt được"
FAULTS = "II. Hạn chế, khuyết điểm và nguyên nhân"
CAUSES = "Nguyên nhân của hạn chế, khuyết điểm"
REMEDY = (
    "III. Kết quả khắc phục những hạn chế, khuyết điểm đã được cấp có thẩm quyền kết luận hoặc "
    "được chỉ ra ở các kỳ kiểm điểm trước"
)
REMEDY_GUIDE = (
    "Kiểm điểm rõ từng hạn chế, khuyết điểm (đã được khắc phục; đang khắc phục, mức độ khắc phục; "
    "chưa được khắc phục); những khó khăn, vướng mắc (nếu có); trách nhiệm của {whose}."
)
SUGGESTED = "IV. Giải trình những vấn đề được gợi ý kiểm điểm (nếu có)"
SUGGESTED_GUIDE = (
    "Giải trình từng vấn đề được gợi ý kiểm điểm, nêu nguyên nhân, xác định trách nhiệm của "
    "{whose} đối với từng vấn đề được gợi ý kiểm điểm."
)
PLANS = "VI. Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm"
GRADE = "Tự đánh giá về cấp độ thực hiện"
NOTHING = "NONE"
NOTHING_TO_REMEDY = "Không có gì phải khắc phục"
GRADE_WORDS = {grade: name.capitalize() for grade, name in GRADES.names.items()}
STILL_NAMED = (
    "Hạn chế, khuyết điểm đã được chỉ ra năm trước: nên nêu kết quả khắc phục và tự đánh giá cấp "
    "độ, thay cho “Không có gì phải khắc phục”."
)


def grade(name, place):
    """Return the choice of a grade for a place of the form; a remedy may be of nothing."""
    words = {**GRADE_WORDS, NOTHING: NOTHING_TO_REMEDY} if name == "remedy" else GRADE_WORDS
    choices = tuple(words.items())
    return Field(
        f"grade_{name}",
        "",
        f"{GRADE} mục {place}",
        choices=choices,
        yearly=True,
        nav=f"Cấp độ mục {place}",
    )


def own_level(key, title, label=""):
    """Return the choice of a level of the four."""
    return Field(key, label, title, choices=tuple(QUALITY.names.items()), yearly=True)


def remedy_part(whose):
    """Return part III: how former shortcomings were remedied, with its grade."""
    guide = REMEDY_GUIDE.format(whose=whose)
    text = Field(
        "III", "", "Kết quả khắc phục hạn chế, khuyết điểm của các kỳ trước", guide, remedy=True
    )
    return Part((text, grade("remedy", "III")), REMEDY)


def suggested_parts(situation, whose):
    """Return part IV where a superior suggested points of review (H21-06), else nothing."""
    if not situation.suggestions:
        return ()
    guide = SUGGESTED_GUIDE.format(whose=whose)
    return (Part((Field("IV", "", "Giải trình những vấn đề được gợi ý", guide),), SUGGESTED),)


def check(fields, answers, optional, shortcomings):
    """Answer what is missing; part III is left empty where there was nothing to remedy."""
    nothing = answers.get("grade_remedy") == NOTHING
    left = {*optional, "III"} if nothing else set(optional)
    required = [field.key for field in fields if field.key not in left]
    missing = tuple(key for key in required if not answers.get(key, "").strip())
    warnings = {"grade_remedy": (STILL_NAMED,)} if nothing and shortcomings else {}
    return Check(frozenset(required), missing, warnings)
