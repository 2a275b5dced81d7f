"""What the actions share: locks, dates that make sense, periods that do not overlap."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone


def locked(row):
    """Return the row as it is now, locked to the end of the transaction."""
    return type(row).objects.select_for_update().get(pk=row.pk)


def refuse(field, text):
    """Raise the error of a field; ``None`` stands for the form as a whole."""
    raise ValidationError({field: text} if field else text)


def written(day):
    """Return a day as people write it."""
    return f"{day:%d/%m/%Y}"


def check_past(field, day):
    """Refuse a day that has not come yet."""
    if day > timezone.localdate():
        refuse(field, "Ngày này chưa đến. Chỉ ghi việc đã có hiệu lực đến hôm nay.")


def check_lived(field, day, person):
    """Refuse a day on which the person was not born yet."""
    if person.born_on and day <= person.born_on:
        refuse(field, f"Ngày này không thể trước ngày sinh của {person.full_name}.")


def check_standing(field, day, organization):
    """Refuse a day on which the organization did not exist."""
    if organization.founded_on and day < organization.founded_on:
        founded = written(organization.founded_on)
        refuse(field, f"{organization.name} thành lập ngày {founded}; ngày này sớm hơn.")
    if organization.dissolved_on:
        dissolved = written(organization.dissolved_on)
        refuse(field, f"{organization.name} đã giải thể ngày {dissolved}.")


def check_order(field, start, end):
    """Refuse an end before the start; ended on its first day, a period never held."""
    if end < start:
        refuse(field, f"Ngày kết thúc không được trước ngày bắt đầu ({written(start)}).")


def check_span(field, start, end):
    """Refuse a period without a single day."""
    if end is not None and end <= start:
        refuse(field, f"Ngày cuối không được trước ngày đầu ({written(start)}).")


def overlapping(periods, start, end):
    """Return the first of the periods that shares a day with [start, end), or None."""
    found = periods.filter(Q(ended_on=None) | Q(ended_on__gt=start))
    return (found.filter(started_on__lt=end) if end else found).first()


def overlap(period, start, end):
    """Tell whether the period shares a day with [start, end)."""
    begins_before = end is None or period.started_on < end
    return begins_before and (period.ended_on is None or period.ended_on > start)


def check_ending(field, day, period):
    """Refuse to end a period before it began, in the future, or a second time."""
    if period.ended_on and period.ended_on <= timezone.localdate():
        refuse(field, f"Việc này đã kết thúc từ ngày {written(period.ended_on)}.")
    check_order(field, period.started_on, day)
    check_past(field, day)
