"""Pages of the meetings: who may, the console, what is saved, the minutes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations import meetings
from evaluations.models import Meeting, Question
from organizations.models import Role
from registrations.queries.meetings import fingerprint
from tests import factories
from tests.evaluations.holding import (
    HD21,
    NG,
    YEAR,
    call,
    come,
    entry,
    evaluate,
    make_round,
    make_tree,
    ready,
)
from tests.evaluations.pages import words

NOW = timezone.now()


@pytest.fixture
def tree(db):
    return make_tree()


@pytest.fixture
def round_(tree):
    return make_round(tree.bloc, NG)


@pytest.fixture
def meeting(tree, round_):
    return call(tree.secretary, round_, tree.cell)


@pytest.fixture
def browse(client):
    def sign_in(account):
        client.force_login(account)
        return client

    return sign_in


def ask(tree, meeting, *people, what="MEMBERS", method="OPEN"):
    chosen = [one.person.pk for one in people]
    return meetings.add_question(
        tree.secretary, meeting.pk, what=what, method=method, chosen=chosen
    )


def of(name, thing):
    return reverse(name, args=[thing.pk])


def places(round_, organization):
    return [
        reverse(name, args=[round_.pk, organization.pk])
        for name in ("evaluation_meetings", "evaluation_meeting_call")
    ]


def posted_call(**fields):
    return {
        "held_at_0": f"05/12/{YEAR}",
        "held_at_1": "14:00",
        "place": "Hội trường",
        "chair": "Trần Thị Bình",
        "deputy": "Phạm Văn Cường",
        "clerk": "Lê Thị Hoa",
        "about": ["own", "people"],
        "guests": "",
        **fields,
    }


def test_calling_proposes_who_leads_and_makes_the_roll(browse, tree, round_):
    client, page = browse(tree.secretary), places(round_, tree.cell)[1]
    factories.appoint(tree.superior.person, tree.base, Role.AGENCY_HEAD)

    form = client.get(page).context["form"]
    client.post(page, posted_call(guests="Lý Thị Công, Chủ tịch Công đoàn"))

    assert form.initial["chair"] == "Trần Thị Bình, Võ Minh Tú"
    assert form.initial["deputy"] == "Phạm Văn Cường"
    meeting = Meeting.objects.get()
    assert (meeting.roll.filter(votes=True).count(), meeting.place) == (5, "Hội trường")
    assert entry(meeting, "Lý Thị Công").votes is False


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"held_at_0": f"05/12/{YEAR - 1}"}, "held_at"),
        ({"deputy": "Trần Thị Bình"}, "deputy"),
        ({"place": ""}, "place"),
    ],
)
def test_calling_refuses(browse, tree, round_, fields, field):
    page = places(round_, tree.cell)[1]

    answer = browse(tree.secretary).post(page, posted_call(**fields))

    assert list(answer.context["form"].errors) == [field]
    assert not Meeting.objects.exists()


def test_facts_are_corrected_but_not_the_day(browse, tree, meeting):
    client, page = browse(tree.secretary), of("evaluation_meeting_edit", meeting)
    revision = client.get(page).context["revision"]
    day = timezone.localtime(meeting.held_at)
    given = posted_call(held_at_0=f"{day:%d/%m/%Y}", place="Phòng họp", revision=revision)

    moved = client.post(page, given | {"held_at_0": f"31/12/{YEAR}"})
    client.post(page, given)
    late = client.post(page, given | {"place": "Nơi khác"})

    meeting.refresh_from_db()
    assert list(moved.context["form"].errors) == ["held_at"]
    assert meeting.place == "Phòng họp"
    assert "vừa được sửa ở nơi khác" in words(late)
    assert "Nơi khác" in late.content.decode()


def save_cell(client, meeting, name, field, text, before=""):
    given = {"booklet": entry(meeting, name).pk, "field": field, "text": text, "before": before}
    return client.post(of("evaluation_roll_save", meeting), given)


def test_attendance_is_saved_cell_by_cell(browse, tree, meeting):
    client = browse(tree.secretary)

    there = save_cell(client, meeting, "Lê Thị Hoa", "present", "x")
    late = save_cell(client, meeting, "Lê Thị Hoa", "arrived_at", "14h5")
    hour = save_cell(client, meeting, "Lê Thị Hoa", "arrived_at", "14h05")
    clash = save_cell(client, meeting, "Lê Thị Hoa", "arrived_at", "15:00")
    unknown = save_cell(client, meeting, "Lê Thị Hoa", "votes", "x")

    assert (there.status_code, there.json()["text"]) == (200, "x")
    assert (late.status_code, hour.json()["text"]) == (422, "14:05")
    assert (clash.status_code, clash.json()["text"]) == (409, "14:05")
    assert unknown.status_code == 404
    assert "Đang có mặt 1" in words(client.get(of("evaluation_presence", meeting)))


def test_cell_of_another_meeting_is_not_found(browse, tree, round_, meeting):
    other = call(tree.neighbour, round_, tree.other)
    given = {"booklet": other.roll.first().pk, "field": "present", "text": "x", "before": ""}

    answer = browse(tree.secretary).post(of("evaluation_roll_save", meeting), given)

    assert answer.status_code == 404


def test_one_button_saves_the_whole_attendance(browse, tree, meeting):
    client, given = browse(tree.secretary), {}
    for one in meeting.roll.all():
        given |= {f"before-{one.pk}-{field}": "" for field in ("present", "arrived_at", "absence")}
        given |= {f"{one.pk}-present": "x"}
    hoa, an = entry(meeting, "Lê Thị Hoa"), entry(meeting, "Nguyễn Văn An")
    given |= {f"{hoa.pk}-arrived_at": "chiều", f"{an.pk}-present": "", f"{an.pk}-absence": "Ốm"}

    page = client.post(of("evaluation_roll_save", meeting), given)

    assert "Ghi giờ như 14:05." in words(page)
    assert 'value="chiều"' in page.content.decode()
    assert meeting.roll.filter(present=True).count() == 4
    assert entry(meeting, "Nguyễn Văn An").absence == "Ốm"


def test_texts_are_saved_while_typing_and_another_windows_text_stays(browse, tree, meeting):
    client, address = browse(tree.secretary), of("evaluation_meeting_save", meeting)
    seen = fingerprint("")

    first = client.post(address, {"field": "course", "text": "Khai mạc.", "revision": seen})
    late = client.post(address, {"field": "course", "text": "Khác.", "revision": seen})
    unknown = client.post(address, {"field": "chair", "text": "Khác.", "revision": seen})

    assert (first.status_code, first.json()["revision"]) == (200, fingerprint("Khai mạc."))
    assert (late.status_code, late.json()["text"]) == (409, "Khai mạc.")
    assert unknown.status_code == 404


def test_button_that_cannot_save_shows_what_was_typed(browse, tree, meeting):
    client, seen = browse(tree.secretary), fingerprint("")
    meetings.write_record(tree.deputy, meeting.pk, "course", "Cửa sổ kia.", revision=seen)
    given = {"revision-course": seen, "text-course": "Cửa sổ này."}

    page = words(client.post(of("evaluation_meeting", meeting), given))

    assert "Cửa sổ này." in page
    assert "Cửa sổ kia." in page


def test_roll_is_corrected_with_a_reason(browse, tree, meeting):
    client, row = browse(tree.secretary), entry(meeting, "Lê Thị Hoa")
    change = of("evaluation_roll_change", row)

    bare = client.post(change, {"change": "strike", "reason": ""})
    client.post(change, {"change": "strike", "reason": "Nghỉ chế độ"})
    client.post(
        of("evaluation_roll_add", meeting),
        {"name": "Lý Thị Công", "post": "Công đoàn", "votes": "", "reason": "Mời dự"},
    )
    page = words(client.get(of("evaluation_meeting", meeting)))

    assert list(bare.context["form"].errors) == ["reason"]
    assert "Lê Thị Hoa: Đưa khỏi danh sách: Nghỉ chế độ" in page
    assert "Thêm vào danh sách: Mời dự" in page


def test_frozen_roll_says_so(browse, tree, meeting):
    question = ask(tree, meeting, tree.member)
    question.opened_at, question.roll_size, question.present = NOW, 5, 5
    question.save()
    client = browse(tree.secretary)

    page = client.get(of("evaluation_meeting", meeting))
    refused = client.post(
        of("evaluation_roll_change", entry(meeting, "Lê Thị Hoa")),
        {"change": "strike", "reason": "Nghỉ"},
    )

    assert of("evaluation_roll_add", meeting) not in page.content.decode()
    assert "danh sách không thay đổi được nữa" in words(refused)


def test_question_is_put_and_its_gates_stand_beside_it(browse, tree, meeting):
    client, page = browse(tree.secretary), of("question_add", meeting)
    people = [tree.member.person.pk, tree.colleague.person.pk]

    offered = client.get(page)
    nobody = client.post(page, {"method": "PAPER"})
    client.post(page, {"method": "PAPER", "people": people})
    shown = client.get(of("evaluation_meeting", meeting))

    assert all(ticked for _, ticked, _ in offered.context["form"].rows())
    assert "chọn ít nhất một người" in words(nobody)
    question = Question.objects.get()
    assert question.subjects.count() == 2
    assert "Chưa cử đủ hai người kiểm phiếu đang có mặt." in words(shown)
    assert "Chưa có “Tự đánh giá” của Nguyễn Văn An, Lê Thị Hoa (NG-12)." in words(shown)
    board = reverse("evaluation_board", args=[meeting.round_id, tree.cell.pk])
    assert f'<a href="{board}">Chưa có “Tự đánh giá”' in shown.content.decode()
    client.post(of("question_remove", question))
    assert not Question.objects.exists()


def test_tellers_are_named_on_the_console(browse, tree, meeting):
    come(meeting, "Lê Thị Hoa", "Nguyễn Văn An")
    client = browse(tree.secretary)
    hoa, an = entry(meeting, "Lê Thị Hoa").pk, entry(meeting, "Nguyễn Văn An").pk

    same = client.post(of("evaluation_tellers", meeting), {"first": hoa, "second": hoa})
    client.post(of("evaluation_tellers", meeting), {"first": hoa, "second": an})

    assert "hai người khác nhau" in words(same)
    assert "Đã cử: Lê Thị Hoa, Nguyễn Văn An." in words(
        client.get(of("evaluation_meeting", meeting))
    )


def test_finishing_waits_for_open_questions(browse, tree, meeting):
    come(meeting)
    question = ask(tree, meeting, tree.member)
    client, finish = browse(tree.secretary), of("evaluation_meeting_finish", meeting)

    early = words(client.post(finish, follow=True))
    meetings.remove_question(tree.secretary, meeting.pk, question.pk)
    done = client.post(finish, follow=True)

    assert "chưa biểu quyết xong: Xếp mức nêu gương" in early
    assert "Đã kết thúc hội nghị" in words(done)
    assert 'id="roll"' not in done.content.decode()


@pytest.mark.parametrize(("guidance", "name"), [(NG, "results"), (HD21, "report_up")])
def test_finished_meeting_leads_on_to_what_comes_next(browse, tree, guidance, name):
    meeting = call(tree.secretary, make_round(tree.bloc, guidance), tree.cell)
    come(meeting)
    link = reverse(name, args=[meeting.round_id, tree.cell.pk])
    client = browse(tree.secretary)

    going_on = client.get(of("evaluation_meeting", meeting)).content.decode()
    done = client.post(of("evaluation_meeting_finish", meeting), follow=True).content.decode()

    assert f'href="{link}"' not in going_on
    assert f'href="{link}"' in done
    assert client.get(link).status_code == 200


def test_meeting_called_by_mistake_is_taken_back(browse, tree, meeting):
    client, cancel = browse(tree.secretary), of("evaluation_meeting_cancel", meeting)
    question = ask(tree, meeting, tree.member)
    Question.objects.filter(pk=question.pk).update(opened_at=NOW, roll_size=5, present=5)

    kept = client.post(cancel, follow=True)
    question.delete()
    gone = client.post(cancel, follow=True)

    assert "không bỏ được" in words(kept)
    assert "Đã bỏ hội nghị." in words(gone)
    assert not Meeting.objects.exists()


def test_next_years_comments_may_be_the_same_evening(browse, tree, round_):
    following = factories.make_round(tree.bloc, YEAR + 1, guidance=NG, **factories.ADOPTION)

    page = browse(tree.secretary).get(places(round_, tree.cell)[0]).content.decode()

    assert reverse("meeting_call", args=[following.pk, tree.cell.pk]) in page


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("guidance", "queries"), [(NG, 12), (HD21, 24)])
def test_console_asks_as_often_for_one_as_for_three(
    browse, tree, django_assert_num_queries, guidance, queries, many
):
    round_ = make_round(tree.bloc, guidance)
    people = [
        factories.make_person(f"Mai Văn {number}", factories.make_group(tree.cell, f"Tổ {number}"))
        for number in range(many)
    ]
    meeting = call(tree.secretary, round_, tree.cell)
    come(meeting)
    ready(round_, tree.cell, people)
    evaluate(round_, tree.cell)
    for one in people:
        meetings.add_question(
            tree.secretary, meeting.pk, what="MEMBERS", method="PAPER", chosen=[one.pk]
        )
    meetings.add_question(tree.secretary, meeting.pk, what="BODY", method="PAPER", chosen=[])
    client = browse(tree.secretary)

    with django_assert_num_queries(queries):
        client.get(of("evaluation_meeting", meeting))


@pytest.mark.parametrize("many", [1, 3])
def test_list_asks_as_often_for_one_as_for_three(
    browse, tree, round_, django_assert_num_queries, many
):
    for _ in range(many):
        ask(tree, call(tree.secretary, round_, tree.cell), tree.member).delete()
    client = browse(tree.secretary)

    with django_assert_num_queries(9):
        client.get(places(round_, tree.cell)[0])


def test_finished_meeting_offers_no_form_that_it_would_refuse(browse, tree, meeting):
    come(meeting)
    meetings.finish_meeting(tree.secretary, meeting.pk)
    client = browse(tree.secretary)

    for page in (
        of("evaluation_meeting_edit", meeting),
        of("evaluation_roll_add", meeting),
        of("evaluation_roll_change", entry(meeting, "Lê Thị Hoa")),
    ):
        answer = client.get(page, follow=True)

        assert answer.redirect_chain == [(of("evaluation_meeting", meeting), 302)]
        assert "Hội nghị đã kết thúc; nội dung không thay đổi được nữa." in words(answer)
