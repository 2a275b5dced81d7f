"""What the tests of votes share: a meeting with an opened question, and how it is counted."""

from types import SimpleNamespace

from django.utils import timezone

from evaluations import counting, meetings, voting
from evaluations.models import Evaluation, Question, RollEntry
from evaluations.queries import voting as queries
from tests import factories
from tests.evaluations import holding

PAPER = Question.Method.PAPER
GRADES = {"grade_conduct": "EXCELLENT", "grade_duties": "EXCELLENT", "grade_remedy": "GOOD"}
HD21 = {"facts": GRADES}


def people_of(cell, number):
    """Make so many members of a cell, each with an account."""
    names = [f"Đảng viên {place:02}" for place in range(1, number + 1)]
    return [factories.make_person(name, cell) for name in names]


def make_vote(guidance, number=18, *, subjects=1, method="OPEN", opened=True, **evaluation):
    """Make a meeting of so many, all there, with a question on the first few of them.

    ``secretary`` and ``deputy`` lead the cell and vote; ``tellers`` are two more.
    """
    tree = holding.make_tree()
    cell = factories.make_cell(tree.base, "Chi bộ 9")
    secretary = factories.make_officer(cell, full_name="Cao Thị Nhung")
    deputy = factories.make_officer(cell, "DEPUTY_SECRETARY", "Hà Văn Tám")
    tellers = [
        factories.make_account(factories.make_person(name, cell))
        for name in ("Lý Thị Sáu", "Mạc Văn Tư")
    ]
    people = people_of(cell, number - 4)
    round_ = holding.make_round(tree.bloc, guidance)
    evaluations = holding.ready(round_, cell, people[:subjects], **evaluation)
    meeting = holding.call(
        secretary, round_, cell, chair=secretary.full_name, deputy=deputy.full_name
    )
    holding.come(meeting)
    vote = SimpleNamespace(**vars(tree) | locals())
    vote.members = people[:subjects]
    name_tellers(vote)
    vote.question = ask(vote, vote.members, method=method)
    if opened:
        vote.question = voting.open_question(secretary, vote.question.pk)
    return vote


def name_tellers(vote):
    """Name the two tellers, whoever they are."""
    pks = [holding.entry(vote.meeting, one.full_name).pk for one in vote.tellers]
    meetings.name_tellers(vote.secretary, vote.meeting.pk, *pks)


def ask(vote, people, *, what="MEMBERS", method="OPEN"):
    """Put a question on people."""
    return meetings.add_question(
        vote.secretary, vote.meeting.pk, what=what, method=method, chosen=[one.pk for one in people]
    )


def subjects(question):
    return list(question.subjects.all())


def enter(account, question, number, *votes, totals=None, invalid=None, row_invalid=None):
    """Let an account write a sheet: one mapping of votes a subject, the last for the rest."""
    cells = {name: str(value) for name, value in (totals or {}).items()}
    cells |= {f"invalid-{ground}": str(value) for ground, value in (invalid or {}).items()}
    for place, one in enumerate(subjects(question)):
        row = votes[min(place, len(votes) - 1)]
        cells |= {f"{one.pk}-{column}": str(value) for column, value in row.items()}
        if row_invalid:
            cells[f"{one.pk}-invalid"] = str(row_invalid)
    return counting.save_counts(
        account, question.pk, number, {cell: (text, "") for cell, text in cells.items()}
    )


def all_collected(number):
    """Return totals where every ballot issued came back."""
    return {"issued": number, "collected": number}


def count_paper(vote, *votes, question=None, number=18, **fields):
    """Let both tellers write the same and sign off."""
    question = question or vote.question
    fields.setdefault("totals", all_collected(number))
    for place, teller in enumerate(vote.tellers, start=1):
        enter(teller, question, place, *votes, **fields)
        counting.sign_off(teller, question.pk, place)


def close(vote, question=None, account=None):
    """Close a question and return its subjects as they are stored."""
    question = question or vote.question
    voting.close_question(account or vote.secretary, question.pk)
    question.refresh_from_db()
    return queries.subjects_of(question)


def of(person, round_):
    """Return a person's evaluation."""
    return Evaluation.objects.get(round=round_, person=person, annulled_at=None)


def put_on_roll(vote, person, *, teller=None):
    """Put a person on the roll as one who is there."""
    return RollEntry.objects.create(
        meeting=vote.meeting, person=person, name=person.full_name, present=True, teller=teller
    )


def role_models(well=10, number=10):
    """Make a cell where so many completed well, with an opened question on four of them."""
    vote = make_vote(holding.LD, number, method="PAPER", opened=False)
    now = timezone.now()
    vote.question.delete()
    Evaluation.objects.filter(round=vote.round_).delete()
    everybody = [one.person for one in vote.meeting.roll.filter(person__isnull=False)]
    best, second = {"level": "COMPLETED_WELL"}, {"level": "COMPLETED"}
    for place, one in enumerate(everybody):
        level = best if place < well else second
        holding.ready(vote.round_, vote.cell, [one], voted_at=now, decided_at=now, **level)
    vote.members = vote.people[:4]
    Evaluation.objects.filter(person__in=vote.members).update(level="COMPLETED_WELL")
    vote.question = ask(vote, vote.members, what="ROLE_MODELS_1", method="PAPER")
    vote.question = voting.open_question(vote.secretary, vote.question.pk)
    return vote


def yes(*votes, roll=10):
    return [{"YES": one, "NO": roll - one} for one in votes]
