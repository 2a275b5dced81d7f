"""How many may be excellent where one body decides (H21-15, H21-24, H21-31, H21-32)."""

from dataclasses import dataclass

from django.db.models import Q

from evaluations.models import Evaluation, Subject
from evaluations.queries.scope import kept_out
from evaluations.rules import caps, hd21_2019
from evaluations.verdicts import as_json
from organizations.models import Kind, Organization
from organizations.queries.tree import below
from registrations.models import Guidance, Round

BEST, GOOD = "EXCELLENT", "GOOD"
RULES = {
    Subject.MEMBER: "H21-15",
    Subject.ORGANIZATION: "H21-24",
    Subject.COLLECTIVE: "H21-31",
    Subject.LEADER: "H21-32",
}


@dataclass(frozen=True)
class Pool:
    """Those among whom a cap counts; ``anchor`` is the organization that decides on them."""

    round: Round
    subject: str
    anchor: Organization
    condition: Q

    @property
    def capped(self):
        """Tell whether the best are limited in number (I-5); under HD 22 they are not."""
        return self.round.guidance == Guidance.HD21_2019

    @property
    def rule(self):
        return RULES[self.subject]

    @property
    def rows(self):
        """The evaluations in force among whom the cap counts."""
        return Evaluation.objects.filter(
            self.condition, round=self.round, subject=self.subject, annulled_at=None
        )

    def counted(self):
        """Return the evaluations that the cap counts, without those no longer classified here.

        Whoever is undecided and has been transferred, has left or is kept out by a state takes
        no place from others (H21-01, H21-16).
        """
        rows = list(self.rows.select_related("person", "organization"))
        gone = kept_out(self.round, rows)
        return [one for one in rows if one.pk not in gone]


def members_pool(round_, base):
    """Return the members of a whole base organization (H21-15)."""
    return Pool(round_, Subject.MEMBER, base, Q(organization__in=below(base)))


def bodies_pool(round_, subject, committee, body=""):
    """Return organizations, collectives of a type or leaders of a title under one committee."""
    places = decided_organizations(committee)
    return Pool(round_, subject, committee, Q(organization__in=places, body=body))


def decided_organizations(committee):
    """Return the organizations on which a committee decides under HD 21 and HD 22 (I-10).

    Those directly below; of a base committee also its sections' cells, of a section none.
    """
    section = Kind.SECTION_COMMITTEE
    if committee.kind == section:
        return Organization.objects.none()
    return Organization.objects.filter(
        Q(parent=committee) | Q(parent__parent=committee, parent__kind=section)
    )


def committee_above(organization):
    """Return the organization whose committee decides on another (H21-25, I-10)."""
    parent = organization.parent
    return parent.parent if parent.kind == Kind.SECTION_COMMITTEE else parent


def pool_of(evaluation, base):
    """Return the pool that an evaluation belongs to; ``base``: the base organization of members."""
    if evaluation.subject == Subject.MEMBER:
        return members_pool(evaluation.round, base)
    committee = committee_above(evaluation.organization)
    return bodies_pool(evaluation.round, evaluation.subject, committee, evaluation.body)


def hoped_for(evaluation):
    """Return the level decided, else chosen, else proposed by the vote."""
    return evaluation.level or evaluation.chosen_level or evaluation.voted_level


def good_or_better(levels):
    """Count the levels at good or better."""
    return sum(level in (BEST, GOOD) for level in levels)


def most_excellent(round_, good):
    """Return how many of so many good or better may be excellent under the round's reading."""
    return hd21_2019.most_excellent(round_.terms.readings.cap_base, good)


@dataclass(frozen=True)
class Cap:
    """A cap as it stands: how many are good or better, the most excellent, how many are.

    ``excellent`` are decided or chosen; ``tied``, ``refused`` and ``unranked`` are those chosen
    who do not fit: equal votes across the cap, fewer votes, votes not entered yet.
    """

    rule: str
    good: int
    most: int
    decided: int
    excellent: int
    reasons: list
    settings: list
    forced: bool
    tied: tuple = ()
    refused: tuple = ()
    unranked: tuple = ()

    @property
    def left(self):
        """The places still free; none where there are more than may be."""
        return max(self.most - self.excellent, 0)

    @property
    def beyond(self):
        """How many there are too many."""
        return max(self.excellent - self.most, 0)


def cap_of(pool, rows=None):
    """Return the cap of a pool, the votes of the deciding body ranking those chosen."""
    rows = pool.counted() if rows is None else rows
    good = good_or_better(hoped_for(one) for one in rows)
    decided = sum(one.level == BEST for one in rows)
    found = hd21_2019.excellent_cap(good_or_better=good, terms=pool.round.terms)
    ranking = ranking_of(rows, found.max - decided)
    return Cap(
        rule=pool.rule,
        good=good,
        most=found.max,
        decided=decided,
        excellent=sum((one.level or one.chosen_level) == BEST for one in rows),
        reasons=[as_json(found)["reasons"][0] | {"rule": pool.rule}],
        settings=[one.text for one in found.settings],
        forced=pool.round.terms.readings.cap_force == "FORBID",
        **{name: tuple(str(one) for one in them) for name, them in ranking.items()},
    )


def candidates_of(rows):
    """Return those not decided yet who are chosen as excellent, or have votes for it."""
    return [
        one
        for one in rows
        if not one.level and (one.chosen_level == BEST or one.chosen_votes is not None)
    ]


def ranking_of(rows, places):
    """Return {"tied", "refused", "unranked": evaluations} of the candidates for some places.

    Most votes first; equal votes across the cap are unresolved (H21-15). Candidates without
    votes are ranked only where there are more of them than places.
    """
    candidates = candidates_of(rows)
    nobody = {"tied": [], "refused": [], "unranked": []}
    if len(candidates) <= places:
        return nobody
    if any(one.chosen_votes is None for one in candidates):
        return nobody | {"unranked": candidates}
    known = {str(one.pk): one for one in candidates}
    named = [caps.Candidate(pk, one.chosen_votes) for pk, one in known.items()]
    choice = caps.choose(named, max(places, 0))
    return nobody | {
        "tied": [known[one.name] for one in choice.tied],
        "refused": [known[one.name] for one in choice.refused],
    }
