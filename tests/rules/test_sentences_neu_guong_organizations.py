"""Hướng dẫn nêu gương, tổ chức đảng: every sentence word for word, in whole verdicts."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from evaluations.rules.guidance import Adoption, Terms
from evaluations.rules.neu_guong_2017 import organization_level, organization_vote
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


def ng_07(text):
    return Reason("NG-07", "mục IV.1.1", text)


def ng_08(text):
    return Reason("NG-08", "mục IV.1.2", text)


def test_organization_level_between_two_bands():
    answer = organization_level(score=Decimal("89.5"))

    assert answer == LevelVerdict(
        level="GOOD",
        reasons=(ng_07("89,5 điểm, đạt từ 70 điểm trở lên: mức “Tốt”."),),
        settings=used("score_bands"),
    )


def test_organization_level_just_below_a_band():
    answer = organization_level(score=Fraction(899999, 10000))

    assert answer == LevelVerdict(
        level="GOOD",
        reasons=(ng_07("89,99 điểm, đạt từ 70 điểm trở lên: mức “Tốt”."),),
        settings=used("score_bands"),
    )


def test_organization_level_outstanding():
    answer = organization_level(score=90)

    assert answer == LevelVerdict(
        level="OUTSTANDING",
        reasons=(ng_07("90 điểm, đạt từ 90 điểm trở lên: mức “Xuất sắc, tiêu biểu”."),),
        settings=used("score_bands"),
    )


def test_organization_level_average():
    answer = organization_level(score=50)

    assert answer == LevelVerdict(
        level="AVERAGE",
        reasons=(ng_07("50 điểm, đạt từ 50 điểm trở lên: mức “Trung bình”."),),
        settings=used("score_bands"),
    )


def test_organization_level_lowest():
    answer = organization_level(score=Decimal("49.99"), terms=ADOPTED)

    assert answer == LevelVerdict(
        level="NOT_EXEMPLARY",
        reasons=(
            Reason(
                "NG-07",
                "mục IV.1.1, áp dụng theo Công văn số 12-CV/ĐU ngày 03/12/2021 của Ban Thường vụ "
                "Đảng ủy khối",
                "49,99 điểm, dưới 50 điểm: mức “Không gương mẫu”.",
            ),
        ),
        settings=used("score_bands"),
    )


def test_organization_level_rounded_half_up():
    answer = organization_level(
        score=Decimal("89.5"), terms=Terms(Readings(score_bands="ROUNDED_HALF_UP"))
    )

    assert answer == LevelVerdict(
        level="OUTSTANDING",
        reasons=(
            ng_07(
                "89,5 điểm, làm tròn thành 90, đạt từ 90 điểm trở lên: mức “Xuất sắc, tiêu biểu”."
            ),
        ),
        settings=used("score_bands=ROUNDED_HALF_UP"),
    )


def test_organization_level_rounded_down():
    answer = organization_level(
        score=Decimal("89.49"), terms=Terms(Readings(score_bands="ROUNDED_HALF_UP"))
    )

    assert answer == LevelVerdict(
        level="GOOD",
        reasons=(ng_07("89,49 điểm, làm tròn thành 89, đạt từ 70 điểm trở lên: mức “Tốt”."),),
        settings=used("score_bands=ROUNDED_HALF_UP"),
    )


def test_organization_level_with_nothing_to_round():
    answer = organization_level(score=70, terms=Terms(Readings(score_bands="ROUNDED_HALF_UP")))

    assert answer == LevelVerdict(
        level="GOOD",
        reasons=(ng_07("70 điểm, đạt từ 70 điểm trở lên: mức “Tốt”."),),
        settings=used("score_bands=ROUNDED_HALF_UP"),
    )


def test_organization_vote_by_ballot():
    answer = organization_vote(roll=9, ballots={"OUTSTANDING": 2, "GOOD": 3, "NOT_EXEMPLARY": 4})

    assert answer == LevelVerdict(
        level="GOOD",
        reasons=(
            ng_08(
                "2/9 người trong danh sách công nhận mức “Xuất sắc, tiêu biểu”, cần ít nhất 5 "
                "(trên 1/2): chưa đạt; 5/9 người trong danh sách công nhận mức “Tốt”, cần ít nhất "
                "5 (trên 1/2): đạt."
            ),
        ),
        settings=used("vote_count"),
    )


def test_organization_vote_without_a_majority():
    answer = organization_vote(roll=10, approvals={"AVERAGE": 5}, terms=ADOPTED)

    assert answer == LevelVerdict(
        level=None,
        unresolved="Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu.",
        reasons=(
            Reason(
                "NG-08",
                "mục IV.1.2, áp dụng theo Công văn số 12-CV/ĐU ngày 03/12/2021 của Ban Thường vụ "
                "Đảng ủy khối",
                "5/10 người trong danh sách công nhận mức “Trung bình”, cần ít nhất 6 (trên 1/2): "
                "chưa đạt.",
            ),
        ),
        settings=used("vote_count"),
    )


def test_organization_vote_lowest_by_votes():
    answer = organization_vote(
        roll=9,
        ballots={"AVERAGE": 4, "NOT_EXEMPLARY": 5},
        terms=Terms(Readings(vote_count="SEPARATE")),
    )

    assert answer == LevelVerdict(
        level="NOT_EXEMPLARY",
        reasons=(
            ng_08(
                "0/9 người trong danh sách công nhận mức “Xuất sắc, tiêu biểu”, cần ít nhất 5 "
                "(trên 1/2): chưa đạt; 0/9 người trong danh sách công nhận mức “Tốt”, cần ít nhất "
                "5 (trên 1/2): chưa đạt; 4/9 người trong danh sách công nhận mức “Trung bình”, "
                "cần ít nhất 5 (trên 1/2): chưa đạt; 5/9 người trong danh sách công nhận mức "
                "“Không gương mẫu”, cần ít nhất 5 (trên 1/2): đạt."
            ),
        ),
        settings=used("vote_count=SEPARATE"),
    )
