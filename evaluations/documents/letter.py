"""What the year's postings, reports and notices share: letterhead, signature, foot."""

from datetime import date

from django.utils import timezone

from evaluations.queries.issuers import shown_issuer
from evaluations.rules.guidances import GUIDANCES
from registrations.documents.paper import DOTS, committee_name, place_and_day, qr_code
from registrations.queries.quarters import HALF_NAMES

STYLESHEETS = ("profile-2018.css", "forms.css", "e05.css", "issued.css")
SUBJECTS = {
    "neu_guong_2017": "kết quả đánh giá, xếp mức nêu gương {period}",
    "lam_dong_2017": "kết quả thực hiện cam kết, đăng ký học tập, làm theo {period}",
    "hd21_2019": "kết quả kiểm điểm, đánh giá, xếp loại chất lượng {period}",
    "hd22_2013": "kết quả kiểm điểm, đánh giá, xếp loại {period}",
}


def letter(head, *, sign, day, kind, subject, receivers, code, address):
    """Return the context that every such paper has.

    ``sign`` is the kind of document in its symbol (TB, BC), ``code`` names the record that
    ``address`` opens.
    """
    issuer = shown_issuer(head)
    return {
        "name": f"{kind.capitalize()} {subject} – {head['organization']}",
        "bookmark": f"{kind.capitalize()} – {head['organization']}",
        "title": (kind, subject),
        "superior": head["superior"].upper(),
        "issuer": issuer.upper(),
        "issuer_words": issuer,
        "symbol": f"Số {DOTS}-{sign}/{'CB' if head['cell'] else 'ĐU'}",
        "place_and_day": place_and_day(head["locality"], date.fromisoformat(day)),
        "head": head,
        "receivers": [f"- {one}," for one in receivers] + ["- Lưu."],
        "foot": {
            "what": f"{kind.capitalize()} {subject}; {head['organization']}; in ngày "
            f"{timezone.localdate():%d/%m/%Y}",
            "check": f"Mã kiểm tra: {code}",
            "qr": qr_code(address),
        },
    }


def superior_of(head):
    """Return the committee above the issuing organization, whom reports address."""
    return committee_name(head["superior"]) if head["superior"] else ""


def subject_of(head):
    """Return what the year's or the half-year's paper is about."""
    period = f"năm {head['year']}"
    if "half" in head:
        period = f"{HALF_NAMES[head['half']]}\N{NO-BREAK SPACE}{head['year']}"
    return SUBJECTS[head["guidance"]].format(period=period)


def grounds_of(head):
    """Return the guidance document and its adoption, as the opening sentence names them."""
    adoption = f" ({head['adoption']})" if head["adoption"] else ""
    return f"{GUIDANCES[head['guidance']].document}{adoption}"
