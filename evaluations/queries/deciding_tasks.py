"""What waits for a decision of who is signed in: members, organizations, collectives, leaders."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, When

from evaluations.access import LEADING, STANDING
from evaluations.models import Evaluation, Subject
from evaluations.queries.year_end import open_rounds
from evaluations.workflow import BY_DECISION
from organizations.models import BASE_KINDS, COMMITTEE_ROLES, Kind, Organization
from registrations.models import Guidance, Round
from registrations.queries.owing import blocs_of

HD21, HD22 = Guidance.HD21_2019, Guidance.HD22_2013
NG, LD = Guidance.NEU_GUONG_2017, Guidance.LAM_DONG_2017
ABOVE = (Kind.BLOC, Kind.BASE_COMMITTEE, Kind.SECTION_COMMITTEE)
MEMBERS, BELOW, BODIES = "MEMBERS", "BELOW", "BODIES"
PAGES = {MEMBERS: "decisions", BELOW: "decide_organizations", BODIES: "evaluation_organization"}
WORDS = {
    (MEMBERS, HD21): ("Quyết định mức của đảng viên", "đồng chí"),
    (MEMBERS, LD): ("Công nhận kết quả của chi bộ", "kết quả"),
    (BELOW, HD21): ("Quyết định mức của tổ chức trực thuộc", "tổ chức"),
    (MEMBERS, HD22): ("Quyết định mức của đảng viên", "đồng chí"),
    (BELOW, HD22): ("Quyết định mức của tổ chức trực thuộc", "tổ chức"),
    (BODIES, HD22): ("Quyết định mức của tập thể, cán bộ lãnh đạo", "trường hợp"),
    (BELOW, NG): ("Công nhận mức của tổ chức trực thuộc", "tổ chức"),
    (BODIES, HD21): ("Quyết định mức của tập thể, cán bộ lãnh đạo", "trường hợp"),
}
REPORTED = Q(reported_at__isnull=False)
UNDECIDED = Q(round__guidance=HD21, level="")
REVIEWED = Q(round__guidance=HD22, level="", reviewed_at__isnull=False)  # H22-04
UNANSWERED = Q(superior="", reported_at__isnull=False) & ~Q(level="")
MEMBERS_WAIT = (
    UNDECIDED & Q(voted_at__isnull=False) & (REPORTED | Q(organization__kind=Kind.BASE_CELL))
    | Q(round__guidance=LD) & UNANSWERED
    | REVIEWED
)
BELOW_WAIT = REVIEWED | UNDECIDED & REPORTED | Q(round__guidance=NG) & UNANSWERED
BODIES_WAIT = REVIEWED | UNDECIDED & Q(reviewed_at__isnull=False)


@dataclass(frozen=True)
class DecidingTask:
    """What waits on one page of a round: how many."""

    what: str
    round: Round
    organization: Organization
    number: int

    @property
    def page(self):
        return PAGES[self.what]

    @property
    def words(self):
        return WORDS[self.what, self.round.guidance][0]

    @property
    def waiting(self):
        return f"Còn {self.number} {WORDS[self.what, self.round.guidance][1]}"


def deciding_tasks(viewer):
    """Return what waits for the reader's committee in the open rounds (H21-14, H21-25, LD-09)."""
    members, above = places_of(viewer)
    if not members and not above:
        return []
    places = members | above
    rounds = {one.pk: one for one in open_rounds(blocs_of(list(places)).values(), viewer.day)}
    found = Evaluation.objects.filter(round__in=rounds, annulled_at=None).order_by()
    if viewer.person:
        found = found.exclude(person=viewer.person)  # nobody decides the own level
    counts = Counter(members_waiting(found, members) if members else {})
    counts.update(below_waiting(found, above) if above else {})
    known = {one.pk: one for one in Organization.objects.filter(pk__in={key[2] for key in counts})}
    order = list(PAGES)
    return [
        DecidingTask(what, rounds[pk], known[place], number)
        for (what, pk, place), number in sorted(
            counts.items(), key=lambda one: (-rounds[one[0][1]].year, order.index(one[0][0]), one)
        )
    ]


def places_of(viewer):
    """Return ids of where the reader decides on members, and on what is directly below."""
    members, above = set(), set()
    for one in viewer.positions:
        kind, role = one.organization.kind, one.role
        if role in (LEADING if kind == Kind.BASE_CELL else COMMITTEE_ROLES) and kind in BASE_KINDS:
            members.add(one.organization_id)
        if role in (STANDING if kind == Kind.BLOC else COMMITTEE_ROLES) and kind in ABOVE:
            above.add(one.organization_id)
    return members, above


def members_waiting(found, places):
    """Return {(MEMBERS, round id, base id): number} of members who wait, in one query."""
    way = ("organization", "organization__parent", "organization__parent__parent")
    inside = Q()
    for step in way:
        inside |= Q(**{f"{step}__in": places})
    rows = found.filter(MEMBERS_WAIT, inside, subject=Subject.MEMBER)
    counts = Counter()
    for round_, *path, number in rows.values_list("round", *way).annotate(Count("pk")):
        for place in places.intersection(path):
            counts[MEMBERS, round_, place] += number
    return counts


def below_waiting(found, places):
    """Return {(what, round id, organization id): number} of what waits below, in one query."""
    whole = Q(subject=Subject.ORGANIZATION)
    bodies = Q(subject__in=(Subject.COLLECTIVE, Subject.LEADER))
    section = Q(organization__parent__kind=Kind.SECTION_COMMITTEE, round__guidance__in=BY_DECISION)
    above = Q(organization__parent__in=places) & ~section
    above |= Q(organization__parent__parent__in=places) & section  # I-10
    rows = found.filter(whole & BELOW_WAIT | bodies & BODIES_WAIT, above).annotate(
        committee=Case(
            When(section, then=F("organization__parent__parent")), default=F("organization__parent")
        )
    )
    fields = ("round", "subject", "organization", "committee")
    counts = Counter()
    for round_, subject, place, committee, number in rows.values_list(*fields).annotate(
        Count("pk")
    ):
        key = (BELOW, round_, committee)
        counts[key if subject == Subject.ORGANIZATION else (BODIES, round_, place)] += number
    return counts
