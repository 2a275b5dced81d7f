"""Forms of those who decide: the decision, answers to a cell, opinions, a body to take in."""

from django import forms
from django.utils import timezone

from evaluations.board_forms import SavedByValue, fact_field, initial_of
from evaluations.deciding import Decision, text_of
from evaluations.levels import scale_of
from evaluations.models import Evaluation, Opinion, Subject
from evaluations.queries import recorded
from evaluations.queries.limits import is_over
from organizations.forms.fields import DayField
from organizations.vietnamese import tidy, tidy_lines
from registrations.forms import ReasonForm
from registrations.models import Guidance

NOT_CHOSEN = ("", "Chưa chọn")
REPORTED_BY = (Opinion.Kind.OLD_CELL, Opinion.Kind.TEMPORARY_CELL, Opinion.Kind.RESIDENCE)


class NumberedForm(forms.Form):
    """A decision's number and day; why beyond the cap where the round allows that (I-5)."""

    number = forms.CharField(label="Số quyết định", max_length=100)
    day = DayField(label="Ngày quyết định")
    cap_reason = forms.CharField(
        label="Lý do vượt mức trần",
        help_text="Chỉ ghi khi quyết định vượt mức trần; mọi báo cáo đều ghi lý do này.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, force="FORBID", **kwargs):
        super().__init__(*args, auto_id="quyet-dinh-%s", **kwargs)
        self.fields["number"].widget.attrs["class"] = "medium"
        self.fields["day"].widget.attrs["class"] = "short"
        if force != "WARN":
            del self.fields["cap_reason"]

    def clean_day(self):
        """Refuse a day that has not come."""
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày quyết định chưa tới.")
        return day

    def decision(self):
        """Return what the decision says for all."""
        reason = tidy_lines(self.cleaned_data.get("cap_reason", "")).strip()
        return Decision(tidy(self.cleaned_data["number"]), self.cleaned_data["day"], reason)


class ChoiceForm(SavedByValue):
    """What the level above has in hand on one organization, collective or leader."""

    def __init__(self, body, data=None):
        evaluation = body.evaluation
        votes = evaluation.chosen_votes
        stored = {
            "chosen_level": evaluation.chosen_level,
            "chosen_votes": "" if votes is None else str(votes),
            "decision_reason": evaluation.decision_reason,
        }
        super().__init__(data, stored)
        scale = scale_of(evaluation.round.guidance, evaluation.subject)
        choices = [NOT_CHOSEN]
        for level in scale.levels:
            above = is_over(level, body.limit)
            name = scale.names[level]
            choices.append((level, f"{name} (cao hơn mức cao nhất)" if above else name))
        self.fields["chosen_level"] = forms.ChoiceField(
            label="Mức", choices=choices, required=False
        )
        self.fields["chosen_votes"] = forms.CharField(
            label="Số phiếu của cấp quyết định",
            help_text="Ghi khi số được đề xuất xuất sắc nhiều hơn mức trần.",
            required=False,
            widget=forms.TextInput(attrs={"class": "tiny", "inputmode": "numeric"}),
        )
        self.fields["decision_reason"] = forms.CharField(
            label="Lý do",
            help_text="Phải ghi khi mức khác kết quả bỏ phiếu.",
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        if evaluation.round.guidance == Guidance.HD22_2013:
            self.enter_only(scale)
        self.initial = stored

    def enter_only(self, scale):
        """Leave out what only a vote asks; the lowest level has its reason (H22-04, B.III.2)."""
        del self.fields["chosen_votes"], self.befores["chosen_votes"]
        words = f"Phải ghi khi mức là “{scale.names[scale.lowest]}”."
        self.fields["decision_reason"].help_text = words

    def clean_chosen_votes(self):
        """Return the votes as they are stored."""
        return text_of("chosen_votes", self.cleaned_data["chosen_votes"])


class FactsForm(SavedByValue):
    """The facts that the rules ask of an organization, a collective or a leader."""

    def __init__(self, body, data=None):
        evaluation = body.evaluation
        self.facts = recorded.facts_of(evaluation)
        stored = {name: recorded.fact_text(evaluation.facts.get(name)) for name in self.facts}
        super().__init__(data, stored)
        for name, fact in self.facts.items():
            self.fields[name] = fact_field(fact, evaluation.round, body.known)
        self.initial = {name: initial_of(fact, stored[name]) for name, fact in self.facts.items()}


class AnswerForm(forms.Form):
    """Recognised, or not and why (LD-09, NG-08)."""

    answer = forms.ChoiceField(
        label="Ý kiến cấp trên", choices=Evaluation.Review.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Lý do",
        help_text="Phải ghi khi không công nhận.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NoteForm(forms.Form):
    """Why some are not classified yet when the cell reports (H21-03)."""

    note = forms.CharField(
        label="Lý do chưa xếp loại những đồng chí nêu trên",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OpinionForm(forms.ModelForm):
    """What another body says of a subject; ``kinds`` are those that the reader may record."""

    given_on = DayField(label="Ngày có ý kiến")

    class Meta:
        model = Opinion
        fields = ["kind", "source", "given_on", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]
        self.fields["given_on"].widget.attrs["class"] = "short"
        self.fields["source"].widget.attrs["class"] = "medium"

    def clean_given_on(self):
        """Refuse a day that has not come."""
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày có ý kiến chưa tới.")
        return day


def opinion_kinds(reader, evaluation):
    """Return the kinds of opinions that a reader may record (H21-06, H21-14, H21-16, H21-25)."""
    member = evaluation.subject == Subject.MEMBER
    decides = reader.may_decide_members if member else reader.may_decide_organization
    kinds = []
    if member and (reader.may_record or decides):
        kinds = [*REPORTED_BY, Opinion.Kind.AGENCY]
    base = reader.base_id == evaluation.organization_id
    gathers = reader.may_prepare if base else decides or reader.may_prepare
    if not member and gathers:
        kinds = [Opinion.Kind.RELATED]
    own_committee = member and reader.base_id == evaluation.organization_id
    if (decides and not own_committee) or reader.may_prepare:
        kinds.append(Opinion.Kind.SUGGESTION)
    return kinds


class AnnulForm(ReasonForm):
    """Why a classification is annulled, and from where it is made again (H21-18)."""

    again = forms.ChoiceField(
        label="Làm lại từ bước",
        choices=[
            ("VOTE", "Kiểm điểm, bỏ phiếu"),
            ("DECISION", "Quyết định; kết quả bỏ phiếu giữ nguyên"),
        ],
        widget=forms.RadioSelect,
        initial="VOTE",
    )

    def __init__(self, *args, evaluation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Lý do hủy kết quả xếp loại"
        voted = evaluation.round.guidance == Guidance.HD21_2019 and evaluation.voted_at
        if not voted:
            del self.fields["again"]


class CollectiveForm(forms.Form):
    """Another collective of the organization, by name."""

    body = forms.CharField(
        label="Tên tập thể",
        help_text="Ví dụ: Ban Giám đốc, Ban Chấp hành Công đoàn",
        max_length=200,
    )

    def clean_body(self):
        """Return the tidied name."""
        body = tidy(self.cleaned_data["body"])
        if not body:
            raise forms.ValidationError("Đồng chí ghi tên tập thể.")
        return body
