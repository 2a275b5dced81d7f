"""Prints F03 (Mẫu 03/ĐKNG), what somebody who is not a member registers, rebuilt (NG-13)."""

from dataclasses import replace

from evaluations.rules.neu_guong_2017 import GUIDANCE
from registrations.definitions.f03 import TITLE
from registrations.documents import paper as shared
from registrations.documents.year_end import NON_MEMBER, year_end

PROMISE = (
    "tôi đăng ký học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh với các nội dung "
    "sau:"
)
LINES = 10


def html(paper):
    """Return the page that WeasyPrint prints."""
    paper = replace(paper, member=False)
    parts = paper.definition.parts(paper.situation, paper.answers)
    return shared.page_html(
        "documents/f03.html",
        paper,
        title=shared.title_lines(TITLE, paper.year),
        **shared.person_context(paper),
        opening=shared.opening(paper, GUIDANCE.document, PROMISE),
        parts=[
            shared.field_context(part.fields[0], paper, LINES) | {"name": part.heading}
            for part in parts
        ],
        signing=shared.personal_signing(paper, shared.LEADERSHIP, "Người đăng ký"),
        year_end=year_end(NON_MEMBER, paper.closing),
    )
