"""This year's evaluations under NG and LD, begun in November where the year has gone so far."""

from datetime import date

from config.sample.papers import clock, moment
from config.sample.texts import GROUP_OPINION, OWN_ASSESSMENTS, PRAISE, REMINDER
from config.sample.votes import Gathering
from evaluations import publishing, recording
from evaluations.models import Question, Subject
from evaluations.queries.scope import evaluation_of, people_in_scope, person_in_scope
from registrations.queries.meetings import fingerprint

BEST, GOOD, THIRD = "OUTSTANDING", "GOOD", "PIONEERING"
BEST_PLACES, THIRD_PLACES = (1, 6), (9,)
WELL, COMPLETED = "COMPLETED_WELL", "COMPLETED"
POINTS = ("10.5", "10", "10.5", "9.5", "10", "9", "10", "10.5", "10")
MEETING, BALLOT = 17, 19


class YearEnd:
    """Makes what November saw: a vote of NG, a ballot of LD with a role model."""

    def __init__(self, bloc, exemplary, booklets):
        self.bloc, self.exemplary, self.booklets = bloc, exemplary, booklets
        self.year = bloc.today.year
        self.cell, self.grouped = list(bloc.cells)[:2]

    def make(self):
        """Make the steps whose days have passed."""
        steps = {
            10: self.write_own_assessments,
            12: self.propose,
            14: self.hear_group,
            MEETING: self.vote_exemplary,
            MEETING + 1: self.publish,
            BALLOT: self.vote_booklets,
            BALLOT + 1: self.report_booklets,
        }
        for day, step in steps.items():
            if date(self.year, 11, day) < self.bloc.today:
                with self.at(day):
                    step()

    def at(self, day, hour=9):
        """Return the clock on a day of November."""
        return clock(moment(date(self.year, 11, day), hour))

    def people_of(self, round_, cell=None):
        """Return (place, person) of a cell who are classified in a round."""
        people = people_in_scope(round_, cell or self.cell)
        return list(enumerate(one.person for one in people if one.classified))

    def write_own_assessments(self):
        """Let the first cell hand in for both rounds, the second in part for one."""
        for place, person in self.people_of(self.exemplary):
            self.assess(self.exemplary, self.cell, person, exemplary_level(place))
        for place, person in self.people_of(self.booklets):
            self.assess(self.booklets, self.cell, person, booklet_level(place))
        for place, person in self.people_of(self.exemplary, self.grouped)[::2]:
            self.assess(self.exemplary, self.grouped, person, exemplary_level(place))

    def assess(self, round_, cell, person, level):
        """Let a person write and hand in the own assessment."""
        account, scope = self.bloc.account_of(person), person_in_scope(round_, cell, person.pk)
        row, empty = scope.current(round_), fingerprint("")
        texts = {"self_level": level, "self_text": OWN_ASSESSMENTS[person.pk % 2]}
        for field, text in texts.items():
            recording.save_self(account, row, field, text, revision=empty, scope=scope)
        recording.hand_in_self(account, row, scope=scope)

    def propose(self):
        """Let the first cell's committee write what it expects, and score the cell (NG-07)."""
        for place, person in self.people_of(self.exemplary):
            words = {"praise": PRAISE} if place == 1 else {}
            self.write_part(self.exemplary, person, exemplary_level(place), words)
        for place, person in self.people_of(self.booklets):
            words = {"reminder": REMINDER} if place % 4 == 3 else {}
            self.write_part(self.booklets, person, booklet_level(place), words)
        own = evaluation_of(self.exemplary, Subject.ORGANIZATION, self.cell)
        scores = {str(number): points for number, points in enumerate(POINTS, start=1)}
        recording.record_scores(self.bloc.officer(self.cell), own, scores, before={})

    def write_part(self, round_, person, level, words):
        """Write the committee's part on a person; the secretary's is the deputy's."""
        officer = self.bloc.account_of(self.bloc.confirmer(self.cell, person))
        scope = person_in_scope(round_, self.cell, person.pk)
        row = scope.current(round_)
        recording.record_facts(officer, row, {"remedied": "well"}, before={}, scope=scope)
        for field, text in {"proposed_level": level, **words}.items():
            recording.propose(officer, row, field, text, before="", scope=scope)

    def hear_group(self):
        """Let a group's leader write of the first of its people."""
        group = self.bloc.groups[0]
        leader = self.bloc.officer(group)
        for scope in people_in_scope(self.exemplary, group)[:3]:
            row = scope.current(self.exemplary)
            for field, text in (("group_level", GOOD), ("group_text", GROUP_OPINION)):
                recording.write_group_opinion(leader, row, field, text, before="", scope=scope)

    def vote_exemplary(self):
        """Hold the cell's open vote on its people and on itself."""
        gathering = Gathering(self.bloc, self.exemplary, self.cell, date(self.year, 11, MEETING))
        gathering.attend()
        people = [person for _, person in self.people_of(self.exemplary)]
        for what, voted in (("MEMBERS", people), ("BODY", ())):
            gathering.vote(what, votes_for_proposal, voted, Question.Method.OPEN)
        gathering.finish()

    def publish(self):
        """Post what the cell's meeting decided."""
        publishing.publish(self.bloc.officer(self.cell), self.exemplary, self.cell)

    def vote_booklets(self):
        """Hold the cell's ballot on its members, then on its role models."""
        people = self.bloc.cells[self.cell]
        gathering = Gathering(self.bloc, self.booklets, self.cell, date(self.year, 11, BALLOT))
        gathering.attend(tellers=people[5:7])
        classified = self.people_of(self.booklets)
        gathering.vote("MEMBERS", votes_for_proposal, [person for _, person in classified])
        well = [person for place, person in classified if booklet_level(place) == WELL]
        candidates = [one for one in well if one not in people[5:7]][:2]
        gathering.vote("ROLE_MODELS_1", votes_for_role_model, candidates)
        gathering.finish()

    def report_booklets(self):
        """Report the year to the committee above, which confirms (LD-09, LD-10)."""
        officer = self.bloc.officer(self.cell)
        publishing.report_up_year(officer, self.booklets, self.cell)


def exemplary_level(place):
    """Return the level under NG of a person by place in the cell."""
    if place in BEST_PLACES:
        return BEST
    return THIRD if place in THIRD_PLACES else GOOD


def booklet_level(place):
    """Return the level under LD of a person by place in the cell."""
    return WELL if place % 2 else COMPLETED


def votes_for_proposal(subject, present):
    """Return the votes on a subject: one voter thinks otherwise."""
    level = subject.evaluation.proposed_level or subject.evaluation.self_level
    others = {WELL: COMPLETED, COMPLETED: WELL, GOOD: BEST}
    return {level: present - 1, others.get(level, GOOD): 1}


def votes_for_role_model(subject, present):
    """Return the votes on a candidate: the first has nearly all."""
    yes = present - 1 if subject.position == 1 else 3
    return {"YES": yes, "NO": present - yes}
