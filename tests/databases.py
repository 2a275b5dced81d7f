"""Early pytest plugin: the database of the run, chosen before Django reads its settings.

``TEST_DATABASE=postgresql`` starts a PostgreSQL server of the run's own in a temporary
folder, reached by a socket file only; ``sqlite`` is the default. conftest.py would be
too late for this: the settings are read by then, and the run would go on, silently, on
the wrong database.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest

KINDS = ("sqlite", "postgresql")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # nothing outlives the run
PATIENCE = 60  # seconds until the server must answer


def wanted():
    """Return the kind of database that the run asks for."""
    kind = os.environ.get("TEST_DATABASE", "sqlite")
    if kind not in KINDS:
        raise pytest.UsageError(f"TEST_DATABASE={kind}: one of {', '.join(KINDS)}")
    return kind


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    """Set the environment that the settings read; xdist's workers inherit it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        stack = contextlib.ExitStack()
        early_config.add_cleanup(stack.close)
        folder = stack.enter_context(temporary_folder("cam-ket-"))
        os.environ["DATA_DIR"] = str(folder)
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
        if wanted() == "postgresql":
            os.environ["DATABASE_URL"] = stack.enter_context(throwaway_postgresql())
    return (yield)


def pytest_configure():
    """Refuse to run on another database than the wanted one."""
    from django.db import connection

    if connection.vendor != wanted():
        raise pytest.UsageError(f"runs on {connection.vendor}, but {wanted()} was wanted")


def pytest_report_header():
    """Name the database in the head of the run."""
    return f"database: {wanted()}"


@contextlib.contextmanager
def temporary_folder(prefix):
    """Make a folder and remove it, even where files vanish meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def throwaway_postgresql(settings=FAST):
    """Run a PostgreSQL server in a temporary folder and yield its DATABASE_URL."""
    with temporary_folder("pg-") as folder:
        log = (folder / "log").open("w+")
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        make_cluster(folder)
        server = start_server(folder, log, settings)
        url = f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
        try:
            wait_for(server, url, log)
            yield url
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            server.wait(PATIENCE)


def server_program(name):
    """Return the newest installed server's program; Debian keeps it outside PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    program = found[-1] if found else shutil.which(name)
    if program is None:
        raise pytest.UsageError(f"no {name} on this machine: bin/test installs PostgreSQL")
    return str(program)


def as_server_user(*options):
    """Return the command that runs a program as somebody other than root."""
    user = ("--reuid=postgres", "--regid=postgres", "--init-groups") if os.geteuid() == 0 else ()
    return ["setpriv", *user, *options, "--"]


def make_cluster(folder):
    """Make an empty cluster that trusts who reaches its socket, in a folder of its own."""
    subprocess.run(
        [
            *as_server_user("--reset-env"),
            server_program("initdb"),
            *("-D", folder / "data", "-U", "postgres", "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        ],
        stdout=subprocess.DEVNULL,
        check=True,
        cwd=folder,
    )


def start_server(folder, log, settings):
    """Start the server; should the tests be killed, the kernel stops it as well."""
    settings = [*settings, "listen_addresses=", f"unix_socket_directories={folder}"]
    return subprocess.Popen(
        [
            *as_server_user("--pdeathsig=INT"),
            server_program("postgres"),
            *("-D", folder / "data"),
            *(part for setting in settings for part in ("-c", setting)),
        ],
        stdout=log,
        stderr=log,
        cwd=folder,
        start_new_session=True,  # Ctrl-C is for the tests; they then stop the server
    )


def wait_for(server, url, log):
    """Return once the server answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(psycopg2.OperationalError):
            psycopg2.connect(url).close()
            return
        time.sleep(0.05)
    log.seek(0)
    raise pytest.UsageError(f"PostgreSQL did not start:\n{log.read()}")
