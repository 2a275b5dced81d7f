"""Prints the paper ballots (E03) of a vote: all alike, one for each voter of the roll.

Nothing on a ballot tells whose it is: no number, no code, no foot (workflows.md, paper ballot).
"""

from django.template.loader import render_to_string

from config.pdf import Page, repeat_pages
from evaluations.models import Question, Subject
from registrations.documents.paper import committee_name
from registrations.models import Guidance

STYLESHEETS = ("profile-2018.css", "forms.css", "e03.css")
ON_A_PAGE = 2  # ballots on one subject, which are cut apart
TITLES = {
    Subject.MEMBER: {
        Guidance.NEU_GUONG_2017: "Xếp mức nêu gương của cá nhân năm {year}",
        Guidance.LAM_DONG_2017: "Xếp mức thực hiện cam kết, đăng ký năm {year}",
        Guidance.HD21_2019: "Đánh giá, xếp loại chất lượng đảng viên năm {year}",
    },
    Subject.ORGANIZATION: {
        Guidance.NEU_GUONG_2017: "Xếp mức nêu gương của tổ chức đảng năm {year}",
        Guidance.HD21_2019: "Đánh giá, xếp loại chất lượng tổ chức đảng năm {year}",
    },
}
HOW = {
    True: "Đánh dấu X vào một ô “Tán thành” hoặc “Không tán thành” trên dòng của mỗi người.",
    False: "Đánh dấu X vào một ô trên mỗi dòng, ứng với mức mà đồng chí chọn.",
}
INVALID = (
    "Phiếu không hợp lệ: phiếu không do người kiểm phiếu phát ra; phiếu gạch xóa tên in trên "
    "phiếu; phiếu ghi thêm tên hoặc nội dung khác. Dòng không đánh dấu ô nào hoặc đánh dấu từ hai "
    "ô trở lên thì không tính cho riêng dòng ấy."
)


def ballots_pdf(ballot, head, number):
    """Return so many ballots as PDF; ``head`` is what papers say of the organization.

    All are alike, so one page is laid out and repeated.
    """
    together = ON_A_PAGE if len(ballot.subjects) == 1 else 1
    full, rest = divmod(number, together)
    pages = [(ballots_html(ballot, head, together), full), (ballots_html(ballot, head, rest), 1)]
    wanted = [
        (Page(html, STYLESHEETS), copies) for html, copies in pages[: 1 + bool(rest)] if copies
    ]
    return repeat_pages(wanted, f"Phiếu – {ballot.question.title}")


def ballots_html(ballot, head, number):
    """Return a page of so many ballots that WeasyPrint prints."""
    issuer = head["organization"] if head["cell"] else committee_name(head["organization"])
    return render_to_string(
        "documents/e03.html",
        {
            "name": f"Phiếu – {ballot.question.title}",
            "title": ("PHIẾU XẾP LOẠI" if ballot.levels else "PHIẾU BÌNH CHỌN", title_of(ballot)),
            "superior": head["superior"].upper(),
            "issuer": issuer.upper(),
            "symbol": "",
            "of_people": ballot.kind == Subject.MEMBER,
            "columns": list(ballot.columns.values()),
            "subjects": ballot.subjects,
            "how": HOW[ballot.question.kind == Question.Kind.ROLE_MODEL],
            "invalid": INVALID,
            "together": len(ballot.subjects) == 1,
            "ballots": range(number),
        },
    )


def title_of(ballot):
    """Return what a ballot is about."""
    if not ballot.levels:
        return ballot.question.title
    return TITLES[ballot.kind][ballot.round.guidance].format(year=ballot.round.year)
