"""Uploaded lists of people, row by row."""

from django.db import models

from organizations.models.accounts import Account
from organizations.models.people import Person
from organizations.models.tree import Organization


class ImportBatch(models.Model):
    """An uploaded list of people: its file, what was recognised, what came of it."""

    class Step(models.TextChoices):
        READ = "READ", "Đã đọc, chờ áp dụng"
        APPLIED = "APPLIED", "Đã áp dụng"

    bloc = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    file = models.FileField(upload_to="imports/%Y")
    file_name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    layout = models.JSONField(default=list)
    convert_legacy = models.BooleanField(default=False)
    step = models.CharField(max_length=10, choices=Step, default=Step.READ)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]


class ImportRow(models.Model):
    """A row of the uploaded list that names a person, and what becomes of it."""

    class Outcome(models.TextChoices):
        NEW = "NEW", "Thêm mới"
        CHANGED = "CHANGED", "Thay đổi"
        UNCHANGED = "UNCHANGED", "Không đổi"
        REJECTED = "REJECTED", "Không nhận"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    base = models.CharField(max_length=200)
    cell = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=Outcome)
    problem = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=12, blank=True)
    values = models.JSONField()
    changes = models.JSONField(default=list)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["batch", "outcome", "id"])]
