"""What the year's end asks of who is signed in: the own assessment, the boards of the cells."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from evaluations.levels import level_name
from evaluations.models import Evaluation, Subject
from evaluations.queries.persons import SELF_WRITTEN, is_published
from evaluations.queries.scope import is_member
from evaluations.queries.year_lines import waiting_in, waiting_text
from evaluations.rules.guidances import GUIDANCES
from evaluations.workflow import BY_DECISION
from organizations.models import CELL_KINDS, Kind, Organization, Role
from registrations.models import Guidance, Round
from registrations.queries import duty_placement
from registrations.queries.owing import NOT_OWING, blocs_of

YEAR_END = 10  # from quarter IV on (NG-02)


def evaluation_due(round_):
    """Return the last day of the year's evaluation, or None where the guidance sets none."""
    known = [one for one in GUIDANCES[round_.guidance].deadlines if one.what == "EVALUATION"]
    return known[0].last_day(round_.year, 1) if known else None


@dataclass(frozen=True)
class OwnTask:
    """A person's own assessment of a year: by when, and how it stands on the day."""

    round: Round
    evaluation: Evaluation | None
    day: date

    @property
    def due(self):
        return evaluation_due(self.round)

    @property
    def overdue(self):
        return self.due is not None and self.day > self.due

    @property
    def published(self):
        return is_published(self.evaluation)

    @property
    def level(self):
        """The published level's name."""
        level = self.evaluation.level if self.published else ""
        return level_name(self.round.guidance, Subject.MEMBER, level)

    @property
    def handed_in(self):
        return self.evaluation is not None and self.evaluation.self_at is not None

    @property
    def begun(self):
        """Tell whether something is written."""
        one = self.evaluation
        return one is not None and bool(one.self_level or one.self_text)


@dataclass(frozen=True)
class BoardLink:
    """A board that the reader works on."""

    round: Round
    organization: Organization
    due: date | None
    waiting: str = ""


def years_at_hand(day):
    """Return the years whose evaluation is at hand: the last one, and this year's from autumn."""
    return [day.year - 1, *([day.year] if day.month >= YEAR_END else [])]


def own_tasks(person, day):
    """Return the own assessments of the years at hand, and results that are published."""
    placement = duty_placement(person) if person else None
    if placement is None:
        return []
    found = Evaluation.objects.filter(
        person=person, subject=Subject.MEMBER, annulled_at=None, round__year__in=years_at_hand(day)
    )
    known = {one.round_id: one for one in found.select_related("round__bloc")}
    rounds = {pk: one.round for pk, one in known.items() if is_published(one)}
    if not person.states.on(day).filter(kind__in=NOT_OWING).exists():
        bloc = blocs_of([placement.organization_id]).values()
        rounds |= {one.pk: one for one in rounds_for(person, bloc, day)}
    ordered = sorted(rounds.values(), key=lambda one: (-one.year, one.guidance))
    return [OwnTask(one, known.get(one.pk), day) for one in ordered]


def rounds_for(person, blocs, day):
    """Return the open rounds in which people like this one assess themselves (NG-13)."""
    written = Q(guidance__in=SELF_WRITTEN)
    if not is_member(person, day):
        written = Q(guidance=Guidance.NEU_GUONG_2017)
    return open_rounds(blocs, day).filter(written)


def open_rounds(blocs, day):
    """Return the open rounds of the years at hand, newest first."""
    return Round.objects.filter(
        bloc__in=list(blocs), year__in=years_at_hand(day), closed_at=None
    ).select_related("bloc")


def board_links(viewer):
    """Return the boards of the cells and groups that the reader leads, newest round first."""
    places = {one.pk: one for one in viewer.places("follow") if one.kind == Kind.GROUP}
    places |= {one.pk: one for one in viewer.cells if one.kind in CELL_KINDS}
    if not places:
        return []
    blocs = blocs_of(list(places))
    rounds = list(open_rounds(blocs.values(), viewer.day))
    waiting = waiting_in(rounds, set(places), viewer.day)
    return [
        BoardLink(
            round_,
            place,
            evaluation_due(round_),
            waiting_text(waiting.get((round_.pk, place.pk), Counter()), round_.guidance),
        )
        for round_ in rounds
        for place in places.values()
        if blocs[place.pk] == round_.bloc_id
        and (place.kind != Kind.GROUP or round_.guidance in SELF_WRITTEN)
    ]


@dataclass(frozen=True)
class RoundLine:
    """A round on the list of all years: where the reader finds what in it."""

    round: Round
    own: bool
    boards: list
    above: list

    @property
    def decides(self):
        """Tell whether a base committee decides on or confirms members (H21-14, H22-04, LD-09)."""
        return self.round.guidance in (*BY_DECISION, Guidance.LAM_DONG_2017)

    @property
    def organizations(self):
        """Tell whether organizations are classified (H21-25, H22-04, NG-08)."""
        return self.round.guidance in (*BY_DECISION, Guidance.NEU_GUONG_2017)


def rounds_by_year(viewer):
    """Return [(year, its rounds)] of the reader's blocs, newest first."""
    followed = viewer.places("follow")
    placement = duty_placement(viewer.person)
    home = {placement.organization_id} if placement else set()
    blocs = blocs_of([*(one.pk for one in followed), *home])
    rounds = Round.objects.filter(bloc__in=set(blocs.values())).select_related("bloc")
    lines = [line_of(one, viewer, followed, blocs, home) for one in rounds]
    return [
        (year, [one for one in lines if one.round.year == year])
        for year in sorted({one.round.year for one in lines}, reverse=True)
    ]


def reviewed_by(viewer):
    """Return the ids of where the reader is more than of the propaganda board (roles.md)."""
    held = [one for one in viewer.positions if one.role != Role.PROPAGANDA_BOARD]
    return {one.organization_id for one in held}


def line_of(round_, viewer, followed, blocs, home):
    """Return a round's line."""
    here = [one for one in followed if blocs[one.pk] == round_.bloc_id]
    if round_.guidance in BY_DECISION:
        here = [one for one in here if one.pk in reviewed_by(viewer)]
    owes = is_member(viewer.person, viewer.day) or round_.guidance == Guidance.NEU_GUONG_2017
    return RoundLine(
        round=round_,
        own=owes and any(blocs[pk] == round_.bloc_id for pk in home),
        boards=[
            one
            for one in here
            if one.kind in CELL_KINDS
            or (one.kind == Kind.GROUP and round_.guidance in SELF_WRITTEN)
        ],
        above=[one for one in here if one.kind not in (*CELL_KINDS, Kind.GROUP)],
    )
