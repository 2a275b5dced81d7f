"""Addresses of the registrations app."""

from registrations.views import (
    forms,
    meetings,
    organizations,
    printing,
    quarters,
    reference,
    reports,
    rounds,
)

urlpatterns = [*rounds.urlpatterns, *forms.urlpatterns, *reports.urlpatterns, *printing.urlpatterns]
urlpatterns += [
    *reference.urlpatterns,
    *meetings.urlpatterns,
    *organizations.urlpatterns,
    *quarters.urlpatterns,
]
