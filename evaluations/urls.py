"""Addresses of the evaluations app."""

from django.urls import path

from evaluations.views import catalogue

urlpatterns = [
    path("quy-dinh/", catalogue.guidance_list, name="guidances"),
    path("quy-dinh/<slug:name>/", catalogue.guidance, name="guidance"),
]
