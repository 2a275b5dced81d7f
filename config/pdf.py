"""HTML and CSS to official PDF: PDF/A, tagged, Vietnamese. Knows no app.

WeasyPrint takes half a second to import, so it is imported on first use. One font
configuration and each parsed stylesheet serve the whole process (without that every
document leaks), under a lock, because Pango's font map is not for two threads at once.
"""

from functools import cache
from pathlib import Path
from threading import Lock
from urllib.parse import unquote, urlsplit

from django.conf import settings

FILES = Path(settings.BASE_DIR) / "static" / "documents"
VARIANT = "pdf/a-2a"
rendering = Lock()


@cache
def font_configuration():
    """Return the fonts of this process."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def stylesheet(name):
    """Return a parsed stylesheet of static/documents."""
    from weasyprint import CSS

    return CSS(
        filename=FILES / name, font_config=font_configuration(), url_fetcher=own_files()
    )


@cache
def own_files():
    """Return the fetcher that opens nothing but the files in static/documents."""
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):
        def fetch(self, url, headers=None):
            if not is_own(url):
                raise PermissionError("outside static/documents")
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols={"file"}, allow_redirects=False)


def is_own(url):
    """Tell whether the address is that of a file in static/documents."""
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    return parts.scheme == "file" and not parts.netloc and path.is_relative_to(FILES)


def lay_out(html, stylesheets):
    """Return WeasyPrint's document of an HTML page."""
    from weasyprint import HTML

    page = HTML(string=html, base_url=FILES.as_uri() + "/", url_fetcher=own_files())
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
    with rendering:
        document = lay_out(html, stylesheets)
        document.metadata.title = title or document.metadata.title
        return document.write_pdf(pdf_variant=VARIANT)
