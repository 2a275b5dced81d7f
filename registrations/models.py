"""The year opens: rounds, registrations with their versions and answers, history."""

from django.db import models
from django.db.models import Q

from evaluations.rules.guidance import Adoption, Terms
from evaluations.rules.readings import Readings
from organizations.models import Account, Organization, Person
from registrations.definitions import FORMS, SHORT_GUIDANCE, Code


class Guidance(models.TextChoices):
    """Guidance documents under which a year's forms are written and people evaluated."""

    NEU_GUONG_2017 = "neu_guong_2017", "Đăng ký, cam kết nêu gương (Mẫu 01, 02, 03/ĐKNG)"
    LAM_DONG_2017 = "lam_dong_2017", "Cam kết và đăng ký học tập, làm theo (có chấm quý)"
    CAM_KET_9 = "cam_ket_9", "Bản cam kết tu dưỡng, rèn luyện, phấn đấu (9 mục)"
    HD21_2019 = "hd21_2019", "Kiểm điểm, đánh giá, xếp loại chất lượng (Hướng dẫn 21-HD/BTCTW)"


class Round(models.Model):
    """A bloc's round for one year under one guidance.

    Outside the guidance's own years it names the bloc's document that adopts it; while
    ``closed_at`` is set nothing in it changes. ``readings`` are those of rules.md that the
    bloc reads otherwise than by default; ``score_sheet`` is the most that each of the nine
    items of form 01 may earn (NG-07), even where it is empty; ``review_due`` is the bloc's
    own last day for self-reviews, which HD 21 leaves open.
    """

    bloc = models.ForeignKey(Organization, models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField("Năm")
    guidance = models.CharField("Văn bản hướng dẫn", max_length=30, choices=Guidance)
    party_congress = models.CharField("Đại hội của Đảng, khóa", max_length=10, default="XIII")
    provincial_congress = models.CharField(
        "Đại hội của Đảng bộ tỉnh, khóa", max_length=10, default="XIV"
    )
    adoption_number = models.CharField("Văn bản cho áp dụng", max_length=100, blank=True)
    adoption_signed_on = models.DateField("Ngày ký", null=True, blank=True)
    adoption_signed_by = models.CharField("Cơ quan, người ký", max_length=200, blank=True)
    review_due = models.DateField("Hạn nộp bản tự kiểm điểm", null=True, blank=True)
    readings = models.JSONField("Cách hiểu chỗ văn bản bỏ ngỏ", default=dict, blank=True)
    score_sheet = models.JSONField("Thang điểm chín nội dung", default=list, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

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

    @property
    def short(self):
        """The guidance in two or three words, where rounds of one year stand side by side."""
        return SHORT_GUIDANCE[self.guidance]

    @property
    def terms(self):
        """The terms on which the rules apply: the readings, and the bloc's adoption if any."""
        readings = Readings(**self.readings)
        if not self.adoption_number:
            return Terms(readings=readings)
        return Terms(
            readings=readings,
            adoption=Adoption(
                number=self.adoption_number,
                signed_on=self.adoption_signed_on,
                signed_by=self.adoption_signed_by,
                first_year=self.year,
                last_year=self.year,
            ),
        )


BODY_FORMS = (Code.F01, Code.E01)


class Step(models.TextChoices):
    """Where a registration stands (workflows.md, Registration)."""

    DRAFT = "DRAFT", "Đang viết"
    COMMENTED = "COMMENTED", "Đã qua hội nghị góp ý"
    SUBMITTED = "SUBMITTED", "Đã nộp, chờ xác nhận"
    RETURNED = "RETURNED", "Trả lại để bổ sung"
    CONFIRMED = "CONFIRMED", "Đã xác nhận"


class Registration(models.Model):
    """One version of a registration in a round; confirmed ones are never edited.

    It is a person's, or without a person that of the ``organization`` itself
    (F01, E01).
    ``signed`` is what the paper's head says, frozen when the person submits, together with
    who confirmed it; reprints read it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="registrations")
    form = models.CharField(max_length=3, choices=Code, default=Code.F05)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="registrations")
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
            models.UniqueConstraint(
                fields=["round", "organization", "version"],
                condition=Q(person=None),
                name="one_organization_row_a_version",
            ),
            models.UniqueConstraint(
                fields=["round", "organization"],
                condition=Q(person=None) & ~Q(step=Step.CONFIRMED),
                name="one_organization_version_in_work",
            ),
            models.CheckConstraint(
                condition=Q(person=None, form__in=BODY_FORMS)
                | (Q(person__isnull=False) & ~Q(form__in=BODY_FORMS)),
                name="organizations_have_forms_of_their_own",
            ),
            models.CheckConstraint(
                condition=Q(step__in=(Step.DRAFT, Step.COMMENTED, Step.RETURNED))
                | Q(submitted_at__isnull=False),
                name="submitted_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(step=Step.CONFIRMED)
                | (Q(confirmed_at__isnull=False) & Q(signed__isnull=False)),
                name="confirmed_is_frozen",
            ),
        ]

    @property
    def definition(self):
        """The form that is filled in."""
        return FORMS[self.form]

    @property
    def subject(self):
        """Whose it is: the person, or the organization itself."""
        return self.person or self.organization

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


class FormChoice(models.Model):
    """A base organization's decision that its non-members use form 02 instead of 03 (NG-01)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="form_choices")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organization"], name="one_choice_a_base")
        ]


class CommentMeeting(models.Model):
    """A meeting at which registrations are commented before they are handed in (NG-06)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="meetings")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="meetings")
    held_at = models.DateTimeField("Thời gian")
    place = models.CharField("Địa điểm", max_length=200)
    chair = models.CharField("Chủ trì", max_length=200)
    clerk = models.CharField("Người ghi biên bản", max_length=200)
    course = models.TextField("Diễn biến", blank=True)
    conclusion = models.TextField("Kết luận", blank=True)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-held_at", "-id"]


class Attendance(models.Model):
    """Somebody called to a comment meeting; guests speak without being of the roll."""

    meeting = models.ForeignKey(CommentMeeting, models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=100)
    capacity = models.CharField(max_length=200, blank=True)
    guest = models.BooleanField(default=False)
    present = models.BooleanField(default=True)

    class Meta:
        ordering = ["guest", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="called_once_to_a_meeting")
        ]


class Comment(models.Model):
    """What a comment meeting said of one registration."""

    meeting = models.ForeignKey(CommentMeeting, models.CASCADE, related_name="comments")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="comments")
    text = models.TextField("Ý kiến góp ý", blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "registration"], name="one_comment_a_registration"
            )
        ]


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


class ReferenceItem(models.Model):
    """Wording of the 27 manifestations and the 19 forbidden things, kept by the installation.

    ``summary``: only a short heading is known; it is never printed as the official wording.
    """

    class Kind(models.TextChoices):
        MANIFESTATION = "MANIFESTATION", "27 biểu hiện"
        FORBIDDEN = "FORBIDDEN", "19 điều đảng viên không được làm"

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField("Mã", max_length=10)
    position = models.PositiveSmallIntegerField()
    wording = models.TextField("Nội dung")
    guide = models.TextField("Hướng dẫn", blank=True)
    summary = models.BooleanField("Tóm tắt", default=True)

    class Meta:
        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="one_reference_item_a_code")
        ]

    @property
    def shown(self):
        """The wording as people read it; a short heading says that it is one."""
        return f"{self.wording} (tóm tắt)" if self.summary else self.wording


class VaguePhrase(models.Model):
    """Wording that says nothing measurable, for the gentle warnings of LD-03."""

    phrase = models.CharField("Cụm từ", max_length=100, unique=True)

    class Meta:
        ordering = ["phrase"]


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
