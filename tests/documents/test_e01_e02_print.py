"""The printed reviews of the year's end: what the annex of hd-21-2019 lays down, in its order."""

import re
from dataclasses import replace

import pytest

from registrations.definitions import Code
from registrations.documents import html_of, one_pdf
from tests.documents.papers import E01, E02, OF_LEADER, all_answers, blank
from tests.documents.samples import body_of, pages_of, squeezed

GRADE = "Tự đánh giá về cấp độ thực hiện:"
HEADINGS = (
    "I. Ưu điểm, kết quả đạt được",
    "II. Hạn chế, khuyết điểm và nguyên nhân",
    "III. Kết quả khắc phục những hạn chế, khuyết điểm đã được cấp có thẩm quyền kết luận hoặc "
    "được chỉ ra ở các kỳ kiểm điểm trước",
    "IV. Giải trình những vấn đề được gợi ý kiểm điểm (nếu có)",
)
E02_ORDER = (
    "BẢN TỰ KIỂM ĐIỂM CÁ NHÂN",
    "Năm 2026",
    "Họ và tên:",
    "Ngày sinh:",
    "Chức vụ Đảng:",
    "Chức vụ chính quyền:",
    "Chức vụ đoàn thể:",
    "Đơn vị công tác:",
    "Chi bộ:",
    HEADINGS[0],
    "1. Về tư tưởng chính trị; phẩm chất đạo đức, lối sống; ý thức tổ chức kỷ luật; tác phong, lề "
    "lối làm việc:",
    "- Về tư tưởng chính trị.",
    "- Về phẩm chất đạo đức, lối sống.",
    "- Về ý thức tổ chức kỷ luật.",
    "- Về tác phong, lề lối làm việc.",
    "- Việc đấu tranh phòng, chống những biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối "
    "sống, “tự diễn biến”, “tự chuyển hóa” của cá nhân. (Đối chiếu với 27 biểu hiện, cá nhân tự "
    "nhận diện)",
    GRADE,
    "2. Về thực hiện chức trách, nhiệm vụ được giao",
    "- Việc thực hiện chức trách, quyền hạn theo quy định (đảng, chính quyền, đoàn thể).",
    "- Kết quả thực hiện các chỉ tiêu, nhiệm vụ được giao trong năm.",
    "- Trách nhiệm cá nhân liên quan đến kết quả, hạn chế, khuyết điểm ở lĩnh vực, địa phương, tổ "
    "chức, cơ quan, đơn vị do mình phụ trách.",
    GRADE,
    "3. Việc thực hiện cam kết tu dưỡng, rèn luyện, phấn đấu hằng năm",
    HEADINGS[1],
    "1. Hạn chế, khuyết điểm (theo 03 nội dung nêu trên).",
    "2. Nguyên nhân của hạn chế, khuyết điểm.",
    HEADINGS[2],
    GRADE,
    HEADINGS[3],
    "V. Làm rõ trách nhiệm của cá nhân đối với những hạn chế, khuyết điểm của tập thể (nếu có)",
    "VI. Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm",
    "VII. Tự nhận mức xếp loại chất lượng",
    "1. Xếp loại cán bộ, công chức, viên chức:",
    "2. Xếp loại đảng viên:",
    "NGƯỜI TỰ KIỂM ĐIỂM",
    "(Ký, ghi rõ họ tên)",
    "Đánh giá, xếp loại chất lượng cán bộ, công chức, viên chức",
    "- Nhận xét, đánh giá của người quản lý, sử dụng cán bộ, công chức, viên chức:",
    "- Mức xếp loại chất lượng công chức, viên chức:",
    "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
    "Đánh giá, xếp loại chất lượng đảng viên",
    "- Nhận xét, đánh giá của chi ủy:",
    "- Chi bộ đề xuất xếp loại mức chất lượng:",
    "T/M CHI ỦY (CHI BỘ)",
    "- Đảng ủy, chi ủy cơ sở xếp loại mức chất lượng:",
    "T/M ĐẢNG ỦY (CHI ỦY)",
)
E01_ORDER = (
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "Năm 2026",
    "Căn cứ kết quả lãnh đạo, chỉ đạo thực hiện nhiệm vụ chính trị tại địa phương (cơ quan, đơn "
    "vị); tập thể",
    "kiểm điểm với các nội dung chủ yếu sau:",
    HEADINGS[0],
    "1. Việc quán triệt, tổ chức thực hiện",
    "các chương trình, kế hoạch công tác của tập thể.",
    GRADE,
    "2. Công tác lãnh đạo, chỉ đạo các mặt công tác",
    GRADE,
    "3. Việc thực hiện nguyên tắc tập trung dân chủ và các quy định, quy chế làm việc.",
    GRADE,
    "4. Việc đấu tranh ngăn chặn, đẩy lùi những biểu hiện suy thoái",
    GRADE,
    "5. Kết quả lãnh đạo, chỉ đạo, thực hiện công tác kiểm tra, giám sát, kỷ luật đảng và thi đua, "
    "khen thưởng.",
    GRADE,
    HEADINGS[1],
    "- Hạn chế, khuyết điểm (theo 05 nội dung nêu trên).",
    "- Nguyên nhân của hạn chế, khuyết điểm.",
    HEADINGS[2],
    "trách nhiệm của tập thể, cá nhân có liên quan).",
    GRADE,
    HEADINGS[3],
    "V. Trách nhiệm của tập thể, cá nhân",
    "đối với tập thể, cá nhân...)",
    "VI. Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm",
    "VII. Đề nghị xếp loại mức chất lượng:",
    "Nơi nhận:",
)


def words_of(paper):
    """Return the words of a page in the order in which they are written, squeezed."""
    return squeezed(re.sub(r"<[^>]+>", " ", html_of(paper)))


def in_order(text, wanted):
    """Return the first of the words that does not follow in the text, or None."""
    place = 0
    for words in wanted:
        place = text.find(squeezed(words), place)
        if place < 0:
            return words
    return None


@pytest.mark.parametrize("paper", [blank(Code.E02), E02], ids=["blank", "filled"])
def test_self_review_follows_the_annex(paper):
    text = words_of(paper)

    assert in_order(text, E02_ORDER) is None
    assert not re.search(r"Số ?…", text)
    assert "Nơinhận" not in text


@pytest.mark.parametrize("paper", [blank(Code.E01), E01], ids=["blank", "filled"])
def test_report_follows_the_annex(paper):
    text = words_of(paper)

    assert in_order(text, E01_ORDER) is None
    assert squeezed("T/M TẬP THỂ LÃNH ĐẠO, QUẢN LÝ") in text
    assert "Số……" in text


def test_report_names_who_reports_to_whom_and_who_signs():
    text = body_of(pages_of(one_pdf(E01)))

    assert squeezed("tập thể Đảng ủy Sở Xây dựng kiểm điểm") in text
    assert squeezed("- Đảng ủy Khối các cơ quan tỉnh (để báo cáo),") in text
    assert squeezed("Võ Minh Tú") in text


def test_every_answer_is_printed():
    for paper in (E01, E02):
        text = body_of(pages_of(one_pdf(paper)))
        choices = {
            value
            for field in paper.definition.fields(OF_LEADER, {})
            if field.choices
            for value, _ in field.choices
        }
        written = [one for one in paper.answers.values() if one not in choices]

        assert [one for one in written if squeezed(one) not in text] == []


@pytest.mark.parametrize(
    ("paper", "boxes", "crossed"),
    [
        (blank(Code.E01), 28, 0),
        (E01, 28, 7),
        (blank(Code.E02), 20, 0),
        (E02, 20, 5),
    ],
    ids=["E01 blank", "E01", "E02 blank", "E02"],
)
def test_boxes_are_drawn_and_what_was_chosen_is_crossed(paper, boxes, crossed):
    page = html_of(paper)

    assert page.count('class="box"') == boxes
    assert page.count("box-crossed.svg") == crossed


def test_nothing_to_remedy_is_said_and_no_box_is_crossed():
    answers = E02.answers | {"III": "", "grade_remedy": "NONE"}
    paper = replace(E02, answers=answers)

    assert "Không có hạn chế, khuyết điểm phải khắc phục." in html_of(paper)
    assert html_of(paper).count("box-crossed.svg") == 4


def test_leaders_alone_have_the_further_content():
    situation = replace(OF_LEADER, head=False)
    plain = replace(E02, situation=situation, answers=all_answers(Code.E02, situation))

    further = "cơ hội, vụ lợi. Việc kê khai tài sản, thu nhập theo quy định"
    assert further in html_of(E02)
    assert further not in html_of(plain)
