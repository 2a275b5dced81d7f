"""Who may do what with meetings that vote, at each of their addresses."""

import pytest
from django.urls import reverse

from evaluations import meetings
from evaluations.queries import gates
from organizations.models import Placement, Role
from tests import factories
from tests.evaluations.holding import HD21, LD, NG, YEAR, call, come, entry, make_round, make_tree
from tests.evaluations.pages import words


@pytest.fixture
def tree(db):
    return make_tree()


@pytest.fixture
def round_(tree):
    return make_round(tree.bloc, NG)


@pytest.fixture
def meeting(tree, round_):
    return call(tree.secretary, round_, tree.cell)


@pytest.fixture
def browse(client):
    def sign_in(account):
        client.force_login(account)
        return client

    return sign_in


def ask(tree, meeting, *people, what="MEMBERS", method="OPEN"):
    chosen = [one.person.pk for one in people]
    return meetings.add_question(
        tree.secretary, meeting.pk, what=what, method=method, chosen=chosen
    )


def of(name, thing):
    return reverse(name, args=[thing.pk])


def places(round_, organization):
    return [
        reverse(name, args=[round_.pk, organization.pk])
        for name in ("evaluation_meetings", "evaluation_meeting_call")
    ]


def addresses(tree, meeting):
    """Return every address about a meeting that goes on, reading first."""
    question = ask(tree, meeting, tree.member)
    names = (
        "evaluation_meeting",
        "evaluation_meeting_edit",
        "evaluation_presence",
        "evaluation_roll_add",
        "question_add",
    )
    return [
        *places(meeting.round, meeting.organization),
        *(of(name, meeting) for name in names),
        of("evaluation_roll_change", entry(meeting, "Lê Thị Hoa")),
        of("question_remove", question),
    ]


def answers(client, found):
    return [client.get(one).status_code for one in found]


def test_committee_of_the_cell_works_on_its_meeting(browse, tree, meeting):
    clerk = factories.make_officer(tree.cell, Role.COMMITTEE_MEMBER, "Chu Văn Ủy")
    found = addresses(tree, meeting)

    assert answers(browse(tree.secretary), found) == [200] * 8 + [405]
    assert answers(browse(tree.deputy), found) == [200] * 8 + [405]
    # a member of the committee runs the meeting but neither corrects the roll nor finishes
    assert answers(browse(clerk), found) == [200, 200, 200, 200, 200, 403, 200, 403, 405]
    finish = of("evaluation_meeting_finish", meeting)
    assert browse(clerk).post(finish).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [("member", 403), ("employee", 403), ("neighbour", 404), ("superior", 403)],
)
def test_others_are_refused_while_it_goes_on(browse, tree, meeting, who, status):
    found = addresses(tree, meeting)
    if who == "superior":
        found = found[1:]  # those above see the list, which shows what is finished
    client = browse(getattr(tree, who))

    assert set(answers(client, found[:-1])) == {status}
    for name in ("evaluation_meeting_save", "evaluation_roll_save", "evaluation_tellers"):
        assert client.post(of(name, meeting)).status_code == status
    assert client.post(found[-1]).status_code == status
    assert client.post(of("evaluation_meeting_finish", meeting)).status_code == status
    assert meeting.questions.count() == 1


def test_head_of_the_agency_reads_an_exemplary_meeting_that_goes_on(browse, tree, meeting):
    head = factories.make_officer(tree.base, Role.AGENCY_HEAD, "Cao Văn Giám", tree.other)
    review = call(tree.secretary, make_round(tree.bloc, HD21), tree.cell)
    client = browse(head)

    page = client.get(of("evaluation_meeting", meeting))

    assert page.status_code == 200
    assert "Đang họp" in words(page)
    assert 'id="roll"' not in page.content.decode()
    assert client.get(of("evaluation_meeting", review)).status_code == 403
    assert client.get(of("evaluation_meeting_edit", meeting)).status_code == 403


@pytest.mark.parametrize(
    ("guidance", "role", "status"),
    [
        (HD21, Role.ORGANISATION_BOARD, 200),
        (HD21, Role.PROPAGANDA_BOARD, 403),
        (LD, Role.PROPAGANDA_BOARD, 200),
        (NG, Role.PROPAGANDA_BOARD, 200),
        (HD21, Role.INSPECTION_COMMISSION, 200),
    ],
)
def test_boards_read_what_is_finished_where_it_is_theirs(browse, tree, guidance, role, status):
    held = call(tree.secretary, make_round(tree.bloc, guidance), tree.cell)
    client = browse(factories.make_officer(tree.bloc, role, "Hồ Thu Vân", tree.other))
    assert client.get(of("evaluation_meeting", held)).status_code == 403
    come(held)

    meetings.finish_meeting(tree.secretary, held.pk)

    assert client.get(of("evaluation_meeting", held)).status_code == status
    assert client.get(of("evaluation_minutes", held)).status_code == status
    assert client.get(places(held.round, tree.cell)[0]).status_code == status


def test_administrator_sees_nothing(browse, tree, meeting):
    client = browse(factories.make_account())

    assert set(answers(client, addresses(tree, meeting)[:-1])) == {404}


def test_those_above_see_a_meeting_when_it_is_finished(browse, tree, round_, meeting):
    client = browse(tree.superior)
    page = places(round_, tree.cell)[0]
    assert "14:00" not in words(client.get(page))

    come(meeting)
    meetings.finish_meeting(tree.secretary, meeting.pk)

    assert "14:00" in words(client.get(page))
    assert client.get(of("evaluation_meeting", meeting)).status_code == 200
    assert client.get(of("evaluation_minutes", meeting)).status_code == 200
    assert browse(tree.member).get(of("evaluation_minutes", meeting)).status_code == 403
    assert browse(tree.neighbour).get(of("evaluation_minutes", meeting)).status_code == 404


def test_only_where_the_guidance_votes_in_meetings(browse, tree):
    commitments = factories.make_round(tree.bloc, YEAR)
    booklets = make_round(tree.bloc, LD)
    group = factories.make_group(tree.cell)

    statuses = [
        browse(account).get(places(one, organization)[0]).status_code
        for one, organization, account in (
            (commitments, tree.cell, tree.secretary),
            (booklets, tree.cell, tree.secretary),
            (booklets, tree.base, tree.superior),
            (make_round(tree.bloc, HD21), tree.base, tree.superior),
            (booklets, group, factories.make_officer(group, Role.GROUP_LEADER, "Tổ Trưởng")),
        )
    ]

    assert statuses == [404, 200, 404, 200, 404]


def links_of(meeting):
    """Return the addresses of everything that the meeting's questions lack."""
    found = [gates.missing_before(meeting, one) for one in meeting.questions.all()]
    return {one.url.partition("#")[0] for missing in found for one in missing}


@pytest.mark.parametrize("guidance", [NG, LD, HD21])
def test_what_is_missing_leads_to_pages_that_open(browse, tree, guidance):
    person = tree.member.person
    factories.place(person, tree.other, Placement.Kind.TEMPORARY)
    meeting = call(tree.secretary, make_round(tree.bloc, guidance), tree.cell, deputy="")
    ask(tree, meeting, tree.secretary, tree.colleague, method="PAPER")
    ask(tree, meeting, tree.member, method="PAPER")
    if guidance != LD:
        ask(tree, meeting, what="BODY", method="PAPER")

    found = links_of(meeting)

    assert len(found) >= 4
    assert {browse(tree.secretary).get(one).status_code for one in found} == {200}


def test_what_a_committees_meeting_lacks_leads_to_pages_that_open(browse, tree):
    meeting = call(tree.superior, make_round(tree.bloc, HD21), tree.base)
    ask(tree, meeting, what="BODY", method="PAPER")

    found = links_of(meeting)

    assert len(found) == 4
    assert {browse(tree.superior).get(one).status_code for one in found} == {200}


def test_head_of_the_agency_finds_the_exemplary_meetings(browse, tree, meeting):
    head = factories.make_officer(tree.base, Role.AGENCY_HEAD, "Cao Văn Giám", tree.other)
    make_round(tree.bloc, HD21)
    link = reverse("evaluation_meetings", args=[meeting.round_id, tree.cell.pk])

    page = browse(head).get(reverse("evaluations")).content.decode()

    assert page.count(f'href="{link}"') == 1
    assert page.count(f">Hội nghị {tree.cell.name}<") == 1  # not under HD 21
    assert browse(head).get(link).status_code == 200
    assert "Hội nghị" not in words(browse(tree.secretary).get(reverse("evaluations")))
