from io import StringIO

import pytest
from django.core.management import call_command

from config.management.commands.prepare import static_fingerprint
from organizations.models import Kind, Organization
from tests.factories import make_bloc


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"


def prepare():
    out = StringIO()
    call_command("prepare", stdout=out)
    return out.getvalue()


def test_prepare_collects_static_files_once(db):
    make_bloc()

    said = [prepare(), prepare()]

    assert said == ["Gom các tệp giao diện…\n", ""]


def test_static_fingerprint_follows_a_changed_file(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    style = tmp_path / "source" / "app.css"
    style.parent.mkdir()
    style.write_text("a {}")
    before = static_fingerprint()

    style.write_text("b {}  ")

    assert static_fingerprint() != before


def test_prepare_fills_an_empty_database_once(db, settings):
    settings.STATICFILES_DIRS = []

    first, second = prepare(), prepare()

    assert "Tài khoản mẫu" in first
    assert first.endswith(second)
    assert Organization.objects.filter(kind=Kind.BLOC).count() == 1


def test_prepare_leaves_a_filled_database_alone(db):
    bloc = make_bloc()

    prepare()

    assert list(Organization.objects.all()) == [bloc]


def test_prepare_in_production_loads_no_sample(db, settings):
    settings.PRODUCTION = True

    prepare()

    assert not Organization.objects.exists()
