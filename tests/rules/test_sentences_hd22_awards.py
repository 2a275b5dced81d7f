"""Hướng dẫn 22, khen thưởng: every sentence word for word, in whole verdicts."""

from datetime import date
from decimal import Decimal

from evaluations.rules.guidance import DEFAULTS, Terms
from evaluations.rules.hd22_2013.awards import Award, AwardCap, AwardFacts, award, award_cap
from evaluations.rules.readings import Readings
from evaluations.rules.verdicts import Reason
from tests.rules.expected import used

CLEAN = dict.fromkeys((2011, 2012, 2013), "CLEAN_STRONG_EXEMPLARY")
EXCELLENT = dict.fromkeys(range(2009, 2014), "EXCELLENT")


def asked(kind, levels=CLEAN, terms=DEFAULTS, **facts):
    return award(AwardFacts(kind=kind, year=2013, levels=levels, **facts), terms=terms)


def h22_10(text):
    return Reason("H22-10", "mục B.III.1.1", text)


def h22_11(text):
    return Reason("H22-11", "mục B.III.1.1", text)


def h22_12(text):
    return Reason("H22-12", "mục B.III.1.1", text)


def h22_13(text):
    return Reason("H22-13", "mục B.III.1.2", text)


def h22_14(text):
    return Reason("H22-14", "mục B.III.1.2", text)


def test_cell_certificate():
    answer = asked(
        "CELL_CERTIFICATE",
        score=95,
        good_members_percent={"good_or_better": 19, "total": 21},
        last_awarded=date(2011, 1, 20),
        proposed_on=date(2014, 1, 20),
    )

    assert answer == Award(
        eligible=True,
        failed=(),
        reasons=(
            h22_10("“Trong sạch, vững mạnh tiêu biểu” 3 năm liên tục đến năm xét: đạt."),
            h22_10("95 điểm, cần từ 95 điểm trở lên: đạt."),
            h22_10("19/21 đảng viên hoàn thành tốt trở lên, cần trên 90%: đạt."),
            h22_10(
                "Lần khen gần nhất là ngày 20/01/2011, đề nghị ngày 20/01/2014, cần cách nhau đủ "
                "3 năm: đạt."
            ),
        ),
        settings=used("award_years"),
    )


def test_cell_certificate_that_just_fails():
    answer = asked(
        "CELL_CERTIFICATE",
        levels={**CLEAN, 2012: "EXCELLENT"},
        score=Decimal("94.99"),
        good_members_percent={"good_or_better": 9, "total": 10},
        last_awarded=date(2011, 1, 20),
        proposed_on=date(2014, 1, 19),
    )

    assert answer == Award(
        eligible=False,
        failed=(
            "H22-10.levels",
            "H22-10.score",
            "H22-10.good_members_percent",
            "H22-10.last_awarded",
        ),
        reasons=(
            h22_10(
                "“Trong sạch, vững mạnh tiêu biểu” 3 năm liên tục đến năm xét (thiếu năm 2012): "
                "chưa đạt."
            ),
            h22_10("94,99 điểm, cần từ 95 điểm trở lên: chưa đạt."),
            h22_10("9/10 đảng viên hoàn thành tốt trở lên, cần trên 90%: chưa đạt."),
            h22_10(
                "Lần khen gần nhất là ngày 20/01/2011, đề nghị ngày 19/01/2014, cần cách nhau đủ "
                "3 năm: chưa đạt."
            ),
        ),
        settings=used("award_years"),
    )


def test_cell_certificate_without_evidence():
    answer = asked("CELL_CERTIFICATE", levels={}, last_awarded=date(2011, 1, 20))

    assert answer == Award(
        eligible=False,
        failed=(
            "H22-10.levels",
            "H22-10.score",
            "H22-10.good_members_percent",
            "H22-10.last_awarded",
        ),
        reasons=(
            h22_10(
                "“Trong sạch, vững mạnh tiêu biểu” 3 năm liên tục đến năm xét (thiếu năm 2011, "
                "2012, 2013): chưa đạt."
            ),
            h22_10("Chưa có điểm, cần từ 95 điểm trở lên: chưa đạt."),
            h22_10("0/0 đảng viên hoàn thành tốt trở lên, cần trên 90%: chưa đạt."),
            h22_10(
                "Lần khen gần nhất là ngày 20/01/2011, chưa có ngày đề nghị, cần cách nhau đủ 3 "
                "năm: chưa đạt."
            ),
        ),
        settings=used("award_years"),
    )


def test_organization_commendation_without_anything_known():
    answer = award(AwardFacts(kind="ORGANIZATION_COMMENDATION", year=2013))

    assert answer == Award(
        eligible=False,
        failed=("H22-12.levels",),
        reasons=(
            h22_12(
                "“Trong sạch, vững mạnh tiêu biểu” 3 năm liên tục đến năm xét (thiếu năm 2011, "
                "2012, 2013): chưa đạt."
            ),
        ),
        settings=used("award_years"),
    )


def test_organization_commendation():
    answer = asked("ORGANIZATION_COMMENDATION")

    assert answer == Award(
        eligible=True,
        failed=(),
        reasons=(h22_12("“Trong sạch, vững mạnh tiêu biểu” 3 năm liên tục đến năm xét: đạt."),),
        settings=used("award_years"),
    )


def test_organization_commendation_too_soon():
    answer = asked(
        "ORGANIZATION_COMMENDATION", last_awarded=date(2012, 2, 29), proposed_on=date(2014, 1, 18)
    )

    assert answer == Award(
        eligible=False,
        failed=("H22-12.last_awarded",),
        reasons=(
            h22_12("“Trong sạch, vững mạnh tiêu biểu” 3 năm liên tục đến năm xét: đạt."),
            h22_12(
                "Lần khen gần nhất là ngày 29/02/2012, đề nghị ngày 18/01/2014, cần cách nhau đủ "
                "3 năm: chưa đạt."
            ),
        ),
        settings=used("award_years"),
    )


def test_member_certificate():
    answer = asked("MEMBER_CERTIFICATE", levels=EXCELLENT, titles=[2011])

    assert answer == Award(
        eligible=True,
        failed=(),
        reasons=(
            h22_13("“Hoàn thành xuất sắc nhiệm vụ” 3 năm liên tục đến năm xét: đạt."),
            h22_13("1 danh hiệu thi đua, cần ít nhất 1: đạt."),
        ),
        settings=used("award_years"),
    )


def test_member_certificate_with_an_old_title():
    answer = asked("MEMBER_CERTIFICATE", levels=EXCELLENT, titles=[2010])

    assert answer == Award(
        eligible=False,
        failed=("H22-13.titles",),
        reasons=(
            h22_13("“Hoàn thành xuất sắc nhiệm vụ” 3 năm liên tục đến năm xét: đạt."),
            h22_13("0 danh hiệu thi đua, cần ít nhất 1: chưa đạt."),
        ),
        settings=used("award_years"),
    )


def test_member_certificate_with_an_old_title_read_otherwise():
    answer = asked(
        "MEMBER_CERTIFICATE",
        levels=EXCELLENT,
        titles=[2010],
        terms=Terms(Readings(award_years="UP_TO_AWARD_YEAR")),
    )

    assert answer == Award(
        eligible=True,
        failed=(),
        reasons=(
            h22_13("“Hoàn thành xuất sắc nhiệm vụ” 3 năm liên tục đến năm xét: đạt."),
            h22_13("1 danh hiệu thi đua, cần ít nhất 1: đạt."),
        ),
        settings=used("award_years=UP_TO_AWARD_YEAR"),
    )


def test_member_commendation():
    answer = asked(
        "MEMBER_COMMENDATION", levels=EXCELLENT, titles=[2009, 2013], bloc_certificates=[2012]
    )

    assert answer == Award(
        eligible=True,
        failed=(),
        reasons=(
            h22_14("“Hoàn thành xuất sắc nhiệm vụ” 5 năm liên tục đến năm xét: đạt."),
            h22_14("2 danh hiệu thi đua, cần ít nhất 2: đạt."),
            h22_14("1 giấy khen, cần ít nhất 1: đạt."),
        ),
        settings=used("award_years"),
    )


def test_member_commendation_that_just_fails():
    answer = asked(
        "MEMBER_COMMENDATION",
        levels={**EXCELLENT, 2009: "GOOD"},
        titles=[2008, 2013],
        bloc_certificates=[2014],
        last_awarded=date(2009, 1, 19),
        proposed_on=date(2014, 1, 18),
    )

    assert answer == Award(
        eligible=False,
        failed=(
            "H22-14.levels",
            "H22-14.titles",
            "H22-14.bloc_certificates",
            "H22-14.last_awarded",
        ),
        reasons=(
            h22_14(
                "“Hoàn thành xuất sắc nhiệm vụ” 5 năm liên tục đến năm xét (thiếu năm 2009): chưa "
                "đạt."
            ),
            h22_14("1 danh hiệu thi đua, cần ít nhất 2: chưa đạt."),
            h22_14("0 giấy khen, cần ít nhất 1: chưa đạt."),
            h22_14(
                "Lần khen gần nhất là ngày 19/01/2009, đề nghị ngày 18/01/2014, cần cách nhau đủ "
                "5 năm: chưa đạt."
            ),
        ),
        settings=used("award_years"),
    )


def test_cap_of_cell_certificates():
    answer = award_cap(kind="CELL_CERTIFICATE", base_count=20)

    assert answer == AwardCap(
        max=3,
        reasons=(
            h22_11("Được đề nghị nhiều nhất 3 trong 20 (không vượt quá 15%, phần lẻ bỏ đi)."),
        ),
    )


def test_cap_of_member_certificates():
    answer = award_cap(kind="MEMBER_CERTIFICATE", base_count=7)

    assert answer == AwardCap(
        max=1,
        reasons=(h22_13("Được đề nghị nhiều nhất 1 trong 7 (không vượt quá 15%, phần lẻ bỏ đi)."),),
    )


def test_cap_of_too_few():
    answer = award_cap(kind="MEMBER_CERTIFICATE", base_count=6)

    assert answer == AwardCap(
        max=0,
        reasons=(h22_13("Không đề nghị được: 15% của 6 chưa đủ một."),),
    )


def test_quota_of_organization_commendations():
    answer = award_cap(kind="ORGANIZATION_COMMENDATION")

    assert answer == AwardCap(
        max=10,
        reasons=(h22_12("Chỉ tiêu phân bổ của toàn khối là 10."),),
    )


def test_quota_of_member_commendations():
    answer = award_cap(kind="MEMBER_COMMENDATION", base_count=500)

    assert answer == AwardCap(
        max=10,
        reasons=(h22_14("Chỉ tiêu phân bổ của toàn khối là 10."),),
    )
