"""The sample's meetings that vote: called, attended, counted, closed, at their times."""

from datetime import timedelta

from config.sample.papers import clock, moment
from config.sample.texts import AWAY, REVIEW_CONCLUSION, REVIEW_COURSE
from evaluations import counting, meetings, voting
from evaluations.models import Question
from organizations.models import Role
from registrations.queries.meetings import chairs_of, fingerprint

NOTICE = timedelta(days=7)


class Gathering:
    """One afternoon's meeting of an organization; its secretary runs it."""

    def __init__(self, bloc, round_, organization, day, **composition):
        """Call the meeting, with the draft of the report, a week before (H21-04)."""
        self.bloc, self.day = bloc, day
        self.officer = bloc.officer(organization)
        self.tellers = []
        with clock(moment(day - NOTICE)):
            self.meeting = meetings.call_meeting(
                self.officer,
                round_,
                organization,
                held_at=moment(day, 14, 0),
                place=f"Phòng họp {bloc.agency(organization)}",
                chair=chairs_of(organization),
                deputy=bloc.leader(organization, Role.DEPUTY_SECRETARY).full_name,
                clerk=bloc.leader(organization, Role.COMMITTEE_MEMBER).full_name,
                draft_sent_on=day - NOTICE,
                **composition,
            )

    def at(self, hour, minute=0):
        """Return the clock at a time of the meeting's day."""
        return clock(moment(self.day, hour, minute))

    def entry(self, person):
        """Return somebody on the roll."""
        return self.meeting.roll.get(person=person)

    def attend(self, *, away=(), tellers=()):
        """Write who is there and who is away, and name two tellers where there are ballots."""
        self.tellers = tellers
        with self.at(14, 10):
            for one in self.meeting.roll.all():
                cell = ("absence", AWAY) if one.person in away else ("present", "x")
                meetings.mark_attendance(self.officer, self.meeting.pk, one.pk, *cell, before="")
            if tellers:
                pks = [self.entry(one).pk for one in tellers]
                meetings.name_tellers(self.officer, self.meeting.pk, *pks)

    def open(self, what, people=(), method=Question.Method.PAPER):
        """Put a question and open the vote on it."""
        with self.at(14, 40):
            pks = [one.pk for one in people]
            question = meetings.add_question(
                self.officer, self.meeting.pk, what=what, method=method, chosen=pks
            )
            return voting.open_question(self.officer, question.pk)

    def vote(self, what, votes, people=(), method=Question.Method.PAPER):
        """Put a question, count it and close it; ``votes`` as ``sheet`` takes them."""
        question = self.open(what, people, method)
        with self.at(15, 30):
            if method == Question.Method.PAPER:
                for number in (1, 2):
                    self.count(question, number, votes)
            else:
                counting.save_counts(self.officer, question.pk, 1, rows_of(question, votes))
            voting.close_question(self.officer, question.pk)
        question.refresh_from_db()
        return question

    def count(self, question, number, votes):
        """Let a teller write a whole sheet and sign it off."""
        teller = self.bloc.account_of(self.tellers[number - 1])
        totals = {name: (str(question.present), "") for name in ("issued", "collected")}
        counting.save_counts(teller, question.pk, number, totals | rows_of(question, votes))
        counting.sign_off(teller, question.pk, number)

    def finish(self):
        """Write the record and end the meeting."""
        with self.at(16, 30):
            for field, text in (("course", REVIEW_COURSE), ("conclusion", REVIEW_CONCLUSION)):
                meetings.write_record(
                    self.officer, self.meeting.pk, field, text, revision=fingerprint("")
                )
            meetings.finish_meeting(self.officer, self.meeting.pk)


def rows_of(question, votes):
    """Return the cells of a sheet; ``votes(subject, present)`` answers {column: votes}."""
    return {
        f"{one.pk}-{column}": (str(number), "")
        for one in question.subjects.select_related("evaluation")
        for column, number in votes(one, question.present).items()
    }
