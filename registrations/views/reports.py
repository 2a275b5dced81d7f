"""R1: the organizations behind a figure, and the workbook."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.text import slugify

from config.xlsx import CONTENT_TYPE
from organizations import history
from organizations.access import viewer_of
from organizations.vietnamese import search_key
from registrations import queries, reports, workbooks
from registrations.access import get_round_and_organization_for, receivers_in
from registrations.views.rounds import round_context

MOST_LETTERS = 80


def round_organizations(request, pk, organization_pk):
    """List the organizations behind a figure of the organizations' own papers (NG-06, H21-25)."""
    round_, organization = get_round_and_organization_for(request.user, pk, organization_pk)
    status = request.GET.get("tinh-trang", "missing")
    if status not in queries.PEOPLE_LISTS or round_.own_form is None:
        raise Http404
    rows = queries.form_rows(round_, organization)
    viewer = viewer_of(request.user)
    context = round_context(request, round_, organization) | {
        "rows": [(row, may_open(viewer, round_, row)) for row in rows if row.listed(status)],
        "status": status,
        "statuses": queries.people_lists(round_),
    }
    return render(request, "registrations/organizations.html", context)


def may_open(viewer, round_, row):
    """Tell whether a follower of the organization may read its form: see ``Reader``."""
    if row.status == "confirmed":
        return True
    handed_in = row.status in ("submitted", "returned")
    return handed_in and viewer.holds(receivers_in(round_), [row.organization.parent_id])


def round_report(request, pk, organization_pk):
    """Give out the workbook of an organization's registrations of the year (R1)."""
    round_, organization = get_round_and_organization_for(request.user, pk, organization_pk)
    report = reports.registration_report(round_, organization)
    data, named = workbooks.registration_workbook(report)
    history.record(
        request.user,
        "export",
        f"Xuất {round_.words.report.lower()} ({round_}) của {organization.name}: {named} dòng "
        "chưa nộp",
        organization=organization,
    )
    name = slugify(search_key(f"tinh-hinh {round_.short} {round_.year} {organization.name}"))
    response = HttpResponse(data, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name[:MOST_LETTERS]}.xlsx"'
    return response


urlpatterns = [
    path(
        "dot/<int:pk>/to-chuc/<int:organization_pk>/mau-01/",
        round_organizations,
        name="round_organizations",
    ),
    path(
        "dot/<int:pk>/to-chuc/<int:organization_pk>/tinh-hinh.xlsx",
        round_report,
        name="round_report",
    ),
]
