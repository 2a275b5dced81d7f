"""What is issued of a year's results: postings, reports to the level above."""

from django.db import models

from organizations.models import Account, Organization
from registrations.models import Round


class YearPaper(models.Model):
    """A posting of results (E06), a year's or half-year's report (E07) as it was issued.

    ``content`` holds all that the paper says, names and figures of then: a reprint reads
    nothing else.
    """

    class Kind(models.TextChoices):
        POSTING = "POSTING", "Thông báo công khai kết quả"
        REPORT = "REPORT", "Báo cáo kết quả năm"
        HALF_YEAR = "HALF_YEAR", "Báo cáo kết quả 6 tháng đầu năm"

    round = models.ForeignKey(Round, models.PROTECT, related_name="year_papers")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="year_papers")
    kind = models.CharField(max_length=10, choices=Kind)
    content = models.JSONField()
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    issued_as = models.CharField(max_length=200)

    class Meta:
        ordering = ["-issued_at", "-id"]
