"""Forms of the reference data."""

import json

from django import forms

from organizations.vietnamese import tidy, tidy_lines
from registrations.models import ReferenceItem
from registrations.reference_list import LONGEST_WORDING

MOST_PHRASES = 200
LONGEST_PHRASE = 100
STANDINGS = (
    ("official", "Nguyên văn của văn bản"),
    ("summary", "Tóm tắt, chưa phải nguyên văn"),
)


class ItemForm(forms.ModelForm):
    """One item: its wording, a guide, and whether it is the official wording."""

    standing = forms.ChoiceField(
        label="Nội dung này là",
        choices=STANDINGS,
        widget=forms.RadioSelect,
        help_text="Chỉ nguyên văn mới được in như lời của văn bản; tóm tắt luôn kèm chữ “tóm tắt”.",
    )
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    before_guide = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    class Meta:
        model = ReferenceItem
        fields = ["wording", "guide"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 5}),
            "guide": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"guide": "Gợi ý thêm cho người tự kiểm điểm, nếu cần."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wording"].max_length = LONGEST_WORDING
        self.fields["standing"].initial = "summary" if self.instance.summary else "official"
        self.fields["before"].initial = self.instance.wording
        self.fields["before_guide"].initial = self.instance.guide

    def clean_wording(self):
        """Refuse a wording that nobody could read, or without an end."""
        wording = tidy(self.cleaned_data["wording"])
        if not wording:
            raise forms.ValidationError("Đồng chí chưa điền mục này.")
        if len(wording) > LONGEST_WORDING:
            raise forms.ValidationError("Nội dung quá dài, tối đa 3.000 ký tự.")
        return wording

    def clean_guide(self):
        return tidy_lines(self.cleaned_data["guide"])[:LONGEST_WORDING]

    def _post_clean(self):
        """Leave the item as it is: only the action writes."""


class ListForm(forms.Form):
    """A workbook with the wording of the items."""

    file = forms.FileField(
        label="Tệp nội dung",
        help_text="Tệp Excel (.xlsx, .xls) hoặc .ods có hai cột: mã (I.1 … III.9 hoặc 1 … 19) và "
        "nội dung. Mục không có trong tệp được giữ nguyên. Chưa có gì được ghi cho đến khi đồng "
        "chí bấm Áp dụng.",
        allow_empty_file=True,
        error_messages={"required": "Đồng chí hãy chọn tệp.", "invalid": "Đồng chí hãy chọn tệp."},
    )
    standing = forms.ChoiceField(
        label="Nội dung trong tệp là", choices=STANDINGS, widget=forms.RadioSelect
    )


class ApplyForm(forms.Form):
    """What a preview showed, sent back to be written."""

    standing = forms.ChoiceField(choices=STANDINGS, widget=forms.HiddenInput)
    pairs = forms.JSONField(widget=forms.HiddenInput)
    expected = forms.JSONField(widget=forms.HiddenInput)

    def clean_pairs(self):
        """Take a list of three texts a row, and nothing else."""
        pairs = self.cleaned_data["pairs"]
        good = isinstance(pairs, list) and all(
            isinstance(row, list) and len(row) == 3 and all(isinstance(one, str) for one in row)
            for row in pairs
        )
        if not good:
            raise forms.ValidationError("Danh sách gửi lên không đúng.")
        return [(place, tidy(code), tidy(wording)) for place, code, wording in pairs]


def apply_form(pairs, standing, expected):
    """Return the form that a preview shows, filled with what it showed."""
    return ApplyForm(
        initial={
            "standing": standing,
            "pairs": json.loads(json.dumps(pairs)),
            "expected": expected,
        }
    )


class PhrasesForm(forms.Form):
    """The vague phrases, one a line."""

    phrases = forms.CharField(
        label="Mỗi dòng một cụm từ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Khi nội dung đăng ký có cụm từ này, máy nhắc nhẹ người viết nêu cụ thể hơn; "
        "không ngăn việc nộp.",
    )
    before = forms.JSONField(widget=forms.HiddenInput, required=False)

    def clean_phrases(self):
        """Return the phrases, each once, in small letters."""
        lines = self.cleaned_data["phrases"].splitlines()
        phrases = list(dict.fromkeys(tidy(line).lower() for line in lines if tidy(line)))
        long = [one for one in phrases if len(one) > LONGEST_PHRASE]
        if long:
            raise forms.ValidationError(f"Cụm từ quá dài (tối đa 100 ký tự): “{long[0][:60]}…”.")
        if len(phrases) > MOST_PHRASES:
            raise forms.ValidationError("Nhiều nhất 200 cụm từ.")
        return phrases

    def clean_before(self):
        before = self.cleaned_data["before"] or []
        if not isinstance(before, list) or not all(isinstance(one, str) for one in before):
            raise forms.ValidationError("Danh sách gửi lên không đúng.")
        return before
