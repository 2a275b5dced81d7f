"""What a year's report to the level above says (E07): figures and names, to be frozen."""

from evaluations import reports
from evaluations.levels import scale_of
from evaluations.models import Subject
from evaluations.queries import commitments, results
from organizations.models import CELL_KINDS
from registrations.models import Guidance

YEARS = {1: "Gương điển hình của năm", 3: "Gương điển hình 3 năm", 5: "Gương điển hình 5 năm"}


def report_content(round_, organization):
    """Return the report of an organization as it stands now, as JSON (NG-03, LD-10, H21-41).

    A cell names all its people with their levels, a committee those in the lowest level.
    """
    cell = organization.kind in CELL_KINDS
    report = reports.member_report(round_, organization, inside=cell)
    scale = scale_of(round_.guidance, Subject.MEMBER)
    return {
        "day": report.day.isoformat(),
        "classified": report.root.classified,
        "levels": list(scale.names.values()),
        "rows": [line_of(node, depth) for node, depth in reports.lines(report.root)],
        "organizations": organization_lines(round_, organization, inside=cell),
        "organization_levels": organization_levels(round_),
        "people": people_of(report, cell, scale),
        "people_title": "Danh sách kết quả"
        if cell
        else f"Danh sách xếp mức “{scale.names[scale.lowest]}”",
        "models": models_of(report),
        "commitments": commitments_of(round_, organization),
    }


def line_of(node, depth):
    """Return the figures of one organization."""
    return {
        "name": node.organization.name,
        "depth": depth,
        "total": node.total,
        "outside": node.outside,
        "young": node.young,
        "unclassified": node.unclassified,
        "classified": node.classified,
        "levels": node.levels,
    }


def organization_levels(round_):
    """Return the names of organizations' levels; none where they have none."""
    scale = scale_of(round_.guidance, Subject.ORGANIZATION)
    return list(scale.names.values()) if scale else []


def organization_lines(round_, organization, *, inside):
    """Return each organization with its level and, where it differs, its own band (NG-08)."""
    if scale_of(round_.guidance, Subject.ORGANIZATION) is None:
        return []
    report = reports.organization_report(round_, organization, inside=True)
    return [
        {
            "name": one.organization.name,
            "level": one.level,
            "note": one.reasons if not one.level else own_band(round_, one),
        }
        for one in report.rows
        if not inside or one.organization.pk == organization.pk
    ]


def own_band(round_, row):
    """Say which band the committee's own score gave, where the vote gave another (NG-08)."""
    if round_.guidance != Guidance.NEU_GUONG_2017 or row.own_level in ("", row.level):
        return ""
    return f"Cấp ủy tự chấm: {row.own_level}; hội nghị biểu quyết: {row.level}"


def people_of(report, cell, scale):
    """Return the people that the report names, with levels and reasons."""
    choice = results.ALL if cell else scale.lowest
    people = list(
        results.listed_people(
            report.round, report.organization, inside=report.inside, choice=choice
        )
    )
    known = results.evaluations_by_pk([one.evaluation for one in people])
    return [
        {
            "name": one.person.full_name,
            "place": one.place,
            "level": one.level,
            "note": "" if one.level and cell else one.reasons,
        }
        for one in reports.member_rows(report, people, known)
    ]


def commitments_of(round_, organization):
    """Return the figures on the year's commitments, which the yearly report tells too (CK-04)."""
    if round_.guidance != Guidance.HD21_2019:
        return None
    people = results.people_of_round(round_, organization).order_by().values("person")
    return commitments.figures_of(round_, people)


def models_of(report):
    """Return the role models with their years and votes (LD-07, LD-08)."""
    if report.round.guidance != Guidance.LAM_DONG_2017:
        return []
    found = results.role_models_in(report.round, report.organization, inside=report.inside)
    return [
        {
            "name": one.evaluation.person.full_name,
            "place": one.evaluation.organization.name,
            "what": YEARS[one.years],
            "votes": one.votes,
            "answer": one.get_superior_display(),
        }
        for one in found
    ]
