"""Rows for tests: each function makes one thing with plain defaults."""

import itertools
from datetime import date

from django.utils import timezone

from evaluations.models import Evaluation, Subject
from organizations.models import (
    Account,
    Kind,
    Organization,
    Person,
    PersonState,
    Placement,
    Position,
    Role,
)
from registrations import actions, printing
from registrations.models import Answer, Guidance, Registration, Round

START = date(2020, 1, 1)
ADOPTION = {
    "adoption_number": "Công văn số 12-CV/ĐUK",
    "adoption_signed_on": date(2025, 12, 20),
    "adoption_signed_by": "Ban Thường vụ Đảng ủy khối",
}
PASSWORD = "mat-khau-de-thu-2026"
card_numbers = itertools.count(50_000_001)


def make_bloc(name="Đảng bộ Khối các cơ quan tỉnh", **fields):
    return Organization.objects.create(kind=Kind.BLOC, name=name, locality="Đà Lạt", **fields)


def make_base(bloc, name="Đảng bộ Sở Xây dựng", kind=Kind.BASE_COMMITTEE, **fields):
    return Organization.objects.create(parent=bloc, kind=kind, name=name, **fields)


def make_cell(parent, name="Chi bộ 1", **fields):
    return Organization.objects.create(parent=parent, kind=Kind.CELL, name=name, **fields)


def make_group(cell, name="Tổ đảng 1", **fields):
    return Organization.objects.create(parent=cell, kind=Kind.GROUP, name=name, **fields)


def make_person(full_name="Nguyễn Văn An", organization=None, **fields):
    """Make a full member, placed officially in the organization when one is given."""
    defaults = {
        "card_number": str(next(card_numbers)),
        "born_on": date(1980, 5, 4),
        "admitted_on": date(2010, 2, 3),
        "official_on": date(2011, 2, 3),
    }
    person = Person.objects.create(full_name=full_name, **{**defaults, **fields})
    if organization is not None:
        place(person, organization)
    return person


def place(person, organization, kind=Placement.Kind.OFFICIAL, started_on=START, **fields):
    return Placement.objects.create(
        person=person, organization=organization, kind=kind, started_on=started_on, **fields
    )


def appoint(person, organization, role=Role.SECRETARY, started_on=START, **fields):
    return Position.objects.create(
        person=person, organization=organization, role=role, started_on=started_on, **fields
    )


def set_state(person, kind, started_on=START, **fields):
    return PersonState.objects.create(person=person, kind=kind, started_on=started_on, **fields)


def make_account(person=None, username=None, must_change_password=False, **fields):
    """Make an account that signs in with PASSWORD; without a person an administrator."""
    account = Account(
        username=username or (f"dv{person.pk}" if person else "quantri"),
        person=person,
        administrator=person is None,
        must_change_password=must_change_password,
        **fields,
    )
    account.set_password(PASSWORD)
    account.save()
    return account


def make_officer(organization, role=Role.SECRETARY, full_name="Trần Thị Bình", placed_in=None):
    """Make a person who holds the role in the organization, with an account."""
    person = make_person(full_name, placed_in or organization)
    appoint(person, organization, role)
    return make_account(person)


def make_round(bloc, year=2026, **fields):
    fields.setdefault("guidance", Guidance.CAM_KET_9)
    return Round.objects.create(bloc=bloc, year=year, **fields)


def fill(account, registration, numbers=range(1, 8), text="Nội dung cam kết mục {}."):
    """Write a text into sections of a registration."""
    for number in numbers:
        actions.save_answer(
            account, registration.pk, str(number), text.format(number), revision=0, writer="w"
        )


def hand_in(account, round_, numbers=range(1, 8)):
    """Let the account's person write and hand in; return the registration."""
    registration = actions.start(account, round_, account.person)
    fill(account, registration, numbers)
    return actions.submit(account, registration.pk)


ITEM = {
    "relation": "WORK",
    "scope": "Tiếp nhận hồ sơ",
    "work": "Rà soát thủ tục",
    "manner": "Chủ động, cầu thị",
    "result": "Rút ngắn 2 ngày",
}


def make_booklet_round(bloc, year):
    """Make a round of booklets, which the bloc adopts for the year."""
    return make_round(bloc, year, guidance=Guidance.LAM_DONG_2017, **ADOPTION)


def make_booklet(person, round_, confirmed_by):
    """Let a person write, hand in and have confirmed a booklet with one item; return it."""
    author = Account.objects.filter(person=person).first() or make_account(person)
    registration = actions.start(author, round_, person)
    for part, text in ITEM.items():
        actions.save_answer(author, registration.pk, f"1.{part}", text, revision=0, writer="w")
    actions.submit(author, registration.pk)
    actions.confirm(confirmed_by, registration.pk)
    registration.refresh_from_db()
    return registration


def hand_in_confirmed(secretary, account, round_):
    """Let the account's person hand in and the secretary confirm; return the registration."""
    registration = hand_in(account, round_)
    actions.confirm(secretary, registration.pk)
    return registration


def copy_confirmed(round_, person):
    """Give a person the text, the head and the step of a registration that is confirmed."""
    model = Registration.objects.filter(round=round_, step="CONFIRMED").first()
    answers = list(model.answers.all())
    model.pk, model.person, model.code = None, person, actions.new_code()
    model.signed = {**model.signed, "full_name": person.full_name}
    model.save()
    for one in answers:
        one.pk, one.registration = None, model
    Answer.objects.bulk_create(answers)
    return model


def print_out(account, round_, organization, kind="PDF"):
    """Ask for printing, let a worker print, and return the job."""
    job = printing.ask(account, round_, organization, kind)
    printing.work(once=True)
    job.refresh_from_db()
    return job


def make_result(round_, organization, person=None, level="", **fields):
    """Make a person's evaluation as it stands after the vote; without a person the body's own.

    With a level it is decided: reviewed, voted, with a frozen verdict of one reason.
    """
    now = timezone.now()
    done = {"reviewed_at": now, "voted_at": now, "voted_level": level}
    if level:
        reason = {"rule": "H21-14", "place": "B.2.5", "text": "Quá nửa số phiếu."}
        done |= {"level": level, "decided_at": now, "outcome": {"reasons": [reason]}}
    subject = Subject.MEMBER if person else Subject.ORGANIZATION
    return Evaluation.objects.create(
        round=round_, subject=subject, organization=organization, person=person, **(done | fields)
    )


GRADES = {"grade_conduct": "EXCELLENT", "grade_duties": "EXCELLENT", "grade_remedy": "NONE"}


def make_voted(round_, cell, person, vote="GOOD", **fields):
    """Make a member's evaluation whose vote has closed with a level, reported up."""
    now = timezone.now()
    defaults = {"voted_level": vote, "voted_at": now, "reported_at": now, "facts": GRADES}
    return Evaluation.objects.create(
        round=round_,
        subject="MEMBER",
        organization=cell,
        person=person,
        **{**defaults, **fields},
    )


def make_decided(round_, cell, person, level="GOOD", **fields):
    """Make a member's evaluation with a level in force."""
    decided = {"level": level, "decided_at": timezone.now()}
    return make_voted(round_, cell, person, level, **{**decided, **fields})


def make_organization_evaluation(round_, organization, vote="GOOD", **fields):
    """Make an organization's evaluation reviewed, voted on with a level, reported up."""
    now = timezone.now()
    names = ("programme", "leadership", "democracy", "integrity", "inspection")
    facts = {f"grade_{name}": "EXCELLENT" for name in names} | {"grade_remedy": "NONE"}
    defaults = {"voted_level": vote, "voted_at": now, "reported_at": now, "reviewed_at": now}
    return Evaluation.objects.create(
        round=round_,
        subject="ORGANIZATION",
        organization=organization,
        **{**defaults, "facts": facts, **fields},
    )


def make_report(round_, organization):
    """Make an organization's handed-in report (Mẫu 01)."""
    return Registration.objects.create(
        round=round_,
        form="E01",
        organization=organization,
        step="SUBMITTED",
        submitted_at=timezone.now(),
        code=actions.new_code(),
    )
