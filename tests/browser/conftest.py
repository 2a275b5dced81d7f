"""A real Chromium for the stories; whatever it complains about fails the story."""

import os

import pytest
from playwright.sync_api import expect, sync_playwright

# Playwright keeps an event loop in the test's thread, so that Django takes the test for
# asynchronous code and would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # Chromium refuses root otherwise
]
HERE = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
PATIENCE = 30_000  # milliseconds; a busy machine may stand still for seconds
MOST_SHOWN = 2000

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    """Mark the stories, so that ``-m "not browser"`` leaves them out; one run shows them."""
    for item in items:
        if "/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.once)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let fixtures know that the story failed."""
    report = yield
    if call.when == "call":
        item.failed = report.failed
    return report


@pytest.fixture(scope="session")
def chromium():
    """Start Debian's Chromium once a session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints():
    """What the browser complained about; must be empty when the story ends.

    A story that provokes an error on purpose looks at it and clears the list.
    """
    found = []
    yield found
    assert not found, "\n".join(found)


@pytest.fixture
def open_window(request, chromium, live_server, complaints):
    """Return a function that opens a new visitor's window of the given shape.

    Of a story that failed, what its windows show is printed.
    """
    contexts = []

    def open_one(**shape):
        context = chromium.new_context(base_url=live_server.url, **HERE, **shape)
        context.set_default_timeout(PATIENCE)
        watch(context, complaints)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        if getattr(request.node, "failed", False):
            show(context)
        context.close()


@pytest.fixture
def page(open_window):
    """A window on a desk."""
    return open_window(**DESKTOP)


@pytest.fixture
def phone(open_window):
    """A window on a small phone."""
    return open_window(**PHONE)


def show(context):
    """Print what a visitor's windows show."""
    for window in context.pages:
        print(window.url, window.inner_text("body")[:MOST_SHOWN], sep="\n")  # noqa: T201


def watch(context, complaints):
    """Collect errors of scripts, of the console and of the network."""
    context.on("weberror", lambda problem: complaints.append(f"script: {problem.error}"))
    context.on("console", lambda message: note_message(message, complaints))
    context.on("requestfailed", lambda request: note_failure(request, complaints))


def note_message(message, complaints):
    """Note errors and warnings of the console."""
    if message.type in ("error", "warning"):
        complaints.append(f"console: {message.text} ({message.location['url']})")


def note_failure(request, complaints):
    """Note a request without an answer, but not one that a click on a link cut off."""
    if request.failure != "net::ERR_ABORTED":
        complaints.append(f"request: {request.failure} {request.url}")
