"""Addresses of the organizations app, one list a topic."""

from organizations.views import accounts, imports, people, positions, tree

urlpatterns = [
    *accounts.urlpatterns,
    *tree.urlpatterns,
    *people.urlpatterns,
    *positions.urlpatterns,
    *imports.urlpatterns,
]
