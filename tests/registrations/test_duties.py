"""What holds for whom: heads, shortcomings, copies of last year, posts, transfers, tasks."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.models import Person, Role
from registrations import actions, queries
from registrations.models import (
    Registration,
    RegistrationEvent,
    Shortcomings,
    Step,
)
from tests import factories


def test_copy_of_last_year_fills_only_what_is_empty(place):
    last = factories.make_round(place.bloc, place.round.year - 1)
    old = factories.hand_in(place.member, last)
    actions.confirm(place.secretary, old.pk)
    new = actions.start(place.member, place.round, place.member.person)
    factories.fill(place.member, new, [1], text="Của năm nay")

    copied = actions.copy_last_year(place.member, new.pk)

    assert copied == 6
    texts = queries.answers_of(Registration.objects.get(pk=new.pk))
    assert (texts["1"], texts["2"]) == ("Của năm nay", "Nội dung cam kết mục 2.")


def test_copy_without_a_confirmed_year_is_refused(place):
    new = actions.start(place.member, place.round, place.member.person)

    with pytest.raises(ValidationError):
        actions.copy_last_year(place.member, new.pk)


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

    assert queries.check_of(registration).missing == ("8", "9")
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
    assert (copied, texts["1"], "9" in texts) == (7, "Nội dung cam kết mục 1.", False)


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


def test_supplement_in_work_is_a_task_again(place):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    version = actions.supplement(place.member, registration)
    actions.submit(place.member, version.pk)
    actions.return_to_author(place.secretary, version.pk, "Chưa rõ mục 1")

    [task] = queries.tasks_of(place.member.person)

    assert (task.done, task.supplementing, task.reason) == (False, True, "Chưa rõ mục 1")


def test_years_before_the_first_placement_are_nobodys_task(place):
    factories.make_round(place.bloc, factories.START.year + 2)
    newcomer = factories.make_person("Đinh Thị Mai")
    factories.place(newcomer, place.cell, started_on=timezone.localdate())

    assert [task.round for task in queries.tasks_of(newcomer)] == [place.round]
    assert len(queries.tasks_of(place.member.person)) == 2


def test_round_ahead_does_not_hide_the_one_at_hand(place):
    ahead = factories.make_round(place.bloc, place.round.year + 1)
    followed = queries.rounds_followed([place.cell])

    assert [round_ for round_, _ in followed] == [ahead, place.round]
    assert queries.round_at_hand(followed) == (place.round, place.cell)


def test_invisible_characters_are_no_content(place):
    registration = actions.start(place.member, place.round, place.member.person)
    factories.fill(place.member, registration, range(1, 7))

    factories.fill(place.member, registration, [7], text="\u200b\u2060\ufeff")

    assert queries.check_of(registration).missing == ("7",)
