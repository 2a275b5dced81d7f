"""What no single test of a feature would notice: layers, sizes, leftovers.

The arrows between the apps are held by import-linter (pyproject.toml).
"""

import ast
import re
import tomllib
from pathlib import Path

import django
import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("config", "organizations", "registrations", "evaluations")
FOLDERS = {*OURS, "bin", "deploy", "docs", "static", "templates", "tests", ".ci"}
DJANGO_FORMS = Path(django.__file__).parent / "forms" / "templates"
NOT_OURS = {".git", ".venv", "var", "__pycache__"}
MODULE_LINES = 400
FUNCTION_LINES = 40
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def files(*suffixes, inside=(*FOLDERS, ".")):
    """Return the repository's files with one of the suffixes."""
    found = set(ROOT.glob("*")) if "." in inside else set()
    for folder in set(inside) - {"."}:
        found |= set((ROOT / folder).rglob("*"))
    return sorted(
        path
        for path in found
        if path.is_file()
        and not NOT_OURS & set(path.relative_to(ROOT).parts)
        and (not suffixes or path.suffix in suffixes)
    )


def modules(*inside):
    """Return (short name, parsed module) of our Python files, migrations left out."""
    return [
        (str(path.relative_to(ROOT)), ast.parse(path.read_text()))
        for path in files(".py", inside=inside or (*FOLDERS, "."))
        if "migrations" not in path.parts
    ]


def is_actions(name):
    """Tell whether a module may change steps: actions.py or a module of a package actions/."""
    return Path(name).name == "actions.py" or "actions" in Path(name).parts


def written_steps(tree):
    """Yield the lines on which a module writes the step of a row."""
    for node in ast.walk(tree):
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and any(
            isinstance(part, ast.Attribute) and part.attr == "step"
            for target in targets
            for part in ast.walk(target)
        ):
            yield node.lineno
        if isinstance(node, ast.Call) and writes_step(node):
            yield node.lineno


def writes_step(call):
    """Tell whether a call is ``rows.update(step=…)``, ``create(step=…)`` or ``setattr``."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "setattr":
        return any(isinstance(part, ast.Constant) and part.value == "step" for part in call.args)
    writing = {"update", "create", "update_or_create", "get_or_create"}
    return name in writing and any(keyword.arg == "step" for keyword in call.keywords)


def test_steps_are_written_by_actions_only():
    found = [
        f"{name}:{line}"
        for name, tree in modules(*OURS)
        if not is_actions(name)
        for line in written_steps(tree)
    ]

    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "row.step = 1",
        "row.step, other = 1, 2",
        "row.step += 1",
        "rows.update(step=1)",
        "Row.objects.create(step=1)",
        "setattr(row, 'step', 1)",
    ],
)
def test_written_steps_sees(code):
    assert list(written_steps(ast.parse(code))) == [1]


def test_modules_stay_short():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files(".py")
    }

    assert {name: length for name, length in lengths.items() if length >= MODULE_LINES} == {}


def test_functions_stay_short():
    lengths = {
        f"{name}: {node.name}": node.end_lineno - node.lineno + 1
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS)
    }

    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


def test_top_level_folders_are_the_agreed_ones():
    caches = {line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines()}

    found = {path.name for path in ROOT.iterdir() if path.is_dir()} - NOT_OURS - caches

    assert found <= FOLDERS


def test_no_file_names_a_place_on_somebodys_machine():
    places = re.compile(r"(?<![\w.\-<])/(?:work|home|root|tmp|Users|workspace)/\w")

    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in files(
            ".py", ".sh", ".md", ".html", ".css", ".js", ".toml", ".txt", ".service", ".conf", ""
        )
        for match in places.finditer(path.read_text())
    ]

    assert found == []


def test_every_template_is_used():
    folder = ROOT / "templates"
    named_by_django = {"400.html", "403.html", "404.html", "500.html"}
    sources = files(".py", ".html", inside=[*OURS, "templates"])
    text = "\n".join(path.read_text() for path in sources)

    names = [str(path.relative_to(folder)) for path in files(".html", inside=["templates"])]
    replaces_djangos = {name for name in names if (DJANGO_FORMS / name).exists()}

    unused = [
        name
        for name in names
        if name not in named_by_django | replaces_djangos
        and not name.startswith("tailored/")  # crispy builds these names
        and name not in text
    ]
    assert unused == []


def locked(name):
    """Return {package: version} of a requirements file and the packages without a hash."""
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text())
    pins = [re.match(r"([a-z0-9-]+)==(\S+)", entry) for entry in entries]
    return (
        dict(pin.groups() for pin in pins if pin),
        [entry for pin, entry in zip(pins, entries, strict=True) if pin and "sha256:" not in entry],
    )


def test_requirements_are_pinned_with_hashes_and_name_no_host():
    (run, run_bare), (dev, dev_bare) = locked("requirements.txt"), locked("requirements-dev.txt")
    text = (ROOT / "requirements.txt").read_text() + (ROOT / "requirements-dev.txt").read_text()

    assert (run_bare, dev_bare) == ([], [])
    assert run.items() <= dev.items()
    assert not re.search(r"https?:|--index|--extra-index|--find-links|@ file", text)


def test_requirements_cover_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    direct = {re.match(r"[\w-]+", line).group() for line in project["dependencies"]}
    dev = {re.match(r"[\w-]+", line).group() for line in project["optional-dependencies"]["dev"]}

    assert direct <= locked("requirements.txt")[0].keys()
    assert direct | dev <= locked("requirements-dev.txt")[0].keys()
