"""Hướng dẫn 21, tổ chức đảng: every sentence word for word."""

from datetime import date
from decimal import Decimal

from evaluations.rules.guidance import DEFAULTS, Adoption, Terms
from evaluations.rules.hd21_2019 import (
    OrganizationCeiling,
    OrganizationFacts,
    organization_level,
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
WITHOUT_PROGRAMME = {**BEST, "programme": "POOR"}
AT_MOST_COMPLETED = Terms(Readings(self_remedied="AT_MOST_COMPLETED"))

ADOPTED = Terms(
    adoption=Adoption("Công văn số 7-CV/ĐU", date(2018, 1, 5), "đồng chí Nguyễn Văn An", 2018, 2018)
)


def organization(kind="BASE_CELL", grades=BEST, year=2020, terms=DEFAULTS, **facts):
    return organization_level(
        OrganizationFacts(kind=kind, grades=grades, year=year, **facts), terms=terms
    )


def h21_02(text):
    return Reason("H21-02", "mục B.6", text)


def h21_20(text):
    return Reason("H21-20", "mục B.1.3", text)


def h21_21(text):
    return Reason("H21-21", "mục B.1.3, điểm a và điểm b", text)


def h21_22(text):
    return Reason("H21-22", "mục B.1.3, điểm d", text)


def h21_23(text):
    return Reason("H21-23", "mục B.1.3, điểm a và điểm b", text)


def test_organization_without_a_limit():
    answer = organization(
        subordinates={"EXCELLENT": 1, "GOOD": 3, "COMPLETED": 1}, peers={"government": "GOOD"}
    )

    assert answer == OrganizationCeiling(
        ceiling="EXCELLENT",
        classifies=True,
        reasons=(h21_20(GRADED),),
        settings=used("key_criteria"),
    )


def test_cell_without_classified_members():
    answer = organization(kind="CELL")

    assert answer == OrganizationCeiling(
        ceiling="COMPLETED",
        classifies=True,
        reasons=(
            h21_20(GRADED),
            h21_21(
                "Chưa có đảng viên nào được xếp loại (cần 100% hoàn thành trở lên, trong đó từ "
                "80% trở lên đạt mức tốt trở lên thì mới được xếp xuất sắc, từ 50% trở lên thì "
                "mới được xếp tốt): cao nhất là mức “Hoàn thành nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria", "lower_organizations"),
    )


def test_organization_of_few_good_members():
    answer = organization(subordinates={"GOOD": 1, "COMPLETED": 1})

    assert answer == OrganizationCeiling(
        ceiling="GOOD",
        classifies=True,
        reasons=(
            h21_20(GRADED),
            h21_21(
                "2 đảng viên được xếp loại, 1 đạt mức tốt trở lên, 0 không hoàn thành (cần 100% "
                "hoàn thành trở lên, trong đó từ 80% trở lên đạt mức tốt trở lên thì mới được xếp "
                "xuất sắc, từ 50% trở lên thì mới được xếp tốt): cao nhất là mức “Hoàn thành tốt "
                "nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria"),
    )


def test_organization_of_too_few_good_members():
    answer = organization(subordinates={"GOOD": 1, "COMPLETED": 2})

    assert answer == OrganizationCeiling(
        ceiling="COMPLETED",
        classifies=True,
        reasons=(
            h21_20(GRADED),
            h21_21(
                "3 đảng viên được xếp loại, 1 đạt mức tốt trở lên, 0 không hoàn thành (cần 100% "
                "hoàn thành trở lên, trong đó từ 80% trở lên đạt mức tốt trở lên thì mới được xếp "
                "xuất sắc, từ 50% trở lên thì mới được xếp tốt): cao nhất là mức “Hoàn thành "
                "nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria"),
    )


def test_section_with_a_failed_cell():
    answer = organization(kind="SECTION_COMMITTEE", subordinates={"GOOD": 4, "NOT_COMPLETED": 1})

    assert answer == OrganizationCeiling(
        ceiling="COMPLETED",
        classifies=True,
        reasons=(
            h21_20(GRADED),
            h21_21(
                "5 tổ chức đảng trực thuộc được xếp loại, 4 đạt mức tốt trở lên, 1 không hoàn "
                "thành (cần 100% hoàn thành trở lên, trong đó từ 80% trở lên đạt mức tốt trở lên "
                "thì mới được xếp xuất sắc, từ 50% trở lên thì mới được xếp tốt): cao nhất là mức "
                "“Hoàn thành nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria", "lower_organizations"),
    )


def test_committee_with_too_many_failed_organizations():
    answer = organization(kind="BASE_COMMITTEE", subordinates={"EXCELLENT": 3, "NOT_COMPLETED": 1})

    assert answer == OrganizationCeiling(
        ceiling="NOT_COMPLETED",
        classifies=True,
        reasons=(
            h21_20(GRADED),
            h21_21(
                "4 tổ chức đảng trực thuộc được xếp loại, 3 đạt mức tốt trở lên, 1 không hoàn "
                "thành (cần 100% hoàn thành trở lên, trong đó từ 80% trở lên đạt mức tốt trở lên "
                "thì mới được xếp xuất sắc, từ 50% trở lên thì mới được xếp tốt): cao nhất là mức "
                "“Hoàn thành nhiệm vụ”."
            ),
            h21_22(
                "Mức “Không hoàn thành nhiệm vụ” vì: 1/4 tổ chức đảng trực thuộc không hoàn thành "
                "nhiệm vụ, trên 20%."
            ),
        ),
        settings=used("key_criteria"),
    )


def test_bloc_without_classified_organizations():
    answer = organization(kind="BLOC")

    assert answer == OrganizationCeiling(
        ceiling="COMPLETED",
        classifies=True,
        reasons=(
            h21_20(GRADED),
            h21_21(
                "Chưa có tổ chức đảng trực thuộc nào được xếp loại (cần 100% hoàn thành trở lên, "
                "trong đó từ 80% trở lên đạt mức tốt trở lên thì mới được xếp xuất sắc, từ 50% "
                "trở lên thì mới được xếp tốt): cao nhất là mức “Hoàn thành nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria"),
    )


def test_organization_beside_a_government_that_completed():
    answer = organization(
        subordinates={"GOOD": 1}, peers={"government": "COMPLETED", "front_and_mass": ["GOOD"]}
    )

    assert answer == OrganizationCeiling(
        ceiling="GOOD",
        classifies=True,
        reasons=(
            h21_20(GRADED),
            h21_23(
                "Chính quyền, Mặt trận Tổ quốc, đoàn thể cùng cấp có nơi xếp “Hoàn thành nhiệm "
                "vụ”: cao nhất là mức “Hoàn thành tốt nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria"),
    )


def test_organization_beside_a_mass_body_that_failed():
    answer = organization(
        subordinates={"GOOD": 1},
        peers={"government": "COMPLETED", "front_and_mass": ["NOT_COMPLETED", "GOOD"]},
    )

    assert answer == OrganizationCeiling(
        ceiling="COMPLETED",
        classifies=True,
        reasons=(
            h21_20(GRADED),
            h21_23(
                "Chính quyền, Mặt trận Tổ quốc, đoàn thể cùng cấp có nơi xếp “Không hoàn thành "
                "nhiệm vụ”: cao nhất là mức “Hoàn thành nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria"),
    )


def test_organization_on_every_ground():
    answer = organization(
        grades=WITHOUT_PROGRAMME,
        subordinates={"GOOD": 2, "NOT_COMPLETED": 1},
        peers={"front_and_mass": ["NOT_COMPLETED", "NOT_COMPLETED"]},
        targets_percent=Decimal("49.5"),
        disciplined=True,
    )

    assert answer == OrganizationCeiling(
        ceiling="NOT_COMPLETED",
        classifies=True,
        reasons=(
            h21_20(
                "Mẫu 01 (mục I.1 kém, mục I.2 xuất sắc, mục I.3 tốt, mục I.4 tốt, mục I.5 tốt): "
                "cao nhất là mức “Không hoàn thành nhiệm vụ”."
            ),
            h21_22("Mức “Không hoàn thành nhiệm vụ” vì: chương trình, kế hoạch ở mức kém."),
            h21_22(
                "Mức “Không hoàn thành nhiệm vụ” vì: 2 tổ chức trong Mặt trận Tổ quốc, đoàn thể "
                "không hoàn thành nhiệm vụ."
            ),
            h21_22(
                "Mức “Không hoàn thành nhiệm vụ” vì: 1/3 đảng viên không hoàn thành nhiệm vụ, "
                "trên 20%."
            ),
            h21_22(
                "Mức “Không hoàn thành nhiệm vụ” vì: chỉ hoàn thành 49,5% chỉ tiêu, nhiệm vụ, "
                "dưới 50%."
            ),
            h21_22("Mức “Không hoàn thành nhiệm vụ” vì: tổ chức đảng bị xử lý kỷ luật."),
        ),
        settings=used("key_criteria"),
    )


def test_organization_that_force_majeure_excuses():
    answer = organization(subordinates={"GOOD": 1}, targets_percent=0, force_majeure=True)

    assert answer == OrganizationCeiling(
        ceiling="EXCELLENT",
        classifies=True,
        reasons=(h21_20(GRADED),),
        settings=used("key_criteria"),
    )


def test_organization_that_remedied_itself():
    answer = organization(subordinates={"GOOD": 1}, disciplined=True, self_remedied=True)

    assert answer == OrganizationCeiling(
        ceiling="EXCELLENT",
        classifies=True,
        reasons=(h21_20(GRADED),),
        settings=used("key_criteria", "self_remedied"),
    )


def test_organization_that_remedied_itself_read_otherwise():
    answer = organization(
        subordinates={"GOOD": 1}, disciplined=True, self_remedied=True, terms=AT_MOST_COMPLETED
    )

    assert answer == OrganizationCeiling(
        ceiling="COMPLETED",
        classifies=True,
        reasons=(
            h21_20(GRADED),
            h21_22(
                "Tổ chức đảng bị kỷ luật nhưng tự phát hiện và khắc phục xong hậu quả: cao nhất "
                "là mức “Hoàn thành nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria", "self_remedied=AT_MOST_COMPLETED"),
    )


def test_organization_of_six_months():
    answer = organization(subordinates={"GOOD": 1}, founded=date(2020, 6, 30))

    assert answer == OrganizationCeiling(
        ceiling="EXCELLENT",
        classifies=True,
        reasons=(h21_20(GRADED),),
        settings=used("key_criteria", "six_months"),
    )


def test_organization_of_less_than_six_months():
    answer = organization(founded=date(2020, 7, 1))

    assert answer == OrganizationCeiling(
        ceiling=None,
        classifies=False,
        reasons=(
            h21_02(
                "Thành lập ngày 01/07/2020, chưa đủ 06 tháng đến ngày 31/12/2020: không xếp loại."
            ),
        ),
        settings=used("six_months"),
    )


def test_organization_of_less_than_six_months_under_an_adoption():
    answer = organization(founded=date(2018, 7, 1), year=2018, terms=ADOPTED)

    assert answer == OrganizationCeiling(
        ceiling=None,
        classifies=False,
        reasons=(
            Reason(
                "H21-02",
                "mục B.6, áp dụng theo Công văn số 7-CV/ĐU ngày 05/01/2018 của đồng chí Nguyễn "
                "Văn An",
                "Thành lập ngày 01/07/2018, chưa đủ 06 tháng đến ngày 31/12/2018: không xếp loại.",
            ),
        ),
        settings=used("six_months"),
    )


def test_organization_with_something_remedied():
    answer = organization(grades={**BEST, "remedy": "AVERAGE"}, subordinates={"GOOD": 1})

    assert answer == OrganizationCeiling(
        ceiling="GOOD",
        classifies=True,
        reasons=(
            h21_20(
                "Mẫu 01 (mục I.1 xuất sắc, mục I.2 xuất sắc, mục I.3 tốt, mục I.4 tốt, mục I.5 "
                "tốt, mục III trung bình): cao nhất là mức “Hoàn thành tốt nhiệm vụ”."
            ),
        ),
        settings=used("key_criteria"),
    )
