"""Definition of form F05, the nine-section commitment: its wording, once.

The page to fill in, the page to read and the printed form read it. The wording is the
form's (Mẫu attached to the Hướng dẫn of 2022), with the scan's misreadings corrected.
What changes with a term or a year (the congresses, the year) is filled in by functions.
"""

from dataclasses import dataclass

from evaluations.rules import cam_ket_9
from registrations.definitions.base import Check, Code, Definition, Field, Part

UNKNOWN_YEAR = "20…"
DOTS = "……"

TITLE = (
    "BẢN CAM KẾT TU DƯỠNG, RÈN LUYỆN, PHẤN ĐẤU,",
    "ĐĂNG KÝ NÊU GƯƠNG NĂM {year}",
)

LEGAL_BASES = (
    "Thực hiện các Quy định về trách nhiệm nêu gương của cán bộ, đảng viên, nhất là cán bộ "
    "lãnh đạo chủ chốt các cấp; Nghị quyết số 04-NQ/TW ngày 30/10/2016 của Ban Chấp hành "
    "Trung ương Đảng khóa XII về tăng cường xây dựng, chỉnh đốn Đảng; ngăn chặn, đẩy lùi sự "
    "suy thoái về tư tưởng chính trị, đạo đức, lối sống, những biểu hiện “tự diễn biến”, “tự "
    "chuyển hóa” trong nội bộ; Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị về đẩy mạnh "
    "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; Kết luận số 01-KL/TW ngày "
    "18/5/2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW; Kết luận số 21-KL/TW "
    "ngày 25/10/2021 của Ban Chấp hành Trung ương Đảng khóa XIII về đẩy mạnh xây dựng, chỉnh "
    "đốn Đảng và hệ thống chính trị; kiên quyết ngăn chặn, đẩy lùi, xử lý nghiêm cán bộ, đảng "
    "viên suy thoái về tư tưởng chính trị, đạo đức, lối sống, biểu hiện “tự diễn biến”, “tự "
    "chuyển hóa”; Hướng dẫn của Ban Thường vụ Tỉnh ủy về thực hiện trách nhiệm nêu gương của "
    "cán bộ, đảng viên, nhất là cán bộ lãnh đạo chủ chốt các cấp;"
)

PROMISE = "tôi cam kết nghiêm túc thực hiện các nội dung chủ yếu như sau:"

FOOTNOTE = (
    "Mục này chỉ áp dụng đối với cá nhân là người đứng đầu cấp ủy, chính quyền, cơ quan, đơn "
    "vị. Các đồng chí đã xây dựng kế hoạch hành động sau khi học tập, quán triệt Nghị quyết "
    "Đại hội {party_congress} thì nội dung này là cam kết thực hiện kế hoạch hành động đã xây "
    "dựng."
)


@dataclass(frozen=True)
class Section:
    """One of the nine sections: its title pattern and the official guide text."""

    number: int
    title: str
    guide: str = ""
    heads_only: bool = False
    remedy: bool = False


SECTIONS: tuple[Section, ...] = (
    Section(
        1,
        "Về tư tưởng chính trị",
        "Tuyệt đối trung thành với Tổ quốc, với Nhân dân và Đảng Cộng sản Việt Nam. Luôn thể "
        "hiện sự kiên định chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh, đường lối đổi mới của "
        "Đảng, mục tiêu độc lập dân tộc và chủ nghĩa xã hội; đi đầu trong đấu tranh với những "
        "biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối sống, “tự diễn biến”, “tự "
        "chuyển hóa”; hết lòng, hết sức phụng sự Tổ quốc, phụng sự Nhân dân, vì lợi ích của "
        "Nhân dân, của quốc gia - dân tộc và mục tiêu lý tưởng cách mạng của Đảng; lấy ấm no, "
        "hạnh phúc và sự hài lòng của Nhân dân làm mục tiêu phấn đấu. Có lập trường tư tưởng "
        "vững vàng, quan điểm đúng đắn, chính kiến rõ ràng trước những vấn đề mới, khó, phức "
        "tạp, nhạy cảm, chủ động ngăn chặn, phản bác các thông tin xuyên tạc, sai trái, thù "
        "địch. Không suy thoái về tư tưởng chính trị, “tự diễn biến”, “tự chuyển hóa”.",
    ),
    Section(
        2,
        "Về đạo đức, lối sống, tác phong",
        "Đi đầu trong đấu tranh phòng, chống quan liêu, tham nhũng, tiêu cực, lãng phí; sẵn "
        "sàng nhận và chịu trách nhiệm khi tổ chức, cơ quan, đơn vị do mình phụ trách xảy ra "
        "tham nhũng, tiêu cực, lãng phí và quyết tâm sửa chữa, khắc phục. Kịp thời phát hiện "
        "sớm để ngăn chặn những biểu hiện có thể dẫn đến tham nhũng, tiêu cực; trung thực "
        "trong kê khai tài sản, thu nhập theo quy định. Không suy thoái về đạo đức, lối sống.",
    ),
    Section(
        3,
        "Về tự phê bình, phê bình",
        "Trong tự phê bình phải thực sự cầu thị, tự giác, trung thực; trong phê bình phải chân "
        "thành, công tâm; không hữu khuynh, né tránh, chạy theo thành tích; thấy đúng phải "
        "cương quyết bảo vệ, thấy sai phải quyết liệt đấu tranh, không tranh công, đổ lỗi. Khi "
        "có khuyết điểm phải nhận khuyết điểm và phải có kế hoạch sửa chữa, khắc phục.",
    ),
    Section(
        4,
        "Về quan hệ với Nhân dân",
        "Nêu cao ý thức phục vụ Nhân dân; làm việc với thái độ khách quan, công tâm, tập trung "
        "giải quyết những lợi ích chính đáng của Nhân dân; lắng nghe tâm tư, nguyện vọng của "
        "quần chúng, chủ động đối thoại với Nhân dân.",
    ),
    Section(
        5,
        "Về trách nhiệm trong công tác",
        "Nêu cao ý thức trách nhiệm, tận tụy với công việc; lãnh đạo, chỉ đạo đơn vị hoàn thành "
        "tốt nhiệm vụ được giao; tích cực học tập, nghiên cứu, tiếp thu và vận dụng có hiệu quả "
        "các tri thức khoa học, công nghệ hiện đại, các sáng kiến trong lao động, sản xuất, "
        "công tác. Chỉ đạo thực hiện hiệu quả việc cải cách thủ tục hành chính tại cơ quan, đơn "
        "vị. Đổi mới, sáng tạo, dám nghĩ, dám làm, dám đột phá, sẵn sàng đương đầu với khó "
        "khăn, thử thách, luôn nỗ lực hành động vì lợi ích chung; nói đi đôi với làm, đã nói "
        "thì phải làm, chống nói không nhất quán, nói nhiều làm ít.",
    ),
    Section(
        6,
        "Về ý thức tổ chức kỷ luật",
        "Thực hiện nghiêm nguyên tắc tập trung dân chủ; phát huy dân chủ đi đôi với giữ nghiêm "
        "kỷ luật trong tổ chức, cơ quan, đơn vị. Chỉ đạo việc rà soát, bổ sung, hoàn chỉnh nội "
        "quy, quy chế, quy trình làm việc của cơ quan, đơn vị và quán triệt thực hiện việc chấp "
        "hành kỷ luật, kỷ cương, sử dụng hiệu quả thời gian làm việc. Không vi phạm những điều "
        "đảng viên không được làm. Gương mẫu chấp hành nghị quyết, chỉ thị, quyết định, sự phân "
        "công, điều động của tổ chức; đi đầu thực hiện nền nếp chế độ sinh hoạt đảng và các nội "
        "quy, quy chế, quy định của tổ chức, cơ quan, đơn vị.",
    ),
    Section(
        7,
        "Về đoàn kết nội bộ",
        "Hết lòng chăm lo xây dựng và tăng cường đoàn kết nội bộ; quan tâm đến đời sống vật "
        "chất, tinh thần của cán bộ, công chức, viên chức, người lao động, quần chúng trong cơ "
        "quan, đơn vị; công tâm với cán bộ dưới quyền; hợp tác với đồng chí, đồng nghiệp để "
        "không ngừng tiến bộ. Chân thành giúp đỡ đồng chí, đồng nghiệp trong công tác và trong "
        "cuộc sống; bảo vệ uy tín, danh dự chính đáng của đồng chí, đồng nghiệp; không tranh "
        "công, đổ lỗi, né tránh, đùn đẩy trách nhiệm và khuyết điểm cho người khác.",
    ),
    Section(
        8,
        "Về khắc phục, sửa chữa những hạn chế, khuyết điểm thời gian qua và qua kiểm điểm, đánh "
        "giá chất lượng cán bộ, đảng viên cuối năm {previous_year} (nếu có)",
        "Nêu phương hướng, biện pháp khắc phục, sửa chữa những hạn chế, khuyết điểm qua kiểm "
        "điểm, đánh giá chất lượng cán bộ, đảng viên, công chức, viên chức cuối năm liền kề.",
        remedy=True,
    ),
    Section(
        9,
        "Về kế hoạch hành động thực hiện Nghị quyết Đại hội {party_congress} của Đảng, Nghị "
        "quyết Đại hội {provincial_congress} của Đảng bộ tỉnh",
        heads_only=True,
    ),
)


def title_lines(year=None):
    """Return the two lines of the form's title, with dots where the year is not known."""
    return tuple(line.format(year=year or UNKNOWN_YEAR) for line in TITLE)


def section_title(section, round_year=None, party_congress="", provincial_congress=""):
    """Return a section's title; 8 names the year before, 9 the congresses of the round."""
    return section.title.format(
        previous_year=round_year - 1 if round_year else UNKNOWN_YEAR,
        party_congress=party_congress,
        provincial_congress=provincial_congress,
    )


def footnote(party_congress):
    """Return footnote 1, which stands under section 9."""
    return FOOTNOTE.format(party_congress=party_congress)


def sections_for(head):
    """Return the sections that a person has; the ninth is for heads alone (CK-01)."""
    return tuple(section for section in SECTIONS if head or not section.heads_only)


def parts(situation, answers):
    """Return the sections as fields; the ninth for heads alone (CK-01)."""
    fields = tuple(
        Field(
            key=str(section.number),
            label=str(section.number),
            title=section_title(
                section,
                situation.year,
                situation.party_congress or DOTS,
                situation.provincial_congress or DOTS,
            ),
            guide=section.guide,
            remedy=section.remedy,
        )
        for section in sections_for(situation.head)
    )
    return (Part(fields),)


def check(situation, answers):
    """Answer what must be written and what is missing (CK-01)."""
    shown = {section.number for section in sections_for(situation.head)}
    found = cam_ket_9.sections(
        head=situation.head,
        shortcomings_recorded=bool(situation.shortcomings),
        filled={number for number in shown if answers.get(str(number), "").strip()},
    )
    return Check(frozenset(map(str, found.required)), tuple(map(str, found.missing)), {})


FORM = Definition(
    code=Code.F05,
    guidance=cam_ket_9.GUIDANCE.name,
    name="Bản cam kết tu dưỡng, rèn luyện, phấn đấu, đăng ký nêu gương",
    short="Bản cam kết",
    origin="In theo mẫu kèm văn bản.",
    parts=parts,
    check=check,
)
