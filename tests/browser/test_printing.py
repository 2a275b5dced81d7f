"""Printing for a cell of forty: what is missing, the worker's file read back, cancelling."""

import re
import signal
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from registrations.models import PrintJob
from tests import factories
from tests.browsing import axe, fits, sign_in
from tests.workers import start_worker, wait_for

PEOPLE, WRITTEN = 40, 37
SURNAMES = ("Bùi", "Đinh", "Hồ", "Lê", "Ngô", "Phan", "Trần", "Vũ")


@pytest.fixture
def prints(settings, tmp_path):
    """The folder of printed files, empty."""
    settings.PRINTS_DIR = tmp_path / "prints"
    return settings.PRINTS_DIR


@pytest.fixture
def worker(prints):
    """Return a function that starts a worker as the office runs it."""
    started = []

    def start():
        started.append(start_worker(prints))
        return started[-1]

    yield start
    for one in started:
        one.terminate()
        one.communicate()


def make_cell_of_forty():
    """Make a cell of forty of whom three have not written; return its round and secretary."""
    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    round_ = factories.make_round(bloc, timezone.localdate().year)
    secretary = factories.make_officer(cell)
    people = [
        factories.make_person(f"{SURNAMES[number % 8]} Thị Thanh {number:02}", cell)
        for number in range(PEOPLE - 1)
    ]
    first = factories.make_account(people[0])
    factories.hand_in_confirmed(secretary, first, round_)
    for person in people[1:WRITTEN]:
        factories.copy_confirmed(round_, person)
    return round_, cell, secretary, [one.full_name for one in people]


def names_of(outline):
    return [one.title for one in outline]


def save_download(page, name):
    """Click on what downloads; return the file's name and content."""
    with page.expect_download() as found:
        page.get_by_role("link", name=name).click()
    return found.value.suggested_filename, found.value.path().read_bytes()


def test_secretary_prints_a_cell_of_forty(page, worker):
    round_, cell, secretary, names = make_cell_of_forty()
    sign_in(page, secretary)
    page.goto(reverse("round_progress", args=[round_.pk, cell.pk]))

    page.get_by_role("link", name="In cả chi bộ").click()
    see_what_is_missing(page, [*names[WRITTEN:], "Trần Thị Bình"])
    page.get_by_role("button", name="In thành một tệp PDF").click()
    page.get_by_text("Máy sắp bắt đầu in.").wait_for()
    axe(page)
    fits(page)
    see_progress(page, worker())
    page.get_by_text(f"Đã in {WRITTEN} bản.").wait_for(timeout=60_000)
    axe(page)
    name, body = save_download(page, "Tải tệp PDF")

    assert name == f"Chi bộ 1 – Bản cam kết – {round_.year}.pdf"
    read_back(body, names[:WRITTEN])


def see_progress(page, worker):
    """See how far the job is, with the worker held still for a moment."""
    wait_for(lambda: PrintJob.objects.filter(state="RUNNING", total=WRITTEN).exists())
    worker.send_signal(signal.SIGSTOP)
    try:
        page.locator("#viec-in progress").wait_for()
        expect(page.locator("#viec-in")).to_contain_text(re.compile(rf"Đã in\s*\d+/{WRITTEN}"))
        axe(page)
        fits(page)
    finally:
        worker.send_signal(signal.SIGCONT)


def see_what_is_missing(page, names):
    """See on top how many are missing, and below who."""
    page.get_by_text(f"Chưa in được {len(names)} người.").wait_for()
    page.get_by_role("heading", name=f"{WRITTEN} bản sẵn sàng in").wait_for()
    rows = page.locator("#con-thieu tbody th").all_inner_texts()
    assert sorted(rows) == sorted(names)
    axe(page)
    fits(page)


def read_back(body, names):
    """Assert that each person's paper stands at the bookmark that names the person."""
    reader = PdfReader(BytesIO(body))
    assert sorted(names_of(reader.outline)) == sorted(names)
    starts = [reader.get_destination_page_number(one) for one in reader.outline]
    assert starts == sorted(set(starts))
    for start, name in zip(starts, names_of(reader.outline), strict=True):
        assert name in page_text(body, start + 1)


def page_text(body, number):
    """Return one page's text as another program reads it."""
    command = ["pdftotext", "-f", str(number), "-l", str(number), "-", "-"]
    text = subprocess.run(command, input=body, capture_output=True, check=True).stdout.decode()
    return " ".join(text.split())


def test_secretary_has_an_archive_and_cancels_another(page, worker):
    round_, cell, secretary, names = make_cell_of_forty()
    sign_in(page, secretary)
    page.goto(reverse("cell_print", args=[round_.pk, cell.pk]))

    page.get_by_role("button", name="In thành một tệp PDF").click()
    page.get_by_role("button", name="Hủy việc in").click()
    page.get_by_text("Đã hủy việc in.").wait_for()
    page.get_by_text("Việc in đã được hủy, không có tệp nào.").wait_for()
    page.goto(reverse("cell_print", args=[round_.pk, cell.pk]))
    page.get_by_role("button", name=re.compile("ZIP")).click()
    page.get_by_role("button", name="Hủy việc in").wait_for()
    worker()
    page.get_by_text(f"Đã in {WRITTEN} bản.").wait_for(timeout=60_000)
    name, body = save_download(page, "Tải tệp ZIP")

    assert name == f"Chi bộ 1 – Bản cam kết – {round_.year}.zip"
    files = {f"Chi bộ 1 – {one} – Bản cam kết – {round_.year}.pdf": one for one in names[:WRITTEN]}
    with ZipFile(BytesIO(body)) as archive:
        assert sorted(archive.namelist()) == sorted(files)
        for file in archive.namelist()[::12]:
            assert files[file] in page_text(archive.read(file), 1)
    states = dict(PrintJob.objects.values_list("kind", "state"))
    assert states == {"PDF": "CANCELLED", "ZIP": "DONE"}
