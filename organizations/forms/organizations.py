"""Forms of organizations."""

from django import forms

from organizations.forms.fields import (
    AskingForm,
    DayField,
    EditForm,
    PlaceField,
    PlaceForm,
    reason,
    text,
)
from organizations.models import ALLOWED_PARENTS, Kind, Organization, Person, PersonState


class NewOrganizationForm(forms.Form):
    """What a new organization is."""

    kind = forms.ChoiceField(label="Loại hình")
    name = text("Tên tổ chức đảng", Organization, "name")
    locality = text(
        "Địa danh ghi trên văn bản",
        Organization,
        "locality",
        required=False,
        help_text="Ví dụ: Đà Lạt",
    )
    founded_on = DayField(label="Ngày thành lập", required=False)
    position = forms.IntegerField(
        label="Thứ tự trong danh sách",
        min_value=0,
        max_value=9999,
        initial=0,
        help_text="Số nhỏ đứng trước; bằng nhau thì xếp theo tên.",
        widget=forms.NumberInput(attrs={"class": "tiny"}),
    )

    def __init__(self, *args, parent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_below(parent)


def kinds_below(parent):
    """Return the kinds, with their names, that may stand directly below the organization."""
    return [(kind, kind.label) for kind in Kind if parent.kind in ALLOWED_PARENTS[kind]]


class OrganizationForm(EditForm):
    """What may be corrected in an organization; a new name needs its day and ground."""

    name = NewOrganizationForm.base_fields["name"]
    locality = NewOrganizationForm.base_fields["locality"]
    founded_on = NewOrganizationForm.base_fields["founded_on"]
    position = NewOrganizationForm.base_fields["position"]
    day = DayField(
        label="Tên mới có hiệu lực từ ngày",
        required=False,
        help_text="Chỉ ghi khi đổi tên. Trước ngày này các năm cũ vẫn giữ tên cũ.",
    )
    reason = reason("Lý do, số quyết định đổi tên", required=False)


class MoveForm(AskingForm, PlaceForm):
    """Under which organization from which day."""

    place = "parent"
    parent = PlaceField(label="Tổ chức cấp trên mới")
    day = DayField(label="Chuyển từ ngày")
    reason = reason()


class PeopleFilter(forms.Form):
    """Which people of an organization are listed; kept in the address."""

    ten = forms.CharField(label="Họ và tên", required=False, max_length=100)
    loai = forms.ChoiceField(
        label="Đảng viên, quần chúng",
        required=False,
        choices=[("", "Tất cả"), *Person.Membership.choices],
    )
    tinh_trang = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), *PersonState.Kind.choices]
    )


class DayFilter(forms.Form):
    """Of which day the tree is shown."""

    ngay = DayField(label="Ngày", required=False)
