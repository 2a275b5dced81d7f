"""What the pages of one person and one registration show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from registrations import f05
from registrations.models import Registration, Round, Step
from registrations.queries.owing import (
    NOT_OWING,
    answers_of,
    due,
    duty_placement,
    is_overdue,
    requirements,
    rounds_of,
)
from registrations.workflow import MOVES


@dataclass
class Task:
    """What a person has to do in a round, and how it stands."""

    round: Round
    due: date
    overdue: bool
    current: Registration | None
    first: Registration | None
    reason: str

    @property
    def done(self):
        return self.first is not None and self.first.step in (Step.CONFIRMED, Step.SUBMITTED)


def tasks_of(person):
    """Return the person's tasks, newest round first, in a constant number of queries."""
    placement = duty_placement(person)
    if placement is None or person.admitted_on is None:
        return []
    versions = {}
    own = Registration.objects.filter(person=person).prefetch_related("events")
    for registration in own.order_by("version"):
        versions.setdefault(registration.round_id, []).append(registration)
    exempt = person.states.on(timezone.localdate()).filter(kind__in=NOT_OWING).exists()
    return [
        make_task(round_, versions.get(round_.pk, []))
        for round_ in rounds_of([placement.organization_id])
        if versions.get(round_.pk) or not exempt
    ]


def make_task(round_, versions):
    """Return the task of a round from the person's versions in it."""
    current = versions[-1] if versions else None
    first = versions[0] if versions else None
    return Task(
        round_, due(round_), is_overdue(round_), current, first, last_return_reason(current)
    )


def last_return_reason(registration):
    """Return why the registration was last returned, while it waits to be handed in again."""
    if registration is None or registration.step not in (Step.DRAFT, Step.RETURNED):
        return ""
    reasons = [one.reason for one in registration.events.all() if one.verb == "return"]
    return reasons[-1] if reasons else ""


def to_confirm_in(cells):
    """Return [(cell, round, number)] of registrations that wait for the cells' officers."""
    waiting = (
        Registration.objects.filter(step=Step.SUBMITTED, organization__in=cells)
        .values("organization", "round")
        .annotate(number=Count("pk"))
        .order_by("-round__year")
    )
    rounds = Round.objects.in_bulk({row["round"] for row in waiting})
    names = {cell.pk: cell for cell in cells}
    return [(names[row["organization"]], rounds[row["round"]], row["number"]) for row in waiting]


@dataclass(frozen=True)
class SectionRow:
    """One section of a registration as pages show it."""

    number: int
    title: str
    guide: str
    required: bool
    missing: bool
    text: str
    revision: int
    problem: str
    typed: str | None
    last_text: str

    @property
    def shown_text(self):
        """What stands in the field: what was typed and could not be saved, else the text."""
        return self.text if self.typed is None else self.typed


def section_rows(registration, problems=None, last=None):
    """Return the sections that the person has, with their texts.

    ``problems`` maps a number to (what was typed, why it could not be saved); ``last`` is
    the registration of an earlier year whose text is shown beside.
    """
    problems = problems or {}
    last_texts = answers_of(last) if last else {}
    needed = requirements(registration)
    round_ = registration.round
    answers = {int(one.field): one for one in registration.answers.all()}
    rows = []
    for section in f05.sections_for(needed.head):
        answer = answers.get(section.number)
        typed, problem = problems.get(section.number, (None, ""))
        title = f05.section_title(
            section, round_.year, round_.party_congress, round_.provincial_congress
        )
        rows.append(
            SectionRow(
                number=section.number,
                title=title,
                guide=section.guide,
                required=section.number in needed.sections.required,
                missing=section.number in needed.sections.missing,
                text=answer.text if answer else "",
                revision=answer.revision if answer else 0,
                problem=problem,
                typed=typed,
                last_text=last_texts.get(section.number, ""),
            )
        )
    return rows


def head_of_paper(registration):
    """Return what the head of the paper says: as signed, or as it would be signed today."""
    return registration.signed or paper_head(registration, requirements(registration))


def paper_head(registration, needed):
    """Return what the head of the paper says on the day of signing, to be frozen."""
    person, cell, today = registration.person, registration.organization, timezone.localdate()
    superior = cell.parent
    return {
        "full_name": person.full_name,
        "born": birth_text(person),
        "workplace": person.workplace,
        "government_post": person.government_post,
        "party_post": ", ".join(
            f"{one.label} {one.organization.name}"
            for one in person.positions.on(today).select_related("organization")
        ),
        "cell": cell.name,
        "cell_kind": cell.kind,
        "superior": superior.name,
        "superior_kind": superior.kind,
        "locality": locality_of(cell),
        "head": needed.head,
        "shortcomings": needed.shortcomings,
        "signed_on": today.isoformat(),
        "confirmed_by": "",
        "confirmed_post": "",
        "confirmed_on": "",
    }


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
    return [(event, MOVES[event.verb].label) for event in registration.events.all()]


def versions_beside(registration):
    """Return the other versions of the same registration, and whether each may be shown."""
    return Registration.objects.filter(
        round=registration.round_id, person=registration.person_id
    ).order_by("version")
