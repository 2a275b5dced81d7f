"""Registrations with their versions and answers, history, and what stands beside them."""

from django.db import models
from django.db.models import Q

from organizations.models import Account, Organization, Person
from registrations.definitions import FORMS, WORDS, Code
from registrations.models.rounds import Round

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
    def words(self):
        """What the papers of its guidance are called and how their steps read."""
        return WORDS[self.definition.guidance]

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
