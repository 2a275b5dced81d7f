"""The printed registration forms: one of each kind, many in one file."""

from config.pdf import merge_pdf, render_pdf
from registrations.definitions import Code
from registrations.documents import e01, e02, f01, f02, f03, f04, f05

PAGES = {
    Code.F01: f01.html,
    Code.F02: f02.html,
    Code.F03: f03.html,
    Code.F04: f04.html,
    Code.F05: f05.html,
    Code.E01: e01.html,
    Code.E02: e02.html,
}
STYLESHEETS = ("profile-2018.css", "forms.css", "f04.css", "f05.css", "review.css")


def html_of(paper):
    """Return the page of a paper that WeasyPrint prints."""
    return PAGES[paper.form](paper)


def one_pdf(paper):
    """Return the PDF of one form."""
    return render_pdf(html_of(paper), STYLESHEETS)


def many_pdf(papers, title, target):
    """Write forms, of one kind or several, into one PDF with a bookmark each; return how many.

    ``papers`` may be a generator and ``target`` any binary file: memory does not grow
    with the number of forms.
    """
    return merge_pdf((html_of(paper) for paper in papers), STYLESHEETS, title, target)
