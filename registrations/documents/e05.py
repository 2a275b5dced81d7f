"""Prints the minutes (E05) of a comment meeting."""

from django.template.loader import render_to_string
from django.utils import timezone

from config.pdf import render_pdf
from organizations.models import CELL_KINDS
from registrations.documents.paper import (
    DOTS,
    committee_name,
    names_of,
    place_and_day,
    qr_code,
)

STYLESHEETS = ("profile-2018.css", "forms.css", "e05.css")
SUBJECT = "Hội nghị góp ý bản đăng ký, cam kết nêu gương năm {year}"


def minutes_pdf(meeting, presence, said, address):
    """Return the minutes of a finished meeting as PDF; ``address`` opens it on the screen."""
    return render_pdf(minutes_html(meeting, presence, said, address), STYLESHEETS)


def minutes_html(meeting, presence, said, address):
    """Return the page that WeasyPrint prints."""
    organization, held_at = meeting.organization, timezone.localtime(meeting.held_at)
    cell = organization.kind in CELL_KINDS
    issuer = organization.name if cell else committee_name(organization.name)
    subject = SUBJECT.format(year=meeting.round.year)
    return render_to_string(
        "documents/e05.html",
        {
            "name": f"Biên bản {subject[0].lower()}{subject[1:]} – {organization.name}",
            "bookmark": f"Biên bản – {organization.name}",
            "title": ("BIÊN BẢN", subject),
            "superior": organization.parent.name.upper(),
            "issuer": issuer.upper(),
            "symbol": f"Số {DOTS}-BB/{'CB' if cell else 'ĐU'}",
            "place_and_day": place_and_day(locality_of(organization), held_at.date()),
            "lines": opening_lines(meeting, held_at),
            "presence": presence,
            "absent": people(presence.absent),
            "guests": people(presence.guests),
            "said": [(one.name, paragraphs(one.text)) for one in said],
            "course": paragraphs(meeting.course),
            "conclusion": paragraphs(meeting.conclusion),
            "clerk": meeting.clerk,
            "chairs": names_of(meeting.chair),
            "foot": {
                "what": f"Biên bản hội nghị góp ý; {organization.name}; in ngày "
                f"{timezone.localdate():%d/%m/%Y}",
                "check": f"Mã kiểm tra: HN-{meeting.pk}",
                "qr": qr_code(address),
            },
        },
    )


def locality_of(organization):
    """Return the place name for documents: the nearest one going up the tree."""
    while organization is not None and not organization.locality:
        organization = organization.parent
    return organization.locality if organization else ""


def opening_lines(meeting, held_at):
    """Return (label, words) of when, where, who led and who wrote."""
    return [
        ("Thời gian", f"{held_at:%H} giờ {held_at:%M}, ngày {held_at:%d/%m/%Y}"),
        ("Địa điểm", meeting.place),
        ("Chủ trì", meeting.chair),
        ("Người ghi biên bản", meeting.clerk),
    ]


def people(rows):
    """Return the names of people with their capacities, as one sentence's part."""
    return "; ".join(f"{one.name} ({one.capacity})" if one.capacity else one.name for one in rows)


def paragraphs(text):
    """Return the lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
