"""Forms of comment meetings."""

from django import forms
from django.utils import timezone

from organizations.models import CELL_KINDS
from organizations.vietnamese import tidy
from registrations.models import CommentMeeting

ABOUT = (
    ("own", "Bản đăng ký của chi bộ (Mẫu 01)"),
    ("people", "Bản đăng ký của đảng viên và quần chúng trong chi bộ"),
)


class MeetingForm(forms.ModelForm):
    """Calls a comment meeting: when, where, who leads it, about what."""

    held_at = forms.SplitDateTimeField(
        label="Thời gian",
        help_text="Ngày, rồi giờ. Ví dụ: 05/12/2026 và 14:00",
        widget=forms.SplitDateTimeWidget(
            date_attrs={"class": "short", "aria-label": "Ngày họp"},
            time_attrs={"class": "short", "aria-label": "Giờ họp"},
            time_format="%H:%M",
        ),
    )
    about = forms.MultipleChoiceField(
        label="Hội nghị góp ý",
        choices=ABOUT,
        initial=["people"],
        widget=forms.CheckboxSelectMultiple,
        help_text="Thành phần triệu tập theo nội dung này: bản của chi bộ – toàn thể đảng viên; "
        "bản của từng người – mọi người thuộc phạm vi lãnh đạo của chi bộ.",
    )
    guests = forms.CharField(
        label="Lãnh đạo các tổ chức đoàn thể",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một người: họ tên, chức vụ. Ví dụ: Trần Văn Bình, Chủ tịch Công đoàn",
    )

    class Meta:
        model = CommentMeeting
        fields = ["held_at", "place", "chair", "clerk"]
        help_texts = {"chair": "Bí thư chủ trì cùng thủ trưởng cơ quan, đơn vị."}
        widgets = {
            "chair": forms.TextInput(attrs={"class": "medium"}),
            "clerk": forms.TextInput(attrs={"class": "medium"}),
        }

    field_order = ["held_at", "place", "chair", "clerk", "about", "guests"]

    def __init__(self, *args, organization, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        if organization.kind not in CELL_KINDS:
            del self.fields["about"]

    def clean_held_at(self):
        """Refuse a day far from the year that is registered for."""
        held_at = self.cleaned_data["held_at"]
        if not self.year - 1 <= timezone.localtime(held_at).year <= self.year:
            raise forms.ValidationError(
                f"Hội nghị góp ý năm {self.year} họp trong năm {self.year - 1} hoặc {self.year}."
            )
        return held_at

    def called(self):
        """Return what ``meetings.call_meeting`` takes."""
        fields = dict(self.cleaned_data)
        about = fields.pop("about", ["own"])
        return fields | {"own": "own" in about, "people": "people" in about}


class GuestForm(forms.Form):
    """Adds a guest by name."""

    name = forms.CharField(
        label="Họ và tên khách mời",
        max_length=100,
        widget=forms.TextInput(attrs={"class": "medium"}),
    )
    capacity = forms.CharField(
        label="Chức vụ, đơn vị",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "medium"}),
    )

    def clean_name(self):
        """Refuse a name of blanks alone."""
        name = tidy(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError("Đồng chí chưa điền họ và tên.")
        return name
