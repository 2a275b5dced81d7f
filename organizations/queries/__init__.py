"""Reads the tree and its people: querysets in, values out."""

from organizations.queries.history import history_of, history_of_organization, last_day
from organizations.queries.people import (
    committee_of,
    count_people,
    duty_placements,
    page_of_people,
    people_of,
    people_rows,
    placed_people,
    post_name,
    shown_birth,
    shown_card,
)
from organizations.queries.posts import (
    places_to_serve,
    positions_ended_by_leaving,
    positions_ended_by_move,
    positions_ended_by_transfer,
)
from organizations.queries.search import (
    MOST_HITS,
    places_to_choose,
    search_people_and_organizations,
)
from organizations.queries.tree import (
    cell_of,
    organization_path,
    paths_on,
    tree_of,
    trees_of,
    within,
)

__all__ = [
    "MOST_HITS",
    "cell_of",
    "committee_of",
    "count_people",
    "duty_placements",
    "history_of",
    "history_of_organization",
    "last_day",
    "organization_path",
    "page_of_people",
    "paths_on",
    "people_of",
    "people_rows",
    "placed_people",
    "places_to_choose",
    "places_to_serve",
    "positions_ended_by_leaving",
    "positions_ended_by_move",
    "positions_ended_by_transfer",
    "post_name",
    "search_people_and_organizations",
    "shown_birth",
    "shown_card",
    "tree_of",
    "trees_of",
    "within",
]
