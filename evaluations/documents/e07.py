"""Prints a report to the level above (E07) with its annex table, from what was frozen."""

from datetime import date

from django.template.loader import render_to_string

from config.pdf import render_pdf
from evaluations.documents.letter import STYLESHEETS, grounds_of, letter, subject_of, superior_of
from evaluations.rules.numbers import percent_text


def report_pdf(paper, address):
    """Return a report as PDF; ``address`` opens it on the screen."""
    return render_pdf(report_html(paper, address), STYLESHEETS)


def report_html(paper, address):
    """Return the page that WeasyPrint prints."""
    content = paper.content
    head, total = content["head"], content["rows"][0]
    context = letter(
        head,
        sign="BC",
        day=content["on"],
        kind="BÁO CÁO",
        subject=subject_of(head),
        receivers=[superior_of(head)],
        code=f"BC-{paper.pk}",
        address=address,
    )
    return render_to_string(
        "documents/e07.html",
        context
        | {
            "addressee": superior_of(head),
            "grounds": grounds_of(head),
            "what": subject_of(head),
            "day": f"{date.fromisoformat(content['day']):%d/%m/%Y}",
            "counted": counted_lines(content, total, head),
            "levels": content["levels"],
            "shares": shares(content["levels"], total),
            "bodies": body_lines(content),
            "body_rows": content["organizations"],
            "models": content["models"],
            "commitments": content.get("commitments"),
            "noted": content.get("noted", 0),
            "promising": content.get("promising", []),
            "people": content["people"],
            "people_title": content["people_title"],
            "young": any(one["young"] for one in content["rows"]),
            "rows": [row | {"shares": shares(content["levels"], row)} for row in content["rows"]],
        },
    )


def counted_lines(content, total, head):
    """Return the sentences of the first part: how many, of whom how many are not classified."""
    whom = "người" if head["guidance"] == "neu_guong_2017" else "đảng viên"
    lines = [f"Tổng số: {total['total']} {whom}."]
    for key, words in (
        ("outside", "Được miễn công tác và sinh hoạt hoặc bị đình chỉ sinh hoạt đảng"),
        ("young", "Chưa đủ 06 tháng, kiểm điểm nhưng chưa xếp loại"),
        ("unclassified", "Chưa xếp mức"),
    ):
        if total[key]:
            lines.append(f"{words}: {total[key]}.")
    return [*lines, f"Đã xếp mức: {total['classified']}, trong đó:"]


def shares(levels, row):
    """Return [(level, how many, share of those classified)] of a row."""
    return [
        (level, number, percent_text(number, row["classified"]))
        for level, number in zip(levels, row["levels"], strict=True)
    ]


def body_lines(content):
    """Return how many organizations are in each level."""
    found = [one["level"] for one in content["organizations"]]
    return [
        (level, found.count(level)) for level in content["organization_levels"] if level in found
    ]
