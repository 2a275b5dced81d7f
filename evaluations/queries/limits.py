"""The highest level open to a subject, as the deciding body sees it now; under HD 22 none."""

from copy import copy

from evaluations.models import Subject
from evaluations.queries.recorded import limit_of
from evaluations.rules.scales import QUALITY
from organizations.models import Role
from registrations.models import Guidance

SECRETARY, HEAD = Role.SECRETARY.label, Role.AGENCY_HEAD.label
HEADS = (SECRETARY, HEAD)
NO_LIMIT = {"ceiling": "", "name": "", "missing": "", "reasons": []}  # entered (H22-04)


def limit_now(evaluation, known):
    """Return the ceiling with its reasons; of a leader that of what he or she heads (H21-32).

    Deputies head nothing: no collective limits them. The head of an agency is limited by the
    agency's own rating (recorded among the organization's facts), not by the committee's.
    """
    if evaluation.round.guidance == Guidance.HD22_2013:
        return NO_LIMIT
    if evaluation.subject == Subject.ORGANIZATION:
        return of_classified(limit_of(evaluation, known))
    if evaluation.subject != Subject.LEADER:
        return limit_of(evaluation, known)
    if evaluation.body not in HEADS:
        return NO_LIMIT | {"ceiling": QUALITY.highest}
    asked = copy(evaluation)
    asked.proposed_level = QUALITY.highest
    if evaluation.body == HEAD:
        known = {"organization_level": known.get("government", "")}
    found = limit_of(asked, known)
    return found | {"reasons": found["reasons"][1:]}


def of_classified(limit):
    """Return the ceiling; an organization too young to be classified has none (H21-02)."""
    if limit["ceiling"] or limit["missing"]:
        return limit
    return limit | {"missing": limit["reasons"][-1]["text"], "reasons": []}


def is_over(level, limit):
    """Tell whether a level is above the ceiling."""
    return bool(level and limit and limit["ceiling"]) and QUALITY.above(level, limit["ceiling"])


def why_not(limit):
    """Say the ceiling with its reasons, for who chose a level above it."""
    why = " ".join(f"{one['text']} ({one['rule']})" for one in limit["reasons"])
    return f"Cao nhất là mức “{limit['name']}”. {why}".strip()
