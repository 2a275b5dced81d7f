"""A cell of fourteen in LD's year, for the story of its evaluation: who, and what each hands in."""

from types import SimpleNamespace

from evaluations import recording
from evaluations.queries.scope import person_in_scope
from organizations.models import Person, Role
from registrations.models import HalfYear
from registrations.queries.meetings import fingerprint
from tests import factories
from tests.evaluations.holding import LD, make_round

ROLL = 14
TELLERS = ("Lý Thị Sáu", "Mạc Văn Tư")
STANDING = ("Nguyễn Văn An", "Lê Thị Hoa", "Đỗ Văn Hải", "Vũ Thị Lan")
OTHERS = (
    "Cao Văn Phúc",
    "Tạ Thị Quyên",
    "Phan Văn Thái",
    "Đinh Văn Sơn",
    "Hồ Thị Yến",
    "Chu Văn Vinh",
)
WELL = {"ballots": [12, 1, 0]}
HALF, ONE_MORE = [7, 6, 0], [8, 5, 0]  # of 14; what the second teller first reads
VOTES = {
    "Cao Văn Phúc": {"ballots": HALF},
    "Tạ Thị Quyên": {"ballots": [13, 0, 0], "grounds": ["UNFINISHED"]},
}
OUTCOMES = {"Cao Văn Phúc": "COMPLETED", "Tạ Thị Quyên": "NOT_COMPLETED"}


def make_place():
    """Make a cell of fourteen whose committee noted four as possible role models."""
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    cell, other = factories.make_cell(base), factories.make_cell(base, "Chi bộ 2")
    place = SimpleNamespace(
        round=make_round(bloc, LD),
        cell=cell,
        base=base,
        secretary=factories.make_officer(cell),
        deputy=factories.make_officer(cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường"),
        superior=factories.make_officer(base, full_name="Võ Minh Tuấn", placed_in=other),
    )
    for name in (*STANDING, *OTHERS, *TELLERS):
        factories.make_account(factories.make_person(name, cell))
    place.member = account_of(STANDING[0])
    for name in STANDING:
        person = account_of(name).person
        booklet = factories.make_booklet(person, place.round, place.secretary)
        HalfYear.objects.create(registration=booklet, half=1, may_be_role_model=True)
    return place


def account_of(name):
    return Person.objects.get(full_name=name).account


def evaluation_of(place, person):
    return person_in_scope(place.round, place.cell, person.pk).current(place.round)


def assess_others(place):
    """Let everybody but the member hand in the own review of the year."""
    for person in Person.objects.filter(placements__organization=place.cell).order_by("pk"):
        if person == place.member.person:
            continue
        for field, text in (("self_level", "COMPLETED_WELL"), ("self_text", "Đã làm đủ")):
            recording.save_self(
                person.account,
                evaluation_of(place, person),
                field,
                text,
                revision=fingerprint(""),
            )
        recording.hand_in_self(person.account, evaluation_of(place, person))


def summarize(place):
    """Let the committee write its summary of each; nobody writes the own."""
    for person in Person.objects.filter(placements__organization=place.cell).order_by("pk"):
        by = place.deputy if person == place.secretary.person else place.secretary
        name, level = person.full_name, OUTCOMES.get(person.full_name, "COMPLETED_WELL")
        grounds = VOTES.get(name, {}).get("grounds", [])
        if grounds:
            texts = {"grounds": ",".join(grounds)}
            recording.record_facts(by, evaluation_of(place, person), texts, before={})
        recording.propose(by, evaluation_of(place, person), "proposed_level", level, before="")
