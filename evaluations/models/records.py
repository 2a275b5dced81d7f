"""What a round says of each person, organization, collective and head."""

from django.db import models
from django.db.models import Q

from organizations.models import Account, Organization, Person
from registrations.models import Round


class Subject(models.TextChoices):
    """What is evaluated and classified."""

    MEMBER = "MEMBER", "Cá nhân"
    ORGANIZATION = "ORGANIZATION", "Tổ chức đảng"
    COLLECTIVE = "COLLECTIVE", "Tập thể lãnh đạo, quản lý"
    LEADER = "LEADER", "Cán bộ lãnh đạo, quản lý"


class Evaluation(models.Model):
    """One subject's evaluation in a round, from the own assessment to the level in force.

    ``organization`` is the cell of a member (a non-member in the NG course too), the
    organization itself, or the one that a collective or leader leads; ``body`` names the
    collective ("Ban Chấp hành") or the leader's post. Rows are made when something is first
    recorded: who is in scope is asked of the tree (``queries.scope``).

    Levels are words of the guidance's scale. ``facts`` holds what the rules ask by their own
    names (``facts.FACTS``). ``outcome`` is the closed vote's verdict with its numbers and
    reasons, ``head`` what papers say of the subject: both are frozen, reprints read them.
    ``chosen_level`` and ``chosen_votes`` are what the deciding body has in hand until it
    decides; ``cap_reason`` is why it went beyond the cap (I-5, WARN).
    An annulled row stays (H21-18); the next ``attempt`` takes its place.
    """

    class Review(models.TextChoices):
        CONFIRMED = "CONFIRMED", "Công nhận"
        REFUSED = "REFUSED", "Không công nhận"

    round = models.ForeignKey(Round, models.PROTECT, related_name="evaluations")
    subject = models.CharField(max_length=12, choices=Subject)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="evaluations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="evaluations")
    body = models.CharField("Tập thể, chức vụ", max_length=200, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    facts = models.JSONField(default=dict)

    self_level = models.CharField("Tự xếp mức", max_length=30, blank=True)
    self_text = models.TextField("Tự đánh giá", blank=True)
    self_at = models.DateTimeField(null=True)
    group_level = models.CharField("Tổ đảng đề nghị mức", max_length=30, blank=True)
    group_text = models.TextField("Ý kiến của tổ đảng", blank=True)
    group_at = models.DateTimeField(null=True)
    proposed_level = models.CharField("Cấp ủy dự kiến mức", max_length=30, blank=True)
    praise = models.TextField("Biểu dương", blank=True)
    reminder = models.TextField("Nhắc nhở", blank=True)
    proposed_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)

    voted_level = models.CharField(max_length=30, blank=True)
    voted_at = models.DateTimeField(null=True)
    outcome = models.JSONField(null=True)
    reported_at = models.DateTimeField(null=True)
    chosen_level = models.CharField("Mức đang chọn", max_length=30, blank=True)
    chosen_votes = models.PositiveIntegerField("Số phiếu của cấp quyết định", null=True)
    level = models.CharField("Mức chất lượng", max_length=30, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_as = models.CharField(max_length=200, blank=True)
    decision_number = models.CharField("Số quyết định", max_length=100, blank=True)
    decided_on = models.DateField("Ngày quyết định", null=True)
    decision_reason = models.TextField("Lý do", blank=True)
    cap_reason = models.TextField("Lý do vượt mức trần", blank=True)
    published_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    superior = models.CharField(max_length=10, choices=Review, blank=True)
    superior_at = models.DateTimeField(null=True)
    superior_as = models.CharField(max_length=200, blank=True)
    superior_reason = models.TextField(blank=True)

    head = models.JSONField(null=True)
    annulled_at = models.DateTimeField(null=True)
    annulled_as = models.CharField(max_length=200, blank=True)
    annulled_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["organization", "person__sort_key", "person_id", "attempt"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "subject", "organization", "person", "body"],
                condition=Q(annulled_at=None, person__isnull=False),
                name="one_evaluation_a_person",
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(annulled_at=None, subject=Subject.MEMBER),
                name="one_member_rating_a_round",
            ),
            models.UniqueConstraint(
                fields=["round", "subject", "organization", "body"],
                condition=Q(annulled_at=None, person=None),
                name="one_evaluation_a_body",
            ),
            models.CheckConstraint(
                condition=Q(subject__in=(Subject.MEMBER, Subject.LEADER), person__isnull=False)
                | Q(subject__in=(Subject.ORGANIZATION, Subject.COLLECTIVE), person=None),
                name="persons_and_bodies",
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(decided_at__isnull=False), name="decided_has_a_time"
            ),
        ]

    def __str__(self):
        return self.body if self.subject == Subject.COLLECTIVE else str(self.who)

    @property
    def who(self):
        """The person, or the organization."""
        return self.person or self.organization


class EvaluationEvent(models.Model):
    """One act on an evaluation: who, in which position then, when, what, why."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    actor = models.CharField(max_length=200)
    verb = models.CharField(max_length=20)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]


class Opinion(models.Model):
    """What another body says of a subject before it is decided (H21-06, H21-14, H21-16, H21-25)."""

    class Kind(models.TextChoices):
        OLD_CELL = "OLD_CELL", "Chi bộ nơi chuyển đi"
        TEMPORARY_CELL = "TEMPORARY_CELL", "Chi bộ nơi sinh hoạt tạm thời"
        RESIDENCE = "RESIDENCE", "Cấp ủy nơi cư trú"
        AGENCY = "AGENCY", "Thủ trưởng cơ quan, đơn vị"
        RELATED = "RELATED", "Cơ quan liên quan"
        SUGGESTION = "SUGGESTION", "Cấp trên gợi ý kiểm điểm"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="opinions")
    kind = models.CharField("Của ai", max_length=20, choices=Kind)
    source = models.CharField("Tên cơ quan, tổ chức", max_length=200)
    given_on = models.DateField("Ngày có ý kiến")
    text = models.TextField("Nội dung")
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["given_on", "id"]


class RoleModel(models.Model):
    """A role model of one, three or five years (LD-07, LD-08), confirmed or refused above."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="role_models")
    years = models.PositiveSmallIntegerField(default=1)
    votes = models.PositiveIntegerField()
    chosen_at = models.DateTimeField(auto_now_add=True)
    superior = models.CharField(max_length=10, choices=Evaluation.Review, blank=True)
    superior_at = models.DateTimeField(null=True)
    superior_as = models.CharField(max_length=200, blank=True)
    superior_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "years"], name="one_role_model_a_period"),
            models.CheckConstraint(condition=Q(years__in=(1, 3, 5)), name="one_three_five_years"),
        ]
