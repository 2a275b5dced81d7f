"""Printed forms as answers to a request."""

import tempfile

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from registrations import documents
from registrations.definitions import FORMS, Code
from registrations.documents import filled
from registrations.queries.printing import papers_name

HEADS = {Code.F05: "người đứng đầu", Code.E02: "cán bộ lãnh đạo, quản lý"}
HEAD_LINKS = {
    Code.F05: ("?nguoi-dung-dau", "Bản cam kết 9 mục của người đứng đầu"),
    Code.E02: ("?mau=E02&nguoi-dung-dau", "Mẫu 02 của cán bộ lãnh đạo, quản lý"),
}


def one_response(request, registration):
    """Send one registration's printed form."""
    name = registration.organization.name
    if registration.person_id:
        name += f" – {registration.person.full_name}"
    if registration.supplement:
        name += f" – bổ sung {registration.supplement}"
    return HttpResponse(
        documents.one_pdf(paper_of(request, registration)),
        headers=pdf_headers(name, registration.definition.short, registration.round),
    )


def cell_response(request, round_, cell, registrations):
    """Send a cell's printed forms, merged, with a bookmark for each person."""
    merged = tempfile.TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
    papers = (paper_of(request, registration) for registration in registrations)
    what = papers_name(round_).capitalize()
    documents.many_pdf(papers, f"{what} năm {round_.year} – {cell.name}", merged)
    merged.seek(0)
    answer = FileResponse(merged)
    for name, value in pdf_headers(cell.name, what, round_).items():
        answer.headers[name] = value
    return answer


def blank_response(round_, form, *, head=False):
    """Send an empty form of the round, or refuse one that it has not.

    ``head``: with what heads and leaders write beside (F05, E02).
    """
    if form not in forms_of(round_):
        raise Http404
    who = HEADS.get(form) if head else None
    name = f"Mẫu trắng ({who})" if who else "Mẫu trắng"
    paper = filled.blank_paper(round_, form, head=who is not None)
    return HttpResponse(
        documents.one_pdf(paper), headers=pdf_headers(name, FORMS[form].short, round_)
    )


def forms_of(round_):
    """Return the codes of the forms that a round has."""
    return [code for code, form in FORMS.items() if form.guidance == round_.guidance]


def blank_links(round_):
    """Return [(query, words)]: the empty forms that a round offers."""
    links = [(f"?mau={form}", form.label) for form in forms_of(round_)]
    return links + [link for form, link in HEAD_LINKS.items() if form in forms_of(round_)]


def pdf_headers(name, kind, round_):
    """Return the headers of a PDF named "Chi bộ – Họ tên – mẫu – năm.pdf" (forms.md)."""
    return {
        "Content-Type": "application/pdf",
        "Content-Disposition": content_disposition_header(
            as_attachment=False, filename=f"{name} – {kind} – {round_.year}.pdf"
        ),
    }


def paper_of(request, registration):
    """Return what the printed form of a registration shows, with the address to check it at."""
    address = request.build_absolute_uri(reverse("verify", args=[registration.code]))
    return filled.paper_of(registration, address)
