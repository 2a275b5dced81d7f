"""Who and where: the tree, people, placements, positions, accounts, the audit log.

Periods are half-open: ``started_on`` is the first day, ``ended_on`` the first day on
which it no longer holds; an open end is null.
"""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from organizations.fields import KeyField, TidyCharField
from organizations.vietnamese import person_sort_key, search_key, sort_key


class Kind(models.TextChoices):
    """Kinds of Party organizations (glossary)."""

    BLOC = "BLOC", "Đảng bộ khối"
    BASE_COMMITTEE = "BASE_COMMITTEE", "Đảng bộ cơ sở"
    BASE_CELL = "BASE_CELL", "Chi bộ cơ sở"
    SECTION_COMMITTEE = "SECTION_COMMITTEE", "Đảng bộ bộ phận"
    CELL = "CELL", "Chi bộ trực thuộc"
    GROUP = "GROUP", "Tổ đảng"


ALLOWED_PARENTS = {
    Kind.BLOC: (),
    Kind.BASE_COMMITTEE: (Kind.BLOC,),
    Kind.BASE_CELL: (Kind.BLOC,),
    Kind.SECTION_COMMITTEE: (Kind.BASE_COMMITTEE,),
    Kind.CELL: (Kind.BASE_COMMITTEE, Kind.SECTION_COMMITTEE),
    Kind.GROUP: (Kind.BASE_CELL, Kind.CELL),
}
CELL_KINDS = (Kind.BASE_CELL, Kind.CELL)
BASE_KINDS = (Kind.BASE_COMMITTEE, Kind.BASE_CELL)


class Organization(TreeNode):
    """A node of the Party tree."""

    kind = models.CharField("Loại hình", max_length=20, choices=Kind)
    name = TidyCharField("Tên tổ chức đảng", max_length=200)
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    locality = models.CharField(
        "Địa danh ghi trên văn bản", max_length=100, blank=True, help_text="Ví dụ: Đà Lạt"
    )
    founded_on = models.DateField("Ngày thành lập", null=True, blank=True)
    dissolved_on = models.DateField("Ngày giải thể", null=True, blank=True)
    sort_key = KeyField(max_length=900, of="name", make=sort_key)
    search_key = KeyField(max_length=200, of="name", make=search_key, db_index=True)

    objects = TreeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "sort_key", "id"]
        verbose_name = "tổ chức đảng"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.BLOC, parent=None) | (~Q(kind=Kind.BLOC) & ~Q(parent=None)),
                name="only_a_bloc_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="organization_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on__gte=F("founded_on"))
                | Q(dissolved_on=None)
                | Q(founded_on=None),
                name="dissolved_after_founded",
            ),
            models.UniqueConstraint(
                fields=["parent", "search_key"],
                condition=Q(dissolved_on=None),
                name="one_living_name_under_a_parent",
                violation_error_message="Đã có tổ chức cùng tên trong tổ chức cấp trên này.",
            ),
        ]

    def __str__(self):
        return self.name


class OrganizationMove(models.Model):
    """A re-parenting or renaming: what held before the day, so that past years keep it."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="moves")
    day = models.DateField("Từ ngày")
    old_parent = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    old_name = models.CharField(max_length=200)
    reason = models.CharField("Lý do, số quyết định", max_length=300)

    class Meta:
        ordering = ["day", "id"]


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


class ImportBatch(models.Model):
    """An uploaded list of people: its file, what was recognised, what came of it."""

    class Step(models.TextChoices):
        READ = "READ", "Đã đọc, chờ áp dụng"
        APPLIED = "APPLIED", "Đã áp dụng"

    bloc = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    file = models.FileField(upload_to="imports/%Y")
    file_name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    layout = models.JSONField(default=list)
    convert_legacy = models.BooleanField(default=False)
    step = models.CharField(max_length=10, choices=Step, default=Step.READ)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]


class ImportRow(models.Model):
    """A row of the uploaded list that names a person, and what becomes of it."""

    class Outcome(models.TextChoices):
        NEW = "NEW", "Thêm mới"
        CHANGED = "CHANGED", "Thay đổi"
        UNCHANGED = "UNCHANGED", "Không đổi"
        REJECTED = "REJECTED", "Không nhận"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    base = models.CharField(max_length=200)
    cell = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=Outcome)
    problem = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=12, blank=True)
    values = models.JSONField()
    changes = models.JSONField(default=list)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["batch", "outcome", "id"])]
