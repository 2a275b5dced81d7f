"""Addresses of the evaluations app."""

from django.urls import path

from evaluations import views

urlpatterns = [
    path("quy-dinh/", views.guidance_list, name="guidances"),
    path("quy-dinh/<slug:name>/", views.guidance, name="guidance"),
]
