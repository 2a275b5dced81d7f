"""Hướng dẫn 21, người đứng đầu và mức trần: every sentence word for word."""

from evaluations.rules.guidance import Terms
from evaluations.rules.hd21_2019 import excellent_cap, head_level
from evaluations.rules.hd21_2019.choices import ExcellentChoice
from evaluations.rules.readings import Readings
from evaluations.rules.verdicts import LevelVerdict, Reason
from tests.rules.expected import used


def stands(name, votes):
    return {"name": name, "votes": votes}


def h21_15(text):
    return Reason("H21-15", "mục B.2.3, điểm a; B.6", text)


def h21_32(text):
    return Reason("H21-32", "mục B.4; B.6", text)


def test_head_without_a_proposal():
    answer = head_level(collective_level="GOOD")

    assert answer == LevelVerdict(
        level=None,
        unresolved="Cấp có thẩm quyền đề xuất mức của người này.",
    )


def test_head_under_both_limits():
    answer = head_level(
        proposed="EXCELLENT", collective_level="GOOD", organization_level="COMPLETED"
    )

    assert answer == LevelVerdict(
        level="COMPLETED",
        reasons=(
            h21_32("Được đề xuất mức “Hoàn thành xuất sắc nhiệm vụ”."),
            h21_32(
                "Tập thể lãnh đạo chỉ ở mức “Hoàn thành tốt nhiệm vụ”: người đứng đầu không cao "
                "hơn."
            ),
            h21_32(
                "Tổ chức, cơ quan, đơn vị chỉ ở mức “Hoàn thành nhiệm vụ”: người đứng đầu không "
                "cao hơn."
            ),
        ),
    )


def test_head_under_the_organization():
    answer = head_level(
        proposed="GOOD", collective_level="GOOD", organization_level="NOT_COMPLETED"
    )

    assert answer == LevelVerdict(
        level="NOT_COMPLETED",
        reasons=(
            h21_32("Được đề xuất mức “Hoàn thành tốt nhiệm vụ”."),
            h21_32(
                "Tổ chức, cơ quan, đơn vị chỉ ở mức “Không hoàn thành nhiệm vụ”: người đứng đầu "
                "không cao hơn."
            ),
        ),
    )


def test_head_newly_transferred():
    answer = head_level(
        proposed="EXCELLENT",
        collective_level="GOOD",
        organization_level="GOOD",
        newly_transferred_without_part=True,
    )

    assert answer == LevelVerdict(
        level="EXCELLENT",
        reasons=(h21_32("Được đề xuất mức “Hoàn thành xuất sắc nhiệm vụ”."),),
    )


def test_cap_with_a_tie():
    answer = excellent_cap(
        good_or_better=12,
        candidates=[stands("Lê Hoa", 8), stands("Tạ Sỹ", 9), stands("Ya Đuốc", 8)],
    )

    assert answer == ExcellentChoice(
        max=2,
        chosen=("Tạ Sỹ",),
        tied=("Lê Hoa", "Ya Đuốc"),
        refused=(),
        reasons=(
            h21_15(
                "Được xếp “Hoàn thành xuất sắc nhiệm vụ” nhiều nhất 2 trong 12: chọn 2 thì còn "
                "10 ở mức “Hoàn thành tốt nhiệm vụ”, 20% là 2, đạt; chọn 3 thì chỉ còn 9, 20% là "
                "1,8, vượt."
            ),
            h21_15("Được chọn: Tạ Sỹ (9 phiếu)."),
            h21_15(
                "Bằng phiếu ngang mức trần, phải bỏ phiếu lại: Lê Hoa (8 phiếu), Ya Đuốc (8 phiếu)."
            ),
        ),
        settings=used("cap_base"),
    )


def test_cap_of_a_single_place():
    answer = excellent_cap(
        good_or_better=5, candidates=[stands("Lê Hoa", 1), stands("Tạ Sỹ", 2), stands("Ya Đuốc", 1)]
    )

    assert answer == ExcellentChoice(
        max=1,
        chosen=("Tạ Sỹ",),
        tied=(),
        refused=("Lê Hoa", "Ya Đuốc"),
        reasons=(
            h21_15(
                "Được xếp “Hoàn thành xuất sắc nhiệm vụ” nhiều nhất 1 trong 5: chọn 1 thì còn 4 "
                "ở mức “Hoàn thành tốt nhiệm vụ”, dưới 05 nên được chọn 01 nếu đủ điều kiện."
            ),
            h21_15("Được chọn: Tạ Sỹ (2 phiếu)."),
            h21_15("Vượt mức trần nên không được chọn: Lê Hoa (1 phiếu), Ya Đuốc (1 phiếu)."),
        ),
        settings=used("cap_base"),
    )


def test_cap_of_all_good_or_better():
    answer = excellent_cap(
        good_or_better=10, base="GOOD_OR_BETTER", candidates=[stands("Lê Hoa", 1)]
    )

    assert answer == ExcellentChoice(
        max=2,
        chosen=("Lê Hoa",),
        tied=(),
        refused=(),
        reasons=(
            h21_15(
                "Được xếp “Hoàn thành xuất sắc nhiệm vụ” nhiều nhất 2 trong 10: 20% của 10 là "
                "2, phần lẻ bỏ đi."
            ),
            h21_15("Được chọn: Lê Hoa (1 phiếu)."),
        ),
        settings=used("cap_base=GOOD_OR_BETTER"),
    )


def test_cap_of_all_good_or_better_as_the_bloc_reads_it():
    answer = excellent_cap(good_or_better=4, terms=Terms(Readings(cap_base="GOOD_OR_BETTER")))

    assert answer == ExcellentChoice(
        max=1,
        chosen=(),
        tied=(),
        refused=(),
        reasons=(
            h21_15(
                "Được xếp “Hoàn thành xuất sắc nhiệm vụ” nhiều nhất 1 trong 4: dưới 05 nên "
                "được chọn 01 nếu đủ điều kiện."
            ),
        ),
        settings=used("cap_base=GOOD_OR_BETTER"),
    )


def test_cap_of_nobody():
    answer = excellent_cap(good_or_better=0)

    assert answer == ExcellentChoice(
        max=0,
        chosen=(),
        tied=(),
        refused=(),
        reasons=(
            h21_15(
                "Chưa có ai, chưa có nơi nào đạt mức “Hoàn thành tốt nhiệm vụ” trở lên để chọn."
            ),
        ),
        settings=used("cap_base"),
    )


def test_cap_read_as_asked_and_not_as_the_bloc_does():
    answer = excellent_cap(
        good_or_better=10, base="EXACTLY_GOOD", terms=Terms(Readings(cap_base="GOOD_OR_BETTER"))
    )

    assert answer == ExcellentChoice(
        max=1,
        chosen=(),
        tied=(),
        refused=(),
        reasons=(
            h21_15(
                "Được xếp “Hoàn thành xuất sắc nhiệm vụ” nhiều nhất 1 trong 10: chọn 1 thì còn "
                "9 ở mức “Hoàn thành tốt nhiệm vụ”, 20% là 1,8, đạt; chọn 2 thì chỉ còn 8, 20% là "
                "1,6, vượt."
            ),
        ),
        settings=used("cap_base"),
    )
