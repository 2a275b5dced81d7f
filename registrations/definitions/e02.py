"""Form E02, Mẫu 02 of hd-21-2019: a member's self-review at the year's end.

The wording is the annex's; the title is lost there and rebuilt. The guide texts are those of
A.3.2, which also names what leaders write beside (H21-06).
"""

from evaluations.rules import hd21_2019
from registrations.definitions import review
from registrations.definitions.base import Code, Definition, Field, Part

TITLE = ("BẢN TỰ KIỂM ĐIỂM CÁ NHÂN", "Năm {year}")
WHOSE = "cá nhân"
CONDUCT = (
    "1. Về tư tưởng chính trị; phẩm chất đạo đức, lối sống; ý thức tổ chức kỷ luật; tác phong, lề "
    "lối làm việc"
)
DUTIES = "2. Về thực hiện chức trách, nhiệm vụ được giao"
COMMITMENT = "3. Việc thực hiện cam kết tu dưỡng, rèn luyện, phấn đấu hằng năm"
ANSWERABLE = (
    "V. Làm rõ trách nhiệm của cá nhân đối với những hạn chế, khuyết điểm của tập thể (nếu có)"
)
LEVELS = "VII. Tự nhận mức xếp loại chất lượng"
CIVIL_LEVEL = "1. Xếp loại cán bộ, công chức, viên chức"
MEMBER_LEVEL = "2. Xếp loại đảng viên"
IN_CHARGE = "I.2.3"
OPTIONAL = ("union_post", "V")
UNION_POST = Field("union_post", "", "Chức vụ đoàn thể", "Để trống nếu không có.", rows=1)
CONDUCT_FIELDS = (
    Field(
        "I.1.1",
        "",
        "Về tư tưởng chính trị",
        "Trung thành với chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh và đường lối đổi mới của "
        "Đảng; chấp hành, tuyên truyền, vận động gia đình và nhân dân thực hiện chủ trương, đường "
        "lối của Đảng, chính sách, pháp luật của Nhà nước; việc học tập các nghị quyết, chỉ thị, "
        "tham gia các đợt sinh hoạt chính trị để nâng cao bản lĩnh chính trị, nhân sinh quan cách "
        "mạng.",
    ),
    Field(
        "I.1.2",
        "",
        "Về phẩm chất đạo đức, lối sống",
        "Kết quả học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; việc giữ gìn đạo "
        "đức, lối sống, phát huy tính tiền phong, gương mẫu của người đảng viên và quan hệ mật "
        "thiết với nhân dân; tinh thần cầu thị, lắng nghe, tiếp thu sửa chữa khuyết điểm và đấu "
        "tranh với các biểu hiện quan liêu, tham nhũng, lãng phí, tiêu cực; ý thức xây dựng địa "
        "phương, cơ quan, đơn vị và giữ gìn đoàn kết nội bộ.",
    ),
    Field(
        "I.1.3",
        "",
        "Về ý thức tổ chức kỷ luật",
        "Việc chấp hành sự phân công của tổ chức; thực hiện quy định về những điều đảng viên "
        "không được làm và các nội quy, quy chế của địa phương, cơ quan, đơn vị; các nguyên tắc, "
        "chế độ sinh hoạt đảng và đóng đảng phí theo quy định; trách nhiệm nêu gương của đảng "
        "viên; gương mẫu thực hiện nghĩa vụ công dân và thường xuyên giữ mối liên hệ với chi ủy, "
        "đảng ủy cơ sở nơi cư trú.",
    ),
    Field(
        "I.1.4",
        "",
        "Về tác phong, lề lối làm việc",
        "Năng động, sáng tạo, quyết liệt trong thực hiện nhiệm vụ; phương pháp làm việc khoa học, "
        "dân chủ, đúng nguyên tắc; tinh thần hợp tác, giúp đỡ đồng chí, đồng nghiệp.",
    ),
    Field(
        "I.1.5",
        "",
        "Việc đấu tranh phòng, chống những biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối "
        "sống, “tự diễn biến”, “tự chuyển hóa” của cá nhân",
        "Đối chiếu với 27 biểu hiện, cá nhân tự nhận diện.",
        nav="Phòng, chống biểu hiện suy thoái",
    ),
)
OFFICE = Field(
    "I.2.1",
    "",
    "Việc thực hiện chức trách, quyền hạn theo quy định (đảng, chính quyền, đoàn thể)",
    "Việc thực hiện nhiệm vụ đảng viên, quyền hạn và trách nhiệm đối với các chức vụ công tác "
    "(đảng, chính quyền, đoàn thể) theo quy định.",
    nav="Chức trách, quyền hạn",
)
TARGETS = "Kết quả thực hiện các chỉ tiêu, nhiệm vụ được giao trong năm"
TARGETS_GUIDE = (
    "Kết quả thực hiện các chỉ tiêu, nhiệm vụ được giao trong năm được lượng hóa bằng sản phẩm cụ "
    "thể."
)
CIVIL_GUIDE = (
    " Đảng viên là công chức, viên chức và những người khác hưởng lương từ ngân sách nhà nước cần "
    "đi sâu làm rõ về khối lượng, chất lượng, tiến độ, hiệu quả thực hiện nhiệm vụ được giao; tinh "
    "thần đổi mới, sáng tạo, tự chịu trách nhiệm; ý thức, thái độ phục vụ nhân dân."
)
RESPONSIBILITY = Field(
    IN_CHARGE,
    "",
    "Trách nhiệm cá nhân liên quan đến kết quả, hạn chế, khuyết điểm ở lĩnh vực, địa phương, tổ "
    "chức, cơ quan, đơn vị do mình phụ trách",
    nav="Trách nhiệm ở nơi phụ trách",
)
LEADERS = (
    Field(
        "I.2.4",
        "",
        "Kết quả lãnh đạo, quản lý, điều hành (cán bộ lãnh đạo, quản lý)",
        "Kết quả lãnh đạo, quản lý, điều hành, trách nhiệm của cá nhân trong tham gia cùng tập thể "
        "lãnh đạo và tổ chức thực hiện các nhiệm vụ chính trị và công tác tổ chức, cán bộ của địa "
        "phương, cơ quan, đơn vị; quan hệ, phối hợp với cấp ủy và tập thể lãnh đạo, quản lý; thái "
        "độ công tâm, khách quan; việc quy tụ, đoàn kết nội bộ và sự tín nhiệm của cán bộ, đảng "
        "viên, quần chúng.",
        nav="Lãnh đạo, quản lý, điều hành",
    ),
    Field(
        "I.2.5",
        "",
        "Ý thức đấu tranh phòng, chống quan liêu, tham nhũng; trách nhiệm nêu gương (cán bộ lãnh "
        "đạo, quản lý)",
        "Ý thức đấu tranh phòng, chống quan liêu, tham nhũng, lãng phí, cơ hội, vụ lợi. Việc kê "
        "khai tài sản, thu nhập theo quy định; quan tâm chăm lo đời sống vật chất, tinh thần cho "
        "cán bộ, đảng viên, người lao động. Trách nhiệm nêu gương theo quy định của Trung ương và "
        "cấp ủy các cấp.",
        nav="Phòng, chống tham nhũng; nêu gương",
    ),
)
FAULT_FIELDS = (
    Field("II.1", "", "Hạn chế, khuyết điểm (theo 03 nội dung nêu trên)"),
    Field("II.2", "", review.CAUSES),
)


def targets(civil_servant=False):
    """Return the field of the year's tasks; civil servants are told what to go into."""
    guide = TARGETS_GUIDE + (CIVIL_GUIDE if civil_servant else "")
    return Field("I.2.2", "", TARGETS, guide, nav="Chỉ tiêu, nhiệm vụ")


def duty_fields(situation):
    """Return what is written under I.2: leaders write two things more (A.3.2b)."""
    leaders = LEADERS if situation.head else ()
    return (OFFICE, targets(situation.civil_servant), RESPONSIBILITY, *leaders)


def parts(situation, answers):
    """Return the parts of the form; IV where points of review were suggested."""
    commitment = Field("I.3", "", "Việc thực hiện cam kết của năm")
    levels = (review.own_level("level", "Xếp loại đảng viên"),)
    if situation.civil_servant:
        civil = review.own_level("civil_level", "Xếp loại cán bộ, công chức, viên chức")
        levels = (civil, *levels)
    return (
        Part((UNION_POST,), "Thông tin ghi ở đầu bản"),
        Part((*CONDUCT_FIELDS, review.grade("conduct", "I.1")), f"I.{CONDUCT}"),
        Part((*duty_fields(situation), review.grade("duties", "I.2")), f"I.{DUTIES}"),
        Part((commitment,), f"I.{COMMITMENT}"),
        Part(FAULT_FIELDS, review.FAULTS),
        review.remedy_part(WHOSE),
        *review.suggested_parts(situation, WHOSE),
        Part((Field("V", "", "Trách nhiệm của cá nhân"),), ANSWERABLE),
        Part((Field("VI", "", "Phương hướng, biện pháp"),), review.PLANS),
        Part(levels, LEVELS),
    )


def check(situation, answers):
    """Answer what is missing; who is in charge of nothing leaves I.2.3 empty."""
    fields = [field for part in parts(situation, answers) for field in part.fields]
    optional = OPTIONAL if situation.head else (*OPTIONAL, IN_CHARGE)
    return review.check(fields, answers, optional, situation.shortcomings)


FORM = Definition(
    code=Code.E02,
    guidance=hd21_2019.GUIDANCE.name,
    name="Bản tự kiểm điểm cá nhân",
    short="Bản tự kiểm điểm",
    origin="In theo mẫu kèm văn bản; tên bản bị mất trong văn bản nên chương trình ghi lại.",
    parts=parts,
    check=check,
)
