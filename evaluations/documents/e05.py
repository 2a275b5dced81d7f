"""Prints the minutes (E05) of a meeting that reviewed and voted."""

from django.template.loader import render_to_string
from django.utils import timezone

from config.pdf import render_pdf
from evaluations.models import Question
from registrations.documents.e05 import paragraphs
from registrations.documents.paper import (
    DOTS,
    committee_name,
    names_of,
    place_and_day,
    qr_code,
)
from registrations.models import Guidance

STYLESHEETS = ("profile-2018.css", "forms.css", "e05.css")
SUBJECTS = {
    Guidance.NEU_GUONG_2017: "Hội nghị đánh giá, xếp mức nêu gương năm\N{NO-BREAK SPACE}{year}",
    Guidance.LAM_DONG_2017: "Hội nghị đánh giá thực hiện cam kết, đăng ký học tập, làm theo "
    "năm\N{NO-BREAK SPACE}{year}",
    Guidance.HD21_2019: "Hội nghị kiểm điểm, đánh giá, xếp loại chất lượng "
    "năm\N{NO-BREAK SPACE}{year}",
    Guidance.HD22_2013: "Hội nghị kiểm điểm năm {year}",
}
METHODS = {
    Question.Method.OPEN: "biểu quyết công khai",
    Question.Method.BY_LEVEL: "biểu quyết công khai từng mức",
    Question.Method.PAPER: "bỏ phiếu kín",
}


def minutes_pdf(meeting, minutes, address):
    """Return the minutes of a finished meeting as PDF; ``address`` opens it on the screen."""
    return render_pdf(minutes_html(meeting, minutes, address), STYLESHEETS)


def minutes_html(meeting, minutes, address):
    """Return the page that WeasyPrint prints."""
    head, held_at = meeting.head, timezone.localtime(meeting.held_at)
    issuer = head["organization"] if head["cell"] else committee_name(head["organization"])
    subject = SUBJECTS[meeting.round.guidance].format(year=meeting.round.year)
    return render_to_string(
        "documents/e05_votes.html",
        {
            "name": f"Biên bản {subject[0].lower()}{subject[1:]} – {head['organization']}",
            "bookmark": f"Biên bản – {head['organization']}",
            "title": ("BIÊN BẢN", subject),
            "superior": head["superior"].upper(),
            "issuer": issuer.upper(),
            "symbol": f"Số {DOTS}-BB/{'CB' if head['cell'] else 'ĐU'}",
            "place_and_day": place_and_day(head["locality"], held_at.date()),
            "lines": [*opening_lines(meeting, held_at), *roll_lines(minutes)],
            "agenda": paragraphs(meeting.agenda),
            "course": paragraphs(meeting.course),
            "reviews_only": meeting.round.guidance == Guidance.HD22_2013,
            "voted": [(vote_line(one.question), one) for one in minutes.voted],
            "conclusion": paragraphs(meeting.conclusion),
            "clerk": meeting.clerk,
            "chairs": names_of(meeting.chair),
            "foot": {
                "what": f"Biên bản hội nghị; {head['organization']}; in ngày "
                f"{timezone.localdate():%d/%m/%Y}",
                "check": f"Mã kiểm tra: HX-{meeting.pk}",
                "qr": qr_code(address),
            },
        },
    )


def opening_lines(meeting, held_at):
    """Return (label, words) of when, where, who led and who wrote."""
    lines = [
        ("Thời gian", f"{held_at:%H} giờ {held_at:%M}, ngày {held_at:%d/%m/%Y}"),
        ("Địa điểm", meeting.place),
        ("Chủ trì", meeting.chair),
        ("Chủ trì khi kiểm điểm, xếp loại người đứng đầu", meeting.deputy),
        ("Người ghi biên bản", meeting.clerk),
    ]
    return [(label, words) for label, words in lines if words]


def roll_lines(minutes):
    """Return (label, words) of who was there, since when, who was not and why."""
    there = minutes.attendance
    absent = [f"{named(one)}, {one.absence}" if one.absence else named(one) for one in there.absent]
    lines = [
        ("Có mặt", f"{there.came}/{len(there.roll)} người trong danh sách biểu quyết"),
        ("Vắng mặt", "; ".join(absent)),
        ("Đến sau", "; ".join(f"{one.name} lúc {one.arrived_at:%H:%M}" for one in minutes.late)),
        ("Về trước", "; ".join(f"{one.name} lúc {one.left_at:%H:%M}" for one in minutes.left)),
        ("Dự, không biểu quyết", "; ".join(named(one) for one in there.guests_present)),
        (
            "Điều chỉnh danh sách trước khi biểu quyết",
            "; ".join(f"{one.name} – {lowered(one.change)}" for one in minutes.corrected),
        ),
        ("Kiểm phiếu", "; ".join(named(one) for one in minutes.tellers)),
    ]
    return [(label, words) for label, words in lines if words]


def lowered(words):
    """Return words with a small first letter."""
    return words[:1].lower() + words[1:]


def named(entry):
    """Return a name with the post of that day."""
    return f"{entry.name} ({entry.post})" if entry.post else entry.name


def vote_line(question):
    """Return by which method a question was put, and on how many."""
    method = METHODS[question.method]
    return (
        f"Hình thức: {method}. Danh sách biểu quyết {question.roll_size} người, có mặt khi biểu "
        f"quyết {question.present} người."
    )
