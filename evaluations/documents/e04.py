"""Prints the counting minutes (E04) of a closed paper vote, from what was frozen alone."""

from django.template.loader import render_to_string
from django.utils import timezone

from config.pdf import render_pdf
from evaluations.counts import GROUNDS, ROW_GROUND, TOTALS
from evaluations.models import Subject
from evaluations.queries.voting import result_rows
from registrations.documents.paper import (
    DOTS,
    committee_name,
    names_of,
    place_and_day,
    qr_code,
)

STYLESHEETS = ("profile-2018.css", "forms.css", "e05.css", "e04.css")


def minutes_pdf(ballot, sheets, address):
    """Return the minutes as PDF; ``address`` opens the result on the screen."""
    return render_pdf(minutes_html(ballot, sheets, address), STYLESHEETS)


def minutes_html(ballot, sheets, address):
    """Return the page that WeasyPrint prints."""
    question = ballot.question
    head = question.meeting.head
    issuer = head["organization"] if head["cell"] else committee_name(head["organization"])
    closed_at = timezone.localtime(question.closed_at)
    count = sheets[1].count
    return render_to_string(
        "documents/e04.html",
        {
            "name": f"Biên bản kiểm phiếu – {question.title}",
            "bookmark": f"Biên bản kiểm phiếu – {question.title}",
            "title": ("BIÊN BẢN", f"Kiểm phiếu {question.title[:1].lower()}{question.title[1:]}"),
            "superior": head["superior"].upper(),
            "issuer": issuer.upper(),
            "symbol": f"Số {DOTS}-BB/{'CB' if head['cell'] else 'ĐU'}",
            "place_and_day": place_and_day(head["locality"], closed_at.date()),
            "lines": opening_lines(question, sheets, closed_at),
            "totals": totals_of(count),
            "row_ground": ROW_GROUND,
            "of_people": ballot.kind == Subject.MEMBER,
            "columns": list(ballot.columns.values()),
            "rows": result_rows(ballot),
            "reasons": (question.verdict or {}).get("reasons", []),
            "base": ballot.base,
            "note": question.difference_note,
            "annulled": question.annulled_reason,
            "tellers": [sheets[number].name for number in sorted(sheets)],
            "chairs": names_of(chair_of(ballot)),
            "foot": {
                "what": f"Biên bản kiểm phiếu; {head['organization']}; in ngày "
                f"{timezone.localdate():%d/%m/%Y}",
                "check": f"Mã kiểm tra: KP-{question.pk}",
                "qr": qr_code(address),
            },
        },
    )


def opening_lines(question, sheets, closed_at):
    """Return (label, words) of when and where was voted, by how many, who counted."""
    held_at = timezone.localtime(question.meeting.held_at)
    names = ", ".join(sheets[number].name for number in sorted(sheets))
    return [
        ("Hội nghị", f"ngày {held_at:%d/%m/%Y}, tại {question.meeting.place}"),
        ("Kiểm phiếu xong", f"{closed_at:%H} giờ {closed_at:%M}, ngày {closed_at:%d/%m/%Y}"),
        ("Người kiểm phiếu", names),
        (
            "Danh sách biểu quyết",
            f"{question.roll_size} người, có mặt khi bỏ phiếu {question.present} người",
        ),
    ]


def totals_of(count):
    """Return (label, number) of ballots issued to valid, with the grounds of invalid ones."""
    rows = [(label, count.totals[name] or 0) for name, label in TOTALS.items()]
    rows += [("Hợp lệ", count.valid), ("Không hợp lệ", count.whole_invalid)]
    return rows + [
        (f"– {label[:1].lower()}{label[1:]}", count.invalid[name])
        for name, label in GROUNDS.items()
        if count.invalid.get(name)
    ]


def chair_of(ballot):
    """Return who chaired: the deputy where the head was voted on alone (H22-03)."""
    meeting = ballot.question.meeting
    alone = len(ballot.subjects) == 1 and ballot.subjects[0].name in meeting.chair
    return meeting.deputy if alone and meeting.deputy else meeting.chair
