"""Placements, positions and states that a row begins or ends."""

from datetime import date

from organizations.importing.comparing import Conflict, told
from organizations.importing.notes import STATES
from organizations.importing.posts import Post
from organizations.importing.register import base_of, chain
from organizations.models import (
    CELL_KINDS,
    COMMITTEE_ROLES,
    ROLES_OF_KIND,
    SINGLE_ROLES,
    Kind,
    PersonState,
    Placement,
    Position,
    Role,
)

ENDED_BY_SILENCE = (*COMMITTEE_ROLES, Role.GROUP_LEADER)


class Periods:
    """Compares a row with the periods of its record, and notes what is to be written.

    ``stated`` holds the ids of the cells of which the list states posts: who has none
    there any more is listed without. Of other cells the list says nothing.
    """

    def __init__(self, register, plan, today):
        self.register = register
        self.tree = register.tree
        self.plan = plan
        self.today = today
        self.stated = set()
        self.filled = {}  # single posts that the list fills → who
        self.over = set()  # periods that the list ends

    # Where the posts of a row are; everything that can be wrong is found before a change.

    def seats(self, entry, record, homes):
        """Return {(organization's id, role): (post, organization)}; raise ``Conflict``."""
        beneath = {id(one) for home in homes for one in chain(home)}
        beneath |= {id(one) for one in self.above_placements(record)}
        seats = {}
        for role, title, place in entry.row.values.get("posts", ()):
            post = Post(Role(role), title, place)
            organization = self.seat(place, entry)
            if organization is None or post.role not in ROLES_OF_KIND[organization.kind]:
                raise Conflict("post_elsewhere", "posts")
            if id(organization) not in beneath:
                raise Conflict("post_elsewhere", "posts")
            self.check_member(post, entry, record)
            seats[id(organization), post.role] = post, organization
        self.check_single(seats, record)
        return seats

    def seat(self, place, entry):
        """Return the organization of a post's place, None when it is unknown."""
        cell = entry.cell
        if place == "bloc":
            return self.tree.bloc
        if place == "section":
            return cell.parent if cell.parent.kind == Kind.SECTION_COMMITTEE else None
        known = {"cell": cell, "group": entry.group, "base": base_of(cell)}
        return known[place] if place in known else self.tree.find(place, base_of(cell))

    def check_member(self, post, entry, record):
        """Refuse a committee post of a probationary member."""
        official = "official_on" in entry.row.values or record.person.official_on
        if post.role in COMMITTEE_ROLES and not official:
            raise Conflict("post_of_probationary", "posts")

    def check_single(self, seats, record):
        """Refuse a second holder of a post that one person holds."""
        single = [seat for seat in seats if seat[1] in SINGLE_ROLES]
        for seat in single:
            if self.filled.get(seat, record) is not record:
                leads = seat[1] == Role.SECRETARY
                raise Conflict("two_secretaries" if leads else "two_group_leaders", "posts")
        self.filled.update(dict.fromkeys(single, record))

    # Changes

    def end(self, period, day):
        """End a period on the list's day, or today where it began later."""
        if id(period) not in self.over:
            self.over.add(id(period))
            day = day if period.started_on <= day else self.today
            period.ended_on = max(day, period.started_on)
            self.plan.ended.append(period)
        return period.ended_on

    def open(self, model, record, day, **values):
        """Begin a period."""
        period = model(person=record.person, started_on=day, **values)
        self.plan.opened.append(period)
        return period

    def settle(self, entry, record):
        """Place the person; return what changed."""
        if entry.row.values.get("temporary"):
            return self.settle_for_a_time(entry, record)
        official = record.official(self.today)
        if official and is_there(official, entry):
            return []
        old = place_label(official.organization) if official else ""
        day = entry.day
        for placement in list(record.placements):
            if placement.kind == Placement.Kind.OFFICIAL or self.is_in(placement, entry.cell):
                day = max(day, self.leave(placement, record, day))
        self.begin_placement(entry, record, Placement.Kind.OFFICIAL, day)
        changes = [told("Nơi sinh hoạt chính thức", old, place_label(entry.home))]
        return changes + self.lose_positions(record, day)

    def settle_for_a_time(self, entry, record):
        """Place the person temporarily; return what changed."""
        there = [one for one in record.placements if self.is_in(one, entry.cell)]
        if any(one.kind == Placement.Kind.TEMPORARY for one in there):
            return []
        day = max([entry.day, *(self.leave(one, record, entry.day) for one in there)])
        self.begin_placement(entry, record, Placement.Kind.TEMPORARY, day)
        return [told("Sinh hoạt tạm thời", "", place_label(entry.home))]

    def leave(self, placement, record, day):
        """End a placement; return its end."""
        record.placements.remove(placement)
        placement.end_reason = "Theo danh sách đảng viên"
        return self.end(placement, day)

    def is_in(self, placement, cell):
        """Tell whether a placement is in a cell or one of its groups."""
        return self.tree.holds(placement) and is_in(placement, cell)

    def above_placements(self, record):
        """Yield the organizations in which a person is placed, and those above them."""
        for placement in filter(self.tree.holds, record.placements):
            yield from chain(placement.organization)

    def begin_placement(self, entry, record, kind, day):
        placement = self.open(Placement, record, day, organization=entry.home, kind=kind)
        record.placements.append(placement)

    def lose_positions(self, record, day):
        """End the positions that no placement supports any more."""
        if not record.positions:
            return []
        beneath = {id(one) for one in self.above_placements(record)}
        lost = [
            one
            for one in record.positions
            if one.pk and self.tree.holds(one) and id(one.organization) not in beneath
        ]
        return [self.lose(one, record, day) for one in lost]

    def lose(self, position, record, day):
        """End a position; return the change."""
        record.positions.remove(position)
        self.end(position, day)
        return told("Chức vụ Đảng", position_label(position), "")

    def appoint(self, entry, record, seats):
        """Give the person the posts of the row; return what changed."""
        changes = self.silenced(entry, record, seats)
        for (place, role), (post, organization) in seats.items():
            held = next(
                (
                    one
                    for one in record.positions
                    if one.role == role and id(one.organization) == place
                ),
                None,
            )
            if held is None:
                changes.append(self.begin_position(entry, record, post, organization))
            elif held.pk and held.title != post.title:
                old, held.title = position_label(held), post.title
                self.plan.retitled.append(held)
                changes.append(told("Chức vụ Đảng", old, position_label(held)))
        return changes

    def silenced(self, entry, record, seats):
        """End the posts that the row no longer names where the list states posts."""
        spoken_of = {place for place, _ in seats}
        if id(entry.cell) in self.stated:
            spoken_of |= {id(entry.cell), id(entry.group)}
        return [
            self.lose(one, record, entry.day)
            for one in list(record.positions)
            if one.pk
            and self.tree.holds(one)
            and id(one.organization) in spoken_of
            and one.role in ENDED_BY_SILENCE
            and (id(one.organization), one.role) not in seats
        ]

    def begin_position(self, entry, record, post, organization):
        """Appoint the person; a former holder of a single post ends."""
        former = self.register.holders.pop((id(organization), post.role), None)
        day, old = entry.day, ""
        if former and former.person_id != record.person.pk:
            old = former.person.full_name
            day = max(day, self.end(former, day))
        position = self.open(
            Position, record, day, organization=organization, role=post.role, title=post.title
        )
        record.positions.append(position)
        return told("Chức vụ Đảng", old, position_label(position))

    def set_states(self, entry, record):
        """Begin the states of the row's note; return what changed."""
        changes = []
        held = {one.kind for one in record.states}
        for kind, since in entry.row.values.get("states", ()):
            if kind not in held:
                day = min(date.fromisoformat(since) if since else entry.day, self.today)
                record.states.append(self.open(PersonState, record, day, kind=kind))
                changes.append(told("Tình trạng", "", STATES[kind]))
        return changes


def is_in(period, cell):
    """Tell whether a period is in a cell or one of its groups."""
    return cell in (period.organization, period.organization.parent)


def is_there(placement, entry):
    """Tell whether a placement is where the row places; without a group any of the cell's."""
    if entry.group:
        return placement.organization is entry.group
    return is_in(placement, entry.cell)


def place_label(organization):
    """Return an organization's name, with that of its base organization."""
    base = base_of(organization)
    if base is None or base is organization:
        return organization.name
    names = [one.name for one in chain(organization) if one is base or one.kind in CELL_KINDS]
    return ", ".join([organization.name, *names] if organization.kind == Kind.GROUP else names)


def position_label(position):
    """Return a position with where it is held."""
    return f"{position.label} – {place_label(position.organization)}"
