"""The pages of HD 22: own review, board, meeting, decisions, results; rights."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from evaluations import publishing, recording
from evaluations.models import Evaluation, Subject
from organizations.models import Role
from tests import factories
from tests.evaluations.deciding import YEAR
from tests.evaluations.entering import (
    body,
    choose,
    decide,
    hold,
    make_world,
    mark,
    refused,
    review_all,
    review_body,
    scope_of,
    write_self,
)
from tests.evaluations.pages import words


@pytest.fixture
def world(db):
    return make_world()


def test_self_review_needs_level_and_text_and_is_handed_in_here(world, client):
    scope = scope_of(world, world.member)
    recording.save_self(
        world.member,
        scope.current(world.round),
        "self_level",
        "EXCELLENT",
        revision=recording.fingerprint(""),
        scope=scope,
    )
    scope = scope_of(world, world.member)
    row = scope.current(world.round)
    assert "chưa viết bản tự kiểm điểm" in refused(
        lambda: recording.hand_in_self(world.member, row, scope=scope)
    )
    client.force_login(world.member)
    page = words(client.get(reverse("own_evaluation", args=[world.round.pk])))
    assert "Phẩm chất đạo đức, lối sống" in page
    assert "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ" in page


def test_organization_is_entered_by_the_level_above(world, client):
    review_body(world)
    client.force_login(world.superior)
    page = reverse("evaluation_organization", args=[world.round.pk, world.cell.pk])
    assert "Trong sạch, vững mạnh tiêu biểu" in words(client.get(page))

    client.post(
        page,
        {
            "act": "decide",
            "chosen_level": "CLEAN_STRONG_EXEMPLARY",
            "before-chosen_level": "",
            "number": "15-QĐ/ĐU",
            "day": f"20/12/{YEAR}",
        },
    )

    row = body(world)
    assert (row.level, row.decision_number) == ("CLEAN_STRONG_EXEMPLARY", "15-QĐ/ĐU")
    below = reverse("decide_organizations", args=[world.round.pk, world.base.pk])
    found = words(client.get(below))
    assert "Tiêu biểu" in found
    assert "15-QĐ/ĐU" in found


def test_committee_enters_the_levels_of_its_cells_on_one_page(world, client):
    evaluations = review_all(world)
    client.force_login(world.superior)
    page = reverse("decisions", args=[world.round.pk, world.base.pk])
    shown = words(client.get(page))
    assert "Lê Thị Hoa" in shown
    assert "Bỏ phiếu" not in shown
    assert "mức trần" not in shown

    save = reverse("decision_save", args=[world.round.pk, world.base.pk])
    for one in evaluations:
        answer = client.post(
            save, {"booklet": one.pk, "field": "chosen_level", "text": "GOOD", "before": ""}
        )
        assert answer.status_code == 200
    make = reverse("decision_make", args=[world.round.pk, world.base.pk])
    numbered = {"number": "12-QĐ/ĐU", "day": f"20/12/{YEAR}"}
    client.post(make, numbered | {"ket-qua": [one.pk for one in evaluations]})

    levels = Evaluation.objects.filter(subject=Subject.MEMBER).values_list("level", flat=True)
    assert list(levels) == ["GOOD"] * 3


def test_those_who_may_not_see_reviews_are_refused(world, client):
    review_all(world)
    propaganda = factories.make_officer(
        world.bloc, Role.PROPAGANDA_BOARD, "Tạ Thị Yến", placed_in=world.office
    )
    elsewhere = factories.make_officer(world.other, full_name="Nơi Khác")
    for account in (propaganda, elsewhere, world.member):
        client.force_login(account)
        for name, place in (
            ("decisions", world.base),
            ("evaluation_board", world.cell),
            ("results", world.cell),
        ):
            answer = client.get(reverse(name, args=[world.round.pk, place.pk]))
            assert answer.status_code in (403, 404), (account, name)
    client.force_login(world.secretary)
    save = reverse("decision_save", args=[world.round.pk, world.base.pk])
    assert client.post(save, {"field": "chosen_level"}).status_code in (403, 404)


def test_from_above_only_who_is_reviewed_is_seen(world, client):
    write_self(world, world.member)
    client.force_login(world.superior)
    page = reverse(
        "evaluation_person", args=[world.round.pk, world.cell.pk, world.member.person_id]
    )
    assert client.get(page).status_code == 403

    review_body(world)
    write_self(world, world.secretary, world.deputy)
    mark(world, world.secretary, by=world.deputy)
    mark(world, world.deputy, world.member)
    assert client.get(page).status_code == 200


def test_person_reads_the_level_once_told_and_the_base_reports_up(world, client):
    evaluations = review_all(world)
    for one in evaluations:
        choose(world, one, "GOOD")
    decide(world, *evaluations)
    client.force_login(world.member)
    own = reverse("own_evaluation", args=[world.round.pk])
    assert "12-QĐ/ĐU" not in words(client.get(own))

    publishing.notify(world.superior, world.round, world.base)
    assert "12-QĐ/ĐU" in words(client.get(own))
    paper = publishing.report_up_year(world.superior, world.round, world.base)
    assert paper.content["classified"] == 3
    assert client.get(reverse("result_notice", args=[evaluations[2].pk])).status_code == 200
    client.force_login(world.superior)
    card = client.get(reverse("results", args=[world.round.pk, world.base.pk])).content.decode()
    assert "Báo cáo kết quả năm</button>" in card
    assert f'{reverse("year_report", args=[paper.pk])}">lúc' in card


def test_meeting_reviews_and_votes_on_nothing(world, client):
    meeting = hold(world)
    client.force_login(world.secretary)

    page = words(client.get(reverse("evaluation_meeting", args=[meeting.pk])))
    assert "người đứng đầu, cấp phó" in page
    assert "Nội dung biểu quyết" not in page
    assert client.get(reverse("question_add", args=[meeting.pk])).status_code == 404
    meeting.roll.create(person=world.secretary.person, name="Trần Văn Bình", present=True)
    client.post(reverse("evaluation_meeting_finish", args=[meeting.pk]))
    minutes = client.get(reverse("evaluation_minutes", args=[meeting.pk]))
    text = PdfReader(BytesIO(minutes.content)).pages[0].extract_text()
    assert f"Hội nghị kiểm điểm năm {YEAR}" in text
    assert "III. Kết luận" in text
    assert "Biểu quyết, bỏ phiếu" not in text


def test_round_without_forms_has_the_results_as_its_page(world, client):
    client.force_login(world.board)
    progress = reverse("round_progress", args=[world.round.pk, world.bloc.pk])
    answer = client.get(progress)
    assert answer.url == reverse("results", args=[world.round.pk, world.bloc.pk])
    page = words(client.get(answer.url))
    assert "Đóng đợt" in page
    for name in ("cell_print", "round_report", "round_people"):
        assert client.get(reverse(name, args=[world.round.pk, world.bloc.pk])).status_code == 404
    client.force_login(world.member)
    assert client.get(reverse("tasks")).status_code == 200
    assert client.get(reverse("blank_form", args=[world.round.pk])).status_code == 404
    assert client.post(reverse("registration_start", args=[world.round.pk])).status_code == 404


def test_board_says_what_comes_first_with_links(world, client):
    client.force_login(world.secretary)
    page = reverse("evaluation_board", args=[world.round.pk, world.cell.pk])
    answer = client.get(page)

    shown = words(answer)
    assert "Kiểm điểm tập thể trước" in shown
    assert "Chi bộ xếp loại" in shown
    assert reverse("evaluation_organization", args=[world.round.pk, world.cell.pk]) in (
        answer.content.decode()
    )


@pytest.mark.parametrize("code", ["R2", "R3"])
def test_workbook_has_the_levels_and_no_cap(world, client, code):
    evaluations = review_all(world)
    choose(world, evaluations[0], "EXCELLENT")
    decide(world, evaluations[0])
    client.force_login(world.board)

    answer = client.get(reverse("results_workbook", args=[world.round.pk, world.bloc.pk, code]))

    book = load_workbook(BytesIO(b"".join(answer)))
    texts = {
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    }
    names = {
        "R2": "Trong sạch, vững mạnh tiêu biểu",
        "R3": "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ",
    }
    assert names[code] in texts
    assert not [text for text in texts if "mức trần" in text.lower()]
