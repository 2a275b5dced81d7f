"""The only place where the head of an agency or unit rates civil servants (H21-05, H21-11)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.models import Opinion
from evaluations.queries import ratings, recorded
from evaluations.recording import LONGEST_TEXT, Saved
from evaluations.rows import row_to_write, write_event
from organizations.vietnamese import tidy_lines

FACT = "civil_level"


@transaction.atomic
def rate(account, evaluation, level, *, before, scope=None):
    """Save a civil servant's rating while it is chosen; nobody rates the own (H21-11)."""
    row = rating_row(account, evaluation, scope)
    fact = recorded.facts_of(row)[FACT]
    value, stored = recorded.fact_value(fact, level), row.facts.get(FACT, "")
    if stored == (value or ""):
        return Saved(stored, conflict=False)
    if stored != before:
        return Saved(stored, conflict=True)
    row.facts = {**row.facts, FACT: value}
    if value is None:
        del row.facts[FACT]
    row.save(update_fields=["facts", "organization"])
    write_event(account, row, "facts", f"{fact.label}: {recorded.shown_fact(fact, value)}")
    return Saved(value or "", conflict=False)


@transaction.atomic
def say(account, evaluation, organization, text, *, before, scope=None):
    """Save what the agency says of a civil servant while it is typed; empty takes it away."""
    row = rating_row(account, evaluation, scope)
    text = tidy_lines(text).strip()
    if len(text) > LONGEST_TEXT:
        raise ValidationError("Nội dung quá dài, tối đa 5.000 ký tự cho một ô.")
    opinion = ratings.opinions_of_agency([row], organization).last()
    stored = opinion.text if opinion else ""
    if stored == text:
        return Saved(stored, conflict=False)
    if stored != before:
        return Saved(stored, conflict=True)
    if not text:
        opinion.delete()
    else:
        opinion = opinion or Opinion(
            evaluation=row, kind=Opinion.Kind.AGENCY, source=ratings.agency_of(organization)
        )
        opinion.text, opinion.given_on = text, timezone.localdate()
        opinion.recorded_by = account
        opinion.save()
    words = f"{Opinion.Kind.AGENCY.label}: {text or 'để trống'}"
    write_event(account, row, "opinion", words)
    return Saved(text, conflict=False)


def rating_row(account, evaluation, scope):
    """Return the evaluation with its row locked, or refuse as other facts do."""
    if account.person_id is not None and evaluation.person_id == account.person_id:
        raise PermissionDenied(ratings.OWN)
    row = row_to_write(evaluation, scope)
    if not row.person.civil_servant:
        raise ValidationError("Đồng chí này không phải cán bộ, công chức, viên chức.")
    if row.level:
        raise ValidationError(ratings.DECIDED)
    return row
