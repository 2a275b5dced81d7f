"""What check_cases prints, and that no file of any kind makes it fall."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from evaluations.cases import reading
from evaluations.cases.checking import check, same
from evaluations.cases.reading import read
from evaluations.rules.questions import Question
from evaluations.rules.registry import QUESTIONS

ROOT = Path(__file__).resolve().parents[2]
GIVEN = ROOT / "tests" / "rules" / "cases" / "given"
HEAD = "- case: Điểm\n  question: neu_guong_2017.organization_level\n"
PASSING = HEAD + "  given: {score: 90}\n  expect: {level: OUTSTANDING}\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return what the command prints about texts, each in a file t1.yaml, t2.yaml …"""
    monkeypatch.chdir(tmp_path)

    def print_about(*texts, **options):
        names = [f"t{number}.yaml" for number in range(1, len(texts) + 1)]
        for name, text in zip(names, texts, strict=True):
            data = text if isinstance(text, bytes) else dedent(text).encode()
            Path(name).write_bytes(data)
        return print_about_files(*names, **options)

    return print_about


def print_about_files(*names, **options):
    """Return the lines that the command prints and its exit code."""
    out = StringIO()
    try:
        call_command("check_cases", *names, stdout=out, **options)
    except SystemExit as end:
        return out.getvalue().splitlines(), end.code
    return out.getvalue().splitlines(), 0


def score_case(score, expect):
    return f"{HEAD}  given: {{score: {score}}}\n  expect: {{{expect}}}\n"


# What is printed


def test_passing_cases_print_the_closing_line_alone(run):
    printed = run(PASSING + PASSING, PASSING)

    assert printed == (["3 passed, 0 failed"], 0)


def test_failing_case_names_place_case_expected_got_and_rules(run):
    printed = run(PASSING + score_case("89.99", "level: OUTSTANDING, unresolved: ''"))

    assert printed == (
        [
            "t1.yaml:5: Điểm: cần level: OUTSTANDING; được level: GOOD; theo NG-07",
            "    89,99 điểm, đạt từ 70 điểm trở lên: mức “Tốt”. (mục IV.1.1, NG-07)",
            "1 passed, 1 failed",
        ],
        1,
    )


def test_failing_case_says_which_deciding_rules_there_were(run):
    lines, _ = run(score_case("90", "rules_include: [NG-07, NG-09]"))

    assert lines[0] == (
        "t1.yaml:1: Điểm: cần rules_include: [NG-07, NG-09]; được rules_include: [NG-07]; "
        "theo NG-07"
    )


def test_values_are_shown_as_a_case_writes_them(run):
    text = """\
        - case: Phiếu tín nhiệm
          question: hd22_2013.confidence_tally
          given: {issued: 3, collected: 3, high: 2, confident: 1, low: 0}
          expect: {valid: "3", percent: {high: 66.67, low: null}}
        - case: Hai năm
          question: hd22_2013.confidence_consequence
          given: {year: 2013, low: {2013: [11, 20]}}
          expect: {not_completed: null, relieve: true}
        - case: Ngày
          question: deadlines.last_day
          given: {guidance: cam_ket_9, what: REGISTRATION, year: 2024}
          expect: {date: 2024-03-30}
        """

    lines, _ = run(text)

    assert [line.partition("; theo")[0] for line in lines if line.startswith("t1")] == [
        't1.yaml:1: Phiếu tín nhiệm: cần valid: "3", percent: {high: 66.67, low: null}; '
        'được valid: 3, percent: {high: "66,67", confident: "33,33", low: "0,00"}',
        "t1.yaml:5: Hai năm: cần not_completed: null, relieve: true; "
        "được not_completed: true, relieve: false",
        "t1.yaml:9: Ngày: cần date: 2024-03-30; được date: 2024-03-31",
    ]


def test_expected_refusal_passes(run):
    assert run(score_case("101", "error: score")) == (["1 passed, 0 failed"], 0)


def test_unexpected_refusal_shows_field_and_message(run):
    printed = run(score_case("101", "level: GOOD"))

    assert printed == (
        [
            "t1.yaml:1: Điểm: cần level: GOOD; bị từ chối ở score: Phải là số từ 0 đến 100.",
            "0 passed, 1 failed",
        ],
        1,
    )


def test_refusal_of_another_field_fails(run):
    text = """\
        - case: Phiếu
          question: neu_guong_2017.member_level
          given: {roll: 0, ballots: {GOOD: 1}}
          expect: {error: ballots}
        """

    lines, code = run(text)

    assert lines[0] == (
        "t1.yaml:1: Phiếu: cần error: ballots; bị từ chối ở roll: Phải là số nguyên từ 1 trở lên."
    )
    assert code == 1


def test_expected_refusal_that_does_not_come_shows_the_answer(run):
    lines, code = run(score_case("90", "error: score"))

    assert lines[0] == (
        't1.yaml:1: Điểm: cần error: score; được level: OUTSTANDING, unresolved: ""; theo NG-07'
    )
    assert code == 1


def test_required_field_left_out_is_refused_by_its_name(run):
    assert run(f"{HEAD}  expect: {{error: score}}\n") == (["1 passed, 0 failed"], 0)


def test_case_may_be_about_rules_and_readings(run):
    assert run(f"{PASSING}  rules: [NG-07, I-1]\n") == (["1 passed, 0 failed"], 0)


def test_null_expects_unresolved(run):
    text = """\
        - case: Không mức nào đủ phiếu
          question: neu_guong_2017.member_level
          given: {roll: 30, ballots: {NOT_EXEMPLARY: 15}}
          expect: {level: null}
        """

    assert run(text) == (["1 passed, 0 failed"], 0)


def test_rule_that_breaks_fails_its_case_alone(run, monkeypatch):
    def divide(*, by):
        return 1 // by

    monkeypatch.setitem(QUESTIONS, "broken.divide", Question(divide))
    monkeypatch.setattr(Question, "answers", ("level",))
    text = "- {case: Hỏng, question: broken.divide, given: {by: 0}, expect: {level: GOOD}}\n"

    printed = run(text + PASSING)

    assert printed == (
        [
            "t1.yaml:1: Hỏng: cần level: GOOD; quy tắc bị lỗi ZeroDivisionError: "
            "integer division or modulo by zero",
            "1 passed, 1 failed",
        ],
        1,
    )


def test_explain_tells_answer_reasons_and_readings_of_every_case(run):
    printed = run(
        score_case("89.5", "level: GOOD") + score_case("-1", "error: score"), explain=True
    )

    assert printed == (
        [
            "t1.yaml:1: Điểm: đúng",
            "    level: GOOD",
            '    unresolved: ""',
            "    89,5 điểm, đạt từ 70 điểm trở lên: mức “Tốt”. (mục IV.1.1, NG-07)",
            "    Cách hiểu I-1: Điểm lẻ nằm giữa hai khung điểm: thuộc khung có cận dưới mà điểm "
            "đã đạt (89,5 thuộc khung từ 70).",
            "t1.yaml:5: Điểm: đúng",
            "    bị từ chối ở score: Phải là số từ 0 đến 100.",
            "2 passed, 0 failed",
        ],
        0,
    )


def test_name_with_signs_for_the_terminal_is_printed_without_them(run):
    text = '- {case: "a\\e[31m\\nb", question: x, expect: {level: GOOD}}\n'

    lines, _ = run(text)

    assert lines[0].startswith("t1.yaml:1: a�[31m b: Không có câu hỏi “x”.")


def test_long_or_strange_names_are_shown_short_and_clean(run):
    name = '"\\e[31m' + "x" * 500 + '"'

    lines, _ = run(f"- {{{name}: 1, {name}: 2, case: {name}}}\n")

    assert not any("x" * 301 in line for line in lines)
    assert not any("\x1b" in line for line in lines)


@pytest.mark.parametrize("url", ["", "postgresql://ai:gi@127.0.0.1:1/khong", "không phải địa chỉ"])
def test_command_needs_no_database(tmp_path, url):
    done = subprocess.run(
        [sys.executable, "manage.py", "check_cases", GIVEN / "hd-22-2013.yaml"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr, done.returncode) == ("4 passed, 0 failed\n", "", 0)
    assert not list(tmp_path.glob("*.sqlite3"))


# Mistakes of a file

MISTAKES = {
    "not a list": ("case: a\n", 1, "Tệp phải là danh sách tình huống"),
    "empty": ("# chưa có gì\n", 1, "Tệp chưa có tình huống nào."),
    "empty list": ("[]", 1, "Tệp chưa có tình huống nào."),
    "two documents": (f"{PASSING}---\n{PASSING}", 5, "Mỗi tệp chỉ có một danh sách"),
    "no case": ("- GOOD\n", 1, "Không phải là tình huống"),
    "nothing asked": ("-\n", 1, "Không phải là tình huống"),
    "encoding": ("- case: Điểm".encode("utf-16"), 1, "Tệp không ghi theo mã UTF-8"),
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
    "sign first": (PASSING.replace("Điểm", "@Điểm"), 1, "Có dấu tab hoặc ký tự"),
}


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_of_a_file_is_told_with_its_line(run, text, line, words):
    lines, code = run(text)

    starts = (f"t1.yaml:{line}: {words}", f"t1.yaml:{line}: Điểm: {words}")
    assert any(one.startswith(starts) for one in lines), lines
    assert lines[-1].endswith("passed, 1 failed")
    assert code == 1


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("- case: [\n", 5),
        ('- case: "a\n  question: b\n', 5),
        ("- case: a\n  question: b: c\n", 6),
        ("- case: \x07\n", 5),
        ("- \tcase: a\n", 5),
        ("- [[[[[[[[[[[[[[[[[[[[[[[\n", 5),
        ("- case: a\n  question: b\n  expect: c\n", 6),
        ("- a\n", 5),
    ],
)
@pytest.mark.parametrize("indent", ["", "  "])
def test_other_cases_and_files_are_checked_in_spite_of_a_mistake(run, broken, line, indent):
    text = "".join(indent + line for line in (PASSING + broken + PASSING).splitlines(True))

    lines, code = run(text.encode(), PASSING)

    assert lines[0].startswith(f"t1.yaml:{line}: ")
    assert lines[-1] == "3 passed, 1 failed"
    assert code == 1


def test_text_after_the_list_is_told_beside_the_answers(run):
    case = "{case: a, question: neu_guong_2017.organization_level, expect: {error: score}}"

    lines, code = run(f"[{case}]\nxong\n")

    assert [line.split(": ")[0] for line in lines] == ["t1.yaml:2", "1 passed, 1 failed"]
    assert code == 1


def test_every_mistake_of_a_case_is_told_in_the_order_of_lines(run):
    lines, _ = run("- case: a\n  rules: [XX]\n  qestion: b\n  expect: {}\n")

    assert [line.split(": ")[0] for line in lines[:-1]] == ["t1.yaml:1", "t1.yaml:2", "t1.yaml:3"]
    assert lines[-1] == "0 passed, 1 failed"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("khong-co.yaml", "khong-co.yaml:1: Không có tệp này."),
        (".", ".:1: Đây là thư mục; hãy ghi tên từng tệp."),
        ("/dev/zero", "/dev/zero:1: Tệp lớn hơn 20 MiB; hãy chia thành nhiều tệp."),
        ("x" * 300, f"{'x' * 300}:1: Không đọc được tệp này."),
    ],
)
def test_file_that_cannot_be_read_is_told_and_the_others_checked(tmp_path, name, words):
    good = tmp_path / "t.yaml"
    good.write_text(PASSING)

    printed = print_about_files(name, str(good))

    assert printed == ([words, "1 passed, 1 failed"], 1)


def test_repeats_of_repeats_are_refused_before_they_grow(run):
    rows = [
        f"- &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcdef")
    ]

    lines, _ = run("- &a [x]\n" + "".join(rows))

    assert lines[4] == "t1.yaml:5: Tình huống quá dài, không kiểm tra được."
    assert lines[5] == "t1.yaml:6: “*e” nhắc đến phần chưa được đặt tên bằng “&e” ở trước đó."
    assert lines[6:] == ["0 passed, 6 failed"]


def test_repeated_part_is_read_where_it_is_named(run):
    text = PASSING.replace("{score: 90}", "&diem {score: 90}") + HEAD + "  given: *diem\n"

    assert run(text + "  expect: {level: OUTSTANDING}\n") == (["2 passed, 0 failed"], 0)


def test_file_with_signature_and_windows_lines_is_read(run):
    text = ("- case: [\n" + PASSING).replace("\n", "\r\n")

    lines, _ = run(b"\xef\xbb\xbf" + text.encode())

    assert lines == [
        "t1.yaml:1: Thiếu giá trị, hoặc dấu ngoặc mở mà không đóng.",
        "1 passed, 1 failed",
    ]


# Values


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


def test_value_that_is_no_number_is_refused_by_the_rule(run):
    printed = run(score_case(".nan", "error: score"), score_case(".inf", "error: score"))

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
        ({"high": "66,67"}, {"high": "66,67", "low": "0,00"}, False),
        ({"high": 0}, {"high": False}, False),
        ({2021: "GOOD"}, {"2021": "GOOD"}, False),
    ],
)
def test_same_of_values(expected, got, answer):
    assert same(expected, got) is answer


# No file makes it fall

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
