"""Scales of levels, highest first, with their names for people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Levels from the highest to the lowest, each with its Vietnamese name."""

    names: dict[str, str]

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels, highest first."""
        return tuple(self.names)

    @property
    def highest(self) -> str:
        """The highest level."""
        return self.levels[0]

    @property
    def lowest(self) -> str:
        """The lowest level."""
        return self.levels[-1]

    def lower(self, one: str, other: str) -> str:
        """Answer the lower of two levels."""
        return max(one, other, key=self.levels.index)

    def above(self, one: str, other: str) -> bool:
        """Tell whether the first level is strictly above the other."""
        return self.levels.index(one) < self.levels.index(other)

    def reaches(self, level: str, needed: str) -> bool:
        """Tell whether a level is the needed one or above it."""
        return not self.above(needed, level)

    def named(self, level: str) -> str:
        """Show a level in quotation marks."""
        return f"“{self.names[level]}”"


QUALITY = Scale(
    {
        "EXCELLENT": "Hoàn thành xuất sắc nhiệm vụ",
        "GOOD": "Hoàn thành tốt nhiệm vụ",
        "COMPLETED": "Hoàn thành nhiệm vụ",
        "NOT_COMPLETED": "Không hoàn thành nhiệm vụ",
    }
)
GRADES = Scale({"EXCELLENT": "xuất sắc", "GOOD": "tốt", "AVERAGE": "trung bình", "POOR": "kém"})
