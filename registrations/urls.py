"""Addresses of the registrations app."""

from registrations.views import forms, meetings, organizations, printing, quarters, reports, rounds

urlpatterns = [*rounds.urlpatterns, *forms.urlpatterns, *reports.urlpatterns, *printing.urlpatterns]
urlpatterns += [
    *meetings.urlpatterns,
    *organizations.urlpatterns,
    *quarters.urlpatterns,
]
