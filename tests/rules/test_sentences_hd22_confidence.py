"""Hướng dẫn 22, phiếu tín nhiệm: every sentence word for word, in whole verdicts."""

from evaluations.rules.hd22_2013.confidence import (
    Ballot,
    ConfidenceConsequence,
    ConfidenceTally,
    ballot,
    confidence_consequence,
    confidence_tally,
)
from evaluations.rules.verdicts import Reason
from tests.rules.expected import used


def h22_22(text):
    return Reason("H22-22", "mục C.III.2.2; C.III.2.4.4", text)


def h22_23(text):
    return Reason("H22-23", "mục C.III.2.3", text)


def h22_27(text):
    return Reason("H22-27", "mục C.III.5", text)


def test_ballot_for_one_person_of_three():
    answer = ballot(
        issued_by_tellers=True, marks={"Lê Hoa": [], "Tạ Sỹ": ["LOW"], "Ya Đuốc": ["HIGH", "LOW"]}
    )

    assert answer == Ballot(
        invalid_whole=False,
        valid_for=("Tạ Sỹ",),
        reasons=(
            h22_22("Lê Hoa: đánh dấu 0 ô, phải đúng một ô; không hợp lệ đối với người này."),
            h22_22("Ya Đuốc: đánh dấu 2 ô, phải đúng một ô; không hợp lệ đối với người này."),
            h22_22("Hợp lệ đối với: Tạ Sỹ."),
        ),
    )


def test_ballot_for_everybody():
    answer = ballot(issued_by_tellers=True, marks={"Lê Hoa": ["HIGH"], "Tạ Sỹ": ["CONFIDENT"]})

    assert answer == Ballot(
        invalid_whole=False,
        valid_for=("Lê Hoa", "Tạ Sỹ"),
        reasons=(h22_22("Hợp lệ đối với: Lê Hoa, Tạ Sỹ."),),
    )


def test_ballot_without_marks():
    answer = ballot(issued_by_tellers=True, marks={"Lê Hoa": None})

    assert answer == Ballot(
        invalid_whole=False,
        valid_for=(),
        reasons=(h22_22("Lê Hoa: đánh dấu 0 ô, phải đúng một ô; không hợp lệ đối với người này."),),
    )


def test_ballot_with_every_fault():
    answer = ballot(name_struck=True, matter_added=True, marks={"Lê Hoa": ["HIGH"], "Tạ Sỹ": []})

    assert answer == Ballot(
        invalid_whole=True,
        valid_for=(),
        reasons=(
            h22_22("Phiếu không do ban kiểm phiếu phát ra: không hợp lệ."),
            h22_22("Phiếu gạch xóa họ tên người được in trên phiếu: không hợp lệ."),
            h22_22("Phiếu ghi thêm tên người hoặc thông tin khác: không hợp lệ."),
            h22_22("Tạ Sỹ: đánh dấu 0 ô, phải đúng một ô; không hợp lệ đối với người này."),
        ),
    )


def test_ballot_with_a_name_struck_out():
    answer = ballot(issued_by_tellers=True, name_struck=True, marks={"Lê Hoa": ["HIGH"]})

    assert answer == Ballot(
        invalid_whole=True,
        valid_for=(),
        reasons=(h22_22("Phiếu gạch xóa họ tên người được in trên phiếu: không hợp lệ."),),
    )


def test_ballot_with_matter_added():
    answer = ballot(issued_by_tellers=True, matter_added=True)

    assert answer == Ballot(
        invalid_whole=True,
        valid_for=(),
        reasons=(h22_22("Phiếu ghi thêm tên người hoặc thông tin khác: không hợp lệ."),),
    )


def test_tally():
    answer = confidence_tally(issued=10, collected=9, high=3, confident=3, low=2)

    assert answer == ConfidenceTally(
        valid=8,
        percent={"high": "33,33", "confident": "33,33", "low": "22,22"},
        reasons=(
            h22_23(
                "Phát ra 10, thu về 9, hợp lệ 8; trên số thu về: tín nhiệm cao 3 (33,33%), tín "
                "nhiệm 3 (33,33%), tín nhiệm thấp 2 (22,22%)."
            ),
        ),
    )


def test_tally_of_nothing():
    answer = confidence_tally(issued=0, collected=0, high=0, confident=0, low=0)

    assert answer == ConfidenceTally(
        valid=0,
        percent={"high": "0,00", "confident": "0,00", "low": "0,00"},
        reasons=(
            h22_23(
                "Phát ra 0, thu về 0, hợp lệ 0; trên số thu về: tín nhiệm cao 0 (0,00%), tín "
                "nhiệm 0 (0,00%), tín nhiệm thấp 0 (0,00%)."
            ),
        ),
    )


def test_no_consequence():
    answer = confidence_consequence(year=2014, low={2014: [15, 30], 2011: [30, 30]})

    assert answer == ConfidenceConsequence(
        not_completed=False,
        out_of_plan=False,
        relieve=False,
        reasons=(h22_27("15/30 phiếu thu về là tín nhiệm thấp: không phải xử lý."),),
        settings=used("half_or_more"),
    )


def test_no_consequence_without_a_vote():
    answer = confidence_consequence(year=2014)

    assert answer == ConfidenceConsequence(
        not_completed=False,
        out_of_plan=False,
        relieve=False,
        reasons=(h22_27("0/0 phiếu thu về là tín nhiệm thấp: không phải xử lý."),),
        settings=used("half_or_more"),
    )


def test_consequence_of_a_majority():
    answer = confidence_consequence(year=2014, low={2014: [16, 30]})

    assert answer == ConfidenceConsequence(
        not_completed=True,
        out_of_plan=True,
        relieve=False,
        reasons=(
            h22_27(
                "16/30 phiếu thu về là tín nhiệm thấp, trên 1/2: không được đánh giá hoàn thành "
                "nhiệm vụ năm."
            ),
            h22_27(
                "16/30 phiếu thu về là tín nhiệm thấp, trên 1/2: đưa ra khỏi danh sách quy hoạch."
            ),
        ),
        settings=used("half_or_more"),
    )


def test_consequence_of_two_thirds():
    answer = confidence_consequence(year=2014, low={2014: [20, 30]})

    assert answer == ConfidenceConsequence(
        not_completed=True,
        out_of_plan=True,
        relieve=True,
        reasons=(
            h22_27(
                "20/30 phiếu thu về là tín nhiệm thấp, trên 1/2: không được đánh giá hoàn thành "
                "nhiệm vụ năm."
            ),
            h22_27(
                "20/30 phiếu thu về là tín nhiệm thấp, trên 1/2: đưa ra khỏi danh sách quy hoạch."
            ),
            h22_27("20/30 phiếu thu về là tín nhiệm thấp, từ 2/3 trở lên: cho thôi giữ chức vụ."),
        ),
        settings=used("half_or_more"),
    )


def test_consequence_of_half_twice():
    answer = confidence_consequence(year=2014, low={2014: [15, 30], 2012: [2, 4]})

    assert answer == ConfidenceConsequence(
        not_completed=False,
        out_of_plan=False,
        relieve=True,
        reasons=(
            h22_27(
                "15/30 phiếu thu về là tín nhiệm thấp, từ 1/2 trở lên, và năm 2012 cũng vậy: cho "
                "thôi giữ chức vụ."
            ),
        ),
        settings=used("half_or_more"),
    )


def test_consequence_of_half_three_times():
    answer = confidence_consequence(year=2014, low={2014: [2, 3], 2013: [1, 2], 2012: [1, 2]})

    assert answer == ConfidenceConsequence(
        not_completed=True,
        out_of_plan=True,
        relieve=True,
        reasons=(
            h22_27(
                "2/3 phiếu thu về là tín nhiệm thấp, trên 1/2: không được đánh giá hoàn thành "
                "nhiệm vụ năm."
            ),
            h22_27(
                "2/3 phiếu thu về là tín nhiệm thấp, trên 1/2: đưa ra khỏi danh sách quy hoạch."
            ),
            h22_27("2/3 phiếu thu về là tín nhiệm thấp, từ 2/3 trở lên: cho thôi giữ chức vụ."),
            h22_27(
                "2/3 phiếu thu về là tín nhiệm thấp, từ 1/2 trở lên, và năm 2013, 2012 cũng vậy: "
                "cho thôi giữ chức vụ."
            ),
        ),
        settings=used("half_or_more"),
    )


def test_no_consequence_of_earlier_votes_alone():
    answer = confidence_consequence(year=2014, low={2014: [14, 30], 2013: [30, 30]})

    assert answer == ConfidenceConsequence(
        not_completed=False,
        out_of_plan=False,
        relieve=False,
        reasons=(h22_27("14/30 phiếu thu về là tín nhiệm thấp: không phải xử lý."),),
        settings=used("half_or_more"),
    )
