"""The year's results: figures with bars, the people and organizations behind them, workbooks."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.text import slugify

from config.xlsx import CONTENT_TYPE
from evaluations import reports, workbooks
from evaluations.levels import level_name, short_name
from evaluations.models import Subject, YearPaper
from evaluations.queries import issued, results
from evaluations.queries.scope import day_of
from evaluations.results_access import (
    get_posted_for,
    get_results_for,
    may_notify,
    may_publish,
    may_report,
    may_report_half_year,
)
from evaluations.workflow import BY_DECISION
from organizations import history
from organizations.access import viewer_of
from organizations.models import CELL_KINDS, Kind
from organizations.vietnamese import search_key
from registrations.models import Guidance

DECIDING_KINDS = (Kind.BLOC, Kind.BASE_COMMITTEE, Kind.SECTION_COMMITTEE)
ON_A_PAGE = 50
MOST_LETTERS = 80
MOST_TO_CHOOSE = 100
HALF_COLUMNS = [f"6 tháng: {words.lower()}" for words in workbooks.HALF.values()]
HALF_COLUMNS += [f"Gương {words.lower()}" for words in workbooks.MODELS.values()]


def results_page(request, pk, organization_pk):
    """Show the figures of a round down an organization's tree; to its people what is posted."""
    try:
        round_, organization = get_results_for(request.user, pk, organization_pk)
    except (Http404, PermissionDenied) as refusal:
        return posted_page(request, pk, organization_pk, refusal)
    codes = reports.CODES.get(round_.guidance, ())
    code = request.GET.get("bieu", codes[-1] if codes else "")
    if codes and code not in codes:
        raise Http404
    context = {
        "round": round_,
        "organization": organization,
        "code": code,
        "codes": [(one, reports.NAMES[one]) for one in codes],
        "booklet": round_.guidance == Guidance.LAM_DONG_2017,
        "quality": round_.guidance == Guidance.HD21_2019,
        "whole": "het" in request.GET,
        "manages": manages(request.user, round_, organization),
        "deciding": round_.guidance == Guidance.HD22_2013 and organization.kind in DECIDING_KINDS,
        "decides": organization.kind == Kind.BASE_COMMITTEE,
        "papers": issued.papers_of(round_, organization),
        "received": issued.reports_below(round_, organization) if codes else [],
        "day": day_of(round_),
    }
    if code in ("R3", "R5"):
        context |= figures_of(request, round_, organization)
    if code == "R2" or round_.guidance == Guidance.NEU_GUONG_2017:
        context |= organizations_of(request, round_, organization)
    context["acts"] = acts_of(round_, organization, context.get("report"))
    return render(request, "evaluations/results.html", context)


def manages(account, round_, organization):
    """Tell whether the reader settles here a round that has no page of its own forms."""
    here = not round_.has_forms and organization.pk == round_.bloc_id
    return here and viewer_of(account).may("manage", [round_.bloc_id])


def figures_of(request, round_, organization):
    """Return the persons' figures: the organization's own, a row for each below it."""
    report = reports.member_report(round_, organization, inside=organization.inside)
    booklet = round_.guidance == Guidance.LAM_DONG_2017
    found = list(reports.lines(report.root))[1:]
    if "het" not in request.GET:
        found = [(node, 1) for node, depth in found if depth == 1]
    scale = report.root.scale
    context = {
        "report": report,
        "lines": [
            (node, depth - 1, half_figures(node) if booklet else []) for node, depth in found
        ],
        "levels": [(one, short_name(round_.guidance, one)) for one in scale.levels],
        "deeper": any(node.children for node in report.root.children),
    }
    if booklet:
        context["half_columns"] = HALF_COLUMNS
        context["models"] = results.role_models_in(round_, organization, inside=organization.inside)
    if organization.kind in CELL_KINDS:
        context["people"] = people_of(report, results.ALL)
    return context


def half_figures(node):
    """Return [(column, number)] of the half-year and the role models of a node."""
    names = (*workbooks.HALF, *workbooks.MODELS)
    return [
        (column, workbooks.figure(node, name))
        for column, name in zip(HALF_COLUMNS, names, strict=True)
    ]


def people_of(report, choice, name="", page=None):
    """Return the rows of a list of people; of one page where there are many."""
    found = results.listed_people(
        report.round, report.organization, inside=report.inside, choice=choice, name=name
    )
    if page is not None:
        found = Paginator(found, ON_A_PAGE).get_page(page)
    people = list(found)
    known = results.evaluations_by_pk([one.evaluation for one in people])
    rows = reports.member_rows(report, people, known)
    if page is None:
        return rows
    found.object_list = rows
    return found


def organizations_of(request, round_, organization):
    """Return the organizations' figures by kind and committee, and the list behind one."""
    report = reports.organization_report(round_, organization, inside=organization.inside)
    choice = request.GET.get("muc", results.ALL)
    rows = [one for one in report.rows if is_among(one, choice)]
    if kind := request.GET.get("loai"):
        rows = [one for one in rows if one.organization.kind == kind]
    if committee := request.GET.get("cap-uy"):
        rows = [one for one in rows if str(one.committee) == committee]
    scale = report.total.scale
    return {
        "bodies": report,
        "body_rows": rows,
        "narrowed": len(rows) < len(report.rows),
        "body_levels": list(scale.names.items()),
    }


def is_among(row, choice):
    """Tell whether an organization is behind a figure."""
    groups = {
        results.ALL: True,
        results.CLASSIFIED: bool(row.level),
        results.UNCLASSIFIED: row.result in results.WAITING,
    }
    return groups.get(choice, row.result == choice)


def acts_of(round_, organization, report):
    """Return what the reader may do here: what waits, and how many.

    The half-year is reported once a group or the committee has written of it (LD-05).
    """
    reader = organization.reader
    if round_.closed_at is not None:
        return {}
    acts = {}
    if may_publish(reader, round_):
        acts["publish"] = waiting(round_, issued.to_publish(round_, organization))
    if may_notify(reader, round_):
        acts["notify"] = waiting(round_, issued.to_notify(round_, organization))
    if may_report(reader, round_):
        reports_of = issued.papers_of(round_, organization).filter(kind=YearPaper.Kind.REPORT)
        acts["report"] = {
            "last": reports_of.first(),
            "paper_only": round_.guidance in BY_DECISION,
        }
    if may_report_half_year(reader, round_) and report is not None and report.root.halves:
        acts["half_year"] = True
    return acts


def waiting(round_, found):
    """Return how many wait, and each with its level where they are few enough to choose from."""
    rows = list(found[: MOST_TO_CHOOSE + 1])
    if len(rows) > MOST_TO_CHOOSE:
        return {"number": found.count(), "rows": []}
    named = [(one, level_name(round_.guidance, one.subject, one.level)) for one in rows]
    return {"number": len(rows), "rows": named}


def posted_page(request, pk, organization_pk, refusal):
    """Show the cell's people what the cell has posted (NG-12), or refuse as before."""
    try:
        round_, cell = get_posted_for(request.user, pk, organization_pk)
    except Http404:
        raise refusal from None
    if round_.guidance != Guidance.NEU_GUONG_2017:
        raise refusal
    context = {
        "round": round_,
        "organization": cell,
        "rows": [
            (one, issued.posted_rows(round_, [one])[0]) for one in issued.published_in(round_, cell)
        ],
        "papers": issued.papers_of(round_, cell).filter(kind=YearPaper.Kind.POSTING),
    }
    return render(request, "evaluations/results_posted.html", context)


def result_people(request, pk, organization_pk):
    """List the people behind a figure, with their levels, reasons and votes."""
    round_, organization = get_results_for(request.user, pk, organization_pk)
    choice = request.GET.get("muc", results.ALL)
    if not reports.CODES.get(round_.guidance):
        raise Http404
    if results.condition_of(round_.guidance, Subject.MEMBER, choice) is None:
        raise Http404
    report = reports.member_report(round_, organization, inside=organization.inside)
    name = request.GET.get("q", "").strip()[:100]
    context = {
        "round": round_,
        "organization": organization,
        "page": people_of(report, choice, name, request.GET.get("page", 1)),
        "choice": choice,
        "choices": choices_of(report),
        "q": name,
        "day": report.day,
    }
    return render(request, "evaluations/results_people.html", context)


def choices_of(report):
    """Return the lists that one can choose: [(key, words)]."""
    return [
        (results.ALL, "Tất cả"),
        (results.CLASSIFIED, "Đã xếp mức"),
        *report.root.scale.names.items(),
        (results.UNCLASSIFIED, "Chưa xếp mức"),
        *results.WORDS.items(),
    ]


def results_workbook(request, pk, organization_pk, code):
    """Give out the workbook of a report."""
    round_, organization = get_results_for(request.user, pk, organization_pk)
    code = code.upper()
    if code not in reports.CODES.get(round_.guidance, ()):
        raise Http404
    data, rows = workbooks.results_workbook(
        code, [round_], organization, inside=organization.inside
    )
    history.record(
        request.user,
        "export",
        f"Xuất {code} ({round_}) của {organization.name}: {rows} dòng",
        organization=organization,
    )
    name = slugify(search_key(f"{code} {round_.short} {round_.year} {organization.name}"))
    response = HttpResponse(data, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name[:MOST_LETTERS]}.xlsx"'
    return response


PLACE = "ket-qua/<int:pk>/<int:organization_pk>"
urlpatterns = [
    path(f"{PLACE}/", results_page, name="results"),
    path(f"{PLACE}/danh-sach/", result_people, name="result_people"),
    path(f"{PLACE}/<slug:code>.xlsx", results_workbook, name="results_workbook"),
]
