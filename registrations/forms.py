"""Forms of rounds and registrations."""

from django import forms
from django.utils import timezone

from organizations.vietnamese import tidy_lines
from registrations.models import Round


class RoundForm(forms.ModelForm):
    """Opens a round for a year under a guidance."""

    class Meta:
        model = Round
        fields = ["year", "guidance", "party_congress", "provincial_congress"]
        help_texts = {
            "party_congress": "Ghi ở mục 9 của bản cam kết. Ví dụ: XIII",
            "provincial_congress": "Ghi ở mục 9 của bản cam kết. Ví dụ: XIV",
        }
        widgets = {
            "year": forms.NumberInput(attrs={"class": "tiny"}),
            "party_congress": forms.TextInput(attrs={"class": "short"}),
            "provincial_congress": forms.TextInput(attrs={"class": "short"}),
        }

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


class ReturnForm(forms.Form):
    """Why a registration is returned."""

    reason = forms.CharField(
        label="Lý do trả lại",
        help_text="Người viết sẽ đọc nội dung này để bổ sung.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_reason(self):
        """Refuse a reason that nobody could read."""
        reason = tidy_lines(self.cleaned_data["reason"])
        if not reason:
            raise forms.ValidationError("Đồng chí chưa điền mục này.")
        return reason


class ShortcomingsForm(forms.Form):
    """Shortcomings that the previous year's evaluation recorded."""

    text = forms.CharField(
        label="Khuyết điểm, hạn chế đã được chỉ ra",
        help_text="Nếu có nội dung ở đây, mục 8 của bản cam kết là bắt buộc. Xóa hết nếu không có.",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
