"""A filled commitment and ways to read a printed one back."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from registrations.definitions import Code, Situation
from registrations.documents import one_pdf
from registrations.documents.paper import Confirmation, Paper

ANSWER = (
    "Mỗi quý đọc một văn bản mới của Đảng và trao đổi lại trong sinh hoạt chi bộ.\n"
    "Không chia sẻ thông tin chưa kiểm chứng trên mạng xã hội."
)
SITUATION = Situation(year=2026, party_congress="XIII", provincial_congress="XIV")
FILLED = Paper(
    form=Code.F05,
    situation=SITUATION,
    bloc_name="Đảng bộ Khối các cơ quan tỉnh",
    superior_name="Đảng bộ Sở Xây dựng",
    issuer_name="Chi bộ Văn phòng",
    full_name="Nguyễn Văn An",
    born="04/05/1980",
    workplace="Văn phòng Sở Xây dựng",
    government_post="Chuyên viên",
    party_post="Đảng viên",
    cell="Chi bộ Văn phòng",
    answers={str(number): f"Mục {number}. {ANSWER}" for number in range(1, 9)},
    locality="Đà Lạt",
    signed_on=date(2026, 2, 5),
    confirmed=Confirmation("Trần Thị Bình", "Bí thư", date(2026, 3, 20)),
    version=1,
    verification_url="https://dangbo.example/xac-minh/K7P2-9QXM",
    verification_code="K7P2-9QXM",
    printed_on=date(2026, 3, 21),
)
OF_HEAD = replace(
    FILLED,
    situation=replace(SITUATION, head=True),
    answers={**FILLED.answers, "9": "Thực hiện kế hoạch hành động số 12."},
)


def read(pdf):
    """Return pypdf's reader of a PDF."""
    return PdfReader(BytesIO(pdf), strict=True)


def pages_of(pdf):
    """Return the text of each page."""
    return [page.extract_text() for page in read(pdf).pages]


def printed(**changes):
    """Return the text of each page of the sample with changes."""
    return pages_of(one_pdf(replace(FILLED, **changes)))


def squeezed(text):
    """Return the text without any white space: where lines break does not matter."""
    return "".join(text.split())


FOOT = re.compile(
    r"\n(Bản|Mẫu bản|Báo cáo|Mẫu báo cáo) (cam kết|đăng ký \(Mẫu 0\d\)|(tự )?kiểm điểm)"
    r"( năm \d{4}.*|)(\nMã kiểm tra.*|)\s*$"
)


def body_of(pages):
    """Return the text of all pages without page numbers and the foot, squeezed."""
    bodies = [FOOT.sub("", page) for page in pages]
    return "".join(
        squeezed(body if number == 1 else body.removesuffix(f"\n{number}"))
        for number, body in enumerate(bodies, 1)
    )
