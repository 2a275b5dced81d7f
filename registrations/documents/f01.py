"""Prints F01 (Mẫu 01/ĐKNG), an organization's registration, rebuilt from its content (NG-04)."""

from evaluations.rules.neu_guong_2017 import GUIDANCE, ORGANIZATION_LEVELS
from registrations.definitions.f01 import FIELDS, TITLE
from registrations.documents import paper as shared
from registrations.documents.paper import DOTS, SECRETARY, signature

LINES = 3
CELL_COMPOSITION = "tất cả đảng viên trong chi bộ"
COMMITTEE_COMPOSITION = (
    "cấp ủy viên; trưởng, phó các phòng, ban, đơn vị trực thuộc; bí thư, phó bí thư các chi bộ, "
    "đảng bộ trực thuộc; lãnh đạo các tổ chức đoàn thể của cơ quan, đơn vị"
)
RECOGNISED = {"yes": "Công nhận", "no": "Không công nhận"}
VOTE_HEAD = ("Trong danh sách", "Có mặt", *ORGANIZATION_LEVELS.names.values(), "Kết quả")


def html(paper):
    """Return the page that WeasyPrint prints."""
    issuer = shared.committee_name(paper.issuer_name) if paper.committee else paper.issuer_name
    promise = f"{issuer or DOTS * 4} đăng ký nêu gương với các nội dung sau:"
    return shared.page_html(
        "documents/f01.html",
        paper,
        issuer=issuer.upper(),
        symbol=shared.NOT_YET_NUMBERED,
        place_and_day=shared.place_and_day(paper.locality, paper.signed_on),
        title=shared.title_lines(TITLE, paper.year),
        opening=shared.opening(paper, GUIDANCE.document, promise),
        sections=[shared.field_context(field, paper, LINES) for field in FIELDS],
        meeting=meeting_lines(paper),
        receiver=shared.committee_name(paper.superior_name),
        signing=shared.signing(
            signature(receivers=receivers_of(paper)),
            signature(authority_of(paper), title=SECRETARY, name=paper.signer),
        ),
        received=paper.confirmed is not None,
        receipt=receipt_of(paper),
        items=score_rows(paper),
        total=paper.closing.total,
        levels=shared.boxes(ORGANIZATION_LEVELS.names, paper.closing.self_level),
        vote_head=VOTE_HEAD,
        vote_cells=paper.closing.vote_cells(VOTE_HEAD),
        closing=shared.signing(signature(), signature(authority_of(paper), title=SECRETARY)),
        recognised=shared.boxes(RECOGNISED, paper.closing.superior),
        reason=shared.labelled("Lý do (nếu không công nhận)", paper.closing.superior_reason, 2),
        recognition=shared.signing(
            signature(),
            signature("T/M CẤP ỦY CẤP TRÊN", title=SECRETARY),
            shared.place_and_day("", None),
        ),
    )


def authority_of(paper):
    """Return for whom the paper is signed: a Party committee, or a cell."""
    if not paper.issuer_name:
        return "T/M CẤP ỦY"
    return "T/M ĐẢNG ỦY" if paper.committee else "T/M CHI BỘ"


def receivers_of(paper):
    """Return who receives the paper, in the order of the list at its end."""
    superior = shared.committee_name(paper.superior_name) or "Cấp ủy cấp trên trực tiếp"
    return (f"{superior} (để theo dõi, nhận xét, đánh giá),", "Lưu.")


def meeting_lines(paper):
    """Return what the paper says of the comment meeting (NG-06); nothing where none was held."""
    meeting = paper.meeting
    composition = COMMITTEE_COMPOSITION if paper.committee else CELL_COMPOSITION
    lines = (
        ("Thời gian", meeting and f"ngày {meeting.day:%d/%m/%Y}"),
        ("Địa điểm", meeting and meeting.place),
        ("Thành phần", paper.issuer_name and composition),
        ("Có mặt", meeting and f"{meeting.present}/{meeting.roll} người trong danh sách"),
    )
    return [(label, words or "") for label, words in lines]


def score_rows(paper):
    """Return each item with the most that it may earn and its points, where known (NG-07)."""
    most = paper.score_sheet or [""] * len(FIELDS)
    return [
        (
            field.label,
            field.title,
            points.replace(".", ","),
            paper.closing.scores.get(field.key, "").replace(".", ","),
        )
        for field, points in zip(FIELDS, most, strict=True)
    ]


def receipt_of(paper):
    """Return what the direct superior writes on receipt, with dots until it has received."""
    if paper.confirmed is None:
        return f"Đã nhận bản đăng ký ngày {DOTS}/{DOTS}/{shared.UNKNOWN_YEAR}. Người nhận: "
    name, post, day = paper.confirmed
    who = f"{name}, {post}" if post else name
    return f"Đã nhận bản đăng ký ngày {day:%d/%m/%Y}. Người nhận: {who}."
