"""What a printed form shows of a registration, and of a round alone for an empty form."""

from datetime import date

from django.utils import timezone

from organizations.models import CELL_KINDS, Kind
from registrations import queries
from registrations.definitions import Code, Situation
from registrations.documents.closing import closing_of
from registrations.documents.paper import Confirmation, Half, Meeting, Paper, Quarter
from registrations.queries.quarters import halves_of, marks_of


def paper_of(registration, verification_url):
    """Return what the printed form of a registration shows: the frozen head where signed."""
    head, round_, form = queries.head_of_paper(registration), registration.round, registration.form
    return Paper(
        form=form,
        situation=queries.situation_of(registration, checking=False),
        answers=queries.answers_of(registration),
        bloc_name=head.get("bloc") or round_.bloc.name,
        superior_name=head["superior"],
        issuer_name=head["cell"],
        committee=head.get("cell_kind", Kind.CELL) not in CELL_KINDS,
        signer=head.get("signer", ""),
        **person_of(registration, head),
        locality=head["locality"],
        signed_on=date.fromisoformat(head["signed_on"]) if registration.signed else None,
        confirmed=confirmation_of(head),
        meeting=meeting_of(registration) if form == Code.F01 else None,
        score_sheet=tuple(map(str, round_.score_sheet)),
        **year_of(registration),
        closing=closing_of(registration),
        adoption=adoption_of(round_),
        version=registration.version,
        verification_url=verification_url,
        verification_code=registration.code,
        printed_on=timezone.localdate(),
    )


def person_of(registration, head):
    """Return what the paper says of the person; nothing where an organization registers."""
    if registration.person is None:
        return {}
    shown = ("full_name", "born", "workplace", "government_post", "party_post", "cell")
    return {name: head[name] for name in shown} | {"member": head.get("member", True)}


def year_of(registration):
    """Return what was written through the year in the booklet."""
    if registration.form != Code.F04:
        return {}
    marks, halves = registration.quarters.all(), registration.halves.all()
    if registration.version > 1:  # the first version keeps the year's marks
        marks, halves = marks_of(registration).values(), halves_of(registration).values()
    return {
        "quarters": {one.quarter: Quarter(one.level, one.note) for one in marks},
        "halves": {one.half: Half(one.strengths, one.shortcomings) for one in halves},
    }


def meeting_of(registration):
    """Return the last finished comment meeting and who of the form's roll was there (NG-06).

    Guests are not of the roll; nor, for a cell's own form, those who are not its members,
    called where the same meeting discussed the forms of the people.
    """
    comments = queries.comments_on(registration)
    if not comments:
        return None
    meeting = comments[0].meeting
    day = timezone.localdate(meeting.held_at)
    roll = [one for one in meeting.attendance.select_related("person") if not one.guest]
    if registration.organization.kind in CELL_KINDS:
        roll = [one for one in roll if is_member(one.person, day)]
    present = sum(one.present for one in roll)
    return Meeting(day, meeting.place, present, len(roll))


def is_member(person, day):
    """Tell whether somebody called to a meeting is a member on its day."""
    return person is not None and person.admitted_on is not None and person.admitted_on <= day


def confirmation_of(head):
    """Return who confirmed, or None while nobody has."""
    if not head["confirmed_by"]:
        return None
    return Confirmation(
        head["confirmed_by"], head["confirmed_post"], date.fromisoformat(head["confirmed_on"])
    )


def adoption_of(round_):
    """Return how the bloc adopted the guidance for the year; nothing where it holds by itself."""
    return str(round_.terms.adoption or "")


def blank_paper(round_, form, *, head=False):
    """Return an empty form of the round to fill in by hand; ``head`` with section 9 of F05."""
    return Paper(
        form=form,
        situation=Situation(
            year=round_.year,
            party_congress=round_.party_congress,
            provincial_congress=round_.provincial_congress,
            head=head,
            manifestations=queries.manifestations({}) if form == Code.F02 else (),
        ),
        bloc_name=round_.bloc.name,
        member=form != Code.F03,
        score_sheet=tuple(map(str, round_.score_sheet)),
        adoption=adoption_of(round_),
    )
