"""Prints a posting of results (E06), from what was frozen when it was issued (NG-08, NG-12)."""

from django.template.loader import render_to_string

from config.pdf import render_pdf
from evaluations.documents.letter import STYLESHEETS, grounds_of, letter, subject_of
from registrations.documents.paper import committee_name


def posting_pdf(paper, address):
    """Return a posting as PDF; ``address`` opens it on the screen."""
    return render_pdf(posting_html(paper, address), STYLESHEETS)


def posting_html(paper, address):
    """Return the page that WeasyPrint prints."""
    head, rows = paper.content["head"], paper.content["rows"]
    receivers = [f"{committee_name(head['superior'])} (để báo cáo)"] if head["superior"] else []
    context = letter(
        head,
        sign="TB",
        day=paper.content["on"],
        kind="THÔNG BÁO",
        subject=f"công khai {subject_of(head)}",
        receivers=[*receivers, "Cán bộ, đảng viên, công chức, viên chức cơ quan, đơn vị"],
        code=f"CK-{paper.pk}",
        address=address,
    )
    people = [one for one in rows if one["person"]]
    bodies = [one for one in rows if not one["person"]]
    lists = [("Tổ chức đảng", bodies, "Tên tổ chức đảng"), ("Cá nhân", people, "Họ và tên")]
    return render_to_string(
        "documents/e06.html",
        context
        | {
            "grounds": grounds_of(head),
            "what": subject_of(head),
            "lists": [one for one in lists if one[1]],
        },
    )
