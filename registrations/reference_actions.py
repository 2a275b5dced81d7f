"""The only place that changes reference data: one transaction each, with its history."""

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations import history
from organizations.vietnamese import tidy_lines
from registrations import reference_list
from registrations.models import ReferenceItem, VaguePhrase

SHOWN = 150  # letters of a wording in the log


class Changed(Exception):
    """Somebody else has changed it since it was shown; nothing was written."""


@transaction.atomic
def edit_item(account, item_pk, *, wording, guide, summary, before, before_guide=None):
    """Change one item; raise ``Changed`` where its wording or its guide is no longer as before."""
    item = ReferenceItem.objects.select_for_update().get(pk=item_pk)
    if item.wording != before or before_guide not in (None, tidy_lines(item.guide)):
        raise Changed
    old, item.guide = state_text(item), guide
    item.wording, item.summary = wording, summary
    item.save()
    write_history(account, item, old)


@transaction.atomic
def import_items(account, pairs, *, summary, expected):
    """Take over the wording of a list, all of it or nothing; return how many changed.

    ``expected`` is {code: wording kept} as the preview showed it: ``Changed`` where that no
    longer holds. Raises ValidationError where the list cannot be taken.
    """
    list(ReferenceItem.objects.select_for_update().order_by("pk"))
    found = reference_list.preview(pairs, summary=summary)
    if found.problems:
        raise ValidationError(found.problems)
    if expected != expected_of(found):
        raise Changed
    for change in found.changes:
        old = state_text(change.item)
        change.item.wording, change.item.summary = change.wording, change.summary
        change.item.save()
        write_history(account, change.item, old)
    return len(found.changes)


def expected_of(preview):
    """Return what a preview says is kept now of everything that would change."""
    return {change.item.code: change.item.wording for change in preview.changes}


def write_history(account, item, old):
    """Write what an item said and says."""
    text = f"Sửa mục {item.code} ({item.get_kind_display()}): {old} → {state_text(item)}"
    history.record(account, "edit_reference", text)


def state_text(item):
    """Return what an item says and whether officially, as short as the log needs it."""
    wording = item.wording if len(item.wording) <= SHOWN else f"{item.wording[:SHOWN]}…"
    return f"“{wording}” ({'tóm tắt' if item.summary else 'nguyên văn'})"


@transaction.atomic
def edit_phrases(account, phrases, *, before):
    """Replace the vague phrases; raise ``Changed`` where they are no longer ``before``."""
    kept = list(VaguePhrase.objects.select_for_update().order_by("pk"))
    old = {one.phrase for one in kept}
    if old != set(before):
        raise Changed
    added, removed = sorted(set(phrases) - old), sorted(old - set(phrases))
    if not added and not removed:
        return
    VaguePhrase.objects.filter(phrase__in=removed).delete()
    VaguePhrase.objects.bulk_create(VaguePhrase(phrase=one) for one in added)
    parts = [
        f"{word} {'; '.join(f'“{one}”' for one in found)}"
        for word, found in (("thêm", added), ("bỏ", removed))
        if found
    ]
    history.record(account, "edit_phrases", f"Sửa danh sách cụm từ chung chung: {', '.join(parts)}")
