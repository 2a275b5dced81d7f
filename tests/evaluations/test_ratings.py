"""Civil-servant ratings by the head of the agency or unit (roles.md, H21-05, H21-11)."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import commitments, ratings
from evaluations.models import Evaluation, Opinion
from organizations.models import Role
from registrations.documents import html_of
from registrations.documents.closing import attach
from registrations.documents.filled import paper_of
from tests import factories
from tests.evaluations.acts import (
    board_address,
    cells_of,
    current,
    facts,
    make_paper,
    person_address,
    propose,
    put_to_vote,
    rows_of,
    save,
    sign_in,
)
from tests.evaluations.pages import words

TEXT = "Hoàn thành đúng hạn các việc được giao."


@pytest.fixture
def agency(year):
    """The year with a head of the agency who leads no cell, and two civil servants."""
    year.head = factories.make_officer(year.base, Role.AGENCY_HEAD, "Cao Văn Giám", year.cell)
    for one in (year.member.person, year.head.person):
        one.civil_servant = True
        one.save()
    return year


def address(year, round_=None, organization=None, name="civil_ratings"):
    return reverse(name, args=[(round_ or year.hd).pk, (organization or year.base).pk])


def put(client, year, field, text, before="", of=None):
    posted = {
        "booklet": (of or year.member).person_id,
        "field": field,
        "text": text,
        "before": before,
    }
    return client.post(address(year, name="civil_rating_save"), posted)


def rate(year, level="GOOD", before="", of=None):
    return ratings.rate(year.head, current(year, year.hd, of or year.member), level, before=before)


def printed(paper):
    (paper,) = attach([paper])
    return re.sub(r"\s+", " ", html_of(paper_of(paper, "https://x")))


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("head", 200),
        ("secretary", 404),
        ("deputy", 404),
        ("superior", 403),
        ("board", 403),
        ("propaganda", 403),
        ("member", 404),
        ("mate", 404),
        ("leader", 404),
        ("neighbour", 404),
    ],
)
def test_page_is_the_heads(agency, client, who, code):
    sign_in(client, getattr(agency, who))

    assert client.get(address(agency)).status_code == code
    assert put(client, agency, "level", "GOOD").status_code == code


def test_head_rates_where_he_or_she_heads_and_under_hd_21_alone(agency, client):
    sign_in(client, agency.head)

    assert client.get(address(agency, organization=agency.cell)).status_code == 403
    assert client.get(address(agency, agency.ng)).status_code == 404


def test_only_civil_servants_are_listed_and_the_own_row_is_locked(agency, client):
    sign_in(client, agency.head)

    shown = words(client.get(address(agency)))

    assert "Nguyễn Văn An" in shown
    assert "Lê Thị Hoa" not in shown
    assert "do cấp có thẩm quyền ghi" in shown
    with pytest.raises(PermissionDenied):
        rate(agency, of=agency.head)
    assert put(client, agency, "level", "GOOD", of=agency.head).status_code == 403
    assert put(client, agency, "level", "GOOD", of=agency.mate).status_code == 422
    assert not Evaluation.objects.filter(facts__civil_level="GOOD").exists()


def test_rating_and_words_are_saved_by_value(agency, client):
    sign_in(client, agency.head)

    assert put(client, agency, "level", "GOOD").status_code == 200
    assert put(client, agency, "text", TEXT).status_code == 200
    level = put(client, agency, "level", "COMPLETED", before="")
    text = put(client, agency, "text", "Khác", before="")

    assert (level.status_code, level.json()["text"]) == (409, "GOOD")
    assert (text.status_code, text.json()["text"]) == (409, TEXT)
    opinion = Opinion.objects.get()
    assert (opinion.kind, opinion.text) == ("AGENCY", TEXT)
    assert Evaluation.objects.get().facts == {"civil_level": "GOOD"}
    assert put(client, agency, "level", "OUTSTANDING", before="GOOD").status_code == 422
    assert put(client, agency, "text", "", before=TEXT).status_code == 200
    assert not Opinion.objects.exists()


def test_page_saves_without_script_and_loses_nothing_typed(agency, client):
    sign_in(client, agency.head)
    key = f"{agency.member.person_id}"
    posted = {
        f"{key}-level": "GOOD", f"before-{key}-level": "",
        f"{key}-text": TEXT, f"before-{key}-text": "",
    }  # fmt: skip

    assert client.post(address(agency), posted).status_code == 302
    again = client.post(address(agency), posted | {f"{key}-text": "Chữ tôi gõ"})

    assert "Chữ tôi gõ</textarea>" in again.content.decode()
    assert f"Đang lưu: {TEXT}" in words(again)


def test_rating_is_frozen_by_an_open_vote(agency, client):
    rate(agency)
    put_to_vote(Evaluation.objects.get())

    with pytest.raises(ValidationError, match="biểu quyết"):
        rate(agency, "COMPLETED", before="GOOD")
    sign_in(client, agency.head)
    assert (
        f'name="{agency.member.person_id}-level"'
        not in client.get(address(agency)).content.decode()
    )


def test_cell_enters_the_rating_only_where_no_head_is_known(agency, client):
    with pytest.raises(ValidationError, match="thủ trưởng"):
        facts(agency, agency.hd, civil_level="GOOD")
    sign_in(client, agency.secretary)
    assert save(client, agency, agency.hd, "civil_level", "GOOD").status_code == 422
    assert cells_of(rows_of(agency, agency.hd)["Nguyễn Văn An"])["CIVIL"].entry == ""
    panel = client.get(person_address(agency, agency.hd)).content.decode()
    assert 'name="civil_level"' not in panel
    assert 'name="targets_percent"' in panel

    facts(agency, agency.hd, of=agency.head, civil_level="GOOD")  # nobody rates the own
    agency.head.is_active = False
    agency.head.save()

    facts(agency, agency.hd, civil_level="COMPLETED")
    assert cells_of(rows_of(agency, agency.hd)["Nguyễn Văn An"])["CIVIL"].entry == "civil_level"


def test_rating_opens_the_proposal(agency, client):
    make_paper(agency, agency.member)
    with pytest.raises(ValidationError, match="H21-11"):
        propose(agency, agency.hd, "GOOD")

    rate(agency)

    assert propose(agency, agency.hd, "GOOD").text == "GOOD"
    sign_in(client, agency.secretary)
    assert client.get(board_address(agency, agency.hd)).status_code == 200


def test_tasks_page_leads_there(agency, client):
    sign_in(client, agency.head)

    before = client.get(reverse("tasks"))
    rate(agency)
    after = client.get(reverse("tasks"))

    assert address(agency) in before.content.decode()
    assert ("Còn 1 đồng chí" in words(before), "Còn 1 đồng chí" in words(after)) == (True, False)
    assert (
        address(agency)
        not in sign_in(client, agency.secretary).get(reverse("tasks")).content.decode()
    )


def test_first_block_of_the_printed_self_review_shows_it(agency):
    paper = make_paper(agency, agency.member)
    paper.step = "DRAFT"
    evaluation = current(agency, agency.hd, agency.member)
    before = printed(paper)
    del paper.closing
    rate(agency)
    ratings.say(agency.head, evaluation, agency.base, TEXT, before="")

    after = printed(paper)

    assert (TEXT in before, TEXT in after) == (False, True)
    assert "chất lượng công chức, viên chức: Hoàn thành tốt nhiệm vụ" in after
    assert "chất lượng công chức, viên chức: Hoàn thành tốt nhiệm vụ" not in before


def test_printed_self_review_shows_published_words_on_the_commitment(agency):
    paper = make_paper(agency, agency.member)
    propose(agency, agency.ck, "Đã kết nghĩa.", field="praise")
    before = printed(paper)
    del paper.closing
    commitments.publish_words(agency.secretary, agency.ck, agency.cell)

    after = printed(paper)
    assert ("Đã kết nghĩa." in before, "Đã kết nghĩa." in after) == (False, True)
    assert before.count('class="line"') == after.count('class="line"')  # room to write stays


def test_page_asks_the_same_for_one_and_for_four(agency, client):
    sign_in(client, agency.head)
    rate(agency)
    client.get(address(agency))
    with CaptureQueriesContext(connection) as few:
        client.get(address(agency))
    for number in range(3):
        person = factories.make_person(f"Người {number}", agency.cell, civil_servant=True)
        Evaluation.objects.create(
            round=agency.hd, subject="MEMBER", organization=agency.cell, person=person
        )

    with CaptureQueriesContext(connection) as many:
        client.get(address(agency))

    assert len(many) == len(few)
