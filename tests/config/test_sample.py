"""The sample bloc: only into an empty database, never in production."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Account, Organization
from tests import factories


def load():
    out = StringIO()
    call_command("load_sample", stdout=out)
    return out.getvalue()


def test_sample_prints_accounts_that_sign_in(db):
    text = load()

    password = text.splitlines()[0].split("mật khẩu chung: ")[1].rstrip(")")
    usernames = {line.split()[0] for line in text.splitlines()[1:]}
    accounts = Account.objects.all()
    assert usernames == {one.username for one in accounts if one.check_password(password)}
    assert len(usernames) == 10


def test_sample_is_refused_in_production(db, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        load()

    assert not Organization.objects.exists()


def test_sample_is_refused_where_something_is(db):
    factories.make_bloc()

    with pytest.raises(CommandError):
        load()

    assert Organization.objects.count() == 1
