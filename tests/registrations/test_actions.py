"""The moves of a registration, its saving, and what is frozen."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.models import Person
from registrations import actions, queries, round_actions
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
        round_actions.open_rounds(
            place.board,
            place.bloc,
            year=2021,
            guidances=["cam_ket_9"],
            party_congress="XIII",
            provincial_congress="XIV",
        )

    assert list(refused.value.message_dict) == ["year"]


def test_open_round_twice_is_refused(place):
    with pytest.raises(ValidationError):
        round_actions.open_rounds(
            place.board,
            place.bloc,
            year=place.round.year,
            guidances=["cam_ket_9"],
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
    assert queries.field_keys(registration) == [str(number) for number in range(1, 10)]


@pytest.mark.parametrize(("years", "late"), [(-1, True), (1, False)])
def test_late_only_after_the_last_day(place, years, late):
    round_ = factories.make_round(place.bloc, timezone.localdate().year + years)

    registration = factories.hand_in(place.member, round_)

    assert registration.late is late


def test_overdue_from_the_day_after_the_last():
    round_ = Round(year=2026, guidance="cam_ket_9")

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
    assert queries.answers_of(registration)["1"] == "Nội dung cam kết mục 1."
    assert queries.answers_of(version)["1"] == "Bổ sung"
    assert queries.answers_of(version)["7"] == "Nội dung cam kết mục 7."


def test_supplement_while_one_is_open_is_refused(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    actions.supplement(place.member, registration)

    with pytest.raises(actions.Moved):
        actions.supplement(place.member, registration)


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
