"""Hướng dẫn 21, đề xuất và quyết định: every sentence word for word, in whole verdicts."""

from evaluations.rules.hd21_2019 import MemberFacts, MemberVerdict, member_level
from evaluations.rules.verdicts import Reason
from tests.rules.expected import used

BEST = {"conduct": "GOOD", "duties": "EXCELLENT", "remedy": None}
GRADED = "Mẫu 02 (mục I.1 tốt, mục I.2 xuất sắc): cao nhất là mức “Hoàn thành xuất sắc nhiệm vụ”."


def h21_05(text):
    return Reason("H21-05", "mục A.4.2; B.4; B.6", text)


def h21_10(text):
    return Reason("H21-10", "mục B.2.3", text)


def h21_11(text):
    return Reason("H21-11", "mục B.2.3", text)


def h21_12(text):
    return Reason("H21-12", "mục B.2.3, điểm d", text)


def h21_13(text):
    return Reason("H21-13", "mục B.6", text)


def h21_14(text):
    return Reason("H21-14", "mục B.2.5", text)


def test_level_proposed_and_not_yet_decided():
    answer = member_level(MemberFacts(grades=BEST, year=2020), roll=10, ballots={"EXCELLENT": 6})

    assert answer == MemberVerdict(
        level=None,
        unresolved="Đảng ủy cơ sở (ở chi bộ cơ sở là chi bộ) quyết định.",
        ceiling="EXCELLENT",
        proposed="EXCELLENT",
        blocked=False,
        reasons=(
            h21_10(GRADED),
            h21_14(
                "6/10 đảng viên trong danh sách công nhận mức “Hoàn thành xuất sắc nhiệm vụ”, cần "
                "ít nhất 6 (trên 1/2): đạt."
            ),
        ),
        settings=used("basic_criteria", "vote_count", "party_voters"),
    )


def test_level_decided_below_the_proposal():
    answer = member_level(
        MemberFacts(grades=BEST, year=2020), roll=10, approvals={"EXCELLENT": 6}, decided="GOOD"
    )

    assert answer == MemberVerdict(
        level="GOOD",
        ceiling="EXCELLENT",
        proposed="EXCELLENT",
        blocked=False,
        reasons=(
            h21_10(GRADED),
            h21_14(
                "6/10 đảng viên trong danh sách công nhận mức “Hoàn thành xuất sắc nhiệm vụ”, cần "
                "ít nhất 6 (trên 1/2): đạt."
            ),
            h21_14("Cấp có thẩm quyền quyết định mức “Hoàn thành tốt nhiệm vụ”."),
        ),
        settings=used("basic_criteria", "vote_count", "party_voters"),
    )


def test_level_proposed_above_the_ceiling():
    answer = member_level(
        MemberFacts(grades=BEST, year=2020, sick_days=120), roll=3, ballots={"GOOD": 2}
    )

    assert answer == MemberVerdict(
        level=None,
        unresolved="Đảng ủy cơ sở (ở chi bộ cơ sở là chi bộ) quyết định.",
        ceiling="COMPLETED",
        proposed="COMPLETED",
        blocked=False,
        reasons=(
            h21_10(GRADED),
            h21_13(
                "Nghỉ ốm 120 ngày trong năm (từ 90 ngày được tính là từ 03 tháng trở lên): cao "
                "nhất là mức “Hoàn thành nhiệm vụ”."
            ),
            h21_14(
                "0/3 đảng viên trong danh sách công nhận mức “Hoàn thành xuất sắc nhiệm vụ”, cần "
                "ít nhất 2 (trên 1/2): chưa đạt; 2/3 đảng viên trong danh sách công nhận mức "
                "“Hoàn thành tốt nhiệm vụ”, cần ít nhất 2 (trên 1/2): đạt."
            ),
        ),
        settings=used("basic_criteria", "sick_days", "vote_count", "party_voters"),
    )


def test_level_without_a_majority():
    answer = member_level(
        MemberFacts(grades=BEST, year=2020), roll=10, ballots={"EXCELLENT": 5, "NOT_COMPLETED": 5}
    )

    assert answer == MemberVerdict(
        level=None,
        unresolved="Chi bộ bỏ phiếu lại, vì chưa mức nào đủ số phiếu.",
        ceiling="EXCELLENT",
        proposed=None,
        blocked=False,
        reasons=(
            h21_10(GRADED),
            h21_14(
                "5/10 đảng viên trong danh sách công nhận mức “Hoàn thành xuất sắc nhiệm vụ”, cần "
                "ít nhất 6 (trên 1/2): chưa đạt; 5/10 đảng viên trong danh sách công nhận mức "
                "“Hoàn thành tốt nhiệm vụ”, cần ít nhất 6 (trên 1/2): chưa đạt; 5/10 đảng viên "
                "trong danh sách công nhận mức “Hoàn thành nhiệm vụ”, cần ít nhất 6 (trên 1/2): "
                "chưa đạt; 5/10 đảng viên trong danh sách công nhận mức “Không hoàn thành nhiệm "
                "vụ”, cần ít nhất 6 (trên 1/2): chưa đạt."
            ),
        ),
        settings=used("basic_criteria", "vote_count", "party_voters"),
    )


def test_level_without_a_majority_on_a_ground():
    answer = member_level(
        MemberFacts(grades=BEST, year=2020, degeneration=True), roll=10, approvals={"GOOD": 5}
    )

    assert answer == MemberVerdict(
        level=None,
        unresolved="Đảng ủy cơ sở (ở chi bộ cơ sở là chi bộ) quyết định.",
        ceiling="NOT_COMPLETED",
        proposed="NOT_COMPLETED",
        blocked=False,
        reasons=(
            h21_10(GRADED),
            h21_12(
                "Mức “Không hoàn thành nhiệm vụ” vì: cấp có thẩm quyền kết luận có biểu hiện suy "
                "thoái."
            ),
            h21_14(
                "5/10 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nhiệm vụ”, cần ít "
                "nhất 6 (trên 1/2): chưa đạt."
            ),
        ),
        settings=used("basic_criteria", "vote_count", "party_voters"),
    )


def test_level_blocked():
    answer = member_level(
        MemberFacts(grades=BEST, year=2020, civil_servant=True),
        roll=3,
        approvals={"GOOD": 2},
        decided="GOOD",
    )

    assert answer == MemberVerdict(
        level=None,
        unresolved="Thủ trưởng cơ quan xếp loại cán bộ, công chức, viên chức trước.",
        ceiling="EXCELLENT",
        proposed="GOOD",
        blocked=True,
        reasons=(
            h21_10(GRADED),
            h21_14(
                "2/3 đảng viên trong danh sách công nhận mức “Hoàn thành tốt nhiệm vụ”, cần ít "
                "nhất 2 (trên 1/2): đạt."
            ),
            h21_11(
                "Chưa có kết quả xếp loại cán bộ, công chức, viên chức: chưa xếp loại đảng viên."
            ),
            h21_05("Xếp loại đảng viên sau khi có kết quả ấy."),
        ),
        settings=used("basic_criteria", "vote_count", "party_voters"),
    )
