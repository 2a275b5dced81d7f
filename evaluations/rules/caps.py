"""Choosing the best under a cap: most votes first, a tie across the cap is unresolved."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from evaluations.rules.inputs import InputError, not_blank, rows, table, whole, word


class Candidate(NamedTuple):
    """Somebody to choose, with the votes of the body that decides."""

    name: str
    votes: int


class Choice(NamedTuple):
    """Who is chosen, who is tied across the cap and voted again, who is neither."""

    chosen: tuple[Candidate, ...]
    tied: tuple[Candidate, ...]
    refused: tuple[Candidate, ...]

    def sentences(self) -> list[str]:
        """Say who is chosen, tied across the cap, and beyond it, each with the votes."""
        outcomes = (
            ("Được chọn", self.chosen),
            ("Bằng phiếu ngang mức trần, phải bỏ phiếu lại", self.tied),
            ("Vượt mức trần nên không được chọn", self.refused),
        )
        return [
            f"{what}: {', '.join(f'{one.name} ({one.votes} phiếu)' for one in them)}."
            for what, them in outcomes
            if them
        ]


def names(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the names of candidates, in their order."""
    return tuple(one.name for one in candidates)


def read(
    candidates: Sequence[Mapping[str, Any]],
    fields: Collection[str] = ("name", "votes"),
    *,
    roll: int | None = None,
) -> list[Candidate]:
    """Read candidates, else raise ``InputError("candidates")``.

    Refused: no name, a name twice, an unknown field, votes that are no whole number or above
    the roll.
    """
    found: list[Candidate] = []
    for row in rows("candidates", candidates):
        for field in table("candidates", row):
            word("candidates", field, fields)
        name = not_blank("candidates", row.get("name"))
        if name in {other.name for other in found}:
            raise InputError("candidates", "Mỗi tên chỉ được có một lần.")
        found.append(Candidate(name, whole("candidates", row.get("votes"), most=roll)))
    return found


def choose(candidates: Sequence[Candidate], most: int) -> Choice:
    """Choose at most so many candidates, most votes first.

    Where equal votes lie across the cap, all who have them are tied; those with more are
    chosen. Under a cap of 0 everybody is refused.
    """
    ranked = sorted(candidates, key=lambda one: -one.votes)
    tied = _across(ranked, most)
    chosen = [one for one in ranked[:most] if one not in tied]
    refused = [one for one in candidates if one not in tied and one not in chosen]
    return Choice(tuple(chosen), tuple(tied), tuple(refused))


def _across(ranked: Sequence[Candidate], most: int) -> list[Candidate]:
    if not 0 < most < len(ranked) or ranked[most - 1].votes != ranked[most].votes:
        return []
    return [one for one in ranked if one.votes == ranked[most].votes]
