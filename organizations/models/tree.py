"""The Party tree: organizations of several kinds, and what they were before."""

from django.db import models
from django.db.models import F, Q
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from organizations.fields import KeyField, TidyCharField
from organizations.vietnamese import search_key, sort_key


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
