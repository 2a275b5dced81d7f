"""Form F03 (Mẫu 03/ĐKNG): somebody who is not a member registers (neu-guong-2017, II.3).

The source names the form without attaching it: it is rebuilt from its content (NG-01).
"""

from evaluations.rules import neu_guong_2017
from registrations.definitions.base import Code, Definition, Field, Part, all_required

TITLE = (
    "BẢN ĐĂNG KÝ HỌC TẬP VÀ LÀM THEO",
    "TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH NĂM {year}",
)
FIELDS = (
    Field(
        "I",
        "",
        "Nội dung đăng ký học tập và làm theo",
        "Nêu việc làm cụ thể, gắn với nhiệm vụ được giao, có thể đánh giá được kết quả.",
        rows=8,
    ),
    Field(
        "II",
        "",
        "Biện pháp thực hiện",
        "Nêu những biện pháp cụ thể, thiết thực, thời gian thực hiện và việc khắc phục hạn chế của "
        "bản thân.",
    ),
)


def parts(situation, answers):
    """Return what is registered and how it is carried out (NG-01, NG-13)."""
    return tuple(
        Part((field,), f"{roman}. {field.title}")
        for roman, field in zip(("I", "II"), FIELDS, strict=True)
    )


def check(situation, answers):
    """Answer what is missing: both parts are written."""
    return all_required(FIELDS, answers)


FORM = Definition(
    code=Code.F03,
    guidance=neu_guong_2017.GUIDANCE.name,
    name="Bản đăng ký học tập và làm theo của quần chúng",
    short="Bản đăng ký (Mẫu 03)",
    origin="Văn bản nêu tên mẫu nhưng không kèm mẫu; chương trình dựng mẫu theo mục II.3.",
    parts=parts,
    check=check,
)
