"""The only place that opens, counts, closes and annuls votes.

Every verb is one transaction with the question's row locked. Closing is final: it computes by
the rules, freezes numbers and verdicts, and writes them on the evaluations.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations import counting, counts
from evaluations.meetings import locked as locked_meeting
from evaluations.meetings import record
from evaluations.models import (
    Evaluation,
    EvaluationEvent,
    Meeting,
    Question,
    QuestionSubject,
    RoleModel,
)
from evaluations.queries import candidates, gates, voting
from evaluations.queries.meetings import head_of
from evaluations.queries.roll import presence_of, roll_of
from evaluations.rules.inputs import InputError
from organizations.access import viewer_of
from organizations.vietnamese import tidy
from registrations.actions import Moved, refuse_closed
from registrations.models import Guidance, Round

LONGEST_REASON = 1000
NO_REASON = "Đồng chí ghi lý do hủy kết quả biểu quyết."
ALONE = (
    "Đồng chí không kết thúc kiểm phiếu về chính mình; phó bí thư hoặc bí thư làm việc này thay."
)
DECIDED = (
    "Đã công khai hoặc đã có quyết định về {}. Muốn xếp loại lại thì hủy kết quả xếp loại của "
    "đồng chí ấy, không hủy biểu quyết."
)
ANNULLED = "Kết quả xếp loại của {} đã hủy và đang làm lại; biểu quyết cũ được giữ nguyên."
CHOSEN = "Đã bình chọn gương điển hình trong số này; đồng chí hủy kết quả bình chọn ấy trước."
VOTED_AGAIN = "Đã bỏ phiếu lại sau lần này; đồng chí hủy lần bỏ phiếu sau trước."
NOTHING_AGAIN = "Không có ai phải bỏ phiếu lại."
TAKEN_BACK = (
    "voted_level",
    "voted_at",
    "outcome",
    "reported_at",
    "level",
    "decided_at",
    "decided_as",
)


@transaction.atomic
def open_question(account, question_pk):
    """Open a vote: nothing is missing, and roll, presence, names and posts are frozen (I-4).

    Raises ValidationError with what is missing, ``Moved`` for one that is open already.
    """
    meeting, question = locked(question_pk)
    if question.opened_at is not None:
        raise Moved
    ballot = voting.Ballot(question)
    if why := voting.never_closed(account, ballot):
        raise ValidationError(why)
    lock_evaluations(ballot)
    missing = gates.missing_before(meeting, question)
    if missing:
        raise ValidationError([one.text for one in missing])
    entries = roll_of(meeting)
    presence = presence_of(entries)
    freeze_subjects(ballot, entries)
    question.roll_size, question.present = presence.roll, presence.present
    question.opened_at = timezone.now()
    question.save(update_fields=["roll_size", "present", "opened_at"])
    if meeting.head is None:
        meeting.head = head_of(meeting)
        meeting.save(update_fields=["head"])
    record(account, meeting, "open_vote", f"Mở biểu quyết: {question.title}")
    return question


def locked(question_pk):
    """Return (meeting, question), both locked; raises ``Moved`` where either is gone."""
    meeting_pk = Question.objects.filter(pk=question_pk).values_list("meeting", flat=True).first()
    if meeting_pk is None:
        raise Moved
    meeting = locked_meeting(meeting_pk)
    return meeting, locked_question(question_pk, meeting)


def locked_question(question_pk, meeting):
    """Return a question of a locked meeting, locked."""
    question = meeting.questions.select_for_update(of=("self",)).filter(pk=question_pk).first()
    if question is None:
        raise Moved
    question.meeting = meeting
    return question


def lock_evaluations(ballot):
    """Lock the evaluations voted on, in one order for all, and read them anew."""
    ids = [one.evaluation_id for one in ballot.subjects]
    rows = Evaluation.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    found = {one.pk: one for one in rows.select_related("round", "organization", "person")}
    for one in ballot.subjects:
        one.evaluation = found[one.evaluation_id]


def freeze_subjects(ballot, entries):
    """Write names and posts of the day on the subjects; people of one name are told apart."""
    posts = {one.person_id: one.post for one in entries if one.person_id}
    names = [str(one.evaluation.who) for one in ballot.subjects]
    taken = set()
    for one, name in zip(ballot.subjects, names, strict=True):
        person = one.evaluation.person
        if names.count(name) > 1 and person.born_on:
            name = f"{name} (sinh ngày {person.born_on:%d/%m/%Y})"
        distinct, number = name, 2
        while distinct in taken:
            distinct, number = f"{name} ({number})", number + 1
        taken.add(distinct)
        one.name = distinct[:200]
        one.post = posts.get(person.pk, one.post) if person else one.post
    QuestionSubject.objects.bulk_update(ballot.subjects, ["name", "post"])


@transaction.atomic
def close_question(account, question_pk):
    """Close a vote: compute by the rules and freeze (NG-08 … NG-11, LD-06 … LD-08, H21-14, H21-25).

    Raises ``Moved`` for one closed already; ValidationError where the count is not whole or
    not agreed, its keys being ids of subjects where a rule refuses their numbers.
    """
    meeting, question = locked(question_pk)
    counting.refuse_not_open(question)
    Round.objects.select_for_update(no_key=True).get(pk=meeting.round_id)  # its readings stay
    ballot = voting.Ballot(question)
    if voting.closes_alone(account, ballot):
        raise ValidationError(ALONE)
    count = agreed_count(ballot)
    lock_evaluations(ballot)
    question.closed_at, question.closed_by = timezone.now(), account
    for one in ballot.subjects:
        one.counts = voting.frozen_counts(count.row(one.pk))
    if ballot.levels:
        close_levels(account, ballot, count)
    else:
        close_role_models(account, ballot, count)
    question.save(update_fields=["closed_at", "closed_by", "verdict", "difference_note"])
    record(account, meeting, "close_vote", f"Kết thúc kiểm phiếu: {question.title}")
    return question


def agreed_count(ballot):
    """Return the count that holds: the first teller's where a difference stays with a note."""
    question = ballot.question
    list(question.sheets.select_for_update().order_by("pk"))
    sheets = voting.sheets_of(question)
    if 1 not in sheets:
        raise ValidationError("Chưa nhập kết quả kiểm phiếu.")
    if not ballot.paper:
        counting.refuse_problems(ballot, sheets[1].count)
        return sheets[1].count
    if not voting.all_signed(ballot, sheets):
        raise ValidationError("Hai người kiểm phiếu chưa cùng xác nhận xong số phiếu.")
    if not ballot.differences(sheets):
        question.difference_note = ""
    elif not question.difference_note:
        raise ValidationError(
            "Số phiếu của hai người kiểm phiếu còn khác nhau. Sửa lại cho khớp, hoặc ghi chú lý do."
        )
    return sheets[1].count


def close_levels(account, ballot, count):
    """Freeze what each subject's numbers give and write it on the evaluations."""
    found, errors = voting.level_verdicts(ballot, count)
    if errors:
        raise ValidationError({str(pk): [words] for pk, words in errors.items()})
    final, now = voting.sets_level(ballot), ballot.question.closed_at
    for one in ballot.subjects:
        one.verdict = found[one.pk]
        write_vote(one.evaluation, one.verdict, now, decided_by(ballot) if final else "")
    ballot.question.verdict = {"subjects": len(ballot.subjects), "base": ballot.base}
    save_subjects(account, ballot, [one.evaluation for one in ballot.subjects])


def write_vote(evaluation, verdict, now, decided_as):
    """Write a verdict on its evaluation; without a level the subject is voted on again."""
    evaluation.outcome = verdict
    if not verdict["proposed"]:
        return
    evaluation.voted_level, evaluation.voted_at = verdict["proposed"], now
    if decided_as:
        evaluation.level, evaluation.decided_at = verdict["level"], now
        evaluation.decided_as = decided_as


def decided_by(ballot):
    """Return which meeting's vote decided, as papers name it."""
    meeting = ballot.question.meeting
    day = timezone.localdate(meeting.held_at)
    return f"Hội nghị {meeting.organization.name}"[:175] + f" ngày {day:%d/%m/%Y}"


def save_subjects(account, ballot, evaluations):
    """Store numbers, verdicts and evaluations, with a line in each one's history."""
    QuestionSubject.objects.bulk_update(ballot.subjects, ["counts", "verdict"])
    fields = ["outcome", "voted_level", "voted_at", "level", "decided_at", "decided_as"]
    Evaluation.objects.bulk_update(evaluations, fields)
    write_events(account, ballot, "vote", ballot.question.title)


def write_events(account, ballot, verb, text):
    """Write a line of each subject's history with the position held now."""
    actor = viewer_of(account).signature(ballot.question.meeting.organization)[:200]
    EvaluationEvent.objects.bulk_create(
        EvaluationEvent(
            evaluation_id=one.evaluation_id, account=account, actor=actor, verb=verb, text=text
        )
        for one in ballot.subjects
    )


def close_role_models(account, ballot, count):
    """Freeze who is chosen; those tied across the cap are voted on again (LD-07)."""
    question = ballot.question
    try:
        question.verdict = voting.role_model_verdict(ballot, count)
    except InputError as error:
        raise ValidationError(str(error)) from error
    chosen = [one for one in ballot.subjects if one.name in question.verdict["chosen"]]
    RoleModel.objects.bulk_create(
        RoleModel(
            evaluation=one.evaluation,
            years=question.years,
            votes=one.counts["votes"].get(counts.IN_FAVOUR, 0),
        )
        for one in chosen
    )
    QuestionSubject.objects.bulk_update(ballot.subjects, ["counts"])
    write_events(account, ballot, "role_model", question.title)


@transaction.atomic
def annul_question(account, question_pk, reason):
    """Annul a vote with a reason and put it again, unopened; the old one stays.

    What it wrote on the evaluations is taken back, unless it is published or decided. In a
    finished meeting nothing new is put: a new meeting votes. Returns the new question or None.
    """
    reason = tidy(reason)[:LONGEST_REASON]
    if not reason:
        raise ValidationError({"reason": NO_REASON})
    meeting = meeting_of(question_pk)
    question = locked_question(question_pk, meeting)
    if question.opened_at is None or question.annulled_at is not None:
        raise Moved
    ballot = voting.Ballot(question)
    if voting.about_oneself(account, ballot):
        raise ValidationError(ALONE)
    lock_evaluations(ballot)
    if later_votes(question, ballot).filter(question__opened_at__isnull=False).exists():
        raise ValidationError(VOTED_AGAIN)
    if question.closed_at is not None:
        take_back(ballot)
    now = timezone.now()
    question.closed_at = question.closed_at or now
    question.annulled_at, question.annulled_reason = now, reason
    question.annulled_as = viewer_of(account).signature(meeting.organization)[:200]
    question.save(update_fields=["closed_at", "annulled_at", "annulled_reason", "annulled_as"])
    write_events(account, ballot, "annul_vote", reason)
    record(account, meeting, "annul_vote", f"Hủy biểu quyết: {question.title} – {reason}")
    return None if meeting.finished_at else replacement(question, ballot)


def replacement(question, ballot):
    """Put an annulled question again; who waits in an unopened one already stays there.

    Not on a classification that was annulled meanwhile: its next attempt is voted on (H21-18).
    """
    waiting = list(
        later_votes(question, ballot).filter(question__opened_at=None).select_related("question")
    )
    taken = {one.evaluation_id for one in waiting}
    again = [
        one
        for one in ballot.subjects
        if one.evaluation_id not in taken and one.evaluation.annulled_at is None
    ]
    if again:
        return put_again(question, again, replaces=question)
    return waiting[0].question if waiting else None


def later_votes(question, ballot):
    """Return where the subjects of a question stand in later ones of the same kind."""
    return QuestionSubject.objects.filter(
        evaluation__in=[one.evaluation_id for one in ballot.subjects],
        question__kind=question.kind,
        question__years=question.years,
        question__annulled_at=None,
        question__gt=question.pk,
    )


def meeting_of(question_pk):
    """Return the meeting of a question, locked, a finished one too."""
    found = Meeting.objects.select_for_update(of=("self",)).filter(questions=question_pk)
    meeting = found.select_related("round", "organization__parent").first()
    if meeting is None:
        raise Moved
    refuse_closed(meeting.round)
    return meeting


def take_back(ballot):
    """Take back what a closed vote wrote; raises ValidationError where it has been built upon."""
    evaluations = [one.evaluation for one in ballot.subjects]
    if not ballot.levels:
        take_back_role_models(ballot)
        return
    annulled = [str(one.who) for one in evaluations if one.annulled_at]
    if annulled:
        raise ValidationError(ANNULLED.format(gates.joined(annulled)))
    official = [str(one.who) for one in evaluations if is_official(one)]
    if official:
        raise ValidationError(DECIDED.format(gates.joined(official)))
    if RoleModel.objects.filter(evaluation__in=evaluations).exists():
        raise ValidationError(CHOSEN)
    for one in evaluations:
        one.voted_level = one.level = one.decided_as = ""
        one.voted_at = one.outcome = one.reported_at = one.decided_at = None
    Evaluation.objects.bulk_update(evaluations, TAKEN_BACK)


def is_official(evaluation):
    """Tell whether a result is published, told, decided or reviewed above (H21-18)."""
    decided = evaluation.round.guidance == Guidance.HD21_2019 and evaluation.decided_at
    told = evaluation.published_at or evaluation.notified_at or evaluation.superior_at
    return bool(decided or told)


def take_back_role_models(ballot):
    """Delete the role models of a vote; raises ValidationError where one is reviewed above."""
    chosen = ballot.question.verdict["chosen"]
    ids = [one.evaluation_id for one in ballot.subjects if one.name in chosen]
    rows = RoleModel.objects.filter(evaluation__in=ids, years=ballot.question.years)
    if rows.exclude(superior="").exists():
        raise ValidationError("Cấp trên đã xem xét gương điển hình này, không hủy được nữa.")
    rows.delete()


def put_again(question, subjects, replaces=None):
    """Make an unopened question on some subjects of another, by the same method."""
    again = Question.objects.create(
        meeting=question.meeting,
        kind=question.kind,
        years=question.years,
        method=question.method,
        title=candidates.title_again(question),
        replaces=replaces,
    )
    QuestionSubject.objects.bulk_create(
        QuestionSubject(
            question=again,
            evaluation=one.evaluation,
            position=place,
            name=one.name,
            post=one.post,
        )
        for place, one in enumerate(subjects, start=1)
    )
    return again


@transaction.atomic
def vote_again(account, question_pk):
    """Put those without a level, or tied across the cap, to a new vote of the meeting."""
    meeting, question = locked(question_pk)
    ballot = voting.Ballot(question)
    lock_evaluations(ballot)
    taken = candidates.taken_up(meeting.round, question.kind, question.years)
    again = [
        one
        for one in voting.again_of(question, ballot.subjects)
        if one.evaluation_id not in taken
        and one.evaluation.annulled_at is None
        and (not ballot.levels or not one.evaluation.voted_at)
    ]
    if not again:
        raise ValidationError(NOTHING_AGAIN)
    found = put_again(question, again)
    record(account, meeting, "question", f"Đưa ra biểu quyết lại: {question.title}")
    return found
