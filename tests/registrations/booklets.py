"""A group whose members have booklets of last year, and what is done with them."""

from django.urls import reverse
from django.utils import timezone

from organizations.models import Role
from registrations import quarters
from tests import factories

TODAY = timezone.localdate()
LAST_YEAR = TODAY.year - 1


def of_group(place):
    """Give the cell a group with a leader and two members who have booklets of last year."""
    place.group = factories.make_group(place.cell)
    place.leader = factories.make_officer(place.group, Role.GROUP_LEADER, "Bùi Văn Dũng")
    place.last = factories.make_booklet_round(place.bloc, LAST_YEAR)
    place.mates = [
        factories.make_person(name, place.group) for name in ("Cao Thị Em", "Đinh Văn Phú")
    ]
    place.booklets = [
        factories.make_booklet(mate, place.last, place.secretary) for mate in place.mates
    ]
    place.accounts = [mate.account for mate in place.mates]
    return place


def mark(group, number=0, quarter=1, level="COMPLETED", note="Xong 3 hồ sơ"):
    return quarters.mark_quarter(
        group.accounts[number], group.booklets[number].pk, quarter, level, note
    )


def tally_page(group, unit=None, quarter=1):
    unit = unit or group.group
    return reverse("quarters_tally", args=[group.last.pk, unit.pk, quarter])


def write(group, text="Gương mẫu", *, before="", field="strengths", booklet=None, half=1):
    booklet = booklet or group.booklets[0]
    return quarters.save_cell(group.secretary, booklet.pk, half, field, text, before=before, most=3)


def vote_all(group, half=1):
    for booklet in group.booklets:
        write(group, "COMPLETED", field="group_level", booklet=booklet, half=half)
        write(group, "3", field="group_votes", booklet=booklet, half=half)
