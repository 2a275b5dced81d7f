"""The pages of rounds and registrations, as a browser asks for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organizations.models import LogEntry, Organization, Person
from organizations.vietnamese import in_small
from registrations import actions, round_actions
from registrations.models import Answer, Registration, Step
from registrations.views import files
from tests import factories


def draft(place):
    return actions.start(place.member, place.round, place.member.person)


def save(client, registration, field="1", text="Một", revision=0, writer="A"):
    address = reverse("answer_save", args=[registration.pk])
    return client.post(
        address, {"field": field, "text": text, "revision": revision, "writer": writer}
    )


def test_save_answers_with_revision_and_time(place, browse):
    answer = save(browse(place.member), draft(place))

    assert (answer.status_code, answer.json()["revision"], answer.json()["text"]) == (200, 1, "Một")


def test_save_from_another_window_answers_with_its_text(place, browse):
    registration = draft(place)
    client = browse(place.member)
    save(client, registration)

    answer = save(client, registration, text="Hai", writer="B")

    assert (answer.status_code, answer.json()["text"]) == (409, "Một")


@pytest.mark.parametrize("field", ["9", "10", "0", "-1", "abc", "", "1e1"])
def test_save_of_a_section_that_the_person_does_not_have_is_not_found(place, browse, field):
    assert save(browse(place.member), draft(place), field=field).status_code == 404


def test_save_after_handing_in_says_that_it_moved(place, browse):
    registration = factories.hand_in(place.member, place.round)

    assert save(browse(place.member), registration).status_code == 410


def test_save_of_another_persons_text_is_refused_and_logged(place, browse):
    registration = draft(place)

    answer = save(browse(place.colleague), registration)

    assert (answer.status_code, Answer.objects.count()) == (403, 0)
    assert LogEntry.objects.get().verb == "refused"


def test_save_takes_few_queries(place, browse):
    registration = draft(place)
    client = browse(place.member)
    save(client, registration)

    with CaptureQueriesContext(connection) as captured:
        save(client, registration, text="Hai", revision=1)

    asked = [one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 8, [one["sql"][:90] for one in asked]


@pytest.mark.parametrize(
    ("guidance", "field"),
    [("cam_ket_9", "muc-8"), ("lam_dong_2017", "muc-khac-phuc"), ("neu_guong_2017", "muc-III")],
)
def test_shortcomings_of_last_year_stand_at_the_field_that_answers_them(
    place, browse, guidance, field
):
    year, person = place.round.year, place.member.person
    place.round.delete()
    round_ = factories.make_round(place.bloc, year, guidance=guidance, **factories.ADOPTION)
    registration = actions.start(place.member, round_, person)
    actions.record_shortcomings(place.secretary, person, year - 1, "Còn chậm gửi báo cáo.")

    page = browse(place.member).get(reverse("registration_edit", args=[registration.pk]))

    after = page.content.decode().partition(f'id="{field}"')[2]
    assert "Còn chậm gửi báo cáo." in after.partition("<textarea")[0]
    assert page.content.decode().count("Còn chậm gửi báo cáo.") == 1


def test_edit_without_script_saves_all_and_goes_on_to_the_check(place, browse):
    registration = draft(place)
    client = browse(place.member)

    answer = client.post(
        reverse("registration_edit", args=[registration.pk]),
        {"text-1": "Một", "revision-1": "0", "text-2": "Hai", "revision-2": "0", "check": "1"},
    )

    assert answer.url == reverse("registration_check", args=[registration.pk]) + "?da-luu"
    texts = dict(Answer.objects.exclude(text="").values_list("field", "text"))
    assert texts == {"1": "Một", "2": "Hai"}


def test_edit_without_script_shows_both_texts_of_a_conflict(place, browse):
    registration = draft(place)
    client = browse(place.member)
    save(client, registration, text="Của cửa sổ A")

    answer = client.post(
        reverse("registration_edit", args=[registration.pk]),
        {"text-1": "Của cửa sổ B", "revision-1": "0"},
    )

    page = answer.content.decode()
    assert "Của cửa sổ A" in page
    assert "Của cửa sổ B" in page


def test_edit_with_a_huge_text_keeps_what_was_typed(place, browse):
    registration = draft(place)

    answer = browse(place.member).post(
        reverse("registration_edit", args=[registration.pk]),
        {"text-1": "a" * 20_001, "revision-1": "0", "text-2": "Hai", "revision-2": "0"},
    )

    page = answer.content.decode()
    assert "tối đa 20.000 ký tự" in page
    assert "a" * 20_001 in page
    assert Answer.objects.get(field="2").text == "Hai"


def test_markup_in_a_text_is_shown_as_typed(place, browse):
    registration = draft(place)
    client = browse(place.member)
    save(client, registration, text="<script>alert(1)</script>{{ 1 }}")

    page = client.get(reverse("registration_check", args=[registration.pk])).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 1 }}" in page


def test_check_lists_what_is_missing_with_links(place, browse):
    registration = draft(place)
    factories.fill(place.member, registration, [1, 2, 3, 4, 5, 6])

    answer = browse(place.member).get(reverse("registration_check", args=[registration.pk]))

    assert [row.key for row in answer.context["missing"]] == ["7"]
    address = reverse("registration_edit", args=[registration.pk])
    assert f'href="{address}#muc-7"' in answer.content.decode()


def test_submit_by_the_page(place, browse):
    registration = draft(place)
    factories.fill(place.member, registration)

    browse(place.member).post(reverse("registration_check", args=[registration.pk]))

    registration.refresh_from_db()
    assert registration.step == Step.SUBMITTED


def test_return_without_a_reason_asks_for_it(place, browse):
    registration = factories.hand_in(place.member, place.round)

    answer = browse(place.secretary).post(
        reverse("registration_return", args=[registration.pk]), {"reason": "  "}
    )

    registration.refresh_from_db()
    assert (answer.status_code, registration.step) == (200, Step.SUBMITTED)


def test_return_sends_the_reason(place, browse):
    registration = factories.hand_in(place.member, place.round)
    browse(place.secretary).post(
        reverse("registration_return", args=[registration.pk]), {"reason": "Thiếu chỉ tiêu"}
    )

    page = browse(place.member).get(reverse("tasks")).content.decode()

    assert "Thiếu chỉ tiêu" in page


def test_verification_code_opens_for_who_may_read(place, browse):
    registration = factories.hand_in(place.member, place.round)
    address = reverse("verify", args=[registration.code.lower()])

    found = browse(place.secretary).get(address)
    hidden = browse(place.other_secretary).get(address)

    assert found.url == reverse("registration", args=[registration.pk])
    assert hidden.status_code == 404


def test_reading_and_printing_for_others_is_logged(place, browse):
    registration = factories.hand_in(place.member, place.round)
    client = browse(place.secretary)

    client.get(reverse("registration", args=[registration.pk]))
    client.get(reverse("registration_pdf", args=[registration.pk]))

    assert sorted(LogEntry.objects.values_list("verb", flat=True)) == ["print", "read"]


def test_own_pdf_is_a_pdf_named_after_the_person(place, browse):
    registration = factories.hand_in(place.member, place.round)

    answer = browse(place.member).get(reverse("registration_pdf", args=[registration.pk]))

    assert answer.content.startswith(b"%PDF-")
    assert "Nguy%E1%BB%85n%20V%C4%83n%20An" in answer.headers["Content-Disposition"]


def test_reprint_stays_as_signed(place, rf):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    before = files.paper_of(rf.get("/"), Registration.objects.get())
    Person.objects.update(full_name="Tên Khác", workplace="Nơi khác")
    Organization.objects.filter(pk=place.cell.pk).update(name="Chi bộ đổi tên")
    place.secretary.person.positions.update(title="Chức danh khác")

    after = files.paper_of(rf.get("/"), Registration.objects.get())

    assert (after, after.full_name) == (before, "Nguyễn Văn An")


def test_versions_in_work_are_not_listed_for_others(place, browse):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    actions.supplement(place.member, registration)
    address = reverse("registration", args=[registration.pk])

    listed = {
        name: len(browse(getattr(place, name)).get(address).context["versions"])
        for name in ("member", "secretary")
    }

    assert listed == {"member": 2, "secretary": 1}


@pytest.mark.parametrize("code", ["%00", "x'--", "A" * 300])
def test_odd_verification_codes_are_not_found(place, browse, code):
    assert browse(place.secretary).get(f"/xac-minh/{code}/").status_code == 404


def test_save_with_an_odd_window_name_is_kept(place, browse):
    answer = save(browse(place.member), draft(place), writer="\x00" + "w" * 100)

    assert answer.status_code == 200


def test_supplement_of_who_left_is_refused_politely(place, browse):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.secretary, registration.pk)
    place.member.person.placements.update(ended_on=timezone.localdate())

    answer = browse(place.member).post(reverse("registration_supplement", args=[registration.pk]))

    assert answer.status_code == 403


def test_edit_after_handing_in_elsewhere_says_so(place, browse):
    registration = factories.hand_in(place.member, place.round)
    address = reverse("registration_edit", args=[registration.pk])

    answer = browse(place.member).post(address, {"text-7": "Viết ở cửa sổ hai"}, follow=True)

    assert "vừa được chuyển bước ở nơi khác" in answer.content.decode()


def test_returned_paper_that_was_in_time_is_not_called_late(place, browse):
    past = factories.make_round(place.bloc, year=timezone.localdate().year - 1)
    registration = factories.hand_in(place.member, past)
    Registration.objects.update(late=False)
    actions.return_to_author(place.secretary, registration.pk, "Mục 3 còn chung chung")
    fresh = actions.start(place.colleague, past, place.colleague.person)
    factories.fill(place.colleague, fresh)
    for account in (place.member, place.colleague):
        factories.hand_in(account, place.round)

    def called_late(account, name, *arguments):
        page = browse(account).get(reverse(name, args=arguments)).content.decode()
        return "ghi là nộp muộn" in page

    for name in ("registration_edit", "registration_check"):
        assert not called_late(place.member, name, registration.pk)
        assert called_late(place.colleague, name, fresh.pk)
    assert not called_late(place.member, "tasks")
    assert called_late(place.colleague, "tasks")


def test_second_officers_reason_is_kept(place, browse):
    registration = factories.hand_in(place.member, place.round)
    actions.confirm(place.deputy, registration.pk)
    address = reverse("registration_return", args=[registration.pk])

    answer = browse(place.secretary).post(address, {"reason": "Một lý do dài"})

    page = answer.content.decode()
    assert "Một lý do dài" in page
    assert "vừa được người khác xử lý" in page


def test_invisible_reason_is_asked_for_again(place, browse):
    registration = factories.hand_in(place.member, place.round)
    address = reverse("registration_return", args=[registration.pk])

    answer = browse(place.secretary).post(address, {"reason": "\u200b"})

    assert list(answer.context["form"].errors) == ["reason"]


def test_refused_text_is_summed_up_on_top(place, browse):
    registration = draft(place)
    address = reverse("registration_edit", args=[registration.pk])

    answer = browse(place.member).post(address, {"text-1": "a" * 20_001, "revision-1": "0"})

    page = answer.content.decode()
    assert "Có 1 mục chưa lưu được" in page
    assert 'href="#text-1"' in page


def test_a_form_keeps_its_capitals_within_a_sentence():
    assert in_small("Bản đăng ký (Mẫu 02)") == "bản đăng ký (Mẫu 02)"


@pytest.mark.parametrize(
    ("close", "words"),
    [(True, "Đợt này đã đóng."), (False, "Bản này vừa được chuyển bước ở nơi khác.")],
)
def test_text_that_came_too_late_stays_to_be_copied(place, browse, close, words):
    registration = factories.hand_in(place.member, place.round)
    if close:
        round_actions.close_round(place.board, place.round.pk, "Hết hạn")
    posted = {"text-1": "Viết thêm & sửa", "revision-1": "1", "text-2": "Nội dung cam kết mục 2."}

    page = (
        browse(place.member)
        .post(reverse("registration_edit", args=[registration.pk]), posted)
        .content.decode()
    )

    assert words in page
    assert "<p>Viết thêm &amp; sửa</p>" in page
    assert page.count("Nội dung cam kết mục 2.") == 1  # stored already: not named as lost
    assert (
        Answer.objects.get(registration=registration, field="1").text == "Nội dung cam kết mục 1."
    )
