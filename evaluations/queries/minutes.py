"""What the minutes of a finished meeting say, from what was frozen (E05)."""

from dataclasses import dataclass

from django.db.models import Prefetch

from evaluations.levels import level_name, scale_of
from evaluations.models import Question, Sheet, Subject
from evaluations.queries import meetings as queries
from evaluations.queries.roll import roll_of

IN_FAVOUR = "Tán thành"
PAIR = 2
UNRESOLVED = "Chưa xác định được mức"
CHOSEN = {
    "chosen": "Được chọn",
    "tied": "Ngang phiếu, bình chọn lại",
    "refused": "Không được chọn",
}


@dataclass(frozen=True)
class VotedRow:
    """A subject of a vote: its numbers by column and what came of it."""

    name: str
    post: str
    numbers: list
    result: str


@dataclass(frozen=True)
class Voted:
    """A question with its vote."""

    question: Question
    of_people: bool
    columns: list
    rows: list
    notes: list


@dataclass(frozen=True)
class Minutes:
    """All that the minutes say beside the meeting's own texts."""

    attendance: queries.Attendance
    late: list
    left: list
    corrected: list
    tellers: list
    voted: list


def minutes_of(meeting):
    """Return what the minutes of a meeting say."""
    roll = roll_of(meeting)
    questions = meeting.questions.filter(closed_at__isnull=False).prefetch_related(
        "subjects__evaluation", Prefetch("sheets", Sheet.objects.select_related("account"))
    )
    named = sorted((one for one in roll if one.teller), key=lambda one: one.teller)
    pairs = {
        one.pk: tellers_of(one, roll) or named
        for one in questions
        if one.method == Question.Method.PAPER
    }
    counted = dict.fromkeys(one for pair in pairs.values() for one in pair)
    there = [one for one in roll if one.present and not one.struck]
    return Minutes(
        attendance=queries.attendance_of(roll),
        late=[one for one in there if one.arrived_at],
        left=[one for one in there if one.left_at],
        corrected=[one for one in roll if one.change],
        tellers=list(counted) or named,
        voted=[
            voted_of(meeting.round, one, pairs.get(one.pk, named), several=len(counted) > PAIR)
            for one in questions
        ],
    )


def tellers_of(question, roll):
    """Return who counted a paper vote, as they stand on the roll."""
    found = []
    for sheet in question.sheets.all():
        named = [one for one in roll if one.name == sheet.name]
        own = [one for one in named if one.person_id == sheet.account.person_id]
        found += (own or named)[:1]
    return found


def voted_of(round_, question, tellers, *, several):
    """Return one question with its vote, from the verdicts frozen at closing.

    ``several``: who counted is said of each, as others counted another one.
    """
    subjects = list(question.subjects.all())
    kind = subjects[0].evaluation.subject
    if question.kind == Question.Kind.ROLE_MODEL:
        columns, rows = [IN_FAVOUR], role_model_rows(question, subjects)
    else:
        columns = list(scale_of(round_.guidance, kind).names.values())
        rows = [level_row(round_, kind, one) for one in subjects]
    return Voted(
        question,
        kind == Subject.MEMBER,
        columns,
        rows,
        notes_of(question, subjects, tellers, several=several),
    )


def level_row(round_, kind, subject):
    """Return how a level was voted on; level by level there are votes where it was held.

    Of one vote over all levels a number left empty is none.
    """
    levels = scale_of(round_.guidance, kind).levels
    if subject.verdict is None:
        return VotedRow(subject.name, subject.post, ["–"] * len(levels), "–")
    given, level = subject.verdict["given"], subject.verdict["proposed"]
    votes, none = given.get("approvals"), "–"
    if votes is None:
        votes, none = given["ballots"], 0
    return VotedRow(
        subject.name,
        subject.post,
        [votes.get(one, none) for one in levels],
        level_name(round_.guidance, kind, level) or UNRESOLVED,
    )


def role_model_rows(question, subjects):
    """Return how role models were voted on (LD-07, LD-08)."""
    verdict = question.verdict or {}
    given = verdict.get("given", {}).get("candidates", [])
    votes = {str(one["name"]): one["votes"] for one in given}
    results = {name: words for key, words in CHOSEN.items() for name in verdict.get(key, ())}
    return [
        VotedRow(one.name, one.post, [votes.get(one.name, "–")], results.get(one.name, "–"))
        for one in subjects
    ]


def notes_of(question, subjects, tellers, *, several):
    """Return what must be said of a vote beside its numbers."""
    notes = []
    if question.method == Question.Method.PAPER:
        if several:
            notes.append(f"Người kiểm phiếu: {', '.join(one.name for one in tellers)}.")
        voted_on = {one.evaluation.person_id for one in subjects}
        names = [one.name for one in tellers if one.person_id in voted_on]
        if names:
            notes.append(f"Người kiểm phiếu đồng thời là người được xếp loại: {', '.join(names)}.")
    if question.difference_note:
        notes.append(f"Ghi chú của ban kiểm phiếu: {question.difference_note}")
    if question.annulled_at:
        notes.append(f"Kết quả này đã bị hủy: {question.annulled_reason}")
    return notes
