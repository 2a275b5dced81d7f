"""F04, the booklet, on paper: compared with its source (LD-02 … LD-05)."""

import re
from dataclasses import replace

from registrations.definitions import Code, f04
from registrations.documents import html_of, one_pdf
from registrations.documents.paper import Quarter
from tests.documents.papers import F04, blank
from tests.documents.samples import body_of, pages_of, read, squeezed

LINE = "." * 133
COURSE = """
QUY TRÌNH ĐÁNH GIÁ
1. Đảng viên tự đánh giá mức độ thực hiện nội dung đăng ký
Mức độ Quý Hoàn thành tốt Hoàn thành Không hoàn thành Ghi chú
Quý 1 Quý 2 Quý 3 Quý 4
2. Tập thể Chi ủy đánh giá 6 tháng
(nơi không có chi ủy thì bí thư và phó bí thư nhận xét, đánh giá)
- Ưu điểm: - Khuyết điểm, hạn chế: T/M CHI ỦY BÍ THƯ
3. Đảng viên tự nhận xét, đánh giá cả năm
- Ưu điểm: - Khuyết điểm, hạn chế: Ký tên
4. Tập thể chi bộ bỏ phiếu xếp loại cả năm (kể cả chi bộ cơ sở)
Tổng số ĐV Số phiếu Hoàn thành tốt Hoàn thành Không hoàn thành Kết quả
Nhận xét chung: - Ưu điểm: - Khuyết điểm, hạn chế: T/M CHI BỘ BÍ THƯ
5. XÁC NHẬN CỦA ĐẢNG ỦY CƠ SỞ (NƠI CÓ ĐẢNG BỘ)
……, ngày …… tháng …… năm 20…… T/M ĐẢNG ỦY BÍ THƯ
CHUẨN MỰC ĐẠO ĐỨC
CÁN BỘ, ĐẢNG VIÊN KHỐI CÁC CƠ QUAN TỈNH
1. Trung thành với Tổ quốc Việt Nam xã hội chủ nghĩa, phấn đấu vì mục tiêu “dân giàu, nước
mạnh, dân chủ, công bằng, văn minh”; chấp hành nghiêm chỉnh mọi chủ trương, đường lối của
Đảng, chính sách, pháp luật của Nhà nước.
2. Nêu cao tinh thần trách nhiệm, yêu ngành, yêu nghề, năng động, sáng tạo, ra sức phấn đấu
hoàn thành tốt nhiệm vụ được giao.
3. Gần dân, hiểu dân, luôn tôn trọng, lắng nghe ý kiến của nhân dân, phục vụ nhân dân, bảo vệ
quyền và lợi ích hợp pháp của nhân dân.
4. Đoàn kết, chân tình, thẳng thắn, hợp tác, giúp nhau cùng tiến bộ.
5. Gương mẫu, “cần, kiệm, liêm, chính, chí công vô tư”.
"""


def course_of(paper):
    """Return what stands from the heading of the assessment on."""
    return "QUYTRÌNHĐÁNHGIÁ" + body_of(pages_of(one_pdf(paper))).partition("QUYTRÌNHĐÁNHGIÁ")[2]


def test_course_and_standards_read_as_the_source_has_them():
    paper = blank(Code.F04)
    on_page = f04.COURSE + re.sub(r"<[^>]+>", " ", html_of(paper)).partition(f04.COURSE)[2]

    printed = course_of(paper)

    # Lines of dots are printed after the words of a page: the order is that of the page.
    assert squeezed(on_page) == squeezed(COURSE)
    assert sorted(printed.replace(".", "")) == sorted(squeezed(COURSE).replace(".", ""))


def test_fixed_commitment_reads_as_the_source_has_it():
    """lam-dong-2017, I.1; the first letter of each promise is made a capital."""
    assert f04.COMMITMENT == (
        "Không vi phạm những biểu hiện suy thoái về chính trị tư tưởng, đạo đức lối sống, “tự "
        "diễn biến”, “tự chuyển hóa” theo Nghị quyết Trung ương 4 (khóa XII).",
        "Không vi phạm 19 điều đảng viên không được làm theo Quy định 47-QĐ/TW của Trung ương.",
        "Thực hiện nội dung nêu gương của cán bộ, đảng viên, người đứng đầu cấp ủy và cơ quan, "
        "đơn vị theo Quy định 101-QĐ/TW của Ban Bí thư, Quy định 55-QĐ/TW của Bộ Chính trị và "
        "Quy định số 11-QĐ/TU của Ban Thường vụ Tỉnh ủy gắn với khắc phục những hạn chế, khuyết "
        "điểm (nếu có).",
    )


def test_lines_to_write_on_are_as_many_as_in_the_source():
    pages = pages_of(one_pdf(blank(Code.F04)))

    # A label's own line is dotted too: 5 and 5; 5 and 5, 4 and 4; 6.
    assert [page.count(LINE) for page in pages[-3:]] == [10, 18, 6]


def test_cover_has_two_lines_of_the_organization_the_title_and_the_year():
    cover = pages_of(one_pdf(F04))[0]

    assert squeezed(cover).startswith(
        squeezed(
            "ĐẢNG BỘ TỈNH LÂM ĐỒNG ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH * BẢN CAM KẾT CỦA ĐẢNG VIÊN "
            "Thực hiện Nghị quyết Trung ương 4 (khóa XII) và đăng ký học tập, làm theo tư tưởng, "
            "đạo đức, phong cách Hồ Chí Minh NĂM 2026"
        )
    )


def test_commitment_and_registered_items_stand_in_four_columns():
    text = body_of(pages_of(one_pdf(F04)))

    for words in (
        "I. Nội dung cam kết",
        *(f"- {promise}" for promise in f04.COMMITMENT),
        "Hạn chế, khuyết điểm của bản thân cần khắc phục (nếu có) Còn chậm tham mưu.",
        "Đối tượng, phạm vi Công việc cụ thể Tinh thần, thái độ, phương pháp và cách thức thực "
        "hiện Thời gian và kết quả thực hiện",
        "Đối với công việc: Thẩm định hồ sơ Rút ngắn thời gian thẩm định. Mỗi tuần rà soát một "
        "lần. Xong trước 30/9, giảm 2 ngày một hồ sơ. Đối với chính bản thân: Bốn: Thẩm định",
    ):
        assert squeezed(words) in text


def test_quarters_are_crossed_under_their_level_with_the_note():
    text = course_of(F04)
    moved = replace(F04, quarters={1: Quarter("COMPLETED", "Xong 40 hồ sơ")})

    assert squeezed("Ghi chú Quý 1 X Xong 40 hồ sơ Quý 2 X Nghỉ ốm hai tháng Quý 3 Quý 4") in text
    assert column_of_cross(F04) < column_of_cross(moved)


def column_of_cross(paper):
    """Return how far from the left the first cross stands."""
    found = []

    def visit(text, _, matrix, font, size):
        if text.strip() == "X":
            found.append(matrix[4])

    for page in read(one_pdf(paper)).pages:
        page.extract_text(visitor_text=visit)
    return found[0]


def test_words_of_the_halves_stand_at_their_places_and_nowhere_else():
    text = course_of(F04)

    half, _, rest = text.partition("3.Đảngviêntựnhậnxét")
    general = rest.partition("Nhậnxétchung:")[2].partition("T/MCHIBỘ")[0]
    assert (
        squeezed(
            "- Ưu điểm: Chủ động trong sáu tháng đầu. Giúp đồng nghiệp mới. "
            "- Khuyết điểm, hạn chế: Còn chậm một hồ sơ. T/M CHI ỦY"
        )
        in half
    )
    assert general == squeezed(
        "- Ưu điểm: Cả năm hoàn thành tốt. - Khuyết điểm, hạn chế: Không có."
    )
    assert "Cảnămhoànthànhtốt" not in half


def test_only_the_first_head_cell_is_cut_from_corner_to_corner():
    html = html_of(F04)

    assert re.findall(r'<th class="diagonal">(.*?)</th>', html) == ["<p>Mức độ</p><p>Quý</p>"]


def test_a_row_longer_than_a_page_flows_on():
    text = "\n".join(f"Việc số {number}." for number in range(1, 121))

    body = body_of(pages_of(one_pdf(replace(F04, answers={**F04.answers, "1.work": text}))))

    assert all(f"Việcsố{number}." in body for number in (1, 60, 120))
