"""The year's evaluations, their meetings and votes."""

from evaluations.models.meetings import (
    Meeting,
    Question,
    QuestionSubject,
    RollEntry,
    Sheet,
    SheetRow,
)
from evaluations.models.papers import YearPaper
from evaluations.models.records import (
    Evaluation,
    EvaluationEvent,
    Opinion,
    RoleModel,
    Subject,
)

__all__ = [
    "Evaluation",
    "EvaluationEvent",
    "Meeting",
    "Opinion",
    "Question",
    "QuestionSubject",
    "RoleModel",
    "RollEntry",
    "Sheet",
    "SheetRow",
    "Subject",
    "YearPaper",
]
