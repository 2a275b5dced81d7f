"""CK-01: the whole answer, as the form of the commitment uses it."""

from evaluations.rules import cam_ket_9
from evaluations.rules.verdicts import Reason


def test_sections_of_a_head_with_recorded_shortcomings():
    answer = cam_ket_9.sections(
        head=True, shortcomings_recorded=True, filled=frozenset({1, 2, 3, 4, 5, 6, 7})
    )

    assert answer == cam_ket_9.Sections(
        required=(1, 2, 3, 4, 5, 6, 7, 8, 9),
        shown=(1, 2, 3, 4, 5, 6, 7, 8, 9),
        missing=(8, 9),
        reasons=(
            Reason(
                "CK-01",
                f"mục {cam_ket_9.GUIDANCE.rules['CK-01'].place}",
                "Phải viết các mục 1, 2, 3, 4, 5, 6, 7, 8, 9; còn thiếu mục 8, 9.",
            ),
        ),
    )
