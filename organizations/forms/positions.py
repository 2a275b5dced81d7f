"""Forms of positions, states and disciplines."""

from django import forms

from organizations.forms.fields import NOTHING_CHOSEN, DayField, LastDayField, place_name, text
from organizations.models import ROLES_OF_KIND, Discipline, Organization, PersonState, Role


class PositionForm(forms.Form):
    """A position in one of the organizations above the person's cells."""

    role = forms.ChoiceField(label="Chức vụ")
    title = forms.CharField(
        label="Chức danh ghi trên văn bản",
        max_length=100,
        required=False,
        help_text="Để trống nếu ghi đúng tên chức vụ. Ví dụ: Chi ủy viên",
    )
    started_on = DayField(label="Từ ngày")
    ended_on = LastDayField(
        label="Đến hết ngày",
        required=False,
        help_text="Chỉ ghi khi nhập lại chức vụ đã thôi giữ; đang giữ thì để trống.",
    )

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organizations = {str(one.pk): one for one in organizations}
        self.fields["role"].choices = [*NOTHING_CHOSEN, *map(roles_in, organizations)]

    def clean_role(self):
        """Split the choice into the organization and the role there."""
        pk, role = self.cleaned_data["role"].split(":")
        self.cleaned_data["organization"] = self.organizations[pk]
        return Role(role)


def roles_in(organization):
    """Return an organization with the roles that it has, as a group of choices."""
    roles = [(f"{organization.pk}:{role}", role.label) for role in ROLES_OF_KIND[organization.kind]]
    return place_name(organization), roles


class StateForm(forms.Form):
    """A state from a day, to a day where that is known."""

    kind = forms.ChoiceField(label="Tình trạng", choices=NOTHING_CHOSEN + PersonState.Kind.choices)
    started_on = DayField(label="Từ ngày")
    ended_on = LastDayField(
        label="Đến hết ngày", required=False, help_text="Để trống nếu chưa biết."
    )
    note = text("Căn cứ, ghi chú", PersonState, "note", required=False)


class StateEndForm(forms.Form):
    """The last day of a state."""

    ended_on = LastDayField(label="Đến hết ngày")


class DisciplineForm(forms.Form):
    """A discipline and where the violation happened (H21-17)."""

    form = forms.ChoiceField(label="Hình thức", choices=NOTHING_CHOSEN + Discipline.Form.choices)
    decided_on = DayField(label="Ngày quyết định")
    decision = text("Số quyết định", Discipline, "decision")
    violation = text(
        "Nội dung vi phạm",
        Discipline,
        "violation",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    organization = forms.ModelChoiceField(
        label="Nơi xảy ra vi phạm",
        queryset=Organization.objects.none(),
        empty_label="Chọn…",
        help_text="Kỷ luật được tính cho tổ chức này, kể cả khi đồng chí đã chuyển đi nơi khác.",
    )

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations
        self.fields["organization"].label_from_instance = place_name
