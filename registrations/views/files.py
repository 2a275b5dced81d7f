"""Printed forms as answers to a request."""

import tempfile
from datetime import date

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from registrations import queries
from registrations.documents import f05


def one_response(request, registration):
    """Send one registration's printed form."""
    name = f"{registration.organization.name} – {registration.person.full_name}"
    if registration.supplement:
        name += f" – bổ sung {registration.supplement}"
    return HttpResponse(
        f05.f05_pdf(paper_of(request, registration)),
        headers=pdf_headers(name, registration.round),
    )


def cell_response(request, round_, cell, registrations):
    """Send a cell's printed forms, merged, with a bookmark for each person."""
    merged = tempfile.TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
    papers = (paper_of(request, registration) for registration in registrations)
    f05.f05_many(papers, f"Bản cam kết năm {round_.year} – {cell.name}", merged)
    merged.seek(0)
    answer = FileResponse(merged)
    for name, value in pdf_headers(cell.name, round_).items():
        answer.headers[name] = value
    return answer


def blank_response(round_, head):
    """Send the round's empty form, with section 9 for heads."""
    name = "Mẫu trắng (người đứng đầu)" if head else "Mẫu trắng"
    return HttpResponse(f05.blank_f05(round_, head=head), headers=pdf_headers(name, round_))


def pdf_headers(name, round_):
    """Return the headers of a PDF named "Chi bộ – Họ tên – mẫu – năm.pdf" (forms.md)."""
    return {
        "Content-Type": "application/pdf",
        "Content-Disposition": content_disposition_header(
            as_attachment=False, filename=f"{name} – Bản cam kết – {round_.year}.pdf"
        ),
    }


def paper_of(request, registration):
    """Return what the printed form of a registration shows: the frozen head where signed."""
    head = queries.head_of_paper(registration)
    round_ = registration.round
    return f05.F05Data(
        superior_name=head["superior"],
        cell_name=head["cell"],
        year=round_.year,
        full_name=head["full_name"],
        born=head["born"],
        workplace=head["workplace"],
        government_post=head["government_post"],
        party_post=head["party_post"],
        cell=head["cell"],
        head=head["head"],
        answers={int(key): text for key, text in queries.answers_of(registration).items()},
        locality=head["locality"],
        signed_on=date.fromisoformat(head["signed_on"]) if registration.signed else None,
        confirmed=confirmation_of(head),
        version=registration.version,
        verification_url=request.build_absolute_uri(reverse("verify", args=[registration.code])),
        verification_code=registration.code,
        printed_on=timezone.localdate(),
        party_congress=round_.party_congress,
        provincial_congress=round_.provincial_congress,
    )


def confirmation_of(head):
    """Return who confirmed, or None while nobody has."""
    if not head["confirmed_by"]:
        return None
    return f05.Confirmation(
        head["confirmed_by"], head["confirmed_post"], date.fromisoformat(head["confirmed_on"])
    )
