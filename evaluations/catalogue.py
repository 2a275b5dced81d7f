"""The guidance documents as the pages "Quy định" show them: read from the rules, nothing stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.text import slugify

from evaluations.rules.deadlines import last_day
from evaluations.rules.guidance import DEFAULTS, Calculation, Guidance, Rule, Terms
from evaluations.rules.inputs import FIRST_YEAR, LAST_YEAR
from evaluations.rules.readings import BY_NAME
from evaluations.rules.registry import GUIDANCES
from organizations.vietnamese import search_key
from registrations.models import Round

PASSAGE = re.compile(r"(?:\[([^]]+)\] )?(.*)")
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class GuidanceRow:
    """One document on the list of all, with the open rounds of the reader's blocs."""

    guidance: Guidance
    in_force: bool
    rounds: Sequence[Round]
    year: int | None

    @property
    def place(self):
        """Where it stands on the list: what people work under now comes first."""
        return (not self.rounds, not self.in_force)


def guidance_rows(this_year, rounds):
    """Return all guidance documents, those with an open round first, then those in force."""
    rows = [
        guidance_row(one, this_year, [round_ for round_ in rounds if round_.guidance == name])
        for name, one in GUIDANCES.items()
    ]
    return sorted(rows, key=lambda row: row.place)


def guidance_row(guidance, this_year, rounds):
    """Return a document's row; ``year`` is that of the round at hand, a later one waits."""
    years = [round_.year for round_ in rounds]
    begun = [year for year in years if year <= this_year]
    return GuidanceRow(
        guidance=guidance,
        in_force=guidance.in_force(this_year),
        rounds=rounds,
        year=max(begun) if begun else min(years, default=None),
    )


def asked_year(text):
    """Return the year that an address asks for, or None where it asks for none that can be."""
    plain = text.isascii() and text.isdecimal() and len(text) == 4
    return int(text) if plain and FIRST_YEAR <= int(text) <= LAST_YEAR else None


def nearest_year(guidance, year):
    """Return the year in which the guidance holds that is nearest to a year."""
    return min(max(year, guidance.first_year), guidance.last_year or LAST_YEAR)


def years_offered(guidance, this_year):
    """Return the years to choose from, newest first; an open guidance ends with next year."""
    last = guidance.last_year or max(this_year + 1, guidance.first_year)
    return range(last, guidance.first_year - 1, -1)


def rules_with(guidance, words):
    """Return the rules that have all the words, whatever their accents, in document order."""
    wanted = [spaced(word) for word in words.split()]
    return [rule for rule in guidance.rules.values() if has_words(rule, wanted)]


def has_words(rule: Rule, wanted):
    """Tell whether a rule's texts have all the words, each whole and as ``spaced`` gives it."""
    text = spaced(" ".join((rule.id, rule.place, rule.title, rule.quotation, rule.applied)))
    return all(word in text for word in wanted)


def rules_by_document(rows, words):
    """Return (row, its rules with all the words) of the documents that have such rules."""
    found = [(row, rules_with(row.guidance, words)) for row in rows]
    return [(row, rules) for row, rules in found if rules]


def places_of(guidance, here=""):
    """Return where on the page each rule and reading stands; ``here`` is the page with all."""
    rules = {id: f"{here}#{id}" for id in guidance.rules}
    return rules | {BY_NAME[name].id: f"#{BY_NAME[name].id}" for name in guidance.settings}


def quoted(rule: Rule):
    """Return (levels, passages) of a quotation, neighbours of the same levels together.

    The levels in square brackets at the head of a passage are ours, not the document's.
    """
    passages = [PASSAGE.fullmatch(line).groups("") for line in rule.quotation.splitlines()]
    return [
        (levels_text(levels), [words for _, words in group])
        for levels, group in groupby(passages, key=lambda passage: passage[0])
    ]


def levels_text(levels):
    """Say which levels a passage is about: "Mức “Tốt” và mức “Xuất sắc”"."""
    text = " và ".join(f"mức “{level}”" for level in levels.split("; ") if level)
    return text[:1].upper() + text[1:]


def spaced(text):
    """Return the syllables and numbers of a text, plain, between single spaces: " tu 2 3 "."""
    return " ".join(["", *re.findall(r"[^\W_]+", search_key(text)), ""])


@dataclass(frozen=True)
class DeadlineRow:
    """A last day on time, computed by the rules."""

    title: str
    day: date
    wording: str
    rule: str


def deadline_rows(guidance, year, terms: Terms = DEFAULTS):
    """Return the last days of a year in the order of the calendar."""
    rows = [
        DeadlineRow(
            title=f"{one.title}, quý {name}" if one.quarterly else one.title,
            day=last_day(
                guidance=guidance.name, what=one.what, year=year, quarter=quarter, terms=terms
            ).date,
            wording=one.wording,
            rule=one.rule,
        )
        for one in guidance.deadlines
        for quarter, name in enumerate(QUARTERS if one.quarterly else QUARTERS[:1], start=1)
    ]
    return sorted(rows, key=lambda row: row.day)


@dataclass(frozen=True)
class SettingRow:
    """An open question of a source: how it is read, how else it may be; I-… once a page."""

    id: str
    anchor: str
    question: str
    chosen: str
    others: Sequence[str]


def setting_rows(guidance, terms: Terms = DEFAULTS):
    """Return the readings of a guidance with the choice in force."""
    rows, seen = [], set()
    for setting in (BY_NAME[name] for name in guidance.settings):
        chosen = getattr(terms.readings, setting.name)
        rows.append(
            SettingRow(
                id=setting.id,
                anchor="" if setting.id in seen else setting.id,
                question=setting.question,
                chosen=setting.choices[chosen],
                others=[words for name, words in setting.choices.items() if name != chosen],
            )
        )
        seen.add(setting.id)
    return rows


def slug_of(calculation: Calculation):
    """Return a calculation's title as addresses write it."""
    return slugify(search_key(calculation.title))


def readings_of(calculation: Calculation):
    """Return the identifiers of the readings that a calculation rests on, each once."""
    return list(dict.fromkeys(BY_NAME[name].id for name in calculation.settings))
