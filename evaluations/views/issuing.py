"""Publishing, telling and reporting results; the papers of it in print."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from evaluations import publishing
from evaluations.access import REFUSED, get_evaluation_for
from evaluations.documents import e06, e07, e11
from evaluations.models import YearPaper
from evaluations.results_access import get_acting_for, get_paper_for, may_see_notice
from evaluations.views.results import PLACE
from evaluations.views.voting import pdf
from organizations import history
from registrations.actions import Moved

NOTHING_LEFT = "Không còn gì để làm: việc này vừa được làm ở nơi khác hoặc số liệu không đổi."


def chosen(request):
    """Return the ids that are ticked, or None for all."""
    if "all" in request.POST:
        return None
    values = request.POST.getlist("kq")
    return [int(one) for one in values if one.isascii() and one.isdecimal() and len(one) < 19]


def act(request, round_, organization, verb, done):
    """Do one verb, say what came of it, and return to the results."""
    try:
        found = verb()
    except Moved:
        messages.warning(request, NOTHING_LEFT)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done(found))
    return redirect("results", round_.pk, organization.pk)


@require_POST
def results_publish(request, pk, organization_pk):
    """Post decided results of NG: all or those ticked."""
    round_, organization = get_acting_for(request.user, pk, organization_pk, "publish")
    return act(
        request,
        round_,
        organization,
        lambda: publishing.publish(request.user, round_, organization, chosen(request)),
        lambda paper: (
            f"Đã công khai {len(paper.content['rows'])} kết quả. Đồng chí in thông báo "
            "để niêm yết ở mục “Văn bản đã phát hành”."
        ),
    )


@require_POST
def results_notify(request, pk, organization_pk):
    """Tell results to whom they rate: all or those ticked."""
    round_, organization = get_acting_for(request.user, pk, organization_pk, "notify")
    return act(
        request,
        round_,
        organization,
        lambda: publishing.notify(request.user, round_, organization, chosen(request)),
        lambda number: (
            f"Đã thông báo {number} kết quả. Mỗi người xem được kết quả và lý do ở trang của mình."
        ),
    )


@require_POST
def results_report(request, pk, organization_pk):
    """Report the year's results up."""
    round_, organization = get_acting_for(request.user, pk, organization_pk, "report")
    return act(
        request,
        round_,
        organization,
        lambda: publishing.report_up_year(request.user, round_, organization),
        lambda paper: (
            "Đã báo cáo kết quả năm lên cấp trên. Đồng chí in báo cáo ở mục “Văn bản đã phát hành”."
        ),
    )


@require_POST
def results_report_half_year(request, pk, organization_pk):
    """Report the first half of the booklet's year up."""
    round_, organization = get_acting_for(request.user, pk, organization_pk, "report_half_year")
    return act(
        request,
        round_,
        organization,
        lambda: publishing.report_up_half_year(request.user, round_, organization),
        lambda paper: (
            "Đã báo cáo kết quả 6 tháng đầu năm lên cấp trên. Đồng chí in báo cáo ở mục "
            "“Văn bản đã phát hành”."
        ),
    )


def result_posting(request, pk):
    """Send a posting (E06) as PDF."""
    paper = get_paper_for(request.user, pk, YearPaper.Kind.POSTING)
    return printed(request, paper, "result_posting", e06.posting_pdf, "Thông báo công khai")


def year_report(request, pk):
    """Send a year's report (E07) as PDF."""
    paper = get_paper_for(request.user, pk, YearPaper.Kind.REPORT)
    return printed(request, paper, "year_report", e07.report_pdf, "Báo cáo kết quả")


def half_year_report(request, pk):
    """Send a report on the first half of the booklet's year (E07) as PDF."""
    paper = get_paper_for(request.user, pk, YearPaper.Kind.HALF_YEAR)
    what = "Báo cáo kết quả 6 tháng đầu"
    return printed(request, paper, "half_year_report", e07.report_pdf, what)


def printed(request, paper, address, make, what):
    """Send one of an organization's papers and log it."""
    name = f"{what} năm {paper.round.year} – {paper.organization.name}"
    log_print(request, paper.organization, name)
    whole = request.build_absolute_uri(reverse(address, args=[paper.pk]))
    return pdf(make(paper, whole), f"{name}.pdf")


def result_notice(request, pk):
    """Send the notice of a result (E11) as PDF: to whom it rates and who is in charge."""
    evaluation = get_evaluation_for(request.user, pk)
    if not may_see_notice(evaluation):
        raise PermissionDenied(REFUSED)
    if "notice" not in (evaluation.head or {}):
        raise Http404
    name = f"Thông báo kết quả năm {evaluation.round.year} – {evaluation.head['name']}"
    log_print(request, evaluation.organization, name, evaluation.person)
    whole = request.build_absolute_uri(reverse("result_notice", args=[pk]))
    return pdf(e11.notice_pdf(evaluation, whole), f"{name}.pdf")


def log_print(request, organization, what, person=None):
    """Write into the audit log who printed what."""
    history.record(request.user, "print", f"In {what}", organization=organization, person=person)


urlpatterns = [
    path(f"{PLACE}/cong-khai/", results_publish, name="results_publish"),
    path(f"{PLACE}/thong-bao/", results_notify, name="results_notify"),
    path(f"{PLACE}/bao-cao/", results_report, name="results_report"),
    path(f"{PLACE}/bao-cao-6-thang/", results_report_half_year, name="results_report_half_year"),
    path("ket-qua/cong-khai/<int:pk>.pdf", result_posting, name="result_posting"),
    path("ket-qua/bao-cao/<int:pk>.pdf", year_report, name="year_report"),
    path("ket-qua/bao-cao-6-thang/<int:pk>.pdf", half_year_report, name="half_year_report"),
    path("ket-qua/thong-bao/<int:pk>.pdf", result_notice, name="result_notice"),
]
