"""A row of a list and a person on record: are they one, and what differs."""

from dataclasses import dataclass
from datetime import date

from organizations.importing.values import name_key, show_date
from organizations.models import Person
from organizations.vietnamese import tidy

FIELDS = (
    "full_name",
    "gender",
    "born_on",
    "card_number",
    "admitted_on",
    "official_on",
    "civil_servant",
    "workplace",
    "government_post",
    "email",
    "note",
)
LABELS = {name: str(Person._meta.get_field(name).verbose_name) for name in FIELDS}
DAYS = ("born_on", "admitted_on", "official_on")


class Conflict(Exception):
    """What a row says cannot be; the arguments are the problem's code and the field."""


@dataclass(slots=True)
class Change:
    """A field that a row changes: its value, and what people are told."""

    value: object
    told: dict


def told(label, old, new):
    """Return a change as it is stored and shown."""
    return {"label": label, "old": old, "new": new}


def person_changes(person, values):
    """Return {field: change} for what a row says otherwise; blank cells say nothing."""
    changes = {}
    for name in FIELDS:
        if name in values and differs(person, name, values):
            new = stored_value(name, values[name])
            changes[name] = Change(new, person.pk and told_field(person, name, new, values))
            if name == "born_on":
                changes["birth_year_only"] = Change(values["birth_year_only"], None)
    check_days(person, changes)
    return changes


def told_field(person, name, new, values):
    """Return the change of a field as people read it."""
    return told(
        LABELS[name],
        shown(name, getattr(person, name), person.birth_year_only),
        shown(name, new, values.get("birth_year_only")),
    )


def differs(person, name, values):
    """Tell whether a row says otherwise than the record."""
    old, new = getattr(person, name), values[name]
    if name == "full_name":
        return tidy(old) != new and (old.isupper() or tidy(old).lower() != new.lower())
    if name == "born_on":
        return not same_birth(person, values, strictly=not values["birth_year_only"])
    if name in DAYS:
        return (old.isoformat() if old else "") != new
    if isinstance(new, str):
        return tidy(old) != new if old else bool(new)
    return old != new


def same_birth(person, values, *, strictly=False):
    """Tell whether the births agree, as far as both are known; strictly: to the day."""
    old, new = person.born_on, values.get("born_on")
    if not old or not new:
        return not old and not new
    if old.isoformat() == new and person.birth_year_only == values["birth_year_only"]:
        return True
    only_year = values["birth_year_only"] or (person.birth_year_only and not strictly)
    return only_year and old.isoformat()[:4] == new[:4]


def stored_value(name, value):
    """Return a value of a row as the record holds it."""
    return date.fromisoformat(value) if name in DAYS else value


def shown(name, value, year_only):
    """Return a field's value as people read it."""
    if name == "born_on" and value and year_only:
        return str(value.year)
    if name in DAYS:
        return show_date(value.isoformat()) if value else ""
    if name == "civil_servant":
        return "có" if value else "không"
    if name == "gender":
        return Person.Gender(value).label if value else ""
    return value or ""


def check_days(person, changes):
    """Refuse days of which the new contradict those on record."""
    born, admitted, official = (
        changes[name].value if name in changes else getattr(person, name) for name in DAYS
    )
    if admitted and ((born and admitted <= born) or (official and official <= admitted)):
        raise Conflict("days_conflict", "admitted_on")


def may_be(person, values):
    """Tell whether the holder of a card can be whom a row names: by name or by birth."""
    if name_key(person.full_name) == name_key(values["full_name"]):
        return True
    return person.born_on is not None and same_birth(person, values)


def same_known(day, values, name):
    return day is not None and day.isoformat() == values.get(name)


def has_days(person, values):
    """Tell whether the days on record are just those of a row."""
    return (
        (person.born_on.isoformat() if person.born_on else None) == values.get("born_on")
        and person.birth_year_only == values.get("birth_year_only", False)
        and (person.admitted_on.isoformat() if person.admitted_on else None)
        == values.get("admitted_on")
    )


def is_namesake(person, values):
    """Tell whether somebody of a row's name is whom it means, by the days on both sides.

    Who has another card number must have all days in common.
    """
    born = same_birth(person, values)
    admitted = same_known(person.admitted_on, values, "admitted_on")
    card = values.get("card_number")
    if card and person.card_number:
        return born and admitted and person.born_on is not None
    unknown = person.admitted_on is None or "admitted_on" not in values
    return born and (admitted or unknown)
