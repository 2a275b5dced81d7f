"""The own year-end assessment: written, handed in, its result; what the year's end asks of one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation
from evaluations.queries.year_end import board_links, own_tasks
from organizations.access import Viewer
from organizations.models import PersonState
from registrations.models import Guidance
from registrations.queries.meetings import fingerprint
from tests import factories
from tests.evaluations.acts import make_paper, propose, sign_in, write_self
from tests.evaluations.pages import words


def address(round_, name="own_evaluation"):
    return reverse(name, args=[round_.pk])


def save(client, round_, field, text, shown=""):
    posted = {"field": field, "text": text, "revision": fingerprint(shown), "writer": "a"}
    return client.post(address(round_, "own_evaluation_save"), posted)


def post_all(client, round_, **fields):
    posted = {"revision-self_level": fingerprint(""), "revision-self_text": fingerprint("")}
    return client.post(address(round_), {**posted, **fields}, follow=True)


def publish(evaluation, level="GOOD"):
    now = timezone.now()
    Evaluation.objects.filter(pk=evaluation.pk).update(
        level=level,
        decided_at=now,
        published_at=now,
        outcome={
            "reasons": [
                {"rule": "NG-09", "place": "mục IV.2.1", "text": "20/30 người công nhận mức tốt."}
            ]
        },
    )


def test_field_is_saved_while_typed(year, client):
    sign_in(client, year.member)

    first = save(client, year.ng, "self_text", "Một")
    second = save(client, year.ng, "self_text", "Một hai", shown="Một")
    late = save(client, year.ng, "self_text", "Ba", shown="Một")

    assert [one.status_code for one in (first, second, late)] == [200, 200, 409]
    assert second.json()["revision"] == fingerprint("Một hai")
    assert late.json()["text"] == "Một hai"


def test_field_is_saved_in_eight_queries(year, client):
    sign_in(client, year.member)
    save(client, year.ng, "self_text", "Một")

    with CaptureQueriesContext(connection) as queries:
        save(client, year.ng, "self_text", "Một hai", shown="Một")

    assert len([one for one in queries if "SAVEPOINT" not in one["sql"]]) <= 8


@pytest.mark.parametrize("field", ["", "proposed_level", "facts", "self_at"])
def test_other_fields_are_not_found(year, client, field):
    sign_in(client, year.member)

    assert save(client, year.ng, field, "GOOD").status_code == 404


def test_level_that_is_none_is_refused(year, client):
    sign_in(client, year.member)

    assert save(client, year.ng, "self_level", "EXCELLENT").status_code == 422


def test_page_hands_in(year, client):
    sign_in(client, year.member)

    answer = post_all(client, year.ng, **{"text-self_level": "GOOD", "hand_in": "1"})

    assert "Đã nộp tự đánh giá" in words(answer)
    one = Evaluation.objects.get()
    assert (one.person, one.organization, one.self_level) == (
        year.member.person,
        year.cell,
        "GOOD",
    )
    assert one.self_at is not None


def test_page_says_what_is_missing_and_keeps_what_was_typed(year, client):
    sign_in(client, year.member)

    answer = post_all(client, year.ld, **{"text-self_level": "COMPLETED", "hand_in": "1"})

    assert "Đồng chí chưa viết phần tự đánh giá năm." in words(answer)
    assert Evaluation.objects.get().self_level == "COMPLETED"


def test_page_shows_both_where_another_window_wrote(year, client):
    write_self(year, year.ng, "self_text", "Cửa sổ kia")
    sign_in(client, year.member)

    answer = post_all(client, year.ng, **{"text-self_text": "Cửa sổ này"})

    assert "Cửa sổ kia" in words(answer)
    assert "Cửa sổ này" in words(answer)
    assert Evaluation.objects.get().self_text == "Cửa sổ kia"


def test_page_is_open_to_who_hands_in_after_the_committee_has_written(year, client):
    propose(year, year.ng, "PIONEERING")
    sign_in(client, year.member)

    empty = words(client.get(address(year.ng)))
    page = words(post_all(client, year.ng, **{"text-self_level": "GOOD", "hand_in": "1"}))

    assert "Tổ đảng hoặc chi ủy đã ghi ý kiến" not in empty
    assert "Đã nộp tự đánh giá. " in page
    assert "Tổ đảng hoặc chi ủy đã ghi ý kiến" in page
    assert "còn sửa được" not in page


def test_page_keeps_what_the_committee_has_read(year, client):
    write_self(year, year.ng, "self_level", "GOOD")
    Evaluation.objects.update(self_at=timezone.now())
    propose(year, year.ng, "PIONEERING")
    sign_in(client, year.member)

    page = words(client.get(address(year.ng)))

    assert "Tổ đảng hoặc chi ủy đã ghi ý kiến" in page
    assert "Thể hiện được tính tiền phong" not in page  # the committee's proposal
    assert save(client, year.ng, "self_level", "OUTSTANDING", shown="GOOD").status_code == 422


def test_result_is_shown_only_once_published(year, client):
    propose(year, year.ng, "Gương mẫu đi đầu", field="praise")
    one = Evaluation.objects.get()
    one.level, one.decided_at = "PIONEERING", timezone.now()
    one.save()
    sign_in(client, year.member)

    before = words(client.get(address(year.ng)))
    publish(one, "PIONEERING")
    answer = client.get(address(year.ng))

    for secret in ("Thể hiện được tính tiền phong", "Gương mẫu đi đầu", "20/30 người"):
        assert secret not in before
        assert secret in words(answer)
    assert f'href="/quy-dinh/neu_guong_2017/?nam={year.ng.year}#NG-09"' in answer.content.decode()


def test_page_is_the_own_alone(year, client):
    write_self(year, year.ng, "self_text", "Chữ của An")
    sign_in(client, year.secretary)

    assert "Chữ của An" not in words(client.get(address(year.ng)))


def test_page_is_not_found_for_who_is_of_no_round(year, client):
    outsider = factories.make_bloc("Đảng bộ Khối doanh nghiệp")
    cell = factories.make_cell(factories.make_base(outsider))
    nobody = factories.make_account(factories.make_person("Người Ngoài", cell), "ngoai")
    worker = factories.make_person("Quần Chúng", year.cell, admitted_on=None, official_on=None)
    worker = factories.make_account(worker, "quanchung")

    sign_in(client, nobody)
    assert client.get(address(year.ng)).status_code == 404
    sign_in(client, worker)
    assert [client.get(address(one)).status_code for one in (year.ng, year.ld)] == [200, 404]
    sign_in(client, factories.make_account())
    assert client.get(address(year.ng)).status_code == 403


def test_page_of_hd_leads_to_where_the_self_review_is_written(year, client):
    sign_in(client, year.member)

    assert f"{reverse('tasks')}#cua-dong-chi" in client.get(address(year.hd)).content.decode()


def test_page_of_hd_leads_to_the_self_review(year, client):
    paper = make_paper(year, year.member)
    sign_in(client, year.member)

    answer = client.get(address(year.hd))

    assert reverse("registration", args=[paper.pk]) in answer.content.decode()
    assert "Nộp" not in words(answer).replace("nộp", "")


def test_exempt_person_reads_why(year, client):
    factories.set_state(year.member.person, PersonState.Kind.EXEMPT)
    sign_in(client, year.member)

    assert "Được miễn công tác và sinh hoạt đảng." in words(client.get(address(year.ng)))
    assert save(client, year.ng, "self_level", "GOOD").status_code == 422


def test_who_became_exempt_hands_in_no_more(year, client):
    write_self(year, year.ng, "self_level", "GOOD")
    factories.set_state(year.member.person, PersonState.Kind.EXEMPT)
    sign_in(client, year.member)

    answer = post_all(client, year.ng, **{"text-self_level": "GOOD", "hand_in": "1"})

    assert "Được miễn công tác" in words(answer)
    assert Evaluation.objects.get().self_at is None


def test_own_tasks_are_those_to_write_and_published_results(year):
    day = date(year.ng.year + 1, 1, 15)
    person = year.member.person

    assert [one.round for one in own_tasks(person, day)] == [year.ld, year.ng]
    ng = own_tasks(person, day)[1]
    assert (ng.due, ng.overdue, ng.handed_in) == (date(year.ng.year, 12, 31), True, False)
    assert own_tasks(person, day)[0].due is None  # LD names no day
    assert own_tasks(person, date(year.ng.year, 9, 30)) == []
    assert len(own_tasks(person, date(year.ng.year, 10, 1))) == 2

    propose(year, year.hd, "Tốt", field="praise")
    assert year.hd not in [one.round for one in own_tasks(person, day)]
    publish(Evaluation.objects.get())
    hd = next(one for one in own_tasks(person, day) if one.round == year.hd)
    assert (hd.published, hd.level) == (True, "Hoàn thành tốt nhiệm vụ")


def test_own_tasks_spare_who_owes_nothing(year):
    day = date(year.ng.year + 1, 1, 15)
    factories.set_state(year.mate.person, PersonState.Kind.SUSPENDED_PARTY)
    worker = factories.make_person("Quần Chúng", year.cell, admitted_on=None, official_on=None)

    assert own_tasks(year.mate.person, day) == []
    assert [one.round for one in own_tasks(worker, day)] == [year.ng]
    year.ng.closed_at = timezone.now()
    year.ng.save()
    assert own_tasks(worker, day) == []


def test_boards_are_those_of_the_cells_and_groups_that_one_leads(year):
    day = date(year.ng.year + 1, 1, 15)

    def boards(account):
        found = board_links(Viewer(account, day))
        return {(one.round.guidance, one.organization) for one in found}

    opened = (year.ng, year.ld, year.hd, year.ck)
    assert boards(year.secretary) == {(one.guidance, year.cell) for one in opened}
    assert boards(year.leader) == {
        (Guidance.NEU_GUONG_2017, year.group),
        (Guidance.LAM_DONG_2017, year.group),
    }
    assert boards(year.mate) == boards(year.superior) == set()


def test_task_list_leads_to_the_own_assessment_and_the_board(year, client):
    sign_in(client, year.secretary)

    page = client.get(reverse("tasks")).content.decode()

    assert address(year.ng) in page
    assert reverse("evaluation_board", args=[year.ng.pk, year.cell.pk]) in page


def test_cells_registration_board_leads_to_the_evaluation(year, client):
    sign_in(client, year.secretary)

    page = client.get(reverse("round_progress", args=[year.ng.pk, year.cell.pk]))

    assert reverse("evaluation_board", args=[year.ng.pk, year.cell.pk]) in page.content.decode()


def test_list_of_years_leads_where_the_reader_may(year, client):
    sign_in(client, year.leader)

    page = client.get(reverse("evaluations")).content.decode()

    assert reverse("evaluation_board", args=[year.ng.pk, year.group.pk]) in page
    assert reverse("evaluation_board", args=[year.ng.pk, year.cell.pk]) not in page
    assert address(year.ng) in page
    sign_in(client, factories.make_account())
    assert client.get(reverse("evaluations")).status_code == 403


def test_list_of_years_asks_a_constant_number(year, client):
    sign_in(client, year.secretary)
    counts = []
    for turn in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("evaluations"))
        counts.append(len(queries))
        for number in (1, 2):
            factories.make_round(year.bloc, year.ng.year - 2 * turn - number)

    assert counts[0] == counts[1]
