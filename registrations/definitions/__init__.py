"""The registration forms, each from one definition."""

from registrations.definitions import f01, f02, f03, f04, f05
from registrations.definitions.base import (
    Check,
    Code,
    Definition,
    Field,
    Manifestation,
    Part,
    Situation,
)

__all__ = [
    "FORMS",
    "Check",
    "Code",
    "Definition",
    "Field",
    "Manifestation",
    "Part",
    "Situation",
]

FORMS = {module.FORM.code: module.FORM for module in (f01, f02, f03, f04, f05)}
