"""The frame of bin/bench and its benchmarks, plain functions at the end of this file.

Each benchmark runs in a process of its own, on a fresh database and with the settings
of service (real password hashing, hashed static files), so that its peak memory is its
own. It prepares what it needs and returns ``timed(what it measures)``.
"""

import argparse
import contextlib
import json
import logging
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from tests.databases import throwaway_postgresql

BENCHES = {}
COLUMNS = ("việc", "trung vị", "lâu nhất", "mỗi giây", "so mốc", "truy vấn", "bộ nhớ", "cần đạt")
WIDTHS = (44, 11, 11, 9, 9, 9, 9, 8)
PARTS = ("django", "weasyprint", "xlsxwriter", "python-calamine", "psycopg2-binary", "gunicorn")


def bench(title, reach):
    """Register a benchmark under its function's name."""

    def register(run):
        BENCHES[run.__name__] = (title, reach, run)
        return run

    return register


def timed(act, *, runs=9, items=None, reference=None):
    """Call ``act`` several times and return the figures of one row.

    ``items`` is how many things one call handles, for the rate; ``reference`` is the
    act that the same machine is compared by, measured in the same run.
    """
    act()
    forget_peak_memory()
    seconds = [stopwatch(act) for _ in range(runs)]
    median = statistics.median(seconds)
    figures = {"median": median, "worst": max(seconds), "peak": peak_memory()}
    figures["queries"] = count_queries(act)
    if items:
        figures["rate"] = items / median
    if reference:
        figures["ratio"] = median / statistics.median([stopwatch(reference) for _ in range(runs)])
    return figures


def timed_once(act, *, items):
    """Call an act that cannot be repeated once and return the figures of one row."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    forget_peak_memory()
    with CaptureQueriesContext(connection) as queries:
        seconds = stopwatch(act)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "median": seconds,
        "worst": seconds,
        "peak": max(peak_memory(), children),
        "queries": len(queries),
        "rate": items / seconds,
    }


def stopwatch(act):
    """Return the seconds that a call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def count_queries(act):
    """Return how many queries a call sends."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def forget_peak_memory():
    """Let the kernel start the peak of this process anew: preparing does not count."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_memory():
    """Return the most memory, in MiB, that this process has held since."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def run_here(name):
    """Run one benchmark in this process and print its figures as JSON."""
    import django
    from django.core.management import call_command
    from django.db import connection

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    logging.disable(logging.INFO)
    if connection.vendor == "sqlite":  # a file as in service, not memory
        connection.settings_dict["TEST"]["NAME"] = os.environ["DATA_DIR"] + "/bench.sqlite3"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    _, _, run = BENCHES[name]
    print(json.dumps(run()))
    connection.creation.destroy_test_db(os.environ["DATA_DIR"], verbosity=0)


def run_apart(name, database_url):
    """Run one benchmark in a process of its own and return its figures."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = {
            "DATA_DIR": folder,
            "DATABASE_URL": database_url or f"sqlite:///{folder}/db.sqlite3",
        }
        done = subprocess.run(
            [sys.executable, "-m", "bin.bench", "--here", name],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(done.stdout.splitlines()[-1])


def show(number, unit="", digits=1):
    """Return a figure as the table shows it; nothing measured is a dash."""
    return "–" if number is None else f"{number:.{digits}f}{unit}".replace(".", ",")


def line(cells):
    """Return the cells as a line of a Markdown table."""
    padded = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    return f"| {' | '.join(padded)} |"


def row(name, figures):
    """Return the cells of one line of the table."""
    title, reach, _ = BENCHES[name]
    return (
        title,
        show(figures["median"] * 1000, " ms"),
        show(figures["worst"] * 1000, " ms"),
        show(figures.get("rate"), digits=0),
        show(figures.get("ratio"), " ×", 2),
        str(figures["queries"]),
        show(figures["peak"], " MiB", 0),
        reach,
    )


def head(database):
    """Return what the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return "\n".join(
        [
            f"Máy: {os.cpu_count()} nhân {model.group(1) if model else platform.machine()}, "
            f"{memory:.0f} GiB, {platform.freedesktop_os_release()['PRETTY_NAME']}",
            f"Python {platform.python_version()}, "
            + ", ".join(f"{part} {version(part)}" for part in PARTS),
            f"Cơ sở dữ liệu: {database}",
        ]
    )


def main():
    """Run the asked benchmarks and print the table, a line as soon as it is there."""
    parser = argparse.ArgumentParser(description="Đo tốc độ và bộ nhớ.")
    parser.add_argument("words", nargs="*", help="chỉ đo việc có một trong các từ này trong tên")
    parser.add_argument("--postgresql", action="store_true", help="đo trên PostgreSQL")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        return run_here(asked.here)
    names = [name for name in BENCHES if any(word in name for word in asked.words or [""])]
    with contextlib.ExitStack() as stack:
        # without the tests' shortcuts: writes are as safe, and as slow, as in service
        url = stack.enter_context(throwaway_postgresql(settings=())) if asked.postgresql else None
        print(head("PostgreSQL" if url else "SQLite"), end="\n\n")
        print(line(COLUMNS), line("-" * width for width in WIDTHS), sep="\n")
        for name in names:
            print(line(row(name, run_apart(name, url))), flush=True)
    return None


@bench("Đăng nhập rồi mở Việc cần làm", "≤ 200 ms")
def sign_in():
    """Sign in with a real password hash and follow to the member's first page."""
    from django.test import Client
    from django.urls import reverse

    from tests import factories

    cell = factories.make_cell(factories.make_bloc())
    account = factories.make_account(factories.make_person(organization=cell))
    form = {"username": account.username, "password": factories.PASSWORD}

    def enter():
        answer = Client(SERVER_NAME="localhost").post(reverse("sign_in"), form, follow=True)
        assert answer.status_code == 200, answer

    return timed(enter)


def make_cell_of(size):
    """Return (round, cell, accounts): a cell with a secretary and people who handed in."""
    from tests import factories

    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    secretary = factories.make_officer(cell)
    round_ = factories.make_round(bloc)
    accounts = [
        factories.make_account(factories.make_person(f"Nguyễn Văn {number}", cell))
        for number in range(size - 1)
    ]
    for account in accounts:
        factories.hand_in(account, round_)
    return round_, cell, [secretary, *accounts]


@bench("Đăng nhập đến trang viết bản cam kết đã mở", "≤ 200 ms")
def sign_in_to_form():
    """Sign in with a real password hash, then open the half-written form."""
    from django.test import Client
    from django.urls import reverse

    from registrations import actions
    from tests import factories

    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    account = factories.make_account(factories.make_person(organization=cell))
    registration = actions.start(account, factories.make_round(bloc), account.person)
    factories.fill(account, registration, [1, 2, 3])
    form = {"username": account.username, "password": factories.PASSWORD}

    def enter():
        client = Client(SERVER_NAME="localhost")
        client.post(reverse("sign_in"), form)
        answer = client.get(reverse("registration_edit", args=[registration.pk]))
        assert answer.status_code == 200, answer

    return timed(enter)


@bench("Tự lưu một mục", "≤ 30 ms")
def autosave():
    """Save one section of the form as the script does."""
    from itertools import count

    from django.test import Client
    from django.urls import reverse

    from registrations import actions
    from tests import factories

    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    account = factories.make_account(factories.make_person(organization=cell))
    registration = actions.start(account, factories.make_round(bloc), account.person)
    client, revisions = Client(SERVER_NAME="localhost"), count()
    client.force_login(account)
    address = reverse("answer_save", args=[registration.pk])

    def save():
        revision = next(revisions)
        form = {"field": "1", "text": f"Lần {revision}", "revision": revision, "writer": "w"}
        assert client.post(address, form).status_code == 200

    return timed(save, runs=30)


@bench("Bảng của chi bộ 60 người", "≤ 80 ms")
def board_60():
    """Open the board of a cell of 60 people."""
    from django.test import Client
    from django.urls import reverse

    round_, cell, accounts = make_cell_of(60)
    client = Client(SERVER_NAME="localhost")
    client.force_login(accounts[0])
    address = reverse("round_progress", args=[round_.pk, cell.pk])

    return timed(lambda: client.get(address), runs=15)


@bench("Tình hình toàn khối, 5.000 đảng viên", "≤ 80 ms")
def progress_5000():
    """Open the bloc's table with 5,000 members in 250 cells."""
    from bin.bench_results import progress

    return timed(progress(5000), runs=9)


@bench("Kết quả toàn khối (R3), 5.000 đảng viên", "≤ 200 ms")
def results_5000():
    """Open R3 of the bloc with 5,000 members down to its 250 cells."""
    from bin.bench_results import page

    return timed(page(5000), runs=9)


@bench("Bảng Excel R3, 5.000 đảng viên", "≥ 2.000/s")
def results_workbook():
    """Make the workbook R3 of 5,000 members."""
    from bin.bench_results import workbook

    return timed(workbook(5000), runs=3, items=5000)


@bench("In bản cam kết của chi bộ 30 người", "≥ 12/s")
def print_30():
    """Make the merged PDF of a cell of 30."""
    from django.test import Client
    from django.urls import reverse

    round_, cell, accounts = make_cell_of(31)
    client = Client(SERVER_NAME="localhost")
    client.force_login(accounts[0])
    address = reverse("cell_print_file", args=[round_.pk, cell.pk])

    def render():
        assert b"".join(client.get(address).streaming_content).startswith(b"%PDF-")

    return timed(render, runs=3, items=30)


@bench("In 300 bản ở phía sau, so với 150 bản", "≤ 2,2 ×")
def print_300():
    """Let a worker print a base organization of 300; twice the work for the ratio."""
    from bin.bench_printing import prepare

    half, whole = prepare(150), prepare(300)
    forget_peak_memory()  # of hashing passwords: processes start with the peak of their parent
    seconds = stopwatch(half)
    figures = timed_once(whole, items=300)
    return {**figures, "ratio": figures["median"] / seconds}


@bench("Đọc và xem trước danh sách 50.000 dòng", "≥ 3.000/s")
def import_preview():
    """Upload a list of 50,000 people and plan it against the database."""
    from bin.bench_import import uploaded
    from organizations.importing import actions

    bloc, path = uploaded(50_000)

    def preview():
        actions.upload(None, bloc, path.read_bytes(), path.name)

    return timed_once(preview, items=50_000)


@bench("Áp dụng danh sách 50.000 dòng", "≥ 2.000/s")
def import_apply():
    """Apply a list of 50,000 people who are all new."""
    from bin.bench_import import uploaded
    from organizations.importing import actions

    bloc, path = uploaded(50_000)
    batch = actions.upload(None, bloc, path.read_bytes(), path.name)

    def apply():
        assert actions.apply(None, batch)

    return timed_once(apply, items=50_000)


@bench("Kiểm tra 5.000 tình huống", "≥ 2.000/s")
def check_cases():
    """Answer a file of 5,000 cases as the command does, from the file to the closing line."""
    from bin.bench_rules import check, make_cases

    path = make_cases(Path(os.environ["DATA_DIR"]) / "tinh-huong.yaml", 5000)

    return timed(lambda: check(path, 5000), items=5000)


if __name__ == "__main__":
    main()
