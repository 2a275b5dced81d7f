"""Addresses of the organizations app, one list a topic."""

from organizations.views import accounts, imports, tree

urlpatterns = [*accounts.urlpatterns, *tree.urlpatterns, *imports.urlpatterns]
