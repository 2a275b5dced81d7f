"""The rules are plain Python: no Django, no clock, no chance, no surroundings, no floats."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import evaluations.rules
from evaluations.rules.registry import QUESTIONS
from tests.rules.examples import EXAMPLES

PACKAGE = Path(evaluations.rules.__file__).parent
PROJECT = PACKAGE.parent.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
READS_TEXTS = "guidance.py"
IMPORTS = {
    "abc",
    "collections.abc",
    "dataclasses",
    "datetime",
    "decimal",
    "fractions",
    "functools",
    "inspect",
    "itertools",
    "types",
    "typing",
}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "utcfromtimestamp"}
SURROUNDINGS = {"open", "input", "print", "exec", "eval", "__import__", "getenv", "environ"}
INEXACT = {"float", "round", "as_integer_ratio"}
FRESH = """
import sys

class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {refused}:
            raise ImportError(f"{name} must not be needed")

sys.meta_path.insert(0, Refused())
from evaluations.rules.registry import QUESTIONS
from tests.rules.examples import EXAMPLES

for question, given in EXAMPLES.items():
    print(question, QUESTIONS[question](**given))
for name in {refused}:
    try:
        __import__(name)
    except ImportError:
        print(name, "refused")
"""
OUTSIDE = ("django", "config", "organizations", "registrations", "yaml", "psycopg2")
every_module = pytest.mark.parametrize(
    "path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES]
)


def answers_of_a_fresh_process(seed):
    """Answer every example where Django and the apps cannot be imported; return the lines."""
    done = subprocess.run(
        [sys.executable, "-c", FRESH.replace("{refused}", repr(OUTSIDE))],
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.splitlines()[-1:], done.stdout.splitlines()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_question_is_answered_the_same_without_django(seed):
    answers = [f"{question} {QUESTIONS[question](**given)}" for question, given in EXAMPLES.items()]

    found = answers_of_a_fresh_process(seed)

    assert found == ([], [*answers, *(f"{name} refused" for name in OUTSIDE)])


def imported(tree):
    """Yield the names of the modules that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def names_in(tree):
    """Return every name and attribute that a module uses."""
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    }


def test_modules_are_found():
    assert {"registry.py", "votes.py", "hd21_2019/members.py"} <= {
        path.relative_to(PACKAGE).as_posix() for path in MODULES
    }


@every_module
def test_module_imports_nothing_but_rules_and_exact_python(path):
    allowed = IMPORTS | ({"tomllib", "pathlib"} if path.name == READS_TEXTS else set())

    found = {
        name
        for name in imported(ast.parse(path.read_text("utf-8")))
        if not name.startswith("evaluations.rules") and name not in allowed
    }

    assert found == set()


@every_module
def test_module_asks_no_clock_and_no_surroundings(path):
    refused = CLOCKS | SURROUNDINGS - ({"open"} if path.name == READS_TEXTS else set())

    assert names_in(ast.parse(path.read_text("utf-8"))) & refused == set()


@every_module
def test_module_computes_with_exact_numbers_alone(path):
    """No float, no division that makes one; what joins a path is no division."""
    tree = ast.parse(path.read_text("utf-8"))

    inexact = [
        ast.dump(node)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float | complex))
        or (isinstance(node, ast.Div) and path.name != READS_TEXTS)
    ]

    assert (inexact, names_in(tree) & INEXACT) == ([], set())
