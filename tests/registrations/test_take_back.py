"""What was handed up by mistake is taken back, until the level above has used it (LD-04, LD-05)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from organizations.models import LogEntry
from registrations import quarters, round_actions
from registrations.actions import Moved
from registrations.models import HalfYear, QuarterMark
from tests.registrations.booklets import (
    LAST_YEAR,
    TODAY,
    mark,
    of_group,
    tally_page,
    vote_all,
    write,
)


@pytest.fixture
def group(place):
    return of_group(place)


def half_page(group):
    return reverse("quarters_half", args=[group.last.pk, group.group.pk, 1])


def test_tally_taken_back_lets_the_members_mark_again(group):
    mark(group)
    mark(group, quarter=2)
    quarters.tally_quarter(group.leader, group.last, group.group, 1)
    quarters.tally_quarter(group.leader, group.last, group.group, 2)

    assert quarters.take_back_tally(group.leader, group.last, group.group, 1, "Nhầm quý") == 1

    assert mark(group, level="COMPLETED_WELL").tallied_by is None
    with pytest.raises(Moved):
        mark(group, quarter=2, level="COMPLETED_WELL")
    line = LogEntry.objects.get(verb="take_back_tally", organization=group.group)
    assert (line.text, line.account) == (
        f"Rút lại tổng hợp quý 1 năm {LAST_YEAR}, 1 đảng viên: Nhầm quý",
        group.leader,
    )
    assert quarters.tally_quarter(group.leader, group.last, group.group, 1) == 1


def test_tally_whose_half_year_is_reported_is_not_taken_back(group):
    for quarter in (1, 3):
        mark(group, quarter=quarter)
        quarters.tally_quarter(group.leader, group.last, group.group, quarter)
    HalfYear.objects.create(registration=group.booklets[0], half=1, reported_at=timezone.now())

    with pytest.raises(ValidationError, match="6 tháng đầu năm của: Cao Thị Em"):
        quarters.take_back_tally(group.leader, group.last, group.group, 1, "Nhầm")

    assert quarters.take_back_tally(group.leader, group.last, group.group, 3, "Nhầm") == 1


def test_tally_of_a_closed_round_or_of_nothing_is_not_taken_back(group):
    mark(group)
    with pytest.raises(Moved):
        quarters.take_back_tally(group.leader, group.last, group.group, 1, "Nhầm")
    quarters.tally_quarter(group.leader, group.last, group.group, 1)
    round_actions.close_round(group.board, group.last.pk, "Hết năm")

    with pytest.raises(ValidationError, match="đã đóng"):
        quarters.take_back_tally(group.leader, group.last, group.group, 1, "Nhầm")


def test_tally_that_came_along_from_another_group_stays(group):
    mark(group)
    quarters.tally_quarter(group.leader, group.last, group.group, 1)
    QuarterMark.objects.update(tallied_at=timezone.now() - timedelta(days=40))
    group.mates[0].placements.update(started_on=TODAY - timedelta(days=2))

    with pytest.raises(Moved):
        quarters.take_back_tally(group.leader, group.last, group.group, 1, "Nhầm")


def test_page_takes_a_tally_back_with_a_reason(group, browse):
    mark(group)
    quarters.tally_quarter(group.leader, group.last, group.group, 1)
    client, address = browse(group.leader), tally_page(group)

    assert "Rút lại phần tổng hợp" in client.get(address).content.decode()
    without = client.post(address, {"take_back": "1", "reason": ""})
    assert QuarterMark.objects.get().tallied_at is not None
    answer = client.post(address, {"take_back": "1", "reason": "Nhầm quý"})

    assert (without.status_code, answer.url) == (200, address)
    assert QuarterMark.objects.get().tallied_at is None
    assert "Rút lại phần tổng hợp" not in client.get(address).content.decode()


def test_tally_is_taken_back_by_who_tallies_alone(group, browse):
    mark(group)
    quarters.tally_quarter(group.leader, group.last, group.group, 1)
    posted = {"take_back": "1", "reason": "Nhầm"}

    found = {
        name: browse(account).post(tally_page(group), posted).status_code
        for name, account in (
            ("secretary", group.secretary),
            ("member", group.accounts[0]),
            ("other secretary", group.other_secretary),
        )
    }

    assert found == {"secretary": 403, "member": 403, "other secretary": 404}
    assert QuarterMark.objects.get().tallied_at is not None
    assert (
        "Rút lại phần tổng hợp"
        not in browse(group.secretary).get(tally_page(group)).content.decode()
    )


def test_report_taken_back_may_be_changed_and_reported_again(group):
    vote_all(group)
    quarters.report_half(group.leader, group.last, group.group, 1)

    assert quarters.take_back_half(group.leader, group.last, group.group, 1, "Ghi nhầm phiếu") == 2

    assert write(group, "2", before="3", field="group_votes") == ("2", False)
    line = LogEntry.objects.get(verb="take_back_half", organization=group.group)
    assert line.text.endswith("2 đảng viên: Ghi nhầm phiếu")
    assert line.account == group.leader
    assert quarters.report_half(group.leader, group.last, group.group, 1) == 2


@pytest.mark.parametrize("field", ["strengths", "shortcomings", "may_be_role_model"])
def test_report_that_the_committee_has_used_is_not_taken_back(group, field):
    vote_all(group)
    quarters.report_half(group.leader, group.last, group.group, 1)
    write(group, "x", field=field, booklet=group.booklets[1])

    with pytest.raises(ValidationError, match="nhận xét về: Đinh Văn Phú"):
        quarters.take_back_half(group.leader, group.last, group.group, 1, "Nhầm")

    assert HalfYear.objects.filter(reported_at__isnull=False).count() == 2


def test_report_of_a_closed_round_or_of_nothing_is_not_taken_back(group):
    vote_all(group)
    with pytest.raises(Moved):
        quarters.take_back_half(group.leader, group.last, group.group, 1, "Nhầm")
    quarters.report_half(group.leader, group.last, group.group, 1)
    round_actions.close_round(group.board, group.last.pk, "Hết năm")

    with pytest.raises(ValidationError, match="đã đóng"):
        quarters.take_back_half(group.leader, group.last, group.group, 1, "Nhầm")


def test_report_that_came_along_from_another_group_stays(group):
    vote_all(group)
    quarters.report_half(group.leader, group.last, group.group, 1)
    tomorrow = timezone.localdate() + timedelta(days=1)
    HalfYear.objects.filter(registration=group.booklets[0]).update(
        reported_at=timezone.now() - timedelta(days=40)
    )
    group.booklets[0].person.placements.update(started_on=tomorrow - timedelta(days=2))

    assert quarters.take_back_half(group.leader, group.last, group.group, 1, "Nhầm") == 1

    assert HalfYear.objects.get(reported_at__isnull=False).registration == group.booklets[0]


def test_page_takes_a_report_back_with_a_reason(group, browse):
    vote_all(group)
    quarters.report_half(group.leader, group.last, group.group, 1)
    page = half_page(group)
    client = browse(group.leader)

    assert "Rút lại báo cáo" in client.get(page).content.decode()
    without = client.post(page, {"take_back": "1", "reason": " "})
    assert HalfYear.objects.filter(reported_at__isnull=False).count() == 2
    answer = client.post(page, {"take_back": "1", "reason": "Ghi nhầm"})

    assert (without.status_code, answer.url) == (200, page)
    assert not HalfYear.objects.filter(reported_at__isnull=False).exists()
    assert "Rút lại báo cáo" not in client.get(page).content.decode()


def test_report_is_taken_back_by_who_reports_alone(group, browse):
    vote_all(group)
    quarters.report_half(group.leader, group.last, group.group, 1)
    posted = {"take_back": "1", "reason": "Nhầm"}

    found = {
        name: browse(account).post(half_page(group), posted).status_code
        for name, account in (
            ("secretary", group.secretary),
            ("member", group.booklets[0].person.account),
            ("other secretary", group.other_secretary),
            ("superior", group.superior),
        )
    }

    assert found == {"secretary": 403, "member": 403, "other secretary": 404, "superior": 403}
    assert HalfYear.objects.filter(reported_at__isnull=False).count() == 2
    assert "Rút lại báo cáo" not in (browse(group.secretary).get(half_page(group)).content.decode())
