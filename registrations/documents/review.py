"""What the printed reviews E01 and E02 share: parts, entries under them, boxes of grades."""

from registrations.definitions import review
from registrations.documents import paper as shared

LINES = 3
DASH_LINES = 2
NOTHING = "Không có hạn chế, khuyết điểm phải khắc phục."


def part(heading, *entries, guide=""):
    """Return a part under its Roman number: the form's instruction, then what is written."""
    return {"heading": heading, "guide": in_brackets(guide), "entries": entries}


def in_brackets(guide):
    """Return an instruction in brackets; its full stop stands behind them, dots stay inside."""
    if not guide:
        return ""
    return f"({guide})" if guide.endswith("...") else f"({guide.removesuffix('.')})."


def entry(rows=(), *, name="", grades=None, levels=None):
    """Return what stands under one number: its rows, then boxes of grades or of levels."""
    return {"name": name, "rows": rows, "grades": grades, "levels": levels}


def row(paper, key, *, name="", lines=LINES):
    """Return one text, with what stands on the line above it."""
    return {"name": name, "text": shared.text_context(paper.text(key), lines)}


def dashes(paper, fields):
    """Return a row a field, each under a dash with its wording."""
    return [row(paper, field.key, name=f"- {field.title}.", lines=DASH_LINES) for field in fields]


def grades(paper, name):
    """Return the four boxes of a grade; none is crossed where nothing was to be remedied."""
    return shared.boxes(review.GRADE_WORDS, paper.text(f"grade_{name}"))


def levels(paper, key="level"):
    """Return the four boxes of a level."""
    choices = dict(review.own_level(key, "").choices)
    return shared.boxes(choices, paper.text(key))


def faults(paper, fields, mark):
    """Return part II; ``mark`` gives what stands before its two titles."""
    rows = [
        row(paper, field.key, name=f"{mark(place)} {field.title}.")
        for place, field in enumerate(fields, start=1)
    ]
    return part(review.FAULTS, entry(rows))


def remedy(paper, whose):
    """Return part III; where nothing was to be remedied it says so."""
    if paper.text("grade_remedy") == review.NOTHING and not paper.text("III"):
        written = {"name": "", "text": shared.text_context(NOTHING, 0)}
    else:
        written = row(paper, "III")
    done = entry([written], grades=grades(paper, "remedy"))
    return part(review.REMEDY, done, guide=review.REMEDY_GUIDE.format(whose=whose))


def suggested(paper, whose):
    """Return part IV, which the form has for everybody."""
    guide = review.SUGGESTED_GUIDE.format(whose=whose)
    return part(review.SUGGESTED, entry([row(paper, "IV", lines=DASH_LINES)]), guide=guide)


def plans(paper):
    """Return part VI."""
    return part(review.PLANS, entry([row(paper, "VI")]))
