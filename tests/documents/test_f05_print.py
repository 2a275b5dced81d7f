"""F05 on paper, read back from the PDF."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from registrations.definitions import Situation, f05
from registrations.documents import many_pdf, one_pdf
from registrations.documents.paper import Paper
from tests.documents.samples import (
    FILLED,
    OF_HEAD,
    body_of,
    pages_of,
    printed,
    read,
    squeezed,
)

DOT_LINE = "." * 133
MILLIMETRE = 72 / 25.4


def expected_body(data):
    """Return what the form says, in its order, squeezed."""
    parts = [
        "ĐẢNG BỘ SỞ XÂY DỰNG CHI BỘ VĂN PHÒNG * ĐẢNG CỘNG SẢN VIỆT NAM",
        "BẢN CAM KẾT TU DƯỠNG, RÈN LUYỆN, PHẤN ĐẤU, ĐĂNG KÝ NÊU GƯƠNG NĂM 2026 -----",
        "Họ và tên: Nguyễn Văn An Sinh ngày: 04/05/1980",
        "Đơn vị công tác: Văn phòng Sở Xây dựng Chức vụ chính quyền: Chuyên viên",
        "Chức vụ Đảng: Đảng viên Sinh hoạt tại chi bộ: Chi bộ Văn phòng",
        f05.LEGAL_BASES,
        f05.PROMISE,
    ]
    for section in f05.sections_for(data.situation.head):
        parts.append(f"{section.number}. {f05.section_title(section, 2026, 'XIII', 'XIV')}")
        parts.append("1" if section.heads_only else f"({section.guide[:-1]}).")
        parts.append(data.answers[str(section.number)])
    parts += [
        "Đà Lạt, ngày 05 tháng 02 năm 2026 Xác nhận của cấp ủy BÍ THƯ",
        "Người cam kết (ký và ghi rõ họ tên)",
        "Trần Thị Bình (xác nhận ngày 20/03/2026) Nguyễn Văn An",
    ]
    return squeezed(" ".join(parts))


def test_form_reads_as_definition_and_answers_in_order():
    pages = pages_of(one_pdf(FILLED))

    assert body_of(pages) == expected_body(FILLED)


def test_form_of_a_head_has_section_9_and_its_footnote():
    pages = pages_of(one_pdf(OF_HEAD))
    note = squeezed(f"1 {f05.footnote('XIII')}")

    body = body_of(pages)
    assert body.count(note) == 1
    assert body.replace(note, "") == expected_body(OF_HEAD)


def test_answer_to_section_9_of_one_who_is_no_head_is_not_printed():
    text = "".join(printed(answers={**FILLED.answers, "9": "Kế hoạch bí ẩn"}))

    assert "Kế hoạch bí ẩn" not in text
    assert "người đứng đầu cấp ủy" not in text


def test_empty_answer_prints_two_lines_to_write_on():
    pages = printed(answers={**FILLED.answers, "8": " \n "})

    assert "".join(pages).count(DOT_LINE) == 2


def test_blank_form_of_a_round_has_lines_for_everything():
    situation = Situation(year=2027, party_congress="XIV", provincial_congress="XV", head=True)

    pages = pages_of(one_pdf(Paper(situation=situation)))

    text = "\n".join(pages)
    assert len(pages) == 4
    assert text.count(DOT_LINE) == 2 + 6 + 2 * 9
    assert "ĐĂNG KÝ NÊU GƯƠNG NĂM 2027" in text
    assert "cuối năm 2026 (nếu có)" in text
    assert "Nghị quyết Đại hội XV của Đảng bộ tỉnh" in text
    assert "……, ngày …… tháng …… năm 20…" in text
    assert pages[0].strip().endswith("\nMẫu bản cam kết năm 2027")


def test_blank_form_without_a_round_leaves_year_and_congresses_open():
    text = "\n".join(pages_of(one_pdf(Paper(situation=Situation(head=True)))))

    assert "ĐĂNG KÝ NÊU GƯƠNG NĂM 20…" in text
    assert "Nghị quyết Đại hội …… của Đảng" in text


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2024, 12, 5), "Đà Lạt, ngày 05 tháng 12 năm 2024"),
        (date(2026, 1, 31), "Đà Lạt, ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 10), "Đà Lạt, ngày 10 tháng 3 năm 2026"),
    ],
)
def test_place_and_day_lead_small_numbers_with_a_zero(day, line):
    assert line in printed(signed_on=day)[-1]


def test_long_answers_flow_over_numbered_pages():
    pages = printed(answers={"1": "\n".join([FILLED.answers["1"]] * 40)})

    bodies = [page[: page.rindex("\nBản cam kết")] for page in pages]
    assert len(pages) > 5
    assert bodies[0].splitlines()[-1] != "1"
    assert [body.splitlines()[-1] for body in bodies[1:]] == [
        str(number) for number in range(2, len(pages) + 1)
    ]


def test_page_number_stands_in_the_middle_ten_millimetres_from_the_top():
    found = []

    def visit(text, _, matrix, font, size):
        if text.strip() == "2":
            found.append((matrix[4], matrix[5]))

    read(one_pdf(FILLED)).pages[1].extract_text(visitor_text=visit)

    # In CSS pixels from the top left: the left edge of the digit, 3,5 pt from its middle.
    ((left, base),) = found
    assert left * 0.75 == pytest.approx((30 + 165 / 2) * MILLIMETRE - 3.5, abs=0.5)
    assert 10 * MILLIMETRE < base * 0.75 < 10 * MILLIMETRE + 14


@pytest.mark.parametrize("lines", [1, 8, 14, 16, 18, 20, 22, 24])
def test_signatures_are_whole_and_never_alone_on_a_page(lines):
    answers = dict.fromkeys(map(str, range(1, 8)), "Có.") | {
        "8": "\n".join(["Dòng cam kết."] * lines)
    }

    last = printed(answers=answers)[-1]

    above, _, block = last.partition("Đà Lạt, ngày")
    assert above.strip().endswith("Dòng cam kết.")
    assert "Xác nhận của cấp ủy" in block
    assert "Nguyễn Văn An" in block


def test_users_lines_stay_lines():
    text = "\n".join(printed(answers={"1": "Việc một\r\n\r\n- việc hai\n+ việc ba"}))

    assert "\nViệc một\n- việc hai\n+ việc ba\n" in text


def test_markup_of_a_user_is_only_text():
    typed = (
        "<script>alert(1)</script> {{ year }} {% now 'Y' %} &amp; <b>đậm</b> "
        "<img src=file:///etc/hostname> <style>p{background:url(file:///etc/hostname)}</style>"
    )

    pages = printed(answers={**FILLED.answers, "1": typed}, full_name="<i>An</i> \" onload='x'")

    text = squeezed("".join(pages))
    assert squeezed(typed) in text
    assert squeezed("<i>An</i> \" onload='x'") in text


def test_very_long_word_wraps():
    pages = printed(answers={"1": "x" * 500})

    assert squeezed("".join(pages)).count("x" * 500) == 1
    assert max(line.count("x") for page in pages for line in page.splitlines()) < 80


def test_letters_outside_the_print_face_have_a_plain_form():
    typed = "\uf0b7 việc \u2713 ☑ 😀 \u200bho\u0300a a\u0302\u0301 \x07."

    text = "\n".join(printed(answers={"1": typed}))

    assert "• việc √ [x] □ hòa ấ ." in text


def test_foot_says_what_version_when_and_how_to_check():
    first = printed(version=2)[0].strip()

    assert first.endswith(
        "Bản cam kết năm 2026 – Nguyễn Văn An; phiên bản 2; in ngày 21/03/2026\n"
        "Mã kiểm tra: K7P2-9QXM"
    )


def test_many_forms_have_a_bookmark_each_and_own_page_numbers():
    people = [replace(FILLED, full_name=name) for name in ("Lê An", "Đỗ Bình", "Vũ (Chi)")]
    target = BytesIO()

    count = many_pdf(iter(people), "Chi bộ Văn phòng, năm 2026", target)

    reader = read(target.getvalue())
    pages = [page.extract_text() for page in reader.pages]
    assert count == 3
    assert [one.title for one in reader.outline] == ["Lê An", "Đỗ Bình", "Vũ (Chi)"]
    assert [reader.get_destination_page_number(one) for one in reader.outline] == [
        number for number, page in enumerate(pages) if "Họ và tên:" in page
    ]
    assert "\n2\nBản cam kết" in pages[reader.get_destination_page_number(reader.outline[2]) + 1]
    assert reader.metadata.title == "Chi bộ Văn phòng, năm 2026"


def test_same_form_printed_twice_is_the_same_file():
    once = one_pdf(FILLED)
    one_pdf(OF_HEAD)

    assert one_pdf(FILLED) == once
