"""Strictness of every test: no skips in CI, no luck with the order of rows."""

import os
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate
from django.db.models.sql.compiler import SQLCompiler

reference_data = import_module("registrations.migrations.0003_reference_data")
given_order = SQLCompiler.get_order_by


def order_by_or_newest_first(compiler):
    """Give rows without an asked-for order the one that nobody expects."""
    query = compiler.query
    asked = query.order_by or query.extra_order_by or query.get_meta().ordering
    shaped = query.distinct or query.combinator or query.subquery or query.group_by is not None
    if asked or shaped or not query.default_ordering:
        return given_order(compiler)
    query.order_by = ("-pk",)
    try:
        return given_order(compiler)
    finally:
        query.order_by = ()


@pytest.fixture(autouse=True)
def newest_first(monkeypatch):
    """Show tests and code that rely on rows coming in the order of their making."""
    monkeypatch.setattr(SQLCompiler, "get_order_by", order_by_or_newest_first)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Keep SQLite in a file as in service: in memory all threads share one connection."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)


def fill_again(**emitted):
    """Put back what a migration filled in, once a test has emptied every table."""
    reference_data.fill(apps, None)


@pytest.fixture(scope="session", autouse=True)
def reference_data_stays():
    """Let no test miss the reference data because another one ran before it."""
    post_migrate.connect(fill_again, sender=apps.get_app_config("registrations"))


DATABASE = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config, items):
    """Leave to the run on PostgreSQL what only it can show; the closing line counts it.

    What asks for no database is marked as shown by one run.
    """
    for item in items:
        if not (DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db")):
            item.add_marker(pytest.mark.once)
    if connection.vendor == "postgresql":
        return
    left = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """In CI a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped:
        reporter.write_line(f"\n{len(skipped)} skipped: not allowed in CI", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
