"""The only place that moves a registration: one verb a move, in one transaction."""

import secrets
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.rules import cam_ket_9
from organizations import history
from organizations.access import viewer_of
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
        cam_ket_9.registration_due(year)
    except cam_ket_9.InputError as error:
        raise ValidationError({error.field: str(error)}) from error
    round_ = Round(
        bloc=bloc,
        year=year,
        guidance=guidance,
        party_congress=party_congress,
        provincial_congress=provincial_congress,
        opened_by=account,
    )
    round_.validate_constraints()
    round_.save()
    history.record(account, "open_round", f"Mở đợt {round_}", organization=bloc)
    return round_


@transaction.atomic
def start(account, round_, person):
    """Return the person's registration of the round, begun now if there was none."""
    known = Registration.objects.filter(round=round_, person=person).order_by("-version").first()
    return known or new_version(account, round_, person, version=1, verb="start")


@transaction.atomic
def supplement(account, registration):
    """Begin a new version from a confirmed one, with its text (CK-03)."""
    latest = (
        Registration.objects.filter(round=registration.round, person=registration.person)
        .order_by("-version")
        .first()
    )
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
    """Create a version in the person's cell; two windows at once end with the same one."""
    cell = queries.duty_cell(person)
    if cell is None or person.admitted_on is None:
        raise ValidationError(NO_CELL)
    try:
        with transaction.atomic():
            registration = Registration.objects.create(
                round=round_,
                person=person,
                organization=cell,
                version=version,
                code=new_code(),
            )
    except IntegrityError:
        return Registration.objects.get(round=round_, person=person, version=version)
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
    if answer.revision != revision and answer.writer != writer:
        return Saved(answer, conflict=True)
    answer.text, answer.revision, answer.writer = text, answer.revision + 1, writer
    answer.save()
    if registration.step == Step.RETURNED:
        move(account, registration, "resume")
    return Saved(answer, conflict=False)


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
    shown = queries.requirements(registration).sections.shown
    texts = queries.answers_of(registration)
    copied = 0
    for number, text in queries.answers_of(source).items():
        if number in shown and text and not texts.get(number, "").strip():
            Answer.objects.update_or_create(
                registration=registration,
                field=str(number),
                defaults={"text": text, "revision": 1, "writer": ""},
            )
            copied += 1
    return copied


@transaction.atomic
def submit(account, registration_pk):
    """Hand in: every required section filled; the paper's head is frozen, lateness noted.

    Raises ValidationError naming the missing sections (CK-01), ``Moved`` if not editable.
    """
    registration = locked(registration_pk)
    if registration.step not in EDITABLE:
        raise Moved
    registration.signed = None
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
        registration.late = registration.version == 1 and queries.is_overdue(registration.round)
    registration.submitted_at = timezone.now()
    move(account, registration, "submit")
    return registration


@transaction.atomic
def confirm(account, registration_pk):
    """Confirm a submitted registration; who did and in which post is frozen with it."""
    registration = locked(registration_pk)
    if registration.step != Step.SUBMITTED:
        raise Moved
    registration.confirmed_at = timezone.now()
    registration.signed = {
        **registration.signed,
        "confirmed_by": account.full_name,
        "confirmed_post": post_for(account, registration.organization),
        "confirmed_on": timezone.localdate().isoformat(),
    }
    move(account, registration, "confirm")
    return registration


def post_for(account, organization):
    """Return the post in which somebody confirms: in the cell, else in the body above it."""
    held = {one.organization_id: one for one in viewer_of(account).positions}
    position = held.get(organization.pk) or held.get(organization.parent_id)
    if position is None:
        return ""
    if position.organization_id == organization.pk:
        return position.label
    return f"{position.label} {position.organization.name}"


@transaction.atomic
def return_to_author(account, registration_pk, reason):
    """Return a submitted registration with a reason that its author reads."""
    registration = locked(registration_pk)
    if registration.step != Step.SUBMITTED:
        raise Moved
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
