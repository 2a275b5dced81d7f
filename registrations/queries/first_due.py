"""What is due first for who is signed in, and how the cells that they lead stand."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from organizations.models import Kind, PersonState
from organizations.queries import duty_placements
from registrations.models import Guidance, Registration, Round, Step
from registrations.queries.owing import NOT_OWING, blocs_of, due, rounds_at_work
from registrations.queries.printing import papers_name

SOON = timedelta(days=7)
PROVIDERS = []  # functions: viewer → [(last day, what, where)], filled when the program starts


class DueLine(NamedTuple):
    """Something still to do: its last day, what it is, where it is done, how far away it is."""

    last_day: object
    text: str
    address: str
    when: str
    kind: str


class CellLine(NamedTuple):
    """How many of a cell have not yet handed in."""

    cell: object
    round: Round
    number: int
    what: str
    last_day: object
    when: str


def when_text(last_day, day):
    """Say how far away a last day is."""
    days = (last_day - day).days
    if days < 0:
        return f"quá hạn {-days} ngày"
    return f"còn {days} ngày" if days else "hôm nay là ngày cuối"


def due_lines(found, day):
    """Return of what the tasks page has ``found`` what is late or due within a week, the first
    due first.

    Where nothing is, the next of several things; one thing alone stands in the list anyway.
    """
    lines = [
        DueLine(*line, when_text(line[0], day), "late" if line[0] < day else "info")
        for line in sorted(
            {*papers(found), *booklets(found), *confirmations(found), *found.get("further", ())}
        )
    ]
    soon = [line for line in lines if line.last_day <= day + SOON]
    return soon or (lines[:1] if len(lines) > 1 else [])


def further_lines(viewer):
    """Return (last day, what, where) of what other apps know to be due for the reader."""
    return [line for provider in PROVIDERS for line in provider(viewer)]


def papers(found):
    """Yield (last day, what, where) of the papers to hand in: the own, the organizations'."""
    for task in filter(waits, found["open_tasks"]):
        text = f"Nộp {papers_name(task.round)} năm {task.round.year}"
        yield task.due, text, own_address(task)
    for task in filter(waits, found["organization_tasks"]):
        what = f"{task.round.words.own} năm {task.round.year}"
        yield task.due, f"Nộp {what} của {task.organization.name}", "#to-chuc"


def booklets(found):
    """Yield (last day, what, where) of quarters to mark and tally, half-years to write."""
    for task in found["quarters_owed"]:
        address = f"{reverse('quarters', args=[task.booklet.pk])}#quy-{task.quarter}"
        yield task.due, task.text, address
    for task in found["to_tally"]:
        place = [task.round.pk, task.unit.pk, task.quarter]
        yield task.tally_by, task.text, reverse("quarters_tally", args=place)
    for task in found["half_years"]:
        name = "quarters_assess" if task.committee else "quarters_half"
        yield task.due, task.text, reverse(name, args=[task.round.pk, task.unit.pk, task.half])


def confirmations(found):
    """Yield (last day, what, where) of what waits to be confirmed in rounds that are open."""
    for cell, round_, number in found["to_confirm"]:
        if confirmed_by_due(round_):
            text = f"{confirm_text(round_, number)} của {cell.name}"
            yield due(round_), text, reverse("round_progress", args=[round_.pk, cell.pk])
    waiting = [
        one
        for name in ("to_confirm_above", "to_receive", "to_confirm_by_head")
        for one in found[name]
        if confirmed_by_due(one.round)
    ]
    for round_, number in Counter(one.round for one in waiting).items():
        first = next(one for one in waiting if one.round == round_)
        yield due(round_), confirm_text(round_, number), reverse("registration", args=[first.pk])


def confirmed_by_due(round_):
    """Tell whether its papers are to be confirmed when they fall due.

    Not self-reviews: they are completed after the review meeting.
    """
    return round_.closed_at is None and round_.guidance != Guidance.HD21_2019


def confirm_text(round_, number):
    """Say how many papers of a round are to be confirmed."""
    return f"{round_.words.confirm} {number} {papers_name(round_)} năm {round_.year}"


def waits(task):
    """Tell whether a task has a last day that still counts."""
    return not task.done and not task.supplementing and task.round.closed_at is None


def own_address(task):
    """Return where a person goes on writing; before the first word, the list below."""
    if task.current is None:
        return "#cua-dong-chi"
    return reverse("registration_edit", args=[task.current.pk])


def cell_lines(cells, day):
    """Return, for the cells that somebody leads, how many have not handed in this year's forms.

    In a constant number of queries; the rounds of this year, and next year's once opened.
    """
    here = {cell.pk: cell for cell in cells}
    if not here:
        return []
    blocs = blocs_of(here)
    running = rounds_at_work(day).with_forms().filter(bloc__in=set(blocs.values()))
    rounds = list(running.select_related("bloc"))
    people = people_of_cells(here, day)
    handed_in = set(
        Registration.objects.filter(
            round__in=rounds,
            version=1,
            step__in=(Step.SUBMITTED, Step.CONFIRMED),
            person__in=[person for _, person, _ in people],
        ).values_list("round", "person")
    )
    missing = Counter(
        (cell, round_.pk)
        for round_ in rounds
        for cell, person, member in people
        if blocs[cell] == round_.bloc_id
        and (member or round_.for_everybody)
        and (round_.pk, person) not in handed_in
    )
    known = {one.pk: one for one in rounds}
    lines = [
        make_line(here[cell], known[pk], number, day) for (cell, pk), number in missing.items()
    ]
    return sorted(lines, key=lambda one: (one.last_day, one.cell.sort_key))


def make_line(cell, round_, number, day):
    """Return the line of a cell in a round."""
    last_day = due(round_)
    return CellLine(cell, round_, number, papers_name(round_), last_day, when_text(last_day, day))


def people_of_cells(cells, day):
    """Return (cell id, person id, whether a member) of those who owe something there."""
    placements = duty_placements(day).filter(
        Q(organization__in=cells) | Q(organization__kind=Kind.GROUP, organization__parent__in=cells)
    )
    exempt = PersonState.objects.on(day).filter(kind__in=NOT_OWING)
    found = (
        placements.exclude(person__in=exempt.values("person"))
        .order_by("pk")
        .values_list("organization", "organization__parent", "person", "person__admitted_on")
    )
    return [
        (own if own in cells else parent, person, admitted_on is not None and admitted_on <= day)
        for own, parent, person, admitted_on in found
    ]
