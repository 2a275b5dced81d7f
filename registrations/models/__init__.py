"""The year opens: rounds, registrations with their versions and answers, history."""

from registrations.models.jobs import PrintJob, Reminder
from registrations.models.meetings import Attendance, Comment, CommentMeeting
from registrations.models.quarters import HalfYear, QuarterMark
from registrations.models.reference import ReferenceItem, VaguePhrase
from registrations.models.registrations import (
    BODY_FORMS,
    Answer,
    FormChoice,
    Registration,
    RegistrationEvent,
    Shortcomings,
    Step,
)
from registrations.models.rounds import Guidance, Round

__all__ = [
    "BODY_FORMS",
    "Answer",
    "Attendance",
    "Comment",
    "CommentMeeting",
    "FormChoice",
    "Guidance",
    "HalfYear",
    "PrintJob",
    "QuarterMark",
    "ReferenceItem",
    "Registration",
    "RegistrationEvent",
    "Reminder",
    "Round",
    "Shortcomings",
    "Step",
    "VaguePhrase",
]
