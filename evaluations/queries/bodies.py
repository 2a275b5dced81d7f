"""One organization's evaluation: what limits it, its ballot, its collectives and leaders."""

from collections import Counter
from dataclasses import dataclass

from evaluations.levels import level_name
from evaluations.models import Evaluation, Subject
from evaluations.queries import caps, order
from evaluations.queries.known import CELL_COMMITTEE, EXECUTIVE_COMMITTEE, REVIEWED, known_of
from evaluations.queries.limits import HEADS, limit_now
from evaluations.queries.recorded import is_frozen
from evaluations.queries.scope import day_of, evaluation_of
from evaluations.rules.scales import QUALITY
from evaluations.workflow import BY_DECISION
from organizations.models import CELL_KINDS, Position, Role
from registrations.definitions import Code
from registrations.models import Registration

LEADING = (Role.DEPUTY_SECRETARY, Role.AGENCY_HEAD, Role.SECRETARY)


@dataclass(frozen=True)
class Body:
    """An organization, a collective or a leader: what is known, what limits it, what is missing."""

    evaluation: Evaluation
    known: dict
    limit: dict | None
    missing: list
    frozen: bool

    @property
    def title(self):
        """Whom it is about, in words."""
        one = self.evaluation
        if one.person is None:
            return one.body or one.organization.name
        return ", ".join(filter(None, [one.person.full_name, one.body]))

    def name_of(self, level):
        one = self.evaluation
        return level_name(one.round.guidance, one.subject, level)

    @property
    def voted(self):
        return self.name_of(self.evaluation.voted_level)

    @property
    def chosen(self):
        return self.name_of(self.evaluation.chosen_level)

    @property
    def level(self):
        return self.name_of(self.evaluation.level)

    @property
    def self_level(self):
        return self.name_of(self.evaluation.self_level)

    @property
    def outcome(self):
        """The frozen verdict of the closed vote, or one without reasons."""
        return self.evaluation.outcome or {"reasons": []}

    @property
    def started(self):
        return self.evaluation.pk is not None


def body_of(evaluation):
    """Return what the page of an organization, a collective or a leader shows."""
    by_decision = evaluation.round.guidance in BY_DECISION
    known = known_of(evaluation)
    decided = bool(evaluation.level)
    return Body(
        evaluation=evaluation,
        known=known,
        limit=limit_now(evaluation, known) if by_decision else None,
        missing=order.missing_before(evaluation) if by_decision and not decided else [],
        frozen=decided or is_frozen(evaluation),
    )


def subordinates_of(known):
    """Return [(level's name, how many)] of what is classified below (H21-21)."""
    counted = Counter(known.get("subordinates", {}))
    return [(QUALITY.names[level], counted[level]) for level in QUALITY.levels]


def committee_name(organization):
    """Return what the committee of an organization is called."""
    return CELL_COMMITTEE if organization.kind in CELL_KINDS else EXECUTIVE_COMMITTEE


def collectives_of(round_, organization):
    """Return the collectives' evaluations; the committee is always among them (H21-30)."""
    found = Evaluation.objects.filter(
        round=round_,
        organization=organization,
        subject=Subject.COLLECTIVE,
        annulled_at=None,
    )
    rows = list(found.select_related("round", "organization").order_by("pk"))
    name = committee_name(organization)
    if name not in [one.body for one in rows]:
        rows.insert(0, evaluation_of(round_, Subject.COLLECTIVE, organization, body=name))
    return rows


def leaders_of(round_, organization):
    """Return the leaders' evaluations from the positions in force, the head last (H21-05)."""
    held = Position.objects.on(day_of(round_)).filter(organization=organization, role__in=LEADING)
    found = Evaluation.objects.filter(
        round=round_, organization=organization, subject=Subject.LEADER, annulled_at=None
    ).select_related("round", "organization", "person")
    rows = {(one.person_id, one.body): one for one in found}
    for one in held.select_related("person"):
        key = one.person_id, Role(one.role).label
        if key not in rows:
            rows[key] = Evaluation(
                round=round_,
                subject=Subject.LEADER,
                organization=organization,
                person=one.person,
                body=key[1],
            )
    return sorted(rows.values(), key=lambda one: (one.body in HEADS, one.person.sort_key))


def own_report(round_, organization):
    """Return the organization's latest handed-in report (Mẫu 01), or None (H21-03)."""
    found = Registration.objects.filter(
        round=round_, form=Code.E01, organization=organization, person=None, step__in=REVIEWED
    )
    return found.order_by("version").last()


def cap_for(evaluation):
    """Return the cap that counts for an organization, a collective or a leader."""
    return caps.cap_of(caps.pool_of(evaluation, None))


def other_posts_of(evaluation):
    """Return [(post and organization, level's name)] of a leader's other posts (H21-33)."""
    if evaluation.subject != Subject.LEADER:
        return []
    found = Evaluation.objects.filter(
        round=evaluation.round,
        subject=Subject.LEADER,
        person=evaluation.person_id,
        annulled_at=None,
    ).exclude(pk=evaluation.pk)
    return [
        (
            f"{one.body} {one.organization.name}",
            level_name(evaluation.round.guidance, one.subject, one.level),
        )
        for one in found.select_related("organization").order_by("pk")
    ]
