"""Pages of comment meetings: who may, the console, the minutes."""

import pytest
from django.urls import reverse

from organizations.models import LogEntry, Role
from registrations import meetings, round_actions
from registrations.models import CommentMeeting, Step
from registrations.queries.meetings import fingerprint
from tests import factories
from tests.registrations.exemplary import begin, call, hold, make_exemplary_round

SECRET = "Nội dung riêng chưa nộp"


@pytest.fixture
def year(place):
    return make_exemplary_round(place.bloc)


@pytest.fixture
def head(place):
    """The head of the agency, a member of another cell."""
    person = factories.make_person("Cao Văn Giám", place.other_cell)
    factories.appoint(person, place.base, Role.AGENCY_HEAD, title="Giám đốc")
    return factories.make_account(person)


def statuses(browse, place, address, names, method="get"):
    return {
        name: getattr(browse(getattr(place, name)), method)(address).status_code for name in names
    }


PEOPLE = ("member", "secretary", "deputy", "other_secretary", "superior", "board")


def test_only_the_cells_own_leadership_sees_and_holds_its_meetings(browse, place, year, head):
    begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    place.head = head
    place.officer = factories.make_officer(place.cell, Role.COMMITTEE_MEMBER, "Chu Văn Ủy")
    people = (*PEOPLE, "head", "officer")
    listing = reverse("meetings", args=[year.pk, place.cell.pk])
    calling = reverse("meeting_call", args=[year.pk, place.cell.pk])
    console = reverse("meeting", args=[meeting.pk])

    refused = {"member": 403, "other_secretary": 404, "superior": 403, "board": 403}
    held = {"secretary": 200, "deputy": 200, "officer": 200}
    reading = refused | held | {"head": 200}
    holding = refused | held | {"head": 403}
    assert statuses(browse, place, listing, people) == reading
    assert statuses(browse, place, console, people) == reading
    assert statuses(browse, place, calling, people) == holding
    for name in ("meeting_save", "meeting_guest", "meeting_cancel"):
        found = statuses(browse, place, reverse(name, args=[meeting.pk]), refused, "post")
        assert found == refused
        assert statuses(browse, place, reverse(name, args=[meeting.pk]), ("head",), "post") == {
            "head": 403
        }
    found = statuses(browse, place, console, (*refused, "head"), "post")
    assert found == refused | {"head": 403}


def test_committee_calls_its_own_meeting(browse, place, year):
    member = factories.make_officer(place.base, Role.COMMITTEE_MEMBER, placed_in=place.cell)
    address = reverse("meeting_call", args=[year.pk, place.base.pk])

    assert browse(member).get(address).status_code == 200
    assert browse(place.secretary).get(address).status_code == 404


def test_meetings_belong_to_exemplary_rounds_and_to_who_registers(browse, place, year):
    group = factories.make_group(place.cell)
    leader = factories.make_officer(group, Role.SECRETARY, "Tổ Văn Trưởng")
    boss = factories.make_officer(place.bloc, full_name="Bí Thư Khối", placed_in=place.cell)
    client = browse(place.secretary)

    assert client.get(reverse("meetings", args=[place.round.pk, place.cell.pk])).status_code == 404
    client = browse(leader)
    assert client.get(reverse("meetings", args=[year.pk, group.pk])).status_code == 404
    client = browse(boss)
    assert client.get(reverse("meetings", args=[year.pk, place.bloc.pk])).status_code == 404


def test_secretary_calls_a_meeting_on_the_page(browse, place, year):
    client = browse(place.secretary)
    address = reverse("meeting_call", args=[year.pk, place.cell.pk])
    assert 'value="Trần Thị Bình"' in client.get(address).content.decode()
    fields = {
        "held_at_0": f"05/03/{year.year}",
        "held_at_1": "14:00",
        "place": "Hội trường",
        "chair": "Trần Thị Bình",
        "clerk": "Lê Thị Hoa",
        "about": ["people"],
        "guests": "",
    }

    empty = client.post(address, {})
    wrong = client.post(address, fields | {"held_at_0": f"05/03/{year.year - 2}"})
    assert empty.status_code == 200
    assert "Hội nghị góp ý năm" in wrong.content.decode()
    assert not CommentMeeting.objects.exists()

    response = client.post(address, fields)

    meeting = CommentMeeting.objects.get()
    assert response.url == reverse("meeting", args=[meeting.pk])
    assert meeting.attendance.count() == 4
    assert client.get(reverse("meetings", args=[year.pk, place.cell.pk])).status_code == 200


def test_meetings_screen_shows_names_and_what_was_said_but_never_a_draft(browse, place, year):
    registration = begin(place.member, year)
    registration.answers.update(text=SECRET)
    meeting = call(place.secretary, year, place.cell)
    client = browse(place.secretary)

    page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    refused = client.get(reverse("registration", args=[registration.pk]))

    assert "Nguyễn Văn An" in page
    assert SECRET not in page
    assert refused.status_code == 403
    client.post(reverse("meeting", args=[meeting.pk]), {"finish": "1"})
    assert SECRET not in client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert client.get(reverse("registration", args=[registration.pk])).status_code == 403


def save(client, meeting, field, text, revision=0):
    return client.post(
        reverse("meeting_save", args=[meeting.pk]),
        {"field": field, "text": text, "revision": revision, "writer": "w"},
    )


def test_console_saves_while_typing(browse, place, year):
    registration = begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    row = meeting.attendance.get(name="Lê Thị Hoa")
    client = browse(place.secretary)
    seen = fingerprint("")

    said = save(client, meeting, f"said-{registration.pk}", "Nêu chỉ tiêu.", seen)
    clash = save(client, meeting, f"said-{registration.pk}", "Khác.", seen)
    absent = save(client, meeting, f"present-{row.pk}", "")
    course = save(client, meeting, "course", "Đồng chí chủ trì khai mạc.", seen)
    untick = save(client, meeting, f"tick-{registration.pk}", "")
    unknown = save(client, meeting, "place", "Nơi khác")
    foreign = save(client, meeting, "present-999999", "x")
    huge = save(client, meeting, "conclusion", "x" * 20_001, seen)

    assert said.json()["revision"] == fingerprint("Nêu chỉ tiêu.")
    assert (clash.status_code, clash.json()["text"]) == (409, "Nêu chỉ tiêu.")
    assert (absent.status_code, course.status_code, untick.status_code) == (200, 200, 422)
    assert (unknown.status_code, foreign.status_code, huge.status_code) == (404, 422, 422)
    row.refresh_from_db()
    meeting.refresh_from_db()
    assert (row.present, meeting.course, meeting.place) == (
        False,
        "Đồng chí chủ trì khai mạc.",
        "Hội trường",
    )
    client.post(reverse("meeting", args=[meeting.pk]), {"finish": "1"})
    assert save(client, meeting, "course", "Sửa sau", seen).status_code == 410


def test_one_button_saves_everything_and_finishes(browse, place, year):
    first, second = begin(place.member, year), begin(place.colleague, year)
    meeting = call(place.secretary, year, place.cell)
    client, seen = browse(place.secretary), fingerprint("")
    rows = {one.name: one.pk for one in meeting.attendance.all()}
    posted = {
        f"revision-said-{first.pk}": seen,
        f"text-said-{first.pk}": "Dòng một\r\nDòng hai",
        f"revision-tick-{first.pk}": 0,
        f"revision-tick-{second.pk}": 0,
        f"revision-said-{second.pk}": seen,
        f"text-said-{second.pk}": "",
        "revision-conclusion": seen,
        "text-conclusion": "Thống nhất.",
        "finish": "1",
    }
    for pk in rows.values():
        posted |= {f"revision-present-{pk}": 0, f"text-present-{pk}": "x"}
    del posted[f"text-present-{rows['Phạm Văn Cường']}"]

    response = client.post(reverse("meeting", args=[meeting.pk]), posted)

    meeting.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert response.url.endswith("?da-luu")
    assert meeting.finished_at is not None
    assert meeting.conclusion == "Thống nhất."
    assert (first.step, second.step) == (Step.COMMENTED, Step.DRAFT)
    assert meeting.comments.get().text == "Dòng một\nDòng hai"
    assert [one.name for one in meeting.attendance.filter(present=False)] == ["Phạm Văn Cường"]
    page = client.get(response.url).content.decode()
    assert "Có mặt 3/4" in page
    assert '<form class="stack"' not in page


def test_button_that_cannot_save_shows_what_was_typed(browse, place, year):
    registration = begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    client = browse(place.secretary)
    save(client, meeting, f"said-{registration.pk}", "Cửa sổ kia.", fingerprint(""))

    page = client.post(
        reverse("meeting", args=[meeting.pk]),
        {
            f"revision-said-{registration.pk}": fingerprint(""),
            f"text-said-{registration.pk}": "Cửa sổ này.",
            "finish": "1",
        },
    ).content.decode()

    meeting.refresh_from_db()
    assert "Cửa sổ này." in page
    assert "Cửa sổ kia." in page
    assert meeting.finished_at is None


def test_guest_is_added_by_name(browse, place, year):
    meeting = call(place.secretary, year, place.cell)
    client = browse(place.secretary)
    address = reverse("meeting_guest", args=[meeting.pk])

    blank = client.post(address, {"name": "  ", "capacity": ""})
    client.post(address, {"name": "Lý Thị Công", "capacity": "Chủ tịch Công đoàn"})

    assert blank.status_code == 200
    assert meeting.attendance.get(guest=True).name == "Lý Thị Công"


def test_guest_added_by_mistake_is_removed_and_the_history_keeps_it(browse, place, year):
    meeting = call(place.secretary, year, place.cell)
    guest = meetings.add_guest(place.secretary, meeting.pk, "Lý Thị Công", "Công đoàn")
    client = browse(place.secretary)
    address = reverse("meeting_guest", args=[meeting.pk])
    console = reverse("meeting", args=[meeting.pk])
    assert 'name="remove"' in client.get(console).content.decode()

    answers = [client.post(address, {"remove": guest.pk}) for _ in range(2)]

    assert [one.url for one in answers] == [console] * 2
    assert not meeting.attendance.filter(guest=True).exists()
    assert 'name="remove"' not in client.get(console).content.decode()
    lines = LogEntry.objects.filter(verb="meeting_roll").order_by("pk")
    assert [one.text.partition(",")[0] for one in lines] == [
        "Thêm khách mời dự hội nghị góp ý: Lý Thị Công",
        "Bỏ tên khỏi hội nghị góp ý: Lý Thị Công",
    ]


def test_who_is_called_by_rule_or_was_at_a_finished_meeting_stays(browse, place, year):
    begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    guest = meetings.add_guest(place.secretary, meeting.pk, "Lý Thị Công", "Công đoàn")
    other = call(place.secretary, year, place.cell)
    client = browse(place.secretary)

    def remove(row, of=meeting):
        client.post(reverse("meeting_guest", args=[of.pk]), {"remove": row})

    before = meeting.attendance.count()
    for row in (meeting.attendance.filter(guest=False).first().pk, "x", ""):
        remove(row)
    remove(guest.pk, of=other)
    meetings.finish(place.secretary, meeting.pk)
    remove(guest.pk)

    assert meeting.attendance.count() == before


def test_count_of_those_present_stands_above_the_roll(browse, place, year):
    meeting = call(place.secretary, year, place.cell)
    meetings.add_guest(place.secretary, meeting.pk, "Lý Thị Công", "")
    absent = meeting.attendance.filter(guest=False).first()
    meetings.mark_attendance(place.secretary, meeting.pk, absent.pk, present=False)

    page = browse(place.secretary).get(reverse("meeting", args=[meeting.pk])).content.decode()

    assert "Có mặt <strong data-present>3</strong>/4 người trong danh sách" in page
    assert "<strong data-guests>1</strong> khách mời" in page


def test_comments_stand_beside_the_form_while_it_is_reworked(browse, place, year):
    registration = begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    save(
        browse(place.secretary),
        meeting,
        f"said-{registration.pk}",
        "Nêu chỉ tiêu cụ thể.",
        fingerprint(""),
    )
    edit = reverse("registration_edit", args=[registration.pk])
    assert "Nêu chỉ tiêu cụ thể." not in browse(place.member).get(edit).content.decode()

    browse(place.secretary).post(reverse("meeting", args=[meeting.pk]), {"finish": "1"})

    assert "Nêu chỉ tiêu cụ thể." in browse(place.member).get(edit).content.decode()


def test_minutes_are_printed_of_a_finished_meeting_alone(browse, place, year):
    begin(place.member, year)
    open_one = call(place.secretary, year, place.cell)
    done = hold(place.secretary, year, place.cell, guests="Cao Văn Khách")
    client = browse(place.secretary)

    early = client.get(reverse("meeting_minutes", args=[open_one.pk]))
    answer = client.get(reverse("meeting_minutes", args=[done.pk]))

    assert early.status_code == 404
    assert answer.content.startswith(b"%PDF-")
    minutes = reverse("meeting_minutes", args=[done.pk])
    assert browse(place.member).get(minutes).status_code == 403
    assert browse(place.other_secretary).get(minutes).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_console_asks_as_often_for_one_as_for_three(
    browse, place, year, django_assert_num_queries, many
):
    for number in range(many):
        person = factories.make_person(f"Nguyễn Thị {number}", place.cell)
        begin(factories.make_account(person), year)
    meeting = call(place.secretary, year, place.cell)
    client = browse(place.secretary)

    with django_assert_num_queries(QUERIES):
        client.get(reverse("meeting", args=[meeting.pk]))


QUERIES = 9


@pytest.mark.parametrize("closed", [True, False])
def test_what_was_sent_too_late_is_shown_to_be_copied(browse, place, year, closed):
    registration = begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    if closed:
        round_actions.close_round(place.board, year.pk, "Hết năm")
    else:
        meetings.finish(place.secretary, meeting.pk)
    posted = {
        f"text-said-{registration.pk}": "Cần nêu rõ <thời hạn>",
        f"revision-said-{registration.pk}": "0",
        "text-conclusion": "Thống nhất cao",
        "revision-conclusion": "0",
    }

    page = browse(place.deputy).post(reverse("meeting", args=[meeting.pk]), posted)

    text = page.content.decode()
    assert ("Đợt này đã đóng." if closed else "Hội nghị đã kết thúc ở nơi khác") in text
    assert "<p>Cần nêu rõ &lt;thời hạn&gt;</p>" in text
    assert "<p>Thống nhất cao</p>" in text
    assert CommentMeeting.objects.get().conclusion != "Thống nhất cao"


def test_no_meeting_is_called_in_a_closed_round(browse, place, year):
    round_actions.close_round(place.board, year.pk, "Hết năm")
    address = reverse("meeting_call", args=[year.pk, place.cell.pk])

    page = browse(place.secretary).get(address, follow=True)

    assert page.resolver_match.view_name == "meetings"
    assert "Đợt này đã đóng." in page.content.decode()
    assert "Lập hội nghị" not in page.content.decode()
