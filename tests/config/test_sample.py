"""The sample bloc: last year's and this year's work, up to the day it is loaded."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from config.sample import PASSWORD, Sample
from evaluations.models import (
    Evaluation,
    Opinion,
    Question,
    RoleModel,
    Sheet,
    Subject,
    YearPaper,
)
from evaluations.queries import caps
from evaluations.queries.scope import people_in_scope
from organizations.models import Account, Organization
from registrations.models import (
    Comment,
    Guidance,
    HalfYear,
    QuarterMark,
    Round,
    Step,
)
from tests.config.samples import see_nothing_before_an_admission_or_ahead_of

ADOPTED = (Guidance.NEU_GUONG_2017, Guidance.LAM_DONG_2017)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load the sample once for all tests that look at it; return its accounts."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Sample(TODAY).load()
        transaction.set_rollback(True)


@pytest.fixture
def accounts(loaded, db):
    """Return the sample's accounts in a database that holds the sample."""
    return loaded


def test_sample_names_the_accounts_that_sign_in(accounts):
    found = Account.objects.all()
    signing_in = {one.username for one in found if one.check_password(PASSWORD)}

    assert {username for username, _ in accounts} == signing_in
    assert len(signing_in) == 13


def steps_of(round_, form):
    return set(round_.registrations.filter(form=form).values_list("step", flat=True))


def test_sample_does_nothing_before_an_admission_or_ahead_of_its_day(accounts):
    see_nothing_before_an_admission_or_ahead_of(TODAY)


def test_sample_shows_the_work_of_a_whole_year(accounts):
    ng, ld = (Round.objects.get(year=2026, guidance=one) for one in ADOPTED)
    assert ng.adoption_number == ld.adoption_number != ""
    last = Round.objects.filter(year=2025).values_list("guidance", flat=True)
    assert set(last) == {Guidance.CAM_KET_9, Guidance.HD21_2019}
    assert steps_of(ng, "F01") == set(Step) - {Step.DRAFT}
    assert steps_of(ng, "F02") == set(Step)
    assert steps_of(ng, "F03") == {"COMMENTED", "SUBMITTED", "CONFIRMED"}
    assert steps_of(ld, "F04") == {"DRAFT", "SUBMITTED", "RETURNED", "CONFIRMED"}
    assert Comment.objects.exclude(text="").filter(registration__form="F01").exists()
    assert Comment.objects.exclude(text="").filter(registration__form="F02").exists()
    tallied = QuarterMark.objects.exclude(tallied_at=None)
    assert set(tallied.values_list("quarter", flat=True)) == {1, 2}
    assert QuarterMark.objects.filter(quarter=3, tallied_at=None).exists()
    assert HalfYear.objects.exclude(reported_at=None).exclude(strengths="").exists()
    handed_in = ng.registrations.exclude(submitted_at=None)
    commented = handed_in.filter(comments__meeting__finished_at__lt=F("submitted_at"))
    assert set(commented) == set(handed_in) != set()
    see_last_year_classified_throughout_one_base_organization()
    see_last_years_commitments_assessed_in_words()
    see_every_step_of_last_year_open_elsewhere()
    see_a_published_vote_and_a_role_model_of_this_year()


def see_last_year_classified_throughout_one_base_organization():
    round_ = Round.objects.get(guidance=Guidance.HD21_2019)
    base = Organization.objects.get(name="Đảng bộ Sở Tư pháp")
    pool = caps.members_pool(round_, base)
    due = [one for one in people_in_scope(round_, base) if one.classified]
    cap = caps.cap_of(pool)

    assert len(due) == pool.rows.count() > 20
    assert pool.rows.filter(level="").count() == 0
    assert pool.rows.filter(notified_at=None).count() == 0
    assert (cap.excellent, cap.beyond) == (cap.most, 0)
    assert pool.rows.filter(voted_level="EXCELLENT").count() > cap.most
    refused = pool.rows.filter(voted_level="EXCELLENT", level="GOOD")
    assert refused.exclude(decision_reason="").count() == refused.count() > 0
    bodies = Evaluation.objects.filter(round=round_, subject=Subject.ORGANIZATION)
    assert {str(one.organization) for one in bodies} == {
        "Đảng bộ Sở Tư pháp",
        "Chi bộ Văn phòng",
        "Chi bộ Nghiệp vụ",
    }
    assert not bodies.filter(notified_at=None).exists()
    own = bodies.get(organization=base)
    assert own.decided_as == "Ban Thường vụ Đảng bộ Khối các cơ quan tỉnh"
    assert own.opinions.filter(kind=Opinion.Kind.RELATED).exists()
    waiting = Evaluation.objects.filter(round=round_, level="").exclude(reviewed_at=None)
    leading = waiting.filter(organization=base).values_list("subject", flat=True)
    assert sorted(leading) == [Subject.COLLECTIVE, Subject.LEADER, Subject.LEADER]


def see_last_years_commitments_assessed_in_words():
    told = Evaluation.objects.filter(round__guidance=Guidance.CAM_KET_9).exclude(published_at=None)

    assert told.exclude(praise="").count() == told.count() >= 10
    assert told.exclude(reminder="").exists()


def see_every_step_of_last_year_open_elsewhere():
    round_ = Round.objects.get(guidance=Guidance.HD21_2019)
    cells = {one.name: one for one in Organization.objects.filter(parent__position=1)}
    rows = {
        name: Evaluation.objects.filter(round=round_, organization=cell)
        for name, cell in cells.items()
    }

    office = rows["Chi bộ Văn phòng"]
    assert office.exclude(reported_at=None).filter(level="").count() == 9
    assert office.exclude(chosen_votes=None).count() == 3
    cap = caps.cap_of(caps.members_pool(round_, cells["Chi bộ Văn phòng"].parent))
    assert (len(cap.tied), len(cap.refused)) == (2, 1)
    counting = Question.objects.get(closed_at=None)
    first, second = Sheet.objects.filter(question=counting)
    assert first.signed_at is not None
    assert (second.signed_at, second.rows.count()) == (None, 0)
    control = rows["Chi bộ Thanh tra"]
    assert control.filter(proposed_at=None).exists()
    assert control.exclude(proposed_at=None).filter(voted_at=None).exists()
    planning = round_.registrations.filter(organization=cells["Chi bộ Quy hoạch"])
    assert set(planning.values_list("step", flat=True)) == {"DRAFT", "SUBMITTED"}


def see_a_published_vote_and_a_role_model_of_this_year():
    ng, ld = (Round.objects.get(year=2026, guidance=one) for one in ADOPTED)

    published = Evaluation.objects.filter(round=ng).exclude(published_at=None)
    assert published.filter(subject=Subject.MEMBER).count() == 14
    assert published.get(subject=Subject.ORGANIZATION).level == "OUTSTANDING"
    assert YearPaper.objects.filter(round=ng, kind=YearPaper.Kind.POSTING).count() == 1
    assert Evaluation.objects.filter(round=ng, voted_at=None).exclude(group_at=None).count() == 3
    waiting = Evaluation.objects.filter(round=ld, reported_at__isnull=False, superior="")
    assert waiting.count() == 12
    chosen = RoleModel.objects.get(evaluation__round=ld)
    assert chosen.evaluation.level == "COMPLETED_WELL"
    papers = YearPaper.objects.filter(round=ld).order_by("kind")
    assert list(papers.values_list("kind", flat=True)) == ["HALF_YEAR", "REPORT"]


def test_people_with_sample_accounts_are_reminded(accounts, mailoutbox):
    call_command("send_reminders", day=f"{TODAY}", stdout=StringIO())

    addressed = {address for mail in mailoutbox for address in mail.to}
    assert "dangvien2@example.org" in addressed
    assert all(address.endswith("@example.org") for address in addressed)
