"""Prints E01 (Mẫu 01 of hd-21-2019), the review report of an organization's leadership."""

from registrations.definitions.e01 import (
    ANSWERABLE,
    ANSWERABLE_GUIDE,
    FAULT_FIELDS,
    LEVEL,
    OPENING,
    RESULT_FIELDS,
    TITLE,
    WHOSE,
)
from registrations.definitions.review import RESULTS
from registrations.documents import paper as shared
from registrations.documents import review
from registrations.documents.paper import DOTS, signature

AUTHORITY = "T/M TẬP THỂ LÃNH ĐẠO, QUẢN\u00a0LÝ"  # never breaks before its last word
SIGN_AND_SEAL = "(Ký, ghi rõ họ tên và đóng dấu)"


def html(paper):
    """Return the page that WeasyPrint prints."""
    issuer = shared.committee_name(paper.issuer_name) if paper.committee else paper.issuer_name
    return shared.page_html(
        "documents/e01.html",
        paper,
        issuer=issuer.upper(),
        symbol=shared.NOT_YET_NUMBERED,
        place_and_day=shared.place_and_day(paper.locality, paper.signed_on),
        title=shared.title_lines(TITLE, paper.year),
        opening=OPENING.format(issuer=issuer or DOTS * 4),
        parts=parts(paper),
        signing=shared.signing(
            signature(receivers=receivers_of(paper)),
            signature(AUTHORITY, hint=SIGN_AND_SEAL, name=paper.signer),
        ),
    )


def receivers_of(paper):
    """Return who receives the report, in the order of the list at its end."""
    superior = shared.committee_name(paper.superior_name) or "Cấp ủy cấp trên trực tiếp"
    return (f"{superior} (để báo cáo),", "Lưu.")


def parts(paper):
    """Return the seven parts of the form."""
    results = [
        review.entry(
            [review.row(paper, field.key)],
            name=f"{number}. {field.title}.",
            grades=review.grades(paper, name),
        )
        for number, (name, field) in enumerate(RESULT_FIELDS.items(), start=1)
    ]
    answerable = review.entry([review.row(paper, "V")])
    return [
        review.part(RESULTS, *results),
        review.faults(paper, FAULT_FIELDS, lambda place: "-"),
        review.remedy(paper, f"{WHOSE} có liên quan"),
        review.suggested(paper, WHOSE),
        review.part(ANSWERABLE, answerable, guide=ANSWERABLE_GUIDE),
        review.plans(paper),
        review.part(f"{LEVEL}:", review.entry(levels=review.levels(paper))),
    ]
