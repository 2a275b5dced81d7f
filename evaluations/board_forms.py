"""Forms of the person's panel: the committee's part with the facts, the group's opinion."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from evaluations.facts import GRADE_CHOICES
from evaluations.levels import scale_of
from evaluations.queries import ratings, recorded
from evaluations.queries.board import full_choices
from evaluations.queries.commitments import LABELS
from evaluations.recording import COMMITTEE_FIELDS, GROUP_FIELDS
from registrations.forms import ReasonForm
from registrations.models import Guidance

NOT_YET = ("", "Chưa ghi")
ELSEWHERE = (
    "Đồng chí khác vừa ghi: “{theirs}”. Nội dung của đồng chí vẫn ở ô này; bấm “Lưu” lần nữa để "
    "giữ nội dung này, hoặc sửa lại."
)
WORDS = {
    "praise": ("Biểu dương", "Những điểm cần biểu dương."),
    "reminder": ("Nhắc nhở", "Những điểm cần nhắc nhở, khắc phục."),
}
COMMITMENT_WORDS = {  # CK-04: in words, no levels
    "praise": (LABELS["praise"], "Nội dung đã làm được trong năm."),
    "reminder": (LABELS["reminder"], "Nội dung còn phải khắc phục."),
}


def rule_address(round_, rule):
    """Return where the page "Quy định" shows a rule of the round's guidance."""
    return f"{reverse('guidance', args=[round_.guidance])}?nam={round_.year}#{rule}"


class SavedByValue(forms.Form):
    """A form whose fields are saved one by one against what the window was shown.

    ``befores`` are those texts; the page sends them back.
    """

    def __init__(self, data, stored):
        super().__init__(data, auto_id="danh-gia-%s")
        self.befores = {
            name: data.get(f"before-{name}", "").replace("\r\n", "\n") if data else text
            for name, text in stored.items()
        }

    def changed(self):
        """Return {name: text} of what was typed otherwise than shown."""
        texts = {name: recorded.fact_text(self.cleaned_data.get(name)) for name in self.befores}
        return {name: text for name, text in texts.items() if text != self.befores[name]}

    def tell_conflict(self, name, theirs):
        """Say beside a field what another window has stored; nothing typed is lost."""
        choices = dict(getattr(self.fields[name], "choices", []))
        words = "; ".join(str(choices.get(one, one)) for one in theirs.split(",") if one)
        words = "có" if theirs == "x" else words
        self.add_error(name, ELSEWHERE.format(theirs=words or "để trống"))
        self.befores[name] = theirs


class CommitteeForm(SavedByValue):
    """What the committee writes of a person: expected level, words, the facts of the rules."""

    def __init__(self, scope, evaluation, known, limit, data=None):
        facts = recorded.facts_of(evaluation)
        by_head = ratings.rated_by_head(evaluation, timezone.localdate())
        if by_head or not scope.person.civil_servant:
            facts.pop("civil_level", None)  # else the head of the agency enters it
        levels = scope.classified and scale_of(evaluation.round.guidance, evaluation.subject)
        fields = COMMITTEE_FIELDS if levels else COMMITTEE_FIELDS[1:]
        stored = {name: getattr(evaluation, name) for name in fields}
        stored |= {name: recorded.fact_text(evaluation.facts.get(name)) for name in facts}
        super().__init__(data, stored)
        self.facts = facts
        if levels:
            self.fields["proposed_level"] = proposed_field(evaluation, limit)
        for name, (label, help_text) in words_for(evaluation.round.guidance).items():
            self.fields[name] = long_text(label, help_text)
        for name, fact in facts.items():
            self.fields[name] = fact_field(fact, evaluation.round, known)
        shared = ("proposed_level", "civil_level") if levels else COMMITTEE_FIELDS[1:]
        for name in shared:
            if name in self.fields:
                copy_of = f"{scope.person.pk}-{name}"
                self.fields[name].widget.attrs["data-copy-of"] = copy_of
        self.initial = {name: initial_of(facts.get(name), stored[name]) for name in stored}


def words_for(guidance):
    """Return the labels of the committee's words."""
    return COMMITMENT_WORDS if guidance == Guidance.CAM_KET_9 else WORDS


def initial_of(fact, text):
    """Return what a field shows for a stored text."""
    if fact is None:
        return text
    if fact.kind == "many":
        return text.split(",") if text else []
    if fact.kind == "number":
        return text.replace(".", ",")
    return bool(text) if fact.kind == "flag" else text


def proposed_field(evaluation, limit):
    """Return the choice of the expected level; what is above the ceiling says so."""
    choices = [NOT_YET]
    for level, name in full_choices(evaluation.round.guidance):
        above = recorded.exceeds(evaluation, level, limit)
        choices.append((level, f"{name} (cao hơn mức cao nhất)" if above else name))
    entered = evaluation.round.guidance == Guidance.HD22_2013
    label = "Chi bộ xếp loại" if entered else "Dự kiến mức"
    return forms.ChoiceField(label=label, choices=choices, required=False)


def long_text(label, help_text):
    """Return a field of words."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def fact_field(fact, round_, known):
    """Return the field of a fact, with its rule and what the program knows by itself."""
    common = {"label": fact.label, "required": False, "help_text": help_of(fact, round_, known)}
    if fact.kind == "flag":
        return forms.BooleanField(**common)
    if fact.kind == "many":
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=fact.choices, widget=widget, **common)
    if fact.kind == "choice":
        choices = [("", empty_of(fact, known)), *fact.choices]
        return forms.ChoiceField(choices=choices, **common)
    mode = "numeric" if fact.whole else "decimal"
    attrs = {"class": "tiny", "inputmode": mode, "autocomplete": "off"}
    return forms.CharField(max_length=20, widget=forms.TextInput(attrs=attrs), **common)


def empty_of(fact, known):
    """Return what a choice says that is left empty: for a grade, that of the review."""
    if not fact.paper:
        return "Chưa ghi"
    grade = known.get("grades", {}).get(fact.name.removeprefix("grade_"))
    if grade is None:
        return f"Chưa có trong {fact.paper}"
    return f"Theo {fact.paper}: {GRADE_CHOICES.get(grade, 'không có gì phải khắc phục')}"


def help_of(fact, round_, known):
    """Return a fact's help with its rule as a link."""
    words = fact.help
    if fact.name == "sick_days" and known.get("sick_days"):
        words = f"{words} Đã ghi nghỉ ốm {known['sick_days']} ngày."
    if fact.name == "already_counted" and known.get("disciplines"):
        words = f"Kỷ luật trong năm: {len(known['disciplines'])}."
    link = rule_address(round_, fact.rule)
    return format_html('{} <a class="nowrap" href="{}">{}</a>', words, link, fact.rule)


class GroupForm(SavedByValue):
    """The group's opinion of a person: its level and its text."""

    def __init__(self, scope, evaluation, data=None):
        stored = {name: getattr(evaluation, name) for name in GROUP_FIELDS}
        super().__init__(data, stored)
        choices = [NOT_YET, *full_choices(evaluation.round.guidance)]
        self.fields["group_level"] = forms.ChoiceField(
            label="Tổ đảng đề nghị mức", choices=choices, required=False
        )
        self.fields["group_level"].widget.attrs["data-copy-of"] = f"{scope.person.pk}-group_level"
        self.fields["group_text"] = long_text("Ý kiến của tổ đảng", "")
        self.initial = stored


class UnreviewForm(ReasonForm):
    """Why it is taken back that somebody was reviewed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="bo-kiem-diem-%s", **kwargs)
        self.fields["reason"].label = "Lý do bỏ đánh dấu đã kiểm điểm"
        self.fields["reason"].widget.attrs["rows"] = 2


class TakeBackForm(ReasonForm):
    """Why published words on a commitment are taken back."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="rut-lai-%s", **kwargs)
        self.fields["reason"].label = "Lý do rút lại"
        self.fields["reason"].widget.attrs["rows"] = 2
