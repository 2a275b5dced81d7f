"""Forms of the import: the file, and what was recognised on a sheet."""

from django import forms

from organizations.forms.fields import DayField
from organizations.importing.layout import FIELDS
from organizations.importing.queries import as_of_date
from organizations.importing.rows import column_letters
from organizations.models import Kind

KINDS = [(kind, kind.label) for kind in (Kind.BASE_COMMITTEE, Kind.BASE_CELL)]
IGNORED = "other"
COLUMN_CHOICES = [
    (IGNORED, "Bỏ qua"),
    *((name, label) for name, (label, _) in FIELDS.items() if name not in (IGNORED, "reason")),
]


class UploadForm(forms.Form):
    """A list to upload."""

    file = forms.FileField(
        label="Tệp danh sách đảng viên",
        help_text="Tệp Excel (.xlsx, .xls) hoặc .ods, không quá 50 MB. Mỗi đảng bộ, chi bộ cơ sở "
        "một trang tính. Chưa có gì được ghi cho đến khi đồng chí bấm Áp dụng.",
        allow_empty_file=True,
        error_messages={
            "required": "Đồng chí hãy chọn tệp danh sách.",
            "invalid": "Đồng chí hãy chọn tệp danh sách.",
        },
    )


class SheetForm(forms.Form):
    """What a sheet is and which column is what."""

    used = forms.BooleanField(label="Nhập trang tính này", required=False)
    base = forms.CharField(
        label="Tổ chức cơ sở đảng",
        max_length=200,
        error_messages={"required": "Đồng chí hãy ghi tên đảng bộ hoặc chi bộ cơ sở."},
    )
    kind = forms.ChoiceField(label="Loại hình", choices=KINDS)
    cell = forms.CharField(
        label="Chi bộ của cả trang tính",
        max_length=200,
        required=False,
        help_text="Chỉ ghi khi trang tính là danh sách của một chi bộ trực thuộc và trong bảng "
        "không có dòng tên chi bộ.",
    )
    as_of = DayField(label="Tính đến ngày", required=False)
    heading = forms.IntegerField(
        label="Dòng tiêu đề của bảng",
        min_value=1,
        max_value=1000,
        help_text="Số của dòng có chữ Họ và tên. Đổi số này thì các cột được nhận dạng lại.",
        widget=forms.NumberInput(attrs={"class": "tiny"}),
    )

    def __init__(self, layout, data=None):
        self.layout = layout
        super().__init__(data, initial=layout | {"as_of": as_of_date(layout)})
        self.fields["base"].required = data is None or "used" in data
        taken = {place: field for field, place in layout["columns"].items()}
        for place, heading in enumerate(layout["headings"]):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"Cột {column_letters(place)}: {heading or '(không có tiêu đề)'}",
                choices=COLUMN_CHOICES,
                initial=self.known(taken.get(place)),
            )

    def known(self, field):
        """Return a field that can be chosen."""
        return field if field in dict(COLUMN_CHOICES) else IGNORED

    def clean(self):
        values = super().clean()
        chosen = list(self.chosen().values())
        twice = sorted({FIELDS[name][0] for name in chosen if chosen.count(name) > 1})
        if twice:
            self.add_error(None, f"Mỗi nội dung chỉ chọn cho một cột: {', '.join(twice)}.")
        return values

    def chosen(self):
        """Return {place: field} of the columns that mean something."""
        return {
            place: self.cleaned_data[f"column_{place}"]
            for place in range(len(self.layout["headings"]))
            if self.cleaned_data.get(f"column_{place}", IGNORED) != IGNORED
        }

    def corrected(self):
        """Return the layout as it was corrected."""
        values = self.cleaned_data
        return {
            "used": values["used"],
            "base": values["base"],
            "kind": values["kind"],
            "cell": values["cell"],
            "heading": values["heading"],
            "as_of": values["as_of"].isoformat() if values["as_of"] else None,
            "columns": {field: place for place, field in self.chosen().items()},
        }
