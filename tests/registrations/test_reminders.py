"""Reminders: who, when, of what, once."""

import smtplib
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organizations.models import PersonState, Role
from registrations import actions, reminders
from registrations.models import QuarterMark, Registration, Reminder, Round
from tests import factories

YEAR = 2026
LAST_DAY = date(YEAR, 3, 31)


@pytest.fixture
def bloc(db, settings):
    settings.SITE_URL = "https://camket.example.org"
    return factories.make_bloc()


@pytest.fixture
def cell(bloc):
    return factories.make_cell(factories.make_base(bloc))


@pytest.fixture
def round_(bloc):
    return factories.make_round(bloc, YEAR)


def make_member(cell, email="an@example.org", name="Nguyễn Văn An", **fields):
    return factories.make_account(factories.make_person(name, cell, email=email, **fields))


def sent_on(*days):
    """Send the reminders of days one after the other; return on which something was sent."""
    found = []
    for day in days:
        before = len(mail.outbox)
        reminders.send(day)
        found += [day] * (len(mail.outbox) - before)
    return found


def every_day(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def test_reminded_seven_days_and_one_day_before_then_weekly(cell, round_):
    make_member(cell)

    days = sent_on(*every_day(date(YEAR, 3, 1), date(YEAR, 4, 20)))

    assert days == [
        date(YEAR, 3, 24),
        date(YEAR, 3, 30),
        date(YEAR, 4, 1),
        date(YEAR, 4, 8),
        date(YEAR, 4, 15),
    ]


def test_digest_names_what_is_due_and_leads_to_the_installation(cell, round_):
    make_member(cell)

    reminders.send(LAST_DAY - timedelta(days=7))

    (message,) = mail.outbox
    assert message.to == ["an@example.org"]
    assert message.subject == "Nhắc việc: 1 việc sắp đến hạn hoặc quá hạn"
    assert message.body.startswith("Kính gửi đồng chí Nguyễn Văn An,\n")
    assert "- Nộp bản cam kết năm 2026: hạn 31/03/2026, còn 7 ngày.\n" in message.body
    assert "https://camket.example.org/viec-can-lam/" in message.body


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "còn 1 ngày"), (0, "hôm nay là ngày cuối"), (1, "quá hạn 1 ngày"), (9, "quá hạn 9 ngày")],
)
def test_digest_says_how_far_away_the_day_is(days, words):
    assert reminders.when_text(LAST_DAY, LAST_DAY + timedelta(days=days)) == words


def test_day_without_a_run_is_made_up_for_once(cell, round_):
    make_member(cell)

    days = sent_on(date(YEAR, 3, 26), date(YEAR, 3, 27), date(YEAR, 4, 3), date(YEAR, 4, 7))

    assert days == [date(YEAR, 3, 26), date(YEAR, 4, 3)]


def test_twice_the_same_day_sends_once(cell, round_):
    make_member(cell)
    out = StringIO()

    call_command("send_reminders", "--day=2026-03-24", stdout=out)
    call_command("send_reminders", "--day=2026-03-24", stdout=out)

    assert out.getvalue().splitlines() == ["Đã gửi 1 thư.", "Đã gửi 0 thư."]
    assert len(mail.outbox) == Reminder.objects.count() == 1


def test_claimed_by_another_machine_is_not_sent(cell, round_, monkeypatch):
    account = make_member(cell)
    waiting = reminders.accounts_to_remind

    def meanwhile(due, day):
        found = waiting(due, day)
        Reminder.objects.create(account=account, day=day)
        return found

    monkeypatch.setattr(reminders, "accounts_to_remind", meanwhile)
    reminders.send(LAST_DAY)

    assert mail.outbox == []


def test_who_handed_in_has_no_address_or_is_not_asked_is_left_alone(cell, round_):
    actions_of = make_member(cell)
    factories.hand_in(actions_of, round_)
    make_member(cell, email="")
    off = make_member(cell)
    off.is_active = False
    off.save()
    factories.set_state(make_member(cell).person, PersonState.Kind.EXEMPT)
    factories.make_person("Không có tài khoản", cell, email="x@example.org")
    make_member(cell, admitted_on=None, official_on=None)
    factories.place(make_member(None).person, factories.make_cell(factories.make_bloc("Khối khác")))

    reminders.send(LAST_DAY)

    assert mail.outbox == []


def test_returned_is_due_again(cell, round_):
    member = make_member(cell)
    secretary = factories.make_officer(cell)
    registration = factories.hand_in(member, round_)
    actions.return_to_author(secretary, registration.pk, "Thiếu thời gian")

    reminders.send(LAST_DAY)

    assert [message.to for message in mail.outbox] == [["an@example.org"]]
    assert "Thiếu thời gian" not in mail.outbox[0].body


def test_closed_round_and_past_year_remind_nobody(cell, round_):
    make_member(cell)

    reminders.send(date(YEAR + 1, 1, 5))
    Round.objects.update(closed_at="2026-03-01T00:00:00Z")
    reminders.send(LAST_DAY)

    assert mail.outbox == []


def test_officers_are_reminded_of_what_waits_but_not_of_their_own(cell, round_):
    secretary = factories.make_officer(cell)
    deputy = factories.make_officer(cell, Role.DEPUTY_SECRETARY, "Phạm Văn Cường")
    for officer in (secretary, deputy):
        officer.person.email = f"{officer.username}@example.org"
        officer.person.save()
    factories.hand_in(make_member(cell, email=""), round_)
    factories.hand_in(secretary, round_, range(1, 10))

    reminders.send(LAST_DAY)

    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "- Xác nhận 1 bản cam kết năm 2026 của Chi bộ 1:" in bodies[secretary.person.email]
    assert "- Xác nhận 2 bản cam kết năm 2026 của Chi bộ 1:" in bodies[deputy.person.email]
    assert "Nguyễn Văn An" not in "".join(bodies.values())


def test_lone_secretarys_paper_waits_for_the_committee_above(cell, round_):
    secretary = factories.make_officer(cell)
    above = factories.make_officer(cell.parent, placed_in=cell)
    above.person.email = "tren@example.org"
    above.person.save()
    factories.hand_in(secretary, round_, range(1, 10))

    reminders.send(LAST_DAY)

    (message,) = mail.outbox
    assert "Xác nhận 1 bản cam kết năm 2026 của Chi bộ 1" in message.body


def test_suspended_officer_is_not_reminded_of_the_cell(cell, round_):
    secretary = factories.make_officer(cell)
    secretary.person.email = "bi-thu@example.org"
    secretary.person.save()
    factories.hand_in(secretary, round_, range(1, 10))
    factories.hand_in(make_member(cell, email=""), round_)
    factories.set_state(secretary.person, PersonState.Kind.SUSPENDED_COMMITTEE)

    reminders.send(LAST_DAY)

    assert mail.outbox == []


def exemplary(bloc, guidance="neu_guong_2017"):
    return Round.objects.create(
        bloc=bloc,
        year=YEAR,
        guidance=guidance,
        adoption_number="12-HD/ĐUK",
        adoption_signed_on=date(2025, 11, 3),
        adoption_signed_by="Đảng ủy Khối",
    )


def test_exemplary_round_reminds_everybody_and_the_committees(bloc, cell):
    exemplary(bloc)
    make_member(cell, "quan-chung@example.org", admitted_on=None, official_on=None)
    secretary = factories.make_officer(cell)
    secretary.person.email = "bi-thu@example.org"
    secretary.person.save()

    reminders.send(date(YEAR - 1, 12, 24))

    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "- Nộp bản đăng ký năm 2026: hạn 31/12/2025" in bodies["quan-chung@example.org"]
    assert "- Nộp bản đăng ký năm 2026 của Chi bộ 1:" in bodies["bi-thu@example.org"]


def test_non_members_paper_waits_for_the_head_of_the_agency(bloc, cell):
    round_ = exemplary(bloc)
    employee = factories.make_person("Lê Thị Hoa", cell, admitted_on=None, official_on=None)
    head = factories.make_officer(cell.parent, Role.AGENCY_HEAD, placed_in=cell)
    secretary = factories.make_officer(cell)
    Registration.objects.create(
        round=round_, person=employee, organization=cell, form="F03", code="A", step="SUBMITTED",
        submitted_at="2025-12-20T00:00:00Z", signed={},
    )  # fmt: skip

    waiting = reminders.confirmations_waiting([round_], LAST_DAY)

    assert waiting == [(head.person_id, round_, "Chi bộ 1", 1)]
    head.person.positions.all().delete()
    waiting = reminders.confirmations_waiting([round_], LAST_DAY)
    assert waiting == [(secretary.person_id, round_, "Chi bộ 1", 1)]


def test_organizations_paper_waits_for_the_direct_superior(bloc, cell):
    round_ = exemplary(bloc)
    factories.make_officer(cell)
    above = factories.make_officer(cell.parent, placed_in=cell)
    Registration.objects.create(
        round=round_, organization=cell, form="F01", code="A", step="SUBMITTED",
        submitted_at="2025-12-20T00:00:00Z", signed={},
    )  # fmt: skip

    waiting = reminders.confirmations_waiting([round_], LAST_DAY)

    assert waiting == [(above.person_id, round_, "Chi bộ 1", 1)]


def test_booklet_reminds_of_quarters_not_marked(bloc, cell):
    round_ = exemplary(bloc, "lam_dong_2017")
    accounts = [make_member(cell, f"{number}@example.org") for number in range(2)]
    booklets = [
        Registration.objects.create(
            round=round_, person=one.person, organization=cell, form="F04", code=one.username,
            step="CONFIRMED", submitted_at="2026-01-20T00:00:00Z",
            confirmed_at="2026-01-20T00:00:00Z", signed={},
        )
        for one in accounts
    ]  # fmt: skip
    QuarterMark.objects.create(registration=booklets[0], quarter=1, level="x")

    reminders.send(date(YEAR, 3, 23))

    assert [message.to for message in mail.outbox] == [["1@example.org"]]
    assert "- Tự đánh giá quý 1 năm 2026: hạn 24/03/2026, còn 1 ngày." in mail.outbox[0].body


def test_failing_address_does_not_stop_the_rest_and_is_tried_again(
    cell, round_, monkeypatch, caplog
):
    for number in range(3):
        make_member(cell, f"{number}@example.org")
    bad = {"1@example.org"}
    deliver = EmailBackend.send_messages

    def send_messages(backend, messages):
        if messages[0].to[0] in bad:
            raise smtplib.SMTPRecipientsRefused({})
        return deliver(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    with pytest.raises(CommandError, match="1 địa chỉ không gửi được"):
        call_command("send_reminders", "--day=2026-03-31", stdout=StringIO())
    first = [message.to[0] for message in mail.outbox]
    bad.clear()
    call_command("send_reminders", "--day=2026-03-31", stdout=StringIO())

    assert first == ["0@example.org", "2@example.org"]
    assert [message.to[0] for message in mail.outbox[2:]] == ["1@example.org"]
    assert "example.org" not in caplog.messages[0]


def test_silent_mail_server_is_said_and_nothing_counts_as_sent(cell, round_, monkeypatch):
    make_member(cell)

    def refuse(backend):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", refuse)
    with pytest.raises(CommandError, match="Máy chủ thư không trả lời"):
        call_command("send_reminders", "--day=2026-03-31")

    assert Reminder.objects.count() == 0


def test_day_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="2026-03-24"):
        call_command("send_reminders", "--day=hôm nay")


def test_reading_what_is_due_takes_the_same_queries(cell, round_):
    def queries(number):
        for _ in range(number):
            make_member(cell)
            factories.hand_in(make_member(cell), round_)
        with CaptureQueriesContext(connection) as captured:
            reminders.due_on(LAST_DAY)
        return len(captured)

    factories.make_officer(cell)
    assert queries(1) == queries(3)


def browsed(client, account):
    client.force_login(account)
    return client.get(reverse("tasks"))


def test_tasks_page_names_what_is_due_first(client, bloc, cell):
    today = timezone.localdate()
    late = Round.objects.create(bloc=bloc, year=2024, guidance="cam_ket_9")
    factories.make_round(bloc, today.year + 1)
    member = make_member(cell)

    page = browsed(client, member)

    days = (today - date(2024, 3, 31)).days
    assert [(line.text, line.when, line.kind) for line in page.context["due_lines"]] == [
        ("Nộp bản cam kết năm 2024", f"quá hạn {days} ngày", "late")
    ]
    actions.start(member, late, member.person)
    (line,) = browsed(client, member).context["due_lines"]
    assert line.address.endswith("/viet/")


def test_tasks_page_tells_officers_how_their_cell_stands(client, bloc, cell):
    today = timezone.localdate()
    round_ = factories.make_round(bloc, today.year)
    secretary = factories.make_officer(cell)
    group = factories.make_group(cell)
    factories.hand_in(make_member(cell), round_)
    make_member(group)
    make_member(cell, admitted_on=None, official_on=None)
    factories.set_state(make_member(cell).person, PersonState.Kind.EXEMPT)
    make_member(factories.make_cell(cell.parent, "Chi bộ 2"))

    lines = browsed(client, secretary).context["cell_lines"]

    assert [(line.cell, line.round, line.number) for line in lines] == [(cell, round_, 2)]
    assert (
        "Chi bộ 1</a>: 2 người chưa nộp bản cam kết"
        in client.get(reverse("tasks")).content.decode()
    )


def test_tasks_page_takes_the_same_queries_for_a_larger_cell(client, bloc, cell):
    round_ = factories.make_round(bloc, timezone.localdate().year)
    client.force_login(factories.make_officer(cell))

    def queries(number):
        for _ in range(number):
            make_member(cell)
            factories.hand_in(make_member(cell), round_)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("tasks"))
        return len(captured)

    assert queries(1) == queries(3)
