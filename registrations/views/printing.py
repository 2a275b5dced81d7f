"""Printing a cell at once, and an organization of any size in the background."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from organizations import history
from registrations import printing
from registrations.access import get_round_and_organization_for
from registrations.models import PrintJob
from registrations.queries import blank_fields
from registrations.queries import printing as queries
from registrations.views import files
from registrations.views.rounds import round_context

LINES_A_PAGE = 50
AT_ONCE = 20  # papers that a reader does not mind waiting for
MISSING, BLANK = "thieu", "dong-cham"


def cell_print(request, pk, organization_pk):
    """List what is missing before an organization's papers are printed."""
    round_, organization = get_round_and_organization_for(request.user, pk, organization_pk)
    asked = {"unconfirmed": printing.reads_waiting(request.user, organization)}
    missing = Paginator(queries.people_not_printable(round_, organization, **asked), LINES_A_PAGE)
    blanks = Paginator(queries.with_blank_heads(round_, organization, **asked), LINES_A_PAGE)
    shown = BLANK if request.GET.get("xem") == BLANK else MISSING
    page = (blanks if shown == BLANK else missing).get_page(request.GET.get("page"))
    number = len(queries.to_print(round_, organization, **asked).rows)
    within = organization.kind in queries.WITHIN
    context = round_context(request, round_, organization) | {
        "what": queries.papers_name(round_),
        "number": number,
        "at_once": within and number <= AT_ONCE,
        "missing": missing.count,
        "dotted": blanks.count,
        "organizations": queries.organizations_not_printable(round_, organization, **asked),
        "shown": shown,
        "tabs": [
            (MISSING, "Chưa in được", missing.count),
            (BLANK, "In thành dòng chấm", blanks.count),
        ],
        "page": page,
        "blanks": [(one, blank_fields(one)) for one in page] if shown == BLANK else [],
        "within": within,
        "jobs": queries.jobs_of(request.user, round_, organization),
        "blank_links": files.blank_links(round_),
    }
    return render(request, "registrations/print_list.html", context)


def cell_print_file(request, pk, organization_pk):
    """Send a cell's papers as one PDF with a bookmark for each; more is printed by a worker."""
    round_, cell = get_round_and_organization_for(request.user, pk, organization_pk)
    if cell.kind not in queries.WITHIN:
        raise Http404
    unconfirmed = printing.reads_waiting(request.user, cell)
    printable = printing.in_order(queries.to_print(round_, cell, unconfirmed=unconfirmed))
    if not printable:
        messages.warning(request, "Chưa có bản nào để in.")
        return redirect("cell_print", pk, organization_pk)
    history.record(
        request.user,
        "print",
        f"In {len(printable)} {queries.papers_name(round_)} năm {round_.year} của {cell.name}",
        organization=cell,
    )
    return files.cell_response(request, round_, cell, printable)


@require_POST
def print_start(request, pk, organization_pk):
    """Ask for an organization's papers to be printed in the background."""
    round_, organization = get_round_and_organization_for(request.user, pk, organization_pk)
    kind = request.POST.get("kind", PrintJob.Kind.PDF)
    if kind not in PrintJob.Kind.values:
        raise Http404
    job = printing.ask(request.user, round_, organization, kind)
    return redirect("print_job", job.pk)


def print_job(request, pk):
    """Show how far a job is; the part that changes alone for who looks again."""
    job = printing.get_job_for(request.user, pk)
    before = queries.jobs_before(job)
    mark = f"{job.state}-{job.done}-{before}"
    if request.GET.get("dau") == mark:
        return HttpResponse(status=204)  # nothing new: nothing is swapped or read out
    context = {
        "mark": mark,
        "job": job,
        "round": job.round,
        "organization": job.organization,
        "what": queries.papers_name(job.round),
        "unfinished": job.state in queries.UNFINISHED,
        "before": before,
        "ready": printing.file_of(job) is not None,
    }
    part = request.htmx and not request.htmx.boosted
    template = "registrations/_print_state.html" if part else "registrations/print_job.html"
    return render(request, template, context)


@require_POST
def print_cancel(request, pk):
    """Cancel a job that is not over."""
    job = printing.get_job_for(request.user, pk)
    try:
        printing.cancel(job)
    except printing.Moved:
        messages.warning(request, "Việc in đã kết thúc trước khi hủy.")
    else:
        messages.success(request, "Đã hủy việc in.")
    return redirect("print_job", pk)


def print_file(request, pk):
    """Send a job's file to who asked and may still read it."""
    job = printing.get_job_for(request.user, pk)
    kept = printing.file_of(job)
    if kept is None:
        messages.warning(request, "Tệp không còn được giữ. Đồng chí yêu cầu in lại.")
        return redirect("print_job", pk)
    what = f"Tải tệp in {queries.papers_name(job.round)} năm {job.round.year}"
    history.record(
        request.user, "print", f"{what} của {job.organization.name}", organization=job.organization
    )
    name = printing.download_name(job)
    return FileResponse(kept.open("rb"), as_attachment=True, filename=name)


urlpatterns = [
    path("dot/<int:pk>/to-chuc/<int:organization_pk>/in/", cell_print, name="cell_print"),
    path(
        "dot/<int:pk>/to-chuc/<int:organization_pk>/in/tep.pdf",
        cell_print_file,
        name="cell_print_file",
    ),
    path("dot/<int:pk>/to-chuc/<int:organization_pk>/in/bat-dau/", print_start, name="print_start"),
    path("in/<int:pk>/", print_job, name="print_job"),
    path("in/<int:pk>/huy/", print_cancel, name="print_cancel"),
    path("in/<int:pk>/tep/", print_file, name="print_file"),
]
