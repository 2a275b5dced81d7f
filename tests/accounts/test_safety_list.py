import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def test_safety_list_names_tests_and_files_that_exist():
    named = set(re.findall(r"`([^`]+)`", (ROOT / "docs" / "an-toan.md").read_text()))
    tests = {name.rpartition("::")[2] for name in named if re.search(r"(^|::)test_\w+$", name)}
    files = {name.partition("::")[0] for name in named if re.match(r"[\w.-]+/.*\.\w+", name)}
    written = "".join(path.read_text() for path in (ROOT / "tests").rglob("*.py"))

    assert len(tests) > 40
    assert {name for name in tests if f"def {name}(" not in written} == set()
    assert {name for name in files if not (ROOT / name).exists()} == set()
