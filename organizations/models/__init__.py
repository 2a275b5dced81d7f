"""Who and where: the tree, people, placements, positions, accounts, the audit log."""

from organizations.models.accounts import (
    Account,
    LogEntry,
)
from organizations.models.imports import (
    ImportBatch,
    ImportRow,
)
from organizations.models.people import (
    BOARD_ROLES,
    COMMITTEE_ROLES,
    ROLES_OF_KIND,
    SINGLE_ROLES,
    Discipline,
    Period,
    PeriodQuerySet,
    Person,
    PersonState,
    Placement,
    Position,
    Role,
)
from organizations.models.tree import (
    ALLOWED_PARENTS,
    BASE_KINDS,
    CELL_KINDS,
    Kind,
    Organization,
    OrganizationMove,
)

__all__ = [
    "ALLOWED_PARENTS",
    "BASE_KINDS",
    "BOARD_ROLES",
    "CELL_KINDS",
    "COMMITTEE_ROLES",
    "ROLES_OF_KIND",
    "SINGLE_ROLES",
    "Account",
    "Discipline",
    "ImportBatch",
    "ImportRow",
    "Kind",
    "LogEntry",
    "Organization",
    "OrganizationMove",
    "Period",
    "PeriodQuerySet",
    "Person",
    "PersonState",
    "Placement",
    "Position",
    "Role",
]
