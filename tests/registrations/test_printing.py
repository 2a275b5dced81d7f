"""Printing in the background: what, for whom, once, and what happens when it goes wrong."""

import os
from datetime import timedelta
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


@pytest.fixture(autouse=True)
def prints(settings, tmp_path):
    settings.PRINTS_DIR = tmp_path / "prints"
    return settings.PRINTS_DIR


def confirmed(secretary, account, round_):
    registration = factories.hand_in(account, round_)
    actions.confirm(secretary, registration.pk)
    return registration


@pytest.fixture
def printed(place):
    """A base organization with confirmed papers in two cells and one that waits."""
    confirmed(place.secretary, place.member, place.round)
    confirmed(place.secretary, place.deputy, place.round)
    neighbour = factories.make_account(factories.make_person("Bùi Văn Đức", place.other_cell))
    confirmed(place.other_secretary, neighbour, place.round)
    factories.hand_in(place.colleague, place.round)
    return place


def done(account, round_, organization, kind="PDF"):
    """Ask, let a worker print, and return the job."""
    job = printing.ask(account, round_, organization, kind)
    printing.work(once=True)
    job.refresh_from_db()
    return job


def outline_of(entries):
    return [outline_of(one) if isinstance(one, list) else one.title for one in entries]


def test_base_is_printed_by_cell_and_person(printed, prints):
    job = done(printed.superior, printed.round, printed.base)

    assert (job.state, job.total, job.done, job.error) == (State.DONE, 3, 3, "")
    assert outline_of(PdfReader(printing.file_of(job)).outline) == [
        "Chi bộ 1",
        ["Nguyễn Văn An", "Phạm Văn Cường"],
        "Chi bộ 2",
        ["Bùi Văn Đức"],
    ]


def test_bloc_tells_cells_of_one_name_apart(printed):
    job = done(printed.board, printed.round, printed.bloc)

    assert outline_of(PdfReader(printing.file_of(job)).outline)[::2] == [
        "Chi bộ 1, Đảng bộ Sở Xây dựng",
        "Chi bộ 2, Đảng bộ Sở Xây dựng",
    ]


def test_officers_print_what_waits_and_others_what_is_confirmed(printed):
    jobs = [
        done(account, printed.round, printed.cell) for account in (printed.secretary, printed.board)
    ]

    assert [job.total for job in jobs] == [3, 2]
    assert outline_of(PdfReader(printing.file_of(jobs[0])).outline) == [
        "Nguyễn Văn An",
        "Phạm Văn Cường",
        "Lê Thị Hoa",
    ]


def test_archive_names_each_file_once(printed):
    twin = factories.make_account(factories.make_person("Nguyễn Văn An", printed.cell))
    confirmed(printed.secretary, twin, printed.round)

    job = done(printed.board, printed.round, printed.bloc, "ZIP")

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
    printed.cell.name = "../../Chi bộ: 1\n" + "x" * 200
    printed.cell.save()

    job = done(printed.superior, printed.round, printed.base, "ZIP")

    with ZipFile(printing.file_of(job)) as archive:
        assert max(len(name.encode()) for name in archive.namelist()) < 255
        assert not any(mark in name for name in archive.namelist() for mark in "/:\n")


def test_asked_twice_is_one_job(printed):
    first = printing.ask(printed.superior, printed.round, printed.base, "PDF")
    second = printing.ask(printed.superior, printed.round, printed.base, "PDF")

    assert (first, PrintJob.objects.count()) == (second, 1)
    assert LogEntry.objects.filter(verb="print").count() == 1


def test_nothing_to_print_says_so(place):
    job = done(place.superior, place.round, place.base)

    assert (job.state, job.error) == (State.FAILED, "Chưa có bản nào để in.")


def test_who_lost_the_right_gets_nothing(printed):
    job = printing.ask(printed.superior, printed.round, printed.base, "PDF")
    today = timezone.localdate()
    printed.superior.person.positions.update(ended_on=today)

    printing.work(once=True)

    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "Đồng chí không còn quyền in các bản này.")


def test_file_is_refused_to_others_and_to_who_lost_the_right(printed, browse):
    job = done(printed.secretary, printed.round, printed.cell)
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


def test_cancelled_job_is_not_printed_and_not_cancelled_again(printed, prints):
    job = printing.ask(printed.superior, printed.round, printed.base, "PDF")
    printing.cancel(job)

    printing.work(once=True)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.CANCELLED, 0)
    with pytest.raises(printing.Moved):
        printing.cancel(job)


def test_job_cancelled_while_it_is_printed_leaves_no_file(printed, prints):
    printing.ask(printed.superior, printed.round, printed.base, "PDF")
    job = printing.claim()
    printing.cancel(job)

    printing.run(job)

    job.refresh_from_db()
    assert (job.state, job.file_name) == (State.CANCELLED, "")
    assert list(prints.glob("*")) == []


def test_silent_worker_is_succeeded_and_its_file_does_not_count(printed, prints):
    printing.ask(printed.superior, printed.round, printed.base, "PDF")
    lost = printing.claim()
    assert printing.claim() is None
    PrintJob.objects.update(alive_at=timezone.now() - printing.SILENT - timedelta(seconds=1))
    successor = printing.claim()

    printing.run(successor)
    kept = printing.file_of(PrintJob.objects.get())
    printing.run(lost)

    job = PrintJob.objects.get()
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert list(prints.iterdir()) == [kept] == [printing.file_of(job)]


def test_lost_worker_that_comes_back_first_stops_at_its_next_sign(printed, prints):
    printing.ask(printed.superior, printed.round, printed.base, "PDF")
    lost = printing.claim()
    PrintJob.objects.update(alive_at=timezone.now() - printing.SILENT - timedelta(seconds=1))
    printing.claim()

    printing.run(lost)

    assert PrintJob.objects.get().state == State.RUNNING
    assert list(prints.glob("*")) == []


def break_papers():
    """Make every paper of the registrations unprintable."""
    Registration.objects.update(signed={"shortcomings": "", "head": False})


def test_what_fails_is_tried_three_times_and_then_said(printed, caplog):
    job = printing.ask(printed.superior, printed.round, printed.base, "PDF")
    break_papers()
    seen = []
    for _ in range(3):
        PrintJob.objects.update(alive_at=None)
        printing.work(once=True)
        job.refresh_from_db()
        seen.append((job.state, job.attempts))

    assert seen == [(State.WAITING, 1), (State.WAITING, 2), (State.FAILED, 3)]
    assert job.error.startswith("Không in được sau ba lần thử.")
    assert "Nội dung" not in caplog.text


def test_failed_attempt_waits_a_little(printed, caplog):
    printing.ask(printed.superior, printed.round, printed.base, "PDF")
    break_papers()

    printing.work(once=True)

    assert printing.claim() is None


def test_job_whose_workers_all_died_fails(printed):
    job = printing.ask(printed.superior, printed.round, printed.base, "PDF")
    for _ in range(printing.ATTEMPTS):
        assert printing.claim() == job
        PrintJob.objects.update(alive_at=timezone.now() - printing.SILENT * 2)

    assert printing.claim() is None
    job.refresh_from_db()
    assert (job.state, bool(job.error)) == (State.FAILED, True)


def test_no_room_says_so(printed, prints, caplog):
    prints.parent.mkdir(exist_ok=True)
    prints.write_text("a file where the folder should be")
    job = printing.ask(printed.superior, printed.round, printed.base, "PDF")

    for _ in range(3):
        PrintJob.objects.update(alive_at=None)
        printing.run(printing.claim())

    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, printing.NO_ROOM)


def test_worker_asked_to_end_gives_the_job_back(printed, monkeypatch):
    printing.ask(printed.superior, printed.round, printed.base, "PDF")

    def end(*arguments):
        raise SystemExit

    monkeypatch.setitem(printing.WRITERS, "PDF", end)
    with pytest.raises(SystemExit):
        printing.run(printing.claim())

    job = PrintJob.objects.get()
    assert (job.state, job.attempts, printing.claim()) == (State.WAITING, 0, job)


def test_file_is_kept_for_a_day(printed, prints, browse):
    job = done(printed.superior, printed.round, printed.base)
    PrintJob.objects.update(finished_at=timezone.now() - printing.KEPT - timedelta(minutes=1))

    answer = browse(printed.superior).get(reverse("print_file", args=[job.pk]))
    page = browse(printed.superior).get(reverse("print_job", args=[job.pk])).content.decode()

    assert answer.status_code == 302
    assert "Tệp không còn được giữ" in page


def test_old_jobs_and_what_killed_workers_left_are_removed(printed, prints):
    old, new = (done(printed.superior, printed.round, one) for one in (printed.base, printed.cell))
    PrintJob.objects.filter(pk=old.pk).update(finished_at=timezone.now() - printing.KEPT * 2)
    left = prints / "7-1-abc.part"
    left.touch()
    long_ago = (timezone.now() - printing.KEPT * 2).timestamp()
    for path in (left, prints / old.file_name):
        os.utime(path, (long_ago, long_ago))

    printing.remove_old()

    assert list(PrintJob.objects.all()) == [new]
    assert [path.name for path in prints.iterdir()] == [new.file_name]


def test_files_are_the_owners_business(printed, prints):
    done(printed.superior, printed.round, printed.base)

    assert oct(prints.stat().st_mode)[-3:] == "700"


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
            confirmed(secretary, account, printed.round)

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
