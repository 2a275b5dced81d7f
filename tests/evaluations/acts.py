"""What tests of the year's end share: acts on one person, addresses, rows of a board."""

from django.urls import reverse
from django.utils import timezone

from evaluations import recording
from evaluations.models import Evaluation, Meeting, Question, QuestionSubject
from evaluations.queries.board import Rights, board_of
from evaluations.queries.scope import person_in_scope
from registrations.models import Answer, Registration
from registrations.queries.meetings import fingerprint

GRADES = {"grade_conduct": "GOOD", "grade_duties": "EXCELLENT", "grade_remedy": "GOOD"}
NOBODY_ABOVE = Rights(None)


def scope_of(year, round_, account, cell=None):
    return person_in_scope(round_, cell or year.cell, account.person_id)


def current(year, round_, account):
    return scope_of(year, round_, account).current(round_)


def propose(year, round_, level, *, before="", field="proposed_level", of=None, by=None):
    evaluation = current(year, round_, of or year.member)
    return recording.propose(by or year.secretary, evaluation, field, level, before=before)


def facts(year, round_, before=None, of=None, by=None, **texts):
    evaluation = current(year, round_, of or year.member)
    return recording.record_facts(by or year.secretary, evaluation, texts, before=before or {})


def write_self(year, round_, field, text, shown="", by=None):
    evaluation = current(year, round_, by or year.member)
    return recording.save_self(
        by or year.member, evaluation, field, text, revision=fingerprint(shown)
    )


def opinion(year, round_, text, *, before="", field="group_level"):
    evaluation = current(year, round_, year.member)
    return recording.write_group_opinion(year.leader, evaluation, field, text, before=before)


def put_to_vote(evaluation, *, closed=False, annulled=False):
    """Open a vote on an evaluation; close or annul it."""
    now = timezone.now()
    meeting = Meeting.objects.create(
        round=evaluation.round,
        organization=evaluation.organization,
        held_at=now,
        place="Hội trường",
        chair="Trần Thị Bình",
        clerk="Lê Thị Hoa",
        called_by=Evaluation.objects.get(pk=evaluation.pk).events.first().account,
    )
    question = Question.objects.create(
        meeting=meeting,
        method=Question.Method.OPEN,
        title="Xếp mức",
        opened_at=now,
        roll_size=5,
        present=5,
        closed_at=now if closed else None,
        annulled_at=now if annulled else None,
    )
    QuestionSubject.objects.create(
        question=question, evaluation=evaluation, position=1, name="Nguyễn Văn An"
    )


def board_address(year, round_, organization=None):
    return reverse("evaluation_board", args=[round_.pk, (organization or year.cell).pk])


def person_address(year, round_, account=None, organization=None, name="evaluation_person"):
    account = account or year.member
    place = organization or year.cell
    return reverse(name, args=[round_.pk, place.pk, account.person_id])


def save(client, year, round_, field, text, before="", of=None, organization=None):
    address = reverse("evaluation_save", args=[round_.pk, (organization or year.cell).pk])
    posted = {
        "booklet": (of or year.member).person_id,
        "field": field,
        "text": text,
        "before": before,
    }
    return client.post(address, posted)


def sign_in(client, account):
    client.force_login(account)
    return client


def rows_of(year, round_, rights=None, organization=None):
    board = board_of(round_, organization or year.cell, rights or Rights(None, True, inside=True))
    return {row.person.full_name: row for row in board.rows}


def cells_of(row):
    return {cell.column.code: cell for cell in row.cells}


def make_paper(year, account, level="GOOD", step="SUBMITTED"):
    """Make a self-review (Mẫu 02) that somebody has written."""
    paper = Registration.objects.create(
        round=year.hd,
        form="E02",
        person=account.person,
        organization=year.cell,
        step=step,
        submitted_at=timezone.now(),
        code=f"E{account.pk}",
    )
    Answer.objects.create(registration=paper, field="level", text=level)
    for name, grade in GRADES.items():
        Answer.objects.create(registration=paper, field=name, text=grade)
    return paper
