import unicodedata

import pytest

from organizations.importing.legacy import (
    TCVN3_LETTERS,
    decode_tcvn3,
    is_syllable,
    legacy_code,
    to_unicode,
)

LOWER = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"


def test_tcvn3_has_every_small_letter():
    codes = {letter: chr(0xA1 + place) for place, letter in enumerate(TCVN3_LETTERS)}

    decoded = [decode_tcvn3(f"a{codes[letter]}b") for letter in LOWER]

    assert decoded == [f"a{letter}b" for letter in LOWER]


def test_tcvn3_has_every_capital_letter():
    codes = {letter: chr(0xA1 + place) for place, letter in enumerate(TCVN3_LETTERS)}

    in_capital_font = [decode_tcvn3(f"NG{codes[letter]}N") for letter in LOWER]

    assert in_capital_font == [f"NG{letter.upper()}N" for letter in LOWER]
    assert decode_tcvn3("¡n ¢n £ch ¤n ¥n ¦ng §i") == "Ăn Ân Êch Ôn Ơn Ưng Đi"


@pytest.mark.parametrize(
    ("legacy", "text"),
    [
        ("NguyÔn V¨n Th¾ng", "Nguyễn Văn Thắng"),
        ("nguyÔn v¨n th¾ng", "nguyễn văn thắng"),
        ("NGUYÔN V¡N TH¾NG", "NGUYỄN VĂN THẮNG"),
        ("Vâ ThÞ Lan", "Võ Thị Lan"),
        ("D­¬ng H÷u B×nh", "Dương Hữu Bình"),
        ("L−u V¨n Tó", "Lưu Văn Tú"),
        ("K'BrÕu", "K'Brếu"),
        ("Së Tµi chÝnh", "Sở Tài chính"),
        ("§ç Thµnh", "Đỗ Thành"),
        ("Hä vµ tªn", "Họ và tên"),
    ],
)
def test_tcvn3_text_is_recognised_and_decoded(legacy, text):
    assert (legacy_code(legacy), to_unicode(legacy)) == ("tcvn3", text)


@pytest.mark.parametrize(
    ("legacy", "text"),
    [
        ("Nguyeãn Vaên Thaéng", "Nguyễn Văn Thắng"),
        ("Ñaëng Thò Höông", "Đặng Thị Hương"),
        ("LEÂ VAÊN TAÙM", "LÊ VĂN TÁM"),
        ("Huyønh Myõ Leä", "Huỳnh Mỹ Lệ"),
    ],
)
def test_vni_text_is_recognised_and_decoded(legacy, text):
    assert (legacy_code(legacy), to_unicode(legacy)) == ("vni", text)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn Thắng",
        "Cil Múp K'Thương",
        "K' Brếu",
        "K'Brôi",
        "Ức",
        "Đàng",
        "Hà",
        "Lê Hoà",
        "Thuý",
        "Tôn Nữ Hoàng Oanh",
        "Ý",
        "Ôn",
        "H'Loan Niê",
        "Y Thông Êban",
        "Siu Blô",
        "Mã A Páo",
        "Cô Tô",
        "Hélène",
        "François",
        "LÊ THÀNH CÔNG",
        "Công ty",
        "§ 5",
        "Nguyen Van An",
        "",
    ],
)
def test_real_names_are_not_taken_for_legacy(name):
    assert (legacy_code(name), to_unicode(name)) == ("", name)


def test_decomposed_unicode_is_not_legacy_once_composed():
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", "Lê Thành Đạt"))

    assert legacy_code(text) == ""


@pytest.mark.parametrize("word", ["thuý", "thúy", "hoà", "hòa", "nghiêng", "quýt", "già", "ý"])
def test_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["blô", "mỳp", "lª", "thuò", "eõ", "ubnd", "krông"])
def test_other_words_are_no_syllables(word):
    assert not is_syllable(word)
