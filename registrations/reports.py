"""The figures of the year's registrations (R1): the page and the workbook only show them."""

from dataclasses import dataclass
from datetime import date

from organizations.models import Kind, Organization
from registrations import queries
from registrations.models import Round
from registrations.queries.progress import Progress


@dataclass(frozen=True)
class Report:
    """How far an organization and all below it are in a round, on a day.

    ``forms``: of the organizations' own form 01, None where the guidance has none.
    """

    round: Round
    organization: Organization
    day: date
    due: date
    people: Progress
    forms: Progress | None


def registration_report(round_, organization):
    """Return the figures of R1 in a constant number of queries."""
    return Report(
        round=round_,
        organization=organization,
        day=queries.as_of(round_),
        due=queries.due(round_),
        people=queries.progress(round_, organization),
        forms=queries.forms_progress(round_, organization),
    )


def lines(progress, depth=0):
    """Yield (organization's progress, depth) in tree order; groups count in their cell."""
    yield progress, depth
    for child in progress.children:
        if child.organization.kind != Kind.GROUP:
            yield from lines(child, depth + 1)


def missing_people(report):
    """Return the placements of those who have not handed in, in Vietnamese order of names."""
    people = queries.people_with_status(report.round, report.organization, "missing")
    people = people.select_related("person", "organization__parent__parent")
    return people.order_by("person__sort_key", "person_id")


def missing_organizations(report):
    """Return the rows of the organizations whose form 01 is not handed in, in tree order."""
    rows = queries.form_rows(report.round, report.organization)
    return [row for row in rows if row.listed("missing")]
