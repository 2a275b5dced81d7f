"""Printing as answers: each form filled from its registration, a cell's in one file, empty ones."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from organizations.models import Role
from registrations import actions, meetings, printing
from registrations.documents import filled
from registrations.models import (
    CommentMeeting,
    Guidance,
    HalfYear,
    QuarterMark,
    ReferenceItem,
    Registration,
)
from registrations.queries.printing import to_print
from tests import factories
from tests.documents.samples import squeezed
from tests.registrations import exemplary


@pytest.fixture
def exemplary_round(place):
    return exemplary.make_exemplary_round(place.bloc)


def reader_of(answer):
    """Return pypdf's reader of an answer, streamed or not."""
    return PdfReader(BytesIO(b"".join(answer)), strict=True)


def text_of(answer):
    return squeezed("".join(page.extract_text() for page in reader_of(answer).pages))


def hand_in_exemplary(place, round_, *accounts):
    """Let the accounts' people write, hold a meeting on it, and hand in; return the rows."""
    rows = [exemplary.begin(account, round_) for account in accounts]
    exemplary.hold(place.secretary, round_, place.cell)
    return [actions.submit(account, row.pk) for account, row in zip(accounts, rows, strict=True)]


def test_member_prints_form_02_named_after_it(place, browse, exemplary_round):
    (row,) = hand_in_exemplary(place, exemplary_round, place.member)

    answer = browse(place.member).get(reverse("registration_pdf", args=[row.pk]))

    assert "M%E1%BA%ABu%2002" in answer.headers["Content-Disposition"]
    text = text_of(answer)
    assert "BẢNĐĂNGKÝ,CAMKẾTNÊUGƯƠNG" in text
    assert squeezed("áp dụng theo Công văn số 12-CV/ĐUK ngày 01/12/2025") in text


def test_forms_02_and_03_of_a_cell_are_one_file(place, browse, exemplary_round):
    other = exemplary.non_member(place.cell)
    hand_in_exemplary(place, exemplary_round, place.member, other)

    answer = browse(place.secretary).get(
        reverse("cell_print_file", args=[exemplary_round.pk, place.cell.pk])
    )

    reader = reader_of(answer)
    pages = [page.extract_text() for page in reader.pages]
    starts = {one.title: reader.get_destination_page_number(one) for one in reader.outline}
    assert starts.keys() == {"Nguyễn Văn An", "Bùi Thị Tú"}
    assert "Chức vụ Đảng" in pages[starts["Nguyễn Văn An"]]
    assert "Thuộc phạm vi lãnh đạo của chi bộ" in pages[starts["Bùi Thị Tú"]]
    assert "B%E1%BA%A3n%20%C4%91%C4%83ng%20k%C3%BD" in answer.headers["Content-Disposition"]


def test_cells_own_form_01_stands_first_in_its_file(place, browse, exemplary_round):
    row = exemplary.begin_own(place.secretary, exemplary_round, place.cell)
    exemplary.hold(place.secretary, exemplary_round, place.cell, own=True, people=False)
    actions.submit(place.secretary, row.pk)
    hand_in_exemplary(place, exemplary_round, place.member)

    answer = browse(place.secretary).get(
        reverse("cell_print_file", args=[exemplary_round.pk, place.cell.pk])
    )

    assert [one.title for one in reader_of(answer).outline] == ["Chi bộ 1", "Nguyễn Văn An"]


def test_papers_of_a_cell_ask_nothing_person_by_person(place, exemplary_round):
    accounts = [place.member, place.colleague, place.deputy]
    counts = []
    for number in (1, 3):
        CommentMeeting.objects.all().delete()
        Registration.objects.all().delete()
        hand_in_exemplary(place, exemplary_round, *accounts[:number])
        with CaptureQueriesContext(connection) as captured:
            sheaf = to_print(exemplary_round, place.cell, unconfirmed=True)
            rows = printing.in_order(sheaf)
            papers = [filled.paper_of(row, "https://dangbo.example/") for row in rows]
        assert len(papers) == number
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_form_01_names_the_last_finished_meeting_the_secretary_and_the_receiver(
    place, browse, exemplary_round
):
    row = exemplary.begin_own(place.superior, exemplary_round, place.base)
    held = exemplary.hold(place.superior, exemplary_round, place.base, own=True, people=False)
    held.attendance.create(name="Khách mời", guest=True)
    exemplary.call(place.superior, exemplary_round, place.base, own=True, people=False)
    actions.submit(place.superior, row.pk)
    actions.confirm(place.board, row.pk)

    answer = browse(place.superior).get(reverse("registration_pdf", args=[row.pk]))

    paper = filled.paper_of(Registration.objects.get(pk=row.pk), "https://dangbo.example/")
    text = text_of(answer)
    assert paper.meeting.place == "Hội trường"
    assert paper.meeting.roll == held.attendance.filter(guest=False).count() > 0
    assert paper.meeting.present == paper.meeting.roll
    assert "T/MĐẢNGỦYBÍTHƯVõMinhTú" in text
    assert squeezed("Người nhận: Hồ Thu Vân") in text
    assert squeezed("Đảng ủy Sở Xây dựng đăng ký nêu gương") in text


def test_form_01_of_a_cell_counts_its_members_alone(place, exemplary_round):
    """A meeting on the forms of the people too is attended by those who are not members."""
    guest = exemplary.non_member(place.cell)
    row = exemplary.begin_own(place.secretary, exemplary_round, place.cell)
    held = exemplary.call(
        place.secretary, exemplary_round, place.cell, own=True, people=True, guests="Lê Văn Đoàn"
    )
    held.attendance.filter(person=place.member.person).update(present=False)
    meetings.finish(place.secretary, held.pk)

    paper = filled.paper_of(Registration.objects.get(pk=row.pk), "https://dangbo.example/")

    assert held.attendance.filter(person=guest.person, guest=False, present=True).exists()
    assert (paper.meeting.present, paper.meeting.roll) == (3, 4)


def test_superior_prints_an_organizations_form(place, browse, exemplary_round):
    row = exemplary.begin_own(place.superior, exemplary_round, place.base)
    exemplary.hold(place.superior, exemplary_round, place.base, own=True, people=False)
    actions.submit(place.superior, row.pk)
    address = reverse("registration_pdf", args=[row.pk])

    assert browse(place.board).get(address).status_code == 200
    assert browse(place.member).get(address).status_code in (403, 404)


def test_booklet_shows_quarters_and_halves(place, browse):
    round_ = factories.make_round(place.bloc, guidance=Guidance.LAM_DONG_2017, **exemplary.ADOPTION)
    row = actions.start(place.member, round_, place.member.person)
    QuarterMark.objects.create(registration=row, quarter=2, level="COMPLETED", note="Đủ 12 việc")
    HalfYear.objects.create(registration=row, half=1, strengths="Chủ động", shortcomings="Không")

    text = text_of(browse(place.member).get(reverse("registration_pdf", args=[row.pk])))

    assert "Quý2XĐủ12việcQuý3" in text
    assert squeezed("- Ưu điểm: Chủ động - Khuyết điểm, hạn chế: Không T/M CHI ỦY") in text


def test_blank_forms_of_a_round_are_those_of_its_guidance(place, browse, exemplary_round):
    ReferenceItem.objects.all().delete()
    ReferenceItem.objects.create(
        kind=ReferenceItem.Kind.MANIFESTATION, code="I.1", position=1, wording="Phai nhạt lý tưởng"
    )
    address = reverse("blank_form", args=[exemplary_round.pk])
    client = browse(place.member)

    texts = {form: text_of(client.get(address, {"mau": form})) for form in ("F01", "F02", "F03")}

    assert "TƯTƯỞNG,ĐẠOĐỨC,PHONGCÁCHHỒCHÍMINHNĂM" in texts["F01"]
    assert squeezed("I.1. Phai nhạt lý tưởng (tóm tắt)") in texts["F02"]
    assert squeezed("Thuộc phạm vi lãnh đạo của chi bộ") in texts["F03"]
    assert client.get(address, {"mau": "F05"}).status_code == 404
    assert client.get(address, {"mau": "../F02"}).status_code == 404


def test_blank_form_is_the_readers_own_unless_named(place, browse, exemplary_round):
    address = reverse("blank_form", args=[exemplary_round.pk])

    own = text_of(browse(place.member).get(address))
    other = text_of(browse(exemplary.non_member(place.cell)).get(address))

    assert "CAMKẾTNÊUGƯƠNG" in own
    assert "Thuộcphạmvilãnhđạo" in other


def test_blank_form_of_a_head_has_section_9(place, browse):
    address = reverse("blank_form", args=[place.round.pk])
    client = browse(place.member)

    assert "9.Vềkếhoạchhànhđộng" in text_of(client.get(address, {"nguoi-dung-dau": ""}))
    assert "9.Vềkếhoạchhànhđộng" not in text_of(client.get(address))


def test_points_of_the_round_are_printed_on_form_01(place, browse, exemplary_round):
    exemplary_round.score_sheet = ["12.5", "10", "10", "20", "10", "10", "10", "10", "7.5"]
    exemplary_round.save()
    address = reverse("blank_form", args=[exemplary_round.pk])

    answer = browse(place.member).get(address, {"mau": "F01"})

    assert squeezed("Chế độ báo cáo 7,5 Cộng 100") in text_of(answer)


def test_blank_form_of_another_bloc_is_not_found(place, browse):
    other = factories.make_bloc("Đảng bộ khối khác")
    round_ = exemplary.make_exemplary_round(other)

    answer = browse(place.member).get(reverse("blank_form", args=[round_.pk]), {"mau": "F02"})

    assert answer.status_code == 404


def test_non_members_form_02_stays_a_non_members_after_admission(place, exemplary_round):
    other = exemplary.non_member(place.cell)
    factories.make_officer(place.cell, Role.AGENCY_HEAD, "Ngô Văn Đạt")
    (row,) = hand_in_exemplary(place, exemplary_round, other)
    before = filled.paper_of(Registration.objects.get(pk=row.pk), "https://dangbo.example/")
    type(other.person).objects.filter(pk=other.person_id).update(admitted_on="2026-01-01")

    after = filled.paper_of(Registration.objects.get(pk=row.pk), "https://dangbo.example/")

    assert (before.member, after) == (False, before)


def test_page_before_printing_offers_the_blank_forms_of_its_round(place, browse, exemplary_round):
    client = browse(place.secretary)
    blank = reverse("blank_form", args=[exemplary_round.pk])

    page = client.get(reverse("cell_print", args=[exemplary_round.pk, place.cell.pk])).text
    nine = client.get(reverse("cell_print", args=[place.round.pk, place.cell.pk])).text

    assert [f'href="{blank}?mau={form}"' in page for form in ("F01", "F02", "F03")] == [True] * 3
    assert "?nguoi-dung-dau" not in page
    assert f"{reverse('blank_form', args=[place.round.pk])}?nguoi-dung-dau" in nine
