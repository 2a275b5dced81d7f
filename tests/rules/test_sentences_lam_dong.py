"""Cam kết, đăng ký học tập, làm theo: every sentence of a member's level and of an item."""

from evaluations.rules.guidance import Terms
from evaluations.rules.lam_dong_2017 import (
    RELATIONS,
    RegisteredItem,
    member_level,
    registered_item,
)
from evaluations.rules.readings import Readings
from evaluations.rules.verdicts import LevelVerdict, Reason
from tests.rules.expected import used

EVERY_GROUND = ("BREACH", "RECURRING", "UNFINISHED", "NO_COMMITMENT")


def ld_06(text):
    return Reason("LD-06", "mục II.2 và II.3.4; phần 4 của phiếu đăng ký", text)


def test_member_level_by_ballot():
    answer = member_level(roll=9, ballots={"COMPLETED_WELL": 2, "COMPLETED": 3})

    assert answer == LevelVerdict(
        level="COMPLETED",
        reasons=(
            ld_06(
                "2/9 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 5 (trên 1/2): chưa đạt; 5/9 đảng viên trong danh sách công "
                "nhận mức “Hoàn thành nội dung cam kết và đăng ký”, cần ít nhất 5 (trên 1/2): đạt."
            ),
        ),
        settings=used("vote_count"),
    )


def test_member_level_completed_well():
    answer = member_level(roll=9, approvals={"COMPLETED_WELL": 5})

    assert answer == LevelVerdict(
        level="COMPLETED_WELL",
        reasons=(
            ld_06(
                "5/9 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 5 (trên 1/2): đạt."
            ),
        ),
        settings=used("vote_count"),
    )


def test_member_level_lowest_by_votes():
    answer = member_level(
        roll=9,
        ballots={"COMPLETED_WELL": 4, "NOT_COMPLETED": 5},
        terms=Terms(Readings(vote_count="SEPARATE")),
    )

    assert answer == LevelVerdict(
        level="NOT_COMPLETED",
        reasons=(
            ld_06(
                "4/9 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 5 (trên 1/2): chưa đạt; 0/9 đảng viên trong danh sách công "
                "nhận mức “Hoàn thành nội dung cam kết và đăng ký”, cần ít nhất 5 (trên 1/2): "
                "chưa đạt; 5/9 đảng viên trong danh sách công nhận mức “Không hoàn thành nội dung "
                "cam kết và đăng ký”, cần ít nhất 5 (trên 1/2): đạt."
            ),
        ),
        settings=used("vote_count=SEPARATE"),
    )


def test_member_level_without_a_majority():
    answer = member_level(roll=8, ballots={"COMPLETED": 4, "NOT_COMPLETED": 4})

    assert answer == LevelVerdict(
        level=None,
        unresolved="Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu.",
        reasons=(
            ld_06(
                "0/8 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 5 (trên 1/2): chưa đạt; 4/8 đảng viên trong danh sách công "
                "nhận mức “Hoàn thành nội dung cam kết và đăng ký”, cần ít nhất 5 (trên 1/2): "
                "chưa đạt; 4/8 đảng viên trong danh sách công nhận mức “Không hoàn thành nội dung "
                "cam kết và đăng ký”, cần ít nhất 5 (trên 1/2): chưa đạt."
            ),
        ),
        settings=used("vote_count"),
    )


def test_member_level_with_shortcomings_not_remedied():
    answer = member_level(roll=1, ballots={"COMPLETED_WELL": 1}, remedied="not_yet")

    assert answer == LevelVerdict(
        level=None,
        unresolved="Hội nghị xem xét việc khắc phục hạn chế, khuyết điểm rồi biểu quyết lại.",
        reasons=(
            ld_06(
                "1/1 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 1 (trên 1/2): đạt."
            ),
            ld_06("Chưa khắc phục hạn chế, khuyết điểm cũ: không mức nào đủ điều kiện."),
        ),
        settings=used("vote_count"),
    )


def test_member_level_with_shortcomings_not_remedied_and_new_ones():
    answer = member_level(
        roll=1, ballots={"COMPLETED_WELL": 1}, remedied="not_yet", new_faults=True
    )

    assert answer == LevelVerdict(
        level="NOT_COMPLETED",
        reasons=(
            ld_06(
                "1/1 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 1 (trên 1/2): đạt."
            ),
            ld_06(
                "Mức “Không hoàn thành nội dung cam kết và đăng ký” vì: không khắc phục được hạn "
                "chế, khuyết điểm cũ mà còn phát sinh hạn chế, khuyết điểm mới."
            ),
        ),
        settings=used("vote_count"),
    )


def test_member_level_with_shortcomings_basically_remedied():
    answer = member_level(roll=1, ballots={"COMPLETED_WELL": 1}, remedied="basically")

    assert answer == LevelVerdict(
        level="COMPLETED",
        reasons=(
            ld_06(
                "1/1 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 1 (trên 1/2): đạt."
            ),
            ld_06(
                "Hạn chế, khuyết điểm chỉ được khắc phục cơ bản: cao nhất là mức “Hoàn thành nội "
                "dung cam kết và đăng ký”."
            ),
        ),
        settings=used("vote_count"),
    )


def test_member_level_with_new_shortcomings():
    answer = member_level(roll=1, ballots={"COMPLETED_WELL": 1}, new_faults=True)

    assert answer == LevelVerdict(
        level="COMPLETED",
        reasons=(
            ld_06(
                "1/1 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 1 (trên 1/2): đạt."
            ),
            ld_06(
                "Có hạn chế, khuyết điểm mới: cao nhất là mức “Hoàn thành nội dung cam kết và "
                "đăng ký”."
            ),
        ),
        settings=used("vote_count"),
    )


def test_member_level_that_basic_remedy_does_not_lower():
    answer = member_level(roll=1, ballots={"COMPLETED": 1}, remedied="basically")

    assert answer == LevelVerdict(
        level="COMPLETED",
        reasons=(
            ld_06(
                "0/1 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 1 (trên 1/2): chưa đạt; 1/1 đảng viên trong danh sách công "
                "nhận mức “Hoàn thành nội dung cam kết và đăng ký”, cần ít nhất 1 (trên 1/2): đạt."
            ),
        ),
        settings=used("vote_count"),
    )


def test_member_level_on_every_ground():
    answer = member_level(roll=1, approvals={"COMPLETED_WELL": 1}, grounds=EVERY_GROUND)

    assert answer == LevelVerdict(
        level="NOT_COMPLETED",
        reasons=(
            ld_06(
                "1/1 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nội dung cam kết và "
                "đăng ký”, cần ít nhất 1 (trên 1/2): đạt."
            ),
            ld_06(
                "Mức “Không hoàn thành nội dung cam kết và đăng ký” vì: không cam kết, đăng ký, "
                "hoặc có cam kết nhưng không thực hiện."
            ),
            ld_06(
                "Mức “Không hoàn thành nội dung cam kết và đăng ký” vì: không hoàn thành đầy đủ "
                "nội dung đã cam kết, đăng ký, không phải do nguyên nhân khách quan."
            ),
            ld_06(
                "Mức “Không hoàn thành nội dung cam kết và đăng ký” vì: không khắc phục được hạn "
                "chế, khuyết điểm cũ mà còn phát sinh hạn chế, khuyết điểm mới."
            ),
            ld_06(
                "Mức “Không hoàn thành nội dung cam kết và đăng ký” vì: vi phạm quy định của "
                "Đảng, pháp luật của Nhà nước, nội quy, quy chế hoặc vi phạm khác."
            ),
        ),
        settings=used("vote_count"),
    )


def ld_03(text):
    return (Reason("LD-03", "mục I.2.2 và I.2.3", text),)


def test_registered_item_with_all_its_parts():
    answer = registered_item(
        relation="WORK",
        scope="Tiếp nhận hồ sơ",
        work="Rà soát thủ tục",
        manner="Chủ động, cầu thị",
        result="Rút ngắn 2 ngày",
    )

    assert answer == RegisteredItem(
        missing=(), warnings=(), reasons=ld_03("Nội dung đăng ký đủ các phần.")
    )


def test_registered_item_of_which_nothing_is_written():
    answer = registered_item(relation="", scope=" ", work="", manner="\n", result="")

    assert answer == RegisteredItem(
        missing=("relation", "scope", "work", "manner", "result"),
        warnings=(),
        reasons=ld_03(
            "Nội dung đăng ký còn thiếu: mối quan hệ; đối tượng, phạm vi cụ thể; công việc cụ "
            "thể; tinh thần, thái độ, phương pháp và cách thức thực hiện; thời gian và kết quả "
            "thực hiện."
        ),
    )


def test_registered_item_that_is_vague_and_incomplete():
    answer = registered_item(
        relation="SELF",
        scope="Bản thân",
        work="Không đi muộn, về sớm",
        manner="Nghiêm túc",
        vague_phrases=("chấp hành nội quy", "không đi muộn về sớm"),
    )

    assert answer == RegisteredItem(
        missing=("result",),
        warnings=(
            "“không đi muộn về sớm” là việc hằng ngày hoặc khó đo được, nên nêu việc cụ thể hơn.",
            "Chưa có con số hay thời gian, nên ghi mức độ, tỷ lệ hoặc khi nào xong.",
        ),
        reasons=ld_03("Nội dung đăng ký còn thiếu: thời gian và kết quả thực hiện."),
    )


def warnings_on(result):
    return registered_item(
        relation="WORK", scope="Hồ sơ", work="Rà soát", manner="Chủ động", result=result
    ).warnings


def test_registered_item_is_measured_by_a_number_in_words():
    numbers = ("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "chục", "trăm")

    assert [number for number in numbers if warnings_on(f"Xong {number} hồ sơ")] == []
    assert len(warnings_on("Xong một số hồ sơ")) == 1


def test_registered_item_is_measured_by_a_time_in_words():
    which = ("hằng", "hàng", "mỗi", "từng", "trong", "đầu", "giữa", "cuối", "hết", "trước")
    units = ("ngày", "tuần", "tháng", "quý", "năm")
    times = [f"{one} {unit}" for one in which for unit in units]
    times += ["quý I", "Quý II", "quý III", "quý IV"]

    assert [time for time in times if warnings_on(f"Xong {time}")] == []
    assert len(warnings_on("Xong quý báu")) == 1


def test_relations_are_the_four_of_the_document():
    assert RELATIONS == {
        "ORGANIZATION": "Đối với tổ chức",
        "WORK": "Đối với công việc",
        "OTHERS": "Đối với người khác",
        "SELF": "Đối với chính bản thân",
    }
