"""What check_cases says of a value that is refused or can never come: its line, how to write it."""

import pytest

from tests.rules.checked import check_files

CAP = "hd21_2019.excellent_cap"
MEMBER = "neu_guong_2017.member_level"
SCOPE = "hd21_2019.member_scope"
LEVELS = "Chỉ nhận một trong: OUTSTANDING, GOOD, PIONEERING, NOT_EXEMPLARY."
DAY = "Phải là ngày, tháng, năm."
WHOLE = "Phải là số nguyên từ 0 trở lên."
POSITIVE = "Phải là số nguyên từ 1 trở lên."
NAMES_AND_VALUES = "Hãy ghi từng tên và giá trị, như {tên: giá trị}."
DAY_WRITTEN = "Hãy ghi năm-tháng-ngày, như 2025-06-30, không đặt trong ngoặc kép."

# question, lines of "given" from line 4 on, line, field, sentence with what was read and a hint
REFUSED = {
    "text for yes or no": (
        "cam_ket_9.sections",
        ["head: có"],
        (
            4,
            "head",
            "Chỉ nhận có hoặc không. (đọc được: “có”) Hãy ghi true (có) hoặc false (không).",
        ),
    ),
    "day as spoken": (
        SCOPE,
        ["year: 2025", "admitted: 30/6/2025"],
        (5, "admitted", f"{DAY} (đọc được: “30/6/2025”) {DAY_WRITTEN}"),
    ),
    "day in quotation marks": (
        SCOPE,
        ["year: 2025", 'admitted: "2025-06-30"'],
        (5, "admitted", f"{DAY} (đọc được: “2025-06-30”) {DAY_WRITTEN}"),
    ),
    "comma in a number": (
        "neu_guong_2017.organization_level",
        ["score: 89,5"],
        (4, "score", "Phải là một số. (đọc được: “89,5”) Hãy dùng dấu chấm: 89.5."),
    ),
    "number with its unit": (
        MEMBER,
        ["ballots: {GOOD: 1}", "roll: 30 người"],
        (5, "roll", f"{POSITIVE} (đọc được: “30 người”) Hãy ghi riêng con số: 30."),
    ),
    "number in quotation marks": (
        MEMBER,
        ['roll: "30"', "ballots: {GOOD: 1}"],
        (4, "roll", f"{POSITIVE} (đọc được: “30”) Hãy ghi số không đặt trong ngoặc kép: 30."),
    ),
    "text for a number": (
        MEMBER,
        ["roll: ba mươi"],
        (4, "roll", f"{POSITIVE} (đọc được: “ba mươi”)"),
    ),
    "field left out": (
        MEMBER,
        ["ballots: {GOOD: 1}"],
        (3, "roll", f"{POSITIVE} (thiếu “roll”)"),
    ),
    "field left empty": (
        MEMBER,
        ["ballots: {GOOD: 1}", "roll:"],
        (5, "roll", f"{POSITIVE} (đọc được: để trống)"),
    ),
    "word misspelt": (
        MEMBER,
        ["roll: 30", "ballots:", "  GOOD: 1", "  OUTSTANDNG: 20"],
        (7, "ballots", f"{LEVELS} (đọc được: OUTSTANDNG: 20) Có phải là “OUTSTANDING”?"),
    ),
    "word in small letters": (
        MEMBER,
        ["roll: 30", "ballots: {good: 1}"],
        (5, "ballots", f"{LEVELS} (đọc được: good: 1) Có phải là “GOOD”?"),
    ),
    "space missing after a colon": (
        MEMBER,
        ["roll: 30", "ballots: {OUTSTANDING:20}"],
        (
            5,
            "ballots",
            f"{LEVELS} (đọc được: OUTSTANDING:20: null) "
            "Sau tên cần dấu hai chấm và dấu cách: “OUTSTANDING: …”.",
        ),
    ),
    "space missing in lines": (
        MEMBER,
        ["roll: 30", "ballots:", "  OUTSTANDING:20"],
        (
            5,
            "ballots",
            "Phải là bảng gồm tên và giá trị. (đọc được: “OUTSTANDING:20”) "
            f"Sau dấu hai chấm cần dấu cách. {NAMES_AND_VALUES}",
        ),
    ),
    "count that is none": (
        MEMBER,
        ["roll: 30", "ballots:", "  OUTSTANDING: 2.5", "  GOOD: 1"],
        (6, "ballots", f"{WHOLE} (đọc được: OUTSTANDING: 2.5)"),
    ),
    "all votes together too many": (
        MEMBER,
        ["roll: 30", "ballots:", "  GOOD: 20", "  NOT_EXEMPLARY: 11"],
        (
            5,
            "ballots",
            "Số phiếu nhiều hơn 30 người trong danh sách. "
            "(đọc được: {GOOD: 20, NOT_EXEMPLARY: 11})",
        ),
    ),
    "text for a list": (
        "cam_ket_9.sections",
        ["filled: 1, 2"],
        (
            4,
            "filled",
            "Phải là danh sách các mục. (đọc được: “1, 2”) Hãy ghi trong ngoặc vuông: [1, 2].",
        ),
    ),
    "table for a list": (
        CAP,
        ["good_or_better: 20", "candidates: {An: 3}"],
        (
            5,
            "candidates",
            "Phải là một danh sách. (đọc được: {An: 3}) Hãy ghi trong ngoặc vuông, như [A, B].",
        ),
    ),
    "word of a list": (
        "cam_ket_9.sections",
        ["filled:", "  - 1", "  - hai"],
        (6, "filled", f"{WHOLE} (đọc được: “hai”)"),
    ),
    "votes of one candidate above the roll": (
        "lam_dong_2017.role_models",
        [
            "roll: 30",
            "completed_well: 20",
            "candidates:",
            "  - {name: An, votes: 20, level: COMPLETED_WELL}",
            "  - {name: Bình, votes: 31, level: COMPLETED_WELL}",
        ],
        (
            8,
            "candidates",
            "Không được lớn hơn 30. "
            "(đọc được: votes: 31, trong {name: Bình, votes: 31, level: COMPLETED_WELL})",
        ),
    ),
    "candidate named Null": (
        CAP,
        ["good_or_better: 20", "candidates:", "  - name: Null", "    votes: 3"],
        (
            6,
            "candidates",
            "Không được để trống. (đọc được: name: null, trong {name: null, votes: 3}) "
            'Nếu đúng là chữ thì đặt trong ngoặc kép: "Null".',
        ),
    ),
    "candidate named No": (
        CAP,
        ["good_or_better: 20", "candidates:", "  - name: No"],
        (
            6,
            "candidates",
            "Không được để trống. (đọc được: name: false, trong {name: false}) "
            'Nếu đúng là chữ thì đặt trong ngoặc kép: "No".',
        ),
    ),
    "candidate twice": (
        CAP,
        [
            "good_or_better: 20",
            "candidates:",
            "  - {name: An, votes: 4}",
            "  - {name: An, votes: 3}",
        ],
        (
            7,
            "candidates",
            "Mỗi tên chỉ được có một lần. (đọc được: name: An, trong {name: An, votes: 3})",
        ),
    ),
    "candidate without votes": (
        CAP,
        ["good_or_better: 20", "candidates:", "  - {name: An, votes: 4}", "  - {name: Chi}"],
        (7, "candidates", f"{WHOLE} (thiếu “votes”, trong {{name: Chi}})"),
    ),
    "person with a number for a name": (
        "hd22_2013.ballot",
        ["issued_by_tellers: true", "marks:", "  An: [HIGH]", "  123: [HIGH]"],
        (
            7,
            "marks",
            "Không được để trống. (đọc được: 123: [HIGH]) "
            'Nếu đúng là chữ thì đặt trong ngoặc kép: "123".',
        ),
    ),
    "word of a list in a table": (
        "hd22_2013.ballot",
        ["issued_by_tellers: true", "marks:", "  An: [HIGH]", "  Bình: [HIHG]"],
        (
            7,
            "marks",
            "Chỉ nhận một trong: HIGH, CONFIDENT, LOW. (đọc được: “HIHG”, trong Bình: [HIHG]) "
            "Có phải là “HIGH”?",
        ),
    ),
    "year of a table": (
        "hd22_2013.confidence_consequence",
        ["year: 2014", "low:", "  2014: [1, 2]", "  2013: [3, 2]"],
        (
            7,
            "low",
            "Số phiếu tín nhiệm thấp nhiều hơn số phiếu thu về. (đọc được: 2013: [3, 2])",
        ),
    ),
    "long text": (
        MEMBER,
        [f"roll: {'x' * 200}"],
        (4, "roll", f"{POSITIVE} (đọc được: “{'x' * 119}…)"),
    ),
}


def check_one(tmp_path, question, given, expect):
    """Return the line of a failing case whose "given" begins on line 4, and its words."""
    rows = ["- case: A", f"  question: {question}", "  given:", *(f"    {row}" for row in given)]
    path = tmp_path / "t.yaml"
    path.write_text("\n".join([*rows, f"  expect: {{{expect}}}\n"]))
    lines, _ = check_files(path)
    assert lines[-1] == "0 passed, 1 failed"
    return lines[0].removeprefix(f"{path}:")


@pytest.mark.parametrize(("question", "given", "told"), REFUSED.values(), ids=REFUSED)
def test_refusal_stands_on_its_line_with_what_was_read_and_a_hint(tmp_path, question, given, told):
    line, field, sentence = told

    words = check_one(tmp_path, question, given, "rules_include: []")

    assert words == f"{line}: A: cần rules_include: []; bị từ chối ở {field}: {sentence}"


@pytest.mark.parametrize(
    ("question", "given", "expect", "note"),
    [
        (
            "lam_dong_2017.member_level",
            "roll: 30, ballots: {COMPLETED_WELL: 30}",
            "level: TOT",
            "(Không có mức “TOT”; văn bản này có: COMPLETED_WELL, COMPLETED, NOT_COMPLETED.)",
        ),
        (
            "neu_guong_2017.member_level",
            "roll: 30, ballots: {GOOD: 20}",
            "level: Tấm gương tốt",
            "(Không có mức “Tấm gương tốt”; văn bản này có: OUTSTANDING, GOOD, PIONEERING, "
            "NOT_EXEMPLARY, AVERAGE. Có phải là “GOOD”?)",
        ),
        (
            "neu_guong_2017.member_level",
            "roll: 30, ballots: {PIONEERING: 30}",
            "level: XUATSAC",
            "(Không có mức “XUATSAC”; văn bản này có: OUTSTANDING, GOOD, PIONEERING, "
            "NOT_EXEMPLARY.)",
        ),
        ("neu_guong_2017.member_level", "roll: 30, ballots: {GOOD: 20}", "level: OUTSTANDING", ""),
        ("neu_guong_2017.member_level", "roll: 30, ballots: {GOOD: 20}", "level: null", ""),
        (
            "deadlines.last_day",
            "guidance: neu_guong_2017, what: REGISTRATION, year: 2018",
            "date: 31/12/2017",
            "(Hãy ghi năm-tháng-ngày, như 2017-12-31, không đặt trong ngoặc kép.)",
        ),
        (
            "hd22_2013.ballot",
            "issued_by_tellers: true, marks: {An: [HIGH]}",
            "invalid_whole: không, valid_for: An",
            "(Hãy ghi true (có) hoặc false (không).) (Hãy ghi trong ngoặc vuông: [An].)",
        ),
        (
            "hd22_2013.confidence_tally",
            "issued: 3, collected: 3, high: 2, confident: 1, low: 0",
            'valid: "3", percent: {high: 66.67}',
            "(Hãy ghi số không đặt trong ngoặc kép: 3.) "
            '(Nếu đúng là chữ thì đặt trong ngoặc kép: "66.67".)',
        ),
        (
            "hd22_2013.confidence_tally",
            "issued: 3, collected: 3, high: 2, confident: 1, low: 0",
            'valid: 4, percent: {high: "66.67"}',
            "",
        ),
    ],
)
def test_expectation_that_can_never_come_is_told_how_to_write_it(
    tmp_path, question, given, expect, note
):
    words = check_one(tmp_path, question, [f"{{{given}}}"], expect)

    assert words.startswith(f"1: A: cần {expect}; được ")
    assert words.partition("; theo ")[2].partition(" ")[2] == note


def test_no_given_at_all_is_told_on_the_line_of_the_case(tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text(f"\n- {{case: A, question: {MEMBER}, expect: {{level: GOOD}}}}\n")

    lines, _ = check_files(path)

    assert lines[0] == (
        f"{path}:2: A: cần level: GOOD; bị từ chối ở roll: {POSITIVE} (thiếu “roll”)"
    )
