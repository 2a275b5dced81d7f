"""Every question and every calculation of the guidance documents, by name."""

from collections.abc import Mapping

from evaluations.rules import deadlines
from evaluations.rules.guidance import Calculation
from evaluations.rules.guidances import GUIDANCES, MODULES
from evaluations.rules.questions import Question

__all__ = ["CALCULATIONS", "GUIDANCES", "QUESTIONS"]

CALCULATIONS: Mapping[str, tuple[Calculation, ...]] = {
    module.GUIDANCE.name: module.CALCULATIONS for module in MODULES
}
QUESTIONS: Mapping[str, Question] = {
    f"{name}.{question.__name__}": Question(question)
    for name, questions in (
        *((module.GUIDANCE.name, module.QUESTIONS) for module in MODULES),
        ("deadlines", deadlines.QUESTIONS),
    )
    for question in questions
}
