"""Form F04, the Lâm Đồng booklet: a fixed commitment and a table of registered items.

The source stores the cover and the evaluation parts; person, fixed commitment and table are
rebuilt from its content (LD-02, LD-03).
"""

from evaluations.rules import lam_dong_2017
from registrations.definitions.base import Check, Code, Definition, Field, Part

TITLE = (
    "BẢN CAM KẾT CỦA ĐẢNG VIÊN",
    "Thực hiện Nghị quyết Trung ương 4 (khóa XII)",
    "và đăng ký học tập, làm theo tư tưởng, đạo đức,",
    "phong cách Hồ Chí Minh",
)
COMMITMENT = (
    "Không vi phạm những biểu hiện suy thoái về chính trị tư tưởng, đạo đức lối sống, “tự diễn "
    "biến”, “tự chuyển hóa” theo Nghị quyết Trung ương 4 (khóa XII).",
    "Không vi phạm 19 điều đảng viên không được làm theo Quy định 47-QĐ/TW của Trung ương.",
    "Thực hiện nội dung nêu gương của cán bộ, đảng viên, người đứng đầu cấp ủy và cơ quan, đơn vị "
    "theo Quy định 101-QĐ/TW của Ban Bí thư, Quy định 55-QĐ/TW của Bộ Chính trị và Quy định số "
    "11-QĐ/TU của Ban Thường vụ Tỉnh ủy gắn với khắc phục những hạn chế, khuyết điểm (nếu có).",
)
SHORTCOMINGS = Field(
    "khac-phuc",
    "",
    "Hạn chế, khuyết điểm của bản thân cần khắc phục (nếu có)",
    "Ghi những hạn chế, khuyết điểm đã được chỉ ra và cách khắc phục.",
    rows=3,
    remedy=True,
)
MOST_ITEMS = 20
WARNED = "work"  # the part beside which an item's gentle words stand
COVER = ("ĐẢNG BỘ TỈNH LÂM ĐỒNG", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH")
COURSE = "QUY TRÌNH ĐÁNH GIÁ"
STEPS = (
    "1. Đảng viên tự đánh giá mức độ thực hiện nội dung đăng ký",
    "2. Tập thể Chi ủy đánh giá 6 tháng",
    "3. Đảng viên tự nhận xét, đánh giá cả năm",
    "4. Tập thể chi bộ bỏ phiếu xếp loại cả năm (kể cả chi bộ cơ sở)",
    "5. XÁC NHẬN CỦA ĐẢNG ỦY CƠ SỞ (NƠI CÓ ĐẢNG BỘ)",
)
MARKS = {
    "COMPLETED_WELL": "Hoàn thành tốt",
    "COMPLETED": "Hoàn thành",
    "NOT_COMPLETED": "Không hoàn thành",
}
WITHOUT_COMMITTEE = "(nơi không có chi ủy thì bí thư và phó bí thư nhận xét, đánh giá)"
BALLOT = ("Tổng số ĐV", "Số phiếu", *MARKS.values(), "Kết quả")
STANDARDS_TITLE = ("CHUẨN MỰC ĐẠO ĐỨC", "CÁN BỘ, ĐẢNG VIÊN KHỐI CÁC CƠ QUAN TỈNH")
STANDARDS = (
    "1. Trung thành với Tổ quốc Việt Nam xã hội chủ nghĩa, phấn đấu vì mục tiêu “dân giàu, nước "
    "mạnh, dân chủ, công bằng, văn minh”; chấp hành nghiêm chỉnh mọi chủ trương, đường lối của "
    "Đảng, chính sách, pháp luật của Nhà nước.",
    "2. Nêu cao tinh thần trách nhiệm, yêu ngành, yêu nghề, năng động, sáng tạo, ra sức phấn đấu "
    "hoàn thành tốt nhiệm vụ được giao.",
    "3. Gần dân, hiểu dân, luôn tôn trọng, lắng nghe ý kiến của nhân dân, phục vụ nhân dân, bảo vệ "
    "quyền và lợi ích hợp pháp của nhân dân.",
    "4. Đoàn kết, chân tình, thẳng thắn, hợp tác, giúp nhau cùng tiến bộ.",
    "5. Gương mẫu, “cần, kiệm, liêm, chính, chí công vô tư”.",
)
PARTS = {
    "relation": ("Đối tượng, phạm vi: mối quan hệ", "Chọn một trong bốn mối quan hệ chính."),
    "scope": ("Đối tượng cụ thể", "Ghi rõ tổ chức, công việc, người hoặc mặt nào của bản thân."),
    "work": ("Công việc cụ thể", "Sẽ làm việc gì?"),
    "manner": (
        "Tinh thần, thái độ, phương pháp và cách thức thực hiện",
        "Thể hiện rõ tinh thần, thái độ, trách nhiệm, hành vi cụ thể.",
    ),
    "result": (
        "Thời gian và kết quả thực hiện",
        "Ở mức độ nào, khối lượng, tỷ lệ cụ thể, xong khi nào?",
    ),
}


def choices_by_key():
    """Return {key: what it offers to choose from, if anything} of all fields of the form."""
    items = {
        key_of(number, part): choices_of(part)
        for number in range(1, MOST_ITEMS + 1)
        for part in PARTS
    }
    return {SHORTCOMINGS.key: ()} | items


def choices_of(part):
    """Return (value, name) of what a part of an item offers, nothing where it is text."""
    return tuple(lam_dong_2017.RELATIONS.items()) if part == "relation" else ()


def key_of(number, part):
    """Return the key of one part of a registered item."""
    return f"{number}.{part}"


def item_numbers(answers):
    """Return the numbers of the items with anything written, in order."""
    heads = {key.partition(".")[0] for key, text in answers.items() if text.strip()}
    return sorted(int(head) for head in heads if head.isdecimal())


def item(number, answers):
    """Return {part: text} of one registered item."""
    return {part: answers.get(key_of(number, part), "").strip() for part in PARTS}


def item_part(number, place):
    """Return the fields of one registered item, which stands at a place among the others."""
    fields = tuple(
        Field(
            key_of(number, part),
            f"{place}.{row}",
            title,
            guide,
            rows=2,
            choices=choices_of(part),
        )
        for row, (part, (title, guide)) in enumerate(PARTS.items(), 1)
    )
    return Part(fields, f"Nội dung đăng ký {place}", key=str(number))


def parts(situation, answers):
    """Return the shortcomings and the items written; one more where it is asked for (LD-03).

    Where nothing is written yet the first item is there to write.
    """
    numbers = item_numbers(answers)
    if situation.more or not numbers:
        numbers = sorted(numbers + free_numbers(numbers)[:1])
    commitment = Part((SHORTCOMINGS,), "I. Nội dung cam kết", "\n\n".join(COMMITMENT))
    return (commitment, *(item_part(number, place) for place, number in enumerate(numbers, 1)))


def free_numbers(numbers):
    """Return the numbers that a further item may take, best first: after the others."""
    last = max(numbers, default=0)
    return [*range(last + 1, MOST_ITEMS + 1), *sorted(set(range(1, last)) - set(numbers))]


def check(situation, answers):
    """Answer what is missing: of each item all four parts, of at least one item (LD-03)."""
    required, missing, warnings = set(), [], {}
    for number in item_numbers(answers) or [1]:
        found = lam_dong_2017.registered_item(
            **item(number, answers), vague_phrases=situation.vague_phrases
        )
        required |= {key_of(number, part) for part in PARTS}
        missing += [key_of(number, part) for part in found.missing]
        if found.warnings:
            warnings[key_of(number, WARNED)] = found.warnings
    return Check(frozenset(required), tuple(missing), warnings)


FORM = Definition(
    code=Code.F04,
    guidance=lam_dong_2017.GUIDANCE.name,
    name="Bản cam kết của đảng viên thực hiện Nghị quyết Trung ương 4 và đăng ký học tập, làm theo",
    short="Bản cam kết",
    origin="Bìa, quy trình đánh giá và chuẩn mực đạo đức in theo mẫu kèm văn bản; phần cam kết và "
    "bảng nội dung đăng ký do chương trình dựng theo mục I.",
    parts=parts,
    check=check,
)
