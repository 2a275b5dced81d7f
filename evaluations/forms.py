"""Forms of the pages "Quy định": words to look for, the numbers of the calculator."""

import re
from decimal import Decimal

from django import forms

from evaluations.catalogue import readings_of, slug_of
from evaluations.rules.guidance import DEFAULTS
from organizations.vietnamese import tidy

LONGEST_NUMBER = 20  # what a browser lets be typed; the address stays short


class RuleFilter(forms.Form):
    """Which rules of one guidance are shown; kept in the address."""

    q = forms.CharField(
        label="Tìm trong văn bản này",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    @property
    def words(self):
        """The words to look for, none where they cannot be used."""
        return self.cleaned_data["q"] if self.is_valid() else ""


class AllRulesFilter(RuleFilter):
    """Which rules of all guidance documents are shown."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "Tìm trong tất cả văn bản"


class NumberField(forms.Field):
    """A number as people type it, with the limits of a calculation; the text typed is kept."""

    def __init__(self, calculation):
        self.calculation = calculation
        super().__init__(
            label=calculation.asks,
            help_text=f"Ví dụ: {calculation.example}",
            error_messages={"required": "Đồng chí chưa điền số."},
            widget=forms.TextInput(
                attrs={
                    "class": "short",
                    "inputmode": "decimal" if calculation.decimals else "numeric",
                    "autocomplete": "off",
                    "maxlength": LONGEST_NUMBER,
                }
            ),
        )

    def to_python(self, value):
        """Return the number as ``Decimal``, or as ``int`` where the calculation is whole."""
        text = tidy(value or "").replace(",", ".")
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            raise forms.ValidationError(f"Chỉ điền số, ví dụ: {self.calculation.example}.")
        self.check_places(text)
        self.check_limits(Decimal(text))
        return Decimal(text) if self.calculation.decimals else int(Decimal(text))

    def check_places(self, text):
        """Refuse more places after the comma than the calculation takes."""
        places = len(text.partition(".")[2])
        if places and not self.calculation.decimals:
            raise forms.ValidationError("Phải là số nguyên, viết liền, không dấu chấm, dấu phẩy.")
        if places > self.calculation.decimals:
            most = self.calculation.decimals
            raise forms.ValidationError(f"Ghi nhiều nhất {most} chữ số sau dấu phẩy.")

    def check_limits(self, number):
        """Refuse what is below the least or above the most."""
        least, most = self.calculation.least, self.calculation.most
        if not least <= number <= most:
            kind = "số" if self.calculation.decimals else "số nguyên"
            raise forms.ValidationError(f"Phải là {kind} từ {least} đến {most}.")


class CalculationForm(forms.Form):
    """One calculation: a number in, the sentences of the rules out."""

    def __init__(self, calculation, data=None, terms=DEFAULTS):
        self.calculation = calculation
        self.terms = terms
        self.slug = slug_of(calculation)
        self.readings = readings_of(calculation)
        super().__init__(data, auto_id=f"%s-{self.slug}")
        self.fields["so"] = NumberField(calculation)
        self.fields["so"].widget.attrs["aria-describedby"] = (
            f"so-{self.slug}_helptext {self.answer_id}"
        )

    @property
    def answer_id(self):
        """The id of the place on the page that takes the answer or the error."""
        return f"ket-qua-{self.slug}"

    @property
    def sentences(self):
        """What the rules answer, once there is a number."""
        if not self.is_bound or not self.is_valid():
            return ()
        return self.calculation.answer(self.cleaned_data["so"], self.terms)
