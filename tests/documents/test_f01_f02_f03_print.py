"""Forms 01, 02 and 03/ĐKNG on paper, read back from the PDF."""

from dataclasses import replace

import pytest

from evaluations.rules.neu_guong_2017 import MEMBER_LEVELS, ORGANIZATION_LEVELS
from registrations.definitions import Code, Manifestation
from registrations.documents import one_pdf
from registrations.documents.f02 import SUMMARIES
from tests.documents.papers import F01, F02, F03, WITH_MANIFESTATIONS, blank
from tests.documents.samples import pages_of, read, squeezed
from tests.documents.test_pdf import alternatives_of

CROSSED, EMPTY = "Có đánh dấu", "Không đánh dấu"


def text_of(paper):
    return squeezed("".join(pages_of(one_pdf(paper))))


def boxes_of(paper):
    """Return what stands for the drawn boxes, in order."""
    return [words for words in alternatives_of(read(one_pdf(paper))) if "đánh dấu" in words]


def test_f01_has_the_letterhead_of_its_committee_with_number_and_date():
    first = pages_of(one_pdf(F01))[0]

    assert squeezed(first).startswith(
        squeezed(
            "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH ĐẢNG ỦY SỞ XÂY DỰNG * Số …………… "
            "ĐẢNG CỘNG SẢN VIỆT NAM Đà Lạt, ngày 05 tháng 02 năm 2026 "
            "BẢN ĐĂNG KÝ NÊU GƯƠNG HỌC TẬP VÀ LÀM THEO "
            "TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH NĂM 2026 -----"
        )
    )


def test_f01_names_the_comment_meeting_the_signer_and_who_received_it():
    text = text_of(F01)

    for words in (
        "Thời gian: ngày 08/01/2026. Địa điểm: Hội trường Sở Xây dựng.",
        "Có mặt: 21/23 người trong danh sách.",
        "Thành phần: cấp ủy viên; trưởng, phó các phòng",
        "Nơi nhận: - Đảng ủy Khối các cơ quan tỉnh (để theo dõi, nhận xét, đánh giá), - Lưu.",
        "T/M ĐẢNG ỦY BÍ THƯ Võ Minh Tú",
        "Đã nhận bản đăng ký ngày 20/03/2026. Người nhận: Trần Thị Bình, Bí thư.",
    ):
        assert squeezed(words) in text


def test_f01_of_a_cell_is_signed_for_the_cell():
    text = text_of(replace(F01, issuer_name="Chi bộ Văn phòng", committee=False))

    assert "T/MCHIBỘBÍTHƯ" in text
    assert squeezed("Thành phần: tất cả đảng viên trong chi bộ.") in text
    assert "T/MĐẢNGỦY" not in text


def test_f01_has_a_year_end_part_to_fill_in():
    text = text_of(F01).partition("ĐÁNHGIÁCUỐINĂM")[2]

    assert squeezed("9 Chế độ báo cáo Cộng 100") in text
    assert all(squeezed(name) in text for name in ORGANIZATION_LEVELS.names.values())
    assert "Khôngcôngnhận" in text
    assert boxes_of(F01) == [EMPTY] * 6


def test_f01_has_the_points_that_the_round_gives_each_item():
    sheet = ("12.5", "10", "10", "20", "10", "10", "10", "10", "7.5")

    text = text_of(replace(F01, score_sheet=sheet)).partition("ĐÁNHGIÁCUỐINĂM")[2]

    assert squeezed("9 Chế độ báo cáo 7,5 Cộng 100") in text


def test_blank_f01_leaves_meeting_signer_and_receipt_open():
    text = text_of(blank(Code.F01))

    assert "Thờigian:...." in text
    assert "Cómặt:...." in text
    assert "T/MCẤPỦYBÍTHƯCấpủycấptrêntrựctiếp" in text
    assert "Ngườinhận:...." in text


def test_f02_draws_the_boxes_of_the_27_manifestations():
    boxes = boxes_of(F02)

    assert len(boxes) == 27 + 8
    assert [place for place, words in enumerate(boxes) if words == CROSSED] == [2, 26]


def test_f02_says_that_short_headings_are_no_wording_of_the_resolution():
    official = replace(
        WITH_MANIFESTATIONS, manifestations=(Manifestation("I.1", "Nguyên văn biểu hiện."),)
    )

    text, of_official = text_of(F02), text_of(replace(F02, situation=official))

    assert text.count("(tómtắt)") == 27 + 1
    assert squeezed(SUMMARIES) in text
    assert squeezed(SUMMARIES) not in of_official
    assert squeezed("I.1. Nguyên văn biểu hiện.") in of_official


def test_f02_of_a_non_member_is_confirmed_by_the_agency_and_names_no_party_post():
    text = text_of(replace(F02, member=False))

    assert squeezed("Xác nhận của lãnh đạo cơ quan, đơn vị") in text
    assert "ChứcvụĐảng" not in text
    assert squeezed("Xác nhận của cấp ủy") in text_of(F02)


@pytest.mark.parametrize("paper", [F02, F03], ids=["F02", "F03"])
def test_year_end_part_has_the_four_levels_and_the_vote(paper):
    pages = pages_of(one_pdf(paper))

    text = squeezed(pages[-1])
    assert text.startswith("ĐÁNHGIÁCUỐINĂM")
    assert all(squeezed(name) in text for name in MEMBER_LEVELS.names.values())
    assert squeezed("Trong danh sách Có mặt") in text


def test_f03_is_kept_and_signed_by_the_agency():
    text = text_of(F03)

    assert squeezed("Thuộc phạm vi lãnh đạo của chi bộ: Chi bộ Văn phòng") in text
    assert squeezed("Xác nhận của lãnh đạo cơ quan, đơn vị BÍ THƯ Người đăng ký") in text
    assert squeezed("T/M LÃNH ĐẠO CƠ QUAN, ĐƠN VỊ THỦ TRƯỞNG") in text
    assert "ChứcvụĐảng" not in text
