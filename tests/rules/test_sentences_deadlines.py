"""Deadlines: every sentence word for word, in whole verdicts."""

from datetime import date

from evaluations.rules.deadlines import LastDay, draft_report_sent_by, last_day
from evaluations.rules.guidance import Adoption, Terms
from evaluations.rules.verdicts import Reason
from tests.rules.expected import used

ADOPTED = Terms(
    adoption=Adoption("Công văn số 7-CV/ĐU", date(2022, 1, 5), "đồng chí Nguyễn Văn An", 2022, 2022)
)


def ck_02(text):
    return Reason("CK-02", "mục IV.2 và V.4", text)


def h21_04(text):
    return Reason("H21-04", "mục A.4.1, điểm a", text)


def h21_41(text):
    return Reason("H21-41", "mục III.2", text)


def h22_01(text):
    return Reason("H22-01", "mục A.I.3.1", text)


def h22_15(text):
    return Reason("H22-15", "mục B.III.2", text)


def h22_30(text):
    return Reason("H22-30", "mục B.III.2.2; Đ.II", text)


def ld_01(text):
    return Reason("LD-01", "mục I", text)


def ld_04(text):
    return Reason("LD-04", "mục II.3.1", text)


def ng_02(text):
    return Reason("NG-02", "mục II; IV, tiến độ", text)


def ng_03(text):
    return Reason(
        "NG-03",
        "mục IV, tiến độ, đoạn kết, áp dụng theo Công văn số 7-CV/ĐU ngày 05/01/2022 của đồng chí "
        "Nguyễn Văn An",
        text,
    )


def test_registration_under_neu_guong_in_2017():
    answer = last_day(guidance="neu_guong_2017", what="REGISTRATION", year=2017)

    assert answer == LastDay(
        date=date(2017, 5, 30),
        reasons=(
            ng_02(
                "Hạn cuối là ngày 30/05/2017 (hoàn thành trong tháng 12 năm trước; riêng năm 2017 "
                "chậm nhất ngày 30/05/2017)."
            ),
        ),
    )


def test_registration_under_neu_guong_later():
    answer = last_day(guidance="neu_guong_2017", what="REGISTRATION", year=2018)

    assert answer == LastDay(
        date=date(2017, 12, 31),
        reasons=(
            ng_02(
                "Hạn cuối là ngày 31/12/2017 (hoàn thành trong tháng 12 năm trước; riêng năm 2017 "
                "chậm nhất ngày 30/05/2017)."
            ),
        ),
    )


def test_evaluation_under_neu_guong():
    answer = last_day(guidance="neu_guong_2017", what="EVALUATION", year=2017)

    assert answer == LastDay(
        date=date(2017, 12, 31),
        reasons=(ng_02("Hạn cuối là ngày 31/12/2017 (hoàn thành trong quý IV)."),),
    )


def test_report_under_neu_guong():
    answer = last_day(guidance="neu_guong_2017", what="REPORT", year=2022, terms=ADOPTED)

    assert answer == LastDay(
        date=date(2022, 12, 29),
        reasons=(ng_03("Hạn cuối là ngày 29/12/2022 (trước ngày 30/12)."),),
    )


def test_registration_under_lam_dong_in_2017():
    answer = last_day(guidance="lam_dong_2017", what="REGISTRATION", year=2017)

    assert answer == LastDay(
        date=date(2017, 3, 31),
        reasons=(
            ld_01(
                "Hạn cuối là ngày 31/03/2017 (từ tháng 1 hằng năm; riêng năm 2017 hoàn thành "
                "trong quý I)."
            ),
        ),
    )


def test_registration_under_lam_dong_later():
    answer = last_day(guidance="lam_dong_2017", what="REGISTRATION", year=2018, quarter=3)

    assert answer == LastDay(
        date=date(2018, 1, 31),
        reasons=(
            ld_01(
                "Hạn cuối là ngày 31/01/2018 (từ tháng 1 hằng năm; riêng năm 2017 hoàn thành "
                "trong quý I)."
            ),
        ),
        settings=used("from_january"),
    )


def test_quarter_under_lam_dong():
    answer = last_day(guidance="lam_dong_2017", what="QUARTER", year=2018, quarter=3)

    assert answer == LastDay(
        date=date(2018, 9, 24),
        reasons=(ld_04("Hạn cuối là ngày 24/09/2018 (trước ngày 25 tháng cuối quý)."),),
    )


def test_registration_under_cam_ket_9():
    answer = last_day(guidance="cam_ket_9", what="REGISTRATION", year=2024)

    assert answer == LastDay(
        date=date(2024, 3, 31),
        reasons=(ck_02("Hạn cuối là ngày 31/03/2024 (hoàn thành trong quý I)."),),
    )


def test_results_to_centre_under_hd21():
    answer = last_day(guidance="hd21_2019", what="RESULTS_TO_CENTRE", year=2019)

    assert answer == LastDay(
        date=date(2020, 3, 14),
        reasons=(h21_41("Hạn cuối là ngày 14/03/2020 (trước ngày 15 tháng 3 năm sau)."),),
    )


def test_evaluation_under_hd22():
    answer = last_day(guidance="hd22_2013", what="EVALUATION", year=2013)

    assert answer == LastDay(
        date=date(2013, 12, 24),
        reasons=(h22_30("Hạn cuối là ngày 24/12/2013 (trước ngày 25 tháng 12)."),),
    )


def test_report_under_hd22():
    answer = last_day(guidance="hd22_2013", what="REPORT", year=2013)

    assert answer == LastDay(
        date=date(2013, 12, 29),
        reasons=(h22_30("Hạn cuối là ngày 29/12/2013 (trước ngày 30 tháng 12)."),),
    )


def test_confidence_vote_under_hd22():
    answer = last_day(guidance="hd22_2013", what="CONFIDENCE_VOTE", year=2013)

    assert answer == LastDay(
        date=date(2013, 12, 29),
        reasons=(h22_30("Hạn cuối là ngày 29/12/2013 (trước ngày 30 tháng 12)."),),
    )


def test_summary_meeting_under_hd22():
    answer = last_day(guidance="hd22_2013", what="SUMMARY_MEETING", year=2013)

    assert answer == LastDay(
        date=date(2014, 1, 14),
        reasons=(h22_30("Hạn cuối là ngày 14/01/2014 (trước ngày 15/01 năm sau)."),),
    )


def test_leaders_under_hd22():
    answer = last_day(guidance="hd22_2013", what="LEADERS", year=2013)

    assert answer == LastDay(
        date=date(2014, 1, 19),
        reasons=(h22_30("Hạn cuối là ngày 19/01/2014 (trước ngày 20/01 năm sau)."),),
    )


def test_leaders_report_under_hd22():
    answer = last_day(guidance="hd22_2013", what="LEADERS_REPORT", year=2013)

    assert answer == LastDay(
        date=date(2014, 1, 29),
        reasons=(h22_30("Hạn cuối là ngày 29/01/2014 (trước ngày 30/01 năm sau)."),),
    )


def test_award_files_under_hd22():
    answer = last_day(guidance="hd22_2013", what="AWARD_FILES", year=2013)

    assert answer == LastDay(
        date=date(2014, 1, 18),
        reasons=(
            h22_30("Hạn cuối là ngày 18/01/2014 (chậm nhất ngày 18/01 năm sau)."),
            h22_15("Hạn cuối là ngày 18/01/2014 (chậm nhất ngày 18/01 năm sau)."),
        ),
    )


def test_draft_report_under_hd21_over_a_weekend_and_a_holiday():
    answer = draft_report_sent_by(
        guidance="hd21_2019", meeting=date(2020, 12, 21), holidays=[date(2020, 12, 18)]
    )

    assert answer == LastDay(
        date=date(2020, 12, 15),
        reasons=(
            h21_04(
                "Gửi chậm nhất ngày 15/12/2020: ít nhất 3 ngày làm việc trước hội nghị ngày "
                "21/12/2020."
            ),
        ),
    )


def test_draft_report_under_hd22():
    answer = draft_report_sent_by(
        guidance="hd22_2013", meeting=date(2020, 12, 21), holidays=[date(2020, 12, 18)]
    )

    assert answer == LastDay(
        date=date(2020, 12, 18),
        reasons=(
            h22_01("Gửi chậm nhất ngày 18/12/2020: ít nhất 3 ngày trước hội nghị ngày 21/12/2020."),
        ),
    )
