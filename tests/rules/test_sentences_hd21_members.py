"""Hướng dẫn 21, đảng viên đến mức cao nhất: every sentence word for word, in whole verdicts."""

from datetime import date
from decimal import Decimal

from evaluations.rules.guidance import Terms
from evaluations.rules.hd21_2019 import (
    MemberCeiling,
    MemberFacts,
    MemberScope,
    member_ceiling,
    member_scope,
)
from evaluations.rules.readings import Readings
from evaluations.rules.verdicts import Reason
from tests.rules.expected import used

BEST = {"conduct": "GOOD", "duties": "EXCELLENT", "remedy": None}
GRADED = "Mẫu 02 (mục I.1 tốt, mục I.2 xuất sắc): cao nhất là mức “Hoàn thành xuất sắc nhiệm vụ”."


def h21_01(text):
    return Reason("H21-01", "mục A.1.2 và B.2.1", text)


def h21_02(text):
    return Reason("H21-02", "mục B.6", text)


def h21_03(text):
    return Reason("H21-03", "mục B.6", text)


def h21_10(text):
    return Reason("H21-10", "mục B.2.3", text)


def h21_11(text):
    return Reason("H21-11", "mục B.2.3", text)


def h21_12(text):
    return Reason("H21-12", "mục B.2.3, điểm d", text)


def h21_13(text):
    return Reason("H21-13", "mục B.6", text)


def h21_19(text):
    return Reason("H21-19", "mục B.2.2, điểm b; đối chiếu Hướng dẫn 22-HD/ĐU, mục C.III.5", text)


def test_scope_of_a_member_reviewed():
    answer = member_scope(year=2020, reviewed=True, suspended_committee=True)

    assert answer == MemberScope(
        reviews=True,
        classifies=True,
        reasons=(h21_01("Chỉ bị đình chỉ sinh hoạt cấp ủy: vẫn kiểm điểm, xếp loại."),),
    )


def test_scope_of_a_member_of_six_months():
    answer = member_scope(year=2020, admitted=date(2020, 6, 30), reviewed=True)

    assert answer == MemberScope(
        reviews=True,
        classifies=True,
        reasons=(
            h21_01("Thuộc diện kiểm điểm, xếp loại."),
            h21_02("Kết nạp ngày 30/06/2020, đã đủ 06 tháng đến ngày 31/12/2020."),
        ),
        settings=used("six_months"),
    )


def test_scope_of_a_member_of_less_than_six_months_not_reviewed():
    answer = member_scope(year=2020, admitted=date(2020, 7, 1))

    assert answer == MemberScope(
        reviews=True,
        classifies=False,
        reasons=(
            h21_01("Thuộc diện kiểm điểm, xếp loại."),
            h21_02(
                "Kết nạp ngày 01/07/2020, chưa đủ 06 tháng đến ngày 31/12/2020: kiểm điểm, không "
                "xếp loại."
            ),
            h21_03("Chưa kiểm điểm nên chưa xếp loại."),
        ),
        settings=used("six_months"),
    )


def test_scope_of_somebody_admitted_later_exempt_and_suspended():
    answer = member_scope(year=2020, admitted=date(2021, 1, 1), exempt=True, suspended_party=True)

    assert answer == MemberScope(
        reviews=False,
        classifies=False,
        reasons=(
            h21_01("Được miễn công tác và sinh hoạt đảng: không kiểm điểm."),
            h21_01("Bị đình chỉ sinh hoạt đảng: không kiểm điểm."),
            h21_02("Kết nạp ngày 01/01/2021, sau năm 2020: không kiểm điểm."),
        ),
        settings=used("six_months"),
    )


def test_ceiling_from_grades_alone():
    answer = member_ceiling(
        MemberFacts(grades={"conduct": "AVERAGE", "duties": "GOOD", "remedy": "AVERAGE"}, year=2020)
    )

    assert answer == MemberCeiling(
        ceiling="GOOD",
        blocked=False,
        grounded=False,
        reasons=(
            h21_10(
                "Mẫu 02 (mục I.1 trung bình, mục I.2 tốt, mục III trung bình): cao nhất là mức "
                "“Hoàn thành tốt nhiệm vụ”."
            ),
        ),
        settings=used("basic_criteria"),
    )


def test_ceiling_from_poor_grades():
    answer = member_ceiling(MemberFacts(grades={"conduct": "POOR", "duties": "AVERAGE"}, year=2020))

    assert answer == MemberCeiling(
        ceiling="NOT_COMPLETED",
        blocked=False,
        grounded=False,
        reasons=(
            h21_10(
                "Mẫu 02 (mục I.1 kém, mục I.2 trung bình): cao nhất là mức “Không hoàn thành "
                "nhiệm vụ”."
            ),
        ),
        settings=used("basic_criteria"),
    )


def test_ceiling_from_the_civil_rating():
    answer = member_ceiling(
        MemberFacts(grades=BEST, year=2020, civil_servant=True, civil_level="COMPLETED")
    )

    assert answer == MemberCeiling(
        ceiling="COMPLETED",
        blocked=False,
        grounded=False,
        reasons=(
            h21_10(GRADED),
            h21_11(
                "Xếp loại cán bộ, công chức, viên chức là “Hoàn thành nhiệm vụ”: xếp loại đảng "
                "viên không cao hơn."
            ),
        ),
        settings=used("basic_criteria"),
    )


def test_ceiling_from_a_civil_rating_that_lowers_nothing():
    answer = member_ceiling(
        MemberFacts(
            grades=BEST,
            year=2020,
            civil_servant=True,
            civil_level="EXCELLENT",
            sick_days=89,
            targets_percent=50,
        )
    )

    assert answer == MemberCeiling(
        ceiling="EXCELLENT",
        blocked=False,
        grounded=False,
        reasons=(h21_10(GRADED),),
        settings=used("basic_criteria", "sick_days"),
    )


def test_ceiling_on_every_ground():
    answer = member_ceiling(
        MemberFacts(
            grades=BEST,
            year=2020,
            civil_servant=True,
            civil_level="NOT_COMPLETED",
            targets_percent=Decimal("49.999"),
            degeneration=True,
            disciplines=[{"year": 2020}],
        )
    )

    assert answer == MemberCeiling(
        ceiling="NOT_COMPLETED",
        blocked=False,
        grounded=True,
        reasons=(
            h21_10(GRADED),
            h21_11(
                "Xếp loại cán bộ, công chức, viên chức là “Không hoàn thành nhiệm vụ”: xếp loại "
                "đảng viên không cao hơn."
            ),
            h21_12(
                "Mức “Không hoàn thành nhiệm vụ” vì: xếp loại cán bộ, công chức, viên chức ở mức "
                "ấy."
            ),
            h21_12(
                "Mức “Không hoàn thành nhiệm vụ” vì: cấp có thẩm quyền kết luận có biểu hiện suy "
                "thoái."
            ),
            h21_12(
                "Mức “Không hoàn thành nhiệm vụ” vì: chỉ hoàn thành 49,99% chỉ tiêu, nhiệm vụ, "
                "dưới 50%."
            ),
            h21_12("Mức “Không hoàn thành nhiệm vụ” vì: bị thi hành kỷ luật trong năm 2020."),
        ),
        settings=used("basic_criteria"),
    )


def test_ceiling_of_the_sick():
    answer = member_ceiling(MemberFacts(grades=BEST, year=2020, sick_days=90))

    assert answer == MemberCeiling(
        ceiling="COMPLETED",
        blocked=False,
        grounded=False,
        reasons=(
            h21_10(GRADED),
            h21_13(
                "Nghỉ ốm 90 ngày trong năm (từ 90 ngày được tính là từ 03 tháng trở lên): cao "
                "nhất là mức “Hoàn thành nhiệm vụ”."
            ),
        ),
        settings=used("basic_criteria", "sick_days"),
    )


def test_ceiling_of_the_sick_read_otherwise():
    answer = member_ceiling(
        MemberFacts(grades=BEST, year=2020, sick_days=92), terms=Terms(Readings(sick_days="92"))
    )

    assert answer == MemberCeiling(
        ceiling="COMPLETED",
        blocked=False,
        grounded=False,
        reasons=(
            h21_10(GRADED),
            h21_13(
                "Nghỉ ốm 92 ngày trong năm (từ 92 ngày được tính là từ 03 tháng trở lên): cao "
                "nhất là mức “Hoàn thành nhiệm vụ”."
            ),
        ),
        settings=used("basic_criteria", "sick_days=92"),
    )


def test_ceiling_of_low_confidence():
    answer = member_ceiling(MemberFacts(grades=BEST, year=2020, low_confidence=True))

    assert answer == MemberCeiling(
        ceiling="NOT_COMPLETED",
        blocked=False,
        grounded=False,
        reasons=(
            h21_10(GRADED),
            h21_19("Trên 1/2 số phiếu tín nhiệm thấp: chỉ ở mức “Không hoàn thành nhiệm vụ”."),
        ),
        settings=used("basic_criteria"),
    )


def test_ceiling_without_the_civil_rating():
    answer = member_ceiling(MemberFacts(grades=BEST, year=2020, civil_servant=True))

    assert answer == MemberCeiling(
        ceiling="EXCELLENT",
        blocked=True,
        grounded=False,
        reasons=(h21_10(GRADED),),
        settings=used("basic_criteria"),
    )
