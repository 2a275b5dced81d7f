"""People, where they belong, what they hold and what state they are in.

Periods are half-open: ``started_on`` is the first day, ``ended_on`` the first day on
which it no longer holds; an open end is null.
"""

from django.db import models
from django.db.models import F, Q

from organizations.fields import KeyField, TidyCharField
from organizations.models.tree import Kind, Organization
from organizations.vietnamese import person_sort_key, search_key


class Person(models.Model):
    """A member, or an employee of the agency who is not a member."""

    class Gender(models.TextChoices):
        MALE = "M", "Nam"
        FEMALE = "F", "Nữ"

    class Membership(models.TextChoices):
        FULL = "FULL", "Đảng viên chính thức"
        PROBATIONARY = "PROBATIONARY", "Đảng viên dự bị"
        NON_MEMBER = "NON_MEMBER", "Quần chúng"

    full_name = TidyCharField("Họ và tên", max_length=100)
    gender = models.CharField("Giới tính", max_length=1, choices=Gender, blank=True)
    born_on = models.DateField("Ngày sinh", null=True, blank=True)
    birth_year_only = models.BooleanField("Chỉ biết năm sinh", default=False)
    card_number = models.CharField(
        "Số thẻ đảng viên",
        max_length=20,
        null=True,
        blank=True,
        unique=True,
        error_messages={"unique": "Số thẻ này đã có trong danh sách."},
    )
    admitted_on = models.DateField("Ngày vào Đảng", null=True, blank=True)
    official_on = models.DateField("Ngày chính thức", null=True, blank=True)
    civil_servant = models.BooleanField("Công chức, viên chức", default=False)
    workplace = models.CharField("Đơn vị công tác", max_length=200, blank=True)
    government_post = models.CharField("Chức vụ chính quyền", max_length=200, blank=True)
    email = models.EmailField("Thư điện tử", blank=True)
    note = models.CharField("Ghi chú", max_length=300, blank=True)
    sort_key = KeyField(max_length=500, of="full_name", make=person_sort_key, db_index=True)
    search_key = KeyField(max_length=100, of="full_name", make=search_key, db_index=True)

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = "đảng viên, quần chúng"
        constraints = [
            models.CheckConstraint(
                condition=Q(official_on=None)
                | (Q(admitted_on__isnull=False) & Q(official_on__gt=F("admitted_on"))),
                name="official_after_admission",
                violation_error_message="Ngày chính thức phải sau ngày vào Đảng.",
            ),
            models.CheckConstraint(
                condition=~Q(card_number=""),
                name="no_empty_card_number",
            ),
            models.CheckConstraint(
                condition=Q(born_on=None) | Q(admitted_on=None) | Q(admitted_on__gt=F("born_on")),
                name="admitted_after_birth",
                violation_error_message="Ngày vào Đảng phải sau ngày sinh.",
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def membership(self):
        """The membership that the recorded dates tell."""
        if self.admitted_on is None:
            return self.Membership.NON_MEMBER
        return self.Membership.FULL if self.official_on else self.Membership.PROBATIONARY

    def get_membership_display(self):
        return self.membership.label


class PeriodQuerySet(models.QuerySet):
    """Rows that hold from a day to a day."""

    def on(self, day):
        """Return the rows that hold on the day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)


class Period(models.Model):
    """Half-open period [started_on, ended_on)."""

    started_on = models.DateField("Từ ngày")
    ended_on = models.DateField("Đến ngày", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="%(class)s_ends_after_start",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            )
        ]


class Placement(Period):
    """Where a person belongs: officially in one cell or group, perhaps temporarily elsewhere."""

    class Kind(models.TextChoices):
        OFFICIAL = "OFFICIAL", "Sinh hoạt chính thức"
        TEMPORARY = "TEMPORARY", "Sinh hoạt tạm thời"

    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="placements")
    kind = models.CharField("Hình thức", max_length=10, choices=Kind, default=Kind.OFFICIAL)
    end_reason = models.CharField("Lý do kết thúc", max_length=300, blank=True)

    class Meta(Period.Meta):
        ordering = ["-started_on", "-id"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind="OFFICIAL", ended_on=None),
                name="one_official_placement_a_person",
                violation_error_message="Người này đang sinh hoạt chính thức ở một nơi khác.",
            ),
            models.UniqueConstraint(
                fields=["person", "organization", "kind"],
                condition=Q(ended_on=None),
                name="one_placement_of_a_kind_there",
                violation_error_message="Người này đang sinh hoạt ở đây rồi.",
            ),
        ]


class Role(models.TextChoices):
    """Positions from which rights follow (roles.md)."""

    SECRETARY = "SECRETARY", "Bí thư"
    DEPUTY_SECRETARY = "DEPUTY_SECRETARY", "Phó Bí thư"
    STANDING_MEMBER = "STANDING_MEMBER", "Ủy viên Ban Thường vụ"
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER", "Cấp ủy viên"
    GROUP_LEADER = "GROUP_LEADER", "Tổ trưởng tổ đảng"
    AGENCY_HEAD = "AGENCY_HEAD", "Thủ trưởng cơ quan, đơn vị"
    ORGANISATION_BOARD = "ORGANISATION_BOARD", "Ban Tổ chức"
    PROPAGANDA_BOARD = "PROPAGANDA_BOARD", "Ban Tuyên giáo"
    INSPECTION_COMMISSION = "INSPECTION_COMMISSION", "Ủy ban Kiểm tra"


COMMITTEE_ROLES = (
    Role.SECRETARY,
    Role.DEPUTY_SECRETARY,
    Role.STANDING_MEMBER,
    Role.COMMITTEE_MEMBER,
)
BOARD_ROLES = (Role.ORGANISATION_BOARD, Role.PROPAGANDA_BOARD, Role.INSPECTION_COMMISSION)
ROLES_OF_KIND = {
    Kind.BLOC: (*COMMITTEE_ROLES, *BOARD_ROLES),
    Kind.BASE_COMMITTEE: (*COMMITTEE_ROLES, Role.AGENCY_HEAD),
    Kind.SECTION_COMMITTEE: (*COMMITTEE_ROLES, Role.AGENCY_HEAD),
    Kind.BASE_CELL: (
        Role.SECRETARY,
        Role.DEPUTY_SECRETARY,
        Role.COMMITTEE_MEMBER,
        Role.AGENCY_HEAD,
    ),
    Kind.CELL: (
        Role.SECRETARY,
        Role.DEPUTY_SECRETARY,
        Role.COMMITTEE_MEMBER,
        Role.AGENCY_HEAD,
    ),
    Kind.GROUP: (Role.GROUP_LEADER,),
}
SINGLE_ROLES = (Role.SECRETARY, Role.GROUP_LEADER)


class Position(Period):
    """A post that a person holds in an organization."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="positions")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="positions")
    role = models.CharField("Chức vụ", max_length=30, choices=Role)
    title = models.CharField(
        "Chức danh ghi trên văn bản",
        max_length=100,
        blank=True,
        help_text="Để trống nếu ghi đúng tên chức vụ. Ví dụ: Chi ủy viên, Ủy viên Ban Chấp hành",
    )

    class Meta(Period.Meta):
        ordering = ["-started_on", "-id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="position_role_is_known"
            ),
            models.UniqueConstraint(
                fields=["organization", "role"],
                condition=Q(ended_on=None, role__in=SINGLE_ROLES),
                name="one_secretary_at_a_time",
                violation_error_message="Chức vụ này đang có người giữ; hãy kết thúc trước.",
            ),
            models.UniqueConstraint(
                fields=["organization", "role", "person"],
                condition=Q(ended_on=None),
                name="a_position_held_once",
                violation_error_message="Người này đang giữ chức vụ này rồi.",
            ),
        ]

    @property
    def label(self):
        """The post as documents print it."""
        return self.title or self.get_role_display()


class PersonState(Period):
    """A state that changes what a person owes or may do, from a day to a day."""

    class Kind(models.TextChoices):
        EXEMPT = "EXEMPT", "Miễn công tác và sinh hoạt đảng"
        SUSPENDED_PARTY = "SUSPENDED_PARTY", "Đình chỉ sinh hoạt đảng"
        SUSPENDED_COMMITTEE = "SUSPENDED_COMMITTEE", "Đình chỉ sinh hoạt cấp ủy"
        SICK_LEAVE = "SICK_LEAVE", "Nghỉ ốm"
        MATERNITY_LEAVE = "MATERNITY_LEAVE", "Nghỉ thai sản"

    person = models.ForeignKey(Person, models.PROTECT, related_name="states")
    kind = models.CharField("Tình trạng", max_length=20, choices=Kind)
    note = models.CharField("Căn cứ, ghi chú", max_length=300, blank=True)

    class Meta(Period.Meta):
        ordering = ["-started_on", "-id"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(ended_on=None),
                name="one_open_state_of_a_kind",
                violation_error_message="Tình trạng này đang có hiệu lực rồi.",
            ),
        ]


class Discipline(models.Model):
    """A discipline decided against a person; the violation counts once (H21-12)."""

    class Form(models.TextChoices):
        REPRIMAND = "REPRIMAND", "Khiển trách"
        WARNING = "WARNING", "Cảnh cáo"
        REMOVAL = "REMOVAL", "Cách chức"
        EXPULSION = "EXPULSION", "Khai trừ"

    person = models.ForeignKey(Person, models.PROTECT, related_name="disciplines")
    form = models.CharField("Hình thức", max_length=10, choices=Form)
    decided_on = models.DateField("Ngày quyết định")
    decision = models.CharField("Số quyết định", max_length=100)
    violation = models.CharField("Nội dung vi phạm", max_length=500)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="Nơi xảy ra vi phạm"
    )

    class Meta:
        ordering = ["-decided_on", "-id"]
