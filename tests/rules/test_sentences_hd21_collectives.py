"""Hướng dẫn 21, tập thể lãnh đạo: every sentence word for word."""

from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.hd21_2019 import (
    CollectiveCeiling,
    CollectiveFacts,
    collective_level,
)
from evaluations.rules.readings import Readings
from evaluations.rules.verdicts import Reason
from tests.rules.expected import used

BEST = {
    "programme": "EXCELLENT",
    "leadership": "EXCELLENT",
    "democracy": "GOOD",
    "integrity": "GOOD",
    "inspection": "GOOD",
    "remedy": None,
}
GRADED = (
    "Mẫu 01 (mục I.1 xuất sắc, mục I.2 xuất sắc, mục I.3 tốt, mục I.4 tốt, mục I.5 tốt): cao nhất "
    "là mức “Hoàn thành xuất sắc nhiệm vụ”."
)
AT_MOST_COMPLETED = Terms(Readings(self_remedied="AT_MOST_COMPLETED"))


def collective(grades=BEST, terms=DEFAULTS, **facts):
    return collective_level(CollectiveFacts(grades=grades, **facts), terms=terms)


def h21_30(text):
    return Reason("H21-30", "mục B.3.3", text)


def h21_31(text):
    return Reason("H21-31", "mục B.3.3, điểm a; B.6", text)


def test_collective_without_a_limit():
    answer = collective()

    assert answer == CollectiveCeiling(
        ceiling="EXCELLENT",
        reasons=(h21_30(GRADED),),
        settings=used("key_criteria", "basic_criteria"),
    )


def test_collective_of_an_organization():
    answer = collective(organization_level="GOOD")

    assert answer == CollectiveCeiling(
        ceiling="GOOD",
        reasons=(
            h21_30(GRADED),
            h21_31("Tổ chức được xếp loại “Hoàn thành tốt nhiệm vụ”: tập thể không được cao hơn."),
        ),
        settings=used("key_criteria", "basic_criteria"),
    )


def test_collective_with_a_member_reprimanded():
    answer = collective(member_disciplines=["REPRIMAND"])

    assert answer == CollectiveCeiling(
        ceiling="COMPLETED",
        reasons=(
            h21_30(GRADED),
            h21_30("Có thành viên bị kỷ luật: cao nhất là mức “Hoàn thành nhiệm vụ”."),
        ),
        settings=used("key_criteria", "basic_criteria"),
    )


def test_collective_on_every_ground():
    answer = collective(
        member_disciplines=["REPRIMAND", "WARNING"],
        disunity_or_degeneration=True,
        targets_percent=0,
        main_targets_met=False,
        disciplined=True,
    )

    assert answer == CollectiveCeiling(
        ceiling="NOT_COMPLETED",
        reasons=(
            h21_30(GRADED),
            h21_30(
                "Mức “Không hoàn thành nhiệm vụ” vì: có thành viên bị kỷ luật từ cảnh cáo trở lên."
            ),
            h21_30(
                "Mức “Không hoàn thành nhiệm vụ” vì: cấp có thẩm quyền kết luận mất đoàn kết hoặc "
                "có thành viên suy thoái."
            ),
            h21_30(
                "Mức “Không hoàn thành nhiệm vụ” vì: chỉ hoàn thành 0% chỉ tiêu, nhiệm vụ, dưới "
                "50%."
            ),
            h21_30("Mức “Không hoàn thành nhiệm vụ” vì: chỉ tiêu chủ yếu không đạt 100%."),
            h21_30("Mức “Không hoàn thành nhiệm vụ” vì: tập thể bị xử lý kỷ luật."),
        ),
        settings=used("key_criteria", "basic_criteria", "targets"),
    )


def test_collective_missing_half_of_its_targets():
    answer = collective(targets_percent=49)

    assert answer == CollectiveCeiling(
        ceiling="NOT_COMPLETED",
        reasons=(
            h21_30(GRADED),
            h21_30(
                "Mức “Không hoàn thành nhiệm vụ” vì: chỉ hoàn thành 49% chỉ tiêu, nhiệm vụ, dưới "
                "50%."
            ),
        ),
        settings=used("key_criteria", "basic_criteria", "targets"),
    )


def test_collective_with_half_of_its_targets():
    answer = collective(targets_percent=50)

    assert answer == CollectiveCeiling(
        ceiling="EXCELLENT",
        reasons=(h21_30(GRADED),),
        settings=used("key_criteria", "basic_criteria"),
    )


def test_collective_that_force_majeure_excuses():
    answer = collective(targets_percent=0, main_targets_met=False, force_majeure=True)

    assert answer == CollectiveCeiling(
        ceiling="EXCELLENT",
        reasons=(h21_30(GRADED),),
        settings=used("key_criteria", "basic_criteria", "targets"),
    )


def test_collective_missing_main_targets_read_otherwise():
    answer = collective(main_targets_met=False, terms=Terms(Readings(targets="BOTH")))

    assert answer == CollectiveCeiling(
        ceiling="EXCELLENT",
        reasons=(h21_30(GRADED),),
        settings=used("key_criteria", "basic_criteria", "targets=BOTH"),
    )


def test_collective_that_remedied_itself_read_otherwise():
    answer = collective(disciplined=True, self_remedied=True, terms=AT_MOST_COMPLETED)

    assert answer == CollectiveCeiling(
        ceiling="COMPLETED",
        reasons=(
            h21_30(GRADED),
            h21_30(
                "Tập thể bị kỷ luật nhưng tự phát hiện và khắc phục xong hậu quả: cao nhất là mức "
                "“Hoàn thành nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria", "basic_criteria", "self_remedied=AT_MOST_COMPLETED"),
    )
