"""Rounds: a bloc's year under one guidance."""

from django.db import models

from evaluations.rules.guidance import Adoption, Terms
from evaluations.rules.readings import Readings
from organizations.models import Account, Organization
from registrations.definitions import OWN_FORMS, SHORT_GUIDANCE, WORDS


class Guidance(models.TextChoices):
    """Guidance documents under which a year's forms are written and people evaluated."""

    NEU_GUONG_2017 = "neu_guong_2017", "Đăng ký, cam kết nêu gương (Mẫu 01, 02, 03/ĐKNG)"
    LAM_DONG_2017 = "lam_dong_2017", "Cam kết và đăng ký học tập, làm theo (có chấm quý)"
    CAM_KET_9 = "cam_ket_9", "Bản cam kết tu dưỡng, rèn luyện, phấn đấu (9 mục)"
    HD21_2019 = "hd21_2019", "Kiểm điểm, đánh giá, xếp loại chất lượng (Hướng dẫn 21-HD/BTCTW)"
    HD22_2013 = "hd22_2013", "Kiểm điểm, xếp loại theo quyết định (Hướng dẫn 22-HD/ĐU)"


class RoundQuerySet(models.QuerySet):
    """Rounds, all or those in which forms are written."""

    def with_forms(self):
        """Leave out HD 22, whose self-review has no form in the source (H22-04)."""
        return self.exclude(guidance=Guidance.HD22_2013)


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

    objects = RoundQuerySet.as_manager()

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
    def words(self):
        """What its papers are called and how their steps read."""
        return WORDS[self.guidance]

    @property
    def own_form(self):
        """The form that organizations themselves write; None where the guidance has none."""
        return OWN_FORMS.get(self.guidance)

    @property
    def has_forms(self):
        """Whether people or organizations write forms in it (H22-04)."""
        return self.guidance != Guidance.HD22_2013

    @property
    def for_everybody(self):
        """Whether people who are not members take part too (NG-01, NG-13)."""
        return self.guidance == Guidance.NEU_GUONG_2017

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
