"""Printing in the background: what is printed, for whom, and the pages about it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from organizations.models import LogEntry, Role
from registrations import actions, printing
from registrations.models import PrintJob, Registration, Round
from tests import factories

State = PrintJob.State


def outline_of(entries):
    return [outline_of(one) if isinstance(one, list) else one.title for one in entries]


def test_base_is_printed_by_cell_and_person(printed, prints):
    job = factories.print_out(printed.superior, printed.round, printed.base)

    assert (job.state, job.total, job.done, job.error) == (State.DONE, 3, 3, "")
    assert outline_of(PdfReader(printing.file_of(job)).outline) == [
        "Chi bộ 1",
        ["Nguyễn Văn An", "Phạm Văn Cường"],
        "Chi bộ 2",
        ["Bùi Văn Đức"],
    ]


def test_bloc_tells_cells_of_one_name_apart(printed):
    job = factories.print_out(printed.board, printed.round, printed.bloc)

    assert outline_of(PdfReader(printing.file_of(job)).outline)[::2] == [
        "Chi bộ 1, Đảng bộ Sở Xây dựng",
        "Chi bộ 2, Đảng bộ Sở Xây dựng",
    ]


def test_officers_print_what_waits_and_others_what_is_confirmed(printed):
    jobs = [
        factories.print_out(account, printed.round, printed.cell)
        for account in (printed.secretary, printed.board)
    ]

    assert [job.total for job in jobs] == [3, 2]
    assert outline_of(PdfReader(printing.file_of(jobs[0])).outline) == [
        "Nguyễn Văn An",
        "Phạm Văn Cường",
        "Lê Thị Hoa",
    ]


def test_archive_names_each_file_once(printed):
    twin = factories.make_account(factories.make_person("Nguyễn Văn An", printed.cell))
    factories.hand_in_confirmed(printed.secretary, twin, printed.round)

    job = factories.print_out(printed.board, printed.round, printed.bloc, "ZIP")

    year = printed.round.year
    with ZipFile(printing.file_of(job)) as archive:
        assert archive.namelist() == [
            f"Đảng bộ Sở Xây dựng/Chi bộ 1 – Nguyễn Văn An – Bản cam kết – {year}.pdf",
            f"Đảng bộ Sở Xây dựng/Chi bộ 1 – Nguyễn Văn An – Bản cam kết – {year} (2).pdf",
            f"Đảng bộ Sở Xây dựng/Chi bộ 1 – Phạm Văn Cường – Bản cam kết – {year}.pdf",
            f"Đảng bộ Sở Xây dựng/Chi bộ 2 – Bùi Văn Đức – Bản cam kết – {year}.pdf",
        ]
        text = PdfReader(BytesIO(archive.read(archive.namelist()[2]))).pages[0].extract_text()
        assert "Phạm Văn Cường" in text


def test_names_in_an_archive_lead_nowhere_else(printed):
    printed.cell.name = "../../Chi bộ: 1\n" + "x" * 170
    printed.cell.save()

    job = factories.print_out(printed.superior, printed.round, printed.base, "ZIP")

    with ZipFile(printing.file_of(job)) as archive:
        assert max(len(name.encode()) for name in archive.namelist()) < 255
        assert not any(mark in name for name in archive.namelist() for mark in "/:\n")


def test_asked_twice_is_one_job(printed):
    first = printing.ask(printed.superior, printed.round, printed.base, "PDF")
    second = printing.ask(printed.superior, printed.round, printed.base, "PDF")

    assert (first, PrintJob.objects.count()) == (second, 1)
    assert LogEntry.objects.filter(verb="print").count() == 1


def test_nothing_to_print_says_so(place):
    job = factories.print_out(place.superior, place.round, place.base)

    assert (job.state, job.error) == (State.FAILED, "Chưa có bản nào để in.")


def test_who_lost_the_right_gets_nothing(printed):
    job = printing.ask(printed.superior, printed.round, printed.base, "PDF")
    today = timezone.localdate()
    printed.superior.person.positions.update(ended_on=today)

    printing.work(once=True)

    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "Đồng chí không còn quyền in các bản này.")


def test_file_is_refused_to_others_and_to_who_lost_the_right(printed, browse):
    job = factories.print_out(printed.secretary, printed.round, printed.cell)
    address = reverse("print_file", args=[job.pk])
    own = browse(printed.secretary).get(address)
    codes = [browse(one).get(address).status_code for one in (printed.deputy, printed.board)]

    printed.secretary.person.positions.update(ended_on=timezone.localdate())
    factories.appoint(printed.secretary.person, printed.base, Role.COMMITTEE_MEMBER)
    later = browse(printed.secretary).get(address)

    assert b"".join(own.streaming_content).startswith(b"%PDF-")
    assert own.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert codes == [404, 404]
    assert later.status_code == 403


def test_job_of_another_is_not_found(printed):
    job = printing.ask(printed.superior, printed.round, printed.base, "PDF")

    with pytest.raises(Http404):
        printing.get_job_for(printed.board, job.pk)
    with pytest.raises(Http404):
        printing.get_job_for(printed.board, job.pk + 1)


def test_cell_member_may_not_ask(printed, browse):
    address = reverse("print_start", args=[printed.round.pk, printed.cell.pk])

    codes = [browse(one).post(address).status_code for one in (printed.member, printed.secretary)]

    assert codes == [403, 302]


def test_unknown_kind_is_not_found(printed, browse):
    address = reverse("print_start", args=[printed.round.pk, printed.cell.pk])

    assert browse(printed.secretary).post(address, {"kind": "EXE"}).status_code == 404


def test_web_process_prints_one_cell_at_most(printed, browse):
    address = reverse("cell_print_file", args=[printed.round.pk, printed.base.pk])

    assert browse(printed.superior).get(address).status_code == 404


def test_page_of_a_job_changes_by_itself_until_it_is_over(printed, browse):
    job = printing.ask(printed.superior, printed.round, printed.base, "PDF")
    client = browse(printed.superior)
    address = reverse("print_job", args=[job.pk])

    waiting = client.get(address, headers={"HX-Request": "true"})
    same = client.get(address, {"dau": "WAITING-0-0"}, headers={"HX-Request": "true"})
    printing.work(once=True)
    over = client.get(address, {"dau": "WAITING-0-0"}, headers={"HX-Request": "true"})

    assert "hx-trigger" in waiting.content.decode()
    assert "<html" not in waiting.content.decode()
    assert same.status_code == 204
    assert "hx-trigger" not in over.content.decode()
    assert reverse("print_file", args=[job.pk]) in over.content.decode()


def test_list_before_printing_names_people_and_what_is_missing(printed, browse):
    address = reverse("cell_print", args=[printed.round.pk, printed.base.pk])

    answer = browse(printed.superior).get(address)
    dots = browse(printed.superior).get(address, {"xem": "dong-cham"}).content.decode()

    assert answer.context["number"] == 3
    assert [(row.person.full_name, row.step) for row in answer.context["page"]] == [
        ("Trần Thị Bình", None),
        ("Lê Thị Hoa", "SUBMITTED"),
        ("Đỗ Thị Lan", None),
        ("Võ Minh Tú", None),
        ("Hồ Thu Vân", None),
    ]
    assert "Bùi Văn Đức" in dots
    assert "Đơn vị công tác, Chức vụ chính quyền" in dots


def test_small_cell_is_printed_at_once_and_a_large_one_in_the_background(
    printed, browse, monkeypatch
):
    address = reverse("cell_print", args=[printed.round.pk, printed.cell.pk])
    at_once = reverse("cell_print_file", args=[printed.round.pk, printed.cell.pk])

    small = browse(printed.secretary).get(address).content.decode()
    monkeypatch.setattr("registrations.views.printing.AT_ONCE", 2)
    large = browse(printed.secretary).get(address).content.decode()

    assert (at_once in small, 'value="PDF"' in small) == (True, False)
    assert (at_once in large, 'value="PDF"' in large) == (False, True)


def test_list_before_printing_has_pages(printed, browse, monkeypatch):
    monkeypatch.setattr("registrations.views.printing.LINES_A_PAGE", 2)
    address = reverse("cell_print", args=[printed.round.pk, printed.base.pk])

    page = browse(printed.superior).get(address, {"page": "3"}).context["page"]

    assert [row.person.full_name for row in page] == ["Hồ Thu Vân"]


def test_list_and_job_take_the_same_queries_for_more_people(printed, browse):
    client = browse(printed.superior)
    address = reverse("cell_print", args=[printed.round.pk, printed.base.pk])

    def queries():
        found = []
        for parameters in ({}, {"xem": "dong-cham"}):
            with CaptureQueriesContext(connection) as captured:
                client.get(address, parameters)
            found.append(len(captured))
        PrintJob.objects.all().delete()
        printing.ask(printed.superior, printed.round, printed.base, "PDF")
        with CaptureQueriesContext(connection) as captured:
            printing.run(printing.claim())
        return [*found, len(captured)]

    first = queries()
    for number in range(3):
        cell = factories.make_cell(printed.base, f"Chi bộ {number + 3}")
        secretary = factories.make_officer(cell)
        for _ in range(2):
            account = factories.make_account(factories.make_person("Lý Văn Tâm", cell))
            factories.hand_in_confirmed(secretary, account, printed.round)

    assert queries() == first


def test_exemplary_round_prints_the_organizations_own_papers_first(place):
    round_ = Round.objects.create(
        bloc=place.bloc,
        year=place.round.year,
        guidance="neu_guong_2017",
        adoption_number="12-HD/ĐUK",
        adoption_signed_on=timezone.localdate(),
        adoption_signed_by="Đảng ủy Khối",
    )
    rows = [
        make_confirmed(round_, place.cell, None, "F01"),
        make_confirmed(round_, place.cell, place.member.person, "F02"),
        make_confirmed(round_, place.base, None, "F01"),
    ]

    sheaf = printing.to_print(round_, place.bloc, unconfirmed=False)

    assert [row.registration for row in sheaf.rows] == [rows[2].pk, rows[0].pk, rows[1].pk]


def make_confirmed(round_, organization, person, form):
    now = timezone.now()
    return Registration.objects.create(
        round=round_,
        organization=organization,
        person=person,
        form=form,
        step="CONFIRMED",
        submitted_at=now,
        confirmed_at=now,
        signed={},
        code=actions.new_code(),
    )


def test_rights_are_checked_again_for_what_waits(printed):
    job = printing.ask(printed.secretary, printed.round, printed.cell, "PDF")
    job.account = printed.superior

    assert job.unconfirmed
    with pytest.raises(PermissionDenied):
        printing.check_rights(job, printed.superior)
