"""Forms of people and of where they belong."""

import re

from django import forms
from django.utils import timezone

from organizations.forms.fields import (
    NOTHING_CHOSEN,
    AskingForm,
    BirthField,
    DayField,
    EditForm,
    LastDayField,
    PlaceField,
    PlaceForm,
    reason,
    text,
)
from organizations.models import Person, Placement


class PersonFields(forms.Form):
    """What is known of a person."""

    full_name = text(
        "Họ và tên", Person, "full_name", widget=forms.TextInput(attrs={"class": "medium"})
    )
    gender = forms.ChoiceField(
        label="Giới tính", choices=[("", "Chưa rõ"), *Person.Gender.choices], required=False
    )
    born_on = BirthField(label="Ngày sinh", required=False)
    card_number = text(
        "Số thẻ đảng viên",
        Person,
        "card_number",
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    admitted_on = DayField(
        label="Ngày vào Đảng", required=False, help_text="Để trống nếu là quần chúng."
    )
    official_on = DayField(
        label="Ngày chính thức", required=False, help_text="Để trống nếu còn dự bị."
    )
    workplace = text("Đơn vị công tác", Person, "workplace", required=False)
    government_post = text("Chức vụ chính quyền", Person, "government_post", required=False)
    civil_servant = forms.BooleanField(label="Là công chức, viên chức", required=False)
    email = forms.EmailField(label="Thư điện tử", required=False, max_length=254)
    note = text("Ghi chú", Person, "note", required=False)

    def clean_card_number(self):
        """Return the digits; people write them with dots and spaces."""
        digits = re.sub(r"[\s.\-]", "", self.cleaned_data["card_number"])
        if digits and not (digits.isascii() and digits.isdecimal()):
            raise forms.ValidationError("Số thẻ chỉ gồm chữ số.")
        return digits or None

    def clean(self):
        """Split the birth into its day and whether only the year is known."""
        values = super().clean()
        if "born_on" in values:
            values["born_on"], values["birth_year_only"] = values["born_on"]
        return values


class NewPersonForm(AskingForm, PersonFields):
    """A person and where it belongs from which day."""

    asked = "namesake"
    placement_kind = forms.ChoiceField(
        label="Hình thức sinh hoạt", choices=Placement.Kind.choices, widget=forms.RadioSelect
    )
    started_on = DayField(label="Sinh hoạt ở đây từ ngày")

    def __init__(self, *args, **kwargs):
        known = {"placement_kind": Placement.Kind.OFFICIAL, "started_on": timezone.localdate()}
        super().__init__(*args, label="Đây là một người khác", initial=known, **kwargs)


class PersonForm(EditForm, PersonFields):
    """A person's record, to be corrected."""

    def __init__(self, data=None, *, person):
        record = {name: getattr(person, name) for name in PersonFields.base_fields}
        if person.born_on:
            pattern = "%Y" if person.birth_year_only else "%d/%m/%Y"
            record["born_on"] = person.born_on.strftime(pattern)
        super().__init__(data, initial=record)


class TransferForm(AskingForm, PlaceForm):
    """To which cell or group, from which day, on which ground."""

    to = PlaceField(label="Nơi chuyển đến")
    day = DayField(label="Sinh hoạt ở nơi mới từ ngày")
    reason = reason()


class StayForm(PlaceForm):
    """In which other cell for which time."""

    to = PlaceField(label="Nơi sinh hoạt tạm thời")
    started_on = DayField(label="Từ ngày")
    ended_on = LastDayField(
        label="Đến hết ngày", required=False, help_text="Để trống nếu chưa biết."
    )


class EndForm(forms.Form):
    """From which day something no longer holds, and why."""

    day = DayField()
    reason = reason()

    def __init__(self, *args, label, reason_required=True, **kwargs):
        super().__init__(*args, initial={"day": timezone.localdate()}, **kwargs)
        self.fields["day"].label = label
        self.fields["reason"].required = reason_required


class LeavingForm(EndForm):
    """Why somebody no longer belongs to a cell."""

    REASONS = (
        "Chuyển sinh hoạt ra ngoài đảng bộ khối",
        "Hết thời gian sinh hoạt tạm thời",
        "Chuyển công tác (quần chúng)",
        "Từ trần",
        "Xin ra khỏi Đảng",
        "Xóa tên trong danh sách đảng viên",
        "Khai trừ",
        "Nhập nhầm",
    )
    reason = forms.ChoiceField(
        label="Lý do", choices=NOTHING_CHOSEN + [(one, one) for one in REASONS]
    )
    decision = forms.CharField(label="Số quyết định, ghi chú", max_length=200, required=False)
    field_order = ["reason", "day", "decision"]

    def clean(self):
        """Join the reason and its decision."""
        values = super().clean()
        decision = values.pop("decision", "")
        if decision and "reason" in values:
            values["reason"] = f"{values['reason']} ({decision})"
        return values
