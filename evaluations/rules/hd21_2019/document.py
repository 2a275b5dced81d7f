"""Hướng dẫn 21-HD/BTCTW: its years, thresholds, and the shape of its ceilings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluations.rules.dates import Deadline
from evaluations.rules.guidance import DraftReport, Guidance, Since, Terms
from evaluations.rules.inputs import InputError, Number, number, table, word
from evaluations.rules.numbers import at_least, more_than, number_text
from evaluations.rules.scales import GRADES, QUALITY
from evaluations.rules.verdicts import Reason

GUIDANCE = Guidance(
    name="hd21_2019",
    title="Kiểm điểm, đánh giá, xếp loại chất lượng hằng năm",
    document="Hướng dẫn số 21-HD/BTCTW ngày 18/10/2019 của Ban Tổ chức Trung ương",
    first_year=2019,
    last_year=None,
    settings=(
        "vote_count",
        "party_voters",
        "cap_base",
        "cap_force",
        "key_criteria",
        "sick_days",
        "basic_criteria",
        "lower_organizations",
        "targets",
        "self_remedied",
        "six_months",
        "open_end",
        "half_or_more",
    ),
    deadlines=(
        Deadline(
            "RESULTS_TO_CENTRE",
            "Gửi hồ sơ, kết quả về Ban Tổ chức Trung ương (việc của cấp tỉnh)",
            "H21-41",
            "trước ngày 15 tháng 3 năm sau",
            day=15,
            months=(3,),
            before=True,
            years_later=1,
        ),
    ),
    draft_report=DraftReport(Since(2019, 3, "hd21_2019, A.4.1a"), working=True, rule="H21-04"),
)
HALF_YEAR_MONTHS = Since(2019, 6, "hd21_2019, B.6")
FEW_TARGETS = Since(2019, 50, "hd21_2019, B.1.3d, B.2.3d, B.3.3d")
FAILED_MASS_BODIES = Since(2019, 2, "hd21_2019, B.1.3d")
CAP_PERCENT = Since(2019, 20, "hd21_2019, B.1.3a, B.2.3a, B.3.3a, B.4")
FEW_GOOD = Since(2019, 5, "hd21_2019, B.6")
EXCELLENT_SUBORDINATES = Since(2019, at_least("80%"), "hd21_2019, B.1.3a")
GOOD_SUBORDINATES = Since(2019, at_least("50%"), "hd21_2019, B.1.3b")
FAILED_SUBORDINATES = Since(2019, more_than("20%"), "hd21_2019, B.1.3d")


@dataclass(frozen=True)
class Limit:
    """The highest level that one rule leaves open; a ground gives the lowest whatever the vote."""

    level: str
    rule: str
    text: str
    ground: bool = False


@dataclass(frozen=True)
class Criteria:
    """The graded criteria of one printed form, by name, with their places on the form."""

    form: str
    places: Mapping[str, str]
    optional: str = "remedy"

    def read(self, grades: Mapping[str, str | None]) -> dict[str, str]:
        """Return the grades given, else raise ``InputError("grades")``.

        ``remedy`` may be missing: there was nothing to remedy.
        """
        for name, grade in table("grades", grades).items():
            word("grades", name, self.places)
            if grade is not None:
                word("grades", grade, GRADES.levels)
        given = {name: grade for name in self.places if (grade := grades.get(name)) is not None}
        if set(self.places) - set(given) - {self.optional}:
            raise InputError("grades", f"Còn tiêu chí chưa chấm trong {self.form}.")
        return given

    def limit(
        self, rule: str, given: Mapping[str, str], keys: Collection[str], basic: Collection[str]
    ) -> Limit:
        """Answer the ceiling that grades leave open.

        The key criteria need the level's own grade, the others one below; "completed" needs
        average in the basic criteria (H21-10, H21-20, H21-30).
        """
        level = _by_grades(given, keys, basic)
        shown = ", ".join(
            f"mục {place} {GRADES.names[given[name]]}"
            for name, place in self.places.items()
            if name in given
        )
        return Limit(level, rule, f"{self.form} ({shown}): cao nhất là mức {QUALITY.named(level)}.")


def _by_grades(given: Mapping[str, str], keys: Collection[str], basic: Collection[str]) -> str:
    for level, key, other in (("EXCELLENT", "EXCELLENT", "GOOD"), ("GOOD", "GOOD", "AVERAGE")):
        if all(
            GRADES.reaches(grade, key if name in keys else other) for name, grade in given.items()
        ):
            return level
    if all(GRADES.reaches(given[name], "AVERAGE") for name in given if name in basic):
        return "COMPLETED"
    return "NOT_COMPLETED"


COLLECTIVE_CRITERIA = Criteria(
    "Mẫu 01",
    {
        "programme": "I.1",
        "leadership": "I.2",
        "democracy": "I.3",
        "integrity": "I.4",
        "inspection": "I.5",
        "remedy": "III",
    },
)
KEY_CRITERIA = {
    "PROGRAMME_AND_LEADERSHIP": ("programme", "leadership"),
    "LEADERSHIP": ("leadership",),
}


def lowest_of(limits: Sequence[Limit]) -> str:
    """Answer the ceiling under several limits."""
    level = limits[0].level
    for limit in limits[1:]:
        level = QUALITY.lower(level, limit.level)
    return level


def reasons_of(limits: Sequence[Limit], terms: Terms) -> tuple[Reason, ...]:
    """Return the deciding ones: the first, what is below it, and every ground."""
    first = limits[0]
    return tuple(
        GUIDANCE.because(limit.rule, limit.text, terms)
        for limit in limits
        if limit is first or limit.ground or QUALITY.above(first.level, limit.level)
    )


def ground(rule: str, text: str) -> Limit:
    """Return the limit of a ground for the lowest level."""
    return Limit(
        QUALITY.lowest, rule, f"Mức {QUALITY.named(QUALITY.lowest)} vì: {text}.", ground=True
    )


def percent(value: Number | None) -> Fraction | None:
    """Return the share of targets done, which may be above 100 or unknown, else raise."""
    return None if value is None else number("targets_percent", value)


def few_targets_text(done: Fraction | None) -> str:
    """Say that less than half of the targets is known to be done; nothing where it is not so."""
    if done is None or done >= FEW_TARGETS.value:
        return ""
    return f"chỉ hoàn thành {number_text(done)}% chỉ tiêu, nhiệm vụ, dưới {FEW_TARGETS.value}%"
