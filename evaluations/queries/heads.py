"""What papers say of a subject on the day it is decided on, to be frozen."""

from evaluations.models import Subject
from evaluations.queries.scope import day_of
from organizations.models import Position


def heads_of(round_, evaluations):
    """Return {evaluation id: name, posts, organization and what is above it}, in two queries."""
    people = [one.person_id for one in evaluations if one.person_id]
    held = Position.objects.on(day_of(round_)).filter(person__in=people)
    posts = {}
    for one in held.select_related("organization"):
        posts.setdefault(one.person_id, []).append(f"{one.label} {one.organization.name}")
    return {one.pk: head_of(one, posts.get(one.person_id, [])) for one in evaluations}


def head_of(evaluation, posts):
    """Return what papers say of one subject."""
    organization = evaluation.organization
    above = organization.parent
    return {
        "name": str(evaluation),
        "posts": ", ".join(posts),
        "body": evaluation.body,
        "organization": organization.name,
        "superior": above.name if above else "",
        "adoption": evaluation.round.adoption_number,
        "member": evaluation.subject == Subject.MEMBER,
    }
