"""A bloc of many members for the benchmarks of figures: 25 base organizations of 10 cells."""

from django.test import Client
from django.urls import reverse

from evaluations import workbooks
from evaluations.models import Evaluation, Subject
from organizations.models import Person, Placement, Role
from registrations.models import Guidance
from tests import factories

LEVELS = ("EXCELLENT", "GOOD", "GOOD", "GOOD", "COMPLETED", "COMPLETED", "NOT_COMPLETED", "")
REASON = {"rule": "H21-14", "place": "B.2.5", "text": "Có 15/20 phiếu từ mức này trở lên."}


def make_bloc_of(number):
    """Make so many members; return the bloc and a client of its organisation board."""
    bloc = factories.make_bloc()
    bases = [factories.make_base(bloc, f"Đảng bộ {at}") for at in range(25)]
    cells = [factories.make_cell(base, f"Chi bộ {at}") for base in bases for at in range(10)]
    for at in range(number):
        factories.make_person(f"Nguyễn Văn {at}", cells[at % 250])
    board = factories.make_officer(bloc, Role.ORGANISATION_BOARD, placed_in=cells[0])
    client = Client(SERVER_NAME="localhost")
    client.force_login(board)
    return bloc, client


def rated(number):
    """Make so many members with their ratings; return the round, the bloc and the client."""
    bloc, client = make_bloc_of(number)
    round_ = factories.make_round(bloc, guidance=Guidance.HD21_2019)
    now = round_.opened_at
    done = {"reviewed_at": now, "voted_at": now, "outcome": {"reasons": [REASON] * 3}}
    placed = Placement.objects.filter(person__in=Person.objects.all()).order_by("person")
    Evaluation.objects.bulk_create(
        [
            Evaluation(
                round=round_,
                subject=Subject.MEMBER,
                person_id=one.person_id,
                organization_id=one.organization_id,
                level=level,
                voted_level=level,
                decided_at=now if level else None,
                **done,
            )
            for at, one in enumerate(placed)
            for level in [LEVELS[at % len(LEVELS)]]
        ],
        batch_size=500,
    )
    return round_, bloc, client


def progress(number):
    """Return the act of opening the table of registrations of the whole bloc."""
    bloc, client = make_bloc_of(number)
    address = reverse("round_progress", args=[factories.make_round(bloc).pk, bloc.pk])
    return lambda: client.get(address)


def page(number):
    """Return the act of opening R3 of the whole bloc down to its cells."""
    round_, bloc, client = rated(number)
    address = reverse("results", args=[round_.pk, bloc.pk])

    def open_page():
        assert client.get(address, {"het": ""}).status_code == 200

    return open_page


def workbook(number):
    """Return the act of making the workbook R3 of the whole bloc."""
    round_, bloc, _ = rated(number)
    return lambda: workbooks.results_workbook("R3", [round_], bloc)
