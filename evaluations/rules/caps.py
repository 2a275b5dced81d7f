"""Choosing the best under a cap: most votes first, a tie across the cap is unresolved."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from evaluations.rules.inputs import InputError, rows, table, whole


class Candidate(NamedTuple):
    """Somebody to choose, with the votes of the body that decides."""

    name: str
    votes: int


class Choice(NamedTuple):
    """Who is chosen, who is tied across the cap and voted again, who is neither."""

    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    refused: tuple[str, ...]


def read(candidates: Sequence[dict[str, Any]], *, roll: int | None = None) -> list[Candidate]:
    """Read candidates, else raise ``InputError("candidates")``.

    Refused: no name, a name twice, votes that are no whole number or above the roll.
    """
    found: list[Candidate] = []
    for row in rows("candidates", candidates):
        name = table("candidates", row).get("name")
        if not isinstance(name, str) or not name or name in {other.name for other in found}:
            raise InputError("candidates", "Mỗi người cần một tên, mỗi tên một lần.")
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
    return Choice(_names(chosen), _names(tied), _names(refused))


def _across(ranked: Sequence[Candidate], most: int) -> list[Candidate]:
    if not 0 < most < len(ranked) or ranked[most - 1].votes != ranked[most].votes:
        return []
    return [one for one in ranked if one.votes == ranked[most].votes]


def _names(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(one.name for one in candidates)
