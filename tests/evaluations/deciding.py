"""What the tests of deciding share: a base organization whose cells have voted and reported."""

from datetime import date
from types import SimpleNamespace

from django.utils import timezone

from evaluations import deciding
from evaluations.models import Evaluation
from evaluations.queries import caps
from organizations.models import Role
from registrations.models import Guidance
from tests import factories

YEAR = timezone.localdate().year - 1
DECISION = deciding.Decision("12-QĐ/ĐU", date(YEAR, 12, 20))
EXCELLENT, GOOD, COMPLETED, LOWEST = "EXCELLENT", "GOOD", "COMPLETED", "NOT_COMPLETED"


def make_world(guidance=Guidance.HD21_2019, **readings):
    """Make a base committee with its secretary and two cells, and a round of last year."""
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    cells = [factories.make_cell(base, f"Chi bộ {number}") for number in (1, 2)]
    office = factories.make_base(bloc, "Chi bộ Văn phòng", kind="BASE_CELL")
    adoption = {} if guidance == Guidance.HD21_2019 else factories.ADOPTION
    outside = {"placed_in": office}
    officer = factories.make_officer
    return SimpleNamespace(
        bloc=bloc,
        base=base,
        cell=cells[0],
        other=cells[1],
        office=office,
        round=factories.make_round(bloc, YEAR, guidance=guidance, readings=readings, **adoption),
        superior=officer(base, full_name="Võ Minh Tú", **outside),
        standing=officer(bloc, Role.STANDING_MEMBER, "Lý Văn Khôi", **outside),
        board=officer(bloc, Role.ORGANISATION_BOARD, "Hồ Thu Vân", **outside),
    )


def voted(world, *levels, cell=None, start=1, **fields):
    """Make people of a cell whose vote gave these levels; return their evaluations."""
    cell = cell or world.cell
    people = [
        factories.make_person(f"Nguyễn Văn {number:02d}", cell)
        for number, _ in enumerate(levels, start)
    ]
    return [
        factories.make_voted(world.round, cell, person, level, **fields)
        for person, level in zip(people, levels, strict=True)
    ]


def pool(world, base=None):
    return caps.members_pool(world.round, base or world.base)


def choose(world, evaluation, level=None, votes=None, reason=None, by=None, base=None):
    """Choose for one, each field given."""
    fields = {"chosen_level": level, "chosen_votes": votes, "decision_reason": reason}
    for field, text in fields.items():
        if text is not None:
            evaluation.refresh_from_db()
            deciding.choose(
                by or world.superior,
                pool(world, base),
                evaluation.pk,
                field,
                text,
                before=deciding.choice_text(evaluation, field),
            )


def choose_all(world, *evaluations):
    """Choose what the vote proposed for each."""
    for one in evaluations:
        choose(world, one, one.voted_level)


def decide(world, *evaluations, by=None, base=None, decision=DECISION):
    pks = [one.pk for one in evaluations]
    return deciding.decide(by or world.superior, pool(world, base), pks, decision)


def levels(*evaluations):
    found = dict(Evaluation.objects.values_list("pk", "level"))
    return [found[one.pk] for one in evaluations]
