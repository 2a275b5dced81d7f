"""What a half-year's report to the level above says (E07): figures and names, to be frozen."""

from collections import Counter

from evaluations.levels import scale_of
from evaluations.models import Subject
from evaluations.queries import half_years
from evaluations.queries.scope import day_of
from evaluations.reports import Node, add_up, lines
from evaluations.year_reports import line_of
from organizations.models import CELL_KINDS
from organizations.queries import tree_of


def half_year_content(round_, organization):
    """Return the report on the first half of the year as it stands now, as JSON (LD-05, LD-10).

    It has the keys of a year's report. A cell names all its members with their levels, a
    committee those in the lowest level; both name who may become a role model.
    """
    cell = organization.kind in CELL_KINDS
    scale, day = scale_of(round_.guidance, Subject.MEMBER), day_of(round_)
    rows = half_years.half_rows(round_, organization, inside=cell)
    nodes = nodes_of(tree_of(organization, day), rows, scale)
    root = nodes[organization.pk]
    listed = rows if cell else [one for one in rows if one.result == scale.lowest]
    return {
        "half": half_years.FIRST,
        "day": day.isoformat(),
        "classified": root.classified,
        "levels": list(scale.names.values()),
        "rows": [line_of(node, depth) for node, depth in lines(root)],
        "organizations": [],
        "organization_levels": [],
        "people": [named(one, nodes, scale) for one in listed],
        "people_title": "Danh sách kết quả"
        if cell
        else f"Danh sách mức “{scale.names[scale.lowest]}”",
        "models": [],
        "noted": sum(one.noted for one in rows),
        "promising": [named(one, nodes, scale) for one in rows if one.promising],
    }


def nodes_of(tree, rows, scale):
    """Return {organization id: its figures} of a tree, each with those of all below it."""
    nodes = {one.pk: Node(one, scale) for one in tree}
    counts = {}
    for one in rows:
        counts.setdefault(one.place, Counter())[one.result] += 1
    add_up(nodes, "counts", counts)
    for one in tree[1:]:
        nodes[one.parent_id].children.append(nodes[one.pk])
    return nodes


def named(row, nodes, scale):
    """Return a member as the report names one: where, the level or why none."""
    return {
        "name": row.person.full_name,
        "place": nodes[row.cell].organization.name,
        "level": scale.names.get(row.result, ""),
        "note": half_years.WORDS.get(row.result, ""),
    }
