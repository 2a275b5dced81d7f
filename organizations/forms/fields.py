"""Fields and kinds of forms that several pages of the tree and its people share."""

import re
from datetime import date, timedelta
from hashlib import sha256

from django import forms

from organizations.models import Organization

MOST_PLACES = 30
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
DAY_FORMATS = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"]
WRONG_DAY = "Ngày này không đúng. Viết ngày/tháng/năm, ví dụ: 05/03/1974."
NOTHING_CHOSEN = [("", "Chọn…")]


class DayField(forms.DateField):
    """A day written as people here write it: 05/03/1974 is the fifth of March."""

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=DAY_FORMATS,
            widget=forms.DateInput(format=DAY_FORMATS[0]),
            error_messages={"invalid": WRONG_DAY},
            **kwargs,
        )

    def clean(self, value):
        day = super().clean(value)
        if day and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise forms.ValidationError(WRONG_DAY)
        return day


class LastDayField(DayField):
    """The last day of a period, cleaned to the first day after it."""

    def clean(self, value):
        day = super().clean(value)
        return day and day + timedelta(days=1)


class BirthField(forms.CharField):
    """A day of birth, or the year where nothing more is known."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=10,
            widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
            help_text="Ví dụ: 05/03/1974. Chỉ biết năm thì ghi năm: 1974",
            **kwargs,
        )

    def clean(self, value):
        """Return (day, whether only its year is known)."""
        text = super().clean(value)
        if not text:
            return None, False
        if re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
            return date(int(text), 1, 1), True
        return DayField().clean(text), False


def text(label, model, name, **kwargs):
    """Return a field for a text of the model, as long as that may be."""
    length = model._meta.get_field(name).max_length
    return forms.CharField(label=label, max_length=length, **kwargs)


def reason(label="Lý do, số quyết định", **kwargs):
    return forms.CharField(label=label, max_length=300, **kwargs)


class AskingForm(forms.Form):
    """A form that asks once more, by a box to tick, when an action wants it."""

    asked = "confirmed"

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[self.asked] = forms.BooleanField(
            label=label, required=False, widget=forms.HiddenInput
        )

    def add_error(self, field, error):
        """Show the box when the error is its."""
        if self.asked in getattr(error, "error_dict", {}):
            self.fields[self.asked].widget = forms.CheckboxInput()
        super().add_error(field, error)


class EditForm(forms.Form):
    """A form on a record that tells when somebody else changed it meanwhile."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, initial):
        self.now = initial
        super().__init__(data, initial={**initial, "seen": fingerprint(initial)})
        if data and data.get("seen") != fingerprint(initial):
            self.changed_meanwhile = True
            self.data = data.copy()
            self.data["seen"] = fingerprint(initial)

    changed_meanwhile = False

    def clean(self):
        """Refuse once, naming what the record holds now; sent again, it is meant."""
        if self.changed_meanwhile:
            now = [
                f"{self.fields[name].label}: {shown(self.now[name])}"
                for name in self.changed_data
                if name != "seen"
            ]
            raise forms.ValidationError(
                "Hồ sơ vừa được người khác sửa. Nội dung đang lưu – "
                f"{'; '.join(now)}. Lưu lần nữa nếu nội dung đồng chí nhập là đúng."
            )
        return super().clean()


def fingerprint(values):
    """Return a short mark of a record's values."""
    return sha256(repr(sorted(values.items(), key=str)).encode()).hexdigest()[:16]


def shown(value):
    """Return a value as a sentence shows it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value) if value not in (None, "") else "để trống"


class PlaceField(forms.ModelChoiceField):
    """An organization, chosen from the first of those that the search on the page left."""

    def __init__(self, **kwargs):
        super().__init__(
            queryset=Organization.objects.none(),
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages={
                "required": "Chọn một nơi trong danh sách.",
                "invalid_choice": "Nơi này không có trong danh sách. Chọn một nơi khác.",
            },
            **kwargs,
        )

    def offer(self, everything, found, chosen):
        """Accept everything, list what was found and what has been chosen already."""
        self.queryset = everything
        listed = list(found[: MOST_PLACES + 1])
        self.more = len(listed) > MOST_PLACES
        listed = listed[:MOST_PLACES]
        if chosen and chosen not in {str(place.pk) for place in listed} and chosen.isdecimal():
            listed = [*everything.filter(pk=chosen), *listed]
        self.nothing = not listed
        self.widget.choices = [(place.pk, place_name(place)) for place in listed]


def place_name(place):
    """Return the name of an organization with that of the one above it."""
    return f"{place.name} – {place.parent.name}" if place.parent else place.name


class PlaceForm(forms.Form):
    """A form that sends somebody or something to a place searched on the page."""

    place = "to"

    def offer(self, everything, found):
        """Fill the list of places."""
        self.fields[self.place].offer(everything, found, self.data.get(self.place, ""))

    @property
    def more(self):
        return self.fields[self.place].more

    @property
    def nothing(self):
        return self.fields[self.place].nothing
