"""What the year's evaluation adds to "Đến hạn trước" and to reminders (NG-02, NG-03, NG-12).

Only NG sets days: the own assessment by the end of the year, the organization's evaluation
by the last day of its report. What waits on a cell's board is counted for every guidance.
"""

from collections import Counter
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from evaluations.models import Evaluation, Subject, YearPaper
from evaluations.rules.dates import too_late_for
from evaluations.rules.guidances import GUIDANCES
from evaluations.rules.hd21_2019.document import HALF_YEAR_MONTHS
from evaluations.rules.hd22_2013 import GROUPS_ABOVE
from evaluations.workflow import BY_DECISION, steps_of
from organizations.models import CELL_KINDS, Kind, Organization, PersonState, Position, Role
from organizations.queries import duty_placements
from registrations.models import Guidance
from registrations.queries.owing import NOT_OWING, blocs_of, owing, rounds_at_work

YEAR_END = 10  # from quarter IV on (NG-02)
LEADING = (Role.SECRETARY, Role.DEPUTY_SECRETARY)
WAITING = {
    "group_at": "ý kiến tổ đảng",
    "reviewed_at": "kiểm điểm",
    "proposed_at": "dự kiến của cấp ủy",
    "voted_at": "biểu quyết, bỏ phiếu",
    "superior": "kết quả bị cấp trên không công nhận, phải bỏ phiếu lại",
}
CLASSIFYING = ("proposed_at", "voted_at")
SELF_DONE = ("self_at", "group_at", "proposed_at", "voted_at", "decided_at")


class Line(NamedTuple):
    """Something still to do: its last day, what it is, where, and whose it is."""

    last_day: object
    text: str
    address: str
    person: int


def last_day(round_, what):
    """Return the last day that the round's guidance sets for something, or None (NG-02, NG-03)."""
    for one in GUIDANCES[round_.guidance].deadlines:
        if one.what == what:
            return one.last_day(round_.year, 1)
    return None


def due_rounds(day):
    """Return the rounds whose evaluation falls due this year, from autumn on."""
    if day.month < YEAR_END:
        return []
    found = rounds_at_work(day).filter(year=day.year).select_related("bloc")
    return [one for one in found if last_day(one, "EVALUATION")]


def lines_of(viewer):
    """Return (last day, what, where) of what the reader still has to do (NG-02, NG-03)."""
    person = viewer.person
    if person is None:
        return []
    placed = [one.organization_id for one in person.placements.on(viewer.day)]
    posts = [(one.organization_id, one.role, person.pk) for one in viewer.positions]
    homes = {*placed, *(place for place, _, _ in posts)}
    rounds = due_rounds(viewer.day) if homes else []
    blocs = set(blocs_of(homes).values()) if rounds else set()
    return [
        one[:3]
        for round_ in rounds
        if round_.bloc_id in blocs
        for one in lines_in(round_, viewer.day, posts, Q(person=person))
    ]


def reminders_on(day):
    """Yield (person id, last day, what) of everybody with an address."""
    rounds = due_rounds(day)
    if not rounds:
        return
    held = Position.objects.on(day).filter(organization__dissolved_on=None)
    held = held.exclude(person__email="").order_by("pk")
    posts = list(held.values_list("organization", "role", "person"))
    for round_ in rounds:
        for one in lines_in(round_, day, posts, ~Q(person__email="")):
            yield one.person, one.last_day, one.text


def lines_in(round_, day, posts, whose):
    """Yield the lines of one round: the own assessment, the boards, the report."""
    yield from own_lines(round_, day, whose)
    places = {place for place, role, _ in posts if role in (*LEADING, Role.GROUP_LEADER)}
    known = {
        one.pk: one
        for one in Organization.objects.filter(pk__in=places, dissolved_on=None).exclude(
            kind=Kind.BLOC
        )
    }
    inside = {pk for pk, bloc in blocs_of(known).items() if bloc == round_.bloc_id}
    waiting = waiting_in([round_], inside, day)
    reported = set(
        YearPaper.objects.filter(
            round=round_, kind=YearPaper.Kind.REPORT, organization__in=inside
        ).values_list("organization", flat=True)
    )
    by = last_day(round_, "REPORT") or last_day(round_, "EVALUATION")
    for place, role, person in posts:
        if place not in inside:
            continue
        one, counted = known[place], waiting.get((round_.pk, place), Counter())
        if role == Role.GROUP_LEADER and counted["group_at"]:
            text = f"Ghi ý kiến của {one.name} về {counted['group_at']} đồng chí, "
            text += f"đánh giá năm {round_.year}"
            yield Line(by, text, board_address(round_, place), person)
        if role in LEADING and one.kind != Kind.GROUP:
            yield from officer_lines(round_, one, counted, by, person, place in reported)


def officer_lines(round_, organization, counted, by, person, reported):
    """Yield what a secretary or deputy still has to do of an organization's year."""
    if organization.kind in CELL_KINDS and counted:
        text = f"Đánh giá năm {round_.year} của {organization.name}, còn thiếu: "
        text += waiting_text(counted, round_.guidance)
        yield Line(by, text, board_address(round_, organization.pk), person)
    here = round_.guidance in BY_DECISION and organization.kind == Kind.CELL
    if not reported and not here:  # there the committee above decides and reports
        what = "xếp loại" if round_.guidance in BY_DECISION else "nêu gương"
        text = f"Báo cáo kết quả {what} năm {round_.year} của {organization.name}"
        yield Line(by, text, reverse("results", args=[round_.pk, organization.pk]), person)


def board_address(round_, place):
    """Return the address of the board of a cell or group."""
    return reverse("evaluation_board", args=[round_.pk, place])


def own_lines(round_, day, whose):
    """Yield a line for each of those people who has not handed in the own assessment (NG-12)."""
    done = Q()
    for column in SELF_DONE:
        done |= Q(**{f"{column}__isnull": False})
    found = Evaluation.objects.filter(
        done, round=round_, subject=Subject.MEMBER, annulled_at=None
    ).values("person")
    missing = owing(round_, round_.bloc, day).filter(whose).exclude(person__in=found)
    text = f"Nộp tự đánh giá {round_.short} năm {round_.year}"
    address = reverse("own_evaluation", args=[round_.pk])
    by = last_day(round_, "EVALUATION")
    for person in missing.order_by().values_list("person", flat=True):
        yield Line(by, text, address, person)


def waiting_in(rounds, places, day):
    """Return {(round id, cell or group id): Counter of steps that wait}, in four queries.

    Not counted: who is exempt or suspended, who is voted on, and of classification under HD 21
    who is too young for it (H21-01, H21-02).
    """
    if not rounds or not places:
        return {}
    people = people_at(places, day)
    rows = Evaluation.objects.filter(
        round__in=rounds,
        subject=Subject.MEMBER,
        annulled_at=None,
        person__in={one.person for one in people},
    )
    known = {(one.round_id, one.person_id): one for one in rows}
    large = large_places(rounds, people, day)
    counts = {}
    for round_ in rounds:
        for one in people:
            if not (one.member or round_.guidance == Guidance.NEU_GUONG_2017):
                continue
            evaluation = known.get((round_.pk, one.person)) or Evaluation()
            for column in steps_waiting(round_, one, evaluation, large):
                for place in one.concerned(column) & places:
                    counts.setdefault((round_.pk, place), Counter())[column] += 1
    for key in organizations_refused(rounds, places):
        counts.setdefault(key, Counter())["superior"] += 1
    return counts


def organizations_refused(rounds, places):
    """Return [(round id, organization id)] whose level is not recognised above (NG-08)."""
    refused = Evaluation.objects.filter(
        round__in=rounds,
        subject=Subject.ORGANIZATION,
        organization__in=places,
        superior=Evaluation.Review.REFUSED,
        annulled_at=None,
    )
    return refused.values_list("round", "organization")


class Placed(NamedTuple):
    """One person who is evaluated: the cell and the group, whether a member and since when."""

    person: int
    places: set
    grouped: bool
    member: bool
    admitted_on: object
    group: int | None

    def concerned(self, column):
        """Return where a step waits: a refusal is the cell's, not its group leaders'."""
        return self.places - {self.group} if column == "superior" else self.places


def people_at(places, day, *, everybody=False):
    """Return who is evaluated in some cells and groups; ``everybody``: those exempt too."""
    exempt = PersonState.objects.on(day).filter(kind__in=() if everybody else NOT_OWING)
    found = (
        duty_placements(day)
        .filter(Q(organization__in=places) | Q(organization__parent__in=places))
        .filter(organization__kind__in=(*CELL_KINDS, Kind.GROUP))
        .exclude(person__in=exempt.values("person"))
        .order_by("pk")
    )
    rows = found.values_list(
        "person", "organization", "organization__parent", "organization__kind",
        "person__admitted_on",
    )  # fmt: skip
    return [
        Placed(
            person,
            {own, above} if kind == Kind.GROUP else {own},
            kind == Kind.GROUP,
            admitted is not None and admitted <= day,
            admitted,
            own if kind == Kind.GROUP else None,
        )
        for person, own, above, kind, admitted in rows
    ]


def large_places(rounds, people, day):
    """Return the ids of cells of more than 30 members with groups, under HD 22 (H22-02)."""
    if not any(one.guidance == Guidance.HD22_2013 for one in rounds):
        return set()
    cells = {pk for one in people if one.grouped for pk in one.places}
    counted = Counter()
    for one in people_at(cells, day, everybody=True) if cells else ():
        counted.update(one.places if one.member else ())
    return {pk for pk, number in counted.items() if number > GROUPS_ABOVE}


def steps_waiting(round_, placed, evaluation, large):
    """Return the columns of the steps up to the vote that wait for a person.

    Under HD 22 the group's opinion is asked in ``large`` cells alone (H22-02).
    """
    if evaluation.superior == Evaluation.Review.REFUSED:
        return ["superior"]  # annulled and voted again (LD-09)
    if evaluation.voted_at or evaluation.decided_at or evaluation.published_at:
        return []
    reports = round_.guidance != Guidance.HD22_2013 or bool(placed.places & large)
    steps = steps_of(round_.guidance, Subject.MEMBER, group=placed.grouped and reports)
    young = (
        round_.guidance == Guidance.HD21_2019
        and placed.member
        and placed.admitted_on >= too_late_for(round_.year, HALF_YEAR_MONTHS.value)
    )
    return [
        one.column
        for one in steps
        if one.column in WAITING
        and getattr(evaluation, one.column) is None
        and not (young and one.column in CLASSIFYING)
    ]


def waiting_text(counted, guidance=Guidance.NEU_GUONG_2017):
    """Say what waits on a board: "3 ý kiến tổ đảng, 5 dự kiến của cấp ủy"."""
    names = WAITING
    if guidance == Guidance.CAM_KET_9:
        names = {**WAITING, "proposed_at": "đánh giá việc thực hiện cam kết"}
    if guidance == Guidance.HD22_2013:
        names = {**WAITING, "proposed_at": "xếp loại của chi bộ"}
    found = [(counted[column], name) for column, name in names.items() if counted[column]]
    return ", ".join(f"{number} {name}" for number, name in found)
