"""What happened to a person or an organization, newest first, in the names of then."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from organizations.models import OrganizationMove


@dataclass(frozen=True)
class HistoryRow:
    """A line of a history: from which day, to which last day, what, on which ground."""

    day: date
    last_day: date | None
    what: str
    note: str = ""

    @property
    def undone(self):
        """Tell whether it ended on the day it began, so that it never held."""
        return self.last_day is not None and self.last_day < self.day


def history_of(person, *, disciplines):
    """Return the lines of a person's history; disciplines only for who may see them."""
    periods = [
        *person.placements.select_related("organization__parent"),
        *person.positions.select_related("organization__parent"),
    ]
    names = names_then({(one.organization, one.started_on) for one in periods})
    rows = [
        period_row(
            one,
            f"{period_label(one)}: {names[one.organization, one.started_on]}",
            getattr(one, "end_reason", ""),
        )
        for one in periods
    ]
    rows += [period_row(one, one.get_kind_display(), one.note) for one in person.states.all()]
    rows += [HistoryRow(day, day, what) for day, what in party_days(person)]
    if disciplines:
        rows += [discipline_row(one) for one in person.disciplines.all()]
    return sorted(rows, key=lambda row: row.day, reverse=True)


def period_row(period, what, note):
    return HistoryRow(period.started_on, last_day(period), what, note)


def last_day(period):
    """Return the last day on which a period holds, or None while it is open."""
    return period.ended_on - timedelta(days=1) if period.ended_on else None


def period_label(period):
    """Return what a placement or a position is called."""
    return period.label if hasattr(period, "role") else period.get_kind_display()


def party_days(person):
    """Return the days of admission and of full membership with their names."""
    days = [
        (person.admitted_on, "Vào Đảng"),
        (person.official_on, "Trở thành đảng viên chính thức"),
    ]
    return [(day, what) for day, what in days if day]


def discipline_row(discipline):
    what = f"Kỷ luật {discipline.get_form_display().lower()}: {discipline.violation}"
    return HistoryRow(discipline.decided_on, discipline.decided_on, what, discipline.decision)


def names_then(pairs):
    """Return {(organization, day): "name, parent's name"} as they were on the day."""
    moves = moves_of({organization.pk for organization, _ in pairs})
    then = {}
    for organization, day in pairs:
        move = first_after(moves[organization.pk], day)
        then[organization, day] = (
            (move.old_name, move.old_parent) if move else (organization.name, organization.parent)
        )
    parent_moves = moves_of({parent.pk for _, parent in then.values() if parent})
    named = {}
    for (organization, day), (name, parent) in then.items():
        move = first_after(parent_moves[parent.pk], day) if parent else None
        parent_name = move.old_name if move else parent and parent.name
        named[organization, day] = f"{name}, {parent_name}" if parent else name
    return named


def moves_of(organization_ids):
    """Return {organization id: its moves, oldest first}."""
    found = defaultdict(list)
    moves = OrganizationMove.objects.filter(organization__in=organization_ids)
    for move in moves.select_related("old_parent").order_by("day", "id"):
        found[move.organization_id].append(move)
    return found


def first_after(moves, day):
    """Return the first of an organization's moves after the day, or None."""
    return next((move for move in moves if move.day > day), None)


def history_of_organization(organization):
    """Return the foundings, renamings and moves of an organization and its former officers."""
    rows = []
    name, parent = organization.name, organization.parent
    for move in reversed(moves_of([organization.pk])[organization.pk]):
        rows.append(HistoryRow(move.day, move.day, moved(move, name, parent), move.reason))
        name, parent = move.old_name, move.old_parent
    rows += [
        HistoryRow(day, day, what)
        for day, what in (
            (organization.founded_on, "Thành lập"),
            (organization.dissolved_on, "Giải thể"),
        )
        if day
    ]
    rows += [
        period_row(one, f"{one.label}: {one.person.full_name}", "")
        for one in organization.positions.exclude(ended_on=None).select_related("person")
    ]
    return sorted(rows, key=lambda row: row.day, reverse=True)


def moved(move, name, parent):
    """Return what a move changed, given the name and parent that it led to."""
    parts = []
    if move.old_name != name:
        parts.append(f"Đổi tên từ {move.old_name} thành {name}")
    if move.old_parent != parent:
        parts.append(f"Chuyển từ {move.old_parent} sang {parent}")
    return "; ".join(parts) or "Sắp xếp lại"
