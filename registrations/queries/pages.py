"""What the pages of one person and one registration show."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from organizations.access import CELL_OFFICERS
from organizations.models import CELL_KINDS, Kind, PersonState, Position, Role
from organizations.queries import duty_placements, post_name
from registrations.definitions import FORMS, Code, Definition, Field, Part
from registrations.models import Comment, Registration, Round, Step
from registrations.queries.owing import (
    NOT_OWING,
    answers_of,
    as_of,
    due,
    duty_placement,
    form_of,
    headed,
    is_overdue,
    registers_in,
    rounds_of,
    situation_of,
)
from registrations.workflow import EDITABLE, MOVES

REMEDY = "remedy"  # stands for the key of the field that answers former shortcomings


@dataclass
class Task:
    """What a person has to do in a round, and how it stands."""

    round: Round
    due: date
    overdue: bool
    current: Registration | None
    first: Registration | None
    reason: str
    definition: Definition

    @property
    def done(self):
        return self.current is not None and self.current.step in (Step.CONFIRMED, Step.SUBMITTED)

    @property
    def supplementing(self):
        """Tell whether a supplement is in work; it has no last day (CK-03)."""
        return not self.done and self.current is not None and self.current.version > 1


def tasks_of(person):
    """Return the person's tasks, newest round first, in a constant number of queries."""
    versions = {}
    own = Registration.objects.filter(person=person).prefetch_related("events")
    for registration in own.order_by("version"):
        versions.setdefault(registration.round_id, []).append(registration)
    owed = {round_.pk: round_ for round_ in rounds_owed(person)}
    kept = Round.objects.in_bulk(versions.keys() - owed.keys())
    rounds = sorted((owed | kept).values(), key=lambda one: (-one.year, one.pk))
    return [make_task(round_, versions.get(round_.pk, []), person) for round_ in rounds]


def rounds_owed(person):
    """Return the rounds in which the person, as things are today, owes a registration."""
    placement, today = duty_placement(person), timezone.localdate()
    if placement is None or person.states.on(today).filter(kind__in=NOT_OWING).exists():
        return []
    placements = list(person.placements.all())
    return [
        round_
        for round_ in rounds_of([placement.organization_id]).with_forms()
        if registers_in(round_, person) and any(holds_on(one, as_of(round_)) for one in placements)
    ]


def holds_on(period, day):
    """Tell whether a period of the person holds on the day."""
    return period.started_on <= day and (period.ended_on is None or period.ended_on > day)


def make_task(round_, versions, person):
    """Return the task of a round from the person's versions in it."""
    current = versions[-1] if versions else None
    first = versions[0] if versions else None
    overdue = is_overdue(round_, timezone.localdate())
    return Task(
        round=round_,
        due=due(round_),
        overdue=overdue,
        current=current,
        first=first,
        reason=last_return_reason(current),
        definition=FORMS[current.form if current else form_of(round_, person)],
    )


def last_return_reason(registration):
    """Return why the registration was last returned, while it waits to be handed in again."""
    if registration is None or registration.step not in EDITABLE:
        return ""
    reasons = [one.reason for one in registration.events.all() if one.verb == "return"]
    return reasons[-1] if reasons else ""


def to_confirm_in(cells, reader=None):
    """Return [(cell, round, number)] of registrations that wait for the cells' officers.

    Nobody confirms the own one, so the ``reader``'s is not counted. What somebody who is not
    a member registers waits for the agency's head where there is one (NG-13).
    """
    here = {cell.pk: cell for cell in cells}
    today = timezone.localdate()
    duties = duty_placements(today).filter(
        Q(organization__in=here) | Q(organization__kind=Kind.GROUP, organization__parent__in=here)
    )
    led = headed(here, today)
    heads_business = Q(person__admitted_on=None) & (
        Q(organization__in=led) | Q(organization__parent__in=led)
    )
    waiting = (
        duties.exclude(person__states__in=PersonState.objects.on(today).filter(kind__in=NOT_OWING))
        .exclude(heads_business)
        .exclude(person=reader)
        .filter(person__registrations__step=Step.SUBMITTED)
        .order_by("-person__registrations__round__year")
        .values_list("organization", "organization__parent", "person__registrations__round")
    )
    counts = Counter((own if own in here else parent, round_) for own, parent, round_ in waiting)
    rounds = Round.objects.in_bulk({round_ for _, round_ in counts})
    return [(here[cell], rounds[round_], number) for (cell, round_), number in counts.items()]


def to_confirm_above(committees):
    """Return what waits for a committee above: of who alone leads a cell directly below it."""
    officers = Position.objects.on(timezone.localdate()).filter(
        organization__parent__in=committees,
        organization__kind__in=CELL_KINDS,
        role__in=CELL_OFFICERS,
    )
    alone = (
        officers.order_by()
        .values("organization")
        .annotate(people=Count("person", distinct=True))
        .filter(people=1)
    )
    lone = officers.filter(organization__in=alone.values("organization")).order_by()
    return (
        Registration.objects.filter(step=Step.SUBMITTED, person__in=lone.values("person"))
        .select_related("person", "round", "organization__parent")
        .order_by("-round__year", "person__sort_key")
    )


@dataclass(frozen=True)
class FieldRow:
    """One field of a registration as pages show it."""

    field: Field
    required: bool
    missing: bool
    text: str
    revision: int
    problem: str
    typed: str | None
    last_text: str
    warnings: tuple[str, ...]
    beside: tuple

    @property
    def key(self):
        return self.field.key

    @property
    def anchor(self):
        """The key as the address of a place on the page."""
        return self.field.key.replace(".", "-")

    @property
    def name(self):
        """The title with what stands before it."""
        label = f"{self.field.label}. " if self.field.label else ""
        return f"{label}{self.field.title}"

    @property
    def shown_text(self):
        """What stands in the field: what was typed and could not be saved, else the text."""
        return self.text if self.typed is None else self.typed

    @property
    def read_text(self):
        """What people read of what is stored."""
        return self.in_words(self.text)

    def in_words(self, text):
        """Return what people read of a text of this field: of a choice its words."""
        return dict(self.field.choices).get(text, text)


@dataclass(frozen=True)
class PartRows:
    """A part of a form with its fields."""

    part: Part
    rows: list

    @property
    def warnings(self):
        return [warning for row in self.rows for warning in row.warnings]


def part_rows(registration, problems=None, last=None, *, more=False, beside=None):
    """Return the parts that the registration has, with the fields and their texts.

    ``problems`` maps a key to (what was typed, why it could not be saved); ``last`` is the
    registration of an earlier year whose text is shown beside; ``more`` adds a part to write;
    ``beside`` maps a key, or REMEDY for the fields that remedy, to [(title, text)] from other
    papers.
    """
    problems, beside = problems or {}, beside or {}
    last_texts = answers_of(last) if last else {}
    situation = situation_of(registration, more=more)
    answers = {one.field: one for one in registration.answers.all()}
    texts = {key: one.text for key, one in answers.items()}
    check = registration.definition.check(situation, texts)

    def row_of(field):
        answer = answers.get(field.key)
        typed, problem = problems.get(field.key, (None, ""))
        return FieldRow(
            field=field,
            required=field.key in check.required,
            missing=field.key in check.missing,
            text=answer.text if answer else "",
            revision=answer.revision if answer else 0,
            problem=problem,
            typed=typed,
            last_text=last_texts.get(field.key, ""),
            warnings=tuple(check.warnings.get(field.key, ())),
            beside=tuple(beside.get(REMEDY if field.remedy else field.key, ())),
        )

    return [
        PartRows(part, [row_of(field) for field in part.fields])
        for part in registration.definition.parts(situation, texts)
    ]


def warnings_beside(registration, key):
    """Return the gentle words about the part that a field belongs to, as it is stored now."""
    if registration.form != Code.F04:
        return []
    parts = [part for part in part_rows(registration) if key in [row.key for row in part.rows]]
    return [warning for part in parts for warning in part.warnings]


def comments_on(registration):
    """Return what comment meetings said of any version of the registration, newest first."""
    versions = versions_beside(registration).order_by().values("pk")
    found = Comment.objects.filter(registration__in=versions, meeting__finished_at__isnull=False)
    return list(found.select_related("meeting").order_by("-meeting__held_at", "-pk"))


def rows_of(parts):
    """Return the fields of all parts in order."""
    return [row for part in parts for row in part.rows]


def head_of_paper(registration):
    """Return what the head of the paper says: as signed, or as it would be signed today."""
    return registration.signed or paper_head(registration, situation_of(registration))


def paper_head(registration, situation):
    """Return what the head of the paper says on the day of signing, to be frozen."""
    organization, today = registration.organization, timezone.localdate()
    superior = organization.parent
    return {
        **person_head(registration.person, today),
        "cell": organization.name,
        "cell_kind": organization.kind,
        "superior": superior.name,
        "superior_kind": superior.kind,
        "bloc": registration.round.bloc.name,
        "signer": "" if registration.person_id else secretary_of(organization, today),
        "locality": locality_of(organization),
        "head": situation.head,
        "civil_servant": situation.civil_servant,
        "suggestions": list(situation.suggestions),
        "shortcomings": situation.shortcomings,
        "manifestations": [[one.code, one.shown] for one in situation.manifestations],
        "signed_on": today.isoformat(),
        "confirmed_by": "",
        "confirmed_post": "",
        "confirmed_on": "",
    }


def person_head(person, today):
    """Return what the paper says of a person; nothing where an organization registers."""
    if person is None:
        return {}
    return {
        "full_name": person.full_name,
        "member": person.admitted_on is not None,
        "born": birth_text(person),
        "workplace": person.workplace,
        "government_post": person.government_post,
        "party_post": ", ".join(
            post_name(one)
            for one in person.positions.on(today)
            .exclude(role=Role.AGENCY_HEAD)
            .select_related("organization")
        ),
    }


def secretary_of(organization, day):
    """Return the name of the organization's secretary, who signs its papers."""
    held = Position.objects.on(day).filter(organization=organization, role=Role.SECRETARY)
    return held.values_list("person__full_name", flat=True).first() or ""


def birth_text(person):
    """Return the birth date as documents print it: dd/mm/yyyy, or the year alone."""
    if person.born_on is None:
        return ""
    return f"{person.born_on:%Y}" if person.birth_year_only else f"{person.born_on:%d/%m/%Y}"


def locality_of(organization):
    """Return the place name for documents: the nearest one going up the tree."""
    while organization is not None:
        if organization.locality:
            return organization.locality
        organization = organization.parent
    return ""


def events_of(registration):
    """Return the history of a registration as (event, label of the move)."""
    labels = {verb: one.label for verb, one in MOVES.items()}
    labels["confirm"] = registration.words.confirming
    return [(event, labels[event.verb]) for event in registration.events.all()]


def versions_beside(registration):
    """Return all versions of the same registration, the first one first."""
    return Registration.objects.filter(**identity(registration)).order_by("version")


def identity(registration):
    """Return what all versions of a registration share: the round and whose it is."""
    if registration.person_id:
        return {"round": registration.round_id, "person": registration.person_id}
    return {
        "round": registration.round_id,
        "person": None,
        "organization": registration.organization_id,
    }


HEAD_FIELDS = {
    "born": "Sinh ngày",
    "workplace": "Đơn vị công tác",
    "government_post": "Chức vụ chính quyền",
}


def blank_fields(registration):
    """Return the names of the fields in the paper's head that would print as dots."""
    head = head_of_paper(registration)
    return [label for field, label in HEAD_FIELDS.items() if field in head and not head[field]]
