"""The worker that prints, in a process of its own."""

import json
import subprocess
import sys
import time

from django.db import connection


def start_worker(prints):
    """Start a worker as bin/run does, on this test's database."""
    settings = {**connection.settings_dict, "OPTIONS": dict(connection.settings_dict["OPTIONS"])}
    code = (
        "import json, sys, django, tests.clock; from django.conf import settings; django.setup();"
        "from django.db import connections; from pathlib import Path;"
        "given = json.loads(sys.argv[1]); connections['default'].settings_dict.update(given);"
        "settings.PRINTS_DIR = Path(sys.argv[2]);"
        "from registrations import printing; print('ready', flush=True); printing.work(rest=0.1)"
    )
    given = {name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    worker = subprocess.Popen(
        [sys.executable, "-c", code, json.dumps(given), str(prints)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert worker.stdout.readline() == "ready\n"
    return worker


def wait_for(condition, seconds=60):
    """Wait until the condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)
