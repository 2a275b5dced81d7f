"""Addresses of the registrations app."""

from registrations.views import forms, printing, reports, rounds

urlpatterns = [*rounds.urlpatterns, *forms.urlpatterns, *reports.urlpatterns, *printing.urlpatterns]
