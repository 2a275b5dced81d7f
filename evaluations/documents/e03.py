"""Prints the paper ballots (E03) of a vote: all alike, one for each voter of the roll.

Nothing on a ballot tells whose it is: no number, no code, no foot (workflows.md, paper ballot).
"""

from django.template.loader import render_to_string

from config.pdf import render_pdf
from evaluations.models import Question, Subject
from registrations.documents.paper import committee_name
from registrations.models import Guidance

STYLESHEETS = ("profile-2018.css", "forms.css", "e03.css")
SHORT = 6  # so many subjects still leave room for two ballots on a page
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
    """Return so many ballots as PDF; ``head`` is what papers say of the organization."""
    return render_pdf(ballots_html(ballot, head, number), STYLESHEETS)


def ballots_html(ballot, head, number):
    """Return the page that WeasyPrint prints."""
    issuer = head["organization"] if head["cell"] else committee_name(head["organization"])
    subject = title_of(ballot)
    return render_to_string(
        "documents/e03.html",
        {
            "name": f"Phiếu – {ballot.question.title}",
            "bookmark": "Phiếu",
            "title": ("PHIẾU BÌNH CHỌN" if not ballot.levels else "PHIẾU XẾP LOẠI", subject),
            "superior": head["superior"].upper(),
            "issuer": issuer.upper(),
            "numbered": False,
            "of_people": ballot.kind == Subject.MEMBER,
            "columns": list(ballot.columns.values()),
            "subjects": ballot.subjects,
            "how": HOW[ballot.question.kind == Question.Kind.ROLE_MODEL],
            "invalid": INVALID,
            "short": len(ballot.subjects) <= SHORT,
            "ballots": range(number),
        },
    )


def title_of(ballot):
    """Return what a ballot is about."""
    if not ballot.levels:
        return ballot.question.title
    return TITLES[ballot.kind][ballot.round.guidance].format(year=ballot.round.year)
