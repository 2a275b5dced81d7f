"""A sample bloc to try the program with: invented people, last year's commitments.

Made with a fixed seed, so that every sample is the same. Only for an empty database
outside production (``manage.py load_sample``).
"""

import random
from datetime import date, datetime, time, timedelta

from django.utils import timezone

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
from registrations import queries
from registrations.actions import new_code
from registrations.definitions import Situation
from registrations.models import (
    Answer,
    Guidance,
    Registration,
    RegistrationEvent,
    Round,
    Shortcomings,
    Step,
)

PASSWORD = "cam-ket-mau"  # noqa: S105  (printed by bin/run; the sample never runs in production)
BLOC = "Đảng bộ Khối các cơ quan tỉnh"
UNITS = {
    "Đảng bộ Sở Xây dựng": {"Chi bộ Văn phòng": 12, "Chi bộ Quy hoạch": 16, "Chi bộ Thanh tra": 9},
    "Đảng bộ Sở Tư pháp": {"Chi bộ Văn phòng": 10, "Chi bộ Nghiệp vụ": 13},
    "Chi bộ Cơ quan Đảng ủy Khối": 11,
    "Chi bộ Hội Nhà báo tỉnh": 8,
}
GROUPS_IN = "Chi bộ Quy hoạch"
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLE = {
    "M": "Văn Đức Minh Quang Hữu Công Xuân Quốc".split(),
    "F": "Thị Ngọc Thu Mỹ Kim Bích Diệu Hồng".split(),
}
GIVEN = {
    "M": "An Bình Cường Dũng Đạt Giang Hải Hiếu Khánh Lâm Long Nam Phong Quân Sơn Tài Thắng Trí Tú "
    "Việt Vượng".split(),
    "F": "Ánh Chi Duyên Giang Hà Hạnh Hoa Hương Lan Linh Loan Mai Nga Ngân Oanh Phượng Quỳnh Thảo "
    "Thủy Trang Vân".split(),
}
POSTS = ("Chuyên viên", "Chuyên viên", "Chuyên viên chính", "Phó Trưởng phòng", "Trưởng phòng")
TEXTS = {
    1: (
        "Kiên định chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh; tham gia đủ 12 buổi sinh hoạt chi "
        "bộ và học tập đầy đủ các nghị quyết trong năm.",
        "Mỗi quý viết một bài thu hoạch về một chuyên đề học tập và làm theo Bác; kịp thời phản "
        "bác thông tin sai trái trên mạng xã hội.",
    ),
    2: (
        "Kê khai tài sản, thu nhập trung thực, đúng hạn; không nhận quà biếu dưới mọi hình thức "
        "khi giải quyết công việc.",
        "Sống giản dị, tiết kiệm; tổ chức việc hiếu, việc hỉ đúng quy định, không phô trương.",
    ),
    3: (
        "Tự phê bình nghiêm túc trước chi bộ mỗi quý một lần; góp ý thẳng thắn, xây dựng cho đồng "
        "chí trong tổ.",
        "Khi có khuyết điểm nhận trách nhiệm ngay và báo cáo chi bộ biện pháp khắc phục trong 30 "
        "ngày.",
    ),
    4: (
        "Giải quyết 100% hồ sơ của công dân đúng hạn; mỗi tháng một lần sinh hoạt với chi bộ nơi "
        "cư trú.",
        "Lắng nghe, trả lời phản ánh của Nhân dân trong 5 ngày làm việc; không gây phiền hà.",
    ),
    5: (
        "Hoàn thành 100% nhiệm vụ được giao đúng tiến độ; có ít nhất một sáng kiến cải tiến quy "
        "trình trước tháng 10.",
        "Số hóa hồ sơ lưu trữ của phòng giai đoạn 2015 - 2020, xong trong quý III.",
    ),
    6: (
        "Chấp hành nghiêm sự phân công của tổ chức, nội quy cơ quan; đóng đảng phí trước ngày 10 "
        "hằng tháng.",
        "Thực hiện đúng giờ giấc làm việc; không vi phạm những điều đảng viên không được làm.",
    ),
    7: (
        "Giữ gìn đoàn kết trong chi bộ; hướng dẫn một đồng nghiệp mới thành thạo công việc.",
        "Tham gia đầy đủ hoạt động của công đoàn; thăm hỏi đồng chí ốm đau, khó khăn kịp thời.",
    ),
    8: ("Khắc phục việc chậm báo cáo: gửi báo cáo trước hạn hai ngày, có sổ theo dõi hằng tuần.",),
    9: (
        "Xây dựng và thực hiện kế hoạch hành động của đơn vị; kiểm tra tiến độ mỗi quý và báo cáo "
        "cấp ủy cấp trên.",
    ),
}
SHORTCOMING = (
    "Còn chậm gửi báo cáo hai lần trong năm; chưa mạnh dạn tham gia góp ý trong sinh hoạt."
)
STAFF = {
    "bantochuc": (Role.ORGANISATION_BOARD, "Ủy viên Ban Tổ chức"),
    "bantuyengiao": (Role.PROPAGANDA_BOARD, "Ủy viên Ban Tuyên giáo"),
    "uybankiemtra": (Role.INSPECTION_COMMISSION, "Ủy viên Ủy ban Kiểm tra"),
}


class Sample:
    """Makes the sample, step by step, into an empty database."""

    def __init__(self, today):
        self.random = random.Random(2026)  # noqa: S311  (invented names, nothing secret)
        self.today = today
        self.since = date(today.year - 3, 1, 1)
        self.card = 30_000_000

    def load(self):
        """Make everything; return [(user name, what the account shows)]."""
        self.bloc = Organization.objects.create(kind=Kind.BLOC, name=BLOC, locality="Đà Lạt")
        self.cells = dict(self.make_units())
        self.make_groups()
        for cell, people in self.cells.items():
            self.appoint_officers(cell, people)
        self.make_states()
        self.make_last_year()
        return self.make_accounts()

    def make_units(self):
        """Yield (cell, its people) of each base organization."""
        for position, (name, cells) in enumerate(UNITS.items(), start=1):
            kind = Kind.BASE_COMMITTEE if isinstance(cells, dict) else Kind.BASE_CELL
            base = self.make_organization(self.bloc, kind, name, position)
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
        unit = cell if cell.kind == Kind.BASE_CELL else cell.parent
        return Person.objects.create(
            full_name=" ".join((pick(FAMILY), pick(MIDDLE[gender]), pick(GIVEN[gender]))),
            gender=gender,
            born_on=date(self.random.randint(1966, 1974), self.random.randint(1, 12), 19),
            card_number=str(self.card),
            admitted_on=admitted,
            official_on=None if probationary else admitted.replace(year=admitted.year + 1),
            civil_servant=self.random.random() < 0.8,
            workplace=unit.name.removeprefix("Đảng bộ ").removeprefix("Chi bộ "),
            government_post=pick(POSTS),
        )

    def make_groups(self):
        """Split one cell into two groups with their leaders."""
        cell = next(cell for cell in self.cells if cell.name == GROUPS_IN)
        for order in (1, 2):
            group = self.make_organization(cell, Kind.GROUP, f"Tổ đảng {order}", order)
            members = self.cells[cell][4 + order :: 2]
            Placement.objects.filter(person__in=members).update(organization=group)
            self.hold(members[0], group, Role.GROUP_LEADER)

    def hold(self, person, organization, role, title=""):
        return Position.objects.create(
            person=person,
            organization=organization,
            role=role,
            title=title,
            started_on=self.since,
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

    def make_states(self):
        """Exempt one member; place another temporarily elsewhere."""
        cells = list(self.cells)
        PersonState.objects.create(
            person=self.cells[cells[1]][-2],
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

    def make_last_year(self):
        """Make last year's round: nearly all who were members confirmed, some late."""
        year = self.today.year - 1
        self.round = Round.objects.create(
            bloc=self.bloc,
            year=year,
            guidance=Guidance.CAM_KET_9,
            party_congress="XIII",
            provincial_congress="XI",
        )
        for cell, people in self.cells.items():
            for number, person in enumerate(people):
                day = date(year, 3, 5 + number)
                if number % 9 != 8 and person.admitted_on <= day:
                    self.make_confirmed(cell, person, day)
        for people in list(self.cells.values())[::2]:
            Shortcomings.objects.create(person=people[5], year=year, text=SHORTCOMING)

    def make_confirmed(self, cell, person, day):
        """Make a confirmed registration, handed in on the day or, for some, after the last one."""
        late = self.random.random() < 0.1
        handed_in = timezone.make_aware(
            datetime.combine(date(day.year, 4, 9) if late else day, time(9, 30))
        )
        confirmed = handed_in + timedelta(days=2)
        officers = self.cells[cell]
        officer, post = (
            (officers[1], "Phó Bí thư") if person == officers[0] else (officers[0], "Bí thư")
        )
        situation = Situation(year=day.year, head=queries.is_head(person, self.today))
        registration = Registration(
            round=self.round,
            person=person,
            organization=cell,
            step=Step.CONFIRMED,
            submitted_at=handed_in,
            late=late,
            confirmed_at=confirmed,
            code=new_code(),
        )
        registration.signed = {
            **queries.paper_head(registration, situation),
            "signed_on": handed_in.date().isoformat(),
            "confirmed_by": officer.full_name,
            "confirmed_post": post,
            "confirmed_on": confirmed.date().isoformat(),
        }
        registration.save()
        self.make_answers(registration, situation.head)
        self.make_event(registration, "submit", person.full_name, handed_in)
        self.make_event(registration, "confirm", f"{officer}, {post} {cell}", confirmed)

    def make_answers(self, registration, head):
        numbers = [*range(1, 8), *([9] if head else [])]
        Answer.objects.bulk_create(
            Answer(
                registration=registration,
                field=str(number),
                text=self.random.choice(TEXTS[number]),
                revision=1,
            )
            for number in numbers
        )

    def make_event(self, registration, verb, actor, at):
        event = RegistrationEvent.objects.create(registration=registration, actor=actor, verb=verb)
        RegistrationEvent.objects.filter(pk=event.pk).update(at=at)

    def make_accounts(self):
        """Make the sample accounts, all with one printed password."""
        cells = {cell.name: (cell, people) for cell, people in self.cells.items()}
        office = cells["Chi bộ Cơ quan Đảng ủy Khối"][1]
        cell, people = next(iter(self.cells.items()))
        grouped = cells[GROUPS_IN][1]
        made = [self.make_account("quantri", None, "Quản trị hệ thống")]
        for person, (username, (role, title)) in zip(office[3:], STAFF.items(), strict=False):
            self.hold(person, self.bloc, role, title)
            made.append(self.make_account(username, person, f"{role.label} {self.bloc}"))
        made += [
            self.make_account("danguy", people[3], f"Bí thư {cell.parent}, Giám đốc"),
            self.make_account("bithu", people[0], f"Bí thư {cell}, {cell.parent}"),
            self.make_account("phobithu", people[1], f"Phó Bí thư {cell}"),
            self.make_account("totruong", grouped[5], f"Tổ trưởng Tổ đảng 1, {GROUPS_IN}"),
            self.make_account("dangvien", people[5], f"Đảng viên {cell}, có khuyết điểm năm trước"),
            self.make_account("dangvien2", people[6], f"Đảng viên {cell}"),
        ]
        return made

    def make_account(self, username, person, what):
        account = Account(
            username=username,
            person=person,
            administrator=person is None,
            must_change_password=False,
        )
        account.set_password(PASSWORD)
        account.save()
        return username, f"{account.full_name} – {what}" if person else what
