"""Self-reviews and reports of the year's end (HD21): who writes, what, beside what, by when."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation, Opinion, Subject
from organizations.models import Account
from registrations import actions, queries
from registrations.models import Registration, Shortcomings
from registrations.queries.beside import beside_of, commitment_of
from registrations.queries.pages import REMEDY
from tests import factories
from tests.registrations.reviewing import hand_in, make_review_round, write

YEAR = timezone.localdate().year


def anew(account):
    """Return the account as the next request sees it."""
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def year(place):
    """The place with a round of reviews."""
    place.reviews = make_review_round(place.bloc)
    return place


def begun(year, account=None):
    account = account or year.member
    return actions.start(account, year.reviews, account.person)


def keys_of(registration):
    return queries.field_keys(registration)


def test_members_write_the_self_review_and_committees_the_report(year):
    own = actions.start_for_organization(year.secretary, year.reviews, year.cell)

    assert (begun(year).form, own.form) == ("E02", "E01")
    owing = queries.organizations_owing(year.reviews, year.bloc)
    assert owing == [year.base, year.cell, year.other_cell]


def test_leaders_and_civil_servants_write_more(year):
    plain = set(keys_of(begun(year)))
    year.colleague.person.civil_servant = True
    year.colleague.person.save()

    further = {
        name: set(keys_of(begun(year, account))) - plain
        for name, account in (("deputy", year.deputy), ("civil", year.colleague))
    }

    assert further == {"deputy": {"I.2.4", "I.2.5"}, "civil": {"civil_level"}}


def test_missing_fields_are_named(year):
    registration = begun(year)
    write(year.member, registration)
    actions.save_answer(year.member, registration.pk, "I.3", "", revision=1, writer="w")
    actions.save_answer(year.member, registration.pk, "grade_duties", "", revision=1, writer="w")

    with pytest.raises(ValidationError) as refused:
        actions.submit(year.member, registration.pk)

    assert refused.value.messages == [
        "Còn thiếu nội dung ở mục Tự đánh giá về cấp độ thực hiện mục I.2, Việc thực hiện cam kết "
        "của năm."
    ]


def test_nothing_to_remedy_leaves_part_three_empty(year):
    registration = begun(year)
    write(year.member, registration, grade_remedy="NONE", III="")

    check = queries.check_of(registration)

    assert (check.missing, check.warnings) == ((), {})


def test_part_three_is_written_where_something_was_to_be_remedied(year):
    registration = begun(year)
    write(year.member, registration, III="")

    assert queries.check_of(registration).missing == ("III",)


def test_nothing_to_remedy_against_named_shortcomings_is_gently_told(year):
    Shortcomings.objects.create(person=year.member.person, year=YEAR - 1, text="Báo cáo chậm")
    registration = begun(year)
    write(year.member, registration, grade_remedy="NONE")

    check = queries.check_of(registration)

    assert (check.missing, list(check.warnings)) == ((), ["grade_remedy"])


def test_who_is_in_charge_of_nothing_may_leave_that_empty(year):
    assert "I.2.3" not in queries.check_of(begun(year)).required
    assert "I.2.3" in queries.check_of(begun(year, year.secretary)).required


def test_suggested_points_have_a_part_of_their_own_and_stand_beside_it(year):
    before = begun(year)
    evaluation = Evaluation.objects.create(
        round=year.reviews,
        subject=Subject.MEMBER,
        organization=year.cell,
        person=year.member.person,
    )
    Opinion.objects.create(
        evaluation=evaluation,
        kind=Opinion.Kind.SUGGESTION,
        source="Đảng ủy Khối",
        given_on=date(YEAR, 11, 1),
        text="Làm rõ việc chậm tiến độ dự án.",
        recorded_by=year.board,
    )

    assert "IV" in keys_of(before)
    assert "IV" in queries.check_of(before).missing
    assert beside_of(before)["IV"] == [
        ("Cấp trên gợi ý kiểm điểm", "Làm rõ việc chậm tiến độ dự án.")
    ]
    assert "IV" not in keys_of(begun(year, year.colleague))


def test_suggestions_are_frozen_when_handed_in(year):
    review = hand_in(year.member, year.reviews)
    evaluation = Evaluation.objects.create(
        round=year.reviews,
        subject=Subject.MEMBER,
        organization=year.cell,
        person=year.member.person,
    )
    Opinion.objects.create(
        evaluation=evaluation,
        kind=Opinion.Kind.SUGGESTION,
        source="Đảng ủy Khối",
        given_on=date(YEAR, 11, 1),
        text="Đến sau khi nộp",
        recorded_by=year.board,
    )

    assert "IV" not in keys_of(Registration.objects.get(pk=review.pk))


def test_commitment_of_the_year_stands_beside_its_section(year):
    kept = factories.hand_in_confirmed(year.secretary, year.member, year.round)
    review = begun(year)

    ((title, text),) = beside_of(review)["I.3"]

    assert title == f"Bản cam kết năm {YEAR} đã được xác nhận"
    assert "Nội dung cam kết mục 3." in text
    assert commitment_of(review) == kept


def test_commitment_that_nobody_confirmed_is_not_shown(year):
    factories.hand_in(year.member, year.round)

    ((_, text),) = beside_of(begun(year))["I.3"]

    assert text == f"Chưa có bản cam kết năm {YEAR} được xác nhận."
    assert commitment_of(begun(year)) is None


def test_faults_of_last_year_stand_beside_part_three(year):
    Shortcomings.objects.create(person=year.member.person, year=YEAR - 1, text="Báo cáo chậm")
    former = factories.make_round(year.bloc, YEAR - 1, guidance="hd21_2019")
    review = hand_in(year.member, former, **{"II.1": "Còn nể nang."})
    actions.confirm(year.secretary, review.pk)
    fresh = begun(year)

    found = beside_of(fresh, queries.last_confirmed_before(fresh))[REMEDY]

    assert found == [
        (f"Khuyết điểm, hạn chế đã được chỉ ra năm {YEAR - 1}", "Báo cáo chậm"),
        (f"Hạn chế, khuyết điểm nêu trong bản năm {YEAR - 1}", "Còn nể nang."),
    ]


def test_last_year_is_copied_without_grades_and_levels(year):
    former = factories.make_round(year.bloc, YEAR - 1, guidance="hd21_2019")
    actions.confirm(year.secretary, hand_in(year.member, former).pk)
    fresh = begun(year)

    actions.copy_last_year(year.member, fresh.pk)

    answers = queries.answers_of(fresh)
    assert answers["I.1.1"] == "Đã làm, mục I.1.1."
    assert [key for key in answers if key.startswith(("grade_", "level"))] == []


def test_edit_page_takes_the_same_queries_whatever_stands_beside(year, browse):
    def count(account):
        address = reverse("registration_edit", args=[begun(year, account).pk])
        client = browse(account)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    factories.hand_in_confirmed(year.secretary, year.member, year.round)

    assert abs(count(year.member) - count(year.colleague)) <= 2
