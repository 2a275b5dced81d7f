"""Hướng dẫn tiếp tục thực hiện trách nhiệm nêu gương: bản cam kết chín mục (từ năm 2022)."""

from collections.abc import Collection
from dataclasses import dataclass

from evaluations.rules.dates import Deadline
from evaluations.rules.guidance import DEFAULTS, Calculation, Guidance, Since, Terms
from evaluations.rules.inputs import InputError, flag, whole
from evaluations.rules.verdicts import Verdict

GUIDANCE = Guidance(
    name="cam_ket_9",
    title="Bản cam kết tu dưỡng, rèn luyện, phấn đấu (9 mục)",
    document="Hướng dẫn tiếp tục thực hiện trách nhiệm nêu gương của cán bộ, đảng viên, nhất là "
    "cán bộ lãnh đạo chủ chốt các cấp, của Ban Thường vụ Tỉnh ủy",
    first_year=2022,
    last_year=None,
    settings=("open_end",),
    deadlines=(
        Deadline(
            "REGISTRATION",
            "Hoàn thành bản cam kết, nộp cho chi ủy",
            "CK-02",
            "hoàn thành trong quý I",
            day=31,
            months=(3,),
        ),
    ),
)
SECTIONS = Since(2022, tuple(range(1, 10)), "cam_ket_9, Mẫu")
SHORTCOMINGS_SECTION = 8
HEADS_SECTION = 9


@dataclass(frozen=True, kw_only=True)
class Sections(Verdict):
    """Which of the nine sections a person sees, must fill in, and has left empty."""

    required: tuple[int, ...]
    shown: tuple[int, ...]
    missing: tuple[int, ...]


def sections(
    *,
    head: bool = False,
    shortcomings_recorded: bool = False,
    filled: Collection[int] = (),
    terms: Terms = DEFAULTS,
) -> Sections:
    """Answer which sections are shown, required and missing.

    1 to 7 are required; 8 where the previous year's evaluation recorded shortcomings;
    9 is for heads of a committee, administration, agency or unit alone.
    Raises ``InputError("filled")`` for a section that the person does not have.
    CK-01, Mẫu, mục 1–9 and footnote 1.
    """
    flag("head", head)
    flag("shortcomings_recorded", shortcomings_recorded)
    shown = tuple(one for one in SECTIONS.value if one != HEADS_SECTION or head)
    required = tuple(one for one in shown if one != SHORTCOMINGS_SECTION or shortcomings_recorded)
    done = _filled(filled, shown)
    missing = tuple(one for one in required if one not in done)
    return Sections(
        required=required,
        shown=shown,
        missing=missing,
        reasons=(GUIDANCE.because("CK-01", _sentence(required, missing), terms),),
    )


def _filled(filled: Collection[int], shown: Collection[int]) -> set[int]:
    if not isinstance(filled, list | tuple | set | frozenset):
        raise InputError("filled", "Phải là danh sách các mục.")
    done = {whole("filled", one) for one in filled}
    if not done <= set(shown):
        raise InputError("filled", "Có mục không thuộc bản cam kết của người này.")
    return done


def _sentence(required: tuple[int, ...], missing: tuple[int, ...]) -> str:
    text = f"Phải viết các mục {_listed(required)}"
    return f"{text}; còn thiếu mục {_listed(missing)}." if missing else f"{text}; đã viết đủ."


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))


QUESTIONS = (sections,)
CALCULATIONS: tuple[Calculation, ...] = ()
