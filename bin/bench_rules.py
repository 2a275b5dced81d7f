"""Makes a long file of cases from the project's own, for the benchmark of check_cases."""

from itertools import cycle, islice
from pathlib import Path

GIVEN = Path("tests/rules/cases/given")


def make_cases(path, number):
    """Write so many cases, those of the given files over and over."""
    texts = [file.read_text() for file in sorted(GIVEN.glob("*.yaml"))]
    cases = [f"- case:{case}" for text in texts for case in text.split("- case:")[1:]]
    path.write_text("".join(f"{case.rstrip()}\n" for case in islice(cycle(cases), number)))
