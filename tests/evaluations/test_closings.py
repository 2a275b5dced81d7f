"""The year-end parts of printed forms 01, 02, the booklet and Mẫu 02, once a result is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluations.models import Evaluation, Meeting, Question, QuestionSubject
from registrations import actions
from registrations.documents import html_of
from registrations.documents.closing import EMPTY, attach, closing_of
from registrations.documents.filled import paper_of
from registrations.models import Registration
from tests import factories

NOW = timezone.now()


def paper_in(round_, form, organization, person=None):
    """Store a handed-in form as it stands."""
    return Registration.objects.create(
        round=round_,
        person=person,
        organization=organization,
        form=form,
        step="SUBMITTED",
        submitted_at=NOW,
        code=actions.new_code(),
    )


def voted(evaluation, ballots, account):
    """Let a closed vote with these ballots stand behind an evaluation."""
    meeting = Meeting.objects.create(
        round=evaluation.round,
        organization=evaluation.organization,
        held_at=NOW,
        place="Hội trường",
        chair="A",
        clerk="B",
        called_by=account,
    )
    question = Question.objects.create(
        meeting=meeting,
        method="OPEN",
        title="Xếp mức",
        opened_at=NOW,
        closed_at=NOW,
        roll_size=9,
        present=8,
    )
    QuestionSubject.objects.create(
        question=question, evaluation=evaluation, position=1, name="Lê Thị Hoa"
    )
    evaluation.outcome = {"given": {"roll": 9, "ballots": ballots}, "reasons": []}
    evaluation.save()


@pytest.fixture
def example(year):
    """A form 02 whose result is voted on: own level, words, numbers."""
    year.form = paper_in(year.ng, "F02", year.cell, year.mate.person)
    year.rated = factories.make_result(
        year.ng,
        year.cell,
        year.mate.person,
        "GOOD",
        self_level="OUTSTANDING",
        self_text="Tự đánh giá rõ ràng.",
        group_level="GOOD",
        group_text="Tổ nhất trí.",
        proposed_level="GOOD",
        praise="Tận tụy.",
    )
    ballots = {"OUTSTANDING": 2, "GOOD": 5, "PIONEERING": 1}  # left empty: nobody
    voted(year.rated, ballots, year.secretary)
    return year


def page(registration):
    found = Registration.objects.get(pk=registration.pk)
    return html_of(paper_of(found, "https://mau.vn/xm"))


def publish(evaluation):
    Evaluation.objects.filter(pk=evaluation.pk).update(published_at=NOW)


def test_nothing_is_printed_before_publication(example):
    assert closing_of(example.form) == EMPTY
    text = page(example.form)
    assert "Tự đánh giá rõ ràng." not in text
    assert "<td></td>" in text


def test_published_result_stands_on_form_02(example):
    publish(example.rated)

    text = page(example.form)

    for words in ("Tự đánh giá rõ ràng.", "Tổ nhất trí.", "Biểu dương: Tận tụy."):
        assert words in text, words
    row = "<td>9</td><td>8</td><td>2</td><td>5</td><td>1</td><td>0</td><td>Tấm gương tốt</td>"
    assert row in text
    assert text.count("box-crossed") == page(example.form).count("box-crossed") >= 2


def test_annulled_result_is_not_printed(example):
    publish(example.rated)
    Evaluation.objects.filter(pk=example.rated.pk).update(annulled_at=NOW)

    assert closing_of(example.form) == EMPTY


def test_organization_has_its_points_and_recognition(year):
    form = paper_in(year.ng, "F01", year.cell)
    scores = {str(number): "10.5" for number in range(1, 9)} | {"9": "9"}
    rated = factories.make_result(
        year.ng,
        year.cell,
        level="GOOD",
        self_level="OUTSTANDING",
        facts={"scores": scores},
        superior="REFUSED",
        superior_at=NOW,
        superior_reason="Điểm chưa khớp.",
        published_at=NOW,
    )
    voted(rated, {"GOOD": 9}, year.secretary)

    text = page(form)

    assert text.count("<td>10,5</td>") == 8
    assert "<td>93</td>" in text
    assert "Điểm chưa khớp." in text


def test_booklet_has_own_review_votes_and_confirmation(year):
    form = paper_in(year.ld, "F04", year.cell, year.mate.person)
    rated = factories.make_result(
        year.ld,
        year.cell,
        year.mate.person,
        "COMPLETED",
        self_text="Đã làm đủ.",
        superior="CONFIRMED",
        superior_at=NOW,
        notified_at=NOW,
    )
    voted(rated, {"COMPLETED_WELL": 3, "COMPLETED": 5, "NOT_COMPLETED": 0}, year.secretary)

    text = page(form)

    assert "Đã làm đủ." in text
    assert "<td>9</td><td>8</td><td>3</td><td>5</td><td>0</td>" in text
    assert "Công nhận kết quả: Hoàn thành nội dung cam kết và đăng ký." in text


def test_blocks_of_the_self_review_are_filled(year):
    form = paper_in(year.hd, "E02", year.cell, year.mate.person)
    factories.make_result(
        year.hd,
        year.cell,
        year.mate.person,
        "COMPLETED",
        praise="Có cố gắng.",
        facts={"civil_level": "GOOD"},
        notified_at=NOW,
    )

    text = page(form)

    assert "chất lượng công chức, viên chức: Hoàn thành tốt nhiệm vụ" in text
    assert "xếp loại mức chất lượng: Hoàn thành nhiệm vụ" in text
    assert "Có cố gắng." in text


def test_many_forms_are_asked_about_at_once(example):
    publish(example.rated)
    others = [
        paper_in(example.ng, "F02", example.cell, one.person)
        for one in (example.secretary, example.deputy)
    ]
    for one in (example.secretary, example.deputy):
        factories.make_result(example.ng, example.cell, one.person, "GOOD", published_at=NOW)

    with CaptureQueriesContext(connection) as one_form:
        attach([example.form])
    with CaptureQueriesContext(connection) as three_forms:
        attach([example.form, *others])

    assert len(three_forms) == len(one_form) == 3
    assert [one.closing.level for one in others] == ["GOOD", "GOOD"]
