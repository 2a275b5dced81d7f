import pytest

from organizations.importing.notes import read_note, write_note
from organizations.importing.posts import Post, read_posts, write_post
from organizations.models import PersonState, Role

SECRETARY, DEPUTY, MEMBER = Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.COMMITTEE_MEMBER


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("Bí thư", [(SECRETARY, "", "cell")]),
        ("BÍ THƯ", [(SECRETARY, "", "cell")]),
        ("Phó Bí thư", [(DEPUTY, "", "cell")]),
        ("Cấp ủy viên", [(MEMBER, "", "cell")]),
        ("Chi ủy viên", [(MEMBER, "Chi ủy viên", "cell")]),
        ("CHI ỦY VIÊN", [(MEMBER, "Chi ủy viên", "cell")]),
        ("Tổ trưởng", [(Role.GROUP_LEADER, "Tổ trưởng", "group")]),
        ("Ủy viên Ban Thường vụ", [(Role.STANDING_MEMBER, "", "base")]),
        ("Bí thư Đảng ủy", [(SECRETARY, "Bí thư Đảng ủy", "base")]),
        ("Bí thư Đảng ủy bộ phận", [(SECRETARY, "Bí thư Đảng ủy bộ phận", "section")]),
        (
            "Phó Bí thư thường trực Đảng ủy",
            [(DEPUTY, "Phó Bí thư thường trực Đảng ủy", "base")],
        ),
        (
            "Đảng ủy viên, Bí thư Chi bộ",
            [(MEMBER, "Đảng ủy viên", "base"), (SECRETARY, "Bí thư Chi bộ", "cell")],
        ),
        (
            "Bí thư Đảng ủy kiêm Bí thư Chi bộ Văn phòng",
            [
                (SECRETARY, "Bí thư Đảng ủy", "base"),
                (SECRETARY, "Bí thư Chi bộ Văn phòng", "cell"),
            ],
        ),
        (
            "Ủy viên Ban Thường vụ, Trưởng ban Tổ chức",
            [(Role.STANDING_MEMBER, "Ủy viên Ban Thường vụ, Trưởng ban Tổ chức", "base")],
        ),
        ("Bí thư (Đảng bộ Sở Y tế)", [(SECRETARY, "", "Đảng bộ Sở Y tế")]),
        ("Thủ trưởng cơ quan, đơn vị", [(Role.AGENCY_HEAD, "", "cell")]),
        ("Ban Tổ chức “Trưởng ban”", [(Role.ORGANISATION_BOARD, "Trưởng ban", "bloc")]),
        ("Đảng viên", []),
        ("-", []),
        ("", []),
    ],
)
def test_posts_are_read(text, posts):
    assert read_posts(text) == (tuple(Post(*post) for post in posts), ())


@pytest.mark.parametrize(
    "text", ["Bí thư Đoàn thanh niên", "Ủy viên UBKT", "Tổ trưởng công đoàn", "Bí thư Đảng bộ Khối"]
)
def test_other_posts_are_not_taken_for_party_posts(text):
    assert read_posts(text) == ((), (text,))


@pytest.mark.parametrize("place", ["cell", "group", "section", "base", "bloc", ""])
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    "title", ["", "Đảng ủy viên", "Ủy viên, Bí thư", "Trưởng ban; Phó Bí thư", "Phó (thứ nhất)"]
)
def test_posts_written_are_read_back(role, title, place):
    name = "Chi bộ 1 (Văn phòng) / Đảng bộ Sở Y tế"

    posts, strange = read_posts(f"{write_post(role, title, place, name)}; Bí thư")

    last = Post(SECRETARY, "", "cell")
    assert strange == ()
    assert posts[0] in (Post(role, title, place), Post(role, title, name))
    assert posts[1:] in ((last,), ())
    assert posts[-1] == last


@pytest.mark.parametrize(
    ("text", "left", "remarks"),
    [
        ("Sinh hoạt tạm thời", "", {"temporary": None}),
        ("SINH HOẠT TẠM THỜI.", "", {"temporary": None}),
        ("Miễn sinh hoạt", "", {PersonState.Kind.EXEMPT: None}),
        ("Được miễn công tác và sinh hoạt đảng", "", {PersonState.Kind.EXEMPT: None}),
        ("Miễn sinh hoạt từ ngày 5/3/2024", "", {PersonState.Kind.EXEMPT: "2024-03-05"}),
        (
            "Sinh hoạt tạm thời; Nghỉ thai sản; đang học",
            "đang học",
            {"temporary": None, PersonState.Kind.MATERNITY_LEAVE: None},
        ),
        ("đang học; a;b", "đang học; a;b", {}),
        ("", "", {}),
    ],
)
def test_notes_are_taken_apart(text, left, remarks):
    assert read_note(text) == (left, remarks, False)


@pytest.mark.parametrize("text", ["Xin miễn sinh hoạt năm sau", "Tạm thời đi vắng"])
def test_unclear_notes_stay_text_and_are_told(text):
    assert read_note(text) == (text, {}, True)


def test_notes_written_are_read_back():
    states = [(kind, "2024-03-05") for kind in PersonState.Kind.values]

    written = write_note("đang học; a;b", True, states, True)

    remarks = {"temporary": None, "no_gender": None} | dict(states)
    assert read_note(written) == ("đang học; a;b", remarks, False)
