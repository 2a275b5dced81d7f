"""Hướng dẫn nêu gương, đảng viên: every sentence word for word, in whole verdicts."""

from datetime import date

from evaluations.rules.guidance import Adoption, Terms
from evaluations.rules.neu_guong_2017 import member_level
from evaluations.rules.readings import Readings
from evaluations.rules.verdicts import LevelVerdict, Reason
from tests.rules.expected import used

ADOPTED = Terms(
    adoption=Adoption(
        number="Công văn số 12-CV/ĐU",
        signed_on=date(2021, 12, 3),
        signed_by="Ban Thường vụ Đảng ủy khối",
        first_year=2022,
        last_year=2023,
    )
)
EVERY_GROUND = ("DEGENERATION", "BREACH", "QD55", "RECURRING", "UNFINISHED")


def ng_09(text):
    return Reason("NG-09", "mục IV.2.1", text)


def ng_10(text):
    return Reason("NG-10", "mục IV.2.1", text)


def ng_11(text):
    return Reason("NG-11", "mục IV.2.1, mức “Không gương mẫu”", text)


def test_member_level_one_vote_below_two_thirds():
    answer = member_level(roll=30, ballots={"OUTSTANDING": 19, "GOOD": 6, "PIONEERING": 3})

    assert answer == LevelVerdict(
        level="GOOD",
        reasons=(
            ng_09(
                "19/30 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần "
                "ít nhất 20 (từ 2/3 trở lên): chưa đạt; 25/30 người trong danh sách công nhận mức "
                "“Tấm gương tốt”, cần ít nhất 20 (từ 2/3 trở lên): đạt."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_voted_level_by_level():
    answer = member_level(roll=30, approvals={"PIONEERING": 30, "OUTSTANDING": 20})

    assert answer == LevelVerdict(
        level="OUTSTANDING",
        reasons=(
            ng_09(
                "20/30 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần "
                "ít nhất 20 (từ 2/3 trở lên): đạt."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_of_those_present():
    answer = member_level(
        roll=3, approvals={"GOOD": 2}, terms=Terms(Readings(share_base="PRESENT"))
    )

    assert answer == LevelVerdict(
        level="GOOD",
        reasons=(
            ng_09(
                "2/3 người dự họp công nhận mức “Tấm gương tốt”, cần ít nhất 2 (từ 2/3 trở lên): "
                "đạt."
            ),
        ),
        settings=used("share_base=PRESENT", "vote_count"),
    )


def test_member_level_counted_separately():
    answer = member_level(
        roll=3,
        ballots={"OUTSTANDING": 1, "PIONEERING": 2},
        terms=Terms(Readings(vote_count="SEPARATE")),
    )

    assert answer == LevelVerdict(
        level="PIONEERING",
        reasons=(
            ng_09(
                "1/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): chưa đạt; 0/3 người trong danh sách công nhận mức “Tấm "
                "gương tốt”, cần ít nhất 2 (từ 2/3 trở lên): chưa đạt; 2/3 người trong danh sách "
                "công nhận mức “Thể hiện được tính tiền phong, gương mẫu”, cần ít nhất 2 (trên "
                "1/2): đạt."
            ),
        ),
        settings=used("share_base", "vote_count=SEPARATE"),
    )


def test_member_level_lowest_by_votes():
    answer = member_level(roll=30, ballots={"OUTSTANDING": 14, "NOT_EXEMPLARY": 16})

    assert answer == LevelVerdict(
        level="NOT_EXEMPLARY",
        reasons=(
            ng_09(
                "14/30 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần "
                "ít nhất 20 (từ 2/3 trở lên): chưa đạt; 14/30 người trong danh sách công nhận mức "
                "“Tấm gương tốt”, cần ít nhất 20 (từ 2/3 trở lên): chưa đạt; 14/30 người trong "
                "danh sách công nhận mức “Thể hiện được tính tiền phong, gương mẫu”, cần ít nhất "
                "16 (trên 1/2): chưa đạt; 16/30 người trong danh sách công nhận mức “Không gương "
                "mẫu”, cần ít nhất 16 (trên 1/2): đạt."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_without_any_share_reached():
    answer = member_level(roll=30, ballots={"OUTSTANDING": 15, "NOT_EXEMPLARY": 15})

    assert answer == LevelVerdict(
        level=None,
        unresolved="Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu.",
        reasons=(
            ng_09(
                "15/30 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần "
                "ít nhất 20 (từ 2/3 trở lên): chưa đạt; 15/30 người trong danh sách công nhận mức "
                "“Tấm gương tốt”, cần ít nhất 20 (từ 2/3 trở lên): chưa đạt; 15/30 người trong "
                "danh sách công nhận mức “Thể hiện được tính tiền phong, gương mẫu”, cần ít nhất "
                "16 (trên 1/2): chưa đạt; 15/30 người trong danh sách công nhận mức “Không gương "
                "mẫu”, cần ít nhất 16 (trên 1/2): chưa đạt."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_with_shortcomings_not_remedied():
    answer = member_level(roll=3, ballots={"OUTSTANDING": 3}, remedied="not_yet")

    assert answer == LevelVerdict(
        level=None,
        unresolved="Hội nghị xem xét việc khắc phục hạn chế, khuyết điểm rồi biểu quyết lại.",
        reasons=(
            ng_09(
                "3/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): đạt."
            ),
            ng_10("Chưa khắc phục hạn chế, khuyết điểm cũ: không mức nào đủ điều kiện."),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_with_shortcomings_not_remedied_and_no_share_reached():
    answer = member_level(roll=3, approvals={"GOOD": 1}, remedied="not_yet")

    assert answer == LevelVerdict(
        level=None,
        unresolved="Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu.",
        reasons=(
            ng_09(
                "1/3 người trong danh sách công nhận mức “Tấm gương tốt”, cần ít nhất 2 (từ 2/3 "
                "trở lên): chưa đạt."
            ),
            ng_10("Chưa khắc phục hạn chế, khuyết điểm cũ: không mức nào đủ điều kiện."),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_with_shortcomings_not_remedied_and_new_ones():
    answer = member_level(roll=3, ballots={"GOOD": 3}, remedied="not_yet", new_faults=True)

    assert answer == LevelVerdict(
        level="NOT_EXEMPLARY",
        reasons=(
            ng_09(
                "0/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): chưa đạt; 3/3 người trong danh sách công nhận mức “Tấm "
                "gương tốt”, cần ít nhất 2 (từ 2/3 trở lên): đạt."
            ),
            ng_11(
                "Mức “Không gương mẫu” vì: chưa khắc phục hạn chế, khuyết điểm cũ lại phát sinh "
                "hạn chế, khuyết điểm mới."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_with_shortcomings_basically_remedied():
    answer = member_level(roll=3, ballots={"GOOD": 3}, remedied="basically")

    assert answer == LevelVerdict(
        level="PIONEERING",
        reasons=(
            ng_09(
                "0/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): chưa đạt; 3/3 người trong danh sách công nhận mức “Tấm "
                "gương tốt”, cần ít nhất 2 (từ 2/3 trở lên): đạt."
            ),
            ng_10(
                "Hạn chế, khuyết điểm chỉ được khắc phục cơ bản: cao nhất là mức “Thể hiện được "
                "tính tiền phong, gương mẫu”."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_with_new_shortcomings():
    answer = member_level(roll=3, ballots={"OUTSTANDING": 3}, new_faults=True)

    assert answer == LevelVerdict(
        level="PIONEERING",
        reasons=(
            ng_09(
                "3/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): đạt."
            ),
            ng_10(
                "Có hạn chế, khuyết điểm mới: cao nhất là mức “Thể hiện được tính tiền phong, "
                "gương mẫu”."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_with_shortcomings_basically_remedied_and_new_ones():
    answer = member_level(roll=3, ballots={"OUTSTANDING": 2}, remedied="basically", new_faults=True)

    assert answer == LevelVerdict(
        level="PIONEERING",
        reasons=(
            ng_09(
                "2/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): đạt."
            ),
            ng_10(
                "Có hạn chế, khuyết điểm mới: cao nhất là mức “Thể hiện được tính tiền phong, "
                "gương mẫu”."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_that_basic_remedy_does_not_lower():
    answer = member_level(roll=3, ballots={"PIONEERING": 2}, remedied="basically")

    assert answer == LevelVerdict(
        level="PIONEERING",
        reasons=(
            ng_09(
                "0/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): chưa đạt; 0/3 người trong danh sách công nhận mức “Tấm "
                "gương tốt”, cần ít nhất 2 (từ 2/3 trở lên): chưa đạt; 2/3 người trong danh sách "
                "công nhận mức “Thể hiện được tính tiền phong, gương mẫu”, cần ít nhất 2 (trên "
                "1/2): đạt."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_on_every_ground():
    answer = member_level(roll=3, ballots={}, grounds=EVERY_GROUND)

    assert answer == LevelVerdict(
        level="NOT_EXEMPLARY",
        reasons=(
            ng_09(
                "0/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): chưa đạt; 0/3 người trong danh sách công nhận mức “Tấm "
                "gương tốt”, cần ít nhất 2 (từ 2/3 trở lên): chưa đạt; 0/3 người trong danh sách "
                "công nhận mức “Thể hiện được tính tiền phong, gương mẫu”, cần ít nhất 2 (trên "
                "1/2): chưa đạt; 0/3 người trong danh sách công nhận mức “Không gương mẫu”, cần "
                "ít nhất 2 (trên 1/2): chưa đạt."
            ),
            ng_11(
                "Mức “Không gương mẫu” vì: không hoàn thành đầy đủ nội dung nêu gương hoặc nội "
                "dung đã đăng ký, không phải do nguyên nhân khách quan."
            ),
            ng_11(
                "Mức “Không gương mẫu” vì: chưa khắc phục hạn chế, khuyết điểm cũ lại phát sinh "
                "hạn chế, khuyết điểm mới."
            ),
            ng_11("Mức “Không gương mẫu” vì: vi phạm Quy định số 55-QĐ/TW."),
            ng_11(
                "Mức “Không gương mẫu” vì: vi phạm quy định của Đảng, pháp luật, nội quy, quy chế "
                "hoặc vi phạm khác phải kiểm điểm trước tổ chức."
            ),
            ng_11(
                "Mức “Không gương mẫu” vì: có biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hóa”."
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_voted_on_no_level():
    answer = member_level(roll=3, approvals={})

    assert answer == LevelVerdict(
        level=None,
        unresolved="Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu.",
        reasons=(ng_09("Chưa biểu quyết mức nào."),),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_with_shortcomings_not_remedied_adopted_for_a_later_year():
    answer = member_level(roll=3, ballots={"OUTSTANDING": 2}, remedied="not_yet", terms=ADOPTED)

    assert answer == LevelVerdict(
        level=None,
        unresolved="Hội nghị xem xét việc khắc phục hạn chế, khuyết điểm rồi biểu quyết lại.",
        reasons=(
            Reason(
                "NG-09",
                "mục IV.2.1, áp dụng theo Công văn số 12-CV/ĐU ngày 03/12/2021 của Ban Thường vụ "
                "Đảng ủy khối",
                "2/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): đạt.",
            ),
            Reason(
                "NG-10",
                "mục IV.2.1, áp dụng theo Công văn số 12-CV/ĐU ngày 03/12/2021 của Ban Thường vụ "
                "Đảng ủy khối",
                "Chưa khắc phục hạn chế, khuyết điểm cũ: không mức nào đủ điều kiện.",
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_on_a_ground_adopted_for_a_later_year():
    answer = member_level(roll=3, ballots={"OUTSTANDING": 2}, grounds=["QD55"], terms=ADOPTED)

    assert answer == LevelVerdict(
        level="NOT_EXEMPLARY",
        reasons=(
            Reason(
                "NG-09",
                "mục IV.2.1, áp dụng theo Công văn số 12-CV/ĐU ngày 03/12/2021 của Ban Thường vụ "
                "Đảng ủy khối",
                "2/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): đạt.",
            ),
            Reason(
                "NG-11",
                "mục IV.2.1, mức “Không gương mẫu”, áp dụng theo Công văn số 12-CV/ĐU ngày "
                "03/12/2021 của Ban Thường vụ Đảng ủy khối",
                "Mức “Không gương mẫu” vì: vi phạm Quy định số 55-QĐ/TW.",
            ),
        ),
        settings=used("share_base", "vote_count"),
    )


def test_member_level_adopted_for_a_later_year():
    answer = member_level(roll=3, ballots={"OUTSTANDING": 2}, remedied="basically", terms=ADOPTED)

    assert answer == LevelVerdict(
        level="PIONEERING",
        reasons=(
            Reason(
                "NG-09",
                "mục IV.2.1, áp dụng theo Công văn số 12-CV/ĐU ngày 03/12/2021 của Ban Thường vụ "
                "Đảng ủy khối",
                "2/3 người trong danh sách công nhận mức “Tấm gương xuất sắc, tiêu biểu”, cần ít "
                "nhất 2 (từ 2/3 trở lên): đạt.",
            ),
            Reason(
                "NG-10",
                "mục IV.2.1, áp dụng theo Công văn số 12-CV/ĐU ngày 03/12/2021 của Ban Thường vụ "
                "Đảng ủy khối",
                "Hạn chế, khuyết điểm chỉ được khắc phục cơ bản: cao nhất là mức “Thể hiện được "
                "tính tiền phong, gương mẫu”.",
            ),
        ),
        settings=used("share_base", "vote_count"),
    )
