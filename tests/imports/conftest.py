"""A bloc and a cell in it, which the lists of these tests name."""

import pytest

from tests.factories import make_base, make_bloc, make_cell


@pytest.fixture
def bloc():
    return make_bloc()


@pytest.fixture
def first(bloc):
    """A cell of the base organization that the lists of these tests name."""
    return make_cell(make_base(bloc))
