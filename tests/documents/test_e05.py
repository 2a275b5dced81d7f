"""Minutes of a comment meeting (E05): what they hold, and their layout."""

from datetime import datetime
from types import SimpleNamespace

from django.utils import timezone

from organizations.models import Kind, Organization
from registrations.documents.e05 import minutes_pdf
from registrations.models import Attendance, CommentMeeting, Round
from registrations.queries.meetings import presence_of
from tests.documents.archive import complaints
from tests.documents.samples import read


def make_organization(kind, name):
    bloc = Organization(kind=Kind.BLOC, name="Đảng bộ Khối các cơ quan tỉnh", locality="Đà Lạt")
    return Organization(kind=kind, name=name, parent=bloc)


def minutes(organization, said, **texts):
    """Return the text of the printed minutes, its spaces made single."""
    meeting = CommentMeeting(
        pk=7,
        round=Round(year=2026),
        organization=organization,
        held_at=timezone.make_aware(datetime(2026, 2, 5, 14, 5)),
        place="Hội trường",
        chair="Trần Thị Bình",
        clerk="Lê Thị Hoa",
        **texts,
    )
    presence = presence_of(
        [
            Attendance(name="Trần Thị Bình"),
            Attendance(name="Nguyễn Văn An", capacity="Đảng viên", present=False),
            Attendance(name="Lý Thị Công", capacity="Chủ tịch Công đoàn", guest=True),
            Attendance(name="Khách Vắng", guest=True, present=False),
        ]
    )
    rows = [SimpleNamespace(name=name, text=text) for name, text in said]
    pdf = minutes_pdf(meeting, presence, rows, "https://mau.vn/hoi-nghi/7/")
    assert complaints(pdf) == []
    reader = read(pdf)
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


CELL = make_organization(Kind.BASE_CELL, "Chi bộ Cơ quan")


def test_minutes_say_who_was_there_and_what_was_said():
    text = minutes(
        CELL,
        [("Nguyễn Văn An", "Nêu rõ chỉ tiêu.\n\nCó thời gian."), ("Lê Thị Hoa", "")],
        course="Chủ trì khai mạc.",
        conclusion="Thống nhất.",
    )

    for words in (
        "CHI BỘ CƠ QUAN",
        "Đà Lạt, ngày 05 tháng 02 năm 2026",
        "-BB/CB",
        "BIÊN BẢN",
        "Hội nghị góp ý bản đăng ký, cam kết nêu gương năm 2026",
        "Thời gian: 14 giờ 05, ngày 05/02/2026.",
        "Có mặt: 1/2 người trong danh sách. Vắng mặt: Nguyễn Văn An (Đảng viên).",
        "Khách mời: Lý Thị Công (Chủ tịch Công đoàn).",
        "1. Nguyễn Văn An Nêu rõ chỉ tiêu. Có thời gian.",
        "2. Lê Thị Hoa Hội nghị không có ý kiến thêm.",
        "Chủ trì khai mạc.",
        "Thống nhất.",
    ):
        assert words in text
    assert "Khách Vắng" not in text


def test_clerk_signs_left_and_chair_right():
    text = minutes(CELL, [("Nguyễn Văn An", "")])

    assert text.index("NGƯỜI GHI BIÊN BẢN") < text.index("CHỦ TRÌ")
    assert text.rindex("Lê Thị Hoa") < text.rindex("Trần Thị Bình")


def test_committees_minutes_flow_on():
    base = make_organization(Kind.BASE_COMMITTEE, "Đảng bộ Sở Xây dựng")

    text = minutes(base, [(f"Người {number}", "Ý kiến dài. " * 30) for number in range(30)])

    assert "ĐẢNG ỦY SỞ XÂY DỰNG" in text
    assert "-BB/ĐU" in text
    assert "30. Người 29" in text
