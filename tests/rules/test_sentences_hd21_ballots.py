"""Hướng dẫn 21, phiếu kín về tổ chức: every sentence word for word, in whole verdicts."""

from datetime import date

from evaluations.rules.guidance import Adoption, Terms
from evaluations.rules.hd21_2019 import organization_ballot
from evaluations.rules.readings import Readings
from evaluations.rules.verdicts import LevelVerdict, Reason
from tests.rules.expected import used


def h21_25(text):
    return Reason("H21-25", "mục B.1.5", text)


def test_organization_ballot_without_a_ceiling():
    answer = organization_ballot(roll=9, ballots={"EXCELLENT": 2, "GOOD": 3, "COMPLETED": 4})

    assert answer == LevelVerdict(
        level="GOOD",
        reasons=(
            h21_25(
                "2/9 người trong danh sách công nhận mức “Hoàn thành xuất sắc nhiệm vụ”, cần ít "
                "nhất 5 (trên 1/2): chưa đạt; 5/9 người trong danh sách công nhận mức “Hoàn thành "
                "tốt nhiệm vụ”, cần ít nhất 5 (trên 1/2): đạt."
            ),
        ),
        settings=used("vote_count"),
    )


def test_organization_ballot_above_the_ceiling():
    answer = organization_ballot(roll=3, approvals={"EXCELLENT": 2}, ceiling="COMPLETED")

    assert answer == LevelVerdict(
        level="COMPLETED",
        reasons=(
            h21_25(
                "2/3 người trong danh sách công nhận mức “Hoàn thành xuất sắc nhiệm vụ”, cần ít "
                "nhất 2 (trên 1/2): đạt."
            ),
            h21_25("Mức cao nhất có thể xếp là “Hoàn thành nhiệm vụ”."),
        ),
        settings=used("vote_count"),
    )


def test_organization_ballot_at_the_ceiling():
    answer = organization_ballot(
        roll=3,
        ballots={"GOOD": 2},
        ceiling="GOOD",
        terms=Terms(Readings(vote_count="SEPARATE")),
    )

    assert answer == LevelVerdict(
        level="GOOD",
        reasons=(
            h21_25(
                "0/3 người trong danh sách công nhận mức “Hoàn thành xuất sắc nhiệm vụ”, cần ít "
                "nhất 2 (trên 1/2): chưa đạt; 2/3 người trong danh sách công nhận mức “Hoàn thành "
                "tốt nhiệm vụ”, cần ít nhất 2 (trên 1/2): đạt."
            ),
        ),
        settings=used("vote_count=SEPARATE"),
    )


def test_organization_ballot_without_a_majority():
    document = ("Quyết định số 15-QĐ/ĐU", date(2019, 3, 9), "Ban Thường vụ Đảng ủy khối")
    adopted = Terms(adoption=Adoption(*document, 2018, 2018))

    answer = organization_ballot(
        roll=10, approvals={"GOOD": 5}, ceiling="NOT_COMPLETED", terms=adopted
    )

    assert answer == LevelVerdict(
        level=None,
        unresolved="Hội nghị bỏ phiếu lại, vì chưa mức nào đủ số phiếu.",
        reasons=(
            Reason(
                "H21-25",
                "mục B.1.5, áp dụng theo Quyết định số 15-QĐ/ĐU ngày 09/03/2019 của Ban Thường vụ "
                "Đảng ủy khối",
                "5/10 người trong danh sách công nhận mức “Hoàn thành tốt nhiệm vụ”, cần ít nhất "
                "6 (trên 1/2): chưa đạt.",
            ),
        ),
        settings=used("vote_count"),
    )
