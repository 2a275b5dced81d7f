"""Comment meetings: who is called (NG-06), what is said, what finishing does."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.models import LogEntry, PersonState, Role
from registrations import actions, meetings, queries, round_actions
from registrations.models import Comment, FormChoice, Step
from registrations.queries import meetings as reads
from tests import factories
from tests.registrations.exemplary import (
    begin,
    begin_own,
    call,
    fill_all,
    hold,
    make_exemplary_round,
    non_member,
)


@pytest.fixture
def year(place):
    """The exemplary round beside the fixture's own."""
    return make_exemplary_round(place.bloc)


def names(rows, *, guest=False):
    return sorted(one.name for one in rows if one.guest == guest)


def composed(round_, organization, **about):
    return reads.composition(round_, organization, timezone.localdate(), **about)


def written(meeting, registration):
    return meeting.comments.get(registration=registration).text


def test_meeting_called_twice_in_a_row_is_one(place, year):
    begin(place.member, year)
    held_at = timezone.now()
    words = {"held_at": held_at, "place": "Phòng họp", "chair": "Bình", "clerk": "Hoa"}

    def again(**changed):
        about = {"own": False, "people": True, "guests": "Cao Văn Khách, Trưởng thôn"}
        asked = words | about | changed
        return meetings.call_meeting(place.secretary, year, place.cell, **asked)

    first = again()
    second = again()
    others = {again(clerk="An").pk, again(guests="").pk, again(own=True, people=False).pk}

    assert second == first
    assert first.attendance.filter(name="Cao Văn Khách").count() == 1
    assert len(others | {first.pk}) == 4


MEMBERS = ["Lê Thị Hoa", "Nguyễn Văn An", "Phạm Văn Cường", "Trần Thị Bình"]


def test_cells_own_form_is_discussed_by_all_its_members(place, year):
    non_member(place.cell)
    exempt = factories.make_person("Đinh Văn Già", place.cell)
    factories.set_state(exempt, PersonState.Kind.EXEMPT)
    factories.make_person("Mai Văn Tổ", factories.make_group(place.cell))

    rows = composed(year, place.cell, own=True, people=False)

    assert names(rows) == sorted([*MEMBERS, "Mai Văn Tổ"])
    assert names(rows, guest=True) == []


def test_peoples_forms_are_discussed_by_everybody_within_the_cells_leadership(place, year):
    non_member(place.cell)

    rows = composed(year, place.cell, own=False, people=True)

    assert names(rows) == sorted([*MEMBERS, "Bùi Thị Tú"])
    capacities = {one.name: one.capacity for one in rows}
    assert capacities["Trần Thị Bình"] == "Bí thư Chi bộ 1"
    assert capacities["Nguyễn Văn An"] == "Đảng viên"
    assert capacities["Bùi Thị Tú"] == "Quần chúng"


def test_leader_in_the_cell_brings_the_committees_list_as_guests(place, year):
    factories.appoint(place.member.person, place.base, Role.COMMITTEE_MEMBER)

    rows = composed(year, place.cell, own=False, people=True)

    assert names(rows) == MEMBERS
    assert names(rows, guest=True) == ["Võ Minh Tú", "Đỗ Thị Lan"]


def test_head_of_a_unit_is_a_leader_too(place, year):
    factories.appoint(place.member.person, place.cell, Role.AGENCY_HEAD, title="Trưởng phòng")

    assert names(composed(year, place.cell, own=False, people=True), guest=True) == [
        "Võ Minh Tú",
        "Đỗ Thị Lan",
    ]


def test_cell_secretary_as_such_brings_no_guests(place, year):
    assert names(composed(year, place.cell, own=False, people=True), guest=True) == []


def test_guests_for_leaders_do_not_come_for_the_cells_own_form(place, year):
    factories.appoint(place.member.person, place.base, Role.COMMITTEE_MEMBER)

    assert names(composed(year, place.cell, own=True, people=False), guest=True) == []


def test_committees_form_is_discussed_by_committee_heads_and_subordinate_secretaries(place, year):
    head = factories.make_person("Cao Văn Giám", place.cell)
    factories.appoint(head, place.base, Role.AGENCY_HEAD, title="Giám đốc")
    factories.appoint(place.member.person, place.base, Role.COMMITTEE_MEMBER)
    section = factories.make_base(place.base, "Đảng bộ bộ phận", kind="SECTION_COMMITTEE")
    factories.make_officer(section, Role.DEPUTY_SECRETARY, "Tạ Văn Phó", placed_in=place.cell)
    leader = factories.make_officer(place.cell, Role.COMMITTEE_MEMBER, "Chu Văn Ủy")
    other_base = factories.make_base(place.bloc, "Đảng bộ Sở Tư pháp")
    factories.make_officer(factories.make_cell(other_base), full_name="Người Ngoài")

    rows = composed(year, place.base, own=True, people=False)

    assert names(rows) == sorted(
        [
            "Võ Minh Tú",
            "Nguyễn Văn An",
            "Cao Văn Giám",
            "Tạ Văn Phó",
            "Trần Thị Bình",
            "Phạm Văn Cường",
            "Đỗ Thị Lan",
        ]
    )
    assert leader.person.full_name not in names(rows)


@pytest.mark.parametrize("kind", ["SUSPENDED_COMMITTEE", "SUSPENDED_PARTY", "EXEMPT"])
def test_committees_meeting_calls_nobody_whose_post_rests(place, year, kind):
    factories.appoint(place.member.person, place.base, Role.COMMITTEE_MEMBER)
    factories.appoint(place.member.person, place.base, Role.AGENCY_HEAD, title="Giám đốc")
    for account in (place.superior, place.secretary, place.member):
        factories.set_state(account.person, PersonState.Kind(kind))

    rows = composed(year, place.base, own=True, people=False)

    posts = {one.name: one.capacity for one in rows}
    assert "Võ Minh Tú" not in posts
    assert "Trần Thị Bình" not in posts
    assert posts["Nguyễn Văn An"] == "Giám đốc Sở Xây dựng"
    assert "Phạm Văn Cường" in posts


def test_composition_is_that_of_the_day(place, year):
    today = timezone.localdate()
    place.member.person.placements.update(ended_on=today + timedelta(days=1))

    assert "Nguyễn Văn An" in names(composed(year, place.cell, own=False, people=True))
    later = reads.composition(year, place.cell, today + timedelta(days=1), own=False, people=True)
    assert "Nguyễn Văn An" not in names(later)


def test_calling_puts_on_the_agenda_what_the_meeting_is_about(place, year):
    draft = begin(place.member, year)
    own = begin_own(place.secretary, year, place.cell)
    elsewhere = begin(place.other_secretary, year)

    meeting = call(place.secretary, year, place.cell, guests="Lý Thị Công, Chủ tịch Công đoàn\n \n")
    both = call(place.secretary, year, place.cell, own=True)

    assert list(meeting.comments.values_list("registration", flat=True)) == [draft.pk]
    assert set(both.comments.values_list("registration", flat=True)) == {draft.pk, own.pk}
    assert elsewhere.pk not in set(both.comments.values_list("registration", flat=True))
    guest = meeting.attendance.get(person=None)
    assert (guest.name, guest.capacity, guest.guest) == ("Lý Thị Công", "Chủ tịch Công đoàn", True)
    assert LogEntry.objects.filter(verb="call_meeting", organization=place.cell).count() == 2


def test_leaders_of_mass_organizations_are_of_a_committees_roll(place, year):
    meeting = call(place.superior, year, place.base, own=True, people=False, guests="Lý Thị Công")

    assert meeting.attendance.get(person=None).guest is False


def test_finishing_moves_what_was_discussed_and_nothing_else(place, year):
    draft, other = begin(place.member, year), begin(place.colleague, year)
    meeting = call(place.secretary, year, place.cell)
    meetings.write_comment(
        place.secretary,
        meeting.pk,
        draft.pk,
        "Nêu rõ chỉ tiêu.",
        revision=reads.fingerprint(""),
    )
    meetings.mark_discussed(place.secretary, meeting.pk, other.pk, discussed=False)

    moved = meetings.finish(place.secretary, meeting.pk)

    draft.refresh_from_db()
    other.refresh_from_db()
    assert (moved, draft.step, other.step) == (1, Step.COMMENTED, Step.DRAFT)
    assert [one.text for one in queries.comments_on(draft)] == ["Nêu rõ chỉ tiêu."]
    event = draft.events.get(verb="comment")
    assert event.actor == "Trần Thị Bình, Bí thư Chi bộ 1"


def test_comments_are_for_the_author_only_when_the_meeting_is_finished(place, year):
    draft = begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    meetings.write_comment(
        place.secretary, meeting.pk, draft.pk, "Dở dang", revision=reads.fingerprint("")
    )

    assert queries.comments_on(draft) == []


def test_hand_in_waits_for_the_meeting_and_the_text_stays_editable(place, year):
    draft = begin(place.member, year)
    with pytest.raises(ValidationError, match="hội nghị góp ý"):
        actions.submit(place.member, draft.pk)

    hold(place.secretary, year, place.cell)
    key = queries.field_keys(draft)[0]
    saved = actions.save_answer(place.member, draft.pk, key, "Đã sửa.", revision=1, writer="w")
    submitted = actions.submit(place.member, draft.pk)

    assert not saved.conflict
    assert submitted.step == Step.SUBMITTED
    assert queries.comments_on(draft)


def test_what_is_handed_in_meanwhile_stays_where_it_is(place, year):
    draft = begin(place.member, year)
    hold(place.secretary, year, place.cell)
    second = call(place.secretary, year, place.cell)
    meetings.mark_discussed(place.secretary, second.pk, draft.pk, discussed=True)
    actions.submit(place.member, draft.pk)

    moved = meetings.finish(place.secretary, second.pk)

    draft.refresh_from_db()
    assert (moved, draft.step) == (0, Step.SUBMITTED)


def test_finished_meeting_is_never_changed(place, year):
    draft = begin(place.member, year)
    meeting = hold(place.secretary, year, place.cell)
    row = meeting.attendance.first()
    me = place.secretary

    for act in (
        lambda: meetings.finish(me, meeting.pk),
        lambda: meetings.mark_attendance(me, meeting.pk, row.pk, present=False),
        lambda: meetings.add_guest(me, meeting.pk, "Khách", ""),
        lambda: meetings.write_comment(me, meeting.pk, draft.pk, "Thêm", revision=0),
        lambda: meetings.mark_discussed(me, meeting.pk, draft.pk, discussed=False),
        lambda: meetings.write_record(me, meeting.pk, "course", "Thêm", revision=0),
    ):
        with pytest.raises(actions.Moved):
            act()


def test_closed_round_refuses_meetings(place, year):
    begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    round_actions.close_round(place.board, year.pk, "Hết năm")
    year.refresh_from_db()

    with pytest.raises(ValidationError, match="đã đóng"):
        call(place.secretary, year, place.cell)
    with pytest.raises(ValidationError, match="đã đóng"):
        meetings.finish(place.secretary, meeting.pk)
    with pytest.raises(ValidationError, match="đã đóng"):
        meetings.choose_form(place.superior, year, place.base, uses_f02=True)


def test_finishing_needs_something_discussed_and_somebody_there(place, year):
    empty = call(place.secretary, year, place.cell)
    with pytest.raises(ValidationError, match="chưa góp ý"):
        meetings.finish(place.secretary, empty.pk)

    draft = begin(place.member, year)
    meetings.mark_discussed(place.secretary, empty.pk, draft.pk, discussed=True)
    empty.attendance.update(present=False)
    with pytest.raises(ValidationError, match="có mặt"):
        meetings.finish(place.secretary, empty.pk)


def test_text_of_another_window_is_not_overwritten(place, year):
    draft = begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    me, seen = place.secretary, reads.fingerprint("")
    meetings.write_comment(me, meeting.pk, draft.pk, "Của cửa sổ này", revision=seen)

    late = meetings.write_comment(me, meeting.pk, draft.pk, "Của cửa sổ kia", revision=seen)
    again = meetings.write_comment(me, meeting.pk, draft.pk, "Của cửa sổ này", revision=seen)
    record = meetings.write_record(me, meeting.pk, "course", "Diễn biến", revision=seen)
    clash = meetings.write_record(me, meeting.pk, "course", "Khác", revision=seen)

    assert late == ("Của cửa sổ này", True)
    assert again == ("Của cửa sổ này", False)
    assert written(meeting, draft) == "Của cửa sổ này"
    assert (record.conflict, clash.conflict) == (False, True)


def test_nothing_of_another_cell_can_be_discussed(place, year):
    begin(place.member, year)
    elsewhere = begin(place.other_secretary, year)
    meeting = call(place.secretary, year, place.cell)

    with pytest.raises(ValidationError, match="không thuộc hội nghị"):
        meetings.write_comment(
            place.secretary, meeting.pk, elsewhere.pk, "x", revision=reads.fingerprint("")
        )
    with pytest.raises(ValidationError, match="không thuộc hội nghị"):
        meetings.mark_discussed(place.secretary, meeting.pk, elsewhere.pk, discussed=True)
    assert not Comment.objects.filter(registration=elsewhere).exists()


def test_said_text_keeps_its_mark(place, year):
    draft = begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    meetings.write_comment(
        place.secretary, meeting.pk, draft.pk, "Ý kiến", revision=reads.fingerprint("")
    )

    with pytest.raises(ValidationError, match="Đã có ý kiến"):
        meetings.mark_discussed(place.secretary, meeting.pk, draft.pk, discussed=False)


def test_attendance_is_corrected_and_written_down(place, year):
    begin(place.member, year)
    meeting = call(place.secretary, year, place.cell)
    row = meeting.attendance.get(name="Lê Thị Hoa")

    meetings.mark_attendance(place.secretary, meeting.pk, row.pk, present=False)
    meetings.mark_attendance(place.secretary, meeting.pk, row.pk, present=False)
    meetings.add_guest(place.secretary, meeting.pk, " Khách  Mời ", "Liên đoàn Lao động")

    presence = reads.presence_of(list(meeting.attendance.all()))
    assert (presence.roll, presence.present) == (4, 3)
    assert [one.name for one in presence.absent] == ["Lê Thị Hoa"]
    assert [one.name for one in presence.guests] == ["Khách Mời"]
    assert LogEntry.objects.filter(verb="meeting_roll").count() == 2


def test_returned_registration_keeps_its_reason_after_another_meeting(place, year):
    draft = begin(place.member, year)
    hold(place.secretary, year, place.cell)
    actions.submit(place.member, draft.pk)
    actions.return_to_author(place.secretary, draft.pk, "Thiếu chỉ tiêu.")
    second = call(place.secretary, year, place.cell)
    meetings.mark_discussed(place.secretary, second.pk, draft.pk, discussed=True)
    meetings.finish(place.secretary, second.pk)

    draft.refresh_from_db()
    assert draft.step == Step.COMMENTED
    assert queries.last_return_reason(draft) == "Thiếu chỉ tiêu."


def test_base_chooses_form_02_for_those_who_have_not_begun(place, year):
    early = non_member(place.cell, "Kiều Thị Cũ")
    begun = actions.start(early, year, early.person)
    fresh = non_member(place.cell, "Lại Thị Mới").person

    meetings.choose_form(place.superior, year, place.base, uses_f02=True)

    assert queries.form_of(year, fresh) == "F02"
    begun.refresh_from_db()
    assert begun.form == "F03"
    with pytest.raises(actions.Moved):
        meetings.choose_form(place.superior, year, place.base, uses_f02=True)
    meetings.choose_form(place.superior, year, place.base, uses_f02=False)
    assert queries.form_of(year, fresh) == "F03"
    assert not FormChoice.objects.exists()
    entries = LogEntry.objects.filter(verb="choose_form").order_by("pk")
    assert [one.text for one in entries] == [
        f"Quần chúng dùng Mẫu 02/ĐKNG năm {year.year}",
        f"Quần chúng dùng Mẫu 03/ĐKNG năm {year.year}",
    ]


def test_non_members_form_02_counts_as_a_whole(place, year):
    meetings.choose_form(place.superior, year, place.base, uses_f02=True)
    account = non_member(place.cell)
    registration = actions.start(account, year, account.person)

    fill_all(account, registration)

    assert registration.form == "F02"
    assert queries.check_of(registration).missing == ()
