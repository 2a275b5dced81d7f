"""A bloc at the year's end of HD21: a base committee with five cells, two other bases."""

from types import SimpleNamespace

from django.utils import timezone

from organizations.models import Role
from tests import factories
from tests.registrations.reviewing import make_review_round

NOW = timezone.now()
EXCELLENT, GOOD, COMPLETED = "EXCELLENT", "GOOD", "COMPLETED"
HOA, HAI, AN = "Lê Thị Hoa", "Đỗ Văn Hải", "Nguyễn Văn An"
HEAD, DEPUTY = "Trần Thị Bình", "Phạm Văn Cường"
COMMITTEE = (
    (HEAD, Role.SECRETARY),
    (DEPUTY, Role.DEPUTY_SECRETARY),
    (HOA, Role.COMMITTEE_MEMBER),
    (HAI, Role.COMMITTEE_MEMBER),
    (AN, Role.COMMITTEE_MEMBER),
)
CELL_LEVELS = (GOOD, GOOD, GOOD, COMPLETED)  # of the first four; the fifth is decided later
OWN, OTHER, THIRD = "Đảng bộ Sở Xây dựng", "Đảng bộ Sở Y tế", "Đảng bộ Sở Tài chính"


def make_place():
    """Make a base committee with five cells, two other bases that have voted, those above."""
    bloc = factories.make_bloc()
    round_ = make_review_round(bloc)
    base = factories.make_base(bloc, OWN)
    place = SimpleNamespace(round=round_, bloc=bloc, base=base, officers=[])
    place.cells = [
        factories.make_cell(base, f"Chi bộ {number}") for number in range(1, len(COMMITTEE) + 1)
    ]
    for cell, (name, role) in zip(place.cells, COMMITTEE, strict=True):
        account = factories.make_officer(base, role, name, placed_in=cell)
        best = EXCELLENT if name == HEAD else GOOD
        factories.make_decided(round_, cell, account.person, best)
        place.officers.append(account)
    for cell, level in zip(place.cells, CELL_LEVELS, strict=False):
        classify(round_, cell, level)
    factories.make_report(round_, place.cells[-1])
    factories.make_organization_evaluation(round_, place.cells[-1])
    place.secretary, place.deputy, place.hoa, place.hai, _ = place.officers
    place.other = make_voted_base(place, OTHER)
    classify(round_, factories.make_base(bloc, THIRD), GOOD)
    office = {"placed_in": place.other.children.get()}
    officer = factories.make_officer
    place.board = officer(bloc, Role.ORGANISATION_BOARD, "Hồ Thu Vân", **office)
    place.stranger = officer(place.other, full_name="Đặng Văn Xuân", **office)
    place.standing = officer(bloc, Role.STANDING_MEMBER, "Lý Văn Khôi", **office)
    return place


def classify(round_, organization, level):
    """Let an organization have its level."""
    done = {"level": level, "decided_at": NOW}
    return factories.make_organization_evaluation(round_, organization, level, **done)


def make_voted_base(place, name):
    """Make another base committee that waits for its decision at the best level."""
    base = factories.make_base(place.bloc, name)
    classify(place.round, factories.make_cell(base), GOOD)
    factories.make_report(place.round, base)
    row = factories.make_organization_evaluation(place.round, base, EXCELLENT)
    account = place.secretary
    said = {"kind": "RELATED", "source": "Sở Nội vụ", "text": "Tốt", "recorded_by": account}
    row.opinions.create(given_on=timezone.localdate(), **said)
    return base
