"""The year opens: rounds, registrations with their versions and answers, history."""

from django.db import models
from django.db.models import Q

from organizations.models import Account, Organization, Person


class Guidance(models.TextChoices):
    """Guidance documents under which registrations are made."""

    CAM_KET_9 = "cam_ket_9", "Bản cam kết tu dưỡng, rèn luyện, phấn đấu (9 mục)"


class Round(models.Model):
    """A bloc's registration round for one year under one guidance."""

    bloc = models.ForeignKey(Organization, models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField("Năm")
    guidance = models.CharField("Văn bản hướng dẫn", max_length=30, choices=Guidance)
    party_congress = models.CharField("Đại hội của Đảng, khóa", max_length=10, default="XIII")
    provincial_congress = models.CharField(
        "Đại hội của Đảng bộ tỉnh, khóa", max_length=10, default="XIV"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-year", "guidance"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "year", "guidance"],
                name="one_round_a_year_and_guidance",
                violation_error_message="Đợt của năm này đã được mở.",
            )
        ]

    def __str__(self):
        return f"{self.get_guidance_display()} năm {self.year}"


class Step(models.TextChoices):
    """Where a registration stands (workflows.md, Registration)."""

    DRAFT = "DRAFT", "Đang viết"
    SUBMITTED = "SUBMITTED", "Đã nộp, chờ xác nhận"
    RETURNED = "RETURNED", "Trả lại để bổ sung"
    CONFIRMED = "CONFIRMED", "Đã xác nhận"


class Registration(models.Model):
    """One version of a person's registration in a round; confirmed ones are never edited.

    ``signed`` is what the paper's head says, frozen when the person submits, together with
    who confirmed it; reprints read it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="registrations")
    version = models.PositiveSmallIntegerField(default=1)
    step = models.CharField(max_length=10, choices=Step, default=Step.DRAFT)
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    signed = models.JSONField(null=True)
    code = models.CharField(max_length=16, unique=True)

    class Meta:
        ordering = ["-round__year", "person__sort_key", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "version"], name="one_row_a_version"
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=~Q(step=Step.CONFIRMED),
                name="one_version_in_work",
            ),
            models.CheckConstraint(
                condition=Q(step__in=(Step.DRAFT, Step.RETURNED)) | Q(submitted_at__isnull=False),
                name="submitted_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(step=Step.CONFIRMED)
                | (Q(confirmed_at__isnull=False) & Q(signed__isnull=False)),
                name="confirmed_is_frozen",
            ),
        ]

    @property
    def supplement(self):
        """Which supplement this version is; 0 for the first version."""
        return self.version - 1


class Answer(models.Model):
    """The text of one field.

    Its revision grows with each save and ``writer`` names the window that saved it, so that
    two windows notice each other while a repeated save of one window passes.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    field = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    writer = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "field"], name="one_answer_a_field")
        ]


class RegistrationEvent(models.Model):
    """One move of a registration: who, in which position then, when, why."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    actor = models.CharField(max_length=200)
    verb = models.CharField(max_length=20)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]


class Shortcomings(models.Model):
    """Shortcomings that the evaluation of a year recorded about a person (CK-01)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="shortcomings")
    year = models.PositiveSmallIntegerField("Năm")
    text = models.TextField("Khuyết điểm, hạn chế")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "year"], name="one_record_a_year")]
