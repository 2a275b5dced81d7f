"""Forms of rounds and registrations."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone

from evaluations.rules.registry import GUIDANCES
from organizations.forms.fields import DayField
from organizations.vietnamese import tidy_lines
from registrations.models import Guidance, Round
from registrations.setting_forms import due_field


class RoundForm(forms.ModelForm):
    """Opens the rounds of a year, one for each guidance chosen."""

    guidances = forms.MultipleChoiceField(
        label="Văn bản hướng dẫn",
        choices=[
            (one.value, f"{one.label} – áp dụng {GUIDANCES[one.value].years}") for one in Guidance
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="Chọn một hoặc nhiều văn bản; mỗi văn bản mở một đợt riêng.",
    )
    review_due = due_field(required=False)
    adoption_signed_on = DayField(label="Ngày ký", required=False, help_text="Ví dụ: 01/12/2021")

    class Meta:
        model = Round
        fields = [
            "year",
            "party_congress",
            "provincial_congress",
            "adoption_number",
            "adoption_signed_on",
            "adoption_signed_by",
        ]
        help_texts = {
            "party_congress": "Ví dụ: XIII",
            "provincial_congress": "Ví dụ: XIV",
            "adoption_number": "Ví dụ: Công văn số 12-CV/ĐUK",
            "adoption_signed_by": "Ví dụ: Ban Thường vụ Đảng ủy khối",
        }
        widgets = {
            "year": forms.NumberInput(attrs={"class": "tiny"}),
            "party_congress": forms.TextInput(attrs={"class": "short"}),
            "provincial_congress": forms.TextInput(attrs={"class": "short"}),
            "adoption_number": forms.TextInput(attrs={"class": "medium"}),
        }

    field_order = ["year", "guidances", "review_due"]

    @property
    def needs_adoption(self):
        """Tell whether the part about the adoption is to stand open."""
        if not self.is_bound:
            return False
        adoption = [name for name in self.fields if name.startswith("adoption_")]
        return any(self.errors.get(name) or self[name].value() for name in adoption)

    def clean_adoption_signed_on(self):
        """Refuse a day to come: what is not yet signed adopts nothing."""
        day = self.cleaned_data["adoption_signed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Ngày ký chưa đến.")
        return day

    def validate_unique(self):
        """Leave it to the action, which names the round that is already open."""

    def clean_party_congress(self):
        return self.clean_congress("party_congress")

    def clean_provincial_congress(self):
        return self.clean_congress("provincial_congress")

    def clean_congress(self, field):
        """Take a Roman numeral alone: it is printed in section 9."""
        numeral = self.cleaned_data[field].strip().upper()
        if set(numeral) - set("IVXLC"):
            raise forms.ValidationError("Ghi bằng chữ số La Mã, ví dụ: XIII.")
        return numeral

    def clean_year(self):
        """Refuse years further ahead than the next; the guidance refuses the early ones."""
        year, latest = self.cleaned_data["year"], timezone.localdate().year + 1
        if year > latest:
            raise forms.ValidationError(f"Chỉ mở được đợt đến năm {latest}.")
        return year


class ReasonForm(forms.Form):
    """Why something is done that needs a reason."""

    reason = forms.CharField(
        label="Lý do",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_reason(self):
        """Refuse a reason that nobody could read."""
        reason = tidy_lines(self.cleaned_data["reason"])
        if not reason:
            raise forms.ValidationError("Đồng chí chưa điền mục này.")
        return reason


class ReturnForm(ReasonForm):
    """Why a registration is returned."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Lý do trả lại"
        self.fields["reason"].help_text = "Người viết sẽ đọc nội dung này để bổ sung."


class TakeBackForm(ReasonForm):
    """Why what was handed up by mistake is taken back."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label, reason.help_text = "Lý do rút lại", "Lý do được ghi vào nhật ký."
        reason.validators.append(MaxLengthValidator(300))
        reason.widget.attrs.update(rows=2, maxlength=300)


class ShortcomingsForm(forms.Form):
    """Shortcomings that the previous year's evaluation recorded."""

    text = forms.CharField(
        label="Khuyết điểm, hạn chế đã được chỉ ra",
        help_text="Nếu có nội dung ở đây, mục 8 của bản cam kết là bắt buộc. Xóa hết nếu không có.",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
