"""What must hold of a sample of any day."""

from datetime import date

from django.utils import timezone

from evaluations.models import Evaluation, EvaluationEvent, Meeting, Question, YearPaper
from organizations.models import LogEntry, Person, Placement, Position
from registrations.models import (
    CommentMeeting,
    HalfYear,
    QuarterMark,
    Registration,
    RegistrationEvent,
)


def see_nothing_before_an_admission_or_ahead_of(today):
    members = Person.objects.exclude(admitted_on=None)
    admitted = dict(members.values_list("pk", "admitted_on"))
    placed = Placement.objects.values_list("person_id", "started_on")
    serving = Position.objects.values_list("person_id", "started_on")
    handed_in = Registration.objects.exclude(submitted_at=None).exclude(person=None)
    committed = [(one.person_id, one.submitted_at.date()) for one in handed_in]
    days = [(pk, day) for pk, day in (*placed, *serving, *committed) if pk in admitted]
    assert [pk for pk, day in days if day < admitted[pk]] == []
    assert len(committed) > 100
    times = [
        *RegistrationEvent.objects.values_list("at", flat=True),
        *QuarterMark.objects.values_list("marked_at", flat=True),
        *HalfYear.objects.values_list("recorded_at", flat=True),
        *CommentMeeting.objects.values_list("finished_at", flat=True),
        *LogEntry.objects.values_list("at", flat=True),
        *EvaluationEvent.objects.values_list("at", flat=True),
        *Meeting.objects.values_list("held_at", flat=True),
        *Question.objects.exclude(closed_at=None).values_list("closed_at", flat=True),
        *Evaluation.objects.exclude(decided_at=None).values_list("decided_at", flat=True),
        *YearPaper.objects.values_list("issued_at", flat=True),
    ]
    assert [one for one in times if timezone.localdate(one) >= today] == []
    assert Evaluation.objects.filter(round__year=2025).exclude(level="").exists()
    begun = Evaluation.objects.filter(round__year=2026).exists()
    assert begun == (today > date(2026, 11, 10))
