"""What check_cases prints about cases that pass and fail, without any database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluations.rules.questions import Question
from evaluations.rules.registry import QUESTIONS
from tests.rules.checked import GIVEN, HEAD, PASSING, check_files, run, score_case

ROOT = Path(__file__).resolve().parents[2]
USAGE = "manage.py check_cases TỆP… [--explain]"


def type_in(*parameters, stdout=subprocess.PIPE, **environment):
    """Run the command as typed and return what came of it."""
    return subprocess.run(
        [sys.executable, "manage.py", "check_cases", *parameters],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def test_passing_cases_print_the_closing_line_alone(tmp_path):
    printed = run(tmp_path, PASSING + PASSING, PASSING)

    assert printed == (["3 passed, 0 failed"], 0)


def test_failing_case_names_place_case_expected_got_and_rules(tmp_path):
    printed = run(tmp_path, PASSING + score_case("89.99", "level: OUTSTANDING, unresolved: ''"))

    assert printed == (
        [
            "t1.yaml:5: Điểm: cần level: OUTSTANDING; được level: GOOD; theo NG-07",
            "    89,99 điểm, đạt từ 70 điểm trở lên: mức “Tốt”. (mục IV.1.1, NG-07)",
            "1 passed, 1 failed",
        ],
        1,
    )


def test_failing_case_says_which_deciding_rules_there_were(tmp_path):
    lines, _ = run(tmp_path, score_case("90", "rules_include: [NG-07, NG-09]"))

    assert lines[0] == (
        "t1.yaml:1: Điểm: cần rules_include: [NG-07, NG-09]; được rules_include: [NG-07]; "
        "theo NG-07"
    )


def test_values_are_shown_as_a_case_writes_them(tmp_path):
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

    lines, _ = run(tmp_path, text)

    assert [line.partition("; theo")[0] for line in lines if line.startswith("t1")] == [
        't1.yaml:1: Phiếu tín nhiệm: cần valid: "3", percent: {high: 66.67, low: null}; '
        'được valid: 3, percent: {high: "66,67", confident: "33,33", low: "0,00"}',
        "t1.yaml:5: Hai năm: cần not_completed: null, relieve: true; "
        "được not_completed: true, relieve: false",
        "t1.yaml:9: Ngày: cần date: 2024-03-30; được date: 2024-03-31",
    ]


def test_expected_refusal_passes(tmp_path):
    assert run(tmp_path, score_case("101", "error: score")) == (["1 passed, 0 failed"], 0)


def test_unexpected_refusal_shows_field_and_message(tmp_path):
    printed = run(tmp_path, score_case("101", "level: GOOD"))

    assert printed == (
        [
            "t1.yaml:3: Điểm: cần level: GOOD; bị từ chối ở score: Phải là số từ 0 đến 100. "
            "(đọc được: 101)",
            "0 passed, 1 failed",
        ],
        1,
    )


def test_refusal_of_another_field_fails(tmp_path):
    text = """\
        - case: Phiếu
          question: neu_guong_2017.member_level
          given: {roll: 0, ballots: {GOOD: 1}}
          expect: {error: ballots}
        """

    lines, code = run(tmp_path, text)

    assert lines[0] == (
        "t1.yaml:3: Phiếu: cần error: ballots; bị từ chối ở roll: Phải là số nguyên từ 1 trở lên. "
        "(đọc được: 0)"
    )
    assert code == 1


def test_expected_refusal_that_does_not_come_shows_the_answer(tmp_path):
    lines, code = run(tmp_path, score_case("90", "error: score"))

    assert lines[0] == (
        't1.yaml:1: Điểm: cần error: score; được level: OUTSTANDING, unresolved: ""; theo NG-07'
    )
    assert code == 1


def test_required_field_left_out_is_refused_by_its_name(tmp_path):
    assert run(tmp_path, f"{HEAD}  expect: {{error: score}}\n") == (["1 passed, 0 failed"], 0)


def test_case_may_be_about_rules_and_readings(tmp_path):
    assert run(tmp_path, f"{PASSING}  rules: [NG-07, I-1]\n") == (["1 passed, 0 failed"], 0)


def test_null_expects_unresolved(tmp_path):
    text = """\
        - case: Không mức nào đủ phiếu
          question: neu_guong_2017.member_level
          given: {roll: 30, ballots: {NOT_EXEMPLARY: 15}}
          expect: {level: null}
        """

    assert run(tmp_path, text) == (["1 passed, 0 failed"], 0)


def test_rule_that_breaks_fails_its_case_alone(tmp_path, monkeypatch):
    def divide(*, by):
        return 1 // by

    monkeypatch.setitem(QUESTIONS, "broken.divide", Question(divide))
    monkeypatch.setattr(Question, "answers", ("level",))
    text = "- {case: Hỏng, question: broken.divide, given: {by: 0}, expect: {level: GOOD}}\n"

    printed = run(tmp_path, text + PASSING)

    assert printed == (
        [
            "t1.yaml:1: Hỏng: cần level: GOOD; quy tắc bị lỗi ZeroDivisionError: "
            "integer division or modulo by zero",
            "1 passed, 1 failed",
        ],
        1,
    )


def test_explain_tells_answer_reasons_and_readings_of_every_case(tmp_path):
    printed = run(
        tmp_path, score_case("89.5", "level: GOOD") + score_case("-1", "error: score"), explain=True
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


def test_name_with_signs_for_the_terminal_is_printed_without_them(tmp_path):
    text = '- {case: "a\\e[31m\\nb", question: x, expect: {level: GOOD}}\n'

    lines, _ = run(tmp_path, text)

    assert lines[0].startswith("t1.yaml:1: a�[31m b: Không có câu hỏi “x”.")


def test_long_or_strange_names_are_shown_short_and_clean(tmp_path):
    name = '"\\e[31m' + "x" * 500 + '"'

    lines, _ = run(tmp_path, f"- {{{name}: 1, {name}: 2, case: {name}}}\n")

    assert not any("x" * 301 in line for line in lines)
    assert not any("\x1b" in line for line in lines)


@pytest.mark.parametrize("url", ["", "postgresql://ai:gi@127.0.0.1:1/khong", "không phải địa chỉ"])
def test_command_needs_no_database(tmp_path, url):
    done = type_in(GIVEN / "hd-22-2013.yaml", DATA_DIR=str(tmp_path), DATABASE_URL=url)

    assert (done.stdout, done.stderr, done.returncode) == ("4 passed, 0 failed\n", "", 0)
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ([], f"CommandError: Hãy ghi tên tệp tình huống: {USAGE}\n"),
        (["a.yaml", "--nhanh"], f"Không hiểu tham số đã ghi: --nhanh\nCách dùng: {USAGE}\n"),
    ],
)
def test_command_typed_wrongly_is_told_how_to_type_it(parameters, words):
    done = type_in(*parameters)

    assert (done.stdout, done.stderr, done.returncode) == ("", words, 2)


def test_help_is_in_vietnamese_and_names_what_concerns_cases_alone():
    done = type_in("--help", COLUMNS="100")

    assert done.stdout.splitlines() == [
        f"Cách dùng: {USAGE}",
        "",
        "Kiểm tra các tệp tình huống bằng quy định trong máy; không cần cơ sở dữ liệu.",
        "",
        "Tham số:",
        "  TỆP         Tệp tình huống (YAML).",
        "  --explain   Nêu kết quả và căn cứ của mọi tình huống.",
        "  -h, --help  In phần hướng dẫn này.",
    ]
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_command_ends_quietly_when_nobody_reads_on(unbuffered):
    reading, writing = os.pipe()
    os.close(reading)

    done = type_in(GIVEN / "hd-22-2013.yaml", stdout=writing, PYTHONUNBUFFERED=unbuffered)

    os.close(writing)
    assert (done.stderr, done.returncode) == ("", 1)


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
def test_other_cases_and_files_are_checked_in_spite_of_a_mistake(tmp_path, broken, line, indent):
    text = "".join(indent + line for line in (PASSING + broken + PASSING).splitlines(True))

    lines, code = run(tmp_path, text.encode(), PASSING)

    assert lines[0].startswith(f"t1.yaml:{line}: ")
    assert lines[-1] == "3 passed, 1 failed"
    assert code == 1


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

    printed = check_files(name, good)

    assert printed == ([words, "1 passed, 1 failed"], 1)
