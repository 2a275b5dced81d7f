"""The booklet through the year: quarters and half-years."""

from django.db import models
from django.db.models import Q

from organizations.models import Account
from registrations.models.registrations import Registration


class QuarterMark(models.Model):
    """How a member marks one quarter of the booklet (LD-04), and the group's tally of it."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="quarters")
    quarter = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    marked_at = models.DateTimeField(auto_now=True)
    late = models.BooleanField(default=False)
    tallied_at = models.DateTimeField(null=True)
    tallied_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["quarter"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "quarter"], name="one_mark_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="four_quarters"),
        ]


class HalfYear(models.Model):
    """A member's half-year (LD-05): the group's vote, the cell committee's words.

    Once it is reported the group's part stays as it is.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="halves")
    half = models.PositiveSmallIntegerField()
    group_level = models.CharField(max_length=20, blank=True)
    group_votes = models.PositiveSmallIntegerField(null=True)
    reported_at = models.DateTimeField(null=True)
    strengths = models.TextField("Ưu điểm", blank=True)
    shortcomings = models.TextField("Khuyết điểm, hạn chế", blank=True)
    may_be_role_model = models.BooleanField("Nhân tố tiêu biểu", default=False)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["half"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "half"], name="one_row_a_half"),
            models.CheckConstraint(condition=Q(half__range=(1, 2)), name="two_halves"),
        ]
