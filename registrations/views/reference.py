"""Reference data: the 27 manifestations, the 19 forbidden things, the vague phrases."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from organizations.importing.reading import MAX_BYTES, Unreadable, read_workbook
from organizations.vietnamese import tidy_lines
from registrations import reference_actions, reference_list
from registrations.access import keeps_reference, require_reference_keeper
from registrations.models import ReferenceItem, VaguePhrase
from registrations.reference_forms import (
    ApplyForm,
    ItemForm,
    ListForm,
    PhrasesForm,
    apply_form,
)

CHANGED = "Nội dung vừa được người khác sửa nên chưa ghi gì. Dưới đây là nội dung hiện nay."


def reference(request):
    """Show all reference data to everybody who is signed in."""
    items = list(ReferenceItem.objects.order_by("position", "pk"))
    groups = [
        (kind.label, [item for item in items if item.kind == kind]) for kind in ReferenceItem.Kind
    ]
    context = {
        "groups": groups,
        "summaries": [item for item in items if item.summary],
        "phrases": VaguePhrase.objects.all(),
        "keeps": keeps_reference(request.user),
    }
    return render(request, "registrations/reference.html", context)


def reference_edit(request, pk):
    """Change one item."""
    require_reference_keeper(request.user)
    item = ReferenceItem.objects.filter(pk=pk).first()
    if item is None:
        raise Http404
    form, lost = ItemForm(request.POST or None, instance=item), []
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            reference_actions.edit_item(
                request.user,
                pk,
                wording=values["wording"],
                guide=values["guide"],
                summary=values["standing"] == "summary",
                before=values["before"],
                before_guide=tidy_lines(values["before_guide"]),
            )
        except reference_actions.Changed:
            messages.warning(request, CHANGED)
            item.refresh_from_db()
            lost = [(form.fields[name].label, values[name]) for name in ("wording", "guide")]
            form = ItemForm(instance=item)
        else:
            messages.success(request, f"Đã lưu mục {item.code}.")
            return redirect("reference")
    context = {"form": form, "item": item, "lost": [pair for pair in lost if pair[1]]}
    return render(request, "registrations/reference_edit.html", context)


def reference_import(request):
    """Read a workbook with the wording and show what would change."""
    require_reference_keeper(request.user)
    form = ListForm(request.POST or None, request.FILES or None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        pairs = try_to_read(form)
        if pairs is not None:
            standing = form.cleaned_data["standing"]
            found = reference_list.preview(pairs, summary=standing == "summary")
            expected = reference_actions.expected_of(found)
            context |= {"preview": found, "apply_form": apply_form(pairs, standing, expected)}
    return render(request, "registrations/reference_import.html", context)


def try_to_read(form):
    """Return the rows of the uploaded list; None with the reason in the form."""
    file = form.cleaned_data["file"]
    try:
        if file.size > MAX_BYTES:
            raise Unreadable("too_big")
        return reference_list.read_pairs(read_workbook(file.read()))
    except Unreadable as unreadable:
        form.add_error("file", str(unreadable))
        return None


@require_POST
def reference_apply(request):
    """Write what a preview showed, if it still holds; all of it or nothing."""
    require_reference_keeper(request.user)
    form = ApplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Danh sách gửi lên không đúng. Đồng chí tải tệp lên lần nữa.")
        return redirect("reference_import")
    values = form.cleaned_data
    try:
        changed = reference_actions.import_items(
            request.user,
            values["pairs"],
            summary=values["standing"] == "summary",
            expected=values["expected"],
        )
    except reference_actions.Changed:
        messages.warning(request, "Nội dung đã có người sửa từ lúc xem trước, nên chưa ghi gì.")
        return redirect("reference_import")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("reference_import")
    messages.success(request, f"Đã ghi nội dung của {changed} mục.")
    return redirect("reference")


def reference_phrases(request):
    """Change the vague phrases."""
    require_reference_keeper(request.user)
    form, lost = phrases_form(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            reference_actions.edit_phrases(request.user, values["phrases"], before=values["before"])
        except reference_actions.Changed:
            messages.warning(request, CHANGED)
            lost = [(form.fields["phrases"].label, "\n".join(values["phrases"]))]
            form = phrases_form()
        else:
            messages.success(request, "Đã lưu danh sách cụm từ.")
            return redirect("reference")
    context = {"form": form, "lost": lost}
    return render(request, "registrations/reference_phrases.html", context)


def phrases_form(posted=None):
    """Return the form of the vague phrases, filled with those kept now."""
    kept = list(VaguePhrase.objects.values_list("phrase", flat=True))
    return PhrasesForm(posted, initial={"phrases": "\n".join(kept), "before": kept})


urlpatterns = [
    path("danh-muc/", reference, name="reference"),
    path("danh-muc/<int:pk>/sua/", reference_edit, name="reference_edit"),
    path("danh-muc/nhap/", reference_import, name="reference_import"),
    path("danh-muc/nhap/ap-dung/", reference_apply, name="reference_apply"),
    path("danh-muc/cum-tu/", reference_phrases, name="reference_phrases"),
]
