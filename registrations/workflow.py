"""The steps of a registration and the moves between them, as data (workflows.md)."""

from typing import NamedTuple

from registrations.models import Step


class Move(NamedTuple):
    """A move between steps: what the history calls it, from where, to where."""

    label: str
    sources: tuple[Step, ...]
    target: Step


MOVES = {
    "start": Move("Bắt đầu viết", (), Step.DRAFT),
    "supplement": Move("Bắt đầu bản bổ sung", (), Step.DRAFT),
    "comment": Move(
        "Đã qua hội nghị góp ý", (Step.DRAFT, Step.COMMENTED, Step.RETURNED), Step.COMMENTED
    ),
    "resume": Move("Viết tiếp sau khi được trả lại", (Step.RETURNED,), Step.DRAFT),
    "submit": Move("Nộp", (Step.DRAFT, Step.COMMENTED, Step.RETURNED), Step.SUBMITTED),
    "return": Move("Trả lại để bổ sung", (Step.SUBMITTED,), Step.RETURNED),
    "confirm": Move("Xác nhận", (Step.SUBMITTED,), Step.CONFIRMED),
}
EDITABLE = (Step.DRAFT, Step.COMMENTED, Step.RETURNED)
HANDED_IN = (Step.SUBMITTED, Step.RETURNED, Step.CONFIRMED)
