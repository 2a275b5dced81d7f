"""This year's round of exemplary conduct (NG): forms 01, 02 and 03 with their meetings."""

import random
from datetime import date

from config.sample.papers import clock, moment, write
from config.sample.texts import (
    COMMENTS,
    CONCLUSION,
    COURSE,
    MEASURES,
    NON_MEMBER_TEXTS,
    ORGANIZATION_COMMENT,
    ORGANIZATION_TEXTS,
    PROOFS,
    RETURNED,
    SELF_CHECKS,
    TEXTS,
)
from organizations.models import Kind, Role
from registrations import actions, meetings
from registrations.definitions import Code
from registrations.models import Guidance, Step
from registrations.queries.meetings import chairs_of

BEGUN_LATE, MISSING = 9, 10  # places of people in their cell
STEPS = {6: Step.RETURNED, 7: Step.COMMENTED, 8: Step.SUBMITTED}  # by place; others confirmed
ORGANIZATION_STEPS = {
    "Chi bộ Quy hoạch": Step.SUBMITTED,
    "Chi bộ Thanh tra": Step.COMMENTED,
    "Đảng bộ Sở Tư pháp": Step.SUBMITTED,
    "Chi bộ Nghiệp vụ": Step.RETURNED,
}
WITHOUT_OWN = "Chi bộ Hội Nhà báo tỉnh"
NON_MEMBER_STEPS = {
    "Lương Thị Mai Anh": Step.COMMENTED,
    "Tạ Quốc Huy": Step.SUBMITTED,
    "Kiều Thu Hiền": Step.SUBMITTED,
}
ORGANIZATION_RETURNED = "Mục 4 chưa ghi chỉ tiêu cụ thể; đề nghị chi bộ bổ sung."


class Exemplary:
    """Makes the round: written and commented in December, handed in before its last day."""

    def __init__(self, bloc):
        self.bloc = bloc
        self.random = random.Random(2027)  # noqa: S311  (invented texts, nothing secret)
        self.before = bloc.today.year - 1
        self.own, self.forms = {}, {}

    def make(self):
        """Make the round and what every organization and person did in it."""
        organizations = [*self.bloc.cells, *self.bloc.committees]
        self.round = self.bloc.open_round(Guidance.NEU_GUONG_2017, date(self.before, 12, 1))
        self.choose_form()
        for organization in organizations:
            self.write_own(organization)
        for cell in self.bloc.cells:
            self.write_forms(cell)
        for organization in organizations:
            self.hold_meeting(organization)
        for cell in self.bloc.cells:
            self.hand_in_members(cell)
            self.hand_in_non_members(cell)
        for organization in self.own:
            self.hand_in_own(organization)

    def at(self, day, hour=9):
        """Return the clock on a day of the December before."""
        return clock(moment(date(self.before, 12, day), hour))

    def choose_form(self):
        """Let the second base committee have its non-members use form 02 (NG-01)."""
        base = self.bloc.committees[1]
        with self.at(2):
            meetings.choose_form(self.bloc.officer(base), self.round, base, uses_f02=True)

    def write_own(self, organization):
        """Begin and write an organization's form 01."""
        if organization.name == WITHOUT_OWN:
            return
        with self.at(3):
            officer = self.bloc.officer(organization)
            own = actions.start_for_organization(officer, self.round, organization)
            write(
                own, {str(key): self.random.choice(ORGANIZATION_TEXTS[key]) for key in range(1, 10)}
            )
        self.own[organization] = own

    def write_forms(self, cell):
        """Begin and write what the people of a cell bring to its meeting; one begins late."""
        members = self.bloc.cells[cell]
        with self.at(4):
            for place, person in enumerate(members):
                if place not in (BEGUN_LATE, MISSING) and self.owes(person):
                    self.write_form(person)
            for person in self.bloc.non_members[cell]:
                self.write_form(person)

    def owes(self, person):
        """Tell whether a member owed a form when they were written."""
        return person.admitted_on < date(self.before, 12, 1) and person != self.bloc.exempt

    def write_form(self, person):
        """Begin a person's form 02 or 03 and write all of it."""
        form = actions.start(self.bloc.account_of(person), self.round, person)
        write(form, NON_MEMBER_TEXTS if form.form == Code.F03 else self.texts())
        self.forms[person] = form

    def texts(self):
        """Return the texts of a form 02."""
        choice, criteria = self.random.choice, range(1, 8)
        deeds = {f"I.{one}": choice(TEXTS[one]) for one in criteria}
        proofs = {f"I.{one}.d": choice(PROOFS) for one in criteria}
        checks = {f"II.{one}": text for one, text in enumerate(SELF_CHECKS, start=1)}
        return deeds | proofs | checks | {"III": choice(MEASURES)}

    def hold_meeting(self, organization):
        """Hold the comment meeting; a committee's discusses its own form alone (NG-06)."""
        people = organization.kind != Kind.BASE_COMMITTEE
        day, officer = 11 if people else 14, self.bloc.officer(organization)
        with self.at(8):
            meeting = meetings.call_meeting(
                officer,
                self.round,
                organization,
                own=True,
                people=people,
                held_at=moment(date(self.before, 12, day), 14, 0),
                place=f"Phòng họp {self.bloc.agency(organization)}",
                chair=chairs_of(organization),
                clerk=self.bloc.leader(organization, Role.DEPUTY_SECRETARY).full_name,
            )
        with self.at(day, 16):
            self.write_minutes(officer, meeting)
            meetings.finish(officer, meeting.pk)

    def write_minutes(self, officer, meeting):
        """Write who was away, what was said of the organization and of some of its people."""
        away = meeting.attendance.filter(guest=False).last()
        meetings.mark_attendance(officer, meeting.pk, away.pk, present=False)
        said = {None: ORGANIZATION_COMMENT}
        forms = [one.registration for one in meeting.comments.select_related("registration")]
        members = [one for one in forms if one.form == Code.F02]
        said |= {one.person_id: text for one, text in zip(members[::3], COMMENTS, strict=False)}
        for one in forms:
            text = said.get(one.person_id, "")
            meetings.write_comment(officer, meeting.pk, one.pk, text, revision=0)
        for field, text in (("course", COURSE), ("conclusion", CONCLUSION)):
            meetings.write_record(officer, meeting.pk, field, text, revision=0)

    def hand_in_members(self, cell):
        """Let members hand in; the cell confirms most on one day and returns some."""
        waiting, returned = [], []
        for place, person in enumerate(self.bloc.cells[cell]):
            step = STEPS.get(place % 9, Step.CONFIRMED)
            if person not in self.forms or step == Step.COMMENTED:
                continue
            registration = self.hand_in(person, 15 + place % 9)
            if step == Step.CONFIRMED:
                waiting.append(registration)
            elif step == Step.RETURNED:
                returned.append(registration)
        with self.at(26):
            self.bloc.confirm(cell, waiting)
            for one in returned:
                actions.return_to_author(self.bloc.officer(cell), one.pk, RETURNED)
        self.begin_late(cell)

    def begin_late(self, cell):
        """Let one person begin after the last day, without having been commented."""
        people, day = self.bloc.cells[cell], date(self.bloc.today.year, 1, 4)
        if len(people) > BEGUN_LATE and day < self.bloc.today and self.owes(people[BEGUN_LATE]):
            with clock(moment(day)):
                author = self.bloc.account_of(people[BEGUN_LATE])
                draft = actions.start(author, self.round, author.person)
                write(draft, {f"I.{one}": TEXTS[one][0] for one in range(1, 5)})

    def hand_in_non_members(self, cell):
        """Let non-members hand in; the head of their agency confirms (NG-13)."""
        for person in self.bloc.non_members[cell]:
            step = NON_MEMBER_STEPS.get(person.full_name, Step.CONFIRMED)
            if step == Step.COMMENTED:
                continue
            registration = self.hand_in(person, 17)
            if step == Step.CONFIRMED:
                with self.at(22):
                    actions.confirm(self.bloc.head_of_agency(cell), registration.pk)

    def hand_in(self, person, day):
        """Let a person hand in on a day what the meeting has moved on; return it."""
        with self.at(day):
            return actions.submit(self.bloc.account_of(person), self.forms[person].pk)

    def hand_in_own(self, organization):
        """Let an organization hand in its form 01; its direct superior receives it (NG-06)."""
        step = ORGANIZATION_STEPS.get(organization.name, Step.CONFIRMED)
        if step == Step.COMMENTED:
            return
        with self.at(16):
            own = actions.submit(self.bloc.officer(organization), self.own[organization].pk)
        superior = self.bloc.officer(organization.parent)
        with self.at(27):
            if step == Step.CONFIRMED:
                actions.confirm(superior, own.pk)
            elif step == Step.RETURNED:
                actions.return_to_author(superior, own.pk, ORGANIZATION_RETURNED)
