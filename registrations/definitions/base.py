"""What is written in a form: parts and fields with their guide texts, once.

The page to fill in, the page to read and the printed form read the same definition. An
answer is stored under its field's key, so a key never changes its meaning.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import models


class Code(models.TextChoices):
    """The forms that people write, by guidance document (forms.md)."""

    F01 = "F01", "Mẫu 01/ĐKNG"
    F02 = "F02", "Mẫu 02/ĐKNG"
    F03 = "F03", "Mẫu 03/ĐKNG"
    F04 = "F04", "Bản cam kết của đảng viên"
    F05 = "F05", "Bản cam kết 9 mục"
    E01 = "E01", "Báo cáo kiểm điểm tập thể (Mẫu 01)"
    E02 = "E02", "Bản tự kiểm điểm cá nhân (Mẫu 02)"


@dataclass(frozen=True)
class Field:
    """One thing to write: its key, what stands before its title, the official guide text.

    ``choices`` makes it a choice of one; ``tick`` a box to tick, stored as "x"; ``yearly``
    is judged anew each year, so it is not copied from the year before; ``remedy`` shows beside
    it the shortcomings that were named the year before. ``nav`` is a short title for lists,
    where the title is long.
    """

    key: str
    label: str
    title: str
    guide: str = ""
    rows: int = 5
    choices: tuple[tuple[str, str], ...] = ()
    tick: bool = False
    yearly: bool = False
    nav: str = ""
    remedy: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a form: its heading (none for a form without parts) and its fields.

    A part with a ``key`` is one of several alike that people add and remove.
    """

    fields: tuple[Field, ...]
    heading: str = ""
    guide: str = ""
    key: str = ""


@dataclass(frozen=True)
class Manifestation:
    """One of the 27 manifestations as an installation words it; ``shown`` marks a summary."""

    code: str
    shown: str


@dataclass(frozen=True)
class Situation:
    """Whose form it is and what of the round and the installation it shows.

    ``more``: one more of the parts that people add is there to write. ``suggestions``: points
    of review that superiors suggested (H21-06).
    """

    year: int | None = None
    party_congress: str = ""
    provincial_congress: str = ""
    head: bool = False
    shortcomings: str = ""
    manifestations: tuple[Manifestation, ...] = ()
    vague_phrases: tuple[str, ...] = ()
    more: bool = False
    civil_servant: bool = False
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """What must be written, what is missing, and gentle words about what is written."""

    required: frozenset[str]
    missing: tuple[str, ...]
    warnings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Definition:
    """One form: its names, its parts in a situation, and what its rules ask.

    ``origin`` says where the printed form comes from: forms.md wants a rebuilt one to be
    called so on the page of its guidance, never on paper.
    """

    code: str
    guidance: str
    name: str
    short: str
    origin: str
    parts: Callable[[Situation, Mapping[str, str]], tuple[Part, ...]]
    check: Callable[[Situation, Mapping[str, str]], Check]

    def fields(self, situation, answers):
        """Return the fields of all parts, in order."""
        return [field for part in self.parts(situation, answers) for field in part.fields]


def all_required(fields, answers):
    """Return the check of a form of which every one of the fields must be written."""
    keys = [field.key for field in fields]
    missing = tuple(key for key in keys if not answers.get(key, "").strip())
    return Check(frozenset(keys), missing, {})
