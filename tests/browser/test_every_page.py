"""axe on every page that a role may open, at a desk and on a phone."""

import pytest
from django.urls import reverse

from tests.browser.conftest import DESKTOP, PHONE
from tests.browsing import axe, fits, sign_in
from tests.test_rights import arguments, make_world, names, written_table

FILES = {
    "alive",
    "ballots",
    "blank_form",
    "cell_print_file",
    "counting_minutes",
    "evaluation_minutes",
    "half_year_report",
    "import_layout",  # needs the uploaded file; the board's story opens it
    "import_rejected",
    "meeting_minutes",
    "member_list_export",
    "print_file",
    "round_report",
    "registration_pdf",
    "result_notice",
    "result_posting",
    "results_workbook",
    "year_report",
}
PIECES = {"decision_cap", "evaluation_presence"}  # they stand in a page that is walked
ROLES = ("chính người đó", "bí thư chi bộ", "ban tổ chức", "ủy ban kiểm tra", "quản trị")


def pages_of(role):
    """Return the names of the pages that the table opens to the role."""
    table = written_table()
    return [
        name
        for name in sorted(names())
        if name not in FILES | PIECES and table[name][role].split(" / ")[0] == "được"
    ]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("shape", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_every_page_is_without_barriers(open_window, role, shape):
    window = open_window(**shape)
    world = make_world()
    takes_arguments = names()
    sign_in(window, world.accounts[role])

    for name in pages_of(role):
        address = reverse(name, args=arguments(world, name) if takes_arguments[name] else [])
        window.goto(address)
        axe(window)
        fits(window)
