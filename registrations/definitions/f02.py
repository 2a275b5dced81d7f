"""Form F02 (Mẫu 02/ĐKNG): a member registers and commits (neu-guong-2017, II.2.2).

The source names the form without attaching it: it is rebuilt from its content (NG-05).
"""

from evaluations.rules import neu_guong_2017
from registrations.definitions.base import Code, Definition, Field, Part, all_required

TITLE = (
    "BẢN ĐĂNG KÝ, CAM KẾT NÊU GƯƠNG",
    "HỌC TẬP VÀ LÀM THEO TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH NĂM {year}",
)
CRITERIA = (
    "Về tư tưởng chính trị",
    "Về đạo đức, lối sống, tác phong",
    "Về tự phê bình, phê bình",
    "Về quan hệ với Nhân dân",
    "Về trách nhiệm trong công tác",
    "Về ý thức tổ chức kỷ luật",
    "Về đoàn kết nội bộ",
)
DEEDS = (
    "Việc đăng ký phải thể hiện bằng việc làm cụ thể, ngắn gọn, gắn với chức trách, nhiệm vụ được "
    "giao; tránh hình thức, nội dung đăng ký không rõ ràng, không có cơ sở đánh giá."
)
GROUPS = (
    ("I", "Biểu hiện suy thoái về tư tưởng chính trị"),
    ("II", "Biểu hiện suy thoái về đạo đức, lối sống"),
    ("III", "Biểu hiện “tự diễn biến”, “tự chuyển hóa” trong nội bộ"),
)
PROMISE = (
    "Tôi cam kết rèn luyện, giữ gìn phẩm chất đạo đức, lối sống, không có biểu hiện suy thoái về "
    "tư tưởng chính trị, đạo đức, lối sống, “tự diễn biến”, “tự chuyển hóa” theo tinh thần Nghị "
    "quyết số 04-NQ/TW (khóa XII)."
)
SELF_CHECK = (
    "Tự kiểm điểm, đối chiếu với các biểu hiện nêu trong Nghị quyết số 04-NQ/TW (khóa XII), tự "
    "giác nhìn nhận những hạn chế. Đánh dấu biểu hiện còn liên quan đến bản thân, nếu có."
)
MEASURES = (
    "Giải pháp khắc phục những tồn tại, hạn chế, yếu kém của cá nhân đã được chỉ ra sau kiểm điểm; "
    "những biện pháp cụ thể, thiết thực để thực hiện nội dung đăng ký nêu gương và cam kết."
)


def criteria():
    """Return the first part: for each criterion the deeds and how they are assessed."""
    fields = []
    for number, title in enumerate(CRITERIA, start=1):
        fields.append(Field(f"I.{number}", str(number), title, DEEDS))
        fields.append(
            Field(f"I.{number}.d", "", f"Cách đánh giá kết quả tiêu chí {number}", rows=2)
        )
    return Part(tuple(fields), "I. Đăng ký nêu gương theo bảy tiêu chí")


def self_check(situation):
    """Return the second part: manifestations to tick, and words on each of the three groups."""
    fields = []
    for number, (roman, title) in enumerate(GROUPS, start=1):
        fields += [
            Field(f"II.{item.code}", item.code, item.shown, tick=True)
            for item in situation.manifestations
            if item.code.split(".")[0] == roman
        ]
        fields.append(Field(f"II.{number}", str(number), title, SELF_CHECK, rows=3))
    return Part(tuple(fields), "II. Cam kết thực hiện Nghị quyết số 04-NQ/TW (khóa XII)", PROMISE)


def parts(situation, answers):
    """Return the three parts of the form (NG-05)."""
    title = "Biện pháp học tập, tu dưỡng, rèn luyện và khắc phục hạn chế, khuyết điểm"
    measures = Field("III", "", title, MEASURES, remedy=True)
    return (criteria(), self_check(situation), Part((measures,), f"III. {title}"))


def check(situation, answers):
    """Answer what is missing: every criterion, the self-check of each group, the measures."""
    fields = [field for part in parts(situation, answers) for field in part.fields]
    return all_required([field for field in fields if not field.tick], answers)


FORM = Definition(
    code=Code.F02,
    guidance=neu_guong_2017.GUIDANCE.name,
    name="Bản đăng ký, cam kết nêu gương",
    short="Bản đăng ký (Mẫu 02)",
    origin="Văn bản nêu tên mẫu nhưng không kèm mẫu; chương trình dựng mẫu theo mục II.2.2.",
    parts=parts,
    check=check,
)
