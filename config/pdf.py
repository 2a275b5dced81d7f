"""HTML and CSS to official PDF: PDF/A, tagged, Vietnamese. Knows no app.

WeasyPrint takes half a second to import, so it is imported on first use. One font
configuration and each parsed stylesheet serve the whole process (without that every
document leaks), under a lock, because Pango's font map is not for two threads at once.
"""

import logging
import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from config.pdf_face import printable
from config.pdf_join import Joiner, chunk_of

FILES = Path(__file__).resolve().parent.parent / "static" / "documents"
VARIANT = "pdf/a-2a"
CHUNK = 25
FEW_CHUNKS = 2
PROCESSES = 2
rendering = Lock()
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


class Page(NamedTuple):
    """An HTML page to print, its stylesheets, and under which bookmark its own ones stand."""

    html: str
    stylesheets: tuple
    group: str = ""


@cache
def font_configuration():
    """Return the fonts of this process."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def colors():
    """Return the colour profile that PDF/A asks for; WeasyPrint would leave its file open.

    Made anew for each file: Little CMS writes the same profile differently the second time.
    """
    from weasyprint.css import ColorProfile

    with files("weasyprint.pdf").joinpath("sRGB2014.icc").open("rb") as profile:
        return ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


@cache
def stylesheet(name):
    """Return a parsed stylesheet of static/documents."""
    from weasyprint import CSS

    return CSS(filename=FILES / name, font_config=font_configuration(), url_fetcher=own_files())


@cache
def own_files():
    """Return the fetcher that opens nothing but the files in static/documents."""
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):
        def fetch(self, url, headers=None):
            if not (url.startswith("data:") or is_own(url)):
                raise PermissionError("outside static/documents")
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols={"file", "data"}, allow_redirects=False)


def is_own(url):
    """Tell whether the address is that of a file in static/documents."""
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    return parts.scheme == "file" and not parts.netloc and path.is_relative_to(FILES)


def lay_out(html, stylesheets):
    """Return WeasyPrint's document of an HTML page."""
    from weasyprint import HTML

    with rendering:
        page = HTML(string=printable(html), base_url=FILES.as_uri() + "/", url_fetcher=own_files())
        return page.render(
            font_config=font_configuration(),
            stylesheets=[stylesheet(name) for name in stylesheets],
            pdf_variant=VARIANT,
        )


def render_pdf(html, stylesheets, title=None):
    """Return the PDF of one HTML page.

    ``stylesheets`` names files in static/documents, in order. The title is that of the
    page's own ``<title>`` unless one is given; the page says ``<html lang="vi">``.
    """
    target = BytesIO()
    merge_pdf([html], stylesheets, title, target)
    return target.getvalue()


def merge_pdf(pages, stylesheets, title, target):
    """Write many HTML pages as one PDF into a binary file; return how many.

    Each keeps its own page numbers and its bookmarks. ``pages`` may be a generator:
    memory does not grow with their number.
    """
    return merge_pages((Page(html, stylesheets) for html in pages), title, target)


def repeat_pages(pages, title):
    """Return one PDF of (``Page``, how many copies): each is laid out once, however many."""
    target = BytesIO()
    joiner = Joiner(target)
    for page, copies in pages:
        chunk = print_chunk([page], title)
        for _ in range(copies):
            joiner.add(chunk)
    joiner.close()
    return target.getvalue()


def merge_pages(pages, title, target, progress=None):
    """Write many ``Page`` as one PDF as ``merge_pdf`` does; return how many.

    The bookmarks of pages in a group stand under one for the group. ``progress`` is called
    with how many are written so far; what it raises ends the work.
    """
    joiner, count = Joiner(target), 0
    for size, chunk in in_order(partial(print_chunk, title=title), pages):
        joiner.add(chunk)
        count += size
        if progress:
            progress(count)
    joiner.close()
    return count


def render_each(pages):
    """Yield the PDF of each ``Page`` in order; ``pages`` may be a generator."""
    for _, printed in in_order(print_apart, pages):
        yield from printed


def in_order(work, pages):
    """Yield the size and the result of each chunk, from two processes when there are many."""
    batches = batched(pages, CHUNK)
    few = list(islice(batches, FEW_CHUNKS))
    rest = list(islice(batches, 1))
    if not rest:
        yield from ((len(batch), work(batch)) for batch in few)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, initializer=end_with_parent) as pool:
        pending = deque()
        for batch in chain(few, rest, batches):
            pending.append((len(batch), pool.submit(work, batch)))
            if len(pending) > PROCESSES:
                size, result = pending.popleft()
                yield size, result.result()
        yield from ((size, result.result()) for size, result in pending)


def end_with_parent():
    """End this process when the one that started it is gone, even killed."""

    def wait():
        parent_process().join()
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
    Thread(target=wait, daemon=True).start()


def print_chunk(pages, title):
    """Return the PDF objects of some pages, laid out together so that they share fonts."""
    documents = [lay_out(page.html, page.stylesheets) for page in pages]
    whole = documents[0].copy([page for one in documents for page in one.pages])
    whole.color_profiles["srgb"] = colors()
    whole.metadata.title = title or whole.metadata.title
    groups = [page.group for page, one in zip(pages, documents, strict=True) for _ in one.pages]
    with rendering:
        return chunk_of(whole, groups, pdf_variant=VARIANT, output_intent=False)


def print_apart(pages):
    """Return the PDF of each of some pages."""
    return [render_pdf(page.html, page.stylesheets) for page in pages]


def batched(items, size):
    """Yield lists of ``size`` items, the last one perhaps shorter."""
    items = iter(items)
    while some := list(islice(items, size)):
        yield some
