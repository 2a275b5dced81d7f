"""What the tests of meetings share: a tree with its people, rounds, meetings and who is there."""

from datetime import datetime, time
from types import SimpleNamespace

from django.utils import timezone

from evaluations import meetings
from evaluations.models import Evaluation, RollEntry, Subject
from organizations.models import Role
from registrations.models import Guidance
from tests import factories

YEAR = timezone.localdate().year
NG, LD, HD21 = Guidance.NEU_GUONG_2017, Guidance.LAM_DONG_2017, Guidance.HD21_2019
CIVIL = {"admitted_on": None, "official_on": None, "card_number": None}


def make_tree():
    """Make a base organization with a cell of five: officers, two members, a non-member."""
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    cell = factories.make_cell(base)
    other = factories.make_cell(base, "Chi bộ 2")
    return SimpleNamespace(
        bloc=bloc,
        base=base,
        cell=cell,
        other=other,
        secretary=factories.make_officer(cell),
        deputy=factories.make_officer(cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường"),
        member=factories.make_account(factories.make_person("Nguyễn Văn An", cell)),
        colleague=factories.make_account(factories.make_person("Lê Thị Hoa", cell)),
        employee=factories.make_account(factories.make_person("Bùi Thị Tú", cell, **CIVIL)),
        neighbour=factories.make_officer(other, full_name="Đỗ Thị Lan"),
        superior=factories.make_officer(base, full_name="Võ Minh Tú", placed_in=other),
    )


def make_round(bloc, guidance):
    """Make a round of this year; what is only in force earlier is adopted."""
    adoption = {} if guidance == HD21 else factories.ADOPTION
    return factories.make_round(bloc, YEAR, guidance=guidance, **adoption)


def call(account, round_, organization, **fields):
    """Call a meeting for today at two."""
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time(14)))
    given = {
        "held_at": today,
        "place": "Hội trường",
        "chair": "Trần Thị Bình",
        "deputy": "Phạm Văn Cường",
        "clerk": "Lê Thị Hoa",
    }
    return meetings.call_meeting(account, round_, organization, **(given | fields))


def come(meeting, *names):
    """Let people be there, all where nobody is named."""
    found = RollEntry.objects.filter(meeting=meeting)
    (found.filter(name__in=names) if names else found).update(present=True)


def entry(meeting, name):
    return meeting.roll.get(name=name)


def evaluate(round_, organization, person=None, **fields):
    """Write an evaluation of a person, or without one of the organization itself."""
    subject = Subject.MEMBER if person else Subject.ORGANIZATION
    return Evaluation.objects.create(
        round=round_, subject=subject, organization=organization, person=person, **fields
    )


def ready(round_, cell, people, **fields):
    """Let everything before the vote be done for people; return their evaluations."""
    now = timezone.now()
    done = {"self_at": now, "proposed_at": now, "reviewed_at": now, "group_at": now}
    return [evaluate(round_, cell, one, **(done | fields)) for one in people]
