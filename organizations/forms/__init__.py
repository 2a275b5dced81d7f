"""Forms of the tree and its people; what they ask, the actions check again."""

from organizations.forms.organizations import (
    DayFilter,
    MoveForm,
    NewOrganizationForm,
    OrganizationForm,
    PeopleFilter,
)
from organizations.forms.people import (
    EndForm,
    LeavingForm,
    NewPersonForm,
    PersonForm,
    StayForm,
    TransferForm,
)
from organizations.forms.positions import DisciplineForm, PositionForm, StateEndForm, StateForm

__all__ = [
    "DayFilter",
    "DisciplineForm",
    "EndForm",
    "LeavingForm",
    "MoveForm",
    "NewOrganizationForm",
    "NewPersonForm",
    "OrganizationForm",
    "PeopleFilter",
    "PersonForm",
    "PositionForm",
    "StateEndForm",
    "StateForm",
    "StayForm",
    "TransferForm",
]
