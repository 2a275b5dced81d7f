"""The sample bloc: only into an empty database, never in production."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from config.sample import Sample
from evaluations.models import (
    Evaluation,
    EvaluationEvent,
    Meeting,
    Opinion,
    Question,
    RoleModel,
    Sheet,
    Subject,
    YearPaper,
)
from evaluations.queries import caps
from evaluations.queries.scope import people_in_scope
from organizations.models import Account, LogEntry, Organization, Person, Placement, Position
from registrations.models import (
    Comment,
    CommentMeeting,
    Guidance,
    HalfYear,
    QuarterMark,
    Registration,
    RegistrationEvent,
    Round,
    Step,
)
from tests import factories

ADOPTED = (Guidance.NEU_GUONG_2017, Guidance.LAM_DONG_2017)


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
    assert len(usernames) == 13


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


def steps_of(round_, form):
    return set(round_.registrations.filter(form=form).values_list("step", flat=True))


DAYS = [date(2026, 1, 1), date(2026, 7, 19), date(2026, 12, 31)]


@pytest.mark.parametrize("today", DAYS)
def test_sample_does_nothing_before_an_admission_or_ahead_of_its_day(db, today):
    Sample(today).load()

    members = Person.objects.exclude(admitted_on=None)
    admitted = dict(members.values_list("pk", "admitted_on"))
    placed = Placement.objects.values_list("person_id", "started_on")
    serving = Position.objects.values_list("person_id", "started_on")
    handed_in = Registration.objects.exclude(submitted_at=None).exclude(person=None)
    committed = [(one.person_id, one.submitted_at.date()) for one in handed_in]
    days = [(pk, day) for pk, day in (*placed, *serving, *committed) if pk in admitted]
    assert [pk for pk, day in days if day < admitted[pk]] == []
    assert len(committed) > 100
    times = [
        *RegistrationEvent.objects.values_list("at", flat=True),
        *QuarterMark.objects.values_list("marked_at", flat=True),
        *HalfYear.objects.values_list("recorded_at", flat=True),
        *CommentMeeting.objects.values_list("finished_at", flat=True),
        *LogEntry.objects.values_list("at", flat=True),
        *EvaluationEvent.objects.values_list("at", flat=True),
        *Meeting.objects.values_list("held_at", flat=True),
        *Question.objects.exclude(closed_at=None).values_list("closed_at", flat=True),
        *Evaluation.objects.exclude(decided_at=None).values_list("decided_at", flat=True),
        *YearPaper.objects.values_list("issued_at", flat=True),
    ]
    assert [one for one in times if timezone.localdate(one) >= today] == []
    assert Evaluation.objects.filter(round__year=2025).exclude(level="").exists()
    begun = Evaluation.objects.filter(round__year=2026).exists()
    assert begun == (today > date(2026, 11, 10))


def test_sample_shows_the_work_of_a_whole_year(db):
    Sample(date(2026, 11, 22)).load()

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


def test_people_with_sample_accounts_are_reminded(db, mailoutbox):
    load()

    call_command("send_reminders", stdout=StringIO())

    addressed = {address for mail in mailoutbox for address in mail.to}
    assert "dangvien2@example.org" in addressed
    assert all(address.endswith("@example.org") for address in addressed)
