"""Print jobs: each printed once, whatever happens to workers, files and the clock."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from registrations import printing
from registrations.models import PrintJob, Registration
from tests import factories
from tests.workers import start_worker, wait_for

State = PrintJob.State


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
    job = factories.print_out(printed.superior, printed.round, printed.base)
    PrintJob.objects.update(finished_at=timezone.now() - printing.KEPT - timedelta(minutes=1))

    answer = browse(printed.superior).get(reverse("print_file", args=[job.pk]))
    page = browse(printed.superior).get(reverse("print_job", args=[job.pk])).content.decode()

    assert answer.status_code == 302
    assert "Tệp không còn được giữ" in page


def test_old_jobs_and_what_killed_workers_left_are_removed(printed, prints):
    old, new = (
        factories.print_out(printed.superior, printed.round, one)
        for one in (printed.base, printed.cell)
    )
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
    factories.print_out(printed.superior, printed.round, printed.base)

    assert oct(prints.stat().st_mode)[-3:] == "700"


def at_once(act, number=4):
    """Let several act at the same moment; return what each ended with."""

    def one(_):
        try:
            return act()
        except printing.Moved:
            return "Moved"
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


@pytest.fixture
def queue(transactional_db, prints):
    """Who may print and a round with something to print, for several connections at once."""
    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    secretary = factories.make_officer(cell)
    round_ = factories.make_round(bloc, timezone.localdate().year)
    member = factories.make_account(factories.make_person(organization=cell))
    factories.hand_in_confirmed(secretary, member, round_)
    return SimpleNamespace(cell=cell, secretary=secretary, round=round_)


def test_workers_claiming_at_once_take_each_job_once(queue):
    jobs = [printing.ask(queue.secretary, queue.round, queue.cell, kind) for kind in ("PDF", "ZIP")]

    claimed = [job for job in at_once(printing.claim) if job is not None]

    assert sorted(job.pk for job in claimed) == [job.pk for job in jobs]
    assert [job.attempts for job in claimed] == [1, 1]


def test_cancelled_at_once_is_cancelled_once(queue):
    job = printing.ask(queue.secretary, queue.round, queue.cell, "PDF")

    ends = at_once(lambda: printing.cancel(job))

    assert sorted(map(str, ends)) == ["Moved", "Moved", "Moved", "None"]


def test_asked_in_several_windows_at_once_is_one_job(queue):
    at_once(lambda: printing.ask(queue.secretary, queue.round, queue.cell, "PDF"))

    assert PrintJob.objects.count() == 1


def test_cancelled_while_claimed_is_printed_or_cancelled_never_both(queue, prints):
    job = printing.ask(queue.secretary, queue.round, queue.cell, "PDF")
    acts = iter([lambda: printing.cancel(job), lambda: printing.work(once=True)])

    at_once(lambda: next(acts)(), 2)

    job.refresh_from_db()
    assert (job.state, len(list(prints.glob("*")))) in {(State.CANCELLED, 0), (State.DONE, 1)}


def children_of(pid):
    """Return the processes that a process started."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_killed_workers_job_is_taken_up_again_and_printed_once(queue, prints, monkeypatch):
    monkeypatch.setattr(printing, "SILENT", timedelta(0))
    for number in range(59):
        person = factories.make_person(f"Lý Văn {number}", queue.cell)
        factories.copy_confirmed(queue.round, person)
    job = printing.ask(queue.secretary, queue.round, queue.cell, "PDF")
    worker = start_worker(prints)
    wait_for(lambda: list(prints.glob("*.part")) and children_of(worker.pid))

    printers = children_of(worker.pid)
    worker.kill()
    worker.communicate()
    killed = PrintJob.objects.get()
    printing.work(once=True)

    job.refresh_from_db()
    assert (killed.state, killed.attempts) == (State.RUNNING, 1)
    assert (job.state, job.attempts, job.done) == (State.DONE, 2, 60)
    assert len(list(prints.glob("*.pdf"))) == 1
    assert len(PdfReader(printing.file_of(job)).outline) == 60
    wait_for(lambda: not any(is_alive(one) for one in printers))


def is_alive(pid):
    """Tell whether a process still runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False


def test_worker_command_prints_what_waits_and_ends(queue, prints):
    job = printing.ask(queue.secretary, queue.round, queue.cell, "PDF")
    before = signal.getsignal(signal.SIGTERM)

    call_command("run_worker", "--once")
    signal.signal(signal.SIGTERM, before)

    job.refresh_from_db()
    assert job.state == State.DONE
