"""The sample's bloc: organizations, people, positions, accounts."""

import random
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from config.sample.papers import clock, moment
from config.sample.texts import FAMILY, GIVEN, MIDDLE, POSTS
from organizations import usernames
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
from registrations import actions, round_actions

PASSWORD = "cam-ket-mau"  # noqa: S105  (printed by bin/run; the sample never runs in production)
BLOC = "Đảng bộ Khối các cơ quan tỉnh"
UNITS = {
    "Đảng bộ Sở Xây dựng": {"Chi bộ Văn phòng": 12, "Chi bộ Quy hoạch": 16, "Chi bộ Thanh tra": 9},
    "Đảng bộ Sở Tư pháp": {"Chi bộ Văn phòng": 10, "Chi bộ Nghiệp vụ": 13},
    "Chi bộ Cơ quan Đảng ủy Khối": 11,
    "Chi bộ Hội Nhà báo tỉnh": 8,
}
GROUPS_IN = "Chi bộ Quy hoạch"
STAFF = {
    "bantochuc": (Role.ORGANISATION_BOARD, "Ủy viên Ban Tổ chức"),
    "bantuyengiao": (Role.PROPAGANDA_BOARD, "Ủy viên Ban Tuyên giáo"),
    "uybankiemtra": (Role.INSPECTION_COMMISSION, "Ủy viên Ủy ban Kiểm tra"),
    "thuongvu": (Role.STANDING_MEMBER, "Ủy viên Ban Thường vụ"),
}


NON_MEMBERS = {
    0: (("Lương Thị Mai Anh", "F"), ("Tạ Quốc Huy", "M")),
    4: (("Đinh Hữu Phước", "M"),),
    6: (("Kiều Thu Hiền", "F"), ("Mai Xuân Bách", "M")),
}
ADOPTION = "Công văn số 15-CV/ĐUK"


class Bloc:
    """Makes the bloc, step by step, into an empty database."""

    def __init__(self, today):
        self.random = random.Random(2026)  # noqa: S311  (invented names, nothing secret)
        self.today = today
        self.since = date(today.year - 3, 1, 1)
        self.card = 30_000_000
        self.accounts = {}

    def make(self):
        """Make organizations and people, with all that they hold and are."""
        self.root = Organization.objects.create(kind=Kind.BLOC, name=BLOC, locality="Đà Lạt")
        self.cells = dict(self.make_units())
        self.make_groups()
        for cell, people in self.cells.items():
            self.appoint_officers(cell, people)
        self.make_states()
        self.make_non_members()
        self.committees = list(
            Organization.objects.filter(kind=Kind.BASE_COMMITTEE).order_by("position")
        )

    def make_units(self):
        """Yield (cell, its people) of each base organization."""
        for position, (name, cells) in enumerate(UNITS.items(), start=1):
            kind = Kind.BASE_COMMITTEE if isinstance(cells, dict) else Kind.BASE_CELL
            base = self.make_organization(self.root, kind, name, position)
            if kind == Kind.BASE_CELL:
                yield base, self.make_people(base, cells)
                continue
            for order, (cell_name, size) in enumerate(cells.items(), start=1):
                cell = self.make_organization(base, Kind.CELL, cell_name, order)
                yield cell, self.make_people(cell, size)

    def make_organization(self, parent, kind, name, position):
        return Organization.objects.create(
            parent=parent, kind=kind, name=name, position=position, founded_on=date(2010, 3, 1)
        )

    def make_people(self, cell, size):
        """Make members of a cell, the last one probationary."""
        people = [self.make_person(cell, number == size) for number in range(1, size + 1)]
        Placement.objects.bulk_create(
            Placement(
                person=person,
                organization=cell,
                started_on=max(self.since, person.admitted_on),
            )
            for person in people
        )
        return people

    def make_person(self, cell, probationary):
        pick = self.random.choice
        gender = pick("MF")
        admitted = date(self.random.randint(1995, 2019), self.random.randint(1, 12), 3)
        if probationary:
            admitted = self.today - timedelta(days=200)
        self.card += self.random.randint(1, 9)
        return Person.objects.create(
            full_name=" ".join((pick(FAMILY), pick(MIDDLE[gender]), pick(GIVEN[gender]))),
            gender=gender,
            born_on=date(self.random.randint(1966, 1974), self.random.randint(1, 12), 19),
            card_number=str(self.card),
            admitted_on=admitted,
            official_on=None if probationary else admitted.replace(year=admitted.year + 1),
            civil_servant=self.random.random() < 0.8,
            workplace=self.agency(cell),
            government_post=pick(POSTS),
        )

    def make_groups(self):
        """Split one cell into two groups with their leaders."""
        self.groups = []
        cell = next(cell for cell in self.cells if cell.name == GROUPS_IN)
        for order in (1, 2):
            group = self.make_organization(cell, Kind.GROUP, f"Tổ đảng {order}", order)
            members = self.cells[cell][4 + order :: 2]
            Placement.objects.filter(person__in=members).update(organization=group)
            self.hold(members[0], group, Role.GROUP_LEADER)
            self.groups.append(group)

    def hold(self, person, organization, role, title="", since=None):
        return Position.objects.create(
            person=person,
            organization=organization,
            role=role,
            title=title,
            started_on=since or self.since,
        )

    def appoint_officers(self, cell, people):
        """Give a cell its secretary, deputy and one more; a base committee its secretaries."""
        self.hold(people[0], cell, Role.SECRETARY)
        self.hold(people[1], cell, Role.DEPUTY_SECRETARY)
        self.hold(people[2], cell, Role.COMMITTEE_MEMBER, "Chi ủy viên")
        if cell.kind == Kind.CELL and cell.position == 1:
            self.hold(people[3], cell.parent, Role.SECRETARY)
            self.hold(people[3], cell.parent, Role.AGENCY_HEAD, "Giám đốc")
            self.hold(people[4], cell.parent, Role.DEPUTY_SECRETARY)
        if cell.kind == Kind.CELL:
            seat = 7 if cell.position == 1 else 3
            self.hold(people[seat], cell.parent, Role.COMMITTEE_MEMBER, "Đảng ủy viên")

    def make_states(self):
        """Exempt one member; place another temporarily elsewhere."""
        cells = list(self.cells)
        self.exempt = self.cells[cells[1]][-2]
        PersonState.objects.create(
            person=self.exempt,
            kind=PersonState.Kind.EXEMPT,
            started_on=self.since,
            note="Tuổi cao, sức khỏe yếu",
        )
        Placement.objects.create(
            person=self.cells[cells[0]][-2],
            organization=cells[3],
            kind=Placement.Kind.TEMPORARY,
            started_on=date(self.today.year, 2, 1),
        )

    def make_non_members(self):
        """Make employees who are not members, and the head of an agency who leads no cell."""
        self.non_members = {}
        for place, cell in enumerate(self.cells):
            named = NON_MEMBERS.get(place, ())
            self.non_members[cell] = [self.make_non_member(cell, *one) for one in named]
        cell, people = list(self.cells.items())[-1]
        self.agency_head = people[4]
        self.hold(
            self.agency_head,
            cell,
            Role.AGENCY_HEAD,
            "Chủ tịch Hội",
            since=date(self.today.year - 1, 7, 1),
        )

    def make_non_member(self, cell, full_name, gender):
        person = Person.objects.create(
            full_name=full_name,
            gender=gender,
            born_on=date(1988, 5, 19),
            civil_servant=True,
            workplace=self.agency(cell),
            government_post="Chuyên viên",
        )
        Placement.objects.create(person=person, organization=cell, started_on=self.since)
        return person

    def make_accounts(self):
        """Make the sample accounts, all with one printed password."""
        cells = {cell.name: (cell, people) for cell, people in self.cells.items()}
        office = cells["Chi bộ Cơ quan Đảng ủy Khối"][1]
        self.password = make_password(PASSWORD)  # once: it is slow by design
        cell, people = next(iter(self.cells.items()))
        grouped = cells[GROUPS_IN][1]
        made = [self.make_account("quantri", None, "Quản trị hệ thống")]
        for person, (username, (role, title)) in zip(office[3:], STAFF.items(), strict=False):
            self.hold(person, self.root, role, title)
            made.append(self.make_account(username, person, f"{role.label} {self.root}"))
        made += [
            self.make_account("danguy", people[3], f"Bí thư {cell.parent}, Giám đốc"),
            self.make_account("bithu", people[0], f"Bí thư {cell}, {cell.parent}"),
            self.make_account("phobithu", people[1], f"Phó Bí thư {cell}"),
            self.make_account("totruong", grouped[5], f"Tổ trưởng Tổ đảng 1, {GROUPS_IN}"),
            self.make_account("dangvien", people[5], f"Đảng viên {cell}, có khuyết điểm năm trước"),
            self.make_account("dangvien2", people[6], f"Đảng viên {cell}"),
            self.make_account("quanchung", self.non_members[cell][0], f"Quần chúng, {cell}"),
            self.make_account(
                "thutruong", self.agency_head, f"Chủ tịch Hội, đảng viên {list(self.cells)[-1]}"
            ),
        ]
        return made

    def make_account(self, username, person, what):
        account = Account(
            username=username,
            person=person,
            administrator=person is None,
            must_change_password=False,
        )
        account.password = self.password
        account.save()
        self.accounts[person] = account
        if person:
            person.email = f"{username}@example.org"
            person.save()
        return username, f"{account.full_name} – {what}" if person else what

    def agency(self, organization):
        """Return the name of the agency whose Party organization it is."""
        unit = organization.parent if organization.kind == Kind.CELL else organization
        return unit.name.removeprefix("Đảng bộ ").removeprefix("Chi bộ ")

    def account_of(self, person):
        """Return a person's account; one that is used, without a password, where none is."""
        if person not in self.accounts:
            name = person.card_number or usernames.stem(person.full_name)
            account = Account(username=name, person=person, last_login=timezone.now())
            account.must_change_password = False
            account.set_unusable_password()
            account.save()
            self.accounts[person] = account
        return self.accounts[person]

    def leader(self, organization, role=Role.SECRETARY):
        """Return who holds a role in an organization."""
        held = Position.objects.filter(organization=organization, role=role)
        return held.select_related("person").earliest("pk").person

    def officer(self, organization):
        """Return the account of who acts for an organization; the board's for the bloc."""
        roles = {Kind.BLOC: Role.PROPAGANDA_BOARD, Kind.GROUP: Role.GROUP_LEADER}
        return self.account_of(
            self.leader(organization, roles.get(organization.kind, Role.SECRETARY))
        )

    def head_of_agency(self, cell):
        """Return the account of the head of a cell's agency."""
        unit = cell.parent if cell.kind == Kind.CELL else cell
        return self.account_of(self.leader(unit, Role.AGENCY_HEAD))

    def confirmer(self, cell, person):
        """Return who confirms in a cell: the secretary, for the secretary the deputy."""
        secretary, deputy = self.cells[cell][:2]
        return deputy if person == secretary else secretary

    def confirm(self, cell, registrations):
        """Confirm what waits in a cell."""
        by = {}
        for one in registrations:
            by.setdefault(self.confirmer(cell, one.person), []).append(one.pk)
        for officer, found in by.items():
            actions.confirm_many(self.account_of(officer), cell, found)

    def open_round(self, guidance, day):
        """Open this year's round of a guidance, which the bloc adopts by a document of its own."""
        board = self.account_of(self.leader(self.root, Role.ORGANISATION_BOARD))
        with clock(moment(day)):
            return round_actions.open_rounds(
                board,
                self.root,
                year=self.today.year,
                guidances=[guidance],
                party_congress="XIII",
                provincial_congress="XI",
                adoption_number=ADOPTION,
                adoption_signed_on=date(self.today.year - 1, 11, 20),
                adoption_signed_by="Ban Thường vụ Đảng ủy khối",
            )[0]
