from django.urls import include, path

from config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("", include("organizations.urls")),
    path("", include("registrations.urls")),
    path("", include("evaluations.urls")),
]
