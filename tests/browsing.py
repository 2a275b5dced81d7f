"""What stories do in a browser window: sign in, look for barriers."""

from io import BytesIO

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from pypdf import PdfReader

from tests.documents.samples import squeezed
from tests.factories import PASSWORD

AXE_OPTIONS = {
    "resultTypes": ["violations"],  # details of the rest cost most of the time
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, off by default in axe
}


def sign_in(page, account, password=PASSWORD):
    """Sign in on the real page and wait for what comes next."""
    page.goto(reverse("sign_in"))
    page.locator("[name=username]").fill(account.username)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: reverse("sign_in") not in url)


def axe(page):
    """Assert that axe finds no barrier on the page as it is now."""
    page.wait_for_load_state()
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]

    barriers = [
        f"{rule['impact']} {rule['id']}: {rule['help']}\n    {' '.join(node['target'])}"
        f"\n    {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
    assert not barriers, f"axe on {page.url}:\n" + "\n".join(barriers)


def fits(page):
    """Assert that the page does not scroll sideways."""
    widths = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )

    assert widths[0] <= widths[1], f"{page.url} is {widths[0]} px wide in {widths[1]} px"


def text_of(body):
    """Return the text of a PDF without white space."""
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages))


def tab_to(page, target, most=300):
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with {most} presses of Tab")


def cut_off(page):
    """Let nothing that a window sends reach the server, the last attempt while it closes too.

    A window that is only "offline", or whose requests are intercepted, is neither any more by
    the time it is torn down.
    """
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
