"""Mutation check of the rules: every small change to evaluations/rules has to fail a test.

The changes are mutmut's. Its own runner changes functions alone; here thresholds, caps, bands,
deadlines and properties are changed too, because a whole changed module takes the place of the
real one, in a process of its own that runs tests/rules up to the first failure. No file of the
working tree is touched.

What survives is compared with tests/rules/survivors.toml, which says of each why it may.
"""

import argparse
import ast
import functools
import gc
import importlib.machinery
import os
import re
import resource
import sys
import time
import tomllib
from collections import Counter
from itertools import takewhile
from pathlib import Path

import hypothesis  # noqa: F401  (here, so that not every process has to import it)
import libcst as cst
import pytest
import yaml  # noqa: F401  (as hypothesis)
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "evaluations" / "rules"
TESTS = ROOT / "tests" / "rules"
SURVIVORS = TESTS / "survivors.toml"
LEFT_OUT = (
    "test_properties_*.py",  # too slow for thousands of runs
    *("test_case_*.py", "test_check_cases.py"),  # tests of the case checker, with Django
)
LEAST = 95  # per cent
SECONDS = 20  # of computing; a mutant that needs more never ends
MEMORY = 2 * 2**30
SHOWN = 120  # characters of a changed line
COLUMNS = ("file", "in", "was", "becomes")  # of a survivor in the list, with number and why
WORD = re.compile("[a-z]+[0-9]*")
PYTEST = [
    *("-c", os.devnull, f"--rootdir={ROOT}", f"--confcutdir={TESTS}"),  # without Django
    *("-p", "no:cacheprovider", "-p", "no:logging"),
    *("-p", "no:threadexception", "-p", "no:unraisableexception"),
    *("-W", "error", "--assert=plain", "-s", "-q", "-x"),
]


class Changes(MutationVisitor):
    """mutmut's changes to everything that says something of a rule."""

    def __init__(self):
        super().__init__(mutation_operators, IgnoredCode(set(), set(), set()))

    def _skip_node_and_children(self, node):
        """Leave out types, decorators and the list of names of a package."""
        names = isinstance(node, cst.Assign) and node.targets[0].target
        return isinstance(node, cst.Annotation | cst.Decorator) or (
            isinstance(names, cst.Name) and names.value == "__all__"
        )


class Module:
    """A module of the rules, with the changes to it."""

    def __init__(self, path):
        self.path = path
        self.name = str(path.relative_to(RULES))
        self.source = path.read_text()
        changes = Changes()
        self.tree = MetadataWrapper(cst.parse_module(self.source), unsafe_skip_copy=True)
        self.tree = self.tree.visit(changes)
        self.mutations = first_of_each_string(changes.mutations)

    def changed(self, mutation):
        """Return the source with one change."""
        return deep_replace(self.tree, mutation.original_node, mutation.mutated_node).code

    def describe(self, mutation):
        """Return file, function, text before and after: the same wherever the line stands."""
        before, after = self.source.splitlines(), self.changed(mutation).splitlines()
        start = alike(before, after)
        end = alike(before[start:][::-1], after[start:][::-1])
        texts = [shown(lines[start : len(lines) - end]) for lines in (before, after)]
        return self.name, function_at(self.source, start + 1), *texts

    def test_files(self):
        """Return two groups of test files: those named after the module, then all others."""
        left_out = {path for name in LEFT_OUT for path in TESTS.glob(name)}
        words = set(WORD.findall(self.name)) - {"py"}
        groups = [], []
        for path in sorted({*TESTS.glob("test_*.py")} - left_out):
            groups[words.isdisjoint(WORD.findall(path.name))].append(str(path))
        return groups


def first_of_each_string(mutations):
    """Return the changes; of the three to a string (marked, small, capital letters) the first."""
    strings = set()
    found = []
    for one in mutations:
        if id(one.original_node) not in strings:
            found.append(one)
        if isinstance(one.original_node, cst.SimpleString):
            strings.add(id(one.original_node))
    return found


def alike(some, others):
    """Return how many items two lists begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False))))


def shown(lines):
    """Return lines as one short text."""
    text = " ".join(" ".join(lines).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN // 2]} … {text[-SHOWN // 2 :]}"


def function_at(source, line):
    """Return the class and function around a line, empty outside of any."""
    names = []
    nodes = ast.parse(source).body
    while nodes:
        node = next((one for one in nodes if one.lineno <= line <= one.end_lineno), None)
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        names += [node.name] if named else []
        nodes = node.body if named else []
    return ".".join(names)


class Changed:
    """Finds one module of the rules in its changed form; leaves all others to Python."""

    def __init__(self, path, source):
        self.name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        self.name = self.name.removesuffix(".__init__")
        self.source = source

    def find_spec(self, name, path, target=None):
        """Return how the module is loaded."""
        if name != self.name:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        spec.loader.get_code = lambda _: compile(self.source, spec.origin, "exec")
        return spec


def run_tests(module, mutation=None):
    """Run the tests in this process, up to the first failure, and end it."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if mutation:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.meta_path.insert(0, Changed(module.path, module.changed(mutation)))
    for files in filter(None, module.test_files()):
        if code := pytest.main([*PYTEST, *files]):
            os._exit(code)
    os._exit(0)


def fork(act):
    """Call something in a process of its own and return its number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    try:
        act()
    finally:
        os._exit(pytest.ExitCode.INTERNAL_ERROR)


def survivors_of(module, jobs):
    """Return the changes to a module that no test notices."""
    running, survived = {}, set()
    for place, mutation in enumerate(module.mutations):
        if len(running) == jobs:
            survived |= finished(running)
        running[fork(functools.partial(run_tests, module, mutation))] = place
    while running:
        survived |= finished(running)
    return [module.mutations[place] for place in sorted(survived)]


def finished(running):
    """Wait for a process and return the place of its change if no test failed."""
    child, status = os.wait()
    place = running.pop(child)
    if os.waitstatus_to_exitcode(status) in (
        pytest.ExitCode.USAGE_ERROR,
        pytest.ExitCode.NO_TESTS_COLLECTED,
    ):
        raise SystemExit("pytest không chạy được kiểm thử.")
    return set() if status else {place}


def numbered(descriptions):
    """Yield descriptions with a number that tells equal ones apart."""
    count = Counter()
    for one in descriptions:
        count[one] += 1
        yield (*one, count[one])


def listed(words):
    """Return the survivors that are explained, of the modules asked for."""
    rows = tomllib.loads(SURVIVORS.read_text())["survivor"]
    return [
        (*(row[column] for column in COLUMNS), row.get("number", 1))
        for row in rows
        if is_asked(row["file"], words) and row.get("why")
    ]


def is_asked(name, words):
    """Tell whether a module has one of the words in its name; without words each is asked."""
    return not words or any(word in name for word in words)


def told(survivor):
    """Return a survivor as the list has it."""
    *texts, number = survivor
    lines = [f"{name} = '''{text}'''" for name, text in zip(COLUMNS, texts, strict=True)]
    return "\n".join(["", "[[survivor]]", *lines, *([f"number = {number}"] if number > 1 else [])])


def judge(modules, known, jobs):
    """Try out every change, print what was found, and return whether something is wrong."""
    started, found, total = time.monotonic(), [], 0
    for module in modules:
        survived = survivors_of(module, jobs)
        found += numbered(module.describe(one) for one in survived)
        total += len(module.mutations)
        print(f"{module.name:30}{len(module.mutations):6}{len(survived):6}", flush=True)
    killed = total - len(found)
    share = 100 * killed / max(total, 1)
    print(
        f"\n{total} thay đổi, {killed} bị phát hiện ({share:.2f}%), {len(found)} lọt qua, "
        f"trong {time.monotonic() - started:.0f} giây."
    )
    new, gone = set(found) - set(known), set(known) - set(found)
    for title, those in (("Lọt qua mà chưa giải thích", new), ("Có giải thích mà không còn", gone)):
        if those:
            print(f"\n{title}: {len(those)}.", *map(told, sorted(those)), sep="\n")
    return bool(new or gone or share < LEAST)


def main():
    """Try out every change to the modules asked for; return the exit code."""
    parser = argparse.ArgumentParser(description="Thử bộ kiểm thử của evaluations/rules.")
    parser.add_argument("words", nargs="*", help="chỉ mô-đun có một trong các từ này trong tên")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count()), help="số tiến trình")
    asked = parser.parse_args()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.pycache_prefix = str(ROOT / "var" / "mutate")
    paths = [path for path in sorted(RULES.rglob("*.py")) if path.stat().st_size]
    modules = [
        Module(path) for path in paths if is_asked(str(path.relative_to(RULES)), asked.words)
    ]
    if not modules:
        return "Không có mô-đun nào có từ ấy trong tên."
    _, status = os.waitpid(fork(functools.partial(run_tests, modules[0])), 0)
    if status:
        return "Kiểm thử không đạt ngay cả khi chưa thay đổi gì."
    gc.freeze()
    return int(judge(modules, listed(asked.words), asked.jobs))


if __name__ == "__main__":
    sys.exit(main())
