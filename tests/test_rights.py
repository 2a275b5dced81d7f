"""Every address as every role and as nobody, compared with the table in docs/quyen.md.

The walk asks with GET, then with an empty POST, for things of the cell "Chi bộ 1" and of its
member "Nguyễn Văn An". A cell of the table says how the answers end: ``được`` (answered, or
sent on after the act), ``đăng nhập`` (sent to sign in), ``403``, ``404``, ``405``.
"""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from evaluations import meetings as voting_meetings
from evaluations import publishing
from evaluations.models import Evaluation, Question
from evaluations.queries.meetings import head_of
from organizations.models import ImportBatch, PersonState, Role
from registrations import printing
from registrations.models import CommentMeeting, ReferenceItem
from tests import factories

TABLE = Path(__file__).parent.parent / "docs" / "quyen.md"
ROLES = (
    "không đăng nhập",
    "chính người đó",
    "cùng chi bộ",
    "bí thư chi bộ",
    "bí thư chi bộ khác",
    "tổ trưởng",
    "bí thư đảng bộ cơ sở",
    "bí thư khối",
    "ban tổ chức",
    "ban tuyên giáo",
    "ủy ban kiểm tra",
    "khối khác",
    "quản trị",
)

EXACTLY = {
    "round_open": ("bloc",),
    "import_start": ("bloc",),
    "registration_start": ("round",),
    "blank_form": ("round",),
    "round_switch": ("round",),
    "round_settings": ("round",),
    "print_start": ("round", "cell"),
    "shortcomings_edit": ("round", "member"),
    "quarters": ("booklet",),
    "round_organizations": ("exemplary", "cell"),
    "form_choice": ("exemplary", "base"),
    "own_form_start": ("exemplary", "cell"),
    "evaluation_board": ("exemplary", "cell"),
    "evaluation_save": ("exemplary", "cell"),
    "evaluation_person": ("exemplary", "cell", "member"),
    "evaluation_reviewed": ("exemplary", "cell"),
    "evaluation_unreviewed": ("exemplary", "cell", "member"),
    "commitment_words_publish": ("round", "cell"),
    "commitment_words_take_back": ("round", "cell", "member"),
    "civil_ratings": ("review", "cell"),
    "civil_rating_save": ("review", "cell"),
    "own_evaluation": ("exemplary",),
    "own_evaluation_save": ("exemplary",),
    "score_sheet": ("exemplary", "cell"),
    "results": ("exemplary", "cell"),
    "result_people": ("exemplary", "cell"),
    "results_publish": ("exemplary", "cell"),
    "results_notify": ("exemplary", "cell"),
    "results_report": ("exemplary", "cell"),
    "results_report_half_year": ("booklets", "cell"),
    "result_notice": ("rated",),
    "result_posting": ("posting",),
    "year_report": ("year_paper",),
    "half_year_report": ("half_year",),
    "meetings": ("exemplary", "cell"),
    "meeting_call": ("exemplary", "cell"),
    "meeting_minutes": ("finished",),
    "evaluation_meetings": ("exemplary", "cell"),
    "evaluation_meeting_call": ("exemplary", "cell"),
    "evaluation_meeting": ("assembly",),
    "evaluation_meeting_cancel": ("assembly",),
    "evaluation_meeting_edit": ("assembly",),
    "evaluation_meeting_save": ("assembly",),
    "evaluation_meeting_finish": ("assembly",),
    "evaluation_roll_save": ("assembly",),
    "evaluation_roll_add": ("assembly",),
    "evaluation_roll_change": ("roll_entry",),
    "evaluation_presence": ("assembly",),
    "evaluation_tellers": ("assembly",),
    "ballots": ("vote",),
    "counting": ("vote",),
    "count_for": ("vote", "second_teller"),
    "count_save": ("vote",),
    "count_reopen": ("vote",),
    "count_note": ("vote",),
    "vote_result": ("vote",),
    "question_open": ("vote",),
    "question_close": ("vote",),
    "question_annul": ("vote",),
    "question_again": ("vote",),
    "counting_minutes": ("counted",),
    "evaluation_minutes": ("assembled",),
    "question_add": ("assembly",),
    "question_remove": ("question",),
    "decisions": ("review", "base"),
    "decision_save": ("review", "base"),
    "decision_cap": ("review", "base"),
    "decision_propose": ("review", "base"),
    "decision_make": ("review", "base"),
    "decide_organizations": ("review", "base"),
    "report_up": ("review", "cell"),
    "evaluation_organization": ("review", "cell"),
    "body_take_in": ("review", "cell", "collectives"),
    "evaluation_body": ("collective",),
    "evaluation_annul": ("decided",),
    "opinions": ("decided",),
    "person_opinions": ("review", "cell", "member"),
}


def make_accounts(bloc, base, cell, group):
    """Make an account for each role, seen from the member of the cell's group."""
    other_cell = factories.make_cell(base, "Chi bộ 2")
    office = factories.make_base(bloc, "Chi bộ Cơ quan", kind="BASE_CELL")
    other_bloc = factories.make_bloc("Đảng bộ Khối doanh nghiệp")
    other_office = factories.make_cell(factories.make_base(other_bloc))
    officer = factories.make_officer
    board = {"placed_in": office}
    made = [
        None,
        factories.make_account(factories.make_person("Nguyễn Văn An", group)),
        factories.make_account(factories.make_person("Lê Thị Hoa", cell)),
        officer(cell),
        officer(other_cell),
        officer(group, Role.GROUP_LEADER),
        officer(base, placed_in=other_cell),
        officer(bloc, **board),
        officer(bloc, Role.ORGANISATION_BOARD, **board),
        officer(bloc, Role.PROPAGANDA_BOARD, **board),
        officer(bloc, Role.INSPECTION_COMMISSION, **board),
        officer(other_bloc, Role.ORGANISATION_BOARD, placed_in=other_office),
        factories.make_account(),
    ]
    return dict(zip(ROLES, made, strict=True))


@pytest.fixture
def world(db):
    return make_world()


def make_world():
    """Make what the addresses are asked about, and an account for each role."""
    bloc = factories.make_bloc()
    base = factories.make_base(bloc)
    cell = factories.make_cell(base)
    group = factories.make_group(cell)
    accounts = make_accounts(bloc, base, cell, group)
    author = accounts["chính người đó"]
    round_ = factories.make_round(bloc)
    target = factories.make_account(factories.make_person("Phan Văn Sơn", cell), "muctieu")
    return SimpleNamespace(
        accounts=accounts,
        bloc=bloc,
        cell=cell,
        member=author.person,
        round=round_,
        registration=factories.hand_in(author, round_),
        state=factories.set_state(author.person, PersonState.Kind.SICK_LEAVE),
        placement=author.person.placements.get(),
        position=accounts["tổ trưởng"].person.positions.get(),
        target=target,
        batch=make_batch(bloc, target),
        job=printing.ask(accounts["bí thư chi bộ"], round_, cell, "PDF"),
        **make_booklets(factories.make_booklet_round(bloc, round_.year), cell, accounts),
        reference=ReferenceItem.objects.order_by("pk").first(),
        exemplary=(exemplary := factories.make_round(bloc, 2020, guidance="neu_guong_2017")),
        base=base,
        meeting=make_meeting(exemplary, cell, accounts["bí thư chi bộ"]),
        finished=make_meeting(exemplary, cell, accounts["bí thư chi bộ"], finished=True),
        **make_year_end(exemplary, cell, accounts, target.person),
        **make_review(bloc, cell, target.person),
    )


def make_booklets(round_, cell, accounts):
    """Make a member's booklet with its first half-year, which the cell has reported."""
    secretary = accounts["bí thư chi bộ"]
    booklet = factories.make_booklet(accounts["chính người đó"].person, round_, secretary)
    booklet.halves.create(half=1, group_level="COMPLETED", reported_at=timezone.now())
    half_year = publishing.report_up_half_year(secretary, round_, cell)
    return {"booklets": round_, "booklet": booklet, "half_year": half_year}


def make_review(bloc, cell, person):
    """Make a round of reviews under HD 21 with a decided member and a collective."""
    review = factories.make_round(bloc, guidance="hd21_2019")
    return {
        "review": review,
        "decided": factories.make_decided(review, cell, person),
        "collective": Evaluation.objects.create(
            round=review, subject="COLLECTIVE", organization=cell, body="Chi ủy"
        ),
        "collectives": SimpleNamespace(pk="tap-the"),
    }


def make_year_end(round_, cell, accounts, person):
    """Make meetings that vote, votes that are counted and closed, and what was published."""
    secretary = accounts["bí thư chi bộ"]
    author, leader = accounts["chính người đó"].person, accounts["tổ trưởng"].person
    assembly = make_assembly(round_, cell, secretary)
    assembled = make_assembly(round_, cell, secretary, finished=True)
    question = make_question(assembly, secretary, author)
    vote = make_vote(round_, cell, accounts, person)
    rated = make_rated(round_, cell, accounts["cùng chi bộ"].person)
    return {
        "assembly": assembly,
        "assembled": assembled,
        "question": question,
        "roll_entry": assembly.roll.get(person=author),
        "vote": vote,
        "second_teller": SimpleNamespace(pk=2),
        "rated": rated,
        "posting": publishing.publish(secretary, round_, cell, [rated.pk]),
        "year_paper": publishing.report_up_year(secretary, round_, cell),
        "counted": make_vote(round_, cell, accounts, leader, closed=True),
    }


def make_meeting(round_, cell, account, *, finished=False):
    """Make a comment meeting of the cell."""
    return CommentMeeting.objects.create(
        round=round_,
        organization=cell,
        held_at=timezone.now(),
        place="Hội trường",
        chair="Trần Thị Bình",
        clerk="Lê Thị Hoa",
        recorded_by=account,
        finished_at=timezone.now() if finished else None,
    )


def make_assembly(round_, cell, account, *, finished=False):
    """Make a meeting of the cell that votes."""
    meeting = voting_meetings.call_meeting(
        account,
        round_,
        cell,
        held_at=timezone.now(),
        place="Hội trường",
        chair="Trần Thị Bình",
        clerk="Lê Thị Hoa",
    )
    if finished:
        meeting.roll.update(present=True)
        voting_meetings.finish_meeting(account, meeting.pk)
    return meeting


def make_question(meeting, account, person):
    """Put a question on one person."""
    return voting_meetings.add_question(
        account, meeting.pk, what="MEMBERS", method="OPEN", chosen=[person.pk]
    )


def make_vote(round_, cell, accounts, person, *, closed=False):
    """Make an opened paper vote on a person, which somebody of the cell counts."""
    account, now = accounts["bí thư chi bộ"], timezone.now()
    meeting = make_assembly(round_, cell, account)
    meeting.head = head_of(meeting)
    meeting.save()
    meeting.roll.filter(person=accounts["cùng chi bộ"].person).update(teller=1)
    question = make_question(meeting, account, person)
    question.method, question.opened_at = Question.Method.PAPER, now
    question.roll_size = question.present = meeting.roll.count()
    if closed:
        question.sheets.create(number=1, account=accounts["cùng chi bộ"], name="Lê Thị Hoa")
        question.closed_at, question.verdict = now, {"base": question.roll_size}
    question.save()
    return question


def make_rated(round_, cell, person):
    """Make the result of somebody that the cell may post."""
    return factories.make_result(round_, cell, person, "GOOD")


def make_batch(bloc, account):
    """Make an import whose file is gone, for the pages about one."""
    return ImportBatch.objects.create(
        bloc=bloc, file="khong-co.xlsx", file_name="danh-sach.xlsx", uploaded_by=account
    )


def arguments(world, name):
    """Return what an address is asked about."""
    alone = {"results_workbook": [world.exemplary.pk, world.cell.pk, "r5"]}
    alone["guidance"] = ["neu_guong_2017"]
    if name in alone:
        return alone[name]
    if name in EXACTLY:
        return [getattr(world, thing).pk for thing in EXACTLY[name]]
    if name.startswith(("round_", "cell_", "confirm_many")):
        return [world.round.pk, world.cell.pk]
    if name == "quarters_assess":
        return [world.booklet.round_id, world.cell.pk, 1]
    if name.startswith("quarters_"):
        return [world.booklet.round_id, world.member.placements.get().organization_id, 1]
    if name == "verify":
        return [world.registration.code]
    for start, thing in (
        ("reference", world.reference),
        ("organization", world.cell),
        ("member_list", world.cell),
        ("person_add", world.cell),
        ("person", world.member),
        ("position_add", world.member),
        ("position", world.position),
        ("placement", world.placement),
        ("state_add", world.member),
        ("state", world.state),
        ("discipline", world.member),
        ("account_", world.target),
        ("import_", world.batch),
        ("registration", world.registration),
        ("answer_", world.registration),
        ("print_", world.job),
        ("meeting", world.meeting),
    ):
        if name.startswith(start):
            return [thing.pk]
    return []


def names():
    """Return the names of all addresses of the project, {name: takes arguments}."""
    found = {}
    for pattern in get_resolver().url_patterns:
        for one in getattr(pattern, "url_patterns", [pattern]):
            found[one.name] = bool(one.pattern.converters)
    return found


def outcome(response):
    if response.status_code == 302 and "/dang-nhap/" in response.url:
        return "đăng nhập"
    if response.status_code < 400:
        return "được"
    return str(response.status_code)


def ask(client, world, name, takes_arguments):
    """Return "GET / POST" outcomes of an address, or one word where they are alike."""
    address = reverse(name, args=arguments(world, name) if takes_arguments else [])
    answers = []
    for method in (client.get, client.post):
        response = method(address)
        answers.append(outcome(response))
        if response.streaming:
            list(response.streaming_content)
    return answers[0] if answers[0] == answers[1] else " / ".join(answers)


def written_table():
    """Return {name of the address: {role: outcome}} as docs/quyen.md has it."""
    rows = {}
    for line in TABLE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        known = re.fullmatch(r"`(\w+)`", cells[0])
        if known:
            rows[known[1]] = dict(zip(ROLES, cells[2:], strict=True))
    return rows


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_a_role_as_written(world, client, role):
    table = written_table()

    found = {}
    for name, takes_arguments in sorted(names().items()):
        with transaction.atomic():
            if world.accounts[role]:
                client.force_login(world.accounts[role])
            found[name] = ask(client, world, name, takes_arguments)
            transaction.set_rollback(True)

    assert found == {name: row[role] for name, row in table.items()}


def test_table_names_every_address():
    assert set(written_table()) == set(names())
