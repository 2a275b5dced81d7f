"""How pages show the words of the rules: identifiers as links, quotations by level."""

import re

from django import template
from django.utils.html import format_html, format_html_join

from evaluations import catalogue

IDENTIFIER = re.compile(r"\b([A-Z]+[0-9]*-[0-9]+)\b")

register = template.Library()
register.filter("quoted", catalogue.quoted)


@register.filter
def linked(text, links):
    """Return the text with every identifier that has an address as a link to it."""
    return format_html_join("", "{}", ((link(part, links),) for part in IDENTIFIER.split(text)))


def link(part, links):
    """Return one part of a text, as a link where there is an address for it."""
    if part not in links:
        return part
    return format_html('<a class="nowrap" href="{}">{}</a>', links[part], part)
