"""Form E01, Mẫu 01 of hd-21-2019: the review report of an organization's leadership.

The wording is the annex's; what each item holds is graded for H21-20.
"""

from evaluations.rules import hd21_2019
from registrations.definitions import review
from registrations.definitions.base import Code, Definition, Field, Part

TITLE = ("BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "Năm {year}")
OPENING = (
    "Căn cứ kết quả lãnh đạo, chỉ đạo thực hiện nhiệm vụ chính trị tại địa phương (cơ quan, đơn "
    "vị); tập thể {issuer} kiểm điểm với các nội dung chủ yếu sau:"
)
WHOSE = "tập thể, cá nhân"
RESULT_FIELDS = {
    "programme": Field(
        "I.1",
        "I.1",
        "Việc quán triệt, tổ chức thực hiện các chủ trương, đường lối của Đảng, chính sách, pháp "
        "luật của Nhà nước, nghị quyết, chỉ thị, quyết định, kết luận của cấp trên; xây dựng và tổ "
        "chức thực hiện các chương trình, kế hoạch công tác của tập thể",
        nav="Chủ trương, nghị quyết, chương trình, kế hoạch",
    ),
    "leadership": Field(
        "I.2",
        "I.2",
        "Công tác lãnh đạo, chỉ đạo các mặt công tác của địa phương, cơ quan, đơn vị trong năm; "
        "kết quả thực hiện các chỉ tiêu, nhiệm vụ được cấp có thẩm quyền giao, phê duyệt trong năm",
        nav="Lãnh đạo, chỉ đạo; chỉ tiêu, nhiệm vụ",
    ),
    "democracy": Field(
        "I.3",
        "I.3",
        "Việc thực hiện nguyên tắc tập trung dân chủ và các quy định, quy chế làm việc",
        nav="Tập trung dân chủ, quy chế làm việc",
    ),
    "integrity": Field(
        "I.4",
        "I.4",
        "Việc đấu tranh ngăn chặn, đẩy lùi những biểu hiện suy thoái về tư tưởng chính trị, đạo "
        "đức, lối sống, “tự diễn biến”, “tự chuyển hóa” trong nội bộ gắn với đẩy mạnh học tập và "
        "làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh và công tác đấu tranh phòng, chống "
        "tham nhũng, lãng phí",
        nav="Phòng, chống suy thoái, tham nhũng, lãng phí",
    ),
    "inspection": Field(
        "I.5",
        "I.5",
        "Kết quả lãnh đạo, chỉ đạo, thực hiện công tác kiểm tra, giám sát, kỷ luật đảng và thi "
        "đua, khen thưởng",
        nav="Kiểm tra, giám sát, kỷ luật, thi đua",
    ),
}
FAULT_FIELDS = (
    Field("II.1", "", "Hạn chế, khuyết điểm (theo 05 nội dung nêu trên)"),
    Field("II.2", "", review.CAUSES),
)
ANSWERABLE = "V. Trách nhiệm của tập thể, cá nhân"
ANSWERABLE_GUIDE = (
    "Về những hạn chế, khuyết điểm trong thực hiện nhiệm vụ chính trị; nguyên tắc tập trung dân "
    "chủ; các quy định, quy chế làm việc; công tác tổ chức, cán bộ; quản lý đảng viên; đổi mới "
    "phương thức lãnh đạo; các biện pháp đấu tranh phòng, chống tham nhũng, lãng phí; kết quả xử "
    "lý sai phạm đối với tập thể, cá nhân..."
)
LEVEL = "VII. Đề nghị xếp loại mức chất lượng"


def result_fields():
    """Return the five items of part I, each with its grade."""
    for name, field in RESULT_FIELDS.items():
        yield from (field, review.grade(name, field.key))


def parts(situation, answers):
    """Return the parts of the form; IV where points of review were suggested."""
    answerable = Field("V", "", "Trách nhiệm của tập thể, cá nhân", ANSWERABLE_GUIDE)
    return (
        Part(tuple(result_fields()), review.RESULTS),
        Part(FAULT_FIELDS, review.FAULTS),
        review.remedy_part(f"{WHOSE} có liên quan"),
        *review.suggested_parts(situation, WHOSE),
        Part((answerable,), ANSWERABLE),
        Part((Field("VI", "", "Phương hướng, biện pháp"),), review.PLANS),
        Part((review.own_level("level", "Mức đề nghị"),), LEVEL),
    )


def check(situation, answers):
    """Answer what is missing: everything but part III where there was nothing to remedy."""
    fields = [field for part in parts(situation, answers) for field in part.fields]
    return review.check(fields, answers, (), situation.shortcomings)


FORM = Definition(
    code=Code.E01,
    guidance=hd21_2019.GUIDANCE.name,
    name="Báo cáo kiểm điểm tập thể",
    short="Báo cáo kiểm điểm",
    origin="In theo mẫu kèm văn bản.",
    parts=parts,
    check=check,
)
