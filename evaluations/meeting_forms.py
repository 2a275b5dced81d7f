"""Forms of the meetings that review and vote."""

from django import forms
from django.utils import timezone

from evaluations.meetings import CHANGES
from evaluations.models import Meeting
from evaluations.queries import candidates
from evaluations.workflow import BY_DECISION
from organizations.models import CELL_KINDS
from registrations.models import Guidance

ABOUT = (
    ("own", "Tổ chức đảng (chi bộ)"),
    ("people", "Đảng viên và quần chúng trong chi bộ"),
)
VOTES = (("x", "Biểu quyết"), ("", "Dự, phát biểu, không biểu quyết"))
REASON = "Lý do"


def medium():
    """Return a text field wide enough for names."""
    return forms.TextInput(attrs={"class": "medium"})


class MeetingForm(forms.ModelForm):
    """Calls a meeting, or corrects when and where it is and who leads it."""

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
        label="Hội nghị xếp loại",
        choices=ABOUT,
        initial=["own", "people"],
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ xếp loại chi bộ thì triệu tập toàn thể đảng viên; có xếp loại cá nhân thì "
        "triệu tập mọi người thuộc phạm vi lãnh đạo của chi bộ.",
    )
    guests = forms.CharField(
        label="Khách mời",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một người: họ tên, chức vụ. Khách mời phát biểu, không biểu quyết.",
    )

    class Meta:
        model = Meeting
        fields = ["held_at", "place", "chair", "deputy", "clerk", "draft_sent_on"]
        help_texts = {
            "deputy": "Cấp phó điều hành trong lúc kiểm điểm, xếp loại người đứng đầu.",
            "draft_sent_on": "Dự thảo báo cáo kiểm điểm tập thể gửi trước hội nghị ít nhất 3 ngày "
            "làm việc.",
        }
        widgets = {"chair": medium(), "deputy": medium(), "clerk": medium()}

    field_order = ["held_at", "place", "chair", "deputy", "clerk", "draft_sent_on"]

    def __init__(self, *args, round_, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round_
        exemplary = round_.guidance == Guidance.NEU_GUONG_2017
        if self.instance.pk or not exemplary or organization.kind not in CELL_KINDS:
            del self.fields["about"]
        if round_.guidance not in BY_DECISION:
            del self.fields["draft_sent_on"]
        elif round_.guidance == Guidance.HD22_2013:
            self.fields["draft_sent_on"].help_text = "Gửi trước hội nghị ít nhất 3 ngày (H22-01)."
        if exemplary:
            self.fields["chair"].help_text = "Bí thư chủ trì cùng thủ trưởng cơ quan, đơn vị."
        if self.instance.pk:
            del self.fields["guests"]
        elif exemplary and organization.kind not in CELL_KINDS:
            self.fields["guests"].label = "Lãnh đạo các tổ chức đoàn thể"
            self.fields["guests"].help_text = "Mỗi dòng một người: họ tên, chức vụ."

    def clean_held_at(self):
        """Refuse a day far from the year, and another day once the roll has been made."""
        held_at = self.cleaned_data["held_at"]
        day, year = timezone.localdate(held_at), self.round.year
        if not year <= day.year <= year + 1:
            raise forms.ValidationError(
                f"Hội nghị xếp loại năm {year} họp trong năm {year} hoặc {year + 1}."
            )
        stored = self.instance.pk and Meeting.objects.get(pk=self.instance.pk).held_at
        if stored and timezone.localdate(stored) != day:
            raise forms.ValidationError(
                "Danh sách lập theo ngày họp; họp ngày khác thì đồng chí lập hội nghị mới."
            )
        return held_at

    def clean(self):
        """Refuse that the same person chairs while being reviewed."""
        found = super().clean()
        deputy = found.get("deputy")
        if deputy and deputy in found.get("chair", ""):
            self.add_error("deputy", "Người này đang là chủ trì; đồng chí ghi người khác.")
        return found

    def called(self):
        """Return what ``meetings.call_meeting`` takes."""
        fields = dict(self.cleaned_data)
        about = fields.pop("about", ["own", "people"])
        return fields | {"own": "own" in about, "people": "people" in about}


class RollAddForm(forms.Form):
    """Puts somebody on the roll."""

    person = forms.ChoiceField(label="Người trong danh sách đảng viên, quần chúng", required=False)
    name = forms.CharField(
        label="Hoặc họ và tên người khác", max_length=100, required=False, widget=medium()
    )
    post = forms.CharField(label="Chức vụ, đơn vị", max_length=200, required=False, widget=medium())
    votes = forms.ChoiceField(
        label="Quyền", choices=VOTES, required=False, widget=forms.RadioSelect, initial=""
    )
    reason = forms.CharField(label=REASON, max_length=200)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        names = [(pk, one.full_name) for pk, one in self.people.items()]
        self.fields["person"].choices = [("", "Chọn một người"), *names]

    def clean(self):
        """Ask for one of a person and a name."""
        found = super().clean()
        if bool(found.get("person")) == bool(found.get("name", "").strip()):
            self.add_error("person", "Đồng chí chọn một người, hoặc điền họ và tên người khác.")
        return found

    def added(self):
        """Return what ``meetings.add_to_roll`` takes."""
        fields = dict(self.cleaned_data)
        return fields | {
            "person": self.people.get(fields["person"]),
            "votes": bool(fields["votes"]),
        }


class RollChangeForm(forms.Form):
    """Corrects somebody's place on the roll."""

    change = forms.ChoiceField(label="Thay đổi", widget=forms.RadioSelect)
    reason = forms.CharField(label=REASON, max_length=200)

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        possible = ["restore"] if entry.struck else ["speak" if entry.votes else "vote", "strike"]
        self.fields["change"].choices = [(key, CHANGES[key][0]) for key in possible]


class TellersForm(forms.Form):
    """Names two tellers from those present."""

    first = forms.TypedChoiceField(label="Người kiểm phiếu thứ nhất", coerce=int)
    second = forms.TypedChoiceField(label="Người kiểm phiếu thứ hai", coerce=int)

    def __init__(self, *args, present, **kwargs):
        super().__init__(*args, **kwargs)
        tellers = {one.teller: one.pk for one in present if one.teller}
        names = [("", "Chọn một người"), *((one.pk, one.name) for one in present)]
        for number, field in enumerate(self.fields.values(), start=1):
            field.choices = names
            field.initial = tellers.get(number, "")


class QuestionForm(forms.Form):
    """Puts a question to the vote: how, and on whom."""

    method = forms.ChoiceField(label="Hình thức", widget=forms.RadioSelect)
    people = forms.MultipleChoiceField(label="Người được biểu quyết", required=False)

    def __init__(self, *args, meeting, what, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.found, self.what = found, what
        self.fields["method"].choices = list(candidates.methods_of(meeting.round).items())
        if len(self.fields["method"].choices) == 1:
            self.fields["method"].initial = self.fields["method"].choices[0][0]
        self.fields["people"].choices = [(one.pk, one.name) for one in found]

    def rows(self):
        """Return (candidate, ticked, grounds written) for the table."""
        ticked = set(self.data.getlist("people")) if self.is_bound else None
        return [
            (
                one,
                str(one.pk) in ticked if ticked is not None else one.proposed,
                self.data.get(f"grounds-{one.pk}", ""),
            )
            for one in self.found
        ]

    def all_ticked(self):
        """Tell whether everybody is chosen."""
        return all(ticked for _, ticked, _ in self.rows())

    def put(self):
        """Return what ``meetings.add_question`` takes."""
        return {
            "what": self.what,
            "method": self.cleaned_data["method"],
            "chosen": [int(pk) for pk in self.cleaned_data["people"]],
            "grounds": {
                one.pk: self.data.get(f"grounds-{one.pk}", "") for one in self.found if one.consider
            },
        }
