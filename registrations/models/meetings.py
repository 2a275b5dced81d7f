"""Comment meetings: who was there, what was said."""

from django.db import models

from organizations.models import Account, Organization, Person
from registrations.models.registrations import Registration
from registrations.models.rounds import Round


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
