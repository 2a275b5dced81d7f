"""docs/van-ban-moi.md holds: its example is a guidance, and its cases pass."""

import re
import types
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from evaluations.rules import guidance
from evaluations.rules.inputs import InputError
from evaluations.rules.questions import Question

PAGE = Path(__file__).resolve().parents[2] / "docs" / "van-ban-moi.md"


class Numbers(yaml.SafeLoader):
    """Reads numbers as decimals."""


Numbers.add_constructor("tag:yaml.org,2002:float", lambda _, node: Decimal(node.value))


def block(language):
    return re.search(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL).group(1)


@pytest.fixture
def example(tmp_path, monkeypatch):
    monkeypatch.setattr(guidance, "TEXTS", tmp_path)
    (tmp_path / "qd366_2025.toml").write_text(block("toml"))
    module = types.ModuleType("qd366_2025")
    exec(compile(block("python"), "qd366_2025.py", "exec"), module.__dict__)  # noqa: S102
    return module


def answer(module, case):
    question = Question(getattr(module, case["question"].partition(".")[2]))
    try:
        verdict = question(**case["given"])
    except InputError as error:
        return {"error": error.field}
    found = {"level": verdict.level, "rules_include": [one.rule for one in verdict.reasons]}
    return {name: found[name] for name in case["expect"]}


def test_example_of_a_further_guidance_answers_its_cases(example):
    cases = yaml.load(block("yaml"), Numbers)  # noqa: S506

    assert [answer(example, case) for case in cases] == [case["expect"] for case in cases]
    assert len(cases) == 4


def test_example_of_a_further_guidance_is_marked_as_not_confirmed(example):
    page = PAGE.read_text()

    assert "CHƯA ĐƯỢC XÁC NHẬN" in page
    assert "chưa xác nhận" in example.GUIDANCE.title
