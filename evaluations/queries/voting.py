"""Votes: whom a question is about, what its sheets say, what the numbers give."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from evaluations import counts, verdicts
from evaluations.access import LEADING
from evaluations.levels import level_name
from evaluations.models import (
    Evaluation,
    Question,
    QuestionSubject,
    RoleModel,
    Sheet,
    SheetRow,
    Subject,
)
from evaluations.queries.gates import known_bodies, known_people
from evaluations.rules import lam_dong_2017
from evaluations.rules.inputs import InputError
from evaluations.rules.numbers import percent_text
from organizations.models import Position
from registrations.models import Guidance

ROLE_MODELS = "lam_dong_2017.role_models"
FEW = 5
BY_PAPER = (
    "Chi bộ không có bí thư, phó bí thư nào khác để kết thúc biểu quyết về riêng đồng chí: đồng "
    "chí bỏ nội dung này, rồi đưa ra cùng những người khác, hoặc bỏ phiếu kín do hai người khác "
    "kiểm phiếu."
)
UNRESOLVED = "Chưa xác định được mức"
RESULTS = {
    "chosen": "Được chọn",
    "tied": "Bằng phiếu, bỏ phiếu lại",
    "refused": "Không được chọn",
}


def subjects_of(question):
    """Return the subjects of a question with their evaluations, in order."""
    return list(
        question.subjects.select_related(
            "evaluation__round", "evaluation__organization", "evaluation__person"
        )
    )


def sheets_of(question):
    """Return {number: sheet} with its ``count``, in two queries."""
    rows = Prefetch("rows", SheetRow.objects.order_by("pk"), to_attr="stored_rows")
    found = {one.number: one for one in question.sheets.prefetch_related(rows)}
    for one in found.values():
        one.count = counts.count_of(one, one.stored_rows)
    return found


class Ballot:
    """A question with its subjects, its columns, and the base of its shares."""

    def __init__(self, question, subjects=None):
        self.question = question
        self.round = question.meeting.round
        self.subjects = subjects_of(question) if subjects is None else subjects
        self.kind = self.subjects[0].evaluation.subject if self.subjects else Subject.MEMBER
        self.columns = counts.columns_of(question, self.kind)
        self.paper = question.method == Question.Method.PAPER
        self.by_level = question.method == Question.Method.BY_LEVEL
        self.levels = question.kind == Question.Kind.LEVEL

    @property
    def base(self):
        """The roll; those present where the bloc reads NG-09 so (I-2). Frozen at closing."""
        if "base" in (self.question.verdict or {}):
            return self.question.verdict["base"]
        present = (
            self.levels
            and (self.round.guidance, self.kind) == (Guidance.NEU_GUONG_2017, Subject.MEMBER)
            and self.round.terms.readings.share_base == "PRESENT"
        )
        return self.question.present if present else self.question.roll_size

    def open_to(self, subject):
        """Return the columns on which a subject is voted on: level by level from the proposal."""
        if not self.by_level:
            return list(self.columns)
        evaluation = subject.evaluation
        return counts.from_level(self.columns, evaluation.proposed_level or evaluation.self_level)

    def problems(self, count):
        """Return what is wrong with a sheet: of its totals, and {subject id: of its row}."""
        subjects = [(one.pk, self.open_to(one)) for one in self.subjects]
        return counts.problems_of(self.question, count, self.base, subjects)

    def differences(self, sheets):
        """Return where the two tellers differ; both have signed."""
        subjects = [(one.pk, one.name) for one in self.subjects]
        return counts.differences(sheets[1].count, sheets[2].count, subjects, self.columns)

    def needed_sheets(self):
        """How many count: two tellers for paper, else whoever runs the meeting."""
        return 2 if self.paper else 1

    @cached_property
    def known(self):
        """What the program knows of the subjects, {(is a person, id): known}."""
        evaluations = [one.evaluation for one in self.subjects]
        people = [one.person for one in evaluations if one.person_id]
        bodies = [one.organization for one in evaluations if not one.person_id]
        return {
            **{(True, pk): one for pk, one in known_people(self.round, people).items()},
            **{(False, pk): one for pk, one in known_bodies(self.round, bodies).items()},
        }

    def known_of(self, evaluation):
        person = evaluation.person_id
        return self.known.get((bool(person), person or evaluation.organization_id), {})


def all_signed(ballot, sheets):
    """Tell whether every teller has signed off."""
    return len(sheets) == ballot.needed_sheets() and all(one.signed_at for one in sheets.values())


def level_verdicts(ballot, count):
    """Return ({subject id: verdict}, {subject id: why there is none}) of counted levels."""
    found, errors = {}, {}
    field = "approvals" if ballot.by_level else "ballots"
    for one in ballot.subjects:
        known, votes = ballot.known_of(one.evaluation), count.row(one.pk).counts
        try:
            found[one.pk] = verdicts.vote_verdict(
                one.evaluation, known, ballot.base, **{field: votes}
            )
        except InputError as error:
            errors[one.pk] = str(error)
    return found, errors


def role_model_numbers(meeting, years):
    """Return what the cap on role models counts in the meeting's cell (LD-07, LD-08).

    Those whom an earlier ballot chose for the same years take their places.
    """
    in_cell = Evaluation.objects.filter(
        round=meeting.round,
        subject=Subject.MEMBER,
        organization=meeting.organization_id,
        annulled_at=None,
    )
    best = lam_dong_2017.LEVELS.highest
    chosen = RoleModel.objects.filter(evaluation__in=in_cell, years=years)
    return {
        "completed_well": in_cell.filter(level=best).count(),
        "rated": in_cell.exclude(level="").count(),
        "already_chosen": chosen.exclude(superior=Evaluation.Review.REFUSED).count(),
    }


def role_model_cap(meeting, years):
    """Return (how many may still be chosen, the reasons), before anything is voted on (LD-07)."""
    numbers = role_model_numbers(meeting, years)
    given = numbers | {"roll": max(1, numbers["rated"])}
    try:
        verdict = verdicts.ask(ROLE_MODELS, given, meeting.round.terms)
    except InputError:
        return 0, []
    _, *reasons = verdict["reasons"]  # the first is of the roll, which the opening counts
    return verdict["max"] - numbers["already_chosen"], reasons


def role_model_verdict(ballot, count):
    """Return who is chosen, tied and refused (LD-07, LD-08); raises ``InputError``."""
    meeting = ballot.question.meeting
    given = role_model_numbers(meeting, ballot.question.years) | {
        "roll": ballot.base,
        "candidates": [
            {
                "name": one.name,
                "votes": count.row(one.pk).counts.get(counts.IN_FAVOUR, 0),
                "level": one.evaluation.level,
            }
            for one in ballot.subjects
        ],
    }
    return verdicts.ask(ROLE_MODELS, given, meeting.round.terms)


def again_of(question, subjects):
    """Return the subjects that are voted on again: no level reached, or tied across the cap."""
    if question.closed_at is None or question.annulled_at is not None:
        return []
    if question.kind == Question.Kind.ROLE_MODEL:
        tied = (question.verdict or {}).get("tied", ())
        return [one for one in subjects if one.name in tied]
    return [one for one in subjects if one.verdict and not one.verdict["proposed"]]


def about_oneself(account, ballot):
    """Tell whether a vote is on nobody but the account's own person."""
    people = {one.evaluation.person_id for one in ballot.subjects}
    return account.person_id is not None and people == {account.person_id}


def leads_alone(account, organization):
    """Tell whether no secretary or deputy but the account's person is there to close a vote."""
    leaders = Position.objects.on(timezone.localdate()).filter(
        organization=organization, role__in=LEADING
    )
    return not leaders.exclude(person=account.person_id).exists()


def closes_alone(account, ballot):
    """Tell whether somebody would decide on a vote on nobody but himself or herself.

    The only one who leads the cell closes a secret ballot that two others have counted.
    """
    if not about_oneself(account, ballot):
        return False
    counts_too = ballot.question.sheets.filter(account=account).exists()
    counted = ballot.paper and not counts_too
    return not (counted and leads_alone(account, ballot.question.meeting.organization))


def never_closed(account, ballot):
    """Say why an open vote on the only one who leads the cell is not begun, or nothing."""
    if ballot.paper or not about_oneself(account, ballot):
        return ""
    return BY_PAPER if leads_alone(account, ballot.question.meeting.organization) else ""


def publishes_counts(question, subjects):
    """Tell whether counts may be told to the members: not where they betray how one voted.

    A roll of fewer than five, or all alike: only the result is told (workflows.md). Hands that
    everybody saw betray nothing.
    """
    if question.method != Question.Method.PAPER:
        return True
    if question.roll_size < FEW:
        return False
    numbers = [(one.counts or {}).get("votes", {}).values() for one in subjects]
    cast = [[votes for votes in found if votes] for found in numbers]
    return not any(len(found) == 1 for found in cast)


@dataclass(frozen=True)
class Share:
    """A number of a result with its share as shown; no ``votes`` where it was not voted on."""

    label: str
    votes: int | None
    percent: str


@dataclass(frozen=True)
class ResultRow:
    """A subject of a result: votes and shares by column, what came of it and why."""

    subject: QuestionSubject
    cells: list
    invalid: int
    result: str
    unresolved: str
    reasons: list
    error: str = ""


def result_rows(ballot):
    """Return the rows of a closed vote, from what was frozen alone."""
    question = ballot.question
    results = role_model_results(question.verdict or {})
    return [
        result_row(ballot, one, one.counts or {}, one.verdict, results.get(one.name, ""))
        for one in ballot.subjects
    ]


def preview_rows(ballot, count):
    """Return the rows as an open vote stands now; nothing of it is stored."""
    _, wrong = ballot.problems(count)
    found, errors = level_verdicts(ballot, count)
    errors |= wrong
    return [
        result_row(
            ballot,
            one,
            frozen_counts(count.row(one.pk)),
            None if one.pk in errors else found[one.pk],
            error=errors.get(one.pk, ""),
        )
        for one in ballot.subjects
    ]


def frozen_counts(row):
    """Return a row's numbers as they are kept with the subject."""
    return {"votes": dict(row.counts), "invalid": row.invalid or 0}


def role_model_results(verdict):
    """Return {name: what came of it} of a vote on role models."""
    return {name: words for key, words in RESULTS.items() for name in verdict.get(key, ())}


def result_row(ballot, subject, frozen, verdict, result="", error=""):
    """Return one row: shares are of the roll, as the rules compare them."""
    votes = frozen.get("votes", {})
    none = None if ballot.by_level else 0
    cells = [
        share_of(label, votes.get(column, none), ballot.base)
        for column, label in ballot.columns.items()
    ]
    level = (verdict or {}).get("proposed")
    if ballot.levels and verdict:
        result = level_name(ballot.round.guidance, ballot.kind, level) if level else UNRESOLVED
    return ResultRow(
        subject,
        cells,
        frozen.get("invalid", 0),
        result,
        "" if level or not verdict else verdict.get("unresolved", ""),
        (verdict or {}).get("reasons", []),
        error,
    )


def share_of(label, votes, base):
    """Return a number with its share of the base."""
    return Share(label, votes, "" if votes is None else f"{percent_text(votes, base)}%")


def sets_level(ballot):
    """Tell whether the vote is final: NG of members and organizations, LD (NG-08, NG-09, LD-06)."""
    return ballot.round.guidance in (Guidance.NEU_GUONG_2017, Guidance.LAM_DONG_2017)


def untold(round_, meetings):
    """Return the ids of meetings whose results are not all reported (roles.md).

    Those above read of them what is reported, under HD 21 also what is decided.
    """
    waits = Q(evaluation__reported_at=None)
    if round_.guidance == Guidance.HD21_2019:
        waits &= Q(evaluation__decided_at=None)
    found = QuestionSubject.objects.filter(
        waits,
        question__meeting__in=[one.pk for one in meetings],
        question__closed_at__isnull=False,
        evaluation__annulled_at=None,
        evaluation__voted_at__isnull=False,
    )
    return set(found.order_by().values_list("question__meeting", flat=True))


def is_told(meeting):
    """Tell whether those above may read a meeting: it is finished and its results reported."""
    return meeting.finished_at is not None and not untold(meeting.round, [meeting])


def counting_of(account):
    """Return the paper votes that are being counted and for which the account is a teller.

    ``signed``: the own sheet is done; it stays at hand until the vote is closed.
    """
    if account.person_id is None:
        return []
    done = Sheet.objects.filter(question=OuterRef("pk"), account=account, signed_at__isnull=False)
    return list(
        Question.objects.annotate(signed=Exists(done))
        .filter(
            method=Question.Method.PAPER,
            opened_at__isnull=False,
            closed_at=None,
            meeting__finished_at=None,
            meeting__roll__person=account.person_id,
            meeting__roll__teller__isnull=False,
        )
        .select_related("meeting__organization")
        .order_by("pk")
    )
