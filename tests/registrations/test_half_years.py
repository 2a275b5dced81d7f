"""Half-years: the group's vote and report, the cell committee's words (LD-05)."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organizations.models import LogEntry
from registrations import actions, quarters, round_actions
from registrations.actions import Moved
from registrations.models import HalfYear
from registrations.queries import quarters as queries
from tests import factories
from tests.registrations.booklets import LAST_YEAR, of_group, vote_all, write


@pytest.fixture
def group(place):
    """A group with a leader and two members, the cell's secretary, all with booklets."""
    of_group(place)
    place.secretarys = factories.make_booklet(place.secretary.person, place.last, place.deputy)
    return place


def address(group, name, unit=None, half=1):
    return reverse(name, args=[group.last.pk, (unit or group.group).pk, half])


def send(client, group, unit=None, booklet=None, half=1, **fields):
    posted = {"booklet": (booklet or group.booklets[0]).pk, "before": "", **fields}
    return client.post(address(group, "quarters_save", unit, half), posted)


def test_cell_is_saved_and_saved_again(group):
    assert write(group) == ("Gương mẫu", False)
    assert write(group, "Gương mẫu, tận tụy ", before="Gương mẫu") == ("Gương mẫu, tận tụy", False)

    one = HalfYear.objects.get()
    assert (one.half, one.strengths, one.recorded_by) == (1, "Gương mẫu, tận tụy", group.secretary)


def test_cell_that_another_window_wrote_is_not_overwritten(group):
    write(group)

    assert write(group, "Khác", before="") == ("Gương mẫu", True)
    assert HalfYear.objects.get().strengths == "Gương mẫu"


def test_repeated_save_whose_answer_was_lost_passes(group):
    write(group)

    assert write(group, before="") == ("Gương mẫu", False)


def test_two_cells_of_one_person_do_not_hinder_each_other(group):
    write(group)
    write(group, "Còn nể nang", field="shortcomings")
    write(group, "x", field="may_be_role_model")

    one = HalfYear.objects.get()
    assert (one.strengths, one.shortcomings, one.may_be_role_model) == (
        "Gương mẫu",
        "Còn nể nang",
        True,
    )


def test_tick_is_taken_back(group):
    write(group, "x", field="may_be_role_model")

    assert write(group, "", before="x", field="may_be_role_model") == ("", False)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("group_level", "OUTSTANDING"),
        ("group_votes", "4"),
        ("group_votes", "-1"),
        ("group_votes", "1,5"),
        ("group_votes", "²"),
        ("group_votes", "00001"),
        ("strengths", "x" * 5001),
    ],
)
def test_cell_that_cannot_be_is_refused(group, field, text):
    with pytest.raises(ValidationError):
        write(group, text, field=field)

    assert not HalfYear.objects.exclude(strengths="", group_level="", group_votes=None).exists()


def test_votes_are_at_most_the_people_of_the_group(group):
    assert write(group, "3", field="group_votes") == ("3", False)
    assert write(group, "0", before="3", field="group_votes") == ("0", False)


def test_cell_without_a_confirmed_booklet_is_refused(group):
    draft = actions.start(group.member, group.last, group.member.person)

    with pytest.raises(Moved):
        write(group, booklet=draft)


def test_report_freezes_the_groups_part_alone(group):
    vote_all(group)

    assert quarters.report_half(group.leader, group.last, group.group, 1) == 2

    with pytest.raises(Moved):
        write(group, "COMPLETED_WELL", before="COMPLETED", field="group_level")
    assert write(group) == ("Gương mẫu", False)
    assert write(group, "COMPLETED", field="group_level", half=2) == ("COMPLETED", False)
    assert LogEntry.objects.filter(verb="report_half", organization=group.group).count() == 1


def test_report_is_offered_while_somebodys_part_waits(browse, group):
    page = partial(browse(group.leader).get, address(group, "quarters_half"))
    vote_all(group)

    assert 'name="report"' in page().content.decode()
    quarters.report_half(group.leader, group.last, group.group, 1)
    assert 'name="report"' not in page().content.decode()
    newcomer = factories.make_person("Lê Văn Mới", group.group)
    assert 'name="report"' not in page().content.decode()
    factories.make_booklet(newcomer, group.last, group.secretary)
    assert 'name="report"' in page().content.decode()


def test_report_names_whose_vote_is_missing(group):
    write(group, "COMPLETED", field="group_level")
    write(group, "3", field="group_votes")
    write(group, "COMPLETED", field="group_level", booklet=group.booklets[1])

    with pytest.raises(ValidationError, match="của: Đinh Văn Phú"):
        quarters.report_half(group.leader, group.last, group.group, 1)

    assert not HalfYear.objects.filter(reported_at__isnull=False).exists()


def test_report_twice_is_refused(group):
    vote_all(group)
    quarters.report_half(group.leader, group.last, group.group, 1)

    with pytest.raises(Moved):
        quarters.report_half(group.leader, group.last, group.group, 1)


def test_save_answers_like_the_sections_of_a_form(group, browse):
    client = browse(group.secretary)
    of_cell = {"unit": group.cell, "field": "strengths"}

    saved = send(client, group, text="Gương mẫu", **of_cell)
    elsewhere = send(client, group, text="Khác", **of_cell)
    wrong = send(browse(group.leader), group, field="group_votes", text="9")
    vote_all(group)
    quarters.report_half(group.leader, group.last, group.group, 1)
    reported = send(client, group, field="group_level", text="")

    assert (saved.status_code, saved.json()["text"]) == (200, "Gương mẫu")
    assert (elsewhere.status_code, elsewhere.json()["text"]) == (409, "Gương mẫu")
    assert wrong.json()["message"] == "Số phiếu là số nguyên từ 0 đến 3."
    assert reported.status_code in (403, 410)
    assert send(browse(group.leader), group, field="group_level", text="").status_code == 410


@pytest.mark.parametrize("fields", [{"field": "step"}, {"field": ""}, {"booklet": "x"}])
def test_save_of_something_else_is_not_found(group, browse, fields):
    posted = {"booklet": group.booklets[0].pk, "field": "group_level", "text": "", **fields}

    answer = browse(group.leader).post(address(group, "quarters_save"), posted)

    assert answer.status_code == 404


def test_save_takes_only_people_of_the_unit(group, browse):
    answer = send(
        browse(group.leader), group, booklet=group.secretarys, field="group_level", text=""
    )

    assert answer.status_code == 404


def test_group_part_is_the_leaders_and_the_words_are_the_officers(group, browse):
    found = {}
    for name, account in (
        ("leader", group.leader),
        ("secretary", group.secretary),
        ("member", group.booklets[0].person.account),
        ("other secretary", group.other_secretary),
        ("superior", group.superior),
    ):
        client = browse(account)
        found[name] = (
            client.get(address(group, "quarters_half")).status_code,
            client.post(address(group, "quarters_half")).status_code,
            send(client, group, field="group_level", text="COMPLETED").status_code,
            client.get(address(group, "quarters_assess", group.cell)).status_code,
            send(client, group, group.cell, field="strengths", text="Tốt").status_code,
        )

    assert found == {
        "leader": (200, 302, 200, 404, 404),
        "secretary": (200, 403, 403, 200, 200),
        "member": (403, 403, 403, 404, 404),
        "other secretary": (404, 404, 404, 404, 404),
        "superior": (403, 403, 403, 403, 403),
    }


def test_committee_does_not_assess_a_group_apart(group, browse):
    client = browse(group.secretary)

    assert client.get(address(group, "quarters_assess", group.group)).status_code == 403
    assert client.get(address(group, "quarters_half", half=3)).status_code == 404


def test_own_words_are_another_officers(group, browse):
    client = browse(group.secretary)
    own = {"unit": group.cell, "booklet": group.secretarys, "field": "strengths", "text": "Tốt"}

    assert send(client, group, **own).status_code == 403
    page = client.get(address(group, "quarters_assess", group.cell)).content.decode()
    assert "Phần của mình do đồng chí khác trong chi ủy ghi" in page
    assert f'name="{group.secretarys.pk}-strengths"' not in page
    assert send(browse(group.deputy), group, **own).status_code == 200


def test_secretary_alone_writes_the_own_words_that_the_cell_agrees_on(group, browse):
    group.deputy.person.positions.update(ended_on=timezone.localdate())
    own = {"unit": group.cell, "booklet": group.secretarys, "field": "strengths", "text": "Tốt"}

    assert send(browse(group.secretary), group, **own).status_code == 200


def test_without_groups_the_officers_take_the_groups_part(group, browse):
    client = browse(group.secretary)
    part = {"unit": group.cell, "booklet": group.secretarys}

    level = send(client, group, field="group_level", text="COMPLETED", **part)
    counted = send(client, group, field="group_votes", text="3", **part)
    client.post(address(group, "quarters_half", group.cell), {"report": "1"})

    assert (level.status_code, counted.status_code) == (200, 200)
    assert HalfYear.objects.get().reported_at is not None


def test_grid_without_script_saves_all_and_keeps_what_is_refused(group, browse):
    client, first, second = browse(group.leader), *(one.pk for one in group.booklets)
    posted = {
        f"{first}-group_level": "COMPLETED",
        f"before-{first}-group_level": "",
        f"{first}-group_votes": "7",
        f"before-{first}-group_votes": "",
        f"{second}-group_votes": "2",
        f"before-{second}-group_votes": "",
    }

    page = client.post(address(group, "quarters_half"), posted).content.decode()

    assert "Có 1 ô chưa lưu được" in page
    assert 'value="7"' in page
    assert "Số phiếu là số nguyên từ 0 đến 3." in page
    assert set(HalfYear.objects.values_list("group_level", "group_votes")) == {
        ("COMPLETED", None),
        ("", 2),
    }


def test_committees_grid_shows_everybody_with_what_the_group_said(group, browse):
    vote_all(group)
    quarters.mark_quarter(
        group.booklets[0].person.account, group.booklets[0].pk, 2, "COMPLETED_WELL", "Xong"
    )

    page = browse(group.secretary).get(address(group, "quarters_assess", group.cell))

    text = page.content.decode()
    for words in ("Cao Thị Em", "Trần Thị Bình", "Hoàn thành, 3 phiếu", "Hoàn thành tốt"):
        assert words in text


def test_closed_round_is_only_read(group, browse):
    round_actions.close_round(group.board, group.last.pk, "Hết năm")
    client = browse(group.secretary)

    page = client.get(address(group, "quarters_assess", group.cell)).content.decode()

    assert "data-cell=" not in page
    answer = send(client, group, group.cell, field="strengths", text="Tốt")
    assert answer.status_code == 422


def test_what_is_typed_after_the_report_is_named_not_dropped(group, browse):
    vote_all(group)
    first = group.booklets[0].pk
    quarters.report_half(group.leader, group.last, group.group, 1)
    posted = {
        f"{first}-group_level": "NOT_COMPLETED",
        f"before-{first}-group_level": "COMPLETED",
        f"{first}-group_votes": "3",
        f"before-{first}-group_votes": "3",
    }

    page = browse(group.leader).post(address(group, "quarters_half"), posted).content.decode()

    assert "Có 1 ô chưa lưu được" in page
    assert "Chưa lưu. Đã báo cáo chi ủy." in page
    assert "Đồng chí vừa ghi: Không hoàn thành" in page


def test_what_is_typed_while_the_round_closes_is_named_not_dropped(group, browse):
    first = group.booklets[0].pk
    posted = {f"{first}-strengths": "Tận tụy", f"before-{first}-strengths": ""}
    round_actions.close_round(group.board, group.last.pk, "Hết năm")

    client = browse(group.secretary)
    page = client.post(address(group, "quarters_assess", group.cell), posted).content.decode()

    assert "Chưa lưu. Đợt đã đóng." in page
    assert "Đồng chí vừa ghi: Tận tụy" in page
    assert not HalfYear.objects.exists()


def test_grids_ask_the_same_queries_for_three_as_for_one(group, browse):
    client = browse(group.secretary)
    pages = [
        address(group, "quarters_assess", group.cell),
        address(group, "quarters_half", group.group),
    ]

    def count():
        with CaptureQueriesContext(connection) as captured:
            for page in pages:
                client.get(page)
        return len(captured)

    count()
    few = count()
    for name in ("Hà Thị Gấm", "Kiều Văn Hải"):
        person = factories.make_person(name, group.group)
        write(group, booklet=factories.make_booklet(person, group.last, group.secretary))

    assert count() == few


def test_tasks_name_the_half_years_left(group, browse):
    tasks = reverse("tasks")

    leader = browse(group.leader).get(tasks).content.decode()
    assert f"Biểu quyết, báo cáo 6 tháng đầu năm {LAST_YEAR} của Tổ đảng 1" in leader
    assert "Chi ủy nhận xét" not in leader
    secretary = browse(group.secretary).get(tasks).content.decode()
    assert f"Chi ủy nhận xét 6 tháng cuối năm {LAST_YEAR}" in secretary

    vote_all(group)
    quarters.report_half(group.leader, group.last, group.group, 1)
    leader = browse(group.leader).get(tasks).content.decode()
    assert "6 tháng đầu năm" not in leader
    assert "6 tháng cuối năm" in leader


def test_half_year_stays_with_the_year_when_a_supplement_is_written(group):
    write(group)
    author = group.booklets[0].person.account

    fresh = actions.supplement(author, group.booklets[0])

    assert queries.halves_of(fresh)[1].strengths == "Gương mẫu"
