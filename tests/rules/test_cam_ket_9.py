"""CK-01: the whole answer, as the form of the commitment uses it."""

from evaluations.rules.cam_ket_9 import Sections, sections
from evaluations.rules.verdicts import Reason


def ck_01(text):
    return Reason("CK-01", "mục 1 đến 9 và chú thích 1 của Mẫu bản cam kết", text)


def test_sections_of_a_member_with_nothing_written():
    answer = sections()

    assert answer == Sections(
        required=(1, 2, 3, 4, 5, 6, 7),
        shown=(1, 2, 3, 4, 5, 6, 7, 8),
        missing=(1, 2, 3, 4, 5, 6, 7),
        reasons=(
            ck_01("Phải viết các mục 1, 2, 3, 4, 5, 6, 7; còn thiếu mục 1, 2, 3, 4, 5, 6, 7."),
        ),
    )


def test_sections_of_a_member_with_all_written():
    answer = sections(filled=[7, 6, 5, 4, 3, 2, 1])

    assert answer == Sections(
        required=(1, 2, 3, 4, 5, 6, 7),
        shown=(1, 2, 3, 4, 5, 6, 7, 8),
        missing=(),
        reasons=(ck_01("Phải viết các mục 1, 2, 3, 4, 5, 6, 7; đã viết đủ."),),
    )


def test_sections_of_a_member_with_shortcomings():
    answer = sections(shortcomings_recorded=True, filled=(1, 2, 3, 4, 5, 6, 7))

    assert answer == Sections(
        required=(1, 2, 3, 4, 5, 6, 7, 8),
        shown=(1, 2, 3, 4, 5, 6, 7, 8),
        missing=(8,),
        reasons=(ck_01("Phải viết các mục 1, 2, 3, 4, 5, 6, 7, 8; còn thiếu mục 8."),),
    )


def test_sections_of_a_head():
    answer = sections(head=True, filled={1, 2, 3, 4, 5, 6, 7, 9})

    assert answer == Sections(
        required=(1, 2, 3, 4, 5, 6, 7, 9),
        shown=(1, 2, 3, 4, 5, 6, 7, 8, 9),
        missing=(),
        reasons=(ck_01("Phải viết các mục 1, 2, 3, 4, 5, 6, 7, 9; đã viết đủ."),),
    )


def test_sections_of_a_head_with_shortcomings():
    answer = sections(
        head=True, shortcomings_recorded=True, filled=frozenset({1, 2, 3, 4, 5, 6, 7})
    )

    assert answer == Sections(
        required=(1, 2, 3, 4, 5, 6, 7, 8, 9),
        shown=(1, 2, 3, 4, 5, 6, 7, 8, 9),
        missing=(8, 9),
        reasons=(ck_01("Phải viết các mục 1, 2, 3, 4, 5, 6, 7, 8, 9; còn thiếu mục 8, 9."),),
    )
