"""Addresses of the registrations app."""

from registrations.views import forms, rounds

urlpatterns = [*rounds.urlpatterns, *forms.urlpatterns]
