"""What a round leaves open at the year's end, for the page on which it is closed (H21-03)."""

from django import template
from django.urls import reverse

from evaluations import reports
from evaluations.queries import issued
from registrations.models import Guidance

register = template.Library()


@register.inclusion_tag("evaluations/_outstanding.html")
def outstanding(round_):
    """Tell who is not classified and who has not reported, each with a link to the list."""
    codes = reports.CODES.get(round_.guidance, ())
    return {"round": round_, "left": left_in(round_, codes[0]) if codes else []}


def left_in(round_, code):
    """Return [(how many, what, address of the list)] of what is not done yet."""
    bloc = round_.bloc
    place = [round_.pk, bloc.pk]
    results, people = reverse("results", args=place), reverse("result_people", args=place)
    found = [
        (
            reports.member_report(round_, bloc).root.unclassified,
            "người chưa xếp mức",
            f"{people}?muc=UNCLASSIFIED",
        )
    ]
    if round_.guidance != Guidance.LAM_DONG_2017:
        bodies = reports.organization_report(round_, bloc).total.unclassified
        address = f"{results}?bieu={code}&muc=UNCLASSIFIED#danh-sach"
        found.append((bodies, "tổ chức đảng chưa xếp mức", address))
    silent = sum(paper is None for _, paper in issued.reports_below(round_, bloc))
    found.append((silent, "tổ chức trực thuộc chưa báo cáo kết quả năm", f"{results}#bao-cao"))
    return [one for one in found if one[0]]
