"""The wording of F05: complete, in NFC, without the scan's misreadings."""

import re
from unicodedata import is_normalized

import pytest

from registrations.definitions import f05

MISREAD = (
    "chính đồn",
    "tự chuyên hóa",
    "KHỎI CÁC CƠ QUAN",
    "Đòi mới",
    "nên nếp",
    "chính đảng",
    "tôt công tác",
    "kiêm tra",
    "Đà lạt",
    "TM.",
    "Xã hội chủ nghĩa",
    "xúc tích",
    "TCCSD",
    "noi ít",
    "lệnh lạc",
    "góp ký",
    "Bộ Chí trị",
    "Nguời",
    "điểm hình",
    "của của",
    "Ð",
    "uỷ",
    "  ",
)
WORDING = "\n".join(
    [
        *f05.TITLE,
        f05.LEGAL_BASES,
        f05.PROMISE,
        f05.FOOTNOTE,
        *(section.title for section in f05.SECTIONS),
        *(section.guide for section in f05.SECTIONS),
    ]
)


@pytest.mark.parametrize("wrong", MISREAD)
def test_wording_has_no_misreading(wrong):
    assert wrong not in WORDING


def test_wording_is_nfc():
    assert is_normalized("NFC", WORDING)


def test_wording_has_no_markup():
    assert re.findall(r"[*#<>\[\]`]", WORDING) == []


def test_wording_quotes_and_brackets_are_in_pairs():
    assert WORDING.count("“") == WORDING.count("”")
    assert WORDING.count("(") == WORDING.count(")")


def test_sections_are_nine_in_order():
    assert [section.number for section in f05.SECTIONS] == list(range(1, 10))


def test_guides_are_whole_sentences_and_only_the_ninth_has_none():
    assert [section.number for section in f05.SECTIONS if not section.guide.endswith(".")] == [9]
    assert f05.SECTIONS[8].guide == ""


def test_corrected_passages_read_as_the_guidance_has_them():
    assert "Đổi mới, sáng tạo, dám nghĩ" in f05.SECTIONS[4].guide
    assert "thực hiện nền nếp chế độ sinh hoạt đảng" in f05.SECTIONS[5].guide
    assert "danh dự chính đáng của đồng chí" in f05.SECTIONS[6].guide


def test_section_8_names_the_year_before():
    assert f05.section_title(f05.SECTIONS[7], 2026).endswith("cuối năm 2025 (nếu có)")


def test_section_8_has_dots_without_a_year():
    assert f05.section_title(f05.SECTIONS[7]).endswith("cuối năm 20… (nếu có)")


def test_section_9_and_its_footnote_name_the_congresses_of_the_round():
    title = f05.section_title(f05.SECTIONS[8], 2026, "XIV", "XV")

    assert title == (
        "Về kế hoạch hành động thực hiện Nghị quyết Đại hội XIV của Đảng, Nghị quyết Đại hội "
        "XV của Đảng bộ tỉnh"
    )
    assert "quán triệt Nghị quyết Đại hội XIV thì" in f05.footnote("XIV")


def test_ninth_section_is_for_heads_alone():
    assert [section.number for section in f05.sections_for(head=False)] == list(range(1, 9))
    assert [section.number for section in f05.sections_for(head=True)] == list(range(1, 10))
