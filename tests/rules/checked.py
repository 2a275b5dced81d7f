"""Runs check_cases on files and on texts, for the tests."""

from io import StringIO
from pathlib import Path
from textwrap import dedent

from django.core.management import call_command

GIVEN = Path(__file__).parent / "cases" / "given"
HEAD = "- case: Điểm\n  question: neu_guong_2017.organization_level\n"
PASSING = HEAD + "  given: {score: 90}\n  expect: {level: OUTSTANDING}\n"


def score_case(score, expect):
    """Return a case of a score as text."""
    return f"{HEAD}  given: {{score: {score}}}\n  expect: {{{expect}}}\n"


def run(folder, *texts, **options):
    """Return what the command prints about texts, each in a file t1.yaml, t2.yaml …"""
    paths = [folder / f"t{number}.yaml" for number in range(1, len(texts) + 1)]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    lines, code = check_files(*paths, **options)
    return [line.removeprefix(f"{folder}/") for line in lines], code


def check_files(*paths, **options):
    """Return the lines that the command prints about files, and its exit code."""
    out = StringIO()
    try:
        call_command("check_cases", *map(str, paths), stdout=out, **options)
    except SystemExit as end:
        return out.getvalue().splitlines(), end.code
    return out.getvalue().splitlines(), 0
