"""What forms 01, 02 and 03/ĐKNG ask for, word for word from the source (NG-04, NG-05, NG-13)."""

from registrations.definitions import FORMS, Manifestation, Situation, f01, f02

ITEMS = """
Lãnh đạo, triển khai thực hiện đầy đủ các nội dung chỉ đạo, hướng dẫn của cấp trên về thực hiện Chỉ thị 05-CT/TW hàng năm.
Triển khai học tập đầy đủ và có chất lượng các chuyên đề hàng năm.
Thường xuyên rà soát, xây dựng Quy chuẩn đạo đức đảm bảo ngắn gọn, phù hợp với nhiệm vụ của cơ quan, đơn vị, niêm yết tại trụ sở làm việc và tổ chức thực hiện có hiệu quả.
Thực hiện hoàn thành 100% chỉ tiêu, nhiệm vụ hàng năm.
Khắc phục hạn chế, khuyết điểm tồn tại của năm trước, giải quyết tốt các vấn đề bức xúc tại cơ quan, đơn vị; không phát sinh vụ việc nổi cộm, gây bức xúc dư luận.
Thực hiện tốt Quy chế nêu gương của cán bộ, đảng viên, cán bộ chủ chốt các cấp.
Xây dựng, duy trì, nhân rộng các mô hình; biểu dương các gương điển hình học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; thực hiện tốt công tác tuyên truyền; tham gia các hội thi, hoạt động sáng tác, quảng bá tác phẩm văn học, nghệ thuật, báo chí chủ đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.
Thực hiện tốt công tác kiểm tra, giám sát chuyên đề về thực hiện Chỉ thị số 05-CT/TW, Quy định số 55-QĐ/TW, Quy định số 101-QĐ/TW và Quyết định số 272-QĐ/TU đối với tổ chức đảng và việc tu dưỡng, rèn luyện của cán bộ, đảng viên.
Thực hiện tốt chế độ báo cáo định kỳ, đột xuất đúng thời hạn, đạt chất lượng.
""".strip().splitlines()  # noqa: E501  (II.1.2, an item a line)
SITUATION = Situation(
    year=2021,
    manifestations=tuple(
        Manifestation(f"{group}.{number}", f"Biểu hiện {group}.{number}")
        for group in ("I", "II", "III")
        for number in range(1, 10)
    ),
)


def missing(form, answers):
    return FORMS[form].check(SITUATION, answers).missing


def test_form_01_has_the_nine_items_of_the_source_in_its_order():
    assert [field.guide for field in f01.FIELDS] == ITEMS


def test_form_01_wants_all_nine_items():
    answers = {str(number): "Việc cụ thể" for number in range(1, 10)}

    assert missing("F01", answers) == ()
    assert missing("F01", answers | {"4": " ", "9": ""}) == ("4", "9")


def test_form_02_has_the_seven_criteria_with_deeds_and_their_assessment():
    fields = f02.criteria().fields

    assert [field.title for field in fields[::2]] == [
        "Về tư tưởng chính trị",
        "Về đạo đức, lối sống, tác phong",
        "Về tự phê bình, phê bình",
        "Về quan hệ với Nhân dân",
        "Về trách nhiệm trong công tác",
        "Về ý thức tổ chức kỷ luật",
        "Về đoàn kết nội bộ",
    ]
    assert [field.key for field in fields[1::2]] == [f"I.{number}.d" for number in range(1, 8)]


def test_form_02_has_nine_manifestations_and_a_self_check_in_each_of_three_groups():
    fields = f02.self_check(SITUATION).fields

    assert [field.key for field in fields if field.tick] == [
        f"II.{one.code}" for one in SITUATION.manifestations
    ]
    assert [place for place, field in enumerate(fields) if not field.tick] == [9, 19, 29]


def test_form_02_wants_everything_but_the_boxes():
    written = {f"I.{number}": "x" for number in range(1, 8)}
    written |= {f"I.{number}.d": "x" for number in range(1, 8)}
    written |= {f"II.{number}": "x" for number in range(1, 4)} | {"III": "x"}

    assert missing("F02", written) == ()
    assert set(missing("F02", {})) == written.keys()


def test_form_03_wants_what_is_registered_and_how_it_is_carried_out():
    assert missing("F03", {}) == ("I", "II")
    assert missing("F03", {"I": "x", "II": "x"}) == ()
