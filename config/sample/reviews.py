"""Last year's reviews and classification (HD 21): all through in one base organization.

Elsewhere they stand at every step between a first draft and a committee that decides.
"""

from datetime import date

from django.utils import timezone

from config.sample.papers import clock, moment, write
from config.sample.texts import (
    OUTSTANDING_NOTE,
    RELATED_OPINION,
    REPORT_TEXTS,
    REVIEW_TEXTS,
)
from config.sample.votes import Gathering
from evaluations import counting, deciding, publishing, ratings, recording, superiors
from evaluations.models import Evaluation, Opinion, Subject
from evaluations.queries import caps
from evaluations.queries.known import EXECUTIVE_COMMITTEE
from evaluations.queries.ratings import heads_above
from evaluations.queries.scope import evaluation_of, people_in_scope, person_in_scope
from organizations.models import Account, Kind, Role
from registrations import actions, queries, round_actions
from registrations.models import Guidance

BEST, GOOD, THIRD = "EXCELLENT", "GOOD", "COMPLETED"
BEST_PLACES, THIRD_PLACES = (2, 4, 7), (8,)  # of people in their cell; the others are good
GRADES = {
    BEST: {"grade_conduct": BEST, "grade_duties": BEST, "grade_remedy": GOOD},
    GOOD: {"grade_conduct": GOOD, "grade_duties": GOOD, "grade_remedy": GOOD},
    THIRD: {"grade_conduct": GOOD, "grade_duties": "AVERAGE", "grade_remedy": "AVERAGE"},
}
REPORT_GRADES = ("programme", "leadership", "democracy", "integrity", "inspection", "remedy")
LATER = slice(-3, -1)  # places of the two in the first cell who are voted on later
COMMITTEE_VOTES = (4, 4, 3, 2, 2, 1)  # of the deciding committee, for those put forward as best
TIED_VOTES = (4, 4, 3)


class Reviews:
    """Makes the round: December saw it all, for those who got that far."""

    def __init__(self, bloc):
        self.bloc = bloc
        self.year = bloc.today.year - 1
        self.first, self.second, self.third, *self.done, _, _ = bloc.cells
        self.base = self.done[0].parent
        self.board = bloc.account_of(bloc.leader(bloc.root, Role.ORGANISATION_BOARD))
        self.levels, self.papers = {}, {}

    def make(self):
        """Make the round and what people, cells and committees did in it."""
        with clock(moment(date(self.year, 10, 20))):
            self.round = round_actions.open_rounds(
                self.board,
                self.bloc.root,
                year=self.year,
                guidances=[Guidance.HD21_2019],
                party_congress="XIII",
                provincial_congress="XI",
                review_due=date(self.year, 12, 5),
            )[0]
        for cell in self.done:
            self.vote_on_members(cell, self.review(cell))
        self.decide_members()
        for cell, level in zip(self.done, (BEST, GOOD), strict=True):
            self.vote_on_body(cell, 18, level)
        self.decide_bodies(self.base, self.bloc.officer(self.base), 22)
        self.vote_on_body(self.base, 24, GOOD)
        self.hear_related_bodies()
        standing = self.bloc.leader(self.bloc.root, Role.STANDING_MEMBER)
        self.decide_bodies(self.bloc.root, self.bloc.account_of(standing), 29)
        self.take_in_leaders()
        self.make_first_cell()
        self.make_others()

    def at(self, day, hour=9):
        """Return the clock on a day of December."""
        return clock(moment(date(self.year, 12, day), hour))

    def people_of(self, cell):
        """Return those of a cell who are classified, in the order in which they were made."""
        with self.at(1):
            scopes = people_in_scope(self.round, cell)
        found = {one.person.pk for one in scopes if one.classified}
        return [one for one in self.bloc.cells[cell] if one.pk in found]

    def review(self, cell):
        """Let a cell's people hand in, be reviewed and proposed; return them."""
        people = self.people_of(cell)
        for place, person in enumerate(people):
            self.levels[person.pk] = level_at(place)
            self.write_review(person, hand_in=True)
        self.mark_reviewed(cell, people)
        with self.at(9):
            self.bloc.confirm(cell, [self.papers[one] for one in people])
        for person in people:
            self.propose(cell, person)
        return people

    def write_review(self, person, *, hand_in):
        """Write a person's Mẫu 02 in the last days of November, and hand it in."""
        account = self.bloc.account_of(person)
        with clock(moment(date(self.year, 11, 23 + person.pk % 7))):
            paper = actions.start(account, self.round, person)
            level = self.levels.get(person.pk, GOOD)
            choices = {**GRADES[level], "level": level, "civil_level": level}
            write(paper, filled(paper, REVIEW_TEXTS, choices) if hand_in else some(REVIEW_TEXTS))
            if hand_in:
                self.papers[person] = actions.submit(account, paper.pk)

    def mark_reviewed(self, cell, people):
        """Note the review of 8 December: the secretary's own by the deputy."""
        officers = self.bloc.officer(cell), self.deputy(cell)
        with self.at(8, 15):
            for officer in officers:
                others = [one.pk for one in people if one.pk != officer.person_id]
                recording.mark_reviewed(officer, self.round, cell, others)

    def deputy(self, organization):
        """Return the account of an organization's deputy secretary."""
        person = self.bloc.leader(organization, Role.DEPUTY_SECRETARY)
        return self.bloc.account_of(person)

    def propose(self, cell, person):
        """Record a person's civil rating and what the committee proposes on 9 December."""
        officer, level = self.bloc.officer(cell), self.levels[person.pk]
        if officer.person_id == person.pk:
            officer = self.deputy(cell)
        with self.at(9, 10):
            scope = person_in_scope(self.round, cell, person.pk)
            row = scope.current(self.round)
            facts = {"targets_percent": "100"}
            if person.civil_servant and not self.rated(row, scope, level):
                facts["civil_level"] = level
            recording.record_facts(officer, row, facts, before={}, scope=scope)
            recording.propose(officer, row, "proposed_level", level, before="", scope=scope)

    def rated(self, row, scope, level):
        """Let the head of the agency rate a civil servant; tell whether there is one."""
        day = timezone.localdate()
        heads = heads_above(row.organization, day) - {scope.person.pk}
        if heads:
            head = Account.objects.get(person=min(heads))
            ratings.rate(head, row, level, before="", scope=scope)
        return bool(heads)

    def vote_on_members(self, cell, people, day=10):
        """Hold the cell's ballot on its members and report it to the committee."""
        found = self.bloc.cells[cell]
        gathering = Gathering(self.bloc, self.round, cell, date(self.year, 12, day))
        gathering.attend(away=found[5:6], tellers=found[6:8])
        gathering.vote("MEMBERS", self.votes_on_member, people)
        gathering.finish()
        self.report(cell, day + 1)

    def votes_on_member(self, subject, present):
        """Return the ballots on a member: one voter thinks otherwise."""
        level = self.levels[subject.evaluation.person_id]
        other = GOOD if level != GOOD else BEST
        return {level: present - 1, other: 1}

    def report(self, organization, day, note=""):
        """Report up what was voted."""
        with self.at(day):
            superiors.report_up(self.bloc.officer(organization), self.round, organization, note)

    def decide_members(self):
        """Let the committee decide on 15 December, the best under the cap (H21-14, H21-15)."""
        pool = caps.members_pool(self.round, self.base)
        secretary, deputy = self.bloc.officer(self.base), self.deputy(self.base)
        decision = deciding.Decision("28-QĐ/ĐU", date(self.year, 12, 15))
        with self.at(15):
            self.rank(secretary, pool, COMMITTEE_VOTES)
            for officer in (secretary, deputy):
                deciding.propose_all(officer, pool, set())
            others = pool.rows.exclude(person=secretary.person)
            deciding.decide(secretary, pool, list(others.values_list("pk", flat=True)), decision)
            own = pool.rows.get(person=secretary.person)
            deciding.decide(deputy, pool, [own.pk], decision)
        with self.at(16):
            publishing.notify(secretary, self.round, self.base)

    def rank(self, account, pool, votes):
        """Enter the committee's votes for those whom their cells put forward as best."""
        rows = pool.rows.filter(voted_level=BEST).order_by("pk")
        for row, number in zip(rows, votes, strict=False):
            deciding.choose(account, pool, row.pk, "chosen_votes", str(number), before="")

    def vote_on_body(self, organization, day, level):
        """Let an organization report on itself, be reviewed and voted on in secret (H21-25)."""
        officer = self.bloc.officer(organization)
        grades = {f"grade_{name}": level for name in REPORT_GRADES}
        with self.at(day - 8):
            paper = actions.start_for_organization(officer, self.round, organization)
            write(paper, filled(paper, REPORT_TEXTS, grades | {"level": level}))
            actions.submit(officer, paper.pk)
        gathering = Gathering(self.bloc, self.round, organization, date(self.year, 12, day))
        gathering.attend(tellers=[one.person for one in gathering.meeting.roll.all()][-2:])
        with gathering.at(14, 20):
            own = evaluation_of(self.round, Subject.ORGANIZATION, organization)
            superiors.mark_body_reviewed(officer, own)
        gathering.vote("BODY", lambda _, present: {level: present})
        gathering.finish()
        self.report(organization, day + 1)
        above = organization.parent
        with self.at(day + 1, 14):
            superior = self.board if above == self.bloc.root else self.bloc.officer(above)
            actions.confirm(superior, paper.pk)

    def decide_bodies(self, above, account, day):
        """Let those above decide on organizations as they were voted, and tell them."""
        pool = caps.bodies_pool(self.round, Subject.ORGANIZATION, above)
        rows = list(pool.rows)
        with self.at(day):
            for row in rows:
                deciding.choose(account, pool, row.pk, "chosen_level", row.voted_level, before="")
            number = "31-QĐ/ĐU" if above.kind == Kind.BASE_COMMITTEE else "112-QĐ/ĐUK"
            decision = deciding.Decision(number, date(self.year, 12, day))
            deciding.decide(account, pool, [one.pk for one in rows], decision)
        with self.at(day + 1):
            publishing.notify(account, self.round, above)

    def hear_related_bodies(self):
        """Let the bloc's organisation board record what a related body says."""
        own = Evaluation.objects.get(
            round=self.round, subject=Subject.ORGANIZATION, organization=self.base
        )
        with self.at(26):
            superiors.record_opinion(
                self.board,
                own,
                Opinion.Kind.RELATED,
                "Ủy ban nhân dân tỉnh",
                date(self.year, 12, 26),
                RELATED_OPINION,
            )

    def take_in_leaders(self):
        """Review the committee and its head and deputy, whom the bloc has yet to decide on."""
        officer = self.bloc.officer(self.base)
        collective = evaluation_of(
            self.round, Subject.COLLECTIVE, self.base, body=EXECUTIVE_COMMITTEE
        )
        with self.at(30, 15):
            grades = {f"grade_{name}": GOOD for name in REPORT_GRADES}
            recording.record_facts(officer, collective, grades, before={})
            superiors.mark_body_reviewed(officer, collective)
            for account, role in (
                (officer, Role.DEPUTY_SECRETARY),
                (self.deputy(self.base), Role.SECRETARY),
            ):
                person = self.bloc.leader(self.base, role)
                leader = evaluation_of(
                    self.round, Subject.LEADER, self.base, person=person, body=role.label
                )
                superiors.mark_body_reviewed(account, leader)

    def make_first_cell(self):
        """Vote in the first cell on all but two, report; the two are being counted."""
        cell = self.first
        people = self.review(cell)
        found = self.bloc.cells[cell]
        later = [one for one in found[LATER] if one in people]
        gathering = Gathering(self.bloc, self.round, cell, date(self.year, 12, 10))
        gathering.attend(away=later, tellers=found[5:7])
        gathering.vote("MEMBERS", self.votes_on_member, [one for one in people if one not in later])
        gathering.finish()
        self.report(cell, 11, OUTSTANDING_NOTE)
        again = Gathering(self.bloc, self.round, cell, date(self.year, 12, 17))
        again.attend(tellers=found[5:7])
        question = again.open("MEMBERS", later)
        with again.at(15, 30):
            again.count(question, 1, self.votes_on_member)
            counting.save_counts(
                self.bloc.account_of(found[6]),
                question.pk,
                2,
                {"issued": (str(question.present), ""), "collected": (str(question.present), "")},
            )
        pool = caps.members_pool(self.round, cell.parent)
        secretary = self.bloc.officer(cell.parent)
        with self.at(18):
            self.rank(secretary, pool, TIED_VOTES)
            deciding.propose_all(secretary, pool, set())

    def make_others(self):
        """Leave the third cell proposed in part, and the second writing."""
        people = self.people_of(self.third)
        for place, person in enumerate(people):
            self.levels[person.pk] = level_at(place)
            self.write_review(person, hand_in=place % 6 != 5)
        reviewed = [one for place, one in enumerate(people) if place % 6 != 5]
        self.mark_reviewed(self.third, reviewed)
        for person in reviewed[1:4]:
            self.propose(self.third, person)
        for place, person in enumerate(self.people_of(self.second)[:7]):
            self.write_review(person, hand_in=place % 3 != 2)


def level_at(place):
    """Return the level of a person by place in the cell."""
    if place in BEST_PLACES:
        return BEST
    return THIRD if place in THIRD_PLACES else GOOD


def filled(paper, texts, choices):
    """Return what must be written in a paper."""
    required = queries.check_of(paper).required
    return {key: text for key, text in (texts | choices).items() if key in required}


def some(texts):
    """Return the first texts of a paper that is being written."""
    return dict(list(texts.items())[:3])
