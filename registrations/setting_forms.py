"""What the organisation board settles for a round: readings, the score sheet, the last day."""

from decimal import Decimal, InvalidOperation

from django import forms

from evaluations.rules.readings import Readings
from evaluations.rules.registry import GUIDANCES
from organizations.forms.fields import DayField
from registrations.definitions import f01
from registrations.models import Guidance
from registrations.queries.rounds import open_questions

DEFAULTS = Readings()
ALL_POINTS = Decimal(100)
EVEN = (
    "Văn bản không kèm thang điểm. Để trống cả chín ô thì chia đều: tám nội dung đầu mỗi nội dung "
    "11,11 điểm, nội dung cuối 11,12 điểm; cách chia này là mặc định của chương trình."
)
DUE_HELP = "Cần khi mở đợt theo Hướng dẫn 21, văn bản để khối quy định. Ví dụ: 05/12/2026"


class PointsField(forms.CharField):
    """The most that one item may earn, as text: "11.5"; empty for nothing."""

    def __init__(self, **kwargs):
        attributes = {"class": "tiny", "inputmode": "decimal"}
        super().__init__(widget=forms.TextInput(attrs=attributes), **kwargs)

    def prepare_value(self, value):
        return value.replace(".", ",") if isinstance(value, str) else value

    def clean(self, value):
        text = (value or "").strip().replace(",", ".")
        if not text:
            return ""
        try:
            points = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError("Ghi một số, ví dụ: 11,5.") from None
        if not points.is_finite() or not 0 <= points <= ALL_POINTS:
            raise forms.ValidationError("Điểm từ 0 đến 100.")
        if points.as_tuple().exponent < -2:
            raise forms.ValidationError("Nhiều nhất hai chữ số sau dấu phẩy.")
        return f"{points:f}"


class ReadingField(forms.ChoiceField):
    """The choice of one reading; the default, which says so, where none is sent."""

    def __init__(self, setting):
        self.default = getattr(DEFAULTS, setting.name)
        super().__init__(
            label=f"{setting.question} ({setting.id})",
            choices=[(name, self.shown(name, words)) for name, words in setting.choices.items()],
            initial=self.default,
            widget=forms.RadioSelect,
        )

    def shown(self, name, words):
        """Return the words of a choice as they stand beside its button."""
        default = " (mặc định)" if name == self.default else ""
        return f"{words[0].upper()}{words[1:]}{default}"

    def clean(self, value):
        return super().clean(value or self.default)


def due_field(**kwargs):
    """Return the field of the last day for self-reviews, which HD 21 leaves to the bloc."""
    return DayField(label="Hạn nộp bản tự kiểm điểm (Hướng dẫn 21)", help_text=DUE_HELP, **kwargs)


class SettingsForm(forms.Form):
    """Readings (I-…) with more than one choice, the score sheet of form 01 (NG-07)."""

    def __init__(self, *args, guidance, stored=None, **kwargs):
        readings, sheet = stored or ({}, [])
        initial = readings | {f"points_{place}": one for place, one in enumerate(sheet, 1)}
        super().__init__(*args, initial=initial, prefix=guidance, **kwargs)
        self.guidance = guidance
        self.questions = open_questions(guidance)
        for one in self.questions:
            self.fields[one.name] = ReadingField(one)
        self.items = f01.ITEMS if guidance == Guidance.NEU_GUONG_2017 else ()
        for place, (title, _) in enumerate(self.items, 1):
            self.fields[f"points_{place}"] = PointsField(label=f"{place}. {title}")

    @property
    def title(self):
        """The guidance that is read so."""
        return GUIDANCES[self.guidance].title

    @property
    def reading_fields(self):
        return [self[one.name] for one in self.questions]

    @property
    def point_fields(self):
        return [self[f"points_{place}"] for place in range(1, len(self.items) + 1)]

    @property
    def even(self):
        """What is said where the points are left to be spread evenly."""
        return EVEN

    def clean(self):
        """Refuse a score sheet that is filled in by half, or has not 100 points."""
        cleaned = super().clean()
        places = [f"points_{place}" for place in range(1, len(self.items) + 1)]
        if any(name in self.errors for name in places):
            return cleaned
        points = [cleaned[name] for name in places]
        if any(points):
            for name, text in zip(places, points, strict=True):
                if not text:
                    self.add_error(name, "Ghi điểm cho cả chín nội dung, hoặc để trống cả chín ô.")
            total = sum(Decimal(text or 0) for text in points)
            if all(points) and total != ALL_POINTS:
                shown = f"{total:f}".replace(".", ",")
                self.add_error(None, f"Chín nội dung cộng lại là {shown}, phải đúng 100 điểm.")
        return cleaned

    def settings(self):
        """Return what a round stores: the readings that are not the default, the sheet."""
        cleaned = self.cleaned_data
        chosen = {one.name: cleaned[one.name] for one in self.questions}
        points = [cleaned[f"points_{place}"] for place in range(1, len(self.items) + 1)]
        return {
            "readings": {
                name: value for name, value in chosen.items() if value != getattr(DEFAULTS, name)
            },
            "score_sheet": points if any(points) else [],
        }


class DueForm(forms.Form):
    """The last day for self-reviews, and how the settings stood when they were shown."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=5000)
    review_due = due_field()

    def __init__(self, *args, reviews, **kwargs):
        super().__init__(*args, **kwargs)
        if not reviews:
            del self.fields["review_due"]
