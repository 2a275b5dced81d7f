"""Sends the forms of the tree and its people as a browser does."""

from django.contrib.messages import get_messages
from django.urls import reverse

from organizations.models import Person


def send(client, name, row, /, **fields):
    """Send a form and return where it leads and what it says."""
    response = client.post(reverse(name, args=[row.pk]), fields)
    assert response.status_code == 302, response.context["form"].errors
    *_, message = get_messages(response.wsgi_request)
    return response.url, str(message)


def errors(client, name, row, /, **fields):
    """Send a form that must be refused and return {field: message}."""
    response = client.post(reverse(name, args=[row.pk]), fields)
    assert response.status_code == 200
    return {field: " ".join(said) for field, said in response.context["form"].errors.items()}


def page(row):
    return reverse("person" if isinstance(row, Person) else "organization", args=[row.pk])
