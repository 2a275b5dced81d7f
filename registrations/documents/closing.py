"""What became of a registration at the year's end, told by whoever evaluates.

The year-end parts of the forms are filled from here once a result is published or told;
``PROVIDERS`` is filled when the program starts, because this app knows no evaluations.
"""

from dataclasses import dataclass, field, fields, replace

PROVIDERS = []  # functions: registrations → {registration id: Closing}


@dataclass(frozen=True)
class Closing:
    """The year's end of one registration; what is empty prints as room to write on.

    ``votes`` has the row of the table of votes without its result: the roll, those present
    (in the booklet: ballots), then a number a level. ``scores`` maps an item to its points.
    """

    self_level: str = ""
    self_text: str = ""
    group: str = ""
    committee: str = ""
    votes: tuple[str, ...] = ()
    voted: str = ""
    level: str = ""
    level_name: str = ""
    civil_level: str = ""
    civil_text: str = ""
    commitment: str = ""
    superior: str = ""
    superior_reason: str = ""
    scores: dict = field(default_factory=dict)
    total: str = ""

    def vote_cells(self, head):
        """Return the cells under the head of a table of votes, all empty before a vote."""
        cells = [*self.votes, self.level_name] if self.votes else []
        return cells if len(cells) == len(head) else [""] * len(head)


EMPTY = Closing()


def joined(first, second):
    """Return what two providers tell of one registration; the later one's words count."""
    known = {one.name: getattr(second, one.name) for one in fields(second)}
    return replace(first, **{name: value for name, value in known.items() if value})


def attach(registrations):
    """Give each of some registrations its year's end, asking every provider once."""
    registrations, found = list(registrations), {}
    for provider in PROVIDERS:
        for pk, told in provider(registrations).items():
            found[pk] = joined(found.get(pk, EMPTY), told)
    for one in registrations:
        one.closing = found.get(one.pk, EMPTY)
    return registrations


def closing_of(registration):
    """Return a registration's year's end: as attached, else asked for now."""
    if not hasattr(registration, "closing"):
        attach([registration])
    return registration.closing
