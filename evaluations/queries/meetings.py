"""Meetings of an organization in a round, and what the console of one shows."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from evaluations.levels import classified_subjects
from evaluations.models import Meeting, Question, QuestionSubject
from evaluations.queries import gates, opinions_owed
from evaluations.queries.roll import presence_of, roll_of
from evaluations.workflow import BY_DECISION
from organizations.models import CELL_KINDS, Position, Role
from registrations.models import Guidance, Round
from registrations.queries import meetings as comment_meetings
from registrations.queries.meetings import COMMITTEE_KINDS, fingerprint

TEXTS = {
    "agenda": "Chương trình",
    "course": "Diễn biến hội nghị",
    "conclusion": "Kết luận",
}


def holds_meetings(round_, organization):
    """Tell whether such an organization votes in meetings of the round.

    Cells do where the guidance has levels, committees on themselves (NG-08, H21-25). Under HD
    22 they only review there (H22-03, H22-04).
    """
    if organization.kind in CELL_KINDS:
        return bool(classified_subjects(round_.guidance))
    own = (Guidance.NEU_GUONG_2017, *BY_DECISION)
    return organization.kind in COMMITTEE_KINDS and round_.guidance in own


def meetings_of(round_, organization):
    """Return the meetings of an organization in a round with their questions, newest first."""
    return list(
        Meeting.objects.filter(round=round_, organization=organization)
        .prefetch_related("questions")
        .order_by("-held_at", "-pk")
    )


def next_registration(round_):
    """Return next year's round, whose comments may be made the same evening (NG-14)."""
    if round_.guidance != Guidance.NEU_GUONG_2017:
        return None
    return Round.objects.filter(
        bloc=round_.bloc_id, guidance=round_.guidance, year=round_.year + 1, closed_at=None
    ).first()


def leaders_of(round_, organization):
    """Propose who chairs and who chairs while the head is reviewed (NG-06, NG-12, H22-03).

    NG: the secretary together with the head of the agency; else the secretary.
    """
    held = Position.objects.on(timezone.localdate()).filter(organization=organization)
    names = {}
    for one in held.select_related("person").order_by("-pk"):
        names[one.role] = one.person.full_name
    chair = names.get(Role.SECRETARY, "")
    if round_.guidance == Guidance.NEU_GUONG_2017:
        chair = comment_meetings.chairs_of(organization)
    return {"chair": chair, "deputy": names.get(Role.DEPUTY_SECRETARY, "")}


def guests_vote(round_, organization):
    """Tell whether who is called by name votes: leaders of mass organizations do (NG-06)."""
    return round_.guidance == Guidance.NEU_GUONG_2017 and organization.kind in COMMITTEE_KINDS


FACTS = ("held_at", "place", "chair", "deputy", "clerk", "draft_sent_on")


def facts_revision(meeting):
    """Return a number that tells whether a meeting's facts are those that a window shows."""
    return fingerprint("|".join(str(getattr(meeting, field)) for field in FACTS))


def head_of(meeting):
    """Return what a meeting's papers say of the organization, to be frozen."""
    organization = meeting.organization
    place = organization
    while place is not None and not place.locality:
        place = place.parent
    return {
        "organization": organization.name,
        "cell": organization.kind in CELL_KINDS,
        "superior": organization.parent.name if organization.parent else "",
        "locality": place.locality if place else "",
        "adoption": meeting.round.adoption_number,
    }


@dataclass(frozen=True)
class QuestionRow:
    """A question on the console: its subjects, and what is missing before it is opened.

    ``notes``: what should be there too and keeps nothing from being opened (H21-14).
    """

    question: Question
    subjects: list
    missing: list
    notes: list

    @property
    def names(self):
        """Whom it is about, in a few words."""
        return gates.joined([one.name for one in self.subjects])


def question_rows(meeting, roll):
    """Return the questions of a meeting as rows, the same queries for many."""
    questions = list(
        meeting.questions.prefetch_related(
            Prefetch("subjects", QuestionSubject.objects.order_by("position", "pk"))
        )
    )
    waiting = [one for one in questions if one.opened_at is None]
    live = meeting.finished_at is None and waiting
    missing = gates.missing_of(meeting, waiting, roll) if live else {}
    notes = notes_of(meeting, waiting) if live else {}
    return [
        QuestionRow(one, list(one.subjects.all()), missing.get(one.pk, []), notes.get(one.pk, []))
        for one in questions
    ]


def notes_of(meeting, questions):
    """Return {question id: what is told beside its gates}, in one query (H21-14)."""
    subjects = {
        one.pk: [subject.evaluation_id for subject in one.subjects.all()]
        for one in questions
        if one.kind == Question.Kind.LEVEL
    }
    everybody = [pk for found in subjects.values() for pk in found]
    lacking = opinions_owed.without_residence(meeting.round, everybody) if everybody else {}
    notes = {}
    for question, found in subjects.items():
        without = [lacking[pk] for pk in found if pk in lacking]
        if without:
            names = gates.joined([name for _, name in without])
            text = f"Chưa có ý kiến của cấp ủy nơi cư trú về {names} (H21-14)."
            place = [meeting.round_id, meeting.organization_id]
            url = reverse("evaluation_board", args=place)
            if len(without) == 1:
                url = reverse("person_opinions", args=[*place, without[0][0]])
            notes[question] = [gates.Missing(text, url)]
    return notes


@dataclass(frozen=True)
class Text:
    """One of the texts that are written during a meeting."""

    field: str
    label: str
    text: str

    @property
    def revision(self):
        return fingerprint(self.text)


def texts_of(meeting):
    """Return agenda, course and conclusion."""
    return [Text(field, label, getattr(meeting, field)) for field, label in TEXTS.items()]


@dataclass(frozen=True)
class Attendance:
    """The roll as people read it: the voting roll, the guests, those away with their reasons."""

    roll: list
    guests: list
    struck: list

    @property
    def absent(self):
        return [one for one in self.roll if not one.present]

    @property
    def came(self):
        return sum(one.present for one in self.roll)

    @property
    def guests_present(self):
        return [one for one in self.guests if one.present]


def attendance_of(roll):
    """Sort a meeting's roll."""
    standing = [one for one in roll if not one.struck]
    return Attendance(
        roll=[one for one in standing if one.votes],
        guests=[one for one in standing if not one.votes],
        struck=[one for one in roll if one.struck],
    )


def console_of(meeting):
    """Return what the console shows: roll, presence, questions, texts."""
    roll = roll_of(meeting)
    questions = question_rows(meeting, roll)
    return {
        "entries": roll,
        "attendance": attendance_of(roll),
        "presence": presence_of(roll),
        "questions": questions,
        "frozen": any(one.question.opened_at for one in questions),
        "unfinished": [one.question for one in questions if one.question.closed_at is None],
        "texts": texts_of(meeting),
    }
