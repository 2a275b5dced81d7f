"""What papers say of subjects and of who issues them, on a day, to be frozen."""

from organizations.models import CELL_KINDS, Organization, Position, Role
from organizations.queries import organization_path
from registrations.documents.paper import SECRETARY, committee_name

DEPUTY = "PHÓ BÍ THƯ"
CELL_HEAD, COMMITTEE_HEAD = "T/M CHI BỘ", "T/M ĐẢNG ỦY"


def subjects_of(evaluations, day):
    """Return {id: head} of evaluations: name, post and place of the day, in two queries."""
    people = [one.person_id for one in evaluations if one.person_id]
    places = Organization.objects.select_related("parent").in_bulk(
        {one.organization_id for one in evaluations}
    )
    posts = posts_of(people, day)
    return {
        one.pk: subject_of(one, places[one.organization_id], posts.get(one.person_id, []))
        for one in evaluations
    }


def posts_of(people, day):
    """Return {person id: [(organization id, post)]} held on the day."""
    found = {}
    for one in Position.objects.on(day).filter(person__in=people).exclude(role=Role.AGENCY_HEAD):
        found.setdefault(one.person_id, []).append((one.organization_id, one.label))
    return found


def subject_of(evaluation, place, posts):
    """Return one subject's head; what the decision froze already goes before it.

    ``party`` tells whether a person is a member; the posts are those in the organization.
    """
    person = evaluation.person if evaluation.person_id else None
    stored = evaluation.head or {}
    if person is None:
        name, post = evaluation.body or place.name, ""
    else:
        name = person.full_name
        held = [label for where, label in posts if where == place.pk]
        post = ", ".join([*held, *filter(None, [person.government_post])])
    fresh = {
        "name": name,
        "post": (evaluation.body if person else "") or stored.get("posts") or post,
        "party": person is not None and person.admitted_on is not None,
        "person": person is not None,
        "organization": place.name,
        "superior": place.parent.name if place.parent else "",
    }
    return fresh | stored


def issuer_of(organization, viewer):
    """Return who issues a paper: names of the head, place, authority, title and name to sign."""
    path = organization_path(organization)
    post = viewer.post_for(organization)
    deputy = post is not None and post.role == Role.DEPUTY_SECRETARY
    cell = organization.kind in CELL_KINDS
    return {
        "organization": organization.name,
        "cell": cell,
        "superior": path[-2].name if len(path) > 1 else "",
        "locality": next((one.locality for one in reversed(path) if one.locality), ""),
        "authority": CELL_HEAD if cell else COMMITTEE_HEAD,
        "title": ["K/T BÍ THƯ", DEPUTY] if deputy else [SECRETARY],
        "signer": viewer.account.full_name if deputy else secretary_of(organization, viewer.day),
    }


def secretary_of(organization, day):
    """Return the name of the secretary, who signs what others issue."""
    held = Position.objects.on(day).filter(organization=organization, role=Role.SECRETARY)
    one = held.select_related("person").first()
    return one.person.full_name if one else ""


def shown_issuer(head):
    """Return the issuing organization as letterheads name it: a committee's is its committee."""
    return head["organization"] if head["cell"] else committee_name(head["organization"])
