"""The only place that moves a registration: one verb a move, in one transaction."""

import secrets
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.rules import deadlines
from evaluations.rules.inputs import InputError
from organizations import history
from organizations.access import viewer_of
from organizations.models import Organization
from organizations.vietnamese import tidy_lines
from registrations import queries
from registrations.models import (
    Answer,
    Registration,
    RegistrationEvent,
    Round,
    Shortcomings,
    Step,
)
from registrations.workflow import EDITABLE, MOVES

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LONGEST_ANSWER = 20_000
NO_CELL = "Đồng chí chưa có nơi sinh hoạt đảng trong hệ thống."


class Moved(Exception):
    """The registration is no longer in the step from which the move starts."""


@transaction.atomic
def open_round(account, bloc, *, year, guidance, party_congress, provincial_congress):
    """Open a bloc's round; raises ValidationError for a year outside the guidance (CK-02)."""
    try:
        deadlines.last_day(guidance=guidance, what="REGISTRATION", year=year)
    except InputError as error:
        raise ValidationError({error.field: str(error)}) from error
    round_ = Round(
        bloc=bloc,
        year=year,
        guidance=guidance,
        party_congress=party_congress,
        provincial_congress=provincial_congress,
        opened_by=account,
    )
    Organization.objects.select_for_update().get(pk=bloc.pk)
    round_.validate_constraints()
    round_.save()
    history.record(account, "open_round", f"Mở đợt {round_}", organization=bloc)
    return round_


@transaction.atomic
def start(account, round_, person):
    """Return the person's registration of the round, begun now if there was none."""
    versions = Registration.objects.filter(round=round_, person=person).order_by("-version")
    if known := versions.first():
        return known
    try:
        with transaction.atomic():
            return new_version(account, round_, person, version=1, verb="start")
    except IntegrityError:  # begun in another window at this moment
        return versions.get()


@transaction.atomic
def supplement(account, registration):
    """Begin a new version from a confirmed one, with its text (CK-03).

    Raises ``Moved`` while another version is in work; the first version's row is locked, so
    that of two windows the second finds the first's.
    """
    versions = Registration.objects.filter(
        round=registration.round_id, person=registration.person_id
    )
    versions.select_for_update().get(version=1)
    latest = versions.select_related("round", "person").order_by("-version").first()
    if latest.step != Step.CONFIRMED:
        raise Moved
    version = new_version(
        account, latest.round, latest.person, version=latest.version + 1, verb="supplement"
    )
    Answer.objects.bulk_create(
        Answer(registration=version, field=one.field, text=one.text) for one in latest.answers.all()
    )
    return version


def new_version(account, round_, person, *, version, verb):
    """Create a version in the person's cell."""
    cell = queries.duty_cell(person)
    if cell is None or person.admitted_on is None:
        raise ValidationError(NO_CELL)
    registration = Registration.objects.create(
        round=round_, person=person, organization=cell, version=version, code=new_code()
    )
    write_event(account, registration, verb)
    return registration


def new_code():
    """Return a verification code of 60 random bits, easy to read from paper."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(12))


class Saved(NamedTuple):
    """What came of saving a field: the answer as stored, and whether it was refused."""

    answer: Answer
    conflict: bool


@transaction.atomic
def save_answer(account, registration_pk, field, text, *, revision, writer):
    """Save the text of one section, unless another window has saved it since ``revision``.

    The same window may repeat a save whose answer was lost. Raises ``Moved`` when the
    registration can no longer be edited, ValidationError for a text that is too long.
    """
    registration = locked(registration_pk)
    if registration.step not in EDITABLE:
        raise Moved
    text = tidy_lines(text)
    if len(text) > LONGEST_ANSWER:
        raise ValidationError("Nội dung quá dài, tối đa 20.000 ký tự cho một mục.")
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
    """Fill the empty sections from the last confirmed year; return how many were filled."""
    registration = locked(registration_pk)
    if registration.step not in EDITABLE:
        raise Moved
    source = queries.last_confirmed_before(
        registration.person, registration.round.year, registration.round.guidance
    )
    if source is None:
        raise ValidationError("Chưa có bản cam kết nào của năm trước được xác nhận.")
    shown = queries.shown_sections(registration)
    texts = queries.answers_of(registration)
    wanted = {
        number: text
        for number, text in queries.answers_of(source).items()
        if number in shown and text and not texts.get(number, "").strip()
    }
    for number, text in wanted.items():
        answer, _ = Answer.objects.get_or_create(registration=registration, field=str(number))
        answer.text, answer.revision, answer.writer = text, answer.revision + 1, ""
        answer.save()
    if wanted:
        resume(account, registration)
    return len(wanted)


@transaction.atomic
def submit(account, registration_pk):
    """Hand in: every required section filled; the paper's head is frozen, lateness noted.

    Raises ValidationError naming the missing sections (CK-01), ``Moved`` if not editable.
    """
    registration = locked(registration_pk)
    if registration.step not in EDITABLE:
        raise Moved
    needed = queries.requirements(registration)
    if needed.sections.missing:
        missing = ", ".join(str(number) for number in needed.sections.missing)
        raise ValidationError(f"Còn thiếu nội dung ở mục {missing}.")
    cell = queries.duty_cell(registration.person)
    if cell is None:
        raise ValidationError(NO_CELL)
    registration.organization = cell
    registration.signed = queries.paper_head(registration, needed)
    if registration.submitted_at is None:
        overdue = queries.is_overdue(registration.round, timezone.localdate())
        registration.late = registration.version == 1 and overdue
    registration.submitted_at = timezone.now()
    move(account, registration, "submit")
    return registration


def confirm(account, registration_pk):
    """Confirm a submitted registration; raises ``Moved`` if it no longer waits."""
    registration = Registration.objects.select_related("person", "organization").get(
        pk=registration_pk
    )
    cell = queries.duty_cell(registration.person) or registration.organization
    if not confirm_many(account, cell, [registration.pk]):
        raise Moved


@transaction.atomic
def confirm_many(account, cell, registration_pks):
    """Confirm those of the registrations that still wait; return how many they were.

    The confirming cell keeps them; who confirmed and in which post is frozen with each.
    """
    rows = Registration.objects.select_for_update().filter(
        pk__in=registration_pks, step__in=MOVES["confirm"].sources
    )
    waiting = list(rows.order_by("pk"))
    for registration in waiting:
        registration.step = MOVES["confirm"].target
        registration.organization = cell
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
def return_to_author(account, registration_pk, reason):
    """Return a submitted registration with a reason that its author reads."""
    registration = locked(registration_pk)
    if registration.step != Step.SUBMITTED:
        raise Moved
    registration.signed = None
    move(account, registration, "return", reason)
    return registration


@transaction.atomic
def record_shortcomings(account, person, year, text):
    """Write, change or clear the shortcomings that a year's evaluation recorded."""
    text = tidy_lines(text)
    if text:
        Shortcomings.objects.update_or_create(person=person, year=year, defaults={"text": text})
    else:
        Shortcomings.objects.filter(person=person, year=year).delete()
    history.record(account, "shortcomings", f"Ghi khuyết điểm, hạn chế năm {year}", person=person)


def locked(registration_pk):
    """Return the registration with its row locked until the transaction ends."""
    return (
        Registration.objects.select_for_update(of=("self",))
        .select_related("round", "person", "organization__parent")
        .get(pk=registration_pk)
    )


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
