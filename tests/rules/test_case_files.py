"""How a file of cases is read: exact values, every mistake with its line, never a fall."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.cases import reading
from evaluations.cases.checking import check, same
from evaluations.cases.reading import read
from tests.rules.checked import GIVEN, HEAD, PASSING, run, score_case

MISTAKES = {
    "not a list": ("case: a\n", 1, "Tệp phải là danh sách tình huống"),
    "empty": ("# chưa có gì\n", 1, "Tệp chưa có tình huống nào."),
    "empty list": ("[]", 1, "Tệp chưa có tình huống nào."),
    "two documents": (f"{PASSING}---\n{PASSING}", 5, "Mỗi tệp chỉ có một danh sách"),
    "no case": ("- GOOD\n", 1, "Không phải là tình huống"),
    "nothing asked": ("-\n", 1, "Không phải là tình huống"),
    "encoding": ("- case: Điểm".encode("utf-16"), 1, "Tệp không ghi theo mã UTF-8"),
    "spreadsheet": (b"PK\x03\x04\x14\x00\xff", 1, "Đây là tệp Excel hoặc tệp nén, không phải"),
    "later bad letter": (PASSING.encode() + b"- case: \xff", 5, "Tệp không ghi theo mã UTF-8"),
    "control letter": (f"{PASSING}- case: \x07", 5, "Có ký tự điều khiển"),
    "unknown question": (
        PASSING.replace("organization_level", "organisation_level"),
        2,
        "Không có câu hỏi “neu_guong_2017.organisation_level”. "
        "Có phải là “neu_guong_2017.organization_level”?",
    ),
    "unknown part": (
        PASSING + "  expcet: {}\n",
        5,
        "Không có mục “expcet” trong tình huống. Có phải là “expect”?",
    ),
    "unknown field given": (
        PASSING.replace("score", "scores"),
        3,
        "Không có mục “scores” trong “given” của neu_guong_2017.organization_level. "
        "Có phải là “score”?",
    ),
    "terms given": (PASSING.replace("score", "terms"), 3, "Không có mục “terms”"),
    "unknown field expected": (
        PASSING.replace("{level", "{max"),
        4,
        "Không có mục “max” trong “expect” của neu_guong_2017.organization_level. "
        "Chỉ nhận: level, unresolved, error, rules_include.",
    ),
    "reasons expected": (PASSING.replace("{level", "{reasons"), 4, "Không có mục “reasons”"),
    "unknown refused field": (
        score_case(90, "error: scor"),
        4,
        "“error” nêu “scor” không có trong “given”. Có phải là “score”?",
    ),
    "refused and answered": (score_case(90, "error: score, level: GOOD"), 4, "“error” phải đứng"),
    "nothing expected": (score_case(90, ""), 4, "“expect” chưa ghi điều gì"),
    "unknown rule": (
        PASSING + "  rules:\n    - NG-07\n    - NG-07x\n",
        7,
        "Không có quy định “NG-07x”. Có phải là “NG-07”?",
    ),
    "unknown deciding rule": (score_case(90, "rules_include: [ng-07]"), 4, "Không có quy định"),
    "reading as deciding rule": (score_case(90, "rules_include: [I-1]"), 4, "Không có quy định"),
    "rules no list": (PASSING + "  rules: NG-07\n", 5, "“rules” phải là danh sách mã quy định"),
    "rules left empty": (score_case(90, "rules_include: "), 4, "“rules_include” phải là danh sách"),
    "name missing": (
        PASSING.replace("case: Điểm", "rules: [NG-07]"),
        1,
        "Tình huống thiếu “case”.",
    ),
    "name empty": (PASSING.replace("Điểm", ""), 1, "Tình huống thiếu “case”."),
    "name no text": (PASSING.replace("Điểm", "[a]"), 1, "“case” phải là tên"),
    "question missing": (
        "- case: Điểm\n  expect: {level: GOOD}\n",
        1,
        "Tình huống thiếu “question”.",
    ),
    "expect missing": (f"{HEAD}  given: {{score: 1}}\n", 1, "Tình huống thiếu “expect”."),
    "question no text": (PASSING.replace("neu_guong_2017.organization_level", "[1]"), 2, "Không"),
    "given no table": (PASSING.replace("{score: 90}", "90"), 3, "“given” phải là bảng"),
    "expect no table": (PASSING.replace("{level: OUTSTANDING}", "[GOOD]"), 4, "“expect” phải là"),
    "name twice": (
        f"{PASSING}  case: Lại\n",
        5,
        "“case” ghi hai lần trong cùng một bảng, lần trước ở dòng 1.",
    ),
    "name twice deep within": (PASSING.replace("90", "90, score: 90"), 3, "“score” ghi hai lần"),
    "number as name twice": (PASSING.replace("score: 90", "1: 1, 01: 2"), 3, "“01” ghi hai lần"),
    "table as name": (PASSING.replace("score: 90", "[a]: 90"), 3, "Tên phải là chữ hoặc số"),
    "merge": (PASSING.replace("score: 90", "<<: {score: 90}"), 3, "Không dùng “<<”"),
    "tag": (PASSING.replace("90", "!!python/name:os.system 90"), 3, "Không dùng nhãn “tag:"),
    "unknown anchor": (PASSING.replace("90", "*khong"), 3, "“*khong” nhắc đến"),
    "anchor within itself": (PASSING.replace("90", "&a [*a]"), 3, "“*a” nhắc đến"),
    "no such day": (PASSING.replace("90", "2019-02-30"), 3, "Trên lịch không có ngày 2019-02-30"),
    "year 0": (PASSING.replace("90", "0000-01-01"), 3, "Trên lịch không có ngày 0000-01-01"),
    "huge number": (PASSING.replace("90", "1e999999999"), 3, "Số quá dài"),
    "tiny number": (PASSING.replace("90", "1e-999999999"), 3, "Số quá dài"),
    "huge power": (PASSING.replace("90", "1e99999999999999999999"), 3, "Số quá dài"),
    "long number": (PASSING.replace("90", "9" * 100_000), 3, "Số quá dài"),
    "long decimal": (PASSING.replace("90", "0." + "9" * 100_000), 3, "Số quá dài"),
    "deep list": (PASSING.replace("90", "[" * 30 + "]" * 30), 3, "Lồng nhau quá 20 tầng."),
    "deep without end": ("- " + "[" * 200_000, 1, "Lồng nhau quá 20 tầng."),
    "deep items": ("- " * 200_000 + "a", 1, "Lồng nhau quá 20 tầng."),
    "deep names": ("- " + "? " * 200_000, 1, "Lồng nhau quá 20 tầng."),
    "long text": (PASSING.replace("Điểm", "x" * 2_000_000), 1, "Tình huống quá dài"),
    "long list": (PASSING.replace("90", f"[{'1, ' * 20_000}]"), 3, "Tình huống quá dài"),
    "tab before a name": (f"{HEAD}\tgiven: {{score: 90}}\n", 3, "Có dấu tab"),
    "tab before a value": ("- case: a\n  question:\n\tx\n", 3, "Có dấu tab"),
    "list left open": (score_case(90, "rules_include: [NG-07"), 4, "Danh sách trong [ ] thiếu"),
    "table left open": (f"{HEAD}  given: {{score: 90\n", 3, "Bảng trong { } thiếu dấu phẩy"),
    "quotation left open": (PASSING.replace("Điểm", '"Điểm'), 1, "Dấu ngoặc kép mở"),
    "colon in a name": (PASSING.replace("Điểm", "Điểm: lẻ"), 1, "Dấu hai chấm không đúng chỗ"),
    "crooked line": (f"{HEAD}    given: {{}}\n", 3, "Dấu hai chấm không đúng chỗ"),
    "colon missing": (
        PASSING.replace("question:", "question"),
        2,
        "Thiếu dấu hai chấm sau tên, hoặc sau dấu hai chấm thiếu dấu cách.",
    ),
    "space missing after a colon": (
        f"{HEAD}  given:\n    score:90\n    scope: 1\n",
        5,
        "Dấu hai chấm không đúng chỗ: thiếu dấu hai chấm (hoặc dấu cách sau dấu hai chấm) ở dòng "
        "này hoặc dòng trước,",
    ),
    "colon missing after the first name": (
        PASSING.replace("case:", "case"),
        2,
        "Dấu hai chấm không đúng chỗ",
    ),
    "colon missing before a table": (
        PASSING.replace("given:", "given"),
        3,
        "Không có mục “given {score” trong tình huống. "
        "Sau tên cần dấu hai chấm và dấu cách: “given: …”.",
    ),
    "space missing in a table": (
        PASSING.replace("score: ", "score:"),
        3,
        "Không có mục “score:90” trong “given” của neu_guong_2017.organization_level. "
        "Sau tên cần dấu hai chấm và dấu cách: “score: …”.",
    ),
    "comma in a number": (
        PASSING.replace("90", "89,5"),
        3,
        "Không có mục “5” trong “given” của neu_guong_2017.organization_level. "
        "Số lẻ ghi bằng dấu chấm, như 89.5.",
    ),
    "capital letters": (
        PASSING.replace("score", "SCORE"),
        3,
        "Không có mục “SCORE” trong “given” "
        "của neu_guong_2017.organization_level. Có phải là “score”?",
    ),
    "line not moved in": (
        PASSING.replace("  question", "question"),
        2,
        "Dòng thụt chưa thẳng, hoặc thiếu dấu gạch đầu dòng.",
    ),
    "sign first": (PASSING.replace("Điểm", "@Điểm"), 1, "Có dấu tab hoặc ký tự"),
}


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_of_a_file_is_told_with_its_line(tmp_path, text, line, words):
    lines, code = run(tmp_path, text)

    starts = (f"t1.yaml:{line}: {words}", f"t1.yaml:{line}: Điểm: {words}")
    assert any(one.startswith(starts) for one in lines), lines
    assert lines[-1].endswith("passed, 1 failed")
    assert code == 1


def test_text_after_the_list_is_told_beside_the_answers(tmp_path):
    case = "{case: a, question: neu_guong_2017.organization_level, expect: {error: score}}"

    lines, code = run(tmp_path, f"[{case}]\nxong\n")

    assert [line.split(": ")[0] for line in lines] == ["t1.yaml:2", "1 passed, 1 failed"]
    assert code == 1


def test_case_in_a_bracket_left_open_is_answered(tmp_path):
    case = "{case: a, question: neu_guong_2017.organization_level, expect: {error: score}}"

    printed = run(tmp_path, f"[{case}")

    assert printed == (
        [
            "t1.yaml:1: Danh sách trong [ ] thiếu dấu phẩy hoặc thiếu dấu ].",
            "1 passed, 1 failed",
        ],
        1,
    )


def test_every_mistake_of_a_case_is_told_in_the_order_of_lines(tmp_path):
    lines, _ = run(tmp_path, "- case: a\n  rules: [XX]\n  qestion: b\n  expect: {}\n")

    assert [line.split(": ")[0] for line in lines[:-1]] == ["t1.yaml:1", "t1.yaml:2", "t1.yaml:3"]
    assert lines[-1] == "0 passed, 1 failed"


def test_merge_is_told_alone_without_what_it_would_bring(tmp_path):
    printed = run(tmp_path, f"{HEAD}  <<: {{expect: {{}}}}\n{PASSING}")

    assert printed == (
        ["t1.yaml:3: Điểm: Không dùng “<<”; hãy ghi đủ từng dòng.", "1 passed, 1 failed"],
        1,
    )


def test_repeats_of_repeats_are_refused_before_they_grow(tmp_path):
    rows = [
        f"- &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcdef")
    ]

    lines, _ = run(tmp_path, "- &a [x]\n" + "".join(rows))

    assert lines[4] == "t1.yaml:5: Tình huống quá dài, không kiểm tra được."
    assert lines[5] == "t1.yaml:6: “*e” nhắc đến phần chưa được đặt tên bằng “&e” ở trước đó."
    assert lines[6:] == ["0 passed, 6 failed"]


def test_repeated_part_is_read_where_it_is_named(tmp_path):
    text = PASSING.replace("{score: 90}", "&diem {score: 90}") + HEAD + "  given: *diem\n"

    assert run(tmp_path, text + "  expect: {level: OUTSTANDING}\n") == (["2 passed, 0 failed"], 0)


def test_file_with_signature_and_windows_lines_is_read(tmp_path):
    text = ("- case: [\n" + PASSING).replace("\n", "\r\n")

    lines, _ = run(tmp_path, b"\xef\xbb\xbf" + text.encode())

    assert lines == [
        "t1.yaml:1: Thiếu giá trị, hoặc dấu ngoặc mở mà không đóng.",
        "1 passed, 1 failed",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("010", 10),
        ("-3", -3),
        ("+4", 4),
        ("1:30", "1:30"),
        ("0x1f", "0x1f"),
        ("89.5", Decimal("89.5")),
        ("30.0", Decimal("30.0")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal("1E+3")),
        (".inf", Decimal("Infinity")),
        ("-.Inf", Decimal("-Infinity")),
        ("2019-2-3", date(2019, 2, 3)),
        ("2024-02-29", date(2024, 2, 29)),
        ('"2019-02-30"', "2019-02-30"),
        ("yes", True),
        ("False", False),
        ("on", "on"),
        ("~", None),
        ("", None),
        ('""', ""),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("89,5", "89,5"),
        ("{no: 1, ~: 2, 2021: 3}", {"no": 1, "~": 2, 2021: 3}),
        ("[a, 1.0]", ["a", Decimal("1.0")]),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_value_is_read_exactly(text, value, loader, monkeypatch):
    monkeypatch.setattr(reading, "LOADER", getattr(reading.yaml, loader))

    (item,) = read(f"- {text}".encode())

    assert (item.value, item.mistakes) == (value, ())
    assert type(item.value) in (type(value), reading.Table, reading.Row)


def test_value_that_is_no_number_is_refused_by_the_rule(tmp_path):
    printed = run(tmp_path, score_case(".nan", "error: score"), score_case(".inf", "error: score"))

    assert printed == (["2 passed, 0 failed"], 0)


@pytest.mark.parametrize(
    ("expected", "got", "answer"),
    [
        (["An", "Bình"], ("An", "Bình"), True),
        (["Bình", "An"], ("An", "Bình"), False),
        (["An"], ("An", "Bình"), False),
        ([], (), True),
        (None, (), False),
        (True, True, True),
        (True, 1, False),
        (0, False, False),
        ([1], (True,), False),
        (Decimal("89.50"), Decimal("89.5"), True),
        (Decimal("4.0"), 4, True),
        ("4", 4, False),
        (date(2024, 12, 31), date(2024, 12, 31), True),
        ("2024-12-31", date(2024, 12, 31), False),
        ({"high": "66,67"}, {"high": "66,67"}, True),
        ({"high": "66,67"}, {"high": "66,67", "low": "0,00"}, True),
        ({"high": "66,67", "low": "0,00"}, {"high": "66,67"}, False),
        ({"high": 0}, {"high": False}, False),
        ({2021: "GOOD"}, {"2021": "GOOD"}, False),
    ],
)
def test_same_of_values(expected, got, answer):
    assert same(expected, got) is answer


SOUND = (GIVEN / "hd-21-2019.yaml").read_text()
SIGNS = st.text("-?:,[]{}&*!|>'\"%@` #\n\t<~=.e019aeé\x00\x85\u2028\ud7ff\U0001f600", max_size=60)


@given(st.binary(max_size=200))
def test_read_never_falls_over_bytes(data):
    assert list(read(data))


@given(SIGNS)
def test_check_never_falls_over_signs(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "signs.yaml"
    path.write_bytes(text.encode())

    outcomes = list(check(str(path)))

    assert outcomes
    assert all(outcome.failures for outcome in outcomes)


@given(st.integers(0, len(SOUND)), st.integers(0, 40), SIGNS)
def test_check_never_falls_over_a_spoilt_file(tmp_path_factory, at, cut, text):
    path = tmp_path_factory.getbasetemp() / "spoilt.yaml"
    path.write_bytes((SOUND[:at] + text + SOUND[at + cut :]).encode())

    outcomes = list(check(str(path)))

    assert outcomes
