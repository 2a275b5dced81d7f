"""Finds in a case what a rule refused: the name or value within the field, and its line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from evaluations.cases.hints import hint
from evaluations.cases.reading import Row, Table
from evaluations.cases.showing import shorten, written
from evaluations.rules.inputs import InputError
from evaluations.rules.questions import Question

MOST_READ = 120  # characters of what was read in a message
Path = tuple[Any, ...]  # the field, then the names and places within it


class Look:
    """Where a rule has looked last."""

    def __init__(self) -> None:
        self.path: Path = ()


class WatchedRow(list[Any]):
    """A list that notes which of its values is looked at; the whole once all are."""

    def __init__(self, row: Row, path: Path, look: Look) -> None:
        super().__init__(watched(one, (*path, at), look) for at, one in enumerate(row))
        self.path, self.look = path, look

    def __iter__(self) -> Iterator[Any]:
        for at, one in enumerate(super().__iter__()):
            self.look.path = (*self.path, at)
            yield one
        self.look.path = self.path


class WatchedTable(dict[Any, Any]):
    """A table that notes which of its names is looked at; the whole once all are.

    A field's own table is gone through first and asked by name only when all in it are sound.
    """

    def __init__(self, table: Table, path: Path, look: Look) -> None:
        super().__init__({name: watched(one, (*path, name), look) for name, one in table.items()})
        self.path, self.look = path, look

    def __iter__(self) -> Iterator[Any]:
        for name in super().__iter__():
            self.look.path = (*self.path, name)
            yield name
        self.look.path = self.path

    def items(self) -> Any:
        """Return the names and values, noted one by one."""
        return ((name, self[name]) for name in self)

    def get(self, name: Any, default: Any = None) -> Any:
        """Return a value by its name."""
        if len(self.path) > 1:
            self.look.path = (*self.path, name)
        return super().get(name, default)


def watched(value: Any, path: Path, look: Look) -> Any:
    """Return a value that notes where in it a rule looks."""
    if isinstance(value, Table):
        return WatchedTable(value, path, look)
    return WatchedRow(value, path, look) if isinstance(value, Row) else value


def looked_at(question: Question, given: Mapping[str, Any], refusal: InputError) -> Path:
    """Return the path of what was looked at last before a refusal: ask again and watch."""
    field, look = refusal.field, Look()
    look.path = (field,)
    try:
        question(**{**given, field: watched(given.get(field), (field,), look)})
    except Exception as again:  # whatever a rule does when watched, the field is known
        if str(again) == str(refusal):
            return look.path
    return (field,)


def line_of(case: Table, path: Path) -> int:
    """Return the line of what a path leads to, or of the last on the way that a case has."""
    line, inside = case.lines.get("given", 0), case.get("given")
    for step in path:
        if not has(inside, step):
            break
        line, inside = inside.lines[step], inside[step]
    return line


def has(inside: Any, step: Any) -> bool:
    """Tell whether a table has a name, or a list a place."""
    if isinstance(inside, Row):
        return isinstance(step, int) and step < len(inside)
    return isinstance(inside, Table) and step in inside


def show_read(case: Table, path: Path, message: str) -> str:
    """Return what was read at a path, and how to write it if that can be told."""
    *outside, last = path
    around = inside_of(case, outside)
    where = f", trong {element(case, outside)}" if len(outside) > 1 else ""
    if not has(around, last):
        return f"(thiếu “{last}”{where})"
    shown = f"(đọc được: {element(case, path)}{where})"
    name = last if outside and isinstance(around, Table) else None
    return " ".join(part for part in (shown, hint(message, name, around[last])) if part)


def inside_of(case: Table, path: Collection[Any]) -> Any:
    """Return what a path leads to."""
    found = case.get("given")
    for step in path:
        found = found[step]
    return found


def element(case: Table, path: Sequence[Any]) -> str:
    """Show what a path leads to: with its name in a field's table, else text in quotation marks."""
    *outside, name = path
    value = inside_of(case, path)
    if outside and isinstance(inside_of(case, outside), Table):
        return shorten(f"{name}: {written(value)}", MOST_READ)
    if value is None:
        return "để trống"
    return shorten(f"“{value}”" if isinstance(value, str) else written(value), MOST_READ)
