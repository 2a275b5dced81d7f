"""Who owes a registration, by when, and what it must hold."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from evaluations.rules import deadlines
from organizations.models import (
    COMMITTEE_ROLES,
    Kind,
    Organization,
    PersonState,
    Placement,
    Position,
    Role,
)
from organizations.queries import cell_of, placed_people, tree_of
from registrations.definitions import Code, Manifestation, Situation, f04
from registrations.models import (
    FormChoice,
    Guidance,
    ReferenceItem,
    Registration,
    Round,
    Shortcomings,
    Step,
    VaguePhrase,
)

HEAD_ROLES = (Role.SECRETARY, Role.AGENCY_HEAD)
LEADER_ROLES = (*COMMITTEE_ROLES, Role.AGENCY_HEAD)
SUGGESTION = "SUGGESTION"
PERSONAL_FORMS = {
    Guidance.LAM_DONG_2017: Code.F04,
    Guidance.CAM_KET_9: Code.F05,
    Guidance.HD21_2019: Code.E02,
}
NOT_OWING = (PersonState.Kind.EXEMPT, PersonState.Kind.SUSPENDED_PARTY)


def as_of(round_):
    """Return the day whose tree and people a round counts: today, or the end of its year."""
    return min(timezone.localdate(), date(round_.year, 12, 31))


def due(round_):
    """Return the last day on time (NG-02, LD-01, CK-02).

    HD 21 leaves it to the bloc; where none was said it is the last day of the year. Where no
    forms are written it is the last day of the evaluation (H22-30).
    """
    if round_.guidance == Guidance.HD21_2019:
        return round_.review_due or date(round_.year, 12, 31)
    what = "REGISTRATION" if round_.has_forms else "EVALUATION"
    return deadlines.last_day(
        guidance=round_.guidance, what=what, year=round_.year, terms=round_.terms
    ).date


def is_overdue(round_, day):
    """Tell whether a registration handed in on the day is late."""
    return day > due(round_)


def rounds_at_work(day):
    """Return the rounds in which something may still fall due: of this year, of the next, and
    those of the last year whose self-reviews the bloc takes until this one."""
    running = Q(year__gte=day.year) | Q(review_due__year__gte=day.year)
    return Round.objects.filter(running, closed_at=None)


def duty_placement(person, day=None):
    """Return where the person makes commitments: the official placement, else the temporary."""
    held = person.placements.on(day or timezone.localdate()).select_related("organization__parent")
    return min(held, key=lambda one: one.kind != Placement.Kind.OFFICIAL, default=None)


def next_round(bloc):
    """Return what the form of a new round starts from: the latest round's congresses."""
    latest = Round.objects.filter(bloc=bloc).order_by("-year").first()
    congresses = (
        {
            "party_congress": latest.party_congress,
            "provincial_congress": latest.provincial_congress,
        }
        if latest
        else {}
    )
    return {"year": timezone.localdate().year, "guidances": [Guidance.CAM_KET_9], **congresses}


def duty_cell(person):
    """Return the cell in which the person makes commitments, or None."""
    placement = duty_placement(person)
    return cell_of(placement.organization) if placement else None


def is_head(person, day, form=Code.F05):
    """Tell whether what heads write is for this person (CK-01, footnote 1 of the Mẫu).

    The self-review asks leaders: committee members too (H21-06).
    """
    roles = LEADER_ROLES if form == Code.E02 else HEAD_ROLES
    return person.positions.on(day).filter(role__in=roles).exists()


def shortcomings_before(person, year):
    """Return the text of the shortcomings that the previous year's evaluation recorded."""
    if person is None:
        return ""
    record = Shortcomings.objects.filter(person=person, year=year - 1).first()
    return record.text if record else ""


def suggestions_for(registration):
    """Return the points of review that superiors suggested to the person or body (H21-06)."""
    if registration.form not in (Code.E01, Code.E02):
        return ()
    own = {"person": registration.person_id}
    if registration.person_id is None:
        own = {"person": None, "organization": registration.organization_id}
    said = registration.round.evaluations.filter(
        **own, annulled_at=None, opinions__kind=SUGGESTION
    ).order_by("opinions__given_on", "opinions__pk")
    return tuple(said.values_list("opinions__text", flat=True))


def situation_of(registration, *, checking=True, more=False):
    """Return what a registration's form depends on; once signed, as it was then.

    Not ``checking``: without what only the rules about missing text ask for.
    """
    round_, person, form = registration.round, registration.person, registration.form
    signed = registration.signed or {}
    if signed:
        head, shortcomings = signed["head"], signed["shortcomings"]
        civil_servant = signed.get("civil_servant", False)
        suggestions = tuple(signed.get("suggestions", ()))
    else:
        head = person is not None and is_head(person, timezone.localdate(), form)
        shortcomings = shortcomings_before(person, round_.year) if checking else ""
        civil_servant = person is not None and person.civil_servant
        suggestions = suggestions_for(registration)
    return Situation(
        year=round_.year,
        party_congress=round_.party_congress,
        provincial_congress=round_.provincial_congress,
        head=head,
        shortcomings=shortcomings,
        manifestations=manifestations(signed) if form == Code.F02 else (),
        vague_phrases=vague_phrases() if checking and form == Code.F04 else (),
        more=more,
        civil_servant=civil_servant,
        suggestions=suggestions,
    )


def manifestations(signed):
    """Return the wording of the 27 manifestations: as signed, else as it is kept today."""
    kept = signed.get("manifestations")
    if kept is None:
        found = ReferenceItem.objects.filter(kind=ReferenceItem.Kind.MANIFESTATION)
        kept = [[item.code, item.shown] for item in found]
    return tuple(Manifestation(code, shown) for code, shown in kept)


def vague_phrases():
    """Return the phrases that say nothing measurable (LD-03)."""
    return tuple(VaguePhrase.objects.values_list("phrase", flat=True))


def check_of(registration):
    """Answer what must be written, what is missing, and what is gently warned of."""
    return registration.definition.check(situation_of(registration), answers_of(registration))


def needs_comments(registration):
    """Tell whether a comment meeting must still be held before it is handed in (NG-06)."""
    return (
        registration.round.guidance == Guidance.NEU_GUONG_2017
        and registration.version == 1
        and not registration.comments.filter(meeting__finished_at__isnull=False).exists()
    )


def field_keys(registration):
    """Return the keys of the fields that a registration has."""
    return list(choices_by_key(registration))


def choices_by_key(registration):
    """Return {key: what it offers to choose from, if anything} of a registration's fields."""
    if registration.form == Code.F04:
        return f04.choices_by_key()
    situation = situation_of(registration, checking=False)
    fields = registration.definition.fields(situation, {})
    return {field.key: field.choices for field in fields}


def answers_of(registration):
    """Return {field key: text} of a registration."""
    return {answer.field: answer.text for answer in registration.answers.all()}


def last_confirmed_before(registration):
    """Return the last confirmed one of an earlier year with the same form, or None."""
    own = (
        {"person": registration.person_id}
        if registration.person_id
        else {"person": None, "organization": registration.organization_id}
    )
    return (
        Registration.objects.filter(
            **own,
            form=registration.form,
            round__year__lt=registration.round.year,
            step=Step.CONFIRMED,
        )
        .order_by("-round__year", "-version")
        .prefetch_related("answers")
        .select_related("round")
        .first()
    )


def owing(round_, root, day=None):
    """Return the placements, one a person, of those who owe a registration in the round.

    Everybody who is a member on the day, without those exempt or suspended from Party
    activities (H21-01 too); under NG also those who are not members (NG-01, NG-13).
    """
    day = day or as_of(round_)
    return people_owing(round_, placed_people(root, day), day)


def people_owing(round_, placements, day):
    """Leave of placements those of people who owe something in the round on the day."""
    everybody = round_.for_everybody
    members = members_owing(placements, day)
    return members | placements.filter(person__admitted_on=None) if everybody else members


def members_owing(placements, day):
    """Leave of placements those of members who owe something on the day."""
    states = PersonState.objects.on(day).filter(person=OuterRef("person"), kind__in=NOT_OWING)
    return placements.filter(~Exists(states), person__admitted_on__lte=day)


def headed(organization_ids, day):
    """Return those of the organizations that a head of an agency or unit leads on the day."""
    found = Organization.objects.with_tree_fields().filter(pk__in=organization_ids)
    paths = {one.pk: set(one.tree_path) for one in found}
    heads = Position.objects.on(day).filter(
        organization__in=set().union(*paths.values()), role=Role.AGENCY_HEAD
    )
    led = set(heads.values_list("organization", flat=True))
    return {pk for pk, path in paths.items() if path & led}


def organizations_owing(round_, root, day=None):
    """Return the organizations that owe a form 01: all but the bloc and groups (NG-01, H21-25)."""
    if round_.own_form is None:
        return []
    found = tree_of(root, day or as_of(round_))
    return [one for one in found if one.kind not in (Kind.BLOC, Kind.GROUP)]


def registers_in(round_, person):
    """Tell whether a round is for people like this one: members, or everybody (NG-13)."""
    if person.admitted_on is None:
        return round_.for_everybody
    return person.admitted_on <= as_of(round_)


def form_of(round_, person):
    """Return the form that a person fills in (NG-01, LD-01, CK-01, H21-06)."""
    if round_.guidance != Guidance.NEU_GUONG_2017:
        return PERSONAL_FORMS[round_.guidance]
    if person.admitted_on is not None or base_chose_f02(round_, person):
        return Code.F02
    return Code.F03


def base_chose_f02(round_, person):
    """Tell whether the person's base organization lets non-members use form 02 (NG-01)."""
    placement = duty_placement(person)
    if placement is None:
        return False
    path = Organization.objects.with_tree_fields().get(pk=placement.organization_id).tree_path
    return FormChoice.objects.filter(round=round_, organization__in=path).exists()


def rounds_of(organizations):
    """Return the rounds of the blocs above some organizations (ids), newest first."""
    return Round.objects.filter(bloc__in=blocs_of(organizations).values()).select_related("bloc")


def blocs_of(organizations):
    """Return {organization id: id of its bloc}."""
    found = Organization.objects.with_tree_fields().filter(pk__in=organizations)
    return {organization.pk: organization.tree_path[0] for organization in found}


def rounds_followed(organizations):
    """Return [(round, organization)], newest first, with the first organization in its bloc."""
    blocs = blocs_of([one.pk for one in organizations])
    first = {}
    for organization in organizations:
        first.setdefault(blocs[organization.pk], organization)
    rounds = Round.objects.filter(bloc__in=first).select_related("bloc")
    return [(round_, first[round_.bloc_id]) for round_ in rounds]


def round_at_hand(followed):
    """Return of [(round, organization)], newest first, the one that people work on now.

    That is the newest that does not lie ahead; a round opened for next year waits.
    """
    this_year = timezone.localdate().year
    written = [pair for pair in followed if pair[0].has_forms]
    begun = [pair for pair in written if pair[0].year <= this_year]
    return next(iter(begun or written), None)
