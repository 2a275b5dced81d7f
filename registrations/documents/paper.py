"""What all printed registration forms share: what they show, head, signatures, foot."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import segno
from django.template.loader import render_to_string

from registrations.definitions import FORMS, OWN_FORMS, Code, Situation
from registrations.documents.closing import EMPTY, Closing

DOTS = "……"
NOT_YET_NUMBERED = "Số ……………"
UNKNOWN_YEAR = "20…"
SIGN_HERE = "(ký và ghi rõ họ tên)"
SECRETARY = "BÍ THƯ"
LEADERSHIP = "lãnh đạo cơ\u00a0quan,\u00a0đơn\u00a0vị"  # never breaks before its last word


class Confirmation(NamedTuple):
    """Who confirmed, in which post, on which day."""

    name: str
    post: str
    day: date


class Meeting(NamedTuple):
    """The comment meeting: when and where, how many of the roll were there."""

    day: date
    place: str
    present: int
    roll: int


class Quarter(NamedTuple):
    """How a quarter of the booklet is marked."""

    level: str
    note: str


class Half(NamedTuple):
    """What the cell committee wrote of a half-year."""

    strengths: str
    shortcomings: str


@dataclass(frozen=True)
class Paper:
    """All that a printed form shows; what is empty prints as dotted lines."""

    form: str = Code.F05
    situation: Situation = field(default_factory=Situation)
    answers: dict[str, str] = field(default_factory=dict)
    bloc_name: str = ""
    superior_name: str = ""
    issuer_name: str = ""
    committee: bool = False
    signer: str = ""
    full_name: str = ""
    born: str = ""
    workplace: str = ""
    government_post: str = ""
    party_post: str = ""
    cell: str = ""
    member: bool = True
    locality: str = ""
    signed_on: date | None = None
    confirmed: Confirmation | None = None
    meeting: Meeting | None = None
    score_sheet: tuple[str, ...] = ()
    quarters: dict[int, Quarter] = field(default_factory=dict)
    halves: dict[int, Half] = field(default_factory=dict)
    closing: Closing = EMPTY
    adoption: str = ""
    version: int | None = None
    verification_url: str | None = None
    verification_code: str | None = None
    printed_on: date | None = None

    @property
    def definition(self):
        """The form that is printed."""
        return FORMS[self.form]

    @property
    def year(self):
        """The year of the round."""
        return self.situation.year

    @property
    def subject(self):
        """Whose paper it is; nothing on an empty form."""
        return self.issuer_name if self.form in OWN_FORMS.values() else self.full_name

    def text(self, key):
        """Return what is written in a field."""
        return self.answers.get(key, "")


def page_html(template, paper, **context):
    """Return the page of a form that WeasyPrint prints."""
    name = document_name(paper)
    shared = {
        "name": name,
        "bookmark": paper.subject or name,
        "superior": paper.superior_name.upper(),
        "issuer": paper.issuer_name.upper(),
        "symbol": "",
        "foot": foot_context(paper),
    }
    return render_to_string(template, shared | context)


def title_lines(lines, year):
    """Return the lines of a title, with dots where the year is not known."""
    return [line.format(year=year or UNKNOWN_YEAR) for line in lines]


def document_name(paper, kind=None):
    """Return what the document is, for its title and its foot."""
    parts = [kind or paper.definition.name]
    if paper.year:
        parts.append(f"năm {paper.year}")
    if paper.subject:
        parts.append(f"– {paper.subject}")
    return " ".join(parts)


def opening(paper, document, promise):
    """Return the sentence that names the guidance, the bloc's adoption of it and the promise."""
    adoption = f" ({paper.adoption})" if paper.adoption else ""
    return f"Thực hiện {document}{adoption}, {promise}"


def person_context(paper):
    """Return what stands of the person under the title: a pair on one line, then a line each."""
    fields = [("Đơn vị công tác", paper.workplace), ("Chức vụ chính quyền", paper.government_post)]
    if paper.member:
        fields += [("Chức vụ Đảng", paper.party_post), ("Sinh hoạt tại chi bộ", paper.cell)]
    else:
        fields.append(("Thuộc phạm vi lãnh đạo của chi bộ", paper.cell))
    return {"pair": [("Họ và tên", paper.full_name), ("Sinh ngày", paper.born)], "fields": fields}


def text_context(text, lines):
    """Return a text as paragraphs, and the lines to write on that stand for an empty one."""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    return {"paragraphs": paragraphs, "lines": range(lines)}


def labelled(label, text, lines):
    """Return a text that begins on the line of its label, with further lines to write on."""
    context = text_context(text, lines)
    first, *rest = context["paragraphs"] or [""]
    return {"label": label, "first": first, "rest": rest, "lines": context["lines"]}


def field_context(field_, paper, lines):
    """Return one field of a form with its guide text and what is written."""
    label = f"{field_.label}. " if field_.label else ""
    return {
        "key": field_.key,
        "name": f"{label}{field_.title}",
        "guide": field_.guide.removesuffix("."),
        "text": text_context(paper.text(field_.key), lines),
    }


def boxes(choices, chosen=None):
    """Return a box for each choice of {value: words}; the chosen one is crossed."""
    return [{"crossed": value == chosen, "words": words} for value, words in choices.items()]


def place_and_day(locality, day, unknown_year=UNKNOWN_YEAR):
    """Return place and day, with dots for what is not yet known."""
    if day is None:
        return f"{locality or DOTS}, ngày {DOTS} tháng {DOTS} năm {unknown_year}"
    month = f"{day.month:02}" if day.month < 3 else day.month
    return f"{locality or DOTS}, ngày {day.day:02} tháng {month} năm {day.year}"


def signature(head="", *, title="", hint="", name="", below="", receivers=()):
    """Return one signature: authority, title, room to sign, name; or who receives the paper."""
    return {
        "head": head,
        "title": title,
        "hint": hint,
        "name": name,
        "below": below,
        "receivers": receivers,
    }


def confirmation(paper, head):
    """Return the signature of whoever confirms; empty until somebody has."""
    if paper.confirmed is None:
        return signature(head)
    return signature(
        head,
        title=paper.confirmed.post.upper(),
        name=paper.confirmed.name,
        below=f"(xác nhận ngày {paper.confirmed.day:%d/%m/%Y})",
    )


def signing(left, right, day=""):
    """Return a block of two signatures with place and day above them."""
    return {"day": day, "sides": [left, right]}


def personal_signing(paper, keeper, author):
    """Return who confirms left and the author right, under place and day."""
    return signing(
        confirmation(paper, f"Xác nhận của {keeper}"),
        signature(author, hint=SIGN_HERE, name=paper.full_name),
        place_and_day(paper.locality, paper.signed_on),
    )


def names_of(signers):
    """Return each of the names under one signature, so that no line ends inside a name."""
    return [name.strip() for name in signers.split(",") if name.strip()]


def committee_name(name):
    """Return the committee that acts for a Party organization: Đảng bộ … → Đảng ủy …."""
    rest = name.removeprefix("Đảng bộ")
    return name if rest == name else f"Đảng ủy{rest}"


def foot_context(paper):
    """Return the small print: what it is, version, when printed, how to check it."""
    short = paper.definition.short
    kind = short if paper.subject else f"Mẫu {short[0].lower()}{short[1:]}"
    parts = [document_name(paper, kind)]
    if paper.version:
        parts.append(f"phiên bản {paper.version}")
    if paper.printed_on:
        parts.append(f"in ngày {paper.printed_on:%d/%m/%Y}")
    return {
        "what": "; ".join(parts),
        "check": f"Mã kiểm tra: {paper.verification_code}" if paper.verification_code else "",
        "qr": paper.verification_url and qr_code(paper.verification_url),
    }


def qr_code(url):
    """Return a QR code as the address of a picture that is its own data."""
    return segno.make(url, error="m", micro=False).png_data_uri(scale=1, border=0)
