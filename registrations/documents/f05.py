"""Prints F05, the nine-section commitment, from its definition."""

from registrations.definitions.f05 import LEGAL_BASES, PROMISE, SECTIONS, TITLE, footnote
from registrations.documents import paper as shared
from registrations.documents.paper import DOTS

LINES = 2
HEADS_ONLY = {str(section.number) for section in SECTIONS if section.heads_only}


def html(paper):
    """Return the page that WeasyPrint prints."""
    (part,) = paper.definition.parts(paper.situation, paper.answers)
    bases = f"{LEGAL_BASES} {paper.adoption};" if paper.adoption else LEGAL_BASES
    return shared.page_html(
        "documents/f05.html",
        paper,
        title=shared.title_lines(TITLE, paper.year),
        **shared.person_context(paper),
        preamble=f"{bases} {PROMISE}",
        sections=[section_context(field, paper) for field in part.fields],
        signing=shared.personal_signing(paper, "cấp ủy", "Người cam kết"),
    )


def section_context(field, paper):
    """Return one section as the template prints it; the ninth has the footnote."""
    congress = paper.situation.party_congress or DOTS
    note = footnote(congress) if field.key in HEADS_ONLY else ""
    return shared.field_context(field, paper, LINES) | {"footnote": note}
