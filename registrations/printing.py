"""Printing of many forms in the background: asked for, claimed by a worker, written, kept a day.

The table PrintJob is the queue. A worker claims a job by one conditional update; ``attempts``
counts the claims and is the mark by which a worker knows that the job is still its own, so
that of a worker that was thought dead and its successor only the successor's file counts.
"""

import logging
import os
import secrets
import time
from datetime import timedelta
from zipfile import ZipFile

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction
from django.db.models import F, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from config.pdf import Page, batched, merge_pages, render_each
from organizations import history
from organizations.access import Hidden
from organizations.models import CELL_KINDS, Account
from registrations.access import get_round_and_organization_for, reads_handed_in
from registrations.documents import STYLESHEETS, html_of
from registrations.documents.closing import attach
from registrations.documents.filled import paper_of
from registrations.models import PrintJob, Registration
from registrations.queries.printing import UNFINISHED, WITHIN, papers_name, to_print

ATTEMPTS = 3
LOOKED_AT = 10  # jobs, by one claim
SILENT = timedelta(minutes=2)
PAUSE = timedelta(seconds=5)
KEPT = timedelta(days=1)
AT_ONCE = 25
LONGEST_PART = 40
CLEANING = 3600  # seconds
FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-") | dict.fromkeys(map(chr, range(32))))
NO_RIGHT = "Đồng chí không còn quyền in các bản này."
NOTHING = "Chưa có bản nào để in."
GAVE_UP = (
    "Không in được sau ba lần thử. Đồng chí yêu cầu in lại; nếu vẫn không được, báo người quản "
    "trị hệ thống."
)
NO_ROOM = "Máy chủ không còn chỗ để ghi tệp. Đồng chí báo người quản trị hệ thống rồi in lại."
State = PrintJob.State
log = logging.getLogger(__name__)


class Moved(Exception):
    """The job is already over."""


class Stopped(Exception):
    """The job is no longer this worker's: cancelled, or taken up by another."""


class Refused(Exception):
    """The job can never be printed; the message is for who asked."""


@transaction.atomic
def ask(account, round_, organization, kind):
    """Queue a job, or return the same one that this account still waits for."""
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    wanted = {"account": account, "round": round_, "organization": organization, "kind": kind}
    if waiting := PrintJob.objects.filter(**wanted, state__in=UNFINISHED).first():
        return waiting
    what = f"Yêu cầu in {papers_name(round_)} năm {round_.year} của {organization.name}"
    history.record(account, "print", what, organization=organization)
    return PrintJob.objects.create(**wanted, unconfirmed=reads_waiting(account, organization))


def reads_waiting(account, organization):
    """Tell whether the reader also prints what waits for confirmation: in a cell or group."""
    return organization.kind in WITHIN and reads_handed_in(account, organization)


def cancel(job):
    """Cancel a job that is not over; its worker notices. Raises ``Moved`` when it is over."""
    unfinished = PrintJob.objects.filter(pk=job.pk, state__in=UNFINISHED)
    if not unfinished.update(state=State.CANCELLED, finished_at=timezone.now()):
        raise Moved


def get_job_for(account, pk):
    """Return the account's own job whose papers it may still read, or refuse."""
    jobs = PrintJob.objects.select_related("account", "round__bloc", "organization")
    job = jobs.filter(pk=pk).first()
    if job is None:
        raise Http404
    if job.account_id != account.pk:
        raise Hidden
    check_rights(job, account)
    return job


def check_rights(job, account):
    """Refuse who may no longer read what the job prints."""
    get_round_and_organization_for(account, job.round_id, job.organization_id)
    if job.unconfirmed and not reads_handed_in(account, job.organization):
        raise PermissionDenied(NO_RIGHT)


def file_of(job):
    """Return the path of a job's file while it is kept, else None."""
    if job.state != State.DONE or job.finished_at < timezone.now() - KEPT:
        return None
    path = settings.PRINTS_DIR / job.file_name
    return path if path.is_file() else None


def download_name(job):
    """Return how the browser names the file."""
    what = papers_name(job.round).capitalize()
    return f"{tidy(job.organization.name)} – {what} – {job.round.year}.{job.kind.lower()}"


def free_at(now):
    """Return the condition for jobs to take: waiting, or in the hands of a silent worker."""
    waiting = Q(state=State.WAITING) & (Q(alive_at=None) | Q(alive_at__lt=now - PAUSE))
    return waiting | Q(state=State.RUNNING, alive_at__lt=now - SILENT)


def claim():
    """Take the next job, or one whose worker fell silent; return it, or None."""
    free = free_at(timezone.now())
    if not PrintJob.objects.filter(free).exists():
        return None  # looked for without a lock: this is asked every other second
    pk = take(free)
    jobs = PrintJob.objects.select_related("account", "round__bloc", "organization")
    return jobs.get(pk=pk) if pk else None


@transaction.atomic
def take(free):
    """Make the first free job this worker's; return its id, or None.

    On PostgreSQL workers skip the one row that another is about to take; SQLite lets one at a
    time into the transaction. The conditional update decides on both.
    """
    jobs = PrintJob.objects.filter(free).order_by("asked_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        jobs = jobs.select_for_update(skip_locked=True)
    for _ in range(LOOKED_AT):
        job = jobs.first()
        if job is None:
            return None
        if job.attempts >= ATTEMPTS:
            end(job, GAVE_UP)
            continue
        same = PrintJob.objects.filter(free, pk=job.pk, attempts=job.attempts)
        taken = {"state": State.RUNNING, "alive_at": timezone.now(), "done": 0}
        if same.update(**taken, attempts=job.attempts + 1):
            return job.pk
    return None


def own(job):
    """Return the job's row while it is still this worker's."""
    return PrintJob.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)


def end(job, error):
    """Give a job up with a message for who asked, unless it is another worker's by now."""
    same = PrintJob.objects.filter(pk=job.pk, attempts=job.attempts, state__in=UNFINISHED)
    same.update(state=State.FAILED, error=error, finished_at=timezone.now())


def run(job):
    """Print a claimed job; what goes wrong is tried again a little later, three times in all."""
    try:
        print_job(job)
    except Stopped:
        log.info("print job %s is no longer ours", job.pk)
    except Refused as refused:
        end(job, str(refused))
    except Exception as problem:
        log.exception("print job %s, attempt %s", job.pk, job.attempts)
        if job.attempts >= ATTEMPTS:
            end(job, NO_ROOM if isinstance(problem, OSError) else GAVE_UP)
        else:
            own(job).update(state=State.WAITING, alive_at=timezone.now())
    except BaseException:  # asked to end: the next worker takes it up at once
        own(job).update(state=State.WAITING, alive_at=None, attempts=F("attempts") - 1)
        raise


def print_job(job):
    """Write a job's file under a name of this attempt; it takes its place when it is whole."""
    sheaf = papers_of(job)
    heartbeat(job, total=len(sheaf.rows))
    settings.PRINTS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = settings.PRINTS_DIR / f"{job.pk}-{job.attempts}-{secrets.token_hex(8)}.part"
    name = f"{secrets.token_urlsafe(24)}.{job.kind.lower()}"
    try:
        with part.open("xb") as target:
            WRITERS[job.kind](job, sheaf, target)
            target.flush()
            os.fsync(target.fileno())
        part.replace(settings.PRINTS_DIR / name)
        done = {"state": State.DONE, "done": len(sheaf.rows), "finished_at": timezone.now()}
        if not own(job).update(**done, file_name=name):
            (settings.PRINTS_DIR / name).unlink()
            raise Stopped
    finally:
        part.unlink(missing_ok=True)


def papers_of(job):
    """Return what a job prints; who asked must still be allowed to read it."""
    try:
        check_rights(job, job.account)
    except (PermissionDenied, Http404) as refused:
        raise Refused(NO_RIGHT) from refused
    sheaf = to_print(job.round, job.organization, unconfirmed=job.unconfirmed)
    if not sheaf.rows:
        raise Refused(NOTHING)
    return sheaf


def heartbeat(job, **changes):
    """Say that the worker is alive and how far it is; raises ``Stopped`` if it is not its own."""
    if not own(job).update(alive_at=timezone.now(), **changes):
        raise Stopped


def write_pdf(job, sheaf, target):
    """Write one PDF with a bookmark for each person, under their cell's."""
    what = papers_name(job.round).capitalize()
    title = f"{what} năm {job.round.year} – {job.organization.name}"
    groups = group_names(job, sheaf.organizations)
    pages = (page for page, _ in pages_with_rows(job, sheaf, groups))
    merge_pages(pages, title, target, progress=lambda count: heartbeat(job, done=count))


def group_names(job, organizations):
    """Return {organization id: bookmark}; the cells of a bloc are told apart by what is above."""
    if job.organization.kind in WITHIN:
        return {}
    return {
        pk: one.name
        if one.parent_id in (job.organization_id, None) or one.parent_id not in organizations
        else f"{one.name}, {organizations[one.parent_id].name}"
        for pk, one in organizations.items()
    }


def write_zip(job, sheaf, target):
    """Write each form as a PDF of its own, named by cell, person, form and year."""
    names, rows = FileNames(job, sheaf.organizations), []

    def pages():
        for page, row in pages_with_rows(job, sheaf, {}):
            rows.append(row)
            yield page

    with ZipFile(target, "w") as archive:
        for count, printed in enumerate(render_each(pages()), 1):
            archive.writestr(names.of(*rows.pop(0)), printed)
            if count % AT_ONCE == 0:
                heartbeat(job, done=count)


WRITERS = {PrintJob.Kind.PDF: write_pdf, PrintJob.Kind.ZIP: write_zip}


def pages_with_rows(job, sheaf, groups):
    """Yield (page, (registration, organization id)), few registrations in memory at a time."""
    for some in batched(sheaf.rows, AT_ONCE):
        known = registrations_of([row.registration for row in some])
        there = [row for row in some if row.registration in known]
        papers = [known[row.registration] for row in there]
        for row, page in zip(there, pages_of(papers, settings.SITE_URL), strict=True):
            group = groups.get(row.organization, "")
            yield page._replace(group=group), (known[row.registration], row.organization)


def in_order(sheaf):
    """Return the registrations of a sheaf small enough to print at once."""
    known = registrations_of([row.registration for row in sheaf.rows])
    return [known[row.registration] for row in sheaf.rows if row.registration in known]


def registrations_of(pks):
    """Return {id: registration} with what their papers show."""
    found = Registration.objects.select_related("round__bloc", "person", "organization__parent")
    known = found.prefetch_related("answers", "quarters", "halves").in_bulk(pks)
    attach(known.values())
    return known


def pages_of(registrations, base_url):
    """Yield the page to print of each registration; the QR code leads to ``base_url``."""
    for registration in registrations:
        address = f"{base_url}{reverse('verify', args=[registration.code])}"
        yield Page(html_of(paper_of(registration, address)), STYLESHEETS)


class FileNames:
    """Names the files of an archive: "Chi bộ – Họ tên – mẫu – năm.pdf", each once."""

    def __init__(self, job, organizations):
        self.root, self.organizations, self.used = job.organization, organizations, {}

    def of(self, registration, organization_id):
        """Return the name of a registration's file, in a folder of its base organization."""
        organization = self.organizations[organization_id]
        parts = [organization.name]
        if registration.person_id:
            parts.append(registration.person.full_name)
        parts += [registration.definition.short, str(registration.round.year)]
        name = f"{self.folder_of(organization)}{' – '.join(map(tidy, parts))}"
        self.used[name] = count = self.used.get(name, 0) + 1
        return f"{name}.pdf" if count == 1 else f"{name} ({count}).pdf"

    def folder_of(self, organization):
        """Return the folder of what is above a cell, where that is not all that is printed."""
        above = self.organizations.get(organization.parent_id)
        if organization.kind not in CELL_KINDS or above is None or above.pk == self.root.pk:
            return ""
        return f"{tidy(above.name)}/"


def tidy(part):
    """Return a part of a file's name without what file systems refuse, not too long."""
    return part.translate(FORBIDDEN)[:LONGEST_PART].strip(" .")


def remove_old():
    """Remove jobs that ended more than a day ago, their files, and what killed workers left."""
    limit = timezone.now() - KEPT
    PrintJob.objects.filter(finished_at__lt=limit).delete()
    if not settings.PRINTS_DIR.is_dir():
        return
    for path in settings.PRINTS_DIR.iterdir():
        if path.stat().st_mtime < limit.timestamp():
            path.unlink(missing_ok=True)


def work(once=False, rest=2.0):
    """Print job after job; ``once`` ends when none waits."""
    cleaned = None
    while True:
        if cleaned is None or time.monotonic() - cleaned > CLEANING:
            remove_old()
            cleaned = time.monotonic()
        if attempt():
            continue
        if once:
            return
        connection.close_if_unusable_or_obsolete()
        time.sleep(rest)


def attempt():
    """Print the next job; tell whether there was one. A database that is away is waited for."""
    try:
        job = claim()
        if job:
            run(job)
    except Error:
        log.exception("the database cannot be reached")
        connection.close()
        return False
    return job is not None
