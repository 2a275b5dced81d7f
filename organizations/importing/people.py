"""The cells of one person of a list: values as they are stored, and what is wrong."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from organizations.importing.layout import TEXT_FIELDS
from organizations.importing.legacy import (
    DECODERS,
    UNICODE_ONLY,
    has_legacy_letters,
    legacy_code,
)
from organizations.importing.notes import read_note
from organizations.importing.posts import read_posts
from organizations.importing.values import (
    BadValue,
    person_name,
    read_card,
    read_date,
    read_yes,
    text_of,
)
from organizations.models import ROLES_OF_KIND, Kind, Person, PersonState
from organizations.vietnamese import search_key

LONGEST = 1_000  # of what is read at all; LIMITS are of what is kept
LIMITS = {"full_name": 100, "workplace": 200, "government_post": 200, "note": 300, "posts": 100}
GENDERS = {"nam": Person.Gender.MALE, "nu": Person.Gender.FEMALE}


class PersonReader:
    """Reads the cells of one person; collects what is wrong, the weightiest first."""

    def __init__(self, given, sheet):
        self.given = given
        self.sheet = sheet
        self.columns = sheet.columns
        self.values = {"as_of": sheet.layout["as_of"]}
        self.problems = []
        self.texts = {name: lines_of(given[name]) for name in TEXT_FIELDS if name in given}
        for name, text in self.texts.items():
            if len(text) > LONGEST:
                self.problems.append(("too_long", name))
                self.texts[name] = text[:LONGEST]

    def read(self):
        """Return (values, problems as (code, field))."""
        self.decode()
        self.read_name()
        self.read_birth()
        for name in ("admitted_on", "official_on"):
            if (day := self.date(name)) and day[1]:
                self.problems.append(("bad_date", name))
            elif day:
                self.values[name] = day[0]
        self.read_card()
        self.check_days()
        self.read_note_and_posts()
        self.read_rest()
        self.check_lengths()
        return self.values, self.problems

    def decode(self):
        """Find text typed for old fonts; decode it where that was asked for."""
        codes = {name: code for name, text in self.texts.items() if (code := legacy_code(text))}
        default = self.sheet.layout["legacy"]
        plain = not any(UNICODE_ONLY.search(text) for text in self.texts.values())
        if (codes or default) and plain:
            code = next(iter(codes.values()), default)
            codes = {name: code for name, text in self.texts.items() if has_legacy_letters(text)}
        for name, code in codes.items():
            if self.sheet.convert:
                self.texts[name] = DECODERS[code](self.texts[name])
            else:
                self.problems.append((code, name))

    def read_name(self):
        parts = [self.texts.get(name, "") for name in ("full_name", "family_name", "given_name")]
        name = person_name(" ".join(filter(None, parts)))
        if not any(char.isalpha() for char in name):
            self.problems.append(("no_name", "full_name"))
        self.values["full_name"] = name

    def date(self, name):
        """Return (ISO date, whether only the year is known) of a column, None when blank."""
        if name not in self.given or not text_of(self.given[name]):
            return None
        try:
            return read_date(self.given[name])
        except BadValue as bad:
            self.problems.append((bad.args[0], name))
            return None

    def read_birth(self):
        sides = [name for name in ("born_male", "born_female") if text_of(self.given.get(name, ""))]
        if len(sides) == 2:
            self.problems.append(("two_births", "born_female"))
        column = "born_on"
        if sides:
            self.values["gender"] = "M" if sides[0] == "born_male" else "F"
            if not read_yes(self.given[sides[0]]):
                column = sides[0]
        if found := self.date(column):
            self.values["born_on"], self.values["birth_year_only"] = found
            self.born_in = column
        if "gender" in self.given:
            gender = GENDERS.get(search_key(text_of(self.given["gender"])))
            if gender:
                self.values["gender"] = gender
            else:
                self.problems.append(("bad_gender", "gender"))

    def read_card(self):
        try:
            number = read_card(self.given.get("card_number", ""))
        except BadValue as bad:
            self.problems.append((bad.args[0], "card_number"))
        else:
            if number:
                self.values["card_number"] = number

    def check_days(self):
        """Compare the days with each other, with the list's day and with today."""
        born, admitted, official = map(self.values.get, ("born_on", "admitted_on", "official_on"))
        if born and born > self.sheet.as_of:
            self.problems.append(("born_in_future", self.born_in))
        for name, day in (("admitted_on", admitted), ("official_on", official)):
            if day and day > self.sheet.today:
                self.problems.append(("date_in_future", name))
        if not admitted:
            self.problems.append(("no_admission", "admitted_on"))
        elif born and admitted <= born:
            self.problems.append(("admitted_before_birth", "admitted_on"))
        if admitted and official and official <= admitted:
            self.problems.append(("official_before_admission", "official_on"))

    def read_note_and_posts(self):
        text, remarks, unclear = read_note(self.texts.get("note", ""))
        if "no_gender" in remarks:
            self.values.pop("gender", None)
        if "temporary" in remarks:
            self.values["temporary"] = True
        states = [[kind, day] for kind, day in remarks.items() if kind in PersonState.Kind.values]
        if states:
            self.values["states"] = states
        posts, strange = read_posts(self.texts.get("posts", ""))
        kept = [post for post in posts if self.fits(post)]
        strange = [*strange, *(post.title or post.role.label for post in posts if post not in kept)]
        if kept:
            self.values["posts"] = [[post.role, post.title, post.place] for post in kept]
        if strange:
            text = "; ".join(filter(None, [text, "Chức vụ Đảng: " + ", ".join(strange)]))
        if text:
            self.values["note"] = text
        notices = ["post_to_note"] * bool(strange) + ["unclear_note"] * unclear
        if notices:
            self.values["notices"] = notices

    def fits(self, post):
        """Tell whether the organization that a post means is there and has such posts."""
        place = self.sheet.place
        in_committee = place.kind == Kind.BASE_COMMITTEE
        kind = {
            "cell": Kind.CELL if in_committee else Kind.BASE_CELL,
            "group": Kind.GROUP if place.group else None,
            "section": Kind.SECTION_COMMITTEE if place.section else None,
            "base": Kind.BASE_COMMITTEE if in_committee else None,
            "bloc": Kind.BLOC,
        }.get(post.place, "")
        return kind == "" or post.role in ROLES_OF_KIND.get(kind, ())

    def read_rest(self):
        for name in ("workplace", "government_post"):
            if self.texts.get(name):
                self.values[name] = self.texts[name]
        if "civil_servant" in self.columns:
            self.values["civil_servant"] = read_yes(self.given.get("civil_servant", ""))
        if email := text_of(self.given.get("email", "")):
            try:
                validate_email(email)
            except ValidationError:
                self.problems.append(("bad_email", "email"))
            else:
                self.values["email"] = email

    def check_lengths(self):
        lengths = {name: len(self.values.get(name, "")) for name in LIMITS if name != "posts"}
        lengths["posts"] = max((len(post[1]) for post in self.values.get("posts", ())), default=0)
        for name, length in lengths.items():
            if length > LIMITS[name]:
                self.problems.append(("too_long", name))
        place = self.sheet.place
        if any(len(name) > 200 for name in (*place.path, place.group)):
            self.problems.append(("too_long", "full_name"))


def lines_of(cell):
    """Return a cell's text; lines of one cell are told apart as by semicolons."""
    return text_of(re.sub(r"\s*\n\s*", "; ", cell.strip()) if isinstance(cell, str) else cell)
