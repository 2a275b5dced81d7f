"""Every file of cases passes: one test a file, failing with the lines of ``check_cases``."""

from pathlib import Path

import pytest

from evaluations.cases.checking import check, report

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER)) for path in FILES])
def test_cases_of_file_pass(path):
    lines = [line for outcome in check(str(path)) for line in report(outcome)]

    assert not lines, "\n" + "\n".join(lines)
