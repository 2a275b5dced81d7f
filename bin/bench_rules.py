"""Makes a long file of cases from the given ones and checks it, for the benchmark of the rules."""

from io import StringIO
from itertools import cycle, islice
from pathlib import Path

GIVEN = Path("tests/rules/cases/given")


def make_cases(path, number):
    """Write so many cases, the given ones over and over, and return the path."""
    texts = [file.read_text() for file in sorted(GIVEN.glob("*.yaml"))]
    cases = [f"- case:{case}" for text in texts for case in text.split("- case:")[1:]]
    path.write_text("".join(f"{case.rstrip()}\n" for case in islice(cycle(cases), number)))
    return path


def check(path, number):
    """Run the command on a file of so many cases, all of which must pass."""
    from django.core.management import call_command

    out = StringIO()
    call_command("check_cases", str(path), stdout=out)
    assert out.getvalue() == f"{number} passed, 0 failed\n"
