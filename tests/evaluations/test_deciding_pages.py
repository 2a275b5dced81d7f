"""The pages on which levels are decided, confirmed, reported: rights, what is shown, queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation, Opinion
from organizations.models import Role
from registrations.models import Guidance
from tests import factories
from tests.evaluations.deciding import (
    COMPLETED,
    EXCELLENT,
    GOOD,
    choose,
    decide,
    levels,
    make_world,
    voted,
)
from tests.evaluations.pages import words

NOW = timezone.now()
NUMBERED = {"number": "12-QĐ/ĐU", "day": "20/12/2025"}


@pytest.fixture
def world(db):
    return make_world()


def address(world, name="decisions", organization=None):
    return reverse(name, args=[world.round.pk, (organization or world.base).pk])


def sign_in(client, account):
    client.force_login(account)
    return client


def people(world):
    """Make who else may ask: {name: account}."""
    officer = factories.make_officer
    outside = {"placed_in": world.office}
    return {
        "superior": world.superior,
        "standing": world.standing,
        "board": world.board,
        "inspection": officer(world.bloc, Role.INSPECTION_COMMISSION, "Kiểm tra", **outside),
        "propaganda": officer(world.bloc, Role.PROPAGANDA_BOARD, "Tuyên giáo", **outside),
        "cell": officer(world.cell),
        "member": factories.make_account(factories.make_person("Đảng viên", world.cell)),
        "elsewhere": officer(
            factories.make_base(world.bloc, "Đảng bộ Sở Y tế"), full_name="Nơi khác", **outside
        ),
    }


def asked(client, world, path, method="get"):
    found = {}
    for name, account in people(world).items():
        sign_in(client, account)
        found[name] = getattr(client, method)(path).status_code
    return found


def test_table_is_read_by_the_base_committee_and_those_above(world, client):
    assert asked(client, world, address(world)) == {
        "superior": 200,
        "standing": 200,
        "board": 200,
        "inspection": 200,
        "propaganda": 403,
        "cell": 404,
        "member": 404,
        "elsewhere": 404,
    }


@pytest.mark.parametrize("name", ["decision_save", "decision_propose", "decision_make"])
def test_table_is_written_by_the_base_committee_alone(world, client, name):
    found = asked(client, world, address(world, name), "post")

    assert found.pop("superior") in (200, 302, 404)
    assert set(found.values()) == {403, 404}


def test_unreported_results_are_nobodys_above(world, client):
    voted(world, EXCELLENT, reported_at=None, proposed_level=EXCELLENT)
    sign_in(client, world.superior)

    answer = client.get(address(world))

    assert "Chi bộ chưa báo cáo" in words(answer)
    assert "chosen_level" not in answer.content.decode()


def test_choice_is_saved_in_place_and_refused_above_the_ceiling(world, client):
    (one,) = voted(world, GOOD, facts=factories.GRADES | {"grade_duties": "GOOD"})
    sign_in(client, world.superior)
    posted = {"booklet": one.pk, "field": "chosen_level", "before": ""}

    refused = client.post(address(world, "decision_save"), posted | {"text": EXCELLENT})
    saved = client.post(address(world, "decision_save"), posted | {"text": GOOD})
    conflict = client.post(address(world, "decision_save"), posted | {"text": COMPLETED})

    assert (refused.status_code, saved.status_code, conflict.status_code) == (422, 200, 409)
    assert "Cao nhất là mức" in refused.json()["message"]
    assert conflict.json()["text"] == GOOD


def test_ticked_are_decided_from_the_page_with_what_was_typed(world, client):
    one, other = voted(world, GOOD, GOOD)
    sign_in(client, world.superior)
    typed = {f"{one.pk}-chosen_level": GOOD, f"before-{one.pk}-chosen_level": ""}

    answer = client.post(
        address(world, "decision_make"), {"ket-qua": [one.pk], **typed, **NUMBERED}
    )

    assert answer.status_code == 302
    assert levels(one, other) == [GOOD, ""]
    shown = words(client.get(address(world)))
    assert "12-QĐ/ĐU, 20/12/2025" in shown
    assert "đã quyết định 1/2" in shown


def test_what_could_not_be_saved_is_told_with_whose_it_is_and_what_was_typed(world, client):
    (one,) = voted(world, GOOD)
    reason, votes = f"{one.pk}-decision_reason", f"{one.pk}-chosen_votes"
    typed = {reason: "Có đơn thư", f"before-{reason}": "", votes: "ba", f"before-{votes}": ""}
    Evaluation.objects.filter(pk=one.pk).update(decision_reason="Lý do của đồng chí khác")
    sign_in(client, world.superior)

    for name in ("decisions", "decision_make"):
        page = words(client.post(address(world, name), {**typed, **NUMBERED}))

        assert "Đồng chí vừa ghi: “Có đơn thư”." in page
        assert "Đồng chí vừa ghi: “ba”." in page
        assert page.count(f"{one.person.full_name}: ") == 2


def test_what_cannot_be_decided_is_said_and_stays_ticked(world, client):
    rows = voted(world, EXCELLENT, EXCELLENT, GOOD)
    for one in rows:
        choose(world, one, one.voted_level)
    sign_in(client, world.superior)

    answer = client.post(
        address(world, "decision_make"), {"ket-qua": [one.pk for one in rows], **NUMBERED}
    )

    assert "H21-15" in words(answer)
    assert answer.content.decode().count(" checked") == 3
    assert levels(*rows) == [""] * 3


def test_cap_says_places_left_and_ties(world, client):
    rows = voted(world, EXCELLENT, EXCELLENT, GOOD, GOOD)
    for one in rows[:2]:
        choose(world, one, EXCELLENT, votes="5")
    sign_in(client, world.superior)

    shown = words(client.get(address(world, "decision_cap")))

    assert "Xuất sắc nhiều nhất 1" in shown
    assert "phải bỏ phiếu lại: Nguyễn Văn 01, Nguyễn Văn 02" in shown


def test_own_row_has_nothing_to_choose(world, client):
    own = factories.make_voted(world.round, world.cell, world.superior.person)
    factories.Placement.objects.filter(person=own.person).update(organization=world.cell)
    sign_in(client, world.superior)

    answer = client.get(address(world))

    assert "Đồng chí khác trong cấp ủy quyết định" in words(answer)
    assert f'name="{own.pk}-chosen_level"' not in answer.content.decode()


@pytest.mark.parametrize("name", ["decisions", "decide_organizations", "decision_cap"])
def test_queries_do_not_grow(world, client, name):
    sign_in(client, world.superior)
    counted = []
    for start, cell in ((1, world.cell), (2, world.other), (3, world.cell)):
        voted(world, GOOD, cell=cell, start=start)
        if start != 3:
            factories.make_organization_evaluation(world.round, cell)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address(world, name)).status_code == 200
        counted.append(len(queries))

    assert counted[0] == counted[1] == counted[2]


def test_report_page_names_who_is_outstanding(world, client):
    secretary = factories.make_officer(world.cell)
    (one,) = voted(world, GOOD, reported_at=None)
    waiting = factories.make_person("Lê Văn Bốn", world.cell)
    reviewed = {"subject": "MEMBER", "organization": world.cell, "reviewed_at": timezone.now()}
    Evaluation.objects.create(round=world.round, person=waiting, **reviewed)
    sign_in(client, secretary)
    path = address(world, "report_up", world.cell)

    shown = words(client.get(path))
    assert "Trần Thị Bình – chưa kiểm điểm" in shown
    assert "Lê Văn Bốn – đã kiểm điểm, chưa có kết quả bỏ phiếu" in shown
    assert client.post(path, {"note": ""}).status_code == 200
    assert client.post(path, {"note": "Ốm"}).status_code == 302

    one.refresh_from_db()
    assert one.reported_at is not None


def test_report_is_of_secretary_and_deputy(world, client):
    officer = factories.make_officer(world.cell, Role.COMMITTEE_MEMBER, "Chi ủy viên")
    voted(world, GOOD, reported_at=None)
    sign_in(client, officer)
    path = address(world, "report_up", world.cell)

    assert (client.get(path).status_code, client.post(path).status_code) == (200, 403)
    sign_in(client, world.superior)
    assert client.get(path).status_code == 403


def test_booklets_are_confirmed_on_the_page(db, client):
    world = make_world(Guidance.LAM_DONG_2017)
    person = factories.make_person("Lê Văn Bảy", world.cell)
    done = {"level": "COMPLETED", "decided_at": NOW, "facts": {}}
    one = factories.make_voted(world.round, world.cell, person, "COMPLETED", **done)
    sign_in(client, world.board)
    assert client.post(address(world)).status_code == 403
    sign_in(client, world.superior)

    assert "Lê Văn Bảy" in words(client.get(address(world)))
    refused = {"ket-qua": [one.pk], "answer": "REFUSED", "reason": ""}
    assert "lý do" in words(client.post(address(world), refused))
    client.post(address(world), refused | {"reason": "Chưa đúng"})

    one.refresh_from_db()
    assert (one.superior, one.superior_reason) == ("REFUSED", "Chưa đúng")
    secretary = sign_in(client, factories.make_officer(world.cell))
    page = reverse("evaluation_annul", args=[one.pk])
    assert "Chưa đúng" in words(secretary.get(page))
    secretary.post(page, {"reason": "Bỏ phiếu lại"})
    assert Evaluation.objects.get(person=person, annulled_at=None).attempt == 2


def test_annulling_is_of_who_decided(world, client):
    (one,) = voted(world, GOOD)
    choose(world, one, GOOD)
    decide(world, one)
    path = reverse("evaluation_annul", args=[one.pk])

    found = asked(client, world, path)

    assert (found.pop("superior"), set(found.values())) == (200, {403, 404})


def test_opinions_are_recorded_by_the_cell_and_read_above(world, client):
    (one,) = voted(world, GOOD)
    path = reverse("opinions", args=[one.pk])
    assert asked(client, world, path) == {
        "superior": 200,
        "standing": 200,
        "board": 200,
        "inspection": 200,
        "propaganda": 403,
        "cell": 200,
        "member": 403,
        "elsewhere": 404,
    }
    posted = {"kind": "RESIDENCE", "source": "Khu phố 3", "given_on": "01/12/2025", "text": "Tốt"}

    sign_in(client, factories.make_officer(world.cell, Role.DEPUTY_SECRETARY, "Phó"))
    assert client.post(path, posted | {"kind": "RELATED"}).status_code == 200
    client.post(path, posted)

    assert [(one.kind, one.source) for one in Opinion.objects.all()] == [("RESIDENCE", "Khu phố 3")]


def test_opinion_on_somebody_of_whom_nothing_is_recorded_yet(world, client):
    person = factories.make_person("Đinh Thị Mơ", world.cell)
    sign_in(client, factories.make_officer(world.cell))
    path = reverse("person_opinions", args=[world.round.pk, world.cell.pk, person.pk])
    posted = {"kind": "AGENCY", "source": "Giám đốc", "given_on": "01/12/2025", "text": "Tốt"}

    assert client.get(path).status_code == 200
    assert client.post(path, posted).status_code == 302

    assert Opinion.objects.get().evaluation.person == person


def test_opinions_of_the_cell_are_nobodys_above_until_reported(world, client):
    (one,) = voted(world, GOOD, reported_at=None)
    said = {"given_on": NOW.date(), "recorded_by": world.superior, "evaluation": one}
    Opinion.objects.create(kind="RESIDENCE", source="Khu phố 3", text="Tốt", **said)
    Opinion.objects.create(kind="SUGGESTION", source="Đảng ủy", text="Làm rõ", **said)
    path = reverse("opinions", args=[one.pk])
    sign_in(client, world.superior)

    shown = words(client.get(path))
    Evaluation.objects.update(reported_at=NOW)

    assert ("Đảng ủy" in shown, "Khu phố 3" in shown) == (True, False)
    assert "Khu phố 3" in words(client.get(path))


def test_annulled_result_stays_on_the_persons_page(world, client):
    (one,) = voted(world, GOOD)
    choose(world, one, GOOD)
    decide(world, one)
    sign_in(client, world.superior)

    client.post(reverse("evaluation_annul", args=[one.pk]), {"reason": "Sai", "again": "DECISION"})

    panel = reverse("evaluation_person", args=[world.round.pk, world.cell.pk, one.person_id])
    shown = words(client.get(panel))
    assert "Hủy mức “Hoàn thành tốt nhiệm vụ” của Ban Chấp hành Đảng bộ Sở Xây dựng" in shown
    assert "Võ Minh Tú, Bí thư Đảng bộ Sở Xây dựng: Sai" in shown


def test_reason_beyond_the_cap_is_asked_for_and_shown_where_it_may_be_passed(db, client):
    world = make_world(cap_force="WARN")
    rows = voted(world, EXCELLENT, EXCELLENT)
    for one in rows:
        choose(world, one, EXCELLENT)
    sign_in(client, world.superior)
    posted = {"ket-qua": [one.pk for one in rows], **NUMBERED}

    assert "Ghi lý do vượt mức trần" in words(client.post(address(world, "decision_make"), posted))
    client.post(address(world, "decision_make"), posted | {"cap_reason": "Vượt khó"})

    assert levels(*rows) == [EXCELLENT] * 2
    assert "Vượt mức trần: Vượt khó" in words(client.get(address(world)))


def test_queries_of_a_decision_do_not_grow(world):
    counted = []
    for start, number in ((31, 1), (1, 1), (11, 4)):  # the first reads who acts
        rows = voted(world, *[GOOD] * number, start=start)
        for one in rows:
            choose(world, one, GOOD)
        with CaptureQueriesContext(connection) as queries:
            decide(world, *rows)
        counted.append(len(queries))

    assert counted[1] == counted[2]
