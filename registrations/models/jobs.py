"""What runs by itself: reminders sent, printing in the background."""

from django.db import models

from organizations.models import Account, Organization
from registrations.models.rounds import Round


class Reminder(models.Model):
    """That an account was reminded on a day: one digest a person and day."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="reminders")
    day = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "day"], name="one_reminder_a_day")
        ]


class PrintJob(models.Model):
    """Printing of many forms in the background: how far it is, and the file for a day.

    ``unconfirmed``: with what waits for confirmation, for readers in the cell.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "Đang chờ"
        RUNNING = "RUNNING", "Đang in"
        DONE = "DONE", "Đã xong"
        CANCELLED = "CANCELLED", "Đã hủy"
        FAILED = "FAILED", "Không in được"

    class Kind(models.TextChoices):
        PDF = "PDF", "Một tệp PDF"
        ZIP = "ZIP", "Nhiều tệp PDF trong một tệp ZIP"

    account = models.ForeignKey(Account, models.CASCADE, related_name="print_jobs")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=3, choices=Kind, default=Kind.PDF)
    unconfirmed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    alive_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=100, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
