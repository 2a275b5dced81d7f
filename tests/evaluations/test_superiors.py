"""Reports up, confirmation and refusal by those above, opinions, where violations count."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from evaluations import annulling, superiors
from evaluations.access import reader_in
from evaluations.deciding_forms import opinion_kinds
from evaluations.models import Evaluation, Opinion, RoleModel, Subject
from evaluations.queries import order
from evaluations.queries.known import committee_disciplines, subordinate_levels
from organizations.models import Discipline, LogEntry, Role
from registrations.actions import Moved
from registrations.models import Guidance
from tests import factories
from tests.evaluations.deciding import GOOD, LOWEST, YEAR, make_world, voted

NOW = timezone.now()
DECIDED = {"level": "COMPLETED_WELL", "decided_at": NOW}


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def booklets(db):
    return make_world(Guidance.LAM_DONG_2017)


def confirm(world, rows, answer="CONFIRMED", reason="", by=None):
    by = by or world.superior
    pks = [one.pk for one in rows]
    return superiors.confirm_members(by, world.round, world.base, pks, answer, reason)


def reported(world, number=1):
    """Make people of the first cell classified under LD, reported up."""
    people = [factories.make_person(f"Lê Văn {place}", world.cell) for place in range(number)]
    return [
        factories.make_voted(world.round, world.cell, one, "COMPLETED_WELL", facts={}, **DECIDED)
        for one in people
    ]


def test_cell_reports_what_is_voted_and_names_who_is_not(world):
    secretary = factories.make_officer(world.cell)
    (one,) = voted(world, GOOD, reported_at=None)

    with pytest.raises(ValidationError, match="lý do"):
        superiors.report_up(secretary, world.round, world.cell)
    assert superiors.report_up(secretary, world.round, world.cell, "Đi học xa") == 1

    one.refresh_from_db()
    assert one.reported_at is not None
    line = LogEntry.objects.get(verb="report_up")
    assert "Trần Thị Bình. Lý do: Đi học xa" in line.text
    with pytest.raises(Moved):
        superiors.report_up(secretary, world.round, world.cell, "Đi học xa")


def test_base_committee_confirms_classification_and_role_models(booklets):
    rows = reported(booklets, 2)
    model = RoleModel.objects.create(evaluation=rows[0], votes=9)

    assert confirm(booklets, rows) == 2

    model.refresh_from_db()
    rows[0].refresh_from_db()
    assert (rows[0].superior, model.superior) == ("CONFIRMED", "CONFIRMED")
    assert rows[0].superior_as.startswith("Võ Minh Tú, Bí thư")
    with pytest.raises(Moved):
        confirm(booklets, rows)


def test_refusal_has_a_reason_and_goes_back_to_the_cell(booklets):
    secretary = factories.make_officer(booklets.cell)
    (one,) = reported(booklets)

    with pytest.raises(ValidationError, match="lý do"):
        confirm(booklets, [one], "REFUSED")
    confirm(booklets, [one], "REFUSED", "Chưa khắc phục xong")
    fresh = annulling.annul(secretary, one, "Cấp trên không công nhận")

    assert (fresh.attempt, fresh.level, fresh.superior, fresh.reported_at) == (2, "", "", None)


def test_role_model_is_refused_alone(booklets):
    (one,) = reported(booklets)
    model = RoleModel.objects.create(evaluation=one, votes=9)

    superiors.review_role_model(booklets.superior, model.pk, "REFUSED", "Chưa tiêu biểu")
    confirm(booklets, [one])

    model.refresh_from_db()
    one.refresh_from_db()
    assert (one.superior, model.superior, model.superior_reason) == (
        "CONFIRMED",
        "REFUSED",
        "Chưa tiêu biểu",
    )


def test_only_what_is_reported_is_confirmed_and_never_the_own(booklets):
    (one,) = reported(booklets)
    own = factories.make_voted(
        booklets.round, booklets.cell, booklets.superior.person, "COMPLETED", facts={}, **DECIDED
    )

    with pytest.raises(PermissionDenied):
        confirm(booklets, [own])
    Evaluation.objects.update(reported_at=None)
    with pytest.raises(Moved):
        confirm(booklets, [one])


def test_superior_recognises_an_organization_or_says_why_not(db):
    world = make_world(Guidance.NEU_GUONG_2017)
    row = factories.make_organization_evaluation(
        world.round, world.base, GOOD, level=GOOD, decided_at=NOW
    )

    with pytest.raises(ValidationError, match="lý do"):
        superiors.recognise(world.standing, row, "REFUSED")
    superiors.recognise(world.standing, row, "REFUSED", "Có đơn thư")

    row.refresh_from_db()
    assert (row.level, row.superior, row.superior_reason) == (GOOD, "REFUSED", "Có đơn thư")
    with pytest.raises(Moved):
        superiors.recognise(world.standing, row, "CONFIRMED")


def hear(account, row, kind="RESIDENCE"):
    return superiors.record_opinion(
        account, row, kind, "Chi bộ Khu phố 3", date(YEAR, 12, 1), "Tốt"
    )


def test_opinion_is_recorded_until_the_decision_and_not_on_oneself(world):
    secretary = factories.make_officer(world.cell)
    (one,) = voted(world, GOOD)
    own = factories.make_voted(world.round, world.cell, secretary.person)

    hear(secretary, one)
    with pytest.raises(ValidationError, match="chính đồng chí"):
        hear(secretary, own)
    Evaluation.objects.update(level=GOOD, decided_at=NOW)
    with pytest.raises(ValidationError, match="Đã có quyết định"):
        hear(secretary, one)

    assert [one.source for one in Opinion.objects.all()] == ["Chi bộ Khu phố 3"]


def kinds(account, evaluation):
    reader = reader_in(account, evaluation.organization_id)
    return {one.value for one in opinion_kinds(reader, evaluation)}


def test_who_records_which_opinion(world):
    secretary = factories.make_officer(world.cell)
    (member,) = voted(world, GOOD)
    base = factories.make_organization_evaluation(world.round, world.base)
    cell = factories.make_organization_evaluation(world.round, world.cell)

    heard = {"OLD_CELL", "TEMPORARY_CELL", "RESIDENCE", "AGENCY"}
    assert kinds(secretary, member) == heard
    assert kinds(world.superior, member) == heard | {"SUGGESTION"}
    assert kinds(world.board, member) == {"SUGGESTION"}
    assert kinds(world.board, base) == {"RELATED", "SUGGESTION"}
    assert kinds(world.standing, base) == {"SUGGESTION"}
    assert kinds(world.superior, base) == set()
    assert kinds(world.superior, cell) == {"RELATED", "SUGGESTION"}
    assert kinds(secretary, cell) == set()


def discipline(person, organization, form="REPRIMAND"):
    return Discipline.objects.create(
        person=person,
        form=form,
        decided_on=date(YEAR, 6, 1),
        decision="1-QĐ/UBKT",
        violation="Vi phạm nguyên tắc",
        organization=organization,
    )


def test_violation_at_the_old_place_is_counted_there(world):
    one, other = voted(world, LOWEST, LOWEST)
    Evaluation.objects.update(level=LOWEST, decided_at=NOW)
    discipline(one.person, world.other)
    discipline(other.person, world.cell)

    found = subordinate_levels(world.round, [world.cell, world.other])

    assert found == {world.cell.pk: {LOWEST: 1}, world.other.pk: {LOWEST: 1}}
    assert subordinate_levels(world.round, [world.cell]) == {world.cell.pk: {LOWEST: 1}}


def test_violation_that_did_not_lower_the_level_moves_nobody(world):
    one, other = voted(world, GOOD, LOWEST)
    Evaluation.objects.filter(pk=one.pk).update(level=GOOD, decided_at=NOW)
    already = {"already_counted": True}
    Evaluation.objects.filter(pk=other.pk).update(level=LOWEST, decided_at=NOW, facts=already)
    for row in (one, other):
        discipline(row.person, world.other)

    found = subordinate_levels(world.round, [world.cell, world.other])

    assert found == {world.cell.pk: {GOOD: 1, LOWEST: 1}}


def test_discipline_counts_in_the_committee_where_it_happened(world):
    newcomer = factories.make_person("Người mới", world.cell)
    factories.appoint(newcomer, world.cell, Role.DEPUTY_SECRETARY, date(YEAR, 7, 1))
    factories.appoint(
        newcomer, world.other, Role.SECRETARY, date(2020, 1, 1), ended_on=date(YEAR, 7, 1)
    )
    discipline(newcomer, world.other, "WARNING")

    found = committee_disciplines(world.round, [world.cell.pk, world.other.pk])

    assert found == {world.other.pk: ["WARNING"]}


def test_former_committee_member_of_earlier_years_is_nobodys(world):
    member = factories.make_person("Người cũ", world.cell)
    factories.appoint(member, world.cell, started_on=date(2020, 1, 1), ended_on=date(2021, 1, 1))
    discipline(member, world.cell)

    assert committee_disciplines(world.round, [world.cell.pk]) == {}


def words(missing):
    return [one.text for one in missing]


def test_order_members_then_organization_then_collective_then_leaders(world):
    secretary = factories.make_officer(world.cell)
    cell = factories.make_organization_evaluation(world.round, world.cell)
    collective, deputy, head = (
        Evaluation.objects.create(
            round=world.round,
            subject=subject,
            organization=world.cell,
            person=person,
            body=body,
            reviewed_at=NOW,
        )
        for subject, person, body in (
            (Subject.COLLECTIVE, None, "Chi ủy"),
            (Subject.LEADER, factories.make_person("Phó", world.cell), "Phó Bí thư"),
            (Subject.LEADER, secretary.person, "Bí thư"),
        )
    )

    text = " ".join(words(order.missing_before(cell)))
    assert "Chưa xếp loại xong đảng viên: " in text
    assert "Mẫu 01" in text
    assert words(order.missing_before(collective)) == ["Chưa xếp loại tổ chức đảng (H21-05)."]
    text = " ".join(words(order.missing_before(head)))
    for part in ("là đảng viên", "tổ chức đảng", "tập thể: Chi ủy", "chưa xếp loại: Phó"):
        assert part in text
    assert "sau cùng" not in " ".join(words(order.missing_before(deputy)))


def test_nothing_is_missing_when_all_before_is_done(world):
    factories.make_decided(world.round, world.cell, factories.make_person("An", world.cell))
    cell = factories.make_organization_evaluation(world.round, world.cell)
    factories.make_report(world.round, world.cell)

    assert order.missing_before(cell) == []


def test_base_organization_waits_for_lower_ones_and_related_opinions(world):
    base = factories.make_organization_evaluation(world.round, world.base)
    factories.make_report(world.round, world.base)

    text = words(order.missing_before(base))

    assert len(text) == 2
    assert text[0].startswith("Chưa xếp loại tổ chức đảng cấp dưới: Chi bộ 1, Chi bộ 2")
    assert "cơ quan liên quan (H21-25)" in text[1]
    hear(world.board, base, "RELATED")
    assert len(order.missing_before(base)) == 1
