"""Ways to sign in, and the log of what was done."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from organizations.models.people import Person
from organizations.models.tree import Organization


class AccountManager(BaseUserManager):
    def get_queryset(self):
        """Bring the person along: every page names who is signed in."""
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username):
        return self.get(username=username.strip().lower())


class Account(AbstractBaseUser):
    """A way to sign in; belongs to one person, or to a system administrator."""

    username = models.CharField(
        "Tên đăng nhập",
        max_length=60,
        unique=True,
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="account"
    )
    administrator = models.BooleanField("Quản trị hệ thống", default=False)
    is_active = models.BooleanField("Đang hoạt động", default=True)
    must_change_password = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(administrator=True, person=None)
                | Q(administrator=False, person__isnull=False),
                name="an_account_has_a_person_or_administers",
            )
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        """Whose account it is, as pages and logs name it."""
        return self.person.full_name if self.person else "Quản trị hệ thống"


class LogEntry(models.Model):
    """One line of the audit log: who did what to whom; never edited, never the content."""

    at = models.DateTimeField("Lúc", auto_now_add=True, db_index=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    actor = models.CharField("Người thực hiện", max_length=200)
    verb = models.CharField("Việc", max_length=40, db_index=True)
    text = models.CharField("Nội dung", max_length=500)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
