"""The only place that moves a registration: one verb a move, in one transaction."""

import secrets
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations import history
from organizations.access import viewer_of
from organizations.models import Person
from organizations.vietnamese import tidy_lines
from registrations import queries
from registrations.models import (
    Answer,
    Registration,
    RegistrationEvent,
    Shortcomings,
    Step,
)
from registrations.workflow import EDITABLE, MOVES

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LONGEST_ANSWER = 20_000
NOT_IN_ROUND = "Đồng chí không thuộc diện viết {paper} trong đợt này."
SHORTCOMINGS_CHANGED = (
    "Mục này vừa được ghi ở một cửa sổ khác: {stored}. Phần đồng chí vừa ghi còn ở dưới; lưu lần "
    "nữa thì phần này thay phần kia."
)
NO_CELL = "Đồng chí chưa có nơi sinh hoạt đảng trong hệ thống."


class Moved(Exception):
    """The registration is no longer in the step from which the move starts."""


def refuse_closed(round_):
    """Raise ValidationError where the round is closed."""
    if round_.closed_at is not None:
        raise ValidationError("Đợt này đã đóng. Ban Tổ chức mở lại thì mới thay đổi được.")


@transaction.atomic
def start(account, round_, person):
    """Return the person's registration of the round, begun now if there was none."""
    cell = queries.duty_cell(person)
    if not queries.registers_in(round_, person):
        raise ValidationError(NOT_IN_ROUND.format(paper=round_.words.paper))
    fresh = Registration(
        round=round_, person=person, organization=cell, form=queries.form_of(round_, person)
    )
    return begin(account, fresh)


@transaction.atomic
def start_for_organization(account, round_, organization):
    """Return the organization's registration of the round, begun now if there was none."""
    form = round_.own_form
    return begin(account, Registration(round=round_, organization=organization, form=form))


def begin(account, fresh):
    """Return the newest version of a registration, begun now if there was none."""
    versions = Registration.objects.filter(**queries.identity(fresh)).order_by("-version")
    if known := versions.first():
        return known
    try:
        with transaction.atomic():
            return new_version(account, fresh, verb="start")
    except IntegrityError:  # begun in another window at this moment
        return versions.get()


@transaction.atomic
def supplement(account, registration):
    """Begin a new version from a confirmed one, with its text (CK-03).

    Raises ``Moved`` while another version is in work; the first version's row is locked, so
    that of two windows the second finds the first's.
    """
    versions = Registration.objects.filter(**queries.identity(registration))
    versions.select_for_update().get(version=1)
    latest = versions.select_related("round", "person").order_by("-version").first()
    if latest.step != Step.CONFIRMED:
        raise Moved
    fresh = Registration(
        round=latest.round,
        person=latest.person,
        organization=queries.duty_cell(latest.person) if latest.person else latest.organization,
        form=latest.form,
        version=latest.version + 1,
    )
    version = new_version(account, fresh, verb="supplement")
    Answer.objects.bulk_create(
        Answer(registration=version, field=one.field, text=one.text) for one in latest.answers.all()
    )
    return version


def new_version(account, fresh, *, verb):
    """Store a new version; a person's belongs to a cell."""
    refuse_closed(fresh.round)
    if fresh.organization_id is None:
        raise ValidationError(NO_CELL)
    fresh.code = new_code()
    fresh.save()
    write_event(account, fresh, verb)
    return fresh


def new_code():
    """Return a verification code of 60 random bits, easy to read from paper."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(12))


class Saved(NamedTuple):
    """What came of saving a field: the answer as stored, and whether it was refused."""

    answer: Answer
    conflict: bool


@transaction.atomic
def save_answer(account, registration_pk, field, text, *, revision, writer, choices=()):
    """Save the text of one section, unless another window has saved it since ``revision``.

    The same window may repeat a save whose answer was lost. Raises ``Moved`` when the
    registration can no longer be edited, ValidationError for a text that is too long or, where
    the field offers ``choices`` (value, name), for one that is none of them.
    """
    registration = locked(registration_pk)
    if registration.step not in EDITABLE:
        raise Moved
    text = tidy_lines(text)
    if len(text) > LONGEST_ANSWER:
        raise ValidationError("Nội dung quá dài, tối đa 20.000 ký tự cho một mục.")
    if text and choices and text not in dict(choices):
        raise ValidationError("Đồng chí chọn một trong các mục đã nêu.")
    answer, _ = Answer.objects.get_or_create(registration=registration, field=field)
    if answer.text == text:
        return Saved(answer, conflict=False)
    same_window = writer and writer == answer.writer
    if answer.revision != revision and not same_window:
        return Saved(answer, conflict=True)
    answer.text, answer.revision, answer.writer = text, answer.revision + 1, writer
    answer.save()
    resume(account, registration)
    return Saved(answer, conflict=False)


def resume(account, registration):
    """Make a returned registration a draft again: from now on only its author reads it."""
    if registration.step == Step.RETURNED:
        move(account, registration, "resume")


@transaction.atomic
def copy_last_year(account, registration_pk):
    """Fill the empty sections from the last confirmed year; return how many were filled.

    What is judged anew each year (grades, levels) is not copied.
    """
    registration = locked(registration_pk)
    if registration.step not in EDITABLE:
        raise Moved
    source = queries.last_confirmed_before(registration)
    if source is None:
        raise ValidationError("Chưa có bản nào của năm trước được xác nhận.")
    texts, former = queries.answers_of(registration), queries.answers_of(source)
    situation = queries.situation_of(registration)
    fields = registration.definition.fields(situation, former)
    shown = {field.key for field in fields if not field.yearly}
    wanted = {
        key: text
        for key, text in former.items()
        if key in shown and text and not texts.get(key, "").strip()
    }
    for key, text in wanted.items():
        answer, _ = Answer.objects.get_or_create(registration=registration, field=key)
        answer.text, answer.revision, answer.writer = text, answer.revision + 1, ""
        answer.save()
    if wanted:
        resume(account, registration)
    return len(wanted)


@transaction.atomic
def submit(account, registration_pk):
    """Hand in: every required field filled; the paper's head is frozen, lateness noted.

    Raises ValidationError naming what is missing (NG-04, NG-05, LD-03, CK-01) or that no
    comment meeting was held (NG-06), ``Moved`` if not editable.
    """
    registration = locked(registration_pk)
    if registration.step not in EDITABLE:
        raise Moved
    refuse_incomplete(registration)
    if registration.person_id:
        cell = queries.duty_cell(registration.person)
        if cell is None:
            raise ValidationError(NO_CELL)
        registration.organization = cell
    registration.signed = queries.paper_head(registration, queries.situation_of(registration))
    if registration.submitted_at is None:
        overdue = queries.is_overdue(registration.round, timezone.localdate())
        registration.late = registration.version == 1 and overdue
    registration.submitted_at = timezone.now()
    move(account, registration, "submit")
    return registration


def refuse_incomplete(registration):
    """Raise ValidationError for what is missing before a registration can be handed in."""
    situation, answers = queries.situation_of(registration), queries.answers_of(registration)
    missing = registration.definition.check(situation, answers).missing
    if missing:
        fields = registration.definition.fields(situation, answers)
        names = [field.label or field.title for field in fields if field.key in missing]
        raise ValidationError(f"Còn thiếu nội dung ở mục {', '.join(names)}.")
    if queries.needs_comments(registration):
        raise ValidationError("Bản đăng ký phải qua hội nghị góp ý trước khi nộp.")


def confirm(account, registration_pk, *, shown=None):
    """Confirm a submitted registration; raises ``Moved`` if it no longer waits as it was shown."""
    registration = Registration.objects.select_related("person", "organization").get(
        pk=registration_pk
    )
    person = registration.person
    keeper = (queries.duty_cell(person) if person else None) or registration.organization
    if not confirm_many(account, keeper, [registration.pk], shown=shown):
        raise Moved


@transaction.atomic
def confirm_many(account, cell, registration_pks, *, shown=None):
    """Confirm those of the registrations that still wait; return how many they were.

    ``shown`` is the latest hand-in that the reader's page knew: what was returned, reworked and
    handed in again since then has not been read, and waits on.
    The confirming cell keeps them; who confirmed and in which post is frozen with each.
    """
    rows = Registration.objects.select_for_update(of=("self",)).filter(
        pk__in=registration_pks, step__in=MOVES["confirm"].sources
    )
    if shown is not None:
        rows = rows.filter(submitted_at__lte=shown)
    waiting = list(rows.select_related("round").order_by("pk"))
    for round_ in {one.round for one in waiting}:
        refuse_closed(round_)
    for registration in waiting:
        registration.step = MOVES["confirm"].target
        registration.organization = cell if registration.person_id else registration.organization
        registration.confirmed_at = timezone.now()
        registration.signed = {
            **registration.signed,
            "confirmed_by": account.full_name,
            "confirmed_post": post_for(account, cell),
            "confirmed_on": timezone.localdate().isoformat(),
        }
    Registration.objects.bulk_update(
        waiting, ["step", "organization", "confirmed_at", "signed"], batch_size=200
    )
    actor = viewer_of(account).signature(cell)
    RegistrationEvent.objects.bulk_create(
        RegistrationEvent(registration=one, account=account, actor=actor, verb="confirm")
        for one in waiting
    )
    return len(waiting)


def post_for(account, cell):
    """Return the post in which somebody confirms, as the paper prints it."""
    post = viewer_of(account).post_for(cell)
    if post is None:
        return ""
    return post.label if post.organization_id == cell.pk else f"{post.label} {post.organization}"


@transaction.atomic
def return_to_author(account, registration_pk, reason, *, shown=None):
    """Return a submitted registration with a reason that its author reads.

    Raises ``Moved`` where it no longer waits, or was handed in again since it was ``shown``.
    """
    registration = locked(registration_pk)
    anew = shown is not None and registration.submitted_at and registration.submitted_at > shown
    if registration.step != Step.SUBMITTED or anew:
        raise Moved
    registration.signed = None
    move(account, registration, "return", reason)
    return registration


@transaction.atomic
def record_shortcomings(account, person, year, text, *, before=None):
    """Write, change or clear the shortcomings that a year's evaluation recorded.

    ``before`` is what the window has shown: raises ValidationError where another has written
    something else meanwhile.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    stored = queries.shortcomings_before(person, year + 1)
    text = tidy_lines(text)
    if before is not None and stored not in (tidy_lines(before), text):
        raise ValidationError(SHORTCOMINGS_CHANGED.format(stored=stored or "không có nội dung nào"))
    if text:
        Shortcomings.objects.update_or_create(person=person, year=year, defaults={"text": text})
    else:
        Shortcomings.objects.filter(person=person, year=year).delete()
    history.record(account, "shortcomings", f"Ghi khuyết điểm, hạn chế năm {year}", person=person)


def locked(registration_pk):
    """Return the registration with its row locked until the transaction ends.

    Raises ValidationError where its round is closed.
    """
    registration = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("round", "person", "organization__parent")
        .get(pk=registration_pk)
    )
    refuse_closed(registration.round)
    return registration


def move(account, registration, verb, reason=""):
    """Make a move of the table and write its history; raises ``Moved`` from a wrong step."""
    if registration.step not in MOVES[verb].sources:
        raise Moved
    registration.step = MOVES[verb].target
    registration.save()
    write_event(account, registration, verb, reason)


def write_event(account, registration, verb, reason=""):
    """Write one line of the registration's history with the position held now."""
    RegistrationEvent.objects.create(
        registration=registration,
        account=account,
        actor=viewer_of(account).signature(registration.organization),
        verb=verb,
        reason=reason,
    )
