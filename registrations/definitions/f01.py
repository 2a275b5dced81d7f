"""Form F01 (Mẫu 01/ĐKNG): an organization registers the nine items of neu-guong-2017, II.1.2.

The source names the form without attaching it: it is rebuilt from its content (NG-04).
"""

from evaluations.rules import neu_guong_2017
from registrations.definitions.base import Code, Definition, Field, Part, all_required

TITLE = (
    "BẢN ĐĂNG KÝ NÊU GƯƠNG HỌC TẬP VÀ LÀM THEO",
    "TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH NĂM {year}",
)
ITEMS = (
    (
        "Lãnh đạo, triển khai thực hiện Chỉ thị 05-CT/TW",
        "Lãnh đạo, triển khai thực hiện đầy đủ các nội dung chỉ đạo, hướng dẫn của cấp trên về "
        "thực hiện Chỉ thị 05-CT/TW hàng năm.",
    ),
    (
        "Học tập các chuyên đề",
        "Triển khai học tập đầy đủ và có chất lượng các chuyên đề hàng năm.",
    ),
    (
        "Quy chuẩn đạo đức",
        "Thường xuyên rà soát, xây dựng Quy chuẩn đạo đức đảm bảo ngắn gọn, phù hợp với nhiệm vụ "
        "của cơ quan, đơn vị, niêm yết tại trụ sở làm việc và tổ chức thực hiện có hiệu quả.",
    ),
    ("Chỉ tiêu, nhiệm vụ", "Thực hiện hoàn thành 100% chỉ tiêu, nhiệm vụ hàng năm."),
    (
        "Khắc phục hạn chế, khuyết điểm",
        "Khắc phục hạn chế, khuyết điểm tồn tại của năm trước, giải quyết tốt các vấn đề bức xúc "
        "tại cơ quan, đơn vị; không phát sinh vụ việc nổi cộm, gây bức xúc dư luận.",
    ),
    (
        "Quy chế nêu gương",
        "Thực hiện tốt Quy chế nêu gương của cán bộ, đảng viên, cán bộ chủ chốt các cấp.",
    ),
    (
        "Mô hình, gương điển hình và tuyên truyền",
        "Xây dựng, duy trì, nhân rộng các mô hình; biểu dương các gương điển hình học tập và làm "
        "theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; thực hiện tốt công tác tuyên truyền; tham "
        "gia các hội thi, hoạt động sáng tác, quảng bá tác phẩm văn học, nghệ thuật, báo chí chủ "
        "đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
    ),
    (
        "Kiểm tra, giám sát",
        "Thực hiện tốt công tác kiểm tra, giám sát chuyên đề về thực hiện Chỉ thị số 05-CT/TW, Quy "
        "định số 55-QĐ/TW, Quy định số 101-QĐ/TW và Quyết định số 272-QĐ/TU đối với tổ chức đảng "
        "và việc tu dưỡng, rèn luyện của cán bộ, đảng viên.",
    ),
    (
        "Chế độ báo cáo",
        "Thực hiện tốt chế độ báo cáo định kỳ, đột xuất đúng thời hạn, đạt chất lượng.",
    ),
)
FIELDS = tuple(
    Field(str(number), str(number), title, guide)
    for number, (title, guide) in enumerate(ITEMS, start=1)
)


def parts(situation, answers):
    """Return the nine items, each with the source's wording as the guide (NG-04)."""
    return (Part(FIELDS),)


def check(situation, answers):
    """Answer what is missing: all nine items are registered (NG-04)."""
    return all_required(FIELDS, answers)


FORM = Definition(
    code=Code.F01,
    guidance=neu_guong_2017.GUIDANCE.name,
    name="Bản đăng ký nêu gương của tổ chức đảng",
    short="Bản đăng ký (Mẫu 01)",
    origin="Văn bản nêu tên mẫu nhưng không kèm mẫu; chương trình dựng mẫu theo mục II.1.2.",
    parts=parts,
    check=check,
)
