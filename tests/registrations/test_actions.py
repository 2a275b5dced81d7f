"""The moves of a registration, its saving, and what is frozen."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.models import Person, Role
from registrations import actions, queries
from registrations.models import (
    Answer,
    Registration,
    RegistrationEvent,
    Round,
    Shortcomings,
    Step,
)
from tests import factories


def steps_of(registration):
    return [event.verb for event in registration.events.all()]


def test_open_round_before_the_guidance_is_refused(place):
    with pytest.raises(ValidationError) as refused:
        actions.open_round(
            place.board,
            place.bloc,
            year=2021,
            guidance="cam_ket_9",
            party_congress="XIII",
            provincial_congress="XIV",
        )

    assert list(refused.value.message_dict) == ["year"]


def test_open_round_twice_is_refused(place):
    with pytest.raises(ValidationError):
        actions.open_round(
            place.board,
            place.bloc,
            year=place.round.year,
            guidance="cam_ket_9",
            party_congress="XIII",
            provincial_congress="XIV",
        )


def test_start_twice_gives_the_same_registration(place):
    first = actions.start(place.member, place.round, place.member.person)
    second = actions.start(place.member, place.round, place.member.person)

    assert (second, second.organization, second.step) == (first, place.cell, Step.DRAFT)


def test_start_in_a_group_belongs_to_the_cell(place):
    group = factories.make_group(place.cell)
    account = factories.make_account(factories.make_person("Bùi Văn Tú", group))

    registration = actions.start(account, place.round, account.person)

    assert registration.organization == place.cell


def test_start_without_a_placement_is_refused(place):
    account = factories.make_account(factories.make_person("Bùi Văn Tú"))

    with pytest.raises(ValidationError):
        actions.start(account, place.round, account.person)


def test_save_counts_revisions(place):
    registration = actions.start(place.member, place.round, place.member.person)

    first = actions.save_answer(
        place.member, registration.pk, "1", "Một", revision=0, writer="cửa sổ 1"
    )
    second = actions.save_answer(
        place.member, registration.pk, "1", "Hai", revision=1, writer="cửa sổ 1"
    )

    assert (first.answer.revision, second.answer.revision, second.answer.text) == (1, 2, "Hai")


def test_save_in_two_windows_loses_neither_text(place):
    registration = actions.start(place.member, place.round, place.member.person)
    actions.save_answer(place.member, registration.pk, "1", "Của A", revision=0, writer="A")

    second = actions.save_answer(
        place.member, registration.pk, "1", "Của B", revision=0, writer="B"
    )

    assert (second.conflict, second.answer.text) == (True, "Của A")


def test_save_repeated_after_a_lost_answer_is_no_conflict(place):
    registration = actions.start(place.member, place.round, place.member.person)
    actions.save_answer(place.member, registration.pk, "1", "Một", revision=0, writer="A")

    again = actions.save_answer(
        place.member, registration.pk, "1", "Một hai", revision=0, writer="A"
    )

    assert (again.conflict, again.answer.text) == (False, "Một hai")


def test_save_normalises_and_keeps_lines(place):
    registration = actions.start(place.member, place.round, place.member.person)

    saved = actions.save_answer(
        place.member, registration.pk, "1", "Cá nhân\x00 \r\n\r\nHai  \r\n", revision=0, writer="A"
    )

    assert saved.answer.text == "Cá nhân\n\nHai"


def test_save_of_a_huge_text_is_refused_and_keeps_what_was(place):
    registration = actions.start(place.member, place.round, place.member.person)
    factories.fill(place.member, registration, [1])

    with pytest.raises(ValidationError):
        actions.save_answer(
            place.member, registration.pk, "1", "a" * 20_001, revision=1, writer="w"
        )

    assert Answer.objects.get().text == "Nội dung cam kết mục 1."


def test_save_after_handing_in_is_refused(place):
    registration = factories.hand_in(place.member, place.round)

    with pytest.raises(actions.Moved):
        actions.save_answer(place.member, registration.pk, "1", "Sửa", revision=1, writer="w")


def test_submit_with_missing_sections_names_them(place):
    registration = actions.start(place.member, place.round, place.member.person)
    factories.fill(place.member, registration, [1, 2, 4, 5, 6])

    with pytest.raises(ValidationError) as refused:
        actions.submit(place.member, registration.pk)

    assert refused.value.messages == ["Còn thiếu nội dung ở mục 3, 7."]


def test_submit_with_blank_text_is_missing(place):
    registration = actions.start(place.member, place.round, place.member.person)
    factories.fill(place.member, registration, range(1, 7))
    factories.fill(place.member, registration, [7], text=" \n\t ")

    with pytest.raises(ValidationError):
        actions.submit(place.member, registration.pk)


def test_submit_with_recorded_shortcomings_needs_section_8(place):
    Shortcomings.objects.create(
        person=place.member.person, year=place.round.year - 1, text="Chậm báo cáo"
    )

    with pytest.raises(ValidationError) as refused:
        factories.hand_in(place.member, place.round)

    assert refused.value.messages == ["Còn thiếu nội dung ở mục 8."]


def test_submit_of_a_head_needs_section_9(place):
    with pytest.raises(ValidationError) as refused:
        factories.hand_in(place.secretary, place.round)

    assert refused.value.messages == ["Còn thiếu nội dung ở mục 9."]


def test_submit_freezes_the_head_of_the_paper(place):
    registration = factories.hand_in(place.secretary, place.round, [*range(1, 8), 9])
    Person.objects.filter(pk=place.secretary.person_id).update(full_name="Tên Khác")
    place.secretary.person.positions.update(ended_on=timezone.localdate())

    registration = Registration.objects.get(pk=registration.pk)

    head = queries.head_of_paper(registration)
    assert (head["full_name"], head["party_post"], head["head"], head["locality"]) == (
        "Trần Thị Bình",
        "Bí thư Chi bộ 1",
        True,
        "Đà Lạt",
    )
    assert queries.requirements(registration).sections.shown == tuple(range(1, 10))


@pytest.mark.parametrize(("years", "late"), [(-1, True), (1, False)])
def test_late_only_after_the_last_day(place, years, late):
    round_ = factories.make_round(place.bloc, timezone.localdate().year + years)

    registration = factories.hand_in(place.member, round_)

    assert registration.late is late


def test_overdue_from_the_day_after_the_last():
    round_ = Round(year=2026)

    assert not queries.is_overdue(round_, date(2026, 3, 31))
    assert queries.is_overdue(round_, date(2026, 4, 1))


def test_handed_in_on_time_stays_on_time_after_a_return(place):
    last = factories.make_round(place.bloc, timezone.localdate().year - 1)
    registration = factories.hand_in(place.member, last)
    Registration.objects.filter(pk=registration.pk).update(late=False)
    actions.return_to_author(place.secretary, registration.pk, "Bổ sung")

    again = actions.submit(place.member, registration.pk)

    assert not again.late


def test_return_and_resubmit_keeps_the_reason_until_then(place):
    registration = factories.hand_in(place.member, place.round)

    actions.return_to_author(place.secretary, registration.pk, "Mục 5 chưa có chỉ tiêu")
    actions.save_answer(place.member, registration.pk, "5", "Xong 12 hồ sơ", revision=1, writer="w")

    registration.refresh_from_db()
    assert (registration.step, queries.last_return_reason(registration)) == (
        Step.DRAFT,
        "Mục 5 chưa có chỉ tiêu",
    )
    registration = actions.submit(place.member, registration.pk)
    assert queries.last_return_reason(registration) == ""
    assert steps_of(registration) == ["start", "submit", "return", "resume", "submit"]


def test_confirm_freezes_who_confirmed_and_the_post(place):
    registration = factories.hand_in(place.member, place.round)

    actions.confirm(place.deputy, registration.pk)

    confirmed = Registration.objects.get()
    assert (
        confirmed.step,
        confirmed.signed["confirmed_by"],
        confirmed.signed["confirmed_post"],
    ) == (
        Step.CONFIRMED,
        "Phạm Văn Cường",
        "Phó Bí thư",
    )
    event = RegistrationEvent.objects.get(verb="confirm")
    assert event.actor == "Phạm Văn Cường, Phó Bí thư Chi bộ 1"


@pytest.mark.parametrize("again", [actions.confirm, actions.return_to_author])
def test_two_officers_at_once_decide_once(place, again):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    reason = [] if again is actions.confirm else ["Lý do"]

    with pytest.raises(actions.Moved):
        again(place.deputy, registration.pk, *reason)

    assert steps_of(registration) == ["start", "submit", "confirm"]


def test_supplement_is_a_new_version_and_leaves_the_old(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)

    version = actions.supplement(place.member, registration)
    actions.save_answer(place.member, version.pk, "1", "Bổ sung", revision=0, writer="w")
    version = actions.submit(place.member, version.pk)

    assert (version.version, version.late, version.step) == (2, False, Step.SUBMITTED)
    assert queries.answers_of(registration)[1] == "Nội dung cam kết mục 1."
    assert queries.answers_of(version)[1] == "Bổ sung"
    assert queries.answers_of(version)[7] == "Nội dung cam kết mục 7."


def test_supplement_while_one_is_open_is_refused(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    actions.supplement(place.member, registration)

    with pytest.raises(actions.Moved):
        actions.supplement(place.member, registration)


def test_copy_of_last_year_fills_only_what_is_empty(place):
    last = factories.make_round(place.bloc, place.round.year - 1)
    old = factories.hand_in(place.member, last)
    actions.confirm(place.secretary, old.pk)
    new = actions.start(place.member, place.round, place.member.person)
    factories.fill(place.member, new, [1], text="Của năm nay")

    copied = actions.copy_last_year(place.member, new.pk)

    assert copied == 6
    texts = queries.answers_of(Registration.objects.get(pk=new.pk))
    assert (texts[1], texts[2]) == ("Của năm nay", "Nội dung cam kết mục 2.")


def test_copy_without_a_confirmed_year_is_refused(place):
    new = actions.start(place.member, place.round, place.member.person)

    with pytest.raises(ValidationError):
        actions.copy_last_year(place.member, new.pk)


def test_transfer_before_handing_in_brings_it_to_the_new_cell(place):
    registration = actions.start(place.member, place.round, place.member.person)
    factories.fill(place.member, registration)
    today = timezone.localdate()
    place.member.person.placements.update(ended_on=today)
    factories.place(place.member.person, place.other_cell, started_on=today)

    registration = actions.submit(place.member, registration.pk)

    assert (registration.organization, registration.signed["cell"]) == (
        place.other_cell,
        "Chi bộ 2",
    )


def test_shortcomings_are_written_and_cleared(place):
    person = place.member.person
    actions.record_shortcomings(place.secretary, person, 2025, "Chậm báo cáo")
    written = queries.shortcomings_before(person, 2026)

    actions.record_shortcomings(place.secretary, person, 2025, "  ")

    assert (written, queries.shortcomings_before(person, 2026)) == ("Chậm báo cáo", "")


def test_head_by_agency_position_too(place):
    factories.appoint(place.colleague.person, place.base, Role.AGENCY_HEAD)

    assert queries.is_head(place.colleague.person, timezone.localdate())
    assert not queries.is_head(place.colleague.person, factories.START - timedelta(days=1))


def test_returned_registration_asks_for_what_holds_today(place):
    registration = factories.hand_in(place.member, place.round)
    actions.return_to_author(place.secretary, registration.pk, "Bổ sung")
    factories.appoint(place.member.person, place.base, Role.AGENCY_HEAD)
    Shortcomings.objects.create(
        person=place.member.person, year=place.round.year - 1, text="Chậm báo cáo"
    )
    Person.objects.filter(pk=place.member.person_id).update(workplace="Sở Tư pháp")

    registration = Registration.objects.get(pk=registration.pk)

    assert queries.requirements(registration).sections.missing == (8, 9)
    assert queries.head_of_paper(registration)["workplace"] == "Sở Tư pháp"


def test_copy_into_a_returned_one_makes_it_a_draft(place):
    last = factories.make_round(place.bloc, place.round.year - 1)
    actions.confirm(place.secretary, factories.hand_in(place.member, last, range(1, 9)).pk)
    registration = factories.hand_in(place.member, place.round)
    actions.return_to_author(place.secretary, registration.pk, "Bổ sung")

    actions.copy_last_year(place.member, registration.pk)

    registration.refresh_from_db()
    assert registration.step == Step.DRAFT


def test_copy_raises_the_revision_for_other_windows(place):
    last = factories.make_round(place.bloc, place.round.year - 1)
    actions.confirm(place.secretary, factories.hand_in(place.member, last).pk)
    new = actions.start(place.member, place.round, place.member.person)
    actions.save_answer(place.member, new.pk, "1", "Một", revision=0, writer="A")
    actions.save_answer(place.member, new.pk, "1", "", revision=1, writer="A")

    actions.copy_last_year(place.member, new.pk)

    stale = actions.save_answer(place.member, new.pk, "1", "Cũ", revision=2, writer="A")
    assert (stale.conflict, stale.answer.text) == (True, "Nội dung cam kết mục 1.")


def test_copy_takes_confirmed_text_alone_and_no_section_of_heads(place):
    last = factories.make_round(place.bloc, place.round.year - 1)
    old = factories.hand_in(place.secretary, last, [*range(1, 8), 9])
    actions.confirm(place.deputy, old.pk)
    actions.supplement(place.secretary, Registration.objects.get(pk=old.pk))
    draft = Registration.objects.get(round=last, version=2)
    actions.save_answer(place.secretary, draft.pk, "1", "Chưa nộp", revision=0, writer="A")
    place.secretary.person.positions.update(ended_on=timezone.localdate())
    new = actions.start(place.secretary, place.round, place.secretary.person)

    copied = actions.copy_last_year(place.secretary, new.pk)

    texts = queries.answers_of(Registration.objects.get(pk=new.pk))
    assert (copied, texts[1], 9 in texts) == (7, "Nội dung cam kết mục 1.", False)


def test_two_windows_without_script_notice_each_other(place):
    registration = actions.start(place.member, place.round, place.member.person)
    actions.save_answer(place.member, registration.pk, "1", "Một", revision=0, writer="")

    second = actions.save_answer(place.member, registration.pk, "1", "Hai", revision=0, writer="")

    assert (second.conflict, second.answer.text) == (True, "Một")


def test_deputy_is_no_head(place):
    assert not queries.is_head(place.deputy.person, timezone.localdate())


def test_only_the_year_before_requires_section_8(place):
    Shortcomings.objects.create(
        person=place.member.person, year=place.round.year - 2, text="Chậm báo cáo"
    )

    assert queries.shortcomings_before(place.member.person, place.round.year) == ""


def test_paper_names_party_posts_once_and_no_post_of_the_agency(place):
    group = factories.make_group(place.cell)
    factories.appoint(place.member.person, group, Role.GROUP_LEADER)
    factories.appoint(place.member.person, place.base, Role.AGENCY_HEAD, title="Giám đốc")

    registration = factories.hand_in(place.member, place.round, [*range(1, 8), 9])

    assert registration.signed["party_post"] == "Tổ trưởng Tổ đảng 1"


def test_confirmation_from_above_keeps_the_post(place):
    registration = factories.hand_in(place.secretary, place.round, [*range(1, 8), 9])

    actions.confirm(place.superior, registration.pk)

    registration.refresh_from_db()
    event = RegistrationEvent.objects.get(verb="confirm")
    assert registration.signed["confirmed_post"] == "Bí thư Đảng bộ Sở Xây dựng"
    assert event.actor == "Võ Minh Tú, Bí thư Đảng bộ Sở Xây dựng"


def test_transferred_while_submitted_is_confirmed_and_kept_by_the_new_cell(place):
    registration = factories.hand_in(place.member, place.round)
    today = timezone.localdate()
    place.member.person.placements.update(ended_on=today)
    factories.place(place.member.person, place.other_cell, started_on=today)
    waiting = [(cell.name, number) for cell, _, number in queries.to_confirm_in([place.other_cell])]

    actions.confirm(place.other_secretary, registration.pk)

    registration.refresh_from_db()
    assert waiting == [("Chi bộ 2", 1)]
    assert queries.to_confirm_in([place.cell, place.other_cell]) == []
    assert (registration.organization, registration.signed["confirmed_post"]) == (
        place.other_cell,
        "Bí thư",
    )


def test_lone_secretarys_registration_waits_for_the_committee_above(place):
    place.deputy.person.positions.update(ended_on=timezone.localdate())
    registration = factories.hand_in(place.secretary, place.round, [*range(1, 8), 9])

    assert list(queries.to_confirm_above([place.base])) == [registration]


def test_secretary_with_a_deputy_does_not_wait_above(place):
    factories.hand_in(place.secretary, place.round, [*range(1, 8), 9])

    assert list(queries.to_confirm_above([place.base])) == []


def test_newcomer_owes_nothing_of_years_before_admission(place):
    factories.make_round(place.bloc, place.round.year - 1)
    admitted = date(place.round.year, 1, 2)
    newcomer = factories.make_person(
        "Đinh Thị Mai", place.cell, admitted_on=admitted, official_on=None
    )

    assert [task.round for task in queries.tasks_of(newcomer)] == [place.round]


def test_own_registrations_stay_in_sight_after_leaving(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    place.member.person.placements.update(ended_on=timezone.localdate())

    assert [task.current for task in queries.tasks_of(place.member.person)] == [registration]
