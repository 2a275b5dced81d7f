"""An organization's evaluation: facts, ceiling, the cap, collectives and leaders, recognition."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation, Subject
from organizations.models import Role
from registrations.models import Guidance
from tests import factories
from tests.evaluations.deciding import COMPLETED, EXCELLENT, GOOD, make_world
from tests.evaluations.pages import words
from tests.evaluations.test_deciding_pages import NUMBERED, asked, sign_in

NOW = timezone.now()


@pytest.fixture
def world(db):
    return make_world()


def page(world, organization=None, name="evaluation_organization"):
    return reverse(name, args=[world.round.pk, (organization or world.cell).pk])


def ready_cell(world, cell, vote=EXCELLENT):
    """Let everything before the decision on a cell be done."""
    person = factories.make_person(f"Người {cell.name}", cell)
    factories.make_decided(world.round, cell, person, GOOD)
    factories.make_report(world.round, cell)
    return factories.make_organization_evaluation(world.round, cell, vote)


def decide(client, path, level, **fields):
    posted = {
        "act": "decide",
        "chosen_level": level,
        "before-chosen_level": "",
        "chosen_votes": "",
        "before-chosen_votes": "",
        "decision_reason": "",
        "before-decision_reason": "",
    }
    return client.post(path, posted | NUMBERED | fields)


def level_of(evaluation):
    return Evaluation.objects.get(pk=evaluation.pk).level


def test_organization_is_read_by_its_committee_and_those_above(world, client):
    assert asked(client, world, page(world)) == {
        "superior": 200,
        "standing": 200,
        "board": 200,
        "inspection": 200,
        "propaganda": 403,
        "cell": 200,
        "member": 403,
        "elsewhere": 404,
    }


def test_what_is_not_reported_is_nobodys_above(world, client):
    row = factories.make_organization_evaluation(world.round, world.cell, EXCELLENT)
    Evaluation.objects.filter(pk=row.pk).update(reported_at=None)
    sign_in(client, world.superior)

    shown = words(client.get(page(world)))

    assert "chưa báo cáo kết quả" in shown
    assert "Bỏ phiếu kín" not in shown


def test_committee_records_facts_and_sees_the_ceiling(world, client):
    sign_in(client, factories.make_officer(world.cell))
    factories.make_decided(world.round, world.cell, factories.make_person("An", world.cell), GOOD)
    grades = {
        f"grade_{name}": "GOOD"
        for name in ("programme", "leadership", "democracy", "integrity", "inspection")
    }

    before = words(client.get(page(world)))
    assert "Chưa có mức cao nhất" in before
    assert "Để trống thì lấy theo báo cáo kiểm điểm." in before
    assert "Chưa có trong báo cáo kiểm điểm" in before
    assert "bản tự kiểm điểm" not in before
    answer = client.post(page(world), {"act": "facts", "grade_remedy": "NONE", **grades})

    assert answer.status_code == 302
    shown = words(client.get(page(world)))
    assert "Cao nhất là mức “Hoàn thành tốt nhiệm vụ”" in shown
    assert client.post(page(world), {"act": "choose"}).status_code == 403


def test_level_that_the_decision_needs_is_not_called_optional(world, client):
    ready_cell(world, world.cell)
    sign_in(client, world.superior)

    shown = words(client.get(page(world)))

    assert "Mức (không bắt buộc)" not in shown
    assert "Lý do (không bắt buộc)" in shown


def test_level_above_decides_under_the_cap_of_those_directly_below(world, client):
    first, second = ready_cell(world, world.cell), ready_cell(world, world.other)
    sign_in(client, world.superior)

    assert decide(client, page(world), EXCELLENT).status_code == 302
    refused = decide(client, page(world, world.other), EXCELLENT)

    assert (level_of(first), level_of(second)) == (EXCELLENT, "")
    assert "H21-24" in words(refused)
    first.refresh_from_db()
    assert first.decided_as == "Ban Chấp hành Đảng bộ Sở Xây dựng"
    list_page = words(client.get(page(world, world.base, "decide_organizations")))
    assert "12-QĐ/ĐU" in list_page
    assert "Đã chọn xuất sắc 2" in list_page


def test_cap_with_the_names_under_it_is_not_for_the_organization_rated(world, client):
    ready_cell(world, world.cell)
    own = factories.make_officer(world.cell)

    texts = [
        words(sign_in(client, one).get(page(world)))
        for one in (own, world.superior, world.standing, world.board)
    ]

    assert ["Xuất sắc nhiều nhất" in one for one in texts] == [False, True, True, True]


def test_level_other_than_the_ballot_needs_a_reason(world, client):
    row = ready_cell(world, world.cell, GOOD)
    sign_in(client, world.superior)

    assert "ghi lý do" in words(decide(client, page(world), COMPLETED))
    answer = decide(
        client,
        page(world),
        COMPLETED,
        **{"before-chosen_level": COMPLETED, "decision_reason": "Có đơn thư"},
    )

    assert (answer.status_code, level_of(row)) == (302, COMPLETED)


def test_decision_waits_for_what_comes_before(world, client):
    row = factories.make_organization_evaluation(world.round, world.cell)
    factories.make_person("Chưa xếp", world.cell)
    sign_in(client, world.superior)

    shown = words(client.get(page(world)))
    refused = words(decide(client, page(world), GOOD))

    assert "Chưa xếp loại xong đảng viên: Chưa xếp (H21-05)." in shown
    assert "H21-05" in refused
    assert level_of(row) == ""


def test_base_organizations_are_the_standing_committees(world, client):
    factories.make_organization_evaluation(world.round, world.base)

    for account, code in ((world.standing, 200), (world.board, 403), (world.superior, 403)):
        sign_in(client, account)
        answer = client.post(page(world, world.base), {"act": "choose"})
        assert answer.status_code in ((302, 200) if code == 200 else (code,))


def test_choice_saved_elsewhere_is_told_and_nothing_typed_is_lost(world, client):
    row = ready_cell(world, world.cell)
    Evaluation.objects.filter(pk=row.pk).update(chosen_level=COMPLETED)
    sign_in(client, world.superior)

    answer = words(decide(client, page(world), GOOD, act="choose"))

    assert "Đồng chí khác vừa ghi" in answer
    assert Evaluation.objects.get(pk=row.pk).chosen_level == COMPLETED


def take_in(client, world, kind, **posted):
    address = reverse("body_take_in", args=[world.round.pk, world.cell.pk, kind])
    return client.post(address, posted)


def test_collective_and_head_after_the_organization_never_above_it(world, client):
    secretary = factories.make_officer(world.cell)
    factories.make_decided(world.round, world.cell, secretary.person, GOOD)
    ready_cell(world, world.cell, GOOD)
    sign_in(client, secretary)
    take_in(client, world, "tap-the", body="Chi ủy")
    take_in(client, world, "can-bo", nguoi=secretary.person_id, **{"chuc-vu": "Bí thư"})
    collective = Evaluation.objects.get(subject=Subject.COLLECTIVE)
    head = Evaluation.objects.get(subject=Subject.LEADER)
    facts = {**factories_body_facts()}
    Evaluation.objects.filter(pk=collective.pk).update(facts=facts)
    place = {one.pk: reverse("evaluation_body", args=[one.pk]) for one in (collective, head)}
    client.post(place[collective.pk], {"act": "review", "done": "1"})
    assert client.post(place[head.pk], {"act": "review", "done": "1"}).status_code == 302
    head.refresh_from_db()
    assert head.reviewed_at is None  # the own one is another's
    Evaluation.objects.filter(pk=head.pk).update(reviewed_at=NOW)

    sign_in(client, world.superior)
    assert "H21-05" in words(client.get(place[collective.pk]))
    decide(client, page(world), GOOD)
    assert "H21-31" in words(decide(client, place[collective.pk], EXCELLENT))
    again = {"before-chosen_level": ""}
    assert decide(client, place[collective.pk], GOOD, **again).status_code == 302
    assert "H21-32" in words(decide(client, place[head.pk], EXCELLENT))
    assert decide(client, place[head.pk], GOOD).status_code == 302

    assert (level_of(collective), level_of(head)) == (GOOD, GOOD)


def factories_body_facts():
    names = ("programme", "leadership", "democracy", "integrity", "inspection")
    return {f"grade_{name}": "EXCELLENT" for name in names} | {"grade_remedy": "NONE"}


def test_leaders_come_from_positions_with_the_head_last(world, client):
    factories.make_officer(world.cell)
    factories.make_officer(world.cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường")
    sign_in(client, world.superior)

    factories.make_organization_evaluation(world.round, world.cell)
    shown = words(client.get(page(world)))
    found = [shown.index(one) for one in ("Chi ủy", "Phạm Văn Cường, Phó Bí thư", "Bình, Bí thư")]
    assert found == sorted(found)


def test_exemplary_organization_shows_score_vote_and_recognition(db, client):
    world = make_world(Guidance.NEU_GUONG_2017)
    row = factories.make_organization_evaluation(
        world.round, world.base, GOOD, level=GOOD, decided_at=NOW, self_level="OUTSTANDING"
    )
    Evaluation.objects.update(facts={"scores": {str(one): "11" for one in range(1, 10)}})
    sign_in(client, world.standing)

    shown = words(client.get(page(world, world.base)))
    assert "khác mức hội nghị biểu quyết" in shown
    client.post(page(world, world.base), {"act": "answer", "answer": "CONFIRMED", "reason": ""})

    row.refresh_from_db()
    assert row.superior == "CONFIRMED"
    assert "Công nhận" in words(client.get(page(world, world.bloc, "decide_organizations")))


def test_other_rounds_and_kinds_have_no_such_page(world, client):
    booklets = factories.make_round(
        world.bloc, world.round.year, guidance=Guidance.LAM_DONG_2017, **factories.ADOPTION
    )
    sign_in(client, world.superior)

    for name in ("evaluation_organization", "decide_organizations"):
        path = reverse(name, args=[booklets.pk, world.base.pk])
        assert client.get(path).status_code == 404
    sign_in(client, world.standing)
    assert client.get(page(world, world.bloc)).status_code == 404


def test_collectives_of_a_type_under_one_committee_share_a_cap(world, client):
    found = []
    for cell in (world.cell, world.other):
        factories.make_organization_evaluation(
            world.round, cell, EXCELLENT, level=EXCELLENT, decided_at=NOW
        )
        found.append(
            Evaluation.objects.create(
                round=world.round,
                subject=Subject.COLLECTIVE,
                organization=cell,
                body="Chi ủy",
                reviewed_at=NOW,
                facts=factories_body_facts(),
            )
        )
    sign_in(client, world.superior)
    first, second = (reverse("evaluation_body", args=[one.pk]) for one in found)

    assert decide(client, first, EXCELLENT).status_code == 302
    refused = words(decide(client, second, EXCELLENT))

    assert "Vượt mức trần (H21-31)" in refused
    assert [level_of(one) for one in found] == [EXCELLENT, ""]


def test_organization_too_young_is_not_classified(world, client):
    row = ready_cell(world, world.cell, GOOD)
    world.cell.founded_on = f"{world.round.year}-07-02"
    world.cell.save()
    sign_in(client, world.superior)

    assert "chưa đủ 06 tháng" in words(client.get(page(world)))
    decide(client, page(world), GOOD)

    assert level_of(row) == ""


def test_leader_of_two_posts_shows_both_levels(world, client):
    person = factories.make_person("Hai chức vụ", world.cell)
    first, _ = (
        Evaluation.objects.create(
            round=world.round,
            subject=Subject.LEADER,
            organization=cell,
            person=person,
            body="Phó Bí thư",
            **fields,
        )
        for cell, fields in (
            (world.cell, {}),
            (world.other, {"level": COMPLETED, "decided_at": NOW}),
        )
    )
    sign_in(client, world.superior)

    shown = words(client.get(reverse("evaluation_body", args=[first.pk])))

    assert "Phó Bí thư Chi bộ 2 Hoàn thành nhiệm vụ" in shown
    assert "H21-33" in shown


def test_list_of_the_bloc_shows_members_under_their_caps(world, client):
    for number, level in enumerate([EXCELLENT, GOOD, GOOD, COMPLETED]):
        cell = (world.cell, world.other)[number % 2]
        person = factories.make_person(f"Người {number}", cell)
        factories.make_decided(world.round, cell, person, level)
    sign_in(client, world.standing)

    shown = words(client.get(page(world, world.bloc, "decide_organizations")))

    assert "Đảng bộ Sở Xây dựng Đảng bộ cơ sở 4 1 1 Chưa báo cáo" in shown
    assert "Chi bộ Văn phòng Chi bộ cơ sở 0 0 0 Chưa báo cáo" in shown


def test_superiors_suggest_before_anything_is_reported(world, client):
    take = reverse("body_take_in", args=[world.round.pk, world.base.pk, "to-chuc"])
    sign_in(client, world.superior)
    assert client.post(take).status_code == 302
    Evaluation.objects.all().delete()
    sign_in(client, world.board)

    assert "Ghi ý kiến" in words(client.get(page(world, world.base)))
    answer = client.post(take)
    posted = {"kind": "SUGGESTION", "source": "BTV", "given_on": "01/12/2025", "text": "Làm rõ"}
    client.post(answer.url, posted)

    one = Evaluation.objects.get(subject=Subject.ORGANIZATION)
    assert (one.organization, one.opinions.get().text) == (world.base, "Làm rõ")
    kind = reverse("body_take_in", args=[world.round.pk, world.base.pk, "tap-the"])
    assert client.post(kind, {"body": "Ban Chấp hành"}).status_code == 403
