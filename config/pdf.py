"""HTML and CSS to official PDF: PDF/A, tagged, Vietnamese. Knows no app.

WeasyPrint takes half a second to import, so it is imported on first use. One font
configuration and each parsed stylesheet serve the whole process (without that every
document leaks), under a lock, because Pango's font map is not for two threads at once.
"""

import logging
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
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
    joiner, count = Joiner(target), 0
    for size, chunk in print_chunks(pages, stylesheets, title):
        joiner.add(chunk)
        count += size
    joiner.close()
    return count


def print_chunks(pages, stylesheets, title):
    """Yield the size and the objects of each chunk, from two processes when there are many."""
    work = partial(print_chunk, stylesheets=stylesheets, title=title)
    batches = batched(pages, CHUNK)
    few = list(islice(batches, FEW_CHUNKS))
    rest = list(islice(batches, 1))
    if not rest:
        yield from ((len(batch), work(batch)) for batch in few)
        return
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        pending = deque()
        for batch in chain(few, rest, batches):
            pending.append((len(batch), pool.submit(work, batch)))
            if len(pending) > PROCESSES:
                size, result = pending.popleft()
                yield size, result.result()
        yield from ((size, result.result()) for size, result in pending)


def print_chunk(pages, stylesheets, title):
    """Return the PDF objects of some pages, laid out together so that they share fonts."""
    documents = [lay_out(html, stylesheets) for html in pages]
    whole = documents[0].copy([page for one in documents for page in one.pages])
    whole.color_profiles["srgb"] = colors()
    whole.metadata.title = title or whole.metadata.title
    with rendering:
        return chunk_of(whole, pdf_variant=VARIANT, output_intent=False)


def batched(items, size):
    """Yield lists of ``size`` items, the last one perhaps shorter."""
    items = iter(items)
    while some := list(islice(items, size)):
        yield some
