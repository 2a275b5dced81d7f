"""The only place that changes the tree and its people: one verb a change.

Each is one transaction with the rows locked that could meet, writes a line of the audit
log, and raises ValidationError with a Vietnamese sentence on the field that is wrong.
"""

from organizations.actions.organizations import (
    add_organization,
    dissolve_organization,
    edit_organization,
    move_organization,
)
from organizations.actions.people import add_person, edit_person
from organizations.actions.placements import end_placement, place_temporarily, transfer_person
from organizations.actions.positions import appoint, end_position
from organizations.actions.states import add_discipline, add_state, end_state

__all__ = [
    "add_discipline",
    "add_organization",
    "add_person",
    "add_state",
    "appoint",
    "dissolve_organization",
    "edit_organization",
    "edit_person",
    "end_placement",
    "end_position",
    "end_state",
    "move_organization",
    "place_temporarily",
    "transfer_person",
]
