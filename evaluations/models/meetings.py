"""Meetings: the roll, the questions put to the vote, what two tellers counted."""

from django.db import models
from django.db.models import F, Q

from evaluations.models.records import Evaluation
from organizations.models import Account, Organization, Person
from registrations.models import Round


class Meeting(models.Model):
    """A meeting that reviews and votes; once finished nothing in it changes.

    ``head`` is what its papers say of the organization, frozen when the first vote opens.
    ``deputy`` chairs while the head is reviewed (H22-03).
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="evaluation_meetings")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="evaluation_meetings"
    )
    held_at = models.DateTimeField("Thời gian")
    place = models.CharField("Địa điểm", max_length=200)
    chair = models.CharField("Chủ trì", max_length=200)
    deputy = models.CharField("Chủ trì khi kiểm điểm người đứng đầu", max_length=200, blank=True)
    clerk = models.CharField("Người ghi biên bản", max_length=200)
    agenda = models.TextField("Chương trình", blank=True)
    draft_sent_on = models.DateField("Ngày gửi dự thảo báo cáo", null=True, blank=True)
    course = models.TextField("Diễn biến", blank=True)
    conclusion = models.TextField("Kết luận", blank=True)
    head = models.JSONField(null=True)
    called_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-held_at", "-id"]


class RollEntry(models.Model):
    """Somebody called to a meeting, with name and post of that day.

    ``votes``: belongs to the roll; others speak. A correction made before voting opens keeps
    its reason in ``change``; somebody struck off stays as ``struck``.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="roll")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=100)
    post = models.CharField(max_length=200, blank=True)
    group = models.CharField(max_length=200, blank=True)
    votes = models.BooleanField(default=True)
    struck = models.BooleanField(default=False)
    change = models.CharField(max_length=300, blank=True)
    present = models.BooleanField(default=False)
    arrived_at = models.TimeField(null=True)
    left_at = models.TimeField(null=True)
    absence = models.CharField("Lý do vắng", max_length=200, blank=True)
    teller = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["-votes", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="on_a_roll_once"),
            models.UniqueConstraint(fields=["meeting", "teller"], name="one_teller_a_number"),
        ]


class Question(models.Model):
    """One question put to a meeting's vote, on one or more subjects.

    Opening freezes the roll's size and who was present; closing is final. A vote found wrong
    is annulled with a reason and put again as a new question; the old one stays.
    """

    class Kind(models.TextChoices):
        LEVEL = "LEVEL", "Xếp loại chất lượng"
        ROLE_MODEL = "ROLE_MODEL", "Bình chọn gương điển hình tiêu biểu"

    class Method(models.TextChoices):
        OPEN = "OPEN", "Biểu quyết công khai, mỗi người chọn một mức"
        BY_LEVEL = "BY_LEVEL", "Biểu quyết công khai từng mức"
        PAPER = "PAPER", "Bỏ phiếu kín bằng phiếu giấy"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="questions")
    kind = models.CharField("Nội dung", max_length=12, choices=Kind, default=Kind.LEVEL)
    years = models.PositiveSmallIntegerField(null=True)
    method = models.CharField("Hình thức", max_length=10, choices=Method)
    title = models.CharField("Tên nội dung", max_length=200)
    opened_at = models.DateTimeField(null=True)
    roll_size = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    difference_note = models.TextField("Ghi chú về chỗ hai bên khác nhau", blank=True)
    verdict = models.JSONField(null=True)
    annulled_at = models.DateTimeField(null=True)
    annulled_as = models.CharField(max_length=200, blank=True)
    annulled_reason = models.TextField(blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="opened_then_closed"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None)
                | Q(roll_size__isnull=False, present__lte=F("roll_size")),
                name="opened_with_a_roll",
            ),
        ]


class QuestionSubject(models.Model):
    """One subject of a question, with name and post then; ``verdict`` is frozen at closing."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="subjects")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="votes")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(null=True)
    verdict = models.JSONField(null=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "evaluation"], name="a_subject_once_a_question"
            )
        ]


class Sheet(models.Model):
    """A teller's count of a question, entered without seeing the other's.

    An open vote has one sheet (number 1) of whoever runs the meeting. ``invalid`` maps a
    ground to a number of ballots.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    issued = models.PositiveIntegerField(null=True)
    collected = models.PositiveIntegerField(null=True)
    unused = models.PositiveIntegerField(null=True)
    spoiled = models.PositiveIntegerField(null=True)
    invalid = models.JSONField(default=dict)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_sheet_a_number"),
            models.UniqueConstraint(fields=["question", "account"], name="one_sheet_a_teller"),
        ]


class SheetRow(models.Model):
    """What a sheet says of one subject: {level: votes}, and marks that are not valid for it."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows")
    subject = models.ForeignKey(QuestionSubject, models.CASCADE, related_name="rows")
    counts = models.JSONField(default=dict)
    invalid = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "subject"], name="one_row_a_subject")
        ]
