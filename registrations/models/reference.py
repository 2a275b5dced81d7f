"""Reference data of an installation."""

from django.db import models


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
