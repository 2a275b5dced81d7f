"""What the tests of HD 22 share: a cell with three people, its meeting, its reviews."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluations import deciding, recording, superiors
from evaluations.models import Evaluation, Meeting, Subject
from evaluations.queries import caps
from evaluations.queries.scope import evaluation_of, person_in_scope
from organizations.models import Role
from registrations.models import Guidance
from tests import factories
from tests.evaluations.deciding import DECISION
from tests.evaluations.deciding import make_world as make_committee


def make_world():
    """Make a base committee, its cells, a round under HD 22, three people of the first cell."""
    found = make_committee(Guidance.HD22_2013)
    officer = factories.make_officer
    return SimpleNamespace(
        **vars(found),
        secretary=officer(found.cell, full_name="Trần Văn Bình"),
        deputy=officer(found.cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường"),
        member=factories.make_account(factories.make_person("Lê Thị Hoa", found.cell)),
    )


def body(world, organization=None):
    return evaluation_of(world.round, Subject.ORGANIZATION, organization or world.cell)


def hold(world, days_before=3, organization=None, by=None):
    """Hold a meeting of yesterday with the draft report sent some days before it; None: never."""
    held = timezone.now() - timedelta(days=1)
    sent = None
    if days_before is not None:
        sent = timezone.localdate(held) - timedelta(days=days_before)
    return Meeting.objects.create(
        round=world.round,
        organization=organization or world.cell,
        held_at=held,
        place="Phòng họp",
        chair="Trần Văn Bình",
        clerk="Lê Thị Hoa",
        draft_sent_on=sent,
        called_by=by or world.secretary,
    )


def review_body(world, organization=None, by=None):
    hold(world, organization=organization, by=by)
    superiors.mark_body_reviewed(by or world.secretary, body(world, organization))


def scope_of(world, account, cell=None):
    return person_in_scope(world.round, cell or world.cell, account.person_id)


def write_self(world, *accounts, cell=None):
    """Write and hand in the self-reviews of some people."""
    for account in accounts:
        for field, text in (("self_level", "GOOD"), ("self_text", "Ưu điểm. Khuyết điểm.")):
            scope = scope_of(world, account, cell)
            stored = getattr(scope.current(world.round), field)
            recording.save_self(
                account,
                scope.current(world.round),
                field,
                text,
                revision=recording.fingerprint(stored),
                scope=scope,
            )
        scope = scope_of(world, account, cell)
        recording.hand_in_self(account, scope.current(world.round), scope=scope)


def mark(world, *accounts, by=None):
    pks = [one.person_id for one in accounts]
    return recording.mark_reviewed(by or world.secretary, world.round, world.cell, pks)


def review_all(world):
    """Review the cell and its three people, each marked by another; return their evaluations."""
    review_body(world)
    everybody = (world.secretary, world.deputy, world.member)
    write_self(world, *everybody)
    mark(world, world.secretary, by=world.deputy)
    mark(world, world.deputy, world.member)
    return [scope_of(world, one).evaluation for one in everybody]


def members(world):
    return caps.members_pool(world.round, world.base)


def choose(world, evaluation, level="", reason="", pool=None, by=None):
    pool = pool or members(world)
    for field, text in (("chosen_level", level), ("decision_reason", reason)):
        if text:
            before = deciding.choice_text(Evaluation.objects.get(pk=evaluation.pk), field)
            deciding.choose(by or world.superior, pool, evaluation.pk, field, text, before=before)


def decide(world, *evaluations, decision=DECISION, pool=None, by=None):
    pks = [one.pk for one in evaluations]
    return deciding.decide(by or world.superior, pool or members(world), pks, decision)


def refused(act):
    """Return why something is refused."""
    with pytest.raises(ValidationError) as error:
        act()
    return " ".join(error.value.messages)
