"""CK at the year's end: words on each commitment, published, read, set beside I.3 (CK-04)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import commitments, publishing
from evaluations.documents.e07 import report_html
from evaluations.models import Evaluation
from registrations.actions import Moved
from registrations.models import Registration
from registrations.queries.beside import beside_of
from tests import factories
from tests.evaluations.acts import (
    board_address,
    cells_of,
    current,
    make_paper,
    person_address,
    propose,
    rows_of,
    save,
    sign_in,
)
from tests.evaluations.pages import words

DONE, TO_DO = "Đã làm đúng các việc đã hứa.", "Chưa kết nghĩa với hộ nghèo."


def publish_address(year):
    return reverse("commitment_words_publish", args=[year.ck.pk, year.cell.pk])


def take_back_address(year):
    return person_address(year, year.ck, name="commitment_words_take_back")


def write(year, **texts):
    for field, text in texts.items():
        propose(year, year.ck, text, field=field)


def commitment(year, account, version=1, step="CONFIRMED"):
    return Registration.objects.create(
        round=year.ck, person=account.person, organization=year.cell, form="F05", step=step,
        version=version, submitted_at="2025-03-01T00:00:00Z", code=f"{account.pk}-{version}",
        confirmed_at="2025-03-02T00:00:00Z", signed={},
    )  # fmt: skip


def test_cell_is_assessed_in_words_saved_by_value(year, client):
    sign_in(client, year.secretary)

    assert save(client, year, year.ck, "praise", DONE).status_code == 200
    other = save(client, year, year.ck, "praise", "Khác", before="")
    level = save(client, year, year.ck, "proposed_level", "GOOD")

    assert (other.status_code, other.json()["text"]) == (409, DONE)
    assert level.status_code == 404  # no levels
    one = Evaluation.objects.get()
    assert (one.praise, one.proposed_at is not None, one.level) == (DONE, True, "")
    page = client.get(board_address(year, year.ck)).content.decode()
    assert f"{DONE}</textarea>" in page
    assert f'name="{year.member.person_id}-proposed_level"' not in page


def test_words_are_saved_without_script_and_none_typed_is_lost(year, client):
    write(year, praise=DONE)
    sign_in(client, year.secretary)
    name = f"{year.member.person_id}-praise"

    page = client.post(board_address(year, year.ck), {name: "Chữ tôi gõ", f"before-{name}": ""})

    shown = page.content.decode()
    assert "Chữ tôi gõ</textarea>" in shown
    assert f'value="{DONE}"' in shown
    assert "Có 1 ô chưa lưu được" in words(page)
    client.post(board_address(year, year.ck), {name: "Hai\r\ndòng", f"before-{name}": DONE})
    assert Evaluation.objects.get().praise == "Hai\ndòng"


def test_board_tells_who_has_supplemented(year):
    commitment(year, year.member)
    commitment(year, year.member, version=2)
    commitment(year, year.mate, step="SUBMITTED")

    rows = rows_of(year, year.ck)

    states = {name: cells_of(row)["COMMITMENT"].words for name, row in rows.items()}
    assert states["Nguyễn Văn An"] == "Bổ sung lần 1"
    assert (states["Lê Thị Hoa"], states["Phạm Văn Cường"]) == ("Chờ xác nhận", "Chưa nộp")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("secretary", 302),
        ("deputy", 302),
        ("superior", 403),
        ("board", 403),
        ("propaganda", 403),
        ("member", 404),
        ("mate", 403),
        ("leader", 404),
        ("neighbour", 404),
    ],
)
def test_publishing_and_taking_back_are_the_secretarys(year, client, who, code):
    write(year, praise=DONE)
    sign_in(client, getattr(year, who))

    assert client.post(publish_address(year)).status_code == code
    assert client.post(take_back_address(year), {"reason": "Ghi nhầm"}).status_code == code
    assert client.get(publish_address(year)).status_code == 405


def test_other_rounds_publish_elsewhere(year, client):
    sign_in(client, year.secretary)

    address = reverse("commitment_words_publish", args=[year.ng.pk, year.cell.pk])

    assert client.post(address).status_code == 404


def test_member_reads_the_words_once_published_alone(year, client):
    write(year, praise=DONE, reminder=TO_DO)
    sign_in(client, year.member)
    own = reverse("own_evaluation", args=[year.ck.pk])

    before = words(client.get(own))
    commitments.publish_words(year.secretary, year.ck, year.cell)
    after = words(client.get(own))

    assert (DONE in before, TO_DO in before) == (False, False)
    assert "chưa công khai đánh giá" in before
    assert (DONE in after, TO_DO in after, "Chưa xếp mức" in after) == (True, True, False)
    assert 'name="text-self_level"' not in client.get(own).content.decode()
    assert DONE not in words(sign_in(client, year.mate).get(own))


def test_published_words_are_frozen_until_taken_back_with_a_reason(year, client):
    write(year, praise=DONE)
    commitments.publish_words(year.secretary, year.ck, year.cell)
    with pytest.raises(ValidationError, match="rút lại"):
        propose(year, year.ck, "Khác", field="praise", before=DONE)
    with pytest.raises(Moved):
        commitments.publish_words(year.secretary, year.ck, year.cell)
    evaluation = current(year, year.ck, year.member)
    with pytest.raises(ValidationError, match="lý do"):
        commitments.take_back_words(year.secretary, evaluation, "  ")
    sign_in(client, year.secretary)
    assert "<textarea" not in str(cells_of(rows_of(year, year.ck)["Nguyễn Văn An"])["praise"].entry)
    assert "Rút lại để sửa" in words(client.get(person_address(year, year.ck)))

    client.post(take_back_address(year), {"reason": "Ghi nhầm người"})

    propose(year, year.ck, "Khác", field="praise", before=DONE)
    one = Evaluation.objects.get()
    assert (one.praise, one.published_at) == ("Khác", None)
    assert [event.verb for event in one.events.all()] == [
        "propose",
        "publish",
        "unpublish",
        "propose",
    ]
    with pytest.raises(Moved):
        commitments.take_back_words(year.secretary, one, "Lần nữa")


def test_nothing_unwritten_is_published(year):
    write(year, praise=DONE)
    propose(year, year.ck, "", field="praise", before=DONE)

    with pytest.raises(Moved):
        commitments.publish_words(year.secretary, year.ck, year.cell)


def test_published_words_stand_beside_the_self_review_of_the_same_year(year):
    write(year, praise=DONE, reminder=TO_DO)
    paper = make_paper(year, year.member, step="DRAFT")

    before = [text for _, text in beside_of(paper)["I.3"]]
    commitments.publish_words(year.secretary, year.ck, year.cell)
    after = [text for _, text in beside_of(paper)["I.3"]]

    assert (DONE in before, after[1:]) == (False, [DONE, TO_DO])
    Evaluation.objects.update(round=factories.make_round(year.bloc, year.ck.year - 1))
    assert [text for _, text in beside_of(paper)["I.3"]][1:] == []


def test_those_above_see_published_words_alone(year, client):
    write(year, praise=DONE)
    sign_in(client, year.superior)

    before = words(client.get(board_address(year, year.ck)))
    commitments.publish_words(year.secretary, year.ck, year.cell)
    after = words(client.get(board_address(year, year.ck)))

    assert (DONE in before, DONE in after) == (False, True)


def test_board_asks_the_same_for_one_and_for_three(year, client):
    sign_in(client, year.secretary)
    commitment(year, year.member)
    write(year, praise=DONE)
    client.get(board_address(year, year.ck))
    with CaptureQueriesContext(connection) as few:
        client.get(board_address(year, year.ck))
    for number in range(3):
        account = factories.make_account(factories.make_person(f"Người {number}", year.cell))
        commitment(year, account)
        propose(year, year.ck, DONE, field="praise", of=account)

    with CaptureQueriesContext(connection) as many:
        client.get(board_address(year, year.ck))

    assert len(many) == len(few)


def test_yearly_report_tells_those_above_how_commitments_stand(year):
    for account in (year.member, year.mate):
        commitment(year, account)
        commitment(year, account, version=2, step="SUBMITTED")
    commitment(year, year.neighbour, step="SUBMITTED")
    write(year, praise=DONE)
    factories.make_result(year.hd, year.cell, year.mate.person, "GOOD")
    before = publishing.report_up_year(year.superior, year.hd, year.base)
    commitments.publish_words(year.secretary, year.ck, year.cell)

    paper = publishing.report_up_year(year.superior, year.hd, year.base)

    assert before.content["commitments"] == {"confirmed": 2, "assessed": 0}
    assert paper.content["commitments"] == {"confirmed": 2, "assessed": 1}
    assert "2 đảng viên có bản cam kết được xác nhận" in report_html(paper, "https://mau.vn/")
    paper.content.pop("commitments")  # as those of before say nothing of it
    assert "bản cam kết được xác nhận" not in report_html(paper, "https://mau.vn/")


def test_yearly_report_says_nothing_where_no_commitments_were_asked(year):
    year.ck.delete()
    factories.make_result(year.hd, year.cell, year.mate.person, "GOOD")

    paper = publishing.report_up_year(year.superior, year.hd, year.base)

    assert paper.content["commitments"] is None
