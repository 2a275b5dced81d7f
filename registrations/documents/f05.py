"""Prints F05, the nine-section commitment, from its definition."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import segno
from django.template.loader import render_to_string

from config.pdf import merge_pdf, render_pdf
from registrations.definitions.f05 import (
    LEGAL_BASES,
    PROMISE,
    UNKNOWN_YEAR,
    footnote,
    section_title,
    sections_for,
    title_lines,
)

STYLESHEETS = ("profile-2018.css", "f05.css")
KIND = "Bản cam kết tu dưỡng, rèn luyện, phấn đấu, đăng ký nêu gương"
DOTS = "……"


class Confirmation(NamedTuple):
    """Who confirmed for the cell committee, in which post, on which day."""

    name: str
    post: str
    day: date


@dataclass(frozen=True)
class F05Data:
    """All that the printed form shows; what is empty prints as dotted lines."""

    superior_name: str = ""
    cell_name: str = ""
    year: int | None = None
    full_name: str = ""
    born: str = ""
    workplace: str = ""
    government_post: str = ""
    party_post: str = ""
    cell: str = ""
    head: bool = False
    answers: dict[int, str] = field(default_factory=dict)
    locality: str = ""
    signed_on: date | None = None
    confirmed: Confirmation | None = None
    version: int | None = None
    verification_url: str | None = None
    verification_code: str | None = None
    printed_on: date | None = None
    party_congress: str = ""
    provincial_congress: str = ""


def f05_pdf(data):
    """Return the PDF of one person's form."""
    return render_pdf(f05_html(data), STYLESHEETS)


def f05_many(datas, title, target):
    """Write the forms of many people into one PDF with a bookmark each; return how many.

    ``datas`` may be a generator and ``target`` any binary file: memory does not grow
    with the number of forms.
    """
    return merge_pdf((f05_html(data) for data in datas), STYLESHEETS, title, target)


def blank_f05(registration_round=None, *, head=False, **known):
    """Return the PDF of a form to fill in by hand, for a round or without a year."""
    if registration_round is not None:
        known |= {
            "year": registration_round.year,
            "party_congress": registration_round.party_congress,
            "provincial_congress": registration_round.provincial_congress,
        }
    return f05_pdf(F05Data(head=head, **known))


def f05_html(data):
    """Return the page that WeasyPrint prints."""
    return render_to_string(
        "documents/f05.html",
        {
            "name": document_name(data),
            "bookmark": data.full_name or document_name(data),
            "superior": data.superior_name.upper(),
            "issuer": data.cell_name.upper(),
            "title": title_lines(data.year),
            "pair": [("Họ và tên", data.full_name), ("Sinh ngày", data.born)],
            "fields": [
                ("Đơn vị công tác", data.workplace),
                ("Chức vụ chính quyền", data.government_post),
                ("Chức vụ Đảng", data.party_post),
                ("Sinh hoạt tại chi bộ", data.cell),
            ],
            "preamble": f"{LEGAL_BASES} {PROMISE}",
            "sections": [section_context(section, data) for section in sections_for(data.head)],
            "place_and_day": place_and_day(data.locality, data.signed_on),
            "confirmation": confirmation_context(data.confirmed),
            "full_name": data.full_name,
            "foot": foot_context(data),
        },
    )


def document_name(data, kind=KIND):
    """Return what the document is, for its title and its foot."""
    parts = [kind]
    if data.year:
        parts.append(f"năm {data.year}")
    if data.full_name:
        parts.append(f"– {data.full_name}")
    return " ".join(parts)


def section_context(section, data):
    """Return one section as the template prints it."""
    answer = data.answers.get(section.number, "")
    return {
        "number": section.number,
        "title": section_title(
            section, data.year, data.party_congress or DOTS, data.provincial_congress or DOTS
        ),
        "guide": section.guide.removesuffix("."),
        "paragraphs": [line.strip() for line in answer.splitlines() if line.strip()],
        "footnote": footnote(data.party_congress or DOTS) if section.heads_only else "",
    }


def place_and_day(locality, day):
    """Return the line above the signatures, with dots for what is not yet known."""
    if day is None:
        return f"{locality or DOTS}, ngày {DOTS} tháng {DOTS} năm {UNKNOWN_YEAR}"
    month = f"{day.month:02}" if day.month < 3 else day.month
    return f"{locality or DOTS}, ngày {day.day:02} tháng {month} năm {day.year}"


def confirmation_context(confirmed):
    """Return the left signature; empty until the cell committee has confirmed."""
    if confirmed is None:
        return {"post": "", "name": "", "day": ""}
    return {
        "post": confirmed.post.upper(),
        "name": confirmed.name,
        "day": f"(xác nhận ngày {confirmed.day:%d/%m/%Y})",
    }


def foot_context(data):
    """Return the small print: what it is, version, when printed, how to check it."""
    parts = [document_name(data, "Bản cam kết" if data.full_name else "Mẫu bản cam kết")]
    if data.version:
        parts.append(f"phiên bản {data.version}")
    if data.printed_on:
        parts.append(f"in ngày {data.printed_on:%d/%m/%Y}")
    return {
        "what": "; ".join(parts),
        "check": f"Mã kiểm tra: {data.verification_code}" if data.verification_code else "",
        "qr": data.verification_url and qr_code(data.verification_url),
    }


def qr_code(url):
    """Return a QR code as the address of a picture that is its own data."""
    return segno.make(url, error="m", micro=False).png_data_uri(scale=1, border=0)
